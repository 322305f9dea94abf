package dwarfsyms

import (
	"iter"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/wasm"
)

// InlinedCalls implements symbols.InlineSource.
func (s *Source) InlinedCalls(wanted func(*symbols.Func) bool) iter.Seq[wasm.CodeOffset] {
	return func(yield func(wasm.CodeOffset) bool) {
		s.Prepare()
		for _, u := range s.units {
			if !u.inlinedCalls(wanted, yield) {
				return
			}
		}
	}
}

// inlinedCalls yields where code of inlined calls begins in a unit.
func (u *unit) inlinedCalls(wanted func(*symbols.Func) bool, yield func(wasm.CodeOffset) bool) bool {
	x := u.indexed()
	some := false
	want := make([]bool, len(x.callees))
	for i := range x.callees {
		want[i] = wanted(u.calleeOf(&x.callees[i]))
		some = some || want[i]
	}
	if !some {
		return true
	}
	seen := make([]bool, len(x.inlined))
	for i := range x.funcs {
		f := &x.funcs[i]
		body, ok := u.s.body(wasm.CodeOffset(f.lo))
		if !ok || u.s.bodyUnit[body] != u.pos+1 {
			continue // another unit's copy is the one that counts
		}
		for _, seg := range x.segments[f.first:f.last] {
			for c, n := seg.call, 0; c != none && n < maxInlined; c, n = x.inlined[c].parent, n+1 {
				if seen[c] {
					continue
				}
				seen[c] = true
				if want[x.inlined[c].fn] && !yield(wasm.CodeOffset(u.s.entry(u, f, seg.at, c))) {
					return false
				}
			}
		}
	}
	return true
}

// entry returns the first statement of an inlined call that has code from an offset on: that may begin with
// what prepares it.
func (s *Source) entry(u *unit, f *funcRange, at, call uint32) uint32 {
	x := u.indexed()
	entry := at
	u.rows(at, f.hi, func(r symbols.Row) bool {
		if r.End || !x.within(f, uint32(r.At), call) && uint32(r.At) > at {
			return false
		}
		if r.Stmt && uint32(r.At) >= at && x.within(f, uint32(r.At), call) {
			entry = uint32(r.At)
			return false
		}
		return true
	})
	return entry
}

// within reports whether an offset of a function is in an inlined call.
func (x *unitIndex) within(f *funcRange, at, call uint32) bool {
	for c, n := x.innermost(f, at), 0; c != none && n < maxInlined; c, n = x.inlined[c].parent, n+1 {
		if c == call {
			return true
		}
	}
	return false
}
