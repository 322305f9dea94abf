package debugger

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/wasm"
)

// errNoJumps says that a target cannot move frames.
var errNoJumps = errors.New("this runtime cannot make a frame go on elsewhere")

// Jump makes the innermost frame of a thread go on at another place of its function; what is in between is neither executed nor undone.
// The program does not run: it stands there, for ReasonJump. Breakpoints of the place do not stop it before it has gone on. Of the site only the
// Place counts where it was made by hand.
func (s *Session) Jump(thread target.ThreadID, to Site) error {
	return s.do(opResume, func() error {
		if err := s.view.CheckJump(thread, to.Place); err != nil {
			return err
		}
		list, err := s.target.Frames(thread, 0, 1)
		if err != nil {
			return err
		}
		if err := s.target.Jump.Jump(thread, to.Place); err != nil {
			return err
		}
		for _, f := range list {
			s.jumped.add(f, to.Place.Offset)
		}
		stop := &Stop{Reason: ReasonJump, Thread: thread, Text: to.note}
		s.moved(stop, to.hide)
		s.setState(Running)
		s.emit(ResumeEvent{})
		s.rest(stop)
		return nil
	})
}

// moved is called when frames of a thread were moved, as the stop will tell: what was known of the program's state is forgotten, and
// watchpoints of frames that are gone end.
func (s *Session) moved(stop *Stop, hide int) {
	s.serial++
	s.view = newView(s)
	s.view.at = &target.Stop{Reason: target.Stepped, Thread: stop.Thread}
	s.hide(hide, stop.Thread)
	for _, p := range s.watches.sorted() {
		if p.scope != nil && p.scope.frame.Thread == stop.Thread && p.stale(s.view) {
			p.gone(s.view, stop)
		}
	}
}

// jumpedFrames are the frames that were made to jump, with the first instruction that this was done from or to: only what comes before it in the code
// has been executed as the code alone would do. Frames that no longer exist stay in it, which is on the safe side.
type jumpedFrames map[jumpedFrame]wasm.FuncOffset

type jumpedFrame struct {
	thread target.ThreadID
	depth  int
	inst   target.InstanceID
	fn     wasm.FuncIndex
}

func jumpedKey(f target.Frame) jumpedFrame { return jumpedFrame{f.Thread, f.Depth, f.Instance, f.Func} }

func (j *jumpedFrames) add(f target.Frame, to wasm.FuncOffset) {
	if *j == nil {
		*j = jumpedFrames{}
	}
	first := min(f.Offset, to)
	if old, ok := j.first(f); ok {
		first = min(first, old)
	}
	(*j)[jumpedKey(f)] = first
}

// first returns the first instruction that a frame was made to jump from or to; ok is false where it was not.
func (j jumpedFrames) first(f target.Frame) (at wasm.FuncOffset, ok bool) {
	at, ok = j[jumpedKey(f)]
	return at, ok
}

// forget is called when a frame begins again.
func (j jumpedFrames) forget(f target.Frame) { delete(j, jumpedKey(f)) }

// CheckJump returns why Session.Jump to a place would fail; nil where it would not.
func (v *View) CheckJump(thread target.ThreadID, to target.Place) error {
	if v.target.Jump == nil {
		return errNoJumps
	}
	if err := v.target.Jump.CheckJump(thread, to); err != nil {
		return fmt.Errorf("cannot jump there: %w", err)
	}
	return nil
}

// JumpTargets returns where the innermost frame of a thread may go on that a line of a file means; of a line without code, the next one that
// has some is meant. Statements of the inlined call that the frame is in come first. The error says why there is no such place.
func (v *View) JumpTargets(thread target.ThreadID, file string, line int) ([]Site, error) {
	return v.jumpSites(thread, &locspec{text: fmt.Sprintf("%s:%d", file, line), kind: locLine, file: file, line: line})
}

// LocateJump returns where the innermost frame of a thread goes on that a location means (see Locate); relative ones refer to the
// frame from, which may be nil.
func (v *View) LocateJump(thread target.ThreadID, location string, from *Frame) (Site, error) {
	l, err := parseLocation(location)
	if err == nil {
		err = l.relate(from)
	}
	if err != nil {
		return Site{}, err
	}
	sites, err := v.jumpSites(thread, &l)
	if err != nil {
		return Site{}, err
	}
	return sites[0], nil
}

// jumpSites returns the places of a location where the innermost frame of a thread may go on: at least one, or an error.
func (v *View) jumpSites(thread target.ThreadID, l *locspec) ([]Site, error) {
	list, err := v.target.Frames(thread, 0, 1)
	if err != nil {
		return nil, err
	}
	if len(list) == 0 {
		return nil, &NoFrameError{Thread: thread}
	}
	f := list[0]
	if f.Host != nil {
		return nil, v.CheckJump(thread, f.Place)
	}
	var sites []Site
	reachable := func(s Site) bool { return s.Place.Instance == f.Instance && s.Place.Func == f.Func }
	if l.kind == locLine && len(matchingFiles(v.Table(f.Instance), l.file)) > 0 {
		if inst, _ := v.Instance(f.Instance); f.Offset < v.prologueEnd(inst, f.Func) {
			return nil, errors.New("the frame has not executed its prologue, which makes room for its variables: step to its first statement before it jumps")
		}
		sites, reachable = v.statementsAt(f, l), v.withinCalls(f)
	} else if sites, err = v.locate(l, nil); err != nil {
		return nil, err
	}
	return v.legalSites(f, l, sites, reachable)
}

// legalSites returns the places of a location where the innermost frame of a thread may go on; at least one, or an error.
func (v *View) legalSites(f target.Frame, l *locspec, sites []Site, reachable func(Site) bool) ([]Site, error) {
	var refused error
	var legal []Site
	for _, s := range sites {
		if !reachable(s) {
			continue
		}
		if err := v.CheckJump(f.Thread, s.Place); err == nil {
			s.note = l.moved(&s)
			legal = append(legal, s)
		} else if refused == nil {
			refused = err
		}
	}
	name := v.site(v.target.Instances()[f.Instance], f.Func, f.Offset).Func
	switch {
	case len(legal) > 0:
		return legal, nil
	case refused != nil:
		return nil, refused
	case len(sites) > 0:
		return nil, fmt.Errorf("%s is in %s, the innermost frame in %s: a jump stays within the function", l.text, sites[0].Func, name)
	}
	return nil, fmt.Errorf("%s has no code in %s", l.text, name)
}

// statementsAt returns where statements of a line begin, or of the next line that has code: of the frame's function first those of the inlined
// call that it is in.
func (v *View) statementsAt(f target.Frame, l *locspec) []Site {
	inst, _ := v.Instance(f.Instance)
	table := v.s.table(inst)
	for n := l.line; n <= l.line+linesAhead; n++ {
		var sites []Site
		for _, file := range matchingFiles(table, l.file) {
			for _, p := range table.Places(file, n, l.column) {
				if fn, off, ok := placeAt(inst.Module, p.At); ok {
					sites = append(sites, v.jumpSite(inst, fn, off))
				}
			}
		}
		if len(sites) == 0 {
			continue
		}
		now := v.activation(inst, f.Func, f.Offset)
		rank := func(s Site) int {
			if slices.Equal(v.activation(inst, s.Place.Func, s.Place.Offset), now) {
				return 0
			}
			return 1
		}
		slices.SortFunc(sites, func(a, b Site) int {
			return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a.Place.Func, b.Place.Func), cmp.Compare(a.Place.Offset, b.Place.Offset))
		})
		return slices.CompactFunc(sites, func(a, b Site) bool { return a.Place == b.Place })
	}
	return nil
}

// withinCalls returns what tells whether a place is in code of a frame's function, or of one inlined into it, that the frame is in now: an
// inlined call is entered only where it begins, since its arguments are made there.
func (v *View) withinCalls(f target.Frame) func(Site) bool {
	inst, _ := v.Instance(f.Instance)
	now := v.activation(inst, f.Func, f.Offset)
	return func(s Site) bool {
		if s.Place.Func != f.Func {
			return false
		}
		there := v.activation(inst, f.Func, s.Place.Offset)
		return len(there) == 0 || len(now) == 0 || slices.ContainsFunc(now, func(a activated) bool { return a.fn == there[0].fn })
	}
}

// jumpSite returns the place of a statement: where the function begins with it, after the prologue.
func (v *View) jumpSite(inst target.Instance, f wasm.FuncIndex, off wasm.FuncOffset) Site {
	behind := v.pastPrologue(inst, f, off)
	prologue := behind != off
	if !prologue {
		behind = v.landing(inst, f, off)
	}
	s := v.site(inst, f, behind)
	s.Prologue = prologue
	return s
}

// activated is a call that is inlined: of a function, at a line.
type activated struct {
	fn           *symbols.Func
	line, column int
}

// activation returns the inlined calls that an instruction is in, the innermost first, and the function.
func (v *View) activation(inst target.Instance, f wasm.FuncIndex, off wasm.FuncOffset) []activated {
	var list []activated
	for i, fr := range v.s.table(inst).Frames(nil, codeOffset(inst.Module, f, off)) {
		a := activated{fn: fr.Func}
		if i > 0 {
			a.line, a.column = fr.Pos.Line, fr.Pos.Column
		}
		list = append(list, a)
	}
	return list
}
