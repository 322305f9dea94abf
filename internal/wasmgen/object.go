package wasmgen

import (
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

// newObject emits a new structure or array.
func (f *fn) newObject(h *heapType, depth int) {
	if h.array {
		f.newArray(h, depth)
		return
	}
	if depth <= 0 || f.spent(depth) || f.src.n(3) == 0 {
		f.i(op.StructNewDefault, h.index)
		return
	}
	for _, field := range h.fields {
		f.expr(field.Type.Unpacked(), depth-1)
	}
	f.i(op.StructNew, h.index)
}

func (f *fn) newArray(h *heapType, depth int) {
	elem := h.fields[0].Type
	if depth <= 0 || f.spent(depth) {
		f.i(op.I32Const, f.src.n(9))
		f.i(op.ArrayNewDefault, h.index)
		return
	}
	switch k := f.src.n(5); {
	case k == 0:
		f.expr(elem.Unpacked(), depth-1)
		f.index(false, 16, depth)
		f.i(op.ArrayNew, h.index)
	case k == 1:
		n := f.src.n(4)
		for range n {
			f.expr(elem.Unpacked(), depth-1)
		}
		f.i(op.ArrayNewFixed, h.index, n)
	case k == 2 && !elem.IsRef():
		f.index(false, 16, depth)
		f.index(false, 4, depth)
		f.i(op.ArrayNewData, h.index, f.g.data())
	case k == 3 && elem.IsRef():
		if seg, ok := f.segmentFor(elem); ok {
			f.index(false, 2, depth)
			f.index(false, 2, depth)
			f.i(op.ArrayNewElem, h.index, seg)
			return
		}
		fallthrough
	default:
		f.index(false, 32, depth)
		f.i(op.ArrayNewDefault, h.index)
	}
}

// segmentFor returns the index of a passive element segment for places of a type.
func (f *fn) segmentFor(t wasm.ValType) (index int, ok bool) {
	for i, seg := range f.g.elems {
		if f.g.matches(seg, t) {
			return f.g.firstEl + i, true
		}
	}
	return 0, false
}

// objectRef emits a reference to an object of a type, rarely null.
func (f *fn) objectRef(h *heapType, depth int) {
	f.expr(wasm.RefType(f.src.n(10) == 9, wasm.HeapType(h.index)), depth-1)
}

// fieldExpr emits the reading of a field or element of a type, if any object has one.
func (f *fn) fieldExpr(t wasm.ValType, depth int) bool {
	start := f.src.n(len(f.g.structs))
	for k := range f.g.structs {
		h := f.g.structs[(start+k)%len(f.g.structs)]
		for i, field := range h.fields {
			if f.g.matches(field.Type.Unpacked(), t) && f.src.n(2) == 0 {
				f.objectRef(h, depth)
				f.i(getter(field.Type, op.StructGet, op.StructGetS, op.StructGetU, f.src.n(2)), h.index, i)
				return true
			}
		}
	}
	for _, h := range f.g.arrays {
		if elem := h.fields[0].Type; f.g.matches(elem.Unpacked(), t) {
			f.objectRef(h, depth)
			f.index(false, 2, depth)
			f.i(getter(elem, op.ArrayGet, op.ArrayGetS, op.ArrayGetU, f.src.n(2)), h.index)
			return true
		}
	}
	return false
}

// getter chooses between the instructions that read a field of a storage type.
func getter(t wasm.ValType, whole, signed, unsigned op.Op, sign int) op.Op {
	switch {
	case !t.IsPacked():
		return whole
	case sign == 0:
		return signed
	}
	return unsigned
}

func (f *fn) arrayLen(depth int) {
	f.expr(wasm.RefType(f.src.n(8) == 7, wasm.HeapArray), depth-1)
	f.i(op.ArrayLen)
}

func (f *fn) structSet(depth int) {
	h := f.g.structs[f.src.n(len(f.g.structs))]
	for i, field := range h.fields {
		if field.Mutable && f.src.n(2) == 0 {
			f.objectRef(h, depth)
			f.expr(field.Type.Unpacked(), depth-1)
			f.i(op.StructSet, h.index, i)
			return
		}
	}
}

// arrayStmt emits an instruction that changes a mutable array.
func (f *fn) arrayStmt(depth int) {
	h := f.g.arrays[f.src.n(len(f.g.arrays))]
	elem := h.fields[0]
	if !elem.Mutable {
		return
	}
	f.objectRef(h, depth)
	f.index(false, 4, depth)
	seg, hasSeg := f.segmentFor(elem.Type)
	switch k := f.src.n(5); {
	case k == 0:
		f.expr(elem.Type.Unpacked(), depth-1)
		f.index(false, 4, depth)
		f.i(op.ArrayFill, h.index)
	case k == 1:
		f.objectRef(h, depth)
		f.index(false, 4, depth)
		f.index(false, 4, depth)
		f.i(op.ArrayCopy, h.index, h.index)
	case k == 2 && !elem.Type.IsRef():
		f.index(false, 16, depth)
		f.index(false, 4, depth)
		f.i(op.ArrayInitData, h.index, f.g.data())
	case k == 2 && hasSeg:
		f.index(false, 2, depth)
		f.index(false, 2, depth)
		f.i(op.ArrayInitElem, h.index, seg)
	default:
		f.expr(elem.Type.Unpacked(), depth-1)
		f.i(op.ArraySet, h.index)
	}
}
