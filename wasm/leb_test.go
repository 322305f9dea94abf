package wasm_test

import (
	"math"
	"testing"

	"github.com/wdbg/wdbg/internal/wasmtest"
	"github.com/wdbg/wdbg/wasm"
)

func reader(b []byte) *wasm.Reader { return wasm.NewReader(b, 0, wasm.FileOffset(len(b))) }

// TestIntegersRoundTrip reads what wasmtest writes, at the limits of each width.
func TestIntegersRoundTrip(t *testing.T) {
	for shift := range 64 {
		for _, d := range []int64{-1, 0, 1} {
			v := int64(1)<<shift + d
			for _, s := range []int64{v, -v} {
				checkSigned(t, s)
			}
			if r := reader(wasmtest.U(uint64(v))); r.U64() != uint64(v) || r.Err() != nil || r.Len() != 0 {
				t.Errorf("u64 %d: %v", uint64(v), r.Err())
			}
			if u := uint32(v); v == int64(u) {
				if r := reader(wasmtest.U(u)); r.U32() != u || r.Err() != nil || r.Len() != 0 {
					t.Errorf("u32 %d: %v", u, r.Err())
				}
			}
		}
	}
}

func checkSigned(t *testing.T, v int64) {
	t.Helper()
	enc := wasmtest.S(v)
	if r := reader(enc); r.S64() != v || r.Err() != nil || r.Len() != 0 {
		t.Errorf("s64 %d: %v", v, r.Err())
	}
	if r := reader(enc); v >= math.MinInt32 && v <= math.MaxInt32 && (int64(r.S32()) != v || r.Err() != nil || r.Len() != 0) {
		t.Errorf("s32 %d: %v", v, r.Err())
	}
	if r := reader(enc); v >= -1<<32 && v < 1<<32 && (r.S33() != v || r.Err() != nil || r.Len() != 0) {
		t.Errorf("s33 %d: %v", v, r.Err())
	}
}

func TestIntegers(t *testing.T) {
	u32 := func(r *wasm.Reader) int64 { return int64(r.U32()) }
	u64 := func(r *wasm.Reader) int64 { return int64(r.U64()) }
	s32 := func(r *wasm.Reader) int64 { return int64(r.S32()) }
	s33 := func(r *wasm.Reader) int64 { return r.S33() }
	s64 := func(r *wasm.Reader) int64 { return r.S64() }
	const tooLong, tooLarge, end = "integer representation too long", "integer too large", "unexpected end: expected an integer"
	tests := []struct {
		name, hex string
		read      func(*wasm.Reader) int64
		want      int64
		msg       string
		off       wasm.FileOffset
	}{
		{name: "u32 padded", hex: "83 80 80 80 00", read: u32, want: 3},
		{name: "u32 padded too far", hex: "83 80 80 80 80 00", read: u32, msg: tooLong},
		{name: "u32 overflow", hex: "82 80 80 80 10", read: u32, msg: tooLarge},
		{name: "u32 overflow, longer", hex: "82 80 80 80 90 00", read: u32, msg: tooLong},
		{name: "u32 cut", hex: "82 80", read: u32, msg: end, off: 2},
		{name: "u32 empty", hex: "", read: u32, msg: end},
		{name: "u64 padded", hex: "81 80 80 80 80 80 80 80 80 00", read: u64, want: 1},
		{name: "u64 overflow", hex: "81 80 80 80 80 80 80 80 80 02", read: u64, msg: tooLarge},
		{name: "u64 padded too far", hex: "81 80 80 80 80 80 80 80 80 80 00", read: u64, msg: tooLong},
		{name: "s32 padded", hex: "ff ff ff ff 7f", read: s32, want: -1},
		{name: "s32 sign bits differ", hex: "ff ff ff ff 4f", read: s32, msg: tooLarge},
		{name: "s32 positive with sign bits", hex: "80 80 80 80 70", read: s32, msg: tooLarge},
		{name: "s32 minimum", hex: "80 80 80 80 78", read: s32, want: math.MinInt32},
		{name: "s32 too long", hex: "ff ff ff ff ff 7f", read: s32, msg: tooLong},
		{name: "s32 cut", hex: "ff", read: s32, msg: end, off: 1},
		{name: "s33 maximum", hex: "ff ff ff ff 0f", read: s33, want: 1<<32 - 1},
		{name: "s33 minimum", hex: "80 80 80 80 70", read: s33, want: -1 << 32},
		{name: "s33 too large", hex: "80 80 80 80 10", read: s33, msg: tooLarge},
		{name: "s64 padded", hex: "7f", read: s64, want: -1},
		{name: "s64 last byte", hex: "80 80 80 80 80 80 80 80 80 01", read: s64, msg: tooLarge},
		{name: "s64 minimum", hex: "80 80 80 80 80 80 80 80 80 7f", read: s64, want: math.MinInt64},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r := reader(wasmtest.Hex(test.hex))
			got := test.read(r)
			if test.msg == "" {
				if got != test.want || r.Err() != nil || r.Len() != 0 {
					t.Errorf("got %d, %v, %d bytes left; want %d", got, r.Err(), r.Len(), test.want)
				}
				return
			}
			checkError(t, r.Err(), "", test.off, test.msg)
			if got != 0 {
				t.Errorf("got %d with the error, want 0", got)
			}
		})
	}
}

// TestReaderKeepsFirstError checks that reads after an error return zero and leave the position.
func TestReaderKeepsFirstError(t *testing.T) {
	r := reader([]byte{0xff, 1, 2, 3, 4, 5, 6, 7, 8})
	r.Failf(3, "first")
	if r.Byte() != 0 || r.U32() != 0 || r.U64() != 0 || r.S32() != 0 || r.S33() != 0 || r.S64() != 0 || r.F32() != 0 || r.F64() != 0 ||
		r.Bytes(1) != nil || r.Name() != "" {
		t.Error("a read after an error returns something")
	}
	if r.Pos() != 0 || r.Len() != 9 {
		t.Errorf("the position moved to %d", r.Pos())
	}
	checkError(t, r.Err(), "", 3, "first")
}

func TestReaderRange(t *testing.T) {
	file := []byte("\x00\x02ab\x01")
	r := wasm.NewReader(file, 1, 4)
	if got := r.Name(); got != "ab" || r.Pos() != 4 || r.Len() != 0 || r.Err() != nil {
		t.Errorf("got %q, position %d, %d left, %v", got, r.Pos(), r.Len(), r.Err())
	}
	if r.Byte(); r.Err() == nil {
		t.Error("the range does not end the reader")
	}
	checkError(t, r.Err(), "", 4, "unexpected end of section or function: expected a byte")
	for _, beyond := range []*wasm.Reader{wasm.NewReader(file, 3, 100), wasm.NewReader(file, 100, 3), wasm.NewReader(file, 4, 2)} {
		if beyond.Len() > 2 {
			t.Errorf("a range beyond the file has %d bytes", beyond.Len())
		}
	}
}

func TestReaderNames(t *testing.T) {
	r := reader([]byte("\x07caf\u00e9 \x00"))
	if got := r.Name(); got != "café \x00" || r.Err() != nil {
		t.Errorf("got %q, %v", got, r.Err())
	}
	r = reader([]byte("\x05caf\xe9 "))
	r.Name()
	checkError(t, r.Err(), "", 4, "malformed UTF-8 encoding")
	r = reader([]byte("\x05caf"))
	r.Name()
	checkError(t, r.Err(), "", 0, "length out of bounds: the name has 5 bytes, only 3 are left")
}
