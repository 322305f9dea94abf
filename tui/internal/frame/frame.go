// Package frame is what the terminal interface shows at one moment: a grid of cells, each with a piece of text and a
// style that says what it is. It knows no colours and no terminal.
package frame

import (
	"strings"

	"github.com/clipperhouse/displaywidth"
)

// Cell is a place for one character.
type Cell struct {
	// Text is a grapheme cluster; "" is a blank, or the rest of the wide character to the left, whose Width is 2.
	Text  string
	Width uint8
	Style
}

// Frame is a grid of cells.
type Frame struct {
	Width, Height int
	Cells         []Cell // row by row
	// Cursor is where the terminal's cursor is shown; HasCursor is false where it is hidden.
	CursorX, CursorY int
	HasCursor        bool
}

// MaxSize bounds the width and the height, in cells.
const MaxSize = 4096

// New returns a blank frame.
func New(width, height int) *Frame {
	f := &Frame{}
	f.Reset(width, height)
	return f
}

// Reset makes the frame blank, with a new size.
func (f *Frame) Reset(width, height int) {
	width, height = min(max(width, 0), MaxSize), min(max(height, 0), MaxSize)
	if n := width * height; cap(f.Cells) >= n {
		f.Cells = f.Cells[:n]
		clear(f.Cells)
	} else {
		f.Cells = make([]Cell, n)
	}
	f.Width, f.Height, f.HasCursor = width, height, false
}

// At returns a cell; nil outside of the frame.
func (f *Frame) At(x, y int) *Cell {
	if x < 0 || y < 0 || x >= f.Width || y >= f.Height {
		return nil
	}
	return &f.Cells[y*f.Width+x]
}

// Area returns all of the frame to draw on.
func (f *Frame) Area() Area { return Area{f: f, Width: f.Width, Height: f.Height} }

// set puts a cluster in place, and repairs wide characters that it cuts.
func (f *Frame) set(x, y int, text string, width int, s Style) {
	c := f.At(x, y)
	if c == nil {
		return
	}
	if c.Width == 0 && c.Text == "" && x > 0 {
		if left := f.At(x-1, y); left.Width == 2 {
			*left = Cell{Style: left.Style}
		}
	}
	if last := f.At(x+width, y); last != nil {
		if edge := f.At(x+width-1, y); edge != nil && edge.Width == 2 {
			*last = Cell{Style: last.Style}
		}
	}
	*c = Cell{Text: text, Width: uint8(width), Style: s}
	if width == 2 {
		if next := f.At(x+1, y); next != nil {
			*next = Cell{Style: s}
		}
	}
}

// Text returns the characters as lines, without blanks at their ends.
func (f *Frame) Text() string {
	return f.grid(func(b *strings.Builder, c *Cell, rest bool) {
		switch {
		case rest:
		case c.Text == "":
			b.WriteByte(' ')
		default:
			b.WriteString(c.Text)
		}
	})
}

// Roles returns the letters of the cells' roles as lines.
func (f *Frame) Roles() string {
	return f.grid(func(b *strings.Builder, c *Cell, _ bool) { b.WriteByte(c.Role.Letter()) })
}

// Grounds returns the letters of the cells' grounds as lines.
func (f *Frame) Grounds() string {
	return f.grid(func(b *strings.Builder, c *Cell, _ bool) { b.WriteByte(c.Ground.Letter()) })
}

func (f *Frame) grid(write func(b *strings.Builder, c *Cell, rest bool)) string {
	var all strings.Builder
	var line strings.Builder
	for y := range f.Height {
		line.Reset()
		wide := false
		for x := range f.Width {
			c := f.At(x, y)
			write(&line, c, wide)
			wide = c.Width == 2
		}
		all.WriteString(strings.TrimRight(line.String(), " "))
		all.WriteByte('\n')
	}
	return all.String()
}

// Width returns how many cells a text takes in a line, where tabs are one.
func Width(s string) int { return displaywidth.String(s) }
