package tui_test

import (
	"testing"

	"github.com/wdbg/wdbg/internal/debuggee"
)

// TestFollowCalls goes from a call to the function that is called, and back.
func TestFollowCalls(t *testing.T) {
	s := at(t, &debuggee.Program{Path: "debug/steps/trap_O0.wasm"}, 160, 48, "total")
	s.Keys("u", "2") // in the caller
	shows := func(title string) {
		t.Helper()
		if _, _, ok := s.Find("code of " + title); !ok {
			t.Errorf("the code is not that of %s:\n%s", title, s.Text())
		}
	}
	shows("main")
	s.Keys("/")
	s.Type("call $total")
	s.Keys("enter", "enter")
	shows("total")
	s.Keys("backspace")
	shows("main")
	if _, _, ok := s.Find("call $total"); !ok {
		t.Errorf("the call is not seen:\n%s", s.Text())
	}
}
