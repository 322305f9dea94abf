package panes

import (
	"strings"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/tui/internal/frame"
	"github.com/wdbg/wdbg/tui/internal/pane"
)

// notRead says why a pane has nothing to show yet.
func notRead(c *pane.Context) string {
	switch {
	case c.Stands():
		return "reading…"
	case c.State == debugger.Running:
		return "the program runs: this is read when it stands still"
	case c.State == debugger.NotStarted:
		return "the program has not been started"
	}
	return "the program does not stand still"
}

// drawNote draws a text that stands for what there is not, in as many rows as it needs, and returns how many these are.
func drawNote(a frame.Area, text string, role frame.Role) int {
	x, y := 0, 0
	for _, word := range strings.Fields(text) {
		if x > 0 && x+1+frame.Width(word) > a.Width {
			x, y = 0, y+1
		}
		if x > 0 {
			x++
		}
		x = a.Text(x, y, word, frame.Style{Role: role})
	}
	return y + 1
}
