package tui_test

import (
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"github.com/wdbg/wdbg/internal/debuggee"
	"github.com/wdbg/wdbg/tui/internal/pane"
	"github.com/wdbg/wdbg/tui/tuitest"
)

// TestQuestions: every question is answered, whatever else is asked for meanwhile, and a line that is typed is not taken as an answer.
func TestQuestions(t *testing.T) {
	s := tuitest.New(t, &debuggee.Program{Path: "debug/steps/loops_O0.wasm"}, 80, 24)
	var heard []string
	says := func(text string) tea.Cmd {
		return func() tea.Msg {
			heard = append(heard, text)
			return nil
		}
	}
	question := func(name string) pane.Confirm {
		return pane.Confirm{Question: name + "?", Yes: says(name + " yes"), No: says(name + " no")}
	}
	last := func(want string) {
		t.Helper()
		if lines := strings.Split(strings.TrimRight(s.Text(), "\n"), "\n"); !strings.Contains(lines[len(lines)-1], want) {
			t.Errorf("the last row is %q, not %s", lines[len(lines)-1], want)
		}
	}
	s.Send(question("first"))
	s.Send(pane.Ask{Label: "name: ", Done: func(text string) tea.Cmd { return says("name " + text) }})
	last("name:")
	s.Send(question("second"))
	s.Type("y")
	last("name: y")
	s.Keys("enter")
	last("first?")
	s.Keys("y")
	last("second?")
	s.Keys("esc")
	if want := []string{"name y", "first yes", "second no"}; !slices.Equal(heard, want) {
		t.Errorf("heard %q, want %q", heard, want)
	}
}
