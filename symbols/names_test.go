package symbols_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/wdbg/wdbg/symbols"
)

func TestDemangle(t *testing.T) {
	for raw, want := range map[string]string{
		"":                                       "",
		"main":                                   "main",
		"_Z3sumPKii":                             "sum(int const*, int)",
		"_ZN3foo3barE":                           "foo::bar",
		"_RNvCs15kBYyAo9fc_7mycrate7example":     "mycrate::example",
		"_ZN4core3fmt5write17h01234567890abcdeE": "core::fmt::write",
		"core::fmt::write::h01234567890abcde":    "core::fmt::write",
		"core::fmt::write::hello":                "core::fmt::write::hello",
		"core::fmt::write::h0123456789ABCDEF":    "core::fmt::write::h0123456789ABCDEF",
		"::h0123456789abcdef":                    "::h0123456789abcdef",
		"$s4main3fooyySiF":                       "$s4main3fooyySiF", // Swift
		"_$s4main3fooyySiF":                      "_$s4main3fooyySiF",
		"_Z" + strings.Repeat("9", 5000):         "_Z" + strings.Repeat("9", 5000),
	} {
		if got := symbols.Demangle(raw); got != want {
			t.Errorf("%q: got %q, want %q", raw, got, want)
		}
	}
}

func TestDisplayName(t *testing.T) {
	for _, test := range []struct{ scope, name, want string }{
		{"", "main", "main"},
		{"app", "run", "app::run"},
		{"std::__2::vector<int, std::__2::allocator<int> >", "push_back", "std::vector<int>::push_back"},
		{"std::__1", "sort<int *>", "std::sort<int *>"},
		{"std::__ndk1::__fs::filesystem", "exists", "std::__fs::filesystem::exists"},
		{"my::__2", "f", "my::__2::f"}, // not the standard library's
		{"", "__2::f", "__2::f"},
		{"std::__2", "__get[abi:nqn220108]<0UL, int>", "std::__get<0UL, int>"},
		{"", "f[abi:a][abi:b](int)", "f(int)"},
		{"", "void std::__2::sort<int*>(int*, int*)", "std::sort<int*>(int*, int*)"},
		{"", "unsigned long const& (anonymous namespace)::pick<int>(int)", "(anonymous namespace)::pick<int>(int)"},
		{"", "virtual thunk to A<int>::f<int>(int)", "virtual thunk to A<int>::f<int>(int)"},
		{"", "guard variable for f<int>(int)::x", "guard variable for f<int>(int)::x"},
		{"", "int (*f<int>(int))(char)", "int (*f<int>(int))(char)"},
		{"", "std::ostream& operator<< <char>(std::ostream&, char)", "operator<< <char>(std::ostream&, char)"},
		{"", "std::__2::basic_ostream<char, std::__2::char_traits<char>>& std::__2::operator<<[abi:ne2]<std::__2::char_traits<char>>(std::__2::basic_ostream<char, std::__2::char_traits<char>>&, char const*)",
			"std::operator<<<std::char_traits<char>>(std::ostream&, char const*)"},
		{"A", "operator<", "A::operator<"},
		{"A", "operator->", "A::operator->"},
		{"A", "operator()", "A::operator()"},
		{"A", "operator[]", "A::operator[]"},
		{"A", "operator<=>", "A::operator<=>"},
		{"A", "operator std::__2::vector<int, std::__2::allocator<int>>", "A::operator std::vector<int>"},
		{"", "A::operator std::__2::vector<int>() const", "A::operator std::vector<int>() const"},
		{"{anonymous}", "f", "(anonymous namespace)::f"},
		{"(anonymous namespace)", "f", "(anonymous namespace)::f"},
		{"", "main::{lambda(int, std::__2::string<x>)#2}::operator()(int) const", "main::{lambda#2}::operator()(int) const"},
		{"", "main::'lambda0'(int)::operator()(int) const", "main::{lambda0}::operator()(int) const"},
		{"", "main::'lambda'(auto)::operator()<int>(auto) const", "main::{lambda}::operator()<int>(auto) const"},
		{"f::(lambda at /very/long/path/to/x.cpp:10:5)", "operator()", "f::(lambda at x.cpp:10:5)::operator()"},
		{"app::main::{closure_env#0}", "call", "app::main::{closure_env#0}::call"},
		{"", "app::main::{{closure}}", "app::main::{{closure}}"},
		{"", "core::fmt::write::h0123456789abcdef", "core::fmt::write"},
		{"", "<alloc::vec::Vec<u8, alloc::alloc::Global> as core::fmt::Debug>::fmt", "<alloc::vec::Vec<u8> as core::fmt::Debug>::fmt"},
		{"", "core::ptr::drop_in_place::<[u8; 4]>", "core::ptr::drop_in_place::<[u8; 4]>"},
		{"", "app::apply<fn(i32) -> i32>", "app::apply<fn(i32) -> i32>"},
		{"", "foo.llvm.6899344535086842092", "foo"},
		{"", "foo::bar (.llvm.123)", "foo::bar"},
		{"", "foo(int) [clone .llvm.1] [clone .cold]", "foo(int)"},
		{"", "foo.llvm.x", "foo.llvm.x"},
		{"", "a<(b > c)>", "a<(b > c)>"},
		{"", "a<(b < c), (d << 2)>", "a<(b < c), (d << 2)>"},
		{"", "~lib/array/Array<i32>#push", "~lib/array/Array<i32>#push"},
		{"", "assembly/index/start:main~anonymous|0", "assembly/index/start:main~anonymous|0"},
		{"", "evil\x1b[31m", `evil\x1b[31m`},
		{"", "a<b", "a<b"},
		{"", "a>b)", "a>b)"},
	} {
		f := symbols.Func{Scope: test.scope, Name: test.name}
		if got := f.DisplayName(); got != test.want {
			t.Errorf("%s :: %s:\ngot  %s\nwant %s", test.scope, test.name, got, test.want)
		}
	}
}

func TestDisplayNameGo(t *testing.T) {
	for name, want := range map[string]string{
		"main.(*rect).Area":                       "main.(*rect).Area",
		"main.Map[go.shape.int,go.shape.string]":  "main.Map[...]",
		"main.(*List[go.shape.[]uint8]).Push.fn1": "main.(*List[...]).Push.fn1",
		"type:.eq.[2]string":                      "type:.eq.[2]string",
	} {
		f := symbols.Func{Name: name, Language: symbols.Go}
		if got := f.DisplayName(); got != want {
			t.Errorf("%s: got %s, want %s", name, got, want)
		}
	}
}

func TestShortenType(t *testing.T) {
	const a, str = "std::__2::allocator<", "std::__2::basic_string<char, std::__2::char_traits<char>, std::__2::allocator<char> >"
	for name, want := range map[string]string{
		"int": "int",
		str:   "std::string",
		"std::__2::basic_string<char32_t, std::__2::char_traits<char32_t>, std::__2::allocator<char32_t>>": "std::u32string",
		"std::__2::basic_string<char, mine::traits, std::__2::allocator<char>>":                            "std::basic_string<char, mine::traits>",
		"std::__2::basic_string_view<wchar_t, std::__2::char_traits<wchar_t> > const&":                     "std::wstring_view const&",
		"std::__cxx11::basic_string<char>":                                                                 "std::string",
		"std::__2::vector<" + str + ", " + a + str + " > >":                                                "std::vector<std::string>",
		"std::__2::vector<int, mine::pool<int> >":                                                          "std::vector<int, mine::pool<int>>",
		"mine::vector<int, std::allocator<int> >":                                                          "mine::vector<int, std::allocator<int>>",
		"std::vector<int, std::allocator<long> >":                                                          "std::vector<int, std::allocator<long>>",
		"std::__2::unique_ptr<Shape, std::__2::default_delete<Shape> >":                                    "std::unique_ptr<Shape>",
		"std::__2::set<int, std::__2::less<int>, std::__2::allocator<int> > *":                             "std::set<int> *",
		"std::__2::set<int, std::__2::greater<int>, std::__2::allocator<int> >":                            "std::set<int, std::greater<int>>",
		"std::__2::map<int, long, std::__2::less<int>, " + a + "std::__2::pair<const int, long> > >":       "std::map<int, long>",
		"std::__2::map<char*, long, std::__2::less<char*>, " + a + "std::__2::pair<char* const, long>>>":   "std::map<char*, long>",
		"std::__2::unordered_map<" + str + ", int, std::__2::hash<" + str + ">, std::__2::equal_to<" + str + ">, " + a + "std::__2::pair<const " + str + ", int> > >": "std::unordered_map<std::string, int>",
		"alloc::vec::Vec<i32, alloc::alloc::Global>":                                   "alloc::vec::Vec<i32>",
		"std::collections::hash::map::HashMap<u8, u8, std::hash::random::RandomState>": "std::collections::hash::map::HashMap<u8, u8>",
		"app::Arena<u8, alloc::alloc::Global>":                                         "app::Arena<u8, alloc::alloc::Global>",
		"void (*)(int, char const*)":                                                   "void (*)(int, char const*)",
		"int [3][4]":                                                                   "int [3][4]",
		"&[alloc::string::String]":                                                     "&[alloc::string::String]",
		"app::Table<app::Key, " + strings.Repeat("app::Value, ", 10) + "int>::Row<app::Other>": "app::Table<app::Key, …>::Row<app::Other>",
		"app::Table<" + strings.Repeat("a::", 40) + "b, int>::Row<app::Other, int>":            "app::Table<…>::Row<app::Other, …>",
		"Foo<>": "Foo<>",
		"a::b<" + strings.Repeat("cc::dd<", 30) + "int" + strings.Repeat(">", 31): "a::b<cc::dd<cc::dd<…>>>",
		"f<" + strings.Repeat("x, ", 60) + "x>":                                   "f<x, …>",
	} {
		if got := symbols.ShortenType(name); got != want {
			t.Errorf("%s:\ngot  %s\nwant %s", name, got, want)
		}
	}
}

func FuzzShorten(f *testing.F) {
	for _, s := range []string{"std::__2::map<int, A<B>, std::__2::less<int> >::f[abi:x](int) const", "f<'lambda'(int)>::{lambda(int)#1}",
		"operator<< <x>", "(lambda at a/b:1:2)", "<A as B<C>>::f::h0123456789abcdef", "((((", "',::'", "<<<<", "a<b,c<d>>", "int (*f<int>(int))(char)"} {
		f.Add(s, uint8(0))
	}
	f.Fuzz(func(t *testing.T, name string, lang uint8) {
		fn := symbols.Func{Name: name, Language: symbols.Language(lang % 12)}
		if scope, own, ok := strings.Cut(name, "::"); ok {
			var n symbols.Namer
			for range 2 { // each function remembers its name
				apart := func() *symbols.Func {
					return &symbols.Func{Scope: scope, Name: own, Language: fn.Language, Origin: symbols.OriginDWARF}
				}
				if got, want := n.Name(apart()), apart().DisplayName(); got != want {
					t.Fatalf("Namer says %q, DisplayName %q", got, want)
				}
			}
		}
		for _, got := range []string{fn.DisplayName(), symbols.ShortenType(name)} {
			if !utf8.ValidString(got) || symbols.Printable(got) != got {
				t.Fatalf("not printable: %q", got)
			}
			// What escapes and the pieces put in may add is bounded.
			if len(got) > 10*len(name)+100 {
				t.Fatalf("%d bytes made of %d", len(got), len(name))
			}
		}
	})
}

func TestNamer(t *testing.T) {
	var n symbols.Namer
	for _, f := range [][2]string{
		{"std::__2::vector<int, std::__2::allocator<int> >", "push_back"},
		{"std::__2::vector<int, std::__2::allocator<int> >", "emplace<" + strings.Repeat("std::__2::pair<int, int>, ", 9) + "int>"},
		{"app::Map<" + strings.Repeat("app::Key, ", 20) + "int>", "find<app::X<int> >"},
		{"std", "__2::f"},
		{"a<b", "c>"},
	} {
		for range 2 { // each function remembers its name
			one := symbols.Func{Scope: f[0], Name: f[1], Origin: symbols.OriginDWARF}
			other := symbols.Func{Scope: f[0], Name: f[1], Origin: symbols.OriginDWARF}
			if got, want := n.Name(&one), other.DisplayName(); got != want {
				t.Errorf("got %s, want %s", got, want)
			}
		}
	}
}

func BenchmarkDisplayName(b *testing.B) {
	f := symbols.Func{Scope: "std::__2::map<int, long, std::__2::less<int>, std::__2::allocator<std::__2::pair<const int, long> > >", Name: "insert<int>"}
	for b.Loop() {
		fresh := symbols.Func{Scope: f.Scope, Name: f.Name}
		fresh.DisplayName()
	}
}
