package disasm

import (
	"math"
	"strings"
	"testing"
)

func TestAppendIdent(t *testing.T) {
	tests := []struct{ name, want string }{
		{"main", "$main"},
		{"_ZN3foo3barEv", "$_ZN3foo3barEv"},
		{"a.b/c<d>", "$a.b/c<d>"},
		{"operator new(unsigned long)", `$"operator new(unsigned long)"`},
		{"", `$""`},
		{"a;b", `$"a;b"`},
		{`say "hi"\n`, `$"say \"hi\"\\n"`},
		{"tab\tnew\nret\r", `$"tab\tnew\nret\r"`},
		{"\x1b[31mred\x07\x7f", `$"\1b[31mred\07\7f"`},
		{"bad\xff\xc0utf8", `$"bad\ff\c0utf8"`},
		{"größe", `$"größe"`},
		{"bidi\u202eevil", `$"bidi\u{202e}evil"`},
		{"c1\u0085", `$"c1\u{85}"`},
		{"line\u2028", `$"line\u{2028}"`},
		{"\ufffd", "$\"\ufffd\""},
	}
	for _, tt := range tests {
		if got := string(AppendIdent(nil, tt.name)); got != tt.want {
			t.Errorf("AppendIdent(%q) = %s, want %s", tt.name, got, tt.want)
		}
	}
}

func TestCutName(t *testing.T) {
	for _, unit := range []string{"x", "é", "\xff", "\u4e16"} {
		name := strings.Repeat(unit, maxOperandName)
		got := cutName(name)
		if len(got) > maxOperandName+len("...") {
			t.Errorf("cutName of %d × %q is %d bytes long", maxOperandName, unit, len(got))
		}
		if kept, cut := strings.CutSuffix(got, "..."); cut && len(kept)%len(unit) != 0 {
			t.Errorf("cutName cut a %q in two", unit)
		}
	}
	if got := cutName("short"); got != "short" {
		t.Errorf("cutName(short) = %q", got)
	}
}

func TestAppendFloat(t *testing.T) {
	f32 := func(v float32) uint64 { return uint64(math.Float32bits(v)) }
	f64 := math.Float64bits
	tests := []struct {
		bits uint64
		size int
		want string
	}{
		{f32(0), 32, "0x0p+0 (;=0;)"},
		{f64(math.Copysign(0, -1)), 64, "-0x0p+0 (;=0;)"},
		{f64(3), 64, "0x1.8p+1 (;=3;)"},
		{f32(-0.1), 32, "-0x1.99999ap-4 (;=-0.1;)"},
		{f64(0.1), 64, "0x1.999999999999ap-4 (;=0.1;)"},
		{f64(math.MaxFloat64), 64, "0x1.fffffffffffffp+1023 (;=1.7976931348623157e+308;)"},
		{f64(math.SmallestNonzeroFloat64), 64, "0x1p-1074 (;=5e-324;)"},
		{f32(math.SmallestNonzeroFloat32), 32, "0x1p-149 (;=1e-45;)"},
		{f64(math.Inf(1)), 64, "inf"},
		{f32(float32(math.Inf(-1))), 32, "-inf"},
		{0x7fc00000, 32, "nan"},
		{0xffc00000, 32, "-nan"},
		{0x7f800001, 32, "nan:0x1"},
		{0x7ff8000000000000, 64, "nan"},
		{0xfff4000000000000, 64, "-nan:0x4000000000000"},
	}
	for _, tt := range tests {
		if got := string(appendFloat(nil, tt.bits, tt.size)); got != tt.want {
			t.Errorf("f%d with bits %#x is %s, want %s", tt.size, tt.bits, got, tt.want)
		}
	}
}
