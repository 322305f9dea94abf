package value

import (
	"strings"

	"github.com/wdbg/wdbg/symbols"
)

// Dynamic returns the whole object that an object of a polymorphic class is a part of, with the class that it was made
// as. It is false where that is the object itself, or unknown: the object was not reached through a pointer or
// reference, or does not begin with the address of a known table of virtual functions (Itanium C++ ABI §2.5.2).
func (v Value) Dynamic() (Value, bool) {
	if !v.reached || !v.inMemory || v.err != nil {
		return Value{}, false
	}
	s := v.Strip()
	if !isCompound(s.typ) || !s.typ.Details().Polymorphic {
		return Value{}, false
	}
	table, err := v.ctx.ReadPointer(v.at)
	if err != nil {
		return Value{}, false
	}
	class := v.ctx.vtableClass(table)
	if class == nil {
		return Value{}, false
	}
	size := uint64(v.ctx.pointerSize())
	top, err := v.ctx.ReadUint(table-2*size, int(size)) // the offset to the top, negative
	if err != nil {
		return Value{}, false
	}
	if size == 4 {
		top = uint64(int64(int32(top)))
	}
	whole := v.At(v.at+top, class)
	if sameName(class, s.typ) && top == 0 || !whole.contains(s.typ, v.at) {
		return Value{}, false
	}
	return whole, true
}

// vtableClass returns the class whose table of virtual functions an address is in.
func (c *Context) vtableClass(addr uint64) *symbols.Type {
	if c == nil || c.Symbol == nil {
		return nil
	}
	s, ok := c.Symbol(addr)
	if !ok {
		return nil
	}
	name, ok := strings.CutPrefix(s.Name, "vtable for ")
	if s.Class != nil {
		return c.Complete(s.Class)
	}
	if !ok || c.Types == nil {
		return nil
	}
	for _, t := range c.Types(name) {
		if t = c.Complete(t); isCompound(t) && !t.Incomplete {
			return t
		}
	}
	return nil
}

// contains reports whether an object has a part of a class at an address: it is one, or has such a base.
func (v Value) contains(class *symbols.Type, addr uint64) bool {
	budget := maxSearch
	return v.hasBase(class, addr, maxDepth, &budget)
}

func (v Value) hasBase(class *symbols.Type, addr uint64, depth int, budget *int) bool {
	if v = v.Strip(); depth == 0 || !isCompound(v.typ) {
		return false
	}
	if v.at == addr && sameName(v.typ, class) {
		return true
	}
	members := v.typ.Details().Members
	for i := range members {
		if !members[i].Base {
			continue
		}
		if *budget--; *budget < 0 {
			return false
		}
		if base := v.member(&members[i]); base.err == nil && base.hasBase(class, addr, depth-1, budget) {
			return true
		}
	}
	return false
}

// sameName reports whether two types are, by their names, the same class.
func sameName(a, b *symbols.Type) bool { return a == b || a.Name == b.Name && a.Scope == b.Scope }
