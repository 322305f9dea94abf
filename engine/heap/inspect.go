package heap

import (
	"cmp"
	"encoding/binary"
	"iter"
	"maps"
	"slices"

	"github.com/wdbg/wdbg/wasm"
)

// Stats are counts and sizes of a heap. Sizes are of whole cells, headers included, in bytes. What has become
// unreachable since the last collection is included in what is in use.
type Stats struct {
	Objects   uint64 // in use
	Bytes     uint64 // in use
	PeakBytes uint64 // the most that has been in use
	Reserved  uint64 // storage held, as counted against Limit
	Limit     uint64 // Config.MaxBytes
	Allocated uint64 // bytes allocated ever
	NextAfter uint64 // bytes to allocate until ShouldCollect

	Collections uint64
	// Freed counts objects, FreedBytes what they took, by all collections.
	Freed, FreedBytes uint64
	// LastFreed and LastFreedBytes are the same for the last collection.
	LastFreed, LastFreedBytes uint64
}

// Stats returns the heap's counts and sizes.
func (h *Heap) Stats() Stats {
	s := Stats{
		Bytes:          h.live + h.allocated,
		Reserved:       h.reserved,
		Limit:          h.maxBytes,
		Allocated:      h.history.allocatedBefore + h.allocated,
		NextAfter:      h.due - min(h.due, h.allocated),
		Collections:    h.history.collections,
		Freed:          h.history.freedObjects,
		FreedBytes:     h.history.freedBytes,
		LastFreed:      h.history.lastFreed,
		LastFreedBytes: h.history.lastFreedBytes,
	}
	s.PeakBytes = max(h.history.peakBytes, s.Bytes)
	for i := range h.pages {
		switch p := &h.pages[i]; p.state {
		case pageCells:
			s.Objects += uint64(p.bits.numUsed())
		case pageLarge:
			s.Objects++
		}
	}
	return s
}

// Contains reports whether r is a reference to an object or exception of the heap, whatever its bits.
func (h *Heap) Contains(r Ref) bool {
	n := uint64(r) >> pageShift
	if !r.InHeap() || n >= uint64(len(h.pages)) || !h.isCell(uint32(n), uint32(r.addr()&pageMask)) {
		return false
	}
	return r.IsExn() == (headerKind(h.header(r)) == KindExn)
}

// isCell reports whether an object begins at a page's offset.
func (h *Heap) isCell(n, off uint32) bool {
	switch p := &h.pages[n]; p.state {
	case pageCells:
		return p.bits.isUsed(off)
	case pageLarge:
		return off == 0
	}
	return false
}

// All returns the references to all objects and exceptions in use, in order of their handles. Nothing may be
// allocated or collected meanwhile.
func (h *Heap) All() iter.Seq[Ref] {
	return func(yield func(Ref) bool) {
		for n := range h.pages {
			var end, step uint32 = 0, 1
			switch p := &h.pages[n]; p.state {
			case pageCells:
				end, step = h.classes[p.class].cellsEnd(), h.classes[p.class].cell
			case pageLarge:
				end = 1
			}
			for off := uint32(0); off < end; off += step {
				if h.isCell(uint32(n), off) && !yield(h.refAt(uint32(n), off)) {
					return
				}
			}
		}
	}
}

// refAt returns the reference to the object at a page's offset.
func (h *Heap) refAt(n, off uint32) Ref {
	r := Ref(uint64(n)<<pageShift | uint64(off))
	if headerKind(h.header(r)) == KindExn {
		r |= tagExn
	}
	return r
}

// CellBytes returns how much of the heap an object or exception takes, in bytes.
func (h *Heap) CellBytes(r Ref) uint64 {
	if p := &h.pages[r>>pageShift]; p.state == pageCells {
		return uint64(h.classes[p.class].cell)
	}
	return uint64(len(h.data[r>>pageShift]))
}

// TypeCount says how much there is of a type.
type TypeCount struct {
	Type    wasm.TypeID
	Kind    Kind
	Objects uint64
	Bytes   uint64 // of cells
}

// CountByType returns the counts of all types with objects in use, those that take most bytes first.
func (h *Heap) CountByType() []TypeCount {
	counts := map[wasm.TypeID]TypeCount{}
	for r := range h.All() {
		id := h.TypeOf(r)
		c := counts[id]
		c.Type, c.Kind = id, h.KindOf(r)
		c.Objects++
		c.Bytes += h.CellBytes(r)
		counts[id] = c
	}
	return slices.SortedFunc(maps.Values(counts), func(a, b TypeCount) int {
		return cmp.Or(cmp.Compare(b.Bytes, a.Bytes), cmp.Compare(a.Type, b.Type))
	})
}

// Refs returns the references held by an object or exception, null and those out of the heap included, with
// their payload offsets, in order.
func (h *Heap) Refs(r Ref) iter.Seq2[uint64, Ref] {
	return func(yield func(uint64, Ref) bool) {
		l, b := h.layouts[h.TypeOf(r)], h.Bytes(r)
		if l.ElemRef {
			for off := 0; off < len(b); off += refSize {
				if !yield(uint64(off), Ref(binary.LittleEndian.Uint64(b[off:]))) {
					return
				}
			}
		}
		for _, off := range l.Refs {
			if !yield(off, Ref(binary.LittleEndian.Uint64(b[off:]))) {
				return
			}
		}
	}
}

// Referrers returns the objects and exceptions in use that hold a reference equal to r, with the payload offsets of those references, in
// order. It looks through the whole heap.
func (h *Heap) Referrers(r Ref) iter.Seq2[Ref, uint64] {
	return func(yield func(Ref, uint64) bool) {
		for from := range h.All() {
			for off, to := range h.Refs(from) {
				if to == r && !yield(from, off) {
					return
				}
			}
		}
	}
}

// PathTo returns a shortest chain of references that keeps an object alive: a root, what it
// refers to, and so on to target. It is nil if target cannot be reached from the roots, which
// are given as to Collect. It takes about as much memory as the objects that it looks at.
func (h *Heap) PathTo(target Ref, roots func(visit func(Ref))) []Ref {
	from := trail{h: h, by: make([][]Ref, len(h.pages))}
	var queue []Ref
	reach := func(r, by Ref) {
		if !h.Contains(r) {
			return
		}
		if p := from.of(r); *p == Null {
			*p = by
			queue = append(queue, r)
		}
	}
	roots(func(r Ref) { reach(r, rootOfTrail) })
	for n := 0; n < len(queue); n++ {
		r := queue[n]
		if r == target {
			return from.to(r)
		}
		for _, to := range h.Refs(r) {
			reach(to, r)
		}
	}
	return nil
}

// trail is how objects were first reached, by page and granule.
type trail struct {
	h  *Heap
	by [][]Ref
}

// rootOfTrail stands for the roots in a trail: no object.
const rootOfTrail Ref = tagHost

// of returns what an object was reached by; Null where it has not been.
func (t *trail) of(r Ref) *Ref {
	n := r >> pageShift
	if t.by[n] == nil {
		granules := 1
		if t.h.pages[n].state == pageCells {
			granules = pageSize / granule
		}
		t.by[n] = make([]Ref, granules)
	}
	return &t.by[n][r.addr()&pageMask/granule]
}

// to returns the way to an object.
func (t *trail) to(r Ref) []Ref {
	var path []Ref
	for ; r != rootOfTrail; r = *t.of(r) {
		path = append(path, r)
	}
	slices.Reverse(path)
	return path
}
