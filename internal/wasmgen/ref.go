package wasmgen

import (
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

// matches reports whether a is a subtype of b.
func (g *generator) matches(a, b wasm.ValType) bool {
	if a == b {
		return true
	}
	if !a.IsRef() || !b.IsRef() || a.Nullable() && !b.Nullable() {
		return false
	}
	return g.heapMatches(a.Heap(), b.Heap())
}

func (g *generator) heapMatches(a, b wasm.HeapType) bool {
	if a == b {
		return true
	}
	if a.IsIndex() {
		h := g.heap[wasm.TypeIndex(a)]
		switch {
		case h == nil:
			return b == wasm.HeapFunc
		case b.IsIndex():
			return h.super != nil && g.heapMatches(wasm.HeapType(h.super.index), b)
		case b == wasm.HeapStruct && !h.array, b == wasm.HeapArray && h.array:
			return true
		}
		return b == wasm.HeapEq || b == wasm.HeapAny
	}
	switch a {
	case wasm.HeapI31, wasm.HeapStruct, wasm.HeapArray:
		return b == wasm.HeapEq || b == wasm.HeapAny
	case wasm.HeapEq:
		return b == wasm.HeapAny
	}
	return false
}

// anyRefType picks a nullable reference type of the pool.
func (f *fn) anyRefType() wasm.ValType {
	for range 6 {
		if t := f.g.valType(); t.IsRef() {
			return t
		}
	}
	return wasm.FuncRef()
}

// inAny reports whether a reference type is in the hierarchy of any.
func (g *generator) inAny(t wasm.ValType) bool {
	return t.IsRef() && g.matches(t.AsNullable(), wasm.AnyRef())
}

// bottom returns the null of a heap type's hierarchy.
func (g *generator) bottom(h wasm.HeapType) wasm.HeapType {
	switch {
	case h == wasm.HeapFunc, h.IsIndex() && g.heap[wasm.TypeIndex(h)] == nil:
		return wasm.HeapNoFunc
	case h == wasm.HeapExtern:
		return wasm.HeapNoExtern
	case h == wasm.HeapExn:
		return wasm.HeapNoExn
	}
	return wasm.HeapNone
}

// leafRef emits a reference without operands worth mentioning: null where it may be, else a new object.
func (f *fn) leafRef(t wasm.ValType) {
	if t.Nullable() && f.src.n(4) == 0 {
		h := t.Heap()
		if f.g.has(GC) && f.src.n(2) == 0 {
			h = f.g.bottom(h)
		}
		f.i(op.RefNull, h)
		return
	}
	f.newRef(t, 0)
}

// newRef emits a reference that is not null, where there is one: nothing makes exceptions and
// outside of GC nothing makes external references.
func (f *fn) newRef(t wasm.ValType, depth int) {
	switch h := t.Heap(); {
	case h == wasm.HeapFunc:
		f.i(op.RefFunc, f.src.n(len(f.g.funcs)))
	case h == wasm.HeapExtern && f.g.has(GC):
		f.newAny(wasm.HeapAny, depth)
		f.i(op.ExternConvertAny)
	case h == wasm.HeapExtern, h == wasm.HeapExn:
		f.i(op.RefNull, h)
	case h.IsIndex() && f.g.heap[wasm.TypeIndex(h)] == nil:
		f.funcOfType(wasm.TypeIndex(h))
	default:
		f.newAny(h, depth)
	}
}

// funcOfType emits a reference to a function of a type that a function has.
func (f *fn) funcOfType(t wasm.TypeIndex) {
	start := f.src.n(len(f.g.funcs))
	for k := range f.g.funcs {
		if c := &f.g.funcs[(start+k)%len(f.g.funcs)]; c.typ == t {
			f.i(op.RefFunc, c.index)
			return
		}
	}
}

// newAny emits a reference in the hierarchy of any that is not null.
func (f *fn) newAny(h wasm.HeapType, depth int) {
	if h.IsIndex() {
		f.newObject(f.g.heap[wasm.TypeIndex(h)], depth)
		return
	}
	switch k := f.src.n(4); {
	case h == wasm.HeapStruct, k == 1 && h != wasm.HeapI31 && h != wasm.HeapArray:
		f.newObject(f.g.structs[f.src.n(len(f.g.structs))], depth)
	case h == wasm.HeapArray, k == 2 && h != wasm.HeapI31:
		f.newObject(f.g.arrays[f.src.n(len(f.g.arrays))], depth)
	default:
		f.expr(wasm.I32, depth-1)
		f.i(op.RefI31)
	}
}

// refExpr emits a reference of a type from an instruction.
func (f *fn) refExpr(t wasm.ValType, depth int) {
	if f.g.inAny(t) {
		f.anyExpr(t, depth)
		return
	}
	if t.Nullable() && f.src.n(3) == 0 && f.tableGet(t, depth) {
		return
	}
	if t == wasm.ExternRef() && f.g.has(GC) && f.src.n(2) == 0 {
		f.expr(wasm.AnyRef(), depth-1)
		f.i(op.ExternConvertAny)
		return
	}
	f.newRef(t, depth)
}

func (f *fn) anyExpr(t wasm.ValType, depth int) {
	switch f.src.n(8) {
	case 0:
		f.refCast(t, depth)
	case 1:
		if t.Nullable() && f.tableGet(t, depth) {
			return
		}
		f.newAny(t.Heap(), depth)
	case 2:
		if t == wasm.AnyRef() {
			f.expr(wasm.ExternRef(), depth-1)
			f.i(op.AnyConvertExtern)
			return
		}
		f.newAny(t.Heap(), depth)
	case 3:
		if !f.fieldExpr(t, depth) {
			f.newAny(t.Heap(), depth)
		}
	case 4:
		if t.Nullable() {
			f.expr(t.AsNonNull(), depth-1)
			return
		}
		f.expr(t.AsNullable(), depth-1)
		f.i(op.RefAsNonNull)
	default:
		f.newAny(t.Heap(), depth)
	}
}

// refCast emits a cast that succeeds, unless it is of another value now and then.
func (f *fn) refCast(t wasm.ValType, depth int) {
	if f.src.n(16) == 15 {
		f.expr(wasm.AnyRef(), depth-1)
	} else {
		f.expr(t, depth-1)
	}
	if t.Nullable() {
		f.i(op.RefCastNull, t.Heap())
	} else {
		f.i(op.RefCast, t.Heap())
	}
}

// castTarget picks a reference type in the hierarchy of any.
func (f *fn) castTarget() wasm.ValType {
	for range 4 {
		if t := f.g.valType(); f.g.inAny(t) {
			if f.src.n(2) == 0 {
				return t.AsNonNull()
			}
			return t
		}
	}
	return wasm.RefType(f.src.n(2) == 0, wasm.HeapStruct)
}

func (f *fn) refTest(depth int) {
	f.expr(wasm.AnyRef(), depth-1)
	if t := f.castTarget(); t.Nullable() {
		f.i(op.RefTestNull, t.Heap())
	} else {
		f.i(op.RefTest, t.Heap())
	}
}

func (f *fn) refEq(depth int) {
	eq := wasm.RefType(true, wasm.HeapEq)
	f.expr(eq, depth-1)
	f.expr(eq, depth-1)
	f.i(op.RefEq)
}

func (f *fn) i31Get(depth int) {
	f.expr(wasm.RefType(f.src.n(8) == 7, wasm.HeapI31), depth-1)
	if f.src.n(2) == 0 {
		f.i(op.I31GetS)
	} else {
		f.i(op.I31GetU)
	}
}

func (f *fn) callRef(depth int) {
	c := &f.g.funcs[f.src.n(len(f.g.funcs))]
	f.exprs(c.Params, depth-1)
	if f.src.n(12) == 11 {
		f.i(op.RefNull, wasm.HeapType(c.typ))
	} else {
		f.newRef(wasm.RefType(false, wasm.HeapType(c.typ)), depth-1)
	}
	f.i(op.CallRef, c.typ)
	f.consume(c.Results)
}

func (f *fn) brOnNull(depth int) {
	at, ok := f.label(func(l label) bool { return !l.loop })
	if !ok {
		return
	}
	types, t := f.target(at).types, f.anyRefType()
	f.exprs(types, depth-1)
	f.expr(t, depth-1)
	f.i(op.BrOnNull, at)
	f.consume([]wasm.ValType{t.AsNonNull()})
	f.consume(types)
}

// brOnNonNull branches out of a block that it makes, since few labels end in a reference.
func (f *fn) brOnNonNull(depth int) {
	t := f.anyRefType()
	types := append(f.fewTypes(), t)
	f.i(op.Block, f.blockType(nil, types))
	f.inside(label{types: types}, func() {
		f.exprs(types[:len(types)-1], depth-1)
		f.expr(t, depth-1)
		f.i(op.BrOnNonNull, 0)
		f.expr(t, depth-1)
	})
	f.i(op.End)
	f.consume(types)
}

// brOnCast branches out of a block that it makes, if a cast succeeds or if it fails.
func (f *fn) brOnCast(depth int) {
	from, to := wasm.AnyRef(), f.castTarget()
	rest := from
	if to.Nullable() {
		rest = from.AsNonNull()
	}
	branch, o, through := to, op.BrOnCast, rest
	if f.src.n(2) == 1 {
		branch, o, through = rest, op.BrOnCastFail, to
	}
	types := []wasm.ValType{branch}
	f.i(op.Block, f.blockType(nil, types))
	f.inside(label{types: types}, func() {
		f.expr(from, depth-1)
		f.i(o, 0, from, to)
		f.consume([]wasm.ValType{through})
		f.expr(branch, depth-1)
	})
	f.i(op.End)
	f.consume(types)
}
