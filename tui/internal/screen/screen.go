// Package screen owns the terminal while the interface is shown: its modes, its size, and what is on it. It reads no input.
package screen

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"
	"golang.org/x/term"

	"github.com/wdbg/wdbg/tui/internal/frame"
	"github.com/wdbg/wdbg/tui/internal/theme"
)

// ErrNoTerminal says that input or output is not a terminal, or that the terminal cannot show a screen.
var ErrNoTerminal = errors.New("no terminal")

// Size is a number of cells.
type Size struct{ Width, Height int }

// console is what a Screen needs of the terminal.
type console interface {
	Write([]byte) (int, error)
	GetSize() (width, height int, err error)
	// MakeRaw has input come as it is typed; Restore undoes it.
	MakeRaw() error
	Restore() error
}

// Screen is a terminal on which frames are shown. Its methods may be called by any goroutine.
type Screen struct {
	console console
	env     uv.Environ
	depth   theme.Depth
	modes   modes

	// painting is held, by having sent to it, while the terminal is written to. It may take long when the terminal does not read.
	painting chan struct{}
	painter  painter // of whoever holds painting
	wake     chan struct{}
	ended    chan struct{}
	stopped  chan struct{} // the painting goroutine has ended
	stops    chan chan error
	sizes    chan Size

	mu      sync.Mutex // guards what follows
	state   state
	size    Size
	next    *frame.Frame   // what shall be shown, if it is not yet
	free    []*frame.Frame // to draw on
	table   *theme.Table
	theme   *theme.Theme
	anew    bool   // all of the screen shall be painted
	aside   []byte // what is written beside frames
	mouse   bool
	failure error
}

// state says who has the terminal.
type state uint8

const (
	shown     state = iota // the screen
	suspended              // whoever else writes to it
	closed
)

// Open takes a terminal: input comes as it is typed from now on, and frames are shown on an empty screen. The environment says what the
// terminal can do. The error is ErrNoTerminal, with a reason, where there is none that can.
func Open(in, out *os.File, env []string) (*Screen, error) {
	e := uv.Environ(env)
	switch name, ok := e.LookupEnv("TERM"); {
	case !term.IsTerminal(int(in.Fd())):
		return nil, fmt.Errorf("%w: the input is not one", ErrNoTerminal)
	case !term.IsTerminal(int(out.Fd())):
		return nil, fmt.Errorf("%w: the output is not one", ErrNoTerminal)
	case name == "dumb":
		return nil, fmt.Errorf("%w that can show a screen: TERM is %q", ErrNoTerminal, name)
	case needsTERM && (!ok || name == ""):
		return nil, fmt.Errorf("%w that is known: TERM is not set", ErrNoTerminal)
	}
	return open(device{uv.NewConsole(in, out, env)}, e, depth(out, env))
}

// device is a terminal of the system.
type device struct{ uv.Console }

func (d device) MakeRaw() error {
	_, err := d.Console.MakeRaw()
	return err
}

// depth finds out how many colours the terminal has, and may be used.
func depth(out *os.File, env []string) theme.Depth {
	if uv.Environ(env).Getenv("NO_COLOR") != "" {
		return theme.Colorless
	}
	switch colorprofile.Detect(out, env) {
	case colorprofile.TrueColor:
		return theme.TrueColor
	case colorprofile.ANSI256:
		return theme.Colors256
	case colorprofile.ANSI:
		return theme.Colors16
	}
	return theme.Colorless
}

// open is Open for any console.
func open(c console, env uv.Environ, depth theme.Depth) (*Screen, error) {
	dark, err := theme.Named("dark")
	if err != nil {
		return nil, err
	}
	s := &Screen{
		console: c, env: env, depth: depth, modes: modesOf(env), mouse: true,
		painting: make(chan struct{}, 1), wake: make(chan struct{}, 1), ended: make(chan struct{}), stopped: make(chan struct{}),
		stops: make(chan chan error), sizes: make(chan Size, 1),
		theme: dark, table: dark.Table(depth),
	}
	s.painter.steadyBars = s.modes.rich
	if err := c.MakeRaw(); err != nil {
		return nil, fmt.Errorf("terminal: %w", err)
	}
	s.size = s.measure()
	s.anew = true
	if err := s.write([]byte(s.modes.enter(s.mouse))); err != nil {
		return nil, errors.Join(fmt.Errorf("terminal: %w", err), c.Restore())
	}
	go s.paintLoop()
	s.watch()
	return s, nil
}

// write writes to the terminal, for whoever may.
func (s *Screen) write(b []byte) error {
	if len(b) == 0 {
		return nil
	}
	_, err := s.console.Write(b)
	return err
}

// measure asks for the size of the terminal. What does not know it says so by 0: then LINES and COLUMNS do, or it is as it always was.
func (s *Screen) measure() Size {
	width, height, err := s.console.GetSize()
	if err != nil {
		width, height = 0, 0
	}
	number := func(n int, variable string, usual int) int {
		if n > 0 {
			return min(n, frame.MaxSize)
		}
		if n, err := strconv.Atoi(s.env.Getenv(variable)); err == nil && n > 0 {
			return min(n, frame.MaxSize)
		}
		return usual
	}
	return Size{Width: number(width, "COLUMNS", 80), Height: number(height, "LINES", 24)}
}

// Size returns the present size of the terminal.
func (s *Screen) Size() Size {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.size
}

// Sizes reports new sizes of the terminal; only the last, where nobody has received others. It is closed by Close. Where the system reports them with
// the input (Windows), nothing comes here: see Resize.
func (s *Screen) Sizes() <-chan Size { return s.sizes }

// Resize tells the screen that the terminal has another size, and reports it to Sizes.
func (s *Screen) Resize(width, height int) {
	size := Size{Width: min(width, frame.MaxSize), Height: min(height, frame.MaxSize)}
	s.mu.Lock()
	defer s.mu.Unlock()
	if width <= 0 || height <= 0 || size == s.size || s.state == closed {
		return
	}
	s.size, s.anew = size, true
	select {
	case <-s.sizes:
	default:
	}
	s.sizes <- size // has room: who sends holds the lock
}

// Depth returns how many colours are shown.
func (s *Screen) Depth() theme.Depth { return s.depth }

// Frame returns a blank frame of the terminal's size to draw on. It is the caller's until Show.
func (s *Screen) Frame() *frame.Frame {
	s.mu.Lock()
	defer s.mu.Unlock()
	f := &frame.Frame{}
	if n := len(s.free); n > 0 {
		f = s.free[n-1]
		s.free = s.free[:n-1]
	}
	f.Reset(s.size.Width, s.size.Height)
	return f
}

// Show has a frame shown soon, unless a newer one comes before. It does not wait for the terminal. The frame is the screen's from now on.
func (s *Screen) Show(f *frame.Frame) {
	s.mu.Lock()
	if s.next != nil && s.next != f {
		s.recycle(s.next)
	}
	s.next = f
	s.mu.Unlock()
	s.kick()
}

// recycle keeps a frame to draw on again.
func (s *Screen) recycle(f *frame.Frame) {
	if f != nil && len(s.free) < 3 && !slices.Contains(s.free, f) {
		s.free = append(s.free, f)
	}
}

// Redraw paints all of the screen, whatever is thought to be on it.
func (s *Screen) Redraw() {
	s.mu.Lock()
	s.anew = true
	s.mu.Unlock()
	s.kick()
}

// SetTheme shows this and later frames in another theme.
func (s *Screen) SetTheme(t *theme.Theme) {
	s.mu.Lock()
	s.theme, s.table, s.anew = t, t.Table(s.depth), true
	s.mu.Unlock()
	s.kick()
}

// SetMouse says whether the terminal reports the mouse; where it does not, it selects text with it.
func (s *Screen) SetMouse(on bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.mouse != on {
		s.mouse = on
		s.append(mouseMode(on))
	}
}

// SetTitle gives the terminal's window a title.
func (s *Screen) SetTitle(title string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.append(s.modes.title(title))
}

// Copy gives a text to the clipboard, if the terminal allows it: it does not say.
func (s *Screen) Copy(text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.append(s.modes.copy(text))
}

// AskBackground asks the terminal for the colour of its background. The answer, if there is one, comes with the input.
func (s *Screen) AskBackground() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.modes.rich {
		s.append("\x1b]11;?\x07")
	}
}

// append has a sequence written beside frames; s.mu is held.
func (s *Screen) append(sequence string) {
	if s.state == shown {
		s.aside = append(s.aside, sequence...)
		s.kick()
	}
}

// kick wakes the painting goroutine.
func (s *Screen) kick() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

// paintLoop shows frames until the screen is closed.
func (s *Screen) paintLoop() {
	defer close(s.stopped)
	defer s.Guard()
	for {
		select {
		case <-s.ended:
			return
		case <-s.wake:
		}
		select {
		case <-s.ended:
			return
		case s.painting <- struct{}{}:
			s.paintNext()
		}
	}
}

// paintNext brings the terminal up to date, and gives up painting, which the caller has taken.
func (s *Screen) paintNext() {
	defer func() { <-s.painting }()
	s.mu.Lock()
	if s.state != shown {
		s.mu.Unlock()
		return
	}
	p := &s.painter
	f, before, aside := s.next, p.shown, s.aside
	s.next, s.aside = nil, nil
	p.table, p.width, p.height = s.table, s.size.Width, s.size.Height
	if s.anew && f == nil {
		f = before
	}
	if s.anew && f != nil {
		p.shown, s.anew = nil, false
	}
	s.mu.Unlock()

	err := s.write(aside)
	if f != nil {
		err = errors.Join(err, s.write(p.paint(f)))
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if before != f && f != nil {
		s.recycle(before)
	}
	if err != nil {
		s.failure, s.anew = err, true
	}
}

// Err returns why the terminal could not be written to, if it could not at any time.
func (s *Screen) Err() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.failure
}

// patience is how long a terminal that does not read may hold up who wants it back.
const patience = time.Second

// acquire waits until nobody writes to the terminal. It reports false where the terminal does not read: then it is written to
// by somebody still.
func (s *Screen) acquire() bool {
	select {
	case s.painting <- struct{}{}:
		return true
	default:
	}
	timer := time.NewTimer(patience)
	defer timer.Stop()
	select {
	case s.painting <- struct{}{}:
		return true
	case <-timer.C:
		return false
	}
}

// Suspend gives the terminal back as it was, until Resume. Frames that are shown meanwhile wait. Whoever reads the terminal's input
// stops before, and goes on after Resume.
func (s *Screen) Suspend() error { return s.leave(suspended) }

// Close gives the terminal back as it was, for good. Calls after the first do nothing, so it may be deferred, and also be called
// where something went wrong.
func (s *Screen) Close() error { return s.leave(closed) }

// Guard is deferred in goroutines that may fail: a panic is seen on the terminal as it was, not on the screen.
func (s *Screen) Guard() {
	if r := recover(); r != nil {
		_ = s.Close() // the panic is worse
		panic(r)
	}
}

// leave restores the terminal, if it is the screen's.
func (s *Screen) leave(to state) error {
	held := s.acquire()
	if held {
		defer func() { <-s.painting }()
	}
	s.mu.Lock()
	from := s.state
	if from == closed || from == to {
		s.mu.Unlock()
		return nil
	}
	s.state, s.anew = to, true
	var last []byte
	if from == shown {
		last = append(s.aside, s.modes.leave()...)
		s.aside = nil
	}
	if to == closed {
		close(s.ended)
		close(s.sizes)
	}
	s.mu.Unlock()
	if from != shown {
		return nil
	}
	var err error
	if held {
		s.painter.cursorOn = false
		err = s.write(last)
	}
	return errors.Join(err, s.console.Restore())
}

// Resume takes the terminal back after Suspend, and shows the newest frame.
func (s *Screen) Resume() error {
	if !s.acquire() {
		return errors.New("the terminal does not read")
	}
	s.mu.Lock()
	if s.state != suspended {
		s.mu.Unlock()
		<-s.painting
		return nil
	}
	s.state = shown
	mouse := s.mouse
	s.mu.Unlock()
	err := s.console.MakeRaw()
	if err == nil {
		err = s.write([]byte(s.modes.enter(mouse)))
	}
	<-s.painting
	if err != nil {
		return fmt.Errorf("terminal: %w", err)
	}
	size := s.measure()
	s.Resize(size.Width, size.Height)
	s.kick()
	return nil
}

// revive makes the terminal the screen's again after something else may have changed its modes.
func (s *Screen) revive() {
	s.mu.Lock()
	active := s.state == shown
	s.mu.Unlock()
	if active && s.Suspend() == nil {
		_ = s.Resume() // a terminal that is gone is noticed by who reads it
	}
}

// clean returns a text without what terminals would interpret.
func clean(text string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r >= 0x7f && r < 0xa0 {
			return -1
		}
		return r
	}, text)
}
