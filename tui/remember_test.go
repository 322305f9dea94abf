package tui_test

import (
	"strings"
	"testing"

	"github.com/wdbg/wdbg/internal/debuggee"
	"github.com/wdbg/wdbg/tui"
	"github.com/wdbg/wdbg/tui/tuitest"
)

// TestRemember: the interface is as it was left.
func TestRemember(t *testing.T) {
	dir := t.TempDir()
	start := func(path string) *tuitest.Screen {
		return tuitest.With(t, &debuggee.Program{Path: "debug/steps/loops_O0.wasm"}, 110, 30, func(c *tui.Config) {
			c.StateDir, c.ProgramPath = dir, path
		})
	}
	s := start("/app.wasm")
	s.Keys("ctrl+p")
	s.Type("=1 + 41")
	s.Keys("enter", "L", "L", "ctrl+t", "+", "+")
	s.Keys("ctrl+p")
	s.Type(">pane-watches")
	s.Keys("enter", "esc")
	s.Keys("/")
	s.Type("looked for")
	s.Keys("enter", "esc")
	before := s.Text()
	if err := s.Model.Remember(); err != nil {
		t.Fatal(err)
	}
	again := start("/app.wasm")
	again.Keys("esc", "/", "up")
	if !strings.Contains(again.Text(), "/looked for") {
		t.Errorf("what was looked for is not remembered:\n%s", again.Text())
	}
	again.Keys("esc", "esc")
	if got := again.Text(); got != before {
		t.Errorf("it is\n%s\nand was\n%s", got, before)
	}
	if !strings.Contains(before, "1 + 41") {
		t.Errorf("the expression is not watched:\n%s", before)
	}
	if other := start("/other.wasm"); other.Text() == before {
		t.Error("another program has the same")
	}
}
