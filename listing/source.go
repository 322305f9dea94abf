package listing

import (
	"strings"
	"unicode/utf8"

	"github.com/wdbg/wdbg/symbols"
)

const (
	tabWidth   = 4
	maxExcerpt = 160 // characters of a line
)

// SourceLine returns a line of source as it is shown, with spaces for tabs and cut to what fits, and the column, from 1, at
// which the character is that begins at a byte column of the line; 0 if there is none.
func SourceLine(line string, byteColumn int) (text string, column int) {
	var b strings.Builder
	width, at := 0, 0
	for i, r := range line {
		if i < byteColumn && byteColumn <= i+utf8.RuneLen(r) || i+1 == byteColumn {
			column, at = width+1, b.Len()
		}
		if r == '\t' {
			n := tabWidth - width%tabWidth
			b.WriteString(strings.Repeat(" ", n))
			width += n
			continue
		}
		b.WriteRune(r)
		width++
	}
	if column == 0 && byteColumn == len(line)+1 {
		column, at = width+1, b.Len()
	}
	text = b.String()
	if width > maxExcerpt && column > maxExcerpt*2/3 { // far right: begin shortly before the column
		skip := column - maxExcerpt/2
		cut := []rune(text)
		if skip < len(cut) && at > 0 {
			text, column = "…"+string(cut[skip:]), column-skip+1
		}
	}
	return symbols.Printable(Clip(text, maxExcerpt)), column
}
