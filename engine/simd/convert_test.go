package simd

import (
	"math"
	"testing"

	"github.com/wdbg/wdbg/wasm/op"
)

func TestTruncSat(t *testing.T) {
	inf32 := float32(inf)
	f32, f32small := f32x4(nan32, inf32, -inf32, -1.9), f32x4(2147483520, 2147483648, -2147483648, 4294967040)
	for _, o := range [...]op.Op{op.I32x4TruncSatF32x4S, op.I32x4RelaxedTruncF32x4S} {
		checkUnary(t, []unaryCase{
			{o, f32, i32(0, math.MaxInt32, math.MinInt32, -1)},
			{o, f32small, i32(2147483520, math.MaxInt32, math.MinInt32, math.MaxInt32)},
		})
	}
	for _, o := range [...]op.Op{op.I32x4TruncSatF32x4U, op.I32x4RelaxedTruncF32x4U} {
		checkUnary(t, []unaryCase{
			{o, f32, i32(0, math.MaxUint32, 0, 0)},
			{o, f32small, i32(2147483520, 2147483648, 0, 4294967040)},
			{o, f32x4(4294967296, -0.9, snan32, 1.9), i32(math.MaxUint32, 0, 0, 1)},
		})
	}
	for _, o := range [...]op.Op{op.I32x4TruncSatF64x2SZero, op.I32x4RelaxedTruncF64x2SZero} {
		checkUnary(t, []unaryCase{
			{o, f64x2(2147483647.9, -2147483648.9), i32(math.MaxInt32, math.MinInt32, 0, 0)},
			{o, f64x2(2147483646.9, -2147483647.9), i32(2147483646, -2147483647, 0, 0)},
			{o, f64x2(nan64, 1e300), i32(0, math.MaxInt32, 0, 0)},
			{o, f64x2(-1e300, -0.9), i32(math.MinInt32, 0, 0, 0)},
		})
	}
	for _, o := range [...]op.Op{op.I32x4TruncSatF64x2UZero, op.I32x4RelaxedTruncF64x2UZero} {
		checkUnary(t, []unaryCase{
			{o, f64x2(4294967295.9, 4294967294.9), i32(math.MaxUint32, 4294967294, 0, 0)},
			{o, f64x2(-1e300, nan64), i32(0, 0, 0, 0)},
			{o, f64x2(1e300, 2147483648), i32(math.MaxUint32, 2147483648, 0, 0)},
		})
	}
}

func TestConvert(t *testing.T) {
	checkUnary(t, []unaryCase{
		{op.F32x4ConvertI32x4S, i32(-1, math.MinInt32, 16777217, 16777219), f32x4(-1, -2147483648, 16777216, 16777220)},
		{op.F32x4ConvertI32x4U, i32(-1, math.MinInt32, 16777217, 0xffffff7f), f32x4(4294967296, 2147483648, 16777216, 4294967040)},
		{op.F64x2ConvertLowI32x4S, i32(-1, math.MinInt32, 7, 7), f64x2(-1, -2147483648)},
		{op.F64x2ConvertLowI32x4U, i32(-1, math.MinInt32, 7, 7), f64x2(4294967295, 2147483648)},
		{op.F32x4DemoteF64x2Zero, f64x2(1e300, 1+0x1p-24), f32x4(float32(inf), 1, 0, 0)},
		{op.F32x4DemoteF64x2Zero, f64x2(0x1p-150, -0x1.8p-150), f32x4(0, -math.SmallestNonzeroFloat32, 0, 0)},
		{op.F64x2PromoteLowF32x4, f32x4(float32(negZero), math.SmallestNonzeroFloat32, 7, 7), f64x2(negZero, 0x1p-149)},
	})
}

func TestConvertedNaNsAreQuiet(t *testing.T) {
	demoted := Unary(op.F32x4DemoteF64x2Zero)(V128{0x7ff0000000000001, 0xfff8000000000000})
	if demoted.Lo&0x7fc00000 != 0x7fc00000 || demoted.Lo>>32 != 0xffc00000 || demoted.Hi != 0 {
		t.Errorf("demoted NaNs: %016x", demoted)
	}
	promoted := Unary(op.F64x2PromoteLowF32x4)(V128{0xffc000007f800001, 0})
	if promoted.Lo>>51 != 0x7ff8000000000000>>51 || promoted.Hi != 0xfff8000000000000 {
		t.Errorf("promoted NaNs: %016x", promoted)
	}
}
