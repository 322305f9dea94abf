package report

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/wdbg/wdbg/engine"
	"github.com/wdbg/wdbg/engine/machine"
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
func (s *Symbols) file(f *symbols.File) string {
	if f == nil {
		return ""
	}
	path := strings.TrimPrefix(f.Path, "./")
	if s.Dir != "" && filepath.IsAbs(path) {
		if rel, err := filepath.Rel(s.Dir, path); err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
			path = rel
		}
	}
	return symbols.Printable(path)
}

// position writes a place in the source: file:line:column, as far as it is known.
func (s *Symbols) position(p symbols.Pos) string {
	if p.File == nil {
		return ""
	}
	text := s.file(p.File)
	if p.Line > 0 {
		text += fmt.Sprintf(":%d", p.Line)
		if p.Column > 0 {
			text += fmt.Sprintf(":%d", p.Column)
		}
	}
	return text
}

// frameName returns the name of a logical frame's function, and whether it is that of the source, after which arguments may follow.
func frameName(f *symbols.Frame, p *unwind.Physical) (name string, source bool) {
	if f.Func == nil || f.Func.Origin < symbols.OriginGoTable || f.Func.Name == "" {
		return p.Name(), false
	}
	return symbols.Printable(f.Func.DisplayName()), f.Func.Origin == symbols.OriginDWARF
}

// frameValues are the variables of a logical frame, and what they are read from.
type frameValues struct {
	ctx   *value.Context
	list  []*symbols.Variable
	err   error
	table *symbols.Table
	at    wasm.CodeOffset
	fn    *symbols.Func
	// formatters show values of libraries' types.
	formatters value.Formatters
}

// variables returns the variables of a logical frame.
func (s *Symbols) variables(th *engine.Thread, p *unwind.Physical, f *symbols.Frame) frameValues {
	if f.Scope == nil || p.IsHost() || p.Depth < 0 {
		return frameValues{}
	}
	v := frameValues{table: s.Table(p.Module), ctx: s.context(th, p), fn: f.Func}
	if s.Formatters != nil {
		v.formatters = s.Formatters(p.Module)
	}
	if off, ok := p.FileOffset(); ok {
		v.at = p.Module.CodeOffsetOf(off)
	}
	v.list, v.err = f.Scope.Variables()
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
			name, _ := frameName(&frames[len(frames)-1], &p)
			return name
		}
	}
	return p.Name()
}

// lastKnown says where a variable that has no value here had one before: "last known at line 41".
func (v *frameValues) lastKnown(variable *symbols.Variable) string {
	if variable.Locator == nil || v.table == nil {
		return ""
	}
	var last wasm.CodeOffset
	for _, r := range variable.Locator.Live() {
		if r.End <= v.at && r.End > last {
			last = r.End
		}
	}
	if last == 0 {
		return ""
	}
	for _, f := range v.table.Frames(nil, last-1) {
		if f.Func == v.fn && f.Pos.Line > 0 { // not in a function that is inlined there
			return fmt.Sprintf("last known at line %d", f.Pos.Line)
		}
	}
	return ""
}
