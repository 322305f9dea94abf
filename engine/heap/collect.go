package heap

import (
	"encoding/binary"
	"math/bits"
)

const (
	// maxIdleWork is the capacity of the worklist that is kept between collections.
	maxIdleWork = 1 << 16
	// wideArray is how many elements of an array are visited at a time.
	wideArray = 1024
)

// wide is an array whose elements are visited in portions, so that
// the worklist does not grow with its length.
type wide struct {
	array Ref
	next  uint32 // index of the first element not visited
}

// Collect frees every object and exception that cannot be reached from the roots. Roots calls visit with
// each reference that the heap's owner holds; it must not allocate. References that do not lead into the
// heap are ignored, and so are bits that look as if they did but are no reference to an
// object: slots of unknown type may be visited too, which keeps alive what they happen to refer to.
func (h *Heap) Collect(roots func(visit func(Ref))) {
	roots(h.visit)
	h.mark()
	h.sweep()
	if checked {
		h.mustBeSound("after a collection")
	}
}

// visit puts an object that was not reached before on the worklist.
func (h *Heap) visit(r Ref) {
	if !r.InHeap() {
		return
	}
	n := uint64(r) >> pageShift
	if n >= uint64(len(h.pages)) {
		return
	}
	p := &h.pages[n]
	switch p.state {
	case pageCells:
		word, bit := bitOf(uint64(r))
		if p.bits.used[word]&bit == 0 || p.bits.marks[word]&bit != 0 {
			return
		}
		p.bits.marks[word] |= bit
	case pageLarge:
		if p.marked || r.addr()&pageMask != 0 {
			return
		}
		p.marked = true
	default:
		return
	}
	h.work = append(h.work, r)
}

// mark visits what the objects on the worklist refer to until there are none left.
func (h *Heap) mark() {
	for {
		for len(h.work) > 0 {
			r := h.work[len(h.work)-1]
			h.work = h.work[:len(h.work)-1]
			h.visitFields(r)
		}
		if len(h.wide) == 0 {
			break
		}
		h.visitMore()
	}
	if cap(h.work) > maxIdleWork {
		h.work = nil
	}
}

// visitFields visits the references in an object. It does so backwards, as the worklist is a stack: objects are looked
// into in the order in which programs tend to allocate them, which is that of their addresses.
func (h *Heap) visitFields(r Ref) {
	header := h.header(r)
	l := h.layouts[header&headerType]
	switch {
	case l.ElemRef && header>>headerNumPos > wideArray:
		h.wide = append(h.wide, wide{array: r})
	case l.ElemRef:
		h.visitAll(h.Bytes(r))
	case len(l.Refs) > 0:
		payload := h.data[r>>pageShift][r.addr()&pageMask+headerSize:]
		for i := len(l.Refs) - 1; i >= 0; i-- {
			h.visit(Ref(binary.LittleEndian.Uint64(payload[l.Refs[i]:])))
		}
	}
}

// visitMore visits the next portion of the last wide array.
func (h *Heap) visitMore() {
	w := &h.wide[len(h.wide)-1]
	b := h.Bytes(w.array)[uint64(w.next)*refSize:]
	if len(b) > wideArray*refSize {
		b = b[:wideArray*refSize]
		w.next += wideArray
	} else {
		h.wide = h.wide[:len(h.wide)-1]
	}
	h.visitAll(b)
}

// visitAll visits consecutive references.
func (h *Heap) visitAll(b []byte) {
	for ; len(b) >= refSize; b = b[:len(b)-refSize] {
		h.visit(Ref(binary.LittleEndian.Uint64(b[len(b)-refSize:])))
	}
}

// sweepCount is what a sweep found.
type sweepCount struct {
	live, freedBytes, freedObjects uint64
	pages                          int // of cells in use
}

// sweep frees all objects that are not marked, and clears the marks.
func (h *Heap) sweep() {
	for i := range h.classes {
		c := &h.classes[i]
		c.page, c.next, c.limit, c.partial = 0, 0, 0, c.partial[:0:0]
	}
	var n sweepCount
	for i := range h.pages {
		switch h.pages[i].state {
		case pageCells:
			h.sweepCells(uint32(i), &n)
		case pageLarge:
			h.sweepLarge(uint32(i), &n)
		}
	}
	before := h.live + h.allocated
	h.history.peakBytes = max(h.history.peakBytes, before)
	h.history.allocatedBefore += h.allocated
	h.history.collections++
	h.history.lastFreed, h.history.lastFreedBytes = n.freedObjects, n.freedBytes
	h.history.freedObjects += n.freedObjects
	h.history.freedBytes += n.freedBytes
	h.live, h.allocated = n.live, 0
	h.schedule()
	// What will be allocated before the next collection needs about as many pages.
	h.trimPool(max(int(h.due/pageSize), numClasses/4))
}

// sweepCells lets the marked cells be those in use.
func (h *Heap) sweepCells(n uint32, count *sweepCount) {
	p := &h.pages[n]
	c := &h.classes[p.class]
	before, live := p.bits.numUsed(), 0
	for _, w := range p.bits.marks {
		live += bits.OnesCount64(w)
	}
	p.bits.used, p.bits.marks = p.bits.marks, [bitWords]uint64{}
	count.live += uint64(live) * uint64(c.cell)
	count.freedObjects += uint64(before - live)
	count.freedBytes += uint64(before-live) * uint64(c.cell)
	if checked {
		h.poison(n)
	}
	switch {
	case live == 0:
		h.poolPage(n)
	case uint32(live) < pageSize/c.cell:
		c.partial = append(c.partial, n)
	}
}

// sweepLarge gives a large object that is not marked back to Go's runtime.
func (h *Heap) sweepLarge(n uint32, count *sweepCount) {
	p := &h.pages[n]
	size := uint64(len(h.data[n]))
	if p.marked {
		p.marked = false
		count.live += size
		return
	}
	count.freedObjects++
	count.freedBytes += size
	h.reserved -= size
	h.dropPage(n)
}
