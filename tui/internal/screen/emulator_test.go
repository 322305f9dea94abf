package screen

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/charmbracelet/x/vt"

	"github.com/wdbg/wdbg/tui/internal/frame"
	"github.com/wdbg/wdbg/tui/internal/theme"
)

// TestEmulator: a terminal emulator that others wrote shows what frames say, from entering to leaving, over resizes.
func TestEmulator(t *testing.T) {
	f := newFake()
	f.size = Size{60, 12}
	s := opened(t, f)
	e := vt.NewEmulator(60, 12)
	write := func(text string) {
		if _, err := e.WriteString(text); err != nil {
			t.Fatal(err)
		}
	}
	write("before the screen\r\n$ wdbg tui\r\n")
	before := e.String()
	write(f.written.String())
	if !e.IsAltScreen() {
		t.Error("the screen is not the alternate one")
	}
	r := rand.New(rand.NewPCG(3, 3))
	last := frame.New(60, 12)
	for step := range 80 {
		if step%20 == 19 {
			size := Size{20 + r.IntN(80), 5 + r.IntN(20)}
			e.Resize(size.Width, size.Height)
			s.Resize(size.Width, size.Height)
		}
		next := s.Frame()
		if next.Width == last.Width && next.Height == last.Height {
			copy(next.Cells, last.Cells)
		}
		draw(r, next)
		next.Area().Text(0, 0, strings.Repeat("=", 1+step%2), frame.Style{}) // so that something changes
		want, x, y, seen := next.Text(), next.CursorX, next.CursorY, next.HasCursor
		last = frame.New(next.Width, next.Height)
		copy(last.Cells, next.Cells)
		s.Show(next)
		write(<-f.writes)
		if got := emulated(e); got != want {
			t.Fatalf("step %d: the terminal shows\n%swant\n%s", step, got, want)
		}
		if p := e.CursorPosition(); e.CursorHidden() == seen || seen && (p.X != x || p.Y != y) {
			t.Fatalf("step %d: the cursor is at %v, hidden %v; want %d,%d, seen %v", step, p, e.CursorHidden(), x, y, seen)
		}
	}
	e.Resize(60, 12)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	write(<-f.writes)
	if got := e.String(); got != before || e.IsAltScreen() || e.CursorHidden() {
		t.Errorf("after leaving:\n%s\nwant\n%s", got, before)
	}
}

// emulated is the text of a terminal's cells, as a frame has it.
func emulated(e *vt.Emulator) string {
	var all strings.Builder
	for y := range e.Height() {
		var line strings.Builder
		for x := 0; x < e.Width(); {
			c := e.CellAt(x, y)
			if c == nil || c.Content == "" {
				line.WriteByte(' ')
				x++
				continue
			}
			line.WriteString(c.Content)
			x += max(c.Width, 1)
		}
		all.WriteString(strings.TrimRight(line.String(), " ") + "\n")
	}
	return all.String()
}

// BenchmarkShow: from a frame that is shown until its bytes are with the terminal.
func BenchmarkShow(b *testing.B) {
	f := newFake()
	f.size = Size{200, 60}
	s, err := open(f, nil, theme.TrueColor)
	if err != nil {
		b.Fatal(err)
	}
	<-f.writes
	for i := 0; b.Loop(); i++ {
		next := s.Frame()
		code(next, i)
		s.Show(next)
		<-f.writes
		f.written.Reset()
	}
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
}
