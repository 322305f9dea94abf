package debugger_test

import (
	"strings"
	"testing"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/target"
)

// stopIn starts a program and stops in a function, at its nth call.
func stopIn(t *testing.T, path, function string, nth int) *program {
	t.Helper()
	p := newProgram(t, path)
	p.start()
	b := p.breakAt(function)
	for range nth {
		p.resume(debugger.ReasonBreakpoint)
	}
	if err := p.RemoveBreakpoint(b.ID); err != nil {
		t.Fatal(err)
	}
	return p
}

// events returns what became of breakpoints and watchpoints, as text.
func (p *program) removed() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	var list []string
	for _, e := range p.events {
		if e, ok := e.(debugger.BreakpointEvent); ok && e.Change == debugger.Removed {
			list = append(list, e.Message)
		}
	}
	return strings.Join(list, "; ")
}

// TestWatchTailCall ends watchpoints of a frame that a tail call replaces: the next frame has other variables at the same depth.
func TestWatchTailCall(t *testing.T) {
	for _, path := range []string{"debug/steps/tails_O0.wasm", "debug/steps/tails_O2.wasm"} {
		p := stopIn(t, path, "even", 1)
		p.watch(debugger.WatchSpec{Expr: "sum"})
		if got := p.watched(); got != "sum is gone" {
			t.Errorf("%s: %s", path, got)
		}
		p.inspect(func(_ *debugger.View, top *debugger.Frame) {
			if top.Func.Name != "even" {
				t.Errorf("%s: it is gone in %s", path, top.Func.Name)
			}
		})
		if len(p.Watchpoints()) != 0 {
			t.Errorf("%s: %+v", path, p.Watchpoints())
		}
		p.resume(debugger.ReasonExit)
	}
}

// TestWatchThrow ends watchpoints of a frame that an exception leaves, and is silent about those that are disabled.
func TestWatchThrow(t *testing.T) {
	p := stopIn(t, "debug/steps/exceptions_O0.wasm", "middle", 2)
	p.watch(debugger.WatchSpec{Expr: "r"})
	p.watch(debugger.WatchSpec{Expr: "guard.released"})
	p.watch(debugger.WatchSpec{Expr: "n", Disabled: true})
	if got := p.watched(); !strings.HasPrefix(got, "guard.released: ") {
		t.Error(got)
	}
	if got := p.watched(); got != "r is gone; guard.released is gone" {
		t.Error(got)
	}
	if len(p.Watchpoints()) != 0 {
		t.Errorf("%+v", p.Watchpoints())
	}
	p.resume(debugger.ReasonExit)
}

// TestWatchThrowDisabled goes on where only what is disabled has gone.
func TestWatchThrowDisabled(t *testing.T) {
	p := stopIn(t, "debug/steps/exceptions_O0.wasm", "middle", 2)
	p.watch(debugger.WatchSpec{Expr: "r", Disabled: true})
	p.resume(debugger.ReasonExit)
	if len(p.Watchpoints()) != 0 {
		t.Errorf("%+v", p.Watchpoints())
	}
}

// TestWatchBitField follows bit-fields, and not their neighbours.
func TestWatchBitField(t *testing.T) {
	p := stopIn(t, "symbols/c/values_O0_v5.wasm", "structures", 1)
	known := map[string]string{"bits.a": "", "bits.b": "", "bits.c": "", "bits.g": ""}
	now := func(text string) (got string) {
		p.inspect(func(v *debugger.View, top *debugger.Frame) { got = evaluated(v, top, text) })
		return got
	}
	for text := range known {
		known[text] = now(text)
		p.watch(debugger.WatchSpec{Expr: text, Changes: true})
	}
	seen := ""
	for {
		stop := p.resume(debugger.ReasonWatchpoint)
		if stop.Watches[0].Gone {
			break
		}
		for _, w := range stop.Watches {
			if w.Old != known[w.Text] || w.New != now(w.Text) || w.Old == w.New {
				t.Errorf("%s: %s -> %s; it was %s and is %s", w.Text, w.Old, w.New, known[w.Text], now(w.Text))
			}
			known[w.Text] = w.New
			seen += w.Text + " " + w.Old + " " + w.New + "\n"
		}
		for text, is := range known {
			if now(text) != is {
				t.Errorf("%s has become %s unnoticed", text, now(text))
			}
		}
	}
	if !strings.HasSuffix(seen, "bits.a 5 6\nbits.c 78187493530 78187493531\n") {
		t.Errorf("seen:\n%s", seen)
	}
}

// TestWatchComputedPlace does not keep, across a restart, what was found through a pointer.
func TestWatchComputedPlace(t *testing.T) {
	p := stopIn(t, "debug/watch/watch_O0.wasm", "rename_owner", 1)
	p.watch(debugger.WatchSpec{Expr: "a->balance"})
	p.watch(debugger.WatchSpec{Expr: "account.balance"})
	p.watch(debugger.WatchSpec{Expr: "*(int *)0x400", Access: target.Read | target.Write})
	p.watch(debugger.WatchSpec{Expr: "$global[__stack_pointer]"})
	p.watch(debugger.WatchSpec{Expr: "$mem[0x400:0x500]"})
	if err := p.Restart(true); err != nil {
		t.Fatal(err)
	}
	p.wait(debugger.ReasonEntry)
	var got []string
	for _, w := range p.Watchpoints() {
		got = append(got, w.Expr+w.Message)
	}
	if text := strings.Join(got, ", "); text != "account.balance, *(int *)0x400, $global[__stack_pointer], $mem[0x400:0x500]" {
		t.Error(text)
	}
	if !strings.Contains(p.removed(), "depends on what the program computes") {
		t.Errorf("%q", p.removed())
	}
}

// TestEnableWatchAfterRestart watches again what was disabled while the program was restarted.
func TestEnableWatchAfterRestart(t *testing.T) {
	p := watching(t, "main")
	w := p.watch(debugger.WatchSpec{Expr: "counter", Changes: true, Disabled: true})
	if err := p.Restart(true); err != nil {
		t.Fatal(err)
	}
	p.wait(debugger.ReasonEntry)
	if _, err := p.UpdateWatchpoint(w.ID, func(s *debugger.WatchSpec) { s.Disabled = false }); err != nil {
		t.Fatal(err)
	}
	if got := p.watched(); got != "counter: 0 -> 1" {
		t.Error(got)
	}
}

// TestLateConditions refuses conditions of watchpoints and catchpoints that can be none.
func TestLateConditions(t *testing.T) {
	p := watching(t, "main")
	w := p.watch(debugger.WatchSpec{Expr: "counter", Changes: true, Condition: "counter > 1"})
	c, err := p.AddCatchpoint(debugger.CatchSpec{Kind: debugger.CatchHost, Condition: "counter == 3"})
	if err != nil {
		t.Fatal(err)
	}
	for condition, want := range map[string]string{"counter ==": "not complete", "counter = 3": "must not change", "((": "not complete"} {
		_, errs := p.AddWatchpoint(debugger.WatchSpec{Expr: "buffer", Condition: condition})
		if errs == nil || !strings.Contains(errs.Error(), want) {
			t.Errorf("watch if %s: %v", condition, errs)
		}
		if _, err := p.UpdateWatchpoint(w.ID, func(s *debugger.WatchSpec) { s.Condition = condition }); err == nil {
			t.Errorf("the watchpoint takes %s", condition)
		}
		if _, err := p.AddCatchpoint(debugger.CatchSpec{Condition: condition}); err == nil {
			t.Errorf("catch if %s is taken", condition)
		}
		if _, err := p.UpdateCatchpoint(c.ID, func(s *debugger.CatchSpec) { s.Condition = condition }); err == nil {
			t.Errorf("the catchpoint takes %s", condition)
		}
	}
	if got := p.watched(); got != "counter: 1 -> 3" {
		t.Error(got)
	}
	if stop := p.resume(debugger.ReasonHostCall); stop.Breakpoints[0] != c.ID {
		t.Errorf("%+v", stop)
	}
}

// TestUnknownCondition stops where a catchpoint's condition means nothing, and says so.
func TestUnknownCondition(t *testing.T) {
	p := watching(t, "main")
	if _, err := p.AddCatchpoint(debugger.CatchSpec{Kind: debugger.CatchHost, Condition: "unknown > 1"}); err != nil {
		t.Fatal(err)
	}
	if stop := p.resume(debugger.ReasonHostCall); !strings.Contains(stop.Text, "cannot be evaluated") {
		t.Errorf("%+v", stop)
	}
}

// TestUnwantedThrow steps out over an exception that is caught further in, past a catchpoint whose condition is false.
func TestUnwantedThrow(t *testing.T) {
	p := stopIn(t, "debug/steps/exceptions_O0.wasm", "outer", 2)
	if _, err := p.AddCatchpoint(debugger.CatchSpec{Kind: debugger.CatchThrow, Condition: "0"}); err != nil {
		t.Fatal(err)
	}
	if err := p.Step(debugger.StepSpec{Kind: debugger.StepOut}); err != nil {
		t.Fatal(err)
	}
	stop := p.wait(debugger.ReasonStep)
	p.inspect(func(_ *debugger.View, top *debugger.Frame) {
		if top.Func.Name != "main" || stop.Text != "" {
			t.Errorf("the step ended in %s: %q", top.Func.Name, stop.Text)
		}
	})
}
