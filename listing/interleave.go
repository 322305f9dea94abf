package listing

import (
	"fmt"
	"slices"
	"strings"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/symbols/srcfile"
	"github.com/wdbg/wdbg/wasm"
)

// Interleaver says what of the source begins at an instruction.
type Interleaver struct {
	Module *wasm.Module
	Table  *symbols.Table
	// Sources finds the text of source files; nil shows none.
	Sources *srcfile.Finder
	// Dir is the current directory: see File.
	Dir string

	frames []symbols.Frame
	last   []symbols.Pos // of the instruction before
}

// Lines returns the source line of an instruction whose place in the source is another than that of the one before.
func (i *Interleaver) Lines(at wasm.FileOffset) []string {
	i.frames = i.Table.Frames(i.frames[:0], i.Module.CodeOffsetOf(at))
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
	head := i.position(inner.Pos)
	for n := 1; n < len(i.frames); n++ {
		head += fmt.Sprintf(", %s inlined at %s", symbols.Printable(i.frames[n-1].Func.DisplayName()), i.position(i.frames[n].Pos))
	}
	out := []string{head}
	if line, ok := i.text(inner.Pos); ok {
		out = append(out, "    "+symbols.Printable(strings.ReplaceAll(line, "\t", "    ")))
	}
	return out
}

// text returns the line of source of a position.
func (i *Interleaver) text(p symbols.Pos) (line string, ok bool) {
	if i.Sources == nil {
		return "", false
	}
	text, err := i.Sources.Open(p.File)
	if err != nil {
		return "", false
	}
	return text.Line(p.Line)
}

// position writes file:line.
func (i *Interleaver) position(p symbols.Pos) string {
	if p.File == nil {
		return "?"
	}
	return fmt.Sprintf("%s:%d", File(i.Dir, p.File), p.Line)
}
