package symbols

import (
	"strconv"
	"strings"
)

// rust spells a type of Rust. Its compiler gives most types their names: "&mut T", "*const T", "(i32, u8)".
func (s *speller) rust(t *Type, depth int) string {
	if t == nil {
		return "()"
	}
	if s.enough(depth) {
		return elision
	}
	if t.Name != "" {
		return s.name(t)
	}
	switch t.Kind {
	case KindVoid:
		return "()"
	case KindPointer:
		if elem := t.Elem(); elem != nil && elem.Kind == KindConst {
			return "*const " + s.rust(elem.Elem(), depth-1)
		}
		return "*mut " + s.rust(t.Elem(), depth-1)
	case KindReference, KindRvalueRef:
		return "&" + s.rust(t.Elem(), depth-1)
	case KindArray, KindVector:
		name := s.rust(t.Elem(), depth-1)
		for i := len(t.Dims) - 1; i >= 0 && !s.enough(1); i-- {
			name = "[" + name + "; " + count(&t.Dims[i]) + "]"
		}
		return name
	case KindFunc:
		return s.rustFunc(t, depth)
	case KindConst, KindVolatile, KindRestrict, KindAtomic, KindTypedef:
		return s.rust(t.Elem(), depth-1)
	}
	return s.named(t)
}

func (s *speller) rustFunc(t *Type, depth int) string {
	var params []string
	for _, p := range t.Details().Params {
		if s.length > maxTypeLength {
			params = append(params, elision)
			break
		}
		params = append(params, s.rust(p, depth-1))
	}
	name := "fn(" + strings.Join(params, ", ") + ")"
	if result := t.Elem(); result != nil && result.Kind != KindVoid {
		name += " -> " + s.rust(result, depth-1)
	}
	return name
}

// golang spells a type of Go.
func (s *speller) golang(t *Type, depth int) string {
	if t == nil {
		return "void"
	}
	if s.enough(depth) {
		return elision
	}
	if t.Name != "" {
		return s.name(t)
	}
	switch t.Kind {
	case KindPointer, KindReference, KindRvalueRef:
		if t.Elem() == nil {
			return "unsafe.Pointer"
		}
		return "*" + s.golang(t.Elem(), depth-1)
	case KindArray, KindVector:
		var b strings.Builder
		for i := range t.Dims {
			if s.enough(1) {
				break
			}
			b.WriteString("[" + count(&t.Dims[i]) + "]")
		}
		return b.String() + s.golang(t.Elem(), depth-1)
	case KindConst, KindVolatile, KindRestrict, KindAtomic, KindTypedef:
		return s.golang(t.Elem(), depth-1)
	}
	return s.declare(t, "", depth)
}

// count spells the length of a dimension.
func count(d *Dim) string {
	if d.Count < 0 {
		return "_"
	}
	return strconv.FormatInt(d.Count, 10)
}
