package report

import (
	"github.com/wdbg/wdbg/engine"
	"github.com/wdbg/wdbg/engine/machine"
	"github.com/wdbg/wdbg/listing"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/symbols/srcfile"
	"github.com/wdbg/wdbg/unwind"
	"github.com/wdbg/wdbg/value"
	"github.com/wdbg/wdbg/wasm"
)

// Symbols is what a report takes from debug information. The zero value is none.
type Symbols struct {
	// Table returns the symbols of a module; nil where there are none.
	Table func(*wasm.Module) *symbols.Table
	// Sources finds the text of source files; nil shows none.
	Sources *srcfile.Finder
	// Formatters returns what shows values of libraries' types in a module's frames; nil: nothing does.
	Formatters func(*wasm.Module) value.Formatters
	// Notes returns what is worth knowing about the symbols, once all were used.
	Notes func() []error
	// Dir is the current directory: files below it are named without it.
	Dir string
}

// notes returns what is worth knowing about the symbols that were used.
func (s *Symbols) notes() []error {
	if s.Notes == nil {
		return nil
	}
	return s.Notes()
}

// file returns the name of a source file.
func (s *Symbols) file(f *symbols.File) string { return listing.File(s.Dir, f) }

// variables returns the variables of a logical frame.
func (s *Symbols) variables(th *engine.Thread, p *unwind.Physical, f *symbols.Frame) listing.Values {
	if f.Scope == nil || p.IsHost() || p.Depth < 0 {
		return listing.Values{}
	}
	v := listing.Values{Table: s.Table(p.Module), Context: s.context(th, p), Func: f.Func}
	if s.Formatters != nil {
		v.Formatters = s.Formatters(p.Module)
	}
	if off, ok := p.FileOffset(); ok {
		v.At = p.Module.CodeOffsetOf(off)
	}
	v.List, v.Err = f.Scope.Variables()
	return v
}

// context returns what the values of a physical frame are read from.
func (s *Symbols) context(th *engine.Thread, p *unwind.Physical) *value.Context {
	m := machine.Of(th, p.Depth)
	table := s.Table(p.Module)
	return &value.Context{
		Machine:     m,
		PointerSize: m.PointerSize(),
		Types:       table.Types,
		Symbol:      table.DataSymbol,
		Func: func(element uint64) (string, bool) {
			inst, f, ok := m.FuncAt(element)
			if !ok {
				return "", false
			}
			return s.funcName(inst.Module, f), true
		},
	}
}

// funcName returns the name of a function as it is shown.
func (s *Symbols) funcName(m *wasm.Module, f wasm.FuncIndex) string {
	p := unwind.Physical{Module: m, Func: f}
	body, ok := m.Body(f)
	if t := s.Table(m); t != nil && ok {
		if frames := t.Frames(nil, m.CodeOffsetOf(body.End-1)); len(frames) > 0 {
			name, _ := listing.FrameName(&frames[len(frames)-1], &p)
			return name
		}
	}
	return p.Name()
}
