package simd

import (
	"testing"

	"github.com/wdbg/wdbg/wasm/op"
)

func TestIntegerLimits(t *testing.T) {
	checkUnary(t, []unaryCase{
		{op.I8x16Abs, i8(-128, -127, -1, 0, 127), i8(-128, 127, 1, 0, 127)},
		{op.I16x8Abs, i16(-32768, -1), i16(-32768, 1)},
		{op.I64x2Abs, i64(-1<<63, -5), i64(-1<<63, 5)},
		{op.I8x16Neg, i8(-128, 0, 1, -1), i8(-128, 0, -1, 1)},
		{op.I8x16Popcnt, i8(-1, 0, 0x55, -128), i8(8, 0, 4, 1)},
		{op.I16x8ExtaddPairwiseI8x16S, i8(-128, -128, 127, 127, -128, 127), i16(-256, 254, -1)},
		{op.I16x8ExtaddPairwiseI8x16U, i8(-1, -1, -128, 127), i16(510, 255)},
		{op.I32x4ExtaddPairwiseI16x8S, i16(-32768, -32768, 32767, 32767), i32(-65536, 65534)},
		{op.I64x2ExtendLowI32x4S, i32(-1, -1<<31, 7, 7), i64(-1, -1<<31)},
		{op.I64x2ExtendHighI32x4U, i32(7, 7, -1, -1<<31), i64(1<<32-1, 1<<31)},
		{op.V128Not, V128{0, ^uint64(5)}, V128{^uint64(0), 5}},
	})
	checkBinary(t, []binaryCase{
		{op.I8x16AddSatS, i8(127, -128, 100, -100, -1), i8(1, -1, 100, -100, 1), i8(127, -128, 127, -128, 0)},
		{op.I8x16AddSatU, i8(-1, -128, 1), i8(1, -128, 2), i8(-1, -1, 3)},
		{op.I8x16SubSatS, i8(-128, 127, 0, 0), i8(1, -1, -128, 127), i8(-128, 127, 127, -127)},
		{op.I8x16SubSatU, i8(0, 5, -1), i8(1, 5, 1), i8(0, 0, -2)},
		{op.I16x8AddSatS, i16(32767, -32768), i16(32767, -32768), i16(32767, -32768)},
		{op.I16x8SubSatU, i16(1, -1), i16(2, -1), i16(0, 0)},
		{op.I8x16AvgrU, i8(-1, -1, 0, 1), i8(-1, 0, 1, 2), i8(-1, -128, 1, 2)},
		{op.I16x8AvgrU, i16(-1, 1), i16(-2, 0), i16(-1, 1)},
		{op.I8x16NarrowI16x8S, i16(128, -129, 127, -128, 32767, -32768, 0, -1), i16(1),
			i8(127, -128, 127, -128, 127, -128, 0, -1, 1)},
		{op.I8x16NarrowI16x8U, i16(256, -1, 255, -32768, 32767), i16(0, 300),
			i8(255, 0, 255, 0, 255, 0, 0, 0, 0, 255)},
		{op.I16x8NarrowI32x4S, i32(32768, -32769, 1<<31-1, -1<<31), i32(-1), i16(32767, -32768, 32767, -32768, -1)},
		{op.I16x8NarrowI32x4U, i32(65536, -1, 65535, -1<<31), i32(1), i16(65535, 0, 65535, 0, 1)},
		{op.I16x8Q15mulrSatS, i16(-32768, -32768, 32767, 16384, 1), i16(-32768, 32767, 32767, 1, 16384),
			i16(32767, -32767, 32766, 1, 1)},
		{op.I16x8RelaxedQ15mulrS, i16(-32768), i16(-32768), i16(32767)},
		{op.I32x4DotI16x8S, i16(-32768, -32768, 1, 2, -1, 1), i16(-32768, -32768, 3, 4, 32767, -32768),
			i32(-1<<31, 11, -65535)},
		{op.I64x2ExtmulLowI32x4S, i32(-1<<31, -1), i32(-1<<31, 1), i64(1<<62, -1)},
		{op.I64x2ExtmulHighI32x4U, i32(0, 0, -1, 2), i32(0, 0, -1, 3), i64(-1<<33+1, 6)},
		{op.I64x2Mul, i64(1<<32, -3), i64(1<<32, 5), i64(0, -15)},
		{op.V128Andnot, V128{7, 6}, V128{5, 3}, V128{2, 4}},
	})
}

func TestShiftCountIsModuloLaneWidth(t *testing.T) {
	tests := []struct {
		op   op.Op
		a    V128
		n    uint32
		want V128
	}{
		{op.I8x16Shl, i8(1, -1), 8, i8(1, -1)},
		{op.I8x16Shl, i8(1, -1), 15, i8(-128, -128)},
		{op.I8x16ShrS, i8(-128, 127), 0xffffffff, i8(-1, 0)},
		{op.I8x16ShrU, i8(-128, 127), 7, i8(1, 0)},
		{op.I16x8ShrS, i16(-32768, 16384), 17, i16(-16384, 8192)},
		{op.I16x8Shl, i16(-1), 16, i16(-1)},
		{op.I32x4ShrU, i32(-1, 2), 33, i32(1<<31-1, 1)},
		{op.I32x4Shl, i32(3), 63, i32(-1 << 31)},
		{op.I64x2ShrS, i64(-1<<63, 1<<62), 127, i64(-1, 0)},
		{op.I64x2Shl, i64(1, 2), 64, i64(1, 2)},
	}
	for _, tt := range tests {
		if got := Shift(tt.op)(tt.a, tt.n); got != tt.want {
			t.Errorf("%v(%016x, %d) = %016x, want %016x", tt.op, tt.a, tt.n, got, tt.want)
		}
	}
}

func TestBooleans(t *testing.T) {
	tests := []struct {
		op   op.Op
		a    V128
		want uint32
	}{
		{op.V128AnyTrue, V128{}, 0},
		{op.V128AnyTrue, V128{0, 1 << 63}, 1},
		{op.I8x16AllTrue, V128{one8, one8}, 1},
		{op.I8x16AllTrue, V128{one8, one8 - 1<<8}, 0},
		{op.I32x4AllTrue, i32(-1<<31, 1, 2, 3), 1},
		{op.I64x2AllTrue, V128{1, 0}, 0},
		{op.I8x16Bitmask, i8(-1, 1, -1, 0, 0, 0, 0, -128, -1, 0, 0, 0, 0, 0, 0, -1), 0x8185},
		{op.I16x8Bitmask, i16(-1, 0, 0, -1, 0, -1, 0, -1), 0xa9},
		{op.I32x4Bitmask, i32(0, -1, 0, -1), 0xa},
		{op.I64x2Bitmask, i64(1, -1), 2},
	}
	for _, tt := range tests {
		if got := Test(tt.op)(tt.a); got != tt.want {
			t.Errorf("%v(%016x) = %#x, want %#x", tt.op, tt.a, got, tt.want)
		}
	}
}

func TestSwizzleOutOfRange(t *testing.T) {
	a := i8(10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25)
	for _, o := range [...]op.Op{op.I8x16Swizzle, op.I8x16RelaxedSwizzle} {
		checkBinary(t, []binaryCase{
			{o, a, i8(15, 0, 16, 31, 32, 127, -128, -1, 8), i8(25, 10, 0, 0, 0, 0, 0, 0, 18, 10, 10, 10, 10, 10, 10, 10)},
		})
	}
}

func TestSelect(t *testing.T) {
	a, b, mask := i32(0x12345678), i32(-0x12345678, 5), i32(0xff00ff, 0)
	want := i32(0x12345678&0xff00ff|-0x12345678&^0xff00ff, 5)
	for _, o := range [...]op.Op{
		op.V128Bitselect, op.I8x16RelaxedLaneselect, op.I16x8RelaxedLaneselect,
		op.I32x4RelaxedLaneselect, op.I64x2RelaxedLaneselect,
	} {
		checkTernary(t, []ternaryCase{{o, a, b, mask, want}})
	}
}
