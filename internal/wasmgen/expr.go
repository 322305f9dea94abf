package wasmgen

import (
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

// expr emits code that yields a value of a type.
func (f *fn) expr(t wasm.ValType, depth int) {
	if f.spent(depth) {
		f.leaf(t)
		return
	}
	switch f.src.n(12) {
	case 0:
		f.leaf(t)
	case 1:
		f.blockExpr(t, depth)
	case 2:
		f.ifExpr(t, depth)
	case 3:
		f.selectExpr(t, depth)
	case 4:
		f.teeExpr(t, depth)
	case 5:
		f.callExpr(t, depth)
	default:
		if t.IsRef() {
			f.refExpr(t, depth)
		} else {
			f.numExpr(t, depth)
		}
	}
}

// leaf emits a value at a small, constant cost: a variable or a constant.
func (f *fn) leaf(t wasm.ValType) {
	if f.src.n(3) != 0 {
		if at, ok := f.local(func(l wasm.ValType) bool { return f.g.matches(l, t) }); ok {
			f.i(op.LocalGet, at)
			return
		}
		if at, ok := f.global(func(g wasm.GlobalType) bool { return f.g.matches(g.Type, t) }); ok {
			f.i(op.GlobalGet, f.g.globalIndex(at))
			return
		}
	}
	if t.IsRef() {
		f.leafRef(t)
		return
	}
	f.budget--
	f.code = append(f.code, f.g.constant(t)...)
}

func (f *fn) blockExpr(t wasm.ValType, depth int) {
	f.i(op.Block, f.blockType(nil, []wasm.ValType{t}))
	f.inside(label{types: []wasm.ValType{t}}, func() {
		f.stmts(depth - 1)
		f.expr(t, depth-1)
	})
	f.i(op.End)
}

func (f *fn) ifExpr(t wasm.ValType, depth int) {
	f.expr(wasm.I32, depth-1)
	f.i(op.If, f.blockType(nil, []wasm.ValType{t}))
	l := label{types: []wasm.ValType{t}}
	f.inside(l, func() { f.expr(t, depth-1) })
	f.i(op.Else)
	f.inside(l, func() { f.expr(t, depth-1) })
	f.i(op.End)
}

func (f *fn) selectExpr(t wasm.ValType, depth int) {
	f.expr(t, depth-1)
	f.expr(t, depth-1)
	f.expr(wasm.I32, depth-1)
	if t.IsRef() || f.src.n(3) == 0 {
		f.i(op.SelectT, t)
	} else {
		f.i(op.Select)
	}
}

func (f *fn) teeExpr(t wasm.ValType, depth int) {
	f.expr(t, depth-1)
	if at, ok := f.local(func(l wasm.ValType) bool { return l == t }); ok {
		f.i(op.LocalTee, at)
	}
}

// callExpr emits a call of a function that returns the type alone, if there is one.
func (f *fn) callExpr(t wasm.ValType, depth int) {
	for range 4 {
		c := &f.g.funcs[f.src.n(len(f.g.funcs))]
		if len(c.Results) == 1 && f.g.matches(c.Results[0], t) {
			f.exprs(c.Params, depth-1)
			f.i(op.Call, c.index)
			return
		}
	}
	f.expr(t, depth-1)
}

// numExpr emits a number or vector from an instruction.
func (f *fn) numExpr(t wasm.ValType, depth int) {
	if t == wasm.I32 && f.src.n(5) == 4 {
		f.i32Special(depth)
		return
	}
	if t.IsNum() && f.g.has(GC) && f.src.n(8) == 7 && f.fieldExpr(t, depth) {
		return
	}
	f.plain(letter(t), depth)
}

// i32Special emits an i32 from an instruction about memories, tables or references.
func (f *fn) i32Special(depth int) {
	kinds := []func(int){f.memorySize, f.tableSize}
	if f.g.has(Refs) {
		kinds = append(kinds, func(d int) { f.expr(f.anyRefType(), d-1); f.i(op.RefIsNull) })
	}
	if f.g.has(GC) {
		kinds = append(kinds, f.refTest, f.refEq, f.i31Get, f.arrayLen)
	}
	kinds[f.src.n(len(kinds))](depth)
}

func (f *fn) memorySize(depth int) {
	mem := f.src.n(len(f.g.memories))
	l := f.g.memories[mem]
	if f.src.n(3) == 0 {
		f.index(l.Is64, 2, depth)
		f.i(op.MemoryGrow, mem)
	} else {
		f.i(op.MemorySize, mem)
	}
	f.wrap(l.Is64)
}

func (f *fn) tableSize(depth int) {
	table := f.src.n(len(f.g.tables))
	t := f.g.tables[table]
	if f.src.n(3) == 0 {
		f.expr(t.Elem, depth-1)
		f.index(t.Is64, 4, depth)
		f.i(op.TableGrow, table)
	} else {
		f.i(op.TableSize, table)
	}
	f.wrap(t.Is64)
}

// wrap turns an address type into an i32.
func (f *fn) wrap(is64 bool) {
	if is64 {
		f.i(op.I32WrapI64)
	}
}

// index emits a number of an address type, mostly below a power of two.
func (f *fn) index(is64 bool, limit int, depth int) {
	t, konst, and := wasm.I32, op.I32Const, op.I32And
	if is64 {
		t, konst, and = wasm.I64, op.I64Const, op.I64And
	}
	f.expr(t, depth-1)
	if f.src.n(20) != 19 {
		f.i(konst, limit-1)
		f.i(and)
	}
}
