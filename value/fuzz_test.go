package value_test

import (
	"encoding/binary"
	"math"
	"testing"
	"unicode/utf8"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/value"
	"github.com/wdbg/wdbg/wasm"
)

// dice makes choices of bytes; when these are used up, all choices are 0.
type dice struct{ data []byte }

func (d *dice) byte() byte {
	if len(d.data) == 0 {
		return 0
	}
	b := d.data[0]
	d.data = d.data[1:]
	return b
}

func (d *dice) n(n int) int { return int(d.byte()) % n }

// number is mostly small, sometimes absurd.
func (d *dice) number() int64 {
	switch b := d.byte(); {
	case b < 200:
		return int64(b % 24)
	case b == 200:
		return -1
	case b == 201:
		return math.MaxInt64
	case b == 202:
		return math.MinInt64
	case b == 203:
		return 1 << 60
	case b < 210:
		return -int64(d.byte())
	}
	var p [4]byte
	copy(p[:], d.data)
	d.data = d.data[min(len(d.data), 4):]
	return int64(binary.LittleEndian.Uint32(p[:]))
}

// names are what types and members are called.
var names = [...]string{"", "T", "__0", "_vptr$T", "(a, b)", "&T", "wchar_t", "x<y>", "char"}

// types makes types that refer to one another in any way.
func (d *dice) types() []*symbols.Type {
	defs := make([]*def, 1+d.n(12))
	languages := [...]symbols.Language{symbols.C, symbols.CPlusPlus, symbols.Rust, symbols.TinyGo, symbols.LanguageUnknown}
	for i := range defs {
		info := symbols.TypeInfo{Kind: symbols.Kind(d.n(int(symbols.KindWasmRef) + 2)), Name: names[d.n(len(names))],
			Size: d.number(), Encoding: symbols.Encoding(d.n(12)), BigEndian: d.n(8) == 1, Incomplete: d.n(16) == 1,
			Language: languages[d.n(len(languages))], BitSize: d.n(3) * d.n(200)}
		for range d.n(4) {
			dim := symbols.Dim{Count: d.number(), Lower: d.number()}
			if n := d.number(); n%3 == 1 {
				dim.Dynamic = func(symbols.Machine) (int64, error) { return n, nil }
			}
			info.Dims = append(info.Dims, dim)
		}
		defs[i] = define(info)
	}
	out := make([]*symbols.Type, len(defs)+1) // the last is nil: void
	for i, t := range defs {
		out[i] = t.Type
	}
	for _, t := range defs {
		t.elem = out[d.n(len(out))]
		t.details = d.details(out)
	}
	return out
}

func (d *dice) details(types []*symbols.Type) symbols.Details {
	out := symbols.Details{Class: types[d.n(len(types))], Polymorphic: d.n(3) == 1}
	for range d.n(5) {
		out.Members = append(out.Members, d.member(types))
	}
	for range d.n(4) {
		out.Enumerators = append(out.Enumerators, symbols.Enumerator{Name: names[d.n(len(names))], Value: uint64(d.number()), Signed: true})
	}
	for range d.n(3) {
		out.Params = append(out.Params, types[d.n(len(types))])
	}
	if d.n(4) != 1 {
		return out
	}
	out.Variants = &symbols.VariantPart{}
	if d.n(4) != 0 {
		m := d.member(types)
		out.Variants.Discr = &m
	}
	for range d.n(4) {
		variant := symbols.Variant{Members: []symbols.Member{d.member(types)}}
		for range d.n(3) {
			variant.Values = append(variant.Values, symbols.DiscrRange{Low: [2]uint64{uint64(d.number())}, High: [2]uint64{uint64(d.number()), uint64(d.number())}})
		}
		out.Variants.Variants = append(out.Variants.Variants, variant)
	}
	return out
}

func (d *dice) member(types []*symbols.Type) symbols.Member {
	m := symbols.Member{Name: names[d.n(len(names))], Type: types[d.n(len(types))], Offset: d.number(), Base: d.n(3) == 1}
	switch d.n(8) {
	case 1:
		m.BitSize, m.BitOffset = d.number(), d.number()
	case 2:
		at := uint64(d.number())
		m.Locate = func(_ symbols.Machine, object uint64) (uint64, error) { return object + at, nil }
	}
	return m
}

func (d *dice) location(variable *symbols.Variable) symbols.Location {
	if d.n(2) == 0 {
		return symbols.Memory(uint64(d.number()))
	}
	var loc symbols.Location
	for range d.n(5) {
		p := symbols.Piece{Kind: symbols.PieceKind(d.n(8)), Addr: uint64(d.number()), Index: uint32(d.n(5)),
			Bits: uint64(d.number()), BitOffset: uint64(d.number()), Offset: d.number(), Bytes: make([]byte, d.n(20))}
		if d.n(2) == 0 {
			p.Pointee = variable
		}
		loc.Pieces = append(loc.Pieces, p)
	}
	return loc
}

// explore asks a value for everything.
func explore(t *testing.T, v value.Value, depth int) {
	p := value.Printer{MaxLength: 300, MaxElements: 10}
	if got := p.Text(v); len(got) > 303 || !utf8.ValidString(got) || got == "" && v.Err() == nil && depth == 2 {
		t.Errorf("%q of %s (kind %v), %+v", got, v.Strip().Type().String(), v.Strip().Type(), p.Show(v))
	}
	_, _ = v.Bytes()
	_, _ = v.BigInt()
	_, _ = v.Float()
	_, _ = v.Len()
	_, _ = v.Member("T")
	_, _ = v.AddressOf()
	_ = v.Location()
	_ = text(v.Index(3))
	if depth == 0 {
		return
	}
	explore(t, v.Deref(), depth-1)
	for i, m := range v.Members() {
		if i < 3 {
			explore(t, m.Value, depth-1)
		}
	}
	if variant, ok := v.Variant(); ok {
		explore(t, variant.Value, depth-1)
	}
	if sh := p.Show(v); sh.Children != nil {
		sh.Children.Len()
		for _, c := range sh.Children.Slice(1, 2) {
			explore(t, c.Value, depth-1)
		}
	}
}

func FuzzText(f *testing.F) {
	f.Add([]byte{})
	f.Add([]byte("\x03\x09\x01\x08\x02\x00\x01\x02\x00\x02\x05\x01\x02\x03\x04"))
	f.Add([]byte("structures with members, arrays of arrays, pointers to pointers: any bytes are types"))
	f.Fuzz(func(t *testing.T, data []byte) {
		d := &dice{data}
		types := d.types()
		v := &symbols.Variable{Name: "v", Type: types[0]}
		v.Locator = variable{loc: d.location(v)}
		m := &machine{memory: append(d.data, make([]byte, 256)...), locals: []symbols.Word{i32(1), {Type: wasm.I64, Lo: 7}, {Type: wasm.V128}},
			operands: []symbols.Word{{Type: wasm.ExternRef(), Text: "x"}}, globals: []symbols.Word{{Type: wasm.F64}, {}}}
		ctx := &value.Context{Machine: m, PointerSize: 4 * d.n(3), Types: func(string) []*symbols.Type { return types },
			Symbol: func(addr uint64) (value.Symbol, bool) {
				return value.Symbol{Name: "vtable for T", Addr: addr &^ 7, Class: types[0]}, addr%3 != 0
			},
			Func: func(i uint64) (string, bool) { return "f", i%2 == 0 }}
		for _, typ := range types[1:] {
			_ = typ.String()
		}
		explore(t, value.Of(ctx, v), 2)
		if m.bytes > 1<<28 {
			t.Errorf("%d bytes read", m.bytes)
		}
	})
}
