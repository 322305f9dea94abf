// Package disasm renders WebAssembly code in the text format, with the file
// offset of every instruction and with names beside indices.
//
// The text is the specification's (Wasm 3.0 §6), one instruction per line.
// Where an index has a name, the name is the operand and a block comment gives the
// index; a branch's comment names the block it leaves and the offset it goes to:
//
//	0x1e1:  (func $main (;12;) (type 3) (param $n i32) (result i32)
//	0x1e4:    block $done (;@0 0x1f2;)
//	0x1e6:      local.get $n (;0;)
//	0x1e8:      br_if 0 (;@0 0x1f2;)
//	0x1ea:      call $work (;7;)
//	0x1f2:    end (;@0 $done;)
//	0x1f3:  )
//
// Blocks are numbered by their opening instructions, from 0 in each function: the
// label indices of the extended name section. A branch to a loop goes to its loop
// instruction, a branch to any other block to its end instruction.
//
// Nothing here needs a valid module. What decodes is printed; indices that name nothing are
// marked, and where decoding fails a line says why. Work is linear in the
// function's size and its names, whatever the input: indentation, long types
// and long names are cut where they repeat.
package disasm
