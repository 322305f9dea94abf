// Package config reads the configuration of the terminal interface, which people write, and writes one with everything explained.
package config

import (
	"fmt"

	"github.com/wdbg/wdbg/tui/internal/layout"
	"github.com/wdbg/wdbg/tui/internal/pane"
	"github.com/wdbg/wdbg/tui/internal/theme"
)

// Config is what can be set.
type Config struct {
	// Theme is the name of a theme, or "auto": as the terminal's own colours are.
	Theme string
	// Colors are looks by the names of roles and grounds, as package theme has them.
	Colors map[string]string
	// Keys are the keys of actions, by their names.
	Keys map[string][]string
	// Mouse: the interface takes what the mouse does.
	Mouse bool
	// TabWidth is how many columns a tab takes at most.
	TabWidth int
	// Layout is the name of a layout, or "auto": as the screen is large.
	Layout string
	// LineNumbers, InlineValues and Syntax are what is seen of source files.
	LineNumbers, InlineValues, Syntax bool
}

// Default returns what counts where nothing is set.
func Default() Config {
	c := Config{Colors: map[string]string{}, Keys: map[string][]string{}}
	for _, s := range settings() {
		s.set(&c, s.initial)
	}
	return c
}

// Problem is something in a configuration that does not count.
type Problem struct {
	Line int // from 1
	Text string
}

func (p *Problem) Error() string { return fmt.Sprintf("line %d: %s", p.Line, p.Text) }

// setting is one that has a value of its own.
type setting struct {
	name, help string
	initial    value
	// expected says what it may be.
	expected string
	set      func(c *Config, v value) bool
}

// value is a value as it stands in the file: text where it is a string, number, or truth where it is true or false.
type value struct {
	kind   kind
	text   string
	number int
	truth  bool
}

type kind uint8

const (
	text kind = iota + 1
	number
	truth
	another
)

// widestTab is the largest width of tabs.
const widestTab = 16

func settings() []setting {
	themes := append([]string{"auto"}, theme.Names()...)
	layouts := []string{"auto"}
	for _, p := range layout.Presets() {
		layouts = append(layouts, p.Name)
	}
	return []setting{
		choice("theme", "the colours; auto: those that fit the terminal's ground", themes, func(c *Config) *string { return &c.Theme }),
		choice("layout", "how the screen is divided; auto: as it is large", layouts, func(c *Config) *string { return &c.Layout }),
		flag("mouse", "the mouse belongs to wdbg: hold shift to select text as in any terminal", true, func(c *Config) *bool { return &c.Mouse }),
		{"tab-width", "how many columns a tab takes at most", value{kind: number, number: 4}, fmt.Sprintf("a number from 1 to %d", widestTab), func(c *Config, v value) bool {
			if v.kind != number || v.number < 1 || v.number > widestTab {
				return false
			}
			c.TabWidth = v.number
			return true
		}},
		flag("line-numbers", "numbers before the lines of source files", true, func(c *Config) *bool { return &c.LineNumbers }),
		flag("inline-values", "values of variables behind the lines that name them", true, func(c *Config) *bool { return &c.InlineValues }),
		flag("syntax", "colours in source files", true, func(c *Config) *bool { return &c.Syntax }),
	}
}

// choice is a setting that is one of some words, the first of them initially.
func choice(name, help string, words []string, of func(*Config) *string) setting {
	return setting{name, help, value{kind: text, text: words[0]}, oneOf(words), func(c *Config, v value) bool {
		for _, w := range words {
			if v.kind == text && v.text == w {
				*of(c) = w
				return true
			}
		}
		return false
	}}
}

// flag is a setting that is true or false.
func flag(name, help string, initial bool, of func(*Config) *bool) setting {
	return setting{name, help, value{kind: truth, truth: initial}, "true or false", func(c *Config, v value) bool {
		if v.kind == truth {
			*of(c) = v.truth
		}
		return v.kind == truth
	}}
}

func oneOf(words []string) string {
	out := ""
	for i, w := range words {
		switch {
		case i > 0 && i == len(words)-1:
			out += " or "
		case i > 0:
			out += ", "
		}
		out += fmt.Sprintf("%q", w)
	}
	return out
}

// Scope are the actions of a pane, or some of those that all have.
type Scope struct {
	Title   string
	Pane    pane.ID // "": they are everywhere
	Actions []pane.Action
}
