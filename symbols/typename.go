package symbols

import (
	"strconv"
	"strings"
)

// Bounds of a type's spelling.
const (
	// maxTypeDepth is how many types it goes through, one within the other; what is deeper is "…".
	maxTypeDepth = 24
	// maxTypeLength is its length in bytes, after which parameters are left out.
	maxTypeLength = 2048
)

// String returns the type as its language spells it: "const char *", "int (*)[3]", "int Shape::*" in C and C++, "[i32; 3]",
// "&mut T" in Rust. Names are qualified and as the debug information has them; ShortenType makes them shorter. nil is void.
func (t *Type) String() string {
	s := speller{}
	if t == nil {
		return "void"
	}
	switch t.Language {
	case Rust:
		return s.rust(t, maxTypeDepth)
	case Go, TinyGo:
		return s.golang(t, maxTypeDepth)
	}
	return s.declare(t, "", maxTypeDepth)
}

// Declare returns the declaration of something of the type, as its language has it: "int grid[3]", "next: Option<Node>".
func (t *Type) Declare(name string) string {
	if t != nil {
		switch t.Language {
		case Rust:
			return name + ": " + t.String()
		case Go, TinyGo:
			return name + " " + t.String()
		}
	}
	s := speller{}
	return s.declare(t, name, maxTypeDepth)
}

// speller spells a type.
type speller struct {
	length int // of what was spelled so far, at least, with something for each step
}

// enough counts a step, and reports whether the type is spelled no further.
func (s *speller) enough(depth int) bool {
	s.length += 4
	return depth == 0 || s.length > maxTypeLength
}

// name returns a type's own name, "" where it has none.
func (s *speller) name(t *Type) string {
	name := Printable(t.QualifiedName())
	s.length += len(name) + 1
	return name
}

// declare returns the declaration, in C, of something (an abstract declarator, mostly empty) of a type.
func (s *speller) declare(t *Type, inner string, depth int) string {
	if t == nil {
		return join("void", inner)
	}
	if s.enough(depth) {
		return join(elision, inner)
	}
	switch t.Kind {
	case KindPointer, KindReference, KindRvalueRef, KindMember:
		if t.Name != "" {
			return join(s.name(t), inner)
		}
		return s.pointer(t, inner, depth)
	case KindArray:
		return s.declare(t.Elem(), parenthesize(inner)+s.dims(t), depth-1)
	case KindVector:
		if t.Name != "" {
			return join(s.name(t), inner)
		}
		return s.declare(t.Elem(), join("__attribute__((vector_size("+strconv.FormatInt(max(t.Size, 0), 10)+")))", inner), depth-1)
	case KindFunc:
		return s.declare(t.Elem(), parenthesize(inner)+s.params(t.Details(), t.Language, depth), depth-1)
	case KindConst, KindVolatile, KindRestrict, KindAtomic:
		return s.qualified(t, inner, depth)
	}
	return join(s.named(t), inner)
}

// named spells a type that stands by itself.
func (s *speller) named(t *Type) string {
	name := s.name(t)
	if name == "" && t.Kind == KindVoid {
		return "void"
	}
	keyword := ""
	switch t.Kind {
	case KindStruct:
		keyword = "struct"
	case KindClass:
		keyword = "class"
	case KindUnion:
		keyword = "union"
	case KindEnum:
		keyword = "enum"
	}
	switch {
	case name == "" && keyword != "":
		return keyword + " {" + elision + "}"
	case name == "":
		return "<unknown type>"
	case keyword != "" && t.Language == C:
		return keyword + " " + name
	}
	return name
}

// pointer declares a pointer, a reference or a pointer to a member.
func (s *speller) pointer(t *Type, inner string, depth int) string {
	switch t.Kind {
	case KindReference:
		return s.declare(t.Elem(), "&"+inner, depth-1)
	case KindRvalueRef:
		return s.declare(t.Elem(), "&&"+inner, depth-1)
	case KindMember:
		return s.memberPointer(t, s.declare(t.Details().Class, "", depth-1)+"::*"+inner, depth)
	}
	return s.declare(t.Elem(), "*"+inner, depth-1)
}

// memberPointer declares a pointer to a member. That of a function has the object among its parameters, which is not spelled.
func (s *speller) memberPointer(t *Type, inner string, depth int) string {
	elem := t.Elem()
	f := elem.Strip()
	if f == nil || f.Kind != KindFunc || len(f.Details().Params) == 0 {
		return s.declare(elem, inner, depth-1)
	}
	d := *f.Details()
	if this := d.Params[0].Strip(); this != nil && this.Kind == KindPointer {
		d.Params = d.Params[1:]
	}
	return s.declare(f.Elem(), parenthesize(inner)+s.params(&d, CPlusPlus, depth), depth-1)
}

// qualified declares a qualified type: the word stands after a pointer, before another type.
func (s *speller) qualified(t *Type, inner string, depth int) string {
	word, elem := qualifier(t.Kind), t.Elem()
	if isQualifiedPointer(elem) {
		return s.declare(elem, join(word, inner), depth-1)
	}
	return word + " " + s.declare(elem, inner, depth-1)
}

// isQualifiedPointer reports whether a type is a pointer below its qualifiers.
func isQualifiedPointer(t *Type) bool {
	for range maxTypeDepth {
		if t == nil || qualifier(t.Kind) == "" {
			break
		}
		t = t.Elem()
	}
	return t != nil && t.Name == "" && (t.Kind == KindPointer || t.Kind == KindMember)
}

// qualifier returns the word of a qualifier in C, "" for other types.
func qualifier(k Kind) string {
	switch k {
	case KindConst:
		return "const"
	case KindVolatile:
		return "volatile"
	case KindRestrict:
		return "restrict"
	case KindAtomic:
		return "_Atomic"
	}
	return ""
}

// params spells the parameters of a function.
func (s *speller) params(d *Details, lang Language, depth int) string {
	var out []string
	for _, p := range d.Params {
		if s.length > maxTypeLength {
			out = append(out, elision)
			break
		}
		out = append(out, s.declare(p, "", depth-1))
	}
	if d.Variadic {
		out = append(out, "...")
	}
	if len(out) == 0 && lang == C {
		return "(void)"
	}
	return "(" + strings.Join(out, ", ") + ")"
}

// dims spells the dimensions of an array: [3], [] of unknown length, [*] of a length that is computed.
func (s *speller) dims(t *Type) string {
	var b strings.Builder
	for i := range t.Dims {
		if s.enough(1) {
			return b.String() + elision
		}
		switch d := &t.Dims[i]; {
		case d.Count >= 0:
			b.WriteString("[" + strconv.FormatInt(d.Count, 10) + "]")
		case d.Dynamic != nil:
			b.WriteString("[*]")
		default:
			b.WriteString("[]")
		}
	}
	if b.Len() == 0 {
		return "[]"
	}
	return b.String()
}

// parenthesize puts a declarator that begins with a pointer in parentheses, as what follows it would be read first.
func parenthesize(inner string) string {
	if inner == "" || inner[0] == '[' || inner[0] == '(' {
		return inner
	}
	head := inner // without what follows a name
	if i := strings.IndexAny(inner, "[("); i > 0 {
		head = inner[:i]
	}
	if !strings.ContainsAny(head, "*&^") {
		return inner
	}
	return "(" + inner + ")"
}

// join puts a space between a type and its declarator: "int *", "int [3]", "int (*)(char)".
func join(name, inner string) string {
	switch {
	case inner == "":
		return name
	case name == "":
		return inner
	}
	return name + " " + inner
}
