package debugger

import "github.com/wdbg/wdbg/target"

// outPlan goes on until a frame has returned to its caller.
type outPlan struct {
	stepper
	// exact: to the next frame of the machine, whether or not its source is known.
	exact    bool
	result   resultPlace
	returned *Returned
}

func (p *outPlan) begin(*View) (next, error) {
	f := p.start.physical()
	if f.Host != nil {
		p.armReturn(f.Depth, p.suits)
		return p.next(), nil
	}
	p.armReturn(f.Depth, anyFrame)
	if p.level == 0 || p.exact {
		p.result = p.resultOf(f)
		return p.next(), nil
	}
	fl := p.s.flowOf(f.Place)
	i, ok := fl.find(f.Offset)
	if !ok {
		return p.next(), nil
	}
	s := search{f: fl, table: p.table(f), out: true}
	s.run(i, p.level, lineKey{})
	for at, found := range s.found {
		place := f.Place
		place.Offset = fl.instrs[at].at
		if found.stop {
			p.arm(place, f.Depth, breakStop, found.hide)
		}
	}
	return p.next(), nil
}

// suits reports whether the step may end in a frame.
func (p *outPlan) suits(f target.Frame) bool { return p.exact || p.hasLines(f) }

func (p *outPlan) stopped(v *View, st *target.Stop) (next, error) {
	if st.Reason == target.Thrown {
		p.armHandler(st.Throw)
		return p.next(), nil
	}
	b := p.hit(st)
	if b == nil {
		return p.next(), nil
	}
	f, fl, i, ok := p.innermost()
	if !ok || b.kind == breakStop {
		return p.end(b), nil
	}
	if b.kind == breakReturn && p.returned == nil {
		p.returned = p.result.read(v, f)
	} else {
		p.returned = nil
	}
	if !p.suits(f) {
		p.depth = f.Depth
		p.clear()
		p.armReturn(f.Depth, p.suits)
		return p.next(), nil
	}
	if !p.exact {
		b.hide = fl.fresh(fl.chain(p.table(f), i), i)
	}
	return p.end(b), nil
}

// end ends the step at one of its breaks.
func (p *outPlan) end(b *stepBreak) next {
	n := done(b.hide)
	n.returned = p.returned
	if b.kind == breakHandler {
		n.text = "an exception left the function"
	}
	return n
}
