package repl

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"syscall"

	"github.com/wdbg/wdbg/debugger"
)

// errUnwanted is the error of a command whose output nobody wants to see the rest of.
var errUnwanted = errors.New("the rest is not wanted")

// statusInterrupt is the exit status of a debugger that is left by force.
const statusInterrupt = 130

// interruptible makes interrupts from the keyboard stop the program, or the command that is under way; the result undoes it. The third
// one leaves the debugger: what the first did not stop will not stop.
func (r *REPL) interruptible() (undo func()) {
	r.interrupts.Store(0)
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt)
	if r.opts.Terminal {
		// ctrl+\, which goes to line mode from the whole terminal, would end the debugger with a trace of itself.
		signal.Notify(signals, syscall.SIGQUIT)
	}
	done := make(chan struct{})
	r.s.Go(func() {
		for {
			select {
			case <-done:
				return
			case <-signals:
				if r.opts.ShareTerminal {
					r.opts.Screen.typed() // ^C was shown
				}
				if r.interrupts.Add(1) > 2 {
					r.editor.close()
					os.Exit(statusInterrupt)
				}
				r.s.Go(func() { _ = r.s.Interrupt() }) // where nothing runs there is nothing to interrupt
			}
		}
	})
	return func() {
		signal.Stop(signals)
		close(done)
	}
}

// Interrupted reports whether the last command was given up with Ctrl-C.
func (r *REPL) Interrupted() bool { return r.interrupts.Load() > 0 }

// Forget forgets an interrupt of a command that is over, for another front end that has the REPL carry out files.
func (r *REPL) Forget() { r.interrupts.Store(0) }

// Stop is the error of a command that shall not go on; nil where it shall.
func (r *REPL) Stop() error {
	switch {
	case r.Interrupted():
		return ErrInterrupted
	case r.opts.Screen.dropping():
		return errUnwanted
	}
	return nil
}

// Wait waits until the program stands still. An interrupt from the keyboard meanwhile interrupts the program.
func (r *REPL) Wait() (*debugger.Stop, error) {
	if r.opts.ShareTerminal {
		defer r.editor.lend()()
	}
	// What the program writes is not paged, nor is what is said about it meanwhile.
	paged := r.opts.Screen.paging()
	r.page(false)
	defer r.page(paged)
	if r.Interrupted() { // before it ran
		_ = r.s.Interrupt()
	}
	return r.s.Wait(context.Background())
}
