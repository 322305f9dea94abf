// Package namesyms makes symbols of the names in a module: those of its name section, its exports and its imports.
// They say what functions and local variables are called, and nothing about source files.
package namesyms

import (
	"iter"
	"sync"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/wasm"
)

// Source is the names of a module as a symbols.FuncSource. It knows all functions, those without a name too.
type Source struct {
	m     *wasm.Module
	hints func() hints

	mu    sync.Mutex
	funcs map[wasm.FuncIndex]*symbols.Func
}

// New returns the names of a module. Nothing is read before it is asked for.
func New(m *wasm.Module) *Source {
	s := &Source{m: m, funcs: map[wasm.FuncIndex]*symbols.Func{}}
	s.hints = sync.OnceValue(func() hints { return findHints(m) })
	return s
}

// Origin is the name section, or the exports and imports of a module without one.
func (s *Source) Origin() symbols.Origin {
	if len(s.m.Custom(wasm.CustomName)) > 0 {
		return symbols.OriginNames
	}
	return symbols.OriginExport
}

// Describe names the source for people.
func (s *Source) Describe() string {
	if s.Origin() == symbols.OriginNames {
		return "names in the module"
	}
	return "names of exports and imports"
}

// Problems returns the first fault of the name section; names before it are there.
func (s *Source) Problems() []error {
	if err := s.m.Names().Err(); err != nil {
		return []error{err}
	}
	return nil
}

// Frames appends a frame with the function that contains an offset, without a position. Its scope has the locals that have names.
func (s *Source) Frames(dst []symbols.Frame, at wasm.CodeOffset) []symbols.Frame {
	index, ok := s.m.FuncAt(s.m.FileOffsetOf(at))
	if !ok {
		return dst
	}
	return append(dst, symbols.Frame{Func: s.Func(index), Scope: scope{s.m, index}})
}

// Func returns a function, imported ones included; nil where the module has no such function. A function without a name
// has the Name "".
func (s *Source) Func(index wasm.FuncIndex) *symbols.Func {
	if int64(index) >= int64(s.m.NumFuncs()) {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	f := s.funcs[index]
	if f == nil {
		f = s.makeFunc(index)
		s.funcs[index] = f
	}
	return f
}

func (s *Source) makeFunc(index wasm.FuncIndex) *symbols.Func {
	f := &symbols.Func{Index: index, HasIndex: true, Origin: symbols.OriginNames}
	if s.m.Names().Func(index) == "" {
		f.Origin = symbols.OriginExport
	}
	raw := s.m.FuncName(index)
	f.Name = symbols.Demangle(raw)
	if f.Name != raw {
		f.Linkage = raw
	}
	f.Language = s.hints().language(raw, f.Name)
	if b, ok := s.m.Body(index); ok {
		f.Ranges = []symbols.Range{{Start: s.m.CodeOffsetOf(b.Start), End: s.m.CodeOffsetOf(b.End)}}
	}
	return f
}

// Funcs yields all defined functions. There are no inlined ones.
func (s *Source) Funcs(bool) iter.Seq[*symbols.Func] {
	return func(yield func(*symbols.Func) bool) {
		imports := len(s.m.ImportedFuncs)
		for i := range s.m.Code {
			if !yield(s.Func(wasm.FuncIndex(imports + i))) {
				return
			}
		}
	}
}
