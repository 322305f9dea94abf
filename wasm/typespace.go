package wasm

import "slices"

// TypeID identifies a type in a TypeSpace. Two types have equal ids exactly
// where they are equivalent (Wasm 3.0 §3.3): their recursion groups have the same
// structure, and they stand at the same place in them.
type TypeID uint32

// MaxSubtypeDepth is the longest chain of supertypes a type may have, the limit that other engines share.
const MaxSubtypeDepth = 63

// maxSpaceTypes bounds what modules may add to a space. It leaves ids for AddFunc below the largest that fits
// a ValType.
const maxSpaceTypes = 1<<23 - 1<<16

// TypeSpace gives equivalent types equal ids, by interning whole recursion
// groups. A validator has one for its module; a store has one for all its
// modules. Adding is not safe for concurrent use; once it is done, the other methods are.
type TypeSpace struct {
	types []SubType
	// lineage[id] lets IsSub climb from a type to its supertypes.
	lineage []lineage
	// groups maps a recursion group's structure (see appendGroup) to the id of its first type.
	groups map[string]TypeID
	// numGroups numbers the groups for SubType.Group.
	numGroups uint32
	key       []byte // scratch
}

// lineage is a type's place in the forest of supertypes. Besides its parent each
// type knows one ancestor further up (a skew-binary jump pointer), so that climbing
// n levels takes O(log n) steps at a constant size per type.
type lineage struct {
	depth        uint8
	parent, jump TypeID
}

// NewTypeSpace returns an empty space.
func NewTypeSpace() *TypeSpace {
	return &TypeSpace{groups: make(map[string]TypeID)}
}

// Len returns the number of types; ids are smaller.
func (s *TypeSpace) Len() int { return len(s.types) }

// Type returns a type. The type indices in it, its supertype's included, are ids.
// The result must not be changed. The id must come from this space.
func (s *TypeSpace) Type(id TypeID) *SubType { return &s.types[id] }

// Add enters a module's types and returns their ids, one per type index. The error is an
// *Error that is Invalid where a type refers to one beyond its recursion group, or does not match
// the supertype it declares, or where there are too many types.
func (s *TypeSpace) Add(m *Module) ([]TypeID, error) {
	ids := make([]TypeID, 0, len(m.Types))
	for i := range m.RecGroups {
		g := groupView{m: m, ids: ids, start: m.RecGroups[i].Start}
		if int(g.start) != len(ids) || int(m.RecGroups[i].Count) > len(m.Types)-len(ids) {
			return nil, g.errorf("recursion groups do not cover the types in order: at type %d", g.start)
		}
		g.types = m.Types[g.start:][:m.RecGroups[i].Count]
		if err := g.check(); err != nil {
			return nil, err
		}
		first, err := s.addGroup(&g)
		if err != nil {
			return nil, err
		}
		for j := range g.types {
			ids = append(ids, first+TypeID(j))
		}
	}
	if len(ids) != len(m.Types) {
		return nil, (&groupView{m: m}).errorf("recursion groups do not cover the types in order: at type %d", len(ids))
	}
	return ids, nil
}

// AddFunc enters a function type that is its own recursion group, final and without a
// supertype. The concrete references in t are ids of this space already.
func (s *TypeSpace) AddFunc(t FuncType) TypeID {
	// Every reference is to the outside: the group starts beyond all ids, and ids stand for themselves.
	g := groupView{start: 1 << 31, types: []SubType{{Final: true, Kind: CompFunc, Func: t}}}
	s.key = g.appendKey(s.key[:0])
	if id, ok := s.groups[string(s.key)]; ok {
		return id
	}
	return s.insert(&g)
}

// addGroup returns the id of the group's first type, entering the group where it is new.
func (s *TypeSpace) addGroup(g *groupView) (TypeID, error) {
	s.key = g.appendKey(s.key[:0])
	if id, ok := s.groups[string(s.key)]; ok || len(g.types) == 0 {
		return id, nil
	}
	if len(s.types)+len(g.types) > maxSpaceTypes {
		return 0, g.errorf("too many types: more than %d", maxSpaceTypes)
	}
	first := s.insert(g)
	for i := range g.types {
		if err := s.checkSuper(g, first, uint32(i)); err != nil {
			s.remove(first, string(s.key))
			return 0, err
		}
	}
	return first, nil
}

// insert appends the group's types, their references replaced by ids. s.key is the group's key.
func (s *TypeSpace) insert(g *groupView) TypeID {
	first := TypeID(len(s.types))
	for i := range g.types {
		t := g.types[i]
		t.Group = s.numGroups
		t.Func.Params = g.canonTypes(t.Func.Params, first)
		t.Func.Results = g.canonTypes(t.Func.Results, first)
		t.Fields = slices.Clone(t.Fields)
		for j := range t.Fields {
			t.Fields[j].Type = g.canon(t.Fields[j].Type, first)
		}
		line := lineage{parent: first + TypeID(i), jump: first + TypeID(i)}
		if t.HasSuper {
			super := g.id(uint32(t.Super), first)
			t.Super = TypeIndex(super)
			line = s.childOf(super)
		}
		s.types = append(s.types, t)
		s.lineage = append(s.lineage, line)
	}
	s.groups[string(s.key)] = first
	s.numGroups++
	return first
}

// childOf returns the lineage of a type below super. A depth over the limit is held at one beyond it.
func (s *TypeSpace) childOf(super TypeID) lineage {
	up := s.lineage[super]
	child := lineage{depth: min(up.depth+1, MaxSubtypeDepth+1), parent: super, jump: super}
	over := s.lineage[up.jump]
	if up.depth-over.depth == over.depth-s.lineage[over.jump].depth {
		child.jump = over.jump
	}
	return child
}

// remove takes back the group inserted last.
func (s *TypeSpace) remove(first TypeID, key string) {
	delete(s.groups, key)
	clear(s.types[first:])
	s.types = s.types[:first]
	s.lineage = s.lineage[:first]
	s.numGroups--
}

// checkSuper checks a type of a freshly inserted group against its supertype.
func (s *TypeSpace) checkSuper(g *groupView, first TypeID, i uint32) error {
	id := first + TypeID(i)
	t := &s.types[id]
	if !t.HasSuper {
		return nil
	}
	super := &s.types[t.Super]
	index, from := g.start+i, g.types[i].Super
	switch {
	case super.Final:
		return g.errorf("sub type %d does not match super type %d: the super type is final", index, from)
	case s.lineage[id].depth > MaxSubtypeDepth:
		return g.errorf("sub type %d is too deep: more than %d super types", index, MaxSubtypeDepth)
	case !s.compMatches(t, super):
		return g.errorf("sub type %d does not match super type %d", index, from)
	}
	return nil
}

// compMatches reports whether the composite type of a matches that of b.
func (s *TypeSpace) compMatches(a, b *SubType) bool {
	if a.Kind != b.Kind {
		return false
	}
	if a.Kind == CompFunc {
		return s.allMatch(b.Func.Params, a.Func.Params) && s.allMatch(a.Func.Results, b.Func.Results)
	}
	if len(a.Fields) < len(b.Fields) {
		return false
	}
	for i, want := range b.Fields {
		have := a.Fields[i]
		if have.Mutable != want.Mutable || want.Mutable && have.Type != want.Type || !s.Matches(have.Type, want.Type) {
			return false
		}
	}
	return true
}

func (s *TypeSpace) allMatch(a, b []ValType) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if !s.Matches(a[i], b[i]) {
			return false
		}
	}
	return true
}

// IsSub reports whether a is b or declares it as a supertype, directly or through others.
func (s *TypeSpace) IsSub(a, b TypeID) bool {
	if a == b {
		return true
	}
	depth := s.lineage[b].depth
	line := s.lineage[a]
	for line.depth > depth {
		if s.lineage[line.jump].depth >= depth {
			a = line.jump
		} else {
			a = line.parent
		}
		line = s.lineage[a]
	}
	return a == b
}

// HeapMatches reports whether a is a subtype of b. Type indices are ids.
func (s *TypeSpace) HeapMatches(a, b HeapType) bool {
	if a == b || a == HeapBot {
		return true
	}
	if a.IsIndex() {
		if b.IsIndex() {
			return s.IsSub(TypeID(a), TypeID(b))
		}
		return heapOfKind(s.types[a].Kind, b)
	}
	if b.IsIndex() {
		return a == bottomOfKind(s.types[b].Kind)
	}
	switch b {
	case HeapAny:
		return a == HeapEq || heapIsEq(a)
	case HeapEq:
		return heapIsEq(a)
	case HeapI31, HeapStruct, HeapArray:
		return a == HeapNone
	case HeapFunc:
		return a == HeapNoFunc
	case HeapExtern:
		return a == HeapNoExtern
	case HeapExn:
		return a == HeapNoExn
	}
	return false
}

// heapIsEq reports whether the abstract type a is a proper subtype of eq.
func heapIsEq(a HeapType) bool {
	return a == HeapI31 || a == HeapStruct || a == HeapArray || a == HeapNone
}

// heapOfKind reports whether types of a kind are subtypes of the abstract type b.
func heapOfKind(k CompKind, b HeapType) bool {
	switch k {
	case CompFunc:
		return b == HeapFunc
	case CompStruct:
		return b == HeapStruct || b == HeapEq || b == HeapAny
	}
	return b == HeapArray || b == HeapEq || b == HeapAny
}

func bottomOfKind(k CompKind) HeapType {
	if k == CompFunc {
		return HeapNoFunc
	}
	return HeapNone
}

// Matches reports whether a is a subtype of b. Type indices are ids.
func (s *TypeSpace) Matches(a, b ValType) bool {
	if a == b || a == Bot {
		return true
	}
	if !a.IsRef() || !b.IsRef() || a.Nullable() && !b.Nullable() {
		return false
	}
	return s.HeapMatches(a.Heap(), b.Heap())
}

// Canon replaces the type index in t by its id. The index must be in range of ids.
func Canon(t ValType, ids []TypeID) ValType {
	if !t.IsRef() {
		return t
	}
	return t&0xff | ValType(CanonHeap(t.Heap(), ids))<<8
}

// CanonHeap replaces a type index by its id; abstract heap types are unchanged. The index must be in range of ids.
func CanonHeap(h HeapType, ids []TypeID) HeapType {
	if !h.IsIndex() {
		return h
	}
	return HeapType(ids[h])
}
