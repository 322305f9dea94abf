package heap

import (
	"slices"
	"testing"
)

func TestCollectLongList(t *testing.T) {
	const n = 1_000_000
	h := newHeap(t, Config{})
	head := list(t, h, n)
	next := h.Layout(tNode).Fields[1].Offset
	collect(t, h, head)
	if s := h.Stats(); s.Objects != n || s.LastFreed != 0 {
		t.Fatalf("after a collection of %d nodes: %+v", n, s)
	}
	for i, r := 0, head; i < n; i++ {
		if got := h.Load32(r, 0); got != uint32(n-1-i) {
			t.Fatalf("node %d holds %d", i, got)
		}
		r = Ref(h.Load64(r, next))
	}
	// Cut it in the middle.
	cut := head
	for range n/2 - 1 {
		cut = Ref(h.Load64(cut, next))
	}
	h.Store64(cut, next, uint64(Null))
	collect(t, h, head)
	if s := h.Stats(); s.Objects != n/2 || s.LastFreed != n/2 || s.LastFreedBytes != n/2*24 {
		t.Fatalf("after the list was cut: %+v", s)
	}
}

func TestCollectCycles(t *testing.T) {
	h := newHeap(t, Config{})
	ring := func(n int) Ref {
		first := must(t)(h.NewStruct(tPair))
		last := first
		for range n - 1 {
			r := must(t)(h.NewStruct(tPair))
			h.Store64(r, 0, uint64(last))
			h.Store64(last, 8, uint64(r))
			last = r
		}
		h.Store64(first, 0, uint64(last))
		h.Store64(last, 8, uint64(first))
		return first
	}
	a, b := ring(1000), ring(1)
	ring(500)
	collect(t, h, a, b, a)
	if s := h.Stats(); s.Objects != 1001 || s.LastFreed != 500 {
		t.Errorf("two rings of three reachable: %+v", s)
	}
	collect(t, h, b)
	if s := h.Stats(); s.Objects != 1 {
		t.Errorf("the ring of one reachable: %+v", s)
	}
}

func TestCollectWideArray(t *testing.T) {
	const n = 300_000
	h := newHeap(t, Config{})
	wide := must(t)(h.NewArray(tAnys, n))
	for i := range uint64(n) {
		switch i % 3 {
		case 0:
			h.Store64(wide, 8*i, uint64(must(t)(h.NewArray(tBytes, uint32(i%50)))))
		case 1:
			h.Store64(wide, 8*i, uint64(MakeI31(uint32(i))))
		case 2:
			h.Store64(wide, 8*i, uint64(MakeFunc(uint32(i))))
		}
	}
	collect(t, h, wide)
	if s := h.Stats(); s.Objects != n/3+1 {
		t.Errorf("%d objects, want the array and %d in it", s.Objects, n/3)
	}
	for i := uint64(0); i < n; i += 3 {
		if r := Ref(h.Load64(wide, 8*i)); h.Len(r) != uint32(i%50) {
			t.Fatalf("element %d: array of %d", i, h.Len(r))
		}
	}
	reserved := h.Stats().Reserved
	collect(t, h)
	if s := h.Stats(); s.Objects != 0 || s.Reserved > reserved-8*n {
		t.Errorf("after the array is gone: %+v", s)
	}
}

func TestStructOnItsOwnPage(t *testing.T) {
	h := newHeap(t, Config{})
	wide := must(t)(h.NewStruct(tWide))
	f := h.Layout(tWide).Fields
	last := f[len(f)-1].Offset
	h.Store64(wide, last, uint64(must(t)(h.NewStruct(tEmpty))))
	must(t)(h.NewStruct(tWide))
	collect(t, h, wide)
	if s := h.Stats(); s.Objects != 2 || h.KindOf(Ref(h.Load64(wide, last))) != KindStruct {
		t.Errorf("the wide struct and the empty one: %+v", s)
	}
}

// TestSelfArrayCopy copies an array of one element, an empty array of the same
// type, onto itself, with a collection after every step.
func TestSelfArrayCopy(t *testing.T) {
	h := newHeap(t, Config{})
	inner := must(t)(h.NewArray(tSelf, 0))
	collect(t, h, inner)
	outer := must(t)(h.NewArray(tSelf, 1))
	collect(t, h, inner, outer)
	h.Store64(outer, 0, uint64(inner))
	collect(t, h, outer)
	for range 3 {
		if !h.ArrayCopy(outer, 0, outer, 0, 1) {
			t.Fatal("copy is out of bounds")
		}
		collect(t, h, outer)
		if got := Ref(h.Load64(outer, 0)); got != inner || h.Len(got) != 0 || h.TypeOf(got) != tSelf {
			t.Fatalf("element is %v, want %v", got, inner)
		}
		if refs := referrers(h, inner); !slices.Equal(refs, []Ref{outer}) {
			t.Fatalf("%v is referred to by %v", inner, refs)
		}
		if s := h.Stats(); s.Objects != 2 {
			t.Fatalf("%d objects", s.Objects)
		}
	}
	// An array that holds itself, too.
	h.Store64(outer, 0, uint64(outer))
	collect(t, h, outer)
	if !h.ArrayCopy(outer, 0, outer, 0, 1) || Ref(h.Load64(outer, 0)) != outer {
		t.Fatal("the array no longer holds itself")
	}
	collect(t, h, outer)
	if s := h.Stats(); s.Objects != 1 || h.Contains(inner) {
		t.Fatalf("%d objects", s.Objects)
	}
	collect(t, h)
	if s := h.Stats(); s.Objects != 0 {
		t.Fatalf("%d objects", s.Objects)
	}
}

func TestRootsOfUnknownType(t *testing.T) {
	h := newHeap(t, Config{})
	r := must(t)(h.NewStruct(tPair))
	large := must(t)(h.NewArray(tLongs, 10_000))
	dead := must(t)(h.NewStruct(tPair))
	noise := []Ref{Null, 1, 2, 3, 4, 6, r + 8, large + 8, dead | 1, dead | 2, dead | 4, 1 << 40, ^Ref(0), ^Ref(0) &^ 7, ^Ref(1)}
	collect(t, h, append(noise, r, large)...)
	if s := h.Stats(); s.Objects != 2 || !h.Contains(r) || !h.Contains(large) {
		t.Errorf("kept %d objects, want 2", s.Objects)
	}
	// The same bits again, now without what they refer to.
	collect(t, h)
	collect(t, h, append(noise, r, large)...)
	if s := h.Stats(); s.Objects != 0 {
		t.Errorf("kept %d objects, want none", s.Objects)
	}
}

func TestHandlesAreUsedAgain(t *testing.T) {
	h := newHeap(t, Config{})
	for range 10_000 {
		must(t)(h.NewStruct(tPair))
	}
	large := must(t)(h.NewArray(tLongs, 10_000))
	collect(t, h)
	seen := map[Ref]bool{}
	for range 10_000 {
		r := must(t)(h.NewStruct(tPair))
		if r > large || seen[r] {
			t.Fatalf("%v: in use, or a new handle where there are old ones", r)
		}
		seen[r] = true
	}
	if again := must(t)(h.NewArray(tLongs, 20_000)); again != large {
		t.Errorf("%v instead of %v", again, large)
	}
}

func TestShouldCollectAdapts(t *testing.T) {
	h := newHeap(t, Config{CollectAfter: 1 << 20})
	allocate := func() (bytes uint64) {
		for !h.ShouldCollect() {
			must(t)(h.NewStruct(tPair))
			bytes += 24
		}
		return bytes
	}
	if got := allocate(); got < 1<<20 || got > 1<<20+24 {
		t.Errorf("first collection is due after %d bytes", got)
	}
	collect(t, h)
	if got := allocate(); got < 1<<20 || got > 1<<20+24 {
		t.Errorf("with nothing alive, a collection is due after %d bytes", got)
	}
	keep := list(t, h, 500_000)
	collect(t, h, keep)
	if got := allocate(); got < 12_000_000 || got > 12_000_024 {
		t.Errorf("with 12,000,000 bytes alive, a collection is due after %d bytes", got)
	}
	// Near the limit they come sooner.
	small := newHeap(t, Config{MaxBytes: 2 << 20})
	if s := small.Stats(); s.NextAfter != 1<<20 {
		t.Errorf("in an empty heap of 2 MiB, a collection is due after %d bytes", s.NextAfter)
	}
}

func TestStats(t *testing.T) {
	h := newHeap(t, Config{})
	keep := must(t)(h.NewStruct(tPair))
	must(t)(h.NewStruct(tPair))
	must(t)(h.NewArray(tLongs, 10_000))
	want := Stats{Objects: 3, Bytes: 48 + 80_008, PeakBytes: 80_056, Reserved: pageCost + 80_008, Limit: DefaultMaxBytes,
		Allocated: 80_056, NextAfter: DefaultCollectAfter - 80_056}
	if got := h.Stats(); got != want {
		t.Errorf("before a collection: %+v, want %+v", got, want)
	}
	collect(t, h, keep)
	must(t)(h.NewStruct(tEmpty))
	want = Stats{Objects: 2, Bytes: 32, PeakBytes: 80_056, Reserved: 2 * pageCost, Limit: DefaultMaxBytes,
		Allocated: 80_064, NextAfter: DefaultCollectAfter - 8,
		Collections: 1, Freed: 2, FreedBytes: 80_032, LastFreed: 2, LastFreedBytes: 80_032}
	if got := h.Stats(); got != want {
		t.Errorf("after a collection: %+v, want %+v", got, want)
	}
}

// TestStorageGoesBack checks that what was freed is not all held.
func TestStorageGoesBack(t *testing.T) {
	h := newHeap(t, Config{CollectAfter: 1 << 20})
	list(t, h, 500_000)
	if s := h.Stats(); s.Reserved < 12_000_000 {
		t.Fatalf("%d bytes reserved", s.Reserved)
	}
	collect(t, h)
	if s := h.Stats(); s.Reserved > 2<<20 {
		t.Errorf("%d bytes reserved with nothing alive", s.Reserved)
	}
}
