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

// Matches reports whether a line contains a text; fold says that capitals do not matter.
func Matches(line, text string, fold bool) bool {
	if fold {
		line = strings.ToLower(line)
	}
	return strings.Contains(line, text)
}

// Marked divides a text into pieces, of which those that match what is searched for are set off. Capitals matter if
// what is searched for has some.
func Marked(s string, style frame.Style, match string) []frame.Piece {
	if match == "" {
		return []frame.Piece{{Text: s, Style: style}}
	}
	in := s
	if strings.ToLower(match) == match {
		if in = strings.ToLower(s); len(in) != len(s) {
			in = s // letters whose small form is of another length
		}
	}
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
