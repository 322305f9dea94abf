package expr

import (
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/value"
)

// castNode checks (T)x, x as T, static_cast<T>(x) and {T}address.
func (c *checker) castNode(n *node) (*term, error) {
	typ, err := c.typeOf(n.typ)
	if err != nil {
		return nil, err
	}
	t, err := c.check(n.kids[0])
	if err != nil {
		return nil, err
	}
	return c.with(n.span, []*term{t}, func(c *checker, kids []*term) (*term, error) {
		if n.kind == nodeAt {
			return c.objectAt(n, typ, kids[0])
		}
		return c.cast(n.span, typ, kids[0])
	})
}

// objectAt checks {T}address.
func (c *checker) objectAt(n *node, typ *symbols.Type, t *term) (*term, error) {
	t, err := c.decayed(t)
	if err != nil {
		return nil, err
	}
	if t.load == nil || t.s.class != integer && t.s.class != pointer && t.s.class != enumeration {
		return nil, c.notA(t, "an address")
	}
	if size, err := c.ctx.SizeOf(typ); err != nil || size == 0 {
		return nil, c.errorf(n.typ.span, "the type %s has no size", symbols.ShortenType(typ.String()))
	}
	return c.objectTerm(n.span, typ, func(r *run) value.Value {
		a, err := t.load(r)
		if err != nil {
			return value.Failed(r.ctx, typ, err)
		}
		return value.New(r.ctx, typ, symbols.Memory(a.lo))
	}, func(r *run) (uint64, bool, error) {
		a, err := t.load(r)
		return a.lo, err == nil, err
	}), nil
}

// cast checks a conversion to a type.
func (c *checker) cast(at span, typ *symbols.Type, t *term) (*term, error) {
	base := c.strip(typ)
	switch {
	case t.isType:
		return nil, c.notA(t, "a value")
	case t.isText:
		return nil, c.errorf(at, "a string of the expression has no address in the program: it cannot be cast")
	case base == nil || base.Kind == symbols.KindVoid:
		return c.setType(&term{span: at}, typ), nil
	case base.Kind == symbols.KindReference || base.Kind == symbols.KindRvalueRef:
		return c.castReference(at, base.Elem(), t)
	}
	if len(t.funcs) > 0 {
		f, err := c.funcPointer(t)
		if err != nil {
			return nil, err
		}
		t = f
	}
	if t.isClass() || base.Kind == symbols.KindStruct || base.Kind == symbols.KindClass || base.Kind == symbols.KindUnion {
		return c.castObject(at, typ, base, t)
	}
	to := scalarOf(c.ctx, base)
	if to.class == notScalar {
		if t.val != nil && sameType(t.typ, typ) {
			return t, nil
		}
		return nil, c.errorf(at, "%s cannot be cast to %s", c.describe(t), symbols.ShortenType(typ.String()))
	}
	t, err := c.decayed(t)
	if err != nil {
		return nil, err
	}
	if to.class != pointer && t.isRustReference() {
		name := snippet(c.text, t.span)
		return nil, c.errorf(at, "'%s' is a reference: write '*%s', or '%s as *const T' for the address", name, name, name)
	}
	if t.load == nil || t.s.class == notScalar {
		return nil, c.errorf(at, "%s cannot be cast to %s", c.describe(t), symbols.ShortenType(typ.String()))
	}
	if to.class == pointer && t.s.class == floating || to.class == floating && (t.s.class == pointer || to.bits != 32 && to.bits != 64) {
		return nil, c.errorf(at, "%s cannot be cast to %s", c.describe(t), symbols.ShortenType(typ.String()))
	}
	if to.class == pointer && t.isPointer() {
		if moved, err := c.castPointer(at, typ, base, t); moved != nil || err != nil {
			return moved, err
		}
	}
	return c.castNumber(at, typ, to, t)
}

// castNumber checks a conversion between numbers.
func (c *checker) castNumber(at span, typ *symbols.Type, to scalar, t *term) (*term, error) {
	saturate := c.lang == symbols.Rust
	from, load := t.s, t.load
	if t.constant != nil {
		x, problem := convert(*t.constant, from, to, saturate)
		if problem != "" {
			return nil, c.errorf(at, "%s: %s", snippet(c.text, at), problem)
		}
		return c.constantTerm(at, typ, x), nil
	}
	return c.numberTerm(at, typ, func(r *run) (num, error) {
		x, err := load(r)
		if err != nil {
			return num{}, err
		}
		x, problem := convert(x, from, to, saturate)
		if problem != "" {
			return num{}, r.problem(at, problem)
		}
		return x, nil
	}), nil
}

// castPointer checks a conversion between pointers to classes of which one is a base of the other: the address changes with it.
// It returns nil for other pointers.
func (c *checker) castPointer(at span, typ, base *symbols.Type, t *term) (*term, error) {
	from, to := c.strip(t.base.Elem()), c.strip(base.Elem())
	if !isClassType(from) || !isClassType(to) || sameType(from, to) {
		return nil, nil
	}
	if c.derivesFrom(from, to) {
		return c.numberTerm(at, typ, func(r *run) (num, error) {
			p, err := t.load(r)
			if err != nil || p.lo == 0 {
				return p, err
			}
			c := r.checker()
			object := c.valueTerm(at, value.New(r.ctx, from, symbols.Memory(p.lo)))
			a, err := r.address(c.baseOf(object, to.QualifiedName()))
			return num{lo: a}, err
		}), nil
	}
	offset, ok := c.offsetOf(to, from)
	if !ok || offset == 0 {
		return nil, nil
	}
	return c.numberTerm(at, typ, func(r *run) (num, error) {
		p, err := t.load(r)
		if err != nil || p.lo == 0 {
			return p, err
		}
		return t.s.wrap(num{lo: p.lo - uint64(offset)}), nil
	}), nil
}

func isClassType(t *symbols.Type) bool {
	return t != nil && (t.Kind == symbols.KindStruct || t.Kind == symbols.KindClass)
}

// offsetOf returns where in a class a base is, if that is fixed and there is one way to it.
func (c *checker) offsetOf(class, base *symbols.Type) (int64, bool) {
	for depth, level := 0, []*term{{base: class}}; depth < maxDerived && len(level) > 0; depth++ {
		var next []*term
		for _, t := range level {
			for _, m := range basesOf(t.base) {
				at := int64(t.start) + m.Offset
				if m.Locate != nil {
					continue
				}
				inner := &term{span: span{start: int(at)}, base: c.strip(m.Type)}
				if sameType(inner.base, base) {
					return at, true
				}
				next = append(next, inner)
			}
		}
		if level = next; len(level) > maxMembers {
			break
		}
	}
	return 0, false
}

// castObject checks a conversion of an object: to its own type or a base class, or of what is there in memory to a type of its size.
func (c *checker) castObject(at span, typ, base *symbols.Type, t *term) (*term, error) {
	if sameType(t.typ, typ) {
		return t, nil
	}
	if t.isClass() && isClassType(base) {
		if b := c.baseOf(t, base.QualifiedName()); b != nil {
			return b, nil
		}
	}
	if t.isClass() && t.val != nil && !isClassType(base) && len(c.env.Formatters) > 0 && scalarOf(c.ctx, base).class != notScalar {
		return c.lateTerm(at, func(r *run) (*term, error) { // what a wrapper stands for
			inner, ok := r.checker().pointee(t.val(r))
			if !ok {
				return nil, c.errorf(at, "%s cannot be cast to %s", c.describe(t), symbols.ShortenType(typ.String()))
			}
			return r.checker().cast(at, typ, r.checker().valueTerm(t.span, inner))
		}), nil
	}
	return nil, c.errorf(at, "%s cannot be cast to %s; cast its address: *(%s *)&x", c.describe(t), symbols.ShortenType(typ.String()), symbols.ShortenType(typ.String()))
}

// castReference checks a conversion to a reference: the same object as another type.
func (c *checker) castReference(at span, elem *symbols.Type, t *term) (*term, error) {
	if t.val == nil {
		return nil, c.notA(t, "an object")
	}
	if t.isClass() {
		if base := c.strip(elem); isClassType(base) {
			if b := c.baseOf(t, base.QualifiedName()); b != nil {
				return b, nil
			}
		}
	}
	return c.objectTerm(at, elem, func(r *run) value.Value { return t.val(r).Cast(elem) }, t.addr), nil
}
