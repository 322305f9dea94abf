package engine

import (
	"math"
	"testing"

	"github.com/wdbg/wdbg/wasm"
)

func TestValueString(t *testing.T) {
	f32 := func(bits uint32) Value { return Value{Type: wasm.F32, Lo: uint64(bits)} }
	f64 := func(bits uint64) Value { return Value{Type: wasm.F64, Lo: bits} }
	for _, test := range []struct {
		value Value
		want  string
	}{
		{I32Value(1 << 31), "-2147483648"},
		{I64Value(math.MaxUint64), "-1"},
		{F32Value(0.1), "0.1"},
		{F64Value(0.1), "0.1"},
		{F64Value(4294967295.625), "4294967295.625"},
		{F64Value(100), "100"},
		{F64Value(1e21), "1e+21"},
		{F64Value(0.000001), "0.000001"},
		{F64Value(5e-324), "5e-324"},
		{F64Value(math.Copysign(0, -1)), "-0"},
		{F32Value(math.MaxFloat32), "3.4028235e+38"},
		{F64Value(math.Inf(1)), "inf"},
		{F32Value(float32(math.Inf(-1))), "-inf"},
		{f32(0x7fc00000), "nan"},
		{f64(0xfff8000000000000), "-nan"},
		{f32(0x7fa00001), "nan:0x200001"},
		{f64(0x7ff8000000000001), "nan:0x8000000000001"},
		{Value{Type: wasm.V128, Lo: 1, Hi: 0xff << 56}, "0xff000000000000000000000000000001"},
		{RefValue(wasm.FuncRef(), 0), "null"},
	} {
		if got := test.value.String(); got != test.want {
			t.Errorf("%v %#x: %s, want %s", test.value.Type, test.value.Lo, got, test.want)
		}
	}
}
