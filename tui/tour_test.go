package tui_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/internal/debuggee"
	"github.com/wdbg/wdbg/internal/fixture"
	"github.com/wdbg/wdbg/internal/golden"
	"github.com/wdbg/wdbg/tui"
	"github.com/wdbg/wdbg/tui/internal/frame"
	"github.com/wdbg/wdbg/tui/internal/pane"
	"github.com/wdbg/wdbg/tui/tuitest"
)

// A tour is a file of lines:
//
//	to-main                         has programs go on to main, as the command does
//	program PATH [ENTRY [ARG...]]   the fixture, below testdata; ENTRY "-" is _start
//	source PATH                     where the marks //@break(NAME) are
//	run NAME                        has the program go on to a mark, or to a function where there is no such mark
//	keys KEY...                     presses keys
//	type TEXT                       types a text
//	pane NAME                       gives a pane the keyboard
//	click TEXT                      clicks on a text that is seen
//	frame NAME                      what is seen now
//
// Lines that begin with # are for readers.
type tour struct {
	t      *testing.T
	lines  []string
	name   string
	marks  map[string]string
	screen *tuitest.Screen
	frames []shot
	width  int
	height int
	toMain bool
}

// shot is a frame of a tour.
type shot struct {
	name  string
	frame *frame.Frame
}

// tourOf reads a tour and goes through it on a screen of a size.
func tourOf(t *testing.T, name string, width, height int) *tour {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", "tours", name+".tour"))
	if err != nil {
		t.Fatal(err)
	}
	tr := &tour{t: t, name: name, lines: strings.Split(string(text), "\n"), marks: map[string]string{}, width: width, height: height}
	for i, line := range tr.lines {
		verb, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		if verb == "" || verb[0] == '#' {
			continue
		}
		if !tr.do(verb, strings.TrimSpace(rest)) {
			t.Fatalf("%s.tour:%d: %s", name, i+1, line)
		}
	}
	return tr
}

// do carries out a line.
func (tr *tour) do(verb, rest string) bool {
	tr.t.Helper()
	s := tr.screen
	switch verb {
	case "to-main":
		tr.toMain = true
	case "program":
		tr.start(strings.Fields(rest))
	case "source":
		points, err := fixture.ReadPoints(filepath.Join(debuggee.Root(), filepath.FromSlash(rest)))
		if err != nil {
			tr.t.Error(err)
		}
		for _, p := range points {
			tr.marks[p.Name] = fmt.Sprintf("%s:%d", filepath.Base(p.File), p.Line)
		}
	case "run":
		location := rest
		if at, ok := tr.marks[rest]; ok {
			location = at
		}
		if _, err := s.Session.AddBreakpoint(debugger.BreakpointSpec{Location: location, Temporary: true}); err != nil {
			tr.t.Error(err)
			return false
		}
		s.Keys("f5")
	case "keys":
		s.Keys(strings.Fields(rest)...)
	case "type":
		s.Type(rest)
	case "pane":
		s.Send(pane.Open{Pane: pane.ID(rest)})
	case "click":
		x, y, ok := s.Find(rest)
		if !ok {
			tr.t.Errorf("%q is not seen:\n%s", rest, s.Text())
			return false
		}
		s.Click(x, y)
	case "frame":
		tr.frames = append(tr.frames, shot{rest, s.Frame()})
	default:
		return false
	}
	return true
}

func (tr *tour) start(words []string) {
	tr.t.Helper()
	p := &debuggee.Program{Path: words[0]}
	if len(words) > 1 && words[1] != "-" {
		p.Entry = words[1]
	}
	if len(words) > 2 {
		p.Args = words[2:]
	}
	p.Formatters = fixture.Formatters(fixture.Read(tr.t, p.File()))
	root := filepath.Dir(debuggee.Root())
	tr.screen = tuitest.With(tr.t, p, tr.width, tr.height, func(c *tui.Config) {
		c.ToMain, c.Program = tr.toMain, filepath.Base(p.File())
		c.Dir, c.Sources.ModuleDir = root, filepath.Dir(p.File())
	})
}

// text writes the frames: their text, then the letters of what the text is and of what is behind it.
func (tr *tour) text() string {
	var b strings.Builder
	for _, f := range tr.frames {
		fmt.Fprintf(&b, "=== %s\n%s--- roles\n%s--- grounds\n%s", f.name, f.frame.Text(), f.frame.Roles(), f.frame.Grounds())
	}
	return b.String()
}

// shot returns the frame of a name.
func (tr *tour) shot(name string) *frame.Frame {
	tr.t.Helper()
	for _, f := range tr.frames {
		if f.name == name {
			return f.frame
		}
	}
	tr.t.Fatalf("the tour %s has no frame %q", tr.name, name)
	return nil
}

// tourSizes are those of a terminal as it is over a network, and of a large one.
func tourSizes() [][2]int { return [][2]int{{80, 24}, {160, 48}} }

// TestTours compares frames of all panes with those that were seen to be right.
func TestTours(t *testing.T) {
	for _, name := range []string{"c", "rust", "assemblyscript", "plain"} {
		for _, size := range tourSizes() {
			t.Run(fmt.Sprintf("%s/%dx%d", name, size[0], size[1]), func(t *testing.T) {
				tr := tourOf(t, name, size[0], size[1])
				golden.Compare(t, *update, filepath.Join("testdata", "tours", fmt.Sprintf("%s-%dx%d.txt", name, size[0], size[1])), tr.text())
				for _, f := range tr.frames {
					checkFrame(t, f, size[0], size[1])
				}
			})
		}
	}
}

// checkFrame checks what is so of all frames.
func checkFrame(t *testing.T, f shot, width, height int) {
	t.Helper()
	if f.frame.Width != width || f.frame.Height != height {
		t.Errorf("%s: %d×%d", f.name, f.frame.Width, f.frame.Height)
	}
	for _, c := range f.frame.Cells {
		if strings.ContainsFunc(c.Text, func(r rune) bool { return r < ' ' || r == 0x7f }) {
			t.Errorf("%s: a control character %q", f.name, c.Text)
		}
	}
}

// TestPure: drawing changes nothing, so drawing again gives the same.
func TestPure(t *testing.T) {
	tr := tourOf(t, "c", 100, 30)
	first := tr.screen.Frame()
	for range 3 {
		if again := tr.screen.Frame(); again.Text() != first.Text() || again.Roles() != first.Roles() || again.Grounds() != first.Grounds() {
			t.Fatalf("it was\n%s\nand is\n%s", first.Text(), again.Text())
		}
	}
}
