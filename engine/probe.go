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
	var breaks []wasm.FuncOffset
	all := false
	for key := range s.probes {
		if key.fn != f {
			continue
		}
		if key.at == everyOffset {
			all = true
		} else {
			breaks = append(breaks, key.at)
		}
	}
	slices.Sort(breaks)
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

// migrate moves the thread's frames from one preparation of a function to another. Operands move to
// their own slots, where every preparation finds them.
func (t *Thread) migrate(old, code *Code) error {
	for d := range t.Depth {
		fr := &t.Frames[d]
		if fr.Code != old {
			continue
		}
		top := d == t.Depth-1 && t.InHost == nil
		at := old.Func.pcOffset(fr, top)
		places, err := old.Map.Operands(at)
		if err != nil {
			return err
		}
		if !t.EnsureSlots(fr.FP + uint64(code.FrameSlots)) {
			return &Trap{Kind: TrapStackExhausted, Thread: t}
		}
		t.settle(fr, places, top)
		skip := fr.PC == t.SkipProbe
		if fr.PC, err = t.Store.cfg.Tier.Find(code, at, !top); err != nil {
			return err
		}
		if skip && top {
			t.SkipProbe = fr.PC
		}
		fr.Code = code
	}
	return nil
}

// settle writes the operands that are not in their own slots there. The arguments of a call in progress
// are the callee's already.
func (t *Thread) settle(fr *Frame, places []Operand, top bool) {
	if !top {
		places = places[:len(places)-min(len(places), fr.Code.Func.callArity(fr.Code.Map.CallOffset(fr.PC)))]
	}
	for _, p := range places {
		home := fr.FP + uint64(p.Home)
		for k := range uint64(p.Slots) {
			if p.Const {
				t.Slots[home+k] = p.Value[k]
			} else {
				t.Slots[home+k] = t.Slots[fr.FP+uint64(p.Slot)+k]
			}
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
