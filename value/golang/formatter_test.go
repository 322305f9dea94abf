package golang_test

import (
	"testing"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/value/golang"
	"github.com/wdbg/wdbg/value/internal/handmade"
)

const tinygo = handmade.Lang(symbols.TinyGo)

var (
	word     = tinygo.Base("uintptr", 4, symbols.EncodingUnsigned)
	pointer  = tinygo.Pointer("", nil)
	goString = tinygo.Struct("", "string", 8, nil,
		handmade.Field("ptr", 0, tinygo.Pointer("", tinygo.Byte())), handmade.Field("len", 4, word))
	ints = tinygo.Struct("", "[]int", 12, nil, handmade.Field("ptr", 0, tinygo.Pointer("", tinygo.Int())),
		handmade.Field("len", 4, word), handmade.Field("cap", 8, word))
	iface = tinygo.Typedef("runtime._interface", tinygo.Struct("", "", 8, nil,
		handmade.Field("typecode", 0, pointer), handmade.Field("value", 4, pointer)))
	hashmap = tinygo.Pointer("", tinygo.Typedef("runtime.hashmap", tinygo.Struct("", "", 0x28, nil,
		handmade.Field("buckets", 0, pointer), handmade.Field("seed", 4, word), handmade.Field("count", 8, word),
		handmade.Field("keySize", 12, word), handmade.Field("valueSize", 16, word), handmade.Field("bucketBits", 20, tinygo.Byte()))))
)

func memory() *handmade.Memory { return &handmade.Memory{Bytes: make([]byte, 4096)} }

func TestShown(t *testing.T) {
	for _, test := range []struct {
		name string
		typ  *symbols.Type
		put  func(*handmade.Memory)
		want string
	}{
		{"string", goString, func(m *handmade.Memory) { m.Put(16, 100, 3).Put(100, "abcdef") }, `"abc"`},
		{"empty string", goString, func(m *handmade.Memory) {}, `""`},
		{"string too long", goString, func(m *handmade.Memory) { m.Put(16, 100, 1<<20) }, `<invalid: size 1048576 does not fit memory>`},
		{"string outside", goString, func(m *handmade.Memory) { m.Put(16, 0xffff, 3) }, `<invalid: size 3 at 0xffff reaches outside memory 0>`},
		{"slice", ints, func(m *handmade.Memory) { m.Put(16, 100, 2, 4).Put(100, 7, 8, 9, 10) }, `[7, 8]`},
		{"nil slice", ints, func(m *handmade.Memory) {}, `nil`},
		{"slice beyond capacity", ints, func(m *handmade.Memory) { m.Put(16, 100, 5, 4) }, `<invalid: size 5, but room for 4>`},
		{"nil interface", iface, func(m *handmade.Memory) {}, `nil`},
		{"nil map", hashmap, func(m *handmade.Memory) {}, `nil`},
		{"map", hashmap, func(m *handmade.Memory) {
			m.Put(16, 100)
			m.Put(100, 200, 0, 3, 1, 2, byte(1))
			// Two buckets of 8+4+8*1+8*2 bytes; the first one is continued.
			m.Put(200, byte(0), byte(0x80), uint16(0), 0, 400, "abcdefgh", uint16(0), uint16(2))
			m.Put(236, 0, 0, 0)
			m.Put(400, byte(1), byte(2), uint16(0), 0, 0, "xyz.....", uint16(0x101), uint16(0x202))
		}, `map[[98]: [2, 0], [120]: [1, 1], [121]: [2, 2]] <the types of its keys and elements are not known>`},
		{"map with too few entries", hashmap, func(m *handmade.Memory) {
			m.Put(16, 100)
			m.Put(100, 200, 0, 1, 1, 2, byte(1))
		}, `map[<unavailable: corrupt: size 1, but 0 nodes were found>] <the types of its keys and elements are not known>`},
		{"map that is none", hashmap, func(m *handmade.Memory) {
			m.Put(16, 100)
			m.Put(100, 200, 0, 3, 1, 2, byte(200))
		}, `<invalid: 2^200 buckets, keys of 1 bytes, elements of 2 bytes>`},
	} {
		m := memory()
		test.put(m)
		if got := m.Text(golang.New(), 16, test.typ); got != test.want {
			t.Errorf("%s: got  %s\nwant %s", test.name, got, test.want)
		}
	}
}
