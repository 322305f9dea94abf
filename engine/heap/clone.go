package heap

import "slices"

// Clone returns a copy of the heap with the same references to the same objects. The two share
// nothing that changes but the type space. Both do the same from here on if the same calls are
// made to them.
func (h *Heap) Clone() *Heap {
	c := *h
	c.work, c.wide = nil, nil
	c.layouts = slices.Clone(h.layouts)
	c.unused = slices.Clone(h.unused)
	c.pool = slices.Clone(h.pool)
	c.pages = slices.Clone(h.pages)
	c.data = make([][]byte, len(h.data))
	for i := range c.pages {
		p := &c.pages[i]
		switch p.state {
		case pageCells:
			bits := *p.bits
			p.bits = &bits
			c.data[i] = slices.Clone(h.data[i])
		case pageLarge:
			c.data[i] = slices.Clone(h.data[i])
		case pagePooled:
			// Nothing in there counts; takePage makes it anew.
			p.bits = nil
		}
	}
	for i := range c.classes {
		c.classes[i].partial = slices.Clone(h.classes[i].partial)
	}
	return &c
}
