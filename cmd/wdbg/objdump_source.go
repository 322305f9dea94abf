package main

import (
	"fmt"
	"io"

	"github.com/wdbg/wdbg/listing"
	"github.com/wdbg/wdbg/symbols/load"
	"github.com/wdbg/wdbg/wasm"
)

// sourceLines returns what gives the source lines of instructions. What is wrong with the symbols goes to stderr.
func sourceLines(file []byte, path string, flags *symbolFlags, stderr io.Writer) (func(wasm.FileOffset) []string, error) {
	finder, err := flags.finder(path)
	if err != nil {
		return nil, err
	}
	m, err := wasm.Decode(file)
	if err != nil {
		return nil, nil // the listing says what is wrong
	}
	if path == "-" {
		path = ""
	}
	l := load.Attach(m, path, load.Options{DebugDirs: flags.debugDirs})
	for _, note := range l.Notes {
		fmt.Fprintf(stderr, "wdbg: note: %v\n", note)
	}
	return (&listing.Interleaver{Module: m, Table: l.Table, Sources: finder}).Lines, nil
}
