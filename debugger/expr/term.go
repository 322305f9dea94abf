package expr

import (
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/value"
	"github.com/wdbg/wdbg/wasm"
)

// term is a part of an expression whose names and types have been checked.
type term struct {
	span
	// typ is the type as it was declared, nil for void; base is its definition. They are not those of a reference: that is followed.
	typ, base *symbols.Type
	s         scalar

	// load returns the number of a scalar; val is the object, nil for what is only a number; addr is its address, ok is false where it
	// has none, which val then knows more about. addr may be nil.
	load func(r *run) (num, error)
	val  func(r *run) value.Value
	addr func(r *run) (a uint64, ok bool, err error)

	// constant is the number, where it does not depend on the program. adapts: a number without a type, which takes the
	// other operand's.
	constant *num
	adapts   bool
	// bits is the width of a bit-field, 0 for others.
	bits int64

	// late finds the term only when the program is looked at; then nothing else is set.
	late func(r *run) (*term, error)

	// A term that is no value: a type; functions of a name, with the object that they are called for; a string.
	isType bool
	funcs  []*symbols.Func
	object *term
	isText bool
	text   []rune
	raw    []bool
	prefix string
}

// checker resolves names and checks types, in the state of a frame or without one.
type checker struct {
	env     *Env
	ctx     *value.Context
	text    string
	lang    symbols.Language
	effects bool // it changes the program, or calls a function
	calls   bool
	depth   int

	vars     []*symbols.Variable
	varsErr  error
	varsRead bool
}

func newChecker(env *Env, text string) *checker {
	c := &checker{env: env, ctx: env.Context, text: text, lang: env.Language}
	if c.ctx == nil {
		c.ctx = &value.Context{}
	}
	return c
}

func (c *checker) errorf(at span, format string, args ...any) error {
	return errorAt(c.text, at, format, args...)
}

// strip returns the definition of a type, without names and qualifiers.
func (c *checker) strip(t *symbols.Type) *symbols.Type {
	return c.ctx.Complete(t.Strip())
}

// setType sets the type of a term.
func (c *checker) setType(t *term, typ *symbols.Type) *term {
	t.typ, t.base = typ, c.strip(typ)
	t.s = scalarOf(c.ctx, t.base)
	return t
}

// objectTerm returns the term of an object. One that is a reference is followed.
func (c *checker) objectTerm(at span, typ *symbols.Type, val func(*run) value.Value, addr func(*run) (uint64, bool, error)) *term {
	t := c.setType(&term{span: at, val: val, addr: addr}, typ)
	if t.base != nil && (t.base.Kind == symbols.KindReference || t.base.Kind == symbols.KindRvalueRef) && c.enterType() {
		defer func() { c.depth-- }()
		return c.objectTerm(at, t.base.Elem(), func(r *run) value.Value { return val(r).Deref() }, followed(t, addr))
	}
	if t.s.class != notScalar {
		t.load = t.loadObject
	}
	return t
}

// enterType bounds how many types are looked through.
func (c *checker) enterType() bool {
	if c.depth > maxNested {
		return false
	}
	c.depth++
	return true
}

// followed returns the address that a reference refers to.
func followed(t *term, addr func(*run) (uint64, bool, error)) func(*run) (uint64, bool, error) {
	if addr == nil || !t.s.isPlain() {
		return nil
	}
	s := t.s
	return func(r *run) (uint64, bool, error) {
		a, ok, err := addr(r)
		if err != nil || !ok {
			return 0, false, err
		}
		n, err := r.read(a, s)
		if err != nil || n.lo == 0 {
			return 0, false, err // null: val says it better
		}
		return n.lo, true, nil
	}
}

// loadObject reads the number of an object.
func (t *term) loadObject(r *run) (num, error) {
	if t.addr != nil && t.bits == 0 && t.s.isPlain() && !t.base.BigEndian {
		a, ok, err := t.addr(r)
		if err != nil {
			return num{}, unavailable(r.text, t.span, err)
		}
		if ok {
			n, err := r.read(a, t.s)
			if err != nil {
				return num{}, unavailable(r.text, t.span, err)
			}
			return n, nil
		}
	}
	n, err := numberOf(t.val(r), t.s)
	if err != nil {
		return num{}, unavailable(r.text, t.span, err)
	}
	return n, nil
}

// variableTerm returns the term of a variable.
func (c *checker) variableTerm(at span, v *symbols.Variable) *term {
	val := func(r *run) value.Value { return value.Of(r.ctx, v) }
	if v.Locator == nil {
		return c.objectTerm(at, v.Type, val, nil)
	}
	addr := func(r *run) (uint64, bool, error) {
		if r.ctx.Machine == nil {
			return 0, false, nil
		}
		loc, err := v.Locator.Locate(r.ctx.Machine)
		if err != nil {
			return 0, false, err
		}
		a, ok := loc.Address()
		return a, ok, nil
	}
	t := c.objectTerm(at, v.Type, val, addr)
	if t.typ == v.Type && t.s.isPlain() && !t.base.BigEndian {
		t.load = func(r *run) (num, error) { return t.loadVariable(r, v) }
	}
	return t
}

// loadVariable reads the number of a variable, which is located once.
func (t *term) loadVariable(r *run, v *symbols.Variable) (num, error) {
	if r.ctx.Machine == nil {
		return num{}, unavailable(r.text, t.span, value.Of(r.ctx, v).Err())
	}
	loc, err := v.Locator.Locate(r.ctx.Machine)
	if err != nil {
		return num{}, unavailable(r.text, t.span, err)
	}
	if a, ok := loc.Address(); ok {
		n, err := r.read(a, t.s)
		if err != nil {
			return num{}, unavailable(r.text, t.span, err)
		}
		return n, nil
	}
	if len(loc.Pieces) == 0 {
		return num{}, unavailable(r.text, t.span, value.Of(r.ctx, v).Err())
	}
	if n, ok := t.inWord(r, loc); ok {
		return n, nil
	}
	n, err := numberOf(value.New(r.ctx, v.Type, loc), t.s)
	if err != nil {
		return num{}, unavailable(r.text, t.span, err)
	}
	return n, nil
}

// inWord reads the number of a variable that is in a local, a global or an operand as a whole.
func (t *term) inWord(r *run, loc symbols.Location) (num, bool) {
	p := loc.Pieces[0]
	if len(loc.Pieces) != 1 || p.BitOffset != 0 || p.Bits != 0 && p.Bits < uint64(t.s.bits) {
		return num{}, false
	}
	switch p.Kind {
	case symbols.InLocal, symbols.InGlobal, symbols.InOperand:
	default:
		return num{}, false
	}
	w, err := r.word(p)
	if err != nil {
		return num{}, false
	}
	switch w.Type {
	case wasm.I32, wasm.F32:
		return t.s.fromBits(w.Lo), t.s.bits <= 32
	case wasm.I64, wasm.F64:
		return t.s.fromBits(w.Lo), true
	}
	return num{}, false
}

// numberTerm returns the term of a number that is computed.
func (c *checker) numberTerm(at span, typ *symbols.Type, load func(*run) (num, error)) *term {
	t := c.setType(&term{span: at}, typ)
	t.load = load
	return t
}

// constantTerm returns the term of a number that is known.
func (c *checker) constantTerm(at span, typ *symbols.Type, n num) *term {
	t := c.numberTerm(at, typ, func(*run) (num, error) { return n, nil })
	t.constant = &n
	return t
}

// valueTerm returns the term of a value that has been found already.
func (c *checker) valueTerm(at span, v value.Value) *term {
	v = v.Fresh()
	addr := func(*run) (uint64, bool, error) {
		a, ok := v.Address()
		return a, ok, nil
	}
	t := c.objectTerm(at, v.Type(), func(*run) value.Value { return v }, addr)
	t.bits, _ = v.IsBitField()
	return t
}

// lateTerm returns a term that is found when the program is looked at.
func (c *checker) lateTerm(at span, find func(r *run) (*term, error)) *term {
	return &term{span: at, late: find}
}

// with checks an operation on terms: now, or when the last of them is known.
func (c *checker) with(at span, terms []*term, check func(c *checker, terms []*term) (*term, error)) (*term, error) {
	late := false
	for _, t := range terms {
		late = late || t != nil && t.late != nil
	}
	if !late {
		return check(c, terms)
	}
	return c.lateTerm(at, func(r *run) (*term, error) {
		found := make([]*term, len(terms))
		for i, t := range terms {
			if t == nil {
				continue
			}
			var err error
			if found[i], err = r.resolve(t); err != nil {
				return nil, err
			}
		}
		return check(r.checker(), found)
	}), nil
}

// isClass reports whether a term is an object with members.
func (t *term) isClass() bool {
	if t.base == nil {
		return false
	}
	switch t.base.Kind {
	case symbols.KindStruct, symbols.KindClass, symbols.KindUnion:
		return true
	}
	return false
}

func (t *term) isArray() bool {
	return t.base != nil && (t.base.Kind == symbols.KindArray || t.base.Kind == symbols.KindVector)
}

func (t *term) isPointer() bool { return t.base != nil && t.base.Kind == symbols.KindPointer }

// describe says what a term is, for messages: "p, a Point *".
func (c *checker) describe(t *term) string {
	name := "'" + snippet(c.text, t.span) + "'"
	switch {
	case t.isType:
		return name + " is a type"
	case t.isText:
		return name + " is a string"
	case len(t.funcs) > 0:
		return name + " is a function"
	}
	return name + " has the type " + symbols.ShortenType(t.typ.String())
}
