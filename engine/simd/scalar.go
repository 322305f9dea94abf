package simd

import "math"

// Scalar floating-point operations as the spec has them, section
// "Floating-Point Operations". An operation on a NaN gives a quiet NaN.

func f32Lo(x uint64) float32 { return math.Float32frombits(uint32(x)) }
func f32Hi(x uint64) float32 { return math.Float32frombits(uint32(x >> 32)) }
func f64(x uint64) float64   { return math.Float64frombits(x) }

func f32Pair(lo, hi float32) uint64 {
	return uint64(math.Float32bits(lo)) | uint64(math.Float32bits(hi))<<32
}

func f64Bits(x float64) uint64 { return math.Float64bits(x) }

// The built-in min and max order zeroes by sign as the spec does, but do not say
// which NaN they give; an addition keeps a canonical one canonical.

func f32Min(x, y float32) float32 {
	if m := min(x, y); m == m {
		return m
	}
	return x + y
}

func f32Max(x, y float32) float32 {
	if m := max(x, y); m == m {
		return m
	}
	return x + y
}

func f64Min(x, y float64) float64 {
	if m := min(x, y); m == m {
		return m
	}
	return x + y
}

func f64Max(x, y float64) float64 {
	if m := max(x, y); m == m {
		return m
	}
	return x + y
}

// The detour through float64 is exact for the roundings. A square root rounded
// to float64 and then to float32 is the one rounded once, since float64 has more
// than twice the precision.

func f32Ceil(x float32) float32    { return float32(math.Ceil(float64(x))) }
func f32Floor(x float32) float32   { return float32(math.Floor(float64(x))) }
func f32Trunc(x float32) float32   { return float32(math.Trunc(float64(x))) }
func f32Nearest(x float32) float32 { return float32(math.RoundToEven(float64(x))) }
func f32Sqrt(x float32) float32    { return float32(math.Sqrt(float64(x))) }

func f64Ceil(x float64) float64    { return quiet(math.Ceil(x)) }
func f64Floor(x float64) float64   { return quiet(math.Floor(x)) }
func f64Trunc(x float64) float64   { return quiet(math.Trunc(x)) }
func f64Nearest(x float64) float64 { return quiet(math.RoundToEven(x)) }
func f64Sqrt(x float64) float64    { return math.Sqrt(x) }

// quiet makes a signalling NaN quiet: package math passes NaNs through where the
// processor has no instruction for the rounding.
func quiet(x float64) float64 {
	if x != x {
		return x + x
	}
	return x
}

// truncSatS truncates to an int32, clamped to its range; NaN gives 0.
func truncSatS(x float64) uint32 {
	switch {
	case x != x:
		return 0
	case x <= math.MinInt32:
		return 1 << 31
	case x >= math.MaxInt32:
		return math.MaxInt32
	}
	return uint32(int32(x))
}

// truncSatU truncates to an uint32, clamped to its range; NaN gives 0.
func truncSatU(x float64) uint32 {
	switch {
	case !(x > 0):
		return 0
	case x >= math.MaxUint32:
		return math.MaxUint32
	}
	return uint32(int64(x))
}
