package wasm

import (
	"encoding/binary"
	"slices"
)

// groupView is a recursion group as its module writes it. Type indices from start on are in the group; those
// below it have ids.
type groupView struct {
	m     *Module
	ids   []TypeID // nil: indices below start are ids
	start uint32
	types []SubType
}

// errorf returns an error about a type of the module.
func (g *groupView) errorf(format string, args ...any) error {
	var off FileOffset
	for _, sec := range g.m.Sections {
		if sec.ID == SectionType {
			off = sec.Start
		}
	}
	err := Invalidf(off, format, args...)
	err.Section = "type"
	return err
}

// check checks that the group's types refer to types of the group and earlier ones only, and that
// supertypes come before their subtypes.
func (g *groupView) check() error {
	for i := range g.types {
		t := &g.types[i]
		index := g.start + uint32(i)
		if t.HasSuper && uint32(t.Super) >= index {
			return g.errorf("unknown type %d: it must come before type %d to be its super type", t.Super, index)
		}
		for _, types := range [][]ValType{t.Func.Params, t.Func.Results} {
			for _, v := range types {
				if err := g.checkRef(v, index); err != nil {
					return err
				}
			}
		}
		for _, f := range t.Fields {
			if err := g.checkRef(f.Type, index); err != nil {
				return err
			}
		}
	}
	return nil
}

// checkRef checks a type that the type at index mentions.
func (g *groupView) checkRef(t ValType, index uint32) error {
	if end := int(g.start) + len(g.types); t.IsRef() && int(t.Heap()) >= end {
		return g.errorf("unknown type %d: type %d may refer to types below %d only", t.Heap(), index, end)
	}
	return nil
}

// id returns the id of a type index, given that of the group's first type.
func (g *groupView) id(index uint32, first TypeID) TypeID {
	switch {
	case index >= g.start:
		return first + TypeID(index-g.start)
	case g.ids == nil:
		return TypeID(index)
	}
	return g.ids[index]
}

func (g *groupView) canon(t ValType, first TypeID) ValType {
	if !t.IsRef() || !t.Heap().IsIndex() {
		return t
	}
	return t&0xff | ValType(g.id(uint32(t.Heap()), first))<<8
}

func (g *groupView) canonTypes(types []ValType, first TypeID) []ValType {
	types = slices.Clone(types)
	for i, t := range types {
		types[i] = g.canon(t, first)
	}
	return types
}

// Bits of a key's words that no ValType uses.
const (
	keyMutable = 0x80
	keyInGroup = 0x08 // turns 0x63 and 0x64 into bytes that are no type
)

// Bits of the first word of a type in a key, below its CompKind.
const (
	keyFinal = 1 << iota
	keySuper
	keySuperInGroup
	keyKind
)

// appendKey appends a sequence of integers that is the same for equivalent groups and for no others: references
// into the group are by position, others by id.
func (g *groupView) appendKey(key []byte) []byte {
	key = binary.AppendUvarint(key, uint64(len(g.types)))
	for i := range g.types {
		t := &g.types[i]
		key = g.appendHeader(key, t)
		if t.Kind == CompFunc {
			key = g.appendTypes(key, t.Func.Params)
			key = g.appendTypes(key, t.Func.Results)
			continue
		}
		key = binary.AppendUvarint(key, uint64(len(t.Fields)))
		for _, f := range t.Fields {
			word := g.keyWord(f.Type)
			if f.Mutable {
				word |= keyMutable
			}
			key = binary.AppendUvarint(key, word)
		}
	}
	return key
}

func (g *groupView) appendHeader(key []byte, t *SubType) []byte {
	word := uint64(t.Kind) * keyKind
	if t.Final {
		word |= keyFinal
	}
	if !t.HasSuper {
		return binary.AppendUvarint(key, word)
	}
	word |= keySuper
	super := uint64(g.id(uint32(t.Super), 0))
	if uint32(t.Super) >= g.start {
		word |= keySuperInGroup
	}
	return binary.AppendUvarint(binary.AppendUvarint(key, word), super)
}

func (g *groupView) appendTypes(key []byte, types []ValType) []byte {
	key = binary.AppendUvarint(key, uint64(len(types)))
	for _, t := range types {
		key = binary.AppendUvarint(key, g.keyWord(t))
	}
	return key
}

func (g *groupView) keyWord(t ValType) uint64 {
	word := uint64(g.canon(t, 0))
	if t.IsRef() && t.Heap().IsIndex() && uint32(t.Heap()) >= g.start {
		word |= keyInGroup
	}
	return word
}
