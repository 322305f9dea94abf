package tui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/symbols/srcfile"
	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/tui/internal/pane"
)

// events takes what happened in the session.
func (m *Model) events(list eventsMsg) tea.Cmd {
	var cmds []tea.Cmd
	points := false
	for _, e := range list {
		switch e := e.(type) {
		case debugger.ResumeEvent:
			m.ctx.State, m.ctx.Stop = debugger.Running, nil
			m.headline = nil
		case debugger.StopEvent:
			cmds = append(cmds, m.stopped(e.Stop))
		case debugger.RestartEvent:
			m.ctx.Focus = pane.Focus{}
			m.ctx.Starts++
			points = true
		case debugger.BreakpointEvent:
			points = true
		case debugger.NoticeEvent:
			m.tell("note: "+e.Text, false)
		}
		cmds = append(cmds, m.hear(e))
	}
	if points {
		cmds = append(cmds, m.readPoints())
	}
	return batch(cmds)
}

// stopped has everything read anew, about the frame that stopped.
func (m *Model) stopped(stop *debugger.Stop) tea.Cmd {
	m.ctx.State = debugger.Stopped
	if stop.Ended {
		m.ctx.State = debugger.Ended
	}
	m.ctx.Stop = stop
	m.ctx.Stops++
	if stop.Reason == debugger.ReasonTrap {
		m.show(pane.Stack) // it is what is looked at next
	}
	m.focusing.wanted = nil
	return m.refresh()
}

// focusing is the reading of the selected frame.
type focusing struct {
	// wanted is the frame to select; nil is the one that stopped.
	wanted *wantedFrame
	// number counts the readings: only the last one counts.
	number uint64
}

type wantedFrame struct {
	thread target.ThreadID
	number int
}

// focusMsg is the selected frame, and why the program stands still.
type focusMsg struct {
	number   uint64
	focus    pane.Focus
	stop     *debugger.Stop
	headline string
	err      error
}

// focus selects a frame.
func (m *Model) focus(t target.ThreadID, number int) tea.Cmd {
	m.focusing.wanted = &wantedFrame{t, number}
	return m.refresh()
}

// refresh reads the selected frame, and then everything that is seen.
func (m *Model) refresh() tea.Cmd {
	m.focusing.number++
	number, wanted, words, s, sources := m.focusing.number, m.focusing.wanted, m.cfg.Words, m.ctx.Session, m.cfg.Sources
	return func() tea.Msg {
		msg := focusMsg{number: number}
		msg.err = s.Inspect(func(v *debugger.View) error {
			msg.stop = v.Stop()
			var err error
			msg.focus, err = readFocus(v, wanted, sources)
			return err
		})
		if msg.stop != nil && words != nil {
			msg.headline = words.Headline(msg.stop)
		}
		return msg
	}
}

// readFocus describes a frame.
func readFocus(v *debugger.View, wanted *wantedFrame, sources *srcfile.Finder) (pane.Focus, error) {
	t, ok := v.Thread()
	number := 0
	switch {
	case wanted != nil:
		t, number, ok = wanted.thread, wanted.number, true
	case ok && v.Stop().Reason == debugger.ReasonTrap:
		number = firstWithSource(v, t, sources)
	}
	if !ok || v.NumFrames(t) == 0 {
		return pane.Focus{}, nil
	}
	f, err := v.Frame(t, number)
	if err != nil {
		return pane.Focus{}, err
	}
	focus := pane.Focus{
		Known: true, Thread: t, Number: number, ID: v.ID(f), Func: v.NameOf(f), Pos: f.Pos, Inlined: f.Inlined, Host: f.IsHost(),
		Instance: f.Instance.ID, Module: f.Instance.Module, Threads: len(v.Threads()), Frames: v.NumFrames(t),
	}
	if f.Func != nil {
		focus.Decl = f.Func.Decl
	}
	if !f.IsHost() {
		focus.FuncIndex, focus.Place = f.Physical.Func, f.Physical.Place
		if at, ok := f.At(); ok {
			focus.At = f.Instance.Module.FileOffsetOf(at)
		}
	}
	return focus, nil
}

// maxLooked is how many frames are looked at for one with source.
const maxLooked = 64

// firstWithSource returns the innermost frame whose source can be shown: libraries end programs that have gone wrong by a trap of
// their own, and what went wrong is further out. It is the innermost frame where there is none.
func firstWithSource(v *debugger.View, t target.ThreadID, sources *srcfile.Finder) int {
	if sources == nil {
		return 0
	}
	frames, err := v.Frames(t, 0, maxLooked)
	if err != nil {
		return 0
	}
	for _, f := range frames {
		if !f.Pos.IsValid() {
			continue
		}
		if _, err := sources.Open(f.Pos.File); err == nil {
			return f.Number
		}
	}
	return 0
}

// focused takes the selected frame.
func (m *Model) focused(msg focusMsg) tea.Cmd {
	if msg.number != m.focusing.number {
		return nil // another one was selected meanwhile
	}
	if msg.stop == nil { // it runs, or has not been started
		return nil
	}
	if msg.err != nil {
		if m.focusing.wanted != nil {
			m.tell(msg.err.Error(), true)
			m.focusing.wanted = nil
		}
		return nil
	}
	m.ctx.Stop = msg.stop
	if m.ctx.State = debugger.Stopped; msg.stop.Ended {
		m.ctx.State = debugger.Ended
	}
	m.ctx.Focus = msg.focus
	m.ctx.Version++
	m.headline = nil
	if msg.headline != "" {
		m.headline = strings.Split(msg.headline, "\n")
	}
	m.standIn()
	m.begunAgain(msg.stop)
	return tea.Batch(m.hear(pane.Focused{}), m.goOn(msg.stop))
}

// standIn brings the code to the front where there is no source, and the source again when there is.
func (m *Model) standIn() {
	f := &m.ctx.Focus
	from, to := pane.Source, pane.Code
	if f.HasSource() {
		from, to = to, from
	}
	if !f.Known || f.Host || to == pane.Source && !m.stoodIn {
		return
	}
	m.stoodIn = to == pane.Code
	n := m.screen.root().Find(string(from))
	if n == nil || n.Pane() != string(from) {
		return
	}
	if m.ctx.Active == from {
		m.activate(to)
	} else if slices.Contains(n.Tabs, string(to)) {
		m.show(to)
	}
}

// pointsMsg are the breakpoints, and the like.
type pointsMsg struct {
	number      uint64 // of the reading: only the last one counts
	breakpoints []debugger.Breakpoint
	watchpoints []debugger.Watchpoint
	catchpoints []debugger.Catchpoint
}

func (m *Model) readPoints() tea.Cmd {
	m.pointsRead++
	s, number := m.ctx.Session, m.pointsRead
	return func() tea.Msg {
		return pointsMsg{number, s.Breakpoints(), s.Watchpoints(), s.Catchpoints()}
	}
}
