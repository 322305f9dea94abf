package heap

import "testing"

// collectNothing frees everything.
func collectNothing(h *Heap) { h.Collect(func(func(Ref)) {}) }

func BenchmarkNewStruct(b *testing.B) {
	h := newHeap(b, Config{})
	for b.Loop() {
		if h.ShouldCollect() {
			collectNothing(h)
		}
		if _, err := h.NewStruct(tPair); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkNewArray(b *testing.B) {
	h := newHeap(b, Config{})
	for b.Loop() {
		if h.ShouldCollect() {
			collectNothing(h)
		}
		if _, err := h.NewArray(tBytes, 20); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkNewStructFragmented allocates where every other cell is in use.
func BenchmarkNewStructFragmented(b *testing.B) {
	h := newHeap(b, Config{})
	var keep []Ref
	for i := range 100_000 {
		if r := must(b)(h.NewStruct(tPair)); i%2 == 0 {
			keep = append(keep, r)
		}
	}
	roots := func(visit func(Ref)) {
		for _, r := range keep {
			visit(r)
		}
	}
	h.Collect(roots)
	for b.Loop() {
		if h.ShouldCollect() {
			h.Collect(roots)
		}
		if _, err := h.NewStruct(tPair); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkStructField(b *testing.B) {
	h := newHeap(b, Config{})
	r := must(b)(h.NewStruct(tPair))
	off := h.Layout(tPair).Fields[1].Offset
	for b.Loop() {
		h.Store64(r, off, h.Load64(r, off)+2)
	}
}

func BenchmarkArrayElement(b *testing.B) {
	h := newHeap(b, Config{})
	r := must(b)(h.NewArray(tInts, 1024))
	sum := uint32(0)
	i := uint32(0)
	for b.Loop() {
		if i = (i + 1) & 1023; i < h.Len(r) {
			sum += h.Load32(r, uint64(i)*4)
		}
	}
	_ = sum
}

// BenchmarkCollectList marks a linked list of 1,000,000 nodes.
func BenchmarkCollectList(b *testing.B) {
	h := newHeap(b, Config{})
	head := list(b, h, 1_000_000)
	for b.Loop() {
		h.Collect(func(visit func(Ref)) { visit(head) })
	}
}

// BenchmarkCollectTree marks a binary tree of 2^20 - 1 pairs.
func BenchmarkCollectTree(b *testing.B) {
	h := newHeap(b, Config{})
	root := tree(b, h, 20)
	for b.Loop() {
		h.Collect(func(visit func(Ref)) { visit(root) })
	}
}

// BenchmarkCollectGarbage sweeps 8 MiB of small dead objects, their allocation included.
func BenchmarkCollectGarbage(b *testing.B) {
	h := newHeap(b, Config{})
	for b.Loop() {
		for !h.ShouldCollect() {
			if _, err := h.NewStruct(tPair); err != nil {
				b.Fatal(err)
			}
		}
		collectNothing(h)
	}
}

// BenchmarkCount counts 1,000,000 objects by type.
func BenchmarkCount(b *testing.B) {
	h := newHeap(b, Config{})
	list(b, h, 1_000_000)
	for b.Loop() {
		if n := h.CountByType()[0].Objects; n != 1_000_000 {
			b.Fatal(n)
		}
	}
}

// BenchmarkReferrers looks for the references to one of 1,000,000 objects.
func BenchmarkReferrers(b *testing.B) {
	h := newHeap(b, Config{})
	head := list(b, h, 1_000_000)
	for b.Loop() {
		for from := range h.Referrers(head) {
			b.Fatal(from)
		}
	}
}

// BenchmarkPath looks for the last object of a tree of 2^20 - 1.
func BenchmarkPath(b *testing.B) {
	h := newHeap(b, Config{})
	root := tree(b, h, 20)
	last := root
	for right := root; right != Null; right = Ref(h.Load64(right, 8)) {
		last = right
	}
	for b.Loop() {
		if n := len(h.PathTo(last, func(visit func(Ref)) { visit(root) })); n != 20 {
			b.Fatal(n)
		}
	}
}

func BenchmarkClone(b *testing.B) {
	h := newHeap(b, Config{})
	list(b, h, 1_000_000)
	for b.Loop() {
		h.Clone()
	}
}

func list(t testing.TB, h *Heap, n int) Ref {
	t.Helper()
	next := h.Layout(tNode).Fields[1].Offset
	head := Null
	for i := range n {
		r := must(t)(h.NewStruct(tNode))
		h.Store32(r, 0, uint32(i))
		h.Store64(r, next, uint64(head))
		head = r
	}
	return head
}

func tree(t testing.TB, h *Heap, depth int) Ref {
	t.Helper()
	if depth == 0 {
		return Null
	}
	r := must(t)(h.NewStruct(tPair))
	h.Store64(r, 0, uint64(tree(t, h, depth-1)))
	h.Store64(r, 8, uint64(tree(t, h, depth-1)))
	return r
}
