package engine

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"

	"github.com/wdbg/wdbg/engine/heap"
	"github.com/wdbg/wdbg/wasm"
)

// TypeOf returns an instance whose module defines the type of a structure or array, and its index there; ok is false for anything else.
func (s *Store) TypeOf(r Ref) (inst *Instance, t wasm.TypeIndex, ok bool) {
	if !r.IsObject() || !s.Heap.Contains(r) {
		return nil, 0, false
	}
	id := s.Heap.TypeOf(r)
	if s.typeIndex == nil || s.typesOf < len(s.Instances) {
		s.indexTypes()
	}
	p, ok := s.typeIndex[id]
	return p.inst, p.index, ok
}

// typePlace is where a type is defined.
type typePlace struct {
	inst  *Instance
	index wasm.TypeIndex
}

// indexTypes finds the definitions of the types of instances that were made since it was last called. The first one counts.
func (s *Store) indexTypes() {
	if s.typeIndex == nil {
		s.typeIndex = make(map[wasm.TypeID]typePlace)
	}
	for _, inst := range s.Instances[s.typesOf:] {
		for i, id := range inst.Types {
			if _, known := s.typeIndex[id]; !known {
				s.typeIndex[id] = typePlace{inst, wasm.TypeIndex(i)}
			}
		}
	}
	s.typesOf = len(s.Instances)
}

// Fields returns how many fields a structure, elements an array or values an exception has; 0 for anything else.
func (s *Store) Fields(r Ref) uint64 {
	switch s.kindOf(r) {
	case heap.KindArray:
		return uint64(s.Heap.Len(r))
	case heap.KindNone:
		return 0
	}
	return uint64(len(s.Heap.Layout(s.Heap.TypeOf(r)).Fields))
}

// kindOf returns what a reference of any bits refers to.
func (s *Store) kindOf(r Ref) heap.Kind {
	if !s.Heap.Contains(r) {
		return heap.KindNone
	}
	return s.Heap.KindOf(r)
}

// Field returns a field of a structure, an element of an array or a value of an exception. Packed fields are zero-extended to
// i32. Types are the module's that defines the object's type, if one does, as indices mean its types.
func (s *Store) Field(r Ref, n uint64) (Value, error) {
	if count := s.Fields(r); n >= count {
		if s.kindOf(r) == heap.KindNone {
			return Value{}, errors.New("the reference is to no object")
		}
		return Value{}, fmt.Errorf("the object has %d fields, there is no %d", count, n)
	}
	layout := s.Heap.Layout(s.Heap.TypeOf(r))
	f := layout.Fields[min(n, uint64(len(layout.Fields)-1))]
	if layout.Kind == heap.KindArray {
		f.Offset = n * layout.ElemSize
	}
	var content [16]byte
	copy(content[:f.Size], s.Heap.Bytes(r)[f.Offset:])
	return Value{
		Type: s.fieldType(r, layout, n).Unpacked(),
		Lo:   binary.LittleEndian.Uint64(content[:8]),
		Hi:   binary.LittleEndian.Uint64(content[8:]),
	}, nil
}

func (s *Store) fieldType(r Ref, layout *heap.Layout, n uint64) wasm.ValType {
	if layout.Kind == heap.KindExn {
		return s.TagOf(s.Heap.ExnTag(r)).Func.Params[n]
	}
	if layout.Kind == heap.KindArray {
		n = 0
	}
	if inst, t, ok := s.TypeOf(r); ok {
		return inst.Module.Types[t].Fields[n].Type
	}
	return layout.Fields[n].Type
}

// fieldAt returns which field or element is at a payload offset.
func (s *Store) fieldAt(r Ref, off uint64) uint64 {
	layout := s.Heap.Layout(s.Heap.TypeOf(r))
	if layout.Kind == heap.KindArray {
		return off / layout.ElemSize
	}
	return uint64(slices.IndexFunc(layout.Fields, func(f heap.Field) bool { return f.Offset == off }))
}

// Holder is what holds a reference: a root, or field N of the object From.
type Holder struct {
	Root *Root // nil: an object
	From Ref
	N    uint64
}

// Holders returns what holds a reference, roots first, at most limit of them. It looks through the whole heap, also at objects that
// nothing leads to but that have not been collected.
func (s *Store) Holders(r Ref, limit int) []Holder {
	var list []Holder
	s.EachRoot(func(at *Root, to Ref) {
		if to == r && len(list) < limit {
			root := *at
			list = append(list, Holder{Root: &root})
		}
	})
	if len(list) >= limit {
		return list
	}
	for from, off := range s.Heap.Referrers(r) {
		if list = append(list, Holder{From: from, N: s.fieldAt(from, off)}); len(list) >= limit {
			break
		}
	}
	return list
}

// Path returns a shortest way from a root to an object: who holds the first object of the way, who the second, and so on to the
// object itself. It is nil where no root leads to it.
func (s *Store) Path(r Ref) []Holder {
	objects := s.Heap.PathTo(r, s.Roots)
	if objects == nil {
		return nil
	}
	var path []Holder
	s.EachRoot(func(at *Root, to Ref) {
		if to == objects[0] && path == nil {
			root := *at
			path = append(path, Holder{Root: &root})
		}
	})
	for i, to := range objects[1:] {
		for off, held := range s.Heap.Refs(objects[i]) {
			if held == to {
				path = append(path, Holder{From: objects[i], N: s.fieldAt(objects[i], off)})
				break
			}
		}
	}
	return path
}
