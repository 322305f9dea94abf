package value

import (
	"github.com/wdbg/wdbg/symbols"
)

// Strip returns the value with its type's definition in place of typedefs, qualifiers and declarations.
func (v Value) Strip() Value {
	t, err := v.ctx.strip(v.typ)
	if err != nil && v.err == nil {
		return v.fail(err)
	}
	v.typ = t
	return v
}

// object strips the value, and follows it if it is a reference.
func (v Value) object() Value {
	v = v.Strip()
	for range maxDepth {
		if !isReference(v.typ) {
			return v
		}
		v = v.Deref().Strip()
	}
	return v.fail(malformed("reference to a reference"))
}

// Members returns the members of a structure, class or union, base classes first; of a variant part, see Variant.
// Members of anonymous members are not unfolded. References are followed. nil where there are none.
func (v Value) Members() []Child {
	v = v.object()
	if !isCompound(v.typ) {
		return nil
	}
	members := v.typ.Details().Members
	out := make([]Child, len(members))
	for i := range members {
		out[i] = v.child(&members[i])
	}
	return out
}

// child returns a member of an object.
func (v Value) child(m *symbols.Member) Child {
	c := Child{Name: m.Name, Value: v.member(m), Base: m.Base}
	if c.Base && c.Name == "" && m.Type != nil {
		c.Name = m.Type.String()
	}
	return c
}

// member returns the value of a member of an object.
func (v Value) member(m *symbols.Member) Value {
	switch {
	case v.err != nil:
		return Failed(v.ctx, m.Type, v.err)
	case m.Locate != nil:
		addr, ok := v.Address()
		if !ok {
			return Failed(v.ctx, m.Type, unsupported("a virtual base of an object that is not in memory"))
		}
		if v.ctx == nil || v.ctx.Machine == nil {
			return Failed(v.ctx, m.Type, &symbols.Unavailable{Reason: symbols.NoState})
		}
		at, err := m.Locate(v.ctx.Machine, addr)
		if err != nil {
			return Failed(v.ctx, m.Type, err)
		}
		return v.At(at, m.Type)
	case m.BitSize > 0:
		return v.bitField(m)
	}
	return v.sub(m.Type, m.Offset)
}

// MemberOf returns the value of a member of an object, which must be one of its class's. References are followed.
func (v Value) MemberOf(m *symbols.Member) Value {
	if v = v.object(); v.err == nil && !isCompound(v.typ) {
		return Failed(v.ctx, m.Type, unsupported("%s has no members", v.typ.String()))
	}
	return v.member(m)
}

// bitField returns a bit-field of an object.
func (v Value) bitField(m *symbols.Member) Value {
	if m.BitOffset < 0 || m.BitSize > maxBitField {
		return Failed(v.ctx, m.Type, malformed("bit-field of %d bits at bit %d", m.BitSize, m.BitOffset))
	}
	f := v.sub(m.Type, m.BitOffset/8)
	if f.err == nil {
		f.bits, f.bitOff = m.BitSize, m.BitOffset%8
	}
	return f
}

// maxBitField is more bits than any bit-field has: _BitInt goes up to 128 on WebAssembly.
const maxBitField = 1 << 12

// Member returns the member of a name: of the object itself, else of its anonymous members, else of its base
// classes. References are followed.
func (v Value) Member(name string) (Value, bool) {
	s := search{name: name, budget: maxSearch}
	v = v.object()
	for depth := 0; depth < maxDepth && s.budget > 0; depth++ {
		s.deeper = false
		if m, ok := s.find(v, depth); ok {
			return m, true
		}
		if !s.deeper {
			break
		}
	}
	return Value{}, false
}

// maxSearch bounds how many members are looked at.
const maxSearch = 1 << 14

// search looks for a member, one level of bases after the other: a nearer one hides those farther away.
type search struct {
	name   string
	budget int
	deeper bool // there are more levels
}

// find looks into the bases that are depth levels below v.
func (s *search) find(v Value, depth int) (Value, bool) {
	if v = v.Strip(); !isCompound(v.typ) {
		return Value{}, false
	}
	members := v.typ.Details().Members
	for i := range members {
		m := &members[i]
		if s.budget--; s.budget < 0 {
			return Value{}, false
		}
		switch {
		case m.Base && depth > 0:
			if f, ok := s.find(v.member(m), depth-1); ok {
				return f, true
			}
		case m.Base:
			s.deeper = true
		case depth == 0 && m.Name == s.name && m.Name != "":
			return v.member(m), true
		}
	}
	return s.anonymous(v, members, depth)
}

// anonymous looks into anonymous members.
func (s *search) anonymous(v Value, members []symbols.Member, depth int) (Value, bool) {
	for i := range members {
		m := &members[i]
		if m.Base || m.Name != "" || m.BitSize > 0 {
			continue
		}
		if s.budget--; s.budget < 0 {
			break
		}
		if f, ok := s.find(v.member(m), depth); ok {
			return f, true
		}
	}
	return Value{}, false
}

// Path returns a member of a member of a member; a failed value if one of them is missing.
func (v Value) Path(names ...string) Value {
	for _, name := range names {
		m, ok := v.Member(name)
		if v.err != nil {
			return v
		}
		if !ok {
			return v.fail(unsupported("%s has no member %s", v.typ.String(), name))
		}
		v = m
	}
	return v
}
