package symbolize

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/wdbg/wdbg/symbols"
)

const classicDump = "before\n\n#00: 0x006c - divide\n#01: 0x0125 - middle\n#02: 0x01bb - run\n\nException: integer divide by zero\nafter\n"

func crashResolver(t testing.TB) *Resolver {
	return &Resolver{Modules: []*Module{offsetModule("crash.wasm", readModule(t, "crash.wasm"))}}
}

func TestRewrite(t *testing.T) {
	for _, tt := range []struct {
		name, text, want string
		opts             Options
	}{
		{"stack", classicDump, "before\n\n#00: 0x006c - divide\n      at divide (x.c:107)\n#01: 0x0125 - middle\n      at middle (x.c:287)\n" +
			"#02: 0x01bb - run\n      at run (x.c:437)\n\nException: integer divide by zero\nafter\n", Options{}},
		{"no line", "x\n#00: 0x006c - nobody\ny", "x\n#00: 0x006c - nobody\n      no line: crash.wasm has no function \"nobody\"\ny", Options{}},
		{"declared", "divide@crash.wasm:wasm-function[1]\n", "divide@crash.wasm:wasm-function[1]\n" +
			"      in divide, declared at x.c:100; no line: JavaScriptCore prints no offset here\n", Options{}},
		{"no newline", "at wasm://wasm/7b1f233e:wasm-function[1]:0x6b", "at wasm://wasm/7b1f233e:wasm-function[1]:0x6b\n      at divide (x.c:107)\n", Options{}},
		{"CRLF", "at wasm://wasm/7b1f233e:wasm-function[1]:0x6b\r\nx\r\n", "at wasm://wasm/7b1f233e:wasm-function[1]:0x6b\r\n      at divide (x.c:107)\r\nx\r\n", Options{}},
		{"engine said the place", "wasm backtrace:\n    0:     0x6b - divide\n               at crash.c:13:13\n    1:    0x11f - crash.wasm!middle\n",
			"wasm backtrace:\n    0:     0x6b - divide\n               at crash.c:13:13\n    1:    0x11f - crash.wasm!middle\n      at middle (x.c:287)\n", Options{}},
		{"host", "#00: 0x0000 - host\n#01: 0x01df - plain\n", "#00: 0x0000 - host\n#01: 0x01df - plain\n      at plain (x.c:473)\n", Options{}},
		{"path", "#00: 0x006c - divide\n\nException: integer divide by zero\n", "#00: 0x006c - divide\n      at divide (/src/x.c:107)\n\nException: integer divide by zero\n",
			Options{Style: Style{Path: func(f *symbols.File) string { return "/src/" + f.Path }}}},
		{"not UTF-8", "\xff\xfe\n#00: 0x006c - \xff\n\x00\n", "\xff\xfe\n#00: 0x006c - \xff\n      no line: crash.wasm has no function \"\\xff\"\n\x00\n", Options{}},
		{"empty", "", "", Options{}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := rewrite(t, crashResolver(t), tt.text, tt.opts); got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
		})
	}
}

func TestInlined(t *testing.T) {
	m := readModule(t, "crash.wasm")
	syms := newOffsetSymbols(m)
	syms.inlined = true
	res := &Resolver{Modules: []*Module{NewModule("crash.wasm", m, syms)}}
	const text = "at wasm://wasm/7b1f233e:wasm-function[1]:0x6b\n"
	if got, want := rewrite(t, res, text, Options{}), text+"      at inner (x.c:107) [inlined]\n      at divide (x.c:108)\n"; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got, want := rewrite(t, res, text, Options{Style: Style{OnlyOuter: true}}), text+"      at divide (x.c:108)\n"; got != want {
		t.Errorf("without inlined calls: got\n%s\nwant\n%s", got, want)
	}
}

// TestPieces gives the input in pieces of all sizes; the output does not depend on them.
func TestPieces(t *testing.T) {
	want := rewrite(t, crashResolver(t), classicDump, Options{})
	for size := 1; size < len(classicDump); size++ {
		rw := newRewriterTo(t, func(rw *rewriter) {
			for chunk := range slices.Chunk([]byte(classicDump), size) {
				rw.write(chunk)
			}
		})
		if rw != want {
			t.Errorf("in pieces of %d:\n%s", size, rw)
		}
	}
}

// newRewriterTo returns what a rewriter writes that is fed by a function.
func newRewriterTo(t testing.TB, feed func(*rewriter)) string {
	var out bytes.Buffer
	rw := newRewriter(&out, crashResolver(t), Options{})
	feed(rw)
	rw.end()
	if err := rw.out.Flush(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// TestPauses pauses at each byte of the input. All of the input is there, and no place is wrong, though some may be missing.
func TestPauses(t *testing.T) {
	want := added(classicDump, rewrite(t, crashResolver(t), classicDump, Options{}))
	for at := range len(classicDump) {
		got := newRewriterTo(t, func(rw *rewriter) {
			rw.write([]byte(classicDump[:at]))
			rw.pause()
			rw.write([]byte(classicDump[at:]))
		})
		for _, line := range added(classicDump, got) {
			if !slices.Contains(want, line) && !strings.Contains(line, "no line: ") {
				t.Errorf("with a pause at %d: %q is wrong in\n%s", at, line, got)
			}
		}
		if !containsLines(got, classicDump) {
			t.Errorf("with a pause at %d, the input is not in\n%s", at, got)
		}
	}
}

// TestLongStack has a stack that is longer than what is held back.
func TestLongStack(t *testing.T) {
	text := "#00: 0x0000 - recurse\n" + strings.Repeat("#01: 0x00ba - recurse\n", 3*maxHeld) + "#02: 0x0189 - middle\n#03: 0x01bb - run\n"
	lines := added(text, rewrite(t, crashResolver(t), text, Options{}))
	if n := len(lines); n != 3*maxHeld+3 {
		t.Errorf("%d lines were added", n)
	}
	if want := "at recurse (x.c:180)"; lines[10] != want || lines[2*maxHeld] != want || lines[len(lines)-1] != "at run (x.c:437)" {
		t.Errorf("%q, %q, want %q", lines[10], lines[2*maxHeld], want)
	}
}

func TestLongLines(t *testing.T) {
	long := strings.Repeat("x", 3*maxLine) + "#00: 0x006c - divide"
	text := long + "\nat wasm://wasm/7b1f233e:wasm-function[1]:0x6b\n" + long
	if got, want := rewrite(t, crashResolver(t), text, Options{}), long+"\nat wasm://wasm/7b1f233e:wasm-function[1]:0x6b\n      at divide (x.c:107)\n"+long; got != want {
		t.Errorf("%d bytes, want %d", len(got), len(want))
	}
}

// TestInteractive checks that lines come out before more go in: ordinary ones, a line without its end, and those of a stack.
func TestInteractive(t *testing.T) {
	in, feed := io.Pipe()
	read, out := io.Pipe()
	res := crashResolver(t)
	done := make(chan error)
	go func() {
		err := Rewrite(out, in, res, Options{})
		out.Close()
		done <- err
	}()
	r := bufio.NewReader(read)
	for _, step := range []struct{ in, out string }{
		{"hello\n", "hello\n"},
		{"name? ", "name? "},
		{"Jo\n", "Jo\n"},
		{"at wasm://wasm/7b1f233e:wasm-function[1]:0x6b\n", "at wasm://wasm/7b1f233e:wasm-function[1]:0x6b\n      at divide (x.c:107)\n"},
		{"--\n", "--\n"},
		{"at wasm://wasm/7b1f233e:wasm-", "at wasm://wasm/7b1f233e:wasm-"},
		{"function[1]:0x6b\n", "function[1]:0x6b\n      at divide (x.c:107)\n"},
	} {
		if _, err := io.WriteString(feed, step.in); err != nil {
			t.Fatal(err)
		}
		got := make([]byte, len(step.out))
		if _, err := io.ReadFull(r, got); err != nil {
			t.Fatal(err)
		}
		if string(got) != step.out {
			t.Errorf("after %q: %q, want %q", step.in, got, step.out)
		}
	}
	feed.Close()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

// failingWriter fails.
type failingWriter struct{}

func (failingWriter) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

func TestErrors(t *testing.T) {
	if err := Rewrite(failingWriter{}, strings.NewReader("x\n"), crashResolver(t), Options{}); err != io.ErrClosedPipe {
		t.Errorf("writing: %v", err)
	}
	broken := io.MultiReader(strings.NewReader("x\n"), errorReader{})
	var out strings.Builder
	if err := Rewrite(&out, broken, crashResolver(t), Options{}); err == nil || out.String() != "x\n" {
		t.Errorf("reading: %v, %q", err, out.String())
	}
}

type errorReader struct{}

func (errorReader) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

func TestJSON(t *testing.T) {
	out := rewrite(t, crashResolver(t), classicDump+"divide@crash.wasm:wasm-function[1]\n", Options{JSON: true})
	var frames []jsonFrame
	for line := range strings.Lines(out) {
		var f jsonFrame
		if err := json.Unmarshal([]byte(line), &f); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		frames = append(frames, f)
	}
	if len(frames) != 4 {
		t.Fatalf("%d frames in\n%s", len(frames), out)
	}
	f := frames[1]
	if f.Line != 4 || f.Engine != "wamr" || *f.Index != 1 || f.Text != "#01: 0x0125 - middle" || f.Module != "crash.wasm" ||
		*f.Function != 4 || *f.Offset != 0x125 || f.Meaning != "file" || *f.FileOffset != 0x11f || *f.CodeOffset != 0xbd ||
		len(f.Frames) != 1 || f.Frames[0].File != "x.c" || f.Frames[0].Row != 287 || f.Why != "" {
		t.Errorf("%+v", f)
	}
	if f := frames[3]; f.Why == "" || f.Frames != nil || f.Declared == nil || f.Declared.Row != 100 || f.Offset != nil || f.FileOffset != nil {
		t.Errorf("%+v", f)
	}
}

func containsLines(out, in string) bool {
	rest := strings.SplitAfter(out, "\n")
	for line := range strings.SplitAfterSeq(in, "\n") {
		i := slices.Index(rest, line)
		if i < 0 {
			return false
		}
		rest = rest[i+1:]
	}
	return true
}

func FuzzRewrite(f *testing.F) {
	f.Add(classicDump, uint16(7))
	f.Add("wasm backtrace:\n    0:     0x6b - crash!divide\n      at x.c:1:2\n    1:    0x11f - crash.wasm!middle\r\n", uint16(1))
	f.Add("wasm stack trace:\n\tcrash.wasm.middle(i32) i32\n\t\t0xbd: crash.c:24:10 (inlined)\n\t.$5()\n", uint16(30))
	f.Add("at a (wasm://wasm/a-12345678:wasm-function[1]:0x6b)\nhost@x:1:2\ndivide@crash.wasm:wasm-function[1]:0x6b", uint16(9))
	f.Add("#00: 0x006c - \xff\n#01 x\n\n\nException: stack\n", uint16(3))
	m := readModule(f, "crash.wasm")
	f.Fuzz(func(t *testing.T, text string, size uint16) {
		mod := offsetModule("crash.wasm", m)
		res := &Resolver{Modules: []*Module{mod}}
		want := rewrite(t, res, text, Options{})
		if !containsLines(want, text) && !containsLines(want, text+"\n") {
			t.Fatalf("%q is not in %q", text, want)
		}
		for line := range strings.SplitSeq(rewrite(t, res, text, Options{JSON: true}), "\n") {
			if line != "" && !json.Valid([]byte(line)) {
				t.Errorf("%q is no JSON", line)
			}
		}
		var out bytes.Buffer
		rw := newRewriter(&out, res, Options{})
		for chunk := range slices.Chunk([]byte(text), int(size)+1) {
			rw.write(chunk)
		}
		rw.end()
		if err := rw.out.Flush(); err != nil || out.String() != want {
			t.Errorf("in pieces of %d: %q, want %q", size+1, out.String(), want)
		}
	})
}
