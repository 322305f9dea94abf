package heap

import "math/bits"

const (
	pageShift = 16
	pageSize  = 1 << pageShift
	pageMask  = pageSize - 1
	// bitWords is the length of a page's bitmaps.
	bitWords = pageSize / granule / 64
	// pageCost is what a page of cells takes of the limit: itself and its bitmaps.
	pageCost = pageSize + 2*bitWords*8
)

// pageState is the use a page number is put to.
type pageState uint8

const (
	pageUnused pageState = iota // number is in Heap.unused; no storage
	pagePooled                  // number is in Heap.pool; storage is kept, except in a clone
	pageCells                   // cells of a class
	pageLarge                   // one object at offset 0
)

// page describes the page of the same number in Heap.data.
type page struct {
	state  pageState
	class  uint8    // pageCells
	marked bool     // pageLarge: reached by the collection under way
	bits   *bitmaps // pageCells; kept by pooled pages
}

// bitmaps have a bit for each granule of a page. Only those where a cell begins are ever set.
type bitmaps struct {
	used  [bitWords]uint64 // cell is allocated
	marks [bitWords]uint64 // cell was reached by the collection under way
}

// bitOf returns the place of an arena address or page offset in a bitmap.
func bitOf(addr uint64) (word int, bit uint64) {
	g := addr & pageMask / granule
	return int(g / 64), 1 << (g % 64)
}

// isUsed reports whether the cell at a page offset is allocated.
func (b *bitmaps) isUsed(off uint32) bool {
	word, bit := bitOf(uint64(off))
	return b.used[word]&bit != 0
}

// numUsed returns how many cells are allocated.
func (b *bitmaps) numUsed() int {
	n := 0
	for _, w := range b.used {
		n += bits.OnesCount64(w)
	}
	return n
}

// takeNumber returns a page number without storage.
func (h *Heap) takeNumber() uint32 {
	if n := len(h.unused); n > 0 {
		p := h.unused[n-1]
		h.unused = h.unused[:n-1]
		return p
	}
	h.data = append(h.data, nil)
	h.pages = append(h.pages, page{})
	return uint32(len(h.pages) - 1)
}

// takePage gives the class an empty page to allocate from. It fails at the limit.
func (h *Heap) takePage(class uint8) bool {
	var n uint32
	if last := len(h.pool) - 1; last >= 0 {
		n = h.pool[last]
		h.pool = h.pool[:last]
	} else {
		if h.maxBytes-h.reserved < pageCost {
			return false
		}
		n = h.takeNumber()
		h.reserved += pageCost
	}
	p := &h.pages[n]
	p.state, p.class = pageCells, class
	c := &h.classes[class]
	c.page, c.next, c.limit = n, 0, c.cellsEnd()
	if h.data[n] == nil {
		h.data[n], p.bits = make([]byte, pageSize), new(bitmaps)
	} else {
		clear(h.data[n])
	}
	return true
}

// poolPage keeps an empty page for any class.
func (h *Heap) poolPage(n uint32) {
	h.pages[n].state = pagePooled
	h.pool = append(h.pool, n)
}

// trimPool gives all but the given number of pooled pages back to Go's runtime.
func (h *Heap) trimPool(keep int) {
	for len(h.pool) > keep {
		n := h.pool[len(h.pool)-1]
		h.pool = h.pool[:len(h.pool)-1]
		h.reserved -= pageCost
		h.dropPage(n)
	}
}

// dropPage gives a page's storage back to Go's runtime.
func (h *Heap) dropPage(n uint32) {
	h.data[n] = nil
	h.pages[n] = page{}
	h.unused = append(h.unused, n)
}

// refill gives the class free cells. It fails at the limit.
func (h *Heap) refill(class uint8) bool {
	c := &h.classes[class]
	for {
		if c.page != 0 && h.nextRun(c) {
			return true
		}
		if len(c.partial) == 0 {
			return h.takePage(class)
		}
		c.page, c.next, c.limit = c.partial[0], 0, 0
		c.partial = c.partial[1:]
	}
}

// nextRun moves the class on to the next run of free cells in its page.
func (h *Heap) nextRun(c *class) bool {
	used := h.pages[c.page].bits
	end := c.cellsEnd()
	start := c.limit
	for start < end && used.isUsed(start) {
		start += c.cell
	}
	limit := start
	for limit < end && !used.isUsed(limit) {
		limit += c.cell
	}
	c.next, c.limit = start, limit
	clear(h.data[c.page][start:limit])
	return start < limit
}
