package theme

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/wdbg/wdbg/tui/internal/frame"
)

// With returns the theme with looks that a user chose: of roles and grounds by name. A look is words in any order: a colour
// ("#rrggbb", "#rgb", a number of the terminal's palette from 0 to 255, the name of one of the first 16 such as
// "bright-red", or "default", the terminal's own), and attributes ("bold", "faint", "italic", "underline", "reverse"; "plain" for
// none). The colour of a ground is what is behind text. What a look does not mention stays as it is. The error names all
// entries that are wrong, and the theme has the others.
func (t *Theme) With(looks map[string]string) (*Theme, error) {
	changed := *t
	var wrong []string
	for _, name := range slices.Sorted(maps.Keys(looks)) {
		if err := changed.set(name, looks[name]); err != nil {
			wrong = append(wrong, err.Error())
		}
	}
	if wrong != nil {
		return &changed, fmt.Errorf("%s", strings.Join(wrong, "; "))
	}
	return &changed, nil
}

// set changes one look.
func (t *Theme) set(name, words string) error {
	if r, ok := frame.RoleNamed(name); ok {
		l := &t.roles[r]
		return parse(words, &l.Fore, &l.Attr, name)
	}
	g, ok := frame.GroundNamed(name)
	if !ok {
		return fmt.Errorf("theme: nothing is called %q: roles and grounds are %s", name, strings.Join(styleNames(), ", "))
	}
	l := &t.grounds[g]
	before := l.Back
	if err := parse(words, &l.Back, &l.Attr, name); err != nil {
		return err
	}
	if l.Back != before { // the choice that fitted the old one may not fit this one
		l.force = false
		if g == frame.Plain && !l.Back.IsOwn() {
			t.back = l.Back
		}
	}
	return nil
}

// styleNames are the names of all roles and grounds.
func styleNames() []string {
	var list []string
	for r := range frame.Role(frame.Roles) {
		list = append(list, r.Name())
	}
	for g := range frame.Ground(frame.Grounds) {
		list = append(list, g.Name())
	}
	return list
}

// parse reads the words of a look; colour and attributes change only where there are such words, and no error.
func parse(words string, c *Color, a *Attr, name string) error {
	var attr Attr
	found, hasAttr, hasColor := Color{}, false, false
	for _, word := range strings.Fields(strings.ToLower(words)) {
		if bit, ok := attribute(word); ok {
			attr |= bit
			hasAttr = true
			continue
		}
		parsed, err := parseColor(word)
		switch {
		case err != nil:
			return fmt.Errorf("theme: %s: %w", name, err)
		case hasColor:
			return fmt.Errorf("theme: %s: there are two colours in %q", name, words)
		}
		found, hasColor = parsed, true
	}
	if hasColor {
		*c = found
	}
	if hasAttr {
		*a = attr
	}
	return nil
}

// attribute returns what a word stands for: no attribute for "plain".
func attribute(word string) (bit Attr, ok bool) {
	switch word {
	case "plain":
		return 0, true
	case "bold":
		return Bold, true
	case "faint", "dim":
		return Faint, true
	case "italic":
		return Italic, true
	case "underline":
		return Underline, true
	case "reverse":
		return Reverse, true
	}
	return 0, false
}

// parseColor reads a colour as With describes it.
func parseColor(word string) (Color, error) {
	if word == "default" {
		return Color{}, nil
	}
	if digits, ok := strings.CutPrefix(word, "#"); ok {
		if len(digits) == 3 {
			digits = string([]byte{digits[0], digits[0], digits[1], digits[1], digits[2], digits[2]})
		}
		if v, err := strconv.ParseUint(digits, 16, 32); err == nil && len(digits) == 6 {
			return RGB(uint32(v)), nil
		}
		return Color{}, fmt.Errorf("%q is no colour: expected #rrggbb or #rgb", word)
	}
	base, bright := strings.CutPrefix(word, "bright-")
	if i := slices.Index([]string{"black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"}, base); i >= 0 {
		if bright {
			i += 8
		}
		return Indexed(uint8(i)), nil
	}
	if v, err := strconv.ParseUint(word, 10, 8); err == nil {
		return Indexed(uint8(v)), nil
	}
	return Color{}, fmt.Errorf("%q is no colour and no attribute: expected #rrggbb, a number from 0 to 255, a name such as red or bright-red, "+
		"default, or bold, faint, italic, underline, reverse, plain", word)
}
