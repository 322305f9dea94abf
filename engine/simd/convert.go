package simd

// Conversions between floating-point and integer lanes, and between the two
// floating-point formats.

func i32x4TruncSatF32x4S(a V128) V128 {
	return V128{
		u32Pair(truncSatS(float64(f32Lo(a.Lo))), truncSatS(float64(f32Hi(a.Lo)))),
		u32Pair(truncSatS(float64(f32Lo(a.Hi))), truncSatS(float64(f32Hi(a.Hi)))),
	}
}

func i32x4TruncSatF32x4U(a V128) V128 {
	return V128{
		u32Pair(truncSatU(float64(f32Lo(a.Lo))), truncSatU(float64(f32Hi(a.Lo)))),
		u32Pair(truncSatU(float64(f32Lo(a.Hi))), truncSatU(float64(f32Hi(a.Hi)))),
	}
}

func i32x4TruncSatF64x2SZero(a V128) V128 {
	return V128{u32Pair(truncSatS(f64(a.Lo)), truncSatS(f64(a.Hi))), 0}
}

func i32x4TruncSatF64x2UZero(a V128) V128 {
	return V128{u32Pair(truncSatU(f64(a.Lo)), truncSatU(f64(a.Hi))), 0}
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
