// Package repl is line mode: it reads commands from a terminal, a pipe or files and has package command carry them out.
package repl

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/debugger/command"
)

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
	// last is what an empty line repeats.
	last string
}

// New returns a REPL of a session. Its Interp is made later, with what the REPL provides; see Use.
func New(s *debugger.Session, opts Options) *REPL { return &REPL{s: s, opts: opts} }

// Use sets what carries out commands.
func (r *REPL) Use(in *command.Interp) { r.in = in }

// Wait waits until the program stands still. An interrupt from the keyboard meanwhile interrupts the program.
func (r *REPL) Wait() (*debugger.Stop, error) {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt)
	done := make(chan struct{})
	defer close(done)
	defer signal.Stop(signals)
	if r.opts.ShareTerminal {
		defer r.editor.lend()()
	}
	go func() {
		for {
			select {
			case <-done:
				return
			case <-signals:
				_ = r.s.Interrupt() // where it has stopped by itself there is nothing to do
			}
		}
	}()
	return r.s.Wait(context.Background())
}

// Confirm asks a question; without a terminal the answer is yes.
func (r *REPL) Confirm(question string) bool {
	if !r.opts.Terminal || len(r.files) > 0 {
		return true
	}
	answer, err := r.editor.read(question + " (y or n) ")
	answer = strings.ToLower(strings.TrimSpace(answer))
	return err == nil && (answer == "y" || answer == "yes")
}

// Run reads lines and carries them out until there are no more, or the debugger is to be left. Errors of commands are shown.
func (r *REPL) Run() error {
	if err := r.editor.open(r); err != nil {
		return err
	}
	defer r.editor.close()
	for {
		line, err := r.editor.read(r.in.Prompt())
		switch {
		case errors.Is(err, errAborted):
			r.last = ""
			continue
		case errors.Is(err, io.EOF):
			if r.opts.Terminal {
				fmt.Fprintln(r.opts.Screen.Own())
			}
			return nil
		case err != nil:
			return err
		}
		if r.opts.Echo && !r.opts.Terminal {
			fmt.Fprintf(r.opts.Screen.Own(), "%s%s\n", r.in.Prompt(), line)
		}
		if err := r.typed(line); errors.Is(err, command.ErrQuit) {
			return nil
		}
	}
}

// typed carries out a line that a person typed. An empty one repeats the one before, where that makes sense.
func (r *REPL) typed(line string) error {
	if strings.TrimSpace(line) == "" && r.opts.Terminal {
		if line = r.last; line == "" {
			return nil
		}
	} else {
		r.last = r.in.Again(line)
	}
	r.opts.Screen.page(r.pageHeight(), func() bool { return r.more() })
	err := r.in.Run(line)
	r.opts.Screen.page(0, nil)
	if err != nil && !errors.Is(err, command.ErrQuit) {
		fmt.Fprintf(r.opts.Screen.Own(), "%v\n", err)
	}
	return err
}

// Do carries out a line that was given on the command line.
func (r *REPL) Do(line string) error {
	if r.opts.Echo {
		fmt.Fprintf(r.opts.Screen.Own(), "%s%s\n", r.in.Prompt(), line)
	}
	err := r.in.Run(line)
	if err != nil && !errors.Is(err, command.ErrQuit) {
		fmt.Fprintf(r.opts.Screen.Own(), "%v\n", err)
	}
	return err
}

// pageHeight returns after how many lines output stops; 0 for never.
func (r *REPL) pageHeight() int {
	if !r.opts.Terminal || r.opts.Height == nil {
		return 0
	}
	if n := r.in.Height(); n >= 0 {
		return n
	}
	return r.opts.Height()
}

// more asks whether to show more of a long output.
func (r *REPL) more() bool {
	answer, err := r.editor.read("-- more: Enter, or q to stop -- ")
	return err == nil && !strings.HasPrefix(strings.ToLower(strings.TrimSpace(answer)), "q")
}
