package simd

// Operations on all 128 bits, and those that ask a vector for an i32.

func v128Not(a V128) V128       { return V128{^a.Lo, ^a.Hi} }
func v128And(a, b V128) V128    { return V128{a.Lo & b.Lo, a.Hi & b.Hi} }
func v128Andnot(a, b V128) V128 { return V128{a.Lo &^ b.Lo, a.Hi &^ b.Hi} }
func v128Or(a, b V128) V128     { return V128{a.Lo | b.Lo, a.Hi | b.Hi} }
func v128Xor(a, b V128) V128    { return V128{a.Lo ^ b.Lo, a.Hi ^ b.Hi} }

// v128Bitselect takes the bits of a where c is one, and those of b elsewhere.
func v128Bitselect(a, b, c V128) V128 {
	return V128{pickBits(a.Lo, b.Lo, c.Lo), pickBits(a.Hi, b.Hi, c.Hi)}
}

func bool32(b bool) uint32 {
	if b {
		return 1
	}
	return 0
}

func v128AnyTrue(a V128) uint32 {
	return bool32(a.Lo|a.Hi != 0)
}

func i8x16AllTrue(a V128) uint32 {
	return bool32(nonZeroLanes(a.Lo, sign8)&nonZeroLanes(a.Hi, sign8) == sign8)
}

func i16x8AllTrue(a V128) uint32 {
	return bool32(nonZeroLanes(a.Lo, sign16)&nonZeroLanes(a.Hi, sign16) == sign16)
}

func i32x4AllTrue(a V128) uint32 {
	return bool32(nonZeroLanes(a.Lo, sign32)&nonZeroLanes(a.Hi, sign32) == sign32)
}

func i64x2AllTrue(a V128) uint32 {
	return bool32(a.Lo != 0 && a.Hi != 0)
}

// bitmask: bit i of the result is the top bit of lane i.

func i8x16Bitmask(a V128) uint32 {
	return signBits8(a.Lo) | signBits8(a.Hi)<<8
}

// signBits8 brings the sign of byte i, moved down to bit 8i, to bit 56+i of the
// product; the factor's bits stand at 56-7i.
func signBits8(x uint64) uint32 {
	return uint32(x >> 7 & one8 * 0x0102040810204080 >> 56)
}

func i16x8Bitmask(a V128) uint32 {
	return signBits16(a.Lo) | signBits16(a.Hi)<<4
}

func signBits16(x uint64) uint32 {
	x &= sign16
	return uint32(x>>15|x>>30|x>>45|x>>60) & 0xf
}

func i32x4Bitmask(a V128) uint32 {
	return uint32(a.Lo>>31&1 | a.Lo>>63<<1 | a.Hi>>31&1<<2 | a.Hi>>63<<3)
}

func i64x2Bitmask(a V128) uint32 {
	return uint32(a.Lo>>63 | a.Hi>>63<<1)
}
