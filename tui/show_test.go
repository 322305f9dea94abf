package tui_test

import (
	"strings"
	"testing"

	"github.com/wdbg/wdbg/internal/debuggee"
	"github.com/wdbg/wdbg/tui/internal/pane"
)

// TestWatchBeside: a variable that is watched stays in view with its neighbours, and the keyboard with them.
func TestWatchBeside(t *testing.T) {
	s := at(t, &debuggee.Program{Path: "debug/steps/loops_O0.wasm"}, 80, 24, "main")
	s.Send(pane.Open{Pane: pane.Variables})
	before := strings.Split(s.Text(), "\n")
	s.Keys("w")
	after := strings.Split(s.Text(), "\n")
	for i, line := range after[:len(after)-2] {
		if line != before[i] {
			t.Errorf("%q was %q", line, before[i])
		}
	}
	if last := after[len(after)-2]; !strings.Contains(last, "watching ") {
		t.Errorf("told: %q", last)
	}
}

// TestCovered: what comes to the front over the pane with the keyboard has it then.
func TestCovered(t *testing.T) {
	s := at(t, &debuggee.Program{Path: "debug/steps/trap_O0.wasm"}, 80, 24, "main")
	s.Send(pane.Open{Pane: pane.Points})
	s.Keys("c") // to the trap, whose stack is shown
	before := s.Text()
	s.Keys("down", "enter")
	if after := s.Text(); !strings.Contains(before, "trapped") || before == after || !strings.Contains(after, "frame 1") {
		t.Errorf("keys are not for what is seen:\n%s", after)
	}
}
