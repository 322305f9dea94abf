// Package command is the set of commands that every front end shares: a table with names, help and what to do, and an Interp that carries out
// lines of text against a debugger.Session. Line mode, the console of a terminal interface and "evaluate" of a debug adapter
// run the same commands and show the same text.
//
// An Interp is for one goroutine. What it reads from the program it reads within Session.Inspect.
package command
