package listing

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/symbols/srcfile"
)

// TestHighlight makes sure that colours change nothing but the colour, and that what is within a comment of several lines is one.
func TestHighlight(t *testing.T) {
	dir := t.TempDir()
	for _, test := range []struct{ name, text string }{
		{"a.c", "/* one\n\tint two; */\nint x = 3; // \x1b[2J\n#include <a>\nchar *s = \"a\\tb\";\n" + strings.Repeat("x", 300) + " // long\n\tif (y) return 7;"},
		{"b.rs", "fn main() { let s = \"a\nb\"; } // \u202e done"},
		{"c.wat", "(module (func $f (result i32) i32.const 1)) ;; x"},
		{"d.nothing", "int x;"},
		{"e.cpp", strings.Repeat("int f(int);\n", 20000)},
	} {
		path := filepath.Join(dir, test.name)
		if err := os.WriteFile(path, []byte(test.text), 0o600); err != nil {
			t.Fatal(err)
		}
		text, err := (&srcfile.Finder{}).Open(&symbols.File{Path: path})
		if err != nil {
			t.Fatal(err)
		}
		var h Highlighter
		colored := false
		for _, n := range []int{1, 2, 3, 4, 5, 6, 7, text.Lines()} {
			line, ok := text.Line(n)
			if !ok {
				continue
			}
			plain, _ := SourceLine(line, 0)
			got := h.Line(text, path, n, plain)
			if stripColors(got) != plain {
				t.Errorf("%s:%d: %q is another text than %q", test.name, n, got, plain)
			}
			colored = colored || got != plain
			if test.name == "a.c" && n == 2 && !strings.HasPrefix(got, string(Dim)) {
				t.Errorf("%s:%d: %q is not shown as a comment", test.name, n, got)
			}
		}
		if colored != (test.name != "d.nothing") {
			t.Errorf("%s: coloured %v", test.name, colored)
		}
	}
}

func TestText(t *testing.T) {
	for n, want := range map[int]string{0: "0", 999: "999", 1000: "1,000", -1234567: "-1,234,567"} {
		if got := Grouped(n); got != want {
			t.Errorf("%d: %s", n, got)
		}
	}
	if got := Count(1, "byte") + " " + Count(2, "byte"); got != "1 byte 2 bytes" {
		t.Error(got)
	}
	if got := Clip("abcdef", 4); got != "abc…" {
		t.Error(got)
	}
}

// FuzzHighlight colours any text: colours are all that is added.
func FuzzHighlight(f *testing.F) {
	for _, ext := range []string{".c", ".cpp", ".rs", ".go", ".ts", ".zig", ".wat"} {
		f.Add(ext, "/* a\n*/ int x = 'c' + 0x1p-3; // \"\nlet s: &'a str = \"\\\"\n\"; `b` (; ;) #define #[x]")
		f.Add(ext, "\"\\")
	}
	f.Fuzz(func(t *testing.T, ext, text string) {
		lang := syntaxOf(ext)
		if lang == nil || strings.Contains(text, "\x1b") {
			t.Skip()
		}
		s := scanner{lang: lang, text: text}
		if got := stripColors(strings.Join(s.lines(), "\n")); got != text {
			t.Errorf("%q became %q", text, got)
		}
	})
}
