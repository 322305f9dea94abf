package panes

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/listing"
	"github.com/wdbg/wdbg/tui/internal/frame"
	"github.com/wdbg/wdbg/tui/internal/output"
	"github.com/wdbg/wdbg/tui/internal/pane"
)

// outputPane is what the program writes, and the line that is typed for it to read.
type outputPane struct {
	g      *output.Guest
	scroll scroll
	line   *pane.Line
	typing bool
	// waiting: the program waits for input; ended: it will find the end.
	waiting, ended bool
	height         int
	// lost lines, with so many bytes, are not kept any more.
	lost, lostBytes uint64
}

func newOutput(g *output.Guest) *outputPane {
	p := &outputPane{g: g, line: pane.NewLine("")}
	p.scroll.text = g.Buffer
	return p
}

func (p *outputPane) ID() pane.ID { return pane.Output }

func (p *outputPane) Title(*pane.Context) string {
	title := "output"
	if p.lost > 0 {
		title += fmt.Sprintf(": %s with %s are not kept", listing.Count(int(p.lost), "line"), listing.Count(int(p.lostBytes), "byte"))
	}
	if p.waiting && !p.typing {
		title += " (waits for input)"
	}
	return title
}

func (p *outputPane) Actions() []pane.Action {
	return []pane.Action{
		{Name: "output-type", Keys: []string{"i"}, Help: "type a line for the program to read; ctrl+d ends its input, esc ends typing", Short: "input"},
		{Name: "output-copy", Keys: []string{"y"}, Help: "copy the output", Short: "copy"},
		{Name: "output-clear", Keys: []string{"X"}, Help: "remove the output", Short: "clear"},
	}
}

func (p *outputPane) Resize(_ *pane.Context, width, height int) {
	p.height = height
	p.lost, p.lostBytes = p.g.Buffer.Dropped()
	p.scroll.resize(width, max(0, height-p.inputRows()))
}

// inputRows returns how many rows the line takes that is typed.
func (p *outputPane) inputRows() int {
	if (p.typing || p.waiting) && p.height > 0 {
		return 1
	}
	return 0
}

func (p *outputPane) Want(*pane.Context) pane.Want { return pane.Want{} }

func (p *outputPane) Loaded(*pane.Context, any, error) tea.Cmd { return nil }

func (p *outputPane) Do(c *pane.Context, action string) (tea.Cmd, bool) {
	switch action {
	case "output-type", pane.Enter:
		if !p.g.Typed() {
			return pane.Send(pane.Tell{Text: "what the program reads is not typed: see --stdin"}), true
		}
		p.setTyping(c, true)
	case "output-copy":
		return pane.Send(p.copied()), true
	case "output-clear":
		p.g.Buffer.Clear()
		p.scroll.back = false
	default:
		return nil, p.scroll.move(action)
	}
	return nil, true
}

// maxCopy bounds what is copied: terminals take no more.
const maxCopy = 64 << 10

// copied returns the end of the output, as much of it as can be copied, and says how much that is.
func (p *outputPane) copied() pane.Copy {
	first, end := p.g.Buffer.Bounds()
	gone, _ := p.g.Buffer.Dropped()
	lines := end - first + gone
	size := 0
	for n := end; n > first; n-- {
		raw, _, _, _ := p.g.Buffer.Raw(n - 1)
		if size += len(raw) + 1; size > maxCopy {
			first = n
		}
	}
	var b strings.Builder
	for n := first; n < end; n++ {
		raw, _, goesOn, _ := p.g.Buffer.Raw(n)
		if n > first && !goesOn {
			b.WriteByte('\n')
		}
		b.WriteString(output.Text(raw))
	}
	note := "copied " + listing.Count(b.Len(), "byte")
	if n := end - first; n < lines {
		note += fmt.Sprintf(": the last %s of %s", listing.Count(int(n), "line"), listing.Grouped(int(lines)))
	}
	return pane.Copy{Text: b.String(), Note: note}
}

func (p *outputPane) Mouse(_ *pane.Context, m pane.Mouse) tea.Cmd {
	if m.Kind == pane.Wheel {
		p.scroll.by(m.Wheel)
	}
	return nil
}

func (p *outputPane) Search(_ *pane.Context, text string, by int, from bool) (tea.Cmd, bool) {
	return p.scroll.search(text, by, from)
}

// Hear takes what the session tells, and that the program has written or waits for input.
func (p *outputPane) Hear(c *pane.Context, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case scrollFound:
		return p.scroll.found(msg)
	case debugger.RestartEvent:
		if first, end := p.g.Buffer.Bounds(); first != end {
			p.g.Buffer.Write(output.Note, []byte("(the program was started again)\n"))
		}
	case output.Updated:
		p.waiting, p.ended = p.g.Input.State()
		p.Resize(c, p.scroll.width, p.height)
	}
	if p.typing && c.State == debugger.Ended {
		p.line.Set("", 0)
		p.setTyping(c, false) // nobody reads it: keys are commands again
	}
	return nil
}

func (p *outputPane) setTyping(c *pane.Context, on bool) {
	p.typing = on
	p.Resize(c, p.scroll.width, p.height)
}

// Typing reports whether characters are input of the program.
func (p *outputPane) Typing() bool { return p.typing }

// Key takes a key while input is typed.
func (p *outputPane) Key(c *pane.Context, k tea.KeyPressMsg) (tea.Cmd, bool) {
	switch k.String() {
	case "enter":
		p.give(p.line.Text() + "\n")
	case "ctrl+d":
		if p.line.Text() != "" {
			p.give(p.line.Text()) // as terminals do
			break
		}
		p.g.Input.End()
		p.g.Buffer.Write(output.Note, []byte("(the end of the input)\n"))
		p.setTyping(c, false)
	case "esc":
		p.setTyping(c, false)
	default:
		return nil, p.line.Key(k)
	}
	return nil, true
}

// give gives text to the program, and shows that.
func (p *outputPane) give(text string) {
	p.g.Buffer.Write(output.Typed, []byte(text))
	p.g.Input.Type(text)
	p.line.Set("", 0)
	p.scroll.back = false
}

// Paste inserts a text. Lines that are complete are given to the program.
func (p *outputPane) Paste(_ *pane.Context, text string) tea.Cmd {
	lines := strings.Split(strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n"), "\n")
	for i, line := range lines {
		if i > 0 {
			p.give(p.line.Text() + "\n")
		}
		p.line.Insert(line)
	}
	return nil
}

// Draw draws the output, and the line that is typed.
func (p *outputPane) Draw(c *pane.Context, a frame.Area) {
	rows := min(p.inputRows(), a.Height)
	p.scroll.draw(a.Sub(0, 0, a.Width, a.Height-rows))
	if rows == 0 {
		return
	}
	last := a.Row(a.Height - 1)
	active := c.Active == pane.Output
	if !p.typing && p.line.Text() == "" {
		last.Text(0, 0, frame.Clip("the program reads its standard input; i: type", a.Width), frame.Style{Role: frame.Warning})
		return
	}
	label := "input: "
	if p.ended {
		label = "input (ended): "
	}
	x := last.Text(0, 0, label, frame.Style{Role: frame.Key})
	p.line.Draw(last.Sub(x, 0, last.Width-x, 1), active && p.typing)
}
