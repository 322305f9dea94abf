package theme

import "github.com/wdbg/wdbg/tui/internal/frame"

// Table has the sequences that switch a terminal to the looks of all styles.
type Table struct {
	entries [frame.Roles * frame.Grounds]entry
}

// entry is a style. What looks the same has the same number.
type entry struct {
	number     int
	attr       Attr
	blank      bool // cells without text are as the terminal leaves those that are erased without any style
	full       string
	fore, back string // the parts of colour
}

// Table returns the sequences for a terminal of a depth.
func (t *Theme) Table(d Depth) *Table {
	table := &Table{}
	numbers := map[Look]int{}
	for i := range table.entries {
		l := t.Look(frame.Style{Role: frame.Role(i / frame.Grounds), Ground: frame.Ground(i % frame.Grounds)}, d)
		if _, ok := numbers[l]; !ok {
			numbers[l] = len(numbers)
		}
		fore, back := l.Fore.parameters(false), l.Back.parameters(true)
		table.entries[i] = entry{
			number: numbers[l], attr: l.Attr, blank: l.Back.IsOwn() && l.Attr&(Underline|Reverse) == 0,
			fore: fore, back: back, full: full(l),
		}
	}
	return table
}

// full returns the sequence that says all of a look.
func full(l Look) string {
	s := "\x1b[0"
	for i, code := range []string{";1", ";2", ";3", ";4", ";7"} {
		if l.Attr&(1<<i) != 0 {
			s += code
		}
	}
	if !l.Fore.IsOwn() {
		s += ";" + l.Fore.parameters(false)
	}
	if !l.Back.IsOwn() {
		s += ";" + l.Back.parameters(true)
	}
	return s + "m"
}

func (t *Table) entry(s frame.Style) *entry {
	if int(s.Role) >= frame.Roles || int(s.Ground) >= frame.Grounds {
		return &t.entries[0]
	}
	return &t.entries[int(s.Role)*frame.Grounds+int(s.Ground)]
}

// Switch appends the sequence that makes a terminal go from one style to another. Nothing is known of the first where
// known is false.
func (t *Table) Switch(b []byte, from, to frame.Style, known bool) []byte {
	if known && from == to {
		return b
	}
	x, y := t.entry(from), t.entry(to)
	switch {
	case known && x.number == y.number:
		return b
	case !known || x.attr != y.attr:
		return append(b, y.full...)
	}
	b = append(b, "\x1b["...)
	if x.fore != y.fore {
		b = append(b, y.fore...)
		if x.back != y.back {
			b = append(b, ';')
		}
	}
	if x.back != y.back {
		b = append(b, y.back...)
	}
	return append(b, 'm')
}

// Blank reports whether a cell without text looks as if nothing had ever been in it.
func (t *Table) Blank(s frame.Style) bool { return t.entry(s).blank }
