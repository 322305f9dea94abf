package debugger

import "github.com/wdbg/wdbg/target"

// outPlan goes on until a frame has returned to its caller.
type outPlan struct {
	stepper
	// exact: to the next frame of the machine, whether or not its source is known.
	exact    bool
	result   resultPlace
	thrown   bool // an exception left the frame
	returned *Returned
}

func (p *outPlan) begin(*View) (next, error) {
	f := p.start.physical()
	if f.Host == nil {
		if fl := p.s.flowOf(f.Place); p.start.n == 0 {
			if i, ok := fl.find(f.Offset); ok {
				p.golang = p.goFrameAt(f, fl, i)
			}
		}
	}
	p.armReturn(f.Depth, anyFrame)
	if f.Host != nil {
		return p.next(), nil
	}
	if p.level == 0 || p.exact {
		p.result = p.resultOf(f)
		return p.next(), nil
	}
	fl := p.s.flowOf(f.Place)
	if i, ok := fl.find(f.Offset); ok {
		p.search(f, i, &search{f: fl, table: p.table(f), out: true})
	}
	return p.next(), nil
}

// search adds the breaks that a search finds.
func (p *outPlan) search(f target.Frame, from int32, s *search) {
	s.run(from, p.level, lineKey{})
	for at, found := range s.found {
		place := f.Place
		place.Offset = s.f.instrs[at].at
		if found.stop {
			p.arm(place, f.Depth, breakStop, found.hide)
		}
	}
}

// suits reports whether the step may end in a frame: one that has source lines. Libraries' have not where there is nothing but libraries
// further out: what calls main is of no interest.
func (p *outPlan) suits(f target.Frame) bool {
	if p.exact || !p.hasLines(f) {
		return p.exact
	}
	if !p.library(f) {
		return true
	}
	own := false
	p.outward(f.Depth, func(g target.Frame) bool {
		own = p.hasLines(g) && !p.library(g)
		return !own
	})
	return own
}

// library reports whether a frame is of a function that steps skip.
func (p *outPlan) library(f target.Frame) bool {
	chain := p.s.chainAt(f)
	return len(chain) > 0 && p.s.skips.matches(&chain[0])
}

func (p *outPlan) stopped(v *View, st *target.Stop) (next, error) {
	if st.Reason == target.Thrown {
		p.armHandler(st.Throw)
		return p.next(), nil
	}
	b := p.hit(st)
	if b == nil {
		return p.next(), nil
	}
	p.thrown = p.thrown || b.kind == breakHandler
	f, fl, i, ok := p.innermost()
	if b.kind == breakResume {
		p.clear()
		if _, ok := p.resumed(); !ok {
			p.arm(f.Place, f.Depth, breakResume, 0)
		}
		return p.next(), nil
	}
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
	if p.exact {
		return p.end(b), nil
	}
	if fl.row(i) == nil { // the call is followed by code of no line
		p.depth, p.level = f.Depth, 0
		p.clear()
		s := search{f: fl, table: p.table(f), line: true}
		if p.search(f, i, &s); s.exits {
			p.armReturn(f.Depth, p.suits)
		}
		return p.next(), nil
	}
	b.hide = fl.fresh(fl.chain(p.table(f), i), i)
	return p.end(b), nil
}

// end ends the step at one of its breaks.
func (p *outPlan) end(b *stepBreak) next {
	n := done(b.hide)
	n.returned = p.returned
	if p.thrown {
		n.text = "an exception left the function"
	}
	return n
}
