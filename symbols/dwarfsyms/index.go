package dwarfsyms

import (
	"cmp"
	"slices"
	"sort"

	"github.com/wdbg/wdbg/dwarf"
)

// unitIndex is what one walk over a unit's entries finds: where its code is.
type unitIndex struct {
	funcs   []funcRange // by lo
	inlined []inlined   // of each function in the order of the entries: a call before those inlined into it
	ranges  []span      // of calls with more than one range
	scopes  []scope     // by off
}

// span is a range of code offsets.
type span struct{ lo, hi uint32 }

// funcRange is a range of a function's code.
type funcRange struct {
	span
	die         uint32 // of its entry
	first, last uint32 // its calls: inlined[first:last]
}

// inlined is a call that was inlined.
type inlined struct {
	span          // lo > hi: its ranges are ranges[hi:lo]
	die    uint32 // of its entry
	origin uint32 // of the function's entry in the same unit; 0: look at die
	end    uint32 // one past the calls inlined into this one
	line   uint32
	file   uint16 // saturated
	column uint16
}

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
		b := indexer{u: du, report: u.s.report}
		b.run(&root)
		u.index = b.out
	})
	return &u.index
}

// indexer makes an index.
type indexer struct {
	u      *dwarf.Unit
	out    unitIndex
	report func(error)
	// funcs, calls and scopes are those that are open.
	funcs  []openFunc
	calls  []openEntry
	scopes []openEntry
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
}

func (b *indexer) run(root *dwarf.Entry) {
	s := root.Scan()
	for s.Next() {
		b.close(s.Depth, s.Off)
		switch s.Tag() {
		case dwarf.TagSubprogram:
			b.subprogram(&s)
		case dwarf.TagInlinedSubroutine:
			b.call(&s)
		case dwarf.TagNamespace, dwarf.TagModule, dwarf.TagClassType, dwarf.TagStructureType, dwarf.TagUnionType,
			dwarf.TagEnumerationType, dwarf.TagInterfaceType:
			if s.HasChildren() {
				b.openScope(&s)
			}
		}
	}
	end := b.u.End
	b.close(0, end)
	if err := s.Err(); err != nil {
		b.report(err)
	}
	slices.SortStableFunc(b.out.funcs, func(x, y funcRange) int { return cmp.Compare(x.lo, y.lo) })
}

// close ends what was open at a depth and deeper.
func (b *indexer) close(depth int, off uint32) {
	for n := len(b.scopes); n > 0 && b.scopes[n-1].depth >= depth; n-- {
		b.out.scopes[b.scopes[n-1].index].end = off
		b.scopes = b.scopes[:n-1]
	}
	for n := len(b.calls); n > 0 && b.calls[n-1].depth >= depth; n-- {
		b.out.inlined[b.calls[n-1].index].end = uint32(len(b.out.inlined))
		b.calls = b.calls[:n-1]
	}
	for n := len(b.funcs); n > 0 && b.funcs[n-1].depth >= depth; n-- {
		f := b.funcs[n-1]
		for i := f.from; i < f.to; i++ {
			b.out.funcs[i].last = uint32(len(b.out.inlined))
		}
		b.funcs = b.funcs[:n-1]
	}
}

func (b *indexer) openScope(s *dwarf.Scanner) {
	parent := int32(-1)
	if n := len(b.scopes); n > 0 {
		parent = int32(b.scopes[n-1].index)
	}
	b.scopes = append(b.scopes, openEntry{s.Depth, len(b.out.scopes)})
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
	first := uint32(len(b.out.inlined))
	err := b.u.Ranges(&s.Entry, func(lo, hi uint64) bool {
		if !dead(lo, hi, b.u.AddrSize()) && hi < 1<<32 {
			b.out.funcs = append(b.out.funcs, funcRange{span{uint32(lo), uint32(hi)}, s.Off, first, first})
		}
		return true
	})
	if err != nil {
		b.report(err)
	}
	if len(b.out.funcs) == from {
		s.SkipChildren() // dropped by the linker: nothing below it has code
		return
	}
	b.funcs = append(b.funcs, openFunc{s.Depth, from, len(b.out.funcs), len(b.calls)})
}

// call adds an inlined call; one whose code was dropped is left out, with all below it.
func (b *indexer) call(s *dwarf.Scanner) {
	c := inlined{die: s.Off}
	at := s.CodeInfo()
	c.origin, c.line = at.Origin, uint32(min(at.Line, 1<<32-1))
	c.file, c.column = uint16(min(at.File, saturated)), uint16(min(at.Column, saturated))
	from := len(b.out.ranges)
	n := 0
	err := b.u.CodeRanges(&at, func(lo, hi uint64) bool {
		if dead(lo, hi, b.u.AddrSize()) || hi >= 1<<32 {
			return true
		}
		sp := span{uint32(lo), uint32(hi)}
		switch n {
		case 0:
			c.span = sp
		case 1:
			b.out.ranges = append(b.out.ranges, c.span, sp)
		default:
			b.out.ranges = append(b.out.ranges, sp)
		}
		n++
		return true
	})
	if err != nil {
		b.report(err)
	}
	if n == 0 || len(b.funcs) == 0 {
		s.SkipChildren()
		return
	}
	if n > 1 {
		c.span = span{uint32(len(b.out.ranges)), uint32(from)} // lo > hi: many
	}
	b.calls = append(b.calls, openEntry{s.Depth, len(b.out.inlined)})
	b.out.inlined = append(b.out.inlined, c)
}

// contains reports whether a call contains an offset.
func (x *unitIndex) contains(c *inlined, at uint32) bool {
	if c.lo < c.hi {
		return c.lo <= at && at < c.hi
	}
	for _, r := range x.ranges[c.hi:c.lo] {
		if r.lo <= at && at < r.hi {
			return true
		}
	}
	return false
}

// find returns the function range that contains an offset. Of several, one that begins with the body and ends with
// it is preferred, then the one that begins last.
func (x *unitIndex) find(at, lo, hi uint32) *funcRange {
	n := sort.Search(len(x.funcs), func(i int) bool { return x.funcs[i].lo > at })
	var best *funcRange
	for i := n - 1; i >= 0; i-- {
		f := &x.funcs[i]
		if f.lo < lo {
			if best != nil || n-i > maxOverlap {
				break
			}
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

// maxOverlap bounds how many functions that begin before a body are looked at.
const maxOverlap = 16
