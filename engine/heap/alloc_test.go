package heap

import (
	"bytes"
	"errors"
	"slices"
	"testing"

	"github.com/wdbg/wdbg/wasm"
)

func isZero(b []byte) bool { return !slices.ContainsFunc(b, func(c byte) bool { return c != 0 }) }

func TestNewObjectsAreZeroed(t *testing.T) {
	h := newHeap(t, Config{})
	for round := range 3 {
		var keep []Ref
		for i := range 20_000 {
			var r Ref
			switch i % 4 {
			case 0:
				r = must(t)(h.NewStruct(tPair))
			case 1:
				r = must(t)(h.NewArray(tBytes, uint32(i%97)))
			case 2:
				r = must(t)(h.NewStruct(tMixed))
			case 3:
				r = must(t)(h.NewArray(tVecs, uint32(i%700)))
			}
			if !isZero(h.Bytes(r)) {
				t.Fatalf("round %d: %v is not zero", round, r)
			}
			// References have to be proper ones; other bytes may be anything.
			if i%4 == 0 {
				h.Store64(r, 0, uint64(MakeI31(77)))
				h.Store64(r, 8, uint64(r))
			} else if i%4 != 2 {
				h.ArrayFill(r, 0, h.Len(r), 0x0101_0101_0101_0101, 0xffff_ffff_ffff_ffff)
			}
			if i%7 == 0 {
				keep = append(keep, r)
			}
		}
		collect(t, h, keep...)
	}
	collect(t, h)
	if s := h.Stats(); s.Objects != 0 || s.Bytes != 0 {
		t.Errorf("after everything is gone: %+v", s)
	}
}

func TestFieldAccess(t *testing.T) {
	h := newHeap(t, Config{})
	for _, id := range []wasm.TypeID{tMixed, tSub} {
		r := must(t)(h.NewStruct(id))
		f := h.Layout(tMixed).Fields
		h.Store8(r, f[0].Offset, 0x81)
		h.Store64(r, f[1].Offset, uint64(r))
		h.Store16(r, f[2].Offset, 0x8283)
		h.Store128(r, f[3].Offset, 3, 4)
		h.Store8(r, f[4].Offset, 0x85)
		h.Store32(r, f[5].Offset, 0x8687_8889)
		h.Store32(r, f[6].Offset, 7)
		h.Store64(r, f[7].Offset, 8)
		lo, hi := h.Load128(r, f[3].Offset)
		got := []uint64{uint64(h.Load8(r, f[0].Offset)), h.Load64(r, f[1].Offset), uint64(h.Load16(r, f[2].Offset)), lo, hi,
			uint64(h.Load8(r, f[4].Offset)), uint64(h.Load32(r, f[5].Offset)), uint64(h.Load32(r, f[6].Offset)), h.Load64(r, f[7].Offset)}
		if want := []uint64{0x81, uint64(r), 0x8283, 3, 4, 0x85, 0x8687_8889, 7, 8}; !slices.Equal(got, want) {
			t.Errorf("type %d: fields %#x, want %#x", id, got, want)
		}
		if h.TypeOf(r) != id || h.KindOf(r) != KindStruct {
			t.Errorf("type %d: found %d, a %v", id, h.TypeOf(r), h.KindOf(r))
		}
	}
	sound(t, h)
}

func TestKindOfValues(t *testing.T) {
	h := newHeap(t, Config{})
	array := must(t)(h.NewArray(tSelf, 0))
	exn := must(t)(h.NewExn(1, tTag, make([]uint64, 5)))
	for r, want := range map[Ref]Kind{Null: KindNone, MakeI31(9): KindNone, MakeFunc(9): KindNone, MakeHost(9): KindNone,
		array: KindArray, exn: KindExn} {
		if got := h.KindOf(r); got != want {
			t.Errorf("%v: kind %v, want %v", r, got, want)
		}
	}
}

func TestArrays(t *testing.T) {
	h := newHeap(t, Config{})
	sizes := map[wasm.TypeID]int{tBytes: 1, tShorts: 2, tInts: 4, tLongs: 8, tVecs: 16, tAnys: 8}
	for id, size := range sizes {
		for _, n := range []uint32{0, 1, 3, 1000, 100_000} {
			r := must(t)(h.NewArray(id, n))
			if h.Len(r) != n || len(h.Bytes(r)) != int(n)*size || h.KindOf(r) != KindArray || h.TypeOf(r) != id {
				t.Errorf("array of %d elements of type %d: length %d, %d bytes", n, id, h.Len(r), len(h.Bytes(r)))
			}
		}
	}
	collect(t, h)
}

func TestArrayFill(t *testing.T) {
	h := newHeap(t, Config{})
	for _, id := range []wasm.TypeID{tBytes, tShorts, tInts, tLongs, tVecs} {
		r := must(t)(h.NewArray(id, 10))
		if !h.ArrayFill(r, 2, 7, 0x1716151413121110, 0x1f1e1d1c1b1a1918) {
			t.Fatalf("type %d: fill is out of bounds", id)
		}
		size := int(h.Layout(id).ElemSize)
		pattern := []byte{0x10, 0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17, 0x18, 0x19, 0x1a, 0x1b, 0x1c, 0x1d, 0x1e, 0x1f}
		want := slices.Concat(make([]byte, 2*size), bytes.Repeat(pattern[:size], 7), make([]byte, size))
		if !bytes.Equal(h.Bytes(r), want) {
			t.Errorf("type %d: %x, want %x", id, h.Bytes(r), want)
		}
		for _, bad := range [][2]uint32{{11, 0}, {10, 1}, {0, 11}, {1, 0xffff_ffff}, {0xffff_ffff, 1}} {
			if h.ArrayFill(r, bad[0], bad[1], 0, 0) {
				t.Errorf("type %d: filling %d elements from %d on is in bounds", id, bad[1], bad[0])
			}
		}
		if !bytes.Equal(h.Bytes(r), want) || !h.ArrayFill(r, 10, 0, 0, 0) {
			t.Errorf("type %d: a fill that failed had an effect, or one of nothing failed", id)
		}
	}
}

func TestArrayCopy(t *testing.T) {
	h := newHeap(t, Config{})
	r := must(t)(h.NewArray(tInts, 8))
	reset := func() {
		for i := range uint64(8) {
			h.Store32(r, 4*i, uint32(i))
		}
	}
	tests := []struct {
		dst, src, n uint32
		want        []byte // low bytes of the elements; nil: out of bounds
	}{
		{0, 2, 5, []byte{2, 3, 4, 5, 6, 5, 6, 7}},
		{2, 0, 5, []byte{0, 1, 0, 1, 2, 3, 4, 7}},
		{0, 0, 8, []byte{0, 1, 2, 3, 4, 5, 6, 7}},
		{8, 8, 0, []byte{0, 1, 2, 3, 4, 5, 6, 7}},
		{9, 0, 0, nil}, {0, 9, 0, nil}, {4, 0, 5, nil}, {0, 4, 5, nil}, {1, 0, 0xffff_ffff, nil},
	}
	for _, test := range tests {
		reset()
		if ok := h.ArrayCopy(r, test.dst, r, test.src, test.n); ok != (test.want != nil) {
			t.Errorf("copy of %d from %d to %d: %t", test.n, test.src, test.dst, ok)
		}
		for i, want := range test.want {
			if got := h.Load32(r, 4*uint64(i)); got != uint32(want) {
				t.Errorf("copy of %d from %d to %d: element %d is %d, want %d", test.n, test.src, test.dst, i, got, want)
			}
		}
	}
}

func TestExceptions(t *testing.T) {
	h := newHeap(t, Config{})
	obj := must(t)(h.NewStruct(tNode))
	inner := must(t)(h.NewExn(1<<63, tTag, []uint64{1, 0, 2, 3, 0}))
	payload := []uint64{0xffff_ffff, uint64(obj), 5, 6, uint64(inner)}
	exn := must(t)(h.NewExn(42, tTag, payload))
	if !exn.IsExn() || h.KindOf(exn) != KindExn || h.TypeOf(exn) != tTag || h.ExnTag(exn) != 42 || h.ExnTag(inner) != 1<<63 {
		t.Errorf("%v: kind %v, type %d, tags %d and %d", exn, h.KindOf(exn), h.TypeOf(exn), h.ExnTag(exn), h.ExnTag(inner))
	}
	collect(t, h, exn)
	if got := h.ExnPayload([]uint64{9}, exn); !slices.Equal(got, append([]uint64{9}, payload...)) {
		t.Errorf("payload %#x, want %#x", got, payload)
	}
	if s := h.Stats(); s.Objects != 3 {
		t.Errorf("%d objects, want the exception, the one in it and the node", s.Objects)
	}
	collect(t, h, obj)
	if s := h.Stats(); s.Objects != 1 || h.Contains(exn) || h.Contains(inner) || !h.Contains(obj) {
		t.Errorf("%d objects after the exceptions are gone", s.Objects)
	}
}

func TestOutOfMemory(t *testing.T) {
	const limit = 1 << 20
	tests := []struct {
		name string
		make func(h *Heap) (Ref, error)
		size uint64 // of an object in the arena
	}{
		{"structs", func(h *Heap) (Ref, error) { return h.NewStruct(tPair) }, 24},
		{"arrays", func(h *Heap) (Ref, error) { return h.NewArray(tBytes, 5000) }, 5008},
		{"large arrays", func(h *Heap) (Ref, error) { return h.NewArray(tLongs, 4000) }, 32008},
		{"large structs", func(h *Heap) (Ref, error) { return h.NewStruct(tWide) }, 16008},
		{"exceptions", func(h *Heap) (Ref, error) { return h.NewExn(1, tTag, make([]uint64, 5)) }, 56},
	}
	for _, test := range tests {
		h := newHeap(t, Config{MaxBytes: limit})
		for round := range 3 {
			n := uint64(0)
			for {
				_, err := test.make(h)
				if err != nil {
					if !errors.Is(err, ErrOutOfMemory) {
						t.Fatalf("%s: %v", test.name, err)
					}
					break
				}
				n++
			}
			if used := n * test.size; used > limit || used < limit*3/4 {
				t.Errorf("%s, round %d: %d objects of %d bytes in %d", test.name, round, n, test.size, limit)
			}
			if s := h.Stats(); s.Reserved > limit || s.Objects != n {
				t.Errorf("%s, round %d: %+v", test.name, round, s)
			}
			sound(t, h)
			collect(t, h)
		}
	}
}

func TestHugeArraysAreRefused(t *testing.T) {
	h := newHeap(t, Config{})
	for _, id := range []wasm.TypeID{tBytes, tVecs, tAnys} {
		if r, err := h.NewArray(id, 0xffff_ffff); !errors.Is(err, ErrOutOfMemory) || !r.IsNull() {
			t.Errorf("type %d: %v, %v", id, r, err)
		}
	}
	if s := h.Stats(); s.Reserved != 0 || s.Objects != 0 {
		t.Errorf("after refusals: %+v", s)
	}
}

// TestLargeAfterSmall gives the pages of small objects up for a large one.
func TestLargeAfterSmall(t *testing.T) {
	h := newHeap(t, Config{MaxBytes: 1 << 20})
	for {
		if _, err := h.NewStruct(tNode); err != nil {
			break
		}
	}
	if _, err := h.NewArray(tBytes, 900_000); !errors.Is(err, ErrOutOfMemory) {
		t.Fatalf("large array in a full heap: %v", err)
	}
	collect(t, h)
	big := must(t)(h.NewArray(tBytes, 900_000))
	sound(t, h)
	collect(t, h, big)
	if !h.Contains(big) || h.Stats().Objects != 1 {
		t.Errorf("the large array is gone: %+v", h.Stats())
	}
}

func TestMisuseDoesNoHarm(t *testing.T) {
	h := newHeap(t, Config{})
	r := must(t)(h.NewStruct(tPair))
	large := must(t)(h.NewArray(tLongs, 10_000))
	exn := must(t)(h.NewExn(1, tTag, make([]uint64, 5)))
	bad := []Ref{Null, MakeI31(uint32(r) >> 1), MakeFunc(r.Func()), MakeHost(r.Host()), exn, Ref(1 << 40), Ref(1<<63 | 8)}
	for _, b := range bad {
		before := h.Clone()
		for name, do := range map[string]func(){
			"load":  func() { h.Load64(b, 0) },
			"store": func() { h.Store64(b, 0, 1) },
			"byte":  func() { h.Store8(b, 0, 1) },
			"v128":  func() { h.Store128(b, 0, 1, 1) },
			"len":   func() { h.Len(b) },
		} {
			if !panics(do) {
				t.Errorf("%s of %v did not panic", name, b)
			}
		}
		if !bytes.Equal(before.Bytes(r), h.Bytes(r)) || !bytes.Equal(before.Bytes(exn), h.Bytes(exn)) {
			t.Errorf("%v: an object has changed", b)
		}
	}
	for _, off := range []uint64{80_000, 1 << 40, 1 << 62} {
		if !panics(func() { h.Store64(large, off, 1) }) {
			t.Errorf("store at %d did not panic", off)
		}
	}
	sound(t, h)
}

func panics(do func()) (did bool) {
	defer func() { did = recover() != nil }()
	do()
	return
}

func TestContains(t *testing.T) {
	h := newHeap(t, Config{})
	r := must(t)(h.NewStruct(tPair))
	large := must(t)(h.NewArray(tLongs, 10_000))
	exn := must(t)(h.NewExn(1, tTag, make([]uint64, 5)))
	for _, good := range []Ref{r, large, exn} {
		if !h.Contains(good) {
			t.Errorf("%v is not contained", good)
		}
	}
	for _, bad := range []Ref{Null, MakeI31(3), r + 8, r + 24, large + 8, exn ^ tagExn, r | tagExn, large + 1<<pageShift,
		MakeFunc(r.Func()), Ref(1 << 60), ^Ref(0) &^ 7} {
		if h.Contains(bad) {
			t.Errorf("%#x is contained", uint64(bad))
		}
	}
}
