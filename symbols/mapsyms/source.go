// Package mapsyms makes symbols of a source map: positions in source files. A map knows nothing about functions and
// variables, so that the frames it answers with have no function of their own.
package mapsyms

import (
	"fmt"
	"iter"
	"strings"
	"sync"

	"github.com/wdbg/wdbg/sourcemap"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/wasm"
)

// Source is a source map as a symbols.LineSource.
type Source struct {
	m        *wasm.Module
	sm       *sourcemap.Map
	describe string
	stale    func() error
	files    []*file // by the map's number
	asc      bool
}

// New returns the source of a module's map; describe is its name for people, such as that of its file. A map that turns
// out to be of another build than the module gives no answers, and Problems says so.
func New(m *wasm.Module, sm *sourcemap.Map, describe string) *Source {
	s := &Source{m: m, sm: sm, describe: describe}
	s.stale = sync.OnceValue(func() error { return checkStale(m, sm) })
	for i := range sm.NumSources() {
		s.asc = s.asc || strings.HasPrefix(sm.Source(i).Name, "~lib/")
	}
	for i := range sm.NumSources() {
		s.files = append(s.files, newFile(sm, i, s.asc))
	}
	return s
}

// Origin is OriginSourceMap.
func (s *Source) Origin() symbols.Origin { return symbols.OriginSourceMap }

// Describe names the source for people.
func (s *Source) Describe() string { return "source map " + s.describe }

// Language is AssemblyScript where the map is of that language's compiler; otherwise a map does not tell.
func (s *Source) Language() symbols.Language {
	if s.asc {
		return symbols.AssemblyScript
	}
	return symbols.LanguageUnknown
}

// Problems says whether the map fits the module.
func (s *Source) Problems() []error {
	if err := s.stale(); err != nil {
		return []error{fmt.Errorf("%s %w", s.Describe(), err)}
	}
	return nil
}

// Frames appends a frame with a position and no function; nothing where the map has no source for the instruction.
func (s *Source) Frames(dst []symbols.Frame, at wasm.CodeOffset) []symbols.Frame {
	off := s.m.FileOffsetOf(at)
	f, ok := s.m.FuncAt(off)
	if !ok || s.stale() != nil {
		return dst
	}
	body, _ := s.m.Body(f)
	g, ok := s.sm.Lookup(uint64(off))
	// A segment of the function before says nothing about this one.
	if !ok || g.Offset < uint64(body.Start) || g.Source < 0 {
		return dst
	}
	return append(dst, symbols.Frame{Pos: s.pos(g), Origin: symbols.OriginSourceMap})
}

// pos returns the place that a segment says; the zero Pos if it says none.
func (s *Source) pos(g sourcemap.Segment) symbols.Pos {
	if g.Source < 0 {
		return symbols.Pos{}
	}
	f := s.files[g.Source]
	return symbols.Pos{File: &f.File, Line: g.Line, Column: f.byteColumn(g.Line, g.Column)}
}

// Rows yields the segments of each function as rows, which end with the function. All of them may be breakpoints.
func (s *Source) Rows(from, to wasm.CodeOffset) iter.Seq[symbols.Row] {
	return func(yield func(symbols.Row) bool) {
		if s.stale() != nil {
			return
		}
		start, end := s.m.FileOffsetOf(from), s.m.FileOffsetOf(to)
		for i := s.firstBody(start); i < len(s.m.Code) && s.m.Code[i].Start < end; i++ {
			b := s.m.Code[i]
			any := false
			for g := range s.sm.Range(uint64(max(b.Start, start)), uint64(min(b.End, end))) {
				if g.Offset < uint64(b.Start) {
					continue
				}
				any = true
				if !yield(symbols.Row{At: s.m.CodeOffsetOf(wasm.FileOffset(g.Offset)), Pos: s.pos(g), Stmt: g.Source >= 0}) {
					return
				}
			}
			if any && b.End < end && !yield(symbols.Row{At: s.m.CodeOffsetOf(b.End), End: true}) {
				return
			}
		}
	}
}

// firstBody returns the number of the first body that ends after an offset.
func (s *Source) firstBody(off wasm.FileOffset) int {
	lo, hi := 0, len(s.m.Code)
	for lo < hi {
		mid := (lo + hi) / 2
		if s.m.Code[mid].End <= off {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// Files lists the source files that code comes from.
func (s *Source) Files() []*symbols.File {
	if s.stale() != nil {
		return nil
	}
	used := make([]bool, len(s.files))
	for g := range s.sm.Range(0, uint64(len(s.m.Bytes))) {
		if g.Source >= 0 {
			used[g.Source] = true
		}
	}
	var files []*symbols.File
	for i, f := range s.files {
		if used[i] {
			files = append(files, &f.File)
		}
	}
	return files
}

// Places returns where code of a line begins; of the next line that has code if it has none itself.
func (s *Source) Places(file *symbols.File, line, column int) []symbols.Place {
	number := -1
	for i, f := range s.files {
		if &f.File == file {
			number = i
		}
	}
	if number < 0 || s.stale() != nil {
		return nil
	}
	var found []symbols.Place
	best := 0              // the line found
	var last, lastLine int // the function of the last segment, and its line if it is of the file
	for g := range s.sm.Range(0, uint64(len(s.m.Bytes))) {
		f, ok := s.m.FuncAt(wasm.FileOffset(g.Offset))
		if !ok {
			continue
		}
		goesOn := int(f) == last && g.Source == number && g.Line == lastLine
		last, lastLine = int(f), 0
		if g.Source != number {
			continue
		}
		lastLine = g.Line
		p := symbols.Place{At: s.m.CodeOffsetOf(wasm.FileOffset(g.Offset)), Stmt: true}
		switch {
		case g.Line < line || best > 0 && g.Line > best:
			continue
		case column > 0 && g.Line == line:
			if s.pos(g).Column != column {
				continue
			}
		case goesOn:
			continue // the piece began before
		}
		if best != g.Line {
			best, found = g.Line, found[:0]
		}
		p.Pos = s.pos(g)
		found = append(found, p)
	}
	return found
}
