package expr

import (
	"iter"
	"slices"
	"strings"

	"github.com/wdbg/wdbg/listing"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/value"
)

// variables returns those of the frame, the outermost first.
func (c *checker) variables() []*symbols.Variable {
	if !c.varsRead {
		c.varsRead = true
		if c.env.Scope != nil {
			c.vars, c.varsErr = c.env.Scope.Variables()
		}
	}
	return c.vars
}

// local returns the variable that a name means in the frame; nil where there is none.
func (c *checker) local(name string) *symbols.Variable {
	vars := c.variables()
	for i := len(vars) - 1; i >= 0; i-- {
		if vars[i].Name == name {
			return vars[i]
		}
	}
	return nil
}

// meaning says what a name means, for the parser.
func (c *checker) meaning(name string) nameKind {
	plain := !strings.Contains(name, "::")
	switch {
	case plain && c.local(name) != nil:
		return nameValue
	case plain && c.builtin(name) != nil:
		return nameType
	}
	if plain {
		if this := c.this(); this != nil {
			if _, ok := c.findMember(this.base, name); ok {
				return nameValue
			}
		}
	}
	switch {
	case len(c.globals(name)) > 0:
		return nameValue
	case len(c.types(name)) > 0:
		return nameType
	case len(c.funcs(name)) > 0:
		return nameFunc
	}
	return nameUnknown
}

// scopes yields the scopes that the frame's function is in, the innermost first; "" is the last.
func (c *checker) scopes() iter.Seq[string] {
	return func(yield func(string) bool) {
		if c.env.Func != nil {
			parts := splitPath(c.env.Func.Scope)
			if own := c.env.Func.QualifiedName(); own != "" && !yield(own) { // static variables of the function
				return
			}
			for n := len(parts); n > 0; n-- {
				if parts[n-1] != "" && !yield(strings.Join(parts[:n], "::")) {
					return
				}
			}
		}
		yield("")
	}
}

// globals returns the variables of static storage that a name means from within the function.
func (c *checker) globals(name string) []*symbols.Variable {
	return lookup(c, name, c.env.Symbols.Globals)
}

// types returns the types that a name means from within the function.
func (c *checker) types(name string) []*symbols.Type {
	return lookup(c, name, c.env.Symbols.Types)
}

// lookup looks a name up in the scopes of the function, the innermost first.
func lookup[T any](c *checker, name string, find func(string) []T) []T {
	if absolute, ok := strings.CutPrefix(name, "::"); ok {
		return find(absolute)
	}
	for scope := range c.scopes() {
		if found := find(symbols.Qualify(scope, name)); len(found) > 0 {
			return found
		}
	}
	return nil
}

// funcs returns the functions that a name, which may be qualified, means from within the function: those of the innermost scope that has any.
func (c *checker) funcs(name string) []*symbols.Func {
	absolute := strings.HasPrefix(name, "::")
	path := splitPath(name)
	own := path[len(path)-1]
	path = path[:len(path)-1]
	best, depth := []*symbols.Func(nil), -1
	for _, f := range c.env.Symbols.Funcs(withoutArgs(own)) {
		scopeName, fname := splitFunc(f)
		if !sameSpelling(fname, own) {
			continue
		}
		scope := slices.DeleteFunc(splitPath(scopeName), func(s string) bool { return s == "" || strings.HasPrefix(s, "(anonymous") })
		if !matchesPath(scope, path) || absolute && len(scope) != len(path) {
			continue
		}
		d := c.shared(scopeName)
		switch {
		case d > depth:
			best, depth = []*symbols.Func{f}, d
		case d == depth:
			best = append(best, f)
		}
	}
	return best
}

// shared returns how many parts of a scope are those of the function's own.
func (c *checker) shared(scope string) int {
	if c.env.Func == nil {
		return 0
	}
	mine, other := splitPath(c.env.Func.Scope), splitPath(scope)
	n := 0
	for n < len(mine) && n < len(other) && mine[n] == other[n] && mine[n] != "" {
		n++
	}
	return n
}

// name checks a name: a variable of the frame, a member of this, a static variable, a function, an enumerator, a type.
func (c *checker) name(n *node) (*term, error) {
	plain := !strings.Contains(n.text, "::")
	if plain {
		if v := c.local(n.text); v != nil {
			return c.variableTerm(n.span, v), nil
		}
		if this := c.this(); this != nil {
			if t, ok := c.member(n.span, this, n.text); ok {
				return t, nil
			}
			if funcs := c.methods(this.base, n.text); len(funcs) > 0 {
				return &term{span: n.span, funcs: funcs, object: this}, nil
			}
		}
	}
	if vars := c.globals(n.text); len(vars) > 0 {
		return c.oneOf(n, vars)
	}
	if t, ok := c.scopedName(n); ok {
		return t, nil
	}
	if funcs := c.funcs(n.text); len(funcs) > 0 {
		return &term{span: n.span, funcs: funcs}, nil
	}
	if typ := c.namedType(n.text); typ != nil {
		return c.setType(&term{span: n.span, isType: true}, typ), nil
	}
	if vars := c.anywhere(n.text); len(vars) > 0 {
		return c.oneOf(n, vars)
	}
	return nil, c.unknownName(n)
}

// oneOf chooses the variable that a name means: with several, the one of the function's own file.
func (c *checker) oneOf(n *node, vars []*symbols.Variable) (*term, error) {
	if len(vars) > 1 && c.env.Func != nil && c.env.Func.Decl.File != nil {
		near := slices.DeleteFunc(slices.Clone(vars), func(v *symbols.Variable) bool { return v.Decl.File != c.env.Func.Decl.File })
		if len(near) > 0 {
			vars = near
		}
	}
	if len(vars) == 1 {
		return c.variableTerm(n.span, vars[0]), nil
	}
	var names []string
	for _, v := range vars {
		name := symbols.Qualify(v.Scope, v.Name)
		if v.Decl.IsValid() {
			name += " of " + v.Decl.File.Path
		}
		if names = append(names, symbols.Printable(name)); len(names) == 4 {
			break
		}
	}
	return nil, c.errorf(n.span, "'%s' may be %s", symbols.Printable(n.text), strings.Join(names, ", or "))
}

// anywhere returns the variables of static storage with a name, wherever they are, that have the written path at the end of theirs.
func (c *checker) anywhere(name string) []*symbols.Variable {
	if strings.HasPrefix(name, "::") {
		return nil
	}
	path := splitPath(name)
	var found []*symbols.Variable
	for _, v := range c.env.Symbols.AnyGlobals(path[len(path)-1]) {
		if matchesPath(splitPath(v.Scope), path[:len(path)-1]) {
			found = append(found, v)
		}
	}
	return found
}

// scopedName checks Class::member and Enumeration::value, and values of enumerations that need no name before them.
func (c *checker) scopedName(n *node) (*term, bool) {
	path := splitPath(n.text)
	last := path[len(path)-1]
	if len(path) > 1 {
		scope := strings.TrimSuffix(n.text, "::"+last)
		for _, typ := range c.types(scope) {
			if t, ok := c.ofType(n.span, typ, last); ok {
				return t, true
			}
		}
	}
	for _, e := range c.env.Symbols.enumerations(last) {
		in := splitPath(e.Scope)
		named := append(slices.Clip(in), e.Name)
		if len(path) == 1 && e.Scoped || !matchesPath(in, path[:len(path)-1]) && !matchesPath(named, path[:len(path)-1]) {
			continue
		}
		if t, ok := c.enumerator(n.span, e, last); ok {
			return t, true
		}
	}
	return nil, false
}

// enumerations returns the enumerations that have a value of a name.
func (s *Symbols) enumerations(name string) []*symbols.Type {
	if s == nil {
		return nil
	}
	return s.table.Enumerations(name)
}

// ofType returns what a name means in a type: an enumerator, a static member, or a member of the object that the function is called for.
func (c *checker) ofType(at span, typ *symbols.Type, name string) (*term, bool) {
	if t, ok := c.enumerator(at, typ, name); ok {
		return t, true
	}
	base := c.strip(typ)
	if base == nil {
		return nil, false
	}
	for _, v := range base.Details().Statics {
		if v.Name == name {
			return c.variableTerm(at, v), true
		}
	}
	if this := c.this(); this != nil && c.derivesFrom(this.base, base) {
		if t, ok := c.member(at, this, name); ok {
			return t, true
		}
	}
	return nil, false
}

// enumerator returns the value of an enumeration with a name, which may be preceded by that of the type.
func (c *checker) enumerator(at span, typ *symbols.Type, name string) (*term, bool) {
	base := c.strip(typ)
	if base == nil || base.Kind != symbols.KindEnum {
		return nil, false
	}
	if i := strings.LastIndex(name, "::"); i >= 0 {
		name = name[i+2:]
	}
	for _, e := range base.Details().Enumerators {
		if e.Name == name {
			t := c.constantTerm(at, typ, num{})
			x := num{lo: e.Value}
			if e.Signed {
				x = intNum(int64(e.Value))
			}
			return c.constantTerm(at, typ, t.s.wrap(x)), true
		}
	}
	return nil, false
}

// this returns the object that a function of C++ is called for; nil in other functions.
func (c *checker) this() *term {
	if c.lang != symbols.CPlusPlus && c.lang != symbols.ObjectiveC {
		return nil
	}
	v := c.local("this")
	if v == nil || !v.Artificial {
		return nil
	}
	t := c.variableTerm(span{}, v)
	if !t.isPointer() {
		return nil
	}
	object, err := c.deref(span{}, t)
	if err != nil || !object.isClass() {
		return nil
	}
	return object
}

// unknownName is the error of a name that means nothing.
func (c *checker) unknownName(n *node) error {
	what := "no variable"
	if strings.Contains(n.text, "::") {
		what = "nothing is called"
	}
	message := what + " '" + symbols.Printable(n.text) + "'"
	if c.varsErr != nil {
		return c.errorf(n.span, "%s; the variables could not all be read: %s", message, value.Reason(c.varsErr))
	}
	if c.env.Scope == nil && c.env.Symbols == nil {
		return c.errorf(n.span, "%s: there is no debug information here; $local0, $stack[0], $global[0], $mem[0] are known", message)
	}
	return c.errorf(n.span, "%s%s", message, c.suggest(n.text, c.visibleNames()))
}

// visibleNames yields the names that could have been meant.
func (c *checker) visibleNames() iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, v := range c.variables() {
			if !v.Artificial && !yield(v.Name) {
				return
			}
		}
		if this := c.this(); this != nil {
			for _, name := range c.memberNames(this.base) {
				if !yield(name) {
					return
				}
			}
		}
		for _, names := range []iter.Seq[string]{c.env.Symbols.globalNames(), c.env.Symbols.funcNames()} {
			for name := range names {
				if !yield(name) {
					return
				}
			}
		}
	}
}

// suggest returns "; did you mean 'x'?", or nothing.
func (c *checker) suggest(name string, among iter.Seq[string]) string {
	path := splitPath(name)
	sorted := slices.Sorted(among) // so that it is always the same one
	near := listing.Nearest(path[len(path)-1], slices.Compact(sorted))
	if near == "" || near == name {
		return ""
	}
	return "; did you mean '" + symbols.Printable(near) + "'?"
}
