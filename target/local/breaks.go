package local

import (
	"fmt"

	"github.com/wdbg/wdbg/engine"
	"github.com/wdbg/wdbg/target"
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
			for _, added := range breaks[:i] {
				delete(l.breaks, added)
			}
			return err
		}
		p := engine.At(f, b.Offset, &breakProbe{l, b})
		l.breaks[b] = p
		probes = append(probes, p)
	}
	if err := l.store.AddProbes(probes); err != nil {
		for _, b := range breaks {
			delete(l.breaks, b)
		}
		return err
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
	if b.Test != nil && !b.Test(p.l.frame(t, at)) {
		return engine.ProbeContinue
	}
	p.l.hits = append(p.l.hits, b)
	return engine.ProbeStop
}
