// Package assemblyscript shows the objects of AssemblyScript's runtime.
//
// AssemblyScript has no debug information about types: a variable is a wasm local, and whether an i32 is a number or
// the address of an object is not recorded anywhere. But objects have a header, which says what class they are of and
// how large, and which the garbage collector has in a ring with others. What is at an address is shown only where all of
// that agrees; the number is shown anyway.
package assemblyscript
