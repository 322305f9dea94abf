package expr

import "encoding/binary"

// kind is what an entry of the stack is.
type kind uint8

const (
	generic     kind = iota // untyped
	signedInt               // typed, as the next ones
	unsignedInt             // also booleans, characters and addresses
	float
	opaque // bits that nothing is computed with
)

// literal says how a constant was written.
type literal uint8

const (
	computed      literal = iota // it is none
	plainLiteral                 // DW_OP_lit5, DW_OP_constu
	signedLiteral                // DW_OP_consts
)

// literalWidth is the number of bits with which constants are computed among themselves.
const literalWidth = 64

// value is an entry of the stack.
type value struct {
	kind kind
	// width is the number of significant bits; 0 of a generic value that is a constant, or any
	// number whose 64 bits are right for every width.
	width int
	size  int  // bytes, of typed values
	bits  wide // zero above the significant ones
	literal
	// place is where the value is; where unread is set, it is not in bits yet.
	place    place
	hasPlace bool
	unread   bool
	// removed: it is a base address that the linker dropped, good only as a part of another.
	removed bool
	// mixed: bits of upper parts of what was read may have got into the lower ones.
	mixed bool
}

// place is a place in the machine.
type place struct {
	kind  PieceKind
	index uint32
}

// genericValue returns an untyped number of so many bits.
func genericValue(v uint64, width int) value {
	return value{width: width, bits: wideOf(v).zeroExtend(width)}
}

// anyWidth returns an untyped number that is right for every width.
func anyWidth(v uint64) value { return value{bits: wideOf(v)} }

// fits reports whether the value of a constant is the same in so many bits, with or without a sign.
func (v value) fits(bits uint64) bool {
	if bits >= literalWidth {
		return true
	}
	n := v.bits.lo
	return n>>bits == 0 || bits > 0 && int64(n)>>(bits-1) == -1
}

// wordValue returns a word of the machine as a value. References fail.
func wordValue(w Word) (value, error) {
	switch w.Type {
	case I32:
		return genericValue(w.Lo, 32), nil
	case I64:
		return genericValue(w.Lo, 64), nil
	case F32:
		return value{kind: float, width: 32, size: 4, bits: wideOf(w.Lo & 0xffffffff)}, nil
	case F64:
		return value{kind: float, width: 64, size: 8, bits: wideOf(w.Lo)}, nil
	case V128:
		return value{kind: opaque, width: 128, size: 16, bits: wide{w.Lo, w.Hi}}, nil
	}
	return value{}, errorf(Unsupported, "a reference is not a number")
}

// typedValue returns bits as a value of a base type.
func typedValue(t BaseType, bits wide) (value, error) {
	if t.Size < 1 || t.Size > 16 {
		return value{}, errorf(Unsupported, "base type of %d bytes", t.Size)
	}
	v := value{kind: kindOf(t), width: 8 * t.Size, size: t.Size}
	integer := v.kind == signedInt || v.kind == unsignedInt
	if integer && t.BitSize > 0 && t.BitSize < v.width {
		v.width = t.BitSize
	}
	v.bits = bits.zeroExtend(v.width)
	return v, nil
}

// kindOf returns what values of a base type are.
func kindOf(t BaseType) kind {
	switch t.Encoding {
	case ateSigned, ateSignedChar:
		return signedInt
	case ateUnsigned, ateUnsignedChar, ateBoolean, ateAddress, ateUTF, ateUCS, ateASCII:
		return unsignedInt
	case ateFloat:
		if t.Size == 4 || t.Size == 8 {
			return float
		}
	}
	return opaque
}

// isInteger reports whether the value is an integer, typed or not.
func (v value) isInteger() bool { return v.kind <= unsignedInt }

// byteSize returns how many bytes of the value are known.
func (v value) byteSize() int {
	switch {
	case v.kind != generic:
		return v.size
	case v.width == 0:
		return literalWidth / 8
	}
	return (v.width + 7) / 8
}

// extended returns an integer with its upper bits as its type says: repeating the sign of signed ones, and of constants pushed as signed.
func (v value) extended() wide {
	switch {
	case v.kind == signedInt:
		return v.bits.signExtend(v.width)
	case v.kind == generic && v.literal == signedLiteral:
		return v.bits.signExtend(literalWidth)
	}
	return v.bits
}

// raw returns the value's bytes, little end first.
func (v value) raw() []byte {
	bits := v.bits
	if v.kind == signedInt {
		bits = v.extended()
	}
	b := binary.LittleEndian.AppendUint64(nil, bits.lo)
	b = binary.LittleEndian.AppendUint64(b, bits.hi)
	return b[:v.byteSize()]
}

// number returns an integer as it can be read.
func (v value) number() Number {
	n := Number{Uint: v.bits.lo, Int: int64(v.bits.lo)}
	switch {
	case v.kind == signedInt:
		n.Int = int64(v.extended().lo)
		n.Uint = uint64(n.Int)
	case v.kind == generic && v.width > 0:
		n.Int = int64(v.bits.signExtend(v.width).lo)
	}
	return n
}

// fromBytes returns up to 16 bytes, little end first, as bits.
func fromBytes(b []byte) wide {
	var p [16]byte
	copy(p[:], b)
	return wide{binary.LittleEndian.Uint64(p[:]), binary.LittleEndian.Uint64(p[8:])}
}
