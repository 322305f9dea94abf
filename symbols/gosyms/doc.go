// Package gosyms makes symbols of the tables that a program of Go's own compiler carries in its data for its own stack
// traces, the pclntab, as that compiler's WebAssembly port writes no DWARF. They survive the removal of names (-ldflags=-s -w).
//
// The tables know all functions: name, file and first line. Within a function they have lines by blocks, not by
// instructions: the port counts up a block number (PC_B) at calls and at the borders of inlined code, and a program counter
// is function and block. A block's line is that of its last instruction, the call that ends it.
// As each call stores its program counter on the stack in memory before it is made, the code tells which call is which
// block, and so calls, with what was inlined around them, have exact positions, as in Go's own traces.
// The same is true of a function's entry code. No other instruction has a line.
package gosyms
