package dwarfsyms

import (
	"fmt"

	"github.com/wdbg/wdbg/dwarf"
	"github.com/wdbg/wdbg/symbols"
)

// detailer reads what a type consists of.
type detailer struct {
	s    *Source
	kind symbols.Kind
	out  symbols.Details
	errs []error
}

func (d *detailer) fail(err error) {
	if err != nil {
		d.errs = append(d.errs, err)
	}
}

// read reads the entries below a type's.
func (d *detailer) read(e *dwarf.Entry) {
	switch d.kind {
	case symbols.KindStruct, symbols.KindClass, symbols.KindUnion:
		d.compound(e)
	case symbols.KindEnum:
		d.enumerators(e)
	case symbols.KindFunc:
		d.params(e)
	case symbols.KindMember:
		if ref, ok := e.Attr(dwarf.AttrContainingType).Ref(); ok {
			d.out.Class = d.s.typeAt(ref)
		}
	case symbols.KindArray, symbols.KindVector:
		d.fail(d.s.arrayProblem(e))
	}
}

// compound reads a structure, class or union (DWARF 5 §5.7).
func (d *detailer) compound(e *dwarf.Entry) {
	bases := 0
	for child, err := range e.Children() {
		if err != nil {
			d.fail(err)
			break
		}
		switch child.Tag() {
		case dwarf.TagMember:
			if isStatic(&child) {
				d.static(&child)
				continue
			}
			d.out.Members = append(d.out.Members, d.member(&child))
		case dwarf.TagVariable:
			d.static(&child)
		case dwarf.TagInheritance:
			d.out.Members = append(d.out.Members, symbols.Member{})
			copy(d.out.Members[bases+1:], d.out.Members[bases:])
			d.out.Members[bases] = d.base(&child)
			bases++
		case dwarf.TagVariantPart:
			if d.out.Variants == nil {
				d.out.Variants = d.variantPart(&child)
			} else {
				d.fail(fmt.Errorf("structure at 0x%x: a second variant part is not supported", e.Off))
			}
		}
	}
	d.out.TemplateArgs = d.templateArgs(e, maxTypeDepth)
	d.out.Polymorphic = d.s.isPolymorphic(e, maxTypeDepth)
}

// static adds a static member. What clang declares for the virtual table is none of the source.
func (d *detailer) static(e *dwarf.Entry) {
	if e.Attr(dwarf.AttrArtificial).Flag() && d.s.str(e.Attr(dwarf.AttrName)) == "_vtable$" {
		return
	}
	d.out.Statics = append(d.out.Statics, d.s.staticMember(e))
}

// isStatic reports whether a member is a static one, as it is written before DWARF 5.
func isStatic(e *dwarf.Entry) bool {
	return e.Attr(dwarf.AttrExternal).Flag() || e.Attr(dwarf.AttrDeclaration).Flag() ||
		e.Has(dwarf.AttrConstValue) && !e.Has(dwarf.AttrDataMemberLocation) && !e.Has(dwarf.AttrDataBitOffset)
}

// member reads a data member (DWARF 5 §5.7.6).
func (d *detailer) member(e *dwarf.Entry) symbols.Member {
	m := symbols.Member{
		Name:       d.s.str(e.Attr(dwarf.AttrName)),
		Type:       d.s.typeOf(e),
		Artificial: e.Attr(dwarf.AttrArtificial).Flag(),
		Access:     accessOf(e),
	}
	d.place(e, &m)
	if bits, ok := e.Attr(dwarf.AttrBitSize).Uint(); ok && bits > 0 && m.Locate == nil {
		d.fail(d.s.bitField(e, &m, bits))
	}
	return m
}

// place reads where a member begins.
func (d *detailer) place(e *dwarf.Entry, m *symbols.Member) {
	v := e.Attr(dwarf.AttrDataMemberLocation)
	if n, ok := memberOffset(v); ok {
		m.Offset = n
		return
	}
	if !v.Present() {
		return // all members of a union are at its beginning, and a bit-field says so by itself
	}
	code, ok := v.Block()
	if !ok {
		m.Locate = func(symbols.Machine, uint64) (uint64, error) {
			return 0, &symbols.Unavailable{Reason: symbols.Unsupported, Detail: "a member's place given by a location list"}
		}
		return
	}
	if n, ok := plusConstant(code); ok {
		m.Offset = n
		return
	}
	s, unit := d.s, e.Unit()
	m.Locate = func(machine symbols.Machine, object uint64) (uint64, error) {
		return s.memberAddress(unit, code, machine, object)
	}
}

// memberOffset returns an offset that is a constant. It counts bytes from the object's beginning; LLVM gives the offset of
// a member that it moved out of an object as a negative number.
func memberOffset(v dwarf.Value) (int64, bool) {
	n, ok := v.Uint()
	return int64(n), ok
}

// plusConstant returns what an expression adds that does nothing else: how offsets are written before DWARF 3.
func plusConstant(code []byte) (int64, bool) {
	const plusUconst = 0x23
	if len(code) < 2 || code[0] != plusUconst {
		return 0, false
	}
	var n uint64
	for i, b := range code[1:] {
		if i > 8 {
			return 0, false
		}
		n |= uint64(b&0x7f) << (7 * i)
		if b < 0x80 {
			return int64(n), i+2 == len(code)
		}
	}
	return 0, false
}

// maxFieldBits bounds the size of bit-fields: _BitInt may have that many bits.
const maxFieldBits = 1 << 23

// bitField reads where a bit-field of so many bits begins. Before DWARF 4 that was counted from the most significant bit of
// the integer that holds it (DWARF 3 §5.6.6).
func (s *Source) bitField(e *dwarf.Entry, m *symbols.Member, bits uint64) error {
	if bits > maxFieldBits || m.Offset < -maxMemberOffset || m.Offset > maxMemberOffset {
		return fmt.Errorf("member at 0x%x: bit-field of %d bits at %d", e.Off, bits, m.Offset)
	}
	m.BitSize = int64(bits)
	if off, ok := e.Attr(dwarf.AttrDataBitOffset).Uint(); ok {
		if off > 8*maxMemberOffset {
			return fmt.Errorf("member at 0x%x: bit-field at bit %d", e.Off, off)
		}
		m.BitOffset = 8*m.Offset + int64(off)
		m.Offset = m.BitOffset / 8
		return nil
	}
	m.BitOffset = 8 * m.Offset
	high, ok := e.Attr(dwarf.AttrBitOffset).Int()
	if !ok {
		return nil
	}
	storage, ok := e.Attr(dwarf.AttrByteSize).Uint()
	if !ok {
		if t, found, _ := s.target(e); found {
			storage = uint64(max(s.sizeOf(&t, maxTypeDepth), 0))
		}
	}
	if storage == 0 || storage > maxFieldBits/8 || high < -8*maxMemberOffset || high > 8*maxMemberOffset {
		m.BitSize = 0
		return fmt.Errorf("member at 0x%x: bit-field in an integer of %d bytes", e.Off, storage)
	}
	m.BitOffset += 8*int64(storage) - high - int64(bits)
	return nil
}

// maxMemberOffset bounds how far members are from the beginning of their object.
const maxMemberOffset = 1 << 40

// base reads a base class (DWARF 5 §5.7.3).
func (d *detailer) base(e *dwarf.Entry) symbols.Member {
	m := symbols.Member{Type: d.s.typeOf(e), Base: true, Access: accessOf(e)}
	virtuality, _ := e.Attr(dwarf.AttrVirtuality).Uint()
	m.Virtual = virtuality != 0
	d.place(e, &m)
	return m
}

// accessOf returns who may use a member.
func accessOf(e *dwarf.Entry) symbols.Access {
	n, _ := e.Attr(dwarf.AttrAccessibility).Uint()
	if n > uint64(symbols.Private) {
		return symbols.AccessDefault
	}
	return symbols.Access(n)
}

// isPolymorphic reports whether objects of a class begin with a pointer to a virtual table: one of their own, or of the
// base class that they begin with.
func (s *Source) isPolymorphic(e *dwarf.Entry, depth int) bool {
	if depth == 0 {
		return false
	}
	for child, err := range e.Children() {
		if err != nil {
			return false
		}
		switch child.Tag() {
		case dwarf.TagInheritance:
			if virtuality, _ := child.Attr(dwarf.AttrVirtuality).Uint(); virtuality != 0 {
				// An object with a virtual base finds it through a virtual table.
				return true
			}
			off, ok := memberOffset(child.Attr(dwarf.AttrDataMemberLocation))
			if !ok || off != 0 {
				continue
			}
			if base, found := s.resolve(&child); found {
				if def, ok := s.complete(&base); ok && s.isPolymorphic(&def, depth-1) {
					return true
				}
			}
		case dwarf.TagMember:
			off, ok := memberOffset(child.Attr(dwarf.AttrDataMemberLocation))
			if ok && off == 0 && child.Attr(dwarf.AttrArtificial).Flag() && isVptr(s.str(child.Attr(dwarf.AttrName))) {
				return true
			}
		}
	}
	return false
}

// isVptr reports whether a compiler calls the pointer to the virtual table so.
func isVptr(name string) bool {
	return len(name) > 6 && name[:5] == "_vptr" && (name[5] == '$' || name[5] == '.')
}

// enumerators reads an enumeration (DWARF 5 §5.7).
func (d *detailer) enumerators(e *dwarf.Entry) {
	signed := false
	if t, ok := d.s.resolve(e); ok {
		code, _ := t.Attr(dwarf.AttrEncoding).Uint()
		enc := encodingOf(code)
		signed = enc == symbols.EncodingSigned || enc == symbols.EncodingSignedChar
	}
	for child, err := range e.Children() {
		if err != nil {
			d.fail(err)
			return
		}
		if child.Tag() != dwarf.TagEnumerator {
			continue
		}
		v := child.Attr(dwarf.AttrConstValue)
		x := symbols.Enumerator{Name: d.s.str(child.Attr(dwarf.AttrName)), Signed: signed || v.IsSigned() && !hasType(e)}
		n, ok := v.Uint()
		if signed {
			i, _ := v.Int()
			n = uint64(i)
		}
		if !ok {
			d.fail(fmt.Errorf("enumerator at 0x%x: its value cannot be read", child.Off))
			continue
		}
		x.Value = n
		d.out.Enumerators = append(d.out.Enumerators, x)
	}
}

// hasType reports whether an entry refers to a type.
func hasType(e *dwarf.Entry) bool { return e.Has(dwarf.AttrType) }

// params reads a function type (DWARF 5 §5.10).
func (d *detailer) params(e *dwarf.Entry) {
	for child, err := range e.Children() {
		if err != nil {
			d.fail(err)
			return
		}
		switch child.Tag() {
		case dwarf.TagFormalParameter:
			d.out.Params = append(d.out.Params, d.s.typeOf(&child))
		case dwarf.TagUnspecifiedParams:
			d.out.Variadic = true
		}
	}
}

// maxPack bounds how deep packs of template arguments nest.
const maxPack = 4

// templateArgs reads the arguments of a template, or of a generic type (DWARF 5 §2.23).
func (d *detailer) templateArgs(e *dwarf.Entry, depth int) []symbols.TemplateArg {
	var args []symbols.TemplateArg
	if depth == maxTypeDepth-maxPack {
		return nil
	}
	for child, err := range e.Children() {
		if err != nil {
			break // said by the one who reads the members
		}
		arg := symbols.TemplateArg{Name: d.s.str(child.Attr(dwarf.AttrName))}
		switch child.Tag() {
		case dwarf.TagTemplateType:
			arg.Type = d.s.typeOf(&child)
		case dwarf.TagTemplateValue:
			arg.Type = d.s.typeOf(&child)
			if n, ok := d.s.constant(&child); ok {
				arg.Value = &n
			} else if arg.Type == nil {
				continue
			}
		case dwarf.TagGNUTemplateTemplateParam:
			arg.Type = symbols.NewType(symbols.TypeInfo{Kind: symbols.KindUnspecified, Size: -1,
				Name: d.s.str(child.Attr(attrTemplateName))}, nil, 0)
		case dwarf.TagGNUTemplateParamPack:
			arg.IsPack, arg.Pack = true, d.templateArgs(&child, depth-1)
		default:
			continue
		}
		args = append(args, arg)
	}
	return args
}

// constant returns the number that an entry has as its value.
func (s *Source) constant(e *dwarf.Entry) (int64, bool) {
	v := e.Attr(dwarf.AttrConstValue)
	t, ok := s.resolve(e)
	if ok {
		code, _ := t.Attr(dwarf.AttrEncoding).Uint()
		if enc := encodingOf(code); enc == symbols.EncodingSigned || enc == symbols.EncodingSignedChar {
			return v.Int()
		}
	}
	n, ok := v.Uint()
	return int64(n), ok
}
