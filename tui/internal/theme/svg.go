package theme

import (
	"fmt"
	"strings"

	"github.com/wdbg/wdbg/tui/internal/frame"
)

// Measures of pictures, in pixels. A character is as wide as most fonts of this size have it; where a font's are not, the
// picture says how wide pieces of text are.
const (
	cellWidth  = 9
	cellHeight = 19
	fontSize   = 15
	baseline   = 14 // from the top of a cell
	margin     = 10
	titleBar   = 30
)

// svg is a picture that is being made.
type svg struct {
	theme   *Theme
	f       *frame.Frame
	classes []string
	index   map[ink]int

	grounds, texts strings.Builder
	lines          map[Color]*strings.Builder
	colors         []Color // of lines, in the order in which they come
}

// ink is how text of a picture is drawn.
type ink struct {
	fore Color
	attr Attr
}

// SVG returns a picture of a frame as a terminal's window, which looks the same in all viewers.
func (t *Theme) SVG(f *frame.Frame, title string) string {
	s := &svg{theme: t, f: f, index: map[ink]int{}, lines: map[Color]*strings.Builder{}}
	s.drawGrounds()
	for y := range f.Height {
		s.drawText(y)
	}
	if f.HasCursor {
		s.rect(f.CursorX, f.CursorY, 0, 1, t.text)
	}
	width, height := f.Width*cellWidth+2*margin, f.Height*cellHeight+margin+titleBar+margin/2
	var b strings.Builder
	fmt.Fprintf(&b, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" font-size=\"%d\" "+
		"font-family=\"'DejaVu Sans Mono',Menlo,Consolas,'Liberation Mono',monospace\">\n", width, height, width, height, fontSize)
	fmt.Fprintf(&b, "<title>%s</title>\n<style>text{white-space:pre}%s</style>\n", escape(title), strings.Join(s.classes, ""))
	bar := mix(t.back, t.text, 12)
	fmt.Fprintf(&b, "<rect x=\".5\" y=\".5\" width=\"%d\" height=\"%d\" rx=\"8\" fill=\"%s\" stroke=\"%s\"/>\n", width-1, height-1, t.back, mix(t.back, t.text, 30))
	fmt.Fprintf(&b, "<path d=\"M1 %dV9a8 8 0 0 1 8-8H%da8 8 0 0 1 8 8V%dz\" fill=\"%s\"/>\n", titleBar-4, width-9, titleBar-4, bar)
	for i, color := range []string{"#ff5f57", "#febc2e", "#28c840"} {
		fmt.Fprintf(&b, "<circle cx=\"%d\" cy=\"13\" r=\"5\" fill=\"%s\"/>\n", 17+i*17, color)
	}
	fmt.Fprintf(&b, "<text x=\"%d\" y=\"18\" text-anchor=\"middle\" font-size=\"13\" fill=\"%s\">%s</text>\n", width/2, mix(t.back, t.text, 75), escape(title))
	fmt.Fprintf(&b, "<g transform=\"translate(%d,%d)\" xml:space=\"preserve\">\n", margin, titleBar)
	fmt.Fprintf(&b, "<g shape-rendering=\"crispEdges\">%s</g>\n", s.grounds.String())
	for _, c := range s.colors {
		fmt.Fprintf(&b, "<path fill=\"none\" stroke=\"%s\" d=\"%s\"/>\n", c, s.lines[c].String())
	}
	b.WriteString(s.texts.String() + "</g>\n</svg>\n")
	return b.String()
}

// look returns the colours of a cell, where none is the terminal's own.
func (s *svg) look(c *frame.Cell) Look {
	l := s.theme.Look(c.Style, TrueColor)
	if l.Fore.IsOwn() {
		l.Fore = s.theme.text
	}
	if l.Back.IsOwn() {
		l.Back = s.theme.back
	}
	if l.Attr&Reverse != 0 {
		l.Fore, l.Back = l.Back, l.Fore
		l.Attr &^= Reverse
	}
	if l.Attr&Faint != 0 {
		l.Fore = mix(l.Back, l.Fore, 65)
		l.Attr &^= Faint
	}
	return l
}

// drawGrounds draws what is behind text: a rectangle for each run of cells, and for equal runs below each other.
func (s *svg) drawGrounds() {
	type run struct {
		x, width int
		back     Color
	}
	begins := map[run]int{} // runs of the last row, and where they begin
	var last []run
	for y := 0; y <= s.f.Height; y++ {
		var runs []run
		for x := 0; y < s.f.Height && x < s.f.Width; x++ {
			back := s.look(s.f.At(x, y)).Back
			if n := len(runs); n > 0 && runs[n-1].back == back && runs[n-1].x+runs[n-1].width == x {
				runs[n-1].width++
			} else if back.value() != s.theme.back.value() {
				runs = append(runs, run{x, 1, back})
			}
		}
		now := map[run]int{}
		for _, r := range runs {
			now[r] = y
			if begin, ok := begins[r]; ok {
				now[r] = begin
			}
		}
		for _, r := range last {
			if _, ok := now[r]; !ok {
				s.rect(r.x, begins[r], r.width, y-begins[r], r.back)
			}
		}
		begins, last = now, runs
	}
}

// rect fills cells; a rectangle without a width is a cursor.
func (s *svg) rect(x, y, width, height int, c Color) {
	pixels := width * cellWidth
	if width == 0 {
		pixels = 2
	}
	fmt.Fprintf(&s.grounds, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>\n", x*cellWidth, y*cellHeight, pixels, height*cellHeight, c)
}

// drawText draws the text of a row in runs.
func (s *svg) drawText(y int) {
	for x := 0; x < s.f.Width; {
		c := s.f.At(x, y)
		l := s.look(c)
		switch {
		case blank(c) && l.Attr&Underline == 0:
			x++
		case c.Width == 2:
			s.text(x, y, 2, c.Text, ink{l.Fore, l.Attr}, true)
			x += 2
		case s.line(x, y, c.Text, l.Fore):
			x++
		default:
			text, width := s.run(x, y, ink{l.Fore, l.Attr})
			s.text(x, y, width, text, ink{l.Fore, l.Attr}, false)
			x += width
		}
	}
}

// run returns the text from a cell on that is drawn alike and measured alike.
func (s *svg) run(x, y int, i ink) (string, int) {
	var b strings.Builder
	width, blanks := 0, 0
	plain := len(s.f.At(x, y).Text) <= 1
	for ; x < s.f.Width && blanks < 3; x++ {
		c := s.f.At(x, y)
		l := s.look(c)
		same := i == ink{l.Fore, l.Attr}
		if blank(c) && (same || (i.attr|l.Attr)&Underline == 0) {
			blanks++
			if same && i.attr&Underline != 0 {
				b.WriteString(strings.Repeat(" ", blanks))
				width, blanks = width+blanks, 0
			}
			continue
		}
		if !same || c.Width == 2 || plain != (len(c.Text) <= 1) || arms(c.Text) != 0 {
			break
		}
		b.WriteString(strings.Repeat(" ", blanks) + c.Text)
		width, blanks = width+blanks+1, 0
	}
	return b.String(), width
}

// text draws a piece of text; what is of other widths in other fonts is put into the middle of its cells.
func (s *svg) text(x, y, width int, text string, i ink, middle bool) {
	if _, ok := s.index[i]; !ok {
		s.index[i] = len(s.classes)
		s.classes = append(s.classes, fmt.Sprintf(".c%d{%s}", len(s.classes), i.css()))
	}
	if middle || width == 1 && len(text) > 1 {
		fmt.Fprintf(&s.texts, "<text class=\"c%d\" text-anchor=\"middle\" x=\"%g\" y=\"%d\">%s</text>\n", s.index[i],
			float64(x*cellWidth)+float64(width*cellWidth)/2, y*cellHeight+baseline, escape(text))
		return
	}
	fmt.Fprintf(&s.texts, "<text class=\"c%d\" x=\"%d\" y=\"%d\" textLength=\"%d\">%s</text>\n", s.index[i], x*cellWidth, y*cellHeight+baseline, width*cellWidth, escape(text))
}

func (i ink) css() string {
	css := "fill:" + i.fore.String()
	if i.attr&Bold != 0 {
		css += ";font-weight:bold"
	}
	if i.attr&Italic != 0 {
		css += ";font-style:italic"
	}
	if i.attr&Underline != 0 {
		css += ";text-decoration:underline"
	}
	return css
}

// Arms of characters that are drawn as lines, so that those of neighbours meet.
const (
	up = 1 << iota
	right
	down
	left
)

// arms returns the arms of a character; 0 of others.
func arms(text string) int {
	switch text {
	case "─", "━", "═":
		return left | right
	case "│", "┃", "║":
		return up | down
	case "┌", "╭", "┏", "╔":
		return right | down
	case "┐", "╮", "┓", "╗":
		return left | down
	case "└", "╰", "┗", "╚":
		return right | up
	case "┘", "╯", "┛", "╝":
		return left | up
	case "├", "┣", "╠":
		return up | right | down
	case "┤", "┫", "╣":
		return up | left | down
	case "┬", "┳", "╦":
		return left | right | down
	case "┴", "┻", "╩":
		return left | right | up
	case "┼", "╋", "╬":
		return up | right | down | left
	}
	return 0
}

// line draws a character as lines, and reports false where it is none. A row of horizontal ones is one line: only its first draws.
func (s *svg) line(x, y int, text string, c Color) bool {
	a := arms(text)
	if a == 0 {
		return false
	}
	b := s.lines[c]
	if b == nil {
		b = &strings.Builder{}
		s.lines[c] = b
		s.colors = append(s.colors, c)
	}
	flat := func(x int) bool {
		cell := s.f.At(x, y)
		return cell != nil && arms(cell.Text) == left|right && s.look(cell).Fore == c
	}
	x0, y0 := x*cellWidth, y*cellHeight
	if a == left|right {
		n := 1
		for flat(x + n) {
			n++
		}
		if !flat(x - 1) {
			fmt.Fprintf(b, "M%d %d.5h%d", x0, y0+cellHeight/2, n*cellWidth)
		}
		return true
	}
	top, bottom := cellHeight/2, cellHeight/2
	if a&up != 0 {
		top = 0
	}
	if a&down != 0 {
		bottom = cellHeight
	}
	fmt.Fprintf(b, "M%d.5 %dV%d", x0+cellWidth/2, y0+top, y0+bottom)
	from, to := cellWidth/2, cellWidth/2
	if a&left != 0 {
		from = 0
	}
	if a&right != 0 {
		to = cellWidth
	}
	if from != to {
		fmt.Fprintf(b, "M%d %d.5H%d", x0+from, y0+cellHeight/2, x0+to)
	}
	return true
}

func blank(c *frame.Cell) bool { return c.Text == "" || c.Text == " " }

// mix returns a colour between two, so many percent of the way to the second.
func mix(a, b Color, percent uint32) Color {
	x, y := a.value(), b.value()
	part := func(shift uint) uint32 {
		return ((x>>shift&0xff)*(100-percent) + (y>>shift&0xff)*percent) / 100 << shift
	}
	return RGB(part(16) | part(8) | part(0))
}

// escape writes a text as XML has it, without what XML cannot have.
func escape(text string) string {
	text = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0xfffe || r == 0xffff || r == 0xfffd {
			return '\ufffd'
		}
		return r
	}, text)
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(text)
}
