package tui_test

import (
	"flag"
	"path/filepath"
	"strings"
	"testing"

	"github.com/wdbg/wdbg/internal/debuggee"
	"github.com/wdbg/wdbg/internal/golden"
	"github.com/wdbg/wdbg/tui"
	"github.com/wdbg/wdbg/tui/tuitest"
)

var update = flag.Bool("update", false, "write what tests compare with")

// TestManual compares the manual's chapter of keys with the tables; -update writes it.
func TestManual(t *testing.T) {
	golden.Compare(t, *update, filepath.Join("..", "docs", "tui-keys.md"), tui.Manual())
}

// TestSettings: keys, layout and what is seen are as configured; a mistake is told.
func TestSettings(t *testing.T) {
	s := tuitest.With(t, &debuggee.Program{Path: "debug/steps/loops_O0.wasm"}, 110, 30, func(c *tui.Config) {
		c.Settings = []byte("layout = \"source\"\nline-numbers = false\n[keys]\nzoom = \"ctrl+y\"\nzom = \"x\"\n")
	})
	if text := s.Text(); !strings.Contains(text, `tui.toml: line 5: there is no action "zom"; did you mean "zoom"?`) {
		t.Errorf("the mistake is not told:\n%s", text)
	}
	before := s.Text()
	s.Keys("z")
	if s.Keys("esc"); strings.Count(s.Text(), "───") != strings.Count(before, "───") {
		t.Errorf("z still zooms:\n%s", s.Text())
	}
	s.Keys("ctrl+y")
	if strings.Count(s.Text(), "───") == strings.Count(before, "───") {
		t.Errorf("ctrl+y does not zoom:\n%s", s.Text())
	}
	s.Keys("ctrl+t")
	if _, _, ok := s.Find("theme dark"); !ok {
		t.Errorf("the theme is not told:\n%s", s.Text())
	}
}
