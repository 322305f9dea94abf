package tui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/wdbg/wdbg/tui/internal/frame"
	"github.com/wdbg/wdbg/tui/internal/pane"
)

// prompt is a line that is typed in the last row, or a question that is answered with a key.
type prompt struct {
	ask  pane.Ask
	line *pane.Line
	// question is set for one that y or n answers.
	question *pane.Confirm
	// typed is told of each change, for searches that follow what is typed.
	typed func(text string) tea.Cmd
	// cancel undoes what typed has done.
	cancel func() tea.Cmd
	// console: the line is a command, which the console completes.
	console    bool
	candidates []string
	history    []string
	at         int // in the history; its length is the new line
}

// ask begins to let a line be typed. A question that is there is asked again afterwards; another line is given up.
func (m *Model) ask(a pane.Ask) tea.Cmd {
	h, old := m.histories[a.History], m.prompt
	m.prompt = &prompt{ask: a, line: pane.NewLine(a.Text), history: h, at: len(h)}
	switch {
	case old == nil:
	case old.question != nil:
		m.questions = slices.Insert(m.questions, 0, *old.question)
	case old.cancel != nil:
		return old.cancel()
	}
	return nil
}

// confirm asks a question, after those that have not been answered and the line that is being typed.
func (m *Model) confirm(c pane.Confirm) { m.questions = append(m.questions, c) }

// askNext asks the next question, where nothing else is typed.
func (m *Model) askNext() {
	if m.prompt == nil && len(m.questions) > 0 {
		m.prompt = &prompt{question: &m.questions[0]}
		m.questions = m.questions[1:]
	}
}

// promptKey takes a key while the prompt is there.
func (m *Model) promptKey(k tea.KeyPressMsg) tea.Cmd {
	p := m.prompt
	if p.question != nil {
		m.prompt = nil
		if s := k.String(); s == "y" || s == "Y" || s == "enter" {
			return p.question.Yes
		}
		return p.question.No
	}
	switch k.String() {
	case "esc", "ctrl+c", "ctrl+g":
		m.prompt = nil
		if p.cancel != nil {
			return p.cancel()
		}
		return nil
	case "enter":
		m.prompt = nil
		text := p.line.Text()
		m.remember(p.ask.History, text)
		if p.ask.Done == nil {
			return nil
		}
		return p.ask.Done(text)
	case "tab":
		m.complete()
		return nil
	case "up", "ctrl+p":
		p.recall(-1)
		return nil
	case "down", "ctrl+n":
		p.recall(1)
		return nil
	}
	before := p.line.Text()
	p.line.Key(k)
	return p.changed(before)
}

// changed tells of a change of the line.
func (p *prompt) changed(before string) tea.Cmd {
	p.candidates = nil
	if now := p.line.Text(); now != before && p.typed != nil {
		return p.typed(now)
	}
	return nil
}

func (p *prompt) paste(text string) {
	if p.question == nil {
		p.line.Insert(strings.Join(strings.Fields(text), " "))
	}
}

// maxHistory bounds how many lines are remembered under a name.
const maxHistory = 100

func (m *Model) remember(name, text string) {
	if name == "" || strings.TrimSpace(text) == "" {
		return
	}
	if m.histories == nil {
		m.histories = map[string][]string{}
	}
	h := slices.DeleteFunc(m.histories[name], func(s string) bool { return s == text })
	h = append(h, text)
	m.histories[name] = h[max(0, len(h)-maxHistory):]
}

// recall shows a line that was typed before.
func (p *prompt) recall(by int) {
	p.at = max(0, min(p.at+by, len(p.history)))
	text := ""
	if p.at < len(p.history) {
		text = p.history[p.at]
	}
	p.line.Set(text, len(text))
}

// complete completes the word before the cursor.
func (m *Model) complete() {
	p := m.prompt
	line, at := p.line.Text(), p.line.Cursor()
	switch {
	case p.console:
		m.console.Complete(line, at)
	case p.ask.Complete != nil:
		start, list := p.ask.Complete(line, at)
		p.completed(line, at, start, list)
	}
}

// completed takes what the word before the cursor of a line may become.
func (p *prompt) completed(line string, at, start int, list []string) {
	if line != p.line.Text() || len(list) == 0 || start < 0 || start > at {
		return
	}
	common := list[0]
	for _, c := range list[1:] {
		for !strings.HasPrefix(c, common) {
			common = common[:len(common)-1]
		}
	}
	common = strings.ToValidUTF8(common, "")
	p.line.Set(line[:start]+common+line[at:], start+len(common))
	if p.candidates = nil; len(list) > 1 {
		p.candidates = list
	}
}

// draw draws the prompt on the last row.
func (p *prompt) draw(a frame.Area) {
	if p.question != nil {
		const answers = "(y or n)"
		x := a.Text(1, 0, frame.ClipLeft(p.question.Question, a.Width-len(answers)-3)+" ", frame.Style{Role: frame.Warning})
		a.Text(x, 0, answers, frame.Style{Role: frame.Key})
		return
	}
	x := a.Text(0, 0, frame.ClipLeft(p.ask.Label, a.Width/2), frame.Style{Role: frame.Key})
	p.line.Draw(a.Sub(x, 0, a.Width-x, 1), true)
	if len(p.candidates) > 0 {
		end := x + frame.Width(p.line.Text()) + 2
		a.Text(end, 0, frame.Clip(strings.Join(p.candidates, "  "), max(0, a.Width-end)), frame.Style{Role: frame.Dim})
	}
}

// askCommand lets a command of the console be typed.
func (m *Model) askCommand() {
	m.ask(pane.Ask{Label: ":", History: "command", Done: func(line string) tea.Cmd {
		if strings.TrimSpace(line) == "" {
			return nil
		}
		return pane.Send(pane.Run{Line: line})
	}})
	m.prompt.console = true
}
