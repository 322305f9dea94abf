package simd

// Operations whose result lanes are wider than their operand lanes. Names with
// low use the lanes in the lower half of the operands, names with high those in
// the upper half.

func i16x8ExtendLowI8x16S(a V128) V128  { return extend8S(a.Lo) }
func i16x8ExtendHighI8x16S(a V128) V128 { return extend8S(a.Hi) }
func i16x8ExtendLowI8x16U(a V128) V128  { return extend8U(a.Lo) }
func i16x8ExtendHighI8x16U(a V128) V128 { return extend8U(a.Hi) }
func i32x4ExtendLowI16x8S(a V128) V128  { return extend16S(a.Lo) }
func i32x4ExtendHighI16x8S(a V128) V128 { return extend16S(a.Hi) }
func i32x4ExtendLowI16x8U(a V128) V128  { return extend16U(a.Lo) }
func i32x4ExtendHighI16x8U(a V128) V128 { return extend16U(a.Hi) }
func i64x2ExtendLowI32x4S(a V128) V128  { return extend32S(a.Lo) }
func i64x2ExtendHighI32x4S(a V128) V128 { return extend32S(a.Hi) }
func i64x2ExtendLowI32x4U(a V128) V128  { return extend32U(a.Lo) }
func i64x2ExtendHighI32x4U(a V128) V128 { return extend32U(a.Hi) }

// extend8S widens eight signed 8-bit lanes.
func extend8S(x uint64) V128 {
	return V128{sext8(unpack8(x)), sext8(unpack8(x >> 32))}
}

// extend8U widens eight unsigned 8-bit lanes.
func extend8U(x uint64) V128 {
	return V128{unpack8(x), unpack8(x >> 32)}
}

// extend16S widens four signed 16-bit lanes.
func extend16S(x uint64) V128 {
	return V128{sext16(unpack16(x)), sext16(unpack16(x >> 32))}
}

// extend16U widens four unsigned 16-bit lanes.
func extend16U(x uint64) V128 {
	return V128{unpack16(x), unpack16(x >> 32)}
}

// extend32S widens two signed 32-bit lanes.
func extend32S(x uint64) V128 {
	return V128{uint64(int64(int32(x))), uint64(int64(x) >> 32)}
}

// extend32U widens two unsigned 32-bit lanes.
func extend32U(x uint64) V128 {
	return V128{x & 0xffffffff, x >> 32}
}

// The product of two extended numbers always fits its lane.

func i16x8ExtmulLowI8x16S(a, b V128) V128  { return i16x8Mul(extend8S(a.Lo), extend8S(b.Lo)) }
func i16x8ExtmulHighI8x16S(a, b V128) V128 { return i16x8Mul(extend8S(a.Hi), extend8S(b.Hi)) }
func i16x8ExtmulLowI8x16U(a, b V128) V128  { return i16x8Mul(extend8U(a.Lo), extend8U(b.Lo)) }
func i16x8ExtmulHighI8x16U(a, b V128) V128 { return i16x8Mul(extend8U(a.Hi), extend8U(b.Hi)) }
func i32x4ExtmulLowI16x8S(a, b V128) V128  { return i32x4Mul(extend16S(a.Lo), extend16S(b.Lo)) }
func i32x4ExtmulHighI16x8S(a, b V128) V128 { return i32x4Mul(extend16S(a.Hi), extend16S(b.Hi)) }
func i32x4ExtmulLowI16x8U(a, b V128) V128  { return i32x4Mul(extend16U(a.Lo), extend16U(b.Lo)) }
func i32x4ExtmulHighI16x8U(a, b V128) V128 { return i32x4Mul(extend16U(a.Hi), extend16U(b.Hi)) }
func i64x2ExtmulLowI32x4S(a, b V128) V128  { return i64x2Mul(extend32S(a.Lo), extend32S(b.Lo)) }
func i64x2ExtmulHighI32x4S(a, b V128) V128 { return i64x2Mul(extend32S(a.Hi), extend32S(b.Hi)) }
func i64x2ExtmulLowI32x4U(a, b V128) V128  { return i64x2Mul(extend32U(a.Lo), extend32U(b.Lo)) }
func i64x2ExtmulHighI32x4U(a, b V128) V128 { return i64x2Mul(extend32U(a.Hi), extend32U(b.Hi)) }

// extadd_pairwise: each result lane is the sum of two neighbours.

func i16x8ExtaddPairwiseI8x16S(a V128) V128 {
	return V128{pairwise8S(a.Lo), pairwise8S(a.Hi)}
}

func i16x8ExtaddPairwiseI8x16U(a V128) V128 {
	return V128{pairwise8U(a.Lo), pairwise8U(a.Hi)}
}

func i32x4ExtaddPairwiseI16x8S(a V128) V128 {
	return V128{pairwise16S(a.Lo), pairwise16S(a.Hi)}
}

func i32x4ExtaddPairwiseI16x8U(a V128) V128 {
	return V128{pairwise16U(a.Lo), pairwise16U(a.Hi)}
}

func pairwise8U(x uint64) uint64 {
	return x&lowHalf16 + x>>8&lowHalf16
}

// pairwise8S makes both numbers of a pair unsigned by adding 0x80 to them.
func pairwise8S(x uint64) uint64 {
	return subLanes(pairwise8U(x^sign8), 0x100*one16, sign16)
}

func pairwise16U(x uint64) uint64 {
	return x&lowHalf32 + x>>16&lowHalf32
}

// pairwise16S makes both numbers of a pair unsigned by adding 0x8000 to them.
func pairwise16S(x uint64) uint64 {
	return subLanes(pairwise16U(x^sign16), 0x10000*one32, sign32)
}

func i32x4DotI16x8S(a, b V128) V128 {
	return V128{dot16(a.Lo, b.Lo), dot16(a.Hi, b.Hi)}
}

// dot16 adds the products of neighbouring lanes. The sum of two products of
// -0x8000 by itself wraps around, as the spec has it.
func dot16(x, y uint64) uint64 {
	lo := int32(int16(x))*int32(int16(y)) + int32(int16(x>>16))*int32(int16(y>>16))
	hi := int32(int16(x>>32))*int32(int16(y>>32)) + int32(int16(x>>48))*int32(int16(y>>48))
	return uint64(uint32(lo)) | uint64(uint32(hi))<<32
}
