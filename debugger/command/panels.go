package command

import (
	"fmt"
	"slices"
	"strings"

	"github.com/wdbg/wdbg/listing"
)

// panels returns what "context" may show after every stop.
func panels() []panel {
	return []panel{
		{"source", "list"},
		{"code", "x/8i $pc"},
		{"args", "info args"},
		{"locals", "info locals"},
		{"backtrace", "backtrace 10"},
		{"threads", "info threads"},
		{"wasm", "info wasm"},
		{"breakpoints", "info breakpoints"},
	}
}

// panel is a command whose output is shown after every stop.
type panel struct{ name, line string }

func panelNames() (names []string) {
	for _, p := range panels() {
		names = append(names, p.name)
	}
	return names
}

func setContext(s *settings, text string) error {
	var list []string
	if text != "none" && text != "off" {
		list = strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == ',' })
	}
	for _, name := range list {
		if !slices.Contains(panelNames(), name) {
			return fmt.Errorf("no panel '%s'; there are %s", printable(name), strings.Join(panelNames(), ", "))
		}
	}
	s.context = list
	return nil
}

func (in *Interp) showPanels() {
	for _, name := range in.settings.context {
		for _, p := range panels() {
			if p.name == name {
				in.panel(p)
			}
		}
	}
}

func (in *Interp) panel(p panel) {
	in.printf("%s\n", in.paint(listing.Dim, "── "+p.name+" "+strings.Repeat("─", max(0, 40-len(p.name)))))
	listed, examined := in.listed, in.examined
	defer func() { in.listed, in.examined = listed, examined }() // "list" and "x" of a person go on where they were
	c, a, err := in.parse(p.line)
	if err == nil {
		err = c.Run(in, a)
	}
	if err != nil {
		in.printf("%s\n", in.paint(listing.Dim, tidy(err).Error()))
	}
}
