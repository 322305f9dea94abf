package command

import (
	"strings"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/value"
)

// eval evaluates an expression in a frame, which may be nil.
func (in *Interp) eval(v *debugger.View, f *debugger.Frame, text string) (value.Value, error) {
	return v.Evaluate(f, text)
}

// splitArgs splits arguments at commas that are not within brackets or quotes.
func splitArgs(text string) (parts []string) {
	depth, from := 0, 0
	quote := byte(0)
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case quote != 0:
			if c == '\\' {
				i++
			} else if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case strings.IndexByte("([{", c) >= 0:
			depth++
		case strings.IndexByte(")]}", c) >= 0:
			depth--
		case c == ',' && depth == 0:
			parts = append(parts, strings.TrimSpace(text[from:i]))
			from = i + 1
		}
	}
	return append(parts, strings.TrimSpace(text[from:]))
}
