package palette

import (
	"fmt"
	"strings"

	"github.com/clipperhouse/displaywidth"

	"github.com/wdbg/wdbg/listing"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/tui/internal/frame"
)

// spot is where the palette is in an area.
type spot struct {
	x, y, width, height int
	// first is the first row of the list, rows how many it has; border is how wide the border is.
	first, rows, border int
}

// maxWidth is how wide the palette is at most.
const maxWidth = 110

// placeIn returns where the palette is: in the upper half, with as many rows as there is something to show.
func placeIn(width, height, entries int) spot {
	s := spot{width: min(width, maxWidth), height: height}
	if width >= 40 && height >= 10 {
		s.border = 1
		s.width = min(width-4, maxWidth)
		s.y = 1
		s.height = min(height-2, max(height*2/3, 10), max(entries, 6)+3)
	}
	s.x = (width - s.width) / 2
	s.first = s.border + 1
	s.rows = max(0, s.height-s.first-s.border)
	return s
}

// on is the style of a role in the palette.
func on(r frame.Role) frame.Style { return frame.Style{Role: r, Ground: frame.Popup} }

// Draw draws the palette over what is there.
func (p *Palette) Draw(a frame.Area) {
	at := placeIn(a.Width, a.Height, len(p.found))
	box := a.Sub(at.x, at.y, at.width, at.height)
	box.Fill(on(frame.Normal))
	if at.border > 0 {
		drawBorder(box)
	}
	inner := box.Sub(at.border, at.border, box.Width-2*at.border, box.Height-2*at.border)
	p.drawInput(inner.Row(0))
	list := p.list
	list.SetHeight(at.rows)
	from, to := list.Shown()
	for row := from; row < to; row++ {
		line := inner.Row(1 + row - from)
		p.drawEntry(line, p.found[row].entry)
		if row == list.Cursor {
			line.Ground(frame.Chosen)
		}
	}
	if len(p.found) == 0 {
		inner.Row(1).Text(1, 0, frame.Clip(p.nothing(), inner.Width-2), on(frame.Dim))
	}
}

func drawBorder(a frame.Area) {
	line := strings.Repeat("─", max(0, a.Width-2))
	style := on(frame.Border)
	a.Text(0, 0, "┌"+line+"┐", style)
	for y := 1; y < a.Height-1; y++ {
		a.Text(0, y, "│", style)
		a.Text(a.Width-1, y, "│", style)
	}
	a.Text(0, a.Height-1, "└"+line+"┘", style)
}

// drawInput draws what is looked for, and how much was found.
func (p *Palette) drawInput(a frame.Area) {
	text := p.input.Text()
	right := p.count()
	if frame.Width(text)+frame.Width(right)+4 <= a.Width {
		a.Sub(0, 0, a.Width-1, 1).Right(0, right, on(frame.Dim))
	}
	if text == "" {
		hint := ""
		for _, m := range modes()[1:] {
			hint += m.prefix + " " + m.help + "  "
		}
		a.Text(1, 0, frame.Clip(hint, a.Width-3-frame.Width(right)), on(frame.Dim))
	}
	line := a.Sub(1, 0, a.Width-1, 1)
	p.input.Draw(line, true)
	line.Ground(frame.Popup)
}

// count says how much was found, and whether that is all.
func (p *Palette) count() string {
	text := fmt.Sprint(p.total)
	if p.total > len(p.found) && len(p.found) > 0 {
		text = fmt.Sprintf("%d of %d", len(p.found), p.total)
	}
	if p.busy() {
		text += " …"
	}
	return text
}

// busy reports whether more may be found.
func (p *Palette) busy() bool { return p.flying || p.index != nil && p.index.next != nil }

// nothing says why nothing was found.
func (p *Palette) nothing() string {
	m, rest := split(p.input.Text())
	switch {
	case m.prefix == ":" && p.file == nil:
		return "no source file is shown"
	case m.prefix == ":":
		return "a line of " + symbols.Printable(p.file.Path)
	case m.prefix == "=":
		return "an expression to watch"
	case p.busy():
		return "looking…"
	case p.trouble != "" && m.prefix != ">":
		return p.trouble
	case p.index != nil && p.index.size == 0 && rest == "":
		return "the program has no symbols"
	}
	return "nothing has that in its name"
}

// drawEntry draws a row.
func (p *Palette) drawEntry(a frame.Area, e *Entry) {
	x := 1
	if a.Width >= 50 && e.Kind < Line {
		a.Text(1, 0, e.Kind.String(), on(frame.Dim))
		x = 10
	}
	detail, role := p.detail(e), frame.Dim
	if e.Kind == Action {
		role = frame.Key
	}
	room := a.Width - x - 1
	if n := frame.Width(detail); n > 0 && a.Width >= 30 {
		n = min(n, room*2/5)
		detail = frame.ClipLeft(detail, n)
		a.Sub(0, 0, a.Width-1, 1).Right(0, detail, on(role))
		room -= n + 2
	}
	var marks []bool
	if p.search != nil && len(p.search.query.words) > 0 {
		marks = p.marked(e)
	}
	drawName(a.Sub(x, 0, room, 1), e, marks)
}

// marked returns which bytes of an entry's text were looked for.
func (p *Palette) marked(e *Entry) []bool {
	var m matcher
	q := parse(p.input.Text())
	for _, w := range q.words {
		if !contains(e.Text, w) {
			return nil // what is seen was found for another query
		}
	}
	return m.positions(&q, e)
}

// drawName draws an entry's text: where it is too long, such that the name itself is seen.
func drawName(a frame.Area, e *Entry, marks []bool) {
	x := 0
	if frame.Width(e.Text) > a.Width && e.Kind != Action {
		skip := frame.Width(e.Text[:e.end]) - a.Width + 1
		if skip > 0 {
			x = -skip
		}
	}
	clusters := displaywidth.StringGraphemes(e.Text)
	at := 0
	for clusters.Next() {
		text := clusters.Value()
		role := frame.Normal
		switch {
		case e.Kind == Action && at >= int(e.end):
			role = frame.Dim
		case at >= int(e.base) && at < int(e.end) && e.Kind != Watch && e.Kind != Line:
			role = frame.Accent
		}
		for i := range text {
			if marks != nil && marks[at+i] {
				role = frame.Match
			}
		}
		if x < a.Width && x >= 0 {
			a.Text(x, 0, text, on(role))
		}
		x += clusters.Width()
		at += len(text)
	}
	if x > a.Width {
		a.Text(a.Width-1, 0, "…", on(frame.Dim))
	}
	if frame.Width(e.Text) > a.Width && x <= a.Width {
		a.Text(0, 0, "…", on(frame.Dim))
	}
}

// detail is what stands at the right of a row: keys, or a place.
func (p *Palette) detail(e *Entry) string {
	switch {
	case e.Kind == Action:
		return strings.Join(e.action.Keys, " ")
	case e.Kind == File && p.search != nil && p.search.query.line > 0:
		return fmt.Sprintf("line %d", p.search.query.line)
	case e.file != nil && (e.Kind == Function || e.Kind == Global):
		return symbols.Printable(listing.Position(p.dir, symbols.Pos{File: e.file, Line: int(e.line)}))
	case e.Kind == Function && e.at != 0:
		return fmt.Sprintf("0x%x", e.at)
	}
	return ""
}
