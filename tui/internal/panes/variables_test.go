package panes_test

import (
	"strings"
	"testing"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/internal/debuggee"
	"github.com/wdbg/wdbg/tui/internal/pane"
	"github.com/wdbg/wdbg/tui/internal/panes"
)

func TestVariablesOfC(t *testing.T) {
	const source = "debug/locals/locals.c"
	pl := play(t, &debuggee.Program{Path: "debug/locals/locals_O0.wasm"}, panes.NewVariables())
	pl.show("before the first instruction")
	pl.at(source, "inner")
	pl.show("a variable that hides another")
	pl.step(debugger.StepOver)
	pl.show("y has changed")
	pl.step(debugger.StepOver)
	pl.show("nothing has changed since")
	pl.frame(1)
	pl.show("the caller")
	pl.at(source, "make")
	pl.on("globals")
	pl.do("right")
	pl.on("pairs")
	pl.do("enter", "down", "enter")
	pl.show("globals")
	pl.at(source, "end")
	pl.show("globals of main")
	pl.on("p")
	pl.do("value-format")
	pl.show("hex")
	pl.compare("variables_c")
}

func TestVariablesOfCpp(t *testing.T) {
	const source = "debug/kitchen/parser.cpp"
	pl := play(t, &debuggee.Program{Path: "debug/kitchen/calc_O0.wasm"}, panes.NewVariables())
	pl.w = 80
	pl.p.Resize(&pl.c, pl.w, pl.h)
	pl.at(source, "parsed")
	pl.on("program")
	pl.do("right")
	pl.show("unfolded")
	pl.do("down", "right", "down", "right")
	pl.show("further")
	pl.on("[raw]")
	pl.do("right")
	pl.show("raw")
	pl.compare("variables_cpp")
}

func TestVariablesOfRust(t *testing.T) {
	pl := play(t, &debuggee.Program{Path: "debug/rust/shapes_O0.wasm"}, panes.NewVariables())
	pl.w = 80
	pl.p.Resize(&pl.c, pl.w, pl.h)
	pl.at("debug/rust/shapes.rs", "end")
	pl.show("locals")
	pl.on("filled")
	pl.do("right", "down", "right")
	pl.show("unfolded")
	pl.compare("variables_rust")
}

func TestVariablesOfAssemblyScript(t *testing.T) {
	pl := play(t, &debuggee.Program{Path: "debug/assemblyscript/queue_O0.wasm"}, panes.NewVariables())
	pl.at("debug/assemblyscript/queue.ts", "insert")
	pl.show("no variables are known")
	pl.compare("variables_assemblyscript")
}

// TestEditValue: what is typed becomes the value, and only of what was shown.
func TestEditValue(t *testing.T) {
	const source = "debug/locals/locals.c"
	pl := play(t, &debuggee.Program{Path: "debug/locals/locals_O0.wasm"}, panes.NewVariables())
	pl.at(source, "outer")
	pl.on("y")
	pl.do("edit-value")
	if pl.asked == nil || pl.asked.Label != "y = " || pl.asked.Text != "15" {
		t.Fatalf("asked %+v", pl.asked)
	}
	start, names := pl.asked.Complete("x + glob", 8)
	if start != 4 || len(names) != 1 || names[0] != "global" {
		t.Errorf("completed from %d to %q", start, names)
	}
	pl.answer("x + 3")
	if text := pl.draw().Text(); !strings.Contains(text, "y  7") {
		t.Errorf("y was set to 7, and is seen as\n%s", text)
	}
	pl.do("edit-value")
	pl.answer("nonsense")
	if pl.told == nil || !pl.told.Error || !strings.Contains(pl.told.Text, "nonsense") {
		t.Errorf("told %+v", pl.told)
	}
	pl.do("edit-value")
	pl.step(debugger.StepOver)
	pl.answer("1")
	if pl.told == nil || !strings.Contains(pl.told.Text, "gone on") {
		t.Errorf("told %+v of a value that is no longer what was shown", pl.told)
	}
}

// TestValueActions: what is to be done with a value is asked of others.
func TestValueActions(t *testing.T) {
	pl := play(t, &debuggee.Program{Path: "debug/locals/locals_O0.wasm"}, panes.NewVariables())
	pl.at("debug/locals/locals.c", "make")
	pl.on("p")
	if pl.p.Mouse(&pl.c, pane.Mouse{Kind: pane.Click, Y: 1}); !strings.Contains(pl.draw().Text(), "▸ p") {
		t.Errorf("clicked on the name:\n%s", pl.draw().Text())
	}
	pl.take(pl.p.Mouse(&pl.c, pane.Mouse{Kind: pane.Click, Y: 1}))
	pl.do("right", "down", "down", "watch-value", "value-memory", "copy-value", "watchpoint")
	var watch, memory, copied bool
	for _, msg := range pl.sent {
		switch msg := msg.(type) {
		case pane.Watch:
			watch = msg.Text == "p.second"
		case pane.ShowMemory:
			memory = msg.Len == 8 && msg.Addr > 0
		case pane.Copy:
			copied = msg.Text == "500"
		}
	}
	if !watch || !memory || !copied {
		t.Errorf("sent %+v", pl.sent)
	}
	if list := pl.s.Watchpoints(); len(list) != 1 || list[0].Expr != "p.second" || list[0].Frame == nil {
		t.Errorf("watchpoints %+v; told %+v", list, pl.told)
	}
	pl.take(pl.p.Mouse(&pl.c, pane.Mouse{Kind: pane.Click, X: 0, Y: 1}))
	pl.settle()
	if !strings.Contains(pl.draw().Text(), "▸ p") {
		t.Errorf("a click on the mark did not fold:\n%s", pl.draw().Text())
	}
	pl.take(pl.p.Mouse(&pl.c, pane.Mouse{Kind: pane.DoubleClick, X: 3, Y: 0}))
	if pl.asked == nil || pl.asked.Label != "n = " {
		t.Errorf("clicked twice: asked %+v", pl.asked)
	}
}

// TestStaysUnfolded: what is unfolded is so again when the function is entered again, and is not in another.
func TestStaysUnfolded(t *testing.T) {
	pl := play(t, &debuggee.Program{Path: "debug/locals/locals_O0.wasm"}, panes.NewVariables())
	pl.at("debug/locals/locals.c", "make")
	pl.on("p")
	pl.do("right")
	pl.step(debugger.StepOut)
	if text := pl.draw().Text(); !strings.Contains(text, "▸ p") || !strings.Contains(text, "make()") {
		t.Errorf("in main:\n%s", text)
	}
}

func TestNothingToRead(t *testing.T) {
	for _, p := range []pane.Pane{panes.NewVariables(), panes.NewMachine()} {
		pl := unstarted(t, &debuggee.Program{Path: "debug/locals/locals_O0.wasm"}, p)
		pl.settle()
		if text := pl.draw().Text(); !strings.Contains(text, "has not been started") {
			t.Errorf("%s: %s", p.ID(), text)
		}
		for _, a := range p.Actions() {
			cmd, _ := p.Do(&pl.c, a.Name)
			pl.take(cmd)
		}
	}
	pl := play(t, &debuggee.Program{Path: "debug/locals/locals_O0.wasm"}, panes.NewVariables())
	pl.run(pl.s.Continue())
	pl.show("the program has ended")
	pl.compare("variables_ended")
}

// TestCallsAreToldApart: what a variable was in an earlier call is not what it was before.
func TestCallsAreToldApart(t *testing.T) {
	pl := play(t, &debuggee.Program{Path: "debug/wat/names.wasm"}, panes.NewMachine())
	b, err := pl.s.AddBreakpoint(debugger.BreakpointSpec{Location: "apply"})
	if err != nil {
		t.Fatal(err)
	}
	pl.run(pl.s.Continue())
	for range 2 {
		pl.run(pl.s.Continue())
		if text := pl.draw().Text(); strings.Contains(text, "was") {
			t.Errorf("breakpoint %d, another call of apply:\n%s", b.ID, text)
		}
	}
	pl.instructions(3)
	pl.run(pl.s.Step(debugger.StepSpec{Kind: debugger.StepOut}))
	if text := pl.draw().Text(); !strings.Contains(text, "$stack") || strings.Contains(text, "was") {
		t.Errorf("in the caller, which was not looked at before:\n%s", text)
	}
	pl.instructions(2)
	if text := pl.draw().Text(); !strings.Contains(text, "result") || !strings.Contains(text, "(was ") {
		t.Errorf("the caller's result has changed:\n%s", text)
	}
}

// TestRestartForgets: values of another run are not what variables were before.
func TestRestartForgets(t *testing.T) {
	const source = "debug/locals/locals.c"
	pl := play(t, &debuggee.Program{Path: "debug/locals/locals_O0.wasm"}, panes.NewVariables())
	pl.at(source, "outer")
	pl.run(pl.s.Restart(true))
	pl.at(source, "inner")
	if text := pl.draw().Text(); strings.Contains(text, "was") {
		t.Errorf("after a restart:\n%s", text)
	}
}
