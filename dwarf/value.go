package dwarf

import (
	"encoding/binary"
	"fmt"
)

// Value is an attribute's value, not yet interpreted. The zero Value is that of an attribute that is not there:
// all methods but Present answer that they have nothing.
type Value struct {
	unit     *Unit
	form     Form
	at       uint32 // in the unit's section
	implicit int64
}

// Present reports whether the attribute is there.
func (v Value) Present() bool { return v.form != 0 }

// IsBlock reports whether the value is a block or an expression.
func (v Value) IsBlock() bool {
	switch v.form {
	case formBlock, formBlock1, formBlock2, formBlock4, formExprloc:
		return true
	}
	return false
}

// IsRef reports whether the value refers to an entry.
func (v Value) IsRef() bool {
	switch v.form {
	case formRefAddr, formRef1, formRef2, formRef4, formRef8, formRefUdata, formRefSig8:
		return true
	}
	return false
}

// IsList reports whether the value, of an attribute that may be an expression, is a location or range list instead.
func (v Value) IsList() bool {
	switch v.form {
	case formSecOffset, formLoclistx, formRnglistx:
		return true
	case formData4, formData8: // before DWARF 4 these were also offsets
		return v.unit.Version < 4
	}
	return false
}

// IsAddress reports whether the value is an address.
func (v Value) IsAddress() bool {
	switch v.form {
	case formAddr, formAddrx, formAddrx1, formAddrx2, formAddrx3, formAddrx4, formGNUAddrIndex:
		return true
	}
	return false
}

// raw returns the value's bytes from its first on.
func (v Value) raw() []byte { return v.unit.data()[v.at:] }

// number returns the bits of a value of the forms that hold a number, sign-extended for formSdata.
func (v Value) number() (uint64, bool) {
	if v.unit == nil {
		return 0, false
	}
	b := v.raw()
	size := 0
	switch v.form {
	case formFlagPresent:
		return 1, true
	case formImplicitConst:
		return uint64(v.implicit), true
	case formData1, formRef1, formFlag, formStrx1, formAddrx1:
		size = 1
	case formData2, formRef2, formStrx2, formAddrx2:
		size = 2
	case formStrx3, formAddrx3:
		size = 3
	case formData4, formRef4, formStrx4, formAddrx4, formRefSup4:
		size = 4
	case formUdata, formRefUdata, formStrx, formAddrx, formLoclistx, formRnglistx, formGNUAddrIndex, formGNUStrIndex:
		if len(b) > 0 && b[0] < 0x80 {
			return uint64(b[0]), true
		}
		r := reader{data: b}
		return r.uleb(), r.err == nil
	case formSdata:
		r := reader{data: b}
		return uint64(r.sleb()), r.err == nil
	default:
		s, ok := v.unit.skipOf(v.form)
		if !ok || s.how != skipBytes {
			return 0, false
		}
		size = int(s.n)
	}
	return fixedUint(b, size)
}

// fixedUint reads a number of a size at the beginning of b.
func fixedUint(b []byte, size int) (uint64, bool) {
	if size > len(b) {
		return 0, false
	}
	switch size {
	case 1:
		return uint64(b[0]), true
	case 2:
		return uint64(binary.LittleEndian.Uint16(b)), true
	case 3:
		return uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16, true
	case 4:
		return uint64(binary.LittleEndian.Uint32(b)), true
	case 8:
		return binary.LittleEndian.Uint64(b), true
	}
	return 0, false
}

// Uint returns a constant as it stands, without sign.
func (v Value) Uint() (uint64, bool) {
	switch v.form {
	case formData1, formData2, formData4, formData8, formUdata, formSdata, formImplicitConst, formFlag, formFlagPresent, formSecOffset:
		return v.number()
	}
	return 0, false
}

// Int returns a constant with the sign that its form has: the fixed sizes are sign-extended.
func (v Value) Int() (int64, bool) {
	n, ok := v.Uint()
	switch v.form {
	case formData1:
		return int64(int8(n)), ok
	case formData2:
		return int64(int16(n)), ok
	case formData4:
		return int64(int32(n)), ok
	}
	return int64(n), ok
}

// IsSigned reports whether the form says that the constant has a sign.
func (v Value) IsSigned() bool { return v.form == formSdata || v.form == formImplicitConst }

// Flag reports whether a flag is there and set.
func (v Value) Flag() bool {
	n, ok := v.number()
	return ok && n != 0
}

// Addr returns an address. A tombstone is returned as it is.
func (v Value) Addr() (uint64, bool) {
	n, ok := v.number()
	switch v.form {
	case formAddr:
		return n, ok
	case formAddrx, formAddrx1, formAddrx2, formAddrx3, formAddrx4, formGNUAddrIndex:
		if !ok {
			return 0, false
		}
		a, err := v.unit.AddrAt(n)
		return a, err == nil
	}
	return 0, false
}

// Block returns the bytes of a block or expression, a part of the section; also of formData16.
func (v Value) Block() ([]byte, bool) {
	if v.unit == nil {
		return nil, false
	}
	r := reader{data: v.unit.data(), pos: int(v.at)}
	var n uint64
	switch v.form {
	case formBlock, formExprloc:
		n = r.uleb()
	case formBlock1:
		n = uint64(r.u8())
	case formBlock2:
		n = uint64(r.u16())
	case formBlock4:
		n = uint64(r.u32())
	case formData16:
		n = 16
	default:
		return nil, false
	}
	b := r.bytes(n)
	return b, r.err == nil
}

// String returns a string, without its bytes having been checked; "" if it is none or cannot be read.
func (v Value) String() string {
	s, _ := v.Str()
	return s
}

// Str returns a string and why it could not be read.
func (v Value) Str() (string, error) {
	if v.unit == nil {
		return "", nil
	}
	s := v.unit.strings()
	switch v.form {
	case formString:
		return stringAt(v.unit.section(), v.unit.data(), uint64(v.at))
	case formStrp:
		n, _ := v.number()
		return stringAt(".debug_str", s.Str, n)
	case formLineStrp:
		n, _ := v.number()
		return stringAt(".debug_line_str", s.LineStr, n)
	case formStrx, formStrx1, formStrx2, formStrx3, formStrx4, formGNUStrIndex:
		n, _ := v.number()
		return v.unit.StrAt(n)
	case formStrpSup, formGNUStrpAlt:
		return "", &Error{v.unit.section(), uint64(v.at), "string of a supplementary file, which is not supported"}
	}
	return "", &Error{v.unit.section(), uint64(v.at), fmt.Sprintf("form 0x%x is not one of a string", uint16(v.form))}
}

// StrOffset returns where a string stands in .debug_str, which tells strings apart without reading them.
func (v Value) StrOffset() (off uint64, ok bool) {
	switch v.form {
	case formStrp:
		return v.number()
	case formStrx, formStrx1, formStrx2, formStrx3, formStrx4, formGNUStrIndex:
		n, _ := v.number()
		off, err := v.unit.strOffset(n)
		return off, err == nil
	}
	return 0, false
}

// Ref returns the entry that the value refers to.
func (v Value) Ref() (Ref, bool) {
	n, ok := v.number()
	if !ok {
		return Ref{}, false
	}
	u := v.unit
	switch v.form {
	case formRef1, formRef2, formRef4, formRef8, formRefUdata:
		if n >= uint64(u.End-u.Off) {
			return Ref{}, false
		}
		return Ref{u, u.Off + uint32(n)}, true
	case formRefAddr:
		to := u.d.UnitAt(n)
		if to == nil {
			return Ref{}, false
		}
		return Ref{to, uint32(n)}, true
	case formRefSig8:
		to := u.d.typeUnit(n)
		if to == nil || to.TypeOff >= uint64(to.End-to.Off) {
			return Ref{}, false
		}
		return Ref{to, to.Off + uint32(to.TypeOff)}, true
	}
	return Ref{}, false
}

// Ref is a place of an entry: a unit and an offset in its section.
type Ref struct {
	Unit *Unit
	Off  uint32
}

// Entry reads the entry.
func (r Ref) Entry() (Entry, error) {
	if r.Unit == nil {
		return Entry{}, fmt.Errorf("no entry")
	}
	return r.Unit.Entry(r.Off)
}
