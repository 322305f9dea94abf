// Package expr evaluates DWARF expressions (DWARF 5 §2.5, §2.6), versions 2 to 5 with the GNU and LLVM extensions, for
// WebAssembly: locations of variables, frame bases, places of members, bounds of arrays. String disassembles them.
//
// # WebAssembly
//
// DW_OP_WASM_location pushes what a local, a global or an entry of the operand stack holds; there are no registers. Followed by
// DW_OP_stack_value and by nothing else done to it, the location is that place, which may then be assigned
// to. It is not even read. Without DW_OP_stack_value, what it holds is the address of the object in linear memory.
//
// The global 0xffffffff is one that the linker dropped (__tls_base in a program without threads): as a part of an address it is 0, by
// itself it is an error of kind Removed, as are addresses that the linker replaced by -1 or -2. A DW_OP_plus_uconst
// on the empty stack adds to the frame base: LLVM before version 23 writes that where it means DW_OP_fbreg.
//
// # Numbers
//
// DWARF's generic type has the size of an address. On wasm32 that is too small for what LLVM does with it: it computes with
// 64-bit locals and constants as if they fit. So an untyped number here remembers how many bits it has:
//
//   - What is read from a place has the width of the place, 32 or 64 bits; what is read from memory by DW_OP_deref has that of an address.
//   - Constants have none: they take that of the other operand. Among themselves they are computed with 64 bits.
//   - The result has the width of the wider operand, the other one is zero-extended.
//
// Where LLVM writes other than the standard says, its meaning is taken, as nothing else emits DWARF for WebAssembly:
//
//   - DW_OP_div and DW_OP_mod of untyped numbers are signed (LLVM writes neither for unsigned division).
//   - DW_OP_shra is arithmetic and DW_OP_shr logical, whatever the type of the operand.
//   - A typed number and a constant may be operands of the same operation.
//   - The sequence that LLVM writes for sign extension before DWARF 5, which assumes a wide generic type, is known and taken as one.
//   - Comparisons of untyped numbers are written the same for signed and unsigned ones; only a constant pushed by
//     DW_OP_consts says that they are signed. Where it matters and nothing tells, the result is an error of kind Unsupported.
//   - Before DWARF 5, LLVM leaves out truncation. Where a value is wider than its variable (Params.Size) and the upper bits may
//     have got into the lower ones, it is computed for the variable's width too, and both have to agree.
//
// Evaluation is bounded in steps, stack, pieces, reads of memory and nesting; no input makes it panic.
package expr
