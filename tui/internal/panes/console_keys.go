package panes

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/tui/internal/console"
	"github.com/wdbg/wdbg/tui/internal/frame"
	"github.com/wdbg/wdbg/tui/internal/pane"
)

// Typing reports whether characters are text.
func (p *consolePane) Typing() bool { return p.typing }

// Key takes a key while a line is typed.
func (p *consolePane) Key(c *pane.Context, k tea.KeyPressMsg) (tea.Cmd, bool) {
	if p.find != nil && p.findKey(c, k) {
		return nil, true
	}
	switch k.String() {
	case "enter":
		line := p.line.Text()
		p.set(c, "")
		p.enter(line)
	case "tab":
		if p.line.Text() == "" {
			return nil, false // to the next pane: who goes through all of them is not held up here
		}
		p.k.Complete(p.line.Text(), p.line.Cursor())
	case "up", "ctrl+up":
		p.recall(c, -1)
	case "down", "ctrl+down":
		p.recall(c, 1)
	case "ctrl+r":
		p.beginFind(c)
	case "pgup", "shift+pgup":
		p.scroll.move(pane.PageUp)
	case "pgdown", "shift+pgdown":
		p.scroll.move(pane.PageDown)
	case "shift+up":
		p.scroll.by(-1)
	case "shift+down":
		p.scroll.by(1)
	case "esc":
		p.escape(c)
	case "ctrl+c":
		return nil, p.giveUp(c)
	default:
		before := p.line.Text()
		if !p.line.Key(k) {
			return nil, false
		}
		if p.offer(c, nil); p.line.Text() != before {
			p.at, p.prefix = len(p.k.History.Lines), ""
		}
	}
	return nil, true
}

// escape puts away what is there, or ends typing.
func (p *consolePane) escape(c *pane.Context) {
	switch {
	case len(p.candidates) > 0:
		p.offer(c, nil)
	case p.line.Text() != "":
		p.set(c, "")
	default:
		p.typing = false
	}
}

// giveUp forgets what is typed, or the command that is carried out. Else ctrl+c is for the interface.
func (p *consolePane) giveUp(c *pane.Context) bool {
	switch {
	case p.state.Busy != "":
		p.k.Interrupt()
	case c.State == debugger.Running:
		return false
	case p.state.Collecting:
		p.k.Abandon()
	case p.line.Text() == "" && len(p.candidates) == 0:
		return false
	}
	p.set(c, "")
	return true
}

// set replaces the line.
func (p *consolePane) set(c *pane.Context, text string) {
	p.line.Set(text, len(text))
	p.offer(c, nil)
	p.at, p.prefix = len(p.k.History.Lines), ""
}

// offer shows candidates; none puts them away.
func (p *consolePane) offer(c *pane.Context, list []string) {
	p.candidates = list
	p.Resize(c, p.scroll.width, p.height)
}

// recall shows a line that was typed before, or after: one that begins with what was typed.
func (p *consolePane) recall(c *pane.Context, by int) {
	lines := p.k.History.Lines
	p.at = min(p.at, len(lines))
	if p.at == len(lines) {
		p.draft = p.line.Text()
		p.prefix = p.draft
	}
	for at := p.at + by; at >= 0 && at <= len(lines); at += by {
		text := p.draft
		if at < len(lines) {
			text = lines[at]
		}
		if strings.HasPrefix(text, p.prefix) {
			p.at = at
			p.line.Set(text, len(text))
			p.offer(c, nil)
			return
		}
	}
}

// completed takes what the word at the cursor may become.
func (p *consolePane) completed(c *pane.Context, msg console.Completed) {
	line, at := p.line.Text(), p.line.Cursor()
	if msg.Line != line || msg.Cursor != at || msg.Start < 0 || msg.Start > at || len(msg.Candidates) == 0 {
		return // more was typed meanwhile
	}
	word := msg.Candidates[0]
	for _, s := range msg.Candidates[1:] {
		word = common(word, s)
	}
	if len(msg.Candidates) == 1 && at == len(line) && !strings.HasSuffix(word, "/") {
		word += " "
	}
	if !strings.HasPrefix(word, line[msg.Start:at]) {
		word = line[msg.Start:at] // such as another case: nothing that was typed is taken away
	}
	p.line.Set(line[:msg.Start]+word+line[at:], msg.Start+len(word))
	p.offer(c, nil)
	if len(msg.Candidates) > 1 {
		p.offer(c, msg.Candidates)
	}
}

// common returns what two texts begin with, in whole characters.
func common(a, b string) string {
	n := 0
	for i, r := range a {
		if !strings.HasPrefix(b[min(i, len(b)):], string(r)) {
			break
		}
		n = i + len(string(r))
	}
	return a[:min(n, len(a))]
}

// historySearch looks for a text in the history, backwards.
type historySearch struct {
	text  *pane.Line
	at    int // the line that was found
	found string
	none  bool
}

func (p *consolePane) beginFind(c *pane.Context) {
	p.offer(c, nil)
	p.find = &historySearch{text: pane.NewLine(""), at: len(p.k.History.Lines)}
}

// endFind ends the search; the line that was found is taken where take is set.
func (p *consolePane) endFind(take bool) {
	if f := p.find; f != nil && take && f.found != "" {
		p.line.Set(f.found, len(f.found))
		p.at, p.prefix = f.at, ""
	}
	p.find = nil
}

// findKey takes a key while the history is searched; it is false for one that ends the search and means what it always does.
func (p *consolePane) findKey(c *pane.Context, k tea.KeyPressMsg) bool {
	f := p.find
	switch k.String() {
	case "ctrl+r":
		f.look(p.k.History.Lines, f.at-1)
	case "esc", "ctrl+g", "ctrl+c":
		p.endFind(false)
	default:
		before := f.text.Text()
		if k.Text == "" && k.String() != "backspace" || !f.text.Key(k) {
			p.endFind(true)
			return false
		}
		if f.text.Text() != before {
			f.look(p.k.History.Lines, min(f.at, len(p.k.History.Lines)-1))
		}
	}
	return true
}

// look finds the line at or before a place that has the text.
func (f *historySearch) look(lines []string, from int) {
	text := f.text.Text()
	if text == "" {
		f.found, f.none, f.at = "", false, len(lines)
		return
	}
	for i := min(from, len(lines)-1); i >= 0; i-- {
		if strings.Contains(lines[i], text) {
			f.found, f.at, f.none = lines[i], i, false
			return
		}
	}
	f.none = true
}

func (f *historySearch) draw(a frame.Area, active bool) {
	label, role := "history: ", frame.Key
	if f.none {
		label, role = "not in the history: ", frame.Warning
	}
	x := a.Text(0, 0, label, frame.Style{Role: role})
	width := min(max(frame.Width(f.text.Text())+1, 4), max(0, a.Width-x))
	f.text.Draw(a.Sub(x, 0, width, 1), active)
	a.Pieces(x+width+1, 0, marked([]frame.Piece{{Text: f.found}}, f.text.Text()))
}
