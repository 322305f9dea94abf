package screen

import (
	"unicode/utf8"

	"github.com/wdbg/wdbg/tui/internal/frame"
)

// isLoose reports whether terminals disagree about how many cells a character takes: clusters of several code points, and symbols that are
// younger than some terminals' tables.
func isLoose(c *frame.Cell) bool {
	if len(c.Text) <= 1 {
		return false
	}
	r, n := utf8.DecodeRuneInString(c.Text)
	switch {
	case n < len(c.Text):
		return true
	case r >= 0xe000 && r <= 0xf8ff: // for private use: icons of fonts
		return true
	case c.Width != 2:
		return r > 0xffff
	}
	return !eastAsian(r)
}

// eastAsian reports whether a wide character is of a script whose width all terminals know.
func eastAsian(r rune) bool {
	return r >= 0x1100 && r <= 0x115f || r >= 0x2e80 && r <= 0xa4cf || r >= 0xac00 && r <= 0xd7a3 || r >= 0xf900 && r <= 0xfaff ||
		r >= 0xfe30 && r <= 0xfe6f || r >= 0xff01 && r <= 0xffe6 || r >= 0x20000 && r <= 0x3fffd
}
