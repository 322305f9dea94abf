// Package target is the debug protocol: what a program under control can be told and asked, in words that every runtime
// has. An adapter in a package below speaks it for one runtime; the debugger knows nothing else of them.
//
// A Target is a struct of small interfaces. Control and Inspect are always there; the others are nil where a
// target cannot do what they are for, so that what a front end may offer is a comparison with nil.
//
// One goroutine at a time uses a target. The exceptions are Control.Interrupt, which may be called at any
// time, and the callbacks (Break.Test, Watch.Test, Catches), which run on the goroutine that called Resume, while the program
// stands still: they may use Inspect and Mutator, and nothing that would resume the program or change what stops it.
package target

// Target is a program under control.
type Target struct {
	Control
	Inspect
	// Mutate changes the program's state.
	Mutate Mutator
	// Watch stops the program where it reads or writes something.
	Watch Watcher
	// Catch stops the program at events other than places.
	Catch Catcher
	// Call calls functions of the program while it stands still.
	Call Caller
	// Jump moves frames to other instructions while the program stands still.
	Jump Jumper
	// Solo says that Resume.Alone is possible.
	Solo bool
	// Objects are the garbage-collected objects of the program.
	Objects Objects
}
