package panes

import (
	"strings"

	"github.com/clipperhouse/displaywidth"

	"github.com/wdbg/wdbg/tui/internal/frame"
	"github.com/wdbg/wdbg/tui/internal/pane"
)

// text is lines that come one after the other; the oldest may be dropped. Lines keep their numbers.
type text interface {
	Bounds() (first, end uint64)
	Line(n uint64) []frame.Piece
}

// scroll is the part of a text that is seen, with long lines wrapped. At first that is the end, and what comes is followed.
type scroll struct {
	text          text
	width, height int
	// Where back is set, the topmost row is row of the line top; else the last row is the end of the text.
	back bool
	top  uint64
	row  int
	find scrollSearch
	// seen are the rows that were seen when the size was told last: others may add to the text at any time.
	seen [][]frame.Piece
}

// at is a row of a wrapped line.
type at struct {
	line uint64
	row  int
}

// first returns the topmost row that is seen.
func (s *scroll) first() at {
	from, end := s.text.Bounds()
	if s.back {
		if s.top < from {
			return at{line: from}
		}
		return at{s.top, s.row}
	}
	return s.up(at{line: end}, s.height)
}

// up returns the place n rows above another.
func (s *scroll) up(a at, n int) at {
	from, _ := s.text.Bounds()
	for n > 0 {
		if a.row > 0 {
			by := min(n, a.row)
			a.row -= by
			n -= by
			continue
		}
		if a.line <= from {
			break
		}
		a.line--
		a.row = s.rows(a.line)
	}
	return a
}

// down returns the place n rows below another.
func (s *scroll) down(a at, n int) at {
	_, end := s.text.Bounds()
	for n > 0 && a.line < end {
		left := s.rows(a.line) - a.row
		if n < left {
			a.row += n
			return a
		}
		n -= left
		a.line, a.row = a.line+1, 0
	}
	return a
}

// rows returns how many rows a line takes.
func (s *scroll) rows(n uint64) int { return len(wrap(s.text.Line(n), s.width)) }

// by moves what is seen down.
func (s *scroll) by(n int) {
	a := s.first()
	if n < 0 {
		a = s.up(a, -n)
	} else {
		a = s.down(a, n)
	}
	last := (&scroll{text: s.text, width: s.width, height: s.height}).first()
	s.back = a.line < last.line || a.line == last.line && a.row < last.row
	s.top, s.row = a.line, a.row
}

// move carries out an action that moves what is seen, and reports whether it is one.
func (s *scroll) move(action string) bool {
	switch action {
	case pane.Up:
		s.by(-1)
	case pane.Down:
		s.by(1)
	case pane.PageUp:
		s.by(-max(1, s.height-1))
	case pane.PageDown:
		s.by(max(1, s.height-1))
	case pane.HalfUp:
		s.by(-max(1, s.height/2))
	case pane.HalfDown:
		s.by(max(1, s.height/2))
	case pane.Top:
		s.back, s.row = true, 0
		s.top, _ = s.text.Bounds()
		s.by(0)
	case pane.Bottom:
		s.back = false
	default:
		return false
	}
	return true
}

// resize says how large the part is that is seen, and that it will be drawn.
func (s *scroll) resize(width, height int) {
	if width != s.width {
		s.row = 0
	}
	s.width, s.height = width, height
	s.look()
}

// look finds out what is seen.
func (s *scroll) look() {
	s.seen = s.seen[:0]
	place := s.first()
	for _, end := s.text.Bounds(); place.line < end && len(s.seen) < s.height; place.line++ {
		line := marked(s.text.Line(place.line), s.find.query)
		rows := wrap(line, s.width)
		rows = rows[min(place.row, len(rows)):]
		s.seen = append(s.seen, rows[:min(len(rows), s.height-len(s.seen))]...)
		place.row = 0
	}
}

// draw draws what is seen.
func (s *scroll) draw(a frame.Area) {
	for y, row := range s.seen[:min(len(s.seen), max(0, a.Height))] {
		a.Row(y).Pieces(0, 0, row)
	}
}

// plain returns the text of pieces.
func plain(line []frame.Piece) string {
	if len(line) == 1 {
		return line[0].Text
	}
	var b strings.Builder
	for _, p := range line {
		b.WriteString(p.Text)
	}
	return b.String()
}

// wrap divides a line into rows of at most a width; there is at least one.
func wrap(line []frame.Piece, width int) [][]frame.Piece {
	if width <= 0 {
		return [][]frame.Piece{nil}
	}
	rows := [][]frame.Piece{nil}
	x := 0
	for _, p := range line {
		for p.Text != "" {
			n, w := fit(p.Text, width-x)
			if n == 0 && x == 0 { // a wide character in a narrow pane
				n, w = len(p.Text), width
			}
			if n > 0 {
				last := &rows[len(rows)-1]
				*last = append(*last, frame.Piece{Text: p.Text[:n], Style: p.Style})
			}
			x += w
			if p.Text = p.Text[n:]; p.Text != "" {
				rows = append(rows, nil)
				x = 0
			}
		}
	}
	return rows
}

// fit returns how many bytes of a text fit into a number of cells, and how many they take.
func fit(s string, room int) (n, width int) {
	for n < len(s) && n < room && s[n] >= ' ' && s[n] <= '~' {
		n++
	}
	if n == len(s) || n == room && s[n] >= ' ' && s[n] <= '~' {
		return n, n
	}
	n = max(0, n-1) // what follows may join the last character
	width = n
	clusters := displaywidth.StringGraphemes(s[n:])
	for clusters.Next() {
		w := clusters.Width()
		if c := clusters.Value(); w == 0 && c[0] < ' ' {
			w = 1 // drawn as something else
		}
		if width+w > room {
			break
		}
		width += w
		n += len(clusters.Value())
	}
	return n, width
}
