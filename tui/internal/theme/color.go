package theme

import (
	"fmt"
	"image/color"
	"strconv"

	"github.com/charmbracelet/x/ansi"
)

// Color is a colour of text, or of what is behind it. The zero Color is the terminal's own.
type Color struct {
	kind  kind
	index uint8  // of an indexed color: in the terminal's palette
	rgb   uint32 // of others: 0xrrggbb
	// basic is which of the terminal's 16 colours stands for it where there are no more, and near is which of
	// 256 does; 0 where the nearest does.
	basic, near uint8
}

type kind uint8

const (
	own kind = iota // the terminal's
	indexed
	rgb
	rgbBasic // with a choice of its own where there are 16 colours
)

// Depth is how many colours a terminal has.
type Depth uint8

// Depths.
const (
	Colorless Depth = iota
	Colors16
	Colors256
	TrueColor
)

// hex returns a colour, and what stands for it where there are 16 and 256.
func hex(value uint32, basic, near uint8) Color {
	return Color{kind: rgbBasic, rgb: value, basic: basic, near: near}
}

// RGB returns a colour; the nearest one stands for it where there are fewer.
func RGB(value uint32) Color { return Color{kind: rgb, rgb: value & 0xffffff} }

// Indexed returns a colour of the terminal's palette of 256.
func Indexed(index uint8) Color { return Color{kind: indexed, index: index} }

// IsOwn reports whether the colour is the terminal's own.
func (c Color) IsOwn() bool { return c.kind == own }

// value is the colour as three bytes, 0xrrggbb, where the palette is as usual; not defined for the terminal's own.
func (c Color) value() uint32 {
	if c.kind != indexed {
		return c.rgb
	}
	r, g, b, _ := ansi.IndexedColor(c.index).RGBA()
	return r>>8<<16 | g>>8<<8 | b>>8
}

// String is the colour as "#rrggbb".
func (c Color) String() string { return fmt.Sprintf("#%06x", c.value()) }

// at returns what is shown of the colour by a terminal of a depth.
func (c Color) at(d Depth) Color {
	switch {
	case c.kind == own || d == Colorless:
		return Color{}
	case d == TrueColor:
		return c
	case d == Colors256:
		switch {
		case c.kind == indexed:
			return c
		case c.near != 0:
			return Indexed(c.near)
		}
		return Indexed(uint8(ansi.Convert256(c.rgba())))
	case c.kind == rgbBasic:
		return Indexed(c.basic)
	case c.kind == indexed && c.index < 16:
		return c
	}
	return Indexed(uint8(ansi.Convert16(c.rgba())))
}

func (c Color) rgba() color.Color {
	v := c.value()
	return color.RGBA{R: uint8(v >> 16), G: uint8(v >> 8), B: uint8(v), A: 0xff}
}

// parameters returns the parameters of the sequence "select graphic rendition" that chooses the colour for text, or
// for what is behind it.
func (c Color) parameters(behind bool) string {
	first := 30
	if behind {
		first = 40
	}
	switch v := c.rgb; {
	case c.kind == own:
		return strconv.Itoa(first + 9)
	case c.kind == indexed && c.index < 8:
		return strconv.Itoa(first + int(c.index))
	case c.kind == indexed && c.index < 16:
		return strconv.Itoa(first + 60 + int(c.index) - 8)
	case c.kind == indexed:
		return fmt.Sprintf("%d;5;%d", first+8, c.index)
	default:
		return fmt.Sprintf("%d;2;%d;%d;%d", first+8, v>>16, v>>8&0xff, v&0xff)
	}
}
