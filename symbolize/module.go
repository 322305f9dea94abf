package symbolize

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/wasm"
)

// Symbols are the symbols of a module.
type Symbols interface {
	// Frames appends the logical frames at an instruction, the innermost first.
	Frames(dst []symbols.Frame, at wasm.CodeOffset) []symbols.Frame
}

// Module is a module that frames may belong to. It is not for use by several goroutines at once.
type Module struct {
	// Name is what messages call it.
	Name string
	Wasm *wasm.Module

	symbols Symbols
	aliases []string // what engines may call it
	funcs   map[string][]wasm.FuncIndex
	bodies  map[wasm.FuncIndex]*body
	instrs  int // in bodies
	calls   tailCalls
}

// NewModule returns a module that was read from a file or is known by another name.
func NewModule(path string, m *wasm.Module, s Symbols) *Module {
	name := filepath.Base(path)
	mod := &Module{Name: name, Wasm: m, symbols: s}
	stem := strings.TrimSuffix(name, ".wasm")
	mod.aliases = append(mod.aliases, name, stem, strings.TrimSuffix(stem, ".debug"), strings.TrimSuffix(stem, ".debug")+".wasm")
	if own := m.Names().Module; own != "" {
		mod.aliases = append(mod.aliases, own)
	}
	return mod
}

// AddName adds a name that engines use for the module.
func (m *Module) AddName(name string) { m.aliases = append(m.aliases, name) }

// isCalled reports whether an engine's name for a module is one of this module's.
func (m *Module) isCalled(name string) bool {
	for _, a := range m.aliases {
		if a == name {
			return true
		}
	}
	return false
}

// called returns the functions of a name: as in the name section, demangled, exported or imported. Nil where there are none.
func (m *Module) called(name string) []wasm.FuncIndex {
	if m.funcs == nil {
		m.indexNames()
	}
	if found := m.funcs[name]; found != nil {
		return found
	}
	if found := m.funcs[normal(name)]; found != nil {
		return found
	}
	for _, a := range m.aliases { // MODULE.FUNCTION
		if rest, ok := strings.CutPrefix(name, a+"."); ok && rest != "" && a != "" {
			if found := m.funcs[rest]; found != nil {
				return found
			}
			return m.funcs[normal(rest)]
		}
	}
	return nil
}

func (m *Module) indexNames() {
	m.funcs = map[string][]wasm.FuncIndex{}
	add := func(name string, f wasm.FuncIndex) {
		list := m.funcs[name]
		for _, other := range list {
			if other == f {
				return
			}
		}
		m.funcs[name] = append(list, f)
	}
	for i := range m.Wasm.NumFuncs() {
		for _, name := range m.namesOf(wasm.FuncIndex(i)) {
			add(name, wasm.FuncIndex(i))
			add(normal(name), wasm.FuncIndex(i))
		}
	}
	for _, e := range m.Wasm.Exports {
		if e.Kind == wasm.ExternFunc {
			add(e.Name, wasm.FuncIndex(e.Index))
			add(normal(e.Name), wasm.FuncIndex(e.Index))
		}
	}
}

// namesOf returns a function's names other than exports.
func (m *Module) namesOf(f wasm.FuncIndex) (names []string) {
	if name := m.Wasm.Names().Func(f); name != "" {
		names = append(names, name)
	}
	if imp, ok := m.Wasm.FuncImport(f); ok {
		names = append(names, imp.Name, imp.Module+"."+imp.Name, "__imported_"+imp.Module+"_"+imp.Name)
	}
	return names
}

// normal returns a name as engines may differ in writing it: demangled, without the hash of a Rust symbol.
func normal(name string) string {
	name = symbols.Demangle(name)
	if i := strings.LastIndex(name, "::h"); i >= 0 && len(name)-i == len("::h0123456789abcdef") {
		name = name[:i]
	}
	return name
}

// mayBeCalled reports whether the function may have the name that a text has for it. It may if the module has no name for it.
func (m *Module) mayBeCalled(f wasm.FuncIndex, name string, cut bool) bool {
	if cut {
		for _, own := range m.namesOf(f) {
			if strings.HasPrefix(own, name) || strings.HasPrefix(normal(own), name) {
				return true
			}
		}
	}
	for _, other := range m.called(name) {
		if other == f {
			return true
		}
	}
	known := m.namesOf(f)
	if fn := m.function(f); fn != nil && fn.Origin != symbols.OriginNone {
		known = append(known, fn.Name, fn.QualifiedName(), fn.DisplayName(), fn.LinkageName())
	}
	want := normal(name)
	none := true
	for _, k := range known {
		if k == "" {
			continue
		}
		none = false
		if n := normal(k); n == want || strings.HasSuffix(want, "."+n) || withoutParams(n) == withoutParams(want) {
			return true
		}
	}
	return none
}

// withoutParams cuts the parameters that C++ names have.
func withoutParams(name string) string {
	if i := strings.IndexByte(name, '('); i > 0 && strings.HasSuffix(name, ")") {
		return name[:i]
	}
	return name
}

// function returns the symbols of a function with code of its own; nil where there are none.
func (m *Module) function(f wasm.FuncIndex) *symbols.Func {
	at, ok := m.entry(f)
	if !ok || m.symbols == nil {
		return nil
	}
	frames := m.symbols.Frames(nil, m.Wasm.CodeOffsetOf(at))
	if len(frames) == 0 {
		return nil
	}
	return frames[len(frames)-1].Func
}

// entry returns the first instruction of a function.
func (m *Module) entry(f wasm.FuncIndex) (wasm.FileOffset, bool) {
	b := m.body(f)
	if b == nil || len(b.instrs) == 0 {
		return 0, false
	}
	return b.instrs[0].at, true
}

// describe names a function in a message.
func (m *Module) describe(f wasm.FuncIndex) string {
	if name := m.Wasm.FuncName(f); name != "" {
		return fmt.Sprintf("function %d, %s", f, symbols.Printable(symbols.Demangle(name)))
	}
	return fmt.Sprintf("function %d", f)
}
