package debugger

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync/atomic"

	"github.com/wdbg/wdbg/target"
)

// points are the breakpoints of a session.
type points struct {
	s    *Session
	list map[int]*point
}

// point is a breakpoint.
type point struct {
	s    *Session
	id   int
	spec BreakpointSpec
	loc  locspec // absolute
	rule hitRule
	// hits and ignore are changed by the goroutine that runs the program.
	hits    atomic.Uint64
	ignore  atomic.Int64
	sites   []*pointSite
	message string
	unknown bool // the message says why there are no sites
	lost    bool // it had sites before the program was started again
}

// pointSite is a place where a breakpoint stops.
type pointSite struct {
	p     *point
	site  Site
	stop  *target.Break
	when  condition // nil without
	log   message   // nil without
	wrong error     // what went wrong at the last hit
	// resumable: not each arrival is a call; see View.resumable.
	resumable bool
}

func (p *points) init(s *Session) { p.s, p.list = s, map[int]*point{} }

// sorted returns the breakpoints in the order of their identifiers.
func (p *points) sorted() []*point {
	return slices.SortedFunc(maps.Values(p.list), func(a, b *point) int { return cmp.Compare(a.id, b.id) })
}

// load looks for the breakpoints' places in an instance that was made.
func (p *points) load(v *View, i target.Instance) {
	for _, pt := range p.sorted() {
		if !pt.loc.isOf(i) {
			continue
		}
		sites := v.locateIn(i, &pt.loc)
		if len(sites) == 0 {
			continue
		}
		if err := pt.arm(v, sites); err != nil {
			pt.message = err.Error()
		}
		pt.s.emit(BreakpointEvent{ID: pt.id, Change: Changed, Message: pt.message})
	}
}

// explain says of breakpoints why no module has their place, once instances were made.
func (p *points) explain(v *View) {
	for _, pt := range p.sorted() {
		if len(pt.sites) == 0 && (pt.message == "" || pt.unknown) {
			pt.message, pt.unknown = v.notFound(&pt.loc).Error(), true
		}
	}
}

// restart forgets the sites, which were of a program that is gone, and the hits.
func (p *points) restart() {
	for _, pt := range p.list {
		pt.lost = pt.lost || len(pt.sites) > 0
		pt.sites, pt.message = nil, ""
		pt.hits.Store(0)
		pt.ignore.Store(int64(pt.spec.Ignore))
	}
}

// settle removes temporary breakpoints that were hit, and tells of those whose place a rebuilt program no longer has.
func (p *points) settle(_ *View, stop *Stop) {
	for _, pt := range p.sorted() {
		if pt.lost && len(pt.sites) == 0 {
			pt.s.emit(BreakpointEvent{ID: pt.id, Change: Changed, Message: pt.message})
		}
		pt.lost = false
	}
	for _, id := range stop.Breakpoints {
		if pt := p.list[id]; pt != nil && pt.spec.Temporary {
			_ = p.remove(pt) // the program stands still all the same
		}
	}
}

func (p *points) remove(pt *point) error {
	delete(p.list, pt.id)
	err := pt.disarm()
	pt.s.emit(BreakpointEvent{ID: pt.id, Change: Removed})
	return err
}

// AddBreakpoint adds a breakpoint. Where its place is in no module that is loaded, the error says so, unless the
// program has not been started or the specification allows a pending one.
func (s *Session) AddBreakpoint(spec BreakpointSpec) (Breakpoint, error) {
	var added Breakpoint
	err := s.do(opConfigure, func() error {
		return s.whilePaused(func() error {
			pt, err := s.points.add(spec)
			if err == nil {
				added = pt.snapshot()
			}
			return err
		})
	})
	return added, err
}

func (p *points) add(spec BreakpointSpec) (*point, error) {
	pt := &point{s: p.s, spec: spec}
	if err := pt.check(); err != nil {
		return nil, err
	}
	text := spec.Location
	if text == "" && spec.File != "" {
		text = fmt.Sprintf("%s:%d", spec.File, spec.Line)
		if spec.Column > 0 {
			text += fmt.Sprintf(":%d", spec.Column)
		}
	}
	var err error
	if pt.loc, err = parseLocation(text); err != nil {
		return nil, err
	}
	v := p.s.view
	if v != nil {
		if err := pt.find(v); err != nil {
			var unknown *LocationError
			if !spec.AllowPending || !errors.As(err, &unknown) {
				return nil, err
			}
			pt.message, pt.unknown = err.Error(), true
		}
	} else if err := pt.loc.relate(nil); err != nil {
		return nil, err
	}
	p.s.nextID++
	pt.id = p.s.nextID
	p.list[pt.id] = pt
	p.s.emit(BreakpointEvent{ID: pt.id, Change: Added, Message: pt.message})
	return pt, nil
}

// check reads the parts of the specification that say when the breakpoint stops.
func (pt *point) check() error {
	var err error
	if pt.rule, err = parseHitRule(pt.spec.HitCondition); err != nil {
		return err
	}
	if pt.spec.Ignore < 0 {
		return fmt.Errorf("%d hits cannot be ignored", pt.spec.Ignore)
	}
	pt.ignore.Store(int64(pt.spec.Ignore))
	return nil
}

// find resolves the location and puts breaks there.
func (pt *point) find(v *View) error {
	var from *Frame
	if pt.loc.isRelative() {
		var err error
		if from, err = v.frameOf(pt.spec.From); err != nil {
			return err
		}
	}
	if err := pt.loc.relate(from); err != nil {
		return err
	}
	sites, err := v.locate(&pt.loc, from)
	if err != nil {
		return err
	}
	return pt.arm(v, sites)
}

// frameOf returns a frame by its identifier, or else the innermost one of the thread that stopped; nil where there is none.
func (v *View) frameOf(id *FrameID) (*Frame, error) {
	if id != nil {
		f, err := v.Find(*id)
		if f == nil && err == nil {
			err = errors.New("the frame has been left")
		}
		return f, err
	}
	t, ok := v.Thread()
	if !ok {
		return nil, nil
	}
	list, err := v.Frames(t, 0, 1)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	return list[0], nil
}

// arm adds sites, and has the program stop there.
func (pt *point) arm(v *View, sites []Site) error {
	fresh, err := pt.compile(v, sites)
	if err != nil {
		return err
	}
	return pt.install(fresh)
}

// compile makes what is needed at sites that are new.
func (pt *point) compile(v *View, sites []Site) ([]*pointSite, error) {
	var fresh []*pointSite
	for _, site := range sites {
		same := func(s *pointSite) bool { return s.site.Place == site.Place }
		if slices.ContainsFunc(pt.sites, same) || slices.ContainsFunc(fresh, same) {
			continue
		}
		ps := &pointSite{p: pt, site: site, resumable: v.resumable(site.Place)}
		var err error
		if pt.spec.Condition != "" {
			if ps.when, err = v.compileCondition(site.Place, pt.spec.Condition); err != nil {
				return nil, err
			}
		}
		if pt.spec.Log != "" {
			if ps.log, err = v.compileMessage(site.Place, pt.spec.Log); err != nil {
				return nil, err
			}
		}
		ps.stop = &target.Break{Place: site.Place, Thread: target.AnyThread, Depth: target.AnyDepth, Test: ps.test}
		if pt.spec.Thread != nil {
			ps.stop.Thread = *pt.spec.Thread
		}
		fresh = append(fresh, ps)
	}
	return fresh, nil
}

// install has the program stop at sites too.
func (pt *point) install(fresh []*pointSite) error {
	if !pt.spec.Disabled && len(fresh) > 0 {
		var breaks []*target.Break
		for _, ps := range fresh {
			breaks = append(breaks, ps.stop)
		}
		if err := pt.s.target.AddBreaks(breaks); err != nil {
			return err
		}
		for _, ps := range fresh {
			pt.s.owners[ps.stop] = ps
		}
	}
	pt.sites = append(pt.sites, fresh...)
	pt.message, pt.unknown = pt.moved(), false
	return nil
}

// moved says that a line has no code and where the breakpoint is instead.
func (pt *point) moved() string {
	if len(pt.sites) == 0 {
		return ""
	}
	return pt.loc.moved(&pt.sites[0].site)
}

// moved says that a line has no code and that a place of another one is meant; "" where it has.
func (l *locspec) moved(site *Site) string {
	line := site.Pos.Line
	switch {
	case l.kind != locLine || line == l.line:
		return ""
	case site.Prologue:
		return fmt.Sprintf("line %d begins %s: moved behind its prologue, to line %d", l.line, site.Func, line)
	}
	return fmt.Sprintf("line %d has no code: moved to line %d", l.line, line)
}

// disarm removes the sites.
func (pt *point) disarm() error {
	var breaks []*target.Break
	for _, ps := range pt.sites {
		breaks = append(breaks, ps.stop)
	}
	pt.sites = nil
	return pt.s.disown(breaks...)
}

// test is called each time the program reaches the site, on the goroutine that runs it. It reports whether to stop.
func (ps *pointSite) test(at target.Frame) bool {
	pt := ps.p
	ps.wrong = nil
	if ps.resumable {
		if locals, err := pt.s.target.Locals(at.Thread, at.Depth); err == nil && len(locals) > 0 && locals[0].Lo != 0 {
			return false
		}
	}
	if ps.when != nil {
		is, err := ps.when(at)
		if err != nil {
			ps.wrong = fmt.Errorf("the condition of breakpoint %d cannot be evaluated: %w", pt.id, err)
			pt.hits.Add(1)
			return true
		}
		if !is {
			return false
		}
	}
	n := pt.hits.Add(1)
	if pt.ignore.Load() > 0 {
		pt.ignore.Add(-1)
		return false
	}
	if !pt.rule.holds(n) {
		return false
	}
	if ps.log != nil {
		pt.s.emit(LogEvent{Breakpoint: pt.id, Text: ps.log(at)})
		return false
	}
	return true
}

// hit implements owner.
func (ps *pointSite) hit(_ *View, _ *target.Break, stop *Stop) (Reason, bool) {
	if stop.hide = min(stop.hide, ps.site.hide); len(stop.Breakpoints) == 0 {
		stop.hide = ps.site.hide
	}
	if !slices.Contains(stop.Breakpoints, ps.p.id) {
		stop.Breakpoints = append(stop.Breakpoints, ps.p.id)
	}
	if ps.wrong != nil {
		stop.Text = ps.wrong.Error()
	}
	return ReasonBreakpoint, true
}

// UpdateBreakpoint changes a breakpoint's condition, counts, message, commands, or whether it is enabled; not its place.
func (s *Session) UpdateBreakpoint(id int, change func(*BreakpointSpec)) (Breakpoint, error) {
	var changed Breakpoint
	err := s.do(opConfigure, func() error {
		return s.whilePaused(func() error {
			pt := s.points.list[id]
			if pt == nil {
				return noBreakpoint(id)
			}
			if err := pt.update(change); err != nil {
				return err
			}
			changed = pt.snapshot()
			s.emit(BreakpointEvent{ID: id, Change: Changed, Message: pt.message})
			return nil
		})
	})
	return changed, err
}

// update changes a breakpoint, or leaves it as it was.
func (pt *point) update(change func(*BreakpointSpec)) error {
	before, rule, ignore := pt.spec, pt.rule, pt.ignore.Load()
	change(&pt.spec)
	pt.spec.Location, pt.spec.File, pt.spec.Line, pt.spec.Column = before.Location, before.File, before.Line, before.Column
	err := pt.check()
	if pt.spec.Ignore == before.Ignore {
		pt.ignore.Store(ignore)
	}
	if err == nil && pt.s.view != nil {
		err = pt.rearm()
	}
	if err != nil {
		pt.spec, pt.rule = before, rule
		pt.ignore.Store(ignore)
	}
	return err
}

// rearm puts the breaks anew, or leaves them as they are.
func (pt *point) rearm() error {
	before := pt.sites
	if len(before) == 0 {
		var unknown *LocationError
		if err := pt.find(pt.s.view); err != nil && !errors.As(err, &unknown) {
			return err
		}
		return nil
	}
	var sites []Site
	for _, ps := range before {
		sites = append(sites, ps.site)
	}
	pt.sites = nil
	fresh, err := pt.compile(pt.s.view, sites)
	pt.sites = before
	if err != nil {
		return err
	}
	if err := pt.disarm(); err != nil {
		return err
	}
	return pt.install(fresh)
}

// NoBreakpointError says that there is no breakpoint, watchpoint or catchpoint of an identifier.
type NoBreakpointError struct{ ID int }

func (e *NoBreakpointError) Error() string { return fmt.Sprintf("there is no breakpoint %d", e.ID) }

func noBreakpoint(id int) error { return &NoBreakpointError{id} }

// RemoveBreakpoint removes a breakpoint, watchpoint or catchpoint.
func (s *Session) RemoveBreakpoint(id int) error {
	return s.do(opConfigure, func() error {
		return s.whilePaused(func() error {
			if pt := s.points.list[id]; pt != nil {
				return s.points.remove(pt)
			}
			if ok, err := s.watches.remove(id); ok {
				return err
			}
			if ok, err := s.catches.remove(id); ok {
				return err
			}
			return noBreakpoint(id)
		})
	})
}

// RemoveAll removes all breakpoints, watchpoints and catchpoints. The error is that of the first one that could not be removed.
func (s *Session) RemoveAll() (first error) {
	remove := func(id int) {
		if err := s.RemoveBreakpoint(id); err != nil && first == nil {
			first = err
		}
	}
	for _, b := range s.Breakpoints() {
		remove(b.ID)
	}
	for _, w := range s.Watchpoints() {
		remove(w.ID)
	}
	for _, c := range s.Catchpoints() {
		remove(c.ID)
	}
	return first
}

// Breakpoints returns the breakpoints in the order of their identifiers. It may be called while the program runs.
func (s *Session) Breakpoints() []Breakpoint {
	var list []Breakpoint
	_ = s.do(opConfigure, func() error {
		for _, pt := range s.points.sorted() {
			list = append(list, pt.snapshot())
		}
		return nil
	})
	return list
}

// snapshot returns a breakpoint as it is now.
func (pt *point) snapshot() Breakpoint {
	b := Breakpoint{ID: pt.id, BreakpointSpec: pt.spec, Hits: pt.hits.Load(), Pending: len(pt.sites) == 0, Message: pt.message}
	b.Commands = slices.Clone(b.Commands)
	b.Ignore = int(pt.ignore.Load())
	for _, ps := range pt.sites {
		b.Sites = append(b.Sites, ps.site)
	}
	return b
}
