package expr

import (
	"math/big"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/wdbg/wdbg/symbols"
)

// number is what a number in the text says.
type number struct {
	float  bool
	lo, hi uint64 // of an integer
	real   float64
	suffix string // in lower case: "u", "ull", "i32", "f"
	base   int
}

// suffixes of numbers: of C, and the types of Rust, Zig and WebAssembly.
var suffixes = [...]string{"ull", "llu", "ul", "lu", "ll", "u", "l", "f", "usize", "isize", "i128", "u128", "i64", "u64", "i32", "u32", "i16", "u16", "i8", "u8", "f32", "f64", "n"}

// parseNumber returns the number of a token; why says what is wrong with it.
func parseNumber(text string, lang symbols.Language) (n number, why string) {
	s := strings.ToLower(strings.ReplaceAll(text, "_", ""))
	n.base = 10
	switch {
	case strings.HasPrefix(s, "0x"):
		n.base, s = 16, s[2:]
	case strings.HasPrefix(s, "0b"):
		n.base, s = 2, s[2:]
	case strings.HasPrefix(s, "0o"):
		n.base, s = 8, s[2:]
	}
	for _, suffix := range suffixes {
		if rest, ok := strings.CutSuffix(s, suffix); ok && isSuffix(rest, suffix, n.base) {
			s, n.suffix = rest, suffix
			break
		}
	}
	n.float = n.suffix == "f" || n.suffix == "f32" || n.suffix == "f64" || strings.ContainsAny(s, ".") ||
		n.base == 10 && strings.ContainsRune(s, 'e') || n.base == 16 && strings.ContainsRune(s, 'p')
	if n.float {
		return n.parseFloat(s, text)
	}
	if n.base == 10 && len(s) > 1 && s[0] == '0' && octal(lang) {
		n.base, s = 8, s[1:]
	}
	x, ok := new(big.Int).SetString(s, n.base)
	switch {
	case !ok || s == "" || s[0] == '+' || s[0] == '-':
		return n, "'" + symbols.Printable(text) + "' is not a number"
	case x.BitLen() > 128:
		return n, symbols.Printable(text) + " has more than 128 bits"
	}
	n.lo = new(big.Int).And(x, new(big.Int).SetUint64(^uint64(0))).Uint64()
	n.hi = new(big.Int).Rsh(x, 64).Uint64()
	return n, ""
}

// isSuffix reports whether letters at the end of a number are its suffix rather than digits or an exponent.
func isSuffix(rest, suffix string, base int) bool {
	if rest == "" {
		return false
	}
	if base == 16 {
		switch suffix {
		case "f":
			return strings.ContainsRune(rest, 'p')
		case "f32", "f64":
			return false
		}
	}
	return true
}

func (n number) parseFloat(s, text string) (number, string) {
	if n.base == 16 {
		s = "0x" + s
	}
	x, err := strconv.ParseFloat(s, 64)
	if err != nil && !strings.Contains(err.Error(), "range") || n.base != 10 && n.base != 16 {
		return n, "'" + symbols.Printable(text) + "' is not a number"
	}
	n.real = x
	return n, ""
}

// octal reports whether a zero before a number says that it is octal.
func octal(lang symbols.Language) bool {
	switch lang {
	case symbols.Rust, symbols.Zig, symbols.Swift, symbols.AssemblyScript:
		return false
	}
	return true
}

// unescape returns the units that the text between quotes stands for: bytes of UTF-8, and units of other sizes as they are;
// why says what is wrong with it.
func unescape(text string) (runes []rune, raw []bool, why string) {
	for i := 0; i < len(text); {
		if text[i] != '\\' {
			r, n := utf8.DecodeRuneInString(text[i:])
			if r == utf8.RuneError && n == 1 {
				runes, raw = append(runes, rune(text[i])), append(raw, true)
			} else {
				runes, raw = append(runes, r), append(raw, false)
			}
			i += n
			continue
		}
		r, isRaw, n := unescapeOne(text[i+1:])
		if n == 0 {
			return nil, nil, "unknown escape \\" + symbols.Printable(text[i+1:min(i+2, len(text))])
		}
		runes, raw = append(runes, r), append(raw, isRaw)
		i += 1 + n
	}
	return runes, raw, ""
}

// simpleEscapes are the letters of escapes with what they stand for.
const simpleEscapes = "a\ab\bt\tn\nv\vf\fr\re\x1b\\\\'\"\"\"??"

// unescapeOne reads an escape after its backslash: the character, whether it is a unit rather than a character, and its length.
func unescapeOne(s string) (r rune, raw bool, n int) {
	if s == "" {
		return 0, false, 0
	}
	switch c := s[0]; {
	case c == 'x':
		return hexEscape(s, 1, 2, true)
	case c == 'u' && strings.HasPrefix(s, "u{"):
		end := strings.IndexByte(s, '}')
		if end < 3 || end > 8 {
			return 0, false, 0
		}
		x, err := strconv.ParseUint(s[2:end], 16, 32)
		if err != nil || x > utf8.MaxRune {
			return 0, false, 0
		}
		return rune(x), false, end + 1
	case c == 'u':
		return hexEscape(s, 4, 4, false)
	case c == 'U':
		return hexEscape(s, 8, 8, false)
	case c >= '0' && c <= '7':
		for n = 1; n < 3 && n < len(s) && s[n] >= '0' && s[n] <= '7'; n++ {
		}
		x, _ := strconv.ParseUint(s[:n], 8, 32)
		return rune(x & 0xff), true, n
	case c == '\'':
		return '\'', false, 1
	}
	if i := strings.IndexByte(simpleEscapes, s[0]); i >= 0 && i%2 == 0 {
		return rune(simpleEscapes[i+1]), false, 1
	}
	return 0, false, 0
}

// hexEscape reads from least to most hexadecimal digits after a letter.
func hexEscape(s string, least, most int, raw bool) (rune, bool, int) {
	n := 1
	for n < len(s) && n <= most && strings.IndexByte("0123456789abcdefABCDEF", s[n]) >= 0 {
		n++
	}
	if n-1 < least {
		return 0, false, 0
	}
	x, err := strconv.ParseUint(s[1:n], 16, 32)
	if err != nil || x > utf8.MaxRune {
		return 0, false, 0
	}
	return rune(x), raw, n
}

// utf8Bytes returns characters as UTF-8; raw ones are bytes.
func utf8Bytes(runes []rune, raw []bool) []byte {
	var out []byte
	for i, r := range runes {
		if raw[i] {
			out = append(out, byte(r))
		} else {
			out = utf8.AppendRune(out, r)
		}
	}
	return out
}
