package value

import (
	"encoding/binary"
	"fmt"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/wdbg/wdbg/symbols"
)

// syntax is the punctuation of a language.
type syntax struct {
	assign              string // between a member and its value
	listOpen, listClose string
	mapOpen, mapClose   string
	keyOpen, keyClose   string // around a key
	keyAssign           string
	named               bool // structures show their names
	spaced              bool // with a space before the brace
	dots                bool // an enumerator is Type.Name
	braced              bool // \u{7f} is an escape
}

// syntaxOf returns the syntax of a type's language.
func syntaxOf(t *symbols.Type) syntax {
	lang := symbols.LanguageUnknown
	if t != nil {
		lang = t.Language
	}
	switch lang {
	case symbols.Rust:
		return syntax{assign: ": ", listOpen: "[", listClose: "]", mapOpen: "{", mapClose: "}",
			keyAssign: ": ", named: true, spaced: true, braced: true}
	case symbols.Go, symbols.TinyGo:
		return syntax{assign: ": ", listOpen: "[", listClose: "]", mapOpen: "map[", mapClose: "]",
			keyAssign: ": ", named: true, dots: true}
	case symbols.AssemblyScript:
		return syntax{assign: ": ", listOpen: "[", listClose: "]", mapOpen: "{", mapClose: "}",
			keyAssign: ": ", named: true, spaced: true, dots: true, braced: true}
	}
	return syntax{assign: " = ", listOpen: "{", listClose: "}", mapOpen: "{", mapClose: "}",
		keyOpen: "[", keyClose: "]", keyAssign: " = ", dots: lang == symbols.Zig}
}

// quoteRune returns a character in quotes.
func (s syntax) quoteRune(r rune, quote byte) string {
	return string(quote) + s.escape(r, quote) + string(quote)
}

// escape returns a character as it stands between quotes.
func (s syntax) escape(r rune, quote byte) string {
	switch {
	case r == rune(quote) || r == '\\':
		return `\` + string(r)
	case strconv.IsPrint(r):
		return string(r)
	case s.braced:
		return s.escapeBraced(r)
	}
	if i := indexRune("\a\b\t\n\v\f\r", r); i >= 0 {
		return `\` + "abtnvfr"[i:i+1]
	}
	if r < 0x80 {
		return fmt.Sprintf(`\%03o`, r)
	}
	if r > 0xffff {
		return fmt.Sprintf(`\U%08x`, r)
	}
	return fmt.Sprintf(`\u%04x`, r)
}

func (s syntax) escapeBraced(r rune) string {
	switch r {
	case 0:
		return `\0`
	case '\t':
		return `\t`
	case '\n':
		return `\n`
	case '\r':
		return `\r`
	}
	return fmt.Sprintf(`\u{%x}`, r)
}

// escapeByte returns a byte that is no character.
func (s syntax) escapeByte(b byte) string {
	if s.braced {
		return fmt.Sprintf(`\x%02x`, b)
	}
	return fmt.Sprintf(`\%03o`, b)
}

func indexRune(s string, r rune) int {
	for i, c := range s {
		if c == r {
			return i
		}
	}
	return -1
}

// escapeUnit returns one unit of a string as it stands between quotes.
func (s syntax) escapeUnit(unit []byte, quote byte) string {
	text, _ := s.next(unit, len(unit), quote)
	return text
}

// next returns the first character of a string in units, between quotes, and how many bytes it takes.
func (s syntax) next(b []byte, unit int, quote byte) (text string, n int) {
	switch unit {
	case 1:
		r, n := utf8.DecodeRune(b)
		if r == utf8.RuneError && n <= 1 {
			return s.escapeByte(b[0]), 1
		}
		return s.escape(r, quote), n
	case 2:
		r := rune(binary.LittleEndian.Uint16(b))
		if !utf16.IsSurrogate(r) {
			return s.escape(r, quote), 2
		}
		if len(b) >= 4 {
			if pair := utf16.DecodeRune(r, rune(binary.LittleEndian.Uint16(b[2:]))); pair != utf8.RuneError {
				return s.escape(pair, quote), 4
			}
		}
		return fmt.Sprintf(`\x%04x`, r), 2
	}
	x := uint32(leUint(b[:unit]))
	if x > utf8.MaxRune || !utf8.ValidRune(rune(x)) {
		return fmt.Sprintf(`\x%08x`, x), unit
	}
	return s.escape(rune(x), quote), unit
}
