package main

import (
	"fmt"
	"strings"

	"github.com/wdbg/wdbg/engine"
	"github.com/wdbg/wdbg/listing"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/wasm"
)

// linker finds what modules import: in the linked modules, in WASI, or by making it up.
type linker struct {
	*session
	wasi   engine.Resolver
	linked map[string]*engine.Instance
	made   map[importKey]engine.Extern // shared memories and stubs, the same for all modules
}

type importKey struct{ module, name string }

// resolver returns the resolver for a module.
func (l *linker) resolver(m loaded) engine.Resolver {
	return func(module, name string) (engine.Extern, bool) {
		if inst := l.linked[module]; inst != nil {
			if ext, ok := inst.Export(name); ok {
				return ext, true
			}
		}
		if ext, ok := l.wasi(module, name); ok {
			return ext, true
		}
		return l.make(m.module, importKey{module, name})
	}
}

// make makes what nothing provides: a shared memory, which the threads of a program expect from outside, and
// with --stub-imports anything.
func (l *linker) make(m *wasm.Module, k importKey) (engine.Extern, bool) {
	if ext, ok := l.made[k]; ok {
		return ext, true
	}
	var imp *wasm.Import
	for i := range m.Imports {
		if m.Imports[i].Module == k.module && m.Imports[i].Name == k.name {
			imp = &m.Imports[i]
			break
		}
	}
	if imp == nil || !l.stubImports && !(imp.Kind == wasm.ExternMemory && imp.Memory.Shared) {
		return nil, false
	}
	ext, err := l.stub(m, imp)
	if err != nil {
		return nil, false
	}
	if l.made == nil {
		l.made = map[importKey]engine.Extern{}
	}
	l.made[k] = ext
	return ext, true
}

// stub makes a stand-in for an import: a function that traps, or anything else of the type with the least size
// and the value zero.
func (l *linker) stub(m *wasm.Module, imp *wasm.Import) (engine.Extern, error) {
	ids, err := l.store.Types.Add(m)
	if err != nil {
		return nil, err
	}
	switch imp.Kind {
	case wasm.ExternFunc:
		return l.stubFunc(m, imp, ids), nil
	case wasm.ExternTable:
		t := imp.Table
		t.Elem = wasm.Canon(t.Elem, ids)
		if !t.Elem.Nullable() {
			return nil, fmt.Errorf("there is no value of type %v to fill a table with", t.Elem)
		}
		return l.store.NewTable(t, 0)
	case wasm.ExternMemory:
		return l.store.NewMemory(imp.Memory)
	case wasm.ExternGlobal:
		t := imp.Global
		t.Type = wasm.Canon(t.Type, ids)
		if !t.Type.Defaultable() {
			return nil, fmt.Errorf("there is no value of type %v for a global", t.Type)
		}
		return l.store.NewGlobal(t, engine.Value{Type: t.Type}), nil
	}
	return l.store.NewTag(ids[imp.Func], &m.Types[imp.Func].Func), nil
}

func (l *linker) stubFunc(m *wasm.Module, imp *wasm.Import, ids []wasm.TypeID) *engine.Func {
	h := &engine.HostFunc{Module: imp.Module, Name: imp.Name}
	ft := m.Types[imp.Func].Func
	for _, t := range ft.Params {
		h.Type.Params = append(h.Type.Params, wasm.Canon(t, ids))
	}
	for _, t := range ft.Results {
		h.Type.Results = append(h.Type.Results, wasm.Canon(t, ids))
	}
	h.Call = func(*engine.Call) error {
		return &engine.Trap{Kind: engine.TrapStub, Detail: fmt.Sprintf("%s.%s%v", imp.Module, imp.Name, ft)}
	}
	f := l.store.NewHostFunc(h)
	f.Type = ids[imp.Func] // it may be one of a recursion group, or have a supertype
	return f
}

// explain turns an error of linking into one that says what to do.
func (l *linker) explain(m loaded, err *engine.LinkError) error {
	if len(err.Missing) == 0 {
		return fmt.Errorf("%s: %w", m.path, err)
	}
	const most = 20
	var b strings.Builder
	fmt.Fprintf(&b, "%s needs imports that nothing provides:", m.path)
	for i := range err.Missing {
		if i == most {
			fmt.Fprintf(&b, "\n  ... and %d more", len(err.Missing)-most)
			break
		}
		imp := &err.Missing[i]
		fmt.Fprintf(&b, "\n  %s", symbols.Printable(importText(m.module, imp)))
		if inst := l.linked[imp.Module]; inst != nil {
			b.WriteString(l.nearExport(inst, imp.Name))
		}
	}
	fmt.Fprintf(&b, "\n%s", hintMissing(m.module, err.Missing))
	return fmt.Errorf("%s", b.String())
}

// nearExport says that a linked module lacks an export, and what it has instead.
func (l *linker) nearExport(inst *engine.Instance, name string) string {
	var names []string
	for _, e := range inst.Module.Exports {
		names = append(names, e.Name)
	}
	if near := listing.Nearest(name, names); near != "" {
		return fmt.Sprintf(" (the module linked under that name exports %q)", near)
	}
	return " (the module linked under that name does not export it)"
}

func importText(m *wasm.Module, imp *wasm.Import) string {
	text := fmt.Sprintf("%s.%s: %v", imp.Module, imp.Name, imp.Kind)
	switch imp.Kind {
	case wasm.ExternFunc, wasm.ExternTag:
		return fmt.Sprintf("%s %v", text, m.Types[imp.Func].Func)
	case wasm.ExternGlobal:
		return fmt.Sprintf("%s %v", text, imp.Global.Type)
	case wasm.ExternTable:
		return fmt.Sprintf("%s of %v", text, imp.Table.Elem)
	}
	return text
}
