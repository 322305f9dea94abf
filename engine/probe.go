package engine

import (
	"slices"

	"github.com/wdbg/wdbg/wasm"
)

// ProbeAction is what a probe wants after it fired.
type ProbeAction uint8

// Actions of probes.
const (
	ProbeContinue ProbeAction = iota
	ProbeStop
)

// Probe is code that runs before an instruction. The thread's state may be read and changed.
type Probe interface {
	Fire(t *Thread, at FrameInfo) ProbeAction
}

// ProbeFunc is a function as a Probe.
type ProbeFunc func(t *Thread, at FrameInfo) ProbeAction

// Fire calls f.
func (f ProbeFunc) Fire(t *Thread, at FrameInfo) ProbeAction { return f(t, at) }

type probeKey struct {
	fn *Func
	at wasm.FuncOffset
}

// everyOffset stands for all instructions of a function in a probeKey.
const everyOffset = ^wasm.FuncOffset(0)

// AddProbe makes a probe fire before the instruction at an offset of a defined function each time it is about to
// execute. Where no probe is, none costs anything: the function is prepared anew with a
// stop at that place. The result removes the probe.
func (s *Store) AddProbe(f *Func, at wasm.FuncOffset, p Probe) (remove func() error, err error) {
	return s.addProbe(probeKey{f, at}, p)
}

// ProbeAll makes a probe fire before every instruction of a function.
func (s *Store) ProbeAll(f *Func, p Probe) (remove func() error, err error) {
	return s.addProbe(probeKey{f, everyOffset}, p)
}

func (s *Store) addProbe(key probeKey, p Probe) (func() error, error) {
	if s.probes == nil {
		s.probes = make(map[probeKey][]*probeEntry)
	}
	entry := &probeEntry{p}
	s.probes[key] = append(s.probes[key], entry)
	if err := s.setBarriers(key.fn); err != nil {
		s.removeProbe(key, entry)
		return nil, err
	}
	return func() error { return s.removeProbe(key, entry) }, nil
}

type probeEntry struct{ Probe }

func (s *Store) removeProbe(key probeKey, entry *probeEntry) error {
	list := s.probes[key]
	n := slices.Index(list, entry)
	if n < 0 {
		return nil
	}
	if list = slices.Delete(slices.Clone(list), n, n+1); len(list) == 0 {
		delete(s.probes, key)
	} else {
		s.probes[key] = list
	}
	return s.setBarriers(key.fn)
}

// setBarriers prepares a function anew for the probes it has now, and moves its frames to the new code.
func (s *Store) setBarriers(f *Func) error {
	breaks, all := s.wanted(f)
	if all == f.stepping && slices.Equal(breaks, f.breaks) {
		return nil
	}
	f.breaks, f.stepping = breaks, all
	old := f.Code
	if old == nil {
		return nil
	}
	f.Code = nil
	if err := s.Prepare(f); err != nil {
		f.Code = old
		return err
	}
	for _, t := range s.Threads {
		if err := t.migrate(old, f.Code); err != nil {
			return err
		}
	}
	return nil
}

// wanted returns the places where a function's code has to stop: those with probes, and those where threads are. Only
// where it stops is code sure to have a boundary between instructions: elsewhere, a comparison may be part
// of the branch after it.
func (s *Store) wanted(f *Func) (breaks []wasm.FuncOffset, all bool) {
	for key := range s.probes {
		switch {
		case key.fn != f:
		case key.at == everyOffset:
			all = true
		default:
			breaks = append(breaks, key.at)
		}
	}
	for _, t := range s.Threads {
		if f.Code != nil && t.Top().Code == f.Code && t.place(t.Depth-1) == AtInstr {
			breaks = append(breaks, t.offset(t.Depth-1))
		}
	}
	slices.Sort(breaks)
	return slices.Compact(breaks), all
}

// migrate moves the thread's frames from one preparation of a function to another. Operands move to
// their own slots, where every preparation finds them.
func (t *Thread) migrate(old, code *Code) error {
	for d := range t.Depth {
		fr := &t.Frames[d]
		if fr.Code != old {
			continue
		}
		at, top := t.offset(d), t.executing(d)
		places, err := old.operands(at, top)
		if err != nil {
			return err
		}
		if !t.EnsureSlots(fr.FP + uint64(code.FrameSlots)) {
			return &Trap{Kind: TrapStackExhausted, Thread: t}
		}
		t.settle(fr, places)
		skip := fr.PC == t.SkipProbe
		if fr.PC, err = t.Store.cfg.Tier.Find(code, at, t.place(d)); err != nil {
			return err
		}
		if skip && top {
			t.SkipProbe = fr.PC
		}
		fr.Code = code
	}
	return nil
}

// settle writes the operands that are not in their own slots there.
func (t *Thread) settle(fr *Frame, places []Operand) {
	for _, p := range places {
		for k := range int(p.Slots) {
			t.Slots[fr.FP+uint64(p.Home)+uint64(k)] = t.operandSlot(fr, &p, k)
		}
	}
}

// FireProbes runs the probes of the instruction the thread's top frame is at and reports whether one wants to stop.
func (t *Thread) FireProbes() (stop bool) {
	fr := t.Top()
	f := fr.Code.Func
	at := FrameInfo{Func: f, Offset: fr.Code.Map.Offset(fr.PC), Depth: t.Depth - 1}
	for _, key := range [2]probeKey{{f, at.Offset}, {f, everyOffset}} {
		for _, p := range t.Store.probes[key] {
			if p.Fire(t, at) == ProbeStop {
				stop = true
			}
		}
	}
	return stop
}
