package rust

import (
	"strings"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/value"
	"github.com/wdbg/wdbg/value/internal/container"
)

// New returns the formatter of all types of Rust's standard library.
func New() value.Formatter {
	byName := table()
	return container.Formatter(func(v value.Value) show {
		t := v.Strip().Type()
		if t == nil || t.Language != symbols.Rust {
			return nil
		}
		return showOf(t, byName)
	})
}

type show = container.Show

// showOf returns what shows the values of a stripped type; nil where nothing does.
func showOf(t *symbols.Type, byName map[string]show) show {
	switch t.Kind {
	case symbols.KindPointer:
		if isBox(t) {
			return box
		}
		return nil
	case symbols.KindUnion:
		if t.Scope == "core::mem::maybe_uninit" && strings.HasPrefix(t.Name, "MaybeUninit<") {
			return maybeUninit
		}
		return nil
	case symbols.KindStruct:
	default:
		return nil
	}
	if isBox(t) {
		return box
	}
	if isFatPointer(t) {
		return fatPointer
	}
	name, _, _ := strings.Cut(t.Name, "<")
	crate, rest, _ := strings.Cut(t.Scope, "::")
	switch crate {
	case "std", "alloc", "core", "hashbrown":
	default:
		return nil
	}
	if crate == "core" && strings.HasPrefix(rest, "sync::atomic") && strings.HasPrefix(name, "Atomic") {
		return atomic
	}
	if crate == "core" && strings.HasPrefix(name, "NonZero") {
		return nonZero
	}
	if s := byName[crate+"::"+name]; s != nil {
		return s
	}
	return byName[module(rest)+"::"+name]
}

// module returns the outermost module of a path.
func module(path string) string {
	outer, _, _ := strings.Cut(path, "::")
	return outer
}

// table returns what shows types, by their names in their crate, or in the outermost module in it where names are
// not enough.
func table() map[string]show {
	return map[string]show{
		"alloc::String": stringOf, "std::OsString": stringOf, "std::PathBuf": stringOf, "alloc::CString": cString, "std::CString": cString,
		"alloc::Vec": vec, "alloc::VecDeque": vecDeque, "alloc::LinkedList": linkedList, "alloc::BinaryHeap": wrapper("data"),
		"std::HashMap": hashMap, "std::HashSet": hashMap, "hashbrown::HashMap": hashMap, "hashbrown::HashSet": hashMap,
		"alloc::BTreeMap": btreeMap, "alloc::BTreeSet": btreeMap,
		"alloc::Rc": counted, "alloc::Arc": counted, "rc::Weak": counted, "sync::Weak": counted,
		"core::Cell": wrapper("value", "value"), "core::UnsafeCell": wrapper("value"), "core::RefCell": refCell,
		"core::ManuallyDrop": wrapper("value"),
		"core::Ref":          pointing("value"), "core::RefMut": pointing("value"),
		"sync::Mutex": mutex, "sync::RwLock": rwLock, "sync::MutexGuard": guard,
		"sync::RwLockReadGuard": guard, "sync::RwLockWriteGuard": guard,
		"core::Duration": duration,
		"core::Range":    ranges, "core::RangeFrom": ranges, "core::RangeTo": ranges, "core::RangeInclusive": ranges,
		"core::RangeToInclusive": ranges, "core::RangeFull": ranges,
		"core::NonNull": wrapper("pointer"), "core::Pin": anyOf("pointer", "__pointer"), "core::OnceCell": wrapper("inner", "value"),
		"slice::Iter": sliceIter, "slice::IterMut": sliceIter, "vec::IntoIter": sliceIter, "array::IntoIter": arrayIter,
		"str::Chars": chars,
	}
}

// deep returns the first member of a name in an object, or in what the object contains, the nearest first. It
// follows no pointers.
func deep(v value.Value, names ...string) (value.Value, error) {
	level := []value.Value{v}
	for budget := maxSearch; len(level) > 0 && budget > 0; {
		var next []value.Value
		for _, outer := range level {
			for _, c := range outer.Members() {
				if budget--; budget < 0 {
					return value.Value{}, container.ErrLayout
				}
				for _, name := range names {
					if c.Name == name {
						return c.Value, nil
					}
				}
				if !isPhantom(c.Value.Type()) {
					next = append(next, c.Value)
				}
			}
		}
		level = next
	}
	return value.Value{}, container.ErrLayout
}

// maxSearch bounds how many members are looked at.
const maxSearch = 500

// isPhantom reports whether a type stands for another one without containing it.
func isPhantom(t *symbols.Type) bool {
	t = t.Strip()
	return t == nil || strings.HasPrefix(t.Name, "PhantomData")
}

// scalar returns the number or pointer that an object is, within the structures around it.
func scalar(v value.Value) (value.Value, error) {
	for range maxNesting {
		s := v.Strip()
		t := s.Type()
		if t == nil {
			return v, container.ErrLayout
		}
		switch t.Kind {
		case symbols.KindBase, symbols.KindPointer, symbols.KindEnum:
			return v, nil
		}
		inner, found := value.Value{}, false
		for _, c := range s.Members() {
			if size, err := c.Value.Size(); err == nil && size > 0 {
				inner, found = c.Value, true
				break
			}
		}
		if !found {
			return v, container.ErrLayout
		}
		v = inner
	}
	return v, container.ErrLayout
}

// maxNesting bounds how deep structures with one member are looked into.
const maxNesting = 16

// number returns a number in an object by the names it may have.
func number(v value.Value, names ...string) (uint64, error) {
	m, err := deep(v, names...)
	if err != nil {
		return 0, err
	}
	if m, err = scalar(m); err != nil {
		return 0, err
	}
	return m.Uint()
}

// raw returns the bytes of an object as a number: what an Option of a pointer that is never null is, 0 for None.
func raw(v value.Value) (uint64, error) {
	b, err := v.Bytes()
	if err != nil {
		return 0, err
	}
	if len(b) > 8 {
		return 0, container.ErrLayout
	}
	var n uint64
	for i, x := range b {
		n |= uint64(x) << (8 * i)
	}
	return n, nil
}

// wrapper returns what shows a structure as the value that it contains.
func wrapper(names ...string) show {
	return func(v value.Value) (value.Shown, error) {
		for _, name := range names {
			m, ok := v.Member(name)
			if !ok {
				return value.Shown{}, container.ErrLayout
			}
			v = m
		}
		return wrap(names[0], v), nil
	}
}

// anyOf returns what shows a structure as the member that it contains by one of several names.
func anyOf(names ...string) show {
	return func(v value.Value) (value.Shown, error) {
		for _, name := range names {
			if m, ok := v.Member(name); ok {
				return wrap(name, m), nil
			}
		}
		return value.Shown{}, container.ErrLayout
	}
}

// wrap shows a value that stands for what it is in.
func wrap(name string, v value.Value) value.Shown {
	return value.Shown{Style: value.StyleWrapper, Children: value.List{{Name: name, Value: v}}}
}

// arg returns the first generic argument in the name of a type: "str" of "alloc::rc::Rc<str>".
func arg(name string) string {
	_, rest, ok := strings.Cut(name, "<")
	if !ok {
		return ""
	}
	depth := 0
	for i, c := range rest {
		switch c {
		case '<', '(', '[':
			depth++
		case ')', ']':
			depth--
		case '>':
			if i > 0 && rest[i-1] == '-' { // fn() -> T
				continue
			}
			if depth == 0 {
				return rest[:i]
			}
			depth--
		case ',':
			if depth == 0 {
				return rest[:i]
			}
		}
	}
	return ""
}
