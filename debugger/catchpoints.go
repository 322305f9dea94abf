package debugger

import "github.com/wdbg/wdbg/target"

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

// CatchSpec is what a catchpoint shall catch.
type CatchSpec struct {
	Kind CatchKind
	// Pattern is a glob; "" is everything.
	Pattern   string
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
	load bool
}

func (c *catches) init(s *Session) { c.s = s }

// apply tells the target what stops it: what catchpoints want, what the plan wants, and loading of modules, which the session always looks at.
func (c *catches) apply() error {
	if c.s.target.Catch == nil {
		return nil
	}
	want := target.Catches{Load: true}
	if c.s.wantThrow {
		want.Throw = func(*target.Throw) bool { return true }
	}
	return c.s.target.Catch.SetCatches(want)
}

// remove removes a catchpoint; ok is false where there is none of that identifier.
func (c *catches) remove(id int) (ok bool, err error) { return false, nil }

func (c *catches) wantsThrow(v *View, t *target.Throw, stop *Stop) bool { return false }
func (c *catches) wantsHostCall(h *target.HostFunc, stop *Stop) bool    { return false }

// AddCatchpoint adds a catchpoint.
func (s *Session) AddCatchpoint(spec CatchSpec) (Catchpoint, error) { return Catchpoint{}, errNotYet }

// UpdateCatchpoint changes a catchpoint, but not its kind.
func (s *Session) UpdateCatchpoint(id int, change func(*CatchSpec)) (Catchpoint, error) {
	return Catchpoint{}, errNotYet
}

// Catchpoints returns the catchpoints in the order of their identifiers.
func (s *Session) Catchpoints() []Catchpoint { return nil }
