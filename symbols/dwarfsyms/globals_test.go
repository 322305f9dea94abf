package dwarfsyms_test

import (
	"testing"

	dt "github.com/wdbg/wdbg/internal/dwarftest"
	"github.com/wdbg/wdbg/symbols"
)

func TestGlobals(t *testing.T) {
	i32 := base("int", 4, 5)
	declared := variable("declared", i32, dt.A(atExternal, fFlag, nil), dt.A(atDecl, fFlag, nil))
	s := typesOf(t, 4, langCPlusPlus, i32,
		dt.Entry(tagNamespace, name("app")).With(
			dt.Entry(tagNamespace, name("v1"), dt.A(atExportSymbols, fFlag, nil)).With(variable("config", i32, location(0x03, 0x10, 0, 0, 0))),
			dt.Entry(tagNamespace).With(variable("hidden", i32, location(0x03, 0x20, 0, 0, 0))), declared),
		dt.Entry(tagVariable, dt.A(atSpec, fRef4, declared), location(0x03, 0x30, 0, 0, 0)),
		variable("config", i32, location(0x03, 0xff, 0xff, 0xff, 0xff)),
		variable("max", i32, dt.A(atConst, fSdata, 5)),
		variable("nowhere", i32),
		variable("part", i32, location(0x03, 0x40, 0, 0, 0, 0x23, 4)),
		dt.Entry(tagSubprogram, name("f")).With(
			variable("calls", i32, location(0x03, 0x50, 0, 0, 0)),
			variable("calls", i32, location(0x03, 0x50, 0, 0, 0)),
			variable("dropped", i32, location(0x03, 0xff, 0xff, 0xff, 0xff)),
			variable("address", i32, location(0x03, 0x60, 0, 0, 0, 0x9f)),
			dt.Entry(tagBlock).With(variable("deep", i32, location(0x03, 0x70, 0, 0, 0)))),
	)
	m := &memory{}
	want := map[string]string{
		"app::v1::config": "global config@0: [16]", "app::(anonymous namespace)::hidden": "global hidden@0: [32]", "app::declared": "global declared@0: [48]",
		"config": "global config@0: removed by the linker", "max": "constant max@0: 05000000", "nowhere": "global nowhere@0: none",
		"part": "global part@0: [68]", "f::calls": "static calls@0: [80]", "f::deep": "static deep@0: [112]",
	}
	n := 0
	for v := range s.Globals() {
		n++
		q := symbols.Qualify(v.Scope, v.Name)
		if got := shown(v, m); got != want[q] {
			t.Errorf("%s: %s, want %s", q, got, want[q])
		}
		if found := s.LookupGlobal(q); len(found) != 1 || shown(found[0], m) != want[q] {
			t.Errorf("%s is not found: %v", q, found)
		}
	}
	if n != len(want) {
		t.Errorf("%d variables, want %d", n, len(want))
	}
	for _, q := range []string{"app::config", "app::hidden", "::app::declared"} {
		if found := s.LookupGlobal(q); len(found) != 1 {
			t.Errorf("%s: %d variables", q, len(found))
		}
	}
	for _, q := range []string{"hidden", "v1::config", "app::max", "f::dropped", "f::address", ""} {
		if found := s.LookupGlobal(q); len(found) != 0 {
			t.Errorf("%s: %d variables", q, len(found))
		}
	}
}

func TestDataSymbols(t *testing.T) {
	i32, void := base("int", 4, 5), dt.Entry(tagPointer)
	array := dt.Entry(tagArray, typ(i32)).With(dt.Entry(tagSubrange, dt.A(atCount, fData1, 4)))
	vtable := func() *dt.DIE {
		return variable("_vtable$", void, dt.A(atArtificial, fFlag, nil), dt.A(atDecl, fFlag, nil))
	}
	virtual := func(n byte) *dt.DIE {
		return dt.Entry(tagSubprogram, name("f"), dt.A(atDecl, fFlag, nil), dt.A(atVtableElem, fExpr, []byte{0x10, n}))
	}
	vptr := func() *dt.DIE { return member("_vptr$X", void, at(0), dt.A(atArtificial, fFlag, nil)) }
	shape := dt.Entry(tagClass, name("Shape"), size(4)).With(vptr(), virtual(0), virtual(2))
	named := dt.Entry(tagClass, name("Named"), size(4)).With(vptr(), virtual(0))
	square := dt.Entry(tagClass, name("Square"), size(8)).With(vtable(), dt.Entry(tagInheritance, typ(shape), at(0)),
		dt.Entry(tagInheritance, typ(named), at(4)), virtual(3))
	closure := dt.Entry(tagStruct, name("Circle"), size(4))
	layout := dt.Entry(tagStruct, name("<Circle as Shape>::{vtable_type}"), size(12), dt.A(atContaining, fRef4, closure))
	other := dt.Entry(tagStruct, name("Other"), size(4))
	merged := dt.Entry(tagStruct, name("<Other as Shape>::{vtable_type}"), size(12), dt.A(atContaining, fRef4, other))
	s := typesOf(t, 4, langCPlusPlus, i32, void, array, shape, named, closure, layout,
		dt.Entry(tagNamespace, name("geo")).With(square),
		variable("table", array, location(0x03, 0, 1, 0, 0)),
		dt.Entry(tagVariable, dt.A(atSpec, fRef4, square.Children[0]), location(0x03, 0, 2, 0, 0), dt.A(atLinkage, fString, "_ZTVN3geo6SquareE")),
		variable("<Circle as Shape>::{vtable}", layout, location(0x03, 0, 3, 0, 0)),
		variable("<Circle as Shape>::{vtable}", layout, location(0x03, 0, 4, 0, 0)), other, merged,
		variable("<Other as Shape>::{vtable}", merged, location(0x03, 0, 4, 0, 0)))
	for _, c := range []struct {
		addr  uint64
		name  string
		size  uint64
		class string
	}{
		{0xff, "", 0, ""}, {0x100, "table", 16, ""}, {0x10f, "table", 16, ""}, {0x110, "", 0, ""},
		// two words before each table's functions; four in the first, one in the second
		{0x208, "vtable for geo::Square", 36, "geo::Square"}, {0x220, "vtable for geo::Square", 36, "geo::Square"}, {0x224, "", 0, ""},
		{0x304, "<Circle as Shape>::{vtable}", 12, "Circle"},
		{0x404, "", 0, ""}, // of two classes
	} {
		sym, ok := s.DataSymbol(c.addr)
		class := ""
		if sym.Class != nil {
			class = sym.Class.QualifiedName()
		}
		if ok != (c.name != "") || sym.Name != c.name || sym.Size != c.size || class != c.class {
			t.Errorf("%#x: %+v of class %s", c.addr, sym, class)
		}
	}
	for v := range s.Globals() {
		if v.Name != "table" {
			t.Errorf("%s is among the variables", v.Name)
		}
	}
}

func TestValuesOfDeclarations(t *testing.T) {
	i32 := base("int", 4, 5)
	fixed := dt.Entry(tagConst, typ(i32))
	declare := func(n string, t *dt.DIE) *dt.DIE {
		return variable(n, t, dt.A(atExternal, fFlag, nil), dt.A(atDecl, fFlag, nil), dt.A(atConst, fSdata, 8))
	}
	class := dt.Entry(tagStruct, name("C"), size(1)).With(declare("constant", fixed), declare("both", fixed), declare("begins", i32), declare("gone", i32))
	define := func(of *dt.DIE, addr byte) *dt.DIE {
		return dt.Entry(tagVariable, dt.A(atSpec, fRef4, of), location(0x03, addr, 0, 0, 0))
	}
	tmpl := variable("tv", i32, location(0x03, 0x60, 0, 0, 0)).With(dt.Entry(tagTmplType, name("T"), typ(i32)))
	s := typesOf(t, 5, langCPlusPlus, i32, fixed, class, define(class.Children[1], 0x10), define(class.Children[2], 0x20), tmpl)
	m := &memory{}
	want := map[string]string{"C::constant": "constant constant@0: 08000000", "C::both": "static both@0: [16]", "C::begins": "static begins@0: [32]",
		"tv<int>": "global tv<int>@0: [96]"}
	n := 0
	for v := range s.Globals() {
		n++
		q := symbols.Qualify(v.Scope, v.Name)
		if got := shown(v, m); got != want[q] {
			t.Errorf("%s: %s, want %s", q, got, want[q])
		}
		if found := s.LookupGlobal(q); len(found) != 1 {
			t.Errorf("%s: %d variables", q, len(found))
		}
	}
	if n != len(want) {
		t.Errorf("%d variables", n)
	}
	statics := map[string]string{"constant": want["C::constant"], "both": "constant both@0: 08000000", "begins": want["C::begins"], "gone": "static gone@0: optimized out"}
	for _, v := range oneType(t, s, "C").Details().Statics {
		if got := shown(v, m); got != statics[v.Name] {
			t.Errorf("static member %s: %s, want %s", v.Name, got, statics[v.Name])
		}
	}
}
