package libcxx_test

import (
	"testing"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/value"
	"github.com/wdbg/wdbg/value/internal/handmade"
	"github.com/wdbg/wdbg/value/libcxx"
)

// The layouts here are those of other versions and other ABIs of the library than the one of the fixture programs.

const cpp = handmade.Lang(symbols.CPlusPlus)

func ul() *symbols.Type { return cpp.Base("unsigned long", 4, symbols.EncodingUnsigned) }

func field(name string, offset int64, t *symbols.Type) symbols.Member {
	return handmade.Field(name, offset, t)
}

// compressed is a pair of which the second member is empty: two base classes that have the values.
func compressed(t *symbols.Type) *symbols.Type {
	elem := cpp.Struct("std::__1", "__compressed_pair_elem<"+t.String()+", 0>", t.Size, nil, field("__value_", 0, t))
	return cpp.Struct("std::__1", "__compressed_pair<"+t.String()+", A>", t.Size, nil, handmade.Base(0, elem))
}

// oldString is basic_string up to LLVM 13: the size of a short string and a bit are one byte; it is the first or the last one.
func oldString(alternate bool) *symbols.Type {
	size, data := field("", 0, cpp.Union(1, field("__size_", 0, cpp.Byte()), field("__lx", 0, cpp.Char()))), field("__data_", 1, cpp.Array(cpp.Char(), 11))
	long := []symbols.Member{field("__cap_", 0, ul()), field("__size_", 4, ul()), field("__data_", 8, cpp.Pointer("", cpp.Char()))}
	short := []symbols.Member{size, data}
	if alternate {
		data.Offset, size.Offset = 0, 11
		short = []symbols.Member{data, size}
		long[0].Offset, long[2].Offset = 8, 0
	}
	rep := cpp.Struct("std::__1", "__rep", 12, nil, field("", 0, cpp.Union(12,
		field("__l", 0, cpp.Struct("", "__long", 12, nil, long...)), field("__s", 0, cpp.Struct("", "__short", 12, nil, short...)))))
	return cpp.Struct("std::__1", "basic_string<char, std::__1::char_traits<char>, std::__1::allocator<char> >", 12,
		handmade.Args("_CharT", cpp.Char()), field("__r_", 0, compressed(rep)))
}

func oldVector(elem *symbols.Type) *symbols.Type {
	p := cpp.Pointer("", elem)
	base := cpp.Struct("std::__1", "__vector_base<T>", 12, nil, field("__begin_", 0, p), field("__end_", 4, p), field("__end_cap_", 8, compressed(p)))
	return cpp.Struct("std::__1", "vector<T>", 12, handmade.Args("_Tp", elem), handmade.Base(0, base))
}

// oldMap is a map of compressed pairs, whose nodes are not defined.
func oldMap() *symbols.Type {
	node, define := cpp.Forward("std::__1", "__tree_node_base<void*>", 16)
	end := cpp.Struct("std::__1", "__tree_end_node<T>", 4, nil, field("__left_", 0, cpp.Pointer("", node)))
	define(handmade.Base(0, end), field("__right_", 4, cpp.Pointer("", node)), field("__parent_", 8, cpp.Pointer("", end)),
		field("__is_black_", 12, cpp.Base("bool", 1, symbols.EncodingBool)))
	pair := cpp.Struct("std::__1", "pair<const int, char>", 8, nil, field("first", 0, cpp.Int()), field("second", 4, cpp.Char()))
	tree := cpp.Struct("std::__1", "__tree<T>", 12, nil, field("__begin_node_", 0, cpp.Pointer("", end)),
		field("__pair1_", 4, compressed(end)), field("__pair3_", 8, compressed(ul())))
	allocator := cpp.Struct("std::__1", "allocator<pair>", 1, handmade.Args("_Tp", pair))
	return cpp.Struct("std::__1", "map<int, char>", 12, handmade.Args("_Key", cpp.Int(), "_Tp", cpp.Char(), "_Compare", cpp.Int(),
		"_Allocator", allocator), field("__tree_", 0, tree))
}

// functionWithTable is a function of the first ABI.
func functionWithTable() *symbols.Type {
	base := cpp.Struct("std::__1::__function", "__base<void ()>", 4, nil, field("_vptr$__base", 0, cpp.Pointer("", nil)))
	f := cpp.Struct("std::__1::__function", "__value_func<void ()>", 20, nil,
		field("__buf_", 0, cpp.Array(cpp.Char(), 12)), field("__f_", 16, cpp.Pointer("", base)))
	return cpp.Struct("std::__1", "function<void ()>", 20, nil, field("__f_", 0, f))
}

func TestOtherLayouts(t *testing.T) {
	for _, test := range []struct {
		name string
		typ  *symbols.Type
		put  func(*handmade.Memory)
		want string
	}{
		{"short string", oldString(false), func(m *handmade.Memory) { m.Put(16, byte(3<<1), "abc") }, `"abc"`},
		{"long string", oldString(false), func(m *handmade.Memory) { m.Put(16, 33, 20, 100).Put(100, "abcdefghijklmnopqrst\x00uvwxyz") }, `"abcdefghijklmnopqrst"`},
		{"short string too long", oldString(false), func(m *handmade.Memory) { m.Put(16, byte(90<<1)) }, `<invalid: size 90 of a short string, which has room for 10>`},
		{"alternate short string", oldString(true), func(m *handmade.Memory) { m.Put(16, "abc").Put(27, byte(3)) }, `"abc"`},
		{"alternate long string", oldString(true), func(m *handmade.Memory) { m.Put(16, 100, 4, uint32(0x80000020)).Put(100, "abcd\x00ef") }, `"abcd"`},
		{"string without a zero", oldString(true), func(m *handmade.Memory) { m.Put(16, 100, 4, uint32(0x80000020)).Put(100, "abcdef") }, `"abcd" <without the zero at its end>`},
		{"vector", oldVector(cpp.Int()), func(m *handmade.Memory) { m.Put(16, 100, 108, 112).Put(100, 1, 2, 3) }, `{1, 2}`},
		{"vector beyond its capacity", oldVector(cpp.Int()), func(m *handmade.Memory) { m.Put(16, 100, 108, 104) }, `<invalid: the end 0x6c is after that of the capacity 0x68>`},
		{"map", oldMap(), func(m *handmade.Memory) {
			m.Put(16, 200, 100, 3)              // begin, root, size
			m.Put(100, 200, 300, 20, 1, 5, "b") // left, right, parent, black, key, value
			m.Put(200, 0, 0, 100, 1, 3, "a")
			m.Put(300, 0, 0, 100, 1, 7, "c")
		}, `{[3] = 97 'a', [5] = 98 'b', [7] = 99 'c'}`},
		{"map, empty", oldMap(), func(m *handmade.Memory) { m.Put(16, 20, 0, 0) }, `{}`},
		{"function, empty", functionWithTable(), func(m *handmade.Memory) {}, `empty`},
		{"function", functionWithTable(), func(m *handmade.Memory) { m.Put(32, 16).Put(16, 200) }, `not empty <what it calls has no name>`},
		{"function, wild", functionWithTable(), func(m *handmade.Memory) { m.Put(32, 0xffffff) }, `<invalid: its target is at 0xffffff>`},
	} {
		m := &handmade.Memory{Bytes: make([]byte, 4096)}
		test.put(m)
		if got := m.Text(libcxx.New(), 16, test.typ); got != test.want {
			t.Errorf("%s: got  %s\nwant %s", test.name, got, test.want)
		}
	}
}

// TestNotMine makes sure that types of other libraries, and of unknown layouts, are left alone.
func TestNotMine(t *testing.T) {
	m := &handmade.Memory{Bytes: make([]byte, 64)}
	for _, typ := range []*symbols.Type{
		cpp.Struct("std", "vector<int>", 12, nil, field("_M_impl", 0, ul())), // of libstdc++
		cpp.Struct("mine", "vector<int>", 12, nil, field("__begin_", 0, cpp.Pointer("", cpp.Int())), field("__end_", 0, cpp.Pointer("", cpp.Int()))),
		cpp.Struct("std::__2", "vector<int>", 12, nil),
		cpp.Struct("std::__2", "unknown", 12, nil),
		cpp.Struct("stdlib", "list<int>", 12, nil),
		cpp.Int(), nil,
	} {
		if sh, ok := libcxx.New().Format(m.At(0, typ)); ok {
			t.Errorf("%v is shown as %+v", typ, sh)
		}
	}
}

// TestPages makes sure that a page of a large container costs what it shows.
func TestPages(t *testing.T) {
	m := &handmade.Memory{Bytes: make([]byte, 1<<20)}
	m.Put(16, 4096, 4096+4*200_000, 4096+4*200_000).Put(4096+4*150_000, 42)
	sh, ok := libcxx.New().Format(m.At(16, oldVector(cpp.Int())))
	if !ok {
		t.Fatal("not shown")
	}
	if n, exact := sh.Children.Len(); n != 200_000 || !exact {
		t.Errorf("%d elements, exact %v", n, exact)
	}
	m.Reads = 0
	page := sh.Children.Slice(150_000, 3)
	if len(page) != 3 || page[0].Name != "[150000]" {
		t.Fatalf("page %v", page)
	}
	if n, err := page[0].Value.Int(); n != 42 || err != nil {
		t.Errorf("element %d, %v", n, err)
	}
	if m.Reads > 3 {
		t.Errorf("%d reads", m.Reads)
	}
	if rest := sh.Children.Slice(199_999, 10); len(rest) != 1 {
		t.Errorf("%d elements at the end", len(rest))
	}
	if none := sh.Children.Slice(200_000, 10); len(none) != 0 {
		t.Errorf("%d elements behind the end", len(none))
	}
}

var _ value.Formatter = libcxx.New()
