package debugger

import "github.com/wdbg/wdbg/target"

// instrPlan executes one instruction; where it is a call, up to the callee's first one.
type instrPlan struct{ thread target.ThreadID }

func (p *instrPlan) begin(*View) (next, error) {
	return next{resume: target.Resume{Instr: true, Thread: p.thread}}, nil
}

func (p *instrPlan) stopped(_ *View, st *target.Stop) (next, error) {
	if st.Reason == target.Stepped {
		return done(0), nil
	}
	return next{resume: target.Resume{Instr: true, Thread: p.thread}}, nil
}

// instrOverPlan executes one instruction of a frame, with all that is called by it.
type instrOverPlan struct{ stepper }

func (p *instrOverPlan) begin(*View) (next, error) {
	f := p.start.physical()
	if p.start.n > 0 || f.Host != nil {
		p.waits = p.start.n > 0
		p.armReturn(p.start.frames[max(0, p.start.n-1)].Depth, anyFrame)
		return p.next(), nil
	}
	fl := p.s.flowOf(f.Place)
	i, ok := fl.find(f.Offset)
	if !ok || !fl.instrs[i].calls() {
		return p.single(), nil
	}
	if ref, ok := p.s.target.Callee(p.thread); !ok || ref.Host != nil {
		return p.single(), nil // it traps, or executes nothing that could be stopped in
	}
	if fl.instrs[i].tailCalls() {
		p.armReturn(f.Depth, anyFrame)
		return p.next(), nil
	}
	for to := range fl.successors(i) {
		place := f.Place
		place.Offset = fl.instrs[to].at
		p.arm(place, f.Depth, breakStop, 0)
	}
	return p.next(), nil
}

func (p *instrOverPlan) single() next {
	return next{resume: target.Resume{Instr: true, Thread: p.thread}}
}

func (p *instrOverPlan) stopped(_ *View, st *target.Stop) (next, error) {
	switch {
	case st.Reason == target.Stepped || p.hit(st) != nil:
		return done(0), nil
	case st.Reason == target.Thrown:
		p.armHandler(st.Throw)
		return p.next(), nil
	case len(p.armed) == 0 && p.s.resume.Instr:
		return p.single(), nil
	}
	return p.next(), nil
}
