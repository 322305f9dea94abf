package libcxx

import (
	"strconv"
	"strings"

	"github.com/wdbg/wdbg/value"
	"github.com/wdbg/wdbg/value/internal/container"
)

// pair shows a pair without what the library adds to it.
func pair(v value.Value) (value.Shown, error) {
	first, err := member(v, "first")
	if err != nil {
		return value.Shown{}, err
	}
	second, err := member(v, "second")
	if err != nil {
		return value.Shown{}, err
	}
	return value.Shown{Style: value.StyleStruct, Children: value.List{{Name: "first", Value: first}, {Name: "second", Value: second}}}, nil
}

// tuple shows a tuple. Its elements are members, or the base class if an element has no members, of its base's
// base classes.
func tuple(v value.Value) (value.Shown, error) {
	base, err := member(v, "__base_")
	if err != nil {
		if len(v.Type().Details().Members) == 0 {
			return value.Shown{Style: value.StyleTuple, Children: value.List{}}, nil // tuple<>
		}
		return value.Shown{}, err
	}
	var elements value.List
	for _, leaf := range base.Members() {
		t := leaf.Value.Strip().Type()
		if t == nil || !strings.HasPrefix(t.Name, "__tuple_leaf") {
			continue
		}
		element, ok := leaf.Value.Member("__value_")
		if elem := container.TemplateType(t, "_Hp", 1); !ok && elem != nil {
			element, ok = leaf.Value.Cast(elem), true
		}
		if !ok {
			return value.Shown{}, container.ErrLayout
		}
		elements = append(elements, value.Child{Name: "[" + strconv.Itoa(len(elements)) + "]", Value: element})
	}
	return value.Shown{Style: value.StyleTuple, Children: elements}, nil
}

// complexNumber shows a complex number.
func complexNumber(v value.Value) (value.Shown, error) {
	re, err := member(v, "__re_")
	if err != nil {
		return value.Shown{}, err
	}
	im, err := member(v, "__im_")
	if err != nil {
		return value.Shown{}, err
	}
	return value.Shown{Style: value.StyleTuple, Children: value.List{{Name: "real", Value: re}, {Name: "imag", Value: im}}}, nil
}

// errorCode shows the number of an error_code, and the object that says what it means.
func errorCode(v value.Value) (value.Shown, error) {
	number, err := member(v, "__val_")
	if err != nil {
		return value.Shown{}, err
	}
	category, err := member(v, "__cat_")
	if err != nil {
		return value.Shown{}, err
	}
	return value.Shown{Style: value.StyleStruct, Children: value.List{{Name: "value", Value: number}, {Name: "category", Value: category}}}, nil
}
