package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/symbols/load"
	"github.com/wdbg/wdbg/symbols/srcfile"
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
	return (&interleaver{module: m, table: l.Table, finder: finder}).lines, nil
}

// interleaver says what of the source begins at an instruction.
type interleaver struct {
	module *wasm.Module
	table  *symbols.Table
	finder *srcfile.Finder
	frames []symbols.Frame
	last   []symbols.Pos // of the instruction before
}

// lines returns the source line of an instruction whose place in the source is another than that of the one before.
func (i *interleaver) lines(at wasm.FileOffset) []string {
	i.frames = i.table.Frames(i.frames[:0], i.module.CodeOffsetOf(at))
	var here []symbols.Pos
	for _, f := range i.frames {
		here = append(here, symbols.Pos{File: f.Pos.File, Line: f.Pos.Line})
	}
	if len(here) == 0 || slices.Equal(here, i.last) {
		return nil
	}
	known := i.last != nil
	i.last = here
	inner := &i.frames[0]
	if !inner.Pos.IsValid() {
		if known && inner.Pos.File != nil {
			return []string{"(no line)"}
		}
		return nil
	}
	head := position(inner.Pos)
	for n := 1; n < len(i.frames); n++ {
		head += fmt.Sprintf(", %s inlined at %s", symbols.Printable(i.frames[n-1].Func.DisplayName()), position(i.frames[n].Pos))
	}
	out := []string{head}
	if text, err := i.finder.Open(inner.Pos.File); err == nil {
		if line, ok := text.Line(inner.Pos.Line); ok {
			out = append(out, "    "+symbols.Printable(strings.ReplaceAll(line, "\t", "    ")))
		}
	}
	return out
}

// position writes file:line.
func position(p symbols.Pos) string {
	if p.File == nil {
		return "?"
	}
	return fmt.Sprintf("%s:%d", symbols.Printable(strings.TrimPrefix(p.File.Path, "./")), p.Line)
}
