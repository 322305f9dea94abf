package wasm_test

import (
	"testing"

	"github.com/wdbg/wdbg/internal/wasmtest"
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

// FuzzDecode reads all there is to read in a file.
func FuzzDecode(f *testing.F) {
	for _, file := range seeds(f) {
		f.Add(file)
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		m, err := wasm.Decode(file)
		if err != nil {
			if e := asError(t, err); e.Offset > wasm.FileOffset(len(file)) || e.Msg == "" {
				t.Errorf("offset beyond the file or no message: %v", e)
			}
			return
		}
		checkSections(t, m)
		everything(m)
		for _, body := range m.Code {
			_ = readBody(file, body)
		}
		for _, e := range constExprs(m) {
			if err := readConst(file, e); err != nil {
				t.Errorf("constant expression %+v: %v", e, err)
			}
		}
	})
}

// checkSections checks that the sections follow one another up to the end of the file, and bodies lie in the code section.
func checkSections(t *testing.T, m *wasm.Module) {
	end := wasm.FileOffset(8)
	for _, s := range m.Sections {
		if s.Header != end || s.Start < s.Header || s.End < s.Start {
			t.Errorf("section %+v does not follow 0x%x", s, end)
		}
		end = s.End
		if s.ID != wasm.SectionCode {
			continue
		}
		pos := m.CodeStart
		for _, body := range m.Code {
			if body.Start <= pos || body.End < body.Start || body.End > s.End {
				t.Errorf("body %+v is not after 0x%x and in %+v", body, pos, s)
			}
			pos = body.End
		}
	}
	if end != wasm.FileOffset(len(m.Bytes)) {
		t.Errorf("the sections end at 0x%x, the file at 0x%x", end, len(m.Bytes))
	}
}

func constExprs(m *wasm.Module) []wasm.ConstExpr {
	var all []wasm.ConstExpr
	for _, g := range m.Globals {
		all = append(all, g.Init)
	}
	for _, t := range m.Tables {
		if t.HasInit {
			all = append(all, t.Init)
		}
	}
	for _, e := range m.Elems {
		all = append(all, e.Exprs...)
		if e.Mode == wasm.SegmentActive {
			all = append(all, e.TableAddr)
		}
	}
	for _, d := range m.Datas {
		if d.Mode == wasm.SegmentActive {
			all = append(all, d.Addr)
		}
	}
	return all
}

// readConst reads a constant expression again, which has to succeed and to finish with end.
func readConst(file []byte, e wasm.ConstExpr) error {
	var r wasm.InstrReader
	r.Reset(file, e.Start, e.End)
	for r.Next() {
	}
	if r.Err() == nil && r.Op != op.End && r.Op != op.Delegate {
		return wasm.Malformedf(r.Offset, "the last instruction is %v", r.Op)
	}
	return r.Err()
}

// FuzzInstr reads bytes as a function body.
func FuzzInstr(f *testing.F) {
	for o := range op.Op(op.Count) {
		if o.Valid() {
			code, _ := sample(o)
			f.Add(wasmtest.Cat(wasmtest.Locals(wasm.I32, wasm.V128), code, wasmtest.Expr()))
		}
	}
	f.Fuzz(func(t *testing.T, code []byte) {
		var r wasm.InstrReader
		r.Reset(code, 0, wasm.FileOffset(len(code)))
		if r.Locals(func(uint32, wasm.ValType) error { return nil }) != nil {
			return
		}
		pos := r.Pos()
		for r.Next() {
			if r.Offset != pos || r.Pos() <= pos || !r.Op.Valid() {
				t.Fatalf("instruction %v at 0x%x, expected at 0x%x; next at 0x%x", r.Op, r.Offset, pos, r.Pos())
			}
			pos = r.Pos()
		}
		if r.Err() == nil && r.More() {
			t.Error("reading stopped before the end without an error")
		}
	})
}

// seeds returns small modules to start from: programs, and one with a bit of everything.
func seeds(f *testing.F) [][]byte {
	files := [][]byte{wasmtest.Header(), everyKind()}
	for _, file := range fixtures(f) {
		if len(file) <= 64<<10 {
			files = append(files, file)
		}
	}
	return files
}

// everyKind returns a module with every section and every kind of entry.
func everyKind() []byte {
	b := wasmtest.New()
	i32 := []wasm.ValType{wasm.I32}
	b.Types(wasm.SubType{Kind: wasm.CompStruct, Fields: []wasm.FieldType{{Type: wasm.I8, Mutable: true}, {Type: wasm.RefType(true, 1)}}},
		wasm.SubType{Final: true, HasSuper: true, Kind: wasm.CompStruct, Fields: []wasm.FieldType{{Type: wasm.I8, Mutable: true}, {Type: wasm.RefType(true, 1)}}})
	b.Array(wasm.I16, true)
	b.ImportFunc("env", "f", i32, i32)
	b.ImportTable("env", "t", wasm.FuncRef(), wasm.Limits{Min: 1})
	b.ImportMemory("env", "m", wasm.Limits{Min: 1, Max: 2, HasMax: true, Shared: true})
	b.ImportGlobal("env", "g", wasm.I64, true)
	b.ImportTag("env", "e", wasm.I32)
	f := b.Func(i32, i32, []wasm.ValType{wasm.F64, wasm.V128}, wasmtest.I(op.LocalGet, 0), wasmtest.I(op.If, wasm.I32),
		wasmtest.I(op.I32Const, 1), wasmtest.I(op.Else), wasmtest.I(op.I32Const, -1), wasmtest.I(op.End))
	b.Table(wasm.RefType(false, wasm.HeapFunc), wasm.Limits{Min: 2, Is64: true}, wasmtest.I(op.RefFunc, f))
	b.Pages(1, 2)
	b.Tag(wasm.I32)
	b.Global(wasm.I32, false, wasmtest.I(op.I32Const, 1), wasmtest.I(op.I32Const, 2), wasmtest.I(op.I32Add))
	b.ExportFunc("f", f)
	b.Start(f)
	b.Elem(0, wasmtest.I(op.I32Const, 0), f)
	b.Elem(1, wasmtest.I(op.I64Const, 0), f)
	b.PassiveElem(f)
	b.DeclareElem(f)
	b.ElemExprs(1, wasmtest.I(op.I64Const, 0), wasm.FuncRef(), wasmtest.I(op.RefNull, wasm.HeapFunc))
	b.PassiveElemExprs(wasm.ExternRef(), wasmtest.I(op.RefNull, wasm.HeapExtern))
	b.Data(0, wasmtest.I(op.I32Const, 0), []byte("data"))
	b.Data(1, wasmtest.I(op.I32Const, 0), []byte("more"))
	b.PassiveData([]byte("passive"))
	b.CustomBefore(wasm.SectionCode, "metadata.code.branch_hint", []byte{1, 1, 1, 7, 1, 1})
	b.Custom("producers", []byte("\x01\x08language\x01\x01C\x00"))
	b.Custom("build_id", []byte("\x02id"))
	b.Custom("external_debug_info", []byte("\x03url"))
	b.Custom("sourceMappingURL", []byte("\x03url"))
	b.Custom("target_features", []byte("\x01+\x04simd"))
	b.ModuleName("m")
	b.FuncName(f, "func")
	b.LocalName(f, 0, "local")
	b.NameSubsection(4, wasmtest.NameMap(0, "type"))
	b.NameSubsection(10, wasmtest.Vec(wasmtest.Cat(wasmtest.U(0), wasmtest.NameMap(0, "field"))))
	return b.Bytes()
}

// TestEveryKind checks the seed itself: it decodes, with nothing wrong in the custom sections.
func TestEveryKind(t *testing.T) {
	m := mustDecode(t, everyKind())
	for _, body := range m.Code {
		if err := readBody(m.Bytes, body); err != nil {
			t.Error(err)
		}
	}
	if err := m.Names().Err(); err != nil {
		t.Error(err)
	}
	if hints, err := m.BranchHints(); err != nil || len(hints) != 1 {
		t.Errorf("branch hints %v, %v", hints, err)
	}
	// The data segments are the last section but the custom ones, so these prefixes are whole in no other way.
	data := m.Sections[len(m.Sections)-7]
	if data.ID != wasm.SectionData {
		t.Fatalf("section %v is not the data section", data.ID)
	}
	for n := range int(data.End) {
		if _, err := wasm.Decode(m.Bytes[:n]); err == nil && n > int(data.Header) {
			t.Errorf("the first %d bytes decode", n)
		}
	}
	checkEqual(t, "sections", len(m.Sections), 20)
}
