package expr

import (
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/value"
)

// Program is an expression whose names are resolved and whose types are checked. It is for one goroutine at a time.
type Program struct {
	text string
	env  Env // that it was compiled for
	root *term
	cond *term // root as a condition; nil where that is not known yet

	effects, calls bool
	run            run
}

// Compile resolves the names of an expression in a frame and checks its types. Nothing of the program is changed; it is read only
// where a name of the machine's state needs it. The error is an *Error.
func Compile(env *Env, text string) (*Program, error) {
	p := &Program{text: text}
	if err := p.compile(env); err != nil {
		return nil, err
	}
	return p, nil
}

func (p *Program) compile(env *Env) error {
	c := newChecker(env, p.text)
	root, err := parse(p.text, c.lang, c.meaning)
	if err != nil {
		return err
	}
	t, err := c.check(root)
	if err != nil {
		return err
	}
	p.env, p.root, p.effects, p.calls = *env, t, c.effects, c.calls
	p.cond = nil
	if t.late == nil {
		if cond, err := c.condition(t); err == nil {
			p.cond = cond
		}
	}
	return nil
}

// Text returns the expression.
func (p *Program) Text() string { return p.text }

// HasEffects reports whether the expression may change the program: it assigns something, or calls a function.
func (p *Program) HasEffects() bool { return p.effects }

// Calls reports whether the expression calls functions of the program.
func (p *Program) Calls() bool { return p.calls }

// Type returns the type of the expression, which may be a type itself; known is false where it depends on what the program
// contains.
func (p *Program) Type() (t *symbols.Type, known bool) {
	if p.root.late != nil || len(p.root.funcs) > 0 || p.root.isText {
		return nil, false
	}
	return p.root.typ, true
}

// IsType reports whether the expression is the name of a type.
func (p *Program) IsType() bool { return p.root.isType }

// Eval evaluates the expression in a frame: of the function and at the instruction that it was compiled for, or else it is compiled again
// for this one. The error is an *Error.
func (p *Program) Eval(env *Env) (value.Value, error) {
	r, err := p.begin(env)
	if err != nil {
		return value.Value{}, err
	}
	defer r.end()
	t, err := r.resolve(p.root)
	if err != nil {
		return value.Value{}, err
	}
	return r.result(t)
}

// Truth evaluates the expression as a condition. It is the fast way for one that is a number.
func (p *Program) Truth(env *Env) (bool, error) {
	r, err := p.begin(env)
	if err != nil {
		return false, err
	}
	defer r.end()
	t := p.cond
	if t == nil {
		if t, err = r.resolve(p.root); err != nil {
			return false, err
		}
		if t, err = r.checker().condition(t); err != nil {
			return false, err
		}
	}
	n, err := t.load(r)
	return !n.isZero(t.s), err
}

// begin prepares an evaluation.
func (p *Program) begin(env *Env) (*run, error) {
	if !p.env.sameCode(env) {
		if err := p.compile(env); err != nil {
			return nil, err
		}
	}
	r := &p.run
	if r.busy { // a call of the program stopped in this expression
		r = &run{}
	}
	r.busy, r.env, r.ctx, r.text, r.steps = true, env, env.Context, p.text, 0
	if r.ctx == nil {
		r.ctx = &value.Context{}
	}
	return r, nil
}

// run is an evaluation.
type run struct {
	busy  bool
	env   *Env
	ctx   *value.Context
	text  string
	steps int
	buf   [16]byte
}

func (r *run) end() { r.busy, r.env, r.ctx = false, nil, nil }

// checker returns what checks terms that are found during the evaluation.
func (r *run) checker() *checker { return newChecker(r.env, r.text) }

func (r *run) errorf(at span, format string, args ...any) error {
	return errorAt(r.text, at, format, args...)
}

// maxSteps bounds how many terms are found during one evaluation.
const maxSteps = 10000

// resolve returns a term that is not late.
func (r *run) resolve(t *term) (*term, error) {
	for t.late != nil {
		if r.steps++; r.steps > maxSteps {
			return nil, r.errorf(t.span, "the expression takes too long")
		}
		if err := r.ctx.Stopped(); err != nil {
			return nil, unavailable(r.text, t.span, err)
		}
		next, err := t.late(r)
		if err != nil {
			return nil, err
		}
		t = next
	}
	return t, nil
}

// read reads a number in memory.
func (r *run) read(addr uint64, s scalar) (num, error) {
	n := uint64(s.bits+7) / 8
	m := r.ctx.Machine
	if m == nil {
		_, err := r.ctx.Read(addr, n)
		return num{}, err
	}
	if size := m.MemorySize(); n > size || addr > size-n {
		_, err := r.ctx.Read(addr, n)
		return num{}, err
	}
	r.buf = [16]byte{}
	if err := m.ReadMemory(r.buf[:n], addr); err != nil {
		return num{}, err
	}
	return s.fromBits(le64(&r.buf)), nil
}

func le64(b *[16]byte) uint64 {
	return uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 | uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56
}

// result returns the value of a term.
func (r *run) result(t *term) (value.Value, error) {
	switch {
	case t.isType:
		return value.Value{}, r.errorf(t.span, "'%s' is a type, not a value", snippet(r.text, t.span))
	case t.isText:
		return r.textValue(t), nil
	case len(t.funcs) > 0:
		f, err := r.checker().funcPointer(t)
		if err != nil {
			return value.Value{}, err
		}
		return r.result(f)
	case t.val != nil:
		v := t.val(r)
		if err := v.Err(); err != nil {
			if t.addr != nil { // which part of the expression it is
				if _, _, inner := t.addr(r); inner != nil {
					err = inner
				}
			}
			return v, unavailable(r.text, t.span, err)
		}
		return v, r.readable(t, v)
	case t.load == nil:
		return value.New(r.ctx, t.typ, symbols.ConstantBytes(nil)), nil
	}
	n, err := t.load(r)
	if err != nil {
		return value.Value{}, err
	}
	return r.numberValue(t, n)
}

// readable says why a value cannot be read: all of a number, the beginning of an object in memory.
func (r *run) readable(t *term, v value.Value) error {
	if t.load != nil {
		_, err := t.load(r)
		return err
	}
	a, ok := v.Address()
	if size, err := v.Size(); !ok || err != nil || size == 0 {
		return nil
	}
	if _, err := r.ctx.Read(a, 1); err != nil {
		return unavailable(r.text, t.span, err)
	}
	return nil
}

// numberValue returns the value of a number.
func (r *run) numberValue(t *term, n num) (value.Value, error) {
	size, err := r.ctx.SizeOf(t.typ)
	if err != nil {
		return value.Value{}, unavailable(r.text, t.span, err)
	}
	b, ok := t.s.bytes(n, size)
	if !ok {
		return value.Value{}, r.errorf(t.span, "arithmetic with %s is not supported", symbols.ShortenType(t.typ.String()))
	}
	return value.New(r.ctx, t.typ, symbols.ConstantBytes(b)), nil
}
