package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/wdbg/wdbg/tui/internal/pane"
)

// clicks tells double clicks.
type clicks struct {
	x, y int
	at   time.Time
}

// doubleClick is how long the second click of two may take.
const doubleClick = 400 * time.Millisecond

// wheelRows is how many rows a notch of the wheel moves.
const wheelRows = 3

// mouse does what the mouse means.
func (m *Model) mouse(msg tea.MouseMsg) tea.Cmd {
	e := msg.Mouse()
	switch msg.(type) {
	case tea.MouseClickMsg:
		m.message = pane.Tell{}
		kind := pane.Click
		if now := m.cfg.Now(); e.Button == tea.MouseRight {
			kind = pane.RightClick
		} else if m.clicks.x == e.X && m.clicks.y == e.Y && now.Sub(m.clicks.at) < doubleClick {
			kind, m.clicks = pane.DoubleClick, clicks{}
		} else {
			m.clicks = clicks{e.X, e.Y, now}
		}
		return m.click(e.X, e.Y, kind)
	case tea.MouseWheelMsg:
		rows := map[tea.MouseButton]int{tea.MouseWheelUp: -wheelRows, tea.MouseWheelDown: wheelRows}[e.Button]
		return m.wheel(e.X, e.Y, rows)
	case tea.MouseMotionMsg:
		return m.dragged(e.X, e.Y)
	case tea.MouseReleaseMsg:
		m.drag, m.dragPane = nil, ""
	}
	return nil
}

// click does what a click means: to what lies above, to a divider, a title, a pane.
func (m *Model) click(x, y int, kind pane.MouseKind) tea.Cmd {
	if m.overlay != nil {
		cmd, done := m.overlay.Mouse(m, pane.Mouse{X: x, Y: y - m.statusRows(), Kind: kind})
		if done {
			m.overlay = nil
		}
		return cmd
	}
	if m.prompt != nil {
		return nil
	}
	for _, r := range m.screen.regions {
		if y != r.Rect.Y || titleRows(r) == 0 || !r.Rect.Contains(x, y) {
			continue
		}
		for _, t := range m.tabs(r) {
			if x-r.Rect.X >= t.begin && x-r.Rect.X < t.end {
				m.activate(t.pane)
				if kind == pane.DoubleClick {
					m.screen.zoom = !m.screen.zoom
				}
				return nil
			}
		}
	}
	for i := range m.screen.dividers {
		if d := &m.screen.dividers[i]; d.Rect.Contains(x, y) {
			m.drag = d
			return nil
		}
	}
	for id, r := range m.screen.areas {
		if r.Contains(x, y) {
			m.activate(id)
			m.dragPane = id
			return m.panes[id].Mouse(&m.ctx, pane.Mouse{X: x - r.X, Y: y - r.Y, Kind: kind})
		}
	}
	return nil
}

// wheel scrolls what the mouse is over, without giving it the keyboard.
func (m *Model) wheel(x, y, rows int) tea.Cmd {
	e := pane.Mouse{X: x, Y: y - m.statusRows(), Kind: pane.Wheel, Wheel: rows}
	if m.overlay != nil {
		cmd, done := m.overlay.Mouse(m, e)
		if done {
			m.overlay = nil
		}
		return cmd
	}
	for id, r := range m.screen.areas {
		if r.Contains(x, y) {
			e.X, e.Y = x-r.X, y-r.Y
			return m.panes[id].Mouse(&m.ctx, e)
		}
	}
	return nil
}

// dragged moves a divider, or tells the pane in which the button was pressed.
func (m *Model) dragged(x, y int) tea.Cmd {
	switch {
	case m.drag != nil:
		m.drag.Move(x, y)
	case m.dragPane != "":
		if r, ok := m.screen.areas[m.dragPane]; ok {
			return m.panes[m.dragPane].Mouse(&m.ctx, pane.Mouse{X: x - r.X, Y: y - r.Y, Kind: pane.Drag})
		}
	}
	return nil
}
