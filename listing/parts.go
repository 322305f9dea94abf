package listing

import (
	"fmt"
	"strings"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/value"
)

// Parts are what a value is unfolded into in a tree of values.
type Parts struct {
	// List is what there is to see; nil where the value has no parts.
	List value.Children
	// Indexed says that they are elements.
	Indexed bool
	// Expr evaluates to the value that they are parts of, or with Pointer to a pointer to it; "" where no expression is known.
	Expr    string
	Pointer bool
	// Formatted: formatters have made them, so the value without may be looked at too.
	Formatted bool
}

// maxWraps bounds how many values are passed through that contain but one.
const maxWraps = 8

// Unfold finds the parts of a value that an expression evaluates to, or "": of what it points to, or wraps, where that is all there is.
func Unfold(formatters value.Formatters, val value.Value, expr string) Parts {
	p := Parts{Expr: expr}
	for range maxWraps {
		sh := formatters.Show(val)
		if sh.Err != nil || sh.Children == nil {
			return p
		}
		p.List, p.Indexed = sh.Children, sh.Style == value.StyleList || sh.Style == value.StyleSet || sh.Style == value.StyleMap
		formatted := isFormatted(formatters, val)
		p.Formatted = p.Formatted || formatted
		if n, exact := sh.Children.Len(); n != 1 || !exact || sh.Style != value.StylePlain && sh.Style != value.StyleWrapper && sh.Style != value.StyleRef {
			return p
		}
		inner := sh.Children.Slice(0, 1)
		if len(inner) != 1 || !hasParts(formatters, inner[0].Value) {
			return p
		}
		// The parts of the only thing there are shown as if they were the value's own.
		val = inner[0].Value
		switch {
		case !formatted && sh.Style == value.StylePlain && !p.Pointer:
			p.Pointer = true
		default:
			p.Expr, p.Pointer = "", false
		}
	}
	return p
}

// Any reports whether there is something to see.
func (p *Parts) Any() bool {
	if p.List == nil {
		return false
	}
	n, exact := p.List.Len()
	return n > 0 || !exact
}

// isFormatted reports whether a formatter shows a value.
func isFormatted(formatters value.Formatters, val value.Value) bool {
	for _, f := range formatters {
		if _, ok := f.Format(val); ok {
			return true
		}
	}
	return false
}

// hasParts reports whether a value can be unfolded.
func hasParts(formatters value.Formatters, val value.Value) bool {
	sh := formatters.Show(val)
	if sh.Err != nil || sh.Children == nil {
		return false
	}
	n, exact := sh.Children.Len()
	return n > 0 || !exact
}

// TreePrinter returns what writes a value into one line of a tree, where its parts can be seen by unfolding it.
func TreePrinter(formatters value.Formatters) *value.Printer {
	return &value.Printer{Formatters: formatters, MaxDepth: 2, MaxElements: 10, MaxString: 300, MaxLength: 500}
}

// Part is how a tree shows one of them.
type Part struct {
	Name  string
	Value value.Value
	// Expr evaluates to it; "" where no expression is known. Parts of it are members of what Whole evaluates to, where that is set.
	Expr, Whole string
}

// Part returns the child of a number of the value that was unfolded. Keys of maps are written by key.
func (p *Parts) Part(of value.Value, child value.Child, i int, key func(value.Value) string) Part {
	x := Part{Name: symbols.Printable(child.Name), Value: child.Value}
	switch {
	case child.Key != nil:
		x.Name = "[" + symbols.Printable(key(*child.Key)) + "]"
	case child.Base:
		x.Whole = p.Expr
		if p.Pointer {
			x.Whole = deref(p.Expr)
		}
	case strings.HasPrefix(child.Name, "["):
		if p.Expr != "" && !p.Pointer && child.Name == fmt.Sprintf("[%d]", i) {
			x.Expr = operand(p.Expr) + child.Name
		}
	case child.Name == "" || child.Name == "*":
		if x.Name == "" {
			x.Name = "*"
		}
		if p.Expr != "" && p.List != nil && !p.Indexed && isPointer(of) {
			x.Expr = deref(p.Expr)
		}
	case isIdentifier(child.Name) && p.Expr != "":
		whole := operand(p.Expr)
		if p.Pointer {
			whole = "(*" + whole + ")"
		}
		x.Expr = whole + "." + child.Name
	}
	return x
}

// Raw returns the part as one of a value that is shown without formatters: the expression would show it with them.
func (x Part) Raw() Part {
	if x.Whole == "" {
		x.Whole = x.Expr
	}
	x.Expr = ""
	return x
}

// Path is the expression that parts of it are members of.
func (x *Part) Path() string {
	if x.Whole != "" {
		return x.Whole
	}
	return x.Expr
}

func deref(expr string) string {
	if expr == "" {
		return ""
	}
	return "*" + operand(expr)
}

// operand puts an expression into parentheses where something that follows would only be about a part of it.
func operand(expr string) string {
	for _, r := range expr {
		if !(r == '_' || r == '$' || r == '.' || r == '[' || r == ']' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r > 127) {
			if strings.HasPrefix(expr, "(") && closes(expr) {
				return expr
			}
			return "(" + expr + ")"
		}
	}
	return expr
}

// closes reports whether the parenthesis that an expression begins with is followed by nothing but members and elements after its end.
func closes(expr string) bool {
	depth := 0
	for i, r := range expr {
		switch r {
		case '(':
			depth++
		case ')':
			depth--
		}
		if depth == 0 {
			return !strings.ContainsAny(expr[i+1:], "()+-*/%&|^<>=!?: ,")
		}
	}
	return false
}

func isIdentifier(s string) bool {
	for i, r := range s {
		if !(r == '_' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r > 127 || i > 0 && r >= '0' && r <= '9') {
			return false
		}
	}
	return s != ""
}

func isPointer(val value.Value) bool {
	t := val.Strip().Type()
	return t != nil && t.Kind == symbols.KindPointer
}

// TypeName returns the name of a value's type.
func TypeName(val value.Value) string {
	t := val.Type()
	if t == nil {
		return "void"
	}
	return symbols.Printable(symbols.ShortenType(t.String()))
}

// MemoryOf returns the address that a person looks for who wants to see the memory of a value: what a pointer points to, else where it is. The length is 0
// where it is not known; ok is false where there is no such place.
func MemoryOf(val value.Value) (addr uint64, length int64, ok bool) {
	s := val.Strip()
	if t := s.Type(); t != nil && s.Err() == nil {
		switch t.Kind {
		case symbols.KindPointer, symbols.KindReference, symbols.KindRvalueRef:
			elem := t.Elem()
			if elem != nil {
				elem = elem.Strip()
			}
			if elem != nil && elem.Kind == symbols.KindFunc {
				return 0, 0, false
			}
			n, err := s.Uint()
			if err != nil || n == 0 {
				return 0, 0, false
			}
			if size, err := s.Deref().Size(); err == nil {
				length = size
			}
			return n, length, true
		}
	}
	if addr, ok = val.Address(); !ok {
		return 0, 0, false
	}
	if size, err := val.Size(); err == nil {
		length = size
	}
	return addr, length, true
}
