package heap

import (
	"errors"
	"slices"
	"testing"

	"github.com/wdbg/wdbg/wasm"
)

func offsets(l *Layout) []uint64 {
	var offs []uint64
	for _, f := range l.Fields {
		offs = append(offs, f.Offset)
	}
	return offs
}

func TestLayout(t *testing.T) {
	h := newHeap(t, Config{})
	tests := []struct {
		id      wasm.TypeID
		kind    Kind
		size    uint64
		offsets []uint64
		refs    []uint64
		elem    uint64
	}{
		{tNode, KindStruct, 16, []uint64{0, 8}, []uint64{8}, 0},
		{tMixed, KindStruct, 64, []uint64{0, 8, 16, 24, 40, 44, 48, 56}, []uint64{8}, 0},
		{tSub, KindStruct, 80, []uint64{0, 8, 16, 24, 40, 44, 48, 56, 64, 72}, []uint64{8, 72}, 0},
		{tEmpty, KindStruct, 0, nil, nil, 0},
		{tHolder, KindStruct, 24, []uint64{0, 8, 16}, []uint64{0, 8, 16}, 0},
		{tAnys, KindArray, 0, []uint64{0}, nil, 8},
		{tBytes, KindArray, 0, []uint64{0}, nil, 1},
		{tShorts, KindArray, 0, []uint64{0}, nil, 2},
		{tInts, KindArray, 0, []uint64{0}, nil, 4},
		{tLongs, KindArray, 0, []uint64{0}, nil, 8},
		{tVecs, KindArray, 0, []uint64{0}, nil, 16},
		{tTag, KindExn, 48, []uint64{8, 16, 24, 40}, []uint64{16, 40}, 0},
	}
	for _, test := range tests {
		l := h.Layout(test.id)
		if l.Kind != test.kind || l.Size != test.size || l.ElemSize != test.elem || l.Type != test.id {
			t.Errorf("type %d: %+v", test.id, l)
		}
		if !slices.Equal(offsets(l), test.offsets) || !slices.Equal(l.Refs, test.refs) {
			t.Errorf("type %d: fields at %d with references at %d, want %d and %d",
				test.id, offsets(l), l.Refs, test.offsets, test.refs)
		}
		if wantRef := test.id == tAnys; l.ElemRef != wantRef {
			t.Errorf("type %d: elements are references: %t", test.id, l.ElemRef)
		}
	}
}

func TestSizeClasses(t *testing.T) {
	for size := uint64(1); size <= maxCell; size++ {
		class := classOf(size)
		cell := uint64(cellSize(class))
		if class == 0 || class > numClasses || cell < size || cell%granule != 0 {
			t.Fatalf("%d bytes: class %d of %d bytes", size, class, cell)
		}
		if class > 1 && uint64(cellSize(class-1)) >= size {
			t.Fatalf("%d bytes: class %d of %d bytes, but the one before has %d", size, class, cell, cellSize(class-1))
		}
		if waste := cell - size; waste >= granule && waste*8 > cell {
			t.Fatalf("%d bytes: cell of %d bytes", size, cell)
		}
	}
	if classOf(maxCell+1) != 0 {
		t.Errorf("class of %d bytes: %d", maxCell+1, classOf(maxCell+1))
	}
}

func TestTypeErrors(t *testing.T) {
	h := newHeap(t, Config{})
	tests := []struct {
		name string
		do   func() (Ref, error)
		want string
	}{
		{"array as struct", func() (Ref, error) { return h.NewStruct(tAnys) },
			"type 3: wanted a type of kind struct, found kind array"},
		{"struct as array", func() (Ref, error) { return h.NewArray(tNode, 1) },
			"type 0: wanted a type of kind array, found kind struct"},
		{"struct as tag", func() (Ref, error) { return h.NewExn(1, tNode, nil) },
			"type 0: wanted a type of kind exn, found kind struct"},
		{"unknown", func() (Ref, error) { return h.NewStruct(1 << 31) }, "unknown type 2147483648"},
		{"payload", func() (Ref, error) { return h.NewExn(1, tTag, []uint64{1}) },
			"type 11: wanted an exception's payload of 5 slots, found 1"},
	}
	for _, test := range tests {
		r, err := test.do()
		var typeErr *TypeError
		if !errors.As(err, &typeErr) || err.Error() != test.want || !r.IsNull() {
			t.Errorf("%s: %v, %v; want %s", test.name, r, err, test.want)
		}
	}
	sound(t, h)
}
