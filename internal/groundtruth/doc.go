// Package groundtruth compares the values of variables with what gdb shows of native builds of the same sources
// (testdata/symbols/truth): line by line without optimisation, and with it wherever all builds call checkpoint.
package groundtruth
