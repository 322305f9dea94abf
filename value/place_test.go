package value_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/value"
	"github.com/wdbg/wdbg/wasm"
)

// variable is a variable at a location, or without one.
type variable struct {
	loc symbols.Location
	err error
}

func (v variable) Locate(symbols.Machine) (symbols.Location, error) { return v.loc, v.err }
func (v variable) Live() []symbols.Range                            { return nil }

func local(i uint32, bits uint64) symbols.Piece {
	return symbols.Piece{Kind: symbols.InLocal, Index: i, Bits: bits}
}

func TestPieces(t *testing.T) {
	ctx, m := context()
	m.locals = []symbols.Word{i32(0x11223344), i32(0x55667788), {Type: wasm.I64, Lo: 0x0102030405060708},
		{Type: wasm.F64, Lo: 0x3ff8000000000000}, {Type: wasm.V128, Lo: 0x0706050403020100, Hi: 0x0f0e0d0c0b0a0908},
		{Type: wasm.ExternRef(), Text: "null"}}
	m.globals = []symbols.Word{i32(4)}
	m.put(100, uint32(0xcafe))
	unsigned := inC.base("unsigned long long", 8, symbols.EncodingUnsigned)
	pair := inC.structure("pair", 8, field("a", 0, inC.int()), field("b", 4, inC.int()))
	for _, c := range []struct {
		what string
		t    *symbols.Type
		loc  []symbols.Piece
		want string
	}{
		{"the low byte of a local", inC.char(), []symbols.Piece{local(0, 0)}, "68 'D'"},
		{"i64 local", unsigned, []symbols.Piece{local(2, 0)}, "72623859790382856"},
		{"f64 local", inC.base("double", 8, symbols.EncodingFloat), []symbols.Piece{local(3, 0)}, "1.5"},
		{"v128 local", inC.array(inC.base("u8", 1, symbols.EncodingUnsigned), 16), []symbols.Piece{local(4, 0)},
			"{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}"},
		{"global", inC.int(), []symbols.Piece{{Kind: symbols.InGlobal}}, "4"},
		{"two locals", unsigned, []symbols.Piece{local(0, 32), local(1, 32)}, "6153737367135073092"},
		{"two locals as a struct", pair, []symbols.Piece{local(0, 32), local(1, 32)}, "{a = 287454020, b = 1432778632}"},
		{"bits in the middle", inC.char(), []symbols.Piece{{Kind: symbols.InLocal, Bits: 4, BitOffset: 8}, {Kind: symbols.InLocal, Bits: 4, BitOffset: 4}}, "67 'C'"},
		{"memory and value", pair, []symbols.Piece{{Kind: symbols.InMemory, Addr: 100, Bits: 32}, {Kind: symbols.IsValue, Bytes: []byte{7, 0, 0, 0}, Bits: 32}},
			"{a = 51966, b = 7}"},
		{"a hole", pair, []symbols.Piece{{Kind: symbols.IsMissing, Bits: 32}, local(1, 32)}, "{a = <optimized out>, b = 1432778632}"},
		{"a hole in a number", unsigned, []symbols.Piece{local(0, 32), {Kind: symbols.IsMissing, Bits: 32}}, "<unavailable: bytes 4-7 of 8: optimized out>"},
		{"only holes", pair, []symbols.Piece{{Kind: symbols.IsMissing, Bits: 32}, {Kind: symbols.IsMissing, Bits: 32}}, "<optimized out>"},
		{"too few pieces", pair, []symbols.Piece{local(0, 32)}, "{a = 287454020, b = <optimized out>}"},
		{"a local that is too small", pair, []symbols.Piece{local(0, 0)},
			"{a = 287454020, b = <unavailable: malformed debug information: local 0 has 32 bits, not 64>}"},
		{"operands that cannot be read", inC.int(), []symbols.Piece{{Kind: symbols.InOperand, Index: 3}}, "<unavailable: cannot be read here: operand stack>"},
		{"no such local", inC.int(), []symbols.Piece{local(9, 0)}, "<unavailable: no local 9>"},
		{"a reference", define(symbols.TypeInfo{Kind: symbols.KindWasmRef, Name: "__externref_t"}).Type, []symbols.Piece{local(5, 0)}, "null"},
		{"no reference", define(symbols.TypeInfo{Kind: symbols.KindWasmRef, Name: "__externref_t"}).Type, []symbols.Piece{local(0, 0)},
			"<unavailable: malformed debug information: local 0 holds no reference>"},
		{"a reference as a number", inC.int(), []symbols.Piece{local(5, 0)}, "<unavailable: not supported: local 5 holds a reference, which has no bytes>"},
		{"nowhere", inC.int(), nil, "<optimized out>"},
		{"missing with a reason", inC.int(), []symbols.Piece{{Kind: symbols.IsMissing, Why: &symbols.Unavailable{Reason: symbols.Removed}}}, "<unavailable: removed by the linker>"},
	} {
		v := value.Of(ctx, &symbols.Variable{Name: "x", Type: c.t, Locator: variable{loc: symbols.Location{Pieces: c.loc}}})
		same(t, c.what, text(v), c.want)
	}
}

func TestLocation(t *testing.T) {
	ctx, _ := context()
	pair := inC.structure("pair", 8, field("a", 0, inC.int()), field("b", 4, inC.int()))
	v := value.New(ctx, pair, symbols.Memory(16))
	b, _ := v.Member("b")
	if addr, ok := b.Location().Address(); !ok || addr != 20 {
		t.Error(addr, ok)
	}
	v = value.New(ctx, pair, symbols.Location{Pieces: []symbols.Piece{local(0, 32), local(1, 32)}})
	b, _ = v.Member("b")
	if got := b.Location().Pieces; len(got) != 1 || got[0].Index != 1 || got[0].Bits != 32 || got[0].BitOffset != 0 {
		t.Errorf("%+v", got)
	}
	if _, ok := b.AddressOf(); ok {
		t.Error("a local has an address")
	}
}

func TestVariables(t *testing.T) {
	ctx, _ := context(42)
	for _, c := range []struct {
		what string
		v    *symbols.Variable
		want string
	}{
		{"in memory", &symbols.Variable{Type: inC.int(), Locator: variable{loc: symbols.Memory(0)}}, "42"},
		{"without location", &symbols.Variable{Type: inC.int()}, "<optimized out>"},
		{"without location or bytes", &symbols.Variable{Type: inRust.structure("Unit", 0)}, "Unit"},
		{"failed", &symbols.Variable{Type: inC.int(), Locator: variable{err: &symbols.Unavailable{Reason: symbols.NotSetUp}}}, "<unavailable: the frame is not set up yet>"},
		{"wild", &symbols.Variable{Type: inC.int(), Locator: variable{loc: symbols.Memory(0xffffffff)}}, "<unavailable: address 0xffffffff outside memory 0>"},
		{"at the end", &symbols.Variable{Type: inC.int(), Locator: variable{loc: symbols.Memory(4094)}},
			"<unavailable: 4 bytes at 0xffe reach outside memory 0, which ends at 0x1000>"},
	} {
		same(t, c.what, (&value.Printer{}).Variable(ctx, c.v), c.want)
	}
	p := value.Printer{Why: func(v *symbols.Variable, err error) string { return fmt.Sprintf("%v; last known at line 41", err) }}
	same(t, "Why", p.Variable(ctx, &symbols.Variable{Type: inC.int()}), "<optimized out; last known at line 41>")
	same(t, "no machine", text(value.Of(nil, &symbols.Variable{Type: inC.int()})), "<unavailable: cannot be read here: there is no machine to read from>")
	same(t, "no machine", text(value.New(nil, inC.int(), symbols.Memory(1))), "<unavailable: cannot be read here: there is no machine to read from>")
}

func TestImplicitPointer(t *testing.T) {
	ctx, m := context()
	m.locals = []symbols.Word{i32(3), i32(4)}
	pair := inC.structure("pair", 8, field("a", 0, inC.int()), field("b", 4, inC.int()))
	pointee := &symbols.Variable{Name: "p", Type: pair, Locator: variable{loc: symbols.Location{Pieces: []symbols.Piece{local(0, 32), local(1, 32)}}}}
	v := value.New(ctx, inC.pointer(inC.int()), symbols.Location{Pieces: []symbols.Piece{{Kind: symbols.IsPointer, Pointee: pointee, Offset: 4}}})
	same(t, "pointer", text(v), "&p+4")
	same(t, "pointee", text(v.Deref()), "4")
	if _, err := v.Uint(); err == nil {
		t.Error("it has an address")
	}
	same(t, "a reference", text(value.New(ctx, inCPP.ref(pair), v.Location())), "{a = 4, b = <optimized out>}")
}

func TestPartial(t *testing.T) {
	v := ofBytes(inC.array(inC.int(), 4))
	v = value.New(v.Context(), v.Type(), symbols.Location{Pieces: []symbols.Piece{
		{Kind: symbols.IsValue, Bytes: make([]byte, 4), Bits: 32}, {Kind: symbols.IsMissing, Bits: 64}, {Kind: symbols.IsValue, Bytes: make([]byte, 4), Bits: 32}}})
	_, err := v.Bytes()
	var p *value.Partial
	var u *symbols.Unavailable
	if !errors.As(err, &p) || p.Size != 16 || len(p.Missing) != 1 || p.Missing[0] != [2]int64{4, 12} || !errors.As(err, &u) || u.Reason != symbols.OptimizedOut {
		t.Errorf("%#v", err)
	}
	same(t, "array", text(v), "{0, <optimized out>, <optimized out>, 0}")
}

func TestBitFields(t *testing.T) {
	bits := func(name string, t *symbols.Type, from, n int64) symbols.Member {
		return symbols.Member{Name: name, Type: t, BitOffset: from, BitSize: n}
	}
	unsigned, signed := inC.base("unsigned", 4, symbols.EncodingUnsigned), inC.int()
	s := inC.structure("flags", 8, bits("a", unsigned, 0, 3), bits("b", signed, 3, 5), bits("across", unsigned, 6, 12),
		bits("wide", inC.base("long long", 8, symbols.EncodingSigned), 20, 40), bits("on", inC.base("_Bool", 1, symbols.EncodingBool), 63, 1), bits("", unsigned, 60, 3))
	ctx, m := context()
	m.put(8, uint64(1)<<63|uint64(5)|uint64(0x1c)<<3|uint64(0x80000)<<20<<20)
	v := value.New(ctx, s, symbols.Memory(8))
	want := "{a = 5, b = -4, across = 3, wide = -549755813888, on = true, <unnamed> = 0}"
	same(t, "in memory", text(v), want)
	b, err := v.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	same(t, "as bytes", text(ofBytes(s, b...)), want)
	f, _ := v.Member("across")
	if loc := f.Location(); len(loc.Pieces) != 1 || loc.Pieces[0].Bits != 12 || loc.Pieces[0].BitOffset != 6 {
		t.Errorf("%+v", loc)
	}
	if _, ok := f.Address(); ok {
		t.Error("a bit-field has an address")
	}
}
