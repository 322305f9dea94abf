package debugger

import (
	"github.com/wdbg/wdbg/target"
)

// Reason says why the program stands still.
type Reason uint8

// Reasons. Where several apply, the first in this order that does is the Stop's Reason.
const (
	ReasonFailed     Reason = iota // it cannot be run: Err
	ReasonTrap                     // Trap
	ReasonExit                     // Exit
	ReasonException                // Throw is about to be thrown
	ReasonBreakpoint               // Breakpoints
	ReasonWatchpoint               // Watches
	ReasonHostCall                 // HostCall is about to be called
	ReasonHeap                     // the guest misused its allocator: Text
	ReasonLoad                     // Loaded
	ReasonPause                    // interrupted
	ReasonStep                     // a step, or run to a place, is done
	ReasonEntry                    // nothing has run yet
	ReasonJump                     // a frame was made to go on elsewhere: see Session.Jump
	ReasonRestart                  // a frame begins again: see Session.RestartFrame
)

func (r Reason) String() string {
	return [...]string{"failed", "trap", "exit", "exception", "breakpoint", "watchpoint", "host call", "heap", "module load", "pause", "step", "entry", "jump", "frame restart"}[r]
}

// Stop says why the program stands still.
type Stop struct {
	Reason Reason
	Thread target.ThreadID
	// Breakpoints are the identifiers of those that were hit.
	Breakpoints []int
	Watches     []WatchEvent
	Throw       *target.Throw
	HostCall    *target.HostFunc
	Loaded      target.InstanceID
	Trap        *target.Trap
	Exit        int
	Err         error
	// Returned is what the function returned that a step out left.
	Returned *Returned
	// Text says more, such as what was wrong with a breakpoint's condition, or that a step ended because its frame was left by an exception.
	Text string
	// Ended says that the program cannot be resumed.
	Ended bool
	// hide is how many inlined calls begin at the place of the breakpoints, none of which is about them.
	hide int
}

// WatchEvent is an access to what a watchpoint watches.
type WatchEvent struct {
	ID  int
	Hit target.WatchHit
	// Text is the watched expression; Old and New its value as text. They are equal for a read.
	Text, Old, New string
	// Gone says that the frame which the watched variable belongs to was left, and the watchpoint with it.
	Gone bool
}

// Event is something that happened in a session: one of the types below.
type Event interface{ event() }

// StopEvent: the program stands still.
type StopEvent struct{ Stop *Stop }

// ResumeEvent: the program runs.
type ResumeEvent struct{}

// LogEvent is the message of a log point.
type LogEvent struct {
	Breakpoint int
	Text       string
}

// BreakpointEvent: a breakpoint was added, has changed (its sites, its hits) or was removed.
type BreakpointEvent struct {
	ID      int
	Change  Change
	Message string
}

// Change says what became of something.
type Change uint8

// Changes.
const (
	Added Change = iota
	Changed
	Removed
)

// LoadEvent: an instance of a module was made.
type LoadEvent struct{ Instance target.Instance }

// RestartEvent: the program was started again; instances, threads and frames are other ones.
type RestartEvent struct{}

// NoticeEvent is something a person should know, such as that debug information is stale.
type NoticeEvent struct{ Text string }

func (StopEvent) event()       {}
func (ResumeEvent) event()     {}
func (LogEvent) event()        {}
func (BreakpointEvent) event() {}
func (LoadEvent) event()       {}
func (RestartEvent) event()    {}
func (NoticeEvent) event()     {}
