package simd

import "github.com/wdbg/wdbg/engine/num"

// Conversions between floating-point and integer lanes, and between the two
// floating-point formats.

func i32x4TruncSatF32x4S(a V128) V128 {
	return V128{
		u32Pair(uint32(num.I32TruncSatF32S(f32Lo(a.Lo))), uint32(num.I32TruncSatF32S(f32Hi(a.Lo)))),
		u32Pair(uint32(num.I32TruncSatF32S(f32Lo(a.Hi))), uint32(num.I32TruncSatF32S(f32Hi(a.Hi)))),
	}
}

func i32x4TruncSatF32x4U(a V128) V128 {
	return V128{
		u32Pair(num.I32TruncSatF32U(f32Lo(a.Lo)), num.I32TruncSatF32U(f32Hi(a.Lo))),
		u32Pair(num.I32TruncSatF32U(f32Lo(a.Hi)), num.I32TruncSatF32U(f32Hi(a.Hi))),
	}
}

func i32x4TruncSatF64x2SZero(a V128) V128 {
	return V128{u32Pair(uint32(num.I32TruncSatF64S(f64(a.Lo))), uint32(num.I32TruncSatF64S(f64(a.Hi)))), 0}
}

func i32x4TruncSatF64x2UZero(a V128) V128 {
	return V128{u32Pair(num.I32TruncSatF64U(f64(a.Lo)), num.I32TruncSatF64U(f64(a.Hi))), 0}
}

func u32Pair(lo, hi uint32) uint64 {
	return uint64(lo) | uint64(hi)<<32
}

func f32x4ConvertI32x4S(a V128) V128 {
	return V128{
		f32Pair(float32(int32(a.Lo)), float32(int32(a.Lo>>32))),
		f32Pair(float32(int32(a.Hi)), float32(int32(a.Hi>>32))),
	}
}

func f32x4ConvertI32x4U(a V128) V128 {
	return V128{
		f32Pair(float32(uint32(a.Lo)), float32(uint32(a.Lo>>32))),
		f32Pair(float32(uint32(a.Hi)), float32(uint32(a.Hi>>32))),
	}
}

func f64x2ConvertLowI32x4S(a V128) V128 {
	return V128{f64Bits(float64(int32(a.Lo))), f64Bits(float64(int32(a.Lo >> 32)))}
}

func f64x2ConvertLowI32x4U(a V128) V128 {
	return V128{f64Bits(float64(uint32(a.Lo))), f64Bits(float64(uint32(a.Lo >> 32)))}
}

func f32x4DemoteF64x2Zero(a V128) V128 {
	return V128{f32Pair(float32(f64(a.Lo)), float32(f64(a.Hi))), 0}
}

func f64x2PromoteLowF32x4(a V128) V128 {
	return V128{f64Bits(float64(f32Lo(a.Lo))), f64Bits(float64(f32Hi(a.Lo)))}
}
