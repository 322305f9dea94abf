package tui

import (
	"reflect"

	"github.com/wdbg/wdbg/tui/internal/layout"
	"github.com/wdbg/wdbg/tui/internal/pane"
	"github.com/wdbg/wdbg/tui/internal/state"
)

// store returns where the interface of the program is remembered.
func (m *Model) store() *state.Store {
	var ids, layouts []string
	for _, id := range m.order {
		ids = append(ids, string(id))
	}
	for _, p := range layout.Presets() {
		layouts = append(layouts, p.Name)
	}
	return state.NewStore(m.cfg.StateDir, m.cfg.ProgramPath, ids, layouts)
}

// Remember writes down how the interface is: it will be like that when the program is debugged the next time.
func (m *Model) Remember() error {
	if m.cfg.StateDir == "" {
		return nil
	}
	st := state.State{Active: string(m.ctx.Active), Zoomed: m.screen.zoom, Layouts: map[string]*layout.Node{}, Prompts: m.histories}
	if m.screen.chosen && m.settings.Layout == "auto" {
		st.Layout = m.screen.name
	}
	if m.themeName != m.settings.Theme {
		st.Theme = m.themeName
	}
	for _, p := range layout.Presets() {
		if root := m.screen.roots[p.Name]; root != nil && !reflect.DeepEqual(root, p.Root) {
			st.Layouts[p.Name] = root
		}
	}
	if k, ok := m.panes[pane.Watches].(pane.Keeper); ok {
		st.Watches = k.Kept()
	}
	return m.store().Save(st)
}

// recall makes the interface as it is remembered.
func (m *Model) recall() {
	if m.cfg.StateDir == "" {
		return
	}
	st := m.store().Load()
	for name, root := range st.Layouts {
		m.screen.roots[name] = root
	}
	if st.Layout != "" && m.settings.Layout == "auto" {
		m.screen.name, m.screen.chosen = st.Layout, true
	}
	if st.Theme != "" {
		m.useTheme(st.Theme)
	}
	if k, ok := m.panes[pane.Watches].(pane.Keeper); ok && len(st.Watches) > 0 {
		k.Keep(st.Watches)
	}
	m.histories = st.Prompts
	if id := pane.ID(st.Active); m.panes[id] != nil {
		m.activate(id)
		m.screen.zoom = st.Zoomed
	}
}
