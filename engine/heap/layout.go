package heap

import "github.com/wdbg/wdbg/wasm"

// Kind says what an object is.
type Kind uint8

// Kinds of objects. KindNone is what a reference that does not lead into the arena has.
const (
	KindNone Kind = iota
	KindStruct
	KindArray
	KindExn
)

// String returns "struct", "array", "exn" or "none".
func (k Kind) String() string { return [...]string{"none", "struct", "array", "exn"}[k&3] }

// Field is where a field of an object lies.
type Field struct {
	Offset uint64 // in bytes from the payload's start
	Size   uint8  // in bytes: 1, 2, 4, 8 or 16
	Type   wasm.ValType
}

// Layout is where the fields of a type's objects lie. It is shared: read only.
//
// For a function type it is the layout of exceptions whose tag has that type: the
// fields are the parameters, each in its 64-bit slots (two for a v128).
type Layout struct {
	Type wasm.TypeID
	Kind Kind
	// Size is the payload's size in bytes; 0 for arrays.
	Size uint64
	// Fields are the fields in order; for an array one, its first element.
	Fields []Field
	// ElemSize is the size of an array's element in bytes, the distance between elements; 0 for others.
	ElemSize uint64
	// ElemRef reports whether an array's elements are references.
	ElemRef bool
	// Refs are the payload offsets of fields that are references; nil for arrays.
	Refs []uint64

	class uint8 // the size class of a structure or exception; 0 if it needs a page of its own
}

// exnTagSize is the room before an exception's slots.
const exnTagSize = 8

// refSize is the size of a reference in bytes.
const refSize = 8

// fieldSize returns a field's size in bytes.
func fieldSize(t wasm.ValType) uint64 {
	if t.IsRef() {
		return refSize
	}
	return uint64(t.StorageBytes())
}

// newLayout computes the layout of a type's objects.
func newLayout(id wasm.TypeID, t *wasm.SubType) *Layout {
	l := &Layout{Type: id}
	switch t.Kind {
	case wasm.CompStruct:
		l.Kind = KindStruct
		for _, f := range t.Fields {
			size := fieldSize(f.Type)
			align := max(1, min(size, 8))
			l.addField((l.Size+align-1)&^(align-1), size, f.Type)
		}
		l.Size = (l.Size + 7) &^ 7
	case wasm.CompArray:
		l.Kind = KindArray
		elem := t.Fields[0].Type
		l.ElemSize, l.ElemRef = fieldSize(elem), elem.IsRef()
		l.Fields = []Field{{Size: uint8(l.ElemSize), Type: elem}}
	case wasm.CompFunc:
		l.Kind = KindExn
		l.Size = exnTagSize
		for _, p := range t.Func.Params {
			off := l.Size
			l.addField(off, fieldSize(p), p)
			l.Size = off + 8*uint64(p.Slots())
		}
	}
	l.class = classOf(headerSize + l.Size)
	return l
}

func (l *Layout) addField(off, size uint64, t wasm.ValType) {
	l.Fields = append(l.Fields, Field{Offset: off, Size: uint8(size), Type: t})
	if t.IsRef() {
		l.Refs = append(l.Refs, off)
	}
	l.Size = off + size
}

// Layout returns the layout of objects of a type, which must be in the heap's type space.
func (h *Heap) Layout(id wasm.TypeID) *Layout {
	if uint64(id) < uint64(len(h.layouts)) {
		if l := h.layouts[id]; l != nil {
			return l
		}
	}
	return h.addLayout(id)
}

func (h *Heap) addLayout(id wasm.TypeID) *Layout {
	l := newLayout(id, h.types.Type(id))
	if n := h.types.Len(); n > len(h.layouts) {
		h.layouts = append(h.layouts, make([]*Layout, n-len(h.layouts))...)
	}
	h.layouts[id] = l
	return l
}

// layoutOf returns the layout for allocating an object of a kind. The error is a *TypeError.
func (h *Heap) layoutOf(id wasm.TypeID, want Kind) (*Layout, error) {
	if uint64(id) >= uint64(h.types.Len()) {
		return nil, &TypeError{Type: id, Want: want}
	}
	l := h.Layout(id)
	if l.Kind != want {
		return nil, &TypeError{Type: id, Have: l.Kind, Want: want}
	}
	return l, nil
}
