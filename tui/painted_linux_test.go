package tui_test

import (
	"bytes"
	"io"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"github.com/wdbg/wdbg/internal/debuggee"
	"github.com/wdbg/wdbg/internal/pty"
	"github.com/wdbg/wdbg/tui/internal/screen"
	"github.com/wdbg/wdbg/tui/tuitest"
)

// painted is a terminal of the system on which frames are shown.
type painted struct {
	t      *testing.T
	s      *screen.Screen
	pieces chan []byte
	all    []byte
	frames int
}

func newPainted(t *testing.T, width, height int) *painted {
	t.Helper()
	user, program, err := pty.Open()
	if err != nil {
		t.Skip("this system gives no terminals: ", err)
	}
	t.Cleanup(func() { program.Close(); user.Close() })
	if err := pty.SetSize(user, width, height); err != nil {
		t.Fatal(err)
	}
	p := &painted{t: t, pieces: make(chan []byte)}
	go p.read(user)
	if p.s, err = screen.Open(program, program, []string{"TERM=xterm-256color"}); err != nil {
		t.Fatal(err)
	}
	return p
}

func (p *painted) read(user io.Reader) {
	defer close(p.pieces)
	for {
		b := make([]byte, 1<<16)
		n, err := user.Read(b)
		if err != nil {
			return // the other end was closed
		}
		p.pieces <- b[:n]
	}
}

// show paints all of what is seen, and waits for its last byte.
func (p *painted) show(s *tuitest.Screen) {
	p.t.Helper()
	f := p.s.Frame()
	s.Model.Draw(f)
	p.s.Redraw()
	p.s.Show(f)
	p.frames++
	for bytes.Count(p.all, []byte("\x1b[?2026l")) < p.frames {
		piece, ok := <-p.pieces
		if !ok {
			p.t.Fatal("the terminal is gone")
		}
		p.all = append(p.all, piece...)
	}
}

// own are the sequences of wdbg: the cursor, erasing, colours, modes.
var own = regexp.MustCompile(`\x1b\[(\d+(;\d+)?)?[HG]|\x1b\[[0-2]?[JK]|\x1b\[[\d;:]*m|\x1b\[\?(1049|1002|1006|2004|2026|25|2031|7|1)[hl]|\x1b\[6 q|\x1b\[2[23];[0-2]t|\x1b\[[<>=]?[\d;]*u|\x1b\[>4;\d?m|\x1b=|\x1b>`)

// check: nothing but text has been painted, and sequences of wdbg itself.
func (p *painted) check() {
	p.t.Helper()
	// What comes after the last frame may be a part of another one, which was painted meanwhile.
	left := own.ReplaceAllString(string(p.all[:bytes.LastIndex(p.all, []byte("\x1b[?2026l"))]), "")
	for i, r := range left {
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == unicode.ReplacementChar && !strings.HasPrefix(left[i:], "\ufffd") {
			p.t.Fatalf("the terminal was sent %q", left[max(0, i-40):min(len(left), i+40)])
		}
	}
}

// TestPaintedBytes: of what a hostile program writes and calls things, no terminal obeys anything.
func TestPaintedBytes(t *testing.T) {
	p := newPainted(t, 120, 40)
	s := tuitest.New(t, &debuggee.Program{Path: hostileModule(t, hostile())}, 120, 40)
	s.Keys("s", "c")
	w := &walker{t: t, s: s, width: 120, height: 40, painted: p.show}
	tourOfPanes(w)
	for _, text := range hostile() {
		if strings.Contains(text, "\x1b") && bytes.Contains(p.all, []byte(text)) {
			t.Errorf("the terminal was sent %q", text)
		}
	}
	if p.check(); !bytes.Contains(p.all, []byte("^[[2J")) {
		t.Error("the output was not painted")
	}
}
