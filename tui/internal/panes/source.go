package panes

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/listing"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/symbols/srcfile"
	"github.com/wdbg/wdbg/tui/internal/frame"
	"github.com/wdbg/wdbg/tui/internal/pane"
)

// Source shows the text of a source file: the line that is next, breakpoints, values of variables.
type Source struct {
	file   *symbols.File
	text   *srcfile.Text
	state  srcfile.State // of the text, when it was shown last
	why    string        // there is no text
	list   pane.List
	width  int
	left   int // columns that are scrolled away
	match  string
	inline inlineValues
	styled styledLines
	// lines are those that are seen, made ready to be drawn.
	lines []sourceLine
	// wanted is what is shown when the text has come.
	wanted symbols.Pos
	// here is the selected frame's place.
	here  symbols.Pos
	outer bool // of a frame that is not the innermost
}

// sourceLine is a line of source.
type sourceLine struct {
	number int
	mark   byte // what stands before it: see marks
	pieces []frame.Piece
	ground frame.Ground
	marked frame.Role // of the mark
}

// openedMsg is the text of a source file.
type openedMsg struct {
	file  *symbols.File
	text  *srcfile.Text
	state srcfile.State
	err   error
}

// NewSource returns the pane.
func NewSource() *Source { return &Source{} }

// ID implements pane.Pane.
func (s *Source) ID() pane.ID { return pane.Source }

// File returns the file that is shown; nil where none is.
func (s *Source) File() *symbols.File { return s.file }

// Title implements pane.Pane.
func (s *Source) Title(c *pane.Context) string {
	if s.file == nil {
		return "source"
	}
	title, note := listing.File(c.Dir, s.file), ""
	if s.text != nil && s.state != srcfile.Same {
		note = " (" + stateNote(s.state, s.width >= wideTitle) + ")"
	}
	return frame.ClipLeft(title, max(s.width-frame.Width(note)-3, 4)) + note
}

// wideTitle is from which width on the title says in full what is wrong with the text.
const wideTitle = 48

// stateNote says in a title what is wrong with a text.
func stateNote(state srcfile.State, wide bool) string {
	notes := [...][2]string{
		srcfile.Differs: {"changed", "changed since it was compiled"},
		srcfile.Changed: {"changed", "the file has changed since"},
		srcfile.Gone:    {"gone", "the file is gone"},
	}[state]
	if wide {
		return notes[1]
	}
	return notes[0]
}

// Actions implements pane.Pane.
func (s *Source) Actions() []pane.Action {
	return []pane.Action{
		{Name: "toggle-breakpoint", Keys: []string{"b", "f9"}, Help: "set or remove a breakpoint at the line", Short: "break"},
		{Name: "edit-breakpoint", Keys: []string{"B"}, Help: "change the condition of the breakpoint at the line"},
		{Name: "run-to-cursor", Keys: []string{"t"}, Help: "go on until the line is reached", Short: "to line"},
		{Name: "jump", Keys: []string{"J"}, Help: "go on at the line, without executing what is between"},
		{Name: "show-code", Keys: []string{"x"}, Help: "show the code of the line"},
		{Name: "copy", Keys: []string{"y"}, Help: "copy the line"},
	}
}

// Resize implements pane.Pane.
func (s *Source) Resize(c *pane.Context, width, height int) {
	s.width = width
	s.list.SetHeight(height)
	s.prepare(c)
}

// Want implements pane.Pane.
func (s *Source) Want(c *pane.Context) pane.Want { return s.inline.want(c) }

// Loaded implements pane.Pane.
func (s *Source) Loaded(c *pane.Context, result any, err error) tea.Cmd {
	s.inline.loaded(result, err)
	return nil
}

// Hear implements pane.Listener.
func (s *Source) Hear(c *pane.Context, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case pane.Focused:
		s.here, s.outer = symbols.Pos{}, false
		if c.Focus.HasSource() {
			s.here, s.outer = c.Focus.Pos, c.Focus.Number > 0
			return s.show(c, c.Focus.Pos)
		}
	case pane.ShowSource:
		return s.show(c, msg.Pos)
	case openedMsg:
		s.opened(msg)
	}
	return nil
}

// show shows a line of a file.
func (s *Source) show(c *pane.Context, pos symbols.Pos) tea.Cmd {
	s.wanted = pos
	file, sources := pos.File, c.Sources
	if sameFile(s.file, file) && s.text != nil {
		s.list.Reveal(pos.Line - 1)
		text, before := s.text, s.state
		return func() tea.Msg {
			state := text.State()
			if state == before {
				return nil
			}
			return openedMsg{file: file, text: text, state: state}
		}
	}
	return func() tea.Msg {
		if sources == nil {
			return openedMsg{file: file, err: fmt.Errorf("%s is not looked for", file.Path)}
		}
		text, err := sources.Open(file)
		if err != nil {
			return openedMsg{file: file, err: err}
		}
		return openedMsg{file: file, text: text, state: text.State()}
	}
}

func (s *Source) opened(msg openedMsg) {
	if !sameFile(s.wanted.File, msg.file) {
		return // another one was asked for meanwhile
	}
	s.state = msg.state
	if msg.err == nil && msg.text == s.text {
		return
	}
	s.file, s.text, s.why, s.left = msg.file, msg.text, "", 0
	rows := 0
	if msg.err != nil {
		s.text, s.why = nil, msg.err.Error()
	} else {
		rows = msg.text.Lines()
	}
	s.list = pane.List{Height: s.list.Height}
	s.list.SetRows(rows)
	s.list.Reveal(s.wanted.Line - 1)
}

// sameFile reports whether two files are one: each unit has its own notion of a file.
func sameFile(a, b *symbols.File) bool {
	return a == b || a != nil && b != nil && a.Path == b.Path
}

// Do implements pane.Pane.
func (s *Source) Do(c *pane.Context, action string) (tea.Cmd, bool) {
	if s.list.Move(action) || moveSideways(&s.left, action) {
		return nil, true
	}
	switch action {
	case "toggle-breakpoint":
		return s.toggle(c, s.list.Cursor+1), true
	case "edit-breakpoint":
		return s.editPoint(c), true
	case "run-to-cursor":
		return s.runTo(c), true
	case "jump":
		return s.jump(c), true
	case "show-code":
		return s.showCode(c), true
	case "copy":
		if line, ok := s.line(s.list.Cursor + 1); ok {
			return pane.Send(pane.Copy{Text: line}), true
		}
	default:
		return nil, false
	}
	return nil, true
}

// Mouse implements pane.Pane.
func (s *Source) Mouse(c *pane.Context, m pane.Mouse) tea.Cmd {
	if s.list.Mouse(m) && (m.X < gutterMark || m.Kind == pane.DoubleClick) {
		return s.toggle(c, s.list.Cursor+1)
	}
	return nil
}

// Search implements pane.Searcher.
func (s *Source) Search(_ *pane.Context, text string, by int, from bool) (tea.Cmd, bool) {
	s.match = text
	if text == "" || s.text == nil {
		return nil, false
	}
	matches := pane.Matcher(text)
	row, found := pane.FindRow(s.list.Cursor, s.list.Rows, by, from, func(row int) bool {
		line, _ := s.line(row + 1)
		return matches(line)
	})
	if found {
		s.list.Reveal(row)
	}
	return nil, found
}

// line returns a line of the text.
func (s *Source) line(n int) (string, bool) {
	if s.text == nil {
		return "", false
	}
	return s.text.Line(n)
}

// toggle sets or removes a breakpoint.
func (s *Source) toggle(c *pane.Context, line int) tea.Cmd {
	if s.file == nil {
		return nil
	}
	if at := pointsAt(c, s.file, line); len(at) > 0 {
		return removePoints(c, at)
	}
	spec := debugger.BreakpointSpec{File: s.file.Path, Line: line}
	session := c.Session
	return func() tea.Msg {
		b, err := session.AddBreakpoint(spec)
		if err != nil {
			return pane.Tell{Text: err.Error(), Error: true}
		}
		return pane.Tell{Text: pointText(&b, line)}
	}
}

// pointText says what became of a breakpoint at a line.
func pointText(b *debugger.Breakpoint, line int) string {
	if len(b.Sites) == 0 {
		return fmt.Sprintf("breakpoint %d waits for its place: %s", b.ID, b.Message)
	}
	text := fmt.Sprintf("breakpoint %d in %s", b.ID, b.Sites[0].Func)
	if at := b.Sites[0].Pos.Line; at != line {
		text += fmt.Sprintf(", at line %d: line %d has no code", at, line)
	}
	return text
}

// pointsAt returns the breakpoints of a line.
func pointsAt(c *pane.Context, file *symbols.File, line int) (list []debugger.Breakpoint) {
	for _, b := range c.Breakpoints {
		if b.Line == line && b.File != "" && b.File == file.Path && len(b.Sites) == 0 {
			list = append(list, b)
			continue
		}
		for _, site := range b.Sites {
			if site.Pos.Line == line && sameFile(site.Pos.File, file) {
				list = append(list, b)
				break
			}
		}
	}
	return list
}

// editPoint lets the condition of a breakpoint be typed.
func (s *Source) editPoint(c *pane.Context) tea.Cmd {
	if s.file == nil {
		return nil
	}
	at := pointsAt(c, s.file, s.list.Cursor+1)
	if len(at) == 0 {
		return pane.Send(pane.Tell{Text: "there is no breakpoint at this line: b sets one", Error: true})
	}
	return askCondition(c, &at[0])
}

// askCondition lets the condition of a breakpoint be typed.
func askCondition(c *pane.Context, b *debugger.Breakpoint) tea.Cmd {
	id := b.ID
	return pane.Send(pane.Ask{
		Label: fmt.Sprintf("breakpoint %d stops if: ", id), Text: b.Condition, History: "condition",
		Done: func(text string) tea.Cmd {
			return pane.Call(c, func(session *debugger.Session) error {
				_, err := session.UpdateBreakpoint(id, func(spec *debugger.BreakpointSpec) { spec.Condition = strings.TrimSpace(text) })
				return err
			})
		},
	})
}

// place names the line of the cursor as commands do.
func (s *Source) place() string { return fmt.Sprintf("%s:%d", s.file.Path, s.list.Cursor+1) }

func (s *Source) runTo(c *pane.Context) tea.Cmd {
	if s.file == nil {
		return nil
	}
	spec := debugger.StepSpec{Kind: debugger.StepTo, Location: s.place()}
	return pane.Call(c, func(session *debugger.Session) error { return session.Step(spec) })
}

func (s *Source) jump(c *pane.Context) tea.Cmd {
	if s.file == nil || !c.Focus.Known {
		return nil
	}
	thread, place := c.Focus.Thread, s.place()
	jump := pane.Call(c, func(session *debugger.Session) error {
		var site debugger.Site
		err := session.Inspect(func(v *debugger.View) (err error) {
			site, err = v.LocateJump(thread, place, nil)
			return err
		})
		if err != nil {
			return err
		}
		return session.Jump(thread, site)
	})
	return pane.Send(pane.Confirm{Question: fmt.Sprintf("Go on at line %d? What is between is not executed.", s.list.Cursor+1), Yes: jump})
}

// showCode shows the first instruction of the line.
func (s *Source) showCode(c *pane.Context) tea.Cmd {
	if s.file == nil {
		return nil
	}
	place := s.place()
	return pane.Find(c, func(v *debugger.View) (tea.Msg, error) {
		sites, err := v.Locate(place, nil)
		if err != nil {
			return nil, err
		}
		return showCode(v, sites[0].Place), nil
	})
}
