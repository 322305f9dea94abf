package dwarfsyms

import (
	"math"

	"github.com/wdbg/wdbg/dwarf"
	"github.com/wdbg/wdbg/symbols"
)

// endBig is DW_END_big (DWARF 5 §7.8).
const endBig = 0x01

// baseInfo reads a base type (DWARF 5 §5.1).
func (s *Source) baseInfo(e *dwarf.Entry, info *symbols.TypeInfo) {
	code, _ := e.Attr(dwarf.AttrEncoding).Uint()
	info.Encoding = encodingOf(code)
	if bits, ok := e.Attr(dwarf.AttrBitSize).Uint(); ok && bits > 0 && info.Size >= 0 && bits < 8*uint64(info.Size) {
		info.BitSize = int(bits)
	}
	if !e.Has(dwarf.AttrBitSize) && (info.Name == "_BitInt" || info.Name == "unsigned _BitInt") {
		info.Encoding = symbols.EncodingOther // clang before 17 does not say how many of the bits count, and the others are anything
	}
	if end, ok := e.Attr(dwarf.AttrEndianity).Uint(); ok {
		info.BigEndian = end == endBig
	}
	if info.Language == symbols.Rust && info.Size == 0 && (info.Name == "()" || info.Name == "!") {
		info.Kind, info.Encoding = symbols.KindVoid, symbols.EncodingNone
	}
}

// encodingOf translates DW_ATE constants (DWARF 5 §7.8).
func encodingOf(code uint64) symbols.Encoding {
	switch code {
	case 0x01:
		return symbols.EncodingAddress
	case 0x02:
		return symbols.EncodingBool
	case 0x03:
		return symbols.EncodingComplex
	case 0x04:
		return symbols.EncodingFloat
	case 0x05:
		return symbols.EncodingSigned
	case 0x06:
		return symbols.EncodingSignedChar
	case 0x07:
		return symbols.EncodingUnsigned
	case 0x08:
		return symbols.EncodingUnsignedChar
	case 0x10, 0x11, 0x12: // UTF, UCS, ASCII
		return symbols.EncodingUTF
	}
	return symbols.EncodingOther
}

// sizeOf returns the size of a type in bytes, -1 where it is not known before the program runs, or depth types are not enough to tell.
func (s *Source) sizeOf(e *dwarf.Entry, depth int) int64 {
	if depth == 0 {
		return -1
	}
	if size, ok := constSize(e); ok {
		return size
	}
	switch e.Tag() {
	case dwarf.TagPointerType, dwarf.TagReferenceType, dwarf.TagRvalueRefType:
		return int64(e.Unit().AddrSize())
	case dwarf.TagPtrToMemberType:
		return s.memberPointerSize(e)
	case dwarf.TagSubroutineType, dwarf.TagSubprogram:
		return 0
	case dwarf.TagUnspecifiedType:
		if name := s.str(e.Attr(dwarf.AttrName)); name == "decltype(nullptr)" || name == "std::nullptr_t" || name == "nullptr_t" {
			return int64(e.Unit().AddrSize())
		}
		return -1
	case dwarf.TagArrayType:
		return s.arraySize(e, depth)
	case dwarf.TagTypedef, dwarf.TagTemplateAlias, dwarf.TagConstType, dwarf.TagVolatileType, dwarf.TagRestrictType,
		dwarf.TagAtomicType, dwarf.TagImmutableType, dwarf.TagEnumerationType, dwarf.TagSubrangeType:
		return s.targetSize(e, depth)
	}
	if isDeclaration(e) {
		if def, ok := s.definition(e); ok {
			if d, err := def.Entry(); err == nil {
				return s.sizeOf(&d, depth-1)
			}
		}
	}
	return -1
}

// constSize returns the size that an entry says.
func constSize(e *dwarf.Entry) (int64, bool) {
	v, bitsOnly := e.Attr(dwarf.AttrByteSize), false
	if !v.Present() && e.Tag() != dwarf.TagMember {
		v, bitsOnly = e.Attr(dwarf.AttrBitSize), true
	}
	n, ok := v.Uint()
	if !ok || n > math.MaxInt64-7 {
		return 0, false
	}
	if bitsOnly {
		n = (n + 7) / 8
	}
	return int64(n), true
}

// targetSize returns the size of the type that an entry names or qualifies.
func (s *Source) targetSize(e *dwarf.Entry, depth int) int64 {
	target, ok, err := s.target(e)
	switch {
	case err != nil || !ok && e.Tag() == dwarf.TagEnumerationType:
		return -1
	case !ok:
		return 0 // void
	}
	return s.sizeOf(&target, depth-1)
}

// target returns the entry of the type that an entry refers to by DW_AT_type; ok is false where it has none: void.
func (s *Source) target(e *dwarf.Entry) (target dwarf.Entry, ok bool, err error) {
	v := e.Attr(dwarf.AttrType)
	if !v.Present() {
		return target, false, nil
	}
	ref, found := v.Ref()
	if !found {
		return target, false, &dwarf.Error{Section: ".debug_info", Offset: uint64(e.Off), Msg: "the type of the entry cannot be found"}
	}
	target, err = ref.Entry()
	return target, err == nil, err
}

// resolve returns the type that an entry refers to without typedefs and qualifiers; ok is false for void, and where it cannot be read.
func (s *Source) resolve(e *dwarf.Entry) (t dwarf.Entry, ok bool) {
	at := *e
	for range maxTypeDepth {
		t, ok, err := s.target(&at)
		if err != nil || !ok {
			return t, false
		}
		switch kindOf(t.Tag()) {
		case symbols.KindTypedef, symbols.KindConst, symbols.KindVolatile, symbols.KindRestrict, symbols.KindAtomic:
			at = t
		default:
			return t, true
		}
	}
	return dwarf.Entry{}, false
}

// memberPointerSize returns the size of a pointer to a member, which compilers leave out: for a function that of two
// words, for data that of one (Itanium C++ ABI §2.3).
func (s *Source) memberPointerSize(e *dwarf.Entry) int64 {
	word := int64(e.Unit().AddrSize())
	if t, ok := s.resolve(e); ok && t.Tag() == dwarf.TagSubroutineType {
		return 2 * word
	}
	return word
}
