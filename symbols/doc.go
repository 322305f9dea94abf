// Package symbols is the words in which sources of symbols answer: functions, inlined calls, positions in
// source files, variables, types. Loaders in packages below make sources of DWARF, source maps, Go's tables
// and names; Table asks them in order and gives the best answer, with its origin.
package symbols
