package value

import (
	"math/big"
	"slices"

	"github.com/wdbg/wdbg/symbols"
)

// number is an integer of the program: its bits, little end first.
type number struct {
	bytes  []byte // bits beyond the number's are zero
	bits   int64
	signed bool
}

// maxInteger is the size of the widest integers in bytes; a _BitInt of clang may be this wide.
const maxInteger = 1 << 12

// number reads an integer, a character, an enumerator, a pointer or a bit-field.
func (v Value) number() (number, error) {
	v = v.Strip()
	if v.err != nil {
		return number{}, v.err
	}
	signed, ok := v.ctx.isSigned(v.typ)
	if !ok {
		return number{}, unsupported("%s is not an integer", v.typ.String())
	}
	size, err := v.Size()
	if err != nil {
		return number{}, err
	}
	if size > maxInteger {
		return number{}, malformed("integer of %d bytes", size)
	}
	b, err := v.Bytes()
	if err != nil {
		return number{}, err
	}
	bits := 8 * size
	switch {
	case v.bits > 0:
		bits = v.bits
	case v.typ.BigEndian:
		slices.Reverse(b)
	}
	if n := int64(v.typ.BitSize); n > 0 && n < bits {
		bits = n
	}
	return number{shift(b[:(bits+7)/8:(bits+7)/8], 0, uint64(bits)), bits, signed}, nil
}

// isSigned reports whether the numbers of a stripped type are signed; ok is false where it has none.
func (c *Context) isSigned(t *symbols.Type) (signed, ok bool) {
	if t == nil {
		return false, false
	}
	switch t.Kind {
	case symbols.KindPointer, symbols.KindReference, symbols.KindRvalueRef, symbols.KindMember, symbols.KindUnspecified:
		return false, true
	case symbols.KindEnum:
		return c.isSignedEnum(t), true
	case symbols.KindBase:
	default:
		return false, false
	}
	switch t.Encoding {
	case symbols.EncodingSigned, symbols.EncodingSignedChar:
		return true, true
	case symbols.EncodingBool, symbols.EncodingUnsigned, symbols.EncodingUnsignedChar, symbols.EncodingUTF, symbols.EncodingAddress:
		return false, true
	}
	return false, false
}

// isSignedEnum reports whether an enumeration's values are signed: by its underlying type, else by its enumerators.
func (c *Context) isSignedEnum(t *symbols.Type) bool {
	if under, err := c.strip(t.Elem()); err == nil && under != nil && under.Kind == symbols.KindBase {
		signed, _ := c.isSigned(under)
		return signed
	}
	for _, e := range t.Details().Enumerators {
		if e.Signed && int64(e.Value) < 0 {
			return true
		}
	}
	return false
}

// low returns the lowest 64 bits, sign-extended for signed numbers; fits is false where there are more that matter.
func (n number) low() (x uint64, fits bool) {
	x = leUint(n.bytes)
	fill := byte(0)
	if n.negative() {
		fill = 0xff
		if n.bits < 64 {
			x |= ^uint64(0) << n.bits
		}
	}
	for i := 8; i < len(n.bytes); i++ {
		want := fill
		if i == len(n.bytes)-1 && n.bits%8 != 0 {
			want &= 1<<(n.bits%8) - 1
		}
		if n.bytes[i] != want {
			return x, false
		}
	}
	if n.signed && len(n.bytes) > 8 && (int64(x) < 0) != n.negative() {
		return x, false
	}
	return x, true
}

func (n number) negative() bool {
	return n.signed && n.bits > 0 && n.bytes[(n.bits-1)/8]>>((n.bits-1)%8)&1 != 0
}

// big returns the number without limits.
func (n number) big() *big.Int {
	b := slices.Clone(n.bytes)
	slices.Reverse(b)
	x := new(big.Int).SetBytes(b)
	if n.negative() {
		x.Sub(x, new(big.Int).Lsh(big.NewInt(1), uint(n.bits)))
	}
	return x
}

// BigInt returns an integer, character or enumerator of any size; of a pointer or reference, the address.
func (v Value) BigInt() (*big.Int, error) {
	n, err := v.number()
	if err != nil {
		return nil, err
	}
	return n.big(), nil
}

// Uint returns an integer, character or enumerator, a signed one as two's complement; of a pointer or reference, the
// address. One that needs more than 64 bits is an error.
func (v Value) Uint() (uint64, error) {
	n, err := v.number()
	if err != nil {
		return 0, err
	}
	x, fits := n.low()
	if !fits {
		return 0, unsupported("a number of more than 64 bits")
	}
	return x, nil
}

// Int returns an integer, character or enumerator. One beyond int64 is an error.
func (v Value) Int() (int64, error) {
	n, err := v.number()
	if err != nil {
		return 0, err
	}
	x, fits := n.low()
	if !fits || !n.signed && int64(x) < 0 {
		return 0, unsupported("a number of more than 64 bits")
	}
	return int64(x), nil
}

// Bool returns whether a number is not zero. Only 0 and 1 are values of bool: see Uint.
func (v Value) Bool() (bool, error) {
	x, err := v.Uint()
	return x != 0, err
}
