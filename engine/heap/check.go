package heap

import (
	"bytes"
	"fmt"
	"slices"
)

// CheckInvariants checks the whole arena: pages and their accounts, bitmaps, free cells, the header
// of each object and every reference in it. The error names the first fault. It takes
// time in proportion to the storage held; builds with the tag wdbgdebug do it after each collection.
func (h *Heap) CheckInvariants() error {
	if err := h.checkNumbers(); err != nil {
		return err
	}
	var reserved, used uint64
	for i := range h.pages {
		n := uint32(i)
		var err error
		switch h.pages[i].state {
		case pageCells:
			reserved += pageCost
			used += uint64(h.pages[i].bits.numUsed()) * uint64(h.classes[h.pages[i].class].cell)
			err = h.checkCells(n)
		case pageLarge:
			reserved += uint64(len(h.data[i]))
			used += uint64(len(h.data[i]))
			err = h.checkObject(h.refAt(n, 0))
		case pagePooled:
			reserved += pageCost
		}
		if err != nil {
			return fmt.Errorf("page %d: %w", i, err)
		}
	}
	if reserved != h.reserved || reserved > h.maxBytes {
		return fmt.Errorf("pages take %d bytes, but %d of %d are reserved", reserved, h.reserved, h.maxBytes)
	}
	if used != h.live+h.allocated {
		return fmt.Errorf("%d bytes of cells are in use, but %d left and %d allocated since", used, h.live, h.allocated)
	}
	return h.checkClasses()
}

// checkNumbers checks that each page number is where its state says, once.
func (h *Heap) checkNumbers() error {
	if len(h.data) != len(h.pages) || len(h.data[0]) != 0 || h.pages[0] != (page{}) {
		return fmt.Errorf("page table: %d descriptions of %d pages, or page 0 is in use", len(h.pages), len(h.data))
	}
	listed := map[uint32]pageState{0: pageUnused}
	for state, list := range map[pageState][]uint32{pageUnused: h.unused, pagePooled: h.pool} {
		for _, n := range list {
			if _, twice := listed[n]; twice || h.pages[n].state != state {
				return fmt.Errorf("page %d: in the list for state %d, but in state %d or listed twice", n, state, h.pages[n].state)
			}
			listed[n] = state
		}
	}
	for i := range h.pages {
		_, ok := listed[uint32(i)]
		if free := h.pages[i].state <= pagePooled; free != ok {
			return fmt.Errorf("page %d: state %d, but listed as free: %t", i, h.pages[i].state, ok)
		}
		if h.pages[i].state == pageUnused && h.data[i] != nil {
			return fmt.Errorf("page %d: has storage though unused", i)
		}
	}
	return nil
}

// checkClasses checks the lists of pages with free cells.
func (h *Heap) checkClasses() error {
	for i := range h.classes {
		c := &h.classes[i]
		pages := slices.Clone(c.partial)
		if c.page != 0 {
			pages = append(pages, c.page)
		}
		slices.Sort(pages)
		for j, n := range pages {
			if p := &h.pages[n]; p.state != pageCells || int(p.class) != i || j > 0 && pages[j-1] == n {
				return fmt.Errorf("page %d: listed for class %d, but of class %d in state %d, or listed twice", n, i, p.class, p.state)
			}
		}
		if c.page != 0 && (c.next > c.limit || c.limit > c.cellsEnd() || c.next%c.cell != 0 || c.limit%c.cell != 0) {
			return fmt.Errorf("page %d: free run from %d to %d of cells of %d bytes", c.page, c.next, c.limit, c.cell)
		}
	}
	return nil
}

// checkCells checks a page of cells: objects in those in use, the right pattern in the others, and no bits elsewhere.
func (h *Heap) checkCells(n uint32) error {
	p := &h.pages[n]
	c := &h.classes[p.class]
	if len(h.data[n]) != pageSize || p.class == 0 {
		return fmt.Errorf("%d bytes of class %d", len(h.data[n]), p.class)
	}
	if p.bits.marks != [bitWords]uint64{} {
		return fmt.Errorf("marked cells though no collection is under way")
	}
	inUse := 0
	for off := uint32(0); off < c.cellsEnd(); off += c.cell {
		inRun := n == c.page && off >= c.next && off < c.limit
		if !p.bits.isUsed(off) {
			if !h.isFree(n, off, inRun) {
				return fmt.Errorf("offset %d: free cell was written to", off)
			}
			continue
		}
		inUse++
		if inRun {
			return fmt.Errorf("offset %d: cell of the free run is in use", off)
		}
		if err := h.checkObject(h.refAt(n, off)); err != nil {
			return err
		}
	}
	if inUse != p.bits.numUsed() {
		return fmt.Errorf("%d bits for %d cells in use", p.bits.numUsed(), inUse)
	}
	return nil
}

// isFree reports whether a free cell is zero, in the run to allocate from, or poisoned, where that is done.
func (h *Heap) isFree(n, off uint32, inRun bool) bool {
	want := byte(0)
	if !inRun {
		if !checked {
			return true
		}
		want = poisonByte
	}
	cell := h.data[n][off:][:h.classes[h.pages[n].class].cell]
	return cell[0] == want && bytes.Equal(cell[1:], cell[:len(cell)-1])
}

// checkObject checks an object's header, size and references.
func (h *Heap) checkObject(r Ref) error {
	header := h.header(r)
	id := header & headerType
	if id >= uint64(len(h.layouts)) || h.layouts[id] == nil {
		return fmt.Errorf("%v: header %#x of an unknown type", r, header)
	}
	l := h.layouts[id]
	count := header >> headerNumPos
	if headerKind(header) != l.Kind || l.Kind == KindStruct && count != 0 || l.Kind == KindExn && 8*count+exnTagSize != l.Size {
		return fmt.Errorf("%v: header %#x, but type %d is a %v of %d bytes", r, header, id, l.Kind, l.Size)
	}
	size := headerSize + h.payloadSize(header)
	if class := classOf(size); class != h.pages[r>>pageShift].class || class == 0 && size != h.CellBytes(r) {
		return fmt.Errorf("%v: %d bytes in a cell of %d", r, size, h.CellBytes(r))
	}
	for off, to := range h.Refs(r) {
		if to.InHeap() && !h.Contains(to) || !to.InHeap() && !to.IsNull() && !to.isValue() {
			return fmt.Errorf("%v: offset %d holds %#x, which is not a reference", r, off, uint64(to))
		}
	}
	return nil
}

// isValue reports whether r has the exact form of an i31, or of a reference to a host's value or a function.
func (r Ref) isValue() bool {
	if r.IsI31() {
		return r>>32 == 0
	}
	return (r.IsHost() || r.IsFunc()) && r>>(32+tagBits) == 0
}

// poisonByte fills free cells in debug builds. As a reference it is an i31 that is too large, which checks find.
const poisonByte = 0xdb

// poison fills a page's free cells.
func (h *Heap) poison(n uint32) {
	c := &h.classes[h.pages[n].class]
	for off := uint32(0); off < c.cellsEnd(); off += c.cell {
		if h.pages[n].bits.isUsed(off) {
			continue
		}
		cell := h.data[n][off:][:c.cell]
		for i := range cell {
			cell[i] = poisonByte
		}
	}
}
