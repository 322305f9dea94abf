// Package value is what variables contain: typed values that are read, lazily, from a stopped frame.
//
// A Value is a type and a place; nothing is read before it is asked for, and what cannot be read is an error of that
// value alone. Formatters make of values what people want to see (Shown); those of libraries and languages are in
// packages below. A Printer makes text of it, a front end with a tree unfolds the Children.
//
// Memory and debug information are not trusted: types may be circular or absurdly large, pointers wild, lengths
// garbage. Every walk is bounded, and what is shown is either right or said to be unavailable, with the reason.
package value
