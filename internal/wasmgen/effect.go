package wasmgen

import (
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

func (f *fn) callStmt(depth int) {
	c := &f.g.funcs[f.src.n(len(f.g.funcs))]
	f.exprs(c.Params, depth-1)
	f.i(op.Call, c.index)
	f.consume(c.Results)
}

// slot emits the index of the function table at which a function is, unless code has moved it.
func (f *fn) slot(c *function, depth int) {
	is64 := f.g.tables[0].Is64
	switch {
	case f.src.n(10) == 9:
		f.index(is64, 8, depth)
	case is64:
		f.i(op.I64Const, 1+c.index)
	default:
		f.i(op.I32Const, 1+c.index)
	}
}

func (f *fn) callIndirect(depth int) {
	c := &f.g.funcs[f.src.n(len(f.g.funcs))]
	f.exprs(c.Params, depth-1)
	f.slot(c, depth)
	f.i(op.CallIndirect, c.typ, 0)
	f.consume(c.Results)
}

// tailCall emits a tail call to a function with this one's results.
func (f *fn) tailCall(depth int) {
	start := f.src.n(len(f.g.funcs))
	for k := range f.g.funcs {
		c := &f.g.funcs[(start+k)%len(f.g.funcs)]
		if !sameTypes(c.Results, f.self.Results) {
			continue
		}
		f.exprs(c.Params, depth-1)
		switch n := f.src.n(3); {
		case n == 1:
			f.slot(c, depth)
			f.i(op.ReturnCallIndirect, c.typ, 0)
		case n == 2 && f.g.has(FuncRefs):
			f.newRef(wasm.RefType(false, wasm.HeapType(c.typ)), depth-1)
			f.i(op.ReturnCallRef, c.typ)
		default:
			f.i(op.ReturnCall, c.index)
		}
		return
	}
}

// bulk emits an instruction on a range of memory.
func (f *fn) bulk(depth int) {
	mem := f.src.n(len(f.g.memories))
	l := f.g.memories[mem]
	f.addr(l, 0, depth-1)
	switch f.src.n(3) {
	case 0:
		f.expr(wasm.I32, depth-1)
		f.index(l.Is64, 512, depth)
		f.i(op.MemoryFill, mem)
	case 1:
		from := f.src.n(len(f.g.memories))
		f.addr(f.g.memories[from], 0, depth-1)
		f.index(l.Is64 && f.g.memories[from].Is64, 512, depth)
		f.i(op.MemoryCopy, mem, from)
	case 2:
		f.index(false, 32, depth)
		f.index(false, 32, depth)
		f.i(op.MemoryInit, f.g.data(), mem)
	}
}

// tableGet emits the reading of a table of a type, if there is one.
func (f *fn) tableGet(t wasm.ValType, depth int) bool {
	if !f.g.has(Refs) {
		return false
	}
	for i, table := range f.g.tables {
		if table.Elem == t {
			f.index(table.Is64, 8, depth)
			f.i(op.TableGet, i)
			return true
		}
	}
	return false
}

// tableStmt emits an instruction that changes a table. The first keeps its functions where they are, mostly.
func (f *fn) tableStmt(depth int) {
	at := f.src.n(len(f.g.tables))
	if !f.g.has(Refs) || at == 0 && f.src.n(4) != 3 {
		return
	}
	t := f.g.tables[at]
	f.index(t.Is64, 8, depth)
	seg, hasSeg := f.segmentFor(t.Elem)
	switch k := f.src.n(5); {
	case k == 0:
		f.expr(t.Elem, depth-1)
		f.index(t.Is64, 4, depth)
		f.i(op.TableFill, at)
	case k == 1:
		from := f.tableLike(at)
		f.index(f.g.tables[from].Is64, 8, depth)
		f.index(t.Is64 && f.g.tables[from].Is64, 4, depth)
		f.i(op.TableCopy, at, from)
	case k == 2 && hasSeg:
		f.index(false, 2, depth)
		f.index(false, 2, depth)
		f.i(op.TableInit, seg, at)
	case k == 3 && hasSeg && f.src.n(8) == 7:
		f.i(op.Drop)
		f.i(op.ElemDrop, seg)
	default:
		f.expr(t.Elem, depth-1)
		f.i(op.TableSet, at)
	}
}

// tableLike picks a table of the same type of elements.
func (f *fn) tableLike(at int) int {
	if k := f.src.n(len(f.g.tables)); f.g.tables[k].Elem == f.g.tables[at].Elem {
		return k
	}
	return at
}

// throw emits a throw in a block of its own, so that what follows lives.
func (f *fn) throw(depth int) {
	if f.src.n(3) != 0 {
		f.expr(wasm.I32, depth-1)
		f.i(op.If)
	} else {
		f.i(op.Block)
	}
	f.inside(label{}, func() {
		at, caught := f.label(func(l label) bool { return l.caught })
		exn, hasExn := f.local(func(t wasm.ValType) bool { return t == wasm.ExnRef() })
		switch k := f.src.n(4); {
		case k == 0 && caught:
			f.i(op.Rethrow, at)
		case k == 1 && hasExn:
			f.i(op.LocalGet, exn)
			f.i(op.ThrowRef)
		default:
			tag := f.src.n(len(f.g.tags))
			f.exprs(f.g.tags[tag], depth-1)
			f.i(op.Throw, tag)
		}
	})
	f.i(op.End)
}

// tryTable emits a try_table with a clause that leads out of a block around it, which takes
// the exception's values, and perhaps another to any label without values.
func (f *fn) tryTable(depth int) {
	tag := f.src.n(len(f.g.tags))
	clause := wasm.CatchClause{Kind: wasm.CatchKind(f.src.n(4)), Tag: wasm.TagIndex(tag)}
	var types []wasm.ValType
	if clause.Kind == wasm.CatchTag || clause.Kind == wasm.CatchTagRef {
		types = append(types, f.g.tags[tag]...)
	}
	if clause.Kind == wasm.CatchTagRef || clause.Kind == wasm.CatchAnyRef {
		types = append(types, wasm.ExnRef())
	}
	results := f.fewTypes()
	f.i(op.Block, f.blockType(nil, types))
	f.inside(label{types: types}, func() {
		imm := []any{f.blockType(nil, results), clause}
		if at, ok := f.label(func(l label) bool { return len(l.types) == 0 && !l.loop }); ok && f.src.n(2) == 0 {
			imm = append(imm, wasm.CatchClause{Kind: wasm.CatchAny, Label: uint32(at)})
		}
		f.i(op.TryTable, imm...)
		f.inside(label{types: results}, func() {
			f.stmts(depth - 1)
			f.exprs(results, depth-1)
		})
		f.i(op.End)
		f.consume(results)
		f.exprs(types, depth-1)
	})
	f.i(op.End)
	f.consume(types)
}

// legacyTry emits a try with catch and catch_all.
func (f *fn) legacyTry(depth int) {
	results := f.fewTypes()
	l := label{types: results}
	f.i(op.Try, f.blockType(nil, results))
	f.inside(l, func() {
		f.stmts(depth - 1)
		f.exprs(results, depth-1)
	})
	l.caught = true
	for range f.src.n(3) {
		tag := f.src.n(len(f.g.tags))
		f.i(op.Catch, tag)
		f.inside(l, func() {
			f.consume(f.g.tags[tag])
			f.stmts(depth - 1)
			f.exprs(results, depth-1)
		})
	}
	if f.src.n(2) == 0 {
		f.i(op.CatchAll)
		f.inside(l, func() {
			f.stmts(depth - 1)
			f.exprs(results, depth-1)
		})
	}
	f.i(op.End)
	f.consume(results)
}

// legacyDelegate emits a try that hands its exceptions on to a label.
func (f *fn) legacyDelegate(depth int) {
	results := f.fewTypes()
	f.i(op.Try, f.blockType(nil, results))
	f.inside(label{types: results}, func() {
		f.stmts(depth - 1)
		f.exprs(results, depth-1)
	})
	f.i(op.Delegate, f.src.n(len(f.labels)))
	f.consume(results)
}
