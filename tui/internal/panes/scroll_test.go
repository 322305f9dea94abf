package panes

import (
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/tui/internal/frame"
	"github.com/wdbg/wdbg/tui/internal/output"
	"github.com/wdbg/wdbg/tui/internal/pane"
)

// outputDesk is the output pane with what it shows.
type outputDesk struct {
	*outputPane
	t *testing.T
	c pane.Context
}

func newOutputDesk(t *testing.T) *outputDesk {
	d := &outputDesk{outputPane: newOutput(output.NewGuest(func() {})), t: t}
	d.Resize(&d.c, 40, 4)
	return d
}

func (d *outputDesk) text() string {
	f := frame.New(40, 4)
	d.Draw(&d.c, f.Area())
	return f.Text()
}

// search looks for a text and takes what is found; it returns what the pane tells.
func (d *outputDesk) search(text string, by int, from bool) string {
	d.t.Helper()
	cmd, ok := d.Search(&d.c, text, by, from)
	if !ok {
		return "nothing to look at"
	}
	told, _ := d.hear(cmd()).(pane.Tell)
	d.Resize(&d.c, 40, 4)
	return told.Text
}

func (d *outputDesk) hear(msg tea.Msg) tea.Msg {
	if cmd := d.Hear(&d.c, msg); cmd != nil {
		return cmd()
	}
	return nil
}

// TestDrawnAsSeen: what the program writes while its output is drawn is seen after the next message, none of it is missing then.
func TestDrawnAsSeen(t *testing.T) {
	d := newOutputDesk(t)
	write := func(text string) { d.g.Buffer.Write(output.Stdout, []byte(text)) }
	write("first\nsecond")
	d.Resize(&d.c, 40, 4)
	before, title := d.text(), d.Title(&d.c)
	for range 300_000 {
		write(" half\n")
	}
	write("last\n")
	if got := d.text(); got != before || d.Title(&d.c) != title || !strings.HasPrefix(got, "first\nsecond\n") {
		t.Errorf("drawn again, %q:\n%sit was %q\n%s", d.Title(&d.c), got, title, before)
	}
	d.hear(output.Updated{})
	d.Resize(&d.c, 40, 4)
	if got := d.text(); got != " half\n half\n half\nlast\n" || d.Title(&d.c) == title {
		t.Errorf("after the message, %q:\n%s", d.Title(&d.c), got)
	}
}

// TestOutputSearch: capitals matter where some are typed; only what was looked for last is gone to.
func TestOutputSearch(t *testing.T) {
	d := newOutputDesk(t)
	if got := d.search("x", 1, true); got != "nothing to look at" {
		t.Errorf("without a line: %q", got)
	}
	for i := range 1000 {
		fmt.Fprintf(d.g.Stream(output.Stdout), "line %d %s\n", i, map[int]string{100: "Error: one", 500: "error: two", 900: "ERROR: three"}[i])
	}
	d.hear(output.Updated{})
	for _, test := range []struct {
		query     string
		by        int
		from      bool
		sees      string
		otherwise string
	}{
		{"error", 1, true, "line 900 ERROR: three", ""}, // the end is seen
		{"error", -1, false, "line 500 error: two", ""},
		{"error", -1, false, "line 100 Error: one", ""},
		{"error", -1, false, "line 900 ERROR: three", ""},
		{"Error", 1, false, "line 100 Error: one", ""},
		{"none", 1, false, "line 100 Error: one", "not found: none"},
	} {
		if told := d.search(test.query, test.by, test.from); told != test.otherwise || !strings.Contains(d.text(), test.sees) {
			t.Errorf("%s, %d: %q is told, and shown\n%s", test.query, test.by, told, d.text())
		}
	}
	slow, _ := d.Search(&d.c, "line 7", 1, false)
	late, _ := d.Search(&d.c, "line 700", 1, false)
	found := late()
	if slow() != nil {
		t.Error("a search that nobody waits for any more goes on")
	}
	d.hear(found)
	d.Resize(&d.c, 40, 4)
	if !strings.Contains(d.text(), "line 700") {
		t.Errorf("the last search has found\n%s", d.text())
	}
	f := frame.New(40, 4)
	d.search("ERROR: t", 1, false)
	d.Draw(&d.c, f.Area())
	if x, y, ok := cellOf(f, "ERROR"); !ok || f.At(x, y).Style.Role != frame.Match || f.At(x-2, y).Style.Role == frame.Match {
		t.Errorf("what was found is not set off:\n%s", f.Text())
	}
}

func cellOf(f *frame.Frame, text string) (x, y int, ok bool) {
	for y, line := range strings.Split(f.Text(), "\n") {
		if x := strings.Index(line, text); x >= 0 {
			return x, y, true
		}
	}
	return 0, 0, false
}

// TestOutputCopy: what is copied is told, and of how much.
func TestOutputCopy(t *testing.T) {
	d := newOutputDesk(t)
	copied := func(want string) {
		t.Helper()
		cmd, _ := d.Do(&d.c, "output-copy")
		if got, ok := cmd().(pane.Copy); !ok || got.Note != want {
			t.Errorf("told %q, want %q", got.Note, want)
		}
	}
	line := strings.Repeat("x", 99) + "\n"
	d.g.Buffer.Write(output.Stdout, []byte(line+"half"))
	copied("copied 104 bytes")
	for range 300_000 {
		d.g.Buffer.Write(output.Stdout, []byte("\n"+line))
	}
	copied("copied 65,447 bytes: the last 1,296 lines of 600,001")
}

// TestConsoleSearch: the console's text is looked through in the same way.
func TestConsoleSearch(t *testing.T) {
	d := newDesk(t, recursion, "")
	d.hear(debugger.LogEvent{Text: "Once"})
	for range 100 {
		d.hear(debugger.LogEvent{Text: "more"})
	}
	cmd, ok := d.p.Search(d.c, "once", 1, true)
	if !ok {
		t.Fatal("there is nothing to search")
	}
	d.hear(cmd())
	if got := d.text(); !strings.Contains(got, "Once") {
		t.Errorf("found:\n%s", got)
	}
}
