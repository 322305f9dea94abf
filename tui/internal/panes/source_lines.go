package panes

import (
	"strings"

	"github.com/wdbg/wdbg/listing"
	"github.com/wdbg/wdbg/symbols/srcfile"
	"github.com/wdbg/wdbg/tui/internal/frame"
	"github.com/wdbg/wdbg/tui/internal/pane"
)

const (
	// blockLines is how many lines get their colours at once: some that stand before them have to be looked at, too.
	blockLines = 64
	// maxBlocks is how many blocks of lines are kept.
	maxBlocks = 16
)

// styledLines are lines of a text with their colours. They are kept, since most messages change neither the lines that are seen nor how they look.
type styledLines struct {
	key    styledKey
	blocks map[int][]styledLine // by number
}

// styledKey is what lines look like.
type styledKey struct {
	text  *srcfile.Text
	path  string
	match string // what is looked for
	tab   int    // columns
	plain bool   // without colours
}

// styledLine is a line as it is drawn.
type styledLine struct {
	pieces []frame.Piece
	words  []string // the names in it
}

// prepare says what lines are to look like.
func (l *styledLines) prepare(key styledKey) {
	if l.key != key || len(l.blocks) > maxBlocks {
		l.key, l.blocks = key, map[int][]styledLine{}
	}
}

// line returns a line, counted from 1.
func (l *styledLines) line(n int) styledLine {
	number := (n - 1) / blockLines
	block, ok := l.blocks[number]
	if !ok {
		block = l.style(number*blockLines + 1)
		l.blocks[number] = block
	}
	return block[(n-1)%blockLines]
}

// words returns the names in a line.
func (l *styledLines) words(n int) []string { return l.line(n).words }

// style makes a block of lines.
func (l *styledLines) style(first int) []styledLine {
	block := make([]styledLine, blockLines)
	tokens := listing.Tokens(l.key.text, l.key.path, first, first+blockLines)
	for i := range block {
		text, _ := l.key.text.Line(first + i)
		var of []listing.Token
		if i < len(tokens) {
			of = tokens[i]
		}
		block[i].words = words(text, of)
		if l.key.plain {
			of = nil
		}
		block[i].pieces = linePieces(text, of, l.key.match, l.key.tab)
	}
	return block
}

// roleOf says what a colour of a listing means.
func roleOf(c listing.Color) frame.Role {
	switch c {
	case listing.Dim:
		return frame.Comment
	case listing.Yellow:
		return frame.String
	case listing.Magenta:
		return frame.Number
	case listing.Green:
		return frame.Type
	case listing.Blue:
		return frame.Keyword
	}
	return frame.Normal
}

// linePieces colours a line, with tabs as blanks.
func linePieces(text string, tokens []listing.Token, match string, tab int) (list []frame.Piece) {
	column := 0
	add := func(part string, role frame.Role) {
		if part == "" || column > maxColumns {
			return
		}
		part = expandTabs(part, &column, tab)
		list = append(list, pane.Marked(part, frame.Style{Role: role}, match)...)
	}
	at := 0
	for _, t := range tokens {
		add(text[at:t.Start], frame.Normal)
		add(text[t.Start:t.End], roleOf(t.Color))
		at = t.End
	}
	if rest := text[at:]; len(rest) > maxColumns {
		add(strings.ToValidUTF8(rest[:maxColumns], ""), frame.Normal)
		list = append(list, frame.Piece{Text: "…", Style: frame.Style{Role: frame.Warning}})
	} else {
		add(rest, frame.Normal)
	}
	return list
}

// expandTabs puts blanks in the place of tabs; column is where the text begins, and then where it ends.
func expandTabs(s string, column *int, tab int) string {
	if !strings.Contains(s, "\t") {
		*column += frame.Width(s)
		return s
	}
	var b strings.Builder
	for i, part := range strings.Split(s, "\t") {
		if i > 0 {
			n := tab - *column%tab
			b.WriteString(strings.Repeat(" ", n))
			*column += n
		}
		b.WriteString(part)
		*column += frame.Width(part)
	}
	return b.String()
}
