package dwarfsyms

import (
	"runtime"
	"sync/atomic"

	"github.com/wdbg/wdbg/dwarf"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/symbols/filemap"
	"github.com/wdbg/wdbg/wasm"
)

// Prepare makes the indexes of all units, in parallel: worth it before very many offsets are looked up.
func (s *Source) Prepare() {
	s.eachUnit(func(u *unit) {
		u.indexed()
		u.lineTable()
	})
}

// prepareLines reads the line tables of all units, in parallel.
func (s *Source) prepareLines() { s.eachUnit(func(u *unit) { u.lineTable() }) }

// eachUnit does something with each unit, in parallel.
func (s *Source) eachUnit(do func(*unit)) {
	s.inParallel(len(s.units), func(i int) { do(s.units[i]) })
}

// inParallel calls a function with each number below n, on several goroutines.
func (s *Source) inParallel(n int, do func(i int)) {
	var next atomic.Int64
	s.report(filemap.Parallel(min(workers(), n), func() {
		for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
			do(i)
		}
	}))
}

// workers is how many goroutines read units at once. Where Go is told that there are more processors than there are, the others are for what must not wait.
func workers() int { return min(runtime.NumCPU(), runtime.GOMAXPROCS(0)) }

// maxInlined bounds how many calls are shown as inlined one into another.
const maxInlined = 1000

// Frames implements symbols.Source.
func (s *Source) Frames(dst []symbols.Frame, at wasm.CodeOffset) []symbols.Frame {
	body, ok := s.body(at)
	if !ok || s.bodyUnit[body] == 0 {
		return dst
	}
	u := s.units[s.bodyUnit[body]-1]
	pos := u.posAt(uint32(at))
	x := u.indexed()
	lo, hi := s.bodyRange(body)
	f := x.find(uint32(at), lo, hi)
	if f == nil {
		if pos.File == nil || s.describing(body) == nil {
			return dst
		}
		return append(dst, symbols.Frame{Pos: pos, Origin: symbols.OriginDWARF})
	}
	var calls [64]uint32
	chain := calls[:0]
	for c := x.innermost(f, uint32(at)); c != none && len(chain) < maxInlined; c = x.inlined[c].parent {
		chain = append(chain, c)
	}
	frame := x.defined[f.fn].die
	scopes := make([]lazyScope, len(chain)+1)
	for i, n := range chain {
		c := &x.inlined[n]
		scopes[i] = lazyScope{u: u, fn: c.die, frame: frame, at: at}
		dst = append(dst, symbols.Frame{Func: u.callee(c), Pos: pos, Inlined: true, Scope: &scopes[i], Origin: symbols.OriginDWARF})
		pos = u.callPos(c)
	}
	last := &scopes[len(chain)]
	*last = lazyScope{u: u, fn: frame, frame: frame, at: at}
	return append(dst, symbols.Frame{Func: u.function(f, body), Pos: pos, Scope: last, Origin: symbols.OriginDWARF})
}

// lazyScope reads the variables of a frame when they are asked for. Most never are, so it is small.
type lazyScope struct {
	u         *unit
	fn, frame uint32 // entries: of the frame's function, and of that with the code
	at        wasm.CodeOffset
}

func (l *lazyScope) load() symbols.Scope {
	du := l.u.entries()
	return l.u.s.newScope(dwarf.Ref{Unit: du, Off: l.fn}, dwarf.Ref{Unit: du, Off: l.frame}, l.at)
}

// Variables implements symbols.Scope.
func (l *lazyScope) Variables() ([]*symbols.Variable, error) { return l.load().Variables() }

// Result implements symbols.Scope.
func (l *lazyScope) Result() *symbols.Type { return l.load().Result() }

// Call implements symbols.CallScope.
func (l *lazyScope) Call() uint64 { return uint64(l.u.pos)<<32 | uint64(l.fn) }

// Code implements symbols.CallScope.
func (l *lazyScope) Code() []symbols.Range {
	e, err := (dwarf.Ref{Unit: l.u.entries(), Off: l.fn}).Entry()
	if err != nil {
		return nil
	}
	var list []symbols.Range
	// What is wrong with the ranges was reported when they were indexed.
	_ = e.Unit().Ranges(&e, func(lo, hi uint64) bool {
		list = append(list, symbols.Range{Start: wasm.CodeOffset(lo), End: wasm.CodeOffset(hi)})
		return true
	})
	return list
}

// prologueEnd returns where the frame of a function is set up, as its line table says; ok is false where it does not.
func (s *Source) prologueEnd(frame dwarf.Ref) (at wasm.CodeOffset, ok bool) {
	u := s.unitOf(frame.Unit)
	t := u.lineTable()
	if t == nil {
		return 0, false
	}
	for i := range u.indexed().funcs {
		f := &u.index.funcs[i]
		if u.index.defined[f.fn].die != frame.Off {
			continue
		}
		if seq, found := sequenceFrom(t, f.lo, f.hi); found {
			for _, r := range t.Rows(seq) {
				if r.Addr >= f.hi {
					break
				}
				if r.Addr >= f.lo && r.Flags&dwarf.PrologueEnd != 0 {
					return wasm.CodeOffset(r.Addr), true
				}
			}
		}
	}
	return 0, false
}
