package expr

import (
	"slices"
	"strings"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/value"
)

// assign checks =, += and the like.
func (c *checker) assign(n *node, to, from *term) (*term, error) {
	if err := c.assignable(to); err != nil {
		return nil, err
	}
	if op := strings.TrimSuffix(n.text, "="); op != "" {
		copied := *n
		copied.text = op
		var err error
		if from, err = c.binary(&copied, to, from); err != nil {
			return nil, err
		}
		from.adapts = true // of the language's rules for a op= b
	}
	if to.s.class == notScalar {
		return c.assignObject(n, to, from)
	}
	load, err := c.assigned(n, to, from)
	if err != nil {
		return nil, err
	}
	return c.storing(n, to, func(r *run) (num, error) { return load(r) }), nil
}

// assignable says why nothing can be assigned to a term.
func (c *checker) assignable(t *term) error {
	switch {
	case t.isType || t.isText || len(t.funcs) > 0:
		return c.notA(t, "a place to assign to")
	case t.val == nil:
		return c.errorf(t.span, "'%s' is a computed value: there is no place to assign to", snippet(c.text, t.span))
	case c.env.Writer == nil:
		return c.errorf(t.span, "this program cannot be changed")
	}
	return nil
}

// assigned returns the number that an assignment stores.
func (c *checker) assigned(n *node, to, from *term) (func(*run) (num, error), error) {
	if from.isText {
		return nil, c.errorf(from.span, "a string of the expression has no address in the program: it cannot be assigned")
	}
	var err error
	if len(from.funcs) > 0 {
		if from, err = c.funcPointer(from); err != nil {
			return nil, err
		}
	}
	if from, err = c.decayed(from); err != nil {
		return nil, err
	}
	if to.s.class != pointer {
		from = c.unreferenced(from)
	}
	if from.load == nil || from.s.class == notScalar {
		return nil, c.errorf(n.span, "%s cannot be assigned to %s", c.describe(from), typeText(to))
	}
	switch {
	case to.s.class == pointer && from.s.class != pointer && from.s.class != integer,
		from.s.class == pointer && to.s.class != pointer && to.s.class != integer && to.s.class != boolean:
		return nil, c.errorf(n.span, "%s cannot be assigned to %s", c.describe(from), typeText(to))
	case to.s.class == floating && to.s.bits != 32 && to.s.bits != 64:
		return nil, c.errorf(n.span, "a %s cannot be assigned", typeText(to))
	}
	if !c.isC() && to.s != from.s {
		if !from.adapts {
			return nil, c.errorf(n.span, "the types differ: %s and %s; write 'as %s'", typeText(to), typeText(from), typeText(to))
		}
		if err := c.adaptable(from, to); err != nil {
			return nil, err
		}
	}
	load := c.converted(from, to.s)
	return func(r *run) (num, error) {
		x, err := load(r)
		if err != nil || to.s.class == floating {
			return x, err
		}
		return c.narrowed(r, n, to, to.s.wrap(x))
	}, nil
}

// narrowed checks that a number fits the bit-field that it is stored in.
func (c *checker) narrowed(r *run, n *node, to *term, x num) (num, error) {
	if to.bits <= 0 || to.bits >= int64(to.s.bits) {
		return x, nil
	}
	field := to.s
	field.bits = uint16(to.bits)
	if field.wrap(x) != x {
		return num{}, r.errorf(n.span, "%s does not fit the bit-field '%s' of %d bits", to.s.big(x), snippet(r.text, to.span), to.bits)
	}
	return x, nil
}

// storing returns the term of a number that is stored when it is evaluated; its value is what the place then holds.
func (c *checker) storing(n *node, to *term, load func(*run) (num, error)) *term {
	store := func(r *run) error {
		if r.env.Writer == nil {
			return r.errorf(to.span, "this program cannot be changed")
		}
		x, err := load(r)
		if err != nil {
			return err
		}
		v := to.val(r)
		if err := v.Err(); err != nil {
			return unavailable(r.text, to.span, err)
		}
		size, err := v.Size()
		if err != nil {
			return unavailable(r.text, to.span, err)
		}
		b, ok := to.s.bytes(x, size)
		if !ok {
			return r.errorf(n.span, "a %s cannot be assigned", typeText(to))
		}
		if to.base.BigEndian {
			slices.Reverse(b)
		}
		return r.write(n, to, v, b)
	}
	return c.after(n, to, store)
}

// write writes the bytes of an object.
func (r *run) write(n *node, to *term, v value.Value, b []byte) error {
	if err := v.Write(r.env.Writer, b); err != nil {
		return r.errorf(to.span, "%s cannot be assigned to: %s", snippet(r.text, to.span), value.Reason(err))
	}
	return nil
}

// after returns a term that does something, and then is another one.
func (c *checker) after(n *node, to *term, do func(*run) error) *term {
	return c.lateTerm(n.span, func(r *run) (*term, error) {
		if err := do(r); err != nil {
			return nil, err
		}
		done := *to
		done.span = n.span
		return &done, nil
	})
}

// assignObject checks the assignment of a whole object of the same type.
func (c *checker) assignObject(n *node, to, from *term) (*term, error) {
	if from.isText && to.isArray() {
		return c.assignText(n, to, from)
	}
	if from.val == nil || n.text != "=" || !sameType(to.typ, from.typ) {
		return nil, c.errorf(n.span, "%s cannot be assigned to %s", c.describe(from), typeText(to))
	}
	return c.after(n, to, func(r *run) error {
		v := from.val(r)
		b, err := v.Bytes()
		if err != nil {
			return unavailable(r.text, from.span, err)
		}
		target := to.val(r)
		if size, err := target.Size(); err != nil || size != int64(len(b)) {
			return r.errorf(n.span, "the sizes differ")
		}
		return r.write(n, to, target, b)
	}), nil
}

// assignText checks the assignment of a string to an array of characters, with zeros after it.
func (c *checker) assignText(n *node, to, from *term) (*term, error) {
	elem := scalarOf(c.ctx, c.strip(c.elementType(to)))
	if elem.class != integer || elem.bits != 8 && elem.bits != 16 && elem.bits != 32 {
		return nil, c.errorf(n.span, "a string cannot be assigned to %s", typeText(to))
	}
	b := from.units(int(elem.bits / 8))
	return c.after(n, to, func(r *run) error {
		v := to.val(r)
		if err := v.Err(); err != nil {
			return unavailable(r.text, to.span, err)
		}
		size, err := v.Size()
		if err != nil {
			return unavailable(r.text, to.span, err)
		}
		if int64(len(b)) > size {
			return r.errorf(from.span, "the string takes %d bytes, %s has %d", len(b), snippet(r.text, to.span), size)
		}
		return r.write(n, to, v, append(b[:len(b):len(b)], make([]byte, size-int64(len(b)))...))
	}), nil
}

// step checks ++ and --, before or after the operand.
func (c *checker) step(n *node, t *term, after bool) (*term, error) {
	if err := c.assignable(t); err != nil {
		return nil, err
	}
	if t.load == nil || t.s.class == notScalar || t.s.class == boolean {
		return nil, c.notA(t, "a number")
	}
	one := c.constantTerm(n.span, c.languageType("int"), num{lo: 1})
	if t.s.class == floating {
		one = c.constantTerm(n.span, t.typ, floatNum(1))
	}
	one.adapts = true
	copied := *n
	copied.text = n.text[:1]
	next, err := c.binary(&copied, t, one)
	if err != nil {
		return nil, err
	}
	next.adapts = true
	load, err := c.assigned(n, t, next)
	if err != nil {
		return nil, err
	}
	if !after {
		return c.storing(n, t, load), nil
	}
	return c.lateTerm(n.span, func(r *run) (*term, error) {
		old, err := t.load(r)
		if err != nil {
			return nil, err
		}
		c := r.checker()
		if _, err := r.resolve(c.storing(n, t, load)); err != nil {
			return nil, err
		}
		return c.constantTerm(n.span, t.typ, old), nil
	}), nil
}

// typeName is the name of a type without what is declared in.
func typeName(t *symbols.Type) string {
	if t == nil {
		return "void"
	}
	return symbols.ShortenType(t.String())
}
