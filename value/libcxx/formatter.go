package libcxx

import (
	"fmt"
	"strings"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/value"
	"github.com/wdbg/wdbg/value/internal/container"
)

// New returns the formatter of all types of libc++.
func New() value.Formatter {
	byName := table()
	return container.Formatter(func(v value.Value) show {
		name, ok := libraryName(v.Strip().Type())
		if !ok {
			return nil
		}
		return byName[name]
	})
}

type show = container.Show

// table returns what shows the types of a name: their templates' names, in the namespace std.
func table() map[string]show {
	return map[string]show{
		"basic_string": stringOf, "basic_string_view": stringView, "filesystem::path": wrapper("path", "__pn_"),
		"vector": vector, "deque": deque, "array": array, "span": span, "initializer_list": initializerList, "valarray": valarray,
		"list": list, "forward_list": forwardList, "bitset": bitset,
		"stack": wrapper("c", "c"), "queue": wrapper("c", "c"), "priority_queue": wrapper("c", "c"),
		"map": tree, "multimap": tree, "set": tree, "multiset": tree,
		"unordered_map": hashTable, "unordered_multimap": hashTable, "unordered_set": hashTable, "unordered_multiset": hashTable,
		"optional": optional, "variant": variant, "expected": expected, "any": anyValue,
		"unique_ptr": uniquePtr, "shared_ptr": sharedPtr, "weak_ptr": weakPtr, "reference_wrapper": referenceWrapper,
		"pair": pair, "tuple": tuple, "function": function,
		"atomic": wrapper("value", "__a_", "__a_value"), "atomic_flag": wrapper("value", "__a_", "__a_value"),
		"complex": complexNumber, "error_code": errorCode, "error_condition": errorCode,
		"chrono::duration": duration, "chrono::time_point": wrapper("time_since_epoch", "__d_"),
		"__wrap_iter": pointerIterator, "__bounded_iter": pointerIterator, "__bit_iterator": bitIterator, "__bit_reference": bitReference,
		"__list_iterator": listIterator, "__list_const_iterator": listIterator,
		"__forward_list_iterator": listIterator, "__forward_list_const_iterator": listIterator,
		"__deque_iterator": pointerIterator, "reverse_iterator": wrapper("base()", "current"),
		"__tree_iterator": treeIterator, "__tree_const_iterator": treeIterator,
		"__map_iterator": wrapper("", "__i_"), "__map_const_iterator": wrapper("", "__i_"),
		"__hash_iterator": hashIterator, "__hash_const_iterator": hashIterator,
		"__hash_map_iterator": wrapper("", "__i_"), "__hash_map_const_iterator": wrapper("", "__i_"),
	}
}

// libraryName returns the name of a class of the library without its arguments, and without std and the inline
// namespace in it: "vector", "chrono::duration". False: it is no class of libc++, as far as the name tells.
func libraryName(t *symbols.Type) (string, bool) {
	if t == nil || t.Kind != symbols.KindStruct && t.Kind != symbols.KindClass || t.Name == "" {
		return "", false
	}
	scope, ok := strings.CutPrefix(t.Scope+"::", "std::")
	if !ok {
		return "", false
	}
	if inline, rest, _ := strings.Cut(scope, "::"); strings.HasPrefix(inline, "__") || inline == "Cr" {
		// __1, __2, __ndk1, Cr: what versions of the library call themselves.
		scope = rest
	}
	name, _, _ := strings.Cut(t.Name, "<")
	// filesystem has an inline namespace of its own.
	scope, _ = strings.CutSuffix(strings.Replace(scope, "__fs::", "", 1), "::")
	return symbols.Qualify(scope, name), true
}

// member returns a member of one of several names, in the order of preference. Members that older versions of the
// library wrap together with an empty one (compressed pairs) are unwrapped.
func member(v value.Value, names ...string) (value.Value, error) {
	for _, name := range names {
		if m, ok := v.Member(name); ok {
			return unwrap(m), nil
		}
	}
	return value.Value{}, fmt.Errorf("%w: %s has no member %s", container.ErrLayout, v.Type().QualifiedName(), names[0])
}

// pointerMember returns a pointer that is a member, under one of the names, and the address in it.
func pointerMember(v value.Value, names ...string) (pointer value.Value, addr uint64, err error) {
	if pointer, err = member(v, names...); err == nil {
		addr, err = pointer.Uint()
	}
	return pointer, addr, err
}

// unwrap returns the first of the two members of a compressed pair; any other value as it is.
func unwrap(v value.Value) value.Value {
	t := v.Strip().Type()
	if t == nil || !strings.HasPrefix(t.Name, "__compressed_pair<") && t.Name != "__compressed_pair" {
		return v
	}
	for _, name := range []string{"__value_", "__first_"} {
		if m, ok := v.Member(name); ok {
			return m
		}
	}
	return v
}

// path returns a member of a member.
func path(v value.Value, names ...string) (value.Value, error) {
	for _, name := range names {
		var err error
		if v, err = member(v, name); err != nil {
			return v, err
		}
	}
	return v, nil
}

// number returns what a member, called by one of several names, contains: a pointer or an unsigned number.
func number(v value.Value, names ...string) (uint64, error) {
	m, err := member(v, names...)
	if err != nil {
		return 0, err
	}
	return m.Uint()
}

// wrapper returns what shows a class as the value that it contains.
func wrapper(name string, names ...string) show {
	return func(v value.Value) (value.Shown, error) {
		m, err := path(v, names...)
		if err != nil {
			return value.Shown{}, err
		}
		return wrap(value.Child{Name: name, Value: m}), nil
	}
}

// wrap shows children of which the first stands for them all.
func wrap(children ...value.Child) value.Shown {
	return value.Shown{Style: value.StyleWrapper, Children: value.List(children)}
}

// constant is a number that an object has, but no member of it.
func constant(v value.Value, t *symbols.Type, n uint64, size int) value.Value {
	b := make([]byte, size)
	for i := range b {
		b[i] = byte(n >> (8 * i))
	}
	return value.New(v.Context(), t, symbols.ConstantBytes(b))
}

// pointee returns the type that a pointer points to.
func pointee(v value.Value) (*symbols.Type, error) {
	t := v.Strip().Type()
	if t == nil || t.Kind != symbols.KindPointer {
		return nil, container.ErrLayout
	}
	return t.Elem(), nil
}
