package debugger

import (
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/target"
)

// BreakpointSpec is what a breakpoint shall be.
type BreakpointSpec struct {
	// Location says where, in the syntax of locations (see Locate). For a source breakpoint that was not typed, File and Line may be
	// given instead; Column 0 means any.
	Location     string
	File         string
	Line, Column int
	// From is the frame that relative locations ("+3", "12") refer to; nil for the one that stopped.
	From *FrameID

	Disabled  bool
	Temporary bool // removed when it is hit
	// Condition is an expression; where it is not zero the program stops.
	Condition string
	// HitCondition compares the number of hits: "> 5", "% 10", "== 3", ">= 2", "7" (the same as >= 7).
	HitCondition string
	// Ignore is how many of the next hits do not count.
	Ignore int
	// Log is a message with {expressions}: instead of stopping, it is told as a LogEvent.
	Log string
	// Thread restricts it; nil is all.
	Thread *target.ThreadID
	// AllowPending: a place that no loaded module has is no error.
	AllowPending bool
	// Commands are for front ends that carry them out after a stop.
	Commands []string
}

// Breakpoint is a breakpoint as it is now.
type Breakpoint struct {
	ID int
	BreakpointSpec
	// Hits counts how often it was reached with its condition true.
	Hits  uint64
	Sites []Site
	// Pending: no module that is loaded has the place. Message says why, or what else a person should know, such as that it was moved.
	Pending bool
	Message string
}

// Site is a place in the code where a breakpoint stops.
type Site struct {
	Place target.Place
	Pos   symbols.Pos // of the code there; it may be after the line asked for
	Func  string
	// Prologue says that the place is behind the prologue of the function that the line begins.
	Prologue bool
	// Inlined says that Func is inlined there.
	Inlined bool
	// hide is how many calls inlined into Func begin there: the program stops before them.
	hide int
	// note says how the place differs from what was asked for, where a jump goes there.
	note string
}
