package engine

import "github.com/wdbg/wdbg/wasm"

// HeapType returns the most specific heap type of a reference that is not null, with the store's type identifiers.
func (s *Store) HeapType(r Ref) wasm.HeapType {
	switch {
	case r.IsI31():
		return wasm.HeapI31
	case r.IsFunc():
		return wasm.HeapType(s.Funcs[r.Func()].Type)
	case r.IsExn():
		return wasm.HeapExn
	case r.IsHost():
		// A reference of the host is what any.convert_extern makes of it: any, and nothing below.
		return wasm.HeapAny
	}
	return wasm.HeapType(s.Heap.TypeOf(r))
}

// IsOf reports whether any bits are a reference of a type, given with the store's type identifiers.
func (s *Store) IsOf(r Ref, t wasm.ValType) bool {
	switch {
	case r.IsNull():
		return t.Nullable()
	case r.IsFunc() && s.FuncOf(r) == nil, r.InHeap() && !s.Heap.Contains(r), r.IsI31() && r>>32 != 0, r.IsHost() && r>>35 != 0:
		return false
	case t.Heap() == wasm.HeapExtern: // what any.convert_extern takes
		return !r.IsFunc() && !r.IsExn()
	}
	return s.Types.HeapMatches(s.HeapType(r), t.Heap())
}
