package wasm_test

import (
	"reflect"
	"testing"

	"github.com/wdbg/wdbg/internal/wasmtest"
	"github.com/wdbg/wdbg/wasm"
)

// hexModule assembles a module from section payloads in hexadecimal, each after its id.
func hexModule(idsAndPayloads ...any) []byte {
	var sections [][]byte
	for i := 0; i < len(idsAndPayloads); i += 2 {
		id, payload := idsAndPayloads[i].(wasm.SectionID), idsAndPayloads[i+1].(string)
		sections = append(sections, wasmtest.Section(id, wasmtest.Hex(payload)))
	}
	return wasmtest.Raw(sections...)
}

func checkEqual[T any](t *testing.T, what string, got, want T) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s:\ngot  %+v\nwant %+v", what, got, want)
	}
}

func TestDecodeEmpty(t *testing.T) {
	m := mustDecode(t, wasmtest.Header())
	if len(m.Sections) != 0 || m.NumFuncs() != 0 || m.HasStart || m.HasDataCount {
		t.Errorf("the empty module is not empty: %+v", m)
	}
}

func TestDecodeTypes(t *testing.T) {
	m := mustDecode(t, hexModule(wasm.SectionType, `
		05             ; 5 entries
		60 02 7f 7e 01 7d                  ; 0: func (i32 i64) -> f32
		4e 02                              ; rec group of 2
		  50 00 5f 02 78 01 63 02 00       ; 1: sub open struct (mut i8) (ref null 2)
		  4f 01 01 5f 03 78 01 63 02 00 64 6b 01 ; 2: sub final of 1, plus (mut (ref struct))
		5e 77 01                           ; 3: array (mut i16)
		4e 00                              ; an empty group
		60 06 7b 70 6f 69 73 64 71 00      ; 4: func (v128 funcref externref exnref nullfuncref (ref none))
	`))
	structRef := wasm.RefType(true, 2)
	checkEqual(t, "types", m.Types, []wasm.SubType{
		{Final: true, Func: wasm.FuncType{Params: []wasm.ValType{wasm.I32, wasm.I64}, Results: []wasm.ValType{wasm.F32}}},
		{Kind: wasm.CompStruct, Group: 1, Fields: []wasm.FieldType{{Type: wasm.I8, Mutable: true}, {Type: structRef}}},
		{Final: true, HasSuper: true, Super: 1, Kind: wasm.CompStruct, Group: 1, Fields: []wasm.FieldType{
			{Type: wasm.I8, Mutable: true}, {Type: structRef}, {Type: wasm.RefType(false, wasm.HeapStruct), Mutable: true}}},
		{Final: true, Kind: wasm.CompArray, Group: 2, Fields: []wasm.FieldType{{Type: wasm.I16, Mutable: true}}},
		{Final: true, Group: 4, Func: wasm.FuncType{Params: []wasm.ValType{wasm.V128, wasm.FuncRef(), wasm.ExternRef(), wasm.ExnRef(),
			wasm.RefType(true, wasm.HeapNoFunc), wasm.RefType(false, wasm.HeapNone)}}},
	})
	checkEqual(t, "groups", m.RecGroups, []wasm.RecGroup{
		{Start: 0, Count: 1}, {Start: 1, Count: 2}, {Start: 3, Count: 1}, {Start: 4}, {Start: 4, Count: 1}})
}

func TestDecodeImports(t *testing.T) {
	m := mustDecode(t, hexModule(wasm.SectionImport, `
		07
		01 61 01 66 00 05               ; "a" "f" func of type 5
		01 61 02 c3 a9 01 70 00 01      ; "a" "é" table funcref min 1
		01 61 00 01 64 03 05 01 02      ; "a" "" table (ref 3) i64 1..2
		00 01 6d 02 03 01 02            ; "" "m" shared memory 1..2
		00 00 03 7f 01                  ; global (mut i32)
		00 00 04 00 07                  ; tag of type 7
		00 00 00 80 01                  ; func of type 128
	`))
	checkEqual(t, "imports", m.Imports, []wasm.Import{
		{Module: "a", Name: "f", Func: 5, Offset: 11},
		{Module: "a", Name: "é", Kind: wasm.ExternTable, Offset: 17,
			Table: wasm.TableType{Elem: wasm.FuncRef(), Limits: wasm.Limits{Min: 1}}},
		{Module: "a", Kind: wasm.ExternTable, Offset: 26,
			Table: wasm.TableType{Elem: wasm.RefType(false, 3), Limits: wasm.Limits{Min: 1, Max: 2, HasMax: true, Is64: true}}},
		{Name: "m", Kind: wasm.ExternMemory, Offset: 35,
			Memory: wasm.MemoryType{Limits: wasm.Limits{Min: 1, Max: 2, HasMax: true, Shared: true}}},
		{Kind: wasm.ExternGlobal, Global: wasm.GlobalType{Type: wasm.I32, Mutable: true}, Offset: 42},
		{Kind: wasm.ExternTag, Func: 7, Offset: 47},
		{Func: 128, Offset: 52},
	})
	got := [][]uint32{m.ImportedFuncs, m.ImportedTables, m.ImportedMemories, m.ImportedGlobals, m.ImportedTags}
	checkEqual(t, "imports by kind", got, [][]uint32{{0, 6}, {1, 2}, {3}, {4}, {5}})
	if n := m.NumFuncs(); n != 2 || m.FuncTypeIndex(1) != 128 {
		t.Errorf("functions: %d, type of 1 %d", n, m.FuncTypeIndex(1))
	}
}

func TestDecodeLimits(t *testing.T) {
	for flags := range byte(8) {
		l := wasm.Limits{Min: 3, HasMax: flags&1 != 0, Shared: flags&2 != 0, Is64: flags&4 != 0}
		entry := []byte{flags, 3}
		if l.HasMax {
			l.Max = 1 << 48
			entry = append(entry, wasmtest.U(uint64(1)<<48)...)
		}
		m := mustDecode(t, wasmtest.Raw(wasmtest.Section(wasm.SectionMemory, wasmtest.Vec(entry))))
		checkEqual(t, "memory", m.Memories[0].Limits, l)
		table := wasmtest.Raw(wasmtest.Section(wasm.SectionTable, wasmtest.Vec(append([]byte{0x6f}, entry...))))
		if l.Shared {
			_, err := wasm.Decode(table)
			checkError(t, err, "table", 12, "malformed limits flags 0x0")
			continue
		}
		checkEqual(t, "table", mustDecode(t, table).Tables[0].Type, wasm.TableType{Elem: wasm.ExternRef(), Limits: l})
	}
}

func TestDecodeEntities(t *testing.T) {
	m := mustDecode(t, hexModule(
		wasm.SectionFunction, "02 00 01",
		wasm.SectionTable, `02
			40 00 64 70 00 01 d2 00 0b   ; (ref func) min 1, ref.func 0
			70 01 00 09                  ; funcref 0..9`,
		wasm.SectionMemory, "01 04 01",
		wasm.SectionTag, "01 00 02",
		wasm.SectionGlobal, "01 7e 01 42 01 42 02 7c 0b",
		wasm.SectionExport, "02 01 66 00 01 00 04 00",
		wasm.SectionStart, "01",
		wasm.SectionCode, "02 02 00 0b 04 00 41 00 0b",
	))
	checkEqual(t, "functions", m.Funcs, []wasm.TypeIndex{0, 1})
	checkEqual(t, "tables", m.Tables, []wasm.Table{
		{Type: wasm.TableType{Elem: wasm.RefType(false, wasm.HeapFunc), Limits: wasm.Limits{Min: 1}}, HasInit: true,
			Init: wasm.ConstExpr{Start: 22, End: 25}, Offset: 16},
		{Type: wasm.TableType{Elem: wasm.FuncRef(), Limits: wasm.Limits{Max: 9, HasMax: true}}, Offset: 25},
	})
	checkEqual(t, "memories", m.Memories, []wasm.MemoryType{{Limits: wasm.Limits{Min: 1, Is64: true}}})
	checkEqual(t, "tags", m.Tags, []wasm.TypeIndex{2})
	checkEqual(t, "globals", m.Globals, []wasm.Global{
		{Type: wasm.GlobalType{Type: wasm.I64, Mutable: true}, Init: wasm.ConstExpr{Start: 44, End: 50}, Offset: 42}})
	checkEqual(t, "exports", m.Exports, []wasm.Export{
		{Name: "f", Index: 1, Offset: 53}, {Kind: wasm.ExternTag, Offset: 57}})
	if !m.HasStart || m.Start != 1 {
		t.Errorf("start: %v %d", m.HasStart, m.Start)
	}
	checkEqual(t, "code", m.Code, []wasm.Body{{Start: 67, End: 69}, {Start: 70, End: 74}})
	if m.CodeStart != 65 || m.CodeOffsetOf(67) != 2 || m.FileOffsetOf(2) != 67 {
		t.Errorf("code starts at %d; CodeOffsetOf(67) = %d", m.CodeStart, m.CodeOffsetOf(67))
	}
	for off, want := range map[wasm.FileOffset]int{66: -1, 67: 0, 68: 0, 69: -1, 70: 1, 73: 1, 74: -1} {
		if f, ok := m.FuncAt(off); ok != (want >= 0) || ok && int(f) != want {
			t.Errorf("FuncAt(%d) = %d, %v, want %d", off, f, ok, want)
		}
	}
}

func TestDecodeElems(t *testing.T) {
	m := mustDecode(t, hexModule(wasm.SectionElement, `08
		00 41 00 0b 02 05 06           ; active, table 0
		01 00 01 07                    ; passive
		02 03 41 00 0b 00 01 08        ; active, table 3
		03 00 00                       ; declarative
		04 41 00 0b 01 d0 70 0b        ; active, expressions
		05 6f 01 d0 6f 0b              ; passive, expressions
		06 02 41 00 0b 64 01 00        ; active, table 2, expressions of (ref 1)
		07 70 02 d2 00 0b d2 01 0b     ; declarative, expressions`))
	nonNull := wasm.RefType(false, wasm.HeapFunc)
	expr := func(start, end wasm.FileOffset) wasm.ConstExpr { return wasm.ConstExpr{Start: start, End: end} }
	checkEqual(t, "segments", m.Elems, []wasm.Elem{
		{TableAddr: expr(12, 15), Type: nonNull, Funcs: []wasm.FuncIndex{5, 6}, Offset: 11},
		{Mode: wasm.SegmentPassive, Type: nonNull, Funcs: []wasm.FuncIndex{7}, Offset: 18},
		{Table: 3, TableAddr: expr(24, 27), Type: nonNull, Funcs: []wasm.FuncIndex{8}, Offset: 22},
		{Mode: wasm.SegmentDeclarative, Type: nonNull, Offset: 30},
		{TableAddr: expr(34, 37), Type: wasm.FuncRef(), UsesExprs: true, Exprs: []wasm.ConstExpr{expr(38, 41)}, Offset: 33},
		{Mode: wasm.SegmentPassive, Type: wasm.ExternRef(), UsesExprs: true, Exprs: []wasm.ConstExpr{expr(44, 47)}, Offset: 41},
		{Table: 2, TableAddr: expr(49, 52), Type: wasm.RefType(false, 1), UsesExprs: true, Offset: 47},
		{Mode: wasm.SegmentDeclarative, Type: wasm.FuncRef(), UsesExprs: true,
			Exprs: []wasm.ConstExpr{expr(58, 61), expr(61, 64)}, Offset: 55},
	})
}

func TestDecodeDatas(t *testing.T) {
	m := mustDecode(t, hexModule(wasm.SectionDataCount, "03", wasm.SectionData, `03
		00 41 08 0b 02 61 62
		01 00
		02 01 42 08 0b 01 63`))
	if !m.HasDataCount || m.DataCount != 3 {
		t.Errorf("data count: %v %d", m.HasDataCount, m.DataCount)
	}
	checkEqual(t, "segments", m.Datas, []wasm.Data{
		{Addr: wasm.ConstExpr{Start: 15, End: 18}, Init: []byte("ab"), InitPos: 19, Offset: 14},
		{Mode: wasm.SegmentPassive, Init: []byte{}, InitPos: 23, Offset: 21},
		{Memory: 1, Addr: wasm.ConstExpr{Start: 25, End: 28}, Init: []byte("c"), InitPos: 29, Offset: 23},
	})
}

// TestDecodeBlockInConst has a block in a constant expression: invalid, but the encoding is right and the end
// found is that of the expression.
func TestDecodeBlockInConst(t *testing.T) {
	m := mustDecode(t, hexModule(wasm.SectionGlobal, "01 7f 00 02 7f 41 00 04 40 0b 0b 0b"))
	checkEqual(t, "initial value", m.Globals[0].Init, wasm.ConstExpr{Start: 13, End: 22})
}

func TestDecodeSections(t *testing.T) {
	file := wasmtest.Raw(
		wasmtest.Custom("a", []byte("xyz")),
		wasmtest.Section(wasm.SectionMemory, []byte{0}),
		wasmtest.Custom(""),
		wasmtest.Section(wasm.SectionTag, []byte{0}),
		wasmtest.Section(wasm.SectionGlobal, []byte{0}),
		wasmtest.Section(wasm.SectionElement, []byte{0}),
		wasmtest.Section(wasm.SectionDataCount, []byte{0}),
		wasmtest.Section(wasm.SectionCode, []byte{0}),
		wasmtest.Section(wasm.SectionData, []byte{0}),
		wasmtest.Custom("a", []byte("again")),
	)
	m := mustDecode(t, file)
	checkEqual(t, "first sections", m.Sections[:3], []wasm.Section{
		{Name: "a", Header: 8, Start: 12, End: 15},
		{ID: wasm.SectionMemory, Header: 15, Start: 17, End: 18},
		{Header: 18, Start: 21, End: 21},
	})
	if got := m.Custom("a"); len(got) != 2 || string(m.Payload(got[0])) != "xyz" || string(m.Payload(got[1])) != "again" {
		t.Errorf("custom sections called a: %+v", got)
	}
	if len(m.Sections) != 10 {
		t.Errorf("%d sections, want 10", len(m.Sections))
	}
}
