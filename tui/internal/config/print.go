package config

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/wdbg/wdbg/tui/internal/frame"
	"github.com/wdbg/wdbg/tui/internal/pane"
)

// String returns a value as it stands in a file.
func (v value) String() string {
	switch v.kind {
	case number:
		return strconv.Itoa(v.number)
	case truth:
		return strconv.FormatBool(v.truth)
	}
	return quote(v.text)
}

// quote returns a string of TOML.
func quote(s string) string {
	if !strings.Contains(s, "'") && strings.ContainsAny(s, `"\`) {
		return "'" + s + "'"
	}
	return strconv.Quote(s)
}

// Print returns a configuration with everything in it, as it is where nothing is set: settings, and the keys of all actions, in comments.
func Print(scopes []Scope) string {
	var b strings.Builder
	b.WriteString("# The configuration of wdbg tui. What is commented out here is so in any case.\n")
	for _, s := range settings() {
		fmt.Fprintf(&b, "\n# %s: %s.\n# %s = %v\n", s.help, s.expected, s.name, s.initial)
	}
	b.WriteString("\n# Looks of text by what it is, instead of the theme's: a colour (\"#rrggbb\", \"#rgb\", a number of the terminal's palette, a name such as\n" +
		"# \"red\", \"bright-red\" or \"default\") and attributes (bold, faint, italic, underline, reverse, plain).\n[colors]\n")
	fmt.Fprintf(&b, "# keyword = \"magenta bold\"\n# current-row = \"#4a3d12\"\n# Text is:\n%s# What is behind it:\n%s", wrapped(roleNames()), wrapped(groundNames()))
	b.WriteString("\n# Keys of actions, instead of their own; [] takes all away. ctrl+, alt+ and shift+ stand before a key.\n[keys]\n")
	for _, s := range scopes {
		fmt.Fprintf(&b, "\n# %s\n", s.Title)
		for _, a := range s.Actions {
			fmt.Fprintf(&b, "# %-40s # %s\n", a.Name+" = "+list(a), a.Help)
		}
	}
	return b.String()
}

func list(a pane.Action) string {
	var keys []string
	for _, k := range a.Keys {
		keys = append(keys, quote(k))
	}
	return "[" + strings.Join(keys, ", ") + "]"
}

func roleNames() (names []string) {
	for r := range frame.Role(frame.Roles) {
		names = append(names, r.Name())
	}
	return names
}

func groundNames() (names []string) {
	for g := range frame.Ground(frame.Grounds) {
		names = append(names, g.Name())
	}
	return names
}

// wrapped returns words as lines of a comment.
func wrapped(words []string) string {
	var b strings.Builder
	n := 0
	for i, w := range words {
		switch {
		case i == 0:
			n, _ = b.WriteString("#   " + w)
		case n+len(w) > 100:
			b.WriteString("\n")
			n, _ = b.WriteString("#   " + w)
		default:
			b.WriteString(" " + w)
			n += len(w) + 1
		}
	}
	return b.String() + "\n"
}

// Manual returns the description of all settings and keys, in Markdown, with sections between them.
func Manual(scopes []Scope, between string) string {
	var b strings.Builder
	b.WriteString("# Keys and configuration of `wdbg tui`\n\n## Keys\n\nKeys of a pane count before those that count everywhere. " +
		"The last row shows the most important ones, `?` all, and ctrl+p finds an action by parts of its name.\n")
	for _, s := range scopes {
		if len(s.Actions) == 0 {
			continue
		}
		fmt.Fprintf(&b, "\n### %s\n\n| keys | | action |\n|---|---|---|\n", s.Title)
		for _, a := range s.Actions {
			var keys []string
			for _, k := range a.Keys {
				keys = append(keys, "`"+k+"`")
			}
			escape := strings.NewReplacer("|", `\|`, "<", "&lt;")
			fmt.Fprintf(&b, "| %s | %s | `%s` |\n", strings.ReplaceAll(strings.Join(keys, " "), "|", `\|`), escape.Replace(a.Help), a.Name)
		}
	}
	b.WriteString("\n" + between)
	b.WriteString("\n## Configuration\n\nThe file `tui.toml` in the folder `wdbg` of the user's configuration (`~/.config/wdbg/tui.toml` on Linux). " +
		"`wdbg tui --print-config` prints one with everything in it, to begin with. " +
		"What is wrong in it is told, with its line, and all else counts.\n\n| setting | at first | | may be |\n|---|---|---|---|\n")
	for _, s := range settings() {
		fmt.Fprintf(&b, "| `%s` | `%v` | %s | %s |\n", s.name, s.initial, s.help, s.expected)
	}
	b.WriteString("\n`[keys]` gives actions other keys, by their names in the tables above: `step-over = [\"n\", \"f8\"]`; `[]` takes all away.\n" +
		"A key is a character, or a name: `enter`, `esc`, `space`, `tab`, `backspace`, `up`, `pgdown`, `home`, `f1`, with `ctrl+`, `alt+`, `shift+` before it.\n\n" +
		"`[colors]` changes what a theme makes of text, by what it is: `keyword = \"magenta bold\"`. A look is a colour (`#rrggbb`, `#rgb`, a number from 0 to 255 of the\n" +
		"terminal's palette, a name such as `red`, `bright-red` or `default`) and attributes (`bold`, `faint`, `italic`, `underline`, `reverse`, `plain`), in any order.\n\n")
	fmt.Fprintf(&b, "* Text: `%s`.\n* What is behind it: `%s`.\n", strings.Join(roleNames(), "`, `"), strings.Join(groundNames(), "`, `"))
	return b.String()
}
