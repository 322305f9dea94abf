package tui_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/internal/debuggee"
	"github.com/wdbg/wdbg/symbols/srcfile"
	"github.com/wdbg/wdbg/tui"
	"github.com/wdbg/wdbg/tui/internal/frame"
	"github.com/wdbg/wdbg/tui/tuitest"
)

// withSource starts a program of C whose source has been replaced, and has it stand in main.
func withSource(tb testing.TB, width, height int, source []byte) (s *tuitest.Screen, path string) {
	tb.Helper()
	dir := tb.TempDir()
	path = filepath.Join(dir, "loops.c")
	if err := os.WriteFile(path, source, 0o666); err != nil {
		tb.Fatal(err)
	}
	return withSourcesOf(tb, width, height, dir), path
}

// withSourcesOf is withSource of a folder of sources.
func withSourcesOf(tb testing.TB, width, height int, dir string) *tuitest.Screen {
	tb.Helper()
	s := tuitest.With(tb, &debuggee.Program{Path: "debug/steps/loops_O0.wasm"}, width, height, func(cfg *tui.Config) {
		cfg.Sources = &srcfile.Finder{Dirs: []string{dir}}
	})
	if _, err := s.Session.AddBreakpoint(debugger.BreakpointSpec{Location: "main", Temporary: true}); err != nil {
		tb.Fatal(err)
	}
	s.Keys("1", "c")
	return s
}

// original is the source of the program.
func original(tb testing.TB) string {
	tb.Helper()
	text, err := os.ReadFile(filepath.Join(debuggee.Root(), "debug", "steps", "loops.c"))
	if err != nil {
		tb.Fatal(err)
	}
	return string(text)
}

// longLines is a source of lines of 100,000 characters.
func longLines(source string) []byte {
	lines := strings.Split(source, "\n")
	for i := range lines {
		lines[i] += strings.Repeat(" /* 表\x1b[31m */ x", 100_000/18)
	}
	return []byte(strings.Join(lines, "\n"))
}

// TestBadSources: whatever stands where a source file was, the interface shows what can be shown.
func TestBadSources(t *testing.T) {
	text := original(t)
	for name, source := range map[string][]byte{
		"empty":         nil,
		"short":         []byte("int main(void)"),
		"binary":        []byte(strings.Repeat("\x00\xff\xfe\x1b[2J\x07\r\n\x9b31m\xe8\xa1", 200)),
		"unended":       []byte(strings.Repeat("\n/* \"", 50) + "'"),
		"many lines":    []byte(text + strings.Repeat("int x;\n", 20_000)),
		"long lines":    longLines(text),
		"invisible":     []byte(strings.Repeat("a\u202e\u200d\u0301\ufeff\U0001F468\u200d\U0001F469 \u0085\u2028b\n", 100)),
		"carriage only": []byte(strings.ReplaceAll(text, "\n", "\r")),
	} {
		t.Run(name, func(t *testing.T) {
			s, _ := withSource(t, 100, 30, source)
			w := &walker{t: t, s: s, width: 100, height: 30}
			w.check("main")
			for _, key := range strings.Fields("n G right right / x enter . esc g b t x z z l h n s n ? esc pgdown ctrl+d y ctrl+p x esc r") {
				w.send(tuitest.Key(key), true)
			}
		})
	}
}

// TestChangedSource: what was read stays, whatever becomes of the file between two stops, and that is said.
func TestChangedSource(t *testing.T) {
	text := original(t)
	write := func(text string) func(path string) error {
		return func(path string) error { return os.WriteFile(path, []byte(text), 0o666) }
	}
	for _, test := range []struct {
		name, note string
		change     func(path string) error
	}{
		{"gone", "(the file is gone)", os.Remove},
		{"another text", "(the file has changed since)", write("// " + text)},
		{"shorter", "(the file has changed since)", write(text[:len(text)/2])},
		{"as long", "(the file has changed since)", write(strings.Repeat("x", len(text)))},
		{"not UTF-8", "(the file has changed since)", write("\xff\xfe\x00")},
		{"a directory", "(the file is gone)", func(path string) error { return errors.Join(os.Remove(path), os.Mkdir(path, 0o777)) }},
		{"written to, but the same", "", write(text)},
	} {
		t.Run(test.name, func(t *testing.T) {
			s, path := withSource(t, 160, 30, []byte(text))
			line := func() string { return strings.Split(s.Text(), "\n")[1] }
			if strings.Contains(line(), "(") {
				t.Errorf("at first: %s", line())
			}
			if err := test.change(path); err != nil {
				t.Fatal(err)
			}
			later := time.Now().Add(time.Hour) // some file systems count in seconds
			if err := os.Chtimes(path, later, later); err != nil && !errors.Is(err, fs.ErrNotExist) {
				t.Fatal(err)
			}
			s.Keys("n")
			if got := line(); !strings.Contains(got, "loops.c") || !strings.Contains(got, test.note) || test.note == "" && strings.Contains(got, "(") {
				t.Errorf("want %q: %s", test.note, got)
			}
			if _, _, ok := s.Find("int main("); !ok {
				t.Errorf("the text is not seen any more:\n%s", s.Text())
			}
			w := &walker{t: t, s: s, width: 160, height: 30}
			for _, key := range strings.Fields("s n 2 1 G g") {
				w.send(tuitest.Key(key), true)
			}
		})
	}
}

// TestVanishedSource: that there is no source is said.
func TestVanishedSource(t *testing.T) {
	s, path := withSource(t, 100, 30, []byte(original(t)))
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	s = withSourcesOf(t, 100, 30, filepath.Dir(path))
	s.Keys("n", "n")
	if text := s.Text(); !strings.Contains(text, "does not exist") {
		t.Errorf("it is not said that there is no source:\n%s", text)
	}
}

// BenchmarkKey is the time from a key to the frame.
func BenchmarkKey(b *testing.B) {
	for name, source := range map[string]func(string) []byte{
		"lines=20000": func(text string) []byte {
			return []byte(text + strings.Repeat("int x = call(1, \"two\"); /* three */\n", 20_000))
		},
		"columns=100000": longLines,
	} {
		b.Run(name, func(b *testing.B) {
			s, _ := withSource(b, 200, 60, source(original(b)))
			f := frame.New(0, 0)
			keys := []string{"j", "pgdown", "k", "pgup", "tab", "shift+tab", "right", "left"}
			for i := 0; b.Loop(); i++ {
				s.Post(tuitest.Key(keys[i%len(keys)]))
				f.Reset(200, 60)
				s.Model.Draw(f)
			}
		})
	}
}
