// Package arch holds the tests of the repository's shape: which package may import
// which, and how large things may be. They parse the sources themselves; asking the go
// command would be answered from the test cache after a change.
package arch
