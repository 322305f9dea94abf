package tui_test

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"github.com/wdbg/wdbg/internal/debuggee"
	"github.com/wdbg/wdbg/tui/tuitest"
)

// TestOutput: the program's output and its input.
func TestOutput(t *testing.T) {
	p := &debuggee.Program{Path: "debug/wait/wait_O0.wasm", Args: []string{"read"}}
	s := tuitest.New(t, p, 100, 30)
	shows := func(text string) func() bool { return func() bool { return strings.Contains(s.Text(), text) } }
	s.Keys("9")
	s.Post(tuitest.Key("c"))
	s.Until("it waits for input", shows("the program reads its standard input; i: type"))
	// Waiting for input can be interrupted, and goes on.
	s.Keys("ctrl+c")
	s.Post(tuitest.Key("c"))
	s.Until("it runs again", shows("running"))
	s.Post(tuitest.Key("i"))
	for _, r := range "hello" {
		s.Post(tea.KeyPressMsg{Code: r, Text: string(r)})
	}
	if !shows("input: hello")() {
		t.Errorf("what is typed is not shown:\n%s", s.Text())
	}
	s.Keys("enter")
	if !shows("exited with status 0")() {
		t.Errorf("the program has not read the line:\n%s", s.Text())
	}
	s.Keys("esc")
}

// TestUnseenOutput: the tab of the output says that the program has written something, until it has been looked at.
func TestUnseenOutput(t *testing.T) {
	s := tuitest.New(t, &debuggee.Program{Path: "debug/kitchen/calc_O0.wasm"}, 80, 24)
	for _, step := range []struct {
		key  string
		want bool
	}{{"1", false}, {"c", true}, {"9", false}, {"6", false}} {
		s.Keys(step.key)
		if got := strings.Contains(s.Text(), " output* "); got != step.want {
			t.Errorf("after %s: %v, not %v\n%s", step.key, got, step.want, s.Text())
		}
	}
}
