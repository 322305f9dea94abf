package num

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"
)

// truncation is one pair of instructions with its results widened, for a table.
type truncation struct {
	name    string
	low     *big.Int // the least and the greatest number of the integer type
	high    *big.Int
	trunc   func(x float64) (*big.Int, TruncStatus)
	sat     func(x float64) *big.Int
	float32 bool // the operand is an f32
}

// signed and unsigned widen an integer.
func signed[T int32 | int64](x T) *big.Int     { return big.NewInt(int64(x)) }
func unsigned[T uint32 | uint64](x T) *big.Int { return new(big.Int).SetUint64(uint64(x)) }

func pair[F float32 | float64, T any](trunc func(F) (T, TruncStatus), sat func(F) T, widen func(T) *big.Int) (func(float64) (*big.Int, TruncStatus), func(float64) *big.Int) {
	return func(x float64) (*big.Int, TruncStatus) {
			v, status := trunc(F(x))
			return widen(v), status
		}, func(x float64) *big.Int {
			return widen(sat(F(x)))
		}
}

func truncations() []truncation {
	s32 := []*big.Int{signed(int32(math.MinInt32)), signed(int32(math.MaxInt32))}
	u32 := []*big.Int{new(big.Int), unsigned(uint32(math.MaxUint32))}
	s64 := []*big.Int{signed(int64(math.MinInt64)), signed(int64(math.MaxInt64))}
	u64 := []*big.Int{new(big.Int), unsigned(uint64(math.MaxUint64))}
	var list []truncation
	add := func(name string, limits []*big.Int, isFloat32 bool) func(func(float64) (*big.Int, TruncStatus), func(float64) *big.Int) {
		return func(trunc func(float64) (*big.Int, TruncStatus), sat func(float64) *big.Int) {
			list = append(list, truncation{name, limits[0], limits[1], trunc, sat, isFloat32})
		}
	}
	add("i32.f32_s", s32, true)(pair(I32TruncF32S, I32TruncSatF32S, signed[int32]))
	add("i32.f32_u", u32, true)(pair(I32TruncF32U, I32TruncSatF32U, unsigned[uint32]))
	add("i32.f64_s", s32, false)(pair(I32TruncF64S, I32TruncSatF64S, signed[int32]))
	add("i32.f64_u", u32, false)(pair(I32TruncF64U, I32TruncSatF64U, unsigned[uint32]))
	add("i64.f32_s", s64, true)(pair(I64TruncF32S, I64TruncSatF32S, signed[int64]))
	add("i64.f32_u", u64, true)(pair(I64TruncF32U, I64TruncSatF32U, unsigned[uint64]))
	add("i64.f64_s", s64, false)(pair(I64TruncF64S, I64TruncSatF64S, signed[int64]))
	add("i64.f64_u", u64, false)(pair(I64TruncF64U, I64TruncSatF64U, unsigned[uint64]))
	return list
}

// interesting returns numbers around all the limits, and some others.
func interesting(toFloat32 bool) []float64 {
	list := []float64{0, math.Copysign(0, -1), 0.9, 1, 1.9, 1e300, math.Inf(1), 5e-324, 123456789.5}
	for _, limit := range [...]float64{1 << 31, 1 << 32, 1 << 63, 1 << 64} {
		for _, d := range [...]float64{0, 0.5, 1, 1.5} {
			list = append(list, limit-d, limit+d)
		}
		list = append(list, math.Nextafter(limit, 0), math.Nextafter(limit, math.Inf(1)),
			float64(math.Nextafter32(float32(limit), 0)), float64(math.Nextafter32(float32(limit), math.MaxFloat32)))
	}
	r := rand.New(rand.NewPCG(1, 1))
	for range 2000 {
		list = append(list, math.Ldexp(r.Float64(), r.IntN(70)))
	}
	for _, x := range list {
		list = append(list, -x)
	}
	for i := range list {
		if toFloat32 {
			list[i] = float64(float32(list[i]))
		}
	}
	return list
}

func TestTruncation(t *testing.T) {
	for _, tt := range truncations() {
		for _, x := range interesting(tt.float32) {
			wantStatus, want, sat := TruncOK, new(big.Int), new(big.Int)
			switch {
			case math.IsInf(x, 1):
				wantStatus, sat = TruncOverflow, tt.high
			case math.IsInf(x, -1):
				wantStatus, sat = TruncOverflow, tt.low
			default:
				whole, _ := new(big.Float).SetFloat64(x).Int(nil)
				sat, want = whole, whole
				if whole.Cmp(tt.low) < 0 {
					wantStatus, want, sat = TruncOverflow, new(big.Int), tt.low
				} else if whole.Cmp(tt.high) > 0 {
					wantStatus, want, sat = TruncOverflow, new(big.Int), tt.high
				}
			}
			if got, status := tt.trunc(x); status != wantStatus || got.Cmp(want) != 0 {
				t.Errorf("%s: trunc(%v) = %v, %v, want %v, %v", tt.name, x, got, status, want, wantStatus)
			}
			if got := tt.sat(x); got.Cmp(sat) != 0 {
				t.Errorf("%s: trunc_sat(%v) = %v, want %v", tt.name, x, got, sat)
			}
		}
	}
}

func TestTruncationOfNaN(t *testing.T) {
	for _, tt := range truncations() {
		for _, x := range [...]float64{math.NaN(), -math.NaN()} {
			if got, status := tt.trunc(x); status != TruncInvalid || got.Sign() != 0 {
				t.Errorf("%s: trunc(NaN) = %v, %v, want 0, %v", tt.name, got, status, TruncInvalid)
			}
			if got := tt.sat(x); got.Sign() != 0 {
				t.Errorf("%s: trunc_sat(NaN) = %v, want 0", tt.name, got)
			}
		}
	}
}
