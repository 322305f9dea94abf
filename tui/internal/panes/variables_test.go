package panes_test

import (
	"testing"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/internal/debuggee"
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
	pl.on("first = 5")
	pl.do("value-format")
	pl.show("hex")
	pl.compare("variables_c")
}
