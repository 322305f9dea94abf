package gosyms_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/wdbg/wdbg/internal/wasmtest"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/symbols/gosyms"
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

// show writes frames as words: function@file:line, with a + for inlined ones.
func show(frames []symbols.Frame) string {
	var words []string
	for _, f := range frames {
		w := f.Func.Name + "@"
		if f.Inlined {
			w = "+" + w
		}
		if f.Pos.File != nil {
			w += f.Pos.File.Path
		}
		words = append(words, fmt.Sprint(w, ":", f.Pos.Line))
	}
	return strings.Join(words, " ")
}

// atCalls returns what is known at the direct calls of a function.
func atCalls(m *wasm.Module, s *gosyms.Source, f wasm.FuncIndex) []string {
	var list []string
	each(m, f, func(at wasm.CodeOffset, in *wasm.Instr) {
		if in.Op == op.Call {
			list = append(list, show(s.Frames(nil, at)))
		}
	})
	return list
}

// each calls yield for the instructions of a function.
func each(m *wasm.Module, f wasm.FuncIndex, yield func(at wasm.CodeOffset, in *wasm.Instr)) {
	b, _ := m.Body(f)
	var r wasm.InstrReader
	r.Reset(m.Bytes, b.Start, b.End)
	if r.Locals(func(uint32, wasm.ValType) error { return nil }) != nil {
		return
	}
	for r.Next() {
		yield(m.CodeOffsetOf(r.Offset), &r.Instr)
	}
}

// exact is what is known at the calls of the program that defaultProgram makes.
var exact = []string{
	"main.main@main.go:11",
	"main.main@main.go:12",
	"+main.inlined@other.go:101 main.main@main.go:14",
	"+main.deep@other.go:201 +main.inlined@other.go:101 main.main@main.go:14",
	"main.main@main.go:14",
}

func open(t *testing.T, m *wasm.Module) *gosyms.Source {
	t.Helper()
	if !gosyms.Is(m) {
		t.Fatal("not a Go program")
	}
	s, err := gosyms.New(m)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestCalls(t *testing.T) {
	without := defaultProgram()
	without.funcs = nil
	older := defaultProgram()
	older.image = goImage(0xf1, true)
	stripped := defaultProgram()
	stripped.names = nil
	for name, p := range map[string]program{"usual": defaultProgram(), "no table of functions": without, "before Go 1.26": older, "no names": stripped} {
		m := p.build(t)
		s := open(t, m)
		if got := atCalls(m, s, 1); !slices.Equal(got, exact) {
			t.Errorf("%s: %q", name, got)
		}
		if len(s.Problems()) > 0 {
			t.Errorf("%s: %v", name, s.Problems())
		}
	}
}

// TestGo118: the trees of inlined calls had another form, so that nothing is said where something was inlined.
func TestGo118(t *testing.T) {
	p := defaultProgram()
	p.image = goImage(0xf0, true)
	m := p.build(t)
	want := []string{"main.main@main.go:11", "main.main@main.go:12", "main.main@:0", "main.main@:0", "main.main@main.go:14"}
	if got := atCalls(m, open(t, m), 1); !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}

func TestInstructions(t *testing.T) {
	m := defaultProgram().build(t)
	s := open(t, m)
	var nops []string
	entry := true
	each(m, 1, func(at wasm.CodeOffset, in *wasm.Instr) {
		if in.Op == op.Nop {
			entry = false
			nops = append(nops, show(s.Frames(nil, at)))
		} else if got := show(s.Frames(nil, at)); entry && got != "main.main@main.go:10" {
			t.Errorf("at the entry: %s", got)
		}
	})
	// Between calls nothing is known, not even the file, as the code may be inlined.
	if len(nops) != 6 || slices.ContainsFunc(nops, func(s string) bool { return s != "main.main@:0" }) {
		t.Errorf("%q", nops)
	}
	b, _ := m.Body(2)
	if got := show(s.Frames(nil, m.CodeOffsetOf(b.End-1))); got != "main.(*T).leaf@main.go:0" {
		t.Errorf("in a function without inlined calls: %s", got)
	}
	if f := s.Frames(nil, 0); len(f) != 0 {
		t.Errorf("outside of functions: %s", show(f))
	}
}

func TestFuncs(t *testing.T) {
	m := defaultProgram().build(t)
	s := open(t, m)
	var got []string
	for f := range s.Funcs(true) {
		got = append(got, fmt.Sprint(f.Name, " ", f.Linkage, " ", f.Decl.File.Path, ":", f.Decl.Line, " ", f.HasIndex))
	}
	if want := []string{"main.main  main.go:10 true", "main.(*T).leaf main.__T_.leaf main.go:30 true",
		"main.inlined  other.go:100 false", "main.deep  other.go:200 false"}; !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	if s.Origin() != symbols.OriginGoTable || len(s.Files()) != 2 {
		t.Errorf("%v, %d files", s.Origin(), len(s.Files()))
	}
}

func TestRowsAndPlaces(t *testing.T) {
	m := defaultProgram().build(t)
	s := open(t, m)
	var rows []string
	for r := range s.Rows(0, 1<<30) {
		w := fmt.Sprint(r.Pos.Line)
		if r.End {
			w = "end"
		}
		if r.PrologueEnd {
			w += "p"
		}
		rows = append(rows, w)
	}
	if got := strings.Join(rows, " "); got != "10 0p 11 0 12 0 101 0 201 0 14 0 end 30 0p end" {
		t.Error(got)
	}
	// The rows of any range say the same as the frames.
	each(m, 1, func(at wasm.CodeOffset, _ *wasm.Instr) {
		frames := s.Frames(nil, at)
		n := 0
		for r := range s.Rows(at, at+1) {
			if n++; r.At > at || r.Pos.Line != frames[0].Pos.Line {
				t.Errorf("at 0x%x: row %+v, frames %s", at, r, show(frames))
			}
		}
		if n != 1 {
			t.Errorf("at 0x%x: %d rows", at, n)
		}
	})
	file := s.Files()[0]
	for _, test := range []struct{ line, places, found int }{{11, 1, 11}, {14, 1, 14}, {13, 1, 14}, {10, 1, 11}, {15, 0, 0}, {1, 0, 0}, {101, 0, 0}} {
		places := s.Places(file, test.line, 0)
		if len(places) != test.places || len(places) > 0 && (places[0].Pos.Line != test.found || places[0].Pos.File != file) {
			t.Errorf("line %d: %+v", test.line, places)
		}
	}
	if p := s.Places(&symbols.File{Path: "main.go"}, 11, 0); p != nil {
		t.Error("places of a file of another source")
	}
}

// TestChanged: after an optimiser, what is said is right or not said.
func TestChanged(t *testing.T) {
	p := defaultProgram()
	p.funcs, p.names, p.caller = []wasm.FuncIndex{2, 1}, []string{"main.__T_.leaf", "main.main"}, 1
	m := p.build(t)
	s := open(t, m)
	if got := atCalls(m, s, 1); len(got) != 5 || got[0] != "main.(*T).leaf@main.go:31" {
		t.Errorf("functions in another order: %q", got)
	}

	p = defaultProgram()
	p.caller = 1 // main.leaf was inlined into main.main
	m = p.build(t)
	s = open(t, m)
	if got := atCalls(m, s, 1); slices.ContainsFunc(got, func(s string) bool { return s != "main.main@:0" }) || len(s.Problems()) != 1 {
		t.Errorf("calls of another function: %q, %v", got, s.Problems())
	}

	p = defaultProgram()
	p.funcs = []wasm.FuncIndex{1, 1} // two functions were equal
	m = p.build(t)
	s = open(t, m)
	if got := atCalls(m, s, 1); got[0] != "" {
		t.Errorf("one function for two: %q", got)
	}

	p = defaultProgram()
	p.names = []string{"main.main", "main.other"}
	if _, err := gosyms.New(p.build(t)); err == nil || !strings.Contains(err.Error(), "names") {
		t.Errorf("other names: %v", err)
	}
	p = defaultProgram()
	p.image, p.funcs = goImage(0xf1, false), nil
	m = p.build(t)
	m.Code, m.Funcs = m.Code[:1], m.Funcs[:1]
	if _, err := gosyms.New(m); err == nil || !strings.Contains(err.Error(), "2 functions, the module 1") {
		t.Errorf("fewer functions: %v", err)
	}
}

func TestErrors(t *testing.T) {
	p := defaultProgram()
	p.image = make([]byte, 100)
	if _, err := gosyms.New(p.build(t)); err == nil {
		t.Error("no table")
	}
	p.image = goImage(0xfb, false)
	if _, err := gosyms.New(p.build(t)); err == nil || !strings.Contains(err.Error(), "before Go 1.18") {
		t.Errorf("old table: %v", err)
	}
	for _, at := range []int{8, 10, 32, 40, 64, 71} {
		p.image = goImage(0xf1, false)
		p.image[tableAddr+at] = 0xff
		if _, err := gosyms.New(p.build(t)); err == nil {
			t.Errorf("byte %d of the header changed", at)
		}
	}
}

// TestSplitImage: the linker leaves runs of zeros out of the data, and need not order what it leaves.
func TestSplitImage(t *testing.T) {
	image := goImage(0xf1, false)
	m := defaultProgram().build(t)
	var parts [][2]int
	for i := 0; i < len(image); {
		j := i
		for j < len(image) && (j-i < 8 || slices.Max(image[j:min(j+8, len(image))]) > 0) {
			j++
		}
		parts = append(parts, [2]int{i, j})
		for i = j; i < len(image) && image[i] == 0; i++ {
		}
	}
	slices.Reverse(parts)
	var file []byte
	file = append(file, image...)
	b := wasmtest.New()
	b.Pages(1, 1)
	for _, p := range parts {
		b.Data(0, wasmtest.I(op.I32Const, p[0]), file[p[0]:p[1]])
	}
	data, err := wasm.Decode(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	// One module with the code of the one and the data of the other.
	joined, err := wasm.Decode(join(m, data))
	if err != nil {
		t.Fatal(err)
	}
	if len(joined.Datas) < 5 {
		t.Fatalf("%d segments", len(joined.Datas))
	}
	if got := atCalls(joined, open(t, joined), 1); !slices.Equal(got, exact) {
		t.Errorf("%q", got)
	}
}

// join returns a module with the data section of another.
func join(m, data *wasm.Module) []byte {
	out := slices.Clone(m.Bytes[:8])
	for _, s := range m.Sections {
		from, part := m, s
		if s.ID == wasm.SectionData {
			for _, d := range data.Sections {
				if d.ID == wasm.SectionData {
					from, part = data, d
				}
			}
		}
		if s.ID != wasm.SectionDataCount {
			out = append(out, from.Bytes[part.Header:part.End]...)
		}
	}
	return out
}

func TestIs(t *testing.T) {
	producers := func(language string) []byte {
		return wasmtest.Vec(wasmtest.Cat(wasmtest.Name("language"), wasmtest.Vec(wasmtest.Cat(wasmtest.Name(language), wasmtest.Name("1")))))
	}
	for _, test := range []struct {
		name    string
		payload []byte
		want    bool
	}{{"x", nil, false}, {"go:buildid", nil, true}, {"go.buildid", nil, true}, {"producers", producers("Go"), true}, {"producers", producers("Rust"), false}} {
		b := wasmtest.New()
		b.Custom(test.name, test.payload)
		m, err := wasm.Decode(b.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		if gosyms.Is(m) != test.want {
			t.Errorf("%s", test.name)
		}
	}
}

func FuzzTable(f *testing.F) {
	for _, image := range [][]byte{goImage(0xf1, false), goImage(0xf1, true), goImage(0xf0, true)} {
		f.Add(bytes.TrimRight(image[tableAddr:treeAddr], "\x00"), image[treeAddr:treeAddr+64])
	}
	f.Fuzz(func(t *testing.T, table, tree []byte) {
		p := defaultProgram()
		copy(p.image[tableAddr:treeAddr], append(table, make([]byte, treeAddr-tableAddr)...))
		copy(p.image[treeAddr:recordAddr], tree)
		p.names = nil
		m := p.build(t)
		s, err := gosyms.New(m)
		if err != nil {
			return
		}
		for fn := range s.Funcs(true) {
			fn.DisplayName()
		}
		atCalls(m, s, 1)
		atCalls(m, s, 2)
		for _, file := range s.Files() {
			s.Places(file, 11, 0)
		}
		for r := range s.Rows(0, 1<<30) {
			if r.Pos.Line < 0 || r.Pos.Line > 0 && r.Pos.File == nil {
				t.Fatalf("row %+v", r)
			}
		}
		s.Problems()
	})
}

func FuzzCode(f *testing.F) {
	f.Add(wasmtest.Cat([]byte{0}, goCall(pc(0, 1), 2), wasmtest.I(op.End)))
	f.Fuzz(func(t *testing.T, body []byte) {
		m := defaultProgram().build(t)
		b := m.Code[0]
		copy(m.Bytes[b.Start:b.End], body)
		s, err := gosyms.New(m)
		if err != nil {
			return
		}
		last := wasm.CodeOffset(0)
		for r := range s.Rows(0, 1<<30) {
			if r.At < last {
				t.Fatalf("row at 0x%x after 0x%x", r.At, last)
			}
			last = r.At
		}
	})
}
