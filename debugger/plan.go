package debugger

import "github.com/wdbg/wdbg/target"

// plan is a way for the program to go on: continue, step over a statement, step out. A plan of its own for each keeps them apart,
// and leaves room for those that go backwards.
type plan interface {
	// begin is asked once, before the program goes on.
	begin(v *View) (next, error)
	// stopped is asked at each stop that is not for somebody else: at one of the plan's own breaks, after an instruction, at a
	// throw if the plan asked for it, after a module was loaded.
	stopped(v *View, st *target.Stop) (next, error)
}

// next is what a plan wants.
type next struct {
	// done ends the plan: the program stands still, for this reason and with this to say.
	done     bool
	reason   Reason
	text     string
	returned *Returned
	watches  []WatchEvent
	// hide is how many inlined calls begin at the place and are not entered yet.
	hide int
	// Otherwise it goes on, until one of the breaks, which are all that the plan now has. Breaks that it had before
	// and still has must be the same pointers.
	resume target.Resume
	breaks []*target.Break
	// throws, where set, says which exceptions to stop at. It is called on the goroutine that runs the program.
	throws func(t *target.Throw) bool
}

// continuePlan runs until something else stops the program.
type continuePlan struct{}

func (continuePlan) begin(*View) (next, error)                 { return next{}, nil }
func (continuePlan) stopped(*View, *target.Stop) (next, error) { return next{}, nil }

// entryPlan runs until the first instruction of the program: of a start function, of what is called first.
type entryPlan struct {
	session *Session
	breaks  []*target.Break
	seen    int // instances whose entries have breaks
}

func (p *entryPlan) begin(v *View) (next, error) { return p.more(v), nil }

func (p *entryPlan) more(v *View) next {
	list := v.Instances()
	for _, inst := range list[p.seen:] {
		for _, f := range entries(inst, p.session.cfg.Entry) {
			p.breaks = append(p.breaks, &target.Break{
				Place:  target.Place{Instance: inst.ID, Func: f, Offset: firstInstr(inst.Module, f)},
				Thread: target.AnyThread, Depth: target.AnyDepth,
			})
		}
	}
	p.seen = len(list)
	return next{breaks: p.breaks}
}

func (p *entryPlan) stopped(v *View, st *target.Stop) (next, error) {
	if len(st.Breaks) > 0 {
		return next{done: true, reason: ReasonEntry}, nil
	}
	return p.more(v), nil
}
