package expr

import (
	"encoding/binary"
	"encoding/hex"
	"testing"
)

// args are the arguments of a C function, in its locals from 0 on.
type args struct {
	u  uint32
	i  int32
	ul uint64
	l  int64
	b  uint8
	c  int8
	h  uint16
	s  int16
}

func (a args) locals() []Word {
	return []Word{
		{Type: I32, Lo: uint64(a.u)}, {Type: I32, Lo: uint64(uint32(a.i))}, {Type: I64, Lo: a.ul}, {Type: I64, Lo: uint64(a.l)},
		{Type: I32, Lo: uint64(a.b)}, {Type: I32, Lo: uint64(uint32(a.c))}, {Type: I32, Lo: uint64(a.h)}, {Type: I32, Lo: uint64(uint32(a.s))},
	}
}

func truth01(is bool) uint64 {
	if is {
		return 1
	}
	return 0
}

// compiled is a variable that a compiler described by an expression when it optimized it out.
type compiled struct {
	c      string // what the variable is initialized with
	size   int    // its bytes
	v4, v5 string // the expressions that clang 22 -O2 -g writes in DWARF 4 and 5
	want   func(a args) uint64
	// unsure4 and unsure5 allow that the expression does not say what is meant.
	unsure4, unsure5 bool
}

// clangTypes are the base types of the unit with DWARF 5.
var clangTypes = map[uint64]string{
	0x23: "DW_ATE_signed_16", 0x27: "DW_ATE_signed_64", 0x2b: "DW_ATE_signed_32", 0x2f: "DW_ATE_unsigned_32", 0x33: "DW_ATE_unsigned_16",
	0x37: "DW_ATE_unsigned_64", 0x3b: "DW_ATE_signed_8", 0x3f: "DW_ATE_unsigned_8", 0x43: "DW_ATE_unsigned_1",
}

var compiledRows = []compiled{
	{c: "(int64_t)s * 3", size: 8, v4: "ed000712100f2530201e10102421331e9f", v5: "ed0007a8a3808000a8a7808000331e9f", want: func(a args) uint64 { return uint64(int64(a.s) * 3) }},
	{c: "s / 7", size: 2, v4: "ed000712100f2530201e10102421371b9f", v5: "ed0007a8a3808000a8ab808000371ba8af808000a8b38080009f", want: func(a args) uint64 { return uint64(a.s / 7) }},
	{c: "(int64_t)h * 3", size: 8, v4: "ed000610ffff031a331e9f", v5: "ed0006a8b3808000a8b7808000331e9f", want: func(a args) uint64 { return uint64(a.h) * 3 }},
	{c: "h * 3", size: 2, v4: "ed000610ffff031a331e9f", v5: "ed0006a8b3808000a8af808000331ea8af808000a8b38080009f", want: func(a args) uint64 { return uint64(a.h * 3) }},
	{c: "c", size: 8, v4: "ed00051210072530201e100824219f", v5: "ed0005a8bb808000a8a78080009f", want: func(a args) uint64 { return uint64(int64(a.c)) }},
	{c: "(int64_t)c + 1", size: 8, v4: "ed00051210072530201e1008242123019f", v5: "ed0005a8bb808000a8a780800023019f", want: func(a args) uint64 { return uint64(int64(a.c) + 1) }},
	{c: "c * 5", size: 4, v4: "ed00051210072530201e10082421351e9f", v5: "ed0005a8bb808000a8ab808000351e9f", want: func(a args) uint64 { return uint64(int32(a.c) * 5) }},
	{c: "c - 100", size: 1, v4: "ed00051210072530201e1008242110641c9f", v5: "ed0005a8bb808000a8ab80800010641ca8af808000a8bf8080009f", want: func(a args) uint64 { return uint64(a.c - 100) }},
	{c: "c >> 2", size: 1, v4: "ed00051210072530201e1008242132269f", v5: "ed0005a8bb808000a8ab8080003226a8af808000a8bf8080009f", want: func(a args) uint64 { return uint64(a.c >> 2) }},
	{c: "b", size: 8, v4: "ed000410ff011a9f", v5: "ed0004a8bf808000a8b78080009f", want: func(a args) uint64 { return uint64(a.b) }},
	{c: "b * 5", size: 4, v4: "ed000410ff011a351e9f", v5: "ed0004a8bf808000a8af808000351e9f", want: func(a args) uint64 { return uint64(a.b) * 5 }},
	{c: "b + 9", size: 1, v4: "ed000410ff011a23099f", v5: "ed0004a8bf808000a8af8080002309a8af808000a8bf8080009f", want: func(a args) uint64 { return uint64(a.b + 9) }},
	{c: "b >> 2", size: 1, v4: "ed000410ff011a32259f", v5: "ed0004a8bf808000a8af8080003225a8af808000a8bf8080009f", want: func(a args) uint64 { return uint64(a.b >> 2) }},
	{c: "~b", size: 1, v4: "ed000410ff011a3020279f", v5: "ed0004a8bf808000a8af808000302027a8af808000a8bf8080009f", want: func(a args) uint64 { return uint64(^a.b) }},
	{c: "l > 100", size: 1, v4: "ed000311e4002b10011a9f", v5: "ed000311e4002ba8c3808000a8bf8080009f", want: func(a args) uint64 { return truth01(a.l > 100) }},
	{c: "l / 3", size: 8, v4: "ed0003331b9f", v5: "ed0003331b9f", want: func(a args) uint64 { return uint64(a.l / 3) }},
	{c: "l % 1000", size: 8, v4: "ed000310e8071d9f", v5: "ed000310e8071d9f", want: func(a args) uint64 { return uint64(a.l % 1000) }},
	{c: "l >> 3", size: 8, v4: "ed000333269f", v5: "ed000333269f", want: func(a args) uint64 { return uint64(a.l >> 3) }},
	{c: "l * -3", size: 8, v4: "ed000310fdffffffffffffffff011e9f", v5: "ed000310fdffffffffffffffff011e9f", want: func(a args) uint64 { return uint64(a.l * -3) }},
	{c: "l + 5000000000", size: 8, v4: "ed00032380e497d0129f", v5: "ed00032380e497d0129f", want: func(a args) uint64 { return uint64(a.l + 5000000000) }},
	{c: "(int32_t)l >> 3", size: 4, v4: "ed000333269f", v5: "ed0003a8b7808000a8af80800033269f", want: func(a args) uint64 { return uint64(int32(a.l) >> 3) }, unsure4: true},
	{c: "(int32_t)(l >> 3)", size: 4, v4: "ed000333269f", v5: "ed00033326a8b7808000a8af8080009f", want: func(a args) uint64 { return uint64(int32(a.l >> 3)) }, unsure4: true},
	{c: "(int32_t)(l >> 35)", size: 4, v4: "ed00031023269f", v5: "ed0003102326a8b7808000a8af8080009f", want: func(a args) uint64 { return uint64(int32(a.l >> 35)) }},
	{c: "(int32_t)l / 5", size: 4, v4: "ed0003351b9f", v5: "ed0003a8b7808000a8af808000351b9f", want: func(a args) uint64 { return uint64(int32(a.l) / 5) }, unsure4: true},
	{c: "~l", size: 8, v4: "ed00033020279f", v5: "ed00033020279f", want: func(a args) uint64 { return uint64(^a.l) }},
	{c: "ul > 100", size: 1, v4: "ed000210642b10011a9f", v5: "ed000210642ba8c3808000a8bf8080009f", want: func(a args) uint64 { return truth01(a.ul > 100) }, unsure4: true, unsure5: true},
	{c: "ul >> 5", size: 8, v4: "ed000235259f", v5: "ed000235259f", want: func(a args) uint64 { return a.ul >> 5 }},
	{c: "ul << 5", size: 8, v4: "ed000235249f", v5: "ed000235249f", want: func(a args) uint64 { return a.ul << 5 }},
	{c: "i > 5", size: 1, v4: "ed000111052b10011a9f", v5: "ed000111052ba8c3808000a8bf8080009f", want: func(a args) uint64 { return truth01(a.i > 5) }},
	{c: "i < 0", size: 1, v4: "ed000111002d10011a9f", v5: "ed000111002da8c3808000a8bf8080009f", want: func(a args) uint64 { return truth01(a.i < 0) }},
	{c: "!(i > 5)", size: 1, v4: "ed000111052b30202710011a9f", v5: "ed000111052b302027a8c3808000a8bf8080009f", want: func(a args) uint64 { return truth01(!(a.i > 5)) }},
	{c: "i / 7", size: 4, v4: "ed0001371b9f", v5: "ed0001371b9f", want: func(a args) uint64 { return uint64(a.i / 7) }},
	{c: "i % 10", size: 4, v4: "ed00013a1d9f", v5: "ed00013a1d9f", want: func(a args) uint64 { return uint64(a.i % 10) }},
	{c: "i / -3", size: 4, v4: "ed000110fdffffffffffffffff011b9f", v5: "ed000110fdffffffffffffffff011b9f", want: func(a args) uint64 { return uint64(a.i / -3) }},
	{c: "i >> 3", size: 4, v4: "ed000133269f", v5: "ed000133269f", want: func(a args) uint64 { return uint64(a.i >> 3) }},
	{c: "(int64_t)i + 1", size: 8, v4: "ed000112101f2530201e1020242123019f", v5: "ed0001a8ab808000a8a780800023019f", want: func(a args) uint64 { return uint64(int64(a.i) + 1) }},
	{c: "(int64_t)i * 3", size: 8, v4: "ed000112101f2530201e10202421331e9f", v5: "ed0001a8ab808000a8a7808000331e9f", want: func(a args) uint64 { return uint64(int64(a.i) * 3) }},
	{c: "(int64_t)i / 3", size: 8, v4: "ed000112101f2530201e10202421331b9f", v5: "ed0001a8ab808000a8a7808000331b9f", want: func(a args) uint64 { return uint64(int64(a.i) / 3) }},
	{c: "(i > 5) + 1", size: 4, v4: "ed000111052b10011a23019f", v5: "ed000111052ba8c3808000a8af80800023019f", want: func(a args) uint64 { return truth01(a.i > 5) + 1 }},
	{c: "u > 5", size: 1, v4: "ed0000352b10011a9f", v5: "ed0000352ba8c3808000a8bf8080009f", want: func(a args) uint64 { return truth01(a.u > 5) }, unsure4: true, unsure5: true},
	{c: "u <= 77", size: 1, v4: "ed0000104d2c10011a9f", v5: "ed0000104d2ca8c3808000a8bf8080009f", want: func(a args) uint64 { return truth01(a.u <= 77) }, unsure4: true, unsure5: true},
	{c: "u == 7", size: 1, v4: "ed0000372910011a9f", v5: "ed00003729a8c3808000a8bf8080009f", want: func(a args) uint64 { return truth01(a.u == 7) }},
	{c: "u >> 3", size: 4, v4: "ed000033259f", v5: "ed000033259f", want: func(a args) uint64 { return uint64(a.u >> 3) }},
	{c: "(uint64_t)u + 1", size: 8, v4: "ed000010ffffffff0f1a23019f", v5: "ed0000a8af808000a8b780800023019f", want: func(a args) uint64 { return uint64(a.u) + 1 }},
	{c: "(int64_t)(uint64_t)u / 3", size: 8, v4: "ed000010ffffffff0f1a331b9f", v5: "ed0000a8af808000a8b7808000331b9f", want: func(a args) uint64 { return uint64(a.u) / 3 }},
	{c: "(uint8_t)(u >> 8)", size: 1, v4: "ed000038259f", v5: "ed00003825a8af808000a8bf8080009f", want: func(a args) uint64 { return uint64(uint8(a.u >> 8)) }},
	{c: "(uint8_t)(u >> 3)", size: 1, v4: "ed000033259f", v5: "ed00003325a8af808000a8bf8080009f", want: func(a args) uint64 { return uint64(uint8(a.u >> 3)) }, unsure4: true},
	{c: "(uint8_t)u >> 3", size: 1, v4: "ed000010ff011a33259f", v5: "ed0000a8af808000a8bf808000a8bf808000a8af8080003325a8af808000a8bf8080009f", want: func(a args) uint64 { return uint64(uint8(a.u) >> 3) }},
	{c: "~u", size: 4, v4: "ed00003020279f", v5: "ed00003020279f", want: func(a args) uint64 { return uint64(^a.u) }},
	{c: "u << 5", size: 4, v4: "ed000035249f", v5: "ed000035249f", want: func(a args) uint64 { return uint64(a.u << 5) }},
	{c: "(uint64_t)u << 20", size: 8, v4: "ed000010ffffffff0f1a44249f", v5: "ed0000a8af808000a8b780800044249f", want: func(a args) uint64 { return uint64(a.u) << 20 }},
	{c: "u >> 4 & 0xf", size: 4, v4: "ed000034253f1a9f", v5: "ed000034253f1a9f", want: func(a args) uint64 { return uint64(a.u >> 4 & 0xf) }},
}

// TestCompiled evaluates expressions that clang wrote with many values of what they are computed from, and compares
// with what C says. Values are right, or said to be uncertain.
func TestCompiled(t *testing.T) {
	numbers := []uint64{
		0, 1, 5, 6, 7, 77, 100, 127, 128, 255, 256, 0x105, 0x7fff, 0x8000, 0xffff, 0x7fffffff, 0x80000000, 0xfffffff9, 0xffffffff,
		0x1_0000_0000, 0x7_ffff_fff8, 0x7fffffffffffffff, 1 << 63, ^uint64(99), ^uint64(6), ^uint64(0), 0x123456789abcdef0,
	}
	for _, row := range compiledRows {
		sure := map[string]int{}
		for _, x := range numbers {
			for _, y := range numbers {
				a := args{u: uint32(x), i: int32(y), ul: x, l: int64(y), b: uint8(x), c: int8(y), h: uint16(x), s: int16(y)}
				sure["4"] += row.check(t, a, row.v4, 4, row.unsure4)
				sure["5"] += row.check(t, a, row.v5, 4, row.unsure5)
				sure["4, wasm64"] += row.check(t, a, row.v4, 8, row.unsure4)
			}
		}
		for version, n := range sure {
			if all := len(numbers) * len(numbers); n < all/3 {
				t.Errorf("%s in DWARF %s: only %d of %d values are certain", row.c, version, n, all)
			}
		}
	}
}

// check evaluates an expression. It returns 1 if there is a value, which is right.
func (row *compiled) check(t *testing.T, a args, code string, addrSize int, unsure bool) int {
	t.Helper()
	b, err := hex.DecodeString(code)
	if err != nil {
		t.Fatal(err)
	}
	locals := a.locals()
	ctx := &Context{
		Local: func(i uint32) (Word, error) { return locals[i], nil },
		BaseType: func(offset uint64) (BaseType, error) {
			return clangType(clangTypes[offset]), nil
		},
	}
	r, err := Eval(b, ctx, Params{Format: Format{AddrSize: addrSize}, Size: row.size})
	if err != nil {
		if !unsure || err.(*Error).Kind != Unsupported {
			t.Errorf("%s of %+v: %v", row.c, a, err)
		}
		return 0
	}
	if len(r.Pieces) != 1 || r.Pieces[0].Kind != Value || len(r.Pieces[0].Bytes) != row.size {
		t.Errorf("%s of %+v: %s", row.c, a, show(r, nil))
		return 0
	}
	var got, want [8]byte
	copy(got[:], r.Pieces[0].Bytes)
	binary.LittleEndian.PutUint64(want[:], row.want(a))
	clear(want[row.size:])
	if got != want {
		t.Errorf("%s of %+v: got %x, want %x: %s", row.c, a, got, want, String(b, Format{}, nil))
	}
	return 1
}

// clangType returns a type that LLVM made for conversions, by its name.
func clangType(name string) BaseType {
	bits := ConversionBits(name)
	t := BaseType{Encoding: ateUnsigned, Size: (bits + 7) / 8, BitSize: bits}
	if name[len("DW_ATE_")] == 's' {
		t.Encoding = ateSigned
	}
	return t
}

func TestConversionBits(t *testing.T) {
	for name, want := range map[string]int{
		"DW_ATE_signed_32": 32, "DW_ATE_unsigned_1": 1, "DW_ATE_unsigned_128": 128,
		"int": 0, "DW_ATE_unsigned_": 0, "DW_ATE_unsigned_x": 0, "DW_ATE_unsigned_200": 0, "DW_ATE_float_32": 0, "": 0,
	} {
		if got := ConversionBits(name); got != want {
			t.Errorf("%q: got %d, want %d", name, got, want)
		}
	}
}
