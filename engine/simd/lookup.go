package simd

import "github.com/wdbg/wdbg/wasm/op"

// Ternary returns the function of an instruction with three vector operands, or
// nil.
func Ternary(o op.Op) func(a, b, c V128) V128 {
	switch o {
	case op.V128Bitselect, op.I8x16RelaxedLaneselect, op.I16x8RelaxedLaneselect,
		op.I32x4RelaxedLaneselect, op.I64x2RelaxedLaneselect:
		return v128Bitselect
	case op.F32x4RelaxedMadd:
		return f32x4RelaxedMadd
	case op.F32x4RelaxedNmadd:
		return f32x4RelaxedNmadd
	case op.F64x2RelaxedMadd:
		return f64x2RelaxedMadd
	case op.F64x2RelaxedNmadd:
		return f64x2RelaxedNmadd
	case op.I32x4RelaxedDotI8x16I7x16AddS:
		return i32x4RelaxedDotI8x16I7x16AddS
	}
	return nil
}

// Shift returns the function of a vector shift by a scalar, or nil. The function
// takes the count modulo the lane width.
func Shift(o op.Op) func(a V128, n uint32) V128 {
	switch o {
	case op.I8x16Shl:
		return i8x16Shl
	case op.I8x16ShrS:
		return i8x16ShrS
	case op.I8x16ShrU:
		return i8x16ShrU
	case op.I16x8Shl:
		return i16x8Shl
	case op.I16x8ShrS:
		return i16x8ShrS
	case op.I16x8ShrU:
		return i16x8ShrU
	case op.I32x4Shl:
		return i32x4Shl
	case op.I32x4ShrS:
		return i32x4ShrS
	case op.I32x4ShrU:
		return i32x4ShrU
	case op.I64x2Shl:
		return i64x2Shl
	case op.I64x2ShrS:
		return i64x2ShrS
	case op.I64x2ShrU:
		return i64x2ShrU
	}
	return nil
}

// Test returns the function of an instruction that makes an i32 of a whole vector
// (any_true, all_true, bitmask), or nil.
func Test(o op.Op) func(a V128) uint32 {
	switch o {
	case op.V128AnyTrue:
		return v128AnyTrue
	case op.I8x16AllTrue:
		return i8x16AllTrue
	case op.I8x16Bitmask:
		return i8x16Bitmask
	case op.I16x8AllTrue:
		return i16x8AllTrue
	case op.I16x8Bitmask:
		return i16x8Bitmask
	case op.I32x4AllTrue:
		return i32x4AllTrue
	case op.I32x4Bitmask:
		return i32x4Bitmask
	case op.I64x2AllTrue:
		return i64x2AllTrue
	case op.I64x2Bitmask:
		return i64x2Bitmask
	}
	return nil
}
