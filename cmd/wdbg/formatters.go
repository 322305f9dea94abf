package main

import (
	"github.com/wdbg/wdbg/value"
	"github.com/wdbg/wdbg/value/assemblyscript"
	"github.com/wdbg/wdbg/value/golang"
	"github.com/wdbg/wdbg/value/libcxx"
	"github.com/wdbg/wdbg/value/rust"
	"github.com/wdbg/wdbg/wasm"
)

// formatters returns what shows values of the types of libraries, in programs of which a module is part.
func formatters(m *wasm.Module) value.Formatters {
	return value.Formatters{libcxx.New(), rust.New(), golang.New(), assemblyscript.New(m)}
}
