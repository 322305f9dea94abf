package simd

import "github.com/wdbg/wdbg/wasm/op"

// Binary returns the function of an instruction with two vector operands and a
// vector result and no immediate, or nil.
func Binary(o op.Op) func(a, b V128) V128 {
	for _, lookup := range [...]func(op.Op) func(a, b V128) V128{
		binaryI8x16, binaryI16x8, binaryI32x4, binaryI64x2,
		binaryF32x4, binaryF64x2, binaryExtmul, binaryOther,
	} {
		if f := lookup(o); f != nil {
			return f
		}
	}
	return nil
}

func binaryI8x16(o op.Op) func(a, b V128) V128 {
	switch o {
	case op.I8x16Swizzle:
		return i8x16Swizzle
	case op.I8x16Eq:
		return i8x16Eq
	case op.I8x16Ne:
		return i8x16Ne
	case op.I8x16LtS:
		return i8x16LtS
	case op.I8x16LtU:
		return i8x16LtU
	case op.I8x16GtS:
		return i8x16GtS
	case op.I8x16GtU:
		return i8x16GtU
	case op.I8x16LeS:
		return i8x16LeS
	case op.I8x16LeU:
		return i8x16LeU
	case op.I8x16GeS:
		return i8x16GeS
	case op.I8x16GeU:
		return i8x16GeU
	case op.I8x16NarrowI16x8S:
		return i8x16NarrowI16x8S
	case op.I8x16NarrowI16x8U:
		return i8x16NarrowI16x8U
	case op.I8x16Add:
		return i8x16Add
	case op.I8x16AddSatS:
		return i8x16AddSatS
	case op.I8x16AddSatU:
		return i8x16AddSatU
	case op.I8x16Sub:
		return i8x16Sub
	case op.I8x16SubSatS:
		return i8x16SubSatS
	case op.I8x16SubSatU:
		return i8x16SubSatU
	case op.I8x16MinS:
		return i8x16MinS
	case op.I8x16MinU:
		return i8x16MinU
	case op.I8x16MaxS:
		return i8x16MaxS
	case op.I8x16MaxU:
		return i8x16MaxU
	case op.I8x16AvgrU:
		return i8x16AvgrU
	}
	return nil
}

func binaryI16x8(o op.Op) func(a, b V128) V128 {
	switch o {
	case op.I16x8Eq:
		return i16x8Eq
	case op.I16x8Ne:
		return i16x8Ne
	case op.I16x8LtS:
		return i16x8LtS
	case op.I16x8LtU:
		return i16x8LtU
	case op.I16x8GtS:
		return i16x8GtS
	case op.I16x8GtU:
		return i16x8GtU
	case op.I16x8LeS:
		return i16x8LeS
	case op.I16x8LeU:
		return i16x8LeU
	case op.I16x8GeS:
		return i16x8GeS
	case op.I16x8GeU:
		return i16x8GeU
	case op.I16x8Q15mulrSatS:
		return i16x8Q15mulrSatS
	case op.I16x8NarrowI32x4S:
		return i16x8NarrowI32x4S
	case op.I16x8NarrowI32x4U:
		return i16x8NarrowI32x4U
	case op.I16x8Add:
		return i16x8Add
	case op.I16x8AddSatS:
		return i16x8AddSatS
	case op.I16x8AddSatU:
		return i16x8AddSatU
	case op.I16x8Sub:
		return i16x8Sub
	case op.I16x8SubSatS:
		return i16x8SubSatS
	case op.I16x8SubSatU:
		return i16x8SubSatU
	case op.I16x8Mul:
		return i16x8Mul
	case op.I16x8MinS:
		return i16x8MinS
	case op.I16x8MinU:
		return i16x8MinU
	case op.I16x8MaxS:
		return i16x8MaxS
	case op.I16x8MaxU:
		return i16x8MaxU
	case op.I16x8AvgrU:
		return i16x8AvgrU
	}
	return nil
}

func binaryI32x4(o op.Op) func(a, b V128) V128 {
	switch o {
	case op.I32x4Eq:
		return i32x4Eq
	case op.I32x4Ne:
		return i32x4Ne
	case op.I32x4LtS:
		return i32x4LtS
	case op.I32x4LtU:
		return i32x4LtU
	case op.I32x4GtS:
		return i32x4GtS
	case op.I32x4GtU:
		return i32x4GtU
	case op.I32x4LeS:
		return i32x4LeS
	case op.I32x4LeU:
		return i32x4LeU
	case op.I32x4GeS:
		return i32x4GeS
	case op.I32x4GeU:
		return i32x4GeU
	case op.I32x4Add:
		return i32x4Add
	case op.I32x4Sub:
		return i32x4Sub
	case op.I32x4Mul:
		return i32x4Mul
	case op.I32x4MinS:
		return i32x4MinS
	case op.I32x4MinU:
		return i32x4MinU
	case op.I32x4MaxS:
		return i32x4MaxS
	case op.I32x4MaxU:
		return i32x4MaxU
	case op.I32x4DotI16x8S:
		return i32x4DotI16x8S
	}
	return nil
}

func binaryI64x2(o op.Op) func(a, b V128) V128 {
	switch o {
	case op.I64x2Add:
		return i64x2Add
	case op.I64x2Sub:
		return i64x2Sub
	case op.I64x2Mul:
		return i64x2Mul
	case op.I64x2Eq:
		return i64x2Eq
	case op.I64x2Ne:
		return i64x2Ne
	case op.I64x2LtS:
		return i64x2LtS
	case op.I64x2GtS:
		return i64x2GtS
	case op.I64x2LeS:
		return i64x2LeS
	case op.I64x2GeS:
		return i64x2GeS
	}
	return nil
}

func binaryF32x4(o op.Op) func(a, b V128) V128 {
	switch o {
	case op.F32x4Eq:
		return f32x4Eq
	case op.F32x4Ne:
		return f32x4Ne
	case op.F32x4Lt:
		return f32x4Lt
	case op.F32x4Gt:
		return f32x4Gt
	case op.F32x4Le:
		return f32x4Le
	case op.F32x4Ge:
		return f32x4Ge
	case op.F32x4Add:
		return f32x4Add
	case op.F32x4Sub:
		return f32x4Sub
	case op.F32x4Mul:
		return f32x4Mul
	case op.F32x4Div:
		return f32x4Div
	case op.F32x4Min:
		return f32x4Min
	case op.F32x4Max:
		return f32x4Max
	case op.F32x4Pmin:
		return f32x4Pmin
	case op.F32x4Pmax:
		return f32x4Pmax
	}
	return nil
}

func binaryF64x2(o op.Op) func(a, b V128) V128 {
	switch o {
	case op.F64x2Eq:
		return f64x2Eq
	case op.F64x2Ne:
		return f64x2Ne
	case op.F64x2Lt:
		return f64x2Lt
	case op.F64x2Gt:
		return f64x2Gt
	case op.F64x2Le:
		return f64x2Le
	case op.F64x2Ge:
		return f64x2Ge
	case op.F64x2Add:
		return f64x2Add
	case op.F64x2Sub:
		return f64x2Sub
	case op.F64x2Mul:
		return f64x2Mul
	case op.F64x2Div:
		return f64x2Div
	case op.F64x2Min:
		return f64x2Min
	case op.F64x2Max:
		return f64x2Max
	case op.F64x2Pmin:
		return f64x2Pmin
	case op.F64x2Pmax:
		return f64x2Pmax
	}
	return nil
}

func binaryExtmul(o op.Op) func(a, b V128) V128 {
	switch o {
	case op.I16x8ExtmulLowI8x16S:
		return i16x8ExtmulLowI8x16S
	case op.I16x8ExtmulHighI8x16S:
		return i16x8ExtmulHighI8x16S
	case op.I16x8ExtmulLowI8x16U:
		return i16x8ExtmulLowI8x16U
	case op.I16x8ExtmulHighI8x16U:
		return i16x8ExtmulHighI8x16U
	case op.I32x4ExtmulLowI16x8S:
		return i32x4ExtmulLowI16x8S
	case op.I32x4ExtmulHighI16x8S:
		return i32x4ExtmulHighI16x8S
	case op.I32x4ExtmulLowI16x8U:
		return i32x4ExtmulLowI16x8U
	case op.I32x4ExtmulHighI16x8U:
		return i32x4ExtmulHighI16x8U
	case op.I64x2ExtmulLowI32x4S:
		return i64x2ExtmulLowI32x4S
	case op.I64x2ExtmulHighI32x4S:
		return i64x2ExtmulHighI32x4S
	case op.I64x2ExtmulLowI32x4U:
		return i64x2ExtmulLowI32x4U
	case op.I64x2ExtmulHighI32x4U:
		return i64x2ExtmulHighI32x4U
	}
	return nil
}

// binaryOther has the bitwise operations and the relaxed ones, most of which have
// the function of a strict one.
func binaryOther(o op.Op) func(a, b V128) V128 {
	switch o {
	case op.V128And:
		return v128And
	case op.V128Andnot:
		return v128Andnot
	case op.V128Or:
		return v128Or
	case op.V128Xor:
		return v128Xor
	case op.I8x16RelaxedSwizzle:
		return i8x16Swizzle
	case op.F32x4RelaxedMin:
		return f32x4Min
	case op.F32x4RelaxedMax:
		return f32x4Max
	case op.F64x2RelaxedMin:
		return f64x2Min
	case op.F64x2RelaxedMax:
		return f64x2Max
	case op.I16x8RelaxedQ15mulrS:
		return i16x8Q15mulrSatS
	case op.I16x8RelaxedDotI8x16I7x16S:
		return i16x8RelaxedDotI8x16I7x16S
	}
	return nil
}
