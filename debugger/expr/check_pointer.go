package expr

import (
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/value"
)

// deref checks *x.
func (c *checker) deref(at span, t *term) (*term, error) {
	switch {
	case len(t.funcs) > 0:
		return t, nil
	case t.isArray():
		return c.element(at, t, 0), nil
	case t.isPointer():
		return c.pointed(at, t)
	case t.isClass() && t.val != nil && len(c.env.Formatters) > 0:
		return c.lateTerm(at, func(r *run) (*term, error) {
			v := t.val(r)
			if err := v.Err(); err != nil {
				return nil, unavailable(r.text, t.span, err)
			}
			inner, ok := r.checker().pointee(v)
			if !ok {
				return nil, r.checker().notPointing(t, v)
			}
			return r.checker().valueTerm(at, inner), nil
		}), nil
	}
	return nil, c.notA(t, "a pointer")
}

// notPointing is the error of an object that is no smart pointer, or one that points to nothing.
func (c *checker) notPointing(t *term, v value.Value) error {
	sh := c.env.Formatters.Show(v)
	if sh.Err == nil && sh.Children == nil && sh.Text == nil && (sh.Summary == "nullptr" || sh.Summary == "nullopt" || sh.Summary == "empty" || sh.Summary == "expired") {
		return c.errorf(t.span, "'%s' is %s: it points to nothing", snippet(c.text, t.span), sh.Summary)
	}
	return c.notA(t, "a pointer")
}

// pointed checks what a pointer points to.
func (c *checker) pointed(at span, t *term) (*term, error) {
	elem := t.base.Elem()
	switch s := c.strip(elem); {
	case s == nil || s.Kind == symbols.KindVoid:
		return nil, c.errorf(at, "%s: what it points to has no type; cast it, as in *(char *)p", c.describe(t))
	case s.Kind == symbols.KindFunc:
		return t, nil // a function stands for its pointer
	}
	pointerVal := r0(t)
	load, s := t.load, t.s
	addr := func(r *run) (uint64, bool, error) {
		n, err := load(r)
		if err != nil {
			if t.val != nil && t.val(r).Deref().Err() == nil {
				return 0, false, nil // a pointer to what has no address
			}
			return 0, false, err
		}
		return n.lo, n.lo != 0, nil
	}
	if s.class != pointer {
		addr = nil
	}
	return c.objectTerm(at, elem, func(r *run) value.Value { return pointerVal(r).Deref() }, addr), nil
}

// r0 returns what makes a value of a term, of a number too.
func r0(t *term) func(*run) value.Value {
	if t.val != nil {
		return t.val
	}
	return func(r *run) value.Value {
		v, err := r.result(t)
		if err != nil {
			return value.Failed(r.ctx, t.typ, err)
		}
		return v
	}
}

// addressOf checks &x.
func (c *checker) addressOf(n *node, t *term) (*term, error) {
	switch {
	case len(t.funcs) > 0:
		return c.funcPointer(t)
	case t.bits > 0:
		return nil, c.errorf(n.span, "'%s' is a bit-field, which has no address", snippet(c.text, t.span))
	case t.val == nil:
		return nil, c.errorf(n.span, "'%s' is a computed value, which has no address", snippet(c.text, t.span))
	}
	info := symbols.TypeInfo{Kind: symbols.KindPointer, Size: c.pointerSize(), Language: c.lang}
	return c.numberTerm(n.span, symbols.NewType(info, &derivedType{elem: t.typ}, 0), func(r *run) (num, error) {
		a, err := r.address(t)
		return num{lo: a}, err
	}), nil
}

// address returns where an object is in memory.
func (r *run) address(t *term) (uint64, error) {
	if t.addr != nil {
		a, ok, err := t.addr(r)
		if e, isOurs := err.(*Error); isOurs { // of a part of it; asking val would do all that again
			return 0, e
		}
		if err == nil && ok {
			return a, nil
		}
	}
	v := t.val(r)
	if err := v.Err(); err != nil {
		return 0, unavailable(r.text, t.span, err)
	}
	if a, ok := v.Address(); ok {
		return a, nil
	}
	return 0, r.errorf(t.span, "%s has no address: %s", snippet(r.text, t.span), whereText(v))
}

// whereText says where a value is that is not in memory.
func whereText(v value.Value) string {
	pieces := v.Location().Pieces
	if len(pieces) > 1 {
		return "it is in several places"
	}
	if len(pieces) == 1 {
		switch p := pieces[0]; p.Kind {
		case symbols.InLocal:
			return "it is in wasm local " + decimal(int64(p.Index))
		case symbols.InOperand:
			return "it is on the operand stack, at " + decimal(int64(p.Index))
		case symbols.InGlobal:
			return "it is in wasm global " + decimal(int64(p.Index))
		case symbols.InMemory:
			return "it does not begin at a byte"
		}
	}
	return "it is a value without a place"
}
