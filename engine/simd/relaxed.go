package simd

import "math"

// Relaxed instructions. The spec lets an implementation choose among several
// results by its parameters R; all of them are 0 here, as the deterministic
// profile has it, so that a program gives the same results on every machine
// (section "Numerics / Relaxed Operations"). That makes most relaxed instructions
// the same as a strict one: see the lookups. The rest are below.

// rFMAdd is the spec's parameter R_fmadd: 0 rounds the product of a relaxed madd
// or nmadd before the addition, 1 is a fused multiply-add, rounded once.
const rFMAdd = 0

func f32x4RelaxedMadd(a, b, c V128) V128 {
	return V128{madd32(a.Lo, b.Lo, c.Lo), madd32(a.Hi, b.Hi, c.Hi)}
}

func f32x4RelaxedNmadd(a, b, c V128) V128 {
	return f32x4RelaxedMadd(f32x4Neg(a), b, c)
}

func f64x2RelaxedMadd(a, b, c V128) V128 {
	return V128{
		f64Bits(f64Madd(f64(a.Lo), f64(b.Lo), f64(c.Lo))),
		f64Bits(f64Madd(f64(a.Hi), f64(b.Hi), f64(c.Hi))),
	}
}

func f64x2RelaxedNmadd(a, b, c V128) V128 {
	return f64x2RelaxedMadd(f64x2Neg(a), b, c)
}

func madd32(x, y, z uint64) uint64 {
	return f32Pair(f32Madd(f32Lo(x), f32Lo(y), f32Lo(z)), f32Madd(f32Hi(x), f32Hi(y), f32Hi(z)))
}

// The conversions of the products below are not idle: without them the compiler
// may fuse.

func f32Madd(x, y, z float32) float32 {
	if rFMAdd == 1 {
		return f32FMA(x, y, z)
	}
	return float32(x*y) + z
}

func f64Madd(x, y, z float64) float64 {
	if rFMAdd == 1 {
		return math.FMA(x, y, z)
	}
	return float64(x*y) + z
}

// f32FMA returns x*y + z, rounded once.
func f32FMA(x, y, z float32) float32 {
	// The product is exact in float64. The sum may not be, and rounding it to the
	// nearest float64 and again to float32 could go the wrong way at a tie; so it
	// is rounded to odd first, which keeps the memory of what was lost.
	p, q := float64(x)*float64(y), float64(z)
	sum := p + q
	q1 := sum - p
	lost := (p - (sum - q1)) + (q - q1)
	bits := math.Float64bits(sum)
	if bits&1 == 0 {
		switch {
		case lost > 0 && sum > 0, lost < 0 && sum < 0:
			bits++
		case lost > 0, lost < 0:
			bits--
		}
	}
	return float32(math.Float64frombits(bits))
}

func i16x8RelaxedDotI8x16I7x16S(a, b V128) V128 {
	return V128{dot8(a.Lo, b.Lo), dot8(a.Hi, b.Hi)}
}

// dot8 adds the products of neighbouring signed bytes, clamped to an int16.
func dot8(x, y uint64) uint64 {
	return dot8Pair(x, y) | dot8Pair(x>>16, y>>16)<<16 |
		dot8Pair(x>>32, y>>32)<<32 | dot8Pair(x>>48, y>>48)<<48
}

func dot8Pair(x, y uint64) uint64 {
	sum := int32(int8(x))*int32(int8(y)) + int32(int8(x>>8))*int32(int8(y>>8))
	// Only four times -128 is out of range: it gives 1<<15.
	return uint64(uint16(min(sum, math.MaxInt16)))
}

// i32x4RelaxedDotI8x16I7x16AddS clamps the sums of two products, as above, and
// adds them in twos to the lanes of c.
func i32x4RelaxedDotI8x16I7x16AddS(a, b, c V128) V128 {
	return i32x4Add(i32x4ExtaddPairwiseI16x8S(i16x8RelaxedDotI8x16I7x16S(a, b)), c)
}
