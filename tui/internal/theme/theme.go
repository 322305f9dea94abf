// Package theme says what the roles and grounds of frames look like: colours and attributes, as sequences for terminals of
// all depths of colour, and as pictures.
package theme

import (
	"fmt"
	"strings"

	"github.com/wdbg/wdbg/tui/internal/frame"
)

// Attr is a set of attributes of text.
type Attr uint8

// Attributes. There is none that blinks.
const (
	Bold Attr = 1 << iota
	Faint
	Italic
	Underline
	Reverse
)

// Look is how text is shown.
type Look struct {
	Fore, Back Color
	Attr
}

// Theme is what all styles look like. A Theme does not change.
type Theme struct {
	name string
	// text and back are the colours that the terminal is taken to have of its own. They are chosen where text has a ground that
	// the terminal knows nothing of, and in pictures.
	text, back Color
	roles      [frame.Roles]Look
	grounds    [frame.Grounds]ground
}

// ground is what a theme makes of a Ground.
type ground struct {
	Look
	// force has all text on it in the ground's Fore where there are 16 colours: which of them can be told from its Back depends
	// on the terminal.
	force bool
}

// Names are the names of the themes.
func Names() []string { return []string{"dark", "light", "none"} }

// Named returns a theme; the error says which there are.
func Named(name string) (*Theme, error) {
	switch name {
	case "dark":
		return dark(), nil
	case "light":
		return light(), nil
	case "none":
		return none(), nil
	}
	return nil, fmt.Errorf("no theme is called %q: there are %s", name, strings.Join(Names(), ", "))
}

// Name returns the theme's name.
func (t *Theme) Name() string { return t.name }

// Look returns what a style looks like on a terminal of a depth.
func (t *Theme) Look(s frame.Style, d Depth) Look {
	if d == Colorless && t.name != "none" {
		t = none()
	}
	var l Look
	g := &t.grounds[frame.Plain]
	if int(s.Role) < len(t.roles) {
		l = t.roles[s.Role]
	}
	if int(s.Ground) < len(t.grounds) {
		g = &t.grounds[s.Ground]
	}
	l.Attr = join(l.Attr, g.Attr)
	if d == Colorless {
		return Look{Attr: l.Attr}
	}
	switch {
	case d == Colors16 && g.force:
		l.Fore = g.Fore
	case l.Fore.IsOwn() && !g.Back.IsOwn():
		l.Fore = t.text
	}
	l.Fore, l.Back = l.Fore.at(d), g.Back.at(d)
	return l
}

// join returns the attributes of text on a ground. What is reversed on a reversed ground stands out as it is on others.
func join(text, ground Attr) Attr {
	a := (text|ground)&^Reverse | (text^ground)&Reverse
	if a&Bold != 0 {
		a &^= Faint
	}
	return a
}
