package palette

import (
	"flag"
	"path/filepath"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"github.com/wdbg/wdbg/internal/debuggee"
	"github.com/wdbg/wdbg/internal/golden"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/tui/internal/frame"
	"github.com/wdbg/wdbg/tui/internal/pane"
)

var update = flag.Bool("update", false, "write the frames that tests compare with")

// driver types into a palette and carries out what it asks for.
type driver struct {
	t             *testing.T
	c             *pane.Context
	p             *Palette
	width, height int
	sent          []tea.Msg
}

// open returns an open palette of a program, which has been collected.
func open(t *testing.T, text string) *driver {
	t.Helper()
	s := (&debuggee.Program{Path: "symbols/c/values_O0_v5.wasm"}).Session(t)
	if err := s.Start(true); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Wait(t.Context()); err != nil {
		t.Fatal(err)
	}
	d := &driver{t: t, c: &pane.Context{Session: s}, p: New(), width: 80, height: 24}
	offers := []Offer{
		{"", []pane.Action{
			{Name: "step-over", Keys: []string{"n", "f10"}, Help: "step to the next line, over calls"},
			{Name: "continue", Keys: []string{"c"}, Help: "go on until something stops the program"},
		}},
		{pane.Memory, []pane.Action{{Name: "memory-go", Keys: []string{"@"}, Help: "show an address"}}},
	}
	d.do(d.p.Open(d.c, offers, &symbols.File{Path: "src/main.c"}, text))
	return d
}

// do carries out a command, and what comes of it.
func (d *driver) do(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	switch msg := cmd().(type) {
	case nil:
	case tea.BatchMsg:
		for _, c := range msg {
			d.do(c)
		}
	default:
		if next, ok := d.p.Hear(msg); ok {
			d.do(next)
		} else {
			d.sent = append(d.sent, msg)
		}
	}
}

// keys types keys: names such as "enter", or characters.
func (d *driver) keys(list ...string) {
	d.t.Helper()
	named := map[string]rune{"enter": tea.KeyEnter, "esc": tea.KeyEsc, "up": tea.KeyUp, "down": tea.KeyDown, "tab": tea.KeyTab, "backspace": tea.KeyBackspace, "pgdown": tea.KeyPgDown}
	for _, name := range list {
		mod := tea.KeyMod(0)
		if rest, ok := strings.CutPrefix(name, "alt+"); ok {
			name, mod = rest, tea.ModAlt
		}
		if code, ok := named[name]; ok {
			cmd, _ := d.p.Key(tea.KeyPressMsg{Code: code, Mod: mod}, d.width, d.height)
			d.do(cmd)
			continue
		}
		for _, r := range name {
			cmd, _ := d.p.Key(tea.KeyPressMsg{Code: r, Text: string(r)}, d.width, d.height)
			d.do(cmd)
		}
	}
}

func (d *driver) frame(width, height int) *frame.Frame {
	f := frame.New(width, height)
	d.p.Draw(f.Area())
	return f
}

func TestChoose(t *testing.T) {
	for _, test := range []struct {
		keys []string
		want func(msg tea.Msg) bool
	}{
		{[]string{"stepov", "enter"}, func(m tea.Msg) bool { return m == Do{"", "step-over"} }},
		{[]string{"memgo", "enter"}, func(m tea.Msg) bool { return m == Do{pane.Memory, "memory-go"} }},
		{[]string{">", "down", "enter"}, func(m tea.Msg) bool { return m == Do{"", "continue"} }},
		{[]string{"@main", "enter"}, func(m tea.Msg) bool {
			s, ok := m.(pane.ShowSource)
			return ok && strings.HasSuffix(s.Pos.File.Path, "values.c") && s.Pos.Line > 1
		}},
		{[]string{"@main", "alt+enter"}, func(m tea.Msg) bool { c, ok := m.(pane.ShowCode); return ok && c.At > 0 }},
		{[]string{"values.c:12", "enter"}, func(m tea.Msg) bool {
			s, ok := m.(pane.ShowSource)
			return ok && strings.HasSuffix(s.Pos.File.Path, "values.c") && s.Pos.Line == 12
		}},
		{[]string{":7", "enter"}, func(m tea.Msg) bool {
			s, ok := m.(pane.ShowSource)
			return ok && s.Pos.File.Path == "src/main.c" && s.Pos.Line == 7
		}},
		{[]string{"=a + 1", "enter"}, func(m tea.Msg) bool { return m == pane.Watch{Text: "a + 1"} }},
		{[]string{"stepov", "esc"}, nil},
		{[]string{"nothinglikeit", "enter", "esc"}, nil},
		{[]string{":x", "enter", "esc"}, nil},
	} {
		name := strings.Join(test.keys, " ")
		d := open(t, "")
		d.keys(test.keys...)
		switch {
		case d.p.Opened():
			t.Errorf("%s: it is still open:\n%s", name, d.frame(80, 24).Text())
		case test.want == nil && len(d.sent) != 0:
			t.Errorf("%s: %v, want nothing", name, d.sent)
		case test.want != nil && (len(d.sent) != 1 || !test.want(d.sent[0])):
			t.Errorf("%s: sent %+v", name, d.sent)
		}
	}
}

// TestWaiting: what is chosen before anything was found waits for it, and is what was typed last.
func TestWaiting(t *testing.T) {
	d := open(t, "")
	typed, _ := d.p.Key(tea.KeyPressMsg{Code: '@', Text: "@"}, 80, 24)
	var cmds []tea.Cmd
	for _, r := range "main" {
		cmd, _ := d.p.Key(tea.KeyPressMsg{Code: r, Text: string(r)}, 80, 24)
		cmds = append(cmds, cmd)
	}
	d.keys("enter")
	if !d.p.Opened() {
		t.Fatal("something was chosen that had not been looked for")
	}
	d.do(typed)
	for _, c := range cmds {
		d.do(c)
	}
	if s, ok := d.sent[0].(pane.ShowSource); len(d.sent) != 1 || !ok || s.Pos.Line <= 1 || d.p.Opened() {
		t.Errorf("sent %+v", d.sent)
	}
}

// TestRecent: what was chosen before comes first while nothing is typed.
func TestRecent(t *testing.T) {
	d := open(t, "")
	d.keys("@main", "enter")
	d.sent = nil
	d.do(d.p.Open(d.c, nil, nil, "@"))
	d.keys("enter")
	if len(d.sent) != 1 || d.p.recent[0] != "main" {
		t.Errorf("sent %+v, recent %q", d.sent, d.p.recent)
	}
}

func TestMouse(t *testing.T) {
	d := open(t, ">")
	at := placeIn(80, 24, len(d.p.found))
	cmd, done := d.p.Mouse(pane.Mouse{X: at.x + 5, Y: at.y + at.first + 1}, 80, 24)
	if d.do(cmd); !done || len(d.sent) != 1 || d.sent[0] != (Do{"", "continue"}) {
		t.Errorf("a click on the second row: %v %+v", done, d.sent)
	}
	d = open(t, "")
	if _, done := d.p.Mouse(pane.Mouse{X: 0, Y: 23}, 80, 24); !done || d.p.Opened() {
		t.Error("a click outside does not close it")
	}
}

// TestSizes: nothing is too small, nor too large.
func TestSizes(t *testing.T) {
	d := open(t, "a")
	for _, size := range [][2]int{{0, 0}, {1, 1}, {8, 2}, {20, 5}, {39, 9}, {40, 10}, {500, 200}} {
		f := d.frame(size[0], size[1])
		if size[0] >= 8 && size[1] >= 2 && !strings.Contains(f.Text(), "a") {
			t.Errorf("%v shows nothing:\n%s", size, f.Text())
		}
		d.width, d.height = size[0], size[1]
		d.keys("down", "pgdown", "up")
	}
}

// TestFrames compares what is drawn; -update writes it.
func TestFrames(t *testing.T) {
	for name, text := range map[string]string{"everything": "", "actions": ">", "search": "mai", "nothing": "@qqq", "line": ":12"} {
		d := open(t, text)
		for size, f := range map[string]*frame.Frame{"80x24": d.frame(80, 24), "20x5": d.frame(20, 5)} {
			compare(t, name+"_"+size, f)
		}
	}
}

// compare compares a frame with a file.
func compare(t *testing.T, name string, f *frame.Frame) {
	t.Helper()
	golden.Compare(t, *update, filepath.Join("testdata", name+".txt"), f.Text()+"--\n"+f.Roles()+"--\n"+f.Grounds())
}

// TestReopen: a palette that is opened again shows nothing of what it found before, and nothing until something is found.
func TestReopen(t *testing.T) {
	d := open(t, "")
	d.p.Close()
	cmd := d.p.Open(d.c, nil, nil, "")
	f := frame.New(d.width, d.height)
	d.p.Draw(f.Area())
	if text := f.Text(); strings.Contains(text, "step-over") {
		t.Errorf("before anything is found:\n%s", text)
	}
	d.do(cmd)
	f = frame.New(d.width, d.height)
	d.p.Draw(f.Area())
	if text := f.Text(); strings.Contains(text, "step-over") || !strings.Contains(text, "values.c") {
		t.Errorf("of another offer:\n%s", text)
	}
}
