package palette

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/tui/internal/pane"
)

// Key takes a key; done says that the palette is closed by it, which Hear may do too: Opened says so. The size is that of the area that Draw draws on.
func (p *Palette) Key(k tea.KeyPressMsg, width, height int) (cmd tea.Cmd, done bool) {
	p.list.SetHeight(placeIn(width, height, len(p.found)).rows)
	switch k.String() {
	case "esc", "ctrl+c", "ctrl+g":
		p.Close()
		return nil, true
	case "enter":
		return p.choose(false)
	case "alt+enter", "ctrl+enter", "shift+enter":
		return p.choose(true)
	case "up", "ctrl+p":
		p.list.To(p.list.Cursor - 1)
	case "down", "ctrl+n":
		p.list.To(p.list.Cursor + 1)
	case "pgup":
		p.list.Move(pane.PageUp)
	case "pgdown":
		p.list.Move(pane.PageDown)
	case "tab":
		return p.turn(1), false
	case "shift+tab":
		return p.turn(-1), false
	default:
		return p.edit(func() { p.input.Key(k) }), false
	}
	return nil, false
}

// Paste inserts a text.
func (p *Palette) Paste(text string) tea.Cmd {
	return p.edit(func() { p.input.Insert(strings.Join(strings.Fields(text), " ")) })
}

// edit changes what is looked for.
func (p *Palette) edit(change func()) tea.Cmd {
	before := p.input.Text()
	change()
	if p.input.Text() == before {
		return nil
	}
	var last *search
	if !p.flying {
		last = p.search
	}
	return p.look(last)
}

// turn goes on to the next way to look.
func (p *Palette) turn(by int) tea.Cmd {
	m, rest := split(p.input.Text())
	list := modes()
	for i := range list {
		if list[i].prefix == m.prefix {
			next := list[(i+by+len(list))%len(list)]
			p.input.Set(next.prefix+rest, len(next.prefix+rest))
			break
		}
	}
	return p.look(nil)
}

// Mouse takes what the mouse does, in cells of the area that Draw draws on, which is of a size.
func (p *Palette) Mouse(e pane.Mouse, width, height int) (cmd tea.Cmd, done bool) {
	at := placeIn(width, height, len(p.found))
	p.list.SetHeight(at.rows)
	e.X, e.Y = e.X-at.x, e.Y-at.y
	inside := e.X >= 0 && e.Y >= 0 && e.X < at.width && e.Y < at.height
	e.Y -= at.first
	switch {
	case e.Kind == pane.Wheel:
		p.list.Mouse(e)
	case e.Kind == pane.Drag:
	case !inside:
		p.Close()
		return nil, true
	case e.Y >= 0 && e.Y < at.rows && p.list.Mouse(e):
		return p.choose(e.Kind == pane.RightClick)
	}
	return nil, false
}

// choose does what the chosen entry is for, or where other is set the second thing that can be done with it.
func (p *Palette) choose(other bool) (cmd tea.Cmd, done bool) {
	if p.stale {
		p.waiting, p.other = true, other
		return nil, false
	}
	p.waiting = false
	if p.list.Cursor >= len(p.found) {
		return nil, false
	}
	e := p.found[p.list.Cursor].entry
	line := 0
	if p.search != nil {
		line = p.search.query.line
		p.remember(e)
	}
	p.Close()
	switch e.Kind {
	case Action:
		return pane.Send(Do{e.action.pane, e.action.Name}), true
	case File, Line:
		pos := symbols.Pos{File: e.file, Line: max(int(e.line), line)}
		return pane.Send(pane.ShowSource{Pos: pos}), true
	case Watch:
		return pane.Send(pane.Watch{Text: e.Text}), true
	case Type:
		return pane.Send(pane.Run{Line: "ptype " + e.Text}), true
	case Global:
		if !other {
			return pane.Send(pane.Watch{Text: e.Text}), true
		}
		if e.file != nil {
			return pane.Send(pane.ShowSource{Pos: symbols.Pos{File: e.file, Line: int(e.line)}}), true
		}
		return pane.Send(pane.Tell{Text: "it is not known where " + e.Text + " is declared", Error: true}), true
	}
	return p.showFunction(e, other), true
}

// showFunction shows a function's source, or its code where that is unknown or wanted.
func (p *Palette) showFunction(e *Entry, code bool) tea.Cmd {
	m := p.index.modules[e.module]
	entry := *e
	return func() tea.Msg {
		pos := symbols.Pos{File: entry.file, Line: int(entry.line)}
		if !pos.IsValid() && entry.at != 0 {
			pos = firstLine(m, entry.at)
		}
		switch {
		case pos.IsValid() && (!code || entry.at == 0):
			return pane.ShowSource{Pos: pos}
		case entry.at != 0:
			return pane.ShowCode{Instance: m.inst.ID, At: firstInstr(m, entry.at)}
		}
		return pane.Tell{Text: entry.Text + " has no code of its own, and it is not known where it is declared", Error: true}
	}
}
