package expr

import (
	"iter"
	"slices"
	"strings"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/value"
)

// maxMembers bounds how many members are looked at to find one.
const maxMembers = 1 << 14

// memberPath is the way to a member: base classes and anonymous members, then itself.
type memberPath []*symbols.Member

// findMember finds a member of a class: its own, else of its anonymous members, else of its base classes, the nearest first.
func (c *checker) findMember(class *symbols.Type, name string) (memberPath, bool) {
	budget := maxMembers
	level := []memberPath{nil}
	for depth := 0; depth < 64 && len(level) > 0; depth++ {
		var next []memberPath
		for _, path := range level {
			in := class
			if len(path) > 0 {
				in = c.strip(path[len(path)-1].Type)
			}
			if found, ok := c.ownMember(in, name, path, &budget, 0); ok {
				return found, true
			}
			for _, base := range basesOf(in) {
				if budget--; budget < 0 {
					return nil, false
				}
				next = append(next, append(slices.Clip(path), base))
			}
		}
		level = next
	}
	return nil, false
}

func basesOf(class *symbols.Type) []*symbols.Member {
	if class == nil {
		return nil
	}
	var bases []*symbols.Member
	members := class.Details().Members
	for i := range members {
		if members[i].Base {
			bases = append(bases, &members[i])
		}
	}
	return bases
}

// ownMember finds a member of a class or of its anonymous members.
func (c *checker) ownMember(class *symbols.Type, name string, path memberPath, budget *int, depth int) (memberPath, bool) {
	if class == nil || depth > maxDerived {
		return nil, false
	}
	members := class.Details().Members
	for i := range members {
		if *budget--; *budget < 0 {
			return nil, false
		}
		if m := &members[i]; !m.Base && m.Name == name {
			return append(slices.Clip(path), m), true
		}
	}
	for i := range members {
		m := &members[i]
		if m.Base || m.Name != "" || m.BitSize > 0 {
			continue
		}
		if found, ok := c.ownMember(c.strip(m.Type), name, append(slices.Clip(path), m), budget, depth+1); ok {
			return found, true
		}
	}
	return nil, false
}

// memberNode checks a.b and a->b; where a is no value, a name with points.
func (c *checker) memberNode(n *node) (*term, error) {
	of, err := c.check(n.kids[0])
	if err != nil {
		if t, ok := c.dotted(n); ok {
			return t, nil
		}
		return nil, err
	}
	arrow := strings.Contains(c.text[n.kids[0].end:n.textAt.start], "->")
	return c.with(n.span, []*term{of}, func(c *checker, kids []*term) (*term, error) {
		return c.memberOf(n, kids[0], arrow)
	})
}

// dotted looks up names of languages that write package.name.
func (c *checker) dotted(n *node) (*term, bool) {
	path := n.text
	for at := n.kids[0]; ; at = at.kids[0] {
		path = at.text + "." + path
		if at.kind == nodeName {
			break
		}
		if at.kind != nodeMember {
			return nil, false
		}
	}
	for _, name := range []string{path, strings.ReplaceAll(path, ".", "::")} {
		if vars := c.globals(name); len(vars) == 1 {
			return c.variableTerm(n.span, vars[0]), true
		}
		if vars := c.anywhere(name); len(vars) == 1 {
			return c.variableTerm(n.span, vars[0]), true
		}
		if funcs := c.funcs(name); len(funcs) > 0 {
			return &term{span: n.span, funcs: funcs}, true
		}
	}
	return nil, false
}

// memberOf checks a member of what is known.
func (c *checker) memberOf(n *node, of *term, arrow bool) (*term, error) {
	if of.isType {
		if t, ok := c.ofType(n.span, of.typ, n.text); ok {
			return t, nil
		}
		return nil, c.errorf(n.textAt, "the type %s has no '%s'", typeText(of), symbols.Printable(n.text))
	}
	object := of
	for range maxDerived {
		if !object.isPointer() {
			break
		}
		next, err := c.deref(of.span, object)
		if err != nil {
			return nil, err
		}
		object = next
	}
	if arrow && object == of && object.isClass() {
		if t, ok := c.wrapped(n, object); ok {
			return t, nil
		}
	}
	if !object.isClass() {
		return nil, c.errorf(n.textAt, "%s has no members: it has the type %s", snippet(c.text, of.span), typeText(of))
	}
	if t, ok := c.member(n.span, object, n.text); ok {
		return t, nil
	}
	if funcs := c.methods(object.base, n.text); len(funcs) > 0 {
		return &term{span: n.span, funcs: funcs, object: object}, nil
	}
	return c.lateMember(n, object)
}

// member returns a member of an object by the object's static type, which may be that of a static variable.
func (c *checker) member(at span, object *term, name string) (*term, bool) {
	if i := strings.LastIndex(name, "::"); i >= 0 {
		base := c.baseOf(object, name[:i])
		if base == nil {
			return nil, false
		}
		object, name = base, name[i+2:]
	}
	path, ok := c.findMember(object.base, name)
	if !ok {
		return c.static(at, object.base, name, 0)
	}
	t := object
	for _, m := range path {
		t = c.memberTerm(at, t, m)
	}
	return t, true
}

// static returns a static member of a class or one of its bases.
func (c *checker) static(at span, class *symbols.Type, name string, depth int) (*term, bool) {
	if class == nil || depth > maxDerived {
		return nil, false
	}
	for _, v := range class.Details().Statics {
		if v.Name == name {
			return c.variableTerm(at, v), true
		}
	}
	for _, base := range basesOf(class) {
		if t, ok := c.static(at, c.strip(base.Type), name, depth+1); ok {
			return t, true
		}
	}
	return nil, false
}

// baseOf returns the base class of an object with a name, or the object.
func (c *checker) baseOf(object *term, name string) *term {
	for depth, level := 0, []*term{object}; depth < maxDerived && len(level) > 0 && len(level) < maxMembers; depth++ {
		var next []*term
		for _, t := range level {
			if t.base != nil && (sameSpelling(t.base.Name, name) || sameSpelling(t.base.QualifiedName(), name)) {
				return t
			}
			for _, m := range basesOf(t.base) {
				next = append(next, c.memberTerm(object.span, t, m))
			}
		}
		level = next
	}
	return nil
}

// derivesFrom reports whether a class is another one or has it for a base.
func (c *checker) derivesFrom(class, base *symbols.Type) bool {
	return c.baseOf(&term{base: class}, base.QualifiedName()) != nil
}

// memberTerm returns the term of one member.
func (c *checker) memberTerm(at span, of *term, m *symbols.Member) *term {
	val, outer := of.val, of.addr
	var addr func(*run) (uint64, bool, error)
	if outer != nil && m.BitSize == 0 {
		addr = func(r *run) (uint64, bool, error) {
			a, ok, err := outer(r)
			if !ok || err != nil {
				return 0, false, err
			}
			if m.Locate == nil {
				return a + uint64(m.Offset), true, nil
			}
			if r.ctx.Machine == nil {
				return 0, false, nil
			}
			a, err = m.Locate(r.ctx.Machine, a)
			return a, err == nil, err
		}
	}
	if val == nil {
		val = func(r *run) value.Value {
			v, err := r.result(of)
			if err != nil {
				return value.Failed(r.ctx, of.typ, err)
			}
			return v
		}
	}
	t := c.objectTerm(at, m.Type, func(r *run) value.Value { return val(r).MemberOf(m) }, addr)
	t.bits = max(m.BitSize, 0)
	return t
}

// lateMember looks for a member where the static type does not have it: in the active variant, in the class that the object was made as, in what
// a smart pointer points to.
func (c *checker) lateMember(n *node, object *term) (*term, error) {
	variants := object.base.Details().Variants != nil
	if object.val == nil || !variants && !object.base.Details().Polymorphic && !c.mayWrap(object.base) {
		return nil, c.noMember(n, object)
	}
	return c.lateTerm(n.span, func(r *run) (*term, error) {
		c, v := r.checker(), object.val(r)
		if err := v.Err(); err != nil {
			return nil, unavailable(r.text, object.span, err)
		}
		if variants {
			return c.variantMember(n, object, v)
		}
		if whole, ok := v.Dynamic(); ok {
			object := c.valueTerm(n.kids[0].span, whole)
			if t, ok := c.member(n.span, object, n.text); ok {
				return t, nil
			}
			if funcs := c.methods(object.base, n.text); len(funcs) > 0 {
				return &term{span: n.span, funcs: funcs, object: object}, nil
			}
		}
		if inner, ok := c.pointee(v); ok {
			t := c.valueTerm(n.kids[0].span, inner)
			if t.isClass() || t.isPointer() {
				return c.memberOf(n, t, false)
			}
		}
		return nil, c.noMember(n, object)
	}), nil
}

// mayWrap reports whether a formatter may show values of a type as what they wrap: smart pointers and the like. In C there are none, in
// C++ they are the library's.
func (c *checker) mayWrap(t *symbols.Type) bool {
	switch {
	case len(c.env.Formatters) == 0 || c.lang == symbols.C:
		return false
	case c.lang == symbols.CPlusPlus:
		return strings.HasPrefix(t.QualifiedName(), "std::")
	}
	return true
}

// variantMember returns a member of the active variant.
func (c *checker) variantMember(n *node, object *term, v value.Value) (*term, error) {
	active, _ := v.Variant()
	if active.Err != nil {
		return nil, unavailable(c.text, object.span, active.Err)
	}
	for _, child := range active.Members {
		if child.Name == n.text {
			return c.valueTerm(n.span, child.Value), nil
		}
	}
	if payload := c.valueTerm(n.span, active.Value); payload.isClass() {
		if t, ok := c.member(n.span, payload, n.text); ok {
			return t, nil
		}
	}
	return nil, c.errorf(n.textAt, "'%s' is %s here, which has no '%s'", snippet(c.text, object.span), symbols.Printable(active.Name), symbols.Printable(memberText(n.text)))
}

// memberText returns the name of a member as it is written.
func memberText(name string) string {
	if digits := strings.TrimPrefix(name, "__"); digits != name && digits != "" && strings.Trim(digits, "0123456789") == "" {
		return digits
	}
	return name
}

// wrapped checks a member of what a smart pointer points to.
func (c *checker) wrapped(n *node, object *term) (*term, bool) {
	if len(c.env.Formatters) == 0 || object.val == nil || object.base.Details().Polymorphic {
		return nil, false
	}
	if _, ok := c.findMember(object.base, n.text); ok && n.text[0] != '_' {
		return nil, false
	}
	return c.lateTerm(n.span, func(r *run) (*term, error) {
		c, v := r.checker(), object.val(r)
		if err := v.Err(); err != nil {
			return nil, unavailable(r.text, object.span, err)
		}
		if inner, ok := c.pointee(v); ok {
			return c.memberOf(n, c.valueTerm(n.kids[0].span, inner), false)
		}
		if t, ok := c.member(n.span, object, n.text); ok {
			return t, nil
		}
		if funcs := c.methods(object.base, n.text); len(funcs) > 0 {
			return &term{span: n.span, funcs: funcs, object: object}, nil
		}
		return c.lateMember(n, object)
	}), true
}

// pointee returns what a smart pointer or another wrapper stands for, as its formatter says.
func (c *checker) pointee(v value.Value) (value.Value, bool) {
	sh := c.env.Formatters.Show(v)
	if sh.Err != nil || sh.Style != value.StyleWrapper && sh.Style != value.StyleRef || sh.Children == nil {
		return value.Value{}, false
	}
	first := sh.Children.Slice(0, 1)
	if len(first) == 0 {
		return value.Value{}, false
	}
	return first[0].Value, true
}

// noMember is the error of a member that does not exist.
func (c *checker) noMember(n *node, object *term) error {
	class := typeText(object)
	return c.errorf(n.textAt, "%s has no member '%s'%s", class, symbols.Printable(memberText(n.text)), c.suggest(n.text, sequence(c.memberNames(object.base))))
}

func sequence(names []string) iter.Seq[string] { return slices.Values(names) }

// memberNames returns the names of a class's members, those of its bases and anonymous members among them.
func (c *checker) memberNames(class *symbols.Type) []string {
	budget := maxMembers
	return c.appendMembers(nil, class, &budget, 0)
}

func (c *checker) appendMembers(names []string, class *symbols.Type, budget *int, depth int) []string {
	if class == nil || depth > maxDerived {
		return names
	}
	d := class.Details()
	for i := range d.Members {
		if *budget--; *budget < 0 {
			return names
		}
		m := &d.Members[i]
		if m.Base || m.Name == "" {
			names = c.appendMembers(names, c.strip(m.Type), budget, depth+1)
		} else if !m.Artificial {
			names = append(names, memberText(m.Name))
		}
	}
	for _, v := range d.Statics {
		names = append(names, v.Name)
	}
	return names
}
