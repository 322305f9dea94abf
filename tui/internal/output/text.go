package output

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// tabWidth is how far stops of tabs are apart.
const tabWidth = 8

// Text returns a line as it is shown: colours are left out, all other control characters and what has no shape are written so that they are seen.
// What a carriage return or a backspace had overwritten is gone; tabs are blanks.
func Text(raw []byte) string {
	if plainText(raw) {
		return string(raw)
	}
	raw = bytes.TrimRight(overwritten(raw), "\r\b")
	var b strings.Builder
	column := 0
	for len(raw) > 0 {
		if n := colour(raw); n > 0 {
			raw = raw[n:]
			continue
		}
		r, n := utf8.DecodeRune(raw)
		text := ""
		switch {
		case r == '\t':
			text = strings.Repeat(" ", tabWidth-column%tabWidth)
		case r == utf8.RuneError && n == 1:
			text = fmt.Sprintf(`\x%02x`, raw[0])
		case r < ' ':
			text = "^" + string(r+'@')
		case r == 0x7f:
			text = "^?"
		case !unicode.IsGraphic(r):
			text = fmt.Sprintf(`\u{%x}`, r)
		default:
			text = string(raw[:n])
		}
		b.WriteString(text)
		column += utf8.RuneCountInString(text)
		raw = raw[n:]
	}
	return b.String()
}

// plainText reports whether all bytes are characters of ASCII that are seen.
func plainText(raw []byte) bool {
	for _, c := range raw {
		if c < ' ' || c > '~' {
			return false
		}
	}
	return true
}

// colour returns the length of a sequence at the beginning that chooses colours (ESC [ ... m); 0 where there is none.
func colour(raw []byte) int {
	if len(raw) < 3 || raw[0] != 0x1b || raw[1] != '[' {
		return 0
	}
	for i := 2; i < len(raw) && i < 64; i++ {
		switch c := raw[i]; {
		case c == 'm':
			return i + 1
		case (c < '0' || c > '9') && c != ';' && c != ':':
			return 0
		}
	}
	return 0
}

// overwritten carries out carriage returns and backspaces. What is at the end of the result stands for where the next character goes.
func overwritten(raw []byte) []byte {
	if !bytes.ContainsAny(raw, "\r\b") {
		return raw
	}
	end := len(raw)
	for end > 0 && raw[end-1] == '\r' {
		end--
	}
	var cells [][]byte
	at := 0
	for p := raw[:end]; len(p) > 0; {
		n := colour(p)
		if n > 0 { // it takes no place
			p = p[n:]
			continue
		}
		switch _, n = utf8.DecodeRune(p); {
		case p[0] == '\r':
			at = 0
		case p[0] == '\b':
			at = max(0, at-1)
		case at < len(cells):
			cells[at] = p[:n]
			at++
		default:
			cells = append(cells, p[:n])
			at++
		}
		p = p[n:]
	}
	out := bytes.Join(cells, nil)
	if end < len(raw) {
		return append(out, '\r')
	}
	return append(out, bytes.Repeat([]byte("\b"), len(cells)-at)...)
}
