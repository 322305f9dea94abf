package panes

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/tui/internal/console"
	"github.com/wdbg/wdbg/tui/internal/frame"
	"github.com/wdbg/wdbg/tui/internal/pane"
)

// consolePane is the console: what commands have shown, and the line that is typed.
type consolePane struct {
	k      *console.Console
	scroll scroll
	line   *pane.Line
	state  console.State
	// typing: characters are text. Else they are keys, as in other panes.
	typing bool
	// at is the place in the history, whose length is the line that is typed; draft is that line, and prefix what lines of the
	// history have to begin with.
	at            int
	draft, prefix string
	// find is set while the history is searched.
	find *historySearch
	// candidates are what the word at the cursor may become.
	candidates []string
	height     int
}

func newConsole(k *console.Console) *consolePane {
	p := &consolePane{k: k, line: pane.NewLine(""), typing: true, state: k.State()}
	p.scroll.text = &k.Log
	p.at = len(k.History.Lines)
	return p
}

func (p *consolePane) ID() pane.ID { return pane.Console }

func (p *consolePane) Title(*pane.Context) string {
	switch {
	case p.state.Busy != "" && p.state.Waiting > 0:
		return fmt.Sprintf("console: %s, and %d more", frame.Clip(p.state.Busy, 30), p.state.Waiting)
	case p.state.Busy != "":
		return "console: " + frame.Clip(p.state.Busy, 30)
	}
	return "console"
}

func (p *consolePane) Actions() []pane.Action {
	return []pane.Action{
		{Name: "console-type", Keys: []string{"i"}, Help: "type a command", Short: "type"},
		{Name: "console-clear", Keys: []string{"X"}, Help: "remove the text of the console", Short: "clear"},
	}
}

func (p *consolePane) Resize(_ *pane.Context, width, height int) {
	p.height = height
	p.k.SetWidth(width)
	p.scroll.resize(width, max(0, height-1-p.candidateRows(width)))
}

func (p *consolePane) Want(*pane.Context) pane.Want { return pane.Want{} }

func (p *consolePane) Loaded(*pane.Context, any, error) tea.Cmd { return nil }

func (p *consolePane) Do(_ *pane.Context, action string) (tea.Cmd, bool) {
	switch action {
	case "console-type", pane.Enter:
		p.typing = true
	case "console-clear":
		p.k.Log.Clear()
		p.scroll.back = false
	default:
		return nil, p.scroll.move(action)
	}
	return nil, true
}

func (p *consolePane) Mouse(_ *pane.Context, m pane.Mouse) tea.Cmd {
	switch m.Kind {
	case pane.Wheel:
		p.scroll.by(m.Wheel)
	case pane.Click:
		p.typing = true
	}
	return nil
}

func (p *consolePane) Search(_ *pane.Context, text string, by int, from bool) (tea.Cmd, bool) {
	return p.scroll.search(text, by, from)
}

// Hear takes what other panes ask for, what the session tells, and what the console says.
func (p *consolePane) Hear(c *pane.Context, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case scrollFound:
		return p.scroll.found(msg)
	case pane.Run:
		p.enter(msg.Line)
	case pane.Focused:
		if c.Focus.Known {
			p.k.Select(c.Focus.Thread, c.Focus.Number)
		}
	case debugger.StopEvent:
		p.k.Stopped(msg.Stop)
	case debugger.LogEvent:
		p.k.Log.Say(msg.Text, frame.Normal)
	case debugger.NoticeEvent:
		p.k.Log.Say("note: "+msg.Text, frame.Warning)
	case console.Updated:
		p.state = p.k.State()
	case console.Selected:
		return pane.Send(pane.Select{Thread: msg.Thread, Number: msg.Number})
	case console.Done:
		if c.Stands() {
			return pane.Send(pane.Changed{})
		}
	case console.Question:
		return pane.Send(pane.Confirm{Question: msg.Text, Yes: answer(msg, true), No: answer(msg, false)})
	case console.Quit:
		return pane.Send(pane.Quit{})
	case console.Completed:
		p.completed(c, msg)
	}
	return nil
}

func answer(q console.Question, yes bool) tea.Cmd {
	return func() tea.Msg {
		q.Answer(yes)
		return nil
	}
}

// Draw draws the text, what completion offers, and the line that is typed.
func (p *consolePane) Draw(c *pane.Context, a frame.Area) {
	if a.Height == 0 || a.Width == 0 {
		return
	}
	rows := p.candidateRows(a.Width)
	p.scroll.draw(a.Sub(0, 0, a.Width, max(0, a.Height-1-rows)))
	p.drawCandidates(a.Sub(0, a.Height-1-rows, a.Width, rows))
	last := a.Row(a.Height - 1)
	active := c.Active == pane.Console
	if p.find != nil {
		p.find.draw(last, active)
		return
	}
	role := frame.Key
	if p.state.Busy != "" {
		role = frame.Dim
	}
	x := last.Text(0, 0, p.state.Prompt, frame.Style{Role: role})
	if !p.typing && p.line.Text() == "" && active {
		last.Text(x, 0, "i: type", frame.Style{Role: frame.Dim})
	}
	p.line.Draw(last.Sub(x, 0, last.Width-x, 1), active && p.typing)
}

// columns returns how completion's candidates are laid out: in columns of a width, of which there are so many in a row.
func (p *consolePane) columns(width int) (cell, n int) {
	for _, c := range p.candidates {
		cell = max(cell, frame.Width(c)+2)
	}
	cell = min(cell, max(1, width))
	return cell, max(1, width/max(1, cell))
}

// candidateRows returns how many rows candidates take.
func (p *consolePane) candidateRows(width int) int {
	if len(p.candidates) == 0 {
		return 0
	}
	_, n := p.columns(width)
	return max(0, min((len(p.candidates)+n-1)/n, p.height/2, p.height-1))
}

func (p *consolePane) drawCandidates(a frame.Area) {
	if a.Height == 0 {
		return
	}
	cell, n := p.columns(a.Width)
	style := frame.Style{Role: frame.Accent, Ground: frame.Popup}
	a.Fill(style)
	for i, text := range p.candidates {
		x, y := i%n*cell, i/n
		if y == a.Height-1 && len(p.candidates) > a.Height*n && i%n == n-1 {
			text = fmt.Sprintf("… %d more", len(p.candidates)-i)
		}
		if y < a.Height {
			a.Text(x, y, frame.Clip(text, cell), style)
		}
	}
}

// enter carries out a line, and remembers it.
func (p *consolePane) enter(line string) {
	if !p.state.Collecting {
		p.k.History.Add(line)
	}
	p.at = len(p.k.History.Lines)
	p.k.Enter(line)
	p.scroll.back = false
}

// Paste inserts a text. Lines that are complete are carried out.
func (p *consolePane) Paste(c *pane.Context, text string) tea.Cmd {
	p.endFind(true)
	lines := strings.Split(strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n"), "\n")
	for i, line := range lines {
		if i > 0 {
			p.enter(p.line.Text())
			p.set(c, "")
		}
		p.line.Insert(line)
	}
	p.offer(c, nil)
	return nil
}
