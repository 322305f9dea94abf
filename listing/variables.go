package listing

import (
	"errors"
	"fmt"
	"strings"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/value"
	"github.com/wdbg/wdbg/wasm"
)

// maxArgs bounds all arguments of a frame together, in bytes.
const maxArgs = 160

// Values are the variables of a logical frame, and what they are read from. The zero value has none.
type Values struct {
	Context *value.Context
	List    []*symbols.Variable
	// Err says why the list is not complete.
	Err error
	// Table, At and Func say where the frame is, to find out where a variable last had a value.
	Table *symbols.Table
	At    wasm.CodeOffset
	Func  *symbols.Func
	// Formatters show values of libraries' types.
	Formatters value.Formatters
}

// BriefPrinter writes arguments: scalars in full, of others the beginning.
func (v *Values) BriefPrinter() *value.Printer {
	return &value.Printer{Formatters: v.Formatters, MaxDepth: 1, MaxElements: 4, MaxString: 40, MaxLength: 80, Why: briefly}
}

// briefly says why a variable has no value, in two words if it is for the most frequent reason.
func briefly(_ *symbols.Variable, err error) string {
	var u *symbols.Unavailable
	if errors.As(err, &u) && u.Reason == symbols.OptimizedOut {
		return u.Reason.String()
	}
	return value.Reason(err)
}

// FullPrinter writes variables on lines of their own.
func (v *Values) FullPrinter() *value.Printer {
	return &value.Printer{Formatters: v.Formatters, MaxDepth: 4, MaxElements: 20, MaxString: 200, MaxLength: 1000, Why: v.Why}
}

// Why says why a variable has no value, and where it last had one.
func (v *Values) Why(variable *symbols.Variable, err error) string {
	text := value.Reason(err)
	var u *symbols.Unavailable
	if errors.As(err, &u) && u.Reason == symbols.OptimizedOut {
		if last := v.lastKnown(variable); last != "" {
			text += "; " + last
		}
	}
	return text
}

// Arguments returns what stands between the parentheses after a function's name.
func (v *Values) Arguments() string {
	if v.Err != nil && len(v.List) == 0 {
		return "…"
	}
	p := v.BriefPrinter()
	var parts []string
	size := 0
	for _, variable := range v.List {
		if variable.Kind != symbols.Parameter {
			continue
		}
		part := Label(variable) + "=" + symbols.Printable(p.Variable(v.Context, variable))
		if size += len(part); size > maxArgs && len(parts) > 0 {
			parts = append(parts, "…")
			break
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, ", ")
}

// Label returns a variable's name.
func Label(v *symbols.Variable) string {
	if v.Name == "" {
		return "_"
	}
	return symbols.Printable(v.Name)
}

// lastKnown says where a variable that has no value here had one before: "last known at line 41".
func (v *Values) lastKnown(variable *symbols.Variable) string {
	if variable.Locator == nil || v.Table == nil {
		return ""
	}
	var last wasm.CodeOffset
	for _, r := range variable.Locator.Live() {
		if r.End <= v.At && r.End > last {
			last = r.End
		}
	}
	if last == 0 {
		return ""
	}
	for _, f := range v.Table.Frames(nil, last-1) {
		if f.Func == v.Func && f.Pos.Line > 0 { // not in a function that is inlined there
			return fmt.Sprintf("last known at line %d", f.Pos.Line)
		}
	}
	return ""
}
