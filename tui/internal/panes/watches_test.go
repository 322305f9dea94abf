package panes_test

import (
	"slices"
	"testing"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/internal/debuggee"
	"github.com/wdbg/wdbg/tui/internal/pane"
	"github.com/wdbg/wdbg/tui/internal/panes"
)

func TestWatches(t *testing.T) {
	const source = "debug/locals/locals.c"
	pl := play(t, &debuggee.Program{Path: "debug/locals/locals_O0.wasm"}, panes.NewWatches())
	pl.show("none")
	for _, text := range []string{"x * 2", "pairs[1]", "x = 5", "missing", "recurse(1)"} {
		pl.do("add-watch")
		pl.answer(text)
	}
	pl.at(source, "inner")
	pl.show("in shadow")
	pl.on("pairs")
	pl.do("right")
	pl.step(debugger.StepOver)
	pl.show("the outer x")
	pl.on("second")
	pl.do("edit-watch")
	pl.answer("77")
	pl.show("a part has changed")
	pl.on("missing")
	pl.do("edit-watch")
	if pl.asked.Text != "missing" {
		t.Errorf("asked %+v", pl.asked)
	}
	pl.answer("y")
	pl.do("down", "remove-watch")
	pl.take(pl.p.(pane.Listener).Hear(&pl.c, pane.Watch{Text: "hidden"}))
	pl.settle()
	pl.show("edited, removed and heard")
	kept := pl.p.(pane.Keeper).Kept()
	if want := []string{"x * 2", "pairs[1]", "x = 5", "y", "hidden"}; !slices.Equal(kept, want) {
		t.Errorf("kept %q, want %q", kept, want)
	}
	pl.compare("watches")

	other := unstarted(t, &debuggee.Program{Path: "debug/locals/locals_O0.wasm"}, panes.NewWatches())
	other.p.(pane.Keeper).Keep(append(kept, "", "y", "  "))
	if got := other.p.(pane.Keeper).Kept(); !slices.Equal(got, kept) {
		t.Errorf("kept %q, then %q", kept, got)
	}
	other.show("kept")
	other.compare("watches_kept")
}
