package tui

import (
	"errors"
	"io"
	"os"
	"runtime"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"github.com/wdbg/wdbg/tui/internal/pane"
	"github.com/wdbg/wdbg/tui/internal/screen"
	"github.com/wdbg/wdbg/tui/internal/theme"
)

// Terminal is where the interface is shown.
type Terminal struct {
	In, Out *os.File
	Env     []string
}

// ErrNoTerminal says that there is no terminal, or none that can show a screen.
var ErrNoTerminal = screen.ErrNoTerminal

// runner is the interface on a terminal: Bubble Tea has it told of what happens, and the screen shows what it draws. Bubble Tea's own
// renderer is not used: it looks for changes many times a second, also when there are none.
type runner struct {
	m       *Model
	screen  *screen.Screen
	program *tea.Program
	theme   *theme.Theme // that the screen has
}

// Run shows the interface until it is left. The session goes on where the outcome is LineMode; Run can be called again then.
func (m *Model) Run(t Terminal) (Outcome, error) {
	scr, err := screen.Open(t.In, t.Out, t.Env)
	if err != nil {
		return Quit, err
	}
	m.cfg.Feed.screen.Store(scr)
	defer m.cfg.Feed.screen.Store(nil)
	defer scr.Guard()
	defer scr.Close()
	defer m.Attach()()
	defer spareProcessors()()
	r := &runner{m: m, screen: scr}
	scr.SetMouse(m.settings.Mouse)
	r.useTheme()
	scr.AskBackground()
	r.program = tea.NewProgram(r, tea.WithoutRenderer(), tea.WithFPS(1), tea.WithInput(t.In), tea.WithOutput(io.Discard), tea.WithEnvironment(t.Env),
		tea.WithColorProfile(colorprofile.NoTTY), tea.WithoutCatchPanics())
	done := make(chan struct{})
	defer close(done)
	go r.pump(done)
	m.outcome = Quit
	_, err = r.program.Run()
	if errors.Is(err, tea.ErrInterrupted) {
		err = nil
	}
	return m.outcome, errors.Join(err, scr.Close())
}

// spare is how many processors Go thinks there are beside those that there are: for who answers keys.
const spare = 2

// spareProcessors keeps what goes on in the background from holding up keys. Who reads keys wakes another goroutine, and waits in the system for the next key; where
// all processors are busy, Go notices only after 10 to 20 ms that nobody is there who would run that goroutine. The operating system is better at that.
func spareProcessors() (undo func()) {
	runtime.GOMAXPROCS(runtime.GOMAXPROCS(0) + spare)
	return runtime.SetDefaultGOMAXPROCS
}

// pump passes on what happens outside: events of the session, sizes of the terminal.
func (r *runner) pump(done <-chan struct{}) {
	defer r.screen.Guard()
	size := r.screen.Size()
	r.program.Send(tea.WindowSizeMsg{Width: size.Width, Height: size.Height})
	sizes := r.screen.Sizes()
	for {
		if msg, ok := r.m.cfg.Feed.Take(); ok {
			r.program.Send(msg)
			continue
		}
		select {
		case <-done:
			return
		case <-r.m.cfg.Feed.Wake():
		case size, ok := <-sizes:
			if !ok {
				return
			}
			r.program.Send(tea.WindowSizeMsg{Width: size.Width, Height: size.Height})
		}
	}
}

// Init implements tea.Model.
func (r *runner) Init() tea.Cmd { return r.guard(r.m.Init()) }

// Update implements tea.Model.
func (r *runner) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		if size := r.screen.Size(); size.Width != msg.Width || size.Height != msg.Height {
			if msg.Width == 0 || msg.Height == 0 {
				return r, nil // Bubble Tea knows nothing of the terminal
			}
			r.screen.Resize(msg.Width, msg.Height)
		}
	case Redraw:
		r.screen.Redraw()
	case Suspend:
		return r, r.guard(r.suspend)
	case pane.Copy:
		r.screen.Copy(msg.Text)
	}
	_, cmd := r.m.Update(msg)
	return r, r.guard(cmd)
}

// View has what is to be seen shown.
func (r *runner) View() tea.View {
	r.useTheme()
	f := r.screen.Frame()
	r.m.Draw(f)
	r.screen.Show(f)
	return tea.View{}
}

// useTheme has the screen show the theme of the interface.
func (r *runner) useTheme() {
	if t := r.m.theme; t != nil && t != r.theme {
		r.theme = t
		r.screen.SetTheme(t)
	}
}

// suspend stops the process until the shell continues it.
func (r *runner) suspend() tea.Msg {
	if err := r.program.ReleaseTerminal(); err != nil {
		return pane.Tell{Text: err.Error(), Error: true}
	}
	err := r.screen.Stop()
	if err = errors.Join(err, r.program.RestoreTerminal()); err != nil {
		return pane.Tell{Text: err.Error(), Error: true}
	}
	return nil
}

// guard has the terminal restored where a command fails.
func (r *runner) guard(cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() tea.Msg {
		defer r.screen.Guard()
		msg := cmd()
		if batch, ok := msg.(tea.BatchMsg); ok {
			for i := range batch {
				batch[i] = r.guard(batch[i])
			}
		}
		return msg
	}
}
