package namesyms_test

import (
	"strings"
	"testing"

	"github.com/wdbg/wdbg/internal/wasmtest"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/symbols/namesyms"
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

func decode(t *testing.T, file []byte) *wasm.Module {
	t.Helper()
	m, err := wasm.Decode(file)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// at returns the code offset of the first byte of a function's body.
func at(m *wasm.Module, f wasm.FuncIndex) wasm.CodeOffset {
	b, _ := m.Body(f)
	return m.CodeOffsetOf(b.Start)
}

func TestFuncs(t *testing.T) {
	b := wasmtest.New()
	b.ImportFunc("env", "log", nil, nil)
	for range 6 {
		b.Func(nil, nil, nil, wasmtest.I(op.Nop))
	}
	b.FuncName(1, "_ZN3app3runEv")
	b.FuncName(2, "_ZN4core3fmt5write17h01234567890abcdeE")
	b.FuncName(3, "$s4main3fooyySiF")
	b.FuncName(4, "plain")
	b.ExportFunc("five", 5)
	m := decode(t, b.Bytes())
	s := namesyms.New(m)
	if s.Origin() != symbols.OriginNames || len(s.Problems()) != 0 {
		t.Errorf("origin %v, problems %v", s.Origin(), s.Problems())
	}
	want := []symbols.Func{
		{Name: "env.log", Origin: symbols.OriginExport},
		{Name: "app::run()", Linkage: "_ZN3app3runEv", Language: symbols.CPlusPlus, Origin: symbols.OriginNames},
		{Name: "core::fmt::write", Linkage: "_ZN4core3fmt5write17h01234567890abcdeE", Language: symbols.Rust, Origin: symbols.OriginNames},
		{Name: "$s4main3fooyySiF", Language: symbols.Swift, Origin: symbols.OriginNames},
		{Name: "plain", Origin: symbols.OriginNames},
		{Name: "five", Origin: symbols.OriginExport},
		{Origin: symbols.OriginExport},
	}
	for i := range want {
		w := &want[i]
		f := s.Func(wasm.FuncIndex(i))
		if f.Name != w.Name || f.Linkage != w.Linkage || f.Language != w.Language || f.Origin != w.Origin || !f.HasIndex || int(f.Index) != i {
			t.Errorf("function %d: %+v", i, f)
		}
		if i == 0 {
			continue
		}
		frames := s.Frames(nil, at(m, wasm.FuncIndex(i)))
		if len(frames) != 1 || frames[0].Func != f || frames[0].Pos.IsValid() || !f.Ranges[0].Contains(at(m, wasm.FuncIndex(i))) {
			t.Errorf("function %d: frames %+v", i, frames)
		}
	}
	if s.Func(7) != nil || len(s.Frames(nil, 0)) != 0 || len(s.Frames(nil, 1<<40)) != 0 {
		t.Error("there are no more functions")
	}
	var names []string
	for f := range s.Funcs(true) {
		names = append(names, f.Name)
	}
	if got := strings.Join(names, ","); got != "app::run(),core::fmt::write,$s4main3fooyySiF,plain,five," {
		t.Error(got)
	}
}

func TestLocals(t *testing.T) {
	b := wasmtest.New()
	f := b.Func([]wasm.ValType{wasm.I32, wasm.F64}, []wasm.ValType{wasm.I64},
		[]wasm.ValType{wasm.V128, wasm.I64, wasm.I64, wasm.ExternRef()}, wasmtest.I(op.Unreachable))
	b.FuncName(f, "~lib/rt/f")
	for l, name := range map[wasm.LocalIndex]string{0: "n", 2: "lanes", 4: "big", 5: "ref"} {
		b.LocalName(f, l, name)
	}
	m := decode(t, b.Bytes())
	frames := namesyms.New(m).Frames(nil, at(m, f))
	if frames[0].Func.Language != symbols.AssemblyScript {
		t.Errorf("language %d", frames[0].Func.Language)
	}
	if r := frames[0].Scope.Result(); r == nil || r.Name != "i64" {
		t.Errorf("result %v", r)
	}
	vars, err := frames[0].Scope.Variables()
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, v := range vars {
		loc, err := v.Locator.Locate(nil)
		if err != nil || len(loc.Pieces) != 1 || loc.Pieces[0].Kind != symbols.InLocal {
			t.Fatalf("%s: %v %v", v.Name, loc, err)
		}
		kind := "local"
		if v.Kind == symbols.Parameter {
			kind = "param"
		}
		got = append(got, strings.Join([]string{kind, v.Name, v.Type.Name, string('0' + rune(loc.Pieces[0].Index))}, " "))
	}
	if s := strings.Join(got, "; "); s != "param n i32 0; local lanes v128 2; local big i64 4; local ref externref 5" {
		t.Error(s)
	}
}

// TestManyLocals: a function may declare four thousand million locals.
func TestManyLocals(t *testing.T) {
	b := wasmtest.New()
	f := b.Declare(b.FuncType(nil, nil))
	b.RawBody(f, wasmtest.Cat(wasmtest.U(2), wasmtest.U(uint32(1<<31)), wasmtest.ValType(wasm.I32), wasmtest.U(uint32(1<<30)), wasmtest.ValType(wasm.I64), wasmtest.I(op.End)))
	b.LocalName(f, 7, "x")
	m := decode(t, b.Bytes())
	vars, err := namesyms.New(m).Frames(nil, at(m, f))[0].Scope.Variables()
	if err != nil || len(vars) != 1 || vars[0].Name != "x" {
		t.Errorf("%v %v", vars, err)
	}
}

func TestDamaged(t *testing.T) {
	b := wasmtest.New()
	b.Func(nil, nil, nil)
	b.NameSubsection(1, []byte{1, 0, 200})
	s := namesyms.New(decode(t, b.Bytes()))
	if len(s.Problems()) != 1 || s.Func(0).Name != "" {
		t.Errorf("%v %v", s.Problems(), s.Func(0))
	}
}
