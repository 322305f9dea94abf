package dwarfsyms

import (
	"sort"

	"github.com/wdbg/wdbg/dwarf"
	"github.com/wdbg/wdbg/wasm"
)

// assignBodies finds out which unit describes which function body. Linkers keep one copy of a function that several
// units define, and let the entries of all of them point to it: the first one whose range is exactly the body counts,
// else the first one whose range covers its beginning.
func (s *Source) assignBodies() error {
	s.bodyUnit = make([]uint32, len(s.m.Code))
	s.bodyStart = make([]uint32, len(s.m.Code))
	for i, b := range s.m.Code {
		s.bodyStart[i] = uint32(s.m.CodeOffsetOf(b.Start))
	}
	exact := make([]bool, len(s.m.Code))
	checked, matching := 0, 0
	for _, u := range s.units {
		root, err := u.head.Root()
		if err != nil {
			continue
		}
		err = u.head.Ranges(&root, func(lo, hi uint64) bool {
			if dead(lo, hi, u.head.AddrSize()) {
				return true
			}
			checked++
			if s.assign(u.pos+1, lo, hi, exact) {
				matching++
			}
			return true
		})
		s.report(err)
	}
	if checked >= minStale && matching*10 < checked*9 || checked > 0 && matching == 0 {
		return &StaleError{matching, checked}
	}
	return nil
}

// minStale is how many functions it takes to call debug information stale of which some match.
const minStale = 8

// dead reports whether a range is of code that the linker dropped: tombstones, nothing, or a function at the count
// of functions, with which the code section begins.
func dead(lo, hi uint64, addrSize int) bool {
	return lo == 0 || hi <= lo || dwarf.Tombstone(lo, addrSize)
}

// assign gives the bodies in a range to a unit, and reports whether the range begins with a body.
func (s *Source) assign(unit uint32, lo, hi uint64, exact []bool) bool {
	code := s.m.Code
	base := uint64(s.m.CodeStart)
	i := sort.Search(len(code), func(i int) bool { return uint64(code[i].Start)-base >= lo })
	if i == len(code) || uint64(code[i].Start)-base != lo {
		return false
	}
	for ; i < len(code) && uint64(code[i].Start)-base < hi; i++ {
		first := uint64(code[i].Start)-base == lo
		whole := first && uint64(code[i].End)-base == hi
		if !first && uint64(code[i].End)-base > hi {
			break // the copy is longer than what was kept
		}
		if s.bodyUnit[i] == 0 || whole && !exact[i] {
			s.bodyUnit[i] = unit
			exact[i] = whole
		}
	}
	return true
}

// body returns the position in Module.Code of the body that contains an offset.
func (s *Source) body(at wasm.CodeOffset) (i int, ok bool) {
	lo, hi := 0, len(s.bodyStart) // the first that begins after the offset
	for lo < hi {
		if mid := (lo + hi) / 2; s.bodyStart[mid] <= uint32(at) {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo - 1, lo > 0 && s.m.FileOffsetOf(at) < s.m.Code[lo-1].End
}

// describing returns the unit that describes a body, nil if none does. A unit may be taken for it because the unit's copy of the function
// before was longer than the one that the linker kept: then neither a function of the unit nor lines begin in the body.
func (s *Source) describing(body int) *unit {
	if s.bodyUnit[body] == 0 {
		return nil
	}
	u := s.units[s.bodyUnit[body]-1]
	lo, hi := s.bodyRange(body)
	if x := u.indexed(); len(x.funcs) > 0 && !x.beginsIn(lo, hi) && !u.linesBegin(lo, hi) {
		return nil
	}
	return u
}

// linesBegin reports whether a sequence of the line table begins in a range.
func (u *unit) linesBegin(lo, hi uint32) bool {
	t := u.lineTable()
	if t == nil {
		return false
	}
	_, ok := sequenceBegins(t, lo, hi)
	return ok
}

// bodyRange returns the code offsets of a body.
func (s *Source) bodyRange(i int) (lo, hi uint32) {
	b := s.m.Code[i]
	return uint32(s.m.CodeOffsetOf(b.Start)), uint32(s.m.CodeOffsetOf(b.End))
}
