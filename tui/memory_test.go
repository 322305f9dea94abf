package tui_test

import (
	"strings"
	"testing"

	"github.com/wdbg/wdbg/internal/debuggee"
	"github.com/wdbg/wdbg/tui/internal/pane"
)

// TestMemory: an address is typed, bytes are found and changed, and the program goes on with them.
func TestMemory(t *testing.T) {
	s := at(t, &debuggee.Program{Path: "debug/watch/watch_O0.wasm"}, 100, 30, "rename_owner")
	s.Send(pane.Open{Pane: pane.Memory})
	s.Keys("a")
	s.Type("&account")
	s.Keys("enter")
	has := func(text string) {
		t.Helper()
		if !strings.Contains(s.Text(), text) {
			t.Errorf("%q is not seen:\n%s", text, s.Text())
		}
	}
	has("0x1001c <account+0>")
	s.Keys("g", "/")
	s.Type("ada")
	s.Keys("enter")
	has("0x1001c <account+0>")
	s.Keys("e")
	s.Type(`"EVE" 00`)
	s.Keys("enter")
	has("grace hop...EVE.")
	s.Keys("/")
	s.Type("nowhere to be found")
	s.Keys("enter")
	has("nowhere to be found is nowhere in the memory")
	s.Keys("o")
	has("grace hop...grac")
}
