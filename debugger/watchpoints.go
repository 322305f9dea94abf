package debugger

import "github.com/wdbg/wdbg/target"

// WatchSpec is what a watchpoint shall watch.
type WatchSpec struct {
	// Expr is an expression with a place; a range of memory is "$mem[0x400:0x500]". Frame is what its names mean; nil for the innermost one.
	Expr  string
	Frame *FrameID
	// Access says what stops; with Changes a write of the same value does not.
	Access    target.Access
	Changes   bool
	Condition string
	Ignore    int
	Disabled  bool
	Commands  []string
}

// Watchpoint is a watchpoint as it is now.
type Watchpoint struct {
	ID int
	WatchSpec
	Hits uint64
	// Where says what is watched: "8 bytes at 0x1234", "wasm local 3 of frame sum".
	Where   string
	Message string
}

// watches are the watchpoints of a session.
type watches struct{ s *Session }

func (w *watches) init(s *Session) { w.s = s }
func (w *watches) restart()        {}

// remove removes a watchpoint; ok is false where there is none of that identifier.
func (w *watches) remove(id int) (ok bool, err error) { return false, nil }

// hit adds to the stop what was accessed, and reports whether the program shall stand still.
func (w *watches) hit(v *View, hits []target.WatchHit, stop *Stop) bool { return false }

// AddWatchpoint adds a watchpoint. Watchpoints of a frame's variable go away with the frame, which stops the program.
func (s *Session) AddWatchpoint(spec WatchSpec) (Watchpoint, error) { return Watchpoint{}, errNotYet }

// UpdateWatchpoint changes a watchpoint's condition, count, commands or whether it is enabled.
func (s *Session) UpdateWatchpoint(id int, change func(*WatchSpec)) (Watchpoint, error) {
	return Watchpoint{}, errNotYet
}

// Watchpoints returns the watchpoints in the order of their identifiers.
func (s *Session) Watchpoints() []Watchpoint { return nil }
