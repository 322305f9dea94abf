package tui_test

import (
	"strings"
	"testing"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/internal/debuggee"
	"github.com/wdbg/wdbg/tui/tuitest"
)

// TestPalette: what is typed is found, and what is chosen is done.
func TestPalette(t *testing.T) {
	s := at(t, &debuggee.Program{Path: "debug/steps/loops_O0.wasm"}, 110, 30, "main")
	s.Keys("ctrl+p")
	s.Type("zoom")
	if _, _, ok := s.Find("action   zoom"); !ok {
		t.Errorf("the action is not found:\n%s", s.Text())
	}
	s.Keys("enter")
	if _, _, ok := s.Find("variables"); ok {
		t.Errorf("the pane is not alone:\n%s", s.Text())
	}
	s.Keys("z", "ctrl+p")
	s.Type("@main")
	if _, _, ok := s.Find("function main"); !ok {
		t.Errorf("the function is not found:\n%s", s.Text())
	}
	s.Keys("enter")
	if _, _, ok := s.Find("function main"); ok {
		t.Errorf("the palette is still there:\n%s", s.Text())
	}
}

// TestHelp: the keys of the pane and of all, searched.
func TestHelp(t *testing.T) {
	s := at(t, &debuggee.Program{Path: "debug/steps/loops_O0.wasm"}, 160, 48, "main")
	s.Keys("?")
	for _, want := range []string{"In the pane source", "Everywhere", "step to the next line, over calls", "Mouse"} {
		if _, _, ok := s.Find(want); !ok {
			t.Errorf("%q is not there:\n%s", want, s.Text())
		}
	}
	s.Keys("/")
	s.Type("restart")
	if text := s.Text(); strings.Contains(text, "over calls") {
		t.Errorf("it is not searched:\n%s", text)
	}
	s.Keys("esc", "esc")
	if _, _, ok := s.Find("Everywhere"); ok {
		t.Errorf("it is still there:\n%s", s.Text())
	}
}

// TestPaletteRunning: symbols are found while the program runs, and what is typed is waited for.
func TestPaletteRunning(t *testing.T) {
	s := tuitest.New(t, &debuggee.Program{Path: "debug/wait/wait_O0.wasm", Args: []string{"loop"}}, 110, 30)
	shows := func(text string) func() bool {
		return func() bool { return strings.Contains(s.Text(), text) }
	}
	s.Post(tuitest.Key("c"))
	s.Until("it runs", shows("running"))
	s.Post(tuitest.Key("ctrl+p"))
	for _, k := range []string{"@", "s", "p", "i", "n"} {
		s.Post(tuitest.Key(k))
	}
	s.Until("the function is found", shows("function spin"))
	s.Post(tuitest.Key("enter"))
	s.Until("its source is shown", shows("static void spin(void)"))
	if s.Session.State() != debugger.Running {
		t.Error("the program has stopped")
	}
	s.Post(tuitest.Key("ctrl+c"))
	s.Settle()
}
