package value

import (
	"encoding/hex"
	"fmt"
	"math/bits"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/wdbg/wdbg/symbols"
)

// plainBase shows a value s of a base type; v is the same before typedefs were removed.
func plainBase(v, s Value, o options) Shown {
	if s.typ.Size == 0 { // () and ! of Rust
		if s.typ.Name == "" {
			return plainVoid(s)
		}
		return Shown{Summary: symbols.Printable(s.typ.Name)}
	}
	switch s.typ.Encoding {
	case symbols.EncodingFloat:
		return floatShown(s)
	case symbols.EncodingComplex:
		return plainComplex(s)
	case symbols.EncodingNone, symbols.EncodingOther:
		return plainBytes(s)
	}
	n, err := s.number()
	if err != nil {
		return Shown{Err: err}
	}
	if s.typ.Encoding == symbols.EncodingBool {
		return plainBool(n)
	}
	if ch, ok := v.ctx.characterOf(v.typ); ok {
		return plainCharacter(n, ch, s.typ, o)
	}
	if s.typ.Encoding == symbols.EncodingAddress {
		o.hex = true
	}
	return Shown{Summary: n.text(o)}
}

// text returns the number in base 10, or in base 16 as it is in memory.
func (n number) text(o options) string {
	if o.hex {
		n.signed = false
		return "0x" + n.big().Text(16)
	}
	if x, fits := n.low(); fits {
		if n.signed {
			return strconv.FormatInt(int64(x), 10)
		}
		return strconv.FormatUint(x, 10)
	}
	return n.big().String()
}

// plainBool shows a bool; another number than 0 and 1 is none.
func plainBool(n number) Shown {
	switch x, fits := n.low(); {
	case fits && x == 0:
		return Shown{Summary: "false"}
	case fits && x == 1:
		return Shown{Summary: "true"}
	}
	return Shown{Summary: n.text(options{}), Note: "not a bool"}
}

// plainCharacter shows a character: 97 'a' in C, 'a' in Rust.
func plainCharacter(n number, ch character, t *symbols.Type, o options) Shown {
	x, _ := n.low()
	lang := syntaxOf(t)
	if t.Language == symbols.Rust {
		if x > utf8.MaxRune || !utf8.ValidRune(rune(x)) {
			return Shown{Summary: fmt.Sprintf("0x%x", x), Note: "not a char"}
		}
		return Shown{Summary: lang.quoteRune(rune(x), '\'')}
	}
	unit := make([]byte, ch.unit)
	for i := range unit {
		unit[i] = byte(x >> (8 * i))
	}
	return Shown{Summary: n.text(o) + " " + ch.prefix + "'" + lang.escapeUnit(unit, '\'') + "'"}
}

// floatShown shows a floating-point number; one of Rust always has a point.
func floatShown(s Value) Shown {
	f, b, err := s.float()
	if err != nil {
		return Shown{Err: err}
	}
	text := f.text(b)
	if s.typ.Language == symbols.Rust && strings.Trim(text, "-0123456789") == "" {
		text += ".0"
	}
	return Shown{Summary: text}
}

// plainComplex shows the two parts of a complex number.
func plainComplex(s Value) Shown {
	f, ok := formatOf(s.typ.Size/2, s.typ.Name)
	if !ok {
		return Shown{Err: unsupported("complex number of %d bytes", s.typ.Size)}
	}
	b, err := s.Bytes()
	if err != nil {
		return Shown{Err: err}
	}
	re, im := f.text(b[:len(b)/2]), f.text(b[len(b)/2:])
	if minus, ok := strings.CutPrefix(im, "-"); ok {
		return Shown{Summary: re + " - " + minus + "i"}
	}
	return Shown{Summary: re + " + " + im + "i"}
}

// plainBytes shows the bytes of a type that has no other meaning, as one number.
func plainBytes(s Value) Shown {
	b, err := s.Bytes()
	if err != nil {
		return Shown{Err: err}
	}
	if len(b) > 64 {
		b = b[:64]
	}
	slices.Reverse(b)
	return Shown{Summary: "0x" + hex.EncodeToString(b)}
}

// plainEnum shows the enumerator that a value is, or those that it is put together of.
func plainEnum(s Value, o options) Shown {
	n, err := s.number()
	if err != nil {
		return Shown{Err: err}
	}
	x, fits := n.low()
	enumerators := s.typ.Details().Enumerators
	if fits {
		for i := range enumerators {
			if enumerators[i].Name != "" && n.equals(enumerators[i].Value, s.typ.Size) {
				return Shown{Summary: enumeratorName(s.typ, &enumerators[i])}
			}
		}
		if names := flagNames(s.typ, x); names != "" {
			return Shown{Summary: names}
		}
	}
	return Shown{Summary: "(" + symbols.ShortenType(s.typ.String()) + ") " + n.text(o)}
}

// equals compares with an enumerator of a type of size bytes: debug information may have it with another sign. In a
// bit-field the number has fewer bits than the enumerator may have.
func (n number) equals(x uint64, size int64) bool {
	low, fits := n.low()
	if size > 0 && size < 8 {
		m := uint64(1)<<(8*size) - 1
		low, x = low&m, x&m
	}
	return fits && low == x
}

// enumeratorName returns the name of an enumerator: in C it stands for itself, in Rust it is the type's.
func enumeratorName(t *symbols.Type, e *symbols.Enumerator) string {
	scoped := t.Scoped || t.Language == symbols.Rust || t.Language == symbols.Zig
	if !scoped || t.Name == "" {
		return symbols.Printable(e.Name)
	}
	separator := "::"
	if syntaxOf(t).dots {
		separator = "."
	}
	return symbols.Printable(t.Name) + separator + symbols.Printable(e.Name)
}

// flagNames returns "A | B" for a value of an enumeration of single bits; "" where it is not one. Enumerations that
// only count, such as {0, 1, 2}, are not of bits.
func flagNames(t *symbols.Type, x uint64) string {
	var names []string
	rest, all, count := x, uint64(0), 0
	enumerators := t.Details().Enumerators
	for i := range enumerators {
		e := &enumerators[i]
		if bits.OnesCount64(e.Value) > 1 || e.Name == "" {
			continue
		}
		if e.Value&^all != 0 {
			count++
		}
		all |= e.Value
		if e.Value&rest != 0 {
			names = append(names, enumeratorName(t, e))
			rest &^= e.Value
		}
	}
	if count < 3 || rest != 0 || x == 0 || len(enumerators) > 2*count+2 {
		return ""
	}
	return strings.Join(names, " | ")
}
