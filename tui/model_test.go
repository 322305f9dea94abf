package tui_test

import (
	"strings"
	"testing"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/internal/debuggee"
	"github.com/wdbg/wdbg/tui/tuitest"
)

// at starts a program and has it stand at a place.
func at(t *testing.T, p *debuggee.Program, width, height int, location string) *tuitest.Screen {
	t.Helper()
	s := tuitest.New(t, p, width, height)
	if _, err := s.Session.AddBreakpoint(debugger.BreakpointSpec{Location: location, Temporary: true}); err != nil {
		t.Fatal(err)
	}
	s.Keys("c")
	return s
}

// TestSteps: the source follows the program, and values stand beside it.
func TestSteps(t *testing.T) {
	s := at(t, &debuggee.Program{Path: "debug/steps/loops_O0.wasm"}, 110, 30, "main")
	before := s.Text()
	s.Keys("n")
	if s.Text() == before {
		t.Errorf("nothing has moved:\n%s", before)
	}
	t.Log("\n" + s.Text())
	s.Keys("b")
	if !strings.Contains(s.Text(), "●") {
		t.Errorf("no breakpoint is seen:\n%s", s.Text())
	}
	s.Keys("b", "r", "x")
	t.Log("\n" + s.Text())
}
