package local

import (
	"fmt"
	"slices"

	"github.com/wdbg/wdbg/engine"
	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/wasm"
)

// AddBreaks implements target.Control.
func (l *local) AddBreaks(breaks []*target.Break) error {
	var probes []*engine.Probed
	for i, b := range breaks {
		f, err := l.funcAt(b.Place)
		if err == nil && l.breaks[b] != nil {
			err = fmt.Errorf("the break at 0x%x of function %d is there already", b.Offset, b.Func)
		}
		if err != nil {
			l.forget(breaks[:i])
			return err
		}
		p := engine.At(f, b.Offset, &breakProbe{l, b})
		l.breaks[b] = p
		probes = append(probes, p)
	}
	err := l.checkPlaces(breaks)
	if err == nil {
		err = l.store.AddProbes(probes)
	}
	if err != nil {
		l.forget(breaks)
	}
	return err
}

func (l *local) forget(breaks []*target.Break) {
	for _, b := range breaks {
		delete(l.breaks, b)
	}
}

// checkPlaces reports a break that is not before an instruction: it would never be hit. Each function is read once.
func (l *local) checkPlaces(breaks []*target.Break) error {
	type fn struct {
		instance target.InstanceID
		index    wasm.FuncIndex
	}
	places := map[fn][]wasm.FuncOffset{}
	for _, b := range breaks {
		k := fn{b.Instance, b.Func}
		places[k] = append(places[k], b.Offset)
	}
	for k, list := range places {
		slices.Sort(list)
		m := l.store.Instances[k.instance].Module
		body, _ := m.Body(k.index)
		var r wasm.InstrReader
		r.Reset(m.Bytes, body.Start, body.End)
		if err := r.Locals(func(uint32, wasm.ValType) error { return nil }); err != nil {
			return err
		}
		for _, at := range slices.Compact(list) {
			for r.Next() && wasm.FuncOffset(r.Offset-body.Start) < at {
			}
			if wasm.FuncOffset(r.Offset-body.Start) != at {
				return fmt.Errorf("no instruction of function %d begins at 0x%x", k.index, at)
			}
		}
	}
	return nil
}

// RemoveBreaks implements target.Control.
func (l *local) RemoveBreaks(breaks []*target.Break) error {
	var probes []*engine.Probed
	for _, b := range breaks {
		if p := l.breaks[b]; p != nil {
			probes = append(probes, p)
			delete(l.breaks, b)
		}
	}
	if len(probes) == 0 {
		return nil
	}
	return l.store.RemoveProbes(probes)
}

// Expect implements target.Control.
func (l *local) Expect(inst target.InstanceID, index wasm.FuncIndex, at []wasm.FuncOffset) error {
	if len(at) == 0 {
		return nil
	}
	f, err := l.funcAt(target.Place{Instance: inst, Func: index, Offset: at[len(at)-1]})
	if err != nil {
		return err
	}
	return l.store.Expect(f, at)
}

// funcAt returns the function of a place, which has to be one of an instruction.
func (l *local) funcAt(p target.Place) (*engine.Func, error) {
	inst, err := l.instance(p.Instance)
	if err != nil {
		return nil, err
	}
	if int(p.Func) >= len(inst.Funcs) {
		return nil, fmt.Errorf("%s has no function %d", inst.Name, p.Func)
	}
	f := inst.Funcs[p.Func]
	if f.Instance != inst {
		return nil, fmt.Errorf("function %d of %s is imported", p.Func, inst.Name)
	}
	body, _ := inst.Module.Body(p.Func)
	if uint64(p.Offset) >= uint64(body.End-body.Start) {
		return nil, fmt.Errorf("offset 0x%x is outside of function %d", p.Offset, p.Func)
	}
	return f, nil
}

// breakProbe is a Break in the engine.
type breakProbe struct {
	l *local
	b *target.Break
}

// Fire implements engine.Probe.
func (p *breakProbe) Fire(t *engine.Thread, at engine.FrameInfo) engine.ProbeAction {
	b := p.b
	if b.Thread != target.AnyThread && int(b.Thread) != t.ID || b.Depth != target.AnyDepth && b.Depth != at.Depth {
		return engine.ProbeContinue
	}
	if b.Test != nil {
		p.l.walks.forget()
		if !b.Test(p.l.frame(t, at)) {
			return engine.ProbeContinue
		}
	}
	p.l.hits = append(p.l.hits, hit{t, b})
	return engine.ProbeStop
}

// hit is a break that wants to stop a thread.
type hit struct {
	thread *engine.Thread
	b      *target.Break
}

// hitBy returns the breaks that have stopped a thread. Others may have been hit in calls that a function of the host made, where nothing stops.
func (l *local) hitBy(t *engine.Thread) (breaks []*target.Break) {
	for _, h := range l.hits {
		if h.thread == t {
			breaks = append(breaks, h.b)
		}
	}
	return breaks
}
