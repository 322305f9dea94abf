package panes_test

import (
	"strings"
	"testing"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/internal/debuggee"
	"github.com/wdbg/wdbg/tui/internal/pane"
	"github.com/wdbg/wdbg/tui/internal/panes"
)

// instructions steps over some instructions.
func (pl *player) instructions(n int) {
	pl.t.Helper()
	for range n {
		pl.run(pl.s.Step(debugger.StepSpec{Kind: debugger.StepOver, Granularity: debugger.ByInstruction}))
	}
}

func TestMachine(t *testing.T) {
	pl := play(t, &debuggee.Program{Path: "debug/wat/names.wasm"}, panes.NewMachine())
	pl.show("before the first instruction")
	pl.to(debugger.BreakpointSpec{Location: "apply"})
	pl.show("in apply")
	pl.instructions(3)
	pl.show("operands")
	pl.instructions(1)
	pl.show("after the call")
	pl.frame(1)
	pl.show("the caller")
	pl.on("globals")
	pl.do("right")
	pl.on("tables")
	pl.do("right", "down", "right", "value-format")
	pl.show("globals and tables in hex")
	pl.compare("machine")
}

func TestMachineOfOptimisedCode(t *testing.T) {
	pl := play(t, &debuggee.Program{Path: "debug/locals/operands_O2.wasm"}, panes.NewMachine())
	pl.at("debug/locals/operands.c", "sum")
	pl.show("variables in locals and operands")
	pl.at("debug/locals/operands.c", "twice")
	pl.show("inlined")
	pl.compare("machine_optimised")
}

func TestMachineOfObjects(t *testing.T) {
	pl := play(t, &debuggee.Program{Path: "debug/gc/cache.wasm"}, panes.NewMachine())
	pl.to(debugger.BreakpointSpec{Location: "put"})
	pl.on("$local1")
	pl.do("right", "down", "right")
	pl.show("a document of an array")
	pl.compare("machine_gc")
}

// TestEditMachine: places of the machine are changed as $local0 and $stack[0] are.
func TestEditMachine(t *testing.T) {
	pl := play(t, &debuggee.Program{Path: "debug/wat/names.wasm"}, panes.NewMachine())
	pl.to(debugger.BreakpointSpec{Location: "apply"})
	pl.instructions(2)
	for _, place := range []string{"$local1", "$stack[0]"} {
		pl.on(place)
		pl.do("edit-value")
		if pl.asked == nil {
			t.Fatalf("%s: told %+v", place, pl.told)
		}
		pl.answer("4711")
		if row := pl.draw().Text(); !strings.Contains(row, "4711") || pl.told != nil {
			t.Errorf("%s: told %+v\n%s", place, pl.told, row)
		}
	}
	pl.do("value-memory")
	if msg, ok := pl.sent[len(pl.sent)-1].(pane.ShowMemory); !ok || msg.Addr != 4711 {
		t.Errorf("sent %+v", pl.sent)
	}
	pl.on("globals")
	pl.do("right", "down", "down", "edit-value")
	if pl.told == nil || !pl.told.Error {
		t.Errorf("a constant global is changed: asked %+v, told %+v", pl.asked, pl.told)
	}
}
