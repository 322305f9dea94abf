package simd

// Arithmetic that clamps to the range of a lane instead of wrapping around.

func i8x16AddSatS(a, b V128) V128 {
	return V128{addSatSLanes(a.Lo, b.Lo, sign8, 8), addSatSLanes(a.Hi, b.Hi, sign8, 8)}
}

func i8x16AddSatU(a, b V128) V128 {
	return V128{addSatULanes(a.Lo, b.Lo, sign8, 8), addSatULanes(a.Hi, b.Hi, sign8, 8)}
}

func i8x16SubSatS(a, b V128) V128 {
	return V128{subSatSLanes(a.Lo, b.Lo, sign8, 8), subSatSLanes(a.Hi, b.Hi, sign8, 8)}
}

func i8x16SubSatU(a, b V128) V128 {
	return V128{subSatULanes(a.Lo, b.Lo, sign8, 8), subSatULanes(a.Hi, b.Hi, sign8, 8)}
}

func i16x8AddSatS(a, b V128) V128 {
	return V128{addSatSLanes(a.Lo, b.Lo, sign16, 16), addSatSLanes(a.Hi, b.Hi, sign16, 16)}
}

func i16x8AddSatU(a, b V128) V128 {
	return V128{addSatULanes(a.Lo, b.Lo, sign16, 16), addSatULanes(a.Hi, b.Hi, sign16, 16)}
}

func i16x8SubSatS(a, b V128) V128 {
	return V128{subSatSLanes(a.Lo, b.Lo, sign16, 16), subSatSLanes(a.Hi, b.Hi, sign16, 16)}
}

func i16x8SubSatU(a, b V128) V128 {
	return V128{subSatULanes(a.Lo, b.Lo, sign16, 16), subSatULanes(a.Hi, b.Hi, sign16, 16)}
}

func addSatULanes(x, y, sign uint64, width uint) uint64 {
	sum := addLanes(x, y, sign)
	carry := (x&y | (x|y)&^sum) & sign
	return sum | fillLanes(carry, width)
}

func subSatULanes(x, y, sign uint64, width uint) uint64 {
	diff := subLanes(x, y, sign)
	borrow := (^x&y | ^(x^y)&diff) & sign
	return diff &^ fillLanes(borrow, width)
}

func addSatSLanes(x, y, sign uint64, width uint) uint64 {
	sum := addLanes(x, y, sign)
	overflow := ^(x ^ y) & (x ^ sum) & sign
	return pickBits(limitLanes(x, sign, width), sum, fillLanes(overflow, width))
}

func subSatSLanes(x, y, sign uint64, width uint) uint64 {
	diff := subLanes(x, y, sign)
	overflow := (x ^ y) & (x ^ diff) & sign
	return pickBits(limitLanes(x, sign, width), diff, fillLanes(overflow, width))
}

// limitLanes returns the least number in the negative lanes of x, and the
// greatest in the others.
func limitLanes(x, sign uint64, width uint) uint64 {
	return ^sign + x&sign>>(width-1)
}

// Narrowing: the lanes of a, then those of b, clamped to half their width. The
// operands are signed also where the results are not.

func i8x16NarrowI16x8S(a, b V128) V128 {
	return V128{
		pack16(clamp16S(a.Lo)) | pack16(clamp16S(a.Hi))<<32,
		pack16(clamp16S(b.Lo)) | pack16(clamp16S(b.Hi))<<32,
	}
}

func i8x16NarrowI16x8U(a, b V128) V128 {
	return V128{
		pack16(clamp16U(a.Lo)) | pack16(clamp16U(a.Hi))<<32,
		pack16(clamp16U(b.Lo)) | pack16(clamp16U(b.Hi))<<32,
	}
}

func i16x8NarrowI32x4S(a, b V128) V128 {
	return V128{
		pack32(clamp32S(a.Lo)) | pack32(clamp32S(a.Hi))<<32,
		pack32(clamp32S(b.Lo)) | pack32(clamp32S(b.Hi))<<32,
	}
}

func i16x8NarrowI32x4U(a, b V128) V128 {
	return V128{
		pack32(clamp32U(a.Lo)) | pack32(clamp32U(a.Hi))<<32,
		pack32(clamp32U(b.Lo)) | pack32(clamp32U(b.Hi))<<32,
	}
}

// The clamps below leave what was asked for in the lower half of each lane, and
// anything in the upper half, which packing drops.

// clamp16S clamps signed 16-bit lanes to the range of int8.
func clamp16S(x uint64) uint64 {
	upper := addLanes(x, 0x80*one16, sign16) &^ lowHalf16
	limit := 0x7f*one16 + x&sign16>>15
	return pickBits(limit, x, fillLanes(nonZeroLanes(upper, sign16), 16))
}

// clamp16U clamps signed 16-bit lanes to the range of uint8.
func clamp16U(x uint64) uint64 {
	return pickBits(^signFill(x, sign16, 16), x, fillLanes(nonZeroLanes(x&^lowHalf16, sign16), 16))
}

// clamp32S clamps signed 32-bit lanes to the range of int16.
func clamp32S(x uint64) uint64 {
	upper := addLanes(x, 0x8000*one32, sign32) &^ lowHalf32
	limit := 0x7fff*one32 + x&sign32>>31
	return pickBits(limit, x, fillLanes(nonZeroLanes(upper, sign32), 32))
}

// clamp32U clamps signed 32-bit lanes to the range of uint16.
func clamp32U(x uint64) uint64 {
	return pickBits(^signFill(x, sign32, 32), x, fillLanes(nonZeroLanes(x&^lowHalf32, sign32), 32))
}

func i16x8Q15mulrSatS(a, b V128) V128 {
	return V128{q15mulr(a.Lo, b.Lo), q15mulr(a.Hi, b.Hi)}
}

// q15mulr multiplies four lanes as fixed-point numbers with 15 fraction bits.
func q15mulr(x, y uint64) uint64 {
	return q15mulrLane(int16(x), int16(y)) |
		q15mulrLane(int16(x>>16), int16(y>>16))<<16 |
		q15mulrLane(int16(x>>32), int16(y>>32))<<32 |
		q15mulrLane(int16(x>>48), int16(y>>48))<<48
}

func q15mulrLane(x, y int16) uint64 {
	p := (int32(x)*int32(y) + 1<<14) >> 15
	// Only -1 * -1 is out of range: it gives 1<<15.
	return uint64(uint16(min(p, 1<<15-1)))
}
