package screen

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	uv "github.com/charmbracelet/ultraviolet"

	"github.com/wdbg/wdbg/tui/internal/frame"
	"github.com/wdbg/wdbg/tui/internal/theme"
)

// fake is a console that keeps what is written. Each write takes a token from reads, if that is there: so a terminal that does not
// read.
type fake struct {
	mu      sync.Mutex
	written strings.Builder
	writes  chan string
	reads   chan struct{}
	entered chan struct{} // a write waits
	raw     int
	size    Size
	broken  error
}

func newFake() *fake { return &fake{writes: make(chan string, 100), size: Size{20, 4}} }

func (f *fake) Write(b []byte) (int, error) {
	if f.reads != nil {
		f.entered <- struct{}{}
		<-f.reads
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.broken != nil {
		return 0, f.broken
	}
	f.written.Write(b)
	f.writes <- string(b)
	return len(b), nil
}

func (f *fake) GetSize() (int, int, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.size.Width, f.size.Height, nil
}

func (f *fake) MakeRaw() error { f.raw++; return nil }
func (f *fake) Restore() error { f.raw--; return nil }

// opened returns a screen on a fake console, after what is written at first.
func opened(t *testing.T, f *fake, env ...string) *Screen {
	t.Helper()
	s, err := open(f, uv.Environ(append([]string{"TERM=xterm-256color"}, env...)), theme.TrueColor)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil && f.broken == nil {
			t.Error(err)
		}
	})
	<-f.writes
	return s
}

// show shows a text.
func show(s *Screen, text string) {
	f := s.Frame()
	f.Area().Text(0, 0, text, frame.Style{})
	s.Show(f)
}

// TestRestored: all modes that are set are reset, in whatever way the screen is left; and only once.
func TestRestored(t *testing.T) {
	for _, name := range []string{"xterm-256color", "linux", "screen", "vt220"} {
		f := newFake()
		s := opened(t, f, "TERM="+name)
		show(s, "text")
		<-f.writes
		if err := s.Suspend(); err != nil {
			t.Fatal(err)
		}
		if f.raw != 0 {
			t.Errorf("%s: raw while suspended", name)
		}
		show(s, "suspended")
		if err := s.Resume(); err != nil {
			t.Fatal(err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(s.Close(), s.Suspend(), s.Resume()); err != nil || f.raw != 0 {
			t.Errorf("%s: after closing: %v, raw %d", name, err, f.raw)
		}
		show(s, "closed")
		s.Copy("closed")
		s.Redraw()
		s.Resize(30, 30)
		<-s.stopped
		text := f.written.String()
		if strings.Contains(text, "closed") {
			t.Errorf("%s: shown after closing: %q", name, text)
		}
		modes := map[string]bool{}
		for _, part := range strings.Split(text, "\x1b[?")[1:] {
			end := strings.IndexAny(part, "hl")
			modes[part[:end]] = part[end] == 'h'
		}
		for mode, on := range modes {
			if usual := mode == "7" || mode == "25"; on != usual {
				t.Errorf("%s: mode %s is left: %q", name, mode, text)
			}
		}
		if push, pop := strings.Count(text, keysClear), strings.Count(text, keysAsBefore); push != pop {
			t.Errorf("%s: keys pushed %d times, popped %d times", name, push, pop)
		}
		if name == "linux" && strings.ContainsAny(text, "><") {
			t.Errorf("%s: sequences that it does not know: %q", name, text)
		}
	}
}

// TestNewest: while the terminal does not read, only the newest frame waits.
func TestNewest(t *testing.T) {
	f := newFake()
	f.reads, f.entered = make(chan struct{}, 100), make(chan struct{}, 100)
	f.reads <- struct{}{}
	s := opened(t, f)
	<-f.entered
	show(s, "first")
	<-f.entered
	for range 50 {
		show(s, "dropped")
	}
	show(s, "newest")
	for range 10 {
		f.reads <- struct{}{}
	}
	for text := range f.writes {
		if strings.Contains(text, "dropped") {
			t.Errorf("an old frame is shown: %q", text)
		}
		if strings.Contains(text, "newest") {
			break
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if n := len(s.free); n > 3 {
		t.Errorf("%d frames are kept", n)
	}
}

func TestSizes(t *testing.T) {
	f := newFake()
	s := opened(t, f)
	if got := s.Size(); got != (Size{20, 4}) {
		t.Errorf("size %v", got)
	}
	s.Resize(30, 5)
	s.Resize(31, 6)
	s.Resize(31, 6)
	s.Resize(0, 0)
	if got := <-s.Sizes(); got != (Size{31, 6}) {
		t.Errorf("reported %v", got)
	}
	if got := s.Frame(); got.Width != 31 || got.Height != 6 {
		t.Errorf("frames are %d wide and %d high", got.Width, got.Height)
	}
	if err := s.Suspend(); err != nil {
		t.Fatal(err)
	}
	f.mu.Lock()
	f.size = Size{40, 7}
	f.mu.Unlock()
	if err := s.Resume(); err != nil {
		t.Fatal(err)
	}
	if got := <-s.Sizes(); got != (Size{40, 7}) {
		t.Errorf("reported %v after Resume", got)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if _, open := <-s.Sizes(); open {
		t.Error("sizes are reported after closing")
	}
}

// TestUnknownSize: a terminal that says it has no cells is as the environment says, or of the usual size.
func TestUnknownSize(t *testing.T) {
	for _, test := range []struct {
		env  []string
		want Size
	}{{nil, Size{80, 24}}, {[]string{"COLUMNS=100", "LINES=x"}, Size{100, 24}}, {[]string{"COLUMNS=9999999"}, Size{frame.MaxSize, 24}}} {
		f := newFake()
		f.size = Size{}
		if got := opened(t, f, test.env...).Size(); got != test.want {
			t.Errorf("%v: size %v, want %v", test.env, got, test.want)
		}
	}
}

// TestRedraw: after Redraw, SetTheme and Resume all is written again.
func TestRedraw(t *testing.T) {
	f := newFake()
	s := opened(t, f)
	show(s, "hello")
	<-f.writes
	light, err := theme.Named("light")
	if err != nil {
		t.Fatal(err)
	}
	for name, again := range map[string]func(){
		"redraw": s.Redraw,
		"theme":  func() { s.SetTheme(light) },
		"resume": func() {
			if err := errors.Join(s.Suspend(), s.Resume()); err != nil {
				t.Error(err)
			}
			<-f.writes // leaving
			<-f.writes // entering
		},
	} {
		again()
		if got := <-f.writes; !strings.Contains(got, "\x1b[2J") || !strings.Contains(got, "hello") {
			t.Errorf("%s writes %q", name, got)
		}
	}
}

// TestAside: what is written beside frames cannot bring other sequences with it.
func TestAside(t *testing.T) {
	for _, test := range []struct {
		name string
		env  []string
		do   func(*Screen)
		want string
	}{
		{"copy", nil, func(s *Screen) { s.Copy("x\x1b]y") }, "\x1b]52;c;eBtdeQ==\x07"},
		{"copy in GNU screen", []string{"TERM=screen", "STY=1"}, func(s *Screen) { s.Copy("x") }, "\x1bP\x1b]52;c;eA==\x07\x1b\\"},
		{"title", nil, func(s *Screen) { s.SetTitle("a\x1b]b\x07c\u009bd\n") }, "\x1b]2;a]bcd\x07"},
		{"no mouse", nil, func(s *Screen) { s.SetMouse(false) }, mouseOff},
	} {
		f := newFake()
		s := opened(t, f, test.env...)
		test.do(s)
		if got := <-f.writes; got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

// TestBroken: a terminal that is gone is reported, not waited for.
func TestBroken(t *testing.T) {
	f := newFake()
	s := opened(t, f)
	f.mu.Lock()
	f.broken = errors.New("gone")
	f.mu.Unlock()
	show(s, "text")
	if err := s.Close(); err == nil || !strings.Contains(err.Error(), "gone") || f.raw != 0 {
		t.Errorf("closing: %v, raw %d", err, f.raw)
	}
}

// TestGuard: a panic gives the terminal back, and goes on.
func TestGuard(t *testing.T) {
	f := newFake()
	s := opened(t, f)
	defer func() {
		if r := recover(); r != "failure" || f.raw != 0 {
			t.Errorf("recovered %v, raw %d", r, f.raw)
		}
	}()
	defer s.Guard()
	panic("failure")
}

func TestOpenRefuses(t *testing.T) {
	file, err := os.Create(filepath.Join(t.TempDir(), "file"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if _, err := Open(file, file, []string{"TERM=xterm"}); !errors.Is(err, ErrNoTerminal) || !strings.Contains(err.Error(), "the input is not one") {
		t.Errorf("a file as a terminal: %v", err)
	}
}
