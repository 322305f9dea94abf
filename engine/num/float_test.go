package num

import (
	"math"
	"testing"
)

const (
	canonical32  = 0x7fc00000
	signalling32 = 0x7f800001
	payload32    = 0x7fe00001 // quiet, with a payload of its own
	canonical64  = 0x7ff8000000000000
	signalling64 = 0x7ff0000000000001
	payload64    = 0x7ffc000000000001
)

// nan says which NaN a result must be.
type nan int

const (
	number        nan = iota
	nanCanonical      // only the top bit of the payload, either sign
	nanArithmetic     // the top bit of the payload, at least
)

func is32(x float32, n nan) bool {
	bits := math.Float32bits(x) &^ (1 << 31)
	return n == nanCanonical && bits == canonical32 || n == nanArithmetic && bits >= canonical32
}

func is64(x float64, n nan) bool {
	bits := math.Float64bits(x) &^ (1 << 63)
	return n == nanCanonical && bits == canonical64 || n == nanArithmetic && bits >= canonical64
}

func TestMinMaxOfNumbers(t *testing.T) {
	inf, zero := math.Inf(1), math.Copysign(0, -1)
	tests := []struct{ x, y, min, max float64 }{
		{1, 2, 1, 2},
		{-1, 1, -1, 1},
		{zero, 0, zero, 0},
		{0, 0, 0, 0},
		{zero, zero, zero, zero},
		{inf, -inf, -inf, inf},
		{inf, 3, 3, inf},
		{-inf, 3, -inf, 3},
		{1e-45, 3e-45, 1e-45, 3e-45},
	}
	for _, tt := range tests {
		for _, swap := range [...]bool{false, true} {
			x, y := tt.x, tt.y
			if swap {
				x, y = y, x
			}
			for _, c := range [...]struct {
				name      string
				got, want float64
			}{
				{"f64.min", F64Min(x, y), tt.min},
				{"f64.max", F64Max(x, y), tt.max},
				{"f32.min", float64(F32Min(float32(x), float32(y))), float64(float32(tt.min))},
				{"f32.max", float64(F32Max(float32(x), float32(y))), float64(float32(tt.max))},
			} {
				if math.Float64bits(c.got) != math.Float64bits(c.want) {
					t.Errorf("%s(%v, %v) = %v, want %v", c.name, x, y, c.got, c.want)
				}
			}
		}
	}
}

func TestMinMaxOfNaNs(t *testing.T) {
	tests := []struct {
		x32, y32 uint32
		x64, y64 uint64
		want     nan
	}{
		{canonical32, math.Float32bits(1.1), canonical64, math.Float64bits(1.1), nanCanonical},
		{math.Float32bits(-3.7), canonical32, math.Float64bits(-3.7), canonical64, nanCanonical},
		{canonical32 | 1<<31, math.Float32bits(1.1), canonical64 | 1<<63, math.Float64bits(1.1), nanCanonical},
		{canonical32, canonical32, canonical64, canonical64, nanCanonical},
		{signalling32, 0, signalling64, 0, nanArithmetic},
		{0xff800000, signalling32, 0xfff0 << 48, signalling64, nanArithmetic},
		{payload32, canonical32, payload64, canonical64, nanArithmetic},
	}
	for _, tt := range tests {
		x32, y32 := math.Float32frombits(tt.x32), math.Float32frombits(tt.y32)
		for name, got := range map[string]float32{"min": F32Min(x32, y32), "max": F32Max(x32, y32)} {
			if !is32(got, tt.want) {
				t.Errorf("f32.%s(%#x, %#x) = %#x", name, tt.x32, tt.y32, math.Float32bits(got))
			}
		}
		x64, y64 := math.Float64frombits(tt.x64), math.Float64frombits(tt.y64)
		for name, got := range map[string]float64{"min": F64Min(x64, y64), "max": F64Max(x64, y64)} {
			if !is64(got, tt.want) {
				t.Errorf("f64.%s(%#x, %#x) = %#x", name, tt.x64, tt.y64, math.Float64bits(got))
			}
		}
	}
}

func TestRounding(t *testing.T) {
	zero, inf := math.Copysign(0, -1), math.Inf(1)
	tests := []struct{ x, ceil, floor, trunc, nearest float64 }{
		{0.5, 1, 0, 0, 0},
		{-0.5, zero, -1, zero, zero},
		{1.5, 2, 1, 1, 2},
		{2.5, 3, 2, 2, 2},
		{-2.5, -2, -3, -2, -2},
		{-3.5, -3, -4, -3, -4},
		{zero, zero, zero, zero, zero},
		{4194304.5, 4194305, 4194304, 4194304, 4194304},
		{8388609, 8388609, 8388609, 8388609, 8388609},
		{1e30, 1e30, 1e30, 1e30, 1e30},
		{inf, inf, inf, inf, inf},
		{-inf, -inf, -inf, -inf, -inf},
	}
	same := func(x, y float64) bool { return math.Float64bits(x) == math.Float64bits(y) }
	for _, tt := range tests {
		if got := [...]float64{F64Ceil(tt.x), F64Floor(tt.x), F64Trunc(tt.x), F64Nearest(tt.x)}; !same(got[0], tt.ceil) ||
			!same(got[1], tt.floor) || !same(got[2], tt.trunc) || !same(got[3], tt.nearest) {
			t.Errorf("f64 ceil, floor, trunc, nearest of %v = %v", tt.x, got)
		}
		x := float32(tt.x)
		want := [...]float32{float32(tt.ceil), float32(tt.floor), float32(tt.trunc), float32(tt.nearest)}
		for i, got := range [...]float32{F32Ceil(x), F32Floor(x), F32Trunc(x), F32Nearest(x)} {
			if math.Float32bits(got) != math.Float32bits(want[i]) {
				t.Errorf("f32 ceil, floor, trunc, nearest [%d] of %v = %v, want %v", i, x, got, want[i])
			}
		}
	}
	// Just below a half; adding a half would round up.
	if got := F64Nearest(0.49999999999999994); got != 0 {
		t.Errorf("f64.nearest(0.49999999999999994) = %v, want 0", got)
	}
	if got := F32Nearest(0.49999997); got != 0 {
		t.Errorf("f32.nearest(0.49999997) = %v, want 0", got)
	}
}

func TestUnaryNaNs(t *testing.T) {
	f32 := map[string]func(float32) float32{
		"ceil": F32Ceil, "floor": F32Floor, "trunc": F32Trunc, "nearest": F32Nearest, "sqrt": F32Sqrt,
	}
	for name, f := range f32 {
		for bits, want := range map[uint32]nan{
			canonical32: nanCanonical, canonical32 | 1<<31: nanCanonical, signalling32: nanArithmetic, payload32: nanArithmetic,
		} {
			if got := f(math.Float32frombits(bits)); !is32(got, want) {
				t.Errorf("f32.%s(%#x) = %#x", name, bits, math.Float32bits(got))
			}
		}
	}
	f64 := map[string]func(float64) float64{
		"ceil": F64Ceil, "floor": F64Floor, "trunc": F64Trunc, "nearest": F64Nearest, "sqrt": F64Sqrt,
	}
	for name, f := range f64 {
		for bits, want := range map[uint64]nan{
			canonical64: nanCanonical, canonical64 | 1<<63: nanCanonical, signalling64: nanArithmetic, payload64: nanArithmetic,
		} {
			if got := f(math.Float64frombits(bits)); !is64(got, want) {
				t.Errorf("f64.%s(%#x) = %#x", name, bits, math.Float64bits(got))
			}
		}
	}
}

func TestSqrt(t *testing.T) {
	zero := math.Copysign(0, -1)
	if got := F64Sqrt(zero); got != 0 || !math.Signbit(got) {
		t.Errorf("f64.sqrt(-0) = %v, want -0", got)
	}
	if got := F32Sqrt(float32(zero)); got != 0 || !math.Signbit(float64(got)) {
		t.Errorf("f32.sqrt(-0) = %v, want -0", got)
	}
	if !is32(F32Sqrt(-1), nanCanonical) || !is64(F64Sqrt(-1), nanCanonical) {
		t.Errorf("sqrt(-1) = %v, %v, want canonical NaNs", F32Sqrt(-1), F64Sqrt(-1))
	}
	if F32Sqrt(2) != 0x1.6a09e6p+0 || F64Sqrt(2) != 0x1.6a09e667f3bcdp+0 || F32Sqrt(0x1p-149) != 0x1.6a09e6p-75 {
		t.Errorf("square roots: %x, %x, %x", F32Sqrt(2), F64Sqrt(2), F32Sqrt(0x1p-149))
	}
}

func TestCopysignKeepsPayload(t *testing.T) {
	for _, sign := range [...]uint32{0, 1 << 31} {
		y := math.Float32frombits(sign | signalling32)
		for _, x := range [...]uint32{signalling32, signalling32 | 1<<31, 0, 0xbf800000} {
			if got := math.Float32bits(F32Copysign(math.Float32frombits(x), y)); got != x&^(1<<31)|sign {
				t.Errorf("f32.copysign(%#x, %#x) = %#x", x, math.Float32bits(y), got)
			}
			x64, y64 := uint64(x)<<32|5, uint64(sign)<<32|signalling64
			if got := math.Float64bits(F64Copysign(math.Float64frombits(x64), math.Float64frombits(y64))); got != x64&^(1<<63)|uint64(sign)<<32 {
				t.Errorf("f64.copysign(%#x, %#x) = %#x", x64, y64, got)
			}
		}
	}
}
