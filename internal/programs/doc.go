// Package programs tests wdbg as its users meet it: the command is built and run as a process, on
// the fixtures of testdata/programs, on programs of the Go toolchain, and on what the manual shows.
package programs
