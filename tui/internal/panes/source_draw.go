package panes

import (
	"strconv"
	"strings"

	"github.com/wdbg/wdbg/listing"
	"github.com/wdbg/wdbg/tui/internal/frame"
	"github.com/wdbg/wdbg/tui/internal/pane"
)

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

// prepare makes the lines that are seen ready to be drawn.
func (s *Source) prepare(c *pane.Context) {
	s.lines = s.lines[:0]
	if s.text == nil {
		return
	}
	from, to := s.list.Shown()
	tokens := listing.Tokens(s.text, s.file.Path, from+1, to+1)
	var values map[int]string
	if s.inline.Ready(c) && !c.Look.NoInline {
		values = s.inline.Lines(c, s.file, func(n int) (string, []listing.Token) {
			line, _ := s.text.Line(n)
			if i := n - from - 1; i < len(tokens) {
				return line, tokens[i]
			}
			return line, nil
		}, from+1, to+1)
	}
	for n := from + 1; n <= to; n++ {
		text, _ := s.text.Line(n)
		l := sourceLine{number: n}
		var of []listing.Token
		if i := n - from - 1; i < len(tokens) && !c.Look.NoSyntax {
			of = tokens[i]
		}
		l.pieces = linePieces(text, of, s.match, c.Look.Tab())
		if v := values[n]; v != "" {
			l.pieces = append(l.pieces, frame.Piece{Text: "  " + v, Style: frame.Style{Role: frame.Inline}})
		}
		s.mark(c, &l)
		s.lines = append(s.lines, l)
	}
}

// mark says what stands before a line.
func (s *Source) mark(c *pane.Context, l *sourceLine) {
	l.mark, l.marked = pointMark(pointsAt(c, s.file, l.number))
	if c.Stop == nil || !s.here.IsValid() || !sameFile(s.here.File, s.file) || s.here.Line != l.number {
		return
	}
	if l.ground = frame.CurrentRow; s.outer {
		l.ground = frame.FrameRow
	}
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

// Draw implements pane.Pane.
func (s *Source) Draw(c *pane.Context, a frame.Area) {
	if s.text == nil {
		s.drawWhy(c, a)
		return
	}
	digits := len(strconv.Itoa(s.list.Rows))
	for i := range s.lines {
		l := &s.lines[i]
		row := a.Row(i)
		ground := l.ground
		if ground == frame.Plain && c.Active == pane.Source && l.number == s.list.Cursor+1 {
			ground = frame.CursorRow
		}
		row.Fill(frame.Style{Ground: ground})
		drawGutter(row, l.mark, l.marked, ground)
		x := gutterMark
		if !c.Look.NoNumbers {
			number := strconv.Itoa(l.number)
			row.Text(gutterMark+digits-len(number), 0, number, frame.Style{Role: frame.Dim, Ground: ground})
			x += digits + 1
		}
		drawPieces(row.Sub(x, 0, row.Width-x, 1), -s.left, l.pieces, ground)
	}
}

// drawWhy says why there is no source.
func (s *Source) drawWhy(c *pane.Context, a frame.Area) {
	lines := []string{"no source is shown"}
	switch {
	case s.why != "":
		lines = []string{s.why, "", "--source-map FROM=TO or --source-path DIR say where sources are."}
	case c.Stop == nil:
		lines = []string{"the program is running"}
	case c.Focus.Known && !c.Focus.HasSource():
		lines = []string{"no debug information says which line " + c.Focus.Func + " is at.", "The pane code shows its instructions; n and s step one by one."}
	case !c.Focus.Known:
		lines = []string{"the program is in no function", "ctrl+p finds functions and files"}
	}
	for i, l := range lines {
		a.Text(1, i, frame.Clip(l, a.Width-1), frame.Style{Role: frame.Dim})
	}
}
