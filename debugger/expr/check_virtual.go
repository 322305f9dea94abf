package expr

import (
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/value"
)

// dispatch checks a call of a member function of a polymorphic class: where the object is one of a derived class that overrides the
// function, that one is called. ok is false where there is nothing to find out.
func (c *checker) dispatch(n *node, of *term, args []*term) (t *term, ok bool) {
	object := of.object
	if object.base == nil || !object.base.Details().Polymorphic || object.val == nil {
		return nil, false
	}
	static := *of
	plain := *object
	plain.base = withoutTable(object.base)
	return c.lateTerm(n.span, func(r *run) (*term, error) {
		c := r.checker()
		v := object.val(r)
		if err := v.Err(); err != nil {
			return nil, unavailable(r.text, object.span, err)
		}
		chosen := static
		if whole, ok := v.Dynamic(); ok {
			derived := c.valueTerm(object.span, whole)
			_, name := splitFunc(of.funcs[0])
			funcs := c.methods(derived.base, withoutArgs(name))
			if len(funcs) > 0 && !sameFuncs(funcs, of.funcs) {
				virtual, known := c.isVirtual(whole, funcs)
				if !known {
					return nil, c.errorf(n.span, "%s is a %s, whose function of that name may or may not override the one of %s", snippet(c.text, object.span),
						typeText(derived), typeText(object))
				}
				if virtual {
					chosen.funcs, plain = funcs, *derived
				}
			}
		}
		chosen.object = &term{span: object.span, typ: plain.typ, base: withoutTable(plain.base), val: plain.val, addr: plain.addr}
		return c.call(n, &chosen, args)
	}), true
}

// withoutTable returns a class that is no longer taken for a polymorphic one: whose functions are called as they are.
func withoutTable(t *symbols.Type) *symbols.Type {
	d := *t.Details()
	d.Polymorphic = false
	return symbols.NewType(t.TypeInfo, &derivedType{details: d}, 0)
}

func sameFuncs(a, b []*symbols.Func) bool {
	for _, f := range a {
		for _, g := range b {
			if f == g {
				return true
			}
		}
	}
	return false
}

// isVirtual reports whether one of the functions is in the table of virtual functions of an object; known is false where the table is not.
func (c *checker) isVirtual(object value.Value, funcs []*symbols.Func) (virtual, known bool) {
	addr, ok := object.Address()
	if !ok || c.ctx.Symbol == nil {
		return false, false
	}
	table, err := c.ctx.ReadPointer(addr)
	if err != nil {
		return false, false
	}
	sym, ok := c.ctx.Symbol(table)
	if !ok || sym.Size == 0 || table < sym.Addr {
		return false, false
	}
	size := uint64(c.pointerSize())
	end := sym.Addr + sym.Size
	for at := table; at+size <= end && at-table < 1<<16; at += size {
		element, err := c.ctx.ReadPointer(at)
		if err != nil {
			return false, false
		}
		for _, f := range funcs {
			if e, ok := c.elementOf(f.Index); ok && f.HasIndex && e == element {
				return true, true
			}
		}
	}
	return false, false
}
