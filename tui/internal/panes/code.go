package panes

import (
	"errors"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/tui/internal/pane"
	"github.com/wdbg/wdbg/wasm"
)

// Code shows the instructions of a function, with the source lines between them.
type Code struct {
	list  pane.List
	left  int
	match string
	// fn is the function that is shown, or is being read; at is the instruction to show when it has come.
	fn     codeFunc
	at     wasm.FileOffset
	have   *codeText
	kept   codeTexts
	trail  []codePlace // where enter has come from
	source bool        // lines of source between the instructions
}

// codeFunc is a function of an instance; the zero value is none.
type codeFunc struct {
	known    bool
	instance target.InstanceID
	fn       wasm.FuncIndex
}

// codePlace is an instruction of a function.
type codePlace struct {
	codeFunc
	at wasm.FileOffset
}

// NewCode returns the pane.
func NewCode() *Code { return &Code{source: true} }

// ID implements pane.Pane.
func (p *Code) ID() pane.ID { return pane.Code }

// Title implements pane.Pane.
func (p *Code) Title(*pane.Context) string {
	if p.have == nil || p.have.err != nil {
		return "code"
	}
	return "code of " + p.have.name
}

// Actions implements pane.Pane.
func (p *Code) Actions() []pane.Action {
	return []pane.Action{
		{Name: "toggle-breakpoint", Keys: []string{"b", "f9"}, Help: "set or remove a breakpoint at the instruction", Short: "break"},
		{Name: "run-to-cursor", Keys: []string{"t"}, Help: "go on until the instruction is reached"},
		{Name: "code-back", Keys: []string{"backspace"}, Help: "go back to where enter has come from"},
		{Name: "code-source", Keys: []string{"x"}, Help: "show the line of source of the instruction"},
		{Name: "code-lines", Keys: []string{"i"}, Help: "lines of source between the instructions, or not"},
		{Name: "copy", Keys: []string{"y"}, Help: "copy the line"},
	}
}

// Resize implements pane.Pane.
func (p *Code) Resize(_ *pane.Context, _, height int) { p.list.SetHeight(height) }

// wanted says what is to be shown.
func (p *Code) wanted(c *pane.Context) codeKey { return codeKey{p.fn, p.source, c.Starts} }

// Want implements pane.Pane.
func (p *Code) Want(c *pane.Context) pane.Want {
	key, sources, dir := p.wanted(c), c.Sources, c.Dir
	if !p.fn.known || p.have != nil && p.have.codeKey == key {
		return pane.Want{}
	}
	return pane.Want{Key: key, Peek: true, Read: func(v *debugger.View) (any, error) { return readCode(v, key, sources, dir), nil }}
}

// Loaded implements pane.Pane.
func (p *Code) Loaded(c *pane.Context, result any, _ error) tea.Cmd {
	if t, ok := result.(*codeText); ok {
		p.kept.keep(t)
		p.bring(c)
	}
	return nil
}

// bring shows the function that is wanted, if it has been read.
func (p *Code) bring(c *pane.Context) {
	if t := p.kept.find(p.wanted(c)); t != nil {
		p.have = t
		p.list.SetRows(len(t.lines))
		p.reveal()
	}
}

// Hear implements pane.Listener.
func (p *Code) Hear(c *pane.Context, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case debugger.RestartEvent:
		p.fn = codeFunc{} // it is read when the modules are there again
	case pane.Focused:
		if f := &c.Focus; f.Known && !f.Host && f.Module != nil {
			p.trail = nil
			p.show(c, codeFunc{true, f.Instance, f.FuncIndex}, f.At)
		}
	case pane.ShowCode:
		return p.find(c, msg)
	case codePlace:
		p.goTo(c, msg)
	}
	return nil
}

// find shows the instruction at an offset of a module.
func (p *Code) find(c *pane.Context, msg pane.ShowCode) tea.Cmd {
	return pane.Find(c, func(v *debugger.View) (tea.Msg, error) {
		inst, ok := v.Instance(msg.Instance)
		if !ok {
			return nil, noModule(msg.Instance)
		}
		fn, ok := inst.Module.FuncAt(msg.At)
		if !ok {
			return nil, fmt.Errorf("there is no code at 0x%x", uint64(msg.At))
		}
		return codePlace{codeFunc{true, msg.Instance, fn}, msg.At}, nil
	})
}

func noModule(id target.InstanceID) error { return fmt.Errorf("there is no module %d", id) }

// showCode asks for the code at a place, which a breakpoint or the like is at.
func showCode(v *debugger.View, p target.Place) pane.ShowCode {
	inst, _ := v.Instance(p.Instance)
	at, _ := inst.Module.Place(p.Func, p.Offset)
	return pane.ShowCode{Instance: inst.ID, At: at}
}

// goTo shows a place, and remembers where it has come from.
func (p *Code) goTo(c *pane.Context, to codePlace) {
	if p.have != nil && p.list.Cursor < len(p.have.lines) {
		p.trail = append(p.trail, codePlace{p.have.codeFunc, p.have.lines[p.list.Cursor].at})
	}
	p.show(c, to.codeFunc, to.at)
}

func (p *Code) show(c *pane.Context, fn codeFunc, at wasm.FileOffset) {
	p.at = at
	if p.fn != fn {
		p.fn, p.left = fn, 0
	}
	p.bring(c)
}

// reveal puts the cursor on the instruction that is to be shown.
func (p *Code) reveal() {
	if p.have == nil || p.have.codeFunc != p.fn {
		return
	}
	if row, ok := p.have.row(p.at); ok {
		p.list.Reveal(row)
	}
}

// Do implements pane.Pane.
func (p *Code) Do(c *pane.Context, action string) (tea.Cmd, bool) {
	if p.list.Move(action) || moveSideways(&p.left, action) {
		return nil, true
	}
	switch action {
	case "code-lines":
		if l := p.current(); l != nil {
			p.at = l.at
		}
		p.source = !p.source
		p.bring(c)
	case "code-back":
		if n := len(p.trail); n > 0 {
			to := p.trail[n-1]
			p.trail = p.trail[:n-1]
			p.show(c, to.codeFunc, to.at)
		}
	case pane.Enter:
		return p.follow(c), true
	case "toggle-breakpoint":
		return p.toggle(c), true
	case "run-to-cursor":
		return p.runTo(c), true
	case "code-source":
		return p.showSource(c), true
	case "copy":
		if l := p.current(); l != nil {
			return pane.Send(pane.Copy{Text: l.text}), true
		}
	default:
		return nil, false
	}
	return nil, true
}

// current returns the line of the cursor.
func (p *Code) current() *codeLine {
	if p.have == nil || p.list.Cursor >= len(p.have.lines) {
		return nil
	}
	return &p.have.lines[p.list.Cursor]
}

// follow goes to where the instruction leads.
func (p *Code) follow(c *pane.Context) tea.Cmd {
	l := p.current()
	switch {
	case l == nil:
		return nil
	case l.target != 0:
		p.goTo(c, codePlace{p.fn, l.target})
		return nil
	}
	instance := p.fn.instance
	index, ok := p.have.callee(l)
	if !ok {
		return nil
	}
	return pane.Find(c, func(v *debugger.View) (tea.Msg, error) {
		ref, ok := v.Target().Resolve(instance, index)
		if !ok || ref.Host != nil {
			return nil, fmt.Errorf("function %d is the host's: it has no code here", index)
		}
		return codePlace{codeFunc: codeFunc{true, ref.Instance, ref.Func}}, nil
	})
}

// location names the instruction of the cursor as commands do.
func (p *Code) location() (string, bool) {
	l := p.current()
	if l == nil || l.at == 0 {
		return "", false
	}
	return fmt.Sprintf("%s!*0x%x", p.have.inst.Name, uint64(l.at)), true
}

func (p *Code) toggle(c *pane.Context) tea.Cmd {
	location, ok := p.location()
	if !ok {
		return nil
	}
	if at := p.pointsAt(c, p.current().at); len(at) > 0 {
		return removePoints(c, at)
	}
	return pane.Call(c, func(s *debugger.Session) error {
		_, err := s.AddBreakpoint(debugger.BreakpointSpec{Location: location})
		return err
	})
}

// pointsAt returns the breakpoints of an instruction.
func (p *Code) pointsAt(c *pane.Context, at wasm.FileOffset) (list []debugger.Breakpoint) {
	if p.have == nil {
		return nil
	}
	for _, b := range c.Breakpoints {
		for _, site := range b.Sites {
			if site.Place.Instance != p.have.instance || site.Place.Func != p.have.fn {
				continue
			}
			if place, _ := p.have.inst.Module.Place(site.Place.Func, site.Place.Offset); place == at {
				list = append(list, b)
				break
			}
		}
	}
	return list
}

func (p *Code) runTo(c *pane.Context) tea.Cmd {
	location, ok := p.location()
	if !ok {
		return nil
	}
	spec := debugger.StepSpec{Kind: debugger.StepTo, Granularity: debugger.ByInstruction, Location: location}
	return pane.Call(c, func(s *debugger.Session) error { return s.Step(spec) })
}

// showSource shows the line that the instruction is of.
func (p *Code) showSource(c *pane.Context) tea.Cmd {
	l := p.current()
	if l == nil {
		return nil
	}
	instance, at := p.fn.instance, l.at
	return pane.Find(c, func(v *debugger.View) (tea.Msg, error) {
		inst, ok := v.Instance(instance)
		if !ok {
			return nil, noModule(instance)
		}
		frames := v.Table(instance).Frames(nil, inst.Module.CodeOffsetOf(at))
		if len(frames) == 0 || !frames[0].Pos.IsValid() {
			return nil, errors.New("no debug information says which line this is")
		}
		return pane.ShowSource{Pos: frames[0].Pos}, nil
	})
}

// Mouse implements pane.Pane.
func (p *Code) Mouse(c *pane.Context, m pane.Mouse) tea.Cmd {
	if !p.list.Mouse(m) {
		return nil
	}
	switch {
	case m.X < gutterMark:
		return p.toggle(c)
	case m.Kind == pane.DoubleClick:
		return p.follow(c)
	}
	return nil
}

// Search implements pane.Searcher.
func (p *Code) Search(_ *pane.Context, text string, by int, from bool) (tea.Cmd, bool) {
	p.match = text
	if text == "" || p.have == nil {
		return nil, false
	}
	matches := pane.Matcher(text)
	row, found := pane.FindRow(p.list.Cursor, p.list.Rows, by, from, func(row int) bool {
		l := &p.have.lines[row]
		return matches(l.text) || matches(offsetText(l.at))
	})
	if found {
		p.list.Reveal(row)
	}
	return nil, found
}

func offsetText(at wasm.FileOffset) string { return fmt.Sprintf("%06x", uint64(at)) }
