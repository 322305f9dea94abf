package expr

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/value"
	"github.com/wdbg/wdbg/wasm"
)

// callNode checks f(a, b), x.f(a), p(a) through a pointer, and T(x).
func (c *checker) callNode(n *node) (*term, error) {
	of, err := c.check(n.kids[0])
	if err != nil {
		return nil, err
	}
	terms := []*term{of}
	for _, k := range n.kids[1:] {
		arg, err := c.check(k)
		if err != nil {
			return nil, err
		}
		terms = append(terms, arg)
	}
	if !of.isType {
		c.effects, c.calls = true, true
	}
	return c.with(n.span, terms, func(c *checker, kids []*term) (*term, error) { return c.call(n, kids[0], kids[1:]) })
}

// signature is what a function takes and returns.
type signature struct {
	fn     *symbols.Func
	index  wasm.FuncIndex
	params []*symbols.Type
	names  []string
	result *symbols.Type
	known  bool // by debug information; else by the module
}

// call checks a call.
func (c *checker) call(n *node, of *term, args []*term) (*term, error) {
	switch {
	case of.isType && len(args) == 1:
		return c.cast(n.span, of.typ, args[0])
	case of.isType:
		return nil, c.errorf(n.span, "objects cannot be made: a value of %s needs one argument", typeText(of))
	case c.env.Caller == nil:
		return nil, c.errorf(n.span, "functions of this program cannot be called here")
	case len(of.funcs) == 0:
		return c.callPointer(n, of, args)
	}
	if of.object != nil {
		this := of.object
		if this.val == nil {
			return nil, c.notA(this, "an object in memory")
		}
		info := symbols.TypeInfo{Kind: symbols.KindPointer, Size: c.pointerSize(), Language: c.lang}
		pointer := c.numberTerm(this.span, symbols.NewType(info, &derivedType{elem: this.typ}, 0), func(r *run) (num, error) {
			a, err := r.address(this)
			return num{lo: a}, err
		})
		if late, ok := c.dispatch(n, of, args); ok {
			return late, nil
		}
		args = append([]*term{pointer}, args...)
	}
	sig, err := c.overload(n, of, args)
	if err != nil {
		return nil, err
	}
	return c.calling(n, sig, args, nil)
}

// overload chooses the function of a name that takes the arguments with the fewest conversions.
func (c *checker) overload(n *node, of *term, args []*term) (*signature, error) {
	var best []*signature
	var all []string
	var reason error
	least := 0
	for _, f := range of.funcs {
		if !f.HasIndex {
			continue
		}
		sig := c.signature(f)
		all = append(all, sig.text())
		if err := c.accepts(n, sig, args); err != nil {
			reason = err
			continue
		}
		switch cost := c.cost(sig, args); {
		case len(best) == 0 || cost < least:
			best, least = []*signature{sig}, cost
		case cost == least:
			best = append(best, sig)
		}
	}
	name := snippet(c.text, n.kids[0].span)
	switch {
	case len(all) == 0:
		return nil, c.errorf(n.kids[0].span, "%s has no code of its own: it was inlined wherever it is called", name)
	case len(best) == 0 && len(all) == 1:
		return nil, reason
	case len(best) == 0:
		return nil, c.errorf(n.span, "no %s takes these arguments; there are %s", name, listText(all))
	case len(best) > 1:
		var texts []string
		for _, sig := range best {
			texts = append(texts, sig.text())
		}
		return nil, c.errorf(n.span, "%s may be %s; cast the arguments", name, listText(texts))
	}
	return best[0], nil
}

// cost returns how much arguments have to be converted: nothing, within integers, between kinds.
func (c *checker) cost(sig *signature, args []*term) int {
	cost := 0
	for i, p := range sig.params {
		base := c.strip(p)
		if base != nil && (base.Kind == symbols.KindReference || base.Kind == symbols.KindRvalueRef) {
			base = base.Elem()
		}
		switch s := scalarOf(c.ctx, base); {
		case i < len(sig.names) && sig.names[i] == "this" || sameType(args[i].typ, base):
		case s.class == args[i].s.class:
			cost++
		default:
			cost += 100
		}
	}
	return cost
}

func listText(all []string) string {
	slices.Sort(all)
	all = slices.Compact(all)
	if len(all) > 5 {
		all = append(all[:5:5], "…")
	}
	return strings.Join(all, ", ")
}

// text returns a function with its parameters.
func (s *signature) text() string {
	var params []string
	for i, p := range s.params {
		if i < len(s.names) && s.names[i] == "this" {
			continue
		}
		params = append(params, typeName(p))
	}
	return s.fn.DisplayName() + "(" + strings.Join(params, ", ") + ")"
}

// signature returns what a function takes: by debug information, else by the module's types.
func (c *checker) signature(f *symbols.Func) *signature {
	sig := &signature{fn: f, index: f.Index}
	if len(f.Ranges) > 0 && c.env.Symbols != nil {
		frames := c.env.Symbols.table.Frames(nil, f.Ranges[0].Start)
		if len(frames) > 0 {
			last := frames[len(frames)-1]
			if last.Scope != nil && last.Func != nil && last.Func.Origin == symbols.OriginDWARF {
				vars, err := last.Scope.Variables()
				sig.result, sig.known = last.Scope.Result(), err == nil
				for _, v := range vars {
					if v.Kind == symbols.Parameter {
						sig.params, sig.names = append(sig.params, v.Type), append(sig.names, v.Name)
					}
				}
			}
		}
	}
	if !sig.known && c.env.Module != nil && int(f.Index) < c.env.Module.NumFuncs() {
		t := c.env.Module.FuncType(f.Index)
		sig.params, sig.names = nil, nil
		for _, p := range t.Params {
			sig.params = append(sig.params, c.stateType(p))
		}
		if len(t.Results) > 0 {
			sig.result = c.stateType(t.Results[0])
		}
	}
	return sig
}

// accepts says why a function does not take the arguments.
func (c *checker) accepts(n *node, sig *signature, args []*term) error {
	if len(args) != len(sig.params) {
		hidden := 0
		if len(sig.names) > 0 && sig.names[0] == "this" {
			hidden = 1
		}
		return c.errorf(n.span, "%s takes %d arguments, not %d", sig.fn.DisplayName(), len(sig.params)-hidden, max(len(args)-hidden, 0))
	}
	for i, p := range sig.params {
		if err := c.passable(args[i], p); err != nil {
			return err
		}
	}
	return nil
}

// passable says why a term cannot be passed as a parameter of a type.
func (c *checker) passable(t *term, param *symbols.Type) error {
	base := c.strip(param)
	s := scalarOf(c.ctx, base)
	switch {
	case t.isText:
		return c.errorf(t.span, "a string cannot be passed: it has no address in the program")
	case t.isType:
		return c.notA(t, "a value")
	case s.class == notScalar || s.bits > 64:
		return c.errorf(t.span, "a parameter of the type %s cannot be passed, only numbers and pointers", typeName(param))
	}
	isRef := base.Kind == symbols.KindReference || base.Kind == symbols.KindRvalueRef
	if isRef {
		if t.val == nil {
			return c.errorf(t.span, "'%s' has no address to pass as a %s", snippet(c.text, t.span), typeName(param))
		}
		if elem := c.strip(base.Elem()); isClassType(elem) && (!t.isClass() || c.baseOf(t, elem.QualifiedName()) == nil) {
			return c.errorf(t.span, "%s, not %s", c.describe(t), typeName(base.Elem()))
		}
		return nil
	}
	if len(t.funcs) > 0 || t.isArray() {
		if s.class != pointer {
			return c.errorf(t.span, "%s, not %s", c.describe(t), typeName(param))
		}
		return nil
	}
	t = c.unreferencedFor(t, s)
	switch {
	case t.load == nil || t.s.class == notScalar:
		return c.errorf(t.span, "%s, not %s", c.describe(t), typeName(param))
	case s.class == pointer && (t.s.class == floating || t.s.class == boolean),
		t.s.class == pointer && (s.class == floating || s.class == integer && c.isC()):
		return c.errorf(t.span, "%s, not %s", c.describe(t), typeName(param))
	}
	return nil
}

// unreferencedFor follows references of Rust for parameters that are no pointers.
func (c *checker) unreferencedFor(t *term, param scalar) *term {
	if param.class == pointer {
		return t
	}
	return c.unreferenced(t)
}

// calling returns the term of a call. find, where it is set, finds the function when it is called.
func (c *checker) calling(n *node, sig *signature, args []*term, find func(r *run) (wasm.FuncIndex, error)) (*term, error) {
	result, err := c.resultType(n, sig)
	if err != nil {
		return nil, err
	}
	loads := make([]func(*run) (num, error), len(args))
	scalars := make([]scalar, len(args))
	for i, p := range sig.params {
		if loads[i], scalars[i], err = c.argument(args[i], p); err != nil {
			return nil, err
		}
	}
	invoke := func(r *run) (num, error) {
		index := sig.index
		if find != nil {
			var err error
			if index, err = find(r); err != nil {
				return num{}, err
			}
		}
		return r.invoke(n, index, loads, scalars, result.s)
	}
	base := c.strip(sig.result)
	isRef := base != nil && (base.Kind == symbols.KindReference || base.Kind == symbols.KindRvalueRef)
	return c.lateTerm(n.span, func(r *run) (*term, error) { // once, however often the result is looked at
		x, err := invoke(r)
		switch {
		case err != nil:
			return nil, err
		case result.s.class == notScalar:
			return result, nil
		case isRef:
			return r.checker().valueTerm(n.span, value.New(r.ctx, base.Elem(), symbols.Memory(x.lo))), nil
		}
		return r.checker().constantTerm(n.span, sig.result, x), nil
	}), nil
}

// resultType returns a term of the type that a call has.
func (c *checker) resultType(n *node, sig *signature) (*term, error) {
	base := c.strip(sig.result)
	t := c.setType(&term{span: n.span}, sig.result)
	if base == nil || base.Kind == symbols.KindVoid {
		return t, nil
	}
	if size, err := c.ctx.SizeOf(base); err == nil && size == 0 {
		return t, nil // () of Rust
	}
	if t.s.class == notScalar || t.s.bits > 64 {
		return nil, c.errorf(n.span, "%s returns a %s; only functions that return numbers, pointers or nothing can be called", sig.fn.DisplayName(), typeName(sig.result))
	}
	return t, nil
}

// argument returns the number that is passed for a parameter.
func (c *checker) argument(t *term, param *symbols.Type) (func(*run) (num, error), scalar, error) {
	base := c.strip(param)
	s := scalarOf(c.ctx, base)
	if base.Kind == symbols.KindReference || base.Kind == symbols.KindRvalueRef {
		object := t
		if elem := c.strip(base.Elem()); isClassType(elem) {
			if b := c.baseOf(t, elem.QualifiedName()); b != nil {
				object = b
			}
		}
		return func(r *run) (num, error) {
			a, err := r.address(object)
			return num{lo: a}, err
		}, s, nil
	}
	cast, err := c.cast(t.span, param, c.unreferencedFor(t, s))
	if err != nil {
		return nil, s, err
	}
	if cast.load == nil {
		return nil, s, c.notA(t, "a number or a pointer")
	}
	return cast.load, s, nil
}

// invoke calls a function of the program.
func (r *run) invoke(n *node, f wasm.FuncIndex, loads []func(*run) (num, error), scalars []scalar, result scalar) (num, error) {
	m, caller := r.env.module(), r.env.Caller
	if m == nil || caller == nil || int(f) >= m.NumFuncs() {
		return num{}, r.errorf(n.span, "functions of this program cannot be called here")
	}
	sig := m.FuncType(f)
	name := snippet(r.text, n.kids[0].span)
	if len(sig.Params) != len(loads) {
		return num{}, r.errorf(n.span, "%s was compiled to take %d values, not %d: it cannot be called like in the source", name, len(sig.Params), len(loads))
	}
	if (len(sig.Results) != 0) != (result.class != notScalar) || len(sig.Results) > 1 {
		return num{}, r.errorf(n.span, "%s was compiled to return %d values: it cannot be called like in the source", name, len(sig.Results))
	}
	args := make([]symbols.Word, len(loads))
	for i, load := range loads {
		x, err := load(r)
		if err != nil {
			return num{}, err
		}
		w, ok := wordOf(sig.Params[i], x, scalars[i])
		if !ok {
			return num{}, r.errorf(n.span, "parameter %d of %s was compiled to a %s: it cannot be passed", i+1, name, sig.Params[i])
		}
		args[i] = w
	}
	results, err := caller.Call(f, args)
	if err != nil {
		return num{}, &Error{Text: r.text, Start: n.start, End: n.end, Message: name + " did not return: " + err.Error(), Err: err}
	}
	if result.class == notScalar {
		return num{}, nil
	}
	if len(results) != 1 || (result.class == floating) != (results[0].Type == wasm.F32 || results[0].Type == wasm.F64) {
		return num{}, r.errorf(n.span, "%s returned something else than its type says", name)
	}
	return result.fromBits(results[0].Lo), nil
}

// wordOf returns a number as a value of the machine; ok is false where the types do not go together.
func wordOf(t wasm.ValType, x num, s scalar) (symbols.Word, bool) {
	w := symbols.Word{Type: t}
	switch t {
	case wasm.I32:
		w.Lo = x.lo & math.MaxUint32
		return w, s.class != floating && s.bits <= 32
	case wasm.I64:
		w.Lo = x.lo
		return w, s.class != floating
	case wasm.F32:
		w.Lo = uint64(math.Float32bits(float32(x.float())))
		return w, s.class == floating && s.bits == 32
	case wasm.F64:
		w.Lo = x.lo
		return w, s.class == floating && s.bits == 64
	}
	return w, false
}

// callPointer checks a call through a pointer to a function.
func (c *checker) callPointer(n *node, of *term, args []*term) (*term, error) {
	var fn *symbols.Type
	if of.isPointer() {
		fn = c.strip(of.base.Elem())
	}
	if fn == nil || fn.Kind != symbols.KindFunc || of.load == nil {
		return nil, c.notA(of, "a function")
	}
	d := fn.Details()
	sig := &signature{fn: &symbols.Func{Name: snippet(c.text, of.span)}, params: d.Params, result: fn.Elem(), known: true}
	if d.Variadic {
		return nil, c.errorf(n.span, "functions with a variable number of arguments cannot be called")
	}
	if err := c.accepts(n, sig, args); err != nil {
		return nil, err
	}
	return c.calling(n, sig, args, func(r *run) (wasm.FuncIndex, error) {
		p, err := of.load(r)
		if err != nil {
			return 0, err
		}
		f, ok := r.env.Caller.Element(p.lo)
		if !ok {
			return 0, r.errorf(of.span, "%s is %s, which is no function", snippet(r.text, of.span), strconv.FormatUint(p.lo, 10))
		}
		return f, nil
	})
}

// methods returns the functions of a class, or of its bases, with a name.
func (c *checker) methods(class *symbols.Type, name string) []*symbols.Func {
	for depth, level := 0, []*symbols.Type{class}; depth < maxDerived && len(level) > 0 && len(level) < maxMembers; depth++ {
		var next []*symbols.Type
		for _, t := range level {
			if t == nil || t.QualifiedName() == "" {
				continue
			}
			qualified := t.QualifiedName()
			var found []*symbols.Func
			for _, f := range c.env.Symbols.Funcs(name) {
				scope, _ := splitFunc(f)
				if sameSpelling(scope, qualified) || strings.HasPrefix(scope, "<"+qualified) || strings.HasPrefix(scope, qualified+"::{impl") ||
					c.lang == symbols.Rust && c.takesSelf(f, t) {
					found = append(found, f)
				}
			}
			if len(found) > 0 {
				return found
			}
			for _, m := range basesOf(t) {
				next = append(next, c.strip(m.Type))
			}
		}
		level = next
	}
	return nil
}

// takesSelf reports whether a function of Rust is called for objects of a type.
func (c *checker) takesSelf(f *symbols.Func, class *symbols.Type) bool {
	if !f.HasIndex {
		return false
	}
	sig := c.signature(f)
	if len(sig.params) == 0 || sig.names[0] != "self" {
		return false
	}
	self := c.strip(sig.params[0])
	if self != nil && self.Kind == symbols.KindPointer {
		self = c.strip(self.Elem())
	}
	return sameType(self, class)
}

// funcPointer returns a pointer to a function: its place in table 0.
func (c *checker) funcPointer(t *term) (*term, error) {
	name := snippet(c.text, t.span)
	var own []*symbols.Func
	for _, f := range t.funcs {
		if f.HasIndex {
			own = append(own, f)
		}
	}
	switch {
	case len(own) == 0:
		return nil, c.errorf(t.span, "%s has no code of its own: it was inlined wherever it is called", name)
	case len(own) > 1:
		var all []string
		for _, f := range own {
			all = append(all, c.signature(f).text())
		}
		return nil, c.errorf(t.span, "%s may be %s", name, listText(all))
	}
	sig := c.signature(own[0])
	info := symbols.TypeInfo{Kind: symbols.KindFunc, Language: c.lang}
	fn := symbols.NewType(info, &derivedType{elem: sig.result, details: symbols.Details{Params: sig.params}}, 0)
	typ := symbols.NewType(symbols.TypeInfo{Kind: symbols.KindPointer, Size: c.pointerSize(), Language: c.lang}, &derivedType{elem: fn}, 0)
	element, ok := c.elementOf(own[0].Index)
	if !ok {
		return nil, c.errorf(t.span, "%s is function %d, which has no address: it is not in table 0", name, own[0].Index)
	}
	return c.constantTerm(t.span, typ, uintNum(element)), nil
}

// elementOf returns the element of table 0 that the module puts a function in.
func (c *checker) elementOf(f wasm.FuncIndex) (uint64, bool) {
	m := c.env.Module
	if m == nil {
		return 0, false
	}
	for i := range m.Elems {
		e := &m.Elems[i]
		if e.Mode != wasm.SegmentActive || e.Table != 0 || e.UsesExprs {
			continue
		}
		at := slices.Index(e.Funcs, f)
		if at < 0 {
			continue
		}
		base, ok := constantOffset(m, e.TableAddr)
		if ok {
			return base + uint64(at), true
		}
	}
	return 0, false
}

// constantOffset returns the number that a constant expression is, if it is no more than that.
func constantOffset(m *wasm.Module, e wasm.ConstExpr) (uint64, bool) {
	b := m.Bytes[e.Start:e.End]
	if len(b) < 3 || b[0] != 0x41 && b[0] != 0x42 || b[len(b)-1] != 0x0b {
		return 0, false
	}
	var x uint64
	for i, c := range b[1 : len(b)-1] {
		if i > 9 {
			return 0, false
		}
		x |= uint64(c&0x7f) << (7 * i)
		if c&0x80 == 0 && i != len(b)-3 {
			return 0, false
		}
	}
	return x & math.MaxUint32, true
}
