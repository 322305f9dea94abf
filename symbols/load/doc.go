// Package load finds the symbols of a module: in the module itself, in companion files that it names or that lie beside
// it, in folders of debug information. It is the part that opens files; what they mean is for other packages.
package load
