package wasm_test

import (
	"sync"
	"testing"

	"github.com/wdbg/wdbg/internal/wasmtest"
	"github.com/wdbg/wdbg/wasm"
)

// named returns a module whose name section has the subsections.
func named(t *testing.T, subsections ...[]byte) *wasm.Module {
	t.Helper()
	return mustDecode(t, wasmtest.Raw(wasmtest.Custom("name", subsections...)))
}

func TestNames(t *testing.T) {
	n := named(t,
		wasmtest.NameSubsection(0, wasmtest.Name("module")),
		wasmtest.NameSubsection(1, wasmtest.NameMap(0, "zero", 2, "", 300, "three hundred")),
		wasmtest.NameSubsection(2, wasmtest.Vec(
			wasmtest.Cat(wasmtest.U(0), wasmtest.NameMap(0, "x", 1, "y")),
			wasmtest.Cat(wasmtest.U(1), wasmtest.NameMap()),
			wasmtest.Cat(wasmtest.U(2), wasmtest.NameMap(1, "z")))),
		wasmtest.NameSubsection(3, wasmtest.Vec(wasmtest.Cat(wasmtest.U(0), wasmtest.NameMap(4, "loop")))),
		wasmtest.NameSubsection(4, wasmtest.NameMap(1, "type")),
		wasmtest.NameSubsection(5, wasmtest.NameMap(1, "table")),
		wasmtest.NameSubsection(6, wasmtest.NameMap(1, "memory")),
		wasmtest.NameSubsection(7, wasmtest.NameMap(1, "global")),
		wasmtest.NameSubsection(8, wasmtest.NameMap(1, "elem")),
		wasmtest.NameSubsection(9, wasmtest.NameMap(1, "data")),
		wasmtest.NameSubsection(10, wasmtest.Vec(wasmtest.Cat(wasmtest.U(1), wasmtest.NameMap(0, "field")))),
		wasmtest.NameSubsection(11, wasmtest.NameMap(1, "tag")),
		wasmtest.NameSubsection(12, []byte("of the future")),
	).Names()
	if err := n.Err(); err != nil {
		t.Error(err)
	}
	checkEqual(t, "names", []string{n.Module, n.Func(0), n.Func(1), n.Func(2), n.Func(300), n.Func(301),
		n.Local(0, 0), n.Local(0, 1), n.Local(0, 2), n.Local(1, 0), n.Local(2, 0), n.Local(2, 1), n.Label(0, 4), n.Label(0, 3),
		n.Type(1), n.Table(1), n.Memory(1), n.Global(1), n.Elem(1), n.Data(1), n.Field(1, 0), n.Field(0, 1), n.Tag(1)},
		[]string{"module", "zero", "", "", "three hundred", "",
			"x", "y", "", "", "", "z", "loop", "",
			"type", "table", "memory", "global", "elem", "data", "field", "", "tag"})
}

func TestNamesAbsent(t *testing.T) {
	n := mustDecode(t, wasmtest.Header()).Names()
	if n.Module != "" || n.Func(0) != "" || n.Local(0, 0) != "" || n.Err() != nil {
		t.Errorf("a module without names has some, or an error: %v", n.Err())
	}
}

// TestNamesDamaged checks that what is readable of a damaged name section is there. Offsets count from the
// section's payload.
func TestNamesDamaged(t *testing.T) {
	locals := wasmtest.NameSubsection(2, wasmtest.Vec(wasmtest.Cat(wasmtest.U(0), wasmtest.NameMap(0, "x"))))
	tests := []struct {
		name     string
		sub      []byte
		off      wasm.FileOffset
		msg      string
		wantFunc string // of function 0
	}{
		{"second name cut", wasmtest.NameSubsection(1, []byte{2, 0, 1, 'a', 1, 9, 'b'}), 7, "length out of bounds: the name has 9 bytes, only 1 are left (function names)", "a"},
		{"more names than there are", wasmtest.NameSubsection(1, []byte{2, 0, 1, 'a'}), 6, "unexpected end", "a"},
		{"bytes left over", wasmtest.NameSubsection(1, []byte{1, 0, 1, 'a', 7}), 6, "subsection size mismatch", "a"},
		{"not UTF-8", wasmtest.NameSubsection(1, wasmtest.NameMap(0, "a\xffb")), 5, "malformed UTF-8 encoding (function names)", "a\ufffdb"},
		{"out of order", wasmtest.NameSubsection(1, wasmtest.NameMap(3, "c", 0, "a")), 6, "the names are not in increasing order", "a"},
		{"twice", wasmtest.NameSubsection(1, wasmtest.NameMap(0, "a", 0, "b")), 6, "the names are not in increasing order", "a"},
		{"module name not UTF-8", wasmtest.NameSubsection(0, wasmtest.Name("\xff")), 2, "malformed UTF-8 encoding (module name)", ""},
		{"module name too long", wasmtest.NameSubsection(0, []byte{3, 'a'}), 2, "length out of bounds: the module name has 3 bytes", ""},
		{"two subsections", wasmtest.Cat(wasmtest.NameSubsection(1, wasmtest.NameMap(0, "a")), wasmtest.NameSubsection(1, wasmtest.NameMap(0, "b"))),
			6, "there are two subsections of function names", "a"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			m := named(t, test.sub, locals)
			n := m.Names()
			if got := n.Func(0); got != test.wantFunc {
				t.Errorf("function 0 is called %q, want %q", got, test.wantFunc)
			}
			if got := n.Local(0, 0); got != "x" {
				t.Errorf("the subsection after the damage is lost: local 0 is called %q", got)
			}
			checkError(t, n.Err(), "name", m.Sections[0].Start+test.off, test.msg)
		})
	}
}

// TestNamesOfTagsAmongFields has tag names in the subsection of field names, as WABT wrote them.
func TestNamesOfTagsAmongFields(t *testing.T) {
	n := named(t, wasmtest.NameSubsection(10, wasmtest.NameMap(0, "overflow", 1, "underflow"))).Names()
	if n.Tag(0) != "overflow" || n.Tag(1) != "underflow" || n.Field(0, 0) != "" || n.Err() != nil {
		t.Errorf("tags are called %q and %q, %v", n.Tag(0), n.Tag(1), n.Err())
	}
}

func TestNamesCutSection(t *testing.T) {
	sub := wasmtest.NameSubsection(1, wasmtest.NameMap(0, "a", 1, "b"))
	m := named(t, sub[:len(sub)-1])
	n := m.Names()
	if n.Func(0) != "a" || n.Func(1) != "" {
		t.Errorf("functions are called %q and %q, want a and nothing", n.Func(0), n.Func(1))
	}
	checkError(t, n.Err(), "name", m.Sections[0].Start, "length out of bounds: subsection 1 has 7 bytes, the section only 6 more")
}

func TestFuncName(t *testing.T) {
	b := wasmtest.New()
	b.ImportFunc("env", "exit", nil, nil)
	b.ImportFunc("env", "named", nil, nil)
	for range 4 {
		b.Func(nil, nil, nil)
	}
	b.ExportFunc("first", 2)
	b.ExportFunc("second", 2)
	b.ExportFunc("shadowed", 3)
	b.Memory(wasm.Limits{})
	b.Export("memory", wasm.ExternMemory, 0)
	b.ExportFunc("reexport", 0)
	b.FuncName(1, "in_name_section")
	b.FuncName(3, "three")
	b.FuncName(4, "")
	m := mustDecode(t, b.Bytes())
	want := []string{"env.exit", "in_name_section", "first", "three", "", "", ""}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for f, name := range want {
				if got := m.FuncName(wasm.FuncIndex(f)); got != name {
					t.Errorf("function %d is called %q, want %q", f, got, name)
				}
			}
		})
	}
	wg.Wait()
	bare := wasm.Module{Bytes: m.Bytes, Sections: m.Sections, Exports: m.Exports, Funcs: m.Funcs}
	if got := bare.FuncName(2); got != "first" {
		t.Errorf("without caches function 2 is called %q", got)
	}
}
