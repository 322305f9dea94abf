package simd

// Comparisons of floating-point lanes: a lane of the result is all ones where the
// relation holds and zero elsewhere. Only ne holds for a NaN.

// maskPair returns a 32-bit lane of all ones for each true argument.
func maskPair(lo, hi bool) uint64 {
	var m uint64
	if lo {
		m = 0xffffffff
	}
	if hi {
		m |= 0xffffffff << 32
	}
	return m
}

func f32x4Eq(a, b V128) V128 {
	return V128{
		maskPair(f32Lo(a.Lo) == f32Lo(b.Lo), f32Hi(a.Lo) == f32Hi(b.Lo)),
		maskPair(f32Lo(a.Hi) == f32Lo(b.Hi), f32Hi(a.Hi) == f32Hi(b.Hi)),
	}
}

func f32x4Ne(a, b V128) V128 {
	return V128{
		maskPair(f32Lo(a.Lo) != f32Lo(b.Lo), f32Hi(a.Lo) != f32Hi(b.Lo)),
		maskPair(f32Lo(a.Hi) != f32Lo(b.Hi), f32Hi(a.Hi) != f32Hi(b.Hi)),
	}
}

func f32x4Lt(a, b V128) V128 {
	return V128{
		maskPair(f32Lo(a.Lo) < f32Lo(b.Lo), f32Hi(a.Lo) < f32Hi(b.Lo)),
		maskPair(f32Lo(a.Hi) < f32Lo(b.Hi), f32Hi(a.Hi) < f32Hi(b.Hi)),
	}
}

func f32x4Gt(a, b V128) V128 {
	return V128{
		maskPair(f32Lo(a.Lo) > f32Lo(b.Lo), f32Hi(a.Lo) > f32Hi(b.Lo)),
		maskPair(f32Lo(a.Hi) > f32Lo(b.Hi), f32Hi(a.Hi) > f32Hi(b.Hi)),
	}
}

func f32x4Le(a, b V128) V128 {
	return V128{
		maskPair(f32Lo(a.Lo) <= f32Lo(b.Lo), f32Hi(a.Lo) <= f32Hi(b.Lo)),
		maskPair(f32Lo(a.Hi) <= f32Lo(b.Hi), f32Hi(a.Hi) <= f32Hi(b.Hi)),
	}
}

func f32x4Ge(a, b V128) V128 {
	return V128{
		maskPair(f32Lo(a.Lo) >= f32Lo(b.Lo), f32Hi(a.Lo) >= f32Hi(b.Lo)),
		maskPair(f32Lo(a.Hi) >= f32Lo(b.Hi), f32Hi(a.Hi) >= f32Hi(b.Hi)),
	}
}

func f64x2Eq(a, b V128) V128 {
	return V128{mask64(f64(a.Lo) == f64(b.Lo)), mask64(f64(a.Hi) == f64(b.Hi))}
}

func f64x2Ne(a, b V128) V128 {
	return V128{mask64(f64(a.Lo) != f64(b.Lo)), mask64(f64(a.Hi) != f64(b.Hi))}
}

func f64x2Lt(a, b V128) V128 {
	return V128{mask64(f64(a.Lo) < f64(b.Lo)), mask64(f64(a.Hi) < f64(b.Hi))}
}

func f64x2Gt(a, b V128) V128 {
	return V128{mask64(f64(a.Lo) > f64(b.Lo)), mask64(f64(a.Hi) > f64(b.Hi))}
}

func f64x2Le(a, b V128) V128 {
	return V128{mask64(f64(a.Lo) <= f64(b.Lo)), mask64(f64(a.Hi) <= f64(b.Hi))}
}

func f64x2Ge(a, b V128) V128 {
	return V128{mask64(f64(a.Lo) >= f64(b.Lo)), mask64(f64(a.Hi) >= f64(b.Hi))}
}
