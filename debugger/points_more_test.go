package debugger_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/target"
)

// breakpoint returns a breakpoint as it is now.
func (p *program) breakpoint(id int) debugger.Breakpoint {
	p.t.Helper()
	for _, b := range p.Breakpoints() {
		if b.ID == id {
			return b
		}
	}
	p.t.Fatalf("there is no breakpoint %d", id)
	return debugger.Breakpoint{}
}

// TestOpeningLine stops where a function's parameters have their values, although its first line was asked for.
func TestOpeningLine(t *testing.T) {
	p := newProgram(t, "debug/watch/watch_O0.wasm")
	p.start()
	body := markLine(t, watchC, "count") - 1
	for opening := body - 2; opening < body; opening++ {
		b := p.breakAt(fmt.Sprintf("watch.c:%d", opening))
		if len(b.Sites) != 1 || b.Sites[0].Pos.Line != body {
			t.Errorf("%+v", b.Sites)
		}
		if b.Message == "" {
			t.Error("the breakpoint is elsewhere, and does not say so")
		}
	}
	p.resume(debugger.ReasonBreakpoint)
	p.inspect(func(v *debugger.View, top *debugger.Frame) {
		if got := evaluated(v, top, "n"); got != "3" {
			t.Errorf("n is %s", got)
		}
	})
}

// TestMoreLocations finds lines of functions, and says what is nearest to offsets that are none.
func TestMoreLocations(t *testing.T) {
	p := newProgram(t, "debug/watch/watch_O0.wasm")
	p.start()
	line := markLine(t, watchC, "count")
	first := p.breakAt("count+0x3")
	var file string
	p.inspect(func(v *debugger.View, _ *debugger.Frame) {
		inst := v.Instances()[0]
		body, _ := inst.Module.Body(first.Sites[0].Place.Func)
		file = fmt.Sprintf("*0x%x", uint64(body.Start)+uint64(first.Sites[0].Place.Offset))
	})
	for location, want := range map[string]string{
		file:                           "count",
		fmt.Sprintf("count:%d", line):  fmt.Sprintf("count %d", line),
		"program!count":                fmt.Sprintf("count %d", line-1),
		fmt.Sprintf("count:%d", 1):     fmt.Sprintf("count %d", line-1),
		fmt.Sprintf("nothing:%d", 1):   "no source file 'nothing'",
		fmt.Sprintf("count:%d", 10000): "no code of count at line 10000",
		"count+0x0":                    "no instruction begins at count+0x0; the nearest is at count+0x3",
		"count+0x4":                    "the nearest is at count+0x3",
		"cuont+0x4":                    "no function 'cuont'; did you mean 'count'?",
		fmt.Sprintf("%s:%d", "debug/watch/watch.c", line):   fmt.Sprintf("count %d", line),
		fmt.Sprintf("%s:%d", "ebug/watch/watch.c", line):    "no source file",
		fmt.Sprintf("program!watch.c:%d:9", line):           fmt.Sprintf("count %d", line),
		fmt.Sprintf("watch.c:%d:99", line):                  "",
		fmt.Sprintf(`nothing\watch.c:%d`, line):             "no source file",
		fmt.Sprintf("count:%d", markLine(t, watchC, "end")): "no code of count",
	} {
		p.inspect(func(v *debugger.View, top *debugger.Frame) {
			sites, err := v.Locate(location, top)
			got := fmt.Sprint(err)
			if err == nil {
				got = fmt.Sprintf("%s %d", sites[0].Func, sites[0].Pos.Line)
			}
			if !strings.Contains(got, want) {
				t.Errorf("%s is %s, want %s", location, got, want)
			}
		})
	}
}

// TestEnable resolves breakpoints that are disabled too, so that they can be enabled at any time.
func TestEnable(t *testing.T) {
	p := newProgram(t, loops)
	b, err := p.AddBreakpoint(debugger.BreakpointSpec{Location: mark(t, loopsC, "body"), Disabled: true})
	if err != nil {
		t.Fatal(err)
	}
	p.start()
	if now := p.breakpoint(b.ID); now.Pending || len(now.Sites) != 1 {
		t.Errorf("%+v", now)
	}
	if _, err := p.UpdateBreakpoint(b.ID, func(s *debugger.BreakpointSpec) { s.Disabled = false }); err != nil {
		t.Fatal(err)
	}
	p.resume(debugger.ReasonBreakpoint)
	// What cannot be changed leaves all as it was.
	if _, err := p.UpdateBreakpoint(b.ID, func(s *debugger.BreakpointSpec) { s.Condition, s.Disabled = "i ==", true }); err == nil {
		t.Error("a condition that is none is taken")
	}
	if now := p.breakpoint(b.ID); now.Disabled || now.Condition != "" || len(now.Sites) != 1 || now.Hits != 1 {
		t.Errorf("%+v", now)
	}
	p.resume(debugger.ReasonBreakpoint)
}

// TestPendingInstance waits for an instance, whose name may be written without the extension of its file.
func TestPendingInstance(t *testing.T) {
	for _, name := range []string{"program!main", "other!main"} {
		p := newProgram(t, loops)
		b, err := p.AddBreakpoint(debugger.BreakpointSpec{Location: name})
		if err != nil || !b.Pending {
			t.Fatalf("%+v, %v", b, err)
		}
		p.start()
		b = p.breakpoint(b.ID)
		if other := name == "other!main"; b.Pending != other || strings.Contains(b.Message, `no instance is called "other"`) != other {
			t.Errorf("%s: %+v", name, b)
		}
	}
}

// TestRebuild starts a program again that was built anew: breakpoints are where their places are now, and come back.
func TestRebuild(t *testing.T) {
	path := filepath.Join(t.TempDir(), "program.wasm")
	build := func(from string) {
		t.Helper()
		b, err := os.ReadFile(filepath.Join("..", "testdata", filepath.FromSlash(from)))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	p := newProgram(t, recursion)
	p.path = path
	build(recursion)
	p.start()
	byLine := p.breakAt(mark(t, recursionC, "fib"))
	byName := p.breakAt("fib")
	again := func() *debugger.Stop {
		t.Helper()
		if err := p.Restart(true); err != nil {
			t.Fatal(err)
		}
		p.wait(debugger.ReasonEntry)
		if err := p.Continue(); err != nil {
			t.Fatal(err)
		}
		stop, err := p.Wait(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return stop
	}
	p.resume(debugger.ReasonBreakpoint)
	old := p.breakpoint(byName.ID).Sites[0].Place
	build("debug/steps/recursion_O2.wasm")
	stop := again()
	if stop.Reason != debugger.ReasonBreakpoint || !slices.Contains(stop.Breakpoints, byName.ID) {
		t.Fatalf("%+v", stop)
	}
	b := p.breakpoint(byName.ID)
	if len(b.Sites) == 0 || b.Sites[0].Place == old || b.Hits != 1 {
		t.Errorf("%+v", b)
	}
	p.inspect(func(_ *debugger.View, top *debugger.Frame) {
		if top.Func.Name != "fib" {
			t.Errorf("stopped in %s", top.Func.Name)
		}
	})
	build(loops)
	if stop := again(); stop.Reason != debugger.ReasonExit {
		t.Errorf("%+v", stop)
	}
	for id, want := range map[int]string{byLine.ID: "no source file 'recursion.c'", byName.ID: "no function 'fib'"} {
		if b := p.breakpoint(id); !b.Pending || !strings.Contains(b.Message, want) {
			t.Errorf("%+v, want %s", b, want)
		}
		p.mu.Lock()
		told := slices.ContainsFunc(p.events, func(e debugger.Event) bool {
			b, ok := e.(debugger.BreakpointEvent)
			return ok && b.ID == id && strings.Contains(b.Message, want)
		})
		p.mu.Unlock()
		if !told {
			t.Errorf("nobody was told that breakpoint %d has no place any more", id)
		}
	}
	build(recursion)
	if stop := again(); stop.Reason != debugger.ReasonBreakpoint || p.breakpoint(byLine.ID).Message != "" {
		t.Errorf("%+v %+v", stop, p.breakpoint(byLine.ID))
	}
}

// TestChangeWhileRunning adds, changes and removes breakpoints while the program runs.
func TestChangeWhileRunning(t *testing.T) {
	p := newProgram(t, "debug/wait/wait_O0.wasm")
	p.args = []string{"loop"}
	p.start()
	at := mark(t, "debug/wait/wait.c", "spin")
	if err := p.Continue(); err != nil {
		t.Fatal(err)
	}
	never, err := p.AddBreakpoint(debugger.BreakpointSpec{Location: at, Condition: "turns == -1"})
	if err != nil {
		t.Fatal(err)
	}
	counted, err := p.AddBreakpoint(debugger.BreakpointSpec{Location: at, HitCondition: "== 0"})
	if err != nil {
		t.Fatal(err)
	}
	for before := uint64(0); before < 100; { // it can be read while the program runs
		now := p.breakpoint(counted.ID).Hits
		if p.State() != debugger.Running || now < before {
			t.Fatal(p.State(), now)
		}
		before = now
	}
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for range 10 {
				b, err := p.AddBreakpoint(debugger.BreakpointSpec{Location: at, Condition: "turns == -2"})
				if err == nil {
					_, err = p.UpdateBreakpoint(b.ID, func(s *debugger.BreakpointSpec) { s.Ignore++ })
				}
				if err == nil {
					_, err = p.AddCatchpoint(debugger.CatchSpec{Kind: debugger.CatchTrap})
				}
				if err == nil {
					err = p.RemoveBreakpoint(b.ID)
				}
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	if p.State() != debugger.Running || p.breakpoint(never.ID).Hits != 0 {
		t.Errorf("%v, %d hits", p.State(), p.breakpoint(never.ID).Hits)
	}
	b := p.breakAt(at)
	if stop := p.wait(debugger.ReasonBreakpoint); !slices.Equal(stop.Breakpoints, []int{b.ID}) {
		t.Errorf("%v", stop.Breakpoints)
	}
	p.inspect(func(v *debugger.View, top *debugger.Frame) {
		if got := evaluated(v, top, "turns"); got == "0" || strings.Contains(got, "error") {
			t.Errorf("turns is %s", got)
		}
	})
	if err := p.RemoveBreakpoint(b.ID); err != nil {
		t.Fatal(err)
	}
	if err := p.Continue(); err != nil {
		t.Fatal(err)
	}
	if err := p.Interrupt(); err != nil {
		t.Fatal(err)
	}
	p.wait(debugger.ReasonPause)
}

// TestLineOfLoop stops at a line each time that it is repeated, although the code of the line begins before that of the loop.
func TestLineOfLoop(t *testing.T) {
	p := newProgram(t, "debug/wait/wait_O0.wasm")
	p.args = []string{"loop"}
	p.start()
	b := p.breakAt(mark(t, "debug/wait/wait.c", "spin"))
	for n := range 3 {
		p.resume(debugger.ReasonBreakpoint)
		p.inspect(func(v *debugger.View, top *debugger.Frame) {
			if got := evaluated(v, top, "turns"); got != fmt.Sprint(n) {
				t.Errorf("turns is %s, want %d", got, n)
			}
		})
	}
	if err := p.RemoveBreakpoint(b.ID); err != nil {
		t.Fatal(err)
	}
}

// TestThreadBreakpoint stops only the thread that was asked for.
func TestThreadBreakpoint(t *testing.T) {
	p := newProgram(t, loops)
	p.start()
	for thread, want := range map[target.ThreadID]debugger.Reason{99: debugger.ReasonExit} {
		if _, err := p.AddBreakpoint(debugger.BreakpointSpec{Location: "main", Thread: &thread}); err != nil {
			t.Fatal(err)
		}
		p.resume(want)
	}
}

// TestStepToBreakpointOfLoop stops once at the head of a loop, be it that a step arrives there or the loop is repeated.
func TestStepToBreakpointOfLoop(t *testing.T) {
	p := newProgram(t, loops)
	p.start()
	b := p.breakAt("with_while")
	p.resume(debugger.ReasonBreakpoint)
	if err := p.RemoveBreakpoint(b.ID); err != nil {
		t.Fatal(err)
	}
	head := p.breakAt("+1")
	var seen []string
	note := func() {
		p.inspect(func(v *debugger.View, top *debugger.Frame) {
			if top.Pos.Line != head.Sites[0].Pos.Line {
				t.Errorf("stopped at line %d", top.Pos.Line)
			}
			seen = append(seen, evaluated(v, top, "n"))
		})
	}
	if err := p.Step(debugger.StepSpec{Kind: debugger.StepOver}); err != nil {
		t.Fatal(err)
	}
	if stop, err := p.Wait(t.Context()); err != nil || stop.Ended {
		t.Fatal(stop, err)
	}
	note()
	for {
		if err := p.Continue(); err != nil {
			t.Fatal(err)
		}
		stop, err := p.Wait(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if stop.Ended {
			break
		}
		note()
	}
	if n := len(slices.Compact(slices.Clone(seen))); n != len(seen) || n < 3 {
		t.Errorf("n was %v", seen)
	}
	if last := seen[len(seen)-1]; last != "1" {
		t.Errorf("the last time n was %s", last)
	}
}
