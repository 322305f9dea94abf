package expr

import "math/bits"

// wide is a number of 128 bits, modulo 2^128.
type wide struct{ lo, hi uint64 }

// wideOf returns a number of 64 bits.
func wideOf(v uint64) wide { return wide{lo: v} }

func (a wide) isZero() bool { return a.lo|a.hi == 0 }

func (a wide) add(b wide) wide {
	lo, carry := bits.Add64(a.lo, b.lo, 0)
	hi, _ := bits.Add64(a.hi, b.hi, carry)
	return wide{lo, hi}
}

func (a wide) sub(b wide) wide {
	lo, borrow := bits.Sub64(a.lo, b.lo, 0)
	hi, _ := bits.Sub64(a.hi, b.hi, borrow)
	return wide{lo, hi}
}

func (a wide) neg() wide { return wide{}.sub(a) }

func (a wide) mul(b wide) wide {
	hi, lo := bits.Mul64(a.lo, b.lo)
	return wide{lo, hi + a.lo*b.hi + a.hi*b.lo}
}

func (a wide) and(b wide) wide { return wide{a.lo & b.lo, a.hi & b.hi} }
func (a wide) or(b wide) wide  { return wide{a.lo | b.lo, a.hi | b.hi} }
func (a wide) xor(b wide) wide { return wide{a.lo ^ b.lo, a.hi ^ b.hi} }
func (a wide) not() wide       { return wide{^a.lo, ^a.hi} }

// shl shifts left; counts of 128 and more give 0.
func (a wide) shl(n uint) wide {
	if n >= 64 {
		return wide{0, a.lo << (n - 64)}
	}
	return wide{a.lo << n, a.hi<<n | a.lo>>(64-n)}
}

// shr shifts right and fills with zeros.
func (a wide) shr(n uint) wide {
	if n >= 64 {
		return wide{a.hi >> (n - 64), 0}
	}
	return wide{a.lo>>n | a.hi<<(64-n), a.hi >> n}
}

// sar shifts right and fills with the sign.
func (a wide) sar(n uint) wide {
	sign := uint64(int64(a.hi) >> 63)
	if n >= 64 {
		return wide{uint64(int64(a.hi) >> min(n-64, 63)), sign}
	}
	return wide{a.lo>>n | a.hi<<(64-n), uint64(int64(a.hi) >> n)}
}

// negative reports whether the uppermost bit is set.
func (a wide) negative() bool { return int64(a.hi) < 0 }

// less compares as unsigned.
func (a wide) less(b wide) bool { return a.hi < b.hi || a.hi == b.hi && a.lo < b.lo }

// lessSigned compares as signed.
func (a wide) lessSigned(b wide) bool {
	if a.negative() != b.negative() {
		return a.negative()
	}
	return a.less(b)
}

// zeroExtend clears what is above the lowest width bits.
func (a wide) zeroExtend(width int) wide {
	unused := uint(128 - width)
	return a.shl(unused).shr(unused)
}

// signExtend repeats the sign of the lowest width bits above them.
func (a wide) signExtend(width int) wide {
	unused := uint(128 - width)
	return a.shl(unused).sar(unused)
}

// divide divides as unsigned by what is not zero.
func (a wide) divide(b wide) (quotient, rest wide) {
	if b.hi == 0 {
		quotient.hi = a.hi / b.lo
		quotient.lo, rest.lo = bits.Div64(a.hi%b.lo, a.lo, b.lo)
		return quotient, rest
	}
	for i := 127; i >= 0; i-- {
		rest = rest.shl(1).or(a.shr(uint(i)).and(wideOf(1)))
		quotient = quotient.shl(1)
		if !rest.less(b) {
			rest = rest.sub(b)
			quotient.lo |= 1
		}
	}
	return quotient, rest
}

// divideSigned divides, rounding towards zero, by what is not zero. The rest has the sign of a.
func (a wide) divideSigned(b wide) (quotient, rest wide) {
	x, y := a, b
	if a.negative() {
		x = a.neg()
	}
	if b.negative() {
		y = b.neg()
	}
	quotient, rest = x.divide(y)
	if a.negative() != b.negative() {
		quotient = quotient.neg()
	}
	if a.negative() {
		rest = rest.neg()
	}
	return quotient, rest
}
