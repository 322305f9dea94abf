package value_test

import (
	"encoding/hex"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/value"
)

// le returns bytes that are written in hexadecimal, the highest first, as a number is.
func le(t *testing.T, s string) []byte {
	b, err := hex.DecodeString(strings.ReplaceAll(s, "_", ""))
	if err != nil {
		t.Fatal(err)
	}
	slices.Reverse(b)
	return b
}

func TestNumbers(t *testing.T) {
	bitInt := func(name string, size int64, bits int, e symbols.Encoding) *symbols.Type {
		return define(symbols.TypeInfo{Kind: symbols.KindBase, Name: name, Size: size, BitSize: bits, Encoding: e}).Type
	}
	big := define(symbols.TypeInfo{Kind: symbols.KindBase, Size: 4, Encoding: symbols.EncodingSigned, BigEndian: true}).Type
	const (
		signed, unsigned = symbols.EncodingSigned, symbols.EncodingUnsigned
		schar, uchar     = symbols.EncodingSignedChar, symbols.EncodingUnsignedChar
		boolean, utf     = symbols.EncodingBool, symbols.EncodingUTF
	)
	for _, c := range []struct {
		t           *symbols.Type
		bytes, want string
	}{
		{inC.base("int", 4, signed), "ffffffff", "-1"},
		{inC.base("unsigned", 4, unsigned), "ffffffff", "4294967295"},
		{inC.base("long long", 8, signed), "8000000000000000", "-9223372036854775808"},
		{inC.base("short", 2, signed), "8000", "-32768"},
		{inC.base("__int128", 16, signed), "80000000000000000000000000000000", "-170141183460469231731687303715884105728"},
		{inRust.base("u128", 16, unsigned), "ffffffffffffffffffffffffffffffff", "340282366920938463463374607431768211455"},
		{inRust.base("i128", 16, signed), "ffffffffffffffffffffffffffffffff", "-1"},
		{inRust.base("i128", 16, signed), "0000000000000000ffffffffffffffff", "18446744073709551615"},
		{bitInt("_BitInt(17)", 4, 17, signed), "ff01ffff", "-1"}, // the bits above the 17th mean nothing
		{bitInt("_BitInt(17)", 4, 17, signed), "0000ffff", "65535"},
		{bitInt("unsigned _BitInt(17)", 4, 17, unsigned), "ffffffff", "131071"},
		{bitInt("_BitInt(65)", 16, 65, signed), "00000000000000010000000000000000", "-18446744073709551616"},
		{bitInt("_BitInt(200)", 32, 200, unsigned), "00000000000000" + strings.Repeat("ff", 25), "1606938044258990275541962092341162602522202993782792835301375"},
		{big, "01020304", "67305985"},
		{inC.base("_Bool", 1, boolean), "01", "true"},
		{inC.base("_Bool", 1, boolean), "00", "false"},
		{inC.base("_Bool", 1, boolean), "02", "2 <not a bool>"},
		{inRust.base("bool", 1, boolean), "ff", "255 <not a bool>"},
		{inC.base("char", 1, schar), "61", "97 'a'"},
		{inC.base("char", 1, schar), "ff", `-1 '\377'`},
		{inC.base("unsigned char", 1, uchar), "ff", `255 '\377'`},
		{inC.base("char", 1, schar), "00", `0 '\000'`},
		{inC.base("char", 1, schar), "0a", `10 '\n'`},
		{inC.base("char", 1, schar), "27", `39 '\''`},
		{inC.base("char", 1, schar), "22", `34 '"'`},
		{inC.typedef("wchar_t", inC.int()), "000020ac", "8364 L'€'"},
		{inCPP.base("wchar_t", 4, signed), "00000061", "97 L'a'"},
		{inCPP.base("char32_t", 4, utf), "0001f600", "128512 U'😀'"},
		{inCPP.base("char32_t", 4, utf), "00110000", `1114112 U'\x00110000'`},
		{inCPP.base("char16_t", 2, utf), "d800", `55296 u'\xd800'`},
		{inCPP.base("char8_t", 1, utf), "61", "97 u8'a'"},
		{inRust.base("char", 4, utf), "00000061", "'a'"},
		{inRust.base("char", 4, utf), "00000000", `'\0'`},
		{inRust.base("char", 4, utf), "0000007f", `'\u{7f}'`},
		{inRust.base("char", 4, utf), "0001f600", "'😀'"},
		{inRust.base("char", 4, utf), "0000d800", "0xd800 <not a char>"},
		{inRust.base("char", 4, utf), "00110000", "0x110000 <not a char>"},
		{inRust.base("u8", 1, unsigned), "61", "97"},
		{inRust.base("()", 0, unsigned), "", "()"},
		{inC.base("_Decimal64", 8, symbols.EncodingOther), "0123456789abcdef", "0x0123456789abcdef"},
		{inC.to(symbols.KindUnspecified, "decltype(nullptr)", nil), "", "nullptr"},
		{nil, "", "void"},
		{inRust.to(symbols.KindVoid, "", nil), "", "()"},
	} {
		same(t, c.t.String()+" "+c.bytes, text(ofBytes(c.t, le(t, c.bytes)...)), c.want)
	}
}

func TestHex(t *testing.T) {
	p := value.Printer{Hex: true}
	same(t, "int", p.Text(ofBytes(inC.int(), 0xfe, 0xff, 0xff, 0xff)), "0xfffffffe")
	same(t, "char", p.Text(ofBytes(inC.char(), 'a')), "0x61 'a'")
	same(t, "array", p.Text(ofBytes(inC.array(inC.int(), 1), 16, 0, 0, 0)), "{0x10}")
}

func TestFloats(t *testing.T) {
	for _, c := range []struct {
		size        int64
		bytes, want string
	}{
		{4, "3dcccccd", "0.1"},
		{4, "7f7fffff", "3.4028235e+38"},
		{4, "00000001", "1e-45"},
		{4, "80000000", "-0"},
		{4, "ff800000", "-inf"},
		{4, "7fc00000", "nan(0x400000)"},
		{4, "ffc00001", "-nan(0x400001)"},
		{4, "7f800001", "nan(0x1)"},
		{4, "4b800000", "16777216"},
		{8, "3ff0000000000000", "1"},
		{8, "3fb999999999999a", "0.1"},
		{8, "7ff0000000000000", "inf"},
		{8, "fff8000000000000", "-nan(0x8000000000000)"},
		{8, "0000000000000001", "5e-324"},
		{8, "412e848000000000", "1000000"},
		{2, "3c00", "1"},
		{2, "2e66", "0.1"},
		{2, "0001", "6e-08"},
		{2, "7bff", "65500"}, // of 65504, the shortest that rounds to it
		{2, "7e00", "nan(0x200)"},
		{2, "fc00", "-inf"},
		{16, "3fff0000000000000000000000000000", "1"},
		{16, "bfff8000000000000000000000000000", "-1.5"},
		{16, "3ffb999999999999999999999999999a", "0.1"},
		{16, "4000921fb54442d18469898cc51701b8", "3.1415926535897932384626433832795028"},
		{16, "7ffeffffffffffffffffffffffffffff", "1.189731495357231765085759326628007e+4932"},
		{16, "00000000000000000000000000000001", "6e-4966"},
		{16, "00010000000000000000000000000000", "3.3621031431120935062626778173217526e-4932"},
		{16, "7fff8000000000000000000000000000", "nan(0x8000000000000000000000000000)"},
		{16, "80000000000000000000000000000000", "-0"},
	} {
		name := map[int64]string{2: "_Float16", 4: "float", 8: "double", 16: "long double"}[c.size]
		same(t, name+" "+c.bytes, text(ofBytes(inC.base(name, c.size, symbols.EncodingFloat), le(t, c.bytes)...)), c.want)
	}
	bf := inC.base("__bf16", 2, symbols.EncodingFloat)
	same(t, "bf16", text(ofBytes(bf, le(t, "3dcd")...)), "0.1")
	same(t, "bf16 small", text(ofBytes(bf, le(t, "0080")...)), "1.18e-38")
	same(t, "complex", text(ofBytes(inC.base("_Complex float", 8, symbols.EncodingComplex), le(t, "40000000_3f800000")...)), "1 + 2i")
	same(t, "complex", text(ofBytes(inC.base("_Complex float", 8, symbols.EncodingComplex), le(t, "c0000000_3f800000")...)), "1 - 2i")
	same(t, "f64 of Rust", text(ofBytes(inRust.base("f64", 8, symbols.EncodingFloat), le(t, "3ff0000000000000")...)), "1.0")
	quad := ofBytes(inC.base("long double", 16, symbols.EncodingFloat), le(t, "4000921fb54442d18469898cc51701b8")...)
	if f, err := quad.Float(); err != nil || f != math.Pi {
		t.Error(f, err)
	}
	if f, err := ofBytes(inC.base("_Float16", 2, symbols.EncodingFloat), 0, 0xfc).Float(); err != nil || !math.IsInf(f, -1) {
		t.Error(f, err)
	}
}

func TestGetters(t *testing.T) {
	v := ofBytes(inC.int(), 0xfe, 0xff, 0xff, 0xff)
	if x, err := v.Int(); x != -2 || err != nil {
		t.Error(x, err)
	}
	if x, err := v.Uint(); x != 1<<64-2 || err != nil {
		t.Error(x, err)
	}
	if b, err := v.Bool(); !b || err != nil {
		t.Error(b, err)
	}
	big := ofBytes(inRust.base("u128", 16, symbols.EncodingUnsigned), 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0)
	if x, err := big.Uint(); err == nil {
		t.Error("u128 fits: ", x)
	}
	if x, err := big.BigInt(); err != nil || x.String() != "18446744073709551617" {
		t.Error(x, err)
	}
	if x, err := ofBytes(inC.base("unsigned long", 8, symbols.EncodingUnsigned), le(t, "ffffffffffffffff")...).Int(); err == nil {
		t.Error("fits int64: ", x)
	}
	if _, err := v.Float(); err == nil {
		t.Error("an int is a float")
	}
	if _, err := ofBytes(inC.structure("S", 4), 1, 2, 3, 4).Uint(); err == nil {
		t.Error("a struct is a number")
	}
}

func TestEnums(t *testing.T) {
	enum := func(l lang, under *symbols.Type, names ...any) *symbols.Type {
		d := define(symbols.TypeInfo{Kind: symbols.KindEnum, Name: "Color", Scope: "ns", Size: 4, Language: symbols.Language(l), Scoped: l == inCPP})
		d.elem = under
		for i := 0; i < len(names); i += 2 {
			d.details.Enumerators = append(d.details.Enumerators, symbols.Enumerator{Name: names[i].(string), Value: uint64(names[i+1].(int)), Signed: true})
		}
		return d.Type
	}
	unsigned := inC.base("unsigned", 4, symbols.EncodingUnsigned)
	colors := []any{"Red", 0, "Green", 1, "Blue", 2}
	bits := []any{"None", 0, "A", 1, "B", 2, "C", 4, "All", 7}
	for _, c := range []struct {
		t    *symbols.Type
		x    uint32
		want string
	}{
		{enum(inC, nil, colors...), 1, "Green"},
		{enum(inCPP, unsigned, colors...), 2, "Color::Blue"},
		{enum(inRust, unsigned, colors...), 0, "Color::Red"},
		{enum(lang(symbols.Zig), unsigned, colors...), 0, "Color.Red"},
		{enum(inCPP, unsigned, colors...), 7, "(ns::Color) 7"},
		{enum(inC, unsigned, colors...), 3, "(enum ns::Color) 3"},
		{enum(inC, unsigned, bits...), 3, "A | B"},
		{enum(inCPP, unsigned, bits...), 5, "Color::A | Color::C"},
		{enum(inC, unsigned, bits...), 7, "All"},
		{enum(inC, unsigned, bits...), 0, "None"},
		{enum(inC, unsigned, bits...), 9, "(enum ns::Color) 9"},
		{enum(inC, inC.int(), "Minus", -1), 0xffffffff, "Minus"},
		{enum(inC, nil, "Minus", -1), 0xffffffff, "Minus"},
		{enum(inC, nil, "Minus", -1), 0xfffffffe, "(enum ns::Color) -2"},
		{enum(inC, unsigned, "Big", -1), 0xffffffff, "Big"}, // as debug information that has only signed constants says it
	} {
		same(t, c.t.String(), text(ofBytes(c.t, byte(c.x), byte(c.x>>8), byte(c.x>>16), byte(c.x>>24))), c.want)
	}
	narrow := inC.structure("S", 4,
		symbols.Member{Name: "a", Type: enum(inC, unsigned, "One", 1, "Five", 5), BitSize: 2},
		symbols.Member{Name: "b", Type: enum(inC, unsigned, "Five", 5, "Two", 2), BitSize: 2, BitOffset: 2},
		symbols.Member{Name: "c", Type: enum(inC, inC.int(), "Minus", -1), BitSize: 2, BitOffset: 4})
	same(t, "bit-fields", text(ofBytes(narrow, 0b110101, 0, 0, 0)), "{a = One, b = (enum ns::Color) 1, c = Minus}")
}
