// Package unwind turns the frames of a stopped thread into a call stack as a person reads it:
// functions by name, recursion folded.
package unwind
