package simd

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/wdbg/wdbg/wasm/op"
)

// refMinimum is the spec's fmin; fmax mirrors it.
func refMinimum(x, y float64) float64 {
	switch {
	case x != x || y != y:
		return nan64
	case x == 0 && y == 0 && (math.Signbit(x) || math.Signbit(y)):
		return negZero
	case x < y:
		return x
	}
	return y
}

// floatRefs has the instructions whose result is the float64 one rounded to the
// lane's format. A result that is a NaN stands for any NaN the spec allows.
func floatRefs(base string) (unary func(x float64) float64, binary func(x, y float64) float64) {
	switch base {
	case "ceil":
		unary = math.Ceil
	case "floor":
		unary = math.Floor
	case "trunc":
		unary = math.Trunc
	case "nearest":
		unary = math.RoundToEven
	case "sqrt":
		unary = math.Sqrt
	case "add":
		binary = func(x, y float64) float64 { return x + y }
	case "sub":
		binary = func(x, y float64) float64 { return x - y }
	case "mul":
		binary = func(x, y float64) float64 { return x * y }
	case "div":
		binary = func(x, y float64) float64 { return x / y }
	case "min", "relaxed_min":
		binary = refMinimum
	case "max", "relaxed_max":
		binary = func(x, y float64) float64 { return -refMinimum(-x, -y) }
	}
	return unary, binary
}

// floatLanes returns the raw lanes of a vector of f32 or f64, and their format.
func floatLanes(v V128, shape string) (lanes []uint64, f floatFormat) {
	if shape == "f64x2" {
		return []uint64{v.Lo, v.Hi}, floatFormat{64, 1 << 51, 0x7ff8000000000000}
	}
	for i := range uint8(4) {
		lanes = append(lanes, ExtractBytes(v, i, 4))
	}
	return lanes, floatFormat{32, 1 << 22, 0x7fc00000}
}

// floatFormat describes raw bits: their number, the one that makes a NaN quiet,
// and the positive canonical NaN.
type floatFormat struct{ width, quiet, canonical uint64 }

func (f floatFormat) value(bits uint64) float64 {
	if f.width == 64 {
		return math.Float64frombits(bits)
	}
	return float64(math.Float32frombits(uint32(bits)))
}

func (f floatFormat) isNaN(bits uint64) bool { return f.value(bits) != f.value(bits) }

func (f floatFormat) isCanonical(bits uint64) bool { return bits&^(1<<(f.width-1)) == f.canonical }

// matches reports whether got is the number want, or the kind of NaN allowed for
// these operands.
func (f floatFormat) matches(got uint64, want float64, operands ...uint64) bool {
	if want == want {
		if f.width == 64 {
			return got == math.Float64bits(want)
		}
		return got == uint64(math.Float32bits(float32(want)))
	}
	canonical := true
	for _, x := range operands {
		canonical = canonical && (!f.isNaN(x) || f.isCanonical(x))
	}
	return f.isNaN(got) && got&f.quiet != 0 && (!canonical || f.isCanonical(got))
}

// randomFloats returns a vector of f32 or f64 with many special values.
func randomFloats(r *rand.Rand, shape string) V128 {
	specials := [...]float64{0, negZero, 0.5, -0.5, 1, -1.5, 2.5, -3.5, 0.49999997, 1e38, 3e-45, 5e-324, 8388609, 4503599627370497}
	number := func() float64 {
		if r.IntN(3) == 0 {
			return math.Ldexp(r.Float64()*2-1, r.IntN(80)-30)
		}
		return specials[r.IntN(len(specials))]
	}
	var v V128
	for i := range uint8(4) {
		bits, special := math.Float64bits(number()), [...]uint64{0x7ff8 << 48, 0xfff8 << 48, 0x7ff0<<48 | 5, 0xfff4 << 48, 0x7ff0 << 48, 0xfff0 << 48}
		width := 8
		if shape == "f32x4" {
			bits = uint64(math.Float32bits(float32(number())))
			special = [...]uint64{0x7fc0 << 16, 0xffc0 << 16, 0x7f80<<16 | 5, 0xffa0 << 16, 0x7f80 << 16, 0xff80 << 16}
			width = 4
		}
		if r.IntN(4) == 0 {
			bits = special[r.IntN(len(special))]
		}
		v = InsertBytes(v, i, width, bits)
	}
	return v
}

func TestFloatsAgainstReference(t *testing.T) {
	const rounds = 2000
	r := rand.New(rand.NewPCG(7, 8))
	compared := 0
	for _, o := range vectorOps(t) {
		shape, base, _ := strings.Cut(o.String(), ".")
		unary, binary := floatRefs(base)
		if shape[0] != 'f' || unary == nil && binary == nil {
			continue
		}
		compared++
		for range rounds {
			a, b := randomFloats(r, shape), randomFloats(r, shape)
			var result V128
			if unary != nil {
				result = Unary(o)(a)
			} else {
				result = Binary(o)(a, b)
			}
			x, f := floatLanes(a, shape)
			y, _ := floatLanes(b, shape)
			got, _ := floatLanes(result, shape)
			for i := range got {
				if unary != nil && !f.matches(got[i], unary(f.value(x[i])), x[i]) {
					t.Fatalf("%v(%#x) = %#x, want %v", o, x[i], got[i], unary(f.value(x[i])))
				}
				if binary != nil && !f.matches(got[i], binary(f.value(x[i]), f.value(y[i])), x[i], y[i]) {
					t.Fatalf("%v(%#x, %#x) = %#x, want %v", o, x[i], y[i], got[i], binary(f.value(x[i]), f.value(y[i])))
				}
			}
		}
	}
	if want := 2 * (5 + 6 + 2); compared != want {
		t.Errorf("%d instructions were compared, want %d", compared, want)
	}
}

func TestFloatSigns(t *testing.T) {
	// Only the sign bit changes, and a signalling NaN stays one.
	a := V128{0x7f80012300000000, 0xffc0000180000001}
	checkUnary(t, []unaryCase{
		{op.F32x4Neg, a, V128{0xff80012380000000, 0x7fc0000100000001}},
		{op.F32x4Abs, a, V128{0x7f80012300000000, 0x7fc0000100000001}},
		{op.F64x2Neg, f64x2(snan64, negZero), V128{1<<63 | math.Float64bits(snan64), 0}},
		{op.F64x2Abs, f64x2(-inf, negZero), f64x2(inf, 0)},
	})
}

func TestPseudoMinimum(t *testing.T) {
	zero := float32(negZero)
	checkBinary(t, []binaryCase{
		// The first operand, unless the second is less; NaNs compare false.
		{op.F32x4Pmin, f32x4(0, zero, nan32, 1), f32x4(zero, 0, 1, snan32), f32x4(0, zero, nan32, 1)},
		{op.F32x4Pmax, f32x4(0, zero, snan32, 1), f32x4(zero, 0, 1, nan32), f32x4(0, zero, snan32, 1)},
		{op.F32x4Pmin, f32x4(1, -1), f32x4(-1, 1), f32x4(-1, -1)},
		{op.F32x4Pmax, f32x4(1, -1), f32x4(-1, 1), f32x4(1, 1)},
		{op.F64x2Pmin, f64x2(0, snan64), f64x2(negZero, 1), f64x2(0, snan64)},
		{op.F64x2Pmax, f64x2(negZero, 1), f64x2(0, nan64), f64x2(negZero, 1)},
		{op.F64x2Pmin, f64x2(2, -inf), f64x2(1, inf), f64x2(1, -inf)},
		{op.F64x2Pmax, f64x2(2, -inf), f64x2(1, inf), f64x2(2, inf)},
	})
}

func TestNearestTies(t *testing.T) {
	zero := float32(negZero)
	checkUnary(t, []unaryCase{
		{op.F32x4Nearest, f32x4(0.5, 1.5, 2.5, -0.5), f32x4(0, 2, 2, zero)},
		{op.F32x4Nearest, f32x4(-1.5, 0.49999997, 8388607.5, 8388609), f32x4(-2, 0, 8388608, 8388609)},
		{op.F64x2Nearest, f64x2(-2.5, 0.49999999999999994), f64x2(-2, 0)},
		{op.F64x2Nearest, f64x2(4503599627370495.5, 4503599627370497), f64x2(4503599627370496, 4503599627370497)},
		{op.F32x4Ceil, f32x4(-0.5, 0.5), f32x4(zero, 1)},
		{op.F64x2Trunc, f64x2(-0.9, negZero), f64x2(negZero, negZero)},
	})
}

func TestFloatComparisonsWithNaN(t *testing.T) {
	a, b := f32x4(nan32, 1, snan32, float32(negZero)), f32x4(nan32, nan32, 1, 0)
	c, d := f64x2(nan64, 0), f64x2(1, negZero)
	checkBinary(t, []binaryCase{
		{op.F32x4Eq, a, b, i32(0, 0, 0, -1)}, {op.F32x4Ne, a, b, i32(-1, -1, -1, 0)},
		{op.F32x4Lt, a, b, i32(0, 0, 0, 0)}, {op.F32x4Gt, a, b, i32(0, 0, 0, 0)},
		{op.F32x4Le, a, b, i32(0, 0, 0, -1)}, {op.F32x4Ge, a, b, i32(0, 0, 0, -1)},
		{op.F32x4Lt, f32x4(1, 2), f32x4(2, 1), i32(-1, 0)}, {op.F32x4Gt, f32x4(1, 2), f32x4(2, 1), i32(0, -1)},
		{op.F64x2Eq, c, d, i64(0, -1)}, {op.F64x2Ne, c, d, i64(-1, 0)},
		{op.F64x2Lt, c, d, i64(0, 0)}, {op.F64x2Gt, c, d, i64(0, 0)},
		{op.F64x2Le, c, d, i64(0, -1)}, {op.F64x2Ge, c, d, i64(0, -1)},
		{op.F64x2Lt, f64x2(1, 2), f64x2(2, 1), i64(-1, 0)}, {op.F64x2Gt, f64x2(1, 2), f64x2(2, 1), i64(0, -1)},
	})
}
