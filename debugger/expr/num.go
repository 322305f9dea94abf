package expr

import (
	"encoding/binary"
	"math"
	"math/big"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/value"
)

// class is what the bits of a scalar mean.
type class uint8

const (
	notScalar class = iota
	integer         // also characters
	floating
	boolean
	pointer // also references of Rust, nullptr
	enumeration
)

// scalar says how the numbers of a type are: a type that is not a number is notScalar.
type scalar struct {
	class  class
	signed bool
	bits   uint16
}

// num is a number: an integer, extended to 128 bits by its sign; or in lo the bits of a float64.
type num struct{ lo, hi uint64 }

func intNum(x int64) num     { return num{uint64(x), uint64(x >> 63)} }
func uintNum(x uint64) num   { return num{lo: x} }
func floatNum(x float64) num { return num{lo: math.Float64bits(x)} }
func boolNum(b bool) num {
	if b {
		return num{lo: 1}
	}
	return num{}
}

func (n num) float() float64 { return math.Float64frombits(n.lo) }

// isZero reports whether a number of a class is zero.
func (n num) isZero(s scalar) bool {
	if s.class == floating {
		return n.float() == 0
	}
	return n.lo == 0 && n.hi == 0
}

// scalarOf returns how the numbers of a stripped type are.
func scalarOf(ctx *value.Context, t *symbols.Type) scalar {
	if t == nil {
		return scalar{}
	}
	size, err := ctx.SizeOf(t)
	if err != nil || size <= 0 || size > 16 {
		return scalar{}
	}
	s := scalar{bits: uint16(8 * size)}
	if t.BitSize > 0 && int64(t.BitSize) < 8*size {
		s.bits = uint16(t.BitSize)
	}
	var ok bool
	switch t.Kind {
	case symbols.KindPointer, symbols.KindReference, symbols.KindRvalueRef, symbols.KindUnspecified:
		s.class, ok = pointer, size <= 8
	case symbols.KindMember:
		s.class, ok = integer, size <= 8
	case symbols.KindEnum:
		s.class = enumeration
		s.signed, ok = ctx.IsSigned(t)
	case symbols.KindBase:
		switch t.Encoding {
		case symbols.EncodingFloat:
			s.class, s.signed, ok = floating, true, true
		case symbols.EncodingBool:
			s.class, ok = boolean, true
		default:
			s.class = integer
			s.signed, ok = ctx.IsSigned(t)
		}
	}
	if !ok {
		return scalar{}
	}
	return s
}

// wrap brings an integer into the range of its type.
func (s scalar) wrap(n num) num {
	if s.class == floating {
		return n
	}
	if s.bits <= 64 {
		shift := 64 - s.bits
		if s.signed {
			n.lo = uint64(int64(n.lo<<shift) >> shift)
			n.hi = uint64(int64(n.lo) >> 63)
		} else {
			n.lo, n.hi = n.lo<<shift>>shift, 0
		}
		return n
	}
	if s.bits < 128 {
		shift := 128 - s.bits
		if s.signed {
			n.hi = uint64(int64(n.hi<<shift) >> shift)
		} else {
			n.hi = n.hi << shift >> shift
		}
	}
	return n
}

// fits reports whether an integer of another type is one of this.
func (s scalar) fits(n num, from scalar) bool {
	if s.wrap(n) != n {
		return false
	}
	if s.bits == 128 && s.signed != from.signed {
		return int64(n.hi) >= 0
	}
	return s.signed == from.signed || s.signed && !from.signed && (s.bits < 128 || int64(n.hi) >= 0) || int64(n.hi) >= 0
}

// big returns an integer without limits.
func (s scalar) big(n num) *big.Int {
	var b [16]byte
	binary.BigEndian.PutUint64(b[:], n.hi)
	binary.BigEndian.PutUint64(b[8:], n.lo)
	x := new(big.Int).SetBytes(b[:])
	if s.signed && int64(n.hi) < 0 {
		x.Sub(x, new(big.Int).Lsh(big.NewInt(1), 128))
	}
	return x
}

// fromBig returns an integer's lowest 128 bits.
func fromBig(x *big.Int) num {
	low := new(big.Int).And(x, new(big.Int).SetUint64(math.MaxUint64))
	high := new(big.Int).Rsh(x, 64)
	high.And(high, new(big.Int).SetUint64(math.MaxUint64))
	return num{low.Uint64(), high.Uint64()}
}

// less compares two numbers of a type.
func (s scalar) less(a, b num) bool {
	switch {
	case s.class == floating:
		return a.float() < b.float()
	case a.hi != b.hi && s.signed:
		return int64(a.hi) < int64(b.hi)
	case a.hi != b.hi:
		return a.hi < b.hi
	}
	return a.lo < b.lo
}

func (s scalar) equal(a, b num) bool {
	if s.class == floating {
		return a.float() == b.float()
	}
	return a == b
}

// fromBits returns the number that bits mean, of at most 64.
func (s scalar) fromBits(lo uint64) num {
	switch {
	case s.class != floating:
		return s.wrap(num{lo: lo})
	case s.bits == 32:
		return floatNum(float64(math.Float32frombits(uint32(lo))))
	}
	return num{lo: lo}
}

// isPlain reports whether a number of the type can be read from its bits by fromBits.
func (s scalar) isPlain() bool {
	if s.class == floating {
		return s.bits == 32 || s.bits == 64
	}
	return s.class != notScalar && s.bits <= 64
}

// bytes returns the object representation, of a size in bytes; ok is false where there is none, as for long double.
func (s scalar) bytes(n num, size int64) (b []byte, ok bool) {
	if s.class == floating {
		switch size {
		case 4:
			n = num{lo: uint64(math.Float32bits(float32(n.float())))}
		case 8:
		default:
			return nil, false
		}
	}
	var out [16]byte
	binary.LittleEndian.PutUint64(out[:], n.lo)
	binary.LittleEndian.PutUint64(out[8:], n.hi)
	if size > 16 || size < 0 {
		return nil, false
	}
	return out[:size:size], true
}

// numberOf reads the number of a value.
func numberOf(v value.Value, s scalar) (num, error) {
	if s.class == floating {
		x, err := v.Float()
		return floatNum(x), err
	}
	if s.bits <= 64 {
		x, err := v.Uint()
		n := num{lo: x}
		if s.signed {
			n = intNum(int64(x))
		}
		return s.wrap(n), err
	}
	x, err := v.BigInt()
	if err != nil {
		return num{}, err
	}
	return fromBig(x), nil
}

// convert converts a number as a cast of C does; problem says why that has no meaning. saturate is Rust's as.
func convert(n num, from, to scalar, saturate bool) (out num, problem string) {
	switch {
	case to.class == boolean && from.class != boolean:
		return boolNum(!n.isZero(from)), ""
	case from.class == floating && to.class == floating:
		if to.bits == 32 {
			return floatNum(float64(float32(n.float()))), ""
		}
		return n, ""
	case to.class == floating:
		return intToFloat(n, from, to), ""
	case from.class == floating:
		return floatToInt(n.float(), to, saturate)
	}
	return to.wrap(n), ""
}

func intToFloat(n num, from, to scalar) num {
	var x float64
	switch {
	case to.bits == 32:
		f, _ := new(big.Float).SetInt(from.big(n)).Float32()
		x = float64(f)
	case from.bits <= 64 && from.signed:
		x = float64(int64(n.lo))
	case from.bits <= 64:
		x = float64(n.lo)
	default:
		x, _ = new(big.Float).SetInt(from.big(n)).Float64()
	}
	return floatNum(x)
}

func floatToInt(x float64, to scalar, saturate bool) (num, string) {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		switch {
		case !saturate:
			return num{}, "not a finite number, which no integer is"
		case math.IsNaN(x):
			return num{}, ""
		}
		return to.limit(x < 0), ""
	}
	b, _ := new(big.Float).SetFloat64(math.Trunc(x)).Int(nil)
	if to.has(b) {
		return fromBig(b), ""
	}
	if !saturate {
		return num{}, "out of the range of the type"
	}
	return to.limit(x < 0), ""
}

// has reports whether a number is one of the type.
func (s scalar) has(x *big.Int) bool {
	return s.big(s.limit(true)).Cmp(x) <= 0 && s.big(s.limit(false)).Cmp(x) >= 0
}

// limit returns the least or the greatest number of the type.
func (s scalar) limit(least bool) num {
	one := big.NewInt(1)
	switch {
	case s.signed && least:
		return fromBig(new(big.Int).Neg(new(big.Int).Lsh(one, uint(s.bits-1))))
	case s.signed:
		x := new(big.Int).Lsh(one, uint(s.bits-1))
		return fromBig(x.Sub(x, one))
	case least:
		return num{}
	}
	x := new(big.Int).Lsh(one, uint(s.bits))
	return fromBig(x.Sub(x, one))
}
