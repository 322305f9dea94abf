package pane

import (
	tea "charm.land/bubbletea/v2"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/wasm"
)

// What panes ask of the interface, as messages.
type (
	// Select makes a frame the one that all panes are about.
	Select struct {
		Thread target.ThreadID
		Number int
	}
	// ShowSource shows a line of a source file.
	ShowSource struct{ Pos symbols.Pos }
	// ShowCode shows an instruction.
	ShowCode struct {
		Instance target.InstanceID
		At       wasm.FileOffset
	}
	// ShowMemory shows memory.
	ShowMemory struct {
		Instance target.InstanceID
		Memory   wasm.MemoryIndex
		Addr     uint64
		Len      uint64 // 0: not known
	}
	// Open brings a pane to the front, and gives it the keyboard.
	Open struct{ Pane ID }
	// Changed says that the state of the program was written to.
	Changed struct{}
	// Tell shows a text in the last row.
	Tell struct {
		Text  string
		Error bool
	}
	// Ask lets a line be typed in the last row; Done is called with it. Where Done fails with a text for Again, the line stays there.
	Ask struct {
		// Label stands before it; Text is there at first.
		Label, Text string
		// History is a name under which what is typed is remembered.
		History string
		// Complete returns what the word before the cursor, which begins at a byte of the line, may become; nil: nothing.
		Complete func(line string, cursor int) (start int, candidates []string)
		Done     func(text string) tea.Cmd
	}
	// Confirm asks a question that is answered with y or n; No, for any other answer, may be nil.
	Confirm struct {
		Question string
		Yes, No  tea.Cmd
	}
	// Run carries out a command of the console; Quiet does not show the console.
	Run struct {
		Line  string
		Quiet bool
	}
	// Copy puts a text on the clipboard of the terminal. Note is what is told then; "" is "copied".
	Copy struct{ Text, Note string }
	// Do carries out an action of the interface, or of the active pane, by its name.
	Do struct{ Action string }
	// Quit leaves the interface.
	Quit struct{}
	// Watch adds an expression to those that are watched.
	Watch struct{ Text string }
)

// Send returns what sends a message.
func Send(msg tea.Msg) tea.Cmd { return func() tea.Msg { return msg } }

// Fail shows an error in the last row.
func Fail(err error) tea.Cmd {
	if err == nil {
		return nil
	}
	return Send(Tell{Text: err.Error(), Error: true})
}

// Call returns what calls a method of the session, and shows its error.
func Call(c *Context, f func(s *debugger.Session) error) tea.Cmd {
	s := c.Session
	return func() tea.Msg {
		if err := f(s); err != nil {
			return Tell{Text: err.Error(), Error: true}
		}
		return nil
	}
}

// Find returns what looks something up in the program, within Session.Peek, and sends the message with what was found, or shows the error.
func Find(c *Context, f func(v *debugger.View) (tea.Msg, error)) tea.Cmd {
	s := c.Session
	return func() tea.Msg {
		var msg tea.Msg
		err := s.Peek(func(v *debugger.View) (err error) {
			msg, err = f(v)
			return err
		})
		if err != nil {
			return Tell{Text: err.Error(), Error: true}
		}
		return msg
	}
}

// Edit returns what changes the state of the program, within Session.Inspect, and has everything read again.
func Edit(c *Context, f func(v *debugger.View) error) tea.Cmd {
	s := c.Session
	return func() tea.Msg {
		if err := s.Inspect(f); err != nil {
			return Tell{Text: err.Error(), Error: true}
		}
		return Changed{}
	}
}
