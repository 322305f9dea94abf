package debugger

import (
	"cmp"
	"fmt"
	"maps"
	"path"
	"slices"

	"github.com/wdbg/wdbg/target"
)

// CatchKind is a kind of events.
type CatchKind uint8

// Kinds of events that can be caught.
const (
	CatchThrow    CatchKind = iota // exceptions about to be thrown; Pattern is of tags
	CatchUncaught                  // of these, those that nothing will catch
	CatchHost                      // calls of host functions; Pattern is of their names, such as fd_write or *_get
	CatchLoad                      // instances of modules; Pattern is of their names
	CatchTrap                      // traps; Pattern is of their kinds. They stop anyhow: it is for counting and commands
)

func (k CatchKind) String() string {
	return [...]string{"throw", "uncaught throw", "host call", "load", "trap"}[k]
}

// CatchSpec is what a catchpoint shall catch.
type CatchSpec struct {
	Kind CatchKind
	// Pattern is a glob; "" is everything.
	Pattern string
	// Condition is an expression in the innermost frame.
	Condition string
	Ignore    int
	Disabled  bool
	Temporary bool
	Commands  []string
}

// Catchpoint is a catchpoint as it is now.
type Catchpoint struct {
	ID int
	CatchSpec
	Hits uint64
}

// catches are the catchpoints of a session.
type catches struct {
	s    *Session
	list map[int]*Catchpoint
}

func (c *catches) init(s *Session) { c.s, c.list = s, map[int]*Catchpoint{} }

func (c *catches) sorted() []*Catchpoint {
	return slices.SortedFunc(maps.Values(c.list), func(a, b *Catchpoint) int { return cmp.Compare(a.ID, b.ID) })
}

// apply tells the target what stops it: what catchpoints want, what the plan wants, and loading of modules, which the session always looks at.
func (c *catches) apply() error {
	if c.s.target == nil || c.s.target.Catch == nil {
		return nil
	}
	want := target.Catches{Load: true}
	// What the callbacks use does not change while the program runs.
	var throws, hosts []CatchSpec
	for _, p := range c.list {
		switch {
		case p.Disabled:
		case p.Kind == CatchThrow || p.Kind == CatchUncaught:
			throws = append(throws, p.CatchSpec)
		case p.Kind == CatchHost:
			hosts = append(hosts, p.CatchSpec)
		}
	}
	watches := &c.s.watches
	if plan := c.s.wantThrow; plan != nil || len(throws) > 0 || watches.scoped() {
		want.Throw = func(t *target.Throw) bool {
			return plan != nil && plan(t) || watches.wantsThrow(t) || slices.ContainsFunc(throws, func(p CatchSpec) bool { return p.wantsThrow(t) })
		}
	}
	if len(hosts) > 0 {
		want.HostCall = func(_ target.ThreadID, h *target.HostFunc) bool {
			return slices.ContainsFunc(hosts, func(p CatchSpec) bool { return p.wantsHost(h) })
		}
	}
	return c.s.target.Catch.SetCatches(want)
}

func (p *CatchSpec) matches(names ...string) bool {
	if p.Pattern == "" {
		return true
	}
	return slices.ContainsFunc(names, func(name string) bool {
		return globName(p.Pattern, name)
	})
}

func (p *CatchSpec) wantsThrow(t *target.Throw) bool {
	switch p.Kind {
	case CatchThrow:
		return p.matches(t.Exception.Tag)
	case CatchUncaught:
		return !t.Caught && p.matches(t.Exception.Tag)
	}
	return false
}

func (p *CatchSpec) wantsHost(h *target.HostFunc) bool {
	return p.Kind == CatchHost && p.matches(h.Name, h.Module+"."+h.Name)
}

// hit counts an event for the catchpoints that want it, adds them to the stop, and reports whether one stops the program.
func (c *catches) hit(v *View, stop *Stop, wants func(p *CatchSpec) bool) bool {
	stops := false
	for _, p := range c.sorted() {
		if p.Disabled || !wants(&p.CatchSpec) {
			continue
		}
		if p.Condition != "" {
			is, err := v.isTrue(stop.Thread, p.Condition)
			if err != nil {
				stop.Text = fmt.Sprintf("the condition of catchpoint %d cannot be evaluated: %v", p.ID, err)
			} else if !is {
				continue
			}
		}
		p.Hits++
		if p.Ignore > 0 {
			p.Ignore--
			continue
		}
		stop.Breakpoints = append(stop.Breakpoints, p.ID)
		stops = true
	}
	return stops
}

func (c *catches) wantsThrow(v *View, t *target.Throw, stop *Stop) bool {
	return c.hit(v, stop, func(p *CatchSpec) bool { return p.wantsThrow(t) })
}

func (c *catches) wantsHostCall(v *View, h *target.HostFunc, stop *Stop) bool {
	return c.hit(v, stop, func(p *CatchSpec) bool { return p.wantsHost(h) })
}

func (c *catches) wantsLoad(v *View, i target.Instance, stop *Stop) bool {
	return c.hit(v, stop, func(p *CatchSpec) bool { return p.Kind == CatchLoad && p.matches(i.Name) })
}

// trapped counts a trap.
func (c *catches) trapped(v *View, t *target.Trap, stop *Stop) {
	c.hit(v, stop, func(p *CatchSpec) bool { return p.Kind == CatchTrap && p.matches(t.Kind) })
}

// settle removes temporary catchpoints that were hit.
func (c *catches) settle(stop *Stop) {
	for _, id := range stop.Breakpoints {
		if p := c.list[id]; p != nil && p.Temporary {
			_, _ = c.remove(id) // the program stands still all the same
		}
	}
}

// restart forgets the hits.
func (c *catches) restart() {
	for _, p := range c.list {
		p.Hits = 0
	}
}

// remove removes a catchpoint; ok is false where there is none of that identifier.
func (c *catches) remove(id int) (ok bool, err error) {
	if c.list[id] == nil {
		return false, nil
	}
	delete(c.list, id)
	c.s.emit(BreakpointEvent{ID: id, Change: Removed})
	return true, c.apply()
}

// check reports what is wrong with a specification.
func (c *catches) check(spec *CatchSpec) error {
	if _, err := path.Match(spec.Pattern, ""); err != nil {
		return fmt.Errorf("the pattern %q cannot be read: %v", spec.Pattern, err)
	}
	if spec.Ignore < 0 {
		return fmt.Errorf("%d hits cannot be ignored", spec.Ignore)
	}
	return c.s.view.checkCondition(nil, spec.Condition)
}

// AddCatchpoint adds a catchpoint.
func (s *Session) AddCatchpoint(spec CatchSpec) (Catchpoint, error) {
	var added Catchpoint
	err := s.do(opConfigure, func() error {
		return s.whilePaused(func() error {
			if err := s.catches.check(&spec); err != nil {
				return err
			}
			s.nextID++
			p := &Catchpoint{ID: s.nextID, CatchSpec: spec}
			s.catches.list[p.ID] = p
			added = *p
			s.emit(BreakpointEvent{ID: p.ID, Change: Added})
			return s.catches.apply()
		})
	})
	return added, err
}

// UpdateCatchpoint changes a catchpoint, but not its kind.
func (s *Session) UpdateCatchpoint(id int, change func(*CatchSpec)) (Catchpoint, error) {
	var changed Catchpoint
	err := s.do(opConfigure, func() error {
		return s.whilePaused(func() error {
			p := s.catches.list[id]
			if p == nil {
				return noBreakpoint(id)
			}
			spec := p.CatchSpec
			change(&spec)
			spec.Kind = p.Kind
			if err := s.catches.check(&spec); err != nil {
				return err
			}
			p.CatchSpec = spec
			changed = *p
			s.emit(BreakpointEvent{ID: id, Change: Changed})
			return s.catches.apply()
		})
	})
	return changed, err
}

// Catchpoints returns the catchpoints in the order of their identifiers.
func (s *Session) Catchpoints() []Catchpoint {
	var list []Catchpoint
	_ = s.do(opConfigure, func() error {
		for _, p := range s.catches.sorted() {
			one := *p
			one.Commands = slices.Clone(p.Commands)
			list = append(list, one)
		}
		return nil
	})
	return list
}
