package simd

// Arithmetic on integer lanes modulo the lane size, and minimum, maximum,
// average and population count.

func i8x16Add(a, b V128) V128 {
	return V128{addLanes(a.Lo, b.Lo, sign8), addLanes(a.Hi, b.Hi, sign8)}
}

func i8x16Sub(a, b V128) V128 {
	return V128{subLanes(a.Lo, b.Lo, sign8), subLanes(a.Hi, b.Hi, sign8)}
}

func i8x16Neg(a V128) V128 {
	return V128{subLanes(0, a.Lo, sign8), subLanes(0, a.Hi, sign8)}
}

func i8x16Abs(a V128) V128 {
	return V128{absLanes(a.Lo, sign8, 8), absLanes(a.Hi, sign8, 8)}
}

func i8x16MinS(a, b V128) V128 {
	return V128{minSLanes(a.Lo, b.Lo, sign8, 8), minSLanes(a.Hi, b.Hi, sign8, 8)}
}

func i8x16MaxS(a, b V128) V128 {
	return V128{maxSLanes(a.Lo, b.Lo, sign8, 8), maxSLanes(a.Hi, b.Hi, sign8, 8)}
}

func i8x16MinU(a, b V128) V128 {
	return V128{minULanes(a.Lo, b.Lo, sign8, 8), minULanes(a.Hi, b.Hi, sign8, 8)}
}

func i8x16MaxU(a, b V128) V128 {
	return V128{maxULanes(a.Lo, b.Lo, sign8, 8), maxULanes(a.Hi, b.Hi, sign8, 8)}
}

func i8x16AvgrU(a, b V128) V128 {
	return V128{avgrLanes(a.Lo, b.Lo, sign8), avgrLanes(a.Hi, b.Hi, sign8)}
}

func i16x8Add(a, b V128) V128 {
	return V128{addLanes(a.Lo, b.Lo, sign16), addLanes(a.Hi, b.Hi, sign16)}
}

func i16x8Sub(a, b V128) V128 {
	return V128{subLanes(a.Lo, b.Lo, sign16), subLanes(a.Hi, b.Hi, sign16)}
}

func i16x8Neg(a V128) V128 {
	return V128{subLanes(0, a.Lo, sign16), subLanes(0, a.Hi, sign16)}
}

func i16x8Abs(a V128) V128 {
	return V128{absLanes(a.Lo, sign16, 16), absLanes(a.Hi, sign16, 16)}
}

func i16x8MinS(a, b V128) V128 {
	return V128{minSLanes(a.Lo, b.Lo, sign16, 16), minSLanes(a.Hi, b.Hi, sign16, 16)}
}

func i16x8MaxS(a, b V128) V128 {
	return V128{maxSLanes(a.Lo, b.Lo, sign16, 16), maxSLanes(a.Hi, b.Hi, sign16, 16)}
}

func i16x8MinU(a, b V128) V128 {
	return V128{minULanes(a.Lo, b.Lo, sign16, 16), minULanes(a.Hi, b.Hi, sign16, 16)}
}

func i16x8MaxU(a, b V128) V128 {
	return V128{maxULanes(a.Lo, b.Lo, sign16, 16), maxULanes(a.Hi, b.Hi, sign16, 16)}
}

func i16x8AvgrU(a, b V128) V128 {
	return V128{avgrLanes(a.Lo, b.Lo, sign16), avgrLanes(a.Hi, b.Hi, sign16)}
}

func i32x4Add(a, b V128) V128 {
	return V128{addLanes(a.Lo, b.Lo, sign32), addLanes(a.Hi, b.Hi, sign32)}
}

func i32x4Sub(a, b V128) V128 {
	return V128{subLanes(a.Lo, b.Lo, sign32), subLanes(a.Hi, b.Hi, sign32)}
}

func i32x4Neg(a V128) V128 {
	return V128{subLanes(0, a.Lo, sign32), subLanes(0, a.Hi, sign32)}
}

func i32x4Abs(a V128) V128 {
	return V128{absLanes(a.Lo, sign32, 32), absLanes(a.Hi, sign32, 32)}
}

func i32x4MinS(a, b V128) V128 {
	return V128{minSLanes(a.Lo, b.Lo, sign32, 32), minSLanes(a.Hi, b.Hi, sign32, 32)}
}

func i32x4MaxS(a, b V128) V128 {
	return V128{maxSLanes(a.Lo, b.Lo, sign32, 32), maxSLanes(a.Hi, b.Hi, sign32, 32)}
}

func i32x4MinU(a, b V128) V128 {
	return V128{minULanes(a.Lo, b.Lo, sign32, 32), minULanes(a.Hi, b.Hi, sign32, 32)}
}

func i32x4MaxU(a, b V128) V128 {
	return V128{maxULanes(a.Lo, b.Lo, sign32, 32), maxULanes(a.Hi, b.Hi, sign32, 32)}
}

// absLanes returns |x|; the least number stays as it is.
func absLanes(x, sign uint64, width uint) uint64 {
	m := signFill(x, sign, width)
	return subLanes(x^m, m, sign)
}

func minSLanes(x, y, sign uint64, width uint) uint64 {
	return pickBits(x, y, ltSLanes(x, y, sign, width))
}

func minULanes(x, y, sign uint64, width uint) uint64 {
	return pickBits(x, y, ltULanes(x, y, sign, width))
}

func maxSLanes(x, y, sign uint64, width uint) uint64 {
	return pickBits(y, x, ltSLanes(x, y, sign, width))
}

func maxULanes(x, y, sign uint64, width uint) uint64 {
	return pickBits(y, x, ltULanes(x, y, sign, width))
}

// avgrLanes returns (x + y + 1) / 2, unsigned, without losing the carry.
func avgrLanes(x, y, sign uint64) uint64 {
	return (x | y) - ((x^y)>>1)&^sign
}

func i16x8Mul(a, b V128) V128 {
	return V128{mul16(a.Lo, b.Lo), mul16(a.Hi, b.Hi)}
}

// mul16 multiplies four 16-bit lanes.
func mul16(x, y uint64) uint64 {
	return x*y&0xffff |
		(x>>16)*(y>>16)&0xffff<<16 |
		(x>>32)*(y>>32)&0xffff<<32 |
		(x>>48)*(y>>48)<<48
}

func i32x4Mul(a, b V128) V128 {
	return V128{mul32(a.Lo, b.Lo), mul32(a.Hi, b.Hi)}
}

// mul32 multiplies two 32-bit lanes.
func mul32(x, y uint64) uint64 {
	return x*y&0xffffffff | (x>>32)*(y>>32)<<32
}

func i8x16Popcnt(a V128) V128 {
	return V128{popcnt8(a.Lo), popcnt8(a.Hi)}
}

// popcnt8 counts the one bits of each byte.
func popcnt8(x uint64) uint64 {
	x -= x >> 1 & 0x5555555555555555
	x = x&0x3333333333333333 + x>>2&0x3333333333333333
	return (x + x>>4) & 0x0f0f0f0f0f0f0f0f
}

func i64x2Add(a, b V128) V128 {
	return V128{a.Lo + b.Lo, a.Hi + b.Hi}
}

func i64x2Sub(a, b V128) V128 {
	return V128{a.Lo - b.Lo, a.Hi - b.Hi}
}

func i64x2Mul(a, b V128) V128 {
	return V128{a.Lo * b.Lo, a.Hi * b.Hi}
}

func i64x2Neg(a V128) V128 {
	return V128{-a.Lo, -a.Hi}
}

func i64x2Abs(a V128) V128 {
	return V128{abs64(a.Lo), abs64(a.Hi)}
}

func abs64(x uint64) uint64 {
	m := uint64(int64(x) >> 63)
	return (x ^ m) - m
}
