package help

import (
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"github.com/wdbg/wdbg/tui/internal/frame"
	"github.com/wdbg/wdbg/tui/internal/pane"
)

// example returns a help with more than fits a small screen.
func example() *Help {
	var many []pane.Action
	for i := range 30 {
		many = append(many, pane.Action{Keys: []string{"ctrl+x", "f1"}, Help: fmt.Sprintf("the thing %d", i)})
	}
	return New(
		Keys("Source", []pane.Action{{Keys: []string{"b", "f9"}, Help: "set a breakpoint"}, {Help: "has no key"}}),
		Keys("Everywhere", many), Mouse())
}

func draw(h *Help, width, height int) string {
	f := frame.New(width, height)
	h.Draw(f.Area())
	return f.Text()
}

func TestColumns(t *testing.T) {
	h := example()
	narrow, wide := draw(h, 60, 100), draw(h, 180, 30)
	for _, text := range []string{narrow, wide} {
		for _, want := range []string{"Source", "b f9", "set a breakpoint", "the thing 0", "the thing 29", "Mouse", "wheel"} {
			if !strings.Contains(text, want) {
				t.Errorf("%q is missing:\n%s", want, text)
			}
		}
		if strings.Contains(text, "has no key") {
			t.Error("an action without a key is shown")
		}
	}
	if lines := strings.Count(strings.TrimRight(wide, "\n"), "\n"); lines > 16 {
		t.Errorf("%d lines in three columns:\n%s", lines, wide)
	}
}

func TestScroll(t *testing.T) {
	h := example()
	press := func(keys ...string) {
		for _, k := range keys {
			msg := tea.KeyPressMsg{Code: rune(k[0]), Text: k}
			switch k {
			case "pgdown":
				msg = tea.KeyPressMsg{Code: tea.KeyPgDown}
			case "esc":
				msg = tea.KeyPressMsg{Code: tea.KeyEsc}
			case "enter":
				msg = tea.KeyPressMsg{Code: tea.KeyEnter}
			case "backspace":
				msg = tea.KeyPressMsg{Code: tea.KeyBackspace}
			}
			if h.Key(msg, 60, 10) {
				t.Fatalf("%s closes it", k)
			}
		}
	}
	press("G")
	if text := draw(h, 60, 10); !strings.Contains(text, "select text") {
		t.Errorf("not at the end:\n%s", text)
	}
	press("g", "pgdown", "j")
	if text := draw(h, 60, 10); !strings.Contains(text, "thing 5") || strings.Contains(text, "breakpoint") {
		t.Errorf("not a page on:\n%s", text)
	}
	press("/", "w", "h", "e", "x", "backspace", "e", "l")
	if text := draw(h, 60, 10); !strings.Contains(text, "wheel") || strings.Contains(text, "thing") {
		t.Errorf("not what was looked for:\n%s", text)
	}
	press("enter", "esc")
	if text := draw(h, 60, 10); !strings.Contains(text, "thing") {
		t.Errorf("the search has not ended:\n%s", text)
	}
	if !h.Key(tea.KeyPressMsg{Code: tea.KeyEsc}, 60, 10) || !h.Key(tea.KeyPressMsg{Code: '?', Text: "?"}, 60, 10) {
		t.Error("it cannot be closed")
	}
}

func TestSizes(t *testing.T) {
	for _, size := range [][2]int{{0, 0}, {1, 1}, {8, 2}, {20, 5}, {500, 200}, {44, 3}} {
		h := example()
		draw(h, size[0], size[1])
		h.Key(tea.KeyPressMsg{Code: tea.KeyPgDown}, size[0], size[1])
		h.Mouse(pane.Mouse{Kind: pane.Wheel, Wheel: 3}, size[0], size[1])
		h.Key(tea.KeyPressMsg{Code: '/', Text: "/"}, size[0], size[1])
		h.Paste("日本")
		draw(h, size[0], size[1])
	}
}
