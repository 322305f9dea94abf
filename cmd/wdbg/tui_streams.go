package main

import (
	"io"
	"os"
	"sync"
	"sync/atomic"

	"github.com/spf13/cobra"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/repl"
	"github.com/wdbg/wdbg/tui"
)

// wholeTerminal is the interface on the whole terminal, which line mode takes turns with.
type wholeTerminal struct {
	in, out *os.File
	// feed and model are nil where there is no terminal.
	feed   *tui.Feed
	model  *tui.Model
	own    *outlet // of line mode
	stdin  *typedStdin
	on     atomic.Bool // the interface is shown, or about to be
	wanted bool        // line mode was left for it
	noted  bool        // it was said where the program's input is typed
	// restarted: the program was started again while the interface was not shown.
	restarted atomic.Bool
}

// prepare makes the streams of line mode and of the interface.
func (d *debugging) prepare(cmd *cobra.Command) error {
	stdout, stderr := cmd.OutOrStdout(), cmd.ErrOrStderr()
	if d.tui && !d.terminal {
		return usagef("the whole terminal cannot be shown: standard input and output have to be a terminal; 'wdbg debug' works without one")
	}
	if !d.terminal {
		d.screen = newScreen(stdout, stderr)
		return nil
	}
	w := &d.whole
	w.in, w.out = cmd.InOrStdin().(*os.File), stdout.(*os.File) // as they are terminals
	w.feed = tui.NewFeed()
	w.own = &outlet{to: stdout}
	d.screen = repl.NewScreen(w.own, stderr, isTerminal(stderr))
	return nil
}

// enter has all that is written go to the interface.
func (w *wholeTerminal) enter(d *debugging) {
	if w.on.Swap(true) {
		return
	}
	w.own.set(w.model.Out())
	if w.stdin != nil {
		w.stdin.Nobody(nil)
	}
	if w.restarted.Swap(false) {
		w.feed.Notify(debugger.RestartEvent{})
	}
	if st := d.session.State(); st == debugger.Stopped || st == debugger.Ended {
		if stop := d.interp.LastStop(); stop != nil {
			w.feed.Notify(debugger.StopEvent{Stop: stop})
		}
	}
}

// leave has what is written go to line mode again.
func (w *wholeTerminal) leave() {
	w.own.set(w.out)
	w.on.Store(false)
}

// guard returns what gives the terminal back where a goroutine of the session fails; nil where nothing takes it.
func (d *debugging) guard() func() {
	if d.whole.feed == nil {
		return nil
	}
	return d.whole.feed.Guard
}

// takes reports whether an event is for the interface, which gets it.
func (w *wholeTerminal) takes(e debugger.Event) bool {
	if !w.on.Load() {
		if _, ok := e.(debugger.RestartEvent); ok {
			w.restarted.Store(true)
		}
		return false
	}
	w.feed.Notify(e)
	return true
}

// outlet is a writer that leads elsewhere when it is told to.
type outlet struct {
	mu sync.Mutex
	to io.Writer
}

func (o *outlet) Write(p []byte) (int, error) {
	o.mu.Lock()
	to := o.to
	o.mu.Unlock()
	return to.Write(p)
}

func (o *outlet) set(to io.Writer) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.to = to
}

// both takes the program's output: the interface keeps all of it; line mode shows it while that is on.
type both struct {
	kept, line io.Writer
	whole      *atomic.Bool
}

func (b both) Write(p []byte) (int, error) {
	n, err := b.kept.Write(p)
	if err == nil && !b.whole.Load() {
		n, err = b.line.Write(p)
	}
	return n, err
}

// stdout returns where the program's standard output goes.
func (d *debugging) stdout() io.Writer {
	if d.whole.feed == nil {
		return d.screen.Stdout()
	}
	return both{d.whole.feed.Stdout(), d.screen.Stdout(), &d.whole.on}
}

// stderr returns where the program's standard error goes.
func (d *debugging) stderr() io.Writer {
	if d.whole.feed == nil {
		return d.screen.Stderr()
	}
	return both{d.whole.feed.Stderr(), d.screen.Stderr(), &d.whole.on}
}

// typedStdin is a standard input that is typed in the interface. Until that has been shown it is empty.
type typedStdin struct {
	*tui.Input
	empty *emptyStdin
}

// typedStdin returns what the program reads: typed in the interface where there is one.
func (d *debugging) typedStdin(empty *emptyStdin) io.Reader {
	w := &d.whole
	if w.feed == nil {
		return empty
	}
	w.stdin = &typedStdin{w.feed.Stdin(), empty}
	w.stdin.Nobody(func() { _, _ = empty.Read(nil) })
	return w.stdin
}

// Seek begins anew: the program was restarted.
func (t *typedStdin) Seek(offset int64, whence int) (int64, error) {
	_, _ = t.empty.Seek(offset, whence)
	return t.Input.Seek(offset, whence)
}

// workingDir returns the current directory; paths are shown in full without it.
func workingDir() string {
	dir, _ := os.Getwd()
	return dir
}
