package main

import (
	"math"
	"strings"
	"testing"

	"github.com/wdbg/wdbg/engine"
	"github.com/wdbg/wdbg/engine/wasi"
	"github.com/wdbg/wdbg/wasm"
)

func TestParseSize(t *testing.T) {
	for text, want := range map[string]uint64{
		"1": 1, "1024": 1024, "64k": 64 << 10, "64K": 64 << 10, "1kB": 1 << 10, "1KiB": 1 << 10,
		"512M": 512 << 20, "2g": 2 << 30, "1T": 1 << 40, "7b": 7, "7B": 7, "9223372036854775807": math.MaxInt64,
		"": 0, "0": 0, "0k": 0, "-1": 0, "k": 0, "1X": 0, "1kk": 0, "1 k": 0, "1.5M": 0, "0x10": 0, "9223372036854775808": 0,
		"8388608T": 0, "1i": 0, "1bk": 0, "999999999999999999999": 0,
	} {
		got, err := parseSize(text)
		if got != want || (err == nil) != (want != 0) {
			t.Errorf("%q: %d, %v; want %d", text, got, err, want)
		}
	}
}

func TestParseDir(t *testing.T) {
	for text, want := range map[string]wasi.Dir{
		".":              {Host: ".", Guest: "."},
		"/a/b":           {Host: "/a/b", Guest: "/a/b"},
		"a::/b":          {Host: "a", Guest: "/b"},
		"a::/b:ro":       {Host: "a", Guest: "/b", ReadOnly: true},
		"a:ro":           {Host: "a", Guest: "a", ReadOnly: true},
		`C:\x::/x:ro`:    {Host: `C:\x`, Guest: "/x", ReadOnly: true},
		"with:colon::/x": {Host: "with:colon", Guest: "/x"},
		"a::b::c":        {Host: "a", Guest: "b::c"},
	} {
		if got, err := parseDir(text); got != want || err != nil {
			t.Errorf("%q: %+v, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "::", "::/x", "a::", ":ro", "a:::ro"} {
		if got, err := parseDir(text); err == nil {
			t.Errorf("%q: %+v", text, got)
		}
	}
}

func TestParseValue(t *testing.T) {
	i31 := wasm.RefType(true, wasm.HeapI31)
	for _, tt := range []struct {
		text   string
		t      wasm.ValType
		lo, hi uint64
		bad    bool
	}{
		{"0", wasm.I32, 0, 0, false},
		{"-1", wasm.I32, 0xffffffff, 0, false},
		{"+5", wasm.I32, 5, 0, false},
		{"0xFFFFFFFF", wasm.I32, 0xffffffff, 0, false},
		{"-0x80000000", wasm.I32, 0x80000000, 0, false},
		{"007", wasm.I32, 7, 0, false},
		{"1_000", wasm.I32, 1000, 0, false},
		{"-2147483649", wasm.I32, 0, 0, true},
		{"4294967296", wasm.I32, 0, 0, true},
		{"18446744073709551615", wasm.I64, math.MaxUint64, 0, false},
		{"-9223372036854775808", wasm.I64, 1 << 63, 0, false},
		{"18446744073709551616", wasm.I64, 0, 0, true},
		{"", wasm.I32, 0, 0, true},
		{"-", wasm.I32, 0, 0, true},
		{"--1", wasm.I32, 0, 0, true},
		{"-+1", wasm.I32, 0, 0, true},
		{"0x", wasm.I32, 0, 0, true},
		{"0x-1", wasm.I32, 0, 0, true},
		{"1.0", wasm.I32, 0, 0, true},
		{"1e3", wasm.I32, 0, 0, true},
		{strings.Repeat("9", 1_000_000), wasm.I64, 0, 0, true},
		{"1.5", wasm.F32, uint64(math.Float32bits(1.5)), 0, false},
		{"-0", wasm.F32, 1 << 31, 0, false},
		{"1e39", wasm.F32, 0, 0, true},
		{"nan", wasm.F32, 0x7fc00000, 0, false},
		{"-nan:0x1", wasm.F32, 0xff800001, 0, false},
		{"nan:0x800000", wasm.F32, 0, 0, true},
		{"nan:0x0", wasm.F32, 0, 0, true},
		{"nan:5", wasm.F32, 0, 0, true},
		{"nan", wasm.F64, 0x7ff8 << 48, 0, false},
		{"inf", wasm.F64, 0x7ff0 << 48, 0, false},
		{"-Infinity", wasm.F64, 0xfff0 << 48, 0, false},
		{"0x1.8p1", wasm.F64, math.Float64bits(3), 0, false},
		{"one", wasm.F64, 0, 0, true},
		{"", wasm.F64, 0, 0, true},
		{"0x1", wasm.V128, 1, 0, false},
		{"0x" + strings.Repeat("f", 16) + strings.Repeat("1", 16), wasm.V128, 0x1111111111111111, math.MaxUint64, false},
		{"0x1" + strings.Repeat("0", 32), wasm.V128, 0, 0, true},
		{"-0x1", wasm.V128, 0, 0, true},
		{"17", wasm.V128, 0, 0, true},
		{"null", wasm.FuncRef(), 0, 0, false},
		{"null", i31, 0, 0, false},
		{"null", i31.AsNonNull(), 0, 0, true},
		{"0", wasm.ExternRef(), 0, 0, true},
	} {
		want := engine.Value{Type: tt.t, Lo: tt.lo, Hi: tt.hi}
		got, err := parseValue(tt.text, tt.t)
		if (err != nil) != tt.bad || err == nil && got != want {
			t.Errorf("%.40q as %v: %x %x, %v", tt.text, tt.t, got.Lo, got.Hi, err)
		}
	}
}
