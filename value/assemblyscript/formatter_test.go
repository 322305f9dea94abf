package assemblyscript_test

import (
	"testing"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/value/assemblyscript"
	"github.com/wdbg/wdbg/value/internal/handmade"
)

const as = handmade.Lang(symbols.AssemblyScript)

func i32() *symbols.Type { return as.Base("i32", 4, symbols.EncodingSigned) }

// hello is a string of static memory at address 64.
func hello() *handmade.Memory {
	m := &handmade.Memory{Bytes: make([]byte, 4096)}
	return m.Put(16, 64).Put(44, 28, 0, 0, 2, 4).Put(64, "h\x00i\x00")
}

// TestVerified shows that a number is taken for the address of a string only where everything agrees.
func TestVerified(t *testing.T) {
	for _, test := range []struct {
		name string
		put  func(*handmade.Memory)
		want string
	}{
		{"static string", func(m *handmade.Memory) {}, `64 "hi"`},
		{"of another class", func(m *handmade.Memory) { m.Put(56, 3) }, `64`},
		{"of an odd size", func(m *handmade.Memory) { m.Put(60, 3) }, `64`},
		{"larger than its block", func(m *handmade.Memory) { m.Put(60, 40) }, `64`},
		{"larger than the memory", func(m *handmade.Memory) { m.Put(60, 0x7ffffff0).Put(44, 0x7ffffff0+20) }, `64`},
		{"in a free block", func(m *handmade.Memory) { m.Put(44, 29) }, `64`},
		{"linked with nothing", func(m *handmade.Memory) { m.Put(48, 200, 300) }, `64`},
		{"linked in a ring", func(m *handmade.Memory) {
			m.Put(48, 200, 300)   // next, previous: the beginnings of blocks
			m.Put(200+8, 64-20)   // its previous
			m.Put(300+4, 64-20+1) // its next, with a colour
		}, `64 "hi"`},
		{"not aligned", func(m *handmade.Memory) { m.Put(16, 66) }, `66`},
		{"outside of the memory", func(m *handmade.Memory) { m.Put(16, 1<<20) }, `1048576`},
		{"zero", func(m *handmade.Memory) { m.Put(16, 0) }, `0`},
		{"negative", func(m *handmade.Memory) { m.Put(16, -16) }, `-16`},
	} {
		m := hello()
		test.put(m)
		if got := m.Text(assemblyscript.New(nil), 16, i32()); got != test.want {
			t.Errorf("%s: got  %s\nwant %s", test.name, got, test.want)
		}
	}
}

// TestOthers makes sure that numbers of other types and languages stay numbers.
func TestOthers(t *testing.T) {
	for _, typ := range []*symbols.Type{
		as.Base("u32", 4, symbols.EncodingUnsigned),
		as.Base("i64", 8, symbols.EncodingSigned),
		handmade.Lang(symbols.C).Base("i32", 4, symbols.EncodingSigned),
		nil,
	} {
		if sh, ok := assemblyscript.New(nil).Format(hello().At(16, typ)); ok {
			t.Errorf("%v is shown as %+v", typ, sh)
		}
	}
}
