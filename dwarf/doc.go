// Package dwarf reads DWARF debug information, versions 2 to 5 with the GNU and LLVM extensions that toolchains for
// WebAssembly emit, from the sections of a module: units, entries, line tables, range and location lists. It is
// made for large inputs: nothing is decoded before it is asked for, and what is decoded refers to the sections' bytes.
//
// Code addresses are offsets in the payload of the module's code section. Addresses that linkers give to code and
// data they dropped (0 in old ranges, -1, -2) are recognised by Tombstone.
//
// Input is not trusted: no bytes lead to a panic, a hang, or to memory beyond a small multiple of their size.
package dwarf
