// Package expr is the language of expressions that a debugger evaluates on a program that stands still: like C, with the
// spellings of the guest's own language beside it.
//
// Compile resolves names and checks types once, against what is visible in a frame; Program.Eval then reads the program, as often as
// is wanted, in any activation of the same function at the same instruction. Everything is known to a person by an *Error, which
// points at the part of the text that it is about. A value that is not available is an error, never a number.
//
// What is known of a type only when the program is looked at, such as the elements of a container, which a formatter of package value
// finds, is checked then.
package expr
