// Package help shows what keys and the mouse do.
package help

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/wdbg/wdbg/tui/internal/frame"
	"github.com/wdbg/wdbg/tui/internal/pane"
)

// Section is a list under a title.
type Section struct {
	Title string
	Rows  []Row
}

// Row is what keys do.
type Row struct{ Keys, Text string }

// Keys returns the section of actions.
func Keys(title string, actions []pane.Action) Section {
	s := Section{Title: title}
	for _, a := range actions {
		if len(a.Keys) > 0 {
			s.Rows = append(s.Rows, Row{strings.Join(a.Keys, " "), a.Help})
		}
	}
	return s
}

// Mouse returns the section of what the mouse does.
func Mouse() Section {
	return Section{"Mouse", []Row{
		{"click", "choose a pane, a row, a tab; in the margin of the source: set a breakpoint, or remove it"},
		{"double click", "what enter does; on a title: show the pane alone, or all again"},
		{"right click", "the second thing to do with a row"},
		{"wheel", "scroll"},
		{"drag", "move what divides two panes"},
		{"shift", "held down: select text as in any terminal"},
	}}
}

// Help shows sections, and is scrolled and searched. It is for one goroutine.
type Help struct {
	sections []Section
	filter   string
	typing   bool // into filter
	first    int  // the topmost row that is seen
}

// New returns a help.
func New(sections ...Section) *Help { return &Help{sections: sections} }

// Key takes a key; done says that the help is closed by it. The size is that of the area that Draw draws on.
func (h *Help) Key(k tea.KeyPressMsg, width, height int) (done bool) {
	v := h.view(width, height)
	h.first = min(h.first, v.last())
	key := k.String()
	if h.typing && h.typed(k, key) {
		return false
	}
	switch key {
	case "esc":
		if h.filter == "" {
			return true
		}
		h.filter, h.first = "", 0
	case "/":
		h.typing, h.filter, h.first = true, "", 0
	case "up", "k", "ctrl+p":
		h.scroll(-1, v)
	case "down", "j", "ctrl+n":
		h.scroll(1, v)
	case "pgup", "ctrl+b", "ctrl+u":
		h.scroll(-max(1, v.rows-1), v)
	case "pgdown", "ctrl+f", "ctrl+d", "space":
		h.scroll(max(1, v.rows-1), v)
	case "g", "home":
		h.first = 0
	case "G", "end":
		h.first = v.last()
	default:
		return true
	}
	return false
}

// typed takes a key while a text to look for is typed; false: it is not one for the text.
func (h *Help) typed(k tea.KeyPressMsg, key string) bool {
	switch {
	case key == "enter":
		h.typing = false
	case key == "esc", key == "ctrl+c":
		h.typing, h.filter, h.first = false, "", 0
	case key == "backspace":
		if r := []rune(h.filter); len(r) > 0 {
			h.filter, h.first = string(r[:len(r)-1]), 0
		} else {
			h.typing = false
		}
	case key == "ctrl+u":
		h.filter, h.first = "", 0
	case k.Text != "":
		h.Paste(k.Text)
	default:
		return false
	}
	return true
}

// maxFilter bounds what is looked for, in bytes.
const maxFilter = 200

// Paste inserts a text where one is typed.
func (h *Help) Paste(text string) {
	if h.typing && len(h.filter)+len(text) <= maxFilter {
		h.filter, h.first = h.filter+text, 0
	}
}

// Mouse takes what the mouse does; done says that the help is closed by it.
func (h *Help) Mouse(e pane.Mouse, width, height int) (done bool) {
	v := h.view(width, height)
	switch e.Kind {
	case pane.Wheel:
		h.scroll(e.Wheel, v)
	case pane.Click, pane.RightClick:
		return e.X < v.x || e.Y < v.y || e.X >= v.x+v.width || e.Y >= v.y+v.height
	}
	return false
}

func (h *Help) scroll(by int, v view) { h.first = max(0, min(h.first+by, v.last())) }

// line is a row of a column: a title where keys and text have none.
type line struct {
	title string
	Row
}

// lines returns what is shown of the sections.
func (h *Help) lines() (list []line) {
	wanted := strings.ToLower(h.filter)
	for _, s := range h.sections {
		begun := false
		for _, r := range s.Rows {
			if !strings.Contains(strings.ToLower(r.Keys+" "+r.Text), wanted) {
				continue
			}
			if !begun {
				if begun = true; len(list) > 0 {
					list = append(list, line{})
				}
				list = append(list, line{title: s.Title})
			}
			list = append(list, line{Row: r})
		}
	}
	return list
}

// view is where things are in an area.
type view struct {
	x, y, width, height int // of the box
	lines               []line
	columns, room       int // how many columns, and how wide each is
	tall                int // how many lines each column has
	rows                int // how many of them can be seen
	keys                int // how wide the keys are
}

// last is the largest first row that is of use.
func (v *view) last() int { return max(0, v.tall-v.rows) }

const (
	// leastColumn is how wide a column is at least, where there are several.
	leastColumn = 56
	maxKeys     = 18
)

func (h *Help) view(width, height int) view {
	v := view{lines: h.lines(), width: width, height: max(0, height)}
	if width >= 44 {
		v.width = min(width-2, 3*leastColumn)
	}
	v.x = (width - v.width) / 2
	v.columns = max(1, v.width/leastColumn)
	v.room = v.width / v.columns
	v.rows = max(0, v.height-1)
	v.tall = (len(v.lines) + v.columns - 1) / v.columns
	if v.columns > 1 && len(v.lines) <= v.rows {
		v.columns, v.tall = 1, len(v.lines)
		v.width = min(v.width, leastColumn+20)
		v.x, v.room = (width-v.width)/2, v.width
	}
	v.height = min(v.height, v.tall+1)
	v.rows = max(0, v.height-1)
	for _, l := range v.lines {
		v.keys = max(v.keys, frame.Width(l.Keys))
	}
	v.keys = min(v.keys, maxKeys, v.room/3)
	return v
}

func on(r frame.Role) frame.Style { return frame.Style{Role: r, Ground: frame.Popup} }

// Draw draws the help over what is there.
func (h *Help) Draw(a frame.Area) {
	v := h.view(a.Width, a.Height)
	box := a.Sub(v.x, v.y, v.width, v.height)
	box.Fill(on(frame.Normal))
	h.drawTop(box.Row(0), &v)
	first := min(h.first, v.last())
	for column := range v.columns {
		for row := range v.rows {
			i := column*v.tall + first + row
			if first+row < v.tall && i < len(v.lines) {
				h.drawLine(box.Sub(column*v.room, 1+row, v.room, 1), v.lines[i], v.keys)
			}
		}
	}
}

// drawTop draws what is looked for, and how to go on.
func (h *Help) drawTop(a frame.Area, v *view) {
	a.Ground(frame.BarRow)
	hint := "/ search  esc close"
	if v.last() > 0 {
		hint = "↑↓ scroll  " + hint
	}
	style := func(r frame.Role) frame.Style { return frame.Style{Role: r, Ground: frame.BarRow} }
	x := 0
	switch {
	case h.typing || h.filter != "":
		x = a.Text(1, 0, "/"+h.filter, style(frame.Input))
		if h.typing {
			a.Cursor(min(x, a.Width-1), 0)
		}
		if len(v.lines) == 0 {
			x = a.Text(x+2, 0, "nothing has that", style(frame.Warning))
		}
	default:
		x = a.Text(1, 0, "help", style(frame.Title))
	}
	if x+frame.Width(hint)+2 <= a.Width {
		a.Sub(0, 0, a.Width-1, 1).Right(0, hint, style(frame.Dim))
	}
}

func (h *Help) drawLine(a frame.Area, l line, keys int) {
	if l.title != "" {
		a.Text(1, 0, frame.Clip(l.title, a.Width-2), on(frame.Title))
		return
	}
	a.Text(1, 0, frame.Clip(l.Keys, keys), on(frame.Key))
	h.drawText(a.Sub(keys+3, 0, a.Width-keys-4, 1), l.Text)
}

// drawText draws a text with what is looked for set off.
func (h *Help) drawText(a frame.Area, text string) {
	text = frame.Clip(text, a.Width)
	at := -1
	if h.filter != "" {
		at = strings.Index(strings.ToLower(text), strings.ToLower(h.filter))
	}
	if at < 0 || at+len(h.filter) > len(text) {
		a.Text(0, 0, text, on(frame.Normal))
		return
	}
	x := a.Text(0, 0, text[:at], on(frame.Normal))
	x = a.Text(x, 0, text[at:at+len(h.filter)], on(frame.Match))
	a.Text(x, 0, text[at+len(h.filter):], on(frame.Normal))
}
