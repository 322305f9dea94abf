package spectest

import (
	"encoding/json"
	"testing"

	"github.com/wdbg/wdbg/engine"
	"github.com/wdbg/wdbg/wasm"
)

func parseValue(t *testing.T, text string) Value {
	t.Helper()
	var v Value
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		t.Fatal(err)
	}
	return v
}

func TestMatches(t *testing.T) {
	num := func(t wasm.ValType, bits uint64) engine.Value { return engine.Value{Type: t, Lo: bits} }
	ref := func(t wasm.ValType, r engine.Ref) engine.Value { return engine.RefValue(t, r) }
	host7 := parseValue(t, `{"type":"externref","value":"7"}`)
	arg, err := host7.argument()
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		pattern string
		got     engine.Value
		want    bool
	}{
		{`{"type":"i32","value":"4294967295"}`, num(wasm.I32, 0xffffffff), true},
		{`{"type":"i32","value":"4294967295"}`, num(wasm.I32, 0xffffffffffffffff), false},
		{`{"type":"i32","value":"1"}`, num(wasm.I64, 1), false},
		{`{"type":"i64","value":"18446744073709551615"}`, num(wasm.I64, 1<<64-1), true},
		{`{"type":"f32","value":"1143383654"}`, num(wasm.F32, 1143383654), true},
		{`{"type":"f32","value":"2147483648"}`, num(wasm.F32, 0), false},
		{`{"type":"f32","value":"nan:canonical"}`, num(wasm.F32, 0x7fc00000), true},
		{`{"type":"f32","value":"nan:canonical"}`, num(wasm.F32, 0xffc00000), true},
		{`{"type":"f32","value":"nan:canonical"}`, num(wasm.F32, 0x7fc00001), false},
		{`{"type":"f32","value":"nan:arithmetic"}`, num(wasm.F32, 0x7fc00001), true},
		{`{"type":"f32","value":"nan:arithmetic"}`, num(wasm.F32, 0x7fa00000), false},
		{`{"type":"f32","value":"nan:arithmetic"}`, num(wasm.F32, 0x17fc00001), false},
		{`{"type":"f64","value":"nan:canonical"}`, num(wasm.F64, 0xfff8<<48), true},
		{`{"type":"f64","value":"nan:arithmetic"}`, num(wasm.F64, 0x7ff4<<48), false},
		{`{"type":"v128","lane_type":"i16","value":["1","2","3","4","5","6","7","65535"]}`,
			engine.Value{Type: wasm.V128, Lo: 0x0004000300020001, Hi: 0xffff000700060005}, true},
		{`{"type":"v128","lane_type":"f64","value":["nan:canonical","0"]}`,
			engine.Value{Type: wasm.V128, Lo: 0x7ff8 << 48}, true},
		{`{"type":"v128","lane_type":"f32","value":["0","nan:canonical","0","0"]}`,
			engine.Value{Type: wasm.V128, Lo: 0x7fc00001 << 32}, false},
		{`{"type":"either","values":[{"type":"i32","value":"1"},{"type":"i32","value":"2"}]}`, num(wasm.I32, 2), true},
		{`{"type":"either","values":[{"type":"i32","value":"1"},{"type":"i32","value":"2"}]}`, num(wasm.I32, 3), false},
		{`{"type":"refnull"}`, ref(wasm.FuncRef(), 0), true},
		{`{"type":"externref","value":"null"}`, ref(wasm.FuncRef(), 0), true},
		{`{"type":"externref","value":"null"}`, arg, false},
		{`{"type":"refnull"}`, num(wasm.I32, 0), false},
		{`{"type":"externref","value":"7"}`, arg, true},
		{`{"type":"anyref","value":"7"}`, arg, true},
		{`{"type":"externref","value":"8"}`, arg, false},
		{`{"type":"externref"}`, arg, true},
		{`{"type":"externref"}`, ref(wasm.ExternRef(), 0), false},
		{`{"type":"anyref"}`, arg, false},
		{`{"type":"funcref"}`, ref(wasm.FuncRef(), 4), true},
		{`{"type":"eqref"}`, ref(wasm.AnyRef(), 3), true},
		{`{"type":"i31ref"}`, ref(wasm.AnyRef(), 3), true},
		{`{"type":"eqref"}`, ref(wasm.AnyRef(), engine.Ref(arg.Lo)), false},
	}
	for _, test := range tests {
		ok, err := parseValue(t, test.pattern).matches(test.got, nil)
		if err != nil || ok != test.want {
			t.Errorf("%s matches %v %#x: %v, %v; want %v", test.pattern, test.got.Type, test.got.Lo, ok, err, test.want)
		}
	}
}

func TestArgumentVector(t *testing.T) {
	v := parseValue(t, `{"type":"v128","lane_type":"i32","value":["1","2","3","4294967295"]}`)
	got, err := v.argument()
	if want := (engine.Value{Type: wasm.V128, Lo: 2<<32 | 1, Hi: 0xffffffff<<32 | 3}); err != nil || got != want {
		t.Errorf("got %v, %v; want %v", got, err, want)
	}
	v = parseValue(t, `{"type":"v128","lane_type":"i32","value":["1","2","3"]}`)
	if _, err := v.argument(); err == nil {
		t.Error("three lanes of i32 were accepted")
	}
}
