package simd

import "github.com/wdbg/wdbg/wasm/op"

// Splat returns the function of a splat instruction, or nil. The function takes
// the scalar's raw bits; those above an i32 or f32, or above the lane, do not
// count.
func Splat(o op.Op) func(x uint64) V128 {
	switch o {
	case op.I8x16Splat:
		return splat8
	case op.I16x8Splat:
		return splat16
	case op.I32x4Splat, op.F32x4Splat:
		return splat32
	case op.I64x2Splat, op.F64x2Splat:
		return splat64
	}
	return nil
}

// ExtractLane returns the function of an extract_lane instruction, or nil. The
// function gives the scalar's raw bits: an i32 or f32 in the lower 32 of them, the
// upper ones zero. A lane the shape does not have is taken modulo its number of
// lanes.
func ExtractLane(o op.Op) func(a V128, lane uint8) uint64 {
	switch o {
	case op.I8x16ExtractLaneS:
		return i8x16ExtractLaneS
	case op.I8x16ExtractLaneU:
		return extract8
	case op.I16x8ExtractLaneS:
		return i16x8ExtractLaneS
	case op.I16x8ExtractLaneU:
		return extract16
	case op.I32x4ExtractLane, op.F32x4ExtractLane:
		return extract32
	case op.I64x2ExtractLane, op.F64x2ExtractLane:
		return extract64
	}
	return nil
}

// ReplaceLane returns the function of a replace_lane instruction, or nil. The
// function takes the scalar's raw bits, as with [Splat]. A lane the shape does not
// have is taken modulo its number of lanes.
func ReplaceLane(o op.Op) func(a V128, lane uint8, x uint64) V128 {
	switch o {
	case op.I8x16ReplaceLane:
		return replace8
	case op.I16x8ReplaceLane:
		return replace16
	case op.I32x4ReplaceLane, op.F32x4ReplaceLane:
		return replace32
	case op.I64x2ReplaceLane, op.F64x2ReplaceLane:
		return replace64
	}
	return nil
}

// Load returns, for an instruction that loads less than a whole vector (extending,
// splatting or zero-padding loads), how many bytes it reads, and the function that
// makes the vector of them, read as a little-endian number. For any other
// instruction, v128.load among them, it returns 0 and nil.
func Load(o op.Op) (bytes int, widen func(x uint64) V128) {
	switch o {
	case op.V128Load8x8S:
		return 8, extend8S
	case op.V128Load8x8U:
		return 8, extend8U
	case op.V128Load16x4S:
		return 8, extend16S
	case op.V128Load16x4U:
		return 8, extend16U
	case op.V128Load32x2S:
		return 8, extend32S
	case op.V128Load32x2U:
		return 8, extend32U
	case op.V128Load8Splat:
		return 1, splat8
	case op.V128Load16Splat:
		return 2, splat16
	case op.V128Load32Splat:
		return 4, splat32
	case op.V128Load64Splat:
		return 8, splat64
	case op.V128Load32Zero:
		return 4, zero32
	case op.V128Load64Zero:
		return 8, zero64
	}
	return 0, nil
}

// LaneWidth returns the number of bytes a v128.loadN_lane or v128.storeN_lane
// instruction moves, and 0 for any other; see [InsertBytes] and [ExtractBytes].
func LaneWidth(o op.Op) int {
	switch o {
	case op.V128Load8Lane, op.V128Store8Lane:
		return 1
	case op.V128Load16Lane, op.V128Store16Lane:
		return 2
	case op.V128Load32Lane, op.V128Store32Lane:
		return 4
	case op.V128Load64Lane, op.V128Store64Lane:
		return 8
	}
	return 0
}
