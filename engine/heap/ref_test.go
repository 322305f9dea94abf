package heap

import "testing"

func TestRefForms(t *testing.T) {
	tests := []struct {
		ref  Ref
		bits uint64
		text string
		is   string
	}{
		{Null, 0, "null", "null"},
		{MakeI31(0), 1, "i31 0", "i31"},
		{MakeI31(5), 11, "i31 5", "i31"},
		{MakeI31(0x7fff_ffff), 0xffff_ffff, "i31 -1", "i31"},
		{MakeI31(0xffff_fffe), 0xffff_fffd, "i31 -2", "i31"},
		{MakeI31(0x4000_0000), 0x8000_0001, "i31 -1073741824", "i31"},
		{MakeHost(0), 2, "host 0", "host"},
		{MakeHost(0xffff_ffff), 0x7_ffff_fffa, "host 4294967295", "host"},
		{MakeFunc(0), 4, "func 0", "func"},
		{MakeFunc(7), 7<<3 | 4, "func 7", "func"},
		{Ref(9 << 3), 72, "object 9", "object"},
		{Ref(9<<3 | 6), 78, "exn 9", "exn"},
	}
	for _, test := range tests {
		r := test.ref
		if uint64(r) != test.bits || r.String() != test.text {
			t.Errorf("%v: bits %#x, want %v with bits %#x", r, uint64(r), test.text, test.bits)
		}
		is := map[string]bool{"null": r.IsNull(), "i31": r.IsI31(), "host": r.IsHost(), "func": r.IsFunc(),
			"object": r.IsObject(), "exn": r.IsExn()}
		for name, got := range is {
			if got != (name == test.is) {
				t.Errorf("%v: is %s: %t", r, name, got)
			}
		}
		if want := test.is == "object" || test.is == "exn"; r.InHeap() != want {
			t.Errorf("%v: InHeap %t, want %t", r, r.InHeap(), want)
		}
	}
}

func TestRefValues(t *testing.T) {
	for _, v := range []uint32{0, 1, 5, 0x3fff_ffff, 0x4000_0000, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff} {
		r := MakeI31(v)
		if r.I31U() != v&0x7fff_ffff || r.I31S() != int32(v<<1)>>1 {
			t.Errorf("i31 of %#x: unsigned %#x, signed %d", v, r.I31U(), r.I31S())
		}
		if MakeHost(v).Host() != v || MakeFunc(v).Func() != v {
			t.Errorf("%d: host %d, func %d", v, MakeHost(v).Host(), MakeFunc(v).Func())
		}
	}
}
