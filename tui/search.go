package tui

import (
	tea "charm.land/bubbletea/v2"

	"github.com/wdbg/wdbg/tui/internal/pane"
)

// askSearch lets a text be typed, and goes to the first place that has it meanwhile.
func (m *Model) askSearch() {
	s, ok := m.panes[m.ctx.Active].(pane.Searcher)
	if !ok {
		m.tell("there is nothing to search in this pane", false)
		return
	}
	m.ask(pane.Ask{Label: "/", History: "search", Done: func(text string) tea.Cmd {
		if text == "" {
			text = m.search
		}
		m.search = text
		return m.find(s, text, 1, true)
	}})
	m.prompt.typed = func(text string) tea.Cmd {
		cmd, _ := s.Search(&m.ctx, text, 1, true)
		return cmd
	}
	m.prompt.cancel = func() tea.Cmd {
		cmd, _ := s.Search(&m.ctx, "", 1, true)
		return cmd
	}
}

// searchAgain goes to another place that has the text.
func (m *Model) searchAgain(by int) tea.Cmd {
	s, ok := m.panes[m.ctx.Active].(pane.Searcher)
	if !ok || m.search == "" {
		m.tell("nothing was looked for: / does", false)
		return nil
	}
	return m.find(s, m.search, by, false)
}

func (m *Model) find(s pane.Searcher, text string, by int, from bool) tea.Cmd {
	cmd, found := s.Search(&m.ctx, text, by, from)
	if !found && text != "" {
		m.tell("not found: "+text, true)
	}
	return cmd
}
