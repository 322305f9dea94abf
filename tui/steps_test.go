package tui_test

import (
	"testing"

	"github.com/wdbg/wdbg/internal/debuggee"
	"github.com/wdbg/wdbg/tui/tuitest"
)

// TestHeldKey presses keys faster than the program steps: none of a few is lost, and of many only some are done after the last.
func TestHeldKey(t *testing.T) {
	start := func() *tuitest.Screen {
		return at(t, &debuggee.Program{Path: "debug/steps/trap_O0.wasm"}, 160, 48, "main")
	}
	s := start()
	for range 4 {
		s.Post(tuitest.Key("n"))
	}
	s.Settle()
	if _, _, ok := s.Find("int zero = sum - 6;  zero = 0"); !ok { // with its values: it is next
		t.Errorf("four steps do not lead to the fifth statement:\n%s", s.Text())
	}
	s = start()
	for range 1000 { // there are fewer instructions to the trap
		s.Post(tuitest.Key("N"))
	}
	s.Settle()
	if _, _, ok := s.Find("wdbg program  step"); !ok {
		t.Errorf("all of 1000 presses are carried out:\n%s", s.Text())
	}
}
