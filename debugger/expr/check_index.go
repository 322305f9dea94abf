package expr

import (
	"math"
	"strconv"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/value"
)

func decimal(x int64) string { return strconv.FormatInt(x, 10) }

// indexNode checks a[i].
func (c *checker) indexNode(n *node) (*term, error) {
	if n.kids[0].kind == nodeState {
		if t, ok, err := c.stateIndex(n); ok || err != nil {
			return t, err
		}
	}
	of, err := c.check(n.kids[0])
	if err != nil {
		return nil, err
	}
	i, err := c.check(n.kids[1])
	if err != nil {
		return nil, err
	}
	return c.with(n.span, []*term{of, i}, func(c *checker, kids []*term) (*term, error) {
		return c.index(n, c.unwrapped(kids[0]), kids[1])
	})
}

// unwrapped follows a reference of Rust to an array or a collection.
func (c *checker) unwrapped(t *term) *term {
	if t.isRustReference() {
		if next, err := c.deref(t.span, t); err == nil && next.late == nil {
			return next
		}
	}
	return t
}

// index checks an element of an array, of what a pointer points to, of a collection.
func (c *checker) index(n *node, of, i *term) (*term, error) {
	if c.isC() && of.isNumber() && (i.isArray() || i.isPointer()) {
		of, i = i, of
	}
	number := i.isNumber()
	switch {
	case of.isText, of.isType, len(of.funcs) > 0:
		return nil, c.notA(of, "an array, a pointer or a collection")
	case of.isArray() && number:
		return c.elementAt(n, of, i)
	case of.isPointer() && number && !c.isManaged(of):
		return c.pointerElement(n, of, i)
	case of.isArray() || of.isPointer() && !c.isManaged(of):
		return nil, c.notA(i, "an integer")
	case of.val == nil:
		return nil, c.notA(of, "an array, a pointer or a collection")
	}
	if !number && !i.isText && !i.isPointer() && !i.isClass() && i.s.class == notScalar {
		return nil, c.notA(i, "an index or a key")
	}
	return c.lateTerm(n.span, func(r *run) (*term, error) {
		return r.checker().collectionElement(r, n, of, i)
	}), nil
}

// isNumber reports whether a term may be an index.
func (t *term) isNumber() bool {
	return t.load != nil && (t.s.class == integer || t.s.class == enumeration || t.s.class == boolean)
}

// isManaged reports whether a pointer is shown by a formatter as a collection: that of a language whose objects are always behind pointers.
func (c *checker) isManaged(t *term) bool {
	return c.lang == symbols.AssemblyScript || c.lang == symbols.Rust && t.s.class == notScalar
}

// elementAt checks an element of an array.
func (c *checker) elementAt(n *node, of, i *term) (*term, error) {
	if i.constant != nil && of.base.Dims != nil && of.base.Dims[0].Count >= 0 {
		if problem := outside(intOf(*i.constant, i.s), &of.base.Dims[0], of.base.Dims[0].Count, c.isC()); problem != "" {
			return nil, c.errorf(i.span, "%s", c.outsideText(of, *i.constant, problem))
		}
		return c.element(n.span, of, intOf(*i.constant, i.s)-of.base.Dims[0].Lower), nil
	}
	return c.lateTerm(n.span, func(r *run) (*term, error) {
		x, err := i.load(r)
		if err != nil {
			return nil, err
		}
		count, known := int64(0), false
		if of.val != nil {
			v := of.val(r)
			if err := v.Err(); err != nil {
				return nil, unavailable(r.text, of.span, err)
			}
			count, known = v.Len()
		}
		c := r.checker()
		lower := int64(0)
		if known {
			dim := &of.base.Dims[0]
			lower = dim.Lower
			if problem := outside(intOf(x, i.s), dim, count, c.isC()); problem != "" {
				return nil, c.errorf(i.span, "%s", c.outsideText(of, x, problem))
			}
		}
		return c.element(n.span, of, intOf(x, i.s)-lower), nil
	}), nil
}

// intOf returns an integer as an int64, or what is out of any range.
func intOf(n num, s scalar) int64 {
	if n.hi != uint64(int64(n.lo)>>63) || !s.signed && int64(n.lo) < 0 {
		return math.MaxInt64
	}
	return int64(n.lo)
}

// outside says what is wrong with an index. Arrays of at most one element at the end of structures of C may have more.
func outside(i int64, dim *symbols.Dim, count int64, isC bool) string {
	if i >= dim.Lower && i-dim.Lower < count || isC && count <= 1 && i >= dim.Lower && i < math.MaxInt64 {
		return ""
	}
	switch {
	case count == 0:
		return "it has no elements"
	case dim.Lower != 0:
		return "its indices are from " + decimal(dim.Lower) + " to " + decimal(dim.Lower+count-1)
	}
	return "it has " + decimal(count) + " elements"
}

func (c *checker) outsideText(of *term, i num, problem string) string {
	return "index " + decimal(int64(i.lo)) + " is outside of " + snippet(c.text, of.span) + ": " + problem
}

// element returns an element of an array, counted from 0.
func (c *checker) element(at span, of *term, i int64) *term {
	elem := c.elementType(of)
	var addr func(*run) (uint64, bool, error)
	if size, err := c.ctx.SizeOf(elem); err == nil && of.addr != nil && c.isFixed(elem) {
		outer := of.addr
		addr = func(r *run) (uint64, bool, error) {
			a, ok, err := outer(r)
			return a + uint64(i*size), ok, err
		}
	}
	return c.objectTerm(at, elem, func(r *run) value.Value { return of.val(r).Index(i) }, addr)
}

// isFixed reports whether the size of a type does not depend on the frame.
func (c *checker) isFixed(t *symbols.Type) bool {
	t = c.strip(t)
	if t == nil || t.Kind != symbols.KindArray && t.Kind != symbols.KindVector {
		return true
	}
	for i := range t.Dims {
		if t.Dims[i].Count < 0 {
			return false
		}
	}
	return true
}

// pointerElement checks p[i].
func (c *checker) pointerElement(n *node, of, i *term) (*term, error) {
	elem := c.strip(of.base.Elem())
	if elem == nil || elem.Kind == symbols.KindVoid || elem.Kind == symbols.KindFunc {
		return nil, c.errorf(n.span, "%s: what it points to has no elements", c.describe(of))
	}
	size, err := c.ctx.SizeOf(of.base.Elem())
	if err != nil {
		return nil, unavailable(c.text, of.span, err)
	}
	pointerVal, load := r0(of), of.load
	addr := func(r *run) (uint64, bool, error) {
		a, err := load(r)
		if err != nil {
			return 0, false, err
		}
		x, err := i.load(r)
		if err != nil || a.lo == 0 {
			return 0, false, err
		}
		return of.s.wrap(num{lo: a.lo + x.lo*uint64(size)}).lo, true, nil
	}
	return c.objectTerm(n.span, of.base.Elem(), func(r *run) value.Value {
		v := pointerVal(r)
		x, err := i.load(r)
		if err != nil {
			return value.Failed(r.ctx, of.base.Elem(), err)
		}
		return v.Index(intOf(x, i.s))
	}, addr), nil
}

// collectionElement returns an element of a collection, as its formatter knows it: by position, or of a map by key.
func (c *checker) collectionElement(r *run, n *node, of, i *term) (*term, error) {
	sh, err := c.collection(r, of)
	if err != nil {
		return nil, err
	}
	if sh.Style == value.StyleMap || i.isText {
		return c.entry(r, n, of, i, sh)
	}
	if i.load == nil {
		return nil, c.notA(i, "an integer")
	}
	x, err := i.load(r)
	if err != nil {
		return nil, err
	}
	at := intOf(x, i.s)
	if sh.Children == nil || sh.Text != nil && sh.Style == value.StylePlain {
		return c.unit(n, of, sh, at)
	}
	if length, exact := sh.Children.Len(); at < 0 || exact && at >= length {
		return nil, c.errorf(i.span, "%s", c.outsideText(of, x, countText(length, exact)))
	}
	found := sh.Children.Slice(at, 1)
	if len(found) == 0 {
		return nil, c.errorf(i.span, "%s", c.outsideText(of, x, "it has fewer elements"))
	}
	if err := found[0].Value.Err(); err != nil {
		return nil, unavailable(c.text, n.span, err)
	}
	return c.valueTerm(n.span, found[0].Value), nil
}

func countText(n int64, exact bool) string {
	if n == 0 && exact {
		return "it is empty"
	}
	return "it has " + decimal(n) + " elements"
}

// collection returns what a formatter makes of a value that is to be indexed.
func (c *checker) collection(r *run, of *term) (value.Shown, error) {
	v := of.val(r)
	if err := v.Err(); err != nil {
		return value.Shown{}, unavailable(c.text, of.span, err)
	}
	for range maxDerived {
		sh := c.env.Formatters.Show(v)
		switch {
		case sh.Err != nil:
			return sh, unavailable(c.text, of.span, sh.Err)
		case sh.Style == value.StyleList || sh.Style == value.StyleSet || sh.Style == value.StyleMap || sh.Text != nil:
			return sh, nil
		case sh.Style != value.StyleWrapper && sh.Style != value.StyleRef || sh.Children == nil:
			return sh, c.notA(of, "an array, a pointer or a collection")
		}
		first := sh.Children.Slice(0, 1)
		if len(first) == 0 {
			break
		}
		v = first[0].Value
	}
	return value.Shown{}, c.notA(of, "an array, a pointer or a collection")
}

// unit returns a character of a string, as it is stored.
func (c *checker) unit(n *node, of *term, sh value.Shown, at int64) (*term, error) {
	if sh.Text == nil {
		return nil, c.notA(of, "an array, a pointer or a collection")
	}
	if at < 0 || sh.Text.Len >= 0 && at >= sh.Text.Len {
		return nil, c.errorf(n.kids[1].span, "%s", c.outsideText(of, intNum(at), countText(max(sh.Text.Len, 0), true)))
	}
	b, err := sh.Text.Read(at, 1)
	if err != nil || len(b) < sh.Text.Unit {
		if err == nil {
			return nil, c.errorf(n.kids[1].span, "%s", c.outsideText(of, intNum(at), "it is shorter"))
		}
		return nil, unavailable(c.text, n.span, err)
	}
	typ := c.builtin(map[int]string{1: "char", 2: "char16_t", 4: "char32_t"}[sh.Text.Unit])
	if c.lang == symbols.Rust && sh.Text.Unit == 1 {
		typ = c.builtin("u8")
	}
	if typ == nil {
		return nil, c.notA(of, "a string of known characters")
	}
	return c.valueTerm(n.span, value.New(c.ctx, typ, symbols.ConstantBytes(b[:sh.Text.Unit]))), nil
}

// maxEntries bounds how many entries of a map are looked at to find a key.
const maxEntries = 1 << 20

// entry returns the value of a map's entry with a key.
func (c *checker) entry(r *run, n *node, of, key *term, sh value.Shown) (*term, error) {
	if sh.Style != value.StyleMap || sh.Children == nil {
		return nil, c.notA(of, "a map")
	}
	same, err := c.keyTest(r, key)
	if err != nil {
		return nil, err
	}
	const page = 256
	for from := int64(0); from < maxEntries; from += page {
		if err := r.ctx.Stopped(); err != nil {
			return nil, unavailable(c.text, of.span, err)
		}
		entries := sh.Children.Slice(from, page)
		for _, e := range entries {
			if e.Key == nil {
				if err := e.Value.Err(); err != nil {
					return nil, unavailable(c.text, of.span, err)
				}
				continue
			}
			ok, err := same(*e.Key)
			if err != nil {
				return nil, unavailable(c.text, key.span, err)
			}
			if ok {
				return c.valueTerm(n.span, e.Value), nil
			}
		}
		if len(entries) < page {
			return nil, c.errorf(key.span, "%s has no key %s", snippet(c.text, of.span), snippet(c.text, key.span))
		}
	}
	return nil, c.errorf(key.span, "there is no such key among the first %d entries of %s", maxEntries, snippet(c.text, of.span))
}

// keyTest returns what compares the keys of a map with a term.
func (c *checker) keyTest(r *run, key *term) (func(value.Value) (bool, error), error) {
	if key.isText {
		return func(v value.Value) (bool, error) {
			order, err := c.compareWith(v, key)
			return order == 0, err
		}, nil
	}
	if key.load == nil || key.s.class == notScalar {
		want, err := c.textOf(r0(key)(r), maxCompared)
		if err != nil {
			return nil, c.notA(key, "a number or a string")
		}
		return func(v value.Value) (bool, error) {
			got, err := c.textOf(v, len(want)+1)
			return string(got) == string(want), err
		}, nil
	}
	x, err := key.load(r)
	if err != nil {
		return nil, err
	}
	return func(v value.Value) (bool, error) {
		t := c.unreferenced(c.valueTerm(key.span, v))
		if t.load == nil || t.s.class == notScalar {
			return false, c.errorf(key.span, "the keys are of the type %s, not numbers", typeText(t))
		}
		y, err := t.load(r)
		return err == nil && t.s.class != floating && key.s.class != floating && y == x, err
	}, nil
}
