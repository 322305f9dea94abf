package debugger

import (
	"slices"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/target"
)

// stepper is what the plans of steps have in common: the frame, and the breaks.
type stepper struct {
	s      *Session
	thread target.ThreadID
	// depth and level are the frame that is stepped; start is where it was when the step began.
	depth, level int
	start        *stepFrame
	// waits: the frame has called others and has not gone on yet, so it may also go on where it catches what they throw.
	waits bool
	// golang is the activation that is stepped, where the depth of its frame does not tell it.
	golang goFrame
	breaks map[breakKey]*stepBreak
	armed  []*stepBreak
}

type breakKey struct {
	place  target.Place
	depth  int
	golang goFrame
}

// stepBreak is a break of a step.
type stepBreak struct {
	target.Break
	kind breakKind
	// hide is how many inlined calls begin there and are not entered.
	hide int
}

// breakKind says what is done at a break of a step.
type breakKind uint8

const (
	breakStop    breakKind = iota // the step is done
	breakCall                     // a call that may be entered
	breakReturn                   // the frame was left by returning
	breakHandler                  // the frame was left by an exception
	breakResume                   // a goroutine is about to be resumed, in the caller of the frame
	breakResumed                  // the caller of the frame goes on
)

func newStepper(s *Session, at *stepFrame) stepper {
	return stepper{s: s, thread: at.thread, depth: at.physical().Depth, level: at.level, start: at, breaks: map[breakKey]*stepBreak{}}
}

// instance returns the instance of a place.
func (p *stepper) instance(at target.Place) target.Instance {
	return p.s.target.Instances()[at.Instance]
}

// clear forgets the breaks, to arm others.
func (p *stepper) clear() { p.armed = p.armed[:0] }

// arm adds a break. What was armed before is the same object again, so that the target need not change.
func (p *stepper) arm(place target.Place, depth int, kind breakKind, hide int) *stepBreak {
	if p.golang.known && kind != breakReturn && kind != breakResume {
		depth = target.AnyDepth
	}
	key := breakKey{place, depth, p.golang}
	b := p.breaks[key]
	if b == nil {
		b = &stepBreak{Break: target.Break{Place: place, Thread: p.thread, Depth: depth}}
		if p.golang.known {
			b.Test = p.goTest(kind)
		}
		p.breaks[key] = b
	}
	if slices.Contains(p.armed, b) && b.kind == breakStop {
		return b
	}
	b.kind, b.hide = kind, hide
	if !slices.Contains(p.armed, b) {
		p.armed = append(p.armed, b)
	}
	return b
}

// next lets the program run to the breaks, or to an exception that leaves the frame.
func (p *stepper) next() next {
	n := next{throws: p.leaves}
	for _, b := range p.armed {
		n.breaks = append(n.breaks, &b.Break)
	}
	return n
}

// leaves reports whether an exception leaves the frame for a handler further out, or the calls that it waits for.
func (p *stepper) leaves(t *target.Throw) bool {
	return t.Thread == p.thread && t.Caught && (t.CatchDepth < p.depth || p.waits && t.CatchDepth == p.depth)
}

// hit returns which of the breaks the program stopped at; nil for none.
func (p *stepper) hit(st *target.Stop) *stepBreak {
	for _, b := range st.Breaks {
		for _, own := range p.armed {
			if &own.Break == b {
				return own
			}
		}
	}
	return nil
}

// after returns the place of the instruction after the call that a frame is in; ok is false where there is none.
func (p *stepper) after(f target.Frame) (place target.Place, ok bool) {
	fl := p.s.flowOf(f.Place)
	i, ok := fl.find(f.Offset)
	if !ok || int(i)+1 >= len(fl.instrs) {
		return place, false
	}
	place = f.Place
	place.Offset = fl.instrs[i+1].at
	return place, true
}

// outward calls visit for the physical frames of instances outside of the depth, from the inside out, until it returns false.
func (p *stepper) outward(depth int, visit func(f target.Frame) bool) {
	for from := 0; ; {
		list, err := p.s.target.Frames(p.thread, from, frameChunk)
		if err != nil || len(list) == 0 {
			return
		}
		for _, f := range list {
			if f.Depth < depth && f.Host == nil && !visit(f) {
				return
			}
		}
		from += len(list)
	}
}

// armReturn adds the break where the program goes on when the frame has returned: in its caller, or the next one further out that
// suits. Without such a frame there is none: the program ends.
func (p *stepper) armReturn(depth int, suits func(f target.Frame) bool) {
	found := false
	p.outward(depth, func(f target.Frame) bool {
		if p.resumes(f) {
			p.arm(f.Place, f.Depth, breakResume, 0)
			return false
		}
		if !suits(f) {
			return true
		}
		place, ok := p.after(f)
		if ok && !found {
			p.arm(place, f.Depth, breakReturn, 0)
			found = true
		}
		return !ok || p.golang.known // the goroutine may be switched meanwhile: then it is resumed further out
	})
}

// armHandler adds the break where an exception will be caught.
func (p *stepper) armHandler(t *target.Throw) { p.arm(t.Handler, t.CatchDepth, breakHandler, 0) }

// anyFrame suits all frames.
func anyFrame(target.Frame) bool { return true }

// hasLines reports whether the function of a frame has source lines.
func (p *stepper) hasLines(f target.Frame) bool { return p.s.flowOf(f.Place).hasLines() }

// innermost returns the innermost frame of the thread, with its flow and position there.
func (p *stepper) innermost() (f target.Frame, fl *flow, i int32, ok bool) {
	list, err := p.s.target.Frames(p.thread, 0, 1)
	if err != nil || len(list) == 0 || list[0].Host != nil {
		return f, nil, 0, false
	}
	f = list[0]
	fl = p.s.flowOf(f.Place)
	i, ok = fl.find(f.Offset)
	return f, fl, i, ok
}

// done ends a step.
func done(hide int) next { return next{done: true, reason: ReasonStep, hide: hide} }

// table returns the symbols of a frame's module.
func (p *stepper) table(f target.Frame) *symbols.Table { return p.s.table(p.instance(f.Place)) }
