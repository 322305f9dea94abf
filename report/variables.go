package report

import (
	"errors"
	"strings"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/value"
)

// Bounds on what is shown of values in a line of a backtrace, and in a full report.
const (
	maxArgs      = 160 // characters of all arguments together
	maxVariables = 200
)

// briefPrinter writes arguments: scalars in full, of others the beginning.
func (v *frameValues) briefPrinter() *value.Printer {
	return &value.Printer{Formatters: v.formatters, MaxDepth: 1, MaxElements: 4, MaxString: 40, MaxLength: 80, Why: briefly}
}

// briefly says why a variable has no value, in two words if it is for the most frequent reason.
func briefly(_ *symbols.Variable, err error) string {
	var u *symbols.Unavailable
	if errors.As(err, &u) && u.Reason == symbols.OptimizedOut {
		return u.Reason.String()
	}
	return value.Reason(err)
}

// fullPrinter writes variables on lines of their own.
func (v *frameValues) fullPrinter() *value.Printer {
	return &value.Printer{Formatters: v.formatters, MaxDepth: 4, MaxElements: 20, MaxString: 200, MaxLength: 1000, Why: v.why}
}

// why says why a variable has no value, and where it last had one.
func (v *frameValues) why(variable *symbols.Variable, err error) string {
	text := value.Reason(err)
	var u *symbols.Unavailable
	if errors.As(err, &u) && u.Reason == symbols.OptimizedOut {
		if last := v.lastKnown(variable); last != "" {
			text += "; " + last
		}
	}
	return text
}

// arguments returns what stands between the parentheses after a function's name.
func (v *frameValues) arguments() string {
	if v.err != nil && len(v.list) == 0 {
		return "…"
	}
	p := v.briefPrinter()
	var parts []string
	size := 0
	for _, variable := range v.list {
		if variable.Kind != symbols.Parameter {
			continue
		}
		part := label(variable) + "=" + symbols.Printable(p.Variable(v.ctx, variable))
		if size += len(part); size > maxArgs && len(parts) > 0 {
			parts = append(parts, "…")
			break
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, ", ")
}

// label returns a variable's name.
func label(v *symbols.Variable) string {
	if v.Name == "" {
		return "_"
	}
	return symbols.Printable(v.Name)
}

// writeVariables writes the variables of a logical frame, one a line.
func (t *text) writeVariables(v *frameValues) {
	if v.err != nil {
		t.printf("       variables: %s\n", symbols.Printable(v.err.Error()))
	}
	p := v.fullPrinter()
	for i, variable := range v.list {
		if i == maxVariables {
			t.printf("       … %s more\n", grouped(len(v.list)-maxVariables))
			return
		}
		indent := strings.Repeat("  ", min(variable.Block, 8))
		t.printf("       %s%s = %s\n", indent, t.paint(cyan, label(variable)), symbols.Printable(p.Variable(v.ctx, variable)))
	}
}
