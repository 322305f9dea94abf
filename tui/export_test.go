package tui

import "github.com/wdbg/wdbg/tui/internal/pane"

// IsLive reports whether a cell is where text appears as commands and the program write it, without a message.
func (m *Model) IsLive(x, y int) bool {
	return m.screen.areas[pane.Console].Contains(x, y) || m.screen.areas[pane.Output].Contains(x, y)
}
