package value_test

import (
	"strings"
	"testing"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/value"
)

func TestPointers(t *testing.T) {
	ctx, m := context()
	m.put(16, uint32(7))
	point := inC.structure("Point", 8, field("x", 0, inC.int()))
	function := inC.function(inC.int(), inC.int())
	ctx.Func = func(i uint64) (string, bool) { return map[uint64]string{5: "add"}[i], i == 5 }
	ctx.Symbol = func(addr uint64) (value.Symbol, bool) {
		return value.Symbol{Name: "buf", Addr: 64, Size: 16}, addr >= 64 && addr < 80
	}
	ptr := func(to *symbols.Type, addr uint32) value.Value {
		return value.New(ctx, inC.pointer(to), symbols.ConstantBytes([]byte{byte(addr), byte(addr >> 8), byte(addr >> 16), byte(addr >> 24)}))
	}
	for _, c := range []struct {
		what           string
		v              value.Value
		want, pointsTo string
	}{
		{"int *", ptr(inC.int(), 16), "0x10", "7"},
		{"struct *", ptr(point, 16), "0x10", "{x = 7}"},
		{"null", ptr(inC.int(), 0), "0x0", "<unavailable: null pointer>"},
		{"wild", ptr(point, 0xffffffff), "0xffffffff", "<unavailable: pointer 0xffffffff outside memory 0>"},
		{"half outside", ptr(point, 4092), "0xffc", "{x = 0}"},
		{"void *", ptr(nil, 16), "0x10", "void"},
		{"in an object", ptr(inC.int(), 72), "0x48 <buf+8>", "0"},
		{"at an object", ptr(inC.int(), 64), "0x40 <buf>", "0"},
		{"function", ptr(function, 5), "0x5 <add>", "{int (int)} <add>"},
		{"no function", ptr(function, 6), "0x6 <no function>", "{int (int)} <no function>"},
		{"null function", ptr(function, 0), "0x0", "{int (int)} <no function>"},
	} {
		same(t, c.what, text(c.v), c.want)
		same(t, "*"+c.what, text(c.v.Deref()), c.pointsTo)
	}
	same(t, "Index", text(ptr(inC.int(), 8).Index(2)), "7")
	same(t, "Index", text(ptr(inC.int(), 20).Index(-1)), "7")
	same(t, "not a pointer", text(ofBytes(inC.int(), 1, 0, 0, 0).Deref()), "<unavailable: not supported: int is not a pointer>")
	p, ok := value.New(ctx, inC.int(), symbols.Memory(16)).AddressOf()
	same(t, "AddressOf", ok, true)
	same(t, "AddressOf", text(p), "0x10")
	same(t, "AddressOf", p.Type().String(), "int *")
	sh := value.Formatters(nil).Show(ptr(point, 16))
	if sh.Children == nil || text(sh.Children.Slice(0, 1)[0].Value) != "{x = 7}" {
		t.Errorf("%+v", sh)
	}
	ctx.PointerSize = 8
	wide := define(symbols.TypeInfo{Kind: symbols.KindPointer, Size: 8, Language: symbols.C})
	wide.elem = inC.int()
	same(t, "64 bits", text(value.New(ctx, wide.Type, symbols.ConstantBytes([]byte{0, 0, 0, 0, 1, 0, 0, 0}))), "0x100000000")
}

func TestMemberPointers(t *testing.T) {
	number := inCPP.int()
	base := inCPP.structure("Base", 8, field("b", 0, number), field("c", 4, inCPP.float()))
	class := inCPP.structure("Shape", 20, baseClass(8, base), field("x", 4, number))
	of := func(size int64, elem *symbols.Type) *symbols.Type {
		d := define(symbols.TypeInfo{Kind: symbols.KindMember, Size: size, Language: symbols.CPlusPlus})
		d.elem, d.details.Class = elem, class
		return d.Type
	}
	ctx, _ := context()
	ctx.Func = func(i uint64) (string, bool) { return "Shape::area() const", i == 3 }
	function := inCPP.function(number, inCPP.pointer(class))
	for _, c := range []struct {
		what  string
		t     *symbols.Type
		bytes []byte
		want  string
	}{
		{"data", of(4, number), []byte{4, 0, 0, 0}, "&Shape::x"},
		{"inherited", of(4, inCPP.float()), []byte{12, 0, 0, 0}, "&Shape::c"},
		{"null", of(4, number), []byte{255, 255, 255, 255}, "nullptr"},
		{"wrong type", of(4, inCPP.float()), []byte{4, 0, 0, 0}, "0x4 <no such member>"},
		{"nowhere", of(4, number), []byte{5, 0, 0, 0}, "0x5 <no such member>"},
		{"function", of(8, function), []byte{3, 0, 0, 0, 0, 0, 0, 0}, "0x3 <Shape::area() const>"},
		{"function of a base", of(8, function), []byte{3, 0, 0, 0, 16, 0, 0, 0}, "0x3 <Shape::area() const>, this +8"},
		{"virtual", of(8, function), []byte{8, 0, 0, 0, 1, 0, 0, 0}, "virtual function 2 of Shape"},
		{"virtual of a base", of(8, function), []byte{0, 0, 0, 0, 0xf1, 255, 255, 255}, "virtual function 0 of Shape, this -8"},
		{"null function", of(8, function), []byte{0, 0, 0, 0, 0, 0, 0, 0}, "nullptr"},
		{"function of too few bytes", of(4, function), []byte{0, 0, 0, 0}, "<unavailable: malformed debug information: pointer to a member function of 4 bytes>"},
	} {
		same(t, c.what, text(value.New(ctx, c.t, symbols.ConstantBytes(c.bytes))), c.want)
	}
}

func TestStrings(t *testing.T) {
	ctx, m := context()
	chars := func(s string) value.Value {
		return ofBytes(inC.array(inC.char(), int64(len(s))), []byte(s)...)
	}
	long := strings.Repeat("ab", 150)
	for _, c := range []struct{ s, want string }{
		{"hi\x00", `"hi"`},
		{"hi", `"hi"`},
		{"hi\x00\x00\x00\x00", `"hi"`},
		{"\x00\x00\x00", `""`},
		{"a\x00b\x00", `"a\000b"`},
		{"aaaaaaaaaa", `"aaaaaaaaaa"`},
		{"aaaaaaaaaaa", `'a' <repeats 11 times>`},
		{"ab" + strings.Repeat(" ", 17) + "cd\x00", `"ab", ' ' <repeats 17 times>, "cd"`},
		{"x" + strings.Repeat("\x00", 12) + "y", `"x", '\000' <repeats 12 times>, "y"`},
		{strings.Repeat("\"", 12), `'"' <repeats 12 times>`},
		{"é€😀", `"é€😀"`},
		{"\xff\xc3", `"\377\303"`},
		{"\"\\\n\t\x01\x7f", `"\"\\\n\t\001\177"`},
		{long, `"` + long[:200] + `"…`},
		{long[:199] + "é" + long, `"` + long[:199] + `"…`},
		{"a" + strings.Repeat("\x00", 999), `"a"`},
		{"a" + strings.Repeat("\x00", 999) + "b", `"a", '\000' <repeats 199 times>…`},
	} {
		same(t, "char["+c.s+"]", text(chars(c.s)), c.want)
	}
	m.put(100, "text\x00", "more").put(200, long, uint8(0)).put(4090, "end...")
	m.put(1000, []uint16{'w', 0xd83d, 0xde00, 0xd800, 'x', 0}).put(1100, []uint32{'w', 0x1f600, 0x110000, 0})
	utf16 := inCPP.base("char16_t", 2, symbols.EncodingUTF)
	wchar := inC.typedef("wchar_t", inC.int())
	ptr := func(to *symbols.Type, addr uint32) value.Value {
		return value.New(ctx, inC.pointer(to), symbols.ConstantBytes([]byte{byte(addr), byte(addr >> 8), byte(addr >> 16), byte(addr >> 24)}))
	}
	for _, c := range []struct {
		what string
		v    value.Value
		want string
	}{
		{"char *", ptr(inC.char(), 100), `0x64 "text"`},
		{"const char *", ptr(inC.constant(inC.char()), 102), `0x66 "xt"`},
		{"long", ptr(inC.char(), 200), `0xc8 "` + long[:200] + `"…`},
		{"empty", ptr(inC.char(), 104), `0x68 ""`},
		{"null", ptr(inC.char(), 0), `0x0`},
		{"wild", ptr(inC.char(), 0xffffffff), `0xffffffff <unavailable: address 0xffffffff outside memory 0>`},
		{"unterminated", ptr(inC.char(), 4090), `0xffa "end..." <unavailable: no terminating zero, goes on outside memory 0>`},
		{"wchar_t *", ptr(wchar, 1100), `0x44c L"w😀\x00110000"`},
		{"char16_t *", ptr(utf16, 1000), `0x3e8 u"w😀\xd800x"`},
		{"int *", ptr(inC.int(), 100), "0x64"},
		{"wchar_t[]", value.New(ctx, inC.array(wchar, 4), symbols.Memory(1100)), `L"w😀\x00110000"`},
		{"of Rust", ptr(inRust.base("u8", 1, symbols.EncodingUnsigned), 100), "0x64"},
	} {
		same(t, c.what, text(c.v), c.want)
	}
	p := value.Printer{MaxString: 3}
	same(t, "MaxString", p.Text(ptr(inC.char(), 100)), `0x64 "tex"…`)
	same(t, "MaxString, exactly", p.Text(ptr(inC.char(), 101)), `0x65 "ext"`)
	p.MaxString = 4
	same(t, "MaxString, exactly", p.Text(chars("text")), `"text"`)
}

func TestArrays(t *testing.T) {
	number := inC.int()
	ctx, m := context()
	m.put(0, []uint32{1, 2, 3, 4, 5, 6})
	at := func(t *symbols.Type) value.Value { return value.New(ctx, t, symbols.Memory(0)) }
	dynamic := func(n int64, err error) *symbols.Type {
		d := define(symbols.TypeInfo{Kind: symbols.KindArray, Size: -1, Language: symbols.C,
			Dims: []symbols.Dim{{Count: -1, Dynamic: func(symbols.Machine) (int64, error) { return n, err }}}})
		d.elem = number
		return d.Type
	}
	vector := define(symbols.TypeInfo{Kind: symbols.KindVector, Size: 16, Dims: []symbols.Dim{{Count: 3}}})
	vector.elem = number
	lower := define(symbols.TypeInfo{Kind: symbols.KindArray, Size: -1, Dims: []symbols.Dim{{Lower: 5, Count: 2}}})
	lower.elem = number
	for _, c := range []struct {
		what string
		t    *symbols.Type
		want string
	}{
		{"one dimension", inC.array(number, 3), "{1, 2, 3}"},
		{"two dimensions", inC.array(number, 2, 3), "{{1, 2, 3}, {4, 5, 6}}"},
		{"three dimensions", inC.array(number, 1, 3, 2), "{{{1, 2}, {3, 4}, {5, 6}}}"},
		{"none", inC.array(number, 0), "{}"},
		{"flexible", inC.array(number, -1), "0x0 <array of unknown length>"},
		{"variable", dynamic(2, nil), "{1, 2}"},
		{"variable, negative", dynamic(-2, nil), "<unavailable: malformed debug information: array of -2 elements>"},
		{"variable, unknown", dynamic(0, &symbols.Unavailable{Reason: symbols.OptimizedOut, Detail: "the length"}), "<optimized out: the length>"},
		{"vector", vector.Type, "{1, 2, 3}"},
		{"lower bound", lower.Type, "{1, 2}"},
		{"repeats", inC.array(inC.array(number, 20), 2), "{{1, 2, 3, 4, 5, 6, 0 <repeats 14 times>}, {0 <repeats 20 times>}}"},
		{"repeated structures", inC.array(inC.structure("S", 32, field("x", 24, number)), 20), "{{x = 0}, {x = 0} <repeats 19 times>}"},
		{"beyond the memory", inC.array(number, 1<<30), "size=1073741824 {1, 2, 3, 4, 5, 6, 0 <repeats 1018 times>, <unavailable: address 0x1000 outside memory 0>, …}"},
		{"no room", inC.array(inC.structure("Empty", 0), 1<<50), "{{} <repeats 1125899906842624 times>}"},
	} {
		same(t, c.what, text(at(c.t)), c.want)
	}
	grid := at(inC.array(number, 2, 3))
	same(t, "Index", text(grid.Index(1).Index(2)), "6")
	same(t, "type", grid.Index(1).Type().String(), "int [3]")
	n, ok := grid.Len()
	same(t, "Len", n, 2)
	same(t, "Len", ok, true)
	_, ok = at(inC.array(number, -1)).Len()
	same(t, "Len of a flexible array", ok, false)
	same(t, "element of a flexible array", text(at(inC.array(number, -1)).Index(3)), "4")
	if size, err := grid.Size(); size != 24 || err != nil {
		t.Error(size, err)
	}
	names := value.Formatters(nil).Show(at(lower.Type)).Children.Slice(1, 9)
	if len(names) != 1 || names[0].Name != "[6]" {
		t.Errorf("%+v", names)
	}
}
