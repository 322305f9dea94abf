package value

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/wdbg/wdbg/symbols"
)

// Format is what follows the slash of a command: "8xw" is 8 numbers of 4 bytes in base 16.
type Format struct {
	// Count is how many are asked for; 0: nothing was said.
	Count int64
	// Letter says how: x in base 16, z too, with zeros in front, d and u in base 10, signed and unsigned, o in base 8, t in base 2, a an
	// address, c a character, f a floating-point number, s a string, i an instruction, r without formatters; 0: nothing was said.
	Letter byte
	// Size of each in bytes, from b, h, w and g; 0: nothing was said.
	Size int
}

// maxFormatCount bounds what one command shows.
const maxFormatCount = 1 << 20

// ParseFormat reads a format without its slash. Count, letter and size may each be left out.
func ParseFormat(text string) (Format, error) {
	var f Format
	rest := strings.TrimLeft(text, "0123456789")
	if digits := text[:len(text)-len(rest)]; digits != "" {
		n, err := strconv.ParseInt(digits, 10, 64)
		if err != nil || n < 1 || n > maxFormatCount {
			return f, fmt.Errorf("'%s' is no count from 1 to %d", digits, maxFormatCount)
		}
		f.Count = n
	}
	for _, c := range rest {
		size := map[rune]int{'b': 1, 'h': 2, 'w': 4, 'g': 8}[c]
		switch {
		case size != 0 && f.Size == 0:
			f.Size = size
		case size == 0 && c < utf8.RuneSelf && strings.IndexByte("xzduotacfsir", byte(c)) >= 0 && f.Letter == 0:
			f.Letter = byte(c)
		default:
			return f, fmt.Errorf("no format '%s'; there are a count, x d u o t z a c f s r, i for instructions, and the sizes b h w g", symbols.Printable(text))
		}
	}
	return f, nil
}

// FormatNumber returns a number of a size in bytes, in its lowest bits, in the way of a letter of Format; other letters are as x.
func FormatNumber(x uint64, size int, letter byte) string {
	size = min(max(size, 1), 8)
	b := make([]byte, size)
	for i := range b {
		b[i] = byte(x >> (8 * i))
	}
	n := number{bytes: b, bits: int64(8 * size)}
	return n.format(letter)
}

// format returns the number's bits in the way of a letter.
func (n number) format(letter byte) string {
	switch letter {
	case 'd':
		n.signed = true
		return n.big().String()
	case 'c':
		n.signed = true
		return n.big().String() + " " + n.character()
	}
	n.signed = false
	switch letter {
	case 'u':
		return n.big().String()
	case 'o':
		if x := n.big(); x.Sign() != 0 {
			return "0" + x.Text(8)
		}
		return "0"
	case 't':
		return n.big().Text(2)
	case 'z':
		return "0x" + fmt.Sprintf("%0*s", (n.bits+3)/4, n.big().Text(16))
	case 'f':
		if f, ok := formatOf((n.bits+7)/8, ""); ok && n.bits%8 == 0 {
			return f.text(n.bytes)
		}
		return n.big().String()
	}
	return "0x" + n.big().Text(16)
}

// character returns the character that the number is, or its lowest byte.
func (n number) character() string {
	lang := syntaxOf(nil)
	if n.bits > 8 {
		if x, fits := n.low(); fits && x <= utf8.MaxRune && utf8.ValidRune(rune(x)) {
			return lang.quoteRune(rune(x), '\'')
		}
	}
	return "'" + lang.escapeUnit(n.bytes[:1], '\'') + "'"
}

// formatted returns what is shown of a value in the way of a letter; ok is false for what is shown as always, by
// the parts that it has.
func formatted(v Value, letter byte) (sh Shown, ok bool) {
	s := v.Strip()
	if s.err != nil || s.typ == nil || letter == 0 || letter == 'r' {
		return sh, false
	}
	switch s.typ.Kind {
	case symbols.KindArray, symbols.KindVector:
		return formattedArray(s, letter)
	case symbols.KindPointer:
		if letter == 's' {
			return formattedText(s)
		}
		if isRustReference(s.typ) && letter != 'a' {
			return sh, false
		}
	case symbols.KindBase, symbols.KindEnum, symbols.KindMember:
		if letter == 's' || s.typ.Encoding == symbols.EncodingComplex || letter == 'f' && s.typ.Encoding == symbols.EncodingFloat {
			return sh, false
		}
	default:
		return sh, false
	}
	n, err := s.bitsNumber()
	switch {
	case err != nil:
		return Shown{Err: err}, true
	case n.bits == 0:
		return sh, false
	case letter == 'a':
		sh.Summary = n.format('x')
		if x, fits := n.low(); fits {
			sh.Summary += s.addressName(x)
		}
		return sh, true
	}
	return Shown{Summary: n.format(letter)}, true
}

// addressName returns the name of what an address is of: an object, or for a pointer to a function the function.
func (v Value) addressName(x uint64) string {
	if v.typ.Kind == symbols.KindPointer {
		if f, err := v.ctx.strip(v.typ.Elem()); err == nil && f != nil && f.Kind == symbols.KindFunc {
			return v.ctx.functionName(x)
		}
	}
	return v.ctx.symbolName(x)
}

// bitsNumber returns the bits of a value of any kind as a number.
func (v Value) bitsNumber() (number, error) {
	if _, ok := v.ctx.isSigned(v.typ); ok {
		return v.number()
	}
	b, err := v.Bytes()
	if err != nil {
		return number{}, err
	}
	if len(b) > maxInteger {
		return number{}, unsupported("a number of %d bytes", len(b))
	}
	return number{bytes: b, bits: 8 * int64(len(b))}, nil
}

// formattedArray shows an array of characters as numbers, and with the letter of strings an array of bytes as a string.
func formattedArray(s Value, letter byte) (Shown, bool) {
	sh := plainArray(s)
	elem, err := s.element()
	if err != nil || sh.Err != nil {
		return sh, false
	}
	if letter == 's' {
		e, err := s.ctx.strip(elem)
		if list, ok := sh.Children.(elements); ok && err == nil && sh.Text == nil && isByte(e) {
			sh = Shown{Text: paddedText(list.first, list.n, character{unit: 1}), Children: list}
			return sh, true
		}
		return sh, false
	}
	if sh.Text == nil || sh.Children == nil {
		return sh, false
	}
	return Shown{Style: StyleList, Children: sh.Children}, true
}

// formattedText shows a pointer to bytes as the string that is there.
func formattedText(s Value) (sh Shown, ok bool) {
	elem, err := s.ctx.strip(s.typ.Elem())
	if err != nil || !isByte(elem) {
		return sh, false
	}
	addr, err := s.Uint()
	if err != nil || addr == 0 {
		return sh, false
	}
	return Shown{Summary: fmt.Sprintf("0x%x", addr), Text: TextAt(s.ctx, addr, -1, 1)}, true
}

func isByte(t *symbols.Type) bool {
	return t != nil && t.Kind == symbols.KindBase && t.Size == 1 && t.Encoding != symbols.EncodingBool
}
