package tui_test

import (
	"bytes"
	"math/rand/v2"
	"testing"
	"unicode"

	tea "charm.land/bubbletea/v2"

	"github.com/wdbg/wdbg/internal/debuggee"
	"github.com/wdbg/wdbg/tui/internal/frame"
	"github.com/wdbg/wdbg/tui/tuitest"
)

// sizes are those of terminals, possible and not.
var sizes = [][2]int{{20, 5}, {1, 1}, {3, 2}, {0, 0}, {500, 200}, {80, 24}, {160, 48}, {2, 60}, {300, 1}, {-1, -1}}

// specialKeys are the keys that type nothing.
var specialKeys = []string{
	"enter", "esc", "tab", "shift+tab", "up", "down", "left", "right", "backspace", "delete", "home", "end", "pgup", "pgdown", "space", "ctrl+pgup",
	"ctrl+pgdown", "f1", "f5", "f6", "f9", "f10", "f11", "shift+f10", "shift+f11", "alt+b", "alt+f", "shift+up", "shift+down", "ctrl+left", "ctrl+right",
}

// drive is what a terminal sends for some bytes: keys, the mouse, pastes and sizes.
func drive(b *bytes.Reader) (msg tea.Msg, ok bool) {
	next := func() int {
		c, err := b.ReadByte()
		ok = err == nil
		return int(c)
	}
	kind := next()
	mouse := tea.Mouse{Button: tea.MouseLeft}
	if kind >= 208 {
		mouse.X, mouse.Y = next(), next()/4
	}
	switch {
	case kind < 95:
		c := rune(' ' + kind)
		return tea.KeyPressMsg{Code: c, Text: string(c)}, ok
	case kind < 121:
		return tuitest.Key("ctrl+" + string(rune('a'+kind-95))), ok
	case kind < 124:
		return tuitest.Key("ctrl+\\"), ok
	case kind < 200:
		return tuitest.Key(specialKeys[(kind-124)%len(specialKeys)]), ok
	case kind < 204:
		return tea.PasteMsg{Content: []string{"\x1b[2J", "a\nb\r\n", "\xff\x00表\u202e", "main"}[kind-200]}, ok
	case kind < 208:
		size := sizes[next()%len(sizes)]
		return tea.WindowSizeMsg{Width: size[0], Height: size[1]}, ok
	case kind < 225:
		return tea.MouseClickMsg(mouse), ok
	case kind < 230:
		mouse.Button = tea.MouseRight
		return tea.MouseClickMsg(mouse), ok
	case kind < 240:
		return tea.MouseMotionMsg(mouse), ok
	case kind < 246:
		return tea.MouseReleaseMsg(mouse), ok
	}
	mouse.Button = []tea.MouseButton{tea.MouseWheelUp, tea.MouseWheelDown, tea.MouseWheelLeft}[kind%3]
	return tea.MouseWheelMsg(mouse), ok
}

// walker checks all frames of an interface to which anything may happen.
type walker struct {
	t             *testing.T
	s             *tuitest.Screen
	width, height int
	painted       func(*tuitest.Screen) // is told of each message
}

func walk(t *testing.T, p *debuggee.Program) *walker {
	t.Helper()
	w := &walker{t: t, s: tuitest.New(t, p, 100, 30), width: 100, height: 30}
	w.check("at first")
	return w
}

// send has the interface take a message; settle waits for what follows from it.
func (w *walker) send(msg tea.Msg, settle bool) {
	w.t.Helper()
	if size, ok := msg.(tea.WindowSizeMsg); ok {
		w.width, w.height = max(size.Width, 0), max(size.Height, 0)
	}
	w.s.Post(msg)
	if settle {
		w.s.Settle()
	}
	w.check(msg)
	if w.painted != nil {
		w.painted(w.s)
	}
}

// check: the frame has the size of the terminal, no terminal is told anything by it, and drawing changes nothing.
func (w *walker) check(after any) {
	w.t.Helper()
	f := w.s.Frame()
	if f.Width != w.width || f.Height != w.height || len(f.Cells) != w.width*w.height {
		w.t.Fatalf("after %v: the frame is %d×%d with %d cells, the terminal %d×%d", after, f.Width, f.Height, len(f.Cells), w.width, w.height)
	}
	if f.HasCursor && f.At(f.CursorX, f.CursorY) == nil {
		w.t.Fatalf("after %v: the cursor is at %d, %d", after, f.CursorX, f.CursorY)
	}
	again := w.s.Frame()
	for i := range f.Cells {
		if f.Cells[i] == (frame.Cell{}) && again.Cells[i] == (frame.Cell{}) {
			continue
		}
		checkCell(w.t, after, f, i)
		if f.Cells[i] != again.Cells[i] {
			w.t.Fatalf("after %v: drawn twice:\n%s\n%s", after, f.Text(), again.Text())
		}
	}
	if f.CursorX != again.CursorX || f.CursorY != again.CursorY || f.HasCursor != again.HasCursor {
		w.t.Fatalf("after %v: the cursor moves when it is drawn again", after)
	}
}

func checkCell(t *testing.T, after any, f *frame.Frame, i int) {
	t.Helper()
	c := &f.Cells[i]
	if len(c.Text) == 1 && c.Text[0] >= ' ' && c.Text[0] <= '~' {
		return
	}
	for _, r := range c.Text {
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
			t.Fatalf("after %v: the cell %d, %d holds %q", after, i%f.Width, i/f.Width, c.Text)
		}
	}
	if width := frame.Width(c.Text); width > int(max(c.Width, 1)) || c.Width == 2 && i%f.Width == f.Width-1 {
		t.Fatalf("after %v: the cell %d, %d holds %q, which does not fit", after, i%f.Width, i/f.Width, c.Text)
	}
}

// walked are programs of all kinds, none of which reads its input or runs for long.
func walked() []*debuggee.Program {
	return []*debuggee.Program{
		{Path: "debug/steps/loops_O0.wasm"},
		{Path: "debug/heap/heap_O0.wasm"},
		{Path: "debug/rust/shapes_O3.wasm"},
		{Path: "debug/assemblyscript/queue_O0.wasm"},
		{Path: "debug/gc/cache.wasm"},
		{Path: "debug/wat/plain.wasm"},
	}
}

// TestSizes: all panes and overlays in all terminals.
func TestSizes(t *testing.T) {
	for _, p := range walked()[:1] {
		w := walk(t, p)
		w.send(tuitest.Key("s"), true)
		for _, size := range sizes {
			w.send(tea.WindowSizeMsg{Width: size[0], Height: size[1]}, true)
			for _, key := range []string{"1", "2", "3", "4", "5", "6", "7", "8", "9", "0", "z", "G", "?", "esc", "ctrl+p", "a", "esc", ":", "esc", "/", "a", "esc", "z", "L"} {
				w.send(tuitest.Key(key), true)
			}
		}
	}
}

// TestWalk: whatever is typed and clicked, in whatever terminal, something can be shown.
func TestWalk(t *testing.T) {
	for i, p := range walked() {
		for seed := range uint64(2) {
			r := rand.New(rand.NewPCG(uint64(i), seed))
			input := make([]byte, 400)
			for i := range input {
				input[i] = byte(r.Uint32())
			}
			w := walk(t, p)
			b := bytes.NewReader(input)
			for {
				msg, ok := drive(b)
				if !ok {
					break
				}
				w.send(msg, r.IntN(3) == 0)
			}
			w.s.Settle()
			w.check("all")
		}
	}
}

// FuzzKeys is TestWalk of what the fuzzer thinks of.
func FuzzKeys(f *testing.F) {
	f.Add([]byte("\x53?/a\x7c\x7d"))
	f.Add([]byte{205, 3, 'n' - ' ', 205, 1, '9' - ' ', 210, 3, 40, 250, 9, 100, 230, 1, 1, 111, 'z' - ' '})
	f.Fuzz(func(t *testing.T, input []byte) {
		w := walk(t, walked()[0])
		b := bytes.NewReader(input[:min(len(input), 200)])
		for {
			msg, ok := drive(b)
			if !ok {
				return
			}
			w.send(msg, true)
		}
	})
}
