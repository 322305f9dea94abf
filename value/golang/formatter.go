package golang

import (
	"fmt"
	"strings"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/value"
	"github.com/wdbg/wdbg/value/internal/container"
)

// New returns the formatter of Go's types.
func New() value.Formatter { return container.Formatter(showOf) }

type show = container.Show

// showOf returns what shows a value; nil where nothing does.
func showOf(v value.Value) show {
	t := v.Strip().Type()
	if t == nil || t.Language != symbols.TinyGo && t.Language != symbols.Go {
		return nil
	}
	switch {
	case t.Kind == symbols.KindPointer && hasName(t.Elem(), "runtime.hashmap"):
		return hashmap
	case t.Kind != symbols.KindStruct:
		return nil
	case t.Name == "string" || t.Name == "runtime._string":
		return stringOf
	case strings.HasPrefix(t.Name, "[]"):
		return slice
	case hasName(v.Type(), "runtime._interface"):
		return interfaceValue
	}
	return nil
}

// hasName reports whether a type, or one that it is another name for, has a name.
func hasName(t *symbols.Type, name string) bool {
	for range maxNames {
		switch {
		case t == nil:
			return false
		case t.Name == name:
			return true
		case t.Kind != symbols.KindTypedef && t.Kind != symbols.KindConst && t.Kind != symbols.KindVolatile:
			return false
		}
		t = t.Elem()
	}
	return false
}

// maxNames bounds how many names a type may have one after the other.
const maxNames = 16

// parts returns the pointer, and the number in the member of a name, of a string or slice.
func parts(v value.Value, name string) (pointer value.Value, addr, n uint64, err error) {
	pointer, ok := v.Member("ptr")
	length, ok2 := v.Member(name)
	if t := pointer.Strip().Type(); !ok || !ok2 || t == nil || t.Kind != symbols.KindPointer {
		return pointer, 0, 0, container.ErrLayout
	}
	if n, err = length.Uint(); err != nil {
		return pointer, 0, 0, err
	}
	addr, err = pointer.Uint()
	return pointer, addr, n, err
}

// stringOf shows a string.
func stringOf(v value.Value) (value.Shown, error) {
	_, addr, n, err := parts(v, "len")
	if err != nil {
		return value.Shown{}, err
	}
	if problem := container.Fits(v.Context(), addr, n, 1); problem != "" {
		return container.Invalid("%s", problem), nil
	}
	return value.Shown{Text: value.TextAt(v.Context(), addr, int64(n), 1)}, nil
}

// slice shows a slice.
func slice(v value.Value) (value.Shown, error) {
	pointer, addr, n, err := parts(v, "len")
	if err != nil {
		return value.Shown{}, err
	}
	_, _, capacity, err := parts(v, "cap")
	if err != nil {
		return value.Shown{}, err
	}
	elem := pointer.Strip().Type().Elem()
	size, err := v.Context().SizeOf(elem)
	if err != nil {
		return value.Shown{}, err
	}
	if addr == 0 && n == 0 && capacity == 0 {
		return value.Shown{Summary: "nil"}, nil
	}
	if n > capacity {
		return container.Invalid("size %d, but room for %d", n, capacity), nil
	}
	if problem := container.Fits(v.Context(), addr, capacity, size); problem != "" {
		return container.Invalid("%s", problem), nil
	}
	return value.Shown{
		Summary:  container.Size(n),
		Style:    value.StyleList,
		Children: value.Elements(v.At(addr, elem), int64(min(n, 1<<62))),
	}, nil
}

// interfaceValue shows an interface: the type's descriptor, as far as it has a name, and the word that is the value or
// points to it.
func interfaceValue(v value.Value) (value.Shown, error) {
	typecode, ok := v.Member("typecode")
	word, ok2 := v.Member("value")
	if !ok || !ok2 {
		return value.Shown{}, container.ErrLayout
	}
	code, err := typecode.Uint()
	if err != nil {
		return value.Shown{}, err
	}
	if code == 0 {
		return value.Shown{Summary: "nil"}, nil
	}
	shown := value.Shown{Style: value.StyleStruct, Children: value.List{{Name: "typecode", Value: typecode}, {Name: "value", Value: word}}}
	if find := v.Context().Symbol; find != nil {
		if s, ok := find(code); ok {
			n, err := word.Uint()
			if err != nil {
				return value.Shown{}, err
			}
			shown.Style = value.StylePlain
			shown.Summary = fmt.Sprintf("(%s) 0x%x", symbols.Printable(strings.TrimPrefix(s.Name, "reflect/types.type:")), n)
		}
	}
	return shown, nil
}
