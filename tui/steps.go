package tui

import (
	tea "charm.land/bubbletea/v2"

	"github.com/wdbg/wdbg/debugger"
)

// stepping is what was asked of the program and is not done yet.
type stepping struct {
	// busy: the program was let go on, and has not stopped since.
	busy bool
	// next are actions that were asked for meanwhile: keys that are held down repeat faster than some steps take.
	next []string
}

// maxPending is how many of them wait: enough that a step that takes longer than others loses none, and so few that the program soon stands still
// when the key is let go.
const maxPending = 8

// stepFailedMsg says that the program was not let go on.
type stepFailedMsg struct{ err error }

// run carries out actions that are about the program.
func (m *Model) run(action string) (cmd tea.Cmd, done bool) {
	switch action {
	case "interrupt":
		return m.interrupt(), true
	case "restart":
		return m.restart(), true
	case "frame-up":
		return m.moveFrame(1), true
	case "frame-down":
		return m.moveFrame(-1), true
	case "continue":
		return m.letGo(action, func(s *debugger.Session) error { return s.Continue() }), true
	}
	spec, ok := m.stepSpec(action)
	if !ok {
		return nil, false
	}
	return m.letGo(action, func(s *debugger.Session) error { return s.Step(spec) }), true
}

// stepSpec returns the step that an action is. Where the code is the source, steps are by instruction: the session sees to that.
func (m *Model) stepSpec(action string) (spec debugger.StepSpec, ok bool) {
	switch action {
	case "step-over":
		spec.Kind = debugger.StepOver
	case "step-into":
		spec.Kind = debugger.StepInto
	case "step-out":
		spec.Kind = debugger.StepOut
	case "step-until":
		spec.Kind = debugger.StepUntil
	case "step-over-instruction":
		spec.Kind, spec.Granularity = debugger.StepOver, debugger.ByInstruction
	case "step-into-instruction":
		spec.Kind, spec.Granularity = debugger.StepInto, debugger.ByInstruction
	default:
		return spec, false
	}
	if f := m.ctx.Focus; f.Known {
		if f.Number > 0 {
			id := f.ID
			spec.Frame = &id
		}
		t := f.Thread
		spec.Thread = &t
	}
	return spec, true
}

// letGo lets the program go on.
func (m *Model) letGo(action string, f func(s *debugger.Session) error) tea.Cmd {
	if m.ctx.State == debugger.Ended {
		m.tell("the program has ended: r starts it again", true)
		return nil
	}
	if m.stepping.busy {
		if action == "continue" {
			m.stepping.next = nil
		} else if len(m.stepping.next) < maxPending {
			m.stepping.next = append(m.stepping.next, action)
		}
		return nil
	}
	if m.ctx.State == debugger.Running {
		m.tell("the program is running: ctrl+c interrupts it", true)
		return nil
	}
	m.stepping = stepping{busy: true}
	s := m.ctx.Session
	return func() tea.Msg {
		if err := f(s); err != nil {
			return stepFailedMsg{err}
		}
		return nil
	}
}

// goOn ends a step, and begins the one that was asked for meanwhile.
func (m *Model) goOn(stop *debugger.Stop) tea.Cmd {
	next := m.stepping.next
	m.stepping = stepping{}
	if len(next) == 0 || stop.Reason != debugger.ReasonStep {
		return nil
	}
	cmd, _ := m.run(next[0])
	if m.stepping.busy {
		m.stepping.next = next[1:]
	}
	return cmd
}

func (m *Model) interrupt() tea.Cmd {
	m.stepping.next = nil
	if m.console.State().Busy != "" {
		m.console.Interrupt()
		return nil
	}
	if m.ctx.State != debugger.Running && !m.stepping.busy {
		m.tell("nothing is running; q leaves the debugger", false)
		return nil
	}
	s := m.ctx.Session
	return func() tea.Msg {
		_ = s.Interrupt() // it may have stopped meanwhile
		return nil
	}
}

// restart starts the program again, to its beginning.
func (m *Model) restart() tea.Cmd {
	m.stepping = stepping{busy: true}
	s := m.ctx.Session
	return func() tea.Msg {
		if err := s.Restart(true); err != nil {
			return stepFailedMsg{err}
		}
		return nil
	}
}

// moveFrame selects a frame further out, or in.
func (m *Model) moveFrame(by int) tea.Cmd {
	f := m.ctx.Focus
	switch {
	case !m.ctx.Stands() || !f.Known:
		m.tell("there is no frame", true)
		return nil
	case f.Number+by < 0:
		m.tell("this is the innermost frame", false)
		return nil
	}
	return m.focus(f.Thread, f.Number+by)
}
