package value_test

import (
	"testing"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/value"
)

func TestParseFormat(t *testing.T) {
	for _, test := range []struct {
		text string
		want value.Format
		ok   bool
	}{
		{"", value.Format{}, true},
		{"x", value.Format{Letter: 'x'}, true},
		{"8xw", value.Format{Count: 8, Letter: 'x', Size: 4}, true},
		{"8wx", value.Format{Count: 8, Letter: 'x', Size: 4}, true},
		{"3s", value.Format{Count: 3, Letter: 's'}, true},
		{"b", value.Format{Size: 1}, true},
		{"2gd", value.Format{Count: 2, Letter: 'd', Size: 8}, true},
		{"0x", value.Format{}, false},
		{"99999999999999999999x", value.Format{}, false},
		{"xx", value.Format{}, false},
		{"bw", value.Format{}, false},
		{"q", value.Format{}, false},
		{"ÿ", value.Format{}, false},
		{"-1x", value.Format{}, false},
	} {
		got, err := value.ParseFormat(test.text)
		if (err == nil) != test.ok || test.ok && got != test.want {
			t.Errorf("%q: %+v, %v; want %+v", test.text, got, err, test.want)
		}
	}
}

func TestFormats(t *testing.T) {
	ctx, _ := context()
	i16 := inC.base("short", 2, symbols.EncodingSigned)
	u8 := inC.base("unsigned char", 1, symbols.EncodingUnsignedChar)
	point := inC.structure("Point", 8, field("x", 0, inC.int()), field("c", 4, inC.char()), field("s", 6, i16))
	at := func(typ *symbols.Type, b ...byte) value.Value { return value.New(ctx, typ, symbols.ConstantBytes(b)) }
	for _, test := range []struct {
		v      value.Value
		letter byte
		want   string
	}{
		{at(inC.int(), 0xfe, 0xff, 0xff, 0xff), 0, "-2"},
		{at(inC.int(), 0xfe, 0xff, 0xff, 0xff), 'x', "0xfffffffe"},
		{at(inC.int(), 0xfe, 0xff, 0xff, 0xff), 'u', "4294967294"},
		{at(inC.int(), 10, 0, 0, 0), 'x', "0xa"},
		{at(inC.int(), 10, 0, 0, 0), 'z', "0x0000000a"},
		{at(inC.int(), 10, 0, 0, 0), 'o', "012"},
		{at(inC.int(), 10, 0, 0, 0), 't', "1010"},
		{at(inC.int(), 'A', 0, 0, 0), 'c', "65 'A'"},
		{at(inC.int(), 0, 0, 0xc0, 0x3f), 'f', "1.5"},
		{at(inC.int(), 10, 0, 0, 0), 'a', "0xa"},
		{at(inC.int(), 10, 0, 0, 0), 's', "10"},
		{at(u8, 200), 'd', "-56"},
		{at(u8, 200), 'c', `-56 '\310'`},
		{at(inC.float(), 0, 0, 0xc0, 0x3f), 'x', "0x3fc00000"},
		{at(inC.float(), 0, 0, 0xc0, 0x3f), 'f', "1.5"},
		{at(inC.array(inC.char(), 3), 'a', 'b', 0), 0, `"ab"`},
		{at(inC.array(inC.char(), 3), 'a', 'b', 0), 'x', "{0x61, 0x62, 0x0}"},
		{at(inC.array(inC.char(), 3), 'a', 'b', 0), 's', `"ab"`},
		{at(inC.array(inC.base("byte", 1, symbols.EncodingUnsigned), 3), 'a', 'b', 0), 's', `"ab"`},
		{at(inC.array(i16, 2), 1, 0, 0xff, 0xff), 'x', "{0x1, 0xffff}"},
		{at(point, 1, 0, 0, 0, 'c', 0, 0xff, 0xff), 'x', "{x = 0x1, c = 0x63, s = 0xffff}"},
		{at(point, 1, 0, 0, 0, 'c', 0, 0xff, 0xff), 't', "{x = 1, c = 1100011, s = 1111111111111111}"},
		{at(inC.pointer(inC.int()), 0x10, 0, 0, 0), 'd', "16"},
		{at(inC.int()), 'x', "<unavailable: malformed debug information: the value has 0 bits, not 32>"},
	} {
		p := value.Printer{Format: test.letter}
		if got := p.Text(test.v); got != test.want {
			t.Errorf("%s /%c: got %s, want %s", test.v.Type(), test.letter, got, test.want)
		}
	}
	same(t, "number", value.FormatNumber(0xfffe, 2, 'd'), "-2")
	same(t, "number", value.FormatNumber(0xfffe, 2, 'z'), "0xfffe")
}
