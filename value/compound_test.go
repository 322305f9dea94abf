package value_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/value"
)

func TestStructs(t *testing.T) {
	number := inC.int()
	anonymous := inC.object(symbols.KindUnion, "", 4, field("i", 0, number), field("f", 0, inC.float())).Type
	s := inC.structure("A", 12, field("t", 0, number), field("", 4, anonymous), field("next", 8, inC.pointer(number)))
	v := ofBytes(s, 1, 0, 0, 0, 3, 0, 0, 0, 0x34, 0x12, 0, 0)
	same(t, "struct", text(v), "{t = 1, {i = 3, f = 4e-45}, next = 0x1234}")
	same(t, "through a typedef", text(v.Cast(inC.constant(inC.typedef("A_t", s)))), "{t = 1, {i = 3, f = 4e-45}, next = 0x1234}")
	same(t, "empty", text(ofBytes(inC.structure("E", 1), 0)), "{}")
	same(t, "anonymous member", text(v.Path("i")), "3")
	same(t, "missing", text(v.Path("i", "x")), "<unavailable: not supported: int has no member x>")
	if _, ok := v.Member("nothing"); ok {
		t.Error("found nothing")
	}
	names := []string{}
	for _, c := range v.Members() {
		names = append(names, c.Name)
	}
	same(t, "Members", strings.Join(names, ","), "t,,next")
}

func TestIncomplete(t *testing.T) {
	whole := inCPP.structure("S", 4, field("x", 0, inCPP.int()))
	declared := define(symbols.TypeInfo{Kind: symbols.KindClass, Name: "S", Language: symbols.CPlusPlus, Incomplete: true}).Type
	ctx, _ := context(5)
	v := value.New(ctx, declared, symbols.Memory(0))
	same(t, "unknown", text(v), "<unavailable: not supported: S is only declared>")
	same(t, "pointer to it", text(ofBytes(inCPP.pointer(declared), 0, 1, 0, 0)), "0x100")
	ctx.Types = func(name string) []*symbols.Type {
		if name != "S" {
			return nil
		}
		return []*symbols.Type{nil, declared, whole}
	}
	same(t, "known", text(v), "{x = 5}")
}

func TestBases(t *testing.T) {
	number := inCPP.int()
	a := inCPP.structure("A", 4, field("x", 0, number))
	b := inCPP.structure("B", 8, field("x", 0, number), field("y", 4, number))
	virtual := symbols.Member{Type: a, Base: true, Virtual: true, Locate: func(m symbols.Machine, object uint64) (uint64, error) {
		if object != 32 {
			return 0, &symbols.Unavailable{Reason: symbols.Malformed, Detail: "wrong object"}
		}
		return 64, nil
	}}
	d := inCPP.structure("D", 16, baseClass(0, b), virtual, field("z", 8, number))
	ctx, m := context()
	m.put(32, uint32(1), uint32(2), uint32(3)).put(64, uint32(9))
	v := value.New(ctx, d, symbols.Memory(32))
	same(t, "derived", text(v), "{<B> = {x = 1, y = 2}, <A> = {x = 9}, z = 3}")
	same(t, "own member", text(v.Path("z")), "3")
	same(t, "of a base", text(v.Path("y")), "2")
	same(t, "of the first base", text(v.Path("x")), "1")
	same(t, "elsewhere", text(value.New(ctx, d, symbols.Memory(36))), "{<B> = {x = 2, y = 3}, <A> = <unavailable: malformed debug information: wrong object>, z = 0}")
	same(t, "not in memory", text(ofBytes(d, make([]byte, 16)...)), "{<B> = {x = 0, y = 0}, <A> = <unavailable: not supported: a virtual base of an object that is not in memory>, z = 0}")
	// A nearer member hides one farther away, whatever the order of the bases.
	far := inCPP.structure("Far", 8, baseClass(0, inCPP.structure("Farther", 4, field("n", 0, number))))
	near := inCPP.structure("Near", 16, baseClass(0, far), baseClass(8, inCPP.structure("N", 4, field("n", 0, number))))
	same(t, "hidden", text(ofBytes(near, 1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0).Path("n")), "2")
}

// shapes returns a context with a Circle at 32, whose base Shape has a pointer to its table, and the two classes.
func shapes() (*value.Context, *machine, *symbols.Type, *symbols.Type) {
	number := inCPP.int()
	pointer := inCPP.pointer(nil)
	shape := inCPP.object(symbols.KindClass, "Shape", 8, symbols.Member{Name: "_vptr$Shape", Type: pointer, Artificial: true}, field("id", 4, number))
	shape.details.Polymorphic = true
	named := inCPP.structure("Named", 4, field("name", 0, number))
	circle := inCPP.object(symbols.KindClass, "Circle", 16, baseClass(0, named), baseClass(4, shape.Type), field("r", 12, number))
	circle.details.Polymorphic = true
	ctx, m := context()
	m.put(32, uint32(8), uint32(1008), uint32(1), uint32(5))
	m.put(1000, int32(-4), uint32(0)) // offset to top, type information
	ctx.Symbol = func(addr uint64) (value.Symbol, bool) {
		if addr < 1000 || addr >= 1020 {
			return value.Symbol{}, false
		}
		return value.Symbol{Name: "vtable for Circle", Addr: 1000, Size: 20, Class: circle.Type}, true
	}
	return ctx, m, shape.Type, circle.Type
}

func TestDynamicTypes(t *testing.T) {
	ctx, m, shape, circle := shapes()
	pointer := ofBytes(inCPP.pointer(shape), 36, 0, 0, 0)
	pointer = value.New(ctx, pointer.Type(), pointer.Location())
	want := "{<Named> = {name = 8}, <Shape> = {id = 1}, r = 5}"
	same(t, "pointer", text(pointer), "(Circle *) 0x24")
	same(t, "pointee", text(pointer.Deref()), "(Circle) "+want)
	same(t, "reference", text(pointer.Cast(inCPP.ref(shape))), "(Circle) "+want)
	same(t, "object itself", text(value.New(ctx, circle, symbols.Memory(32))), want)
	same(t, "a variable is what it is declared as", text(value.New(ctx, shape, symbols.Memory(36))), "{id = 1}")
	same(t, "pointer to the table", text(value.New(ctx, inCPP.pointer(nil), symbols.Memory(36))), "0x3f0 <vtable for Circle+8>")

	m.put(1000, int32(-8)) // a Shape is not there in a Circle
	same(t, "wrong offset", text(pointer.Deref()), "{id = 1}")
	m.put(36, uint32(3000))
	same(t, "no table", text(pointer.Deref()), "{id = 1}")
	m.put(36, uint32(0xffffffff))
	same(t, "wild table", text(pointer.Deref()), "{id = 1}")
}

func TestVariants(t *testing.T) {
	byteType := inRust.base("u8", 1, symbols.EncodingUnsigned)
	point := inRust.structure("Point", 4, field("x", 1, byteType), field("y", 2, byteType))
	enum := func(discr *symbols.Member, variants ...symbols.Variant) *symbols.Type {
		d := inRust.object(symbols.KindStruct, "Shape<u8>", 4)
		d.details.Variants = &symbols.VariantPart{Discr: discr, Variants: variants}
		return d.Type
	}
	is := func(x ...uint64) (out []symbols.DiscrRange) {
		for _, x := range x {
			out = append(out, symbols.DiscrRange{Low: [2]uint64{x}, High: [2]uint64{x}})
		}
		return out
	}
	variant := func(values []symbols.DiscrRange, t *symbols.Type) symbols.Variant {
		return symbols.Variant{Values: values, Members: []symbols.Member{field(t.Name, 0, t)}}
	}
	none := inRust.structure("None", 4)
	some := inRust.structure("Some", 4, field("__0", 1, byteType))
	tag := field("", 0, byteType)
	shape := enum(&tag, variant(is(0), none), variant(is(1), some), variant(is(7, 9), point))
	niche := enum(&tag, variant(is(6), none), variant(nil, some))
	signed := field("", 0, inRust.base("i8", 1, symbols.EncodingSigned))
	negative := enum(&signed, variant(is(1<<64-1), none), symbols.Variant{
		Values:  []symbols.DiscrRange{{Low: [2]uint64{1<<64 - 5, 1<<64 - 1}, High: [2]uint64{1<<64 - 2, 1<<64 - 1}}},
		Members: []symbols.Member{field("Some", 0, some)}})
	wideTag := field("", 0, inRust.base("u128", 16, symbols.EncodingUnsigned))
	wide := enum(&wideTag, variant([]symbols.DiscrRange{{Low: [2]uint64{0, 1}, High: [2]uint64{0, 1}}}, none), variant(nil, some))
	never := enum(nil)
	for _, c := range []struct {
		what  string
		t     *symbols.Type
		bytes []byte
		want  string
	}{
		{"unit", shape, []byte{0, 2, 3, 0}, "None"},
		{"tuple", shape, []byte{1, 2, 3, 0}, "Some(2)"},
		{"fields", shape, []byte{7, 2, 3, 0}, "Point {x: 2, y: 3}"},
		{"second value", shape, []byte{9, 2, 3, 0}, "Point {x: 2, y: 3}"},
		{"invalid", shape, []byte{200, 2, 3, 0}, "<unavailable: not supported: the discriminant is 200, which no variant has>"},
		{"niche", niche, []byte{6, 2, 3, 0}, "None"},
		{"niche, others", niche, []byte{5, 2, 3, 0}, "Some(2)"},
		{"negative", negative, []byte{255, 2, 3, 0}, "None"},
		{"negative range", negative, []byte{252, 2, 3, 0}, "Some(2)"},
		{"outside of the range", negative, []byte{3, 2, 3, 0}, "<unavailable: not supported: the discriminant is 3, which no variant has>"},
		{"single", enum(nil, variant(nil, some)), []byte{0, 2, 3, 0}, "Some(2)"},
		{"two without discriminant", enum(nil, variant(nil, some), variant(nil, none)), []byte{0, 2, 3, 0},
			"<unavailable: malformed debug information: 2 of 2 variants are possible, but there is no discriminant>"},
		{"one of them impossible", enum(nil, variant(nil, inRust.structure("Some", 0, field("__0", 0, never))), variant(nil, none)), []byte{0, 2, 3, 0}, "None"},
		{"all of them impossible", never, []byte{0}, "<unavailable: malformed debug information: 0 of 0 variants are possible, but there is no discriminant>"},
		{"128 bits", wide, []byte{0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0}, "None"},
		{"128 bits, others", wide, []byte{0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0}, "Some(0)"},
		{"unreadable", shape, nil, "<unavailable: malformed debug information: the value has 0 bits, not 8>"},
	} {
		same(t, c.what, text(ofBytes(c.t, c.bytes...)), c.want)
	}
	got, ok := ofBytes(shape, 1, 42, 0, 0).Variant()
	if !ok || got.Name != "Some" || got.Index != 1 || text(got.Value.Path("__0")) != "42" {
		t.Errorf("%+v", got)
	}
	if _, ok := ofBytes(point, 0, 0, 0, 0).Variant(); ok {
		t.Error("a structure has variants")
	}
}

func TestRust(t *testing.T) {
	u8 := inRust.base("u8", 1, symbols.EncodingUnsigned)
	ctx, m := context()
	m.put(100, uint8(3), uint8(4))
	tuple := inRust.structure("(u8, u8)", 2, field("__0", 0, u8), field("__1", 1, u8))
	named := inRust.structure("Wrap<u8>", 2, field("__0", 0, u8), field("__1", 1, u8))
	fields := inRust.structure("Point", 2, field("x", 0, u8), field("y", 1, u8))
	ref := func(name string, to *symbols.Type) *symbols.Type { return inRust.to(symbols.KindPointer, name, to) }
	at := func(t *symbols.Type) value.Value { return value.New(ctx, t, symbols.Memory(100)) }
	pointer := func(name string, to *symbols.Type, addr byte) value.Value {
		return value.New(ctx, ref(name, to), symbols.ConstantBytes([]byte{addr, 0, 0, 0}))
	}
	same(t, "tuple", text(at(tuple)), "(3, 4)")
	same(t, "tuple struct", text(at(named)), "Wrap(3, 4)")
	same(t, "struct", text(at(fields)), "Point {x: 3, y: 4}")
	same(t, "unit", text(at(inRust.structure("Unit", 0))), "Unit")
	same(t, "array", text(at(inRust.array(u8, 2))), "[3, 4]")
	same(t, "union", text(at(inRust.object(symbols.KindUnion, "U", 1, field("a", 0, u8), field("b", 1, u8)).Type)), "U {a: 3, b: 4}")
	same(t, "reference", text(pointer("&Point", fields, 100)), "&Point {x: 3, y: 4}")
	same(t, "mutable reference", text(pointer("&mut u8", u8, 101)), "&4")
	same(t, "raw pointer", text(pointer("*const u8", u8, 101)), "0x65")
	m.put(200, uint32(100))
	same(t, "reference to a reference", text(pointer("&&u8", ref("&u8", u8), 200)), "&&3")
	wild := value.New(ctx, ref("&u8", u8), symbols.ConstantBytes([]byte{0xff, 0xff, 0xff, 0xff}))
	same(t, "wild reference", text(wild), "&<unavailable: pointer 0xffffffff outside memory 0>")
}

func TestBrokenTypes(t *testing.T) {
	number := inC.int()
	circular := define(symbols.TypeInfo{Kind: symbols.KindTypedef, Name: "T", Language: symbols.C})
	circular.elem = circular.Type
	inItself := inC.object(symbols.KindStruct, "S", 8, field("x", 0, number))
	inItself.details.Members = append(inItself.details.Members, field("s", 0, inItself.Type), baseClass(0, inItself.Type), baseClass(0, inItself.Type), field("", 0, inItself.Type))
	arrayOfItself := define(symbols.TypeInfo{Kind: symbols.KindArray, Dims: []symbols.Dim{{Count: 2}}, Language: symbols.C})
	arrayOfItself.elem = arrayOfItself.Type
	refToItself := define(symbols.TypeInfo{Kind: symbols.KindReference, Size: 4, Language: symbols.CPlusPlus})
	refToItself.elem = refToItself.Type
	broken := inC.object(symbols.KindStruct, "B", 4, field("x", 0, number))
	broken.details.Err = errors.New("a member is corrupt")
	ctx, m := context()
	m.put(0, uint32(8)).put(8, uint32(8))
	for _, c := range []struct {
		what string
		t    *symbols.Type
		want string
	}{
		{"typedef of itself", circular.Type, "<unavailable: malformed debug information: circular type T>"},
		{"array of itself", arrayOfItself.Type, "<unavailable: malformed debug information: circular type>"},
		{"reference to itself", refToItself.Type, "<unavailable: not supported: "},
		{"struct in itself", inItself.Type, "{x = 8, s = <cycle: 0x0 again>, <struct S> = <cycle: 0x0 again>, <struct S> = <cycle: 0x0 again>, <cycle: 0x0 again>}"},
		{"huge", inC.structure("H", 1<<60, field("x", 0, number), field("far", 1<<59, number)), "{x = 8, far = <unavailable: address 0x800000000000000 outside memory 0>}"},
		{"huge array", inC.array(inC.array(number, 1<<40), 1<<40), "<unavailable: malformed debug information: array of 1099511627776 elements of 4398046511104 bytes>"},
		{"unknown size", inC.structure("U", -1, field("x", 0, number)), "{x = 8}"},
		{"negative offset", inC.structure("N", 4, field("x", -8, number)), "{x = <unavailable: address 0xfffffffffffffff8 outside memory 0>}"},
		{"incomplete details", broken.Type, "{x = 8} <incomplete: a member is corrupt>"},
		{"int of 3 bytes", inC.base("int24", 3, symbols.EncodingSigned), "8"},
		{"int of many bytes", inC.base("huge", 1<<40, symbols.EncodingSigned), "<unavailable: malformed debug information: integer of 1099511627776 bytes>"},
		{"float of 3 bytes", inC.base("f24", 3, symbols.EncodingFloat), "<unavailable: not supported: floating-point number of 3 bytes>"},
		{"bit-field of many bits", inC.structure("F", 4, symbols.Member{Name: "f", Type: number, BitSize: 1 << 50}), "{f = <unavailable: malformed debug information: bit-field of 1125899906842624 bits at bit 0>}"},
		{"unknown", define(symbols.TypeInfo{Name: "what"}).Type, "<unavailable: not supported: the type what is not known>"},
	} {
		if got := text(value.New(ctx, c.t, symbols.Memory(0))); got != c.want && !(strings.HasSuffix(c.want, ": ") && strings.HasPrefix(got, c.want)) {
			t.Errorf("%s: got  %v\nwant %v", c.what, got, c.want)
		}
	}
	v := value.New(ctx, inItself.Type, symbols.Memory(0))
	if _, ok := v.Member("nothing"); ok {
		t.Error("found nothing")
	}
	if _, err := value.New(ctx, inC.structure("H", 1<<60), symbols.Memory(0)).Bytes(); err == nil {
		t.Error("read 2^60 bytes")
	}
}
