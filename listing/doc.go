// Package listing is the text that reports and front ends share: names of functions with their arguments, positions, variables
// with why they have no value, lines of source and of code. Nothing here reads a program by itself. All text is escaped:
// no terminal acts on what a guest or its debug information contains.
package listing
