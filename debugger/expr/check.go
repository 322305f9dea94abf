package expr

import (
	"fmt"
	"slices"

	"github.com/wdbg/wdbg/symbols"
)

// check resolves the names of a node and checks its types.
func (c *checker) check(n *node) (*term, error) {
	t, err := c.checkNode(n)
	if err != nil {
		return nil, err
	}
	if t.span != n.span {
		copied := *t // errors name the inner span: without parentheses
		copied.span = n.span
		return &copied, nil
	}
	return t, nil
}

func (c *checker) checkNode(n *node) (*term, error) {
	switch n.kind {
	case nodeNumber:
		return c.number(n)
	case nodeChar:
		return c.character(n)
	case nodeString:
		return &term{span: n.span, isText: true, text: n.runes, raw: n.raw, prefix: n.prefix}, nil
	case nodeWord:
		return c.word(n)
	case nodeName:
		return c.name(n)
	case nodeState:
		return c.state(n)
	case nodeTypeName:
		typ, err := c.typeOf(n.typ)
		if err != nil {
			return nil, err
		}
		return c.setType(&term{span: n.span, isType: true}, typ), nil
	case nodeMember:
		return c.memberNode(n)
	case nodeIndex:
		return c.indexNode(n)
	case nodeSlice:
		return c.sliceNode(n)
	case nodeSizeof:
		return c.sizeof(n)
	case nodeCall:
		return c.callNode(n)
	case nodeCast, nodeAt:
		return c.castNode(n)
	}
	kids := make([]*term, len(n.kids))
	for i, k := range n.kids {
		var err error
		if n.kind == nodeAssign && i == 1 {
			kids[i], err = c.checkAgainst(k, kids[0])
		} else if n.kind == nodeBinary && i == 1 {
			kids[i], err = c.checkAgainst(k, kids[0])
		} else {
			kids[i], err = c.check(k)
			if err != nil && n.kind == nodeBinary && k.kind == nodeName {
				kids[i], err = c.enumeratorOfOther(k, n.kids[1], err)
			}
		}
		if err != nil {
			return nil, err
		}
	}
	if n.kind == nodeAssign || n.text == "++" || n.text == "--" {
		c.effects = true
	}
	return c.with(n.span, kids, func(c *checker, kids []*term) (*term, error) { return c.operator(n, kids) })
}

// operator checks an operator on operands that are known.
func (c *checker) operator(n *node, kids []*term) (*term, error) {
	for i, t := range kids {
		if t.isType {
			return nil, c.errorf(t.span, "'%s' is a type, not a value", snippet(c.text, t.span))
		}
		if len(t.funcs) > 0 && n.text != "&" && n.text != "*" {
			f, err := c.funcPointer(t)
			if err != nil {
				return nil, err
			}
			kids[i] = f
		}
	}
	switch n.kind {
	case nodeUnary:
		return c.unary(n, kids[0])
	case nodePostfix:
		return c.step(n, kids[0], true)
	case nodeBinary:
		return c.binary(n, kids[0], kids[1])
	case nodeAssign:
		return c.assign(n, kids[0], kids[1])
	case nodeCond:
		return c.cond(n, kids[0], kids[1], kids[2])
	}
	return nil, c.errorf(n.span, "not supported")
}

// checkAgainst checks the second operand of an operator: a name may be a value of the enumeration that the first one is of.
func (c *checker) checkAgainst(n *node, other *term) (*term, error) {
	t, err := c.check(n)
	if err != nil && n.kind == nodeName && other.base != nil && other.base.Kind == symbols.KindEnum {
		if e, ok := c.enumerator(n.span, other.typ, n.text); ok {
			return e, nil
		}
	}
	return t, err
}

// enumeratorOfOther checks a name as a value of the enumeration that the operand after it is of.
func (c *checker) enumeratorOfOther(n, other *node, err error) (*term, error) {
	t, otherErr := c.check(other)
	if otherErr == nil && t.base != nil && t.base.Kind == symbols.KindEnum {
		if e, ok := c.enumerator(n.span, t.typ, n.text); ok {
			return e, nil
		}
	}
	return nil, err
}

// number checks a number: without a suffix that says it, its type is the first of the language's that has it.
func (c *checker) number(n *node) (*term, error) {
	x := n.num
	if x.float {
		name := "double"
		switch {
		case x.suffix == "f" || x.suffix == "f32":
			name = "float"
		case x.suffix == "l":
			return nil, c.errorf(n.span, "long double is not supported in numbers")
		}
		t := c.constantTerm(n.span, c.languageType(name), c.rounded(name, x.real))
		t.adapts = x.suffix == "" && !c.isC()
		return t, nil
	}
	value := num{x.lo, x.hi}
	if b := c.suffixType(x.suffix); b != nil {
		t := c.constantTerm(n.span, b, value)
		if !t.s.fits(value, scalar{class: integer, bits: 128}) {
			return nil, c.errorf(n.span, "%s does not fit %s", symbols.Printable(n.text), b.Name)
		}
		return t, nil
	}
	for _, name := range numberTypes(x) {
		typ := c.languageType(name)
		t := c.constantTerm(n.span, typ, value)
		if t.s.fits(value, scalar{class: integer, bits: 128}) {
			t.adapts = x.suffix == "" && !c.isC()
			return t, nil
		}
	}
	return nil, c.errorf(n.span, "%s is too large", symbols.Printable(n.text))
}

// rounded returns a number as a type of C has it.
func (c *checker) rounded(name string, x float64) num {
	if name == "float" {
		x = float64(float32(x))
	}
	return floatNum(x)
}

// suffixType returns the type that the suffix of a number names; nil for those of C.
func (c *checker) suffixType(suffix string) *symbols.Type {
	switch suffix {
	case "i8", "u8", "i16", "u16", "i32", "u32", "i64", "u64", "i128", "u128", "usize", "isize":
		return c.builtin(suffix)
	}
	return nil
}

// numberTypes returns the types that a number may have, by the rules of C.
func numberTypes(x number) []string {
	all := []string{"int", "unsigned int", "long", "unsigned long", "long long", "unsigned long long", "__int128", "unsigned __int128"}
	unsigned := slices.Contains([]string{"u", "ul", "lu", "ull", "llu"}, x.suffix)
	from := 0
	switch x.suffix {
	case "l", "ul", "lu":
		from = 2
	case "ll", "ull", "llu":
		from = 4
	}
	var types []string
	for i := from; i < len(all); i++ {
		isUnsigned := i%2 == 1
		if unsigned && !isUnsigned || !unsigned && isUnsigned && x.base == 10 && i < 6 {
			continue
		}
		types = append(types, all[i])
	}
	return types
}

// isC reports whether numbers follow the rules of C.
func (c *checker) isC() bool {
	switch c.lang {
	case symbols.Rust, symbols.Go, symbols.TinyGo, symbols.Zig, symbols.Swift:
		return false
	}
	return true
}

// languageType returns the type of the language that corresponds to one of C.
func (c *checker) languageType(name string) *symbols.Type {
	var other string
	switch c.lang {
	case symbols.Rust, symbols.Zig, symbols.AssemblyScript, symbols.Swift:
		other = map[string]string{"int": "i32", "unsigned int": "u32", "long": "isize", "unsigned long": "usize", "long long": "i64",
			"unsigned long long": "u64", "__int128": "i128", "unsigned __int128": "u128", "float": "f32", "double": "f64", "char": "u8",
			"unsigned char": "u8"}[name]
	case symbols.Go, symbols.TinyGo:
		other = map[string]string{"unsigned int": "uint", "long": "int64", "unsigned long": "uint64", "long long": "int64", "unsigned long long": "uint64",
			"float": "float32", "double": "float64", "char": "uint8", "unsigned char": "uint8"}[name]
	}
	if other != "" {
		if t := c.builtin(other); t != nil {
			return t
		}
	}
	return c.builtin(name)
}

// character checks a character.
func (c *checker) character(n *node) (*term, error) {
	r, raw := n.runes[0], n.raw[0]
	name := "char"
	switch n.prefix {
	case "L":
		name = "wchar_t"
	case "u":
		name = "char16_t"
	case "U":
		name = "char32_t"
	case "u8":
		name = "char8_t"
	case "b":
		name = "unsigned char"
	}
	switch c.lang {
	case symbols.Rust:
		if n.prefix == "b" {
			name = "u8"
		}
	case symbols.Go, symbols.TinyGo:
		name = "rune"
	case symbols.Zig:
		name = "int"
	}
	typ := c.builtin(name)
	t := c.constantTerm(n.span, typ, intNum(int64(r)))
	if !raw && t.s.bits == 8 && r > 0x7f {
		return nil, c.errorf(n.span, "the character takes more than one byte")
	}
	if t.s.bits == 16 && r > 0xffff {
		return nil, c.errorf(n.span, "the character takes more than one unit")
	}
	t = c.constantTerm(n.span, typ, t.s.wrap(intNum(int64(r))))
	t.adapts = !c.isC() && c.lang != symbols.Rust
	return t, nil
}

// word checks true, false and the null pointers.
func (c *checker) word(n *node) (*term, error) {
	switch n.text {
	case "true", "false":
		return c.constantTerm(n.span, c.builtin("bool"), boolNum(n.text == "true")), nil
	}
	info := symbols.TypeInfo{Kind: symbols.KindPointer, Size: c.pointerSize(), Language: c.lang}
	return c.constantTerm(n.span, symbols.NewType(info, &derivedType{}, 0), num{}), nil
}

// sizeof checks sizeof of a type or an expression, which is not evaluated.
func (c *checker) sizeof(n *node) (*term, error) {
	size := func(c *checker, typ *symbols.Type) (*term, error) {
		bytes, err := c.ctx.SizeOf(typ)
		if err != nil {
			return nil, unavailable(c.text, n.span, err)
		}
		return c.constantTerm(n.span, c.languageType("unsigned long"), intNum(bytes)), nil
	}
	if n.typ != nil {
		typ, err := c.typeOf(n.typ)
		if err != nil {
			return nil, err
		}
		return size(c, typ)
	}
	effects, calls := c.effects, c.calls
	t, err := c.check(n.kids[0])
	if err != nil {
		return nil, err
	}
	c.effects, c.calls = effects, calls
	return c.with(n.span, []*term{t}, func(c *checker, kids []*term) (*term, error) {
		t := kids[0]
		switch {
		case t.isText:
			return c.constantTerm(n.span, c.languageType("unsigned long"), intNum(int64(len(utf8Bytes(t.text, t.raw))+1))), nil
		case len(t.funcs) > 0:
			return nil, c.errorf(t.span, "a function has no size")
		}
		return size(c, t.typ)
	})
}

// condition returns a term whose number says whether another is true.
func (c *checker) condition(t *term) (*term, error) {
	switch {
	case t.isType || t.isText || len(t.funcs) > 0:
		return nil, c.errorf(t.span, "%s, which is neither true nor false", c.describe(t))
	case t.s.class == notScalar || t.load == nil:
		return nil, c.errorf(t.span, "%s, which is neither true nor false", c.describe(t))
	}
	return t, nil
}

// cond checks a ? b : c.
func (c *checker) cond(n *node, test, yes, no *term) (*term, error) {
	test, err := c.condition(test)
	if err != nil {
		return nil, err
	}
	choose := func(r *run) (*term, error) {
		x, err := test.load(r)
		if err != nil {
			return nil, err
		}
		if x.isZero(test.s) {
			return no, nil
		}
		return yes, nil
	}
	yesPlain, noPlain := yes.s.class != notScalar && yes.load != nil, no.s.class != notScalar && no.load != nil
	if !yesPlain || !noPlain || sameType(yes.typ, no.typ) {
		if yesPlain != noPlain || !yesPlain && !sameType(yes.typ, no.typ) && !(yes.isText && no.isText) {
			return nil, c.errorf(n.span, "the two values are of different kinds: %s, %s", c.describe(yes), c.describe(no))
		}
		return c.lateTerm(n.span, choose), nil
	}
	typ, s, err := c.common(n, yes, no)
	if err != nil {
		return nil, err
	}
	yesLoad, noLoad := c.converted(yes, s), c.converted(no, s)
	return c.numberTerm(n.span, typ, func(r *run) (num, error) {
		t, err := choose(r)
		if err != nil {
			return num{}, err
		}
		if t == yes {
			return yesLoad(r)
		}
		return noLoad(r)
	}), nil
}

// problem makes the error of an operation that has no result.
func (r *run) problem(at span, problem string) error {
	return r.errorf(at, "%s: %s", snippet(r.text, at), problem)
}

// notA is the error of an operand of the wrong kind.
func (c *checker) notA(t *term, what string) error {
	return c.errorf(t.span, "%s", fmt.Sprintf("%s, which is not %s", c.describe(t), what))
}
