package dap

import (
	"context"
	"errors"
	"io"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/debugger/command"
	"github.com/wdbg/wdbg/target"
)

// console carries out commands, on a goroutine of its own: a command may wait for the program, and the client must be heard meanwhile.
type console struct {
	c    *conn
	in   *command.Interp // belongs to the console's goroutine
	mail *mailbox
	// words says things about stops; it belongs to the connection's goroutine.
	words *command.Interp

	mu      sync.Mutex
	giveUp  context.CancelFunc // of the command that waits for the program
	awaited *debugger.Stop     // for which one did
	out     io.Writer          // of the command under way
	closed  atomic.Bool
	request atomic.Pointer[request] // whose command is under way
	// lines: the next lines are those of "commands".
	lines atomic.Bool
}

// errGivenUp is the error of a command that no longer waits for the program.
var errGivenUp = errors.New("the program runs")

func newConsole(c *conn) *console {
	k := &console{c: c, mail: newMailbox()}
	opts := command.Options{
		Out: consoleWriter{k}, Color: c.client.SupportsANSIStyling, Sources: c.program.Sources, Dir: c.program.Dir,
		Wait: k.wait, Stop: k.stopped,
	}
	plain := opts
	plain.Out, plain.Color, plain.Wait, plain.Stop = io.Discard, false, nil, nil
	k.words = command.New(c.session, plain)
	k.in = command.New(c.session, opts)
	if f := c.program.Source; f != nil {
		k.in.SetSource(f(k.in, consoleWriter{k}))
	}
	go k.serve()
	return k
}

// serve does the console's work.
func (k *console) serve() {
	for f := k.mail.next(); f != nil; f = k.mail.next() {
		f()
	}
}

// consoleWriter takes what commands show.
type consoleWriter struct{ k *console }

func (w consoleWriter) Write(p []byte) (int, error) {
	w.k.mu.Lock()
	out := w.k.out
	w.k.mu.Unlock()
	if out == nil {
		out = guest{w.k.c, "console"}
	}
	return out.Write(p)
}

func (k *console) stopped() error {
	if r := k.request.Load(); k.closed.Load() || r != nil && r.stop() != nil {
		return errCancelled
	}
	return nil
}

// wait waits until the program stands still, or nobody wants to.
func (k *console) wait() (*debugger.Stop, error) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	k.mu.Lock()
	k.giveUp = cancel
	k.mu.Unlock()
	if k.stopped() != nil {
		cancel()
	}
	stop, err := k.c.session.Wait(ctx)
	k.mu.Lock()
	k.giveUp, k.awaited = nil, stop
	k.mu.Unlock()
	if errors.Is(err, context.Canceled) {
		return nil, errGivenUp
	}
	return stop, err
}

// waitedFor reports whether a command has waited, or does, for a stop.
func (k *console) waitedFor(stop *debugger.Stop) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.giveUp != nil || k.awaited == stop
}

// abandon has a command that waits for the program wait no longer.
func (k *console) abandon() {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.giveUp != nil {
		k.giveUp()
	}
}

// run carries out lines, whose output goes to the client as it comes, and then calls done on the connection's goroutine.
func (k *console) run(lines []string, done func(err error)) {
	if len(lines) == 0 {
		done(nil)
		return
	}
	k.mail.post(func() {
		var err error
		for _, line := range lines {
			if err = k.in.Run(line); err != nil {
				break
			}
		}
		k.finish(func() { done(notQuit(err)) })
	})
}

// eval carries out a line with a frame selected, and then calls done on the connection's goroutine with what was shown.
func (k *console) eval(r *request, line string, stop *debugger.Stop, frame *selection, done func(text string, err error)) {
	k.abandon()
	k.mail.post(func() {
		k.request.Store(r)
		defer k.request.Store(nil)
		var b strings.Builder
		k.setOut(&b)
		if stop != nil {
			k.in.Stopped(stop)
		}
		if frame != nil {
			k.in.Select(frame.thread, frame.number)
		}
		err := errCancelled
		k.c.pending.during(r, k.interrupt, func() { err = k.in.Run(line) })
		k.setOut(nil)
		k.lines.Store(k.in.Collecting())
		if errors.Is(err, errGivenUp) {
			err = nil
		}
		k.finish(func() { done(b.String(), err) })
	})
}

// selection is a frame that commands are about.
type selection struct {
	thread target.ThreadID
	number int
}

func (k *console) setOut(w io.Writer) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.out = w
}

// finish calls a function on the connection's goroutine, unless the program was left meanwhile.
func (k *console) finish(f func()) {
	k.c.mail.post(func() {
		if k.c.console == k {
			k.c.mail.let(f)
		}
	})
}

// collecting reports whether the next line belongs to a command that was begun.
func (k *console) collecting() bool { return k.lines.Load() }

func notQuit(err error) error {
	if errors.Is(err, command.ErrQuit) || errors.Is(err, errGivenUp) {
		return nil
	}
	return err
}

// interrupt ends what the command under way waits for: the program, or one of its functions. A program that runs goes on.
func (k *console) interrupt() {
	k.abandon()
	if t := k.c.target.Load(); t != nil {
		t.Interrupt()
	}
}

// close ends the console.
func (k *console) close() {
	k.closed.Store(true)
	k.interrupt()
	k.mail.close()
}
