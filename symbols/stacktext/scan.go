package stacktext

import (
	"math"
	"strconv"
	"strings"

	"github.com/wdbg/wdbg/wasm"
)

// decimal reads the digits at the beginning of a text, at most 10 of them.
func decimal(s string) (v uint64, rest string, ok bool) {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	if n == 0 || n > 10 {
		return 0, s, false
	}
	v, err := strconv.ParseUint(s[:n], 10, 64)
	return v, s[n:], err == nil
}

// index reads a function index.
func index(s string) (f wasm.FuncIndex, rest string, ok bool) {
	v, rest, ok := decimal(s)
	if !ok || v > math.MaxUint32 {
		return 0, s, false
	}
	return wasm.FuncIndex(v), rest, true
}

// hex reads a number that begins with 0x, and says how many digits it has.
func hex(s string) (v uint64, digits int, rest string, ok bool) {
	body, found := strings.CutPrefix(s, "0x")
	if !found {
		return 0, 0, s, false
	}
	n := 0
	for n < len(body) && isHex(body[n]) {
		n++
	}
	if n == 0 || n > 16 {
		return 0, 0, s, false
	}
	v, err := strconv.ParseUint(body[:n], 16, 64)
	return v, n, body[n:], err == nil
}

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// base returns the last part of a path or URL, without query and fragment.
func base(path string) string {
	if scheme, rest, ok := strings.Cut(path, "://"); ok && scheme != "" {
		path, _, _ = strings.Cut(rest, "#")
		path, _, _ = strings.Cut(path, "?")
	}
	if i := strings.LastIndexAny(path, `/\`); i >= 0 {
		path = path[i+1:]
	}
	return path
}

// wordStart reports whether position i of a line begins a word.
func wordStart(line string, i int) bool {
	return i == 0 || line[i-1] == ' ' || line[i-1] == '\t' || line[i-1] == '|'
}

// findWord returns where a text begins in the line, at the beginning of a word and not before from; -1 if nowhere.
func findWord(line, text string, from int) int {
	for from <= len(line) {
		i := strings.Index(line[from:], text)
		if i < 0 {
			return -1
		}
		if wordStart(line, from+i) {
			return from + i
		}
		from += i + 1
	}
	return -1
}
