package symbols

import (
	"strings"
	"testing"
)

// parts are what a type consists of, for tests.
type parts struct {
	elem    *Type
	details Details
}

func (p *parts) LoadElem(*Type, uint64) *Type      { return p.elem }
func (p *parts) LoadDetails(*Type, uint64) Details { return p.details }

func makeType(info TypeInfo, p *parts) *Type { return NewType(info, p, 0) }

func TestTypeNames(t *testing.T) {
	in := CPlusPlus
	of := func(k Kind, elem *Type) *Type { return makeType(TypeInfo{Kind: k, Language: in}, &parts{elem: elem}) }
	named := func(k Kind, scope, name string) *Type {
		return makeType(TypeInfo{Kind: k, Name: name, Scope: scope, Language: in}, &parts{})
	}
	array := func(elem *Type, counts ...int64) *Type {
		info := TypeInfo{Kind: KindArray, Language: in}
		for _, n := range counts {
			info.Dims = append(info.Dims, Dim{Count: n})
		}
		return makeType(info, &parts{elem: elem})
	}
	function := func(result *Type, variadic bool, params ...*Type) *Type {
		return makeType(TypeInfo{Kind: KindFunc, Language: in}, &parts{result, Details{Params: params, Variadic: variadic}})
	}
	member := func(class, elem *Type) *Type {
		return makeType(TypeInfo{Kind: KindMember, Language: in}, &parts{elem, Details{Class: class}})
	}
	ptr := func(elem *Type) *Type { return of(KindPointer, elem) }
	constant := func(elem *Type) *Type { return of(KindConst, elem) }
	integer, char := named(KindBase, "", "int"), named(KindBase, "", "char")
	shape := named(KindClass, "ns", "Shape")
	vla := makeType(TypeInfo{Kind: KindArray, Language: C, Dims: []Dim{{Count: -1, Dynamic: func(Machine) (int64, error) { return 0, nil }}}}, &parts{elem: integer})
	for _, c := range []struct {
		t    *Type
		want string
	}{
		{nil, "void"},
		{integer, "int"},
		{ptr(nil), "void *"},
		{ptr(ptr(char)), "char **"},
		{ptr(constant(char)), "const char *"},
		{constant(ptr(char)), "char *const"},
		{constant(ptr(constant(char))), "const char *const"},
		{ptr(constant(ptr(constant(char)))), "const char *const *"},
		{constant(of(KindVolatile, integer)), "const volatile int"},
		{constant(of(KindVolatile, ptr(integer))), "int *volatile const"},
		{of(KindRestrict, ptr(integer)), "int *restrict"},
		{of(KindAtomic, integer), "_Atomic int"},
		{ptr(constant(nil)), "const void *"},
		{of(KindReference, constant(shape)), "const ns::Shape &"},
		{of(KindRvalueRef, shape), "ns::Shape &&"},
		{of(KindReference, ptr(integer)), "int *&"},
		{array(integer, 3), "int [3]"},
		{array(integer, 2, 3), "int [2][3]"},
		{array(array(integer, 3), 2), "int [2][3]"},
		{array(integer, -1), "int []"},
		{array(integer), "int []"},
		{vla, "int [*]"},
		{array(ptr(integer), 3), "int *[3]"},
		{ptr(array(integer, 3)), "int (*)[3]"},
		{of(KindReference, array(integer, 3)), "int (&)[3]"},
		{constant(array(integer, 3)), "const int [3]"},
		{array(constant(integer), 3), "const int [3]"},
		{array(constant(ptr(char)), 2), "char *const [2]"},
		{function(nil, false), "void ()"},
		{function(integer, true, ptr(constant(char))), "int (const char *, ...)"},
		{ptr(function(nil, true, integer)), "void (*)(int, ...)"},
		{ptr(function(ptr(char), false, integer, shape)), "char *(*)(int, ns::Shape)"},
		{constant(ptr(function(nil, false))), "void (*const)()"},
		{array(ptr(function(nil, false, integer)), 4), "void (*[4])(int)"},
		{ptr(function(ptr(function(integer, false)), false, char)), "int (*(*)(char))()"},
		{member(shape, integer), "int ns::Shape::*"},
		{member(shape, function(integer, false, ptr(shape), char)), "int (ns::Shape::*)(char)"},
		{array(member(shape, integer), 2), "int ns::Shape::*[2]"},
		{ptr(member(shape, integer)), "int ns::Shape::**"},
		{named(KindTypedef, "std", "size_t"), "std::size_t"},
		{named(KindUnion, "", ""), "union {…}"},
		{named(KindUnspecified, "", "decltype(nullptr)"), "decltype(nullptr)"},
		{makeType(TypeInfo{}, nil2()), "<unknown type>"},
		{makeType(TypeInfo{Kind: KindStruct, Name: "point", Language: C}, nil2()), "struct point"},
		{ptr(makeType(TypeInfo{Kind: KindEnum, Name: "color", Language: C}, nil2())), "enum color *"},
		{makeType(TypeInfo{Kind: KindFunc, Language: C}, &parts{elem: integer}), "int (void)"},
		{makeType(TypeInfo{Kind: KindVector, Size: 16, Language: C}, &parts{elem: integer}), "int __attribute__((vector_size(16)))"},
		{named(KindStruct, "", "evil\nname"), `evil\nname`},
	} {
		if got := c.t.String(); got != c.want {
			t.Errorf("got  %s\nwant %s", got, c.want)
		}
	}
}

func nil2() *parts { return &parts{} }

func TestRustAndGoTypeNames(t *testing.T) {
	for _, c := range []struct {
		info TypeInfo
		elem TypeInfo
		want string
	}{
		{TypeInfo{Kind: KindPointer, Name: "&mut T", Language: Rust}, TypeInfo{Name: "T"}, "&mut T"},
		{TypeInfo{Kind: KindPointer, Language: Rust}, TypeInfo{Kind: KindBase, Name: "u8", Language: Rust}, "*mut u8"},
		{TypeInfo{Kind: KindArray, Language: Rust, Dims: []Dim{{Count: 3}}}, TypeInfo{Kind: KindBase, Name: "i32", Language: Rust}, "[i32; 3]"},
		{TypeInfo{Kind: KindArray, Language: Rust, Dims: []Dim{{Count: 2}, {Count: 3}}}, TypeInfo{Kind: KindBase, Name: "i32", Language: Rust}, "[[i32; 3]; 2]"},
		{TypeInfo{Kind: KindFunc, Language: Rust}, TypeInfo{Kind: KindBase, Name: "i32", Language: Rust}, "fn() -> i32"},
		{TypeInfo{Kind: KindVoid, Language: Rust}, TypeInfo{}, "()"},
		{TypeInfo{Kind: KindStruct, Scope: "alloc::vec", Name: "Vec<u8>", Language: Rust}, TypeInfo{}, "alloc::vec::Vec<u8>"},
		{TypeInfo{Kind: KindPointer, Language: TinyGo}, TypeInfo{Kind: KindBase, Name: "int32", Language: TinyGo}, "*int32"},
		{TypeInfo{Kind: KindArray, Language: TinyGo, Dims: []Dim{{Count: 2}, {Count: 3}}}, TypeInfo{Kind: KindBase, Name: "int32", Language: TinyGo}, "[2][3]int32"},
	} {
		if got := makeType(c.info, &parts{elem: makeType(c.elem, nil2())}).String(); got != c.want {
			t.Errorf("got  %s\nwant %s", got, c.want)
		}
	}
}

func TestTypeNamesAreBounded(t *testing.T) {
	for _, lang := range []Language{C, CPlusPlus, Rust, TinyGo} {
		for k := KindUnknown; k <= KindWasmRef; k++ {
			p := &parts{}
			self := makeType(TypeInfo{Kind: k, Language: lang, Dims: make([]Dim, 2000)}, p)
			p.elem, p.details.Class = self, self
			for range 100 {
				p.details.Params = append(p.details.Params, self)
			}
			if got := self.String(); len(got) > 20_000 || got == "" {
				t.Errorf("language %d, kind %d: %d bytes", lang, k, len(got))
			}
		}
	}
	long := makeType(TypeInfo{Kind: KindStruct, Name: strings.Repeat("x", 5000)}, nil2())
	p := &parts{}
	for range 1000 {
		p.details.Params = append(p.details.Params, long)
	}
	if got := makeType(TypeInfo{Kind: KindFunc}, p).String(); len(got) > 20_000 || !strings.HasSuffix(got, "…)") {
		t.Errorf("%d bytes", len(got))
	}
}

func TestDeclarations(t *testing.T) {
	i := makeType(TypeInfo{Kind: KindBase, Name: "int"}, nil)
	array := makeType(TypeInfo{Kind: KindArray, Dims: []Dim{{Count: 2}, {Count: 3}}}, &parts{elem: i})
	pointer := makeType(TypeInfo{Kind: KindPointer}, &parts{elem: array})
	for want, typ := range map[string]*Type{
		"int x":          i,
		"int x[2][3]":    array,
		"int (*x)[2][3]": pointer,
		"int *x[4]":      makeType(TypeInfo{Kind: KindArray, Dims: []Dim{{Count: 4}}}, &parts{elem: makeType(TypeInfo{Kind: KindPointer}, &parts{elem: i})}),
		"void x":         nil,
		"x: u8":          makeType(TypeInfo{Kind: KindBase, Name: "u8", Language: Rust}, nil),
		"int (*x)(int)":  makeType(TypeInfo{Kind: KindPointer}, &parts{elem: makeType(TypeInfo{Kind: KindFunc}, &parts{elem: i, details: Details{Params: []*Type{i}}})}),
	} {
		if got := typ.Declare("x"); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
