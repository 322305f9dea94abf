// Package symbolize turns the call stacks in an engine's text, and plain offsets, into places in the source.
//
// A Resolver holds what it is told about a frame against the module: the offset has to lie in the named function, at an
// instruction, in outer frames at a call. What an offset means is decided for a stack as a whole where the text leaves
// it open. A place is given only if exactly one reading of the text agrees with the module, else the reason why not.
package symbolize
