package pane

import (
	"strings"
	"unicode/utf8"

	"github.com/wdbg/wdbg/tui/internal/frame"
)

// FindRow looks for a row, from the cursor on in a direction, and from the other end when it comes to one. From says whether the cursor's own counts first.
func FindRow(cursor, rows, by int, from bool, has func(row int) bool) (row int, found bool) {
	if rows <= 0 {
		return 0, false
	}
	start := cursor
	if !from {
		start += by
	}
	for i := range rows {
		row := ((start+i*by)%rows + rows) % rows
		if has(row) {
			return row, true
		}
	}
	return 0, false
}

// Matcher returns what reports whether a line contains a text. Capitals matter if the text has some.
func Matcher(text string) func(line string) bool {
	if !folds(text) {
		return func(line string) bool { return strings.Contains(line, text) }
	}
	return func(line string) bool { return strings.Contains(strings.ToLower(line), text) }
}

// folds reports whether capitals do not matter in what is searched for.
func folds(text string) bool { return strings.ToLower(text) == text }

// Lowered returns a line in which a match is where it is in the line: with small letters where capitals do not matter.
func Lowered(line, match string) string {
	if folds(match) {
		if low := strings.ToLower(line); len(low) == len(line) { // else there are letters whose small form is of another length
			return low
		}
	}
	return line
}

// Marked divides a text into pieces, of which those that match what is searched for are set off. Capitals matter if
// what is searched for has some.
func Marked(s string, style frame.Style, match string) []frame.Piece {
	if match == "" {
		return []frame.Piece{{Text: s, Style: style}}
	}
	in := Lowered(s, match)
	var list []frame.Piece
	for {
		i := strings.Index(in, match)
		if i < 0 || !utf8.RuneStart(s[i]) {
			break
		}
		if i > 0 {
			list = append(list, frame.Piece{Text: s[:i], Style: style})
		}
		list = append(list, frame.Piece{Text: s[i : i+len(match)], Style: frame.Style{Role: frame.Match, Ground: frame.Found}})
		s, in = s[i+len(match):], in[i+len(match):]
	}
	if s != "" {
		list = append(list, frame.Piece{Text: s, Style: style})
	}
	return list
}
