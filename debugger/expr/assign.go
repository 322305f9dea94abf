package expr

import (
	"github.com/wdbg/wdbg/value"
)

// Assign gives an object, such as one that is shown in a tree and has no name, the value of an expression, by the rules of assignment. It returns the
// object as it is then. The error is an *Error.
func Assign(env *Env, to value.Value, text string) (value.Value, error) {
	p := &Program{text: text}
	c := newChecker(env, text)
	root, err := parse(text, c.lang, c.meaning)
	if err != nil {
		return to, err
	}
	object := c.objectTerm(root.span, to.Type(), func(r *run) value.Value { return to.In(r.ctx).Fresh() }, func(*run) (uint64, bool, error) {
		addr, ok := to.Address()
		return addr, ok, nil
	})
	if bits, ok := to.IsBitField(); ok {
		object.bits = bits
	}
	from, err := c.checkAgainst(root, object)
	if err != nil {
		return to, err
	}
	n := &node{kind: nodeAssign, span: root.span, text: "=", textAt: root.span, kids: []*node{root, root}}
	if p.root, err = c.with(root.span, []*term{object, from}, func(c *checker, kids []*term) (*term, error) { return c.operator(n, kids) }); err != nil {
		return to, err
	}
	p.env, p.effects, p.calls = *env, true, c.calls
	return p.Eval(env)
}

// IsVariable reports whether a name is that of a variable that is visible in a frame, or of a global one of its module.
func IsVariable(env *Env, name string) bool {
	if env.Scope != nil {
		list, _ := env.Scope.Variables() // those that could be read
		for _, v := range list {
			if v.Name == name {
				return true
			}
		}
	}
	return env.Symbols != nil && len(env.Symbols.Globals(name)) > 0
}
