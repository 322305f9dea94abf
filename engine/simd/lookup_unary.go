package simd

import "github.com/wdbg/wdbg/wasm/op"

// Unary returns the function of an instruction with one vector operand and a
// vector result, or nil.
func Unary(o op.Op) func(a V128) V128 {
	for _, lookup := range [...]func(op.Op) func(a V128) V128{
		unaryI8x16, unaryI16x8, unaryI32x4, unaryI64x2, unaryF32x4, unaryF64x2, unaryOther,
	} {
		if f := lookup(o); f != nil {
			return f
		}
	}
	return nil
}

func unaryI8x16(o op.Op) func(a V128) V128 {
	switch o {
	case op.I8x16Abs:
		return i8x16Abs
	case op.I8x16Neg:
		return i8x16Neg
	case op.I8x16Popcnt:
		return i8x16Popcnt
	}
	return nil
}

func unaryI16x8(o op.Op) func(a V128) V128 {
	switch o {
	case op.I16x8ExtaddPairwiseI8x16S:
		return i16x8ExtaddPairwiseI8x16S
	case op.I16x8ExtaddPairwiseI8x16U:
		return i16x8ExtaddPairwiseI8x16U
	case op.I16x8Abs:
		return i16x8Abs
	case op.I16x8Neg:
		return i16x8Neg
	case op.I16x8ExtendLowI8x16S:
		return i16x8ExtendLowI8x16S
	case op.I16x8ExtendHighI8x16S:
		return i16x8ExtendHighI8x16S
	case op.I16x8ExtendLowI8x16U:
		return i16x8ExtendLowI8x16U
	case op.I16x8ExtendHighI8x16U:
		return i16x8ExtendHighI8x16U
	}
	return nil
}

func unaryI32x4(o op.Op) func(a V128) V128 {
	switch o {
	case op.I32x4ExtaddPairwiseI16x8S:
		return i32x4ExtaddPairwiseI16x8S
	case op.I32x4ExtaddPairwiseI16x8U:
		return i32x4ExtaddPairwiseI16x8U
	case op.I32x4Abs:
		return i32x4Abs
	case op.I32x4Neg:
		return i32x4Neg
	case op.I32x4ExtendLowI16x8S:
		return i32x4ExtendLowI16x8S
	case op.I32x4ExtendHighI16x8S:
		return i32x4ExtendHighI16x8S
	case op.I32x4ExtendLowI16x8U:
		return i32x4ExtendLowI16x8U
	case op.I32x4ExtendHighI16x8U:
		return i32x4ExtendHighI16x8U
	case op.I32x4TruncSatF32x4S:
		return i32x4TruncSatF32x4S
	case op.I32x4TruncSatF32x4U:
		return i32x4TruncSatF32x4U
	case op.I32x4TruncSatF64x2SZero:
		return i32x4TruncSatF64x2SZero
	case op.I32x4TruncSatF64x2UZero:
		return i32x4TruncSatF64x2UZero
	}
	return nil
}

func unaryI64x2(o op.Op) func(a V128) V128 {
	switch o {
	case op.I64x2Abs:
		return i64x2Abs
	case op.I64x2Neg:
		return i64x2Neg
	case op.I64x2ExtendLowI32x4S:
		return i64x2ExtendLowI32x4S
	case op.I64x2ExtendHighI32x4S:
		return i64x2ExtendHighI32x4S
	case op.I64x2ExtendLowI32x4U:
		return i64x2ExtendLowI32x4U
	case op.I64x2ExtendHighI32x4U:
		return i64x2ExtendHighI32x4U
	}
	return nil
}

func unaryF32x4(o op.Op) func(a V128) V128 {
	switch o {
	case op.F32x4DemoteF64x2Zero:
		return f32x4DemoteF64x2Zero
	case op.F32x4Ceil:
		return f32x4Ceil
	case op.F32x4Floor:
		return f32x4Floor
	case op.F32x4Trunc:
		return f32x4Trunc
	case op.F32x4Nearest:
		return f32x4Nearest
	case op.F32x4Abs:
		return f32x4Abs
	case op.F32x4Neg:
		return f32x4Neg
	case op.F32x4Sqrt:
		return f32x4Sqrt
	case op.F32x4ConvertI32x4S:
		return f32x4ConvertI32x4S
	case op.F32x4ConvertI32x4U:
		return f32x4ConvertI32x4U
	}
	return nil
}

func unaryF64x2(o op.Op) func(a V128) V128 {
	switch o {
	case op.F64x2PromoteLowF32x4:
		return f64x2PromoteLowF32x4
	case op.F64x2Ceil:
		return f64x2Ceil
	case op.F64x2Floor:
		return f64x2Floor
	case op.F64x2Trunc:
		return f64x2Trunc
	case op.F64x2Nearest:
		return f64x2Nearest
	case op.F64x2Abs:
		return f64x2Abs
	case op.F64x2Neg:
		return f64x2Neg
	case op.F64x2Sqrt:
		return f64x2Sqrt
	case op.F64x2ConvertLowI32x4S:
		return f64x2ConvertLowI32x4S
	case op.F64x2ConvertLowI32x4U:
		return f64x2ConvertLowI32x4U
	}
	return nil
}

// unaryOther has v128.not and the relaxed truncations.
func unaryOther(o op.Op) func(a V128) V128 {
	switch o {
	case op.V128Not:
		return v128Not
	case op.I32x4RelaxedTruncF32x4S:
		return i32x4TruncSatF32x4S
	case op.I32x4RelaxedTruncF32x4U:
		return i32x4TruncSatF32x4U
	case op.I32x4RelaxedTruncF64x2SZero:
		return i32x4TruncSatF64x2SZero
	case op.I32x4RelaxedTruncF64x2UZero:
		return i32x4TruncSatF64x2UZero
	}
	return nil
}
