package simd

import "github.com/wdbg/wdbg/engine/num"

// Arithmetic on floating-point lanes. Negation and absolute value only touch the
// sign bit, of NaNs as well.

func f32x4Neg(a V128) V128 { return V128{a.Lo ^ sign32, a.Hi ^ sign32} }
func f32x4Abs(a V128) V128 { return V128{a.Lo &^ sign32, a.Hi &^ sign32} }
func f64x2Neg(a V128) V128 { return V128{a.Lo ^ sign64, a.Hi ^ sign64} }
func f64x2Abs(a V128) V128 { return V128{a.Lo &^ sign64, a.Hi &^ sign64} }

func f32x4Add(a, b V128) V128 {
	return V128{
		f32Pair(f32Lo(a.Lo)+f32Lo(b.Lo), f32Hi(a.Lo)+f32Hi(b.Lo)),
		f32Pair(f32Lo(a.Hi)+f32Lo(b.Hi), f32Hi(a.Hi)+f32Hi(b.Hi)),
	}
}

func f64x2Add(a, b V128) V128 {
	return V128{f64Bits(f64(a.Lo) + f64(b.Lo)), f64Bits(f64(a.Hi) + f64(b.Hi))}
}

func f32x4Sub(a, b V128) V128 {
	return V128{
		f32Pair(f32Lo(a.Lo)-f32Lo(b.Lo), f32Hi(a.Lo)-f32Hi(b.Lo)),
		f32Pair(f32Lo(a.Hi)-f32Lo(b.Hi), f32Hi(a.Hi)-f32Hi(b.Hi)),
	}
}

func f64x2Sub(a, b V128) V128 {
	return V128{f64Bits(f64(a.Lo) - f64(b.Lo)), f64Bits(f64(a.Hi) - f64(b.Hi))}
}

func f32x4Mul(a, b V128) V128 {
	return V128{
		f32Pair(f32Lo(a.Lo)*f32Lo(b.Lo), f32Hi(a.Lo)*f32Hi(b.Lo)),
		f32Pair(f32Lo(a.Hi)*f32Lo(b.Hi), f32Hi(a.Hi)*f32Hi(b.Hi)),
	}
}

func f64x2Mul(a, b V128) V128 {
	return V128{f64Bits(f64(a.Lo) * f64(b.Lo)), f64Bits(f64(a.Hi) * f64(b.Hi))}
}

func f32x4Div(a, b V128) V128 {
	return V128{
		f32Pair(f32Lo(a.Lo)/f32Lo(b.Lo), f32Hi(a.Lo)/f32Hi(b.Lo)),
		f32Pair(f32Lo(a.Hi)/f32Lo(b.Hi), f32Hi(a.Hi)/f32Hi(b.Hi)),
	}
}

func f64x2Div(a, b V128) V128 {
	return V128{f64Bits(f64(a.Lo) / f64(b.Lo)), f64Bits(f64(a.Hi) / f64(b.Hi))}
}

func f32x4Min(a, b V128) V128 {
	return V128{
		f32Pair(num.F32Min(f32Lo(a.Lo), f32Lo(b.Lo)), num.F32Min(f32Hi(a.Lo), f32Hi(b.Lo))),
		f32Pair(num.F32Min(f32Lo(a.Hi), f32Lo(b.Hi)), num.F32Min(f32Hi(a.Hi), f32Hi(b.Hi))),
	}
}

func f64x2Min(a, b V128) V128 {
	return V128{f64Bits(num.F64Min(f64(a.Lo), f64(b.Lo))), f64Bits(num.F64Min(f64(a.Hi), f64(b.Hi)))}
}

func f32x4Max(a, b V128) V128 {
	return V128{
		f32Pair(num.F32Max(f32Lo(a.Lo), f32Lo(b.Lo)), num.F32Max(f32Hi(a.Lo), f32Hi(b.Lo))),
		f32Pair(num.F32Max(f32Lo(a.Hi), f32Lo(b.Hi)), num.F32Max(f32Hi(a.Hi), f32Hi(b.Hi))),
	}
}

func f64x2Max(a, b V128) V128 {
	return V128{f64Bits(num.F64Max(f64(a.Lo), f64(b.Lo))), f64Bits(num.F64Max(f64(a.Hi), f64(b.Hi)))}
}

func f32x4Ceil(a V128) V128 {
	return V128{
		f32Pair(num.F32Ceil(f32Lo(a.Lo)), num.F32Ceil(f32Hi(a.Lo))),
		f32Pair(num.F32Ceil(f32Lo(a.Hi)), num.F32Ceil(f32Hi(a.Hi))),
	}
}

func f64x2Ceil(a V128) V128 {
	return V128{f64Bits(num.F64Ceil(f64(a.Lo))), f64Bits(num.F64Ceil(f64(a.Hi)))}
}

func f32x4Floor(a V128) V128 {
	return V128{
		f32Pair(num.F32Floor(f32Lo(a.Lo)), num.F32Floor(f32Hi(a.Lo))),
		f32Pair(num.F32Floor(f32Lo(a.Hi)), num.F32Floor(f32Hi(a.Hi))),
	}
}

func f64x2Floor(a V128) V128 {
	return V128{f64Bits(num.F64Floor(f64(a.Lo))), f64Bits(num.F64Floor(f64(a.Hi)))}
}

func f32x4Trunc(a V128) V128 {
	return V128{
		f32Pair(num.F32Trunc(f32Lo(a.Lo)), num.F32Trunc(f32Hi(a.Lo))),
		f32Pair(num.F32Trunc(f32Lo(a.Hi)), num.F32Trunc(f32Hi(a.Hi))),
	}
}

func f64x2Trunc(a V128) V128 {
	return V128{f64Bits(num.F64Trunc(f64(a.Lo))), f64Bits(num.F64Trunc(f64(a.Hi)))}
}

func f32x4Nearest(a V128) V128 {
	return V128{
		f32Pair(num.F32Nearest(f32Lo(a.Lo)), num.F32Nearest(f32Hi(a.Lo))),
		f32Pair(num.F32Nearest(f32Lo(a.Hi)), num.F32Nearest(f32Hi(a.Hi))),
	}
}

func f64x2Nearest(a V128) V128 {
	return V128{f64Bits(num.F64Nearest(f64(a.Lo))), f64Bits(num.F64Nearest(f64(a.Hi)))}
}

func f32x4Sqrt(a V128) V128 {
	return V128{
		f32Pair(num.F32Sqrt(f32Lo(a.Lo)), num.F32Sqrt(f32Hi(a.Lo))),
		f32Pair(num.F32Sqrt(f32Lo(a.Hi)), num.F32Sqrt(f32Hi(a.Hi))),
	}
}

func f64x2Sqrt(a V128) V128 {
	return V128{f64Bits(num.F64Sqrt(f64(a.Lo))), f64Bits(num.F64Sqrt(f64(a.Hi)))}
}

// Pseudo-minimum and pseudo-maximum copy one of the operands, whatever its bits:
// b if it is less (greater) than a, else a.

func f32x4Pmin(a, b V128) V128 {
	return V128{pmin32(a.Lo, b.Lo), pmin32(a.Hi, b.Hi)}
}

func f32x4Pmax(a, b V128) V128 {
	return V128{pmax32(a.Lo, b.Lo), pmax32(a.Hi, b.Hi)}
}

func pmin32(x, y uint64) uint64 {
	return pickBits(y, x, maskPair(f32Lo(y) < f32Lo(x), f32Hi(y) < f32Hi(x)))
}

func pmax32(x, y uint64) uint64 {
	return pickBits(y, x, maskPair(f32Lo(x) < f32Lo(y), f32Hi(x) < f32Hi(y)))
}

func f64x2Pmin(a, b V128) V128 {
	return V128{pmin64(a.Lo, b.Lo), pmin64(a.Hi, b.Hi)}
}

func f64x2Pmax(a, b V128) V128 {
	return V128{pmax64(a.Lo, b.Lo), pmax64(a.Hi, b.Hi)}
}

func pmin64(x, y uint64) uint64 {
	if f64(y) < f64(x) {
		return y
	}
	return x
}

func pmax64(x, y uint64) uint64 {
	if f64(x) < f64(y) {
		return y
	}
	return x
}
