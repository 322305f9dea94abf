package tui

import (
	"fmt"
	"strings"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/listing"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/tui/internal/frame"
	"github.com/wdbg/wdbg/tui/internal/layout"
	"github.com/wdbg/wdbg/tui/internal/pane"
)

// Draw draws the interface onto a frame. It changes nothing else.
func (m *Model) Draw(f *frame.Frame) {
	f.Reset(m.width, m.height)
	a := f.Area()
	top := m.statusRows()
	if top > 0 {
		m.drawStatus(a.Row(0))
	}
	m.drawBanner(a.Sub(0, top, a.Width, m.bannerRows()))
	for _, r := range m.screen.regions {
		m.drawRegion(a, r)
	}
	for _, d := range m.screen.dividers {
		if d.Rect.W == 1 && d.Rect.H > 1 {
			for y := range d.Rect.H {
				a.Text(d.Rect.X, d.Rect.Y+y, "│", frame.Style{Role: frame.Border})
			}
		}
	}
	if m.footerRows() > 0 {
		m.drawFooter(a.Row(a.Height - 1))
	}
	if m.overlay != nil {
		width, height := m.overlaySize()
		m.overlay.Draw(m, a.Sub(0, top, width, height))
	}
}

// drawStatus draws the top row: the program, what it does, where it is.
func (m *Model) drawStatus(a frame.Area) {
	bar := frame.Style{Role: frame.Status, Ground: frame.BarRow}
	a.Fill(bar)
	x := 0
	if a.Width >= wideStatus {
		x = a.Text(1, 0, "wdbg ", frame.Style{Role: frame.Strong, Ground: frame.BarRow})
		x = a.Text(x, 0, frame.Clip(m.cfg.Program, max(8, a.Width/4))+" ", bar)
	}
	text, role := m.state()
	x = a.Text(x, 0, " "+text+" ", frame.Style{Role: role, Ground: frame.BarRow})
	if place := m.place(a.Width - x - 2); place != "" && x < a.Width {
		a.Text(x+1, 0, place, bar)
	}
}

// wideStatus is from which width on the top row names the program.
const wideStatus = 40

// state says what the program does.
func (m *Model) state() (text string, role frame.Role) {
	switch m.ctx.State {
	case debugger.NotStarted:
		return "loading", frame.Warning
	case debugger.Running:
		return "running", frame.Good
	case debugger.Closed:
		return "closed", frame.Error
	}
	stop := m.ctx.Stop
	switch {
	case stop == nil:
		return "running", frame.Good
	case stop.Reason == debugger.ReasonTrap:
		return "trapped", frame.Error
	case stop.Reason == debugger.ReasonFailed:
		return "failed", frame.Error
	case stop.Reason == debugger.ReasonExit:
		return fmt.Sprintf("exited with status %d", stop.Exit), frame.Strong
	case stop.Reason == debugger.ReasonBreakpoint && len(stop.Breakpoints) > 0:
		return fmt.Sprintf("breakpoint %d", stop.Breakpoints[0]), frame.Point
	case stop.Reason == debugger.ReasonEntry:
		return "at the beginning", frame.Strong
	}
	return stop.Reason.String(), frame.Strong
}

// place says where the selected frame is, in a number of cells: of a long name the beginning, of a long path the end.
func (m *Model) place(room int) string {
	f := &m.ctx.Focus
	if !f.Known || m.ctx.Stop == nil {
		return ""
	}
	var position, rest string
	if f.HasSource() {
		position = listing.Position(m.ctx.Dir, symbols.Pos{File: f.Pos.File, Line: f.Pos.Line})
	} else if !f.Host {
		position = fmt.Sprintf("+0x%x", f.Place.Offset)
	}
	if f.Number > 0 {
		rest = fmt.Sprintf("  frame %d", f.Number)
	}
	if f.Threads > 1 {
		rest += fmt.Sprintf("  thread %d of %d", f.Thread, f.Threads)
	}
	const gap = "  "
	name := frame.Clip(f.Func, max(room-frame.Width(gap+position+rest), room/2))
	if position != "" {
		position = gap + frame.ClipLeft(position, max(room-frame.Width(name+gap+rest), room/4))
	}
	return frame.Clip(name+position+rest, room)
}

// drawBanner draws why the program stands still.
func (m *Model) drawBanner(a frame.Area) {
	style := frame.Style{Role: frame.Normal, Ground: frame.Popup}
	if r := m.ctx.Stop; r != nil && (r.Reason == debugger.ReasonTrap || r.Reason == debugger.ReasonFailed || r.Reason == debugger.ReasonHeap) {
		style = frame.Style{Role: frame.Error, Ground: frame.Alert}
	}
	a.Fill(style)
	for i := range a.Height {
		text := m.headline[i]
		if i == a.Height-1 && len(m.headline) > a.Height {
			text += " …"
		}
		a.Text(1, i, frame.Clip(text, a.Width-2), style)
		if style.Role = frame.Normal; i == 0 && style.Ground == frame.Alert {
			style.Role = frame.Strong
		}
	}
}

// tab is the title of a pane in the row of its region.
type tab struct {
	pane       pane.ID
	text       string
	begin, end int
}

// tabs returns the titles of a region. Where there is no room for all, those before the one in front go first.
func (m *Model) tabs(r layout.Region) (list []tab) {
	var texts []string
	before := 1 // columns that the titles before the one in front take
	for i, name := range r.Node.Tabs {
		text := name
		if i == r.Node.Front {
			text = m.panes[pane.ID(name)].Title(&m.ctx)
		} else if m.written != m.seen && pane.ID(name) == pane.Output {
			text += "*"
		}
		texts = append(texts, " "+text+" ")
		if i < r.Node.Front {
			before += frame.Width(texts[i])
		}
	}
	first := 0
	for front := r.Node.Front; first < front && before+frame.Width(texts[front]) > r.Rect.W; first++ {
		before -= frame.Width(texts[first])
	}
	x := 1
	for i := first; i < len(texts); i++ {
		if i == r.Node.Front {
			texts[i] = frame.Clip(texts[i], r.Rect.W-x)
		}
		n := frame.Width(texts[i])
		list = append(list, tab{pane.ID(r.Node.Tabs[i]), texts[i], x, x + n})
		x += n
	}
	return list
}

// drawRegion draws a region: its titles, and the pane in front.
func (m *Model) drawRegion(a frame.Area, r layout.Region) {
	title := a.Sub(r.Rect.X, r.Rect.Y, r.Rect.W, titleRows(r))
	title.Text(0, 0, strings.Repeat("─", title.Width), frame.Style{Role: frame.Border})
	for _, t := range m.tabs(r) {
		style := frame.Style{Role: frame.Dim}
		if string(t.pane) == r.Node.Pane() {
			if style.Role = frame.Title; t.pane == m.ctx.Active {
				style = frame.Style{Role: frame.TitleOn, Ground: frame.Chosen}
			}
		}
		title.Text(t.begin, 0, t.text, style)
	}
	id := pane.ID(r.Node.Pane())
	area, ok := m.screen.areas[id]
	if !ok {
		return
	}
	m.panes[id].Draw(&m.ctx, a.Sub(area.X, area.Y, area.W, area.H))
}

// drawFooter draws the last row: what is typed, a message, or keys.
func (m *Model) drawFooter(a frame.Area) {
	switch {
	case m.prompt != nil:
		m.prompt.draw(a)
		return
	case m.message.Text != "":
		style := frame.Style{Role: frame.Normal}
		if m.message.Error {
			style.Role = frame.Error
		}
		text, _, _ := strings.Cut(m.message.Text, "\n")
		a.Text(1, 0, frame.Clip(text, a.Width-2), style)
		return
	}
	x := 1
	for _, part := range m.hints() {
		n := frame.Width(part.key) + frame.Width(part.text) + 1
		if x+n > a.Width {
			break
		}
		x = a.Text(x, 0, part.key, frame.Style{Role: frame.Key})
		x = a.Text(x+1, 0, part.text, frame.Style{Role: frame.Dim}) + 2
	}
}

// hint is a key with what it does.
type hint struct{ key, text string }

// hints returns what the footer says about keys: the pane's own first.
func (m *Model) hints() (list []hint) {
	if m.ctx.State == debugger.Running {
		list = append(list, hint{"ctrl+c", "interrupt"})
	}
	if m.ctx.State == debugger.Ended {
		list = append(list, hint{"r", "restart"})
	}
	for _, scope := range []pane.ID{m.ctx.Active, ""} {
		for _, a := range m.keys.Actions(scope) {
			if a.Short != "" && len(a.Keys) > 0 && !(a.Name == "restart" && m.ctx.State == debugger.Ended) {
				list = append(list, hint{a.Keys[0], a.Short})
			}
		}
	}
	return list
}
