package panes

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/listing"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/tui/internal/frame"
	"github.com/wdbg/wdbg/tui/internal/pane"
)

// Points shows breakpoints, watchpoints and catchpoints.
type Points struct {
	list pane.List
	rows []pointRow
}

// pointRow is one of them.
type pointRow struct {
	id         int
	text, more string
	mark       byte
	role       frame.Role
	hits       uint64
	off        bool
	point      *debugger.Breakpoint
	watch      *debugger.Watchpoint
	catch      *debugger.Catchpoint
}

// NewPoints returns the pane.
func NewPoints() *Points { return &Points{} }

// ID implements pane.Pane.
func (p *Points) ID() pane.ID { return pane.Points }

// Title implements pane.Pane.
func (p *Points) Title(*pane.Context) string { return "breakpoints" }

// Actions implements pane.Pane.
func (p *Points) Actions() []pane.Action {
	return []pane.Action{
		{Name: "point-toggle", Keys: []string{"space"}, Help: "disable the breakpoint, or enable it", Short: "on/off"},
		{Name: "point-add", Keys: []string{"a"}, Help: "add a breakpoint at a place", Short: "add"},
		{Name: "point-watch", Keys: []string{"w"}, Help: "add a watchpoint for an expression"},
		{Name: "point-condition", Keys: []string{"e"}, Help: "change the condition", Short: "condition"},
		{Name: "point-hits", Keys: []string{"H"}, Help: "change after how many hits it stops: > 5, % 10, == 3"},
		{Name: "point-log", Keys: []string{"M"}, Help: "write a message with {expressions} instead of stopping"},
		{Name: "point-delete", Keys: []string{"x", "delete"}, Help: "remove it", Short: "remove"},
	}
}

// Resize implements pane.Pane.
func (p *Points) Resize(c *pane.Context, _, height int) {
	p.rows = pointRows(c)
	p.list.SetRows(len(p.rows))
	p.list.SetHeight(height)
}

func pointRows(c *pane.Context) (rows []pointRow) {
	for i := range c.Breakpoints {
		b := &c.Breakpoints[i]
		r := pointRow{id: b.ID, text: pointPlace(c, b), hits: b.Hits, off: b.Disabled, point: b}
		r.mark, r.role = pointMark([]debugger.Breakpoint{*b})
		r.more = joinParts(prefixed("if ", b.Condition), prefixed("hits ", b.HitCondition), prefixed("log ", b.Log), b.Message)
		rows = append(rows, r)
	}
	for i := range c.Watchpoints {
		w := &c.Watchpoints[i]
		r := pointRow{id: w.ID, text: "watch " + w.Expr, hits: w.Hits, off: w.Disabled, watch: w, mark: markPoint, role: frame.Point}
		r.more = joinParts(prefixed("if ", w.Condition), w.Where, w.Message)
		rows = append(rows, r)
	}
	for i := range c.Catchpoints {
		k := &c.Catchpoints[i]
		r := pointRow{id: k.ID, text: joinParts("catch "+k.Kind.String(), k.Pattern), hits: k.Hits, off: k.Disabled, catch: k, mark: markPoint, role: frame.Point}
		r.more = prefixed("if ", k.Condition)
		rows = append(rows, r)
	}
	for i := range rows {
		if rows[i].off {
			rows[i].mark, rows[i].role = markOff, frame.PointOff
		}
	}
	return rows
}

func prefixed(prefix, text string) string {
	if text == "" {
		return ""
	}
	return prefix + text
}

func joinParts(parts ...string) string {
	var list []string
	for _, p := range parts {
		if p != "" {
			list = append(list, p)
		}
	}
	return strings.Join(list, ", ")
}

// pointPlace says where a breakpoint is.
func pointPlace(c *pane.Context, b *debugger.Breakpoint) string {
	if len(b.Sites) == 0 {
		if b.Location != "" {
			return b.Location
		}
		return fmt.Sprintf("%s:%d", b.File, b.Line)
	}
	s := &b.Sites[0]
	text := s.Func
	if s.Pos.IsValid() {
		text = listing.Position(c.Dir, symbols.Pos{File: s.Pos.File, Line: s.Pos.Line}) + " " + text
	} else {
		text += fmt.Sprintf("+0x%x", s.Place.Offset)
	}
	if n := len(b.Sites); n > 1 {
		text += fmt.Sprintf(" and %d more", n-1)
	}
	return text
}

// Want implements pane.Pane.
func (p *Points) Want(*pane.Context) pane.Want { return pane.Want{} }

// Loaded implements pane.Pane.
func (p *Points) Loaded(*pane.Context, any, error) tea.Cmd { return nil }

// Do implements pane.Pane.
func (p *Points) Do(c *pane.Context, action string) (tea.Cmd, bool) {
	if p.list.Move(action) {
		return nil, true
	}
	switch action {
	case "point-add":
		return askPoint(c), true
	case "point-watch":
		return askWatchpoint(c), true
	}
	if p.list.Cursor >= len(p.rows) {
		return nil, strings.HasPrefix(action, "point-") || action == pane.Enter
	}
	r := p.rows[p.list.Cursor]
	switch action {
	case pane.Enter:
		return r.open(c), true
	case "point-toggle":
		return r.toggle(c), true
	case "point-delete":
		return pane.Call(c, func(s *debugger.Session) error { return s.RemoveBreakpoint(r.id) }), true
	case "point-condition":
		return r.askCondition(c), true
	case "point-hits":
		return r.askSpec(c, "hits: ", func(s *debugger.BreakpointSpec) *string { return &s.HitCondition }), true
	case "point-log":
		return r.askSpec(c, "message: ", func(s *debugger.BreakpointSpec) *string { return &s.Log }), true
	}
	return nil, false
}

// open shows where a breakpoint is.
func (r *pointRow) open(c *pane.Context) tea.Cmd {
	if r.point == nil || len(r.point.Sites) == 0 {
		return nil
	}
	site := r.point.Sites[0]
	if site.Pos.IsValid() {
		return pane.Send(pane.ShowSource{Pos: site.Pos})
	}
	return pane.Find(c, func(v *debugger.View) (tea.Msg, error) { return showCode(v, site.Place), nil })
}

func (r *pointRow) toggle(c *pane.Context) tea.Cmd {
	id, off := r.id, !r.off
	return pane.Call(c, func(s *debugger.Session) (err error) {
		switch {
		case r.point != nil:
			_, err = s.UpdateBreakpoint(id, func(b *debugger.BreakpointSpec) { b.Disabled = off })
		case r.watch != nil:
			_, err = s.UpdateWatchpoint(id, func(w *debugger.WatchSpec) { w.Disabled = off })
		default:
			_, err = s.UpdateCatchpoint(id, func(k *debugger.CatchSpec) { k.Disabled = off })
		}
		return err
	})
}

// askCondition lets the condition be typed.
func (r *pointRow) askCondition(c *pane.Context) tea.Cmd {
	if r.point != nil {
		return askCondition(c, r.point)
	}
	id, watch, old := r.id, r.watch != nil, ""
	if watch {
		old = r.watch.Condition
	} else {
		old = r.catch.Condition
	}
	return pane.Send(pane.Ask{Label: fmt.Sprintf("%d stops if: ", id), Text: old, History: "condition", Done: func(text string) tea.Cmd {
		text = strings.TrimSpace(text)
		return pane.Call(c, func(s *debugger.Session) (err error) {
			if watch {
				_, err = s.UpdateWatchpoint(id, func(w *debugger.WatchSpec) { w.Condition = text })
			} else {
				_, err = s.UpdateCatchpoint(id, func(k *debugger.CatchSpec) { k.Condition = text })
			}
			return err
		})
	}})
}

// askSpec lets a text of a breakpoint be typed.
func (r *pointRow) askSpec(c *pane.Context, label string, field func(*debugger.BreakpointSpec) *string) tea.Cmd {
	if r.point == nil {
		return pane.Send(pane.Tell{Text: "that is for breakpoints", Error: true})
	}
	spec, id := r.point.BreakpointSpec, r.id
	return pane.Send(pane.Ask{Label: label, Text: *field(&spec), Done: func(text string) tea.Cmd {
		return pane.Call(c, func(s *debugger.Session) error {
			_, err := s.UpdateBreakpoint(id, func(b *debugger.BreakpointSpec) { *field(b) = strings.TrimSpace(text) })
			return err
		})
	}})
}

// askPoint lets the place of a breakpoint be typed.
func askPoint(c *pane.Context) tea.Cmd {
	return pane.Send(pane.Ask{Label: "break at: ", History: "location", Done: func(text string) tea.Cmd {
		if text = strings.TrimSpace(text); text == "" {
			return nil
		}
		return pane.Call(c, func(s *debugger.Session) error {
			_, err := s.AddBreakpoint(debugger.BreakpointSpec{Location: text})
			return err
		})
	}})
}

// askWatchpoint lets the expression of a watchpoint be typed.
func askWatchpoint(c *pane.Context) tea.Cmd {
	var id *debugger.FrameID
	if c.Focus.Known {
		of := c.Focus.ID
		id = &of
	}
	return pane.Send(pane.Ask{Label: "stop when it changes: ", History: "watch", Done: func(text string) tea.Cmd {
		if text = strings.TrimSpace(text); text == "" {
			return nil
		}
		return pane.Call(c, func(s *debugger.Session) error {
			_, err := s.AddWatchpoint(debugger.WatchSpec{Expr: text, Frame: id, Changes: true, Access: writeAccess})
			return err
		})
	}})
}

// Mouse implements pane.Pane.
func (p *Points) Mouse(c *pane.Context, m pane.Mouse) tea.Cmd {
	if !p.list.Mouse(m) || p.list.Cursor >= len(p.rows) {
		return nil
	}
	r := p.rows[p.list.Cursor]
	switch {
	case m.X < gutterMark:
		return r.toggle(c)
	case m.Kind == pane.DoubleClick:
		return r.open(c)
	}
	return nil
}

// Draw implements pane.Pane.
func (p *Points) Draw(c *pane.Context, a frame.Area) {
	if len(p.rows) == 0 {
		a.Text(1, 0, "none: b in the source sets one", frame.Style{Role: frame.Dim})
		return
	}
	p.list.Draw(a, c.Active == pane.Points, func(i int, row frame.Area) {
		r := &p.rows[i]
		row.Text(0, 0, markText(r.mark), frame.Style{Role: r.role})
		x := row.Text(gutterMark, 0, fmt.Sprintf("%d ", r.id), frame.Style{Role: frame.Dim})
		role := frame.Normal
		if r.off {
			role = frame.Dim
		}
		x = row.Text(x, 0, r.text+" ", frame.Style{Role: role})
		x = row.Text(x, 0, r.more, frame.Style{Role: frame.Dim})
		if r.hits > 0 {
			hits := listing.Count(int(r.hits), "hit")
			if x < row.Width-len(hits) {
				row.Right(0, hits, frame.Style{Role: frame.Dim})
			}
		}
	})
}
