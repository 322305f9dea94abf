package mapsyms_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/wdbg/wdbg/internal/wasmtest"
	"github.com/wdbg/wdbg/sourcemap"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/symbols/mapsyms"
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

const fixtures = "../../testdata/symbols/assemblyscript"

// load reads a fixture, its map from the file beside it or from the module itself.
func load(t *testing.T, name string) (*wasm.Module, *sourcemap.Map) {
	t.Helper()
	file, err := os.ReadFile(filepath.Join(fixtures, name))
	if err != nil {
		t.Fatal(err)
	}
	m, err := wasm.Decode(file)
	if err != nil {
		t.Fatal(err)
	}
	url, err := m.SourceMappingURL()
	if err != nil {
		t.Fatal(err)
	}
	var text []byte
	if sourcemap.IsDataURL(url) {
		text, err = sourcemap.DecodeDataURL(url)
	} else {
		text, err = os.ReadFile(filepath.Join(fixtures, url))
	}
	if err != nil {
		t.Fatal(err)
	}
	sm, err := sourcemap.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return m, sm
}

// markers returns the lines with comments //@line(name), by name, and all lines.
func markers(t *testing.T) (map[string]int, []string) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(fixtures, "main.ts"))
	if err != nil {
		t.Fatal(err)
	}
	found, lines := map[string]int{}, strings.Split(string(text), "\n")
	for i, line := range lines {
		if _, name, ok := strings.Cut(line, "//@line("); ok {
			found[strings.TrimSuffix(name, ")")] = i + 1
		}
	}
	return found, lines
}

// each calls f for all instructions of a module.
func each(t *testing.T, m *wasm.Module, f func(fn wasm.FuncIndex, at wasm.CodeOffset, in *wasm.Instr)) {
	t.Helper()
	for i, b := range m.Code {
		var r wasm.InstrReader
		r.Reset(m.Bytes, b.Start, b.End)
		if err := r.Locals(func(uint32, wasm.ValType) error { return nil }); err != nil {
			t.Fatal(err)
		}
		for r.Next() {
			f(wasm.FuncIndex(i+len(m.ImportedFuncs)), m.CodeOffsetOf(r.Offset), &r.Instr)
		}
	}
}

// TestInstructions looks at instructions that the program has at one place of its source only.
func TestInstructions(t *testing.T) {
	lines, text := markers(t)
	for _, name := range []string{"main_O0.wasm", "main_O3.wasm", "main_inline.wasm"} {
		m, sm := load(t, name)
		s := mapsyms.New(m, sm, name)
		if p := s.Problems(); len(p) != 0 {
			t.Fatalf("%s: %v", name, p)
		}
		// An instruction's operation, with "main/" the function that it is looked for in, to marker and text at the column.
		want := map[string]string{"f64.sqrt": "", "i32.rem_s": "remainder: a % b", "unreachable main/remainder": "trap: unreachable()", "i32.clz": "clz: clz(i)",
			"call 0": "log: log(<i32>value)", "i32.ge_s": "", "i32.le_s": "loop: i <= n"}
		seen := map[string]bool{}
		each(t, m, func(fn wasm.FuncIndex, at wasm.CodeOffset, in *wasm.Instr) {
			key := in.Op.String()
			switch in.Op {
			case op.Call:
				key += fmt.Sprint(" ", in.Index)
			case op.Unreachable:
				key += " " + m.FuncName(fn)
			}
			place := want[key]
			if place == "" {
				return
			}
			seen[key] = true
			marker, code, _ := strings.Cut(place, ": ")
			frames := s.Frames(nil, at)
			if len(frames) != 1 || frames[0].Func != nil || frames[0].Origin != symbols.OriginSourceMap {
				t.Fatalf("%s: %s: frames %+v", name, key, frames)
			}
			p := frames[0].Pos
			if !p.IsValid() || p.File.Path != "main.ts" || p.Line != lines[marker] || !strings.HasPrefix(text[p.Line-1][p.Column-1:], code) {
				t.Errorf("%s: %s: %s:%d:%d, want line %d at %q", name, key, p.File.Path, p.Line, p.Column, lines[marker], code)
			}
		})
		for _, key := range []string{"i32.rem_s", "unreachable main/remainder", "i32.clz", "call 0"} {
			if !seen[key] {
				t.Errorf("%s: no %s", name, key)
			}
		}
	}
}

func TestFiles(t *testing.T) {
	m, sm := load(t, "main_O0.wasm")
	s := mapsyms.New(m, sm, "map")
	text, _ := os.ReadFile(filepath.Join(fixtures, "main.ts"))
	found := false
	for _, f := range s.Files() {
		if f.Path == "main.ts" {
			found = f.Embedded != nil && bytes.Equal(f.Embedded(), text)
		} else if !strings.HasPrefix(f.Path, "~lib/") || f.Embedded != nil {
			t.Errorf("%s", f.Path)
		}
	}
	if !found || s.Language() != symbols.AssemblyScript {
		t.Error("main.ts is not there with its text")
	}
}

// TestRows compares rows with frames at all instructions.
func TestRows(t *testing.T) {
	for _, name := range []string{"main_O0.wasm", "main_O3.wasm"} {
		m, sm := load(t, name)
		s := mapsyms.New(m, sm, name)
		each(t, m, func(_ wasm.FuncIndex, at wasm.CodeOffset, _ *wasm.Instr) {
			var want symbols.Pos
			if f := s.Frames(nil, at); len(f) > 0 {
				want = f[0].Pos
			}
			n := 0
			for r := range s.Rows(at, at+1) {
				if r.End {
					continue
				}
				if n++; r.At > at || r.Pos != want {
					t.Errorf("%s: at 0x%x row %+v, frame at %+v", name, at, r, want)
				}
			}
			if n > 1 {
				t.Errorf("%s: %d rows at 0x%x", name, n, at)
			}
		})
		last, ends := wasm.CodeOffset(0), 0
		for r := range s.Rows(0, 1<<40) {
			if r.At < last {
				t.Errorf("%s: row at 0x%x after 0x%x", name, r.At, last)
			}
			if last = r.At; r.End {
				ends++
			}
		}
		if ends == 0 || ends > len(m.Code) {
			t.Errorf("%s: %d ends", name, ends)
		}
	}
}

func TestPlaces(t *testing.T) {
	lines, text := markers(t)
	m, sm := load(t, "main_O0.wasm")
	s := mapsyms.New(m, sm, "map")
	var file *symbols.File
	for _, f := range s.Files() {
		if f.Path == "main.ts" {
			file = f
		}
	}
	funcs := func(places []symbols.Place) string {
		var names []string
		for _, p := range places {
			f, _ := m.FuncAt(m.FileOffsetOf(p.At))
			names = append(names, m.FuncName(f))
		}
		return strings.Join(names, " ")
	}
	for _, test := range []struct {
		line, column int
		want         string
		found        string
	}{
		{lines["remainder"], 0, "main/remainder", "remainder"},
		{lines["log"], 0, "main/report<i32> main/report<i64>", "log"}, // one in each instance
		{lines["log"], strings.Index(text[lines["log"]-1], "log(") + 1, "main/report<i32> main/report<i64>", "log"},
		{lines["remainder"] - 1, 0, "main/remainder", "remainder"}, // the end of the if before it
		{lines["return"] + 100, 0, "", ""},
	} {
		places := s.Places(file, test.line, test.column)
		if got := funcs(places); got != test.want {
			t.Errorf("line %d column %d: %s, want %s", test.line, test.column, got, test.want)
		}
		for _, p := range places {
			if p.Pos.Line != lines[test.found] || p.Pos.File != file {
				t.Errorf("line %d: found line %d", test.line, p.Pos.Line)
			}
		}
	}
	if p := s.Places(&symbols.File{Path: "main.ts"}, 1, 0); p != nil {
		t.Error("places of a file of another source")
	}
}

// made returns a module of two functions of four nops, and the file offsets of their bodies.
func made(t *testing.T) (*wasm.Module, [2]uint64) {
	b := wasmtest.New()
	for range 2 {
		b.Func(nil, nil, nil, wasmtest.I(op.I32Const, 1000), wasmtest.I(op.Drop), wasmtest.I(op.I32Const, 1000), wasmtest.I(op.Drop))
	}
	m, err := wasm.Decode(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	return m, [2]uint64{uint64(m.Code[0].Start), uint64(m.Code[1].Start)}
}

// indexed makes a map of segments at offsets: of line i+1 of a.c for the one with number i.
func indexed(t *testing.T, offsets ...uint64) *sourcemap.Map {
	t.Helper()
	var parts []string
	for i, at := range offsets {
		parts = append(parts, fmt.Sprintf(`{"offset":{"line":0,"column":%d},"map":{"version":3,"sources":["a.c"],"mappings":"AA%cA"}}`, at, "ACEGIKMOQ"[i]))
	}
	sm, err := sourcemap.Parse([]byte(`{"version":3,"sections":[` + strings.Join(parts, ",") + `]}`))
	if err != nil {
		t.Fatal(err)
	}
	return sm
}

// TestFunctionBounds: what holds at the end of a function does not hold at the beginning of the next.
func TestFunctionBounds(t *testing.T) {
	m, body := made(t)
	s := mapsyms.New(m, indexed(t, body[0]+1, body[1]+4), "map")
	line := func(off uint64) int {
		frames := s.Frames(nil, m.CodeOffsetOf(wasm.FileOffset(off)))
		if len(frames) == 0 {
			return 0
		}
		return frames[0].Pos.Line
	}
	for off, want := range map[uint64]int{body[0]: 0, body[0] + 1: 1, body[1] - 2: 1, body[1]: 0, body[1] + 3: 0, body[1] + 4: 2} {
		if got := line(off); got != want {
			t.Errorf("offset 0x%x: line %d, want %d", off, got, want)
		}
	}
}

func TestStale(t *testing.T) {
	m, body := made(t)
	for name, offsets := range map[string][]uint64{
		"beyond the file":      {body[0] + 1, 1 << 20},
		"in no function":       {0},
		"within instructions":  {body[0] + 2, body[0] + 3, body[1] + 2, body[1] + 3},
		"an optimised version": {body[0] + 1, body[0] + 4, body[0] + 6, body[1] + 1, body[1] + 3},
	} {
		s := mapsyms.New(m, indexed(t, offsets...), "x.map")
		if p := s.Problems(); len(p) != 1 || !strings.Contains(p[0].Error(), "x.map is of another build") {
			t.Errorf("%s: %v", name, p)
		}
		if f := s.Frames(nil, m.CodeOffsetOf(wasm.FileOffset(body[0]+3))); len(f) != 0 {
			t.Errorf("%s: an answer", name)
		}
		for r := range s.Rows(0, 1<<30) {
			t.Errorf("%s: row %+v", name, r)
		}
		if len(s.Files()) != 0 {
			t.Errorf("%s: files", name)
		}
	}
	// A map of another build of the same program.
	m0, _ := load(t, "main_O0.wasm")
	_, sm3 := load(t, "main_O3.wasm")
	if p := mapsyms.New(m0, sm3, "x").Problems(); len(p) != 1 {
		t.Errorf("%v", p)
	}
}

// TestColumns: columns count UTF-16 code units in the map and bytes in positions.
func TestColumns(t *testing.T) {
	m, body := made(t)
	sm, err := sourcemap.Parse(fmt.Appendf(nil, `{"version":3,"sections":[{"offset":{"line":0,"column":%d},"map":{"version":3,"sources":["a.c"],
		"sourcesContent":["é😀 f()\nx"],"mappings":"AAAI,IAAE,GACU"}}]}`, body[0]+1))
	if err != nil {
		t.Fatal(err)
	}
	s := mapsyms.New(m, sm, "map")
	// The segments are at UTF-16 columns 4, 6 of the first line and 16 of the second, which has but one character.
	for off, want := range map[uint64]int{1: len("é😀 ") + 1, 5: len("é😀 f(") + 1, 8: 17} {
		frames := s.Frames(nil, m.CodeOffsetOf(wasm.FileOffset(body[0]+off)))
		if len(frames) != 1 || frames[0].Pos.Column != want {
			t.Errorf("at %d: %+v, want column %d", off, frames, want)
		}
	}
}
