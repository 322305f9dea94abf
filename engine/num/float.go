package num

import "math"

// The built-in min and max order zeroes by sign as the spec does, but do not say
// which NaN they give; an addition keeps a canonical one canonical.

// F32Min is f32.min: the lesser operand, -0 being less than +0, or a NaN if either
// is one.
func F32Min(x, y float32) float32 {
	if m := min(x, y); m == m {
		return m
	}
	return x + y
}

// F32Max is f32.max: the greater operand, +0 being greater than -0, or a NaN if
// either is one.
func F32Max(x, y float32) float32 {
	if m := max(x, y); m == m {
		return m
	}
	return x + y
}

// F64Min is f64.min; see [F32Min].
func F64Min(x, y float64) float64 {
	if m := min(x, y); m == m {
		return m
	}
	return x + y
}

// F64Max is f64.max; see [F32Max].
func F64Max(x, y float64) float64 {
	if m := max(x, y); m == m {
		return m
	}
	return x + y
}

// The detour through float64 is exact for the roundings. A square root rounded
// to float64 and then to float32 is the one rounded once, since float64 has more
// than twice the precision.

// F32Ceil is f32.ceil: x rounded up to an integer.
func F32Ceil(x float32) float32 { return float32(math.Ceil(float64(x))) }

// F32Floor is f32.floor: x rounded down to an integer.
func F32Floor(x float32) float32 { return float32(math.Floor(float64(x))) }

// F32Trunc is f32.trunc: x rounded to an integer towards zero.
func F32Trunc(x float32) float32 { return float32(math.Trunc(float64(x))) }

// F32Nearest is f32.nearest: x rounded to the nearest integer, ties to even.
func F32Nearest(x float32) float32 { return float32(math.RoundToEven(float64(x))) }

// F32Sqrt is f32.sqrt: the square root of x, correctly rounded.
func F32Sqrt(x float32) float32 { return float32(math.Sqrt(float64(x))) }

// F64Ceil is f64.ceil: x rounded up to an integer.
func F64Ceil(x float64) float64 { return quiet(math.Ceil(x)) }

// F64Floor is f64.floor: x rounded down to an integer.
func F64Floor(x float64) float64 { return quiet(math.Floor(x)) }

// F64Trunc is f64.trunc: x rounded to an integer towards zero.
func F64Trunc(x float64) float64 { return quiet(math.Trunc(x)) }

// F64Nearest is f64.nearest: x rounded to the nearest integer, ties to even.
func F64Nearest(x float64) float64 { return quiet(math.RoundToEven(x)) }

// F64Sqrt is f64.sqrt: the square root of x, correctly rounded.
func F64Sqrt(x float64) float64 { return math.Sqrt(x) }

// quiet makes a signalling NaN quiet: package math passes NaNs through where the
// processor has no instruction for the rounding.
func quiet(x float64) float64 {
	if x != x {
		return x + x
	}
	return x
}

// F32Copysign is f32.copysign: x with the sign of y; no other bit changes, in NaNs
// either.
func F32Copysign(x, y float32) float32 {
	const sign = 1 << 31
	return math.Float32frombits(math.Float32bits(x)&^sign | math.Float32bits(y)&sign)
}

// F64Copysign is f64.copysign; see [F32Copysign].
func F64Copysign(x, y float64) float64 {
	const sign = 1 << 63
	return math.Float64frombits(math.Float64bits(x)&^sign | math.Float64bits(y)&sign)
}
