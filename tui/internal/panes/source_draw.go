package panes

import (
	"slices"
	"strconv"

	"github.com/wdbg/wdbg/tui/internal/frame"
	"github.com/wdbg/wdbg/tui/internal/pane"
)

// prepare makes the lines that are seen ready to be drawn.
func (s *Source) prepare(c *pane.Context) {
	s.lines = s.lines[:0]
	if s.text == nil {
		return
	}
	s.styled.prepare(styledKey{text: s.text, path: s.file.Path, match: s.match, tab: c.Look.Tab(), plain: c.Look.NoSyntax})
	from, to := s.list.Shown()
	var values map[int]string
	if s.inline.Ready(c) && !c.Look.NoInline {
		values = s.inline.Lines(c, s.file, s.styled.words, from+1, to+1)
	}
	for n := from + 1; n <= to; n++ {
		l := sourceLine{number: n, pieces: s.styled.line(n).pieces}
		if v := values[n]; v != "" {
			l.pieces = append(slices.Clip(l.pieces), frame.Piece{Text: "  " + v, Style: frame.Style{Role: frame.Inline}})
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
