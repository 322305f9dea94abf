package dwarfsyms_test

import (
	"strings"
	"testing"

	dt "github.com/wdbg/wdbg/internal/dwarftest"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/symbols/dwarfsyms"
)

// Tags, attributes and forms of types.
const (
	tagArray, tagEnum, tagMember, tagPointer, tagStruct, tagSubroutine = 0x01, 0x04, 0x0d, 0x0f, 0x13, 0x15
	tagTypedef, tagUnion, tagVariant, tagInheritance, tagPtrToMember   = 0x16, 0x17, 0x19, 0x1c, 0x1f
	tagSubrange, tagBase, tagConst, tagEnumerator, tagTmplType         = 0x21, 0x24, 0x26, 0x28, 0x2f
	tagTmplValue, tagVariantPart, tagVariable, tagParam, tagVolatile   = 0x30, 0x33, 0x34, 0x05, 0x35
	tagUnspecified, tagRvalue, tagPack, tagEllipsis                    = 0x3b, 0x42, 0x4107, 0x18

	atLocation, atByteSize, atBitOffset, atBitSize, atDiscr, atDiscrValue  = 0x02, 0x0b, 0x0c, 0x0d, 0x15, 0x16
	atConst, atContaining, atUpper, atProducer, atArtificial, atCount      = 0x1c, 0x1d, 0x2f, 0x25, 0x34, 0x37
	atMemberLoc, atDiscrList, atEncoding, atExternal, atFrameBase, atType  = 0x38, 0x3d, 0x3e, 0x3f, 0x40, 0x49
	atVirtuality, atVtableElem, atDataBits, atSignature, atEndianity       = 0x4c, 0x4d, 0x6b, 0x69, 0x65
	atLanguage, atDeclLine, atExportSymbols, atGNUVector, atStride, atFile = 0x13, 0x3b, 0x89, 0x2107, 0x51, 0x3a

	fData2, fData8, fBlock1, fSdata, fUdata, fExpr, fSig8, fRefAddr = 0x05, 0x07, 0x0a, 0x0d, 0x0f, 0x18, 0x20, 0x10

	langC, langCPlusPlus, langRust, langFortran = 0x0c, 0x04, 0x1c, 0x08
)

func name(s string) dt.Attr      { return dt.A(atName, fString, s) }
func typ(d *dt.DIE) dt.Attr      { return dt.A(atType, fRef4, d) }
func size(n int) dt.Attr         { return dt.A(atByteSize, fData1, n) }
func at(n int) dt.Attr           { return dt.A(atMemberLoc, fData1, n) }
func location(b ...byte) dt.Attr { return dt.A(atLocation, fExpr, b) }

func base(s string, bytes, encoding int) *dt.DIE {
	return dt.Entry(tagBase, name(s), size(bytes), dt.A(atEncoding, fData1, encoding))
}

func member(s string, t *dt.DIE, attrs ...dt.Attr) *dt.DIE {
	return dt.Entry(tagMember, append([]dt.Attr{name(s), typ(t)}, attrs...)...)
}

// typesOf returns the source of a unit with entries.
func typesOf(t *testing.T, version int, language int, children ...*dt.DIE) *dwarfsyms.Source {
	t.Helper()
	p := newProgram(t, 1)
	b := dt.New(dt.Format{Version: version})
	u := dt.Entry(tagUnit, name("a.c"), dt.A(atLanguage, fData1, language), dt.A(atLow, fAddr, uint64(p.funcs[0].Start)),
		dt.A(atHigh, fData4, uint64(p.funcs[0].End-p.funcs[0].Start)))
	b.Unit(dt.Header{}, u.With(children...))
	s, err := p.source(t, b)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// oneType returns the only type of a name.
func oneType(t *testing.T, s *dwarfsyms.Source, name string) *symbols.Type {
	t.Helper()
	types := s.Types(name)
	if len(types) != 1 {
		t.Fatalf("%d types %s; problems: %v", len(types), name, s.Problems())
	}
	return types[0]
}

func TestBaseTypes(t *testing.T) {
	big := base("be32", 4, 0x07)
	big.Attrs = append(big.Attrs, dt.A(atEndianity, fData1, 1))
	bits := base("_BitInt(17)", 4, 0x05)
	bits.Attrs = append(bits.Attrs, dt.A(atBitSize, fData1, 17))
	unit := base("()", 0, 0x07)
	s := typesOf(t, 5, langRust, base("bool", 1, 2), base("f64", 8, 4), base("char", 4, 0x10), base("complex", 16, 3),
		base("i128", 16, 5), base("dec", 8, 0x0f), big, bits, unit)
	want := map[string]symbols.TypeInfo{
		"bool":        {Kind: symbols.KindBase, Size: 1, Encoding: symbols.EncodingBool},
		"f64":         {Kind: symbols.KindBase, Size: 8, Encoding: symbols.EncodingFloat},
		"char":        {Kind: symbols.KindBase, Size: 4, Encoding: symbols.EncodingUTF},
		"complex":     {Kind: symbols.KindBase, Size: 16, Encoding: symbols.EncodingComplex},
		"i128":        {Kind: symbols.KindBase, Size: 16, Encoding: symbols.EncodingSigned},
		"dec":         {Kind: symbols.KindBase, Size: 8, Encoding: symbols.EncodingOther},
		"be32":        {Kind: symbols.KindBase, Size: 4, Encoding: symbols.EncodingUnsigned, BigEndian: true},
		"_BitInt(17)": {Kind: symbols.KindBase, Size: 4, Encoding: symbols.EncodingSigned, BitSize: 17},
		"()":          {Kind: symbols.KindVoid},
	}
	for n, w := range want {
		got := oneType(t, s, n)
		if got.Kind != w.Kind || got.Size != w.Size || got.Encoding != w.Encoding || got.BigEndian != w.BigEndian || got.BitSize != w.BitSize {
			t.Errorf("%s: %+v, want %+v", n, got.TypeInfo, w)
		}
	}
}

func TestBitFields(t *testing.T) {
	u32 := base("unsigned int", 4, 7)
	i64 := base("long long", 8, 5)
	s := typesOf(t, 4, langC, u32, i64, dt.Entry(tagStruct, name("S"), size(32)).With(
		// As in DWARF 3: counted from the most significant bit of the storage.
		member("old", u32, at(4), size(4), dt.A(atBitSize, fData1, 3), dt.A(atBitOffset, fData1, 22)),
		member("oldWithoutSize", u32, at(8), dt.A(atBitSize, fData1, 5), dt.A(atBitOffset, fData1, 27)),
		member("beyond", u32, at(8), size(4), dt.A(atBitSize, fData1, 10), dt.A(atBitOffset, fSdata, -4)),
		member("new", i64, dt.A(atBitSize, fData1, 40), dt.A(atDataBits, fData1, 50)),
		member("plain", u32, at(16)),
		member("expression", u32, dt.A(atMemberLoc, fBlock1, []byte{0x23, 0x94, 0x01})),
		member("missing", u32, at(20), size(0), dt.A(atBitSize, fData1, 3), dt.A(atBitOffset, fData1, 2)),
	))
	d := oneType(t, s, "S").Details()
	want := []symbols.Member{
		{Name: "old", Offset: 4, BitSize: 3, BitOffset: 32 + 32 - 22 - 3},
		{Name: "oldWithoutSize", Offset: 8, BitSize: 5, BitOffset: 64},
		{Name: "beyond", Offset: 8, BitSize: 10, BitOffset: 64 + 26},
		{Name: "new", Offset: 6, BitSize: 40, BitOffset: 50},
		{Name: "plain", Offset: 16},
		{Name: "expression", Offset: 148},
		{Name: "missing", Offset: 20, BitOffset: 160},
	}
	if len(d.Members) != len(want) {
		t.Fatalf("%d members", len(d.Members))
	}
	for i, w := range want {
		m := d.Members[i]
		if m.Name != w.Name || m.Offset != w.Offset || m.BitSize != w.BitSize || m.BitOffset != w.BitOffset {
			t.Errorf("%+v, want %+v", m, w)
		}
	}
	if d.Err == nil || !strings.Contains(d.Err.Error(), "bit-field in an integer of 0 bytes") {
		t.Errorf("error %v", d.Err)
	}
}

func TestArrays(t *testing.T) {
	i32 := base("int", 4, 5)
	dim := func(attrs ...dt.Attr) *dt.DIE { return dt.Entry(tagSubrange, attrs...) }
	array := func(n string, dims ...*dt.DIE) []*dt.DIE {
		a := dt.Entry(tagArray, typ(i32)).With(dims...)
		return []*dt.DIE{a, dt.Entry(tagTypedef, name(n), typ(a))}
	}
	var all []*dt.DIE
	add := func(list []*dt.DIE) { all = append(all, list...) }
	all = append(all, i32)
	add(array("two", dim(dt.A(atCount, fData1, 2)), dim(dt.A(atUpper, fData1, 2))))
	add(array("large", dim(dt.A(atCount, fData1, 200))))
	add(array("flexible", dim()))
	add(array("unknown", dim(dt.A(atCount, fSdata, -1))))
	add(array("empty", dim(dt.A(atUpper, fData4, 0xffffffff))))
	add(array("absurd", dim(dt.A(atCount, fData8, uint64(1)<<62)), dim(dt.A(atCount, fData8, uint64(1)<<62))))
	add(array("huge", dim(dt.A(atCount, fData8, uint64(1)<<40))))
	add(array("none"))
	vector := dt.Entry(tagArray, typ(i32), dt.A(atGNUVector, fFlag, nil), size(16)).With(dim(dt.A(atCount, fData1, 3)))
	strided := dt.Entry(tagArray, typ(i32), dt.A(atStride, fData1, 8)).With(dim(dt.A(atCount, fData1, 3)))
	all = append(all, vector, dt.Entry(tagTypedef, name("vector"), typ(vector)), strided, dt.Entry(tagTypedef, name("strided"), typ(strided)))
	s := typesOf(t, 5, langC, all...)
	for _, c := range []struct {
		name   string
		kind   symbols.Kind
		size   int64
		counts []int64
		err    bool
	}{
		{"two", symbols.KindArray, 24, []int64{2, 3}, false},
		{"large", symbols.KindArray, 800, []int64{200}, false},
		{"flexible", symbols.KindArray, -1, []int64{-1}, false},
		{"unknown", symbols.KindArray, -1, []int64{-1}, false},
		{"empty", symbols.KindArray, 0, []int64{0}, false},
		{"absurd", symbols.KindArray, -1, []int64{1 << 62, 1 << 62}, false},
		{"huge", symbols.KindArray, 1 << 42, []int64{1 << 40}, true},
		{"none", symbols.KindArray, -1, nil, false},
		{"vector", symbols.KindVector, 16, []int64{3}, false},
		{"strided", symbols.KindArray, 24, []int64{3}, true},
	} {
		a := oneType(t, s, c.name).Elem()
		var counts []int64
		for _, d := range a.Dims {
			counts = append(counts, d.Count)
		}
		if a.Kind != c.kind || a.Size != c.size || len(counts) != len(c.counts) || (a.Details().Err != nil) != c.err {
			t.Errorf("%s: kind %d, size %d, counts %v, error %v", c.name, a.Kind, a.Size, counts, a.Details().Err)
			continue
		}
		for i, n := range c.counts {
			if counts[i] != n {
				t.Errorf("%s: counts %v", c.name, counts)
			}
		}
		if a.Elem() == nil || a.Elem().Name != "int" {
			t.Errorf("%s: element %v", c.name, a.Elem())
		}
	}
}

func TestVariantParts(t *testing.T) {
	u8, i8, u128 := base("u8", 1, 7), base("i8", 1, 5), base("u128", 16, 7)
	build := func(n string, discr *dt.DIE, variants ...*dt.DIE) *dt.DIE {
		part := dt.Entry(tagVariantPart)
		if discr != nil {
			part.Attrs = []dt.Attr{dt.A(atDiscr, fRef4, discr)}
			part.Children = append(part.Children, discr)
		}
		return dt.Entry(tagStruct, name(n), size(16)).With(part.With(variants...))
	}
	discr := func(t *dt.DIE) *dt.DIE { return dt.Entry(tagMember, typ(t), at(0), dt.A(atArtificial, fFlag, nil)) }
	variant := func(m string, attrs ...dt.Attr) *dt.DIE {
		return dt.Entry(tagVariant, attrs...).With(member(m, u8, at(4)))
	}
	big := make([]byte, 16)
	big[0], big[15] = 5, 0x80
	s := typesOf(t, 4, langRust, u8, i8, u128,
		build("Niche", discr(u8), variant("None", dt.A(atDiscrValue, fData1, 255)), variant("Some")),
		build("Signed", discr(i8), variant("Minus", dt.A(atDiscrValue, fSdata, -1)),
			variant("List", dt.A(atDiscrList, fBlock1, []byte{0, 0x05, 1, 0x7e, 0x03}))),
		build("Wide", discr(u128), variant("A", dt.A(atDiscrValue, fBlock1, big))),
		build("Single", nil, variant("Only")),
		build("Broken", discr(u8), variant("A", dt.A(atDiscrList, fBlock1, []byte{7, 1}))),
	)
	one := func(low, high uint64) symbols.DiscrRange {
		return symbols.DiscrRange{Low: [2]uint64{low}, High: [2]uint64{high}}
	}
	for _, c := range []struct {
		name     string
		hasDiscr bool
		values   [][]symbols.DiscrRange
		err      bool
	}{
		{"Niche", true, [][]symbols.DiscrRange{{one(255, 255)}, nil}, false},
		{"Signed", true, [][]symbols.DiscrRange{{one(255, 255)}, {one(5, 5), one(0xfe, 0xff), one(0, 3)}}, false},
		{"Wide", true, [][]symbols.DiscrRange{{{Low: [2]uint64{5, 1 << 63}, High: [2]uint64{5, 1 << 63}}}}, false},
		{"Single", false, [][]symbols.DiscrRange{nil}, false},
		{"Broken", true, [][]symbols.DiscrRange{nil}, true},
	} {
		d := oneType(t, s, c.name).Details()
		if d.Variants == nil || (d.Variants.Discr != nil) != c.hasDiscr || len(d.Variants.Variants) != len(c.values) || (d.Err != nil) != c.err {
			t.Errorf("%s: %+v, error %v", c.name, d.Variants, d.Err)
			continue
		}
		for i, w := range c.values {
			v := d.Variants.Variants[i]
			if len(v.Values) != len(w) || len(v.Members) != 1 || v.Members[0].Offset != 4 {
				t.Errorf("%s: %+v, want %v", c.name, v, w)
				continue
			}
			for j := range w {
				if v.Values[j] != w[j] {
					t.Errorf("%s: %v, want %v", c.name, v.Values, w)
				}
			}
		}
	}
}

func TestClasses(t *testing.T) {
	i32 := base("int", 4, 5)
	void, fixed := dt.Entry(tagPointer), dt.Entry(tagConst, typ(i32))
	vptr := func(n string) *dt.DIE { return member(n, void, at(0), dt.A(atArtificial, fFlag, nil)) }
	shape := dt.Entry(tagClass, name("Shape"), size(8)).With(vptr("_vptr$Shape"), member("id", i32, at(4), dt.A(0x32, fData1, 3)))
	plain := dt.Entry(tagStruct, name("Plain"), size(4)).With(member("p", i32, at(0)))
	inherit := func(t *dt.DIE, attrs ...dt.Attr) *dt.DIE {
		return dt.Entry(tagInheritance, append([]dt.Attr{typ(t)}, attrs...)...)
	}
	virtual := []byte{0x12, 0x06, 0x08, 12, 0x1c, 0x06, 0x22} // dup, deref, const1u 12, minus, deref, plus
	square := dt.Entry(tagClass, name("Square"), size(16)).With(
		member("w", i32, at(12)), inherit(shape, at(0)), inherit(plain, at(8)),
		inherit(plain, dt.A(atVirtuality, fData1, 1), dt.A(atMemberLoc, fExpr, virtual)),
		dt.Entry(tagMember, name("count"), typ(i32), dt.A(atExternal, fFlag, nil), dt.A(atDecl, fFlag, nil)),
		dt.Entry(tagVariable, name("max"), typ(fixed), dt.A(atExternal, fFlag, nil), dt.A(atDecl, fFlag, nil), dt.A(atConst, fSdata, -7)),
		dt.Entry(tagVariable, name("_vtable$"), typ(void), dt.A(atArtificial, fFlag, nil), dt.A(atDecl, fFlag, nil)),
	)
	derived := dt.Entry(tagStruct, name("Derived"), size(16)).With(inherit(square, at(0)))
	first := dt.Entry(tagStruct, name("PlainFirst"), size(16)).With(inherit(plain, at(0)))
	loop := dt.Entry(tagStruct, name("Loop"), size(16))
	loop.With(inherit(loop, at(0)))
	s := typesOf(t, 5, langCPlusPlus, i32, fixed, void, shape, plain, square, derived, first, loop,
		dt.Entry(tagVariable, name("count"), dt.A(atSpec, fRef4, square.Children[4]), location(0x03, 0x40, 1, 0, 0)))
	for n, want := range map[string]bool{"Shape": true, "Square": true, "Derived": true, "Plain": false, "PlainFirst": false, "Loop": false} {
		if got := oneType(t, s, n).Details().Polymorphic; got != want {
			t.Errorf("%s: polymorphic %v", n, got)
		}
	}
	d := oneType(t, s, "Square").Details()
	if len(d.Members) != 4 || !d.Members[0].Base || !d.Members[1].Base || !d.Members[2].Virtual || d.Members[3].Name != "w" {
		t.Fatalf("members %+v", d.Members)
	}
	if got := d.Members[1]; got.Offset != 8 || got.Locate != nil || got.Type.Name != "Plain" {
		t.Errorf("%+v", got)
	}
	m := &memory{words: map[uint64]uint32{0x100: 0x200, 0x200 - 12: 24}}
	if at, err := d.Members[2].Locate(m, 0x100); err != nil || at != 0x118 {
		t.Errorf("virtual base at %#x, %v", at, err)
	}
	if _, err := d.Members[2].Locate(m, 0x900); err == nil {
		t.Error("virtual base of an object outside of memory")
	}
	if len(d.Statics) != 2 {
		t.Fatalf("statics %v", d.Statics)
	}
	if loc, err := d.Statics[0].Locator.Locate(m); err != nil || loc.Pieces[0].Addr != 0x140 || d.Statics[0].Kind != symbols.Static || d.Statics[0].Scope != "Square" {
		t.Errorf("count: %+v %v", loc, err)
	}
	if loc, err := d.Statics[1].Locator.Locate(m); err != nil || string(loc.Pieces[0].Bytes) != "\xf9\xff\xff\xff" || d.Statics[1].Kind != symbols.Constant {
		t.Errorf("max: %+v %v", loc, err)
	}
	if got := oneType(t, s, "Shape").Details().Members[1].Access; got != symbols.Private {
		t.Errorf("access %d", got)
	}
}

func TestEnumerations(t *testing.T) {
	i8, u8 := base("signed char", 1, 6), base("unsigned char", 1, 8)
	value := func(n string, form uint64, v int) *dt.DIE {
		return dt.Entry(tagEnumerator, name(n), dt.A(atConst, form, v))
	}
	s := typesOf(t, 5, langC, i8, u8,
		dt.Entry(tagEnum, name("Signed"), size(1), typ(i8)).With(value("a", fData1, 255), value("b", fSdata, -2)),
		dt.Entry(tagEnum, name("Unsigned"), size(1), typ(u8), dt.A(0x6d, fFlag, nil)).With(value("a", fData1, 255), value("b", fUdata, 200)),
		dt.Entry(tagEnum, name("Untyped"), size(4)).With(value("a", fSdata, -1), value("b", fData2, 65535)),
	)
	for _, c := range []struct {
		name   string
		a, b   int64
		signed [2]bool
	}{
		{"Signed", -1, -2, [2]bool{true, true}},
		{"Unsigned", 255, 200, [2]bool{}},
		{"Untyped", -1, 65535, [2]bool{true, false}},
	} {
		enum := oneType(t, s, c.name)
		if want := c.name == "Unsigned"; enum.Scoped != want {
			t.Errorf("%s: scoped %v, want %v", c.name, enum.Scoped, want)
		}
		e := enum.Details().Enumerators
		if len(e) != 2 || int64(e[0].Value) != c.a || int64(e[1].Value) != c.b || e[0].Signed != c.signed[0] || e[1].Signed != c.signed[1] {
			t.Errorf("%s: %+v", c.name, e)
		}
	}
}

func TestTemplateNames(t *testing.T) {
	i32, u, c, b := base("int", 4, 5), base("unsigned long", 4, 7), base("char", 1, 6), base("bool", 1, 2)
	constant := dt.Entry(tagConst, typ(c))
	str := dt.Entry(tagPointer, typ(constant))
	fn := dt.Entry(tagSubroutine, typ(i32)).With(dt.Entry(tagParam, typ(str)), dt.Entry(tagEllipsis))
	param := func(n string, t *dt.DIE) *dt.DIE { return dt.Entry(tagTmplType, name(n), typ(t)) }
	val := func(t *dt.DIE, n int) *dt.DIE {
		return dt.Entry(tagTmplValue, name("N"), typ(t), dt.A(atConst, fSdata, n))
	}
	alloc := dt.Entry(tagClass, name("alloc"), size(1)).With(param("T", i32))
	vector := dt.Entry(tagClass, name("vector"), size(12)).With(param("T", i32), param("A", alloc))
	self := dt.Entry(tagClass, name("self"), size(1))
	self.With(param("T", self), param("U", self))
	s := typesOf(t, 5, langCPlusPlus, i32, u, c, b, constant, str, fn,
		dt.Entry(tagNamespace, name("std")).With(dt.Entry(tagNamespace, name("__2"), dt.A(atExportSymbols, fFlag, nil)).With(alloc, vector)),
		dt.Entry(tagStruct, name("values"), size(1)).With(val(i32, -3), val(u, 4), val(c, 'x'), val(b, 1)),
		dt.Entry(tagStruct, name("pack"), size(1)).With(dt.Entry(tagPack, name("P")).With(param("", str), param("", fn))),
		dt.Entry(tagStruct, name("none"), size(1)).With(dt.Entry(tagPack, name("P"))),
		dt.Entry(tagStruct, name("whole<int>"), size(1)).With(param("T", i32)),
		dt.Entry(tagStruct, name("_STN|both|<int>"), size(1)).With(param("T", i32)),
		self)
	for _, want := range []string{"std::vector<int,std::alloc<int>>", "std::__2::vector<int, std::__2::alloc<int> >", "values<-3, 4UL, 'x', true>",
		"pack<const char *, int (const char *, ...)>", "none<>", "whole<int>", "both<int>"} {
		oneType(t, s, want)
	}
	if got := oneType(t, s, "std::vector<int, std::alloc<int>>").QualifiedName(); got != "std::__2::vector<int, std::__2::alloc<int> >" {
		t.Errorf("name %q", got)
	}
	args := oneType(t, s, "values<-3, 4UL, 'x', true>").Details().TemplateArgs
	if len(args) != 4 || args[0].Value == nil || *args[0].Value != -3 || args[0].Type.Name != "int" {
		t.Errorf("arguments %+v", args)
	}
	if p := oneType(t, s, "pack<const char *, int (const char *, ...)>").Details().TemplateArgs; len(p) != 1 || !p[0].IsPack || len(p[0].Pack) != 2 {
		t.Errorf("pack %+v", p)
	}
	for v := range s.Globals() {
		t.Errorf("global %s", v.Name)
	}
}

func TestDefinitionsOfDeclarations(t *testing.T) {
	p := newProgram(t, 2)
	b := dt.New(dt.Format{Version: 4})
	declare := func(n string) *dt.DIE { return dt.Entry(tagStruct, name(n), dt.A(atDecl, fFlag, nil)) }
	pointer := func(n string, to *dt.DIE) []*dt.DIE {
		ptr := dt.Entry(tagPointer, typ(to))
		return []*dt.DIE{to, ptr, dt.Entry(tagTypedef, name(n), typ(ptr))}
	}
	define := func(n string, bytes int, members ...string) *dt.DIE {
		d := dt.Entry(tagStruct, name(n), size(bytes), dt.A(atDeclLine, fData1, 3))
		i32 := base("", 4, 5)
		for _, m := range members {
			d.With(member(m, i32, at(0)))
		}
		return d.With(i32)
	}
	lang := dt.A(atLanguage, fData1, langC)
	first := unit(append(append(append(pointer("once", declare("Once")), pointer("twice", declare("Twice"))...), pointer("nowhere", declare("Nowhere"))...),
		pointer("same", declare("Same"))...)...)
	first.Attrs = append(first.Attrs, lang)
	second := unit(define("Once", 4, "a"), define("Twice", 4, "a"), define("Same", 8, "x", "y"))
	second.Attrs = append(second.Attrs, lang)
	third := unit(define("Twice", 4, "b"), define("Same", 8, "x", "y"))
	third.Attrs = append(third.Attrs, lang)
	for _, u := range []*dt.DIE{first, second, third} {
		b.Unit(dt.Header{}, u)
	}
	s, err := p.source(t, b)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name  string
		size  int64
		known bool
	}{{"once", 4, true}, {"twice", -1, false}, {"nowhere", -1, false}, {"same", 8, true}} {
		got := oneType(t, s, c.name).Elem().Elem()
		if got.Size != c.size || got.Incomplete == c.known {
			t.Errorf("%s: size %d, incomplete %v", c.name, got.Size, got.Incomplete)
		}
	}
	if got := len(s.Types("Same")); got != 1 {
		t.Errorf("%d types Same, want one: they are alike", got)
	}
}

func TestTypeUnits(t *testing.T) {
	for _, version := range []int{4, 5} {
		p := newProgram(t, 1)
		b := dt.New(dt.Format{Version: version})
		i32 := base("int", 4, 5)
		def := dt.Entry(tagStruct, name("Point"), size(8)).With(member("x", i32, at(0)), member("y", i32, at(4)))
		b.Unit(dt.Header{Kind: 2, Types: version == 4, ID: 0x1234, Type: def}, dt.Entry(0x41, dt.A(atLanguage, fData1, langCPlusPlus)).With(
			dt.Entry(tagNamespace, name("geo")).With(def), i32))
		skeleton := dt.Entry(tagStruct, dt.A(atDecl, fFlag, nil), dt.A(atSignature, fSig8, uint64(0x1234)))
		lost := dt.Entry(tagStruct, dt.A(atDecl, fFlag, nil), dt.A(atSignature, fSig8, uint64(0x9999)))
		b.Unit(dt.Header{}, unit(dt.Entry(tagNamespace, name("geo")).With(skeleton), lost,
			dt.Entry(tagTypedef, name("P"), dt.A(atType, fSig8, uint64(0x1234))),
			dt.Entry(tagTypedef, name("Q"), typ(skeleton)), dt.Entry(tagTypedef, name("R"), dt.A(atType, fSig8, uint64(7))),
			dt.Entry(tagTypedef, name("T"), typ(lost))))
		s, err := p.source(t, b)
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range []string{"P", "Q"} {
			if got := oneType(t, s, n).Elem(); got.QualifiedName() != "geo::Point" || got.Size != 8 || len(got.Details().Members) != 2 {
				t.Errorf("version %d, %s: %s of %d bytes", version, n, got, got.Size)
			}
		}
		oneType(t, s, "geo::Point")
		if got := oneType(t, s, "R").Elem(); got == nil || got.Kind != symbols.KindUnknown {
			t.Errorf("a type unit that is missing: %v", got)
		}
		if got := oneType(t, s, "T").Elem(); got == nil || !got.Incomplete {
			t.Errorf("a type unit that is missing: %v", got)
		}
	}
}

func TestDeclarationsOfThemselves(t *testing.T) {
	p := newProgram(t, 1)
	b := dt.New(dt.Format{Version: 5})
	def := dt.Entry(tagStruct, name("Point"), size(8), dt.A(atSignature, fSig8, uint64(0x1234)))
	b.Unit(dt.Header{Kind: 2, ID: 0x1234, Type: def}, dt.Entry(0x41).With(def))
	declared := dt.Entry(tagBase, name("int"), size(4), dt.A(atDecl, fFlag, nil))
	b.Unit(dt.Header{}, unit(declared, dt.Entry(tagTypedef, name("P"), dt.A(atType, fSig8, uint64(0x1234))), dt.Entry(tagTypedef, name("I"), typ(declared))))
	s, err := p.source(t, b)
	if err != nil {
		t.Fatal(err)
	}
	if got := oneType(t, s, "P").Elem(); !got.Incomplete {
		t.Errorf("%s of %d bytes", got, got.Size)
	}
	if got := oneType(t, s, "I").Elem(); got.Kind != symbols.KindBase {
		t.Errorf("kind %d", got.Kind)
	}
}

func TestCircularTypes(t *testing.T) {
	a, b := dt.Entry(tagTypedef, name("A")), dt.Entry(tagTypedef, name("B"))
	a.Attrs, b.Attrs = append(a.Attrs, typ(b)), append(b.Attrs, typ(a))
	array := dt.Entry(tagArray)
	array.Attrs = append(array.Attrs, typ(array))
	array.With(dt.Entry(tagSubrange, dt.A(atCount, fData1, 2)))
	inside := dt.Entry(tagStruct, name("Inside"), size(8))
	inside.With(member("m", inside, at(0)))
	wrong := dt.Entry(tagTypedef, name("W"), dt.A(atType, fRef4, 0x7fffffff))
	notType := dt.Entry(tagTypedef, name("N"))
	notType.Attrs = append(notType.Attrs, typ(dt.Entry(tagEnumerator)))
	odd := dt.Entry(tagNamespace, name("odd"))
	notType.Attrs[1] = typ(odd)
	s := typesOf(t, 5, langC, a, b, array, dt.Entry(tagTypedef, name("C"), typ(array)), inside, wrong, odd, notType)
	if got := oneType(t, s, "A"); got.Size != -1 || got.Strip() != nil {
		t.Errorf("A: size %d", got.Size)
	}
	if got := oneType(t, s, "C").Elem(); got.Size != -1 || got.Elem() != got {
		t.Errorf("array of itself: size %d", got.Size)
	}
	if got := oneType(t, s, "Inside"); got.Details().Members[0].Type != got {
		t.Error("a structure in itself is another one")
	}
	for _, n := range []string{"W", "N"} {
		if got := oneType(t, s, n).Elem(); got == nil || got.Kind != symbols.KindUnknown || got.Details().Err == nil {
			t.Errorf("%s: %v", n, got)
		}
	}
	if len(s.Problems()) == 0 {
		t.Error("no problem was reported")
	}
}
