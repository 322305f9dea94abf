package expr

import (
	"bytes"
	"encoding/binary"
	"unicode/utf16"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/value"
)

// maxCompared bounds how much of a string is compared, in units.
const maxCompared = 1 << 16

// units returns a string of the text as units of a size in bytes.
func (t *term) units(size int) []byte {
	switch size {
	case 2:
		var out []byte
		for i, r := range t.text {
			if t.raw[i] {
				out = binary.LittleEndian.AppendUint16(out, uint16(r))
				continue
			}
			for _, u := range utf16.AppendRune(nil, r) {
				out = binary.LittleEndian.AppendUint16(out, u)
			}
		}
		return out
	case 4:
		var out []byte
		for _, r := range t.text {
			out = binary.LittleEndian.AppendUint32(out, uint32(r))
		}
		return out
	}
	return utf8Bytes(t.text, t.raw)
}

// textValue returns a string of the text as an array of characters.
func (r *run) textValue(t *term) value.Value {
	c := r.checker()
	name, size := "char", 1
	switch t.prefix {
	case "L":
		name, size = "wchar_t", 4
	case "u":
		name, size = "char16_t", 2
	case "U":
		name, size = "char32_t", 4
	}
	if c.lang != symbols.C && c.lang != symbols.CPlusPlus && size == 1 {
		c.lang = symbols.C // so that it is shown as a string
	}
	b := t.units(size)
	if c.lang == symbols.C || c.lang == symbols.CPlusPlus {
		b = append(b, make([]byte, size)...)
	}
	return value.New(r.ctx, r.ctx.ArrayOf(c.builtin(name), int64(len(b)/size)), symbols.ConstantBytes(b))
}

// compareText checks a comparison of which one operand is a string of the text.
func (c *checker) compareText(n *node, x, y *term) (*term, error) {
	if x.isText && y.isText {
		order := bytes.Compare(x.units(1), y.units(1))
		return c.constantTerm(n.span, c.truthType(), boolNum(comparison(n.text, scalar{signed: true})(intNum(int64(order)), num{}))), nil
	}
	literal, other, swapped := y, x, false
	if x.isText {
		literal, other, swapped = x, y, true
	}
	if other.val == nil && !other.isPointer() {
		return nil, c.notA(other, "a string")
	}
	test := comparison(n.text, scalar{signed: true})
	otherVal := r0(other)
	return c.numberTerm(n.span, c.truthType(), func(r *run) (num, error) {
		v := otherVal(r)
		if err := v.Err(); err != nil {
			return num{}, unavailable(r.text, other.span, err)
		}
		if other.isPointer() && other.load != nil {
			if p, err := other.load(r); err == nil && p.lo == 0 {
				return num{}, unavailable(r.text, other.span, v.Deref().Err())
			}
		}
		order, err := r.checker().compareWith(v, literal)
		if err != nil {
			return num{}, unavailable(r.text, other.span, err)
		}
		if swapped {
			order = -order
		}
		return boolNum(test(intNum(int64(order)), num{})), nil
	}), nil
}

// shownText returns the string that a value is shown as.
func (c *checker) shownText(v value.Value) (*value.Text, error) {
	for range maxDerived {
		sh := c.env.Formatters.Show(v)
		switch {
		case sh.Err != nil:
			return nil, sh.Err
		case sh.Text != nil:
			return sh.Text, nil
		case sh.Style != value.StyleWrapper && sh.Style != value.StyleRef || sh.Children == nil:
			return nil, &symbols.Unavailable{Reason: symbols.Unsupported, Detail: symbols.ShortenType(v.Type().String()) + " is no string"}
		}
		first := sh.Children.Slice(0, 1)
		if len(first) == 0 {
			break
		}
		v = first[0].Value
	}
	return nil, &symbols.Unavailable{Reason: symbols.Unsupported, Detail: "it is no string"}
}

// textOf returns up to n units of the string that a value is shown as, without what ends it.
func (c *checker) textOf(v value.Value, n int) ([]byte, error) {
	text, err := c.shownText(v)
	if err != nil {
		return nil, err
	}
	return readText(text, int64(n))
}

// readText reads up to n units of a string.
func readText(text *value.Text, n int64) ([]byte, error) {
	unit := max(text.Unit, 1)
	if text.Len >= 0 {
		n = min(n, text.Len)
	}
	b, err := text.Read(0, n)
	ended := false
	if text.Len < 0 {
		if k := len(b) - unit; k >= 0 && isZero(b[k:]) {
			b, ended = b[:k], true
		}
	}
	if err != nil && !ended {
		return nil, err
	}
	if text.Padded {
		for i := 0; i+unit <= len(b); i += unit {
			if isZero(b[i : i+unit]) { // what a function of C takes for the end
				return b[:i], nil
			}
		}
	}
	return b, nil
}

func isZero(b []byte) bool {
	for _, x := range b {
		if x != 0 {
			return false
		}
	}
	return true
}

// compareWith compares the string that a value is shown as with one of the text: negative, 0 or positive.
func (c *checker) compareWith(v value.Value, literal *term) (int, error) {
	text, err := c.shownText(v)
	if err != nil {
		return 0, err
	}
	want := literal.units(text.Unit)
	got, err := readText(text, int64(len(want)/max(text.Unit, 1))+1)
	if err != nil {
		return 0, err
	}
	return bytes.Compare(got, want), nil
}
