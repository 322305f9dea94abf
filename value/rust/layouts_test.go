package rust_test

import (
	"testing"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/value/internal/handmade"
	"github.com/wdbg/wdbg/value/rust"
)

// The layouts here are those of other versions of the library than the one of the fixture programs, as of Rust 1.95
// where nothing else is said.

const rs = handmade.Lang(symbols.Rust)

func usize() *symbols.Type { return rs.Base("usize", 4, symbols.EncodingUnsigned) }

func field(name string, offset int64, t *symbols.Type) symbols.Member {
	return handmade.Field(name, offset, t)
}

func i32() *symbols.Type { return rs.Base("i32", 4, symbols.EncodingSigned) }

// rawVec is a buffer that does not know the type of its elements, with a capacity that has no highest bit.
func rawVec() *symbols.Type {
	nonNull := rs.Struct("core::ptr::non_null", "NonNull<u8>", 4, handmade.Args("T", rs.Byte()), field("pointer", 0, rs.Pointer("*const u8", rs.Byte())))
	phantom := rs.Struct("core::marker", "PhantomData<u8>", 0, handmade.Args("T", rs.Byte()))
	unique := rs.Struct("core::ptr::unique", "Unique<u8>", 4, nil, field("_marker", 4, phantom), field("pointer", 0, nonNull))
	capacity := rs.Struct("core::num::niche_types", "UsizeNoHighBit", 4, nil, field("__0", 0, usize()))
	inner := rs.Struct("alloc::raw_vec", "RawVecInner<alloc::alloc::Global>", 8, nil, field("ptr", 4, unique), field("cap", 0, capacity))
	return rs.Struct("alloc::raw_vec", "RawVec<T, alloc::alloc::Global>", 8, nil, field("inner", 0, inner))
}

func vec(elem *symbols.Type) *symbols.Type {
	return rs.Struct("alloc::vec", "Vec<"+elem.Name+", alloc::alloc::Global>", 12, handmade.Args("T", elem), field("buf", 0, rawVec()), field("len", 8, usize()))
}

func nonZero() *symbols.Type {
	inner := rs.Struct("core::num::niche_types", "NonZeroU32Inner", 4, nil, field("__0", 0, usize()))
	return rs.Struct("core::num::nonzero", "NonZero<u32>", 4, handmade.Args("T", usize()), field("__0", 0, inner))
}

// table is a hash table of tuples of two i32.
func table() *symbols.Type {
	entry := rs.Struct("", "(i32, i32)", 8, nil, field("__0", 0, i32()), field("__1", 4, i32()))
	nonNull := rs.Struct("core::ptr::non_null", "NonNull<u8>", 4, nil, field("pointer", 0, rs.Pointer("*const u8", rs.Byte())))
	inner := rs.Struct("hashbrown::raw", "RawTableInner", 16, nil, field("bucket_mask", 4, usize()), field("ctrl", 0, nonNull),
		field("growth_left", 8, usize()), field("items", 12, usize()))
	raw := rs.Struct("hashbrown::raw", "RawTable<(i32, i32), alloc::alloc::Global>", 16, handmade.Args("T", entry), field("table", 0, inner))
	base := rs.Struct("hashbrown::map", "HashMap<i32, i32>", 16, nil, field("table", 0, raw))
	return rs.Struct("std::collections::hash::map", "HashMap<i32, i32>", 16, nil, field("base", 0, base))
}

func fat(name string, elem *symbols.Type) *symbols.Type {
	return rs.Struct("", name, 8, nil, field("data_ptr", 0, rs.Pointer("", elem)), field("length", 4, usize()))
}

func dynamic(name string) *symbols.Type {
	return rs.Struct("", name, 8, nil, field("pointer", 0, rs.Pointer("", rs.Struct("", "dyn Shape", 0, nil))), field("vtable", 4, rs.Pointer("", usize())))
}

// rc is an Rc of what is behind a pointer.
func rc(name string, pointer *symbols.Type) *symbols.Type {
	nonNull := rs.Struct("core::ptr::non_null", "NonNull<T>", pointer.Size, nil, field("pointer", 0, pointer))
	return rs.Struct("alloc::rc", name, pointer.Size, nil, field("ptr", 0, nonNull))
}

func rcBox(name string, content *symbols.Type) *symbols.Type {
	return rs.Struct("alloc::rc", name, 12, nil, field("strong", 0, usize()), field("weak", 4, usize()), field("value", 8, content))
}

func TestOtherLayouts(t *testing.T) {
	str := rs.Struct("alloc::string", "String", 12, nil, field("vec", 0, vec(rs.Byte())))
	deque := rs.Struct("alloc::collections::vec_deque", "VecDeque<i32, alloc::alloc::Global>", 16, handmade.Args("T", i32()),
		field("head", 8, usize()), field("len", 12, usize()), field("buf", 0, rawVec()))
	unit := rs.Base("()", 0, symbols.EncodingUnsigned)
	for _, test := range []struct {
		name string
		typ  *symbols.Type
		put  func(*handmade.Memory)
		want string
	}{
		{"String", str, func(m *handmade.Memory) { m.Put(16, 8, 100, 3).Put(100, "abcdef") }, `"abc"`},
		{"String longer than its room", str, func(m *handmade.Memory) { m.Put(16, 8, 100, 9) }, `<invalid: size 9, but room for 8>`},
		{"Vec", vec(i32()), func(m *handmade.Memory) { m.Put(16, 4, 100, 2).Put(100, 7, 8) }, `[7, 8]`},
		{"Vec without elements", vec(i32()), func(m *handmade.Memory) { m.Put(16, 0, 4, 0) }, `[]`},
		{"Vec of nothing", vec(unit), func(m *handmade.Memory) { m.Put(16, 0, 1, 3) }, `[(), (), ()]`},
		{"Vec too large", vec(i32()), func(m *handmade.Memory) { m.Put(16, 1<<30, 100, 2) }, `<invalid: size 1073741824 does not fit memory>`},
		{"VecDeque", deque, func(m *handmade.Memory) { m.Put(16, 3, 100, 2, 3).Put(100, 8, 9, 7) }, `[7, 8, 9]`},
		{"VecDeque, first behind its room", deque, func(m *handmade.Memory) { m.Put(16, 3, 100, 3, 1) }, `<invalid: first element 3, but room for 3>`},
		{"NonZero", nonZero(), func(m *handmade.Memory) { m.Put(16, 9) }, `9`},
		{"HashMap", table(), func(m *handmade.Memory) {
			m.Put(16, 200, 3, 1, 2).Put(200, byte(0xff), byte(5), byte(0x80), byte(0)) // free, in use, deleted, in use
			m.Put(200-16, 1, 10).Put(200-32, 3, 30)
		}, `{1: 10, 3: 30}`},
		{"HashMap that lost entries", table(), func(m *handmade.Memory) {
			m.Put(16, 200, 3, 1, 2).Put(200, byte(0xff), byte(5), byte(0x80), byte(0x80)).Put(200-16, 1, 10)
		}, `{1: 10, <unavailable: corrupt: size 2, but 1 nodes were found>}`},
		{"HashMap before the memory", table(), func(m *handmade.Memory) { m.Put(16, 16, 3, 0, 2) }, `<invalid: 4 buckets do not fit memory before 0x10>`},
		{"&str", fat("&str", rs.Byte()), func(m *handmade.Memory) { m.Put(16, 100, 2).Put(100, "xyz") }, `"xy"`},
		{"&mut [i32]", fat("&mut [i32]", i32()), func(m *handmade.Memory) { m.Put(16, 100, 2).Put(100, 7, 8) }, `[7, 8]`},
		{"&str, wild", fat("&str", rs.Byte()), func(m *handmade.Memory) { m.Put(16, 0xffff, 2) }, `<invalid: size 2 at 0xffff reaches outside memory 0>`},
		{"&dyn", dynamic("&dyn Shape"), func(m *handmade.Memory) { m.Put(16, 100, 200) }, `0x64 <the type behind dyn Shape is not known>`},
		{"Box<dyn>", dynamic("alloc::boxed::Box<dyn Shape, alloc::alloc::Global>"), func(m *handmade.Memory) { m.Put(16, 100, 200) }, `0x64 <the type behind dyn Shape is not known>`},
		{"Box", rs.Pointer("alloc::boxed::Box<i32, alloc::alloc::Global>", i32()), func(m *handmade.Memory) { m.Put(16, 100).Put(100, 3) }, `3`},
		{"Rc", rc("Rc<i32, alloc::alloc::Global>", rs.Pointer("", rcBox("RcInner<i32>", i32()))),
			func(m *handmade.Memory) { m.Put(16, 100).Put(100, 2, 3, 7) }, `7 <strong=2, weak=2>`},
		{"Rc<str>", rc("Rc<str, alloc::alloc::Global>", fat("*const RcInner<str>", rcBox("RcInner<str>", rs.Byte()))),
			func(m *handmade.Memory) { m.Put(16, 100, 3).Put(100, 1, 1, "abc") }, `"abc" <strong=1, weak=0>`},
		{"Rc, freed", rc("Rc<i32, alloc::alloc::Global>", rs.Pointer("", rcBox("RcInner<i32>", i32()))),
			func(m *handmade.Memory) { m.Put(16, 100).Put(100, 0, 0, 7) }, `<invalid: counts of 0 strong and 0 weak>`},
		{"Weak, dropped", rc("Weak<i32, alloc::alloc::Global>", rs.Pointer("", rcBox("RcInner<i32>", i32()))),
			func(m *handmade.Memory) { m.Put(16, 100).Put(100, 0, 1, 7) }, `(Weak) <dropped, strong=0, weak=1>`},
	} {
		m := &handmade.Memory{Bytes: make([]byte, 4096)}
		test.put(m)
		if got := m.Text(rust.New(), 16, test.typ); got != test.want {
			t.Errorf("%s: got  %s\nwant %s", test.name, got, test.want)
		}
	}
}

// TestNotMine makes sure that types of other crates and of unknown layouts are left alone.
func TestNotMine(t *testing.T) {
	m := &handmade.Memory{Bytes: make([]byte, 64)}
	for _, typ := range []*symbols.Type{
		rs.Struct("mine", "Vec<i32>", 12, nil, field("len", 8, usize())),
		rs.Struct("alloc::vec", "Vec<i32>", 12, nil),
		rs.Struct("std::time", "Instant", 12, nil),
		rs.Struct("", "Point", 8, nil, field("x", 0, i32()), field("y", 4, i32())),
		rs.Pointer("&i32", i32()), i32(), nil,
		handmade.Lang(symbols.CPlusPlus).Struct("std", "HashMap", 4, nil),
	} {
		if sh, ok := rust.New().Format(m.At(0, typ)); ok {
			t.Errorf("%v is shown as %+v", typ, sh)
		}
	}
}
