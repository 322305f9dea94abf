package frame

import (
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/displaywidth"
)

// Area is a rectangle of a frame: what is drawn outside of it is not seen.
type Area struct {
	f             *Frame
	x, y          int
	Width, Height int
}

// Sub returns a part of the area, given by its corner and size, as far as it is within.
func (a Area) Sub(x, y, width, height int) Area {
	x, y = min(max(x, 0), a.Width), min(max(y, 0), a.Height)
	return Area{f: a.f, x: a.x + x, y: a.y + y, Width: min(max(width, 0), a.Width-x), Height: min(max(height, 0), a.Height-y)}
}

// Row returns one row of the area.
func (a Area) Row(y int) Area {
	if y < 0 {
		return Area{f: a.f}
	}
	return a.Sub(0, y, a.Width, 1)
}

// graphic is unicode.IsGraphic; of what is not ASCII, lines and marks are drawn most.
func graphic(r rune) bool {
	const boxDrawing, symbols = 0x2500, 0x2600 // the blocks between have no character that is not graphic
	return r >= boxDrawing && r < symbols || unicode.IsGraphic(r)
}

// Text draws a text from a cell on, in one row, and returns the column behind it. Characters that no terminal shows, such as
// those that would move its cursor, are drawn as "�"; a tab as one blank. What begins left of the area is cut, as is what ends right of it.
func (a Area) Text(x, y int, s string, style Style) int {
	if y < 0 || y >= a.Height {
		return x
	}
	if ascii(s) {
		return a.ascii(x, y, s, style)
	}
	clusters := displaywidth.StringGraphemes(s)
	for clusters.Next() && x < a.Width {
		text, width := clusters.Value(), clusters.Width()
		if r, n := utf8.DecodeRuneInString(text); !graphic(r) || r == utf8.RuneError && n == 1 {
			text, width = shown(r)
		}
		switch {
		case width == 0:
			continue
		case x+width > a.Width:
			a.f.set(a.x+x, a.y+y, "", 1, style)
		case x < 0 && x+width > 0: // the right half of a wide one
			a.f.set(a.x, a.y+y, "", 1, style)
		case x >= 0:
			a.f.set(a.x+x, a.y+y, text, width, style)
		}
		x += width
	}
	return x
}

// ascii draws what is one cell a byte.
func (a Area) ascii(x, y int, s string, style Style) int {
	if x < 0 {
		n := min(-x, len(s))
		s, x = s[n:], x+n
	}
	if x < 0 {
		return x
	}
	if room := a.Width - x; len(s) > room {
		s = s[:max(room, 0)]
	}
	for i := range len(s) {
		a.f.set(a.x+x, a.y+y, s[i:i+1], 1, style)
		x++
	}
	return x
}

// ascii reports whether all bytes are characters of ASCII that are seen.
func ascii(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

// shown returns what stands for a character that is not seen.
func shown(r rune) (text string, width int) {
	if r == '\t' {
		return " ", 1
	}
	return "�", 1
}

// Right draws a text that ends at the right edge of a row, and returns where it begins.
func (a Area) Right(y int, s string, style Style) int {
	x := max(a.Width-Width(s), 0)
	a.Text(x, y, s, style)
	return x
}

// Fill gives all cells of the area a ground, and makes them blank.
func (a Area) Fill(style Style) {
	for y := range a.Height {
		for x := range a.Width {
			a.f.set(a.x+x, a.y+y, "", 1, style)
		}
	}
}

// Ground gives all cells of the area a ground, and leaves what is in them.
func (a Area) Ground(g Ground) {
	for y := range a.Height {
		for x := range a.Width {
			if c := a.f.At(a.x+x, a.y+y); c != nil {
				c.Ground = g
			}
		}
	}
}

// Dim makes all cells of the area less important.
func (a Area) Dim() {
	for y := range a.Height {
		for x := range a.Width {
			if c := a.f.At(a.x+x, a.y+y); c != nil {
				c.Role = Dim
			}
		}
	}
}

// Cursor shows the terminal's cursor at a cell of the area.
func (a Area) Cursor(x, y int) {
	if x >= 0 && y >= 0 && x < a.Width && y < a.Height {
		a.f.CursorX, a.f.CursorY, a.f.HasCursor = a.x+x, a.y+y, true
	}
}

// Piece is a text in one style.
type Piece struct {
	Text string
	Style
}

// Pieces draws texts one after the other, and returns the column behind them.
func (a Area) Pieces(x, y int, list []Piece) int {
	for _, p := range list {
		x = a.Text(x, y, p.Text, p.Style)
	}
	return x
}

// Clip shortens a text to a number of cells; "…" says that something is missing. It looks at no more of the text than is needed.
func Clip(s string, width int) string {
	n, at, end := 0, 0, 0 // end is where the text is cut to leave room for "…"
	clusters := displaywidth.StringGraphemes(s)
	for clusters.Next() {
		at += len(clusters.Value())
		if n += clusters.Width(); n > width {
			if width <= 0 {
				return ""
			}
			return s[:end] + "…"
		}
		if n < width {
			end = at
		}
	}
	return s
}

// maxCluster is how many bytes a character has at most where a text is shortened at its beginning.
const maxCluster = 32

// ClipLeft shortens a text, such as a path, at its beginning.
func ClipLeft(s string, width int) string {
	if width <= 0 {
		return Clip(s, width)
	}
	cut := false
	if room := (width + 1) * maxCluster; len(s) > room {
		for s = s[len(s)-room:]; s != "" && !utf8.RuneStart(s[0]); s = s[1:] {
		}
		cut = true
	}
	n := Width(s)
	if n <= width && !cut {
		return s
	}
	clusters := displaywidth.StringGraphemes(s)
	begin := 0
	for n > width-1 && clusters.Next() {
		n -= clusters.Width()
		begin += len(clusters.Value())
	}
	return "…" + s[begin:]
}
