package panes

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/listing"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/tui/internal/frame"
	"github.com/wdbg/wdbg/tui/internal/pane"
	"github.com/wdbg/wdbg/wasm"
)

// Stack shows the threads, and the frames of the selected one.
type Stack struct {
	list  pane.List
	width int
	match string
	// limit is how many frames are read.
	limit int
	fold  bool // inlined calls are not shown
	rows  []stackRow
	err   error
	more  int // frames that have not been read, at least
}

// stackRow is a thread or a frame.
type stackRow struct {
	thread           target.ThreadID
	frame            int // -1 for a thread
	name, args       string
	place            string
	inlined, unknown bool
}

// Limits of how many frames are read: at first, and at all.
const (
	firstFrames = 100
	maxFrames   = 20000
)

// NewStack returns the pane.
func NewStack() *Stack { return &Stack{limit: firstFrames} }

// ID implements pane.Pane.
func (p *Stack) ID() pane.ID { return pane.Stack }

// Title implements pane.Pane.
func (p *Stack) Title(c *pane.Context) string {
	if f := &c.Focus; c.Stop != nil && f.Known && f.Threads > 1 {
		return fmt.Sprintf("stack (%d threads)", f.Threads)
	}
	return "stack"
}

// Actions implements pane.Pane.
func (p *Stack) Actions() []pane.Action {
	return []pane.Action{
		{Name: "fold-inlined", Keys: []string{"i"}, Help: "show inlined calls as frames, or not"},
		{Name: "frame-restart", Keys: []string{"R"}, Help: "begin the frame again"},
		{Name: "frame-finish", Keys: []string{"F"}, Help: "go on until the frame has returned"},
		{Name: "copy", Keys: []string{"y"}, Help: "copy the stack"},
	}
}

// Resize implements pane.Pane.
func (p *Stack) Resize(_ *pane.Context, width, height int) {
	p.width = width
	p.list.SetHeight(height)
}

// stackKey says what was read.
type stackKey struct {
	version uint64
	limit   int
	fold    bool
	args    bool
}

// stackRead is what was read.
type stackRead struct {
	rows []stackRow
	more int
}

// argsWidth is how wide the pane has to be for arguments.
const argsWidth = 44

// Want implements pane.Pane.
func (p *Stack) Want(c *pane.Context) pane.Want {
	limit, fold, focus, args, dir := p.limit, p.fold, c.Focus, p.width >= argsWidth, c.Dir
	return pane.Want{Key: stackKey{c.Version, limit, fold, args}, Read: func(v *debugger.View) (any, error) {
		return readStack(v, focus, limit, fold, args, dir)
	}}
}

func readStack(v *debugger.View, focus pane.Focus, limit int, fold, args bool, dir string) (any, error) {
	threads := v.Threads()
	var out stackRead
	selected := focus.Thread
	if !focus.Known {
		var ok bool
		if selected, ok = v.Thread(); !ok {
			return out, nil
		}
	}
	ids := make([]target.ThreadID, 0, len(threads))
	for _, t := range threads {
		ids = append(ids, t.ID)
	}
	slices.Sort(ids)
	for _, id := range ids {
		if len(ids) > 1 {
			out.rows = append(out.rows, threadRow(v, id))
		}
		if id != selected {
			continue
		}
		frames, err := v.Frames(id, 0, limit)
		if err != nil {
			return out, err
		}
		names := map[callee]string{}
		for _, f := range frames {
			if fold && f.Inlined && f.Number != focus.Number {
				continue
			}
			out.rows = append(out.rows, frameRow(v, f, names, args, dir))
		}
		if len(frames) == limit {
			out.more = max(1, v.NumFrames(id)-limit)
		}
	}
	return out, nil
}

// threadRow describes a thread by where it is.
func threadRow(v *debugger.View, id target.ThreadID) stackRow {
	row := stackRow{thread: id, frame: -1, name: fmt.Sprintf("thread %d", id)}
	if f, err := v.Frame(id, 0); err == nil {
		row.place = "in " + v.NameOf(f)
	}
	return row
}

// callee is the function of a frame: recursion has many frames of a few functions.
type callee struct {
	source   *symbols.Func
	instance target.InstanceID
	index    wasm.FuncIndex
}

// maxName bounds the length of a function's name, in characters.
const maxName = 1000

func frameRow(v *debugger.View, f *debugger.Frame, names map[callee]string, args bool, dir string) stackRow {
	row := stackRow{thread: f.Thread, frame: f.Number, inlined: f.Inlined}
	of := callee{f.Func, f.Physical.Instance, f.Physical.Func}
	if row.name = names[of]; row.name == "" {
		row.name = listing.Clip(v.NameOf(f), maxName)
		if !f.IsHost() {
			names[of] = row.name
		}
	}
	switch {
	case f.IsHost():
		row.place = "(host)"
	case f.Pos.IsValid():
		row.place = listing.Position(dir, symbols.Pos{File: f.Pos.File, Line: f.Pos.Line})
	default:
		row.place, row.unknown = fmt.Sprintf("+0x%x", f.Physical.Offset), true
	}
	if args && !f.IsHost() && f.Scope != nil {
		row.args = v.Values(f).Arguments()
	}
	return row
}

// Loaded implements pane.Pane.
func (p *Stack) Loaded(c *pane.Context, result any, err error) tea.Cmd {
	p.err = err
	if r, ok := result.(stackRead); ok {
		p.rows, p.more = r.rows, r.more
		n := len(p.rows)
		if p.more > 0 {
			n++
		}
		p.list.SetRows(n)
		p.follow(c)
	}
	return nil
}

// follow puts the cursor on the selected frame.
func (p *Stack) follow(c *pane.Context) {
	for i, r := range p.rows {
		if r.thread == c.Focus.Thread && r.frame == c.Focus.Number {
			p.list.To(i)
		}
	}
}

// Hear implements pane.Listener.
func (p *Stack) Hear(_ *pane.Context, msg tea.Msg) tea.Cmd {
	if _, ok := msg.(debugger.StopEvent); ok {
		p.limit = firstFrames
	}
	return nil
}

// Do implements pane.Pane.
func (p *Stack) Do(c *pane.Context, action string) (tea.Cmd, bool) {
	if p.list.Move(action) {
		p.grow()
		return nil, true
	}
	switch action {
	case pane.Enter, pane.Right:
		return p.choose(), true
	case "fold-inlined":
		p.fold = !p.fold
	case "frame-restart":
		return p.onFrame(c, func(s *debugger.Session, id debugger.FrameID) error { return s.RestartFrame(id) }), true
	case "frame-finish":
		return p.onFrame(c, func(s *debugger.Session, id debugger.FrameID) error {
			return s.Step(debugger.StepSpec{Kind: debugger.StepOut, Frame: &id})
		}), true
	case "copy":
		return pane.Send(pane.Copy{Text: p.text()}), true
	default:
		return nil, false
	}
	return nil, true
}

// grow reads more frames where the cursor has come to the last one.
func (p *Stack) grow() {
	if p.more > 0 && p.list.Cursor >= len(p.rows) && p.limit < maxFrames {
		p.limit = min(p.limit*4, maxFrames)
	}
}

// choose selects the frame, or the thread, of the cursor.
func (p *Stack) choose() tea.Cmd {
	if p.list.Cursor >= len(p.rows) {
		p.grow()
		return nil
	}
	r := p.rows[p.list.Cursor]
	return pane.Send(pane.Select{Thread: r.thread, Number: max(0, r.frame)})
}

// onFrame does something with the frame of the cursor.
func (p *Stack) onFrame(c *pane.Context, f func(s *debugger.Session, id debugger.FrameID) error) tea.Cmd {
	if p.list.Cursor >= len(p.rows) || p.rows[p.list.Cursor].frame < 0 {
		return nil
	}
	r := p.rows[p.list.Cursor]
	return pane.Call(c, func(s *debugger.Session) error {
		var id debugger.FrameID
		err := s.Inspect(func(v *debugger.View) error {
			fr, err := v.Frame(r.thread, r.frame)
			if err == nil {
				id = v.ID(fr)
			}
			return err
		})
		if err != nil {
			return err
		}
		return f(s, id)
	})
}

// Mouse implements pane.Pane.
func (p *Stack) Mouse(_ *pane.Context, m pane.Mouse) tea.Cmd {
	if p.list.Mouse(m) {
		return p.choose()
	}
	return nil
}

// Search implements pane.Searcher.
func (p *Stack) Search(_ *pane.Context, text string, by int, from bool) (tea.Cmd, bool) {
	p.match = text
	if text == "" {
		return nil, false
	}
	matches := pane.Matcher(text)
	row, found := pane.FindRow(p.list.Cursor, len(p.rows), by, from, func(i int) bool {
		return matches(p.rows[i].name + " " + p.rows[i].place)
	})
	if found {
		p.list.To(row)
	}
	return nil, found
}

// text is the stack as lines.
func (p *Stack) text() string {
	var b strings.Builder
	for _, r := range p.rows {
		if r.frame < 0 {
			fmt.Fprintf(&b, "%s %s\n", r.name, r.place)
			continue
		}
		fmt.Fprintf(&b, "#%d %s %s\n", r.frame, r.name, r.place)
	}
	return b.String()
}

// Draw implements pane.Pane.
func (p *Stack) Draw(c *pane.Context, a frame.Area) {
	switch {
	case p.err != nil:
		a.Text(1, 0, frame.Clip(p.err.Error(), a.Width-1), frame.Style{Role: frame.Warning})
		return
	case len(p.rows) == 0 && c.Stands():
		a.Text(1, 0, "no frames", frame.Style{Role: frame.Dim})
		return
	}
	p.list.Draw(a, c.Active == pane.Stack, func(i int, row frame.Area) {
		if i >= len(p.rows) {
			row.Text(2, 0, fmt.Sprintf("… %s more", listing.Grouped(p.more)), frame.Style{Role: frame.Dim})
			return
		}
		p.drawRow(c, row, &p.rows[i])
	})
}

func (p *Stack) drawRow(c *pane.Context, row frame.Area, r *stackRow) {
	selected := r.thread == c.Focus.Thread && r.frame == c.Focus.Number
	if r.frame < 0 {
		x := row.Text(0, 0, r.name+" ", frame.Style{Role: frame.Strong})
		row.Text(x, 0, frame.Clip(r.place, row.Width-x), frame.Style{Role: frame.Dim})
		return
	}
	if selected {
		row.Fill(frame.Style{Ground: frame.Chosen})
	}
	style := func(role frame.Role) frame.Style {
		s := frame.Style{Role: role}
		if selected {
			s.Ground = frame.Chosen
		}
		return s
	}
	if selected {
		row.Text(0, 0, markText(markHere), style(frame.Here))
	}
	number := fmt.Sprintf("%d ", r.frame)
	x := row.Text(1, 0, number, style(frame.Dim))
	if r.inlined {
		x = row.Text(x, 0, "⤷ ", style(frame.Dim))
	}
	place := frame.ClipLeft(r.place, max(8, (row.Width-x)/2))
	room := row.Width - x - frame.Width(place) - 1
	for _, piece := range pane.Marked(frame.Clip(r.name, room), style(frame.Function), p.match) {
		x = row.Text(x, 0, piece.Text, piece.Style)
	}
	if r.args != "" {
		if room := row.Width - x - frame.Width(place) - 3; room > 4 {
			row.Text(x, 0, "("+frame.Clip(r.args, room)+")", style(frame.Normal))
		}
	}
	role := frame.Dim
	if r.unknown {
		role = frame.Warning
	}
	row.Right(0, place, style(role))
}
