package mapsyms

import (
	"bytes"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/wdbg/wdbg/sourcemap"
	"github.com/wdbg/wdbg/symbols"
)

// file is a source with what is needed to count its columns in bytes.
type file struct {
	symbols.File
	lines func() [][]byte // nil where the map does not contain the text
}

func newFile(sm *sourcemap.Map, i int, asc bool) *file {
	src := sm.Source(i)
	f := &file{File: symbols.File{Path: src.Path()}}
	if asc && strings.HasPrefix(src.Root, "./") && strings.IndexByte(src.Root[2:], '/') < 0 {
		// AssemblyScript's compiler gives the module's name as the root, so that browsers show a folder of that name. There
		// is no such folder: names are relative to where the compiler ran.
		f.Path = src.Name
	}
	if src.HasContent {
		f.Embedded = sync.OnceValue(func() []byte {
			text, _ := sm.Content(i)
			return text
		})
		f.lines = sync.OnceValue(func() [][]byte { return bytes.Split(f.Embedded(), []byte{'\n'}) })
	}
	return f
}

// byteColumn turns a column in UTF-16 code units into one in bytes, both from 1. Where the text is not known, they
// are taken to be the same, as they are for ASCII.
func (f *file) byteColumn(line, column int) int {
	if f.lines == nil {
		return column
	}
	lines := f.lines()
	if line > len(lines) {
		return column
	}
	text := lines[line-1]
	units, i := 1, 0
	for units < column && i < len(text) {
		r, n := utf8.DecodeRune(text[i:])
		units++
		if r > 0xffff {
			units++ // a surrogate pair
		}
		i += n
	}
	return i + 1 + max(column-units, 0)
}
