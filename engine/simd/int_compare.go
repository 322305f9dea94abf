package simd

// Comparisons of integer lanes: a lane of the result is all ones where the
// relation holds and zero elsewhere.

func i8x16Eq(a, b V128) V128 {
	return V128{eqLanes(a.Lo, b.Lo, sign8, 8), eqLanes(a.Hi, b.Hi, sign8, 8)}
}

func i8x16Ne(a, b V128) V128 {
	return V128{^eqLanes(a.Lo, b.Lo, sign8, 8), ^eqLanes(a.Hi, b.Hi, sign8, 8)}
}

func i8x16LtS(a, b V128) V128 {
	return V128{ltSLanes(a.Lo, b.Lo, sign8, 8), ltSLanes(a.Hi, b.Hi, sign8, 8)}
}

func i8x16GtS(a, b V128) V128 {
	return V128{ltSLanes(b.Lo, a.Lo, sign8, 8), ltSLanes(b.Hi, a.Hi, sign8, 8)}
}

func i8x16LeS(a, b V128) V128 {
	return V128{^ltSLanes(b.Lo, a.Lo, sign8, 8), ^ltSLanes(b.Hi, a.Hi, sign8, 8)}
}

func i8x16GeS(a, b V128) V128 {
	return V128{^ltSLanes(a.Lo, b.Lo, sign8, 8), ^ltSLanes(a.Hi, b.Hi, sign8, 8)}
}

func i8x16LtU(a, b V128) V128 {
	return V128{ltULanes(a.Lo, b.Lo, sign8, 8), ltULanes(a.Hi, b.Hi, sign8, 8)}
}

func i8x16GtU(a, b V128) V128 {
	return V128{ltULanes(b.Lo, a.Lo, sign8, 8), ltULanes(b.Hi, a.Hi, sign8, 8)}
}

func i8x16LeU(a, b V128) V128 {
	return V128{^ltULanes(b.Lo, a.Lo, sign8, 8), ^ltULanes(b.Hi, a.Hi, sign8, 8)}
}

func i8x16GeU(a, b V128) V128 {
	return V128{^ltULanes(a.Lo, b.Lo, sign8, 8), ^ltULanes(a.Hi, b.Hi, sign8, 8)}
}

func i16x8Eq(a, b V128) V128 {
	return V128{eqLanes(a.Lo, b.Lo, sign16, 16), eqLanes(a.Hi, b.Hi, sign16, 16)}
}

func i16x8Ne(a, b V128) V128 {
	return V128{^eqLanes(a.Lo, b.Lo, sign16, 16), ^eqLanes(a.Hi, b.Hi, sign16, 16)}
}

func i16x8LtS(a, b V128) V128 {
	return V128{ltSLanes(a.Lo, b.Lo, sign16, 16), ltSLanes(a.Hi, b.Hi, sign16, 16)}
}

func i16x8GtS(a, b V128) V128 {
	return V128{ltSLanes(b.Lo, a.Lo, sign16, 16), ltSLanes(b.Hi, a.Hi, sign16, 16)}
}

func i16x8LeS(a, b V128) V128 {
	return V128{^ltSLanes(b.Lo, a.Lo, sign16, 16), ^ltSLanes(b.Hi, a.Hi, sign16, 16)}
}

func i16x8GeS(a, b V128) V128 {
	return V128{^ltSLanes(a.Lo, b.Lo, sign16, 16), ^ltSLanes(a.Hi, b.Hi, sign16, 16)}
}

func i16x8LtU(a, b V128) V128 {
	return V128{ltULanes(a.Lo, b.Lo, sign16, 16), ltULanes(a.Hi, b.Hi, sign16, 16)}
}

func i16x8GtU(a, b V128) V128 {
	return V128{ltULanes(b.Lo, a.Lo, sign16, 16), ltULanes(b.Hi, a.Hi, sign16, 16)}
}

func i16x8LeU(a, b V128) V128 {
	return V128{^ltULanes(b.Lo, a.Lo, sign16, 16), ^ltULanes(b.Hi, a.Hi, sign16, 16)}
}

func i16x8GeU(a, b V128) V128 {
	return V128{^ltULanes(a.Lo, b.Lo, sign16, 16), ^ltULanes(a.Hi, b.Hi, sign16, 16)}
}

func i32x4Eq(a, b V128) V128 {
	return V128{eqLanes(a.Lo, b.Lo, sign32, 32), eqLanes(a.Hi, b.Hi, sign32, 32)}
}

func i32x4Ne(a, b V128) V128 {
	return V128{^eqLanes(a.Lo, b.Lo, sign32, 32), ^eqLanes(a.Hi, b.Hi, sign32, 32)}
}

func i32x4LtS(a, b V128) V128 {
	return V128{ltSLanes(a.Lo, b.Lo, sign32, 32), ltSLanes(a.Hi, b.Hi, sign32, 32)}
}

func i32x4GtS(a, b V128) V128 {
	return V128{ltSLanes(b.Lo, a.Lo, sign32, 32), ltSLanes(b.Hi, a.Hi, sign32, 32)}
}

func i32x4LeS(a, b V128) V128 {
	return V128{^ltSLanes(b.Lo, a.Lo, sign32, 32), ^ltSLanes(b.Hi, a.Hi, sign32, 32)}
}

func i32x4GeS(a, b V128) V128 {
	return V128{^ltSLanes(a.Lo, b.Lo, sign32, 32), ^ltSLanes(a.Hi, b.Hi, sign32, 32)}
}

func i32x4LtU(a, b V128) V128 {
	return V128{ltULanes(a.Lo, b.Lo, sign32, 32), ltULanes(a.Hi, b.Hi, sign32, 32)}
}

func i32x4GtU(a, b V128) V128 {
	return V128{ltULanes(b.Lo, a.Lo, sign32, 32), ltULanes(b.Hi, a.Hi, sign32, 32)}
}

func i32x4LeU(a, b V128) V128 {
	return V128{^ltULanes(b.Lo, a.Lo, sign32, 32), ^ltULanes(b.Hi, a.Hi, sign32, 32)}
}

func i32x4GeU(a, b V128) V128 {
	return V128{^ltULanes(a.Lo, b.Lo, sign32, 32), ^ltULanes(a.Hi, b.Hi, sign32, 32)}
}

// mask64 returns all ones for true.
func mask64(b bool) uint64 {
	if b {
		return ^uint64(0)
	}
	return 0
}

func i64x2Eq(a, b V128) V128 {
	return V128{mask64(a.Lo == b.Lo), mask64(a.Hi == b.Hi)}
}

func i64x2Ne(a, b V128) V128 {
	return V128{mask64(a.Lo != b.Lo), mask64(a.Hi != b.Hi)}
}

func i64x2LtS(a, b V128) V128 {
	return V128{mask64(int64(a.Lo) < int64(b.Lo)), mask64(int64(a.Hi) < int64(b.Hi))}
}

func i64x2GtS(a, b V128) V128 {
	return V128{mask64(int64(a.Lo) > int64(b.Lo)), mask64(int64(a.Hi) > int64(b.Hi))}
}

func i64x2LeS(a, b V128) V128 {
	return V128{mask64(int64(a.Lo) <= int64(b.Lo)), mask64(int64(a.Hi) <= int64(b.Hi))}
}

func i64x2GeS(a, b V128) V128 {
	return V128{mask64(int64(a.Lo) >= int64(b.Lo)), mask64(int64(a.Hi) >= int64(b.Hi))}
}
