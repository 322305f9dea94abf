package output

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
)

func shown(b *Buffer) string {
	var out strings.Builder
	first, end := b.Bounds()
	for n := first; n < end; n++ {
		for _, p := range b.Line(n) {
			out.WriteString(p.Text)
		}
		out.WriteByte('\n')
	}
	return out.String()
}

func TestText(t *testing.T) {
	for _, test := range []struct{ name, raw, want string }{
		{"plain", "hello", "hello"},
		{"wide", "日本", "日本"},
		{"tab", "a\tb", "a       b"},
		{"colours", "\x1b[1;31mred\x1b[0m", "red"},
		{"escape", "\x1b]0;title\x07\x1b[2J", "^[]0;title^G^[[2J"},
		{"unfinished", "\x1b[1", "^[[1"},
		{"right to left", "a\u202eb", `a\u{202e}b`},
		{"bad encoding", "a\xffb", `a\xffb`},
		{"nul, delete", "\x00\x7f", "^@^?"},
		{"end of line of DOS", "line\r", "line"},
		{"progress", "10%\r20%\r100%", "100%"},
		{"shorter", "abcdef\rxy", "xycdef"},
		{"backspace", "abc\b\bX", "aXc"},
		{"backspace at the beginning", "\b\ba", "a"},
		{"backspace at the end", "abc\b\b", "abc"},
	} {
		if got := Text([]byte(test.raw)); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

func TestStreams(t *testing.T) {
	b := NewBuffer(func() {})
	b.Write(Stdout, []byte("na"))
	b.Write(Stdout, []byte("me? "))
	b.Write(Typed, []byte("Ada\n"))
	b.Write(Stderr, []byte("warning\n"))
	b.Write(Stdout, []byte("a\n\nb"))
	if got, want := shown(b), "name? \nAda\nwarning\na\n\nb\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if _, s, _, _ := b.Raw(2); s != Stderr {
		t.Error("the third line is not of the standard error")
	}
}

// TestBounds: what is kept is the end, whatever is written.
func TestBounds(t *testing.T) {
	for name, text := range map[string]string{
		"short lines":        "x\n",
		"lines":              strings.Repeat("0123456789", 9) + "\n",
		"a line":             strings.Repeat("abcdefgh", 128),
		"progress":           "working: 10%\r",
		"characters":         "äöü日本",
		"lines longer still": strings.Repeat("y", 3*maxLine) + "\n",
	} {
		b := NewBuffer(func() {})
		piece := bytes.Repeat([]byte(text), max(1, 100000/len(text)))
		for written := 0; written < 3*maxBytes; written += len(piece) {
			b.Write(Stdout, piece)
		}
		first, end := b.Bounds()
		total := 0
		for n := first; n < end; n++ {
			raw, _, _, ok := b.Raw(n)
			if !ok || len(raw) > maxLine+1 {
				t.Fatalf("%s: line %d has %d bytes", name, n, len(raw))
			}
			if !bytes.ContainsRune([]byte(text+"\r"), []rune(string(raw) + "\r")[0]) {
				t.Fatalf("%s: line %d begins with %q", name, n, []rune(string(raw))[0])
			}
			total += len(raw)
		}
		if end-first > maxLines || total > maxBytes || len(b.ring) > maxBytes {
			t.Errorf("%s: %d lines, %d bytes are kept", name, end-first, total)
		}
		if lines, _ := b.Dropped(); name != "progress" && lines == 0 {
			t.Errorf("%s: nothing was dropped", name)
		}
	}
}

// TestFold: lines that overwrite themselves are as if all had been kept.
func TestFold(t *testing.T) {
	b := NewBuffer(func() {})
	for i := range 20000 {
		b.Write(Stdout, fmt.Appendf(nil, "\r%d of 20000", i))
	}
	b.Write(Stdout, []byte("\b\b!\n"))
	if got := shown(b); got != "19999 of 200!0\n" {
		t.Errorf("%q", got)
	}
}

func TestClear(t *testing.T) {
	b := NewBuffer(func() {})
	b.Write(Stdout, []byte("a\nb\n"))
	_, before := b.Bounds()
	b.Clear()
	b.Write(Stdout, []byte("c\n"))
	if got := shown(b); got != "c\n" {
		t.Errorf("%q", got)
	}
	if first, _ := b.Bounds(); first != before {
		t.Errorf("line %d comes after line %d", first, before)
	}
}

func TestInput(t *testing.T) {
	changes := 0
	in := NewInput(func() { changes++ })
	ready := in.Await()
	if waiting, _ := in.State(); ready == nil || !waiting || changes != 1 {
		t.Error("nothing to read, and nobody is told")
	}
	in.Type("hello\n")
	<-ready
	if waiting, _ := in.State(); waiting || changes != 2 {
		t.Error("waits for what is there")
	}
	in.End()
	in.Type("too late\n")
	if got, err := io.ReadAll(in); string(got) != "hello\n" || err != nil {
		t.Errorf("%q, %v", got, err)
	}
	if _, err := in.Seek(0, 0); err != nil || in.Await() == nil {
		t.Error("a program that starts again finds the end")
	}
	told := false
	in.Nobody(func() { told = true })
	if _, err := in.Read(make([]byte, 1)); err != io.EOF || !told {
		t.Errorf("nobody types: %v", err)
	}
	in.Nobody(nil)
	if in.Await() == nil {
		t.Error("somebody types, and the end is found")
	}
}

func FuzzText(f *testing.F) {
	f.Add([]byte("\x1b[31ma\rb\bc\t\x1b"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		for _, r := range Text(raw) {
			if r < ' ' || r == 0x7f {
				t.Fatalf("%q is shown with %q", raw, r)
			}
		}
		if got, want := Text(overwritten(raw)), Text(raw); got != want {
			t.Errorf("%q: carried out once %q, twice %q", raw, want, got)
		}
	})
}

func BenchmarkWrite(b *testing.B) {
	for _, size := range []int{10, 80, 4000} {
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			buf := NewBuffer(func() {})
			p := bytes.Repeat(append(bytes.Repeat([]byte("x"), size-1), '\n'), max(1, 4096/size))
			b.SetBytes(int64(len(p)))
			for b.Loop() {
				buf.Write(Stdout, p)
			}
		})
	}
}
