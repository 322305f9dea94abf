package value

import (
	"github.com/wdbg/wdbg/symbols"
)

// TextOf returns the string of n units of 1, 2 or 4 bytes, of which first is the first; n = -1: up to a zero unit.
func TextOf(first Value, n int64, unit int) *Text {
	t := &Text{Len: max(n, -1), Unit: unit}
	t.Read = func(from, count int64) ([]byte, error) {
		if n >= 0 {
			return units(first, from, min(count, n-from), unit)
		}
		return untilZero(first, from, count, unit)
	}
	return t
}

// TextAt returns the string of n units at an address; n = -1: up to a zero unit.
func TextAt(ctx *Context, addr uint64, n int64, unit int) *Text {
	return TextOf(Value{ctx: ctx}.At(addr, nil), n, unit)
}

// units reads units of a string.
func units(first Value, from, n int64, unit int) ([]byte, error) {
	if from < 0 || n <= 0 || unit <= 0 {
		return nil, nil
	}
	if from > (1<<62)/int64(unit) || n > maxRead/int64(unit) {
		return nil, unsupported("%d characters are too many to read at once", n)
	}
	return first.sub(first.typ, from*int64(unit)).readBytes(uint64(n) * uint64(unit))
}

// untilZero reads units of a string up to the first zero. Near the end of the memory it reads what is there.
func untilZero(first Value, from, n int64, unit int) ([]byte, error) {
	var out []byte
	for n > 0 {
		count := min(n, 64)
		b, err := units(first, from, count, unit)
		if err != nil && count > 1 {
			b, err = untilEnd(first, from, count, unit)
		}
		for i := 0; i+unit <= len(b); i += unit {
			if isZero(b[i : i+unit]) {
				return append(out, b[:i+unit]...), nil
			}
		}
		out = append(out, b...)
		if err != nil {
			return out, err
		}
		from += count
		n -= count
	}
	return out, nil
}

// untilEnd reads one unit after the other, as far as it goes.
func untilEnd(first Value, from, n int64, unit int) (out []byte, err error) {
	for i := range n {
		b, err := units(first, from+i, 1, unit)
		if err != nil {
			if len(out) > 0 || i > 0 {
				err = &symbols.Unavailable{Reason: symbols.OutsideMemory, Detail: "no terminating zero, goes on outside memory 0"}
			}
			return out, err
		}
		if out = append(out, b...); isZero(b) {
			break
		}
	}
	return out, nil
}

func isZero(b []byte) bool {
	for _, x := range b {
		if x != 0 {
			return false
		}
	}
	return true
}

// character describes a character type.
type character struct {
	unit   int
	prefix string // of literals in C
}

// characterOf returns what characters a type has, which may be known by a typedef only: wchar_t is one in C.
func (c *Context) characterOf(t *symbols.Type) (character, bool) {
	for range maxDepth {
		if t == nil {
			break
		}
		switch t.Kind {
		case symbols.KindTypedef, symbols.KindConst, symbols.KindVolatile, symbols.KindRestrict, symbols.KindAtomic:
			if ch, ok := wideCharacter(t.Name); ok && t.Kind == symbols.KindTypedef {
				return ch, c.hasUnit(t, ch.unit)
			}
			t = t.Elem()
		case symbols.KindBase:
			return baseCharacter(t)
		default:
			return character{}, false
		}
	}
	return character{}, false
}

// hasUnit reports whether a type is an integer of a size; wchar_t has whichever it has.
func (c *Context) hasUnit(t *symbols.Type, unit int) bool {
	s, err := c.strip(t)
	return err == nil && s != nil && s.Kind == symbols.KindBase && s.Size == int64(unit)
}

// baseCharacter returns what characters a base type has.
func baseCharacter(t *symbols.Type) (character, bool) {
	if ch, ok := wideCharacter(t.Name); ok && int64(ch.unit) == t.Size {
		return ch, true
	}
	switch t.Encoding {
	case symbols.EncodingSignedChar, symbols.EncodingUnsignedChar:
		return character{unit: 1}, t.Size == 1
	case symbols.EncodingUTF:
		ch := character{unit: int(t.Size)}
		return ch, t.Size == 1 || t.Size == 2 || t.Size == 4
	}
	return character{}, false
}

// wideCharacter returns the characters of a name.
func wideCharacter(name string) (character, bool) {
	switch name {
	case "wchar_t":
		return character{4, "L"}, true
	case "char8_t":
		return character{1, "u8"}, true
	case "char16_t":
		return character{2, "u"}, true
	case "char32_t":
		return character{4, "U"}, true
	}
	return character{}, false
}
