package expr

import (
	"iter"
	"strings"
	"sync"

	"github.com/wdbg/wdbg/symbols"
)

// Symbols finds what a module's symbols have by name. It is made once for a module and may be used by several goroutines.
type Symbols struct {
	table *symbols.Table

	globalsOnce sync.Once
	globals     map[string][]*symbols.Variable // by their own names
	funcsOnce   sync.Once
	funcs       map[string][]*symbols.Func // by their own names, without template arguments
}

// NewSymbols returns what finds the symbols of a table by name. Indexes are made when they are needed.
func NewSymbols(t *symbols.Table) *Symbols { return &Symbols{table: t} }

// Table returns the table.
func (s *Symbols) Table() *symbols.Table { return s.table }

// Types returns the types of a qualified name.
func (s *Symbols) Types(name string) []*symbols.Type {
	if s == nil {
		return nil
	}
	return s.table.Types(name)
}

// Globals returns the variables of static storage of a qualified name; inline and unnamed namespaces may be left out of it.
func (s *Symbols) Globals(name string) []*symbols.Variable {
	if s == nil {
		return nil
	}
	return s.table.GlobalsOf(name)
}

// AnyGlobals returns the variables of static storage with a name, wherever they are declared.
func (s *Symbols) AnyGlobals(name string) []*symbols.Variable {
	if s == nil {
		return nil
	}
	s.globalsOnce.Do(func() {
		s.globals = map[string][]*symbols.Variable{}
		for v := range s.table.Globals() {
			s.globals[v.Name] = append(s.globals[v.Name], v)
		}
	})
	return s.globals[name]
}

// Funcs returns the functions with a name of their own, without template arguments, wherever they are declared; those that were
// inlined everywhere among them.
func (s *Symbols) Funcs(name string) []*symbols.Func {
	if s == nil {
		return nil
	}
	s.funcsOnce.Do(func() {
		s.funcs = map[string][]*symbols.Func{}
		for f := range s.table.Funcs(true) {
			_, own := splitFunc(f)
			own = withoutArgs(own)
			s.funcs[own] = append(s.funcs[own], f)
		}
	})
	return s.funcs[name]
}

// splitFunc returns a function's scope and its own name. A name that is not of debug information has both in one.
func splitFunc(f *symbols.Func) (scope, name string) {
	if f.Scope != "" || f.Origin == symbols.OriginDWARF {
		return f.Scope, f.Name
	}
	name = symbols.Demangle(f.Name)
	if name != f.Name {
		if i := strings.IndexByte(name, '('); i > 0 {
			name = name[:i] // parameters
		}
	}
	parts := splitPath(name)
	return strings.Join(parts[:len(parts)-1], "::"), parts[len(parts)-1]
}

// globalNames yields the names of variables of static storage.
func (s *Symbols) globalNames() iter.Seq[string] {
	return func(yield func(string) bool) {
		if s == nil {
			return
		}
		s.AnyGlobals("")
		for name := range s.globals {
			if !yield(name) {
				return
			}
		}
	}
}

// funcNames yields the names of functions.
func (s *Symbols) funcNames() iter.Seq[string] {
	return func(yield func(string) bool) {
		if s == nil {
			return
		}
		s.Funcs("")
		for name := range s.funcs {
			if !yield(name) {
				return
			}
		}
	}
}

// typeNames yields the names of types.
func (s *Symbols) typeNames() iter.Seq[string] {
	return func(yield func(string) bool) {
		if s != nil {
			s.table.TypeNames()(yield)
		}
	}
}

// splitPath splits a qualified name at those "::" that are not within brackets.
func splitPath(name string) []string {
	var parts []string
	depth, from := 0, 0
	for i := 0; i < len(name); i++ {
		switch name[i] {
		case '<', '(', '[', '{':
			depth++
		case '>':
			if i == 0 || name[i-1] != '-' {
				depth = max(depth-1, 0)
			}
		case ')', ']', '}':
			depth = max(depth-1, 0)
		case ':':
			if depth == 0 && strings.HasPrefix(name[i:], "::") {
				if i > from {
					parts = append(parts, name[from:i])
				}
				i++
				from = i + 1
			}
		}
	}
	return append(parts, name[from:])
}

// withoutArgs returns a name without template arguments at its end.
func withoutArgs(name string) string {
	if i := strings.IndexByte(name, '<'); i > 0 && !strings.HasPrefix(name, "operator") {
		return name[:i]
	}
	return name
}

// matchesPath reports whether the parts of a path are the last ones of a scope, others that have no name of their own or are those of
// inline namespaces left out.
func matchesPath(scope []string, path []string) bool {
	for len(path) > 0 {
		if len(scope) == 0 {
			return false
		}
		if sameSpelling(scope[len(scope)-1], path[len(path)-1]) {
			path = path[:len(path)-1]
		}
		scope = scope[:len(scope)-1]
	}
	return true
}

// sameSpelling compares names without regard to spaces, and to template arguments where one has none.
func sameSpelling(a, b string) bool {
	a, b = strings.ReplaceAll(a, " ", ""), strings.ReplaceAll(b, " ", "")
	return a == b || strings.IndexByte(b, '<') < 0 && withoutArgs(a) == b
}
