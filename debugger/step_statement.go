package debugger

import (
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/target"
)

// statementPlan steps to the next statement: of the frame, of those that it returns to, and of those that it calls.
// It stops once where the frame goes on after each detour: at a call that may be entered, after a return, at a handler.
type statementPlan struct {
	stepper
	kind StepKind
	into string // what is to be entered; "" is any
	// library: the step began in code that is skipped, so nothing is.
	library bool
	line    lineKey
}

func newStatementPlan(s *Session, at *stepFrame, spec StepSpec) *statementPlan {
	return &statementPlan{stepper: newStepper(s, at), kind: spec.Kind, into: spec.Into}
}

func (p *statementPlan) begin(v *View) (next, error) {
	f := p.start.physical()
	if p.start.n > 0 || f.Host != nil {
		// The frame waits for a call to return, and goes on from there.
		p.waits = p.start.n > 0
		if f.Host == nil {
			chain := p.s.chainAt(f)
			p.line = lineOf(chain[p.level].Pos)
			p.library = p.s.skips.matches(&chain[p.level])
		}
		p.armReturn(p.start.frames[max(0, p.start.n-1)].Depth, anyFrame)
		return p.next(), nil
	}
	chain := p.s.chainAt(f)
	if p.level < len(chain) {
		p.line = lineOf(chain[p.level].Pos)
		p.library = p.s.skips.matches(&chain[p.level])
	}
	if n, ok := p.reveal(f, chain); ok {
		return n, nil
	}
	return p.from(v)
}

// reveal enters an inlined call that begins where the program is: nothing is executed.
func (p *statementPlan) reveal(f target.Frame, chain []symbols.Frame) (next, bool) {
	hidden := p.s.hidden.of(f)
	if p.kind != StepInto || hidden == 0 {
		return next{}, false
	}
	inner := &chain[len(chain)-hidden]
	if p.into != "" && p.into != funcName(inner) || p.into == "" && p.skips(inner) {
		return next{}, false
	}
	if len(chain)-hidden == len(chain)-1 && !inner.Pos.IsValid() {
		p.level, p.line = p.level+1, lineKey{}
		return next{}, false
	}
	return done(hidden - 1), true
}

// funcName returns the name of a frame's function as it is shown.
func funcName(f *symbols.Frame) string {
	if f.Func == nil {
		return ""
	}
	return symbols.Printable(f.Func.DisplayName())
}

// skips reports whether the step does not stop in the function of a frame.
func (p *statementPlan) skips(f *symbols.Frame) bool { return !p.library && p.s.skips.matches(f) }

// from goes on from where the innermost frame is, which is the one that is stepped.
func (p *statementPlan) from(v *View) (next, error) {
	f, fl, i, ok := p.innermost()
	if !ok {
		return p.next(), nil
	}
	p.clear()
	p.golang = p.goFrameAt(f, fl, i)
	s := search{f: fl, table: p.table(f), into: p.kind == StepInto, skipped: func(fr *symbols.Frame) bool {
		return p.skips(fr) || p.into != "" && p.into != funcName(fr)
	}}
	if p.kind == StepUntil {
		s.until = fl.rowEnd(i)
	}
	s.run(i, p.level, p.line)
	for at, found := range s.found {
		place := f.Place
		place.Offset = fl.instrs[at].at
		switch {
		case found.stop:
			p.arm(place, f.Depth, breakStop, found.hide)
		case p.enters(f.Place, &fl.instrs[at]):
			p.arm(place, f.Depth, breakCall, 0)
		}
	}
	if s.exits {
		p.armReturn(f.Depth, p.suits)
	}
	if found := s.found[i]; found != nil && found.call {
		p.enter(v)
	}
	return p.next(), nil
}

// suits reports whether the step may stop in a frame that it returns to.
func (p *statementPlan) suits(f target.Frame) bool {
	if !p.hasLines(f) {
		return false
	}
	chain := p.s.chainAt(f)
	return len(chain) == 0 || !p.skips(&chain[0])
}

// enters reports whether a call may lead to a function that is to be entered.
func (p *statementPlan) enters(at target.Place, in *flowInstr) bool {
	if in.indirect() {
		return true
	}
	ref, ok := p.s.target.Resolve(at.Instance, in.index)
	return ok && p.enterable(ref)
}

// enterable reports whether a function is to be entered.
func (p *statementPlan) enterable(ref target.FuncRef) bool {
	if ref.Host != nil {
		return false
	}
	if p.into != "" {
		return p.into == p.s.view.FuncName(ref) || p.into == indirectCall
	}
	fl := p.s.flow(p.s.target.Instances()[ref.Instance], ref.Func)
	if !fl.hasLines() || len(fl.instrs) == 0 {
		return false
	}
	chain := fl.chain(p.s.table(p.s.target.Instances()[ref.Instance]), int32(len(fl.instrs)-1))
	return len(chain) == 0 || !p.skips(&chain[0])
}

// enter makes the program stop in the function that is about to be called, if it is to be entered.
func (p *statementPlan) enter(v *View) {
	ref, ok := p.s.target.Callee(p.thread)
	if !ok || !p.enterable(ref) {
		return
	}
	inst := p.s.target.Instances()[ref.Instance]
	place := target.Place{Instance: ref.Instance, Func: ref.Func, Offset: v.afterPrologue(inst, ref.Func)}
	fl := p.s.flow(inst, ref.Func)
	hide := 0
	if i, ok := fl.find(place.Offset); ok {
		hide = fl.freshAtEntry(fl.chain(p.s.table(inst), i), i)
	}
	caller := p.golang
	p.golang = goFrame{}
	p.arm(place, target.AnyDepth, breakStop, hide)
	p.golang = caller
}

func (p *statementPlan) stopped(v *View, st *target.Stop) (next, error) {
	if st.Reason == target.Thrown {
		p.armHandler(st.Throw)
		return p.next(), nil
	}
	b := p.hit(st)
	if b == nil {
		return p.next(), nil
	}
	switch b.kind {
	case breakCall:
		p.enter(v)
		return p.next(), nil
	case breakReturn, breakHandler, breakResumed:
		return p.arrive(v, b.kind)
	case breakResume:
		p.resume()
		return p.next(), nil
	}
	return p.land(v, b.hide)
}

// resume waits for the caller of a Go function to go on, or if it is of no interest, for its caller.
func (p *statementPlan) resume() {
	f, _, _, ok := p.innermost()
	if !ok {
		return
	}
	ref, ok := p.s.target.Callee(p.thread)
	p.clear()
	p.depth = noDepth
	if ok && p.enterable(ref) {
		p.resumed()
	} else {
		p.golang = p.goState(f.Instance)
	}
	p.arm(f.Place, f.Depth, breakResume, 0)
}

// land ends the step where it has arrived, unless the code there is of no line: then at the next statement of the frame.
func (p *statementPlan) land(v *View, hide int) (next, error) {
	f, fl, i, ok := p.innermost()
	if !ok {
		return done(hide), nil
	}
	chain := fl.chain(p.table(f), i)
	level := len(chain) - 1 - hide
	if p.into != "" || level < 0 || chain[level].Pos.IsValid() {
		return done(hide), nil
	}
	p.depth, p.level, p.line = f.Depth, level, lineKey{}
	return p.from(v)
}

// arrive decides where another frame goes on than the one that was stepped.
func (p *statementPlan) arrive(v *View, how breakKind) (next, error) {
	f, fl, i, ok := p.innermost()
	if !ok {
		return p.next(), nil
	}
	came, again := p.line, f.Depth == p.depth // the frame itself, after a call that it was in
	p.depth, p.waits = f.Depth, false
	if !p.suits(f) {
		p.clear()
		p.armReturn(f.Depth, p.suits)
		return p.next(), nil
	}
	chain := fl.chain(p.table(f), i)
	hide := fl.fresh(chain, i)
	if !again {
		p.level = max(0, len(chain)-1-hide)
	}
	for p.level > 0 && p.skips(&chain[p.level]) {
		p.level--
		hide = 0
	}
	here := fl.row(i)
	if how == breakHandler {
		came = lineKey{}
	}
	if here != nil && p.level == len(chain)-1-hide && fl.statement(i) && lineOf(here.pos) != came {
		return done(hide), nil
	}
	p.line = lineKey{}
	if how != breakHandler && p.level < len(chain) {
		p.line = lineOf(chain[p.level].Pos)
	}
	return p.from(v)
}

// rowEnd returns the first instruction after the row that one is of.
func (f *flow) rowEnd(i int32) int32 {
	n := f.rowAt[i]
	for ; int(i) < len(f.instrs) && f.rowAt[i] == n; i++ {
	}
	return i
}
