package tui

import (
	"errors"

	tea "charm.land/bubbletea/v2"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/tui/internal/pane"
)

// loadedMsg is what was read for a pane.
type loadedMsg struct {
	pane   pane.ID
	key    any
	result any
	err    error
}

// reads begins to read what the panes that are seen want to have.
func (m *Model) reads() (cmds []tea.Cmd) {
	for _, id := range m.screen.shown {
		p, l := m.panes[id], m.loads[id]
		if l.flying {
			continue // it is asked again when that has come
		}
		w := p.Want(&m.ctx)
		if w.Key == nil || w.Key == l.have || !w.Peek && !m.ctx.Stands() {
			continue
		}
		l.flying = true
		cmds = append(cmds, read(m.ctx.Session, id, w))
	}
	return cmds
}

// read returns what reads something for a pane.
func read(s *debugger.Session, id pane.ID, w pane.Want) tea.Cmd {
	return func() tea.Msg {
		msg := loadedMsg{pane: id, key: w.Key}
		inspect := s.Inspect
		if w.Peek {
			inspect = s.Peek
		}
		err := inspect(func(v *debugger.View) error {
			msg.result, msg.err = w.Read(v)
			return nil
		})
		if err != nil {
			msg.err = err
		}
		return msg
	}
}

// loaded gives a pane what was read for it.
func (m *Model) loaded(msg loadedMsg) tea.Cmd {
	l := m.loads[msg.pane]
	l.flying, l.have = false, msg.key
	if errors.Is(msg.err, debugger.ErrRunning) || errors.Is(msg.err, debugger.ErrClosed) || errors.Is(msg.err, debugger.ErrNotStarted) {
		return nil // it went on meanwhile; after the next stop there is another key
	}
	return m.panes[msg.pane].Loaded(&m.ctx, msg.result, msg.err)
}
