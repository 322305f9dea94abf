package debugger

import "github.com/wdbg/wdbg/target"

// toPlan goes on to one of some places, or until the frame was left.
type toPlan struct {
	stepper
	places []target.Place
}

// toPlan makes the plan of a step to a location.
func (s *Session) toPlan(at *stepFrame, location string) (plan, error) {
	from, err := s.view.Find(FrameID{Thread: at.thread, Depth: at.physical().Depth, Inlined: at.level})
	if err != nil {
		return nil, err
	}
	sites, err := s.view.Locate(location, from)
	if err != nil {
		return nil, err
	}
	p := &toPlan{stepper: newStepper(s, at)}
	for _, site := range sites {
		p.places = append(p.places, site.Place)
	}
	return p, nil
}

func (p *toPlan) begin(*View) (next, error) {
	for _, place := range p.places {
		p.arm(place, target.AnyDepth, breakStop, 0)
	}
	p.armReturn(p.depth, p.hasLines)
	return p.next(), nil
}

func (p *toPlan) stopped(_ *View, st *target.Stop) (next, error) {
	if st.Reason == target.Thrown {
		p.armHandler(st.Throw)
		return p.next(), nil
	}
	b := p.hit(st)
	if b == nil {
		return p.next(), nil
	}
	n := done(0)
	if f, fl, i, ok := p.innermost(); ok && b.kind != breakStop {
		n.hide = fl.fresh(fl.chain(p.table(f), i), i)
		n.text = "the frame was left before"
	}
	return n, nil
}
