package num

import "math"

// Go leaves the conversion of a NaN or an out-of-range number to an integer to
// the machine, so all of these compare first. The bounds are chosen so that they
// are exact in the format of the operand; a float32 is widened to a float64,
// which changes nothing.

const (
	two31 = 1 << 31
	two32 = 1 << 32
	two63 = 1 << 63
	two64 = 1 << 64
)

// TruncStatus says whether a float was truncated to an integer, and else with
// which trap the instruction ends.
type TruncStatus uint8

const (
	// TruncOK: the result is good.
	TruncOK TruncStatus = iota
	// TruncInvalid: the operand is a NaN; the trap is "invalid conversion to integer".
	TruncInvalid
	// TruncOverflow: the truncated operand is out of the integer type's range; the
	// trap is "integer overflow".
	TruncOverflow
)

// failure tells why x cannot be truncated.
func failure(x float64) TruncStatus {
	if x != x {
		return TruncInvalid
	}
	return TruncOverflow
}

// I32TruncF32S is i32.trunc_f32_s. The result is 0 if the status is not [TruncOK].
func I32TruncF32S(x float32) (int32, TruncStatus) { return I32TruncF64S(float64(x)) }

// I32TruncF32U is i32.trunc_f32_u. The result is 0 if the status is not [TruncOK].
func I32TruncF32U(x float32) (uint32, TruncStatus) { return I32TruncF64U(float64(x)) }

// I32TruncF64S is i32.trunc_f64_s. The result is 0 if the status is not [TruncOK].
func I32TruncF64S(x float64) (int32, TruncStatus) {
	if x > -two31-1 && x < two31 {
		return int32(x), TruncOK
	}
	return 0, failure(x)
}

// I32TruncF64U is i32.trunc_f64_u. The result is 0 if the status is not [TruncOK].
func I32TruncF64U(x float64) (uint32, TruncStatus) {
	if x > -1 && x < two32 {
		return uint32(int64(x)), TruncOK
	}
	return 0, failure(x)
}

// I64TruncF32S is i64.trunc_f32_s. The result is 0 if the status is not [TruncOK].
func I64TruncF32S(x float32) (int64, TruncStatus) { return I64TruncF64S(float64(x)) }

// I64TruncF32U is i64.trunc_f32_u. The result is 0 if the status is not [TruncOK].
func I64TruncF32U(x float32) (uint64, TruncStatus) { return I64TruncF64U(float64(x)) }

// I64TruncF64S is i64.trunc_f64_s. The result is 0 if the status is not [TruncOK].
func I64TruncF64S(x float64) (int64, TruncStatus) {
	// There is no number between -two63-1 and -two63.
	if x >= -two63 && x < two63 {
		return int64(x), TruncOK
	}
	return 0, failure(x)
}

// I64TruncF64U is i64.trunc_f64_u. The result is 0 if the status is not [TruncOK].
func I64TruncF64U(x float64) (uint64, TruncStatus) {
	if x > -1 && x < two64 {
		return uint64(x), TruncOK
	}
	return 0, failure(x)
}

// I32TruncSatF32S is i32.trunc_sat_f32_s: x truncated and clamped; 0 for a NaN.
func I32TruncSatF32S(x float32) int32 { return I32TruncSatF64S(float64(x)) }

// I32TruncSatF32U is i32.trunc_sat_f32_u: x truncated and clamped; 0 for a NaN.
func I32TruncSatF32U(x float32) uint32 { return I32TruncSatF64U(float64(x)) }

// I32TruncSatF64S is i32.trunc_sat_f64_s: x truncated and clamped; 0 for a NaN.
func I32TruncSatF64S(x float64) int32 {
	switch {
	case x != x:
		return 0
	case x <= -two31:
		return math.MinInt32
	case x >= two31:
		return math.MaxInt32
	}
	return int32(x)
}

// I32TruncSatF64U is i32.trunc_sat_f64_u: x truncated and clamped; 0 for a NaN.
func I32TruncSatF64U(x float64) uint32 {
	switch {
	case !(x > 0): // or NaN
		return 0
	case x >= two32:
		return math.MaxUint32
	}
	return uint32(int64(x))
}

// I64TruncSatF32S is i64.trunc_sat_f32_s: x truncated and clamped; 0 for a NaN.
func I64TruncSatF32S(x float32) int64 { return I64TruncSatF64S(float64(x)) }

// I64TruncSatF32U is i64.trunc_sat_f32_u: x truncated and clamped; 0 for a NaN.
func I64TruncSatF32U(x float32) uint64 { return I64TruncSatF64U(float64(x)) }

// I64TruncSatF64S is i64.trunc_sat_f64_s: x truncated and clamped; 0 for a NaN.
func I64TruncSatF64S(x float64) int64 {
	switch {
	case x != x:
		return 0
	case x <= -two63:
		return math.MinInt64
	case x >= two63:
		return math.MaxInt64
	}
	return int64(x)
}

// I64TruncSatF64U is i64.trunc_sat_f64_u: x truncated and clamped; 0 for a NaN.
func I64TruncSatF64U(x float64) uint64 {
	switch {
	case !(x > 0): // or NaN
		return 0
	case x >= two64:
		return math.MaxUint64
	}
	return uint64(x)
}
