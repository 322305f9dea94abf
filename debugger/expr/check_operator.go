package expr

import (
	"strings"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/value"
)

// checked reports whether the language's arithmetic has no wrap-around.
func (c *checker) isChecked() bool {
	return c.lang == symbols.Rust || c.lang == symbols.Zig || c.lang == symbols.Swift
}

// unary checks an operator before an operand.
func (c *checker) unary(n *node, t *term) (*term, error) {
	switch n.text {
	case "*":
		return c.deref(n.span, t)
	case "&":
		return c.addressOf(n, t)
	case "++", "--":
		return c.step(n, t, false)
	case "!":
		if c.lang != symbols.Rust || t.s.class != integer {
			return c.not(n, t)
		}
	}
	t = c.unreferenced(t)
	if t.load == nil || t.s.class == notScalar || t.s.class == pointer {
		return nil, c.notA(t, "a number")
	}
	typ, s := t.typ, t.s
	if c.isC() {
		typ, s = c.promoted(t)
	}
	if s.class == floating && (s.bits != 32 && s.bits != 64 || n.text == "~" || n.text == "!") {
		return nil, c.errorf(n.span, "'%s' has no meaning for %s", n.text, symbols.ShortenType(t.typ.String()))
	}
	load := c.converted(t, s)
	checked := c.isChecked()
	compute := func(x num) (num, string) {
		switch {
		case n.text == "+":
			return x, ""
		case n.text != "-":
			return s.wrap(num{^x.lo, ^x.hi}), ""
		case s.class == floating:
			return floatNum(-x.float()), ""
		}
		return arithmetic("-", s, checked)(num{}, x)
	}
	if t.constant != nil {
		x, _ := load(nil)
		if n.text == "-" && t.adapts && !s.signed {
			return nil, c.errorf(n.span, "%s is too small", snippet(c.text, n.span))
		}
		y, problem := compute(x)
		if problem != "" {
			return nil, c.errorf(n.span, "%s: %s", snippet(c.text, n.span), problem)
		}
		k := c.constantTerm(n.span, typ, y)
		k.adapts = t.adapts
		return k, nil
	}
	return c.numberTerm(n.span, typ, func(r *run) (num, error) {
		x, err := load(r)
		if err != nil {
			return num{}, err
		}
		y, problem := compute(x)
		if problem != "" {
			return num{}, r.problem(n.span, problem)
		}
		return y, nil
	}), nil
}

// not checks !x.
func (c *checker) not(n *node, t *term) (*term, error) {
	t, err := c.condition(t)
	if err != nil {
		return nil, err
	}
	return c.numberTerm(n.span, c.truthType(), func(r *run) (num, error) {
		x, err := t.load(r)
		return boolNum(err == nil && x.isZero(t.s)), err
	}), nil
}

// truthType is the type of comparisons: int in C, else bool.
func (c *checker) truthType() *symbols.Type {
	if c.lang == symbols.C {
		return c.builtin("int")
	}
	return c.builtin("bool")
}

// isRustReference reports whether a pointer is a reference of Rust, which operators look through.
func (t *term) isRustReference() bool {
	return t.isPointer() && t.base.Language == symbols.Rust && strings.HasPrefix(t.base.Name, "&") && !t.s.isWide()
}

// isWide reports whether a pointer has more than an address.
func (s scalar) isWide() bool { return s.class == notScalar }

// unreferenced follows references of Rust.
func (c *checker) unreferenced(t *term) *term {
	for range maxDerived {
		if !t.isRustReference() {
			break
		}
		next, err := c.deref(t.span, t)
		if err != nil || next.late != nil {
			break
		}
		t = next
	}
	return t
}

// promoted returns the type that a number has in arithmetic of C (C11 6.3.1.1).
func (c *checker) promoted(t *term) (*symbols.Type, scalar) {
	if t.s.class == floating {
		return t.typ, t.s
	}
	typ, s := t.typ, t.s
	if s.class == enumeration && t.base.Elem() != nil {
		typ = t.base.Elem()
	}
	s.class = integer
	bits := int64(s.bits)
	if t.bits > 0 {
		bits = t.bits
	}
	isInt := c.builtin("int")
	switch {
	case strings.Contains(t.base.Name, "_BitInt"):
		return typ, s
	case bits < 32 || bits == 32 && s.signed:
		return isInt, scalar{integer, true, 32}
	case bits == 32:
		return c.builtin("unsigned int"), scalar{integer, false, 32}
	case t.s.class == enumeration && t.base.Elem() == nil:
		return c.languageType("long long"), scalar{integer, s.signed, 64}
	}
	return typ, s
}

// common returns the type in which an operator computes with two numbers.
func (c *checker) common(n *node, x, y *term) (*symbols.Type, scalar, error) {
	if !c.isC() {
		return c.commonStrict(n, x, y)
	}
	if x.s.class == pointer || y.s.class == pointer {
		if x.s.class != pointer {
			return y.typ, y.s, nil
		}
		return x.typ, x.s, nil
	}
	xt, xs := c.promoted(x)
	yt, ys := c.promoted(y)
	switch {
	case xs.class == floating && ys.class == floating:
		if ys.bits > xs.bits {
			return yt, ys, nil
		}
		return xt, xs, nil
	case xs.class == floating:
		return xt, xs, nil
	case ys.class == floating:
		return yt, ys, nil
	case xs.bits > ys.bits || xs.bits == ys.bits && (!xs.signed || ys.signed):
		return xt, xs, nil
	}
	return yt, ys, nil
}

// commonStrict is common where both operands have to be of one type, which numbers in the text take.
func (c *checker) commonStrict(n *node, x, y *term) (*symbols.Type, scalar, error) {
	switch {
	case x.adapts && y.adapts && x.s.class != y.s.class && y.s.class == floating:
		return y.typ, y.s, nil
	case x.adapts && !y.adapts:
		return y.typ, y.s, c.adaptable(x, y)
	case y.adapts:
		return x.typ, x.s, c.adaptable(y, x)
	case x.s == y.s && (x.s.class != enumeration || sameType(x.typ, y.typ)):
		return x.typ, x.s, nil
	case x.s.class == pointer && y.s.class == pointer:
		return x.typ, x.s, nil
	case c.lang == symbols.Zig && x.s.class == y.s.class && x.s.signed == y.s.signed:
		if y.s.bits > x.s.bits {
			return y.typ, y.s, nil
		}
		return x.typ, x.s, nil
	}
	return nil, scalar{}, c.errorf(n.span, "the types differ: %s and %s; write 'as %s'", typeText(x), typeText(y), typeText(y))
}

func typeText(t *term) string { return symbols.ShortenType(t.typ.String()) }

// adaptable says why a number in the text is none of the other operand's type.
func (c *checker) adaptable(literal, other *term) error {
	switch {
	case literal.s.class == floating && other.s.class == integer:
		return c.errorf(literal.span, "%s is not a number of the type %s", snippet(c.text, literal.span), typeText(other))
	case other.s.class == floating || literal.constant == nil:
		return nil
	case other.s.class == boolean:
		return c.errorf(literal.span, "%s is not a bool", snippet(c.text, literal.span))
	case !other.s.fits(*literal.constant, literal.s):
		return c.errorf(literal.span, "%s does not fit %s", snippet(c.text, literal.span), typeText(other))
	}
	return nil
}

// converted returns the number of a term as one of another type; the conversion must have a meaning.
func (c *checker) converted(t *term, to scalar) func(*run) (num, error) {
	if t.s == to || t.s.class != floating && to.class != floating && to.class != boolean && t.s.bits <= to.bits && t.s.signed == to.signed {
		return t.load
	}
	from, load, at := t.s, t.load, t.span
	if t.constant != nil {
		if n, problem := convert(*t.constant, from, to, false); problem == "" {
			return func(*run) (num, error) { return n, nil }
		}
	}
	return func(r *run) (num, error) {
		n, err := load(r)
		if err != nil {
			return num{}, err
		}
		n, problem := convert(n, from, to, false)
		if problem != "" {
			return num{}, r.problem(at, problem)
		}
		return n, nil
	}
}

// binary checks a binary operator.
func (c *checker) binary(n *node, x, y *term) (*term, error) {
	switch n.text {
	case "&&", "||":
		return c.logical(n, x, y)
	case "@":
		return c.repeat(n, x, y)
	}
	isComparison := comparison(n.text, scalar{}) != nil
	if x.isText || y.isText {
		if !isComparison {
			return nil, c.errorf(n.span, "'%s' has no meaning for strings", n.text)
		}
		return c.compareText(n, x, y)
	}
	if !c.isBothPointers(x, y) || !isComparison {
		x, y = c.unreferenced(x), c.unreferenced(y)
	}
	var err error
	if x, err = c.decayed(x); err != nil {
		return nil, err
	}
	if y, err = c.decayed(y); err != nil {
		return nil, err
	}
	for _, t := range []*term{x, y} {
		if t.load == nil || t.s.class == notScalar {
			return nil, c.noOperator(n, t, isComparison)
		}
	}
	if x.s.class == pointer || y.s.class == pointer {
		return c.pointers(n, x, y, isComparison)
	}
	if n.text == "<<" || n.text == ">>" {
		return c.shifts(n, x, y)
	}
	typ, s, err := c.common(n, x, y)
	if err != nil {
		return nil, err
	}
	if s.class == floating && s.bits != 32 && s.bits != 64 {
		return nil, c.errorf(n.span, "arithmetic with %s is not supported; cast it to double", symbols.ShortenType(typ.String()))
	}
	if isComparison {
		return c.compare(n, s, c.converted(x, s), c.converted(y, s)), nil
	}
	return c.compute(n, typ, s, c.converted(x, s), c.converted(y, s))
}

// noOperator is the error of an operand that is no number.
func (c *checker) noOperator(n *node, t *term, isComparison bool) error {
	if isComparison && t.isClass() {
		return c.errorf(t.span, "%s: compare its members", c.describe(t))
	}
	return c.errorf(t.span, "%s, for which '%s' has no meaning", c.describe(t), n.text)
}

func (c *checker) isBothPointers(x, y *term) bool { return x.isPointer() && y.isPointer() }

// compare returns the term of a comparison.
func (c *checker) compare(n *node, s scalar, x, y func(*run) (num, error)) *term {
	test := comparison(n.text, s)
	return c.numberTerm(n.span, c.truthType(), func(r *run) (num, error) {
		a, err := x(r)
		if err != nil {
			return num{}, err
		}
		b, err := y(r)
		if err != nil {
			return num{}, err
		}
		return boolNum(test(a, b)), nil
	})
}

// compute returns the term of an arithmetic operator on two numbers of one type.
func (c *checker) compute(n *node, typ *symbols.Type, s scalar, x, y func(*run) (num, error)) (*term, error) {
	op := arithmetic(n.text, s, c.isChecked())
	if op == nil || s.class == boolean && !strings.Contains("&|^", n.text) || s.class == floating && n.text == "%" && c.isC() && c.lang != symbols.AssemblyScript {
		return nil, c.errorf(n.span, "'%s' has no meaning for %s", n.text, symbols.ShortenType(typ.String()))
	}
	return c.numberTerm(n.span, typ, func(r *run) (num, error) {
		a, err := x(r)
		if err != nil {
			return num{}, err
		}
		b, err := y(r)
		if err != nil {
			return num{}, err
		}
		z, problem := op(a, b)
		if problem != "" {
			return num{}, r.problem(n.span, problem)
		}
		return z, nil
	}), nil
}

// shifts checks << and >>, whose operands may be of different types.
func (c *checker) shifts(n *node, x, y *term) (*term, error) {
	for _, t := range []*term{x, y} {
		if t.s.class == floating || t.s.class == boolean && !c.isC() {
			return nil, c.notA(t, "an integer")
		}
	}
	typ, s := x.typ, x.s
	if c.isC() {
		typ, s = c.promoted(x)
	}
	load, by := c.converted(x, s), y.load
	return c.numberTerm(n.span, typ, func(r *run) (num, error) {
		a, err := load(r)
		if err != nil {
			return num{}, err
		}
		b, err := by(r)
		if err != nil {
			return num{}, err
		}
		z, problem := shift(n.text, a, s, b, y.s, false)
		if problem != "" {
			return num{}, r.problem(n.span, problem)
		}
		return z, nil
	}), nil
}

// logical checks && and ||.
func (c *checker) logical(n *node, x, y *term) (*term, error) {
	x, err := c.condition(x)
	if err != nil {
		return nil, err
	}
	if y, err = c.condition(y); err != nil {
		return nil, err
	}
	and := n.text == "&&"
	return c.numberTerm(n.span, c.truthType(), func(r *run) (num, error) {
		a, err := x.load(r)
		if err != nil || a.isZero(x.s) == and {
			return boolNum(!and), err
		}
		b, err := y.load(r)
		return boolNum(!b.isZero(y.s)), err
	}), nil
}

// pointers checks operators on pointers: differences, sums with integers, comparisons.
func (c *checker) pointers(n *node, x, y *term, isComparison bool) (*term, error) {
	if isComparison {
		s := x.s
		if s.class != pointer {
			s = y.s
		}
		if x.s.class == floating || y.s.class == floating {
			return nil, c.errorf(n.span, "a pointer and a floating-point number cannot be compared")
		}
		return c.compare(n, s, c.converted(x, s), c.converted(y, s)), nil
	}
	if n.text == "+" && x.s.class != pointer {
		x, y = y, x
	}
	switch {
	case n.text == "-" && x.s.class == pointer && y.s.class == pointer:
		return c.difference(n, x, y)
	case n.text != "+" && n.text != "-" || y.s.class == pointer || y.s.class == floating:
		return nil, c.errorf(n.span, "'%s' has no meaning for %s and %s", n.text, typeText(x), typeText(y))
	}
	size, err := c.elementSize(x)
	if err != nil {
		return nil, err
	}
	return c.numberTerm(n.span, x.typ, func(r *run) (num, error) {
		a, err := x.load(r)
		if err != nil {
			return num{}, err
		}
		i, err := y.load(r)
		if err != nil {
			return num{}, err
		}
		by := i.lo * uint64(size)
		if n.text == "-" {
			by = -by
		}
		return x.s.wrap(num{lo: a.lo + by}), nil
	}), nil
}

// difference checks the difference of two pointers.
func (c *checker) difference(n *node, x, y *term) (*term, error) {
	size, err := c.elementSize(x)
	if err != nil {
		return nil, err
	}
	if other, err := c.elementSize(y); err != nil || other != size {
		return nil, c.errorf(n.span, "the pointers are of different types: %s and %s", typeText(x), typeText(y))
	}
	if size == 0 {
		return nil, c.errorf(n.span, "what the pointers point to has no size")
	}
	typ := c.languageType("long")
	return c.numberTerm(n.span, typ, func(r *run) (num, error) {
		a, err := x.load(r)
		if err != nil {
			return num{}, err
		}
		b, err := y.load(r)
		if err != nil {
			return num{}, err
		}
		d := int64(a.lo - b.lo)
		if x.s.bits == 32 {
			d = int64(int32(d))
		}
		return intNum(d / size), nil
	}), nil
}

// elementSize returns the size of what a pointer points to; of void, a byte.
func (c *checker) elementSize(t *term) (int64, error) {
	if t.base == nil || t.base.Kind != symbols.KindPointer {
		return 1, nil
	}
	elem := c.strip(t.base.Elem())
	if elem == nil || elem.Kind == symbols.KindVoid {
		return 1, nil
	}
	if elem.Kind == symbols.KindFunc {
		return 0, c.errorf(t.span, "arithmetic on pointers to functions has no meaning")
	}
	size, err := c.ctx.SizeOf(elem)
	if err != nil {
		return 0, unavailable(c.text, t.span, err)
	}
	return size, nil
}

// decayed returns an array as the pointer to its first element, and a function as a pointer to it.
func (c *checker) decayed(t *term) (*term, error) {
	if !t.isArray() || t.base.Kind != symbols.KindArray || t.val == nil {
		return t, nil
	}
	elem := c.elementType(t)
	info := symbols.TypeInfo{Kind: symbols.KindPointer, Size: c.pointerSize(), Language: t.base.Language}
	return c.numberTerm(t.span, symbols.NewType(info, &derivedType{elem: elem}, 0), func(r *run) (num, error) {
		a, err := r.address(t)
		return num{lo: a}, err
	}), nil
}

// elementType returns the type of an array's elements.
func (c *checker) elementType(t *term) *symbols.Type {
	v := value.Failed(c.ctx, t.typ, nil)
	return v.Index(0).Type()
}
