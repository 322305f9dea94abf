package tui

import (
	"cmp"
	"io"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/debugger/command"
	"github.com/wdbg/wdbg/symbols/srcfile"
	"github.com/wdbg/wdbg/tui/internal/config"
	"github.com/wdbg/wdbg/tui/internal/console"
	"github.com/wdbg/wdbg/tui/internal/frame"
	"github.com/wdbg/wdbg/tui/internal/keymap"
	"github.com/wdbg/wdbg/tui/internal/layout"
	"github.com/wdbg/wdbg/tui/internal/output"
	"github.com/wdbg/wdbg/tui/internal/palette"
	"github.com/wdbg/wdbg/tui/internal/pane"
	"github.com/wdbg/wdbg/tui/internal/panes"
	"github.com/wdbg/wdbg/tui/internal/theme"
)

// Config is what the interface is made of.
type Config struct {
	// Session has been started, or will be by the one who makes the interface; its events go to Feed.
	Session *debugger.Session
	Feed    *Feed
	// Interp carries out what is typed into the console.
	Interp *command.Interp
	// History is the file that keeps what is typed there; "" keeps nothing.
	History string
	// Words says things about stops; nothing is printed to it, and it is used by the interface alone.
	Words *command.Interp
	// Program is the name of what is debugged.
	Program string
	// Sources finds the text of source files; Dir is the current directory.
	Sources *srcfile.Finder
	Dir     string
	// Settings is the text of the file tui.toml; nil where there is none.
	Settings []byte
	// StateDir is the folder in which it is remembered how the interface was left, by the path of the program; "": nowhere.
	StateDir, ProgramPath string
	// ToMain has the program go on from its first instruction to its function main, or Entry, where it has one with source. See Begin for the
	// first start.
	ToMain bool
	// Entry is the exported function that is called instead of _start; "" without.
	Entry string
	// Now returns the time; nil is time.Now.
	Now func() time.Time
}

// Model is the state of the interface. It is for one goroutine; View does not change it.
type Model struct {
	cfg   Config
	ctx   pane.Context
	panes map[pane.ID]pane.Pane
	order []pane.ID // in which numbers choose them
	loads map[pane.ID]*load
	keys  *keymap.Map

	width, height int
	screen        screenLayout
	overlay       overlay
	palette       *palette.Palette
	settings      config.Config
	theme         *theme.Theme
	themeName     string // or "auto"
	lightGround   bool   // of the terminal
	console       *console.Console
	prompt        *prompt
	questions     []pane.Confirm // that wait until they can be asked
	message       pane.Tell
	headline      []string // why the program stands still
	search        string   // what was looked for last
	clicks        clicks
	drag          *layout.Divider
	dragPane      pane.ID
	stepping      stepping
	histories     map[string][]string
	focusing      focusing
	pointsRead    uint64 // how often breakpoints were read
	// begun is how often it was seen that the program was started again.
	begun int
	// stoodIn: the code was brought to the front because there was no source.
	stoodIn bool
	// written is the number of the line of output that comes next, and seen what that was when the pane of the output was seen last.
	written, seen uint64
	outcome       Outcome
}

// Outcome says why the interface was left.
type Outcome uint8

// Outcomes.
const (
	Quit Outcome = iota
	// LineMode: the session goes on at a prompt.
	LineMode
)

// load is what is known of what a pane has read.
type load struct {
	have   any
	flying bool
}

// New returns an interface of a session.
func New(cfg Config) *Model {
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	m := &Model{
		cfg:   cfg,
		ctx:   pane.Context{Session: cfg.Session, Sources: cfg.Sources, Dir: cfg.Dir, State: cfg.Session.State()},
		panes: map[pane.ID]pane.Pane{},
		loads: map[pane.ID]*load{},
		keys:  keymap.New(),

		palette: palette.New(),
		console: console.New(cfg.Interp, cfg.History),
	}
	for _, p := range panes.All(panes.Config{Console: m.console, Guest: cfg.Feed.guest}) {
		m.panes[p.ID()] = p
		m.order = append(m.order, p.ID())
		m.loads[p.ID()] = &load{}
	}
	m.screen.init()
	m.configure(cfg.Settings)
	m.activate(pane.Source)
	m.recall()
	return m
}

// Attach has the console take over the Interp, which others may use again after detach.
func (m *Model) Attach() (detach func()) { return m.console.Attach(m.cfg.Feed.post) }

// Enter carries out lines as if they were typed into the console, one after the other.
func (m *Model) Enter(lines ...string) {
	for _, line := range lines {
		m.console.Enter(line)
	}
}

// Rest has a function called when the commands that were entered are done, and what they and the program have written can be taken
// from the feed.
func (m *Model) Rest(f func()) {
	m.console.Rest(func() {
		m.cfg.Feed.post(output.Updated{})
		m.cfg.Feed.post(console.Updated{})
		f()
	})
}

// Out returns what takes text for the console.
func (m *Model) Out() io.Writer { return m.console.Out() }

// Leave has the interface left. It may be called from any goroutine.
func (m *Model) Leave() { m.cfg.Feed.post(pane.Quit{}) }

// bind makes the map of keys.
func (m *Model) bind(overrides map[string][]string) {
	m.keys = keymap.New()
	m.keys.Add(keymap.Global, globalActions(), overrides)
	m.keys.Add(keymap.Global, m.paneActions(), overrides)
	for _, id := range m.order {
		m.keys.Add(id, m.panes[id].Actions(), overrides)
	}
}

// Init asks for what is there at the beginning.
func (m *Model) Init() tea.Cmd { return tea.Batch(m.refresh(), m.readPoints()) }

// Update takes a message.
func (m *Model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	cmds := []tea.Cmd{m.handle(msg)}
	m.askNext()
	m.arrange()
	cmds = append(cmds, m.reads()...)
	return m, batch(cmds)
}

// batch returns what does several things; nil for nothing.
func batch(cmds []tea.Cmd) tea.Cmd {
	cmds = slices.DeleteFunc(cmds, func(c tea.Cmd) bool { return c == nil })
	return tea.Batch(cmds...)
}

// View is for Bubble Tea, which does not draw: see Frame.
func (m *Model) View() tea.View { return tea.View{} }

// Frame returns what is to be seen. It changes nothing.
func (m *Model) Frame() *frame.Frame {
	f := frame.New(m.width, m.height)
	m.Draw(f)
	return f
}

// handle does what a message says.
func (m *Model) handle(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.resize(msg.Width, msg.Height)
	case tea.KeyPressMsg:
		return m.key(msg)
	case tea.PasteMsg:
		return m.paste(msg.Content)
	case tea.MouseMsg:
		return m.mouse(msg)
	case tea.BackgroundColorMsg:
		m.background(msg)
	case begunMsg:
		m.console.Rest(m.toMain)
	case eventsMsg:
		return m.events(msg)
	case loadedMsg:
		return m.loaded(msg)
	case focusMsg:
		return m.focused(msg)
	case pointsMsg:
		if msg.number != m.pointsRead {
			return nil // what is being read is newer
		}
		m.ctx.Breakpoints, m.ctx.Watchpoints, m.ctx.Catchpoints = msg.breakpoints, msg.watchpoints, msg.catchpoints
	case stepFailedMsg:
		m.stepping = stepping{}
		m.tell(msg.err.Error(), true)
	case console.Completed:
		if p := m.prompt; p != nil && p.console {
			p.completed(msg.Line, msg.Cursor, msg.Start, msg.Candidates)
			return nil
		}
		return m.hear(msg)
	case output.Updated:
		_, m.written = m.cfg.Feed.guest.Buffer.Bounds()
		return m.hear(msg)
	default:
		if cmd, ok := m.hearPalette(msg); ok {
			return cmd
		}
		return tea.Batch(m.request(msg), m.hear(msg))
	}
	return nil
}

// hear passes a message on to all panes that want to know.
func (m *Model) hear(msg tea.Msg) tea.Cmd {
	var cmds []tea.Cmd
	for _, id := range m.order {
		if l, ok := m.panes[id].(pane.Listener); ok {
			cmds = append(cmds, l.Hear(&m.ctx, msg))
		}
	}
	return batch(cmds)
}

// request does what a pane asks for.
func (m *Model) request(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case pane.Select:
		return m.focus(msg.Thread, msg.Number)
	case pane.Changed:
		return m.refresh()
	case pane.Copy:
		m.tell(cmp.Or(msg.Note, "copied"), false)
	case pane.Tell:
		m.tell(msg.Text, msg.Error)
	case pane.Open:
		m.activate(msg.Pane)
	case pane.ShowSource:
		m.activate(pane.Source)
	case pane.ShowCode:
		m.activate(pane.Code)
	case pane.ShowMemory:
		m.activate(pane.Memory)
	case pane.Watch:
		if n := m.screen.root().Find(string(pane.Watches)); n != nil && n.Pane() != string(m.ctx.Active) { // it is told in the last row
			m.show(pane.Watches)
		}
	case pane.Run:
		if !msg.Quiet {
			m.show(pane.Console)
		}
	case pane.Ask:
		return m.ask(msg)
	case pane.Confirm:
		m.confirm(msg)
	case pane.Do:
		return m.do(msg.Action)
	case pane.Quit:
		return m.quit(Quit)
	}
	return nil
}

// tell shows a text in the last row until the next key.
func (m *Model) tell(text string, failed bool) { m.message = pane.Tell{Text: text, Error: failed} }
