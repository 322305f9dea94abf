package num

import "math/bits"

// Conversions from integers round once, to nearest, ties to even. So do Go's,
// except that on 32-bit machines the one from 64-bit integers to float32 rounds
// more often.

// nativeInt64 says that the machine converts 64-bit integers by itself.
const nativeInt64 = bits.UintSize == 64

// F32ConvertI32S is f32.convert_i32_s.
func F32ConvertI32S(x int32) float32 { return float32(x) }

// F32ConvertI32U is f32.convert_i32_u.
func F32ConvertI32U(x uint32) float32 { return float32(x) }

// F32ConvertI64S is f32.convert_i64_s.
func F32ConvertI64S(x int64) float32 {
	switch {
	case nativeInt64:
		return float32(x)
	case x >= 1<<53 || x < -1<<53:
		x = int64(stickyBits(uint64(x)))
	}
	return float32(float64(x))
}

// F32ConvertI64U is f32.convert_i64_u.
func F32ConvertI64U(x uint64) float32 {
	switch {
	case nativeInt64:
		return float32(x)
	case x >= 1<<53:
		x = stickyBits(x)
	}
	return float32(float64(x))
}

// stickyBits rounds x to odd, so that it is exact in a float64 and a later rounding
// to float32 goes the way it would have gone with x.
func stickyBits(x uint64) uint64 {
	const low = 1<<11 - 1
	return x&^low | (x&low+low)&(1<<11)
}

// F64ConvertI32S is f64.convert_i32_s, which is exact.
func F64ConvertI32S(x int32) float64 { return float64(x) }

// F64ConvertI32U is f64.convert_i32_u, which is exact.
func F64ConvertI32U(x uint32) float64 { return float64(x) }

// F64ConvertI64S is f64.convert_i64_s.
func F64ConvertI64S(x int64) float64 { return float64(x) }

// F64ConvertI64U is f64.convert_i64_u.
func F64ConvertI64U(x uint64) float64 { return float64(x) }

// F32DemoteF64 is f32.demote_f64: x rounded to the nearest float32, or a quiet
// NaN with the upper bits of x's payload.
func F32DemoteF64(x float64) float32 { return float32(x) }

// F64PromoteF32 is f64.promote_f32, which is exact; a NaN becomes quiet.
func F64PromoteF32(x float32) float64 { return float64(x) }
