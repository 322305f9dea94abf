// Package pane is the contract between the panes of the terminal interface and what shows them, with the parts that
// several panes are made of.
package pane

import (
	tea "charm.land/bubbletea/v2"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/tui/internal/frame"
)

// ID identifies a pane: its name in layouts and in the configuration.
type ID string

// Panes.
const (
	Source    ID = "source"
	Code      ID = "code"
	Machine   ID = "machine"
	Stack     ID = "stack"
	Variables ID = "variables"
	Watches   ID = "watches"
	Memory    ID = "memory"
	Points    ID = "points"
	Output    ID = "output"
	Console   ID = "console"
	Heap      ID = "heap"
)

// Pane is a part of the screen that shows one aspect of the program. All of its methods are called by one goroutine. Draw
// changes nothing: what a pane shows is decided by the other methods.
type Pane interface {
	ID() ID
	// Title is what stands above the pane.
	Title(c *Context) string
	// Actions are those that it has beside the common ones.
	Actions() []Action
	// Resize tells it the size of the area that it is drawn on. A pane that is seen is told after each message: what others change meanwhile is
	// looked at there, not in Draw.
	Resize(c *Context, width, height int)
	// Want says what the pane has to read from the program to be up to date: the zero Want for nothing.
	Want(c *Context) Want
	// Loaded takes what a Want has read.
	Loaded(c *Context, result any, err error) tea.Cmd
	// Do carries out an action; done is false for one that it does not have.
	Do(c *Context, action string) (cmd tea.Cmd, done bool)
	// Mouse is told of what the mouse does within the area.
	Mouse(c *Context, m Mouse) tea.Cmd
	// Draw draws the pane.
	Draw(c *Context, a frame.Area)
}

// Want is what a pane has to read.
type Want struct {
	// Key says what it is; it must be comparable. What has been read for a key is not read again. nil: nothing is wanted.
	Key any
	// Read reads it. It is called within Session.Inspect, or Session.Peek where Peek is set, on another goroutine than the pane's, and must use
	// nothing of the pane's that may change. What it returns must not read the program any more.
	Read func(v *debugger.View) (any, error)
	Peek bool
}

// Typist is a pane into which text can be typed.
type Typist interface {
	Pane
	// Typing reports whether keys that are characters are text at present.
	Typing() bool
	// Key is told of a key while it is typing; done is false for one that means nothing there.
	Key(c *Context, k tea.KeyPressMsg) (cmd tea.Cmd, done bool)
	// Paste inserts a text.
	Paste(c *Context, text string) tea.Cmd
}

// Searcher is a pane in which text can be looked for.
type Searcher interface {
	Pane
	// Search goes to the next place, in the direction of by (1 or -1), that contains a text; "" ends the search. From says whether
	// the place of the cursor counts. It reports whether there is one.
	Search(c *Context, text string, by int, from bool) (cmd tea.Cmd, found bool)
}

// Listener is a pane that wants to know of messages which are not for it alone: those of this package, events of the session.
type Listener interface {
	Pane
	Hear(c *Context, msg tea.Msg) tea.Cmd
}

// Mouse is what the mouse does.
type Mouse struct {
	// X and Y are in cells of the pane's area.
	X, Y int
	Kind MouseKind
	// Wheel is how many rows the wheel turns, down being positive.
	Wheel int
}

// MouseKind is a kind of what the mouse does.
type MouseKind uint8

// Kinds.
const (
	Click MouseKind = iota
	DoubleClick
	RightClick
	Wheel
	Drag // moved with the button held, after a Click in the same pane
)

// Action is something that a person can do.
type Action struct {
	// Name is its name in the configuration: "step-over".
	Name string
	// Keys are those that do it, as package tea names them, unless the configuration has others.
	Keys []string
	// Help says in a few words what it does, Short in one or two, for the footer; "" leaves it out there.
	Help, Short string
}
