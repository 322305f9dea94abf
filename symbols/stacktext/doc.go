// Package stacktext recognises the call stacks that WebAssembly engines print, line by line, and says for each frame
// what its numbers mean: which function, and whether the offset is a place in the module at all. It resolves nothing.
//
// The rules were found by running the engines where docs/symbolize.md says so, else in their sources.
package stacktext
