package panes_test

import (
	"context"
	"flag"
	"fmt"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/internal/debuggee"
	"github.com/wdbg/wdbg/internal/fixture"
	"github.com/wdbg/wdbg/internal/golden"
	"github.com/wdbg/wdbg/tui/internal/frame"
	"github.com/wdbg/wdbg/tui/internal/pane"
)

var update = flag.Bool("update", false, "write what tests compare with")

// player does with one pane what the interface does, one thing after the other, and writes down what is seen.
type player struct {
	t    *testing.T
	s    *debugger.Session
	c    pane.Context
	p    pane.Pane
	have any
	w, h int
	// asked is the line that is being typed, told what was said last, sent all other messages.
	asked *pane.Ask
	told  *pane.Tell
	sent  []tea.Msg
	seen  strings.Builder
}

// play starts a program, which stands before its first instruction.
func play(t *testing.T, prog *debuggee.Program, p pane.Pane) *player {
	t.Helper()
	prog.Formatters = fixture.Formatters(fixture.Read(t, prog.File()))
	pl := unstarted(t, prog, p)
	if err := pl.s.Start(true); err != nil {
		t.Fatal(err)
	}
	pl.wait()
	return pl
}

func unstarted(t *testing.T, prog *debuggee.Program, p pane.Pane) *player {
	s := prog.Session(t)
	pl := &player{t: t, s: s, p: p, c: pane.Context{Session: s, Active: p.ID()}, w: 60, h: 14}
	p.Resize(&pl.c, pl.w, pl.h)
	return pl
}

// wait waits for the stop, and reads what there is to see.
func (pl *player) wait() {
	pl.t.Helper()
	stop, err := pl.s.Wait(context.Background())
	if err != nil {
		pl.t.Fatal(err)
	}
	pl.c.State, pl.c.Stop = pl.s.State(), stop
	pl.c.Stops++
	pl.frame(0)
}

// at continues to a mark of a source below testdata.
func (pl *player) at(source, mark string) {
	pl.t.Helper()
	points, err := fixture.ReadPoints(filepath.Join(debuggee.Root(), filepath.FromSlash(source)))
	if err != nil {
		pl.t.Fatal(err)
	}
	for _, p := range points {
		if p.Name == mark {
			pl.to(debugger.BreakpointSpec{File: filepath.Base(p.File), Line: p.Line})
			return
		}
	}
	pl.t.Fatalf("%s has no //@break(%s)", source, mark)
}

// to continues to a breakpoint.
func (pl *player) to(spec debugger.BreakpointSpec) {
	pl.t.Helper()
	b, err := pl.s.AddBreakpoint(spec)
	if err != nil {
		pl.t.Fatal(err)
	}
	pl.run(pl.s.Continue())
	if pl.c.Stop.Reason != debugger.ReasonBreakpoint {
		pl.t.Fatalf("stopped for %v", pl.c.Stop.Reason)
	}
	if err := pl.s.RemoveBreakpoint(b.ID); err != nil {
		pl.t.Fatal(err)
	}
}

// run waits after something that had the program go on.
func (pl *player) run(err error) {
	pl.t.Helper()
	if err != nil {
		pl.t.Fatal(err)
	}
	pl.wait()
}

func (pl *player) step(kind debugger.StepKind) {
	pl.t.Helper()
	pl.run(pl.s.Step(debugger.StepSpec{Kind: kind}))
}

// frame selects a frame.
func (pl *player) frame(n int) {
	pl.t.Helper()
	pl.c.Focus = pane.Focus{}
	err := pl.s.Inspect(func(v *debugger.View) error {
		th, ok := v.Thread()
		if !ok {
			return nil
		}
		f, err := v.Frame(th, n)
		if err != nil {
			return nil
		}
		pl.c.Focus = pane.Focus{
			Known: true, Thread: th, Number: n, ID: v.ID(f), Func: v.NameOf(f), Pos: f.Pos, Inlined: f.Inlined, Host: f.IsHost(),
			Instance: f.Instance.ID, Module: f.Instance.Module,
		}
		return nil
	})
	if err != nil {
		pl.t.Fatal(err)
	}
	pl.c.Version++
	pl.settle()
}

// settle reads until the pane is up to date.
func (pl *player) settle() {
	pl.t.Helper()
	for range 10 {
		w := pl.p.Want(&pl.c)
		if w.Key == nil || w.Key == pl.have {
			return
		}
		var result any
		var failed error
		if err := pl.s.Inspect(func(v *debugger.View) error {
			result, failed = w.Read(v)
			return nil
		}); err != nil {
			pl.t.Fatal(err)
		}
		pl.have = w.Key
		pl.take(pl.p.Loaded(&pl.c, result, failed))
	}
	pl.t.Fatal("the pane wants to read again and again")
}

// take does what a pane asks for.
func (pl *player) take(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	switch msg := cmd().(type) {
	case nil:
	case tea.BatchMsg:
		for _, c := range msg {
			pl.take(c)
		}
	case pane.Ask:
		pl.asked = &msg
	case pane.Tell:
		pl.told = &msg
	case pane.Changed:
		pl.frame(pl.c.Focus.Number)
	default:
		pl.sent = append(pl.sent, msg)
		if l, ok := pl.p.(pane.Listener); ok {
			pl.take(l.Hear(&pl.c, msg))
		}
	}
}

// do carries out actions.
func (pl *player) do(actions ...string) {
	pl.t.Helper()
	for _, a := range actions {
		cmd, done := pl.p.Do(&pl.c, a)
		if !done {
			pl.t.Fatalf("the pane has no action %q here", a)
		}
		pl.take(cmd)
		pl.settle()
	}
}

// on puts the cursor on the row that begins with a text.
func (pl *player) on(text string) {
	pl.t.Helper()
	s := pl.p.(pane.Searcher)
	defer s.Search(&pl.c, "", 1, true)
	for i := range 100 {
		if _, ok := s.Search(&pl.c, text, 1, i == 0); !ok {
			break
		}
		f := pl.draw()
		for y, line := range strings.Split(f.Text(), "\n") {
			if c := f.At(0, y); c != nil && c.Ground == frame.CursorRow && strings.HasPrefix(strings.TrimLeft(line, " ▸▾"), text) {
				return
			}
		}
	}
	pl.t.Fatalf("there is no %q in:\n%s", text, pl.draw().Text())
}

// answer types a line where one is asked for.
func (pl *player) answer(text string) {
	pl.t.Helper()
	if pl.asked == nil {
		pl.t.Fatalf("nothing is asked; told %v", pl.told)
	}
	done := pl.asked.Done
	pl.asked, pl.told = nil, nil
	pl.take(done(text))
	pl.settle()
}

func (pl *player) draw() *frame.Frame {
	f := frame.New(pl.w, pl.h)
	pl.p.Draw(&pl.c, f.Area())
	return f
}

// show writes down what is seen: text, then roles.
func (pl *player) show(what string) {
	pl.t.Helper()
	f := pl.draw()
	fmt.Fprintf(&pl.seen, "== %s: %s\n", what, pl.p.Title(&pl.c))
	text, roles := strings.Split(f.Text(), "\n"), strings.Split(f.Roles(), "\n")
	last := len(text) - 1
	for last > 0 && text[last] == "" {
		last--
	}
	for i := range last + 1 {
		fmt.Fprintf(&pl.seen, "%s\n", text[i])
	}
	pl.seen.WriteString("--\n")
	for i := range last + 1 {
		fmt.Fprintf(&pl.seen, "%s\n", roles[i])
	}
	if again := pl.draw(); !reflect.DeepEqual(f, again) {
		pl.t.Errorf("%s: drawn twice it looks different", what)
	}
	for _, size := range [][2]int{{0, 0}, {1, 1}, {8, 2}, {3, 1}} {
		small := frame.New(size[0], size[1])
		pl.p.Resize(&pl.c, size[0], size[1])
		pl.p.Draw(&pl.c, small.Area())
	}
	pl.p.Resize(&pl.c, pl.w, pl.h)
}

// compare compares what was seen with a file of testdata.
func (pl *player) compare(name string) {
	pl.t.Helper()
	golden.Compare(pl.t, *update, filepath.Join("testdata", name+".txt"), pl.seen.String())
}
