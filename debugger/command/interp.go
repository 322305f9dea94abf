package command

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/listing"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/symbols/srcfile"
	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/wasm"
)

// ErrQuit is what Run returns when the debugger is to be left.
var ErrQuit = errors.New("quit")

// Options are what an Interp needs of its front end.
type Options struct {
	// Out is where the text goes.
	Out io.Writer
	// Color allows colours.
	Color bool
	// Width returns the number of columns; nil or 0 is no limit.
	Width func() int
	// Sources finds the text of source files; nil shows none.
	Sources *srcfile.Finder
	// Dir is the current directory: files below it are named without it.
	Dir string
	// Wait waits until the program, which a command let go on, stands still.
	Wait func() (*debugger.Stop, error)
	// Confirm asks a person before something is lost; nil: nobody is asked.
	Confirm func(question string) bool
	// Source carries out a file of commands, or a script; nil: the front end has no files.
	Source func(path string) error
	// Stop is polled in commands that take long; its error ends them. nil is allowed.
	Stop func() error
}

// Interp carries out commands.
type Interp struct {
	s        *debugger.Session
	opts     Options
	commands []*Command
	aliases  map[string]string
	settings settings
	log      *transcript

	stop *debugger.Stop // the last one that was shown
	// byInstruction: the stop that comes is after an instruction, which is worth showing.
	byInstruction bool
	// returned is the value of a function that was added to the history last, under this number.
	returned       *debugger.Returned
	returnedNumber int
	// The selected thread and frame. They are those that stopped until others are selected.
	thread    target.ThreadID
	hasThread bool
	frame     int

	// points are the breakpoints, for those who read the program: see inspect.
	points []debugger.Breakpoint
	// queue are commands to be carried out next: those of breakpoints that were hit.
	queue []string
	// collecting is set while the lines of "commands" are typed.
	collecting *collecting

	displays    displays
	listed      listed
	highlighter listing.Highlighter
	examined    examined
	// objects are those that were listed since the program stopped: #1 and so on.
	objects []symbols.Word
	// names are those that completion offers.
	names map[*wasm.Module]*known
}

// New returns what carries out commands on a session.
func New(s *debugger.Session, opts Options) *Interp {
	return &Interp{s: s, opts: opts, commands: table(), aliases: map[string]string{}, settings: defaults()}
}

// SetSource sets what carries out files of commands, for who needs the Interp to make it.
func (in *Interp) SetSource(f func(path string) error) { in.opts.Source = f }

// Attach gives the Interp to another front end, which has other options; the result are those it had. No command may be under way.
func (in *Interp) Attach(opts Options) (before Options) {
	before = in.opts
	in.opts = opts
	return before
}

// Session returns the session.
func (in *Interp) Session() *debugger.Session { return in.s }

// Commands returns the table of commands.
func (in *Interp) Commands() []*Command { return in.commands }

// Add adds a command, or replaces the one of its name.
func (in *Interp) Add(c *Command) {
	for i, old := range in.commands {
		if old.Name() == c.Name() {
			in.commands[i] = c
			return
		}
	}
	in.commands = append(in.commands, c)
}

// Prompt returns what to show before the next line.
func (in *Interp) Prompt() string {
	if in.collecting != nil {
		return "> "
	}
	return in.settings.prompt
}

// Run carries out a line. The error is one line of text; a second and third show the place in an expression. It is ErrQuit
// where the debugger is to be left. The session stays usable after any other.
func (in *Interp) Run(line string) error {
	err := in.run(line)
	for err == nil && len(in.queue) > 0 {
		next := in.queue[0]
		in.queue = in.queue[1:]
		err = in.run(next)
	}
	if err == nil || errors.Is(err, ErrQuit) {
		return err
	}
	in.queue = nil
	return tidy(err)
}

// Capture carries out a line and returns what it shows.
func (in *Interp) Capture(line string) (string, error) {
	var b strings.Builder
	out := in.opts.Out
	in.opts.Out = &b
	defer func() { in.opts.Out = out }()
	err := in.Run(line)
	return b.String(), err
}

// run carries out one line.
func (in *Interp) run(line string) error {
	if in.collecting != nil {
		return in.collect(line)
	}
	line = strings.TrimSpace(line)
	if line == "" || line[0] == '#' {
		return nil
	}
	c, a, err := in.parse(in.expandAlias(line))
	if err != nil {
		return err
	}
	return c.Run(in, a)
}

// Knows reports whether a line is a command.
func (in *Interp) Knows(line string) bool {
	_, _, err := in.parse(in.expandAlias(strings.TrimSpace(line)))
	return err == nil
}

// Select makes a frame the one that commands are about, without showing it.
func (in *Interp) Select(t target.ThreadID, number int) {
	if in.hasThread && in.thread == t && in.frame == number {
		return
	}
	in.frame, in.thread, in.hasThread = number, t, true
	in.listed = listed{}
}

// LastStop returns the stop that commands are about; nil before the first.
func (in *Interp) LastStop() *debugger.Stop { return in.stop }

// Selected returns the frame that commands are about; ok is false where there is none, as the program has not stopped yet.
func (in *Interp) Selected() (t target.ThreadID, number int, ok bool) {
	switch {
	case in.hasThread:
		return in.thread, in.frame, true
	case in.stop != nil:
		return in.stop.Thread, in.frame, true
	}
	return 0, 0, false
}

// Again returns the line that Enter on an empty line stands for after a line; "" where it does nothing.
func (in *Interp) Again(line string) string {
	if in.collecting != nil || strings.TrimSpace(line) == "" {
		return ""
	}
	c, _, err := in.parse(in.expandAlias(strings.TrimSpace(line)))
	if err != nil {
		return ""
	}
	switch c.Repeat {
	case RepeatSame:
		return line
	case RepeatOn:
		return c.Name()
	}
	return ""
}

// tidy makes an error one line of printable text, unless it is one that shows a place.
func tidy(err error) error {
	var at *placedError
	if errors.As(err, &at) {
		return err
	}
	text := err.Error()
	if clean := listing.Clip(printable(text), 1000); clean != text {
		return errors.New(clean)
	}
	return err
}

// confirm asks before something is lost.
func (in *Interp) confirm(format string, args ...any) bool {
	if !in.settings.confirm || in.opts.Confirm == nil {
		return true
	}
	return in.opts.Confirm(fmt.Sprintf(format, args...))
}

// width returns the number of columns that a line may have; 0 is no limit.
func (in *Interp) width() int {
	if in.settings.width > 0 {
		return in.settings.width
	}
	if in.settings.width == 0 || in.opts.Width == nil {
		return 0
	}
	return in.opts.Width()
}

// printf writes to the front end, and to the transcript.
func (in *Interp) printf(format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	fmt.Fprint(in.opts.Out, text)
	in.record(text)
}

// paint colours text where that is wanted.
func (in *Interp) paint(c listing.Color, s string) string {
	return listing.Painter(in.opts.Color).Paint(c, s)
}

func printable(s string) string { return symbols.Printable(s) }
