package screen

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/clipperhouse/displaywidth"

	"github.com/wdbg/wdbg/tui/internal/frame"
)

// terminal understands the sequences that a painter writes, and complains about others. Its idea of the widths of clusters
// may be another one.
type terminal struct {
	width, height int
	cells         []tcell
	x, y          int
	look          look
	cursor        bool
	update        bool
	wrap          bool
	wrong         []string
	widthOf       func(cluster string) int // how it measures
	splits        bool                     // it knows code points, not clusters
}

// tcell is a place of the terminal; rest is the right half of a wide character.
type tcell struct {
	text string
	rest bool
	look look
}

// look is what SGR says.
type look struct {
	fore, back string
	attr       [10]bool
}

func newTerminal(width, height int) *terminal {
	t := &terminal{widthOf: displaywidth.String, wrap: true}
	t.resize(width, height)
	return t
}

// resize leaves rubbish on the screen, as terminals may.
func (t *terminal) resize(width, height int) {
	t.width, t.height = width, height
	t.cells = make([]tcell, width*height)
	for i := range t.cells {
		t.cells[i] = tcell{text: "#", look: look{fore: "31"}}
	}
	t.x, t.y = width/2, height/2
}

func (t *terminal) complain(format string, args ...any) {
	t.wrong = append(t.wrong, fmt.Sprintf(format, args...))
}

// write interprets what is written.
func (t *terminal) write(s string) {
	for s != "" {
		if strings.HasPrefix(s, "\x1b]") {
			_, s, _ = strings.Cut(s, "\x07")
			continue
		}
		if strings.HasPrefix(s, "\x1b[") {
			end := strings.IndexFunc(s[2:], func(r rune) bool { return r >= '@' && r <= '~' })
			if end < 0 {
				t.complain("sequence without an end: %q", s)
				return
			}
			t.sequence(s[2:2+end], s[2+end])
			s = s[2+end+1:]
			continue
		}
		clusters := displaywidth.StringGraphemes(s)
		clusters.Next()
		cluster := clusters.Value()
		s = s[len(cluster):]
		if !t.splits {
			t.put(cluster)
			continue
		}
		for _, r := range cluster {
			if t.widthOf(string(r)) > 0 {
				t.put(string(r))
			}
		}
	}
}

// put writes a character at the cursor.
func (t *terminal) put(text string) {
	if r, _ := utf8.DecodeRuneInString(text); r < ' ' || r == 0x7f {
		t.complain("control character %q", text)
		return
	}
	width := t.widthOf(text)
	if t.x+width > t.width {
		if t.x >= t.width && t.wrap {
			t.complain("writes beyond the last column")
		}
		t.x = max(t.width-width, 0)
	}
	for i := range width {
		t.clearHalf(t.x + i)
	}
	for i := range width {
		if c := t.at(t.x + i); c != nil {
			*c = tcell{rest: i > 0, look: t.look}
			if i == 0 {
				c.text = text
			}
		}
	}
	t.x += width
}

func (t *terminal) at(x int) *tcell {
	if x < 0 || x >= t.width || t.y >= t.height {
		return nil
	}
	return &t.cells[t.y*t.width+x]
}

// clearHalf blanks the other half of a character of which a cell is overwritten.
func (t *terminal) clearHalf(x int) {
	c := t.at(x)
	if c == nil {
		return
	}
	if c.rest {
		for i := x - 1; i >= 0; i-- {
			left := t.at(i)
			rest := left.rest
			*left = tcell{look: left.look}
			if !rest {
				break
			}
		}
	}
	for i := x + 1; ; i++ {
		right := t.at(i)
		if right == nil || !right.rest {
			break
		}
		*right = tcell{look: right.look}
	}
}

// sequence interprets a control sequence.
func (t *terminal) sequence(params string, final byte) {
	n := func(s string) int {
		v, err := strconv.Atoi(s)
		if err != nil {
			t.complain("bad parameter %q", params)
		}
		return v
	}
	switch {
	case final == 'm':
		t.style(strings.Split(params, ";"))
	case final == 'H':
		row, column, _ := strings.Cut(params, ";")
		t.x, t.y = n(column)-1, n(row)-1
		if t.x < 0 || t.y < 0 || t.x >= t.width || t.y >= t.height {
			t.complain("cursor at %d,%d of %d,%d", t.x, t.y, t.width, t.height)
			t.x, t.y = 0, 0
		}
	case final == 'G':
		t.x = n(params) - 1
	case final == 'J' && params == "2":
		for i := range t.cells {
			t.cells[i] = tcell{look: look{back: t.look.back}}
		}
	case final == 'K' && params == "":
		t.clearHalf(t.x)
		for x := t.x; x < t.width; x++ {
			*t.at(x) = tcell{look: look{back: t.look.back}}
		}
	case final == 'h' || final == 'l':
		t.mode(params, final == 'h')
	case final == 'q' && params == "6 ":
	default:
		t.complain("sequence %q%c", params, final)
	}
}

func (t *terminal) mode(params string, on bool) {
	switch params {
	case "?25":
		t.cursor = on
	case "?2026":
		t.update = on
	case "?7":
		t.wrap = on
	default:
		t.complain("mode %q", params)
	}
}

// style interprets the parameters of SGR.
func (t *terminal) style(params []string) {
	for i := 0; i < len(params); i++ {
		n, err := strconv.Atoi(params[i])
		switch {
		case err != nil:
			t.complain("style %q", params)
		case n == 0:
			t.look = look{}
		case n < 10:
			t.look.attr[n] = true
		case n == 39:
			t.look.fore = ""
		case n == 49:
			t.look.back = ""
		case n == 38 || n == 48:
			count := 3
			if params[i+1] == "2" {
				count = 5
			}
			value := strings.Join(params[i:i+count], ";")
			if n == 38 {
				t.look.fore = value
			} else {
				t.look.back = value
			}
			i += count - 1
		case n >= 30 && n < 38 || n >= 90 && n < 98:
			t.look.fore = params[i]
		case n >= 40 && n < 48 || n >= 100 && n < 108:
			t.look.back = params[i]
		default:
			t.complain("style %q", params)
		}
	}
}

// differs says where the terminal does not show the frame as a full repaint would.
func (t *terminal) differs(f *frame.Frame, full func(frame.Style) string) string {
	if len(t.wrong) > 0 {
		return strings.Join(t.wrong, "\n")
	}
	if t.update {
		return "the update has no end"
	}
	if want := f.HasCursor && f.CursorX < t.width && f.CursorY < t.height; t.cursor != want {
		return fmt.Sprintf("the cursor is seen: %v", t.cursor)
	} else if want && (t.x != f.CursorX || t.y != f.CursorY) {
		return fmt.Sprintf("the cursor is at %d,%d, not %d,%d", t.x, t.y, f.CursorX, f.CursorY)
	}
	looks := map[frame.Style]look{}
	for y := range t.height {
		for x := range t.width {
			got := t.cells[y*t.width+x]
			var c frame.Cell
			if in := f.At(x, y); in != nil {
				c = *in
			}
			if c.Width == 2 && x == t.width-1 { // the frame is wider
				c.Text = ""
			}
			rest := x > 0 && f.At(x-1, y) != nil && f.At(x-1, y).Width == 2
			if c.Text == "" && got.text == " " {
				got.text = ""
			}
			if got.text != c.Text || got.rest != rest {
				return fmt.Sprintf("at %d,%d is %q (%v), not %q (%v)", x, y, got.text, got.rest, c.Text, rest)
			}
			want, ok := looks[c.Style]
			if !ok {
				blank := newTerminal(1, 1)
				blank.write(full(c.Style))
				want = blank.look
				looks[c.Style] = want
			}
			visible := c.Text != "" || got.look.attr[4] || got.look.attr[7] || want.attr[4] || want.attr[7]
			if !rest && (got.look.back != want.back || visible && got.look != want) {
				return fmt.Sprintf("at %d,%d %q looks as %v, not %v", x, y, c.Text, got.look, want)
			}
		}
	}
	return ""
}
