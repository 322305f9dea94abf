package tui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/tui/internal/frame"
	"github.com/wdbg/wdbg/tui/internal/help"
	"github.com/wdbg/wdbg/tui/internal/keymap"
	"github.com/wdbg/wdbg/tui/internal/palette"
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

// overlaySize returns the size of the area that overlays are drawn on.
func (m *Model) overlaySize() (width, height int) {
	return m.width, max(0, m.height-m.statusRows()-m.footerRows())
}

// finder is the palette as an overlay.
type finder struct{ p *palette.Palette }

// openPalette opens what finds actions.
func (m *Model) openPalette() tea.Cmd {
	offers := []palette.Offer{{Actions: m.palettable(keymap.Global)}}
	if list := m.keys.Actions(m.ctx.Active); len(list) > 0 {
		offers = append([]palette.Offer{{Pane: m.ctx.Active, Actions: list}}, offers...)
	}
	for _, id := range m.order {
		if id != m.ctx.Active {
			offers = append(offers, palette.Offer{Pane: id, Actions: m.keys.Actions(id)})
		}
	}
	m.overlay = &finder{m.palette}
	file := m.ctx.Focus.Pos.File
	if s, ok := m.panes[pane.Source].(interface{ File() *symbols.File }); ok && s.File() != nil {
		file = s.File()
	}
	return m.palette.Open(&m.ctx, offers, file, "")
}

// palettable returns the actions that it makes sense to look for: not those that move a cursor, nor the palette itself.
func (m *Model) palettable(id pane.ID) []pane.Action {
	_, others := m.moving(id)
	return slices.DeleteFunc(others, func(a pane.Action) bool { return a.Name == "palette" })
}

// moving divides the actions of a scope into those that move a cursor, and others.
func (m *Model) moving(id pane.ID) (moving, others []pane.Action) {
	moves := map[string]bool{}
	for _, a := range moveActions() {
		moves[a.Name] = true
	}
	for _, a := range m.keys.Actions(id) {
		if moves[a.Name] {
			moving = append(moving, a)
		} else {
			others = append(others, a)
		}
	}
	return moving, others
}

// hearPalette takes what belongs to the palette; ok is false for other messages.
func (m *Model) hearPalette(msg tea.Msg) (cmd tea.Cmd, ok bool) {
	if do, ok := msg.(palette.Do); ok {
		if do.Pane != "" {
			m.activate(do.Pane)
		}
		return m.do(do.Action), true
	}
	if cmd, ok = m.palette.Hear(msg); !ok {
		return nil, false
	}
	if _, open := m.overlay.(*finder); open && !m.palette.Opened() {
		m.overlay = nil
	}
	return cmd, true
}

func (f *finder) Draw(_ *Model, a frame.Area) { f.p.Draw(a) }

func (f *finder) Key(m *Model, k tea.KeyPressMsg) (tea.Cmd, bool) {
	width, height := m.overlaySize()
	return f.p.Key(k, width, height)
}

func (f *finder) Paste(_ *Model, text string) tea.Cmd { return f.p.Paste(text) }

func (f *finder) Mouse(m *Model, e pane.Mouse) (tea.Cmd, bool) {
	width, height := m.overlaySize()
	return f.p.Mouse(e, width, height)
}

// helper is the help as an overlay.
type helper struct{ h *help.Help }

// newHelp returns the help: the keys of the active pane, and those that all have.
func (m *Model) newHelp() overlay {
	moving, others := m.moving(keymap.Global)
	name := string(m.ctx.Active)
	return &helper{help.New(
		help.Keys("In the pane "+name, m.keys.Actions(m.ctx.Active)), help.Keys("Everywhere", others),
		help.Keys("To move", moving), help.Mouse())}
}

func (h *helper) Draw(_ *Model, a frame.Area) { h.h.Draw(a) }

func (h *helper) Key(m *Model, k tea.KeyPressMsg) (tea.Cmd, bool) {
	width, height := m.overlaySize()
	return nil, h.h.Key(k, width, height)
}

func (h *helper) Paste(_ *Model, text string) tea.Cmd {
	h.h.Paste(strings.Join(strings.Fields(text), " "))
	return nil
}

func (h *helper) Mouse(m *Model, e pane.Mouse) (tea.Cmd, bool) {
	width, height := m.overlaySize()
	return nil, h.h.Mouse(e, width, height)
}
