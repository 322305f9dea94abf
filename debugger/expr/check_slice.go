package expr

import (
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/value"
)

// maxSlice bounds the elements of a slice of a collection, maxSliceBytes a slice's size in bytes.
const (
	maxSlice      = 1 << 12
	maxSliceBytes = 16 << 20
)

// sliceNode checks a[from:to], whose ends may be left out.
func (c *checker) sliceNode(n *node) (*term, error) {
	if n.kids[0].kind == nodeState && n.kids[0].text == "$mem" {
		return c.memorySlice(n)
	}
	terms := make([]*term, 3)
	for i, k := range n.kids {
		if k == nil {
			continue
		}
		var err error
		if terms[i], err = c.check(k); err != nil {
			return nil, err
		}
	}
	return c.with(n.span, terms, func(c *checker, kids []*term) (*term, error) {
		for _, t := range kids[1:] {
			if t != nil && (t.load == nil || t.s.class != integer && t.s.class != enumeration) {
				return nil, c.notA(t, "an integer")
			}
		}
		of := c.unwrapped(kids[0])
		if of.val == nil && !of.isPointer() || of.isType || of.isText {
			return nil, c.notA(of, "an array, a pointer or a collection")
		}
		return c.lateTerm(n.span, func(r *run) (*term, error) {
			return r.checker().slice(r, n, of, kids[1], kids[2])
		}), nil
	})
}

// bounds returns the ends of a slice of something of a length; -1 is unknown.
func (c *checker) bounds(r *run, n *node, from, to *term, length int64) (int64, int64, error) {
	low, high := int64(0), length
	if from != nil {
		x, err := from.load(r)
		if err != nil {
			return 0, 0, err
		}
		low = intOf(x, from.s)
	}
	if to != nil {
		x, err := to.load(r)
		if err != nil {
			return 0, 0, err
		}
		if high = intOf(x, to.s); n.inclusive {
			high++
		}
	} else if length < 0 {
		return 0, 0, c.errorf(n.span, "the length of %s is not known: say where the slice ends", snippet(c.text, n.kids[0].span))
	}
	switch {
	case low > high:
		return 0, 0, c.errorf(n.span, "the slice begins at %d, after its end %d", low, high)
	case length >= 0 && (low < 0 || high > length):
		return 0, 0, c.errorf(n.span, "the slice %d:%d is outside of %s: it has %d elements", low, high, snippet(c.text, n.kids[0].span), length)
	}
	return low, high, nil
}

// slice returns a part of an array, of what a pointer points to, or of a collection, as an array.
func (c *checker) slice(r *run, n *node, of, from, to *term) (*term, error) {
	if of.isPointer() && !c.isManaged(of) {
		low, high, err := c.bounds(r, n, from, to, -1)
		if err != nil {
			return nil, err
		}
		return c.arrayOf(n, r0(of)(r).Index(low), high-low)
	}
	v := of.val(r)
	if err := v.Err(); err != nil {
		return nil, unavailable(c.text, of.span, err)
	}
	if of.isArray() {
		length, known := v.Len()
		if !known {
			length = -1
		}
		low, high, err := c.bounds(r, n, from, to, length)
		if err != nil {
			return nil, err
		}
		return c.arrayOf(n, v.Index(low), high-low)
	}
	sh, err := c.collection(r, of)
	if err != nil {
		return nil, err
	}
	if sh.Children == nil || sh.Style == value.StyleMap {
		return nil, c.notA(of, "an array or a list")
	}
	length, exact := sh.Children.Len()
	if !exact {
		length = -1
	}
	low, high, err := c.bounds(r, n, from, to, length)
	if err != nil {
		return nil, err
	}
	return c.listSlice(n, sh.Children, low, high)
}

// arrayOf returns n objects, one after the other, of which first is the first.
func (c *checker) arrayOf(n *node, first value.Value, count int64) (*term, error) {
	if err := first.Err(); err != nil {
		return nil, unavailable(c.text, n.span, err)
	}
	size, err := c.ctx.SizeOf(first.Type())
	if err != nil {
		return nil, unavailable(c.text, n.span, err)
	}
	if count < 0 || count > maxSliceBytes/max(size, 1) {
		return nil, c.errorf(n.span, "%d elements are too many", count)
	}
	return c.valueTerm(n.span, first.Cast(c.ctx.ArrayOf(first.Type(), count))), nil
}

// listSlice returns elements of a collection as an array, whose parts are where the elements are.
func (c *checker) listSlice(n *node, list value.Children, low, high int64) (*term, error) {
	if high-low > maxSlice {
		return nil, c.errorf(n.span, "%d elements are too many", high-low)
	}
	found := list.Slice(low, high-low)
	if int64(len(found)) < high-low {
		return nil, c.errorf(n.span, "%s has only %d elements", snippet(c.text, n.kids[0].span), low+int64(len(found)))
	}
	if len(found) == 0 {
		return nil, c.errorf(n.span, "the slice is empty")
	}
	elem := found[0].Value.Type()
	size, err := c.ctx.SizeOf(elem)
	if err != nil {
		return nil, unavailable(c.text, n.span, err)
	}
	var loc symbols.Location
	for _, child := range found {
		if err := child.Value.Err(); err != nil {
			return nil, unavailable(c.text, n.span, err)
		}
		if !sameType(child.Value.Type(), elem) {
			return nil, c.errorf(n.span, "the elements are of different types")
		}
		for _, p := range child.Value.Location().Pieces {
			if p.Bits == 0 {
				p.Bits = 8 * uint64(size)
			}
			loc.Pieces = append(loc.Pieces, p)
		}
	}
	typ := c.ctx.ArrayOf(elem, int64(len(found)))
	if addr, ok := contiguous(loc.Pieces, uint64(size)); ok {
		loc = symbols.Memory(addr)
	}
	return c.valueTerm(n.span, value.New(c.ctx, typ, loc)), nil
}

// contiguous reports whether pieces are objects of a size one after the other in memory.
func contiguous(pieces []symbols.Piece, size uint64) (uint64, bool) {
	for i, p := range pieces {
		if p.Kind != symbols.InMemory || p.BitOffset != 0 || p.Bits != 8*size || p.Addr != pieces[0].Addr+uint64(i)*size {
			return 0, false
		}
	}
	return pieces[0].Addr, true
}

// repeat checks x @ n: n objects from x on.
func (c *checker) repeat(n *node, x, count *term) (*term, error) {
	switch {
	case x.val == nil:
		return nil, c.notA(x, "an object in memory")
	case count.load == nil || count.s.class != integer:
		return nil, c.notA(count, "an integer")
	}
	return c.lateTerm(n.span, func(r *run) (*term, error) {
		i, err := count.load(r)
		if err != nil {
			return nil, err
		}
		c := r.checker()
		many := intOf(i, count.s)
		if many < 1 {
			return nil, c.errorf(count.span, "%d elements are none", many)
		}
		if _, err := r.address(x); err != nil {
			return nil, err
		}
		return c.arrayOf(n, x.val(r), many)
	}), nil
}
