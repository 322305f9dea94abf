package simd

import (
	"testing"

	"github.com/wdbg/wdbg/wasm/op"
)

func BenchmarkBinary(b *testing.B) {
	x, y := V128{0x0123456789abcdef, 0x3f8000003f000000}, V128{0x3f0000003e800000, 0x8040201008040201}
	for _, o := range [...]op.Op{
		op.V128Xor, op.I8x16Add, op.I8x16MinS, op.I8x16AddSatS, op.I8x16NarrowI16x8S, op.I8x16Swizzle,
		op.I16x8Mul, op.I16x8Q15mulrSatS, op.I32x4DotI16x8S, op.I64x2ExtmulLowI32x4S,
		op.F32x4Add, op.F32x4Min, op.F32x4Lt, op.F64x2Mul,
	} {
		f := Binary(o)
		b.Run(o.String(), func(b *testing.B) {
			b.ReportAllocs()
			v := x
			for b.Loop() {
				v = f(v, y)
			}
		})
	}
}

func BenchmarkShuffle(b *testing.B) {
	x, y := V128{0x0123456789abcdef, 0xfedcba9876543210}, V128{1, 2}
	lanes := [16]byte{0, 17, 2, 19, 4, 21, 6, 23, 8, 25, 10, 27, 12, 29, 14, 31}
	b.ReportAllocs()
	for b.Loop() {
		x = Shuffle(x, y, lanes)
	}
}
