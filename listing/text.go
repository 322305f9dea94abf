package listing

import (
	"fmt"
	"unicode/utf8"
)

// Color is how text is set off on a terminal.
type Color string

// Colors: SGR sequences.
const (
	Red     Color = "\x1b[1;31m"
	Green   Color = "\x1b[32m"
	Yellow  Color = "\x1b[33m"
	Blue    Color = "\x1b[34m"
	Magenta Color = "\x1b[35m"
	Cyan    Color = "\x1b[36m"
	Bold    Color = "\x1b[1m"
	Dim     Color = "\x1b[2m"
	reset         = "\x1b[0m"
)

// Painter colours text, if it is true.
type Painter bool

// Paint returns the text in a colour.
func (p Painter) Paint(c Color, s string) string {
	if !p || s == "" || c == "" {
		return s
	}
	return string(c) + s + reset
}

// Clip cuts a text to n characters.
func Clip(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	return string([]rune(s)[:n-1]) + "…"
}

// Count writes a number of things.
func Count(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return Grouped(n) + " " + thing + "s"
}

// Grouped writes a number with commas between groups of three digits.
func Grouped(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
