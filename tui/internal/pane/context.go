package pane

import (
	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/symbols/srcfile"
	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/wasm"
)

// Context is what panes know of the program, and of each other. They do not change it.
type Context struct {
	Session *debugger.Session
	// Sources finds the text of source files; Dir is the current directory: files below it are named without it.
	Sources *srcfile.Finder
	Dir     string
	State   debugger.State
	// Stop is why the program stands still; nil while it runs.
	Stop *debugger.Stop
	// Stops counts the stops: what was read at another one may differ.
	Stops uint64
	// Version is another one each time that something which can be read from the program may have changed: after a stop,
	// when something was written to, or another frame was selected.
	Version uint64
	// Focus is the selected frame.
	Focus Focus
	// Breakpoints and the like, as they are now.
	Breakpoints []debugger.Breakpoint
	Watchpoints []debugger.Watchpoint
	Catchpoints []debugger.Catchpoint
	// Starts counts how often the program was started again: then its modules are other ones.
	Starts int
	// Active is the pane that has the keyboard.
	Active ID
	Look   Look
}

// Look is how panes show things, as people want it.
type Look struct {
	// TabWidth is how many columns a tab takes at most; 0 is 4.
	TabWidth int
	// NoNumbers leaves out the numbers of lines, NoInline the values of variables behind them, NoSyntax their colours.
	NoNumbers, NoInline, NoSyntax bool
}

// Tab returns how many columns a tab takes at most.
func (l *Look) Tab() int {
	if l.TabWidth <= 0 {
		return 4
	}
	return l.TabWidth
}

// Stands reports whether the program can be read: it stands still, or has ended and left something to look at.
func (c *Context) Stands() bool {
	return c.Stop != nil && (c.State == debugger.Stopped || c.State == debugger.Ended)
}

// Focus is the frame that panes are about.
type Focus struct {
	// Known is false where the program is in no function.
	Known  bool
	Thread target.ThreadID
	Number int
	ID     debugger.FrameID
	// Func is the name of its function, Pos its place in the source, Decl where the function is declared.
	Func      string
	Pos, Decl symbols.Pos
	// Inlined says that the call has no frame of its own in the machine; Host that the function is the host's. Then it has no code.
	Inlined, Host bool
	Instance      target.InstanceID
	Module        *wasm.Module
	FuncIndex     wasm.FuncIndex
	At            wasm.FileOffset
	Place         target.Place
	// Threads is how many threads there are, Frames how many frames the thread of the frame has at least.
	Threads, Frames int
}

// HasSource reports whether the frame's line is known.
func (f *Focus) HasSource() bool { return f.Known && f.Pos.IsValid() }
