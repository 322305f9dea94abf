package panes

import (
	"fmt"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/debugger/command"
	"github.com/wdbg/wdbg/internal/debuggee"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/symbols/load"
	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/tui/internal/console"
	"github.com/wdbg/wdbg/tui/internal/frame"
	"github.com/wdbg/wdbg/tui/internal/pane"
)

// desk is a console pane of a program, with what the interface does for it.
type desk struct {
	t      *testing.T
	c      *pane.Context
	p      *consolePane
	k      *console.Console
	s      *debugger.Session
	inbox  chan any
	asked  []any // messages for the interface
	detach func()
}

func newDesk(t *testing.T, path, history string, args ...string) *desk {
	d := &desk{t: t, inbox: make(chan any, 10000)}
	program := &debuggee.Program{Path: path, Args: args}
	d.s = debugger.New(debugger.Config{
		Launch: program.Launch,
		Symbols: func(i target.Instance) (*symbols.Table, []error) {
			m := load.Attach(i.Module, i.Path, load.Options{})
			return m.Table, m.Notes
		},
		Notify: func(e debugger.Event) { d.inbox <- e },
	})
	t.Cleanup(func() { _ = d.s.Close() })
	d.k = console.New(command.New(d.s, command.Options{Dir: debuggee.Root()}), history)
	d.p = newConsole(d.k)
	d.c = &pane.Context{Session: d.s, Active: pane.Console}
	d.detach = d.k.Attach(func(msg any) { d.inbox <- msg })
	t.Cleanup(func() { d.detach() })
	d.p.Resize(d.c, 60, 12)
	if err := d.s.Start(true); err != nil {
		t.Fatal(err)
	}
	d.until("at the program's first instruction")
	return d
}

// hear has the pane hear a message, and keeps what it asks for.
func (d *desk) hear(msg any) {
	switch msg := msg.(type) {
	case debugger.ResumeEvent:
		d.c.State, d.c.Stop = debugger.Running, nil
	case debugger.StopEvent:
		d.c.State, d.c.Stop = debugger.Stopped, msg.Stop
	}
	if cmd := d.p.Hear(d.c, msg); cmd != nil {
		d.asked = append(d.asked, cmd())
	}
}

// wait hears messages until something is so.
func (d *desk) wait(what string, ok func() bool) {
	d.t.Helper()
	limit := time.After(20 * time.Second)
	for !ok() {
		select {
		case msg := <-d.inbox:
			d.hear(msg)
		case <-limit:
			d.t.Fatalf("waited in vain for %s; the pane shows\n%s", what, d.text())
		}
	}
}

// until waits until the pane shows a text and nothing is carried out.
func (d *desk) until(text string) {
	d.t.Helper()
	d.wait(text, func() bool {
		d.p.state = d.k.State()
		return strings.Contains(d.text(), text) && d.p.state.Busy == ""
	})
}

func (d *desk) frame() *frame.Frame {
	f := frame.New(60, 12)
	d.p.Resize(d.c, 60, 12) // as after each message
	d.p.Draw(d.c, f.Area())
	return f
}

func (d *desk) text() string { return d.frame().Text() }

// keys types keys: names in <>, all else as it is.
func (d *desk) keys(text string) {
	d.t.Helper()
	for text != "" {
		k := text[:1]
		if k == "<" {
			k = text[:strings.Index(text, ">")+1]
		}
		text = text[len(k):]
		msg, ok := map[string]tea.KeyPressMsg{
			"<enter>": {Code: tea.KeyEnter}, "<tab>": {Code: tea.KeyTab}, "<up>": {Code: tea.KeyUp}, "<down>": {Code: tea.KeyDown},
			"<esc>": {Code: tea.KeyEscape}, "<ctrl+r>": {Code: 'r', Mod: tea.ModCtrl}, "<ctrl+c>": {Code: 'c', Mod: tea.ModCtrl},
			"<pgup>": {Code: tea.KeyPgUp}, "<bs>": {Code: tea.KeyBackspace}, "<left>": {Code: tea.KeyLeft},
		}[k]
		if !ok {
			msg = tea.KeyPressMsg{Code: rune(k[0]), Text: k}
		}
		if _, done := d.p.Key(d.c, msg); !done {
			d.t.Fatalf("key %s means nothing", k)
		}
	}
}

// await hears messages until the interface is asked for something of a type, and returns that.
func await[T any](d *desk) (msg T) {
	d.t.Helper()
	d.wait(fmt.Sprintf("a %T", msg), func() bool {
		for i, m := range d.asked {
			if found, ok := m.(T); ok {
				msg, d.asked = found, d.asked[i+1:]
				return true
			}
		}
		return false
	})
	return msg
}

const recursion = "debug/steps/recursion_O0.wasm"

// TestConsoleSession: breakpoints, stops, the stack, and what the interface is told.
func TestConsoleSession(t *testing.T) {
	d := newDesk(t, recursion, "")
	d.keys("break fib<enter>")
	d.until("breakpoint 1 in fib")
	d.keys("continue<enter>")
	d.until("breakpoint 1\nfib(n=")
	d.keys("up<enter>")
	if got := await[pane.Select](d); got.Number != 1 {
		t.Errorf("up: asked for %v", got)
	}
	d.c.Focus = pane.Focus{Known: true, Thread: d.c.Stop.Thread, Number: 1}
	d.hear(pane.Focused{})
	// Another frame is selected elsewhere.
	d.c.Focus.Number = 0
	d.hear(pane.Focused{})
	d.keys("frame<enter>")
	d.until("#0 fib(")
	d.asked = nil
	d.keys("print n = 3<enter>")
	d.until("$1 = 3")
	await[pane.Changed](d)
	d.keys("nonsense<enter>")
	d.until("nonsense")
	if got := d.frame().Roles(); !strings.Contains(got, "eeeeeeee") {
		t.Errorf("the error is not shown as one:\n%s", got)
	}
	d.keys("quit<enter>")
	q := await[pane.Confirm](d)
	if !strings.Contains(q.Question, "Quit anyway?") {
		t.Errorf("asked %q", q.Question)
	}
	q.No()
	d.keys("quit<enter>")
	await[pane.Confirm](d).Yes()
	await[pane.Quit](d)
}

// TestConsoleForeignStops: what a key let go on is told to the console, with the commands of breakpoints.
func TestConsoleForeignStops(t *testing.T) {
	d := newDesk(t, recursion, "")
	d.keys("break fib<enter>commands<enter>print n + 100<enter>end<enter>")
	d.until("(wdbg) commands\n> print n + 100\n> end")
	if err := d.s.Continue(); err != nil {
		t.Fatal(err)
	}
	d.until("breakpoint 1\n$1 = 104")
	d.keys("frame<enter>")
	d.until("#0 fib(n=4)")
}

// TestConsoleCompletion: what candidates have in common is typed, then they are shown.
func TestConsoleCompletion(t *testing.T) {
	d := newDesk(t, recursion, "")
	d.keys("contin<tab>")
	d.wait("a completion", func() bool { return d.p.line.Text() == "continue " })
	d.keys("<esc>break fi<tab>")
	d.wait("a completion", func() bool { return strings.HasPrefix(d.p.line.Text(), "break fib") })
	d.keys("<esc><esc>info wat<tab>")
	d.wait("a completion", func() bool { return strings.HasPrefix(d.p.line.Text(), "info watch") })
	d.keys("<esc><esc>d<tab>")
	d.wait("candidates", func() bool { return len(d.p.candidates) > 3 })
	if !strings.Contains(d.text(), "delete") || !strings.Contains(d.frame().Grounds(), "P") {
		t.Errorf("no candidates:\n%s", d.text())
	}
	d.keys("<esc>")
	if len(d.p.candidates) != 0 || d.p.line.Text() != "d" {
		t.Error("the candidates stay, or the line goes")
	}
}

// TestConsoleHistory: lines come back, from the file too.
func TestConsoleHistory(t *testing.T) {
	file := t.TempDir() + "/wdbg/history"
	d := newDesk(t, recursion, file)
	d.keys("echo one<enter>echo two<enter>show listsize<enter>")
	d.until("listsize = 10")
	d.keys("ec<up>")
	if got := d.p.line.Text(); got != "echo two" {
		t.Errorf("up after a beginning: %q", got)
	}
	d.keys("<up><down><down>")
	if got := d.p.line.Text(); got != "ec" {
		t.Errorf("back at what was typed: %q", got)
	}
	d.keys("<ctrl+r>ech<ctrl+r>")
	if got := d.text(); !strings.Contains(got, "history: ech  echo one") {
		t.Errorf("search:\n%s", got)
	}
	d.keys("<left>!<enter>")
	d.until("on!e")
	d.detach()
	d.detach = func() {}
	again := newDesk(t, recursion, file)
	again.keys("<up>")
	if got := again.p.line.Text(); got != "echo on!e" {
		t.Errorf("from the file: %q", got)
	}
}

// TestConsoleRepeat: an empty line repeats, where that makes sense.
func TestConsoleRepeat(t *testing.T) {
	d := newDesk(t, recursion, "")
	d.keys("break fib<enter>continue<enter>")
	d.until("fib(n=")
	d.keys("<enter>")
	d.until("hit 2 times")
}

// TestConsoleInterrupt: ctrl+c ends what a command waits for.
func TestConsoleInterrupt(t *testing.T) {
	d := newDesk(t, "debug/wait/wait_O0.wasm", "", "loop")
	d.keys("continue<enter>")
	d.wait("the program", func() bool { d.p.state = d.k.State(); return d.c.State == debugger.Running && d.p.state.Busy != "" })
	if got := d.p.Title(d.c); got != "console: continue" {
		t.Errorf("title %q", got)
	}
	d.keys("<ctrl+c>")
	d.until("interrupted")
}

// TestConsoleSizes: nothing is too small.
func TestConsoleSizes(t *testing.T) {
	d := newDesk(t, recursion, "")
	d.keys("help<enter>d<tab>")
	d.wait("candidates", func() bool { return len(d.p.candidates) > 3 })
	for _, size := range [][2]int{{0, 0}, {1, 1}, {8, 2}, {1, 40}, {40, 1}, {3, 3}, {500, 200}} {
		f := frame.New(size[0], size[1])
		d.p.Resize(d.c, size[0], size[1])
		for _, action := range []string{pane.Up, pane.PageUp, pane.Top, pane.HalfDown, pane.PageDown, pane.Bottom} {
			d.p.Do(d.c, action)
			d.p.Draw(d.c, f.Area())
		}
	}
}
