package tui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"github.com/wdbg/wdbg/tui/internal/config"
	"github.com/wdbg/wdbg/tui/internal/console"
	"github.com/wdbg/wdbg/tui/internal/palette"
	"github.com/wdbg/wdbg/tui/internal/pane"
	"github.com/wdbg/wdbg/tui/internal/panes"
	"github.com/wdbg/wdbg/tui/internal/theme"
)

// PrintSettings returns a configuration in which everything is explained.
func PrintSettings() string { return config.Print(allActions()) }

// Manual returns the chapter of the manual on keys and the configuration, in Markdown.
func Manual() string { return config.Manual(allActions(), palette.Manual()) }

// allActions returns the actions of all panes, as they are where nothing is configured.
func allActions() []config.Scope {
	m := &Model{panes: map[pane.ID]pane.Pane{}}
	for _, p := range panes.All(panes.Config{Console: &console.Console{History: &console.History{}}, Guest: NewFeed().guest}) {
		m.panes[p.ID()] = p
		m.order = append(m.order, p.ID())
	}
	return m.scopes()
}

// scopes returns the actions, which keys can be given to.
func (m *Model) scopes() []config.Scope {
	list := []config.Scope{
		{Title: "Running the program", Actions: runActions()}, {Title: "What is seen", Actions: viewActions()},
		{Title: "Moving", Actions: moveActions()}, {Title: "Choosing panes", Actions: m.paneActions()},
	}
	for _, id := range m.order {
		if actions := m.panes[id].Actions(); len(actions) > 0 {
			list = append(list, config.Scope{Title: "In the pane " + string(id), Pane: id, Actions: actions})
		}
	}
	return list
}

// configure does what a configuration says.
func (m *Model) configure(text []byte) {
	c, problems := config.Parse(text, m.scopes())
	m.settings = c
	m.bind(c.Keys)
	m.ctx.Look = pane.Look{TabWidth: c.TabWidth, NoNumbers: !c.LineNumbers, NoInline: !c.InlineValues, NoSyntax: !c.Syntax}
	if c.Layout != "auto" {
		m.screen.name, m.screen.chosen = c.Layout, true
	}
	m.useTheme(c.Theme)
	if len(problems) > 0 {
		more := ""
		if n := len(problems) - 1; n > 0 {
			more = fmt.Sprintf(" (and %d more)", n)
		}
		m.tell("tui.toml: "+problems[0].Error()+more, true)
	}
}

// useTheme chooses a theme; "auto" is the dark one until the terminal has said what its ground is.
func (m *Model) useTheme(name string) {
	chosen := name
	if name == "auto" {
		name = "dark"
		if m.lightGround {
			name = "light"
		}
	}
	t, err := theme.Named(name)
	if err != nil { // it is of another version of the program
		return
	}
	m.themeName = chosen
	if m.theme, err = t.With(m.settings.Colors); err != nil {
		m.tell(err.Error(), true)
	}
}

// background takes what the terminal's ground is.
func (m *Model) background(msg tea.BackgroundColorMsg) {
	if m.lightGround = msg.Color != nil && !msg.IsDark(); m.themeName == "auto" {
		m.useTheme("auto")
	}
}

// nextTheme goes on to the next theme.
func (m *Model) nextTheme() {
	names := append([]string{"auto"}, theme.Names()...)
	for i, name := range names {
		if name == m.themeName {
			m.useTheme(names[(i+1)%len(names)])
			break
		}
	}
	m.tell("theme "+m.themeName, false)
}
