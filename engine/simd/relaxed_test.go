package simd

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/wdbg/wdbg/wasm/op"
)

func TestRelaxedMaddRoundsTwice(t *testing.T) {
	all32 := func(x float32) V128 { return f32x4(x, x, x, x) }
	all64 := func(x float64) V128 { return f64x2(x, x) }
	checkTernary(t, []ternaryCase{
		{op.F32x4RelaxedMadd, all32(math.MaxFloat32), all32(2), all32(-math.MaxFloat32), all32(float32(inf))},
		{op.F32x4RelaxedMadd, all32(0x1.000004p+0), all32(0x1.0002p+0), all32(-0x1.000204p+0), all32(0)},
		{op.F32x4RelaxedNmadd, all32(0x1.000004p+0), all32(-0x1.0002p+0), all32(-0x1.000204p+0), all32(0)},
		{op.F64x2RelaxedMadd, all64(math.MaxFloat64), all64(2), all64(-math.MaxFloat64), all64(inf)},
		{op.F64x2RelaxedMadd, all64(0x1.00000004p+0), all64(0x1.000002p+0), all64(-0x1.00000204p+0), all64(0)},
		{op.F64x2RelaxedNmadd, all64(-0x1.00000004p+0), all64(0x1.000002p+0), all64(-0x1.00000204p+0), all64(0)},
		{op.F64x2RelaxedNmadd, f64x2(2, 3), f64x2(5, -7), f64x2(1, 1), f64x2(-9, 22)},
		{op.F32x4RelaxedMadd, f32x4(2, 3, 4, 5), f32x4(6, 7, 8, 9), f32x4(1, -1, 0, 2), f32x4(13, 20, 32, 47)},
	})
}

func TestRelaxedDot(t *testing.T) {
	checkBinary(t, []binaryCase{
		{op.I16x8RelaxedDotI8x16I7x16S, i8(0, 1, 2, 3, 4, 5), i8(0, 1, 2, 3, 4, 5), i16(1, 13, 41)},
		{op.I16x8RelaxedDotI8x16I7x16S, i8(-128, -128, 127, 127), i8(127, 127, 127, 127), i16(-32512, 32258)},
		// The second operand is signed also where it has more than seven bits.
		{op.I16x8RelaxedDotI8x16I7x16S, i8(-128, -128, 127), i8(-127, -127, -128), i16(32512, -16256)},
		{op.I16x8RelaxedDotI8x16I7x16S, i8(-128, -128), i8(-128, -128), i16(32767)},
	})
	checkTernary(t, []ternaryCase{
		{op.I32x4RelaxedDotI8x16I7x16AddS, i8(0, 1, 2, 3, 4, 5, 6, 7), i8(0, 1, 2, 3, 4, 5, 6, 7), i32(0, 1, 2, 3),
			i32(14, 127, 2, 3)},
		{op.I32x4RelaxedDotI8x16I7x16AddS, i8(-128, -128, -128, -128), i8(127, 127, 127, 127), i32(1, 2), i32(-65023, 2)},
		{op.I32x4RelaxedDotI8x16I7x16AddS, i8(-128, -128, -128, -128), i8(-127, -127, -127, -127), i32(1), i32(65025)},
		{op.I32x4RelaxedDotI8x16I7x16AddS, i8(-128, -128, -128, -128), i8(-128, -128, -128, -128), i32(1<<31 - 1),
			i32(-1<<31 + 65533)},
	})
}

func TestFMARoundsOnce(t *testing.T) {
	tests := []struct{ x, y, z, want float32 }{
		{math.MaxFloat32, 2, -math.MaxFloat32, math.MaxFloat32},
		{0x1.000004p+0, 0x1.0002p+0, -0x1.000204p+0, 0x1p-37},
		// The sum is 2^-70 short of a tie in float32; in float64 it is the tie.
		{0x1.000002p-24, 0x1.fffffcp-1, 0x1.000002p+0, 0x1.000002p+0},
		{-0x1.000002p-24, 0x1.fffffcp-1, -0x1.000002p+0, -0x1.000002p+0},
		{0x1.000002p-24, -0x1.fffffcp-1, 0x1.000006p+0, 0x1.000006p+0},
		{0x1p+0, 0x1p-24, 1, 1},
		{-1, 0x1p-149, 0x1p-149, 0},
		{0, 1, float32(negZero), 0},
		{0, -1, float32(negZero), float32(negZero)},
	}
	for _, tt := range tests {
		if got := f32FMA(tt.x, tt.y, tt.z); math.Float32bits(got) != math.Float32bits(tt.want) {
			t.Errorf("fma(%x, %x, %x) = %x, want %x", tt.x, tt.y, tt.z, got, tt.want)
		}
	}
	if got := f32FMA(float32(inf), 0, 1); got == got {
		t.Errorf("fma(inf, 0, 1) = %v, want NaN", got)
	}
	if got := f32FMA(float32(inf), 1, 1); got != float32(inf) {
		t.Errorf("fma(inf, 1, 1) = %v, want inf", got)
	}
}

func TestFMAAgainstBigFloats(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	// Few significant bits make ties frequent, exponents far apart make losses so.
	number := func() float32 {
		m := 1<<23 | r.Uint32N(1<<23)&-(1<<r.IntN(24))
		return float32(math.Ldexp(float64(m)*float64(1-2*r.IntN(2)), r.IntN(120)-80))
	}
	doubleRounded := 0
	for range 200_000 {
		x, y, z := number(), number(), number()
		exact := new(big.Float).SetPrec(1000).SetFloat64(float64(x))
		exact.Mul(exact, big.NewFloat(float64(y))).Add(exact, big.NewFloat(float64(z)))
		want, _ := exact.Float32()
		if got := f32FMA(x, y, z); got != want {
			t.Fatalf("fma(%x, %x, %x) = %x, want %x", x, y, z, got, want)
		}
		if float32(float64(x)*float64(y)+float64(z)) != want {
			doubleRounded++
		}
	}
	if doubleRounded == 0 {
		t.Error("no input was hard: rounding twice always gave the same")
	}
}
