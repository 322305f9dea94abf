package simd

import (
	"math"
	"math/big"
	"testing"

	"github.com/wdbg/wdbg/wasm/op"
)

// ints builds a vector of lanes of width bits; lanes not given are zero.
func ints(width uint, lanes ...int64) V128 {
	var l []*big.Int
	for _, x := range lanes {
		l = append(l, big.NewInt(x))
	}
	return fromLanes(l, width)
}

func i8(lanes ...int64) V128  { return ints(8, lanes...) }
func i16(lanes ...int64) V128 { return ints(16, lanes...) }
func i32(lanes ...int64) V128 { return ints(32, lanes...) }
func i64(lanes ...int64) V128 { return ints(64, lanes...) }

func f32x4(lanes ...float32) V128 {
	var l []int64
	for _, x := range lanes {
		l = append(l, int64(math.Float32bits(x)))
	}
	return i32(l...)
}

func f64x2(lanes ...float64) V128 {
	var l []int64
	for _, x := range lanes {
		l = append(l, int64(math.Float64bits(x)))
	}
	return i64(l...)
}

var (
	inf     = math.Inf(1)
	negZero = math.Copysign(0, -1)
	// The canonical NaN, and a signalling one, of each format.
	nan64  = math.Float64frombits(0x7ff8000000000000)
	snan64 = math.Float64frombits(0x7ff0000000000123)
	nan32  = math.Float32frombits(0x7fc00000)
	snan32 = math.Float32frombits(0x7f800123)
)

// unaryCase, binaryCase and ternaryCase are rows of the tables below.
type unaryCase struct {
	op      op.Op
	a, want V128
}

type binaryCase struct {
	op         op.Op
	a, b, want V128
}

type ternaryCase struct {
	op            op.Op
	a, b, c, want V128
}

func checkUnary(t *testing.T, cases []unaryCase) {
	t.Helper()
	for _, c := range cases {
		if got := Unary(c.op)(c.a); got != c.want {
			t.Errorf("%v(%016x) = %016x, want %016x", c.op, c.a, got, c.want)
		}
	}
}

func checkBinary(t *testing.T, cases []binaryCase) {
	t.Helper()
	for _, c := range cases {
		if got := Binary(c.op)(c.a, c.b); got != c.want {
			t.Errorf("%v(%016x, %016x) = %016x, want %016x", c.op, c.a, c.b, got, c.want)
		}
	}
}

func checkTernary(t *testing.T, cases []ternaryCase) {
	t.Helper()
	for _, c := range cases {
		if got := Ternary(c.op)(c.a, c.b, c.c); got != c.want {
			t.Errorf("%v(%016x, %016x, %016x) = %016x, want %016x", c.op, c.a, c.b, c.c, got, c.want)
		}
	}
}
