package debugger

import (
	"slices"

	"github.com/wdbg/wdbg/symbols"
)

// search finds where a step within a function stops: the first statements of other lines on each way from an instruction. The rules are
// those of gdb: a line is left when a statement of another one begins; whoever jumps into the middle of a line steps on
// from there as if from that line; the code of inlined calls is the callee's.
type search struct {
	f     *flow
	table *symbols.Table
	// into: also stop at calls, and in inlined ones.
	into bool
	// until: stop only from this instruction on; 0 is everywhere.
	until int32
	// out: stop as soon as the inlined call is left, be it in the middle of a line.
	out bool
	// line: stop at the first code of any line.
	line bool
	// skipped reports whether a function is not to be stopped in.
	skipped func(fr *symbols.Frame) bool

	base   []symbols.Frame // frames from the outermost to the one that is stepped
	origin lineKey
	todo   []searchState
	seen   map[searchState]bool
	found  map[int32]*found
	passed map[int32]bool // statements of the line itself that were passed over
	exits  bool
}

// searchState is an instruction on the way.
type searchState struct {
	at   int32
	line lineKey
	// level is the frame, counted from the outermost.
	level int
}

// found is where to stop.
type found struct {
	// stop: a statement. hide is how many inlined calls that begin there are not entered yet.
	stop bool
	hide int
	// call: a call that may be entered.
	call bool
}

// run searches from an instruction on, which is itself no place to stop. The frame is given by its level.
func (s *search) run(from int32, level int, line lineKey) {
	s.base = s.f.chain(s.table, from)
	if level < len(s.base) {
		s.base = s.base[:level+1]
	}
	s.origin = line
	s.seen, s.found, s.passed = map[searchState]bool{}, map[int32]*found{}, map[int32]bool{}
	s.push(searchState{from, line, level})
	for len(s.todo) > 0 {
		st := s.todo[len(s.todo)-1]
		s.todo = s.todo[:len(s.todo)-1]
		s.expand(st)
	}
	for i := range s.passed {
		if at := s.found[i]; at != nil && at.stop {
			if at.stop = false; !at.call {
				delete(s.found, i)
			}
		}
	}
}

func (s *search) push(st searchState) {
	if !s.seen[st] {
		s.seen[st] = true
		s.todo = append(s.todo, st)
	}
}

// at returns what is found at an instruction, to be changed.
func (s *search) at(i int32) *found {
	if s.found[i] == nil {
		s.found[i] = &found{}
	}
	return s.found[i]
}

// expand goes on from an instruction.
func (s *search) expand(st searchState) {
	in := &s.f.instrs[st.at]
	chain := s.f.chain(s.table, st.at)
	deeper := len(chain) > st.level+1
	if s.into && in.calls() && !deeper {
		s.at(st.at).call = true
	}
	if s.f.exits(st.at) {
		s.exits = true
	}
	for to, branches := range s.f.successors(st.at) {
		s.follow(st, chain, to, branches)
	}
}

// follow goes from an instruction to the next one.
func (s *search) follow(st searchState, from []symbols.Frame, to int32, branches bool) {
	next := searchState{to, st.line, st.level}
	chain := s.f.chain(s.table, to)
	n := common(s.base[:min(st.level+1, len(s.base))], chain)
	left := n > 0 && n < st.level+1
	if s.line {
		if s.f.row(to) == nil {
			s.push(next)
		} else {
			s.at(to).stop, s.at(to).hide = true, s.f.fresh(chain, to)
		}
		return
	}
	if left && s.f.row(to) == nil {
		s.push(next) // code of no line belongs to nobody
		return
	}
	if s.out {
		// Another call may have begun before, and is in the way.
		if hide := len(chain) - n; left && s.f.fresh(chain, to) >= hide {
			s.at(to).stop, s.at(to).hide = true, hide
		} else {
			s.push(next)
		}
		return
	}
	if left {
		next.level = n - 1
	}
	switch {
	case len(chain) > next.level+1:
		if s.deeper(next, from, chain, left) {
			s.push(next)
		}
	case s.sameFrame(&next, branches || left):
		s.push(next)
	}
}

// deeper decides at an instruction of a call that was inlined into the frame, and reports whether the search goes on there.
func (s *search) deeper(next searchState, from, chain []symbols.Frame, left bool) bool {
	inner := next.level + 1
	before := !left && common(from, chain) > inner // it has been in it already
	if before || !s.f.entered(&chain[inner], next.at) || next.at < s.until {
		return !s.middle(next.at, chain[inner:])
	}
	hide := len(chain) - inner
	if left || lineOf(chain[next.level].Pos) != next.line {
		s.at(next.at).stop, s.at(next.at).hide = true, hide
		return false
	}
	if s.into && !s.skipped(&chain[inner]) {
		s.at(next.at).stop, s.at(next.at).hide = true, hide-1
		return false
	}
	return true
}

// middle stops at a statement of an inlined call that was not entered where it begins, because its code is in several pieces.
func (s *search) middle(at int32, chain []symbols.Frame) bool {
	if !s.into || !s.f.statement(at) || slices.ContainsFunc(chain, func(fr symbols.Frame) bool { return s.skipped(&fr) }) {
		return false
	}
	s.at(at).stop = true
	return true
}

// sameFrame decides at an instruction of the frame itself, and reports whether the search goes on there.
func (s *search) sameFrame(next *searchState, jumped bool) bool {
	if next.at < s.until {
		return true
	}
	r := s.f.row(next.at)
	if r == nil {
		return true
	}
	line := lineOf(r.pos)
	if s.f.begins(next.at) {
		if line != next.line && r.stmt {
			s.at(s.f.landing(next.at)).stop = true
			return false
		}
		if line == s.origin {
			s.passed[s.f.landing(next.at)] = true
		}
		return true
	}
	if jumped {
		next.line = line
	}
	return true
}
