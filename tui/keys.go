package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/tui/internal/pane"
)

// key does what a key means: to what lies over the panes, to the prompt, to a pane that is typed into, or as an action.
func (m *Model) key(k tea.KeyPressMsg) tea.Cmd {
	m.message = pane.Tell{}
	switch {
	case m.overlay != nil:
		return m.overlayKey(k)
	case m.prompt != nil:
		return m.promptKey(k)
	}
	p := m.panes[m.ctx.Active]
	if t, ok := p.(pane.Typist); ok && t.Typing() {
		if cmd, done := t.Key(&m.ctx, k); done {
			return cmd
		}
		if k.Text != "" {
			return nil // what is typed is no command
		}
	}
	action := m.keys.Lookup(m.ctx.Active, k.String())
	if action == "" {
		return nil
	}
	return m.do(action)
}

// paste inserts a text where it is typed.
func (m *Model) paste(text string) tea.Cmd {
	if m.overlay != nil {
		return m.overlay.Paste(m, text)
	}
	if m.prompt != nil {
		m.prompt.paste(text)
		return nil
	}
	if t, ok := m.panes[m.ctx.Active].(pane.Typist); ok && t.Typing() {
		return t.Paste(&m.ctx, text)
	}
	return nil
}

// do carries out an action: the active pane's, or the interface's.
func (m *Model) do(action string) tea.Cmd {
	if cmd, done := m.panes[m.ctx.Active].Do(&m.ctx, action); done {
		return cmd
	}
	if cmd, done := m.run(action); done {
		return cmd
	}
	if id, ok := strings.CutPrefix(action, "pane-"); ok {
		m.activate(pane.ID(id))
		return nil
	}
	return m.look(action)
}

// look carries out actions that are about what is seen.
func (m *Model) look(action string) tea.Cmd {
	switch action {
	case "next-pane":
		m.turn(1)
	case "previous-pane":
		m.turn(-1)
	case "next-tab":
		m.turnTab(1)
	case "previous-tab":
		m.turnTab(-1)
	case "zoom":
		m.screen.zoom = !m.screen.zoom
	case "layout":
		m.nextLayout()
	case "theme":
		m.nextTheme()
	case "wider", "narrower", "higher", "lower":
		m.grow(action)
	case "command":
		m.askCommand()
	case "search":
		m.askSearch()
	case "search-next":
		return m.searchAgain(1)
	case "search-previous":
		return m.searchAgain(-1)
	case pane.Escape:
		return m.escape()
	case "here":
		return m.hear(pane.Focused{})
	case "help":
		m.overlay = m.newHelp()
	case "palette":
		return m.openPalette()
	case "suspend":
		return pane.Send(Suspend{})
	case "redraw":
		return pane.Send(Redraw{})
	case "line-mode":
		return m.quit(LineMode)
	case "quit":
		return m.askQuit()
	}
	return nil
}

// Suspend has the process stopped, as the shell does.
type Suspend struct{}

// Redraw has the screen drawn anew, for terminals on which something else has written.
type Redraw struct{}

// askQuit leaves, after a question where something would be lost.
func (m *Model) askQuit() tea.Cmd {
	if m.ctx.State == debugger.Running || m.ctx.State == debugger.Stopped && m.ctx.Stop != nil && m.ctx.Stop.Reason != debugger.ReasonEntry {
		m.confirm(pane.Confirm{Question: "The program has not ended. Quit?", Yes: pane.Send(pane.Quit{})})
		return nil
	}
	return m.quit(Quit)
}

func (m *Model) quit(o Outcome) tea.Cmd {
	m.outcome = o
	return tea.Quit
}

// escape undoes the last thing that can be.
func (m *Model) escape() tea.Cmd {
	switch {
	case m.search != "":
		m.search = ""
		if s, ok := m.panes[m.ctx.Active].(pane.Searcher); ok {
			cmd, _ := s.Search(&m.ctx, "", 1, true)
			return cmd
		}
	case m.screen.zoom:
		m.screen.zoom = false
	default:
		m.headline = nil
	}
	return nil
}
