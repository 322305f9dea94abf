// Package wasmtest assembles WebAssembly modules in tests.
//
//	b := wasmtest.New()
//	add := b.Func([]wasm.ValType{wasm.I32, wasm.I32}, []wasm.ValType{wasm.I32}, nil,
//		wasmtest.I(op.LocalGet, 0),
//		wasmtest.I(op.LocalGet, 1),
//		wasmtest.I(op.I32Add))
//	b.ExportFunc("add", add)
//	file := b.Bytes()
//
// The encoding functions (U, S, Name, Vec, Section, Raw ...) make what the Builder
// refuses or cannot express, malformed modules first of all. Nothing here checks
// validity. Misuse, such as an import after a definition of the same kind,
// panics: it is a fault of the test.
package wasmtest

import (
	"fmt"
	"slices"

	"github.com/wdbg/wdbg/wasm"
)

// items are the encoded elements of a section's vector.
type items [][]byte

func (s *items) add(parts ...[]byte) uint32 {
	*s = append(*s, Cat(parts...))
	return uint32(len(*s) - 1)
}

// Builder collects the parts of a module. The order of calls decides indices
// within each index space only; Bytes puts the sections in their order.
type Builder struct {
	types    items // one per recursion group
	numTypes uint32
	funcType map[string]wasm.TypeIndex

	imports  items
	imported [wasm.ExternTag + 1]uint32

	funcs, tables, memories, tags, globals, exports, elems, code, datas items

	start       []byte
	noDataCount bool
	customs     map[wasm.SectionID][][]byte // by the section they stand before; customsEnd at the end

	moduleName string
	funcNames  []any // pairs for NameMap
	localNames map[wasm.FuncIndex][]any
	nameSubs   [][]byte
}

// customsEnd keys the custom sections after the last section.
const customsEnd = wasm.SectionID(0xff)

// New returns a builder of an empty module.
func New() *Builder {
	return &Builder{
		funcType:   map[string]wasm.TypeIndex{},
		customs:    map[wasm.SectionID][][]byte{},
		localNames: map[wasm.FuncIndex][]any{},
	}
}

// FuncType returns the index of a function type, defined anew only if no earlier call asked for it.
func (b *Builder) FuncType(params, results []wasm.ValType) wasm.TypeIndex {
	t := wasm.SubType{Final: true, Func: wasm.FuncType{Params: params, Results: results}}
	key := string(SubType(t))
	if i, ok := b.funcType[key]; ok {
		return i
	}
	i := b.Types(t)
	b.funcType[key] = i
	return i
}

// Types defines types and returns the index of the first: one type stands alone, several form a recursion group.
func (b *Builder) Types(ts ...wasm.SubType) wasm.TypeIndex {
	if len(ts) == 1 {
		b.types.add(SubType(ts[0]))
	} else {
		group := []byte{0x4e}
		group = append(group, U(len(ts))...)
		for _, t := range ts {
			group = append(group, SubType(t)...)
		}
		b.types.add(group)
	}
	first := b.numTypes
	b.numTypes += uint32(len(ts))
	return wasm.TypeIndex(first)
}

// Struct defines a final structure type without a supertype.
func (b *Builder) Struct(fields ...wasm.FieldType) wasm.TypeIndex {
	return b.Types(wasm.SubType{Final: true, Kind: wasm.CompStruct, Fields: fields})
}

// Array defines a final array type without a supertype.
func (b *Builder) Array(elem wasm.ValType, mutable bool) wasm.TypeIndex {
	return b.Types(wasm.SubType{Final: true, Kind: wasm.CompArray, Fields: []wasm.FieldType{{Type: elem, Mutable: mutable}}})
}

func (b *Builder) importExtern(kind wasm.ExternKind, defined items, module, name string, desc ...[]byte) uint32 {
	if len(defined) > 0 {
		panic(fmt.Sprintf("wasmtest: import of %s %q %q after a definition would shift indices", kind, module, name))
	}
	b.imports.add(Name(module), Name(name), []byte{byte(kind)}, Cat(desc...))
	b.imported[kind]++
	return b.imported[kind] - 1
}

// ImportFunc imports a function.
func (b *Builder) ImportFunc(module, name string, params, results []wasm.ValType) wasm.FuncIndex {
	return b.ImportFuncOf(module, name, b.FuncType(params, results))
}

// ImportFuncOf imports a function of a type given by its index.
func (b *Builder) ImportFuncOf(module, name string, t wasm.TypeIndex) wasm.FuncIndex {
	return wasm.FuncIndex(b.importExtern(wasm.ExternFunc, b.funcs, module, name, U(t)))
}

// ImportTable imports a table.
func (b *Builder) ImportTable(module, name string, elem wasm.ValType, l wasm.Limits) wasm.TableIndex {
	return wasm.TableIndex(b.importExtern(wasm.ExternTable, b.tables, module, name, ValType(elem), Limits(l)))
}

// ImportMemory imports a memory.
func (b *Builder) ImportMemory(module, name string, l wasm.Limits) wasm.MemoryIndex {
	return wasm.MemoryIndex(b.importExtern(wasm.ExternMemory, b.memories, module, name, Limits(l)))
}

// ImportGlobal imports a global.
func (b *Builder) ImportGlobal(module, name string, t wasm.ValType, mutable bool) wasm.GlobalIndex {
	return wasm.GlobalIndex(b.importExtern(wasm.ExternGlobal, b.globals, module, name, Field(wasm.FieldType{Type: t, Mutable: mutable})))
}

// ImportTag imports a tag.
func (b *Builder) ImportTag(module, name string, params ...wasm.ValType) wasm.TagIndex {
	t := b.FuncType(params, nil)
	return wasm.TagIndex(b.importExtern(wasm.ExternTag, b.tags, module, name, []byte{0}, U(t)))
}

// Func defines a function; the final end of its body is added.
func (b *Builder) Func(params, results, locals []wasm.ValType, code ...[]byte) wasm.FuncIndex {
	f := b.Declare(b.FuncType(params, results))
	b.Body(f, locals, code...)
	return f
}

// Declare defines a function whose body comes later with Body, so that bodies can call one another.
func (b *Builder) Declare(t wasm.TypeIndex) wasm.FuncIndex {
	b.code.add(Sized(Locals(), Expr()))
	return wasm.FuncIndex(b.imported[wasm.ExternFunc] + b.funcs.add(U(t)))
}

// Body gives a function its locals and instructions; the final end is added.
func (b *Builder) Body(f wasm.FuncIndex, locals []wasm.ValType, code ...[]byte) {
	b.RawBody(f, Cat(Locals(locals...), Expr(code...)))
}

// RawBody gives a function a body of arbitrary bytes, local declarations included.
func (b *Builder) RawBody(f wasm.FuncIndex, body []byte) {
	b.code[uint32(f)-b.imported[wasm.ExternFunc]] = Sized(body)
}

// Table defines a table, with an initial value if init is given (its end is added).
func (b *Builder) Table(elem wasm.ValType, l wasm.Limits, init ...[]byte) wasm.TableIndex {
	enc := Cat(ValType(elem), Limits(l))
	if len(init) > 0 {
		enc = Cat([]byte{0x40, 0x00}, enc, Expr(init...))
	}
	return wasm.TableIndex(b.imported[wasm.ExternTable] + b.tables.add(enc))
}

// Memory defines a memory.
func (b *Builder) Memory(l wasm.Limits) wasm.MemoryIndex {
	return wasm.MemoryIndex(b.imported[wasm.ExternMemory] + b.memories.add(Limits(l)))
}

// Pages defines a memory of 32-bit addresses with a minimum and a maximum in pages.
func (b *Builder) Pages(minimum, maximum uint64) wasm.MemoryIndex {
	return b.Memory(wasm.Limits{Min: minimum, Max: maximum, HasMax: true})
}

// Tag defines a tag.
func (b *Builder) Tag(params ...wasm.ValType) wasm.TagIndex {
	return b.TagOf(b.FuncType(params, nil))
}

// TagOf defines a tag of a type given by its index.
func (b *Builder) TagOf(t wasm.TypeIndex) wasm.TagIndex {
	return wasm.TagIndex(b.imported[wasm.ExternTag] + b.tags.add([]byte{0}, U(t)))
}

// Global defines a global; the end of its initial value is added.
func (b *Builder) Global(t wasm.ValType, mutable bool, init ...[]byte) wasm.GlobalIndex {
	g := b.globals.add(Field(wasm.FieldType{Type: t, Mutable: mutable}), Expr(init...))
	return wasm.GlobalIndex(b.imported[wasm.ExternGlobal] + g)
}

// Export exports the index of a kind.
func (b *Builder) Export(name string, kind wasm.ExternKind, index uint32) {
	b.exports.add(Name(name), []byte{byte(kind)}, U(index))
}

// ExportFunc exports a function.
func (b *Builder) ExportFunc(name string, f wasm.FuncIndex) {
	b.Export(name, wasm.ExternFunc, uint32(f))
}

// Start sets the start function.
func (b *Builder) Start(f wasm.FuncIndex) { b.start = U(f) }

// Elem defines an active segment of functions for a table, at an offset expression whose end is added.
func (b *Builder) Elem(table wasm.TableIndex, addr []byte, funcs ...wasm.FuncIndex) wasm.ElemIndex {
	if table == 0 {
		return wasm.ElemIndex(b.elems.add(U(0), Expr(addr), indices(funcs)))
	}
	return wasm.ElemIndex(b.elems.add(U(2), U(table), Expr(addr), []byte{0}, indices(funcs)))
}

// PassiveElem defines a passive segment of functions.
func (b *Builder) PassiveElem(funcs ...wasm.FuncIndex) wasm.ElemIndex {
	return wasm.ElemIndex(b.elems.add(U(1), []byte{0}, indices(funcs)))
}

// DeclareElem defines a declarative segment of functions.
func (b *Builder) DeclareElem(funcs ...wasm.FuncIndex) wasm.ElemIndex {
	return wasm.ElemIndex(b.elems.add(U(3), []byte{0}, indices(funcs)))
}

// ElemExprs defines an active segment of constant expressions, to each of which an end is added.
func (b *Builder) ElemExprs(table wasm.TableIndex, addr []byte, t wasm.ValType, exprs ...[]byte) wasm.ElemIndex {
	return wasm.ElemIndex(b.elems.add(U(6), U(table), Expr(addr), ValType(t), exprVec(exprs)))
}

// PassiveElemExprs defines a passive segment of constant expressions, to each of which an end is added.
func (b *Builder) PassiveElemExprs(t wasm.ValType, exprs ...[]byte) wasm.ElemIndex {
	return wasm.ElemIndex(b.elems.add(U(5), ValType(t), exprVec(exprs)))
}

// Data defines an active data segment at an offset expression whose end is added.
func (b *Builder) Data(mem wasm.MemoryIndex, addr []byte, init []byte) wasm.DataIndex {
	if mem == 0 {
		return wasm.DataIndex(b.datas.add(U(0), Expr(addr), Sized(init)))
	}
	return wasm.DataIndex(b.datas.add(U(2), U(mem), Expr(addr), Sized(init)))
}

// PassiveData defines a passive data segment.
func (b *Builder) PassiveData(init []byte) wasm.DataIndex {
	return wasm.DataIndex(b.datas.add(U(1), Sized(init)))
}

// NoDataCount leaves out the data count section, which otherwise is there whenever there are data segments.
func (b *Builder) NoDataCount() { b.noDataCount = true }

// Custom adds a custom section after all others.
func (b *Builder) Custom(name string, payload ...[]byte) {
	b.CustomBefore(customsEnd, name, payload...)
}

// CustomBefore adds a custom section before the place of the section id, whether that is present or not.
func (b *Builder) CustomBefore(id wasm.SectionID, name string, payload ...[]byte) {
	b.customs[id] = append(b.customs[id], Custom(name, payload...))
}

// ModuleName names the module in the name section.
func (b *Builder) ModuleName(name string) { b.moduleName = name }

// FuncName names a function in the name section.
func (b *Builder) FuncName(f wasm.FuncIndex, name string) {
	b.funcNames = append(b.funcNames, f, name)
}

// LocalName names a local in the name section.
func (b *Builder) LocalName(f wasm.FuncIndex, l wasm.LocalIndex, name string) {
	b.localNames[f] = append(b.localNames[f], l, name)
}

// NameSubsection adds a subsection to the end of the name section.
func (b *Builder) NameSubsection(id byte, payload ...[]byte) {
	b.nameSubs = append(b.nameSubs, NameSubsection(id, payload...))
}

// Bytes returns the module's file.
func (b *Builder) Bytes() []byte {
	file := Header()
	put := func(id wasm.SectionID, payload []byte) {
		file = append(file, Cat(b.customs[id]...)...)
		if payload != nil {
			file = append(file, Section(id, payload)...)
		}
	}
	put(wasm.SectionType, b.types.payload())
	put(wasm.SectionImport, b.imports.payload())
	put(wasm.SectionFunction, b.funcs.payload())
	put(wasm.SectionTable, b.tables.payload())
	put(wasm.SectionMemory, b.memories.payload())
	put(wasm.SectionTag, b.tags.payload())
	put(wasm.SectionGlobal, b.globals.payload())
	put(wasm.SectionExport, b.exports.payload())
	put(wasm.SectionStart, b.start)
	put(wasm.SectionElement, b.elems.payload())
	if len(b.datas) > 0 && !b.noDataCount {
		put(wasm.SectionDataCount, U(len(b.datas)))
	} else {
		put(wasm.SectionDataCount, nil)
	}
	put(wasm.SectionCode, b.code.payload())
	put(wasm.SectionData, b.datas.payload())
	put(customsEnd, nil)
	if names := b.nameSection(); len(names) > 0 {
		file = append(file, Custom("name", names)...)
	}
	return file
}

func (s items) payload() []byte {
	if len(s) == 0 {
		return nil
	}
	return Vec(s...)
}

func (b *Builder) nameSection() []byte {
	var out []byte
	if b.moduleName != "" {
		out = append(out, NameSubsection(0, Name(b.moduleName))...)
	}
	if len(b.funcNames) > 0 {
		out = append(out, NameSubsection(1, NameMap(b.funcNames...))...)
	}
	if len(b.localNames) > 0 {
		var maps items
		for _, f := range sortedKeys(b.localNames) {
			maps.add(U(f), NameMap(b.localNames[f]...))
		}
		out = append(out, NameSubsection(2, Vec(maps...))...)
	}
	return append(out, Cat(b.nameSubs...)...)
}

func sortedKeys(m map[wasm.FuncIndex][]any) []wasm.FuncIndex {
	var keys []wasm.FuncIndex
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

func indices(funcs []wasm.FuncIndex) []byte {
	b := U(len(funcs))
	for _, f := range funcs {
		b = append(b, U(f)...)
	}
	return b
}

func exprVec(exprs [][]byte) []byte {
	var v items
	for _, e := range exprs {
		v.add(Expr(e))
	}
	return Vec(v...)
}
