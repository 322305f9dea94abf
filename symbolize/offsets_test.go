package symbolize

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/wdbg/wdbg/wasm"
)

func TestParseOffset(t *testing.T) {
	m := offsetModule("crash.wasm", readModule(t, "crash.wasm"))
	for _, tt := range []struct {
		text string
		base Base
		want wasm.FileOffset
	}{
		{"0x6b", FromFile, 0x6b},
		{"6B", FromFile, 0x6b},
		{"0X6b", FromCode, 0xcd},
		{"code:0x9", FromFile, 0x6b},
		{"code:9", FromCode, 0x6b},
		{"file:0x6b", FromCode, 0x6b},
		{"divide+0x7", FromFile, 0x6b},
		{"1+7", FromCode, 0x6b},
	} {
		if got, err := m.ParseOffset(tt.text, tt.base); got != tt.want || err != nil {
			t.Errorf("%s: 0x%x, %v, want 0x%x", tt.text, got, err, tt.want)
		}
	}
	for text, want := range map[string]string{
		"":                          "is no offset",
		"divide":                    "is no offset",
		"code:":                     "is no offset",
		"0x":                        "is no offset",
		"11112222333344445":         "is no offset",
		"code:0xffffffffffffffff":   "beyond",
		"divide+":                   "no offset in a function",
		"divide+x":                  "no offset in a function",
		"nobody+1":                  `no function "nobody"`,
		"99+1":                      "no function 99",
		"0+1":                       "imported",
		"1+0x14":                    "has only 0x14 bytes",
		"divide+0xffffffffffffffff": "has only 0x14 bytes",
	} {
		if got, err := m.ParseOffset(text, FromFile); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: 0x%x, %v, want %q", text, got, err, want)
		}
	}
}

func TestOffsets(t *testing.T) {
	m := offsetModule("crash.wasm", readModule(t, "crash.wasm"))
	const text = "0x6b\r\n\n 9 \ncode:9\nxyz"
	const want = "0x6b\r\n      at divide (x.c:107)\r\n\n 9 \n      no line: 0x9 is in no function of crash.wasm\n" +
		"code:9\n      at divide (x.c:107)\nxyz\n      no line: \"xyz\" is no offset: write 0x1f2, code:0x1f2 or FUNCTION+0x12\n"
	var out strings.Builder
	if err := Offsets(&out, strings.NewReader(text), m, FromFile, Options{}); err != nil || out.String() != want {
		t.Errorf("%v, got\n%s\nwant\n%s", err, out.String(), want)
	}
	out.Reset()
	if err := Offsets(&out, strings.NewReader("6b\nxyz\n"), m, FromFile, Options{JSON: true}); err != nil {
		t.Error(err)
	}
	const wantJSON = `{"line":1,"text":"6b","module":"crash.wasm","function_index":1,"file_offset":107,"code_offset":9,` +
		`"frames":[{"function":"divide","file":"x.c","line":107,"origin":"nothing"}]}
{"line":2,"text":"xyz","module":"crash.wasm","unavailable":"\"xyz\" is no offset: write 0x1f2, code:0x1f2 or FUNCTION+0x12"}
`
	if out.String() != wantJSON {
		t.Errorf("got\n%s\nwant\n%s", out.String(), wantJSON)
	}
	if err := Offsets(io.Discard, strings.NewReader(strings.Repeat("1", 1<<20)), m, FromFile, Options{}); err == nil {
		t.Error("a very long line is an offset")
	}
}

// TestOffsetsAnsweredAtOnce checks that an answer does not wait for the next offset.
func TestOffsetsAnsweredAtOnce(t *testing.T) {
	m := safeModule(t)
	in, feed := io.Pipe()
	read, out := io.Pipe()
	go func() { out.CloseWithError(Offsets(out, in, m, FromFile, Options{})) }()
	for range 3 * manyLookups {
		fmt.Fprintln(feed, "6b")
		want := "6b\n      at divide (x.c:107)\n"
		got := make([]byte, len(want))
		if _, err := io.ReadFull(read, got); err != nil || string(got) != want {
			t.Errorf("%q, %v", got, err)
		}
	}
	feed.Close()
	if rest, err := io.ReadAll(read); len(rest) > 0 || err != nil {
		t.Errorf("%q, %v", rest, err)
	}
}

func BenchmarkOffsets(b *testing.B) {
	m := safeModule(b)
	text := strings.Repeat("6b\n0x11f\n1b5\n87\n", 1000)
	b.SetBytes(4000) // offsets, so that MB/s are millions of lookups
	b.ReportAllocs()
	for b.Loop() {
		if err := Offsets(io.Discard, strings.NewReader(text), m, FromFile, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

// manyOffsets returns the beginning of each instruction of crash.wasm again and again, and the answers.
func manyOffsets(t testing.TB, m *Module, n int) (text, want string) {
	var offsets, answers strings.Builder
	for i := range n {
		b := m.body(wasm.FuncIndex(1 + i%7))
		at := b.instrs[i/7%len(b.instrs)].at
		fmt.Fprintf(&offsets, "0x%x\n", at)
		fmt.Fprintf(&answers, "0x%x\n      at %s (x.c:%d)\n", at, m.Wasm.FuncName(wasm.FuncIndex(1+i%7)), at)
		if i%1000 == 999 {
			offsets.WriteString("nothing\nnobody+1\n")
			answers.WriteString("nothing\n      no line: \"nothing\" is no offset: write 0x1f2, code:0x1f2 or FUNCTION+0x12\n" +
				"nobody+1\n      no line: crash.wasm has no function \"nobody\"\n")
		}
	}
	return offsets.String(), answers.String()
}

// safeModule is a module whose fake symbols bear several goroutines.
func safeModule(t testing.TB) *Module {
	m := offsetModule("crash.wasm", readModule(t, "crash.wasm"))
	for f := range m.Wasm.NumFuncs() {
		m.function(wasm.FuncIndex(f)) // which fills what the symbols remember
	}
	return m
}

func TestManyOffsets(t *testing.T) {
	m := safeModule(t)
	text, want := manyOffsets(t, m, 50_000)
	var out strings.Builder
	if err := Offsets(&out, strings.NewReader(text), m, FromFile, Options{}); err != nil || out.String() != want {
		t.Errorf("%v, %d bytes, want %d", err, out.Len(), len(want))
	}
	out.Reset()
	if err := Offsets(&out, strings.NewReader(text), m, FromFile, Options{JSON: true}); err != nil {
		t.Error(err)
	}
	n := 0
	for line := range strings.Lines(out.String()) {
		n++
		if !strings.HasPrefix(line, fmt.Sprintf(`{"line":%d,`, n)) {
			t.Fatalf("line %d: %s", n, line)
		}
	}
	if lines := strings.Count(text, "\n"); n != lines {
		t.Errorf("%d answers to %d lines", n, lines)
	}
	if err := Offsets(&failAfter{n: 1 << 16}, strings.NewReader(text), m, FromFile, Options{}); err != io.ErrClosedPipe {
		t.Errorf("writing: %v", err)
	}
	if err := Offsets(io.Discard, io.MultiReader(strings.NewReader(text), errorReader{}), m, FromFile, Options{}); err == nil {
		t.Error("an error in reading is not reported")
	}
}

// failAfter is a writer that fails after n bytes.
type failAfter struct{ n int }

func (w *failAfter) Write(p []byte) (int, error) {
	if w.n -= len(p); w.n < 0 {
		return 0, io.ErrClosedPipe
	}
	return len(p), nil
}
