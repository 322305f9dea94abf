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

// everyOffset stands for all instructions of a function.
const everyOffset = ^wasm.FuncOffset(0)

// Probed is a probe at its place.
type Probed struct {
	Probe
	fn *Func
	at wasm.FuncOffset
}

// At returns a probe before the instruction at an offset of a defined function. AddProbes makes it fire.
func At(f *Func, at wasm.FuncOffset, p Probe) *Probed { return &Probed{p, f, at} }

// Every returns a probe before every instruction of a defined function.
func Every(f *Func, p Probe) *Probed { return &Probed{p, f, everyOffset} }

// AddProbe makes a probe fire before the instruction at an offset of a defined function each time it is about to
// execute. Where no probe is, none costs anything: the function is prepared anew with a
// stop at that place. The result removes the probe.
func (s *Store) AddProbe(f *Func, at wasm.FuncOffset, p Probe) (remove func() error, err error) {
	return s.addProbe(At(f, at, p))
}

// ProbeAll makes a probe fire before every instruction of a function.
func (s *Store) ProbeAll(f *Func, p Probe) (remove func() error, err error) {
	return s.addProbe(Every(f, p))
}

func (s *Store) addProbe(p *Probed) (remove func() error, err error) {
	if err := s.AddProbes([]*Probed{p}); err != nil {
		return nil, err
	}
	return func() error { return s.RemoveProbes([]*Probed{p}) }, nil
}

// AddProbes makes probes fire. Each function is prepared anew only once. After an error none of them does.
func (s *Store) AddProbes(list []*Probed) error {
	for _, p := range list {
		if p.fn.probes == nil {
			p.fn.probes = make(map[wasm.FuncOffset][]*Probed)
		}
		// Lists are not changed in place: one of them may be being gone through.
		p.fn.probes[p.at] = append(slices.Clip(p.fn.probes[p.at]), p)
	}
	err := s.setAllBarriers(list)
	if err != nil {
		_ = s.RemoveProbes(list) // the first error is the one to tell
	}
	return err
}

// RemoveProbes undoes AddProbes; probes that are not there are passed over.
func (s *Store) RemoveProbes(list []*Probed) error {
	for _, p := range list {
		there := p.fn.probes[p.at]
		n := slices.Index(there, p)
		switch {
		case n < 0:
		case len(there) == 1:
			delete(p.fn.probes, p.at)
		default:
			p.fn.probes[p.at] = slices.Delete(slices.Clone(there), n, n+1)
		}
	}
	return s.setAllBarriers(list)
}

// setAllBarriers prepares anew the functions of probes.
func (s *Store) setAllBarriers(list []*Probed) error {
	seen := make(map[*Func]bool, 1)
	var first error
	for _, p := range list {
		if seen[p.fn] {
			continue
		}
		seen[p.fn] = true
		if err := s.setBarriers(p.fn); err != nil && first == nil {
			first = err
		}
	}
	return first
}

// setBarriers has a function's code stop at the probes it has now. Stops that are not wanted any more stay until the next tidy: stepping goes to
// and fro between few places, and to prepare a large function anew takes milliseconds.
func (s *Store) setBarriers(f *Func) error {
	breaks, all := s.wanted(f)
	return s.widen(f, breaks, all)
}

// Expect has a function's code stop at places, in ascending order, where probes are likely to be added soon: until the program has run for some time, it is not
// prepared anew for them.
func (s *Store) Expect(f *Func, places []wasm.FuncOffset) error { return s.widen(f, places, false) }

// widen prepares a function with more stops.
func (s *Store) widen(f *Func, more []wasm.FuncOffset, all bool) error {
	s.tidyLater(f)
	if f.stepping || !all && includes(f.breaks, more) {
		return nil
	}
	f.variants.keep(f.Code, f.breaks, f.stepping)
	breaks := slices.Concat(f.breaks, more)
	slices.Sort(breaks)
	return s.replace(f, slices.Compact(breaks), all)
}

// includes reports whether a list in ascending order has all of another.
func includes(list, all []wasm.FuncOffset) bool {
	for _, at := range all {
		for len(list) > 0 && list[0] < at {
			list = list[1:]
		}
		if len(list) == 0 || list[0] != at {
			return false
		}
	}
	return true
}

// trim prepares a function anew without the stops that nothing wants, if it has some, and moves its frames to the new code.
func (s *Store) trim(f *Func) error {
	breaks, all := s.wanted(f)
	if all == f.stepping && (all || slices.Equal(breaks, f.breaks)) {
		return nil
	}
	f.variants.keep(f.Code, f.breaks, f.stepping)
	return s.replace(f, breaks, all)
}

// tidyLater has the stops that a function does not want any more taken out in time.
func (s *Store) tidyLater(f *Func) {
	if !slices.Contains(s.untidy, f) {
		s.untidy = append(s.untidy, f)
	}
}

// replace gives a function code with stops at some places or all, and moves its frames there.
func (s *Store) replace(f *Func, breaks []wasm.FuncOffset, all bool) error {
	old, oldBreaks, oldAll := f.Code, f.breaks, f.stepping
	f.breaks, f.stepping = breaks, all
	if old == nil {
		return s.renewWatched(f)
	}
	f.Code = f.variants.find(breaks, all)
	if err := s.Prepare(f); err != nil {
		f.Code, f.breaks, f.stepping = old, oldBreaks, oldAll
		return err
	}
	for _, t := range s.Threads {
		if err := t.migrate(old, f.Code); err != nil {
			return err
		}
	}
	return s.renewWatched(f)
}

// stopsAt reports whether the function's code stops before the instruction at an offset.
func (f *Func) stopsAt(at wasm.FuncOffset) bool {
	_, found := slices.BinarySearch(f.breaks, at)
	return found || f.stepping
}

// wanted returns the places where a function's code has to stop: those with probes, and those where threads are. Only
// where it stops is code sure to have a boundary between instructions: elsewhere, a comparison may be part
// of the branch after it.
func (s *Store) wanted(f *Func) (breaks []wasm.FuncOffset, all bool) {
	for at := range f.probes {
		if at == everyOffset {
			all = true
		} else {
			breaks = append(breaks, at)
		}
	}
	breaks = append(breaks, f.settled...)
	breaks = append(breaks, f.after...)
	for _, t := range s.Threads {
		if t.Top().Code.Func == f && t.place(t.Depth-1) == AtInstr {
			breaks = append(breaks, t.offset(t.Depth-1))
			s.tidyLater(f)
		}
	}
	slices.Sort(breaks)
	return slices.Compact(breaks), all
}

// tidy takes stops out of code that nothing wants any more: probes are gone, threads that stood there have gone on. It is called where threads
// are between turns: most are at places that all code has.
func (s *Store) tidy() error {
	list := s.untidy
	s.untidy = nil
	for _, f := range list {
		if err := s.trim(f); err != nil { // which finds those again that still have threads
			return err
		}
	}
	return nil
}

// migrate moves the thread's frames from one preparation of a function to another. Operands move to
// their own slots, where every preparation finds them.
func (t *Thread) migrate(old, code *Code) error {
	for d := range t.Depth {
		if t.Frames[d].Code != old {
			continue
		}
		if err := t.migrateFrame(d, code); err != nil {
			return err
		}
	}
	return nil
}

// migrateFrame moves one frame to another preparation of its function.
func (t *Thread) migrateFrame(d int, code *Code) error {
	fr := &t.Frames[d]
	at, top := t.offset(d), t.executing(d)
	places, err := fr.Code.operands(at, top || d == t.Depth-1 && t.Retry)
	if err != nil {
		return err
	}
	if !t.EnsureSlots(fr.FP + uint64(code.FrameSlots)) {
		return &Trap{Kind: TrapStackExhausted, Thread: t}
	}
	t.settle(fr, places)
	skip := fr.PC == t.SkipProbe || t.standing
	if fr.PC, err = t.Store.cfg.Tier.Find(code, at, t.place(d)); err != nil {
		return err
	}
	fr.Code = code
	if top {
		t.SkipProbe = nil
		if skip && code.Func.stopsAt(at) {
			t.SkipProbe = fr.PC
		}
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
	if t.quiet {
		return false
	}
	if t.touched != nil {
		stop = t.fireWatches(at)
	}
	for _, list := range [2][]*Probed{f.probes[at.Offset], f.probes[everyOffset]} {
		for _, p := range list {
			if p.Fire(t, at) == ProbeStop {
				stop = true
			}
		}
	}
	return stop
}

// Settle gives each operand of a frame a place of its own, so that locals and operands can be changed one by one: an
// operand may else be the local that it was read from.
func (t *Thread) Settle(depth int) error {
	f := t.Frames[depth].Code.Func
	if f == nil {
		return nil
	}
	if at := t.offset(depth); !slices.Contains(f.settled, at) {
		f.settled = append(f.settled, at)
	}
	return t.Store.setBarriers(f)
}

// maxVariants bounds the preparations that are kept of a function.
const maxVariants = 8

// variants are preparations of a function with the stops they were made for, the last used first. Stepping goes to and fro between a few.
type variants struct{ list []variant }

type variant struct {
	code   *Code
	breaks []wasm.FuncOffset
	all    bool
}

func (v *variants) keep(code *Code, breaks []wasm.FuncOffset, all bool) {
	if code == nil {
		return
	}
	v.list = slices.DeleteFunc(v.list, func(k variant) bool { return k.code == code })
	v.list = slices.Insert(v.list, 0, variant{code, breaks, all})
	if len(v.list) > maxVariants {
		v.list = slices.Delete(v.list, maxVariants, len(v.list))
	}
}

// find returns the preparation with the given stops; nil where there is none.
func (v *variants) find(breaks []wasm.FuncOffset, all bool) *Code {
	for _, k := range v.list {
		if k.all == all && (all || slices.Equal(k.breaks, breaks)) {
			return k.code
		}
	}
	return nil
}
