// Package golang shows the types of Go as TinyGo describes them. (Go's own compiler leaves no debug information in
// WebAssembly modules.)
package golang
