package simd

import (
	"testing"

	"github.com/wdbg/wdbg/wasm/op"
)

func TestSplat(t *testing.T) {
	const x = 0xfedcba9876543210
	tests := []struct {
		op   op.Op
		want uint64
	}{
		{op.I8x16Splat, 0x1010101010101010},
		{op.I16x8Splat, 0x3210321032103210},
		{op.I32x4Splat, 0x7654321076543210},
		{op.F32x4Splat, 0x7654321076543210},
		{op.I64x2Splat, x},
		{op.F64x2Splat, x},
	}
	for _, tt := range tests {
		if got := Splat(tt.op)(x); got != (V128{tt.want, tt.want}) {
			t.Errorf("%v(%#x) = %016x, want %016x twice", tt.op, uint64(x), got, tt.want)
		}
	}
}

func TestExtractLane(t *testing.T) {
	a := V128{0x8877665544332211, 0xfedcba9876543280}
	tests := []struct {
		op   op.Op
		lane uint8
		want uint64
	}{
		{op.I8x16ExtractLaneS, 0, 0x11},
		{op.I8x16ExtractLaneS, 8, 0xffffff80},
		{op.I8x16ExtractLaneU, 8, 0x80},
		{op.I8x16ExtractLaneU, 15, 0xfe},
		{op.I16x8ExtractLaneS, 3, 0xffff8877},
		{op.I16x8ExtractLaneU, 3, 0x8877},
		{op.I16x8ExtractLaneS, 4, 0x3280},
		{op.I32x4ExtractLane, 3, 0xfedcba98},
		{op.F32x4ExtractLane, 1, 0x88776655},
		{op.I64x2ExtractLane, 0, a.Lo},
		{op.F64x2ExtractLane, 1, a.Hi},
	}
	for _, tt := range tests {
		if got := ExtractLane(tt.op)(a, tt.lane); got != tt.want {
			t.Errorf("%v %d = %#x, want %#x", tt.op, tt.lane, got, tt.want)
		}
	}
}

func TestReplaceLane(t *testing.T) {
	const x = 0xfedcba9876543210
	tests := []struct {
		op   op.Op
		lane uint8
		want V128
	}{
		{op.I8x16ReplaceLane, 7, V128{Lo: 0x10 << 56}},
		{op.I8x16ReplaceLane, 8, V128{Hi: 0x10}},
		{op.I16x8ReplaceLane, 5, V128{Hi: 0x3210 << 16}},
		{op.I32x4ReplaceLane, 2, V128{Hi: 0x76543210}},
		{op.F32x4ReplaceLane, 1, V128{Lo: 0x76543210 << 32}},
		{op.I64x2ReplaceLane, 0, V128{Lo: x}},
		{op.F64x2ReplaceLane, 1, V128{Hi: x}},
	}
	for _, tt := range tests {
		if got := ReplaceLane(tt.op)(V128{}, tt.lane, x); got != tt.want {
			t.Errorf("%v %d = %016x, want %016x", tt.op, tt.lane, got, tt.want)
		}
		ones := V128{^uint64(0), ^uint64(0)}
		if got := ReplaceLane(tt.op)(ones, tt.lane, 0); v128Xor(got, ones) != ReplaceLane(tt.op)(V128{}, tt.lane, ^uint64(0)) {
			t.Errorf("%v %d of ones = %016x: other lanes changed", tt.op, tt.lane, got)
		}
	}
}

func TestLoad(t *testing.T) {
	const x = 0xfedcba9876543280
	tests := []struct {
		op   op.Op
		want V128
	}{
		{op.V128Load8x8S, V128{0x007600540032ff80, 0xfffeffdcffbaff98}},
		{op.V128Load8x8U, V128{0x0076005400320080, 0x00fe00dc00ba0098}},
		{op.V128Load16x4S, V128{0x0000765400003280, 0xfffffedcffffba98}},
		{op.V128Load16x4U, V128{0x0000765400003280, 0x0000fedc0000ba98}},
		{op.V128Load32x2S, V128{0x76543280, 0xfffffffffedcba98}},
		{op.V128Load32x2U, V128{0x76543280, 0xfedcba98}},
		{op.V128Load8Splat, V128{0x8080808080808080, 0x8080808080808080}},
		{op.V128Load16Splat, V128{0x3280328032803280, 0x3280328032803280}},
		{op.V128Load32Splat, V128{0x7654328076543280, 0x7654328076543280}},
		{op.V128Load64Splat, V128{x, x}},
		{op.V128Load32Zero, V128{0x76543280, 0}},
		{op.V128Load64Zero, V128{x, 0}},
	}
	for _, tt := range tests {
		if _, widen := Load(tt.op); widen(x) != tt.want {
			t.Errorf("%v of %#x = %016x, want %016x", tt.op, uint64(x), widen(x), tt.want)
		}
	}
}

func TestLanesOutOfRangeDoNotPanic(t *testing.T) {
	for _, width := range [...]int{1, 2, 4, 8} {
		n := uint8(16 / width)
		a := V128{0x0706050403020100, 0x0f0e0d0c0b0a0908}
		if got, want := ExtractBytes(a, 255, width), ExtractBytes(a, n-1, width); got != want {
			t.Errorf("ExtractBytes of lane 255, %d bytes wide = %#x, want %#x", width, got, want)
		}
		if got, want := InsertBytes(a, 255, width, 0), InsertBytes(a, n-1, width, 0); got != want {
			t.Errorf("InsertBytes in lane 255, %d bytes wide = %016x, want %016x", width, got, want)
		}
	}
	Shuffle(V128{}, V128{}, [16]byte{255, 32})
}
