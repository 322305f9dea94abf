package num

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"
)

// integers returns numbers for which rounding is hard: ties and their neighbours,
// at the precision of both formats.
func integers() []uint64 {
	list := []uint64{0, 1, math.MaxInt32, math.MaxUint32, math.MaxInt64, math.MaxUint64}
	r := rand.New(rand.NewPCG(2, 2))
	for _, precision := range [...]uint{24, 53} {
		for n := precision + 1; n <= 64; n++ {
			half := uint64(1) << (n - precision - 1)
			for range 20 {
				tie := (1<<(precision-1)|r.Uint64N(1<<(precision-1)))<<(n-precision) | half
				list = append(list, tie-1, tie, tie+1, -tie, -tie+1, -tie-1)
			}
		}
	}
	return list
}

func TestIntegersAreRoundedOnce(t *testing.T) {
	for _, bits := range integers() {
		for _, x := range [...]*big.Int{unsigned(bits), signed(int64(bits)), unsigned(uint32(bits)), signed(int32(bits))} {
			exact := new(big.Float).SetInt(x)
			want32, _ := exact.Float32()
			want64, _ := exact.Float64()
			if x.IsInt64() {
				if got32, got64 := F32ConvertI64S(x.Int64()), F64ConvertI64S(x.Int64()); got32 != want32 || got64 != want64 {
					t.Fatalf("convert_i64_s(%v) = %x, %x, want %x, %x", x, got32, got64, want32, want64)
				}
			}
			if x.IsUint64() {
				if got32, got64 := F32ConvertI64U(x.Uint64()), F64ConvertI64U(x.Uint64()); got32 != want32 || got64 != want64 {
					t.Fatalf("convert_i64_u(%v) = %x, %x, want %x, %x", x, got32, got64, want32, want64)
				}
			}
			if i := int32(x.Int64()); x.Cmp(signed(i)) == 0 {
				if got32, got64 := F32ConvertI32S(i), F64ConvertI32S(i); got32 != want32 || got64 != want64 {
					t.Fatalf("convert_i32_s(%v) = %x, %x, want %x, %x", x, got32, got64, want32, want64)
				}
			}
			if u := uint32(x.Uint64()); x.Cmp(unsigned(u)) == 0 {
				if got32, got64 := F32ConvertI32U(u), F64ConvertI32U(u); got32 != want32 || got64 != want64 {
					t.Fatalf("convert_i32_u(%v) = %x, %x, want %x, %x", x, got32, got64, want32, want64)
				}
			}
		}
	}
}

func TestDemoteAndPromote(t *testing.T) {
	demotions := []struct {
		x    float64
		want float32
	}{
		{1e300, float32(math.Inf(1))},
		{math.MaxFloat32, math.MaxFloat32},
		{0x1.fffffefffffffp127, math.MaxFloat32},
		{0x1.ffffffp127, float32(math.Inf(1))},
		{1 + 0x1p-24, 1},
		{1 + 0x1p-24 + 0x1p-52, 1 + 0x1p-23},
		{0x1p-150, 0},
		{-0x1.8p-150, -math.SmallestNonzeroFloat32},
	}
	for _, tt := range demotions {
		if got := F32DemoteF64(tt.x); got != tt.want {
			t.Errorf("f32.demote_f64(%x) = %x, want %x", tt.x, got, tt.want)
		}
	}
	if got := F64PromoteF32(math.SmallestNonzeroFloat32); got != 0x1p-149 {
		t.Errorf("f64.promote_f32(0x1p-149) = %x", got)
	}
	for bits, want := range map[uint64]nan{
		canonical64: nanCanonical, canonical64 | 1<<63: nanCanonical, signalling64: nanArithmetic, payload64: nanArithmetic,
	} {
		if got := F32DemoteF64(math.Float64frombits(bits)); !is32(got, want) {
			t.Errorf("f32.demote_f64(%#x) = %#x", bits, math.Float32bits(got))
		}
	}
	for bits, want := range map[uint32]nan{
		canonical32: nanCanonical, canonical32 | 1<<31: nanCanonical, signalling32: nanArithmetic, payload32: nanArithmetic,
	} {
		if got := F64PromoteF32(math.Float32frombits(bits)); !is64(got, want) {
			t.Errorf("f64.promote_f32(%#x) = %#x", bits, math.Float64bits(got))
		}
	}
}
