package tui

import (
	tea "charm.land/bubbletea/v2"

	"github.com/wdbg/wdbg/tui/internal/frame"
	"github.com/wdbg/wdbg/tui/internal/pane"
)

// overlay is something that lies over the panes and takes all keys.
type overlay interface {
	Draw(m *Model, a frame.Area)
	// Key takes a key; done says that the overlay is to be closed.
	Key(m *Model, k tea.KeyPressMsg) (cmd tea.Cmd, done bool)
	Paste(m *Model, text string) tea.Cmd
	// Mouse takes what the mouse does, in cells of the area that Draw draws on.
	Mouse(m *Model, e pane.Mouse) (cmd tea.Cmd, done bool)
}

func (m *Model) overlayKey(k tea.KeyPressMsg) tea.Cmd {
	cmd, done := m.overlay.Key(m, k)
	if done {
		m.overlay = nil
	}
	return cmd
}

// openPalette opens what finds actions.
func (m *Model) openPalette() tea.Cmd { return nil }

// help shows the keys.
type help struct {
	title string
	rows  []hint
	list  pane.List
}

func (m *Model) newHelp() overlay {
	h := &help{title: string(m.ctx.Active)}
	for _, scope := range []pane.ID{m.ctx.Active, ""} {
		for _, a := range m.keys.Actions(scope) {
			if len(a.Keys) > 0 {
				h.rows = append(h.rows, hint{join(a.Keys), a.Help})
			}
		}
	}
	h.list.SetRows(len(h.rows))
	return h
}

func join(keys []string) string {
	out := ""
	for i, k := range keys {
		if i > 0 {
			out += " "
		}
		out += k
	}
	return out
}

func (h *help) Draw(_ *Model, a frame.Area) {
	box := a.Sub((a.Width-min(a.Width, 64))/2, 0, min(a.Width, 64), min(a.Height, len(h.rows)+1))
	box.Fill(frame.Style{Ground: frame.Popup})
	box.Text(1, 0, "keys of "+h.title+", and everywhere", frame.Style{Role: frame.Title, Ground: frame.Popup})
	for y := 1; y < box.Height && h.list.First+y-1 < len(h.rows); y++ {
		r := h.rows[h.list.First+y-1]
		box.Text(1, y, frame.Clip(r.key, 18), frame.Style{Role: frame.Key, Ground: frame.Popup})
		box.Text(20, y, r.text, frame.Style{Ground: frame.Popup})
	}
}

func (h *help) Key(m *Model, k tea.KeyPressMsg) (tea.Cmd, bool) {
	h.list.Height = max(1, m.height-3)
	action := m.keys.Lookup("", k.String())
	switch action {
	case pane.Up:
		h.list.Scroll(-1)
	case pane.Down:
		h.list.Scroll(1)
	case pane.PageUp:
		h.list.Scroll(-h.list.Height)
	case pane.PageDown:
		h.list.Scroll(h.list.Height)
	default:
		return nil, true
	}
	return nil, false
}

func (h *help) Paste(*Model, string) tea.Cmd { return nil }

func (h *help) Mouse(m *Model, e pane.Mouse) (tea.Cmd, bool) {
	h.list.Height = max(1, m.height-3)
	if e.Kind == pane.Wheel {
		h.list.Scroll(e.Wheel)
		return nil, false
	}
	return nil, true
}
