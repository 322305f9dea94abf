package unwind

import (
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/wasm"
)

// Logical unfolds physical frames into those that the source has: inlined calls are frames of their own.
type Logical struct {
	// Table returns the symbols of a module; nil where there are none.
	Table func(*wasm.Module) *symbols.Table
	known map[place]int
	buf   []symbols.Frame
}

// place is an instruction of a module.
type place struct {
	module *wasm.Module
	at     wasm.CodeOffset
}

// Frames appends the logical frames of a physical one, the innermost first. There are none for a function of
// the host or of a module without symbols.
func (l *Logical) Frames(dst []symbols.Frame, p *Physical) []symbols.Frame {
	if l.Table == nil || p.Module == nil {
		return dst
	}
	t := l.Table(p.Module)
	off, ok := p.FileOffset()
	if t == nil || !ok {
		return dst
	}
	return t.Frames(dst, p.Module.CodeOffsetOf(off))
}

// Count returns how many frames a physical one stands for, at least 1.
func (l *Logical) Count(p *Physical) int {
	if l.Table == nil || p.Module == nil {
		return 1
	}
	off, _ := p.FileOffset()
	key := place{p.Module, p.Module.CodeOffsetOf(off)}
	n, ok := l.known[key]
	if !ok {
		l.buf = l.Frames(l.buf[:0], p)
		n = max(1, len(l.buf))
		if l.known == nil {
			l.known = map[place]int{}
		}
		l.known[key] = n
	}
	return n
}

// CountRange returns how many frames the physical ones in [from, to) of a stack stand for.
func (l *Logical) CountRange(s *Stack, from, to int) int {
	if l.Table == nil {
		return to - from
	}
	n := 0
	for i := from; i < to; i++ {
		p := s.Frame(i)
		n += l.Count(&p)
	}
	return n
}
