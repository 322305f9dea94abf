package tui

import (
	"slices"

	"github.com/wdbg/wdbg/tui/internal/layout"
	"github.com/wdbg/wdbg/tui/internal/pane"
)

// screenLayout is how the screen is divided.
type screenLayout struct {
	// roots are the layouts that have been used, by name; name is the one in use. chosen: not by the size of the screen.
	roots  map[string]*layout.Node
	name   string
	chosen bool
	zoom   bool
	// What follows is worked out by arrange. alone: the active pane alone is seen, since that is wanted or the screen is small.
	alone    bool
	body     layout.Rect
	regions  []layout.Region
	dividers []layout.Divider
	shown    []pane.ID
	areas    map[pane.ID]layout.Rect
}

func (s *screenLayout) init() {
	s.roots = map[string]*layout.Node{}
	for _, p := range layout.Presets() {
		s.roots[p.Name] = p.Root
	}
	s.name = "small"
}

func (s *screenLayout) root() *layout.Node { return s.roots[s.name] }

// resize says how large the terminal is.
func (m *Model) resize(width, height int) {
	m.width, m.height = max(width, 0), max(height, 0)
	if !m.screen.chosen {
		m.useLayout(layout.For(width, height))
	}
}

// useLayout divides the screen in another way; the panes in front stay there.
func (m *Model) useLayout(name string) {
	if m.screen.name == name || m.screen.roots[name] == nil {
		return
	}
	m.screen.name = name
	m.show(m.ctx.Active)
}

// nextLayout goes on to the next layout.
func (m *Model) nextLayout() {
	list := layout.Presets()
	i := slices.IndexFunc(list, func(p layout.Preset) bool { return p.Name == m.screen.name })
	next := list[(i+1)%len(list)]
	m.screen.chosen = true
	m.useLayout(next.Name)
	m.tell("layout "+next.Name+": "+next.Help, false)
}

// bannerRows is how many rows the explanation of a stop takes.
func (m *Model) bannerRows() int {
	if len(m.headline) == 0 || m.height < 8 {
		return 0
	}
	return min(len(m.headline), 4, m.height/4)
}

// statusRows is how many rows the status takes: none where a pane and the keys take all there are.
func (m *Model) statusRows() int {
	if m.height < 3 {
		return 0
	}
	return 1
}

// footerRows is how many rows the footer takes. What is typed or said comes before a pane.
func (m *Model) footerRows() int {
	if m.height < 2 && m.prompt == nil && m.message.Text == "" {
		return 0
	}
	return 1
}

// titleRows is how many rows a region's titles take.
func titleRows(r layout.Region) int {
	if r.Rect.H < 2 {
		return 0
	}
	return 1
}

// arrange works out where everything is, and tells the panes.
func (m *Model) arrange() {
	s := &m.screen
	top := m.statusRows() + m.bannerRows()
	s.body = layout.Rect{X: 0, Y: top, W: m.width, H: max(0, m.height-top-m.footerRows())}
	if s.alone = s.zoom || !s.root().Fits(s.body); s.alone {
		s.regions, s.dividers = []layout.Region{{Node: s.root().Find(string(m.ctx.Active)), Rect: s.body}}, nil
	} else {
		s.regions, s.dividers = s.root().Place(s.body)
	}
	s.shown, s.areas = nil, map[pane.ID]layout.Rect{}
	for _, r := range s.regions {
		id := pane.ID(r.Node.Pane())
		title := titleRows(r)
		area := layout.Rect{X: r.Rect.X, Y: r.Rect.Y + title, W: r.Rect.W, H: r.Rect.H - title}
		if m.panes[id] == nil || area.W <= 0 || area.H <= 0 {
			continue
		}
		s.shown = append(s.shown, id)
		if id == pane.Output {
			m.seen = m.written
		}
		s.areas[id] = area
		m.panes[id].Resize(&m.ctx, area.W, area.H)
	}
}

// show brings a pane to the front of its region. It gets the keyboard if the pane that it covers has that.
func (m *Model) show(id pane.ID) {
	if n := m.screen.root().Find(string(id)); n != nil {
		if n.Pane() == string(m.ctx.Active) {
			m.ctx.Active = id
		}
		n.Front = slices.Index(n.Tabs, string(id))
	}
}

// activate shows a pane and gives it the keyboard.
func (m *Model) activate(id pane.ID) {
	if m.panes[id] == nil {
		return
	}
	m.ctx.Active = id
	m.show(id)
}

// turn goes to the pane of the next region.
func (m *Model) turn(by int) {
	if m.screen.alone {
		m.turnTo(m.order, by)
		return
	}
	regions, _ := m.screen.root().Place(m.screen.body)
	var list []pane.ID
	for _, r := range regions {
		list = append(list, pane.ID(r.Node.Pane()))
	}
	m.turnTo(list, by)
}

func (m *Model) turnTo(list []pane.ID, by int) {
	if i := slices.Index(list, m.ctx.Active); i >= 0 {
		m.activate(list[(i+by+len(list))%len(list)])
	}
}

// turnTab goes to the next pane of the same region.
func (m *Model) turnTab(by int) {
	n := m.screen.root().Find(string(m.ctx.Active))
	if n == nil {
		return
	}
	m.activate(pane.ID(n.Tabs[(n.Front+by+len(n.Tabs))%len(n.Tabs)]))
}

// grow changes the size of the active pane.
func (m *Model) grow(action string) {
	columns, by := action == "wider" || action == "narrower", 1
	if columns {
		by = 2
	}
	if action == "narrower" || action == "lower" {
		by = -by
	}
	m.screen.root().Grow(string(m.ctx.Active), columns, by, m.screen.body)
}
