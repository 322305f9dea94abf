package disasm

import (
	"math"
	"strconv"
	"unicode"
	"unicode/utf8"
)

// maxOperandName bounds a name in an operand, in bytes. Operands repeat a name as often as the code
// refers to it; without a bound one long name would make the output grow out of proportion.
const maxOperandName = 256

// AppendIdent appends name as an identifier of the text format (§6.3.5): $name, or $"name"
// where it holds other characters. Control characters and invalid UTF-8 are escaped.
func AppendIdent(dst []byte, name string) []byte {
	dst = append(dst, '$')
	if isPlainIdent(name) {
		return append(dst, name...)
	}
	return AppendString(dst, name)
}

func isPlainIdent(name string) bool {
	for i := range len(name) {
		if !isIdentChar(name[i]) {
			return false
		}
	}
	return name != ""
}

// isIdentChar reports whether c is an idchar (§6.3.5).
func isIdentChar(c byte) bool {
	switch c {
	case '"', ',', ';', '(', ')', '[', ']', '{', '}':
		return false
	}
	return c > ' ' && c < 0x7f
}

// AppendString appends s as a string of the text format (§6.3.3). Control and
// formatting characters and invalid UTF-8 are escaped, so that no terminal acts on them.
func AppendString(dst []byte, s string) []byte {
	dst = append(dst, '"')
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		dst = appendRune(dst, r, s[i:i+n])
		i += n
	}
	return append(dst, '"')
}

func appendRune(dst []byte, r rune, enc string) []byte {
	switch {
	case r == '"' || r == '\\':
		return append(dst, '\\', byte(r))
	case r == '\n':
		return append(dst, `\n`...)
	case r == '\r':
		return append(dst, `\r`...)
	case r == '\t':
		return append(dst, `\t`...)
	case r < ' ' || r == 0x7f || r == utf8.RuneError && len(enc) == 1:
		const digits = "0123456789abcdef"
		return append(dst, '\\', digits[enc[0]>>4], digits[enc[0]&15])
	case !unicode.IsPrint(r):
		dst = append(dst, `\u{`...)
		dst = strconv.AppendUint(dst, uint64(r), 16)
		return append(dst, '}')
	}
	return append(dst, enc...)
}

// cutName shortens a name to maxOperandName bytes, at a character's start.
func cutName(name string) string {
	if len(name) <= maxOperandName {
		return name
	}
	n := maxOperandName
	for n > maxOperandName-utf8.UTFMax && !utf8.RuneStart(name[n]) {
		n--
	}
	return name[:n] + "..."
}

func appendHex(dst []byte, v uint64) []byte {
	dst = append(dst, "0x"...)
	return strconv.AppendUint(dst, v, 16)
}

// appendFloat appends a float constant in hexadecimal with its decimal value as a comment, or inf or nan
// with its payload. mantissa is the number of explicit mantissa bits.
func appendFloat(dst []byte, bits uint64, size int) []byte {
	mantissa, v := 52, math.Float64frombits(bits)
	if size == 32 {
		mantissa, v = 23, float64(math.Float32frombits(uint32(bits)))
	}
	if bits>>(size-1)&1 != 0 {
		dst = append(dst, '-')
	}
	switch {
	case math.IsInf(v, 0):
		return append(dst, "inf"...)
	case math.IsNaN(v):
		dst = append(dst, "nan"...)
		if payload := bits & (1<<mantissa - 1); payload != 1<<(mantissa-1) {
			dst = append(dst, ':')
			dst = appendHex(dst, payload)
		}
		return dst
	case v == 0:
		return append(dst, "0x0p+0 (;=0;)"...)
	}
	dst = appendHexFloat(dst, math.Abs(v), size)
	dst = append(dst, " (;="...)
	dst = strconv.AppendFloat(dst, v, 'g', -1, size)
	return append(dst, ";)"...)
}

// appendHexFloat appends v > 0 like 0x1.8p+1: strconv's form without the exponent's leading zero.
func appendHexFloat(dst []byte, v float64, size int) []byte {
	dst = strconv.AppendFloat(dst, v, 'x', -1, size)
	if n := len(dst); dst[n-2] == '0' && (dst[n-3] == '+' || dst[n-3] == '-') {
		dst[n-2] = dst[n-1]
		dst = dst[:n-1]
	}
	return dst
}
