package simd

// Shifts. The count is taken modulo the lane width.

func i8x16Shl(a V128, n uint32) V128 {
	n &= 7
	keep := uint64(0xff<<n&0xff) * one8
	return V128{a.Lo << n & keep, a.Hi << n & keep}
}

func i8x16ShrU(a V128, n uint32) V128 {
	n &= 7
	keep := uint64(0xff>>n) * one8
	return V128{a.Lo >> n & keep, a.Hi >> n & keep}
}

func i8x16ShrS(a V128, n uint32) V128 {
	r := i8x16ShrU(a, n)
	s := uint64(sign8) >> (n & 7)
	return V128{extendFrom(r.Lo, s, sign8), extendFrom(r.Hi, s, sign8)}
}

func i16x8Shl(a V128, n uint32) V128 {
	n &= 15
	keep := uint64(0xffff<<n&0xffff) * one16
	return V128{a.Lo << n & keep, a.Hi << n & keep}
}

func i16x8ShrU(a V128, n uint32) V128 {
	n &= 15
	keep := uint64(0xffff>>n) * one16
	return V128{a.Lo >> n & keep, a.Hi >> n & keep}
}

func i16x8ShrS(a V128, n uint32) V128 {
	r := i16x8ShrU(a, n)
	s := uint64(sign16) >> (n & 15)
	return V128{extendFrom(r.Lo, s, sign16), extendFrom(r.Hi, s, sign16)}
}

func i32x4Shl(a V128, n uint32) V128 {
	n &= 31
	keep := uint64(uint32(0xffffffff)<<n) * one32
	return V128{a.Lo << n & keep, a.Hi << n & keep}
}

func i32x4ShrU(a V128, n uint32) V128 {
	n &= 31
	keep := uint64(uint32(0xffffffff)>>n) * one32
	return V128{a.Lo >> n & keep, a.Hi >> n & keep}
}

func i32x4ShrS(a V128, n uint32) V128 {
	r := i32x4ShrU(a, n)
	s := uint64(sign32) >> (n & 31)
	return V128{extendFrom(r.Lo, s, sign32), extendFrom(r.Hi, s, sign32)}
}

// extendFrom sign-extends lanes whose sign stands at the bit set in s, and which
// are zero above it.
func extendFrom(x, s, sign uint64) uint64 {
	return subLanes(x^s, s, sign)
}

func i64x2Shl(a V128, n uint32) V128 {
	n &= 63
	return V128{a.Lo << n, a.Hi << n}
}

func i64x2ShrU(a V128, n uint32) V128 {
	n &= 63
	return V128{a.Lo >> n, a.Hi >> n}
}

func i64x2ShrS(a V128, n uint32) V128 {
	n &= 63
	return V128{uint64(int64(a.Lo) >> n), uint64(int64(a.Hi) >> n)}
}
