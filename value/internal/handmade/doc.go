// Package handmade makes types and memories for tests of formatters: layouts of other versions of a library than the
// one at hand, and contents that no compiler makes.
package handmade
