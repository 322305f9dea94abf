package simd

import "math"

// The float lanes of a half of a vector.

func f32Lo(x uint64) float32 { return math.Float32frombits(uint32(x)) }
func f32Hi(x uint64) float32 { return math.Float32frombits(uint32(x >> 32)) }
func f64(x uint64) float64   { return math.Float64frombits(x) }

func f32Pair(lo, hi float32) uint64 {
	return uint64(math.Float32bits(lo)) | uint64(math.Float32bits(hi))<<32
}

func f64Bits(x float64) uint64 { return math.Float64bits(x) }
