package tui_test

import (
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"github.com/wdbg/wdbg/tui/tuitest"
)

// TestSmall: on a terminal with no room for several panes the active one alone is seen, and can be used.
func TestSmall(t *testing.T) {
	for _, size := range [][2]int{{20, 5}, {20, 4}, {20, 3}, {40, 8}, {30, 24}} {
		t.Run(fmt.Sprintf("%dx%d", size[0], size[1]), func(t *testing.T) {
			s, _ := withSource(t, 100, 30, []byte(original(t)))
			w := &walker{t: t, s: s, width: size[0], height: size[1]}
			w.send(tea.WindowSizeMsg{Width: size[0], Height: size[1]}, true)
			stands(t, s, "int a")
			w.send(tuitest.Key("n"), true)
			stands(t, s, "int b")
			sees(t, s, " step  main")
			w.send(tuitest.Key("down"), true)
			sees(t, s, "int c")
			w.send(tuitest.Key("5"), true)
			sees(t, s, "a  3")
			w.send(tuitest.Key("down"), true)
			sees(t, s, "b  0")
			// Tab comes to all panes, and back.
			seen := map[string]bool{}
			for range 11 {
				seen[s.Text()] = true
				w.send(tuitest.Key("tab"), true)
			}
			if len(seen) != 11 {
				t.Errorf("tab shows %d panes", len(seen))
			}
			sees(t, s, "b  0")
			s.Keys("1", "b", "B")
			s.Type("x > 1")
			sees(t, s, "if: x > 1")
			s.Keys("esc", "?")
			sees(t, s, "help")
			s.Keys("esc", "ctrl+p")
			s.Type("nested")
			sees(t, s, "nested")
			s.Keys("enter")
			w.check("the palette")
			sees(t, s, "static int nest")
		})
	}
}

// TestSmaller: what has no room goes, the pane last.
func TestSmaller(t *testing.T) {
	s, _ := withSource(t, 100, 30, []byte(original(t)))
	s.Send(tea.WindowSizeMsg{Width: 12, Height: 2})
	stands(t, s, "int")
	sees(t, s, "b break")
	s.Send(tea.WindowSizeMsg{Width: 12, Height: 1})
	stands(t, s, "int")
	s.Keys(":")
	s.Type("next")
	if text := s.Text(); text != ":next\n" {
		t.Errorf("what is typed is not seen:\n%s", text)
	}
	s.Keys("esc", "ctrl+p", "n")
	sees(t, s, "n")
	s.Send(tea.WindowSizeMsg{Width: 100, Height: 30})
	s.Keys("esc")
	for _, part := range []string{"loops.c  code", "stack", "console"} {
		sees(t, s, part)
	}
}

// TestTitles: the title of the pane in front is seen, and of a path the name of the file.
func TestTitles(t *testing.T) {
	s, _ := withSource(t, 40, 12, []byte(original(t)))
	sees(t, s, "/loops.c")
	s.Keys("7")
	s.Send(tea.WindowSizeMsg{Width: 20, Height: 12})
	sees(t, s, "─ memory")
	s.Send(tea.WindowSizeMsg{Width: 40, Height: 12})
	x, y, _ := s.Find("output")
	s.Click(x, y)
	sees(t, s, "i input")
}

// stands checks that the program stands at a line of source.
func stands(t *testing.T, s *tuitest.Screen, text string) {
	t.Helper()
	for line := range strings.Lines(s.Text()) {
		if _, after, ok := strings.Cut(line, "▶"); ok && strings.Contains(after, text) {
			return
		}
	}
	t.Errorf("the program is not seen at %q:\n%s", text, s.Text())
}

// sees checks that a text is on the screen.
func sees(t *testing.T, s *tuitest.Screen, text string) {
	t.Helper()
	if _, _, ok := s.Find(text); !ok {
		t.Errorf("%q is not seen:\n%s", text, s.Text())
	}
}
