// Package repl is line mode: it reads commands from a terminal, a pipe or files and has package command carry them out.
package repl

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"sync/atomic"
	"unicode"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/debugger/command"
)

// ErrInterrupted is the error of a command, or a file of them, that was given up with Ctrl-C.
var ErrInterrupted = errors.New("interrupted")

// Options are what a REPL needs.
type Options struct {
	// In is where lines come from where there is no terminal to edit them on.
	In io.Reader
	// Screen is where everything is shown.
	Screen *Screen
	// Terminal edits lines on the terminal of the process, with completion and history.
	Terminal bool
	// History is the file that keeps what was typed; "" keeps nothing.
	History string
	// Echo shows prompts and lines that do not come from a terminal.
	Echo bool
	// Height returns the number of lines of the terminal; nil: output is not paged.
	Height func() int
	// Script carries out a file in a scripting language; ok is false where the file is none. nil: there are none.
	Script func(path string) (ok bool, err error)
	// ShareTerminal: the program reads from the terminal too.
	ShareTerminal bool
}

// REPL carries out lines.
type REPL struct {
	s      *debugger.Session
	in     *command.Interp
	opts   Options
	editor editor
	files  []string // being carried out, the innermost last
	begun  int      // how many of them stand for what is typed
	// last is what an empty line repeats.
	last string
	// attended: the command under way was typed, so there is somebody to ask.
	attended   bool
	interrupts atomic.Int32 // from the keyboard, during the command under way
}

// New returns a REPL of a session. Its Interp is made later, with what the REPL provides; see Use.
func New(s *debugger.Session, opts Options) *REPL { return &REPL{s: s, opts: opts} }

// Use sets what carries out commands.
func (r *REPL) Use(in *command.Interp) { r.in = in }

// Confirm asks a question; where nobody is there to ask, the answer is yes.
func (r *REPL) Confirm(question string) bool {
	if !r.opts.Terminal || !r.attended || len(r.files) > 0 {
		return true
	}
	for {
		answer, err := r.editor.ask(question + " (y or n) ")
		switch answer = strings.ToLower(strings.TrimSpace(answer)); {
		case errors.Is(err, io.EOF):
			fmt.Fprintln(r.opts.Screen.Own(), "yes")
			return true
		case err != nil || answer == "n" || answer == "no":
			return false
		case answer == "y" || answer == "yes":
			return true
		}
		fmt.Fprintln(r.opts.Screen.Own(), "Please answer y or n.")
	}
}

// Run reads lines and carries them out until there are no more, or the debugger is to be left. Errors of commands are shown.
func (r *REPL) Run() error {
	if err := r.editor.open(r); err != nil {
		return err
	}
	defer r.editor.close()
	for {
		prompt := r.prompt()
		line, err := r.editor.read(prompt)
		switch {
		case errors.Is(err, errAborted):
			r.last = ""
			r.in.Abandon()
			continue
		case errors.Is(err, io.EOF):
			if r.ended() {
				return nil
			}
			continue
		case err != nil:
			return err
		}
		if !r.opts.Terminal {
			r.echo(line)
		}
		if err := r.typed(prompt, line); errors.Is(err, command.ErrQuit) {
			return nil
		}
	}
}

// prompt returns the prompt in characters that a line editor knows the width of.
func (r *REPL) prompt() string {
	return strings.Map(func(c rune) rune {
		if !unicode.IsPrint(c) {
			return -1
		}
		return c
	}, r.in.Prompt())
}

// ended acts on the end of what is typed, and reports whether the debugger is to be left.
func (r *REPL) ended() bool {
	if !r.opts.Terminal {
		if r.in.Collecting() {
			r.failed(errUnfinished)
		}
		return true
	}
	fmt.Fprintln(r.opts.Screen.Own())
	if r.in.Collecting() {
		_ = r.typed(r.prompt(), "end") // it shows its error
		return false
	}
	return errors.Is(r.typed(r.prompt(), "quit"), command.ErrQuit)
}

// typed carries out a line that a person typed. An empty one repeats the one before, where that makes sense.
func (r *REPL) typed(prompt, line string) error {
	if strings.TrimSpace(line) == "" && r.opts.Terminal && !r.in.Collecting() {
		if line = r.last; line == "" {
			return nil
		}
	} else {
		r.last = r.in.Again(line)
	}
	r.in.Typed(line)
	r.attended = true
	defer func() { r.attended = false }()
	return r.perform(line)
}

// Do carries out a line that was given on the command line.
func (r *REPL) Do(line string) error {
	r.echo(line)
	r.in.Typed(line)
	return r.perform(line)
}

// Await waits for a program that runs already, and shows where it stops.
func (r *REPL) Await() error {
	defer r.interruptible()()
	stop, err := r.Wait()
	if err == nil {
		r.in.PrintStop(stop)
	}
	return err
}

// perform carries out a line, and shows its error.
func (r *REPL) perform(line string) error {
	defer r.interruptible()()
	r.page(true)
	err := r.in.Run(line)
	r.page(false)
	if err != nil && !errors.Is(err, command.ErrQuit) && !errors.Is(err, errUnwanted) {
		r.failed(err)
	}
	return err
}

// failed shows an error.
func (r *REPL) failed(err error) {
	text := err.Error() + "\n"
	_, _ = io.WriteString(r.opts.Screen.Own(), text) // where this cannot be written, nothing can
	r.in.Failed(text)
}

// echo shows a line that was not typed on a terminal.
func (r *REPL) echo(line string) {
	if r.opts.Echo {
		fmt.Fprintf(r.opts.Screen.Own(), "%s%s\n", r.prompt(), line)
	}
}
