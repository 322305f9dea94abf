package dap

import (
	"fmt"
	"slices"

	proto "github.com/google/go-dap"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/symbols"
)

// points are the breakpoints of all kinds that the client has set. One of the client's may be several of the session's.
type points struct {
	last int
	// lists are in the order in which the client set them: those of each source, and of each other kind.
	lists map[string][]*point
	// filters are those of exceptions that are on; nil where the client has said nothing.
	filters []string
}

// point is a breakpoint of the client.
type point struct {
	want
	id  int
	ids []int // the session's
	// problem is why it could not be set.
	problem string
	told    breakpoint
}

// kind is a kind of breakpoints.
type kind uint8

const (
	kindSource kind = iota
	kindFunction
	kindInstruction
	kindData
	kindException
	kindConsole // set by a command
)

// want is what the client asked for. Two that are equal are the same breakpoint.
type want struct {
	kind                          kind
	list                          string
	source                        string // path
	ref                           int    // of a source without a file
	data                          string // of the same
	line, column                  int    // the client's
	name                          string // function, filter, reference to an instruction, or what a data breakpoint watches
	offset                        int    // from the reference
	condition, hits, message, how string
}

func (p *points) init() { p.lists = map[string][]*point{} }

// set replaces the breakpoints of a list by others; those that were there already stay.
func (p *points) set(c *conn, list string, wanted []want) breakpointsBody {
	old := p.lists[list]
	var now []*point
	for _, w := range wanted {
		w.list = list
		if i := slices.IndexFunc(old, func(pt *point) bool { return pt.want == w }); i >= 0 {
			now = append(now, old[i])
			old = slices.Delete(slices.Clone(old), i, i+1)
			continue
		}
		p.last++
		now = append(now, &point{want: w, id: p.last})
	}
	for _, pt := range old {
		p.remove(c, pt)
	}
	p.lists[list] = now
	body := breakpointsBody{Breakpoints: []breakpoint{}}
	for _, pt := range now {
		if len(pt.ids) == 0 {
			p.add(c, pt)
		}
		pt.told = p.describe(c, pt)
		body.Breakpoints = append(body.Breakpoints, pt.told)
	}
	return body
}

// add sets a breakpoint in the session.
func (p *points) add(c *conn, pt *point) {
	pt.problem, pt.ids = "", nil
	if c.args.NoDebug {
		pt.problem = "the program runs without debugging"
		return
	}
	ids, err := p.place(c, pt)
	pt.ids = ids
	if err != nil {
		pt.problem = errorText(err)
	}
}

// place adds what the session needs for a breakpoint.
func (p *points) place(c *conn, pt *point) (ids []int, err error) {
	switch pt.kind {
	case kindData:
		return p.watch(c, pt)
	case kindException:
		return p.catch(c, pt)
	}
	specs, err := p.specs(c, pt)
	if err != nil {
		return nil, err
	}
	for _, spec := range specs {
		spec.Condition, spec.HitCondition, spec.Log, spec.AllowPending = pt.condition, pt.hits, pt.message, true
		b, err := c.session.AddBreakpoint(spec)
		if err != nil {
			for _, id := range ids {
				_ = c.session.RemoveBreakpoint(id) // half of a breakpoint is none
			}
			return nil, err
		}
		ids = append(ids, b.ID)
	}
	return ids, nil
}

// remove takes a breakpoint out of the session.
func (p *points) remove(c *conn, pt *point) {
	for _, id := range pt.ids {
		_ = c.session.RemoveBreakpoint(id) // it may be gone already
	}
	pt.ids = nil
}

// apply sets all breakpoints in a new session.
func (p *points) apply(c *conn) {
	for _, list := range p.lists {
		for _, pt := range list {
			if pt.kind != kindConsole {
				p.add(c, pt)
			}
		}
	}
	p.tellChanges(c)
}

// all calls a function with all breakpoints.
func (p *points) all(f func(pt *point)) {
	for _, list := range p.lists {
		for _, pt := range list {
			f(pt)
		}
	}
}

// of returns the breakpoint that one of the session's belongs to.
func (p *points) of(id int) (found *point) {
	p.all(func(pt *point) {
		if slices.Contains(pt.ids, id) {
			found = pt
		}
	})
	return found
}

// hit returns the client's breakpoints that a stop is about.
func (p *points) hit(stop *debugger.Stop) (ids []int) {
	add := func(id int) {
		if pt := p.of(id); pt != nil && !slices.Contains(ids, pt.id) {
			ids = append(ids, pt.id)
		}
	}
	for _, id := range stop.Breakpoints {
		add(id)
	}
	for _, w := range stop.Watches {
		add(w.ID)
	}
	return ids
}

// reason returns the protocol's word for why the program stands still: of a breakpoint, also of what kind those are that were hit.
func (p *points) reason(stop *debugger.Stop) string {
	word := stopReason(stop)
	if stop.Reason != debugger.ReasonBreakpoint {
		return word
	}
	for i, id := range stop.Breakpoints {
		pt := p.of(id)
		switch {
		case pt != nil && pt.kind == kindFunction && (i == 0 || word == "function breakpoint"):
			word = "function breakpoint"
		case pt != nil && pt.kind == kindInstruction && (i == 0 || word == "instruction breakpoint"):
			word = "instruction breakpoint"
		default:
			return "breakpoint"
		}
	}
	return word
}

// pos returns where a breakpoint of the session is.
func (p *points) pos(c *conn, id int) symbols.Pos {
	for _, b := range c.session.Breakpoints() {
		if b.ID == id && len(b.Sites) > 0 {
			return b.Sites[0].Pos
		}
	}
	return symbols.Pos{}
}

// describe says what is known of a breakpoint.
func (p *points) describe(c *conn, pt *point) breakpoint {
	b := breakpoint{Breakpoint: proto.Breakpoint{Id: pt.id, Message: pt.problem}}
	if pt.problem != "" {
		b.Reason = "failed"
		return b
	}
	switch pt.kind {
	case kindException:
		b.Verified = true
		return b
	case kindData:
		p.describeWatch(c, pt, &b)
		return b
	}
	for _, x := range c.session.Breakpoints() {
		if !slices.Contains(pt.ids, x.ID) {
			continue
		}
		if b.Message == "" {
			b.Message = symbols.Printable(x.Message)
		}
		if len(x.Sites) > 0 && !b.Verified {
			b.Verified = true
			p.describeSite(c, pt, &x.Sites[0], &b)
		}
	}
	if !b.Verified {
		b.Reason = "pending"
	}
	return b
}

// describeSite says where a breakpoint is.
func (p *points) describeSite(c *conn, pt *point, site *debugger.Site, b *breakpoint) {
	_ = c.session.Peek(func(v *debugger.View) error { // a breakpoint whose code cannot be looked at still has its place in the source
		inst, ok := v.Instance(site.Place.Instance)
		if !ok {
			return nil
		}
		at, ok := inst.Module.Place(site.Place.Func, site.Place.Offset)
		if !ok {
			return nil
		}
		b.InstructionReference = addressText(codeAddress(inst.ID, at))
		if pt.ref > 0 {
			if t, err := c.code.text(v, inst.ID, site.Place.Func); err == nil {
				b.Source, b.Line = c.sources.ofCode(v, inst, site.Place.Func, v.FuncName(funcRef(inst, site.Place.Func))), number(c.lineOut(t.line(at)))
			}
		}
		return nil
	})
	if b.Source != nil {
		return
	}
	src, line, column := c.at(site.Pos)
	if src == nil {
		return
	}
	b.Source, b.Line = src, number(line)
	if site.Pos.Column > 0 {
		b.Column = number(column)
	}
}

func number(n int) *int { return &n }

// onEvent is told of a change of one of the session's breakpoints.
func (p *points) onEvent(c *conn, e debugger.BreakpointEvent) {
	pt := p.of(e.ID)
	switch {
	case e.Change == debugger.Added && pt == nil:
		p.adopt(c, e.ID)
	case e.Change == debugger.Removed && pt != nil:
		if e.Message != "" {
			c.say(fmt.Sprintf("note: breakpoint on %s: %s", symbols.Printable(pt.name), symbols.Printable(e.Message)))
		}
		pt.ids = slices.DeleteFunc(slices.Clone(pt.ids), func(id int) bool { return id == e.ID })
		if len(pt.ids) == 0 {
			p.lists[pt.list] = slices.DeleteFunc(p.lists[pt.list], func(x *point) bool { return x == pt })
			c.event("breakpoint", breakpointEventBody{Reason: "removed", Breakpoint: breakpoint{Breakpoint: proto.Breakpoint{Id: pt.id}}})
		}
	case e.Change == debugger.Changed && pt != nil:
		p.tell(c, pt)
	}
}

// adopt makes a breakpoint that a command set one of the client's.
func (p *points) adopt(c *conn, id int) {
	if !slices.ContainsFunc(c.session.Breakpoints(), func(b debugger.Breakpoint) bool { return b.ID == id && !b.Temporary }) {
		return // watchpoints and catchpoints have no place in an editor
	}
	p.last++
	pt := &point{want: want{kind: kindConsole, list: "console"}, id: p.last, ids: []int{id}}
	p.lists[pt.list] = append(p.lists[pt.list], pt)
	pt.told = p.describe(c, pt)
	if c.phase == phaseDebugging || c.phase == phaseConfiguring {
		c.event("breakpoint", breakpointEventBody{Reason: "new", Breakpoint: pt.told})
	}
}

// tell tells the client what has become of a breakpoint, where that is new.
func (p *points) tell(c *conn, pt *point) {
	now := p.describe(c, pt)
	if sameBreakpoint(now, pt.told) {
		return
	}
	pt.told = now
	if c.phase == phaseDebugging || c.phase == phaseConfiguring {
		c.event("breakpoint", breakpointEventBody{Reason: "changed", Breakpoint: now})
	}
}

func (p *points) tellChanges(c *conn) { p.all(func(pt *point) { p.tell(c, pt) }) }

func sameBreakpoint(a, b breakpoint) bool {
	same := func(x, y *int) bool { return (x == nil) == (y == nil) && (x == nil || *x == *y) }
	return a.Verified == b.Verified && a.Message == b.Message && a.Reason == b.Reason && a.InstructionReference == b.InstructionReference &&
		same(a.Line, b.Line) && same(a.Column, b.Column)
}

// onLoad looks for the places of source breakpoints in a module that was loaded.
func (p *points) onLoad(c *conn) {
	p.all(func(pt *point) {
		if pt.kind != kindSource || pt.told.Verified || pt.problem != "" {
			return
		}
		specs, err := p.specs(c, pt)
		if err != nil || len(specs) == 0 {
			return
		}
		p.remove(c, pt)
		p.add(c, pt)
		p.tell(c, pt)
	})
}
