package debugger

import (
	"errors"

	"github.com/wdbg/wdbg/target"
)

var errNotYet = errors.New("not implemented yet")

// points are the breakpoints of a session.
type points struct{ s *Session }

func (p *points) init(s *Session) { p.s = s }

// load resolves what is pending in an instance that was made.
func (p *points) load(v *View, i target.Instance) {}

// restart forgets the sites, which were of a program that is gone.
func (p *points) restart() {}

// settle removes temporary breakpoints that were hit.
func (p *points) settle(v *View, stop *Stop) {}

// AddBreakpoint adds a breakpoint. One whose place is in no module that is loaded is pending, which is no error.
func (s *Session) AddBreakpoint(spec BreakpointSpec) (Breakpoint, error) {
	return Breakpoint{}, errNotYet
}

// UpdateBreakpoint changes a breakpoint's condition, counts, message, commands, or whether it is enabled; not its place.
func (s *Session) UpdateBreakpoint(id int, change func(*BreakpointSpec)) (Breakpoint, error) {
	return Breakpoint{}, errNotYet
}

// RemoveBreakpoint removes a breakpoint, watchpoint or catchpoint.
func (s *Session) RemoveBreakpoint(id int) error { return errNotYet }

// Breakpoints returns the breakpoints in the order of their identifiers. It may be called while the program runs.
func (s *Session) Breakpoints() []Breakpoint { return nil }

// Locate returns the places that a location means: "file:line", "file:line:column", "line", "+3", "-2", "function", "Class::method", "glob*", "/regexp/",
// "*0x1234" (an offset in the module file), "function+0x12". The frame is what relative ones refer to; it may be nil.
func (v *View) Locate(location string, from *Frame) ([]Site, error) { return nil, errNotYet }
