package target

import "github.com/wdbg/wdbg/wasm"

// ThreadID identifies a thread of the program for as long as the target exists.
type ThreadID int

// AnyThread stands for all threads.
const AnyThread ThreadID = -1

// InstanceID identifies an instance of a module: its position in Inspect.Instances.
type InstanceID int

// NoInstance is the instance of what belongs to none: a function of the host.
const NoInstance InstanceID = -1

// Place is an instruction of an instance.
type Place struct {
	Instance InstanceID
	Func     wasm.FuncIndex
	// Offset is where the instruction begins, relative to the beginning of the function's body (its local declarations).
	Offset wasm.FuncOffset
}

// Control runs the program and says where it stops.
type Control interface {
	// Resume runs the program until something stops it. After a stop for Exit or Trap, or with Err, the program does not go on:
	// another Resume returns the same stop.
	Resume(r Resume) Stop
	// Interrupt makes a Resume in progress stop soon, with Interrupted, also where the program waits in a call of the host.
	// Without a Resume in progress the next one stops at once. It may be called from any goroutine.
	Interrupt()
	// AddBreaks makes the program stop before instructions. It costs the least to add many at once. If one of them
	// cannot be added none is. Adding a Break that is there already is an error.
	AddBreaks(breaks []*Break) error
	// RemoveBreaks undoes AddBreaks; what is not there is passed over.
	RemoveBreaks(breaks []*Break) error
	// Expect says where in a function, in ascending order, breaks are likely to be added soon. A target may make ready for them; nothing else comes of it.
	Expect(inst InstanceID, f wasm.FuncIndex, at []wasm.FuncOffset) error
	// Close ends the program and frees what it holds. Nothing of the target may be used afterwards.
	Close() error
}

// Resume says how far to run.
type Resume struct {
	// Instr stops the program after Thread has executed one instruction: before the next one it is about to execute, in whichever
	// function that is; of any thread where that one ends with it. What else stops the program does so as well. Other threads may run
	// meanwhile.
	Instr bool
	// Alone has only Thread run, until the program stops; the others stand still. Where it waits for one of them it does so until Interrupt is called.
	// When it ends the program stops, with Stepped. A target that cannot do that, as Target.Solo says, lets the others run.
	Alone  bool
	Thread ThreadID
}

// Depths that Break.Depth may have beside those of frames.
const AnyDepth = -1

// Break is a reason to stop before an instruction each time it is about to execute.
type Break struct {
	Place
	// Thread and Depth restrict it to a thread, and to the frame of that Frame.Depth; AnyThread and AnyDepth do not.
	Thread ThreadID
	Depth  int
	// Test, where set, is asked each time: false lets the program go on. A Break whose Test is always false watches without stopping.
	Test func(f Frame) bool
}

// Reason says why the program stopped.
type Reason uint8

// Reasons to stop.
const (
	// Stepped: Resume.Instr is done, or the thread that Resume.Alone runs has ended.
	Stepped Reason = iota
	// AtBreak: before an instruction with Breaks.
	AtBreak
	// Watched: something that is watched has been accessed; the instruction that did it has been executed.
	Watched
	// Interrupted: Interrupt was called.
	Interrupted
	// Thrown: Throw is about to be thrown.
	Thrown
	// HostCalled: a function of the host is about to be called. Its arguments are the topmost operands of the innermost frame, below the
	// index or reference that an indirect call takes.
	HostCalled
	// Loaded: an instance was made, and nothing of it has run.
	Loaded
	// Trapped: the program ended with Trap. All of its frames are still there.
	Trapped
	// Exited: the program ended with the status Exit.
	Exited
	// Failed: the program cannot be run, because of Err: a module cannot be instantiated.
	Failed
)

// Stop says why and where the program stopped. Several reasons may come together: Breaks and Watches may be set whatever
// the Reason is.
type Stop struct {
	Reason Reason
	Thread ThreadID
	// Breaks are those that want to stop here.
	Breaks  []*Break
	Watches []WatchHit
	Throw   *Throw
	// HostCall is the function about to be called, of HostCalled; for Interrupted the one the program waits in, if any.
	HostCall *HostFunc
	Loaded   InstanceID
	Trap     *Trap
	Exit     int
	Err      error
}

// Ended reports whether the program is over: it cannot be resumed.
func (s *Stop) Ended() bool { return s.Reason == Trapped || s.Reason == Exited || s.Reason == Failed }

// Trap says how a program ended abnormally.
type Trap struct {
	// Kind is the trap in a few words, as the specification's tests have them: "out of bounds memory access".
	Kind string
	// Detail states the facts; it may be empty.
	Detail string
	// Exception is what was thrown and not caught.
	Exception *Exception
}

// Error returns kind and facts.
func (t *Trap) Error() string {
	if t.Detail == "" {
		return t.Kind
	}
	return t.Kind + ": " + t.Detail
}
