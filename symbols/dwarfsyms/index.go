package dwarfsyms

import (
	"cmp"
	"slices"
	"sort"
	"sync/atomic"

	"github.com/wdbg/wdbg/dwarf"
	"github.com/wdbg/wdbg/symbols"
)

// unitIndex is what one walk over a unit's entries finds: where its code is.
type unitIndex struct {
	funcs    []funcRange // by lo
	inlined  []inlined   // a call before those inlined into it
	segments []segment   // of each function by at
	scopes   []scope     // by off
	// The functions of funcs and inlined, by their numbers.
	defined, callees []function
}

// span is a range of code offsets.
type span struct{ lo, hi uint32 }

// funcRange is a range of a function's code.
type funcRange struct {
	span
	fn          uint32 // in defined
	first, last uint32 // segments[first:last]; empty without inlined calls
}

// function is an entry of a function, and what was made of it once somebody asked.
type function struct {
	die uint32
	fn  atomic.Pointer[symbols.Func]
}

// inlined is a call that was inlined.
type inlined struct {
	die    uint32 // of its entry
	fn     uint32 // what it calls, in callees
	parent uint32 // the call that it is inlined into; none at the top
	line   uint32
	file   uint16 // saturated
	column uint16
}

// segment says which is the innermost call from an offset on, up to the next segment.
type segment struct{ at, call uint32 }

// none stands for no call.
const none = 1<<32 - 1

// saturated stands for a number that is too large for its field: the entry has it.
const saturated = 1<<16 - 1

// scope is an entry that qualifies the names below it.
type scope struct {
	off, end uint32
	parent   int32 // in scopes, -1 at the top
}

// indexed returns the unit's index, which is made once.
func (u *unit) indexed() *unitIndex {
	u.indexOnce.Do(func() {
		du := u.entries()
		if du == nil {
			return
		}
		root, err := du.Root()
		if err != nil {
			u.s.report(err)
			return
		}
		w := u.s.takeWorkspace()
		defer u.s.workspaces.Put(w)
		u.index = w.index.index(du, &root, u.s.report)
	})
	return &u.index
}

// indexer makes an index.
type indexer struct {
	u       *dwarf.Unit
	out     unitIndex
	report  func(error)
	callees numbering
	// funcs, calls and opened are the functions, calls and scopes that are open.
	funcs  []openFunc
	calls  []openEntry
	opened []openEntry
	// defined and called are the entries of the functions of the index.
	defined, called []uint32
	// painted are the ranges of the calls of the open functions.
	painted []paint
	painter painter
}

type openEntry struct {
	depth int
	index int
}

// openFunc is a function whose entries are being read; its ranges are out.funcs[from:to].
type openFunc struct {
	depth    int
	from, to int
	calls    int // open calls when it began: those of an outer function
	painted  int
}

// index makes the index of a unit.
func (b *indexer) index(u *dwarf.Unit, root *dwarf.Entry, report func(error)) unitIndex {
	b.u, b.report = u, report
	o := &b.out
	o.funcs, o.inlined, o.segments, o.scopes = o.funcs[:0], o.inlined[:0], o.segments[:0], o.scopes[:0]
	b.defined, b.called = b.defined[:0], b.called[:0]
	b.funcs, b.calls, b.opened, b.painted = b.funcs[:0], b.calls[:0], b.opened[:0], b.painted[:0]
	b.callees.reset()
	b.run(root)
	return unitIndex{
		funcs: slices.Clone(o.funcs), inlined: slices.Clone(o.inlined), segments: slices.Clone(o.segments), scopes: slices.Clone(o.scopes),
		defined: functions(b.defined), callees: functions(b.called),
	}
}

// functions returns the functions of entries.
func functions(entries []uint32) []function {
	list := make([]function, len(entries))
	for i, off := range entries {
		list[i].die = off
	}
	return list
}

func (b *indexer) run(root *dwarf.Entry) {
	s := root.Scan()
	for s.NextOutline(b.deepest()) {
		b.close(s.Depth, s.Off)
		switch s.Tag() {
		case 0: // the end of what was open
		case dwarf.TagSubprogram:
			b.subprogram(&s)
		case dwarf.TagInlinedSubroutine:
			b.call(&s)
		default:
			b.openScope(&s)
		}
	}
	end := b.u.End
	b.close(0, end)
	if err := s.Err(); err != nil {
		b.report(err)
	}
	slices.SortStableFunc(b.out.funcs, func(x, y funcRange) int { return cmp.Compare(x.lo, y.lo) })
}

// deepest returns the depth of the innermost entry that is open.
func (b *indexer) deepest() int {
	depth := 0
	if n := len(b.opened); n > 0 {
		depth = b.opened[n-1].depth
	}
	if n := len(b.calls); n > 0 {
		depth = max(depth, b.calls[n-1].depth)
	}
	if n := len(b.funcs); n > 0 {
		depth = max(depth, b.funcs[n-1].depth)
	}
	return depth
}

// close ends what was open at a depth and deeper.
func (b *indexer) close(depth int, off uint32) {
	for n := len(b.opened); n > 0 && b.opened[n-1].depth >= depth; n-- {
		b.out.scopes[b.opened[n-1].index].end = off
		b.opened = b.opened[:n-1]
	}
	for n := len(b.calls); n > 0 && b.calls[n-1].depth >= depth; n-- {
		b.calls = b.calls[:n-1]
	}
	for n := len(b.funcs); n > 0 && b.funcs[n-1].depth >= depth; n-- {
		f := b.funcs[n-1]
		first := uint32(len(b.out.segments))
		b.out.segments = b.painter.segments(b.out.segments, b.painted[f.painted:])
		b.painted = b.painted[:f.painted]
		for i := f.from; i < f.to; i++ {
			b.out.funcs[i].first, b.out.funcs[i].last = first, uint32(len(b.out.segments))
		}
		b.funcs = b.funcs[:n-1]
	}
}

func (b *indexer) openScope(s *dwarf.Scanner) {
	parent := int32(-1)
	if n := len(b.opened); n > 0 {
		parent = int32(b.opened[n-1].index)
	}
	b.opened = append(b.opened, openEntry{s.Depth, len(b.out.scopes)})
	b.out.scopes = append(b.out.scopes, scope{off: s.Off, parent: parent})
}

func (b *indexer) subprogram(s *dwarf.Scanner) {
	if s.HasChildren() && !s.Has(dwarf.AttrDeclaration) {
		b.openScope(s)
	}
	if !s.Has(dwarf.AttrLowPC) && !s.Has(dwarf.AttrRanges) {
		return
	}
	from := len(b.out.funcs)
	fn := uint32(len(b.defined))
	err := b.u.Ranges(&s.Entry, func(lo, hi uint64) bool {
		if !dead(lo, hi, b.u.AddrSize()) && hi < 1<<32 {
			b.out.funcs = append(b.out.funcs, funcRange{span: span{uint32(lo), uint32(hi)}, fn: fn})
		}
		return true
	})
	if err != nil {
		b.report(err)
	}
	if len(b.out.funcs) == from {
		s.SkipChildren() // dropped by the linker: nothing below it has code
		b.close(s.Depth, s.Pos())
		return
	}
	b.defined = append(b.defined, s.Off)
	if s.HasChildren() { // else it has ended already
		b.funcs = append(b.funcs, openFunc{s.Depth, from, len(b.out.funcs), len(b.calls), len(b.painted)})
	}
}

// call adds an inlined call; one whose code was dropped is left out, with all below it.
func (b *indexer) call(s *dwarf.Scanner) {
	if len(b.funcs) == 0 {
		return
	}
	at := s.CodeInfo()
	number := uint32(len(b.out.inlined))
	before := len(b.painted)
	err := b.u.CodeRanges(&at, func(lo, hi uint64) bool {
		if !dead(lo, hi, b.u.AddrSize()) && hi < 1<<32 {
			b.painted = append(b.painted, paint{span{uint32(lo), uint32(hi)}, number})
		}
		return true
	})
	if err != nil {
		b.report(err)
	}
	if len(b.painted) == before {
		s.SkipChildren()
		return
	}
	c := inlined{die: s.Off, parent: none, fn: b.callee(s.Off, at.Origin), line: uint32(min(at.Line, none)),
		file: uint16(min(at.File, saturated)), column: uint16(min(at.Column, saturated))}
	if !at.HasFile {
		c.file = saturated // so that nobody takes it for file 0
	}
	if n := len(b.calls); n > b.funcs[len(b.funcs)-1].calls {
		c.parent = uint32(b.calls[n-1].index)
	}
	if s.HasChildren() { // else it has ended already
		b.calls = append(b.calls, openEntry{s.Depth, int(number)})
	}
	b.out.inlined = append(b.out.inlined, c)
}

// callee returns the number of the function that a call calls: of its origin, or where that is elsewhere of the call itself.
func (b *indexer) callee(call, origin uint32) uint32 {
	if origin == 0 {
		origin = call
	}
	n, isNew := b.callees.number(origin, uint32(len(b.called)))
	if isNew {
		b.called = append(b.called, origin)
	}
	return n
}

// innermost returns the innermost call at an offset of a function; none if it is the function's own.
func (x *unitIndex) innermost(f *funcRange, at uint32) uint32 {
	segments := x.segments[f.first:f.last]
	n := sort.Search(len(segments), func(i int) bool { return segments[i].at > at })
	if n == 0 {
		return none
	}
	return segments[n-1].call
}

// find returns the function range that contains an offset of a body [lo, hi). Of several, one that begins with the body and ends with
// it is preferred, then the one that begins last. One that begins before the body is of another function: the linker kept a shorter copy
// of that than this unit had.
func (x *unitIndex) find(at, lo, hi uint32) *funcRange {
	n := sort.Search(len(x.funcs), func(i int) bool { return x.funcs[i].lo > at })
	var best *funcRange
	for i := n - 1; i >= 0 && n-i <= maxOverlap; i-- {
		f := &x.funcs[i]
		if f.lo < lo {
			break
		}
		if at >= f.hi {
			continue
		}
		if f.lo == lo && f.hi == hi {
			return f
		}
		if best == nil {
			best = f
		}
	}
	return best
}

// beginsIn reports whether a function begins in a range.
func (x *unitIndex) beginsIn(lo, hi uint32) bool {
	i := sort.Search(len(x.funcs), func(i int) bool { return x.funcs[i].lo >= lo })
	return i < len(x.funcs) && x.funcs[i].lo < hi
}

// maxOverlap bounds how many functions that begin before an offset are looked at.
const maxOverlap = 64
