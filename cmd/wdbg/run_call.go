package main

import (
	"fmt"
	"strings"

	"github.com/wdbg/wdbg/engine"
	"github.com/wdbg/wdbg/listing"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/wasm"
)

// nothingToRun says what could be called in a module that has no program.
func nothingToRun(inst *engine.Instance, m loaded) error {
	funcs := exportedFuncs(inst)
	if len(funcs) == 0 {
		return usagef("%s has nothing to run: neither _start nor _initialize, and no exported function", m.path)
	}
	const most = 20
	var b strings.Builder
	fmt.Fprintf(&b, "%s has neither _start nor _initialize; call one of its functions with --invoke:", m.path)
	for i, name := range funcs {
		if i == most {
			fmt.Fprintf(&b, "\n  ... and %d more", len(funcs)-most)
			break
		}
		f, _ := inst.ExportedFunc(name)
		fmt.Fprintf(&b, "\n  %s%v", symbols.Printable(name), f.FuncType)
	}
	return usagef("%s", b.String())
}

// exportedFuncs returns the names of the exported functions in the module's order.
func exportedFuncs(inst *engine.Instance) []string {
	var names []string
	for _, e := range inst.Module.Exports {
		if e.Kind == wasm.ExternFunc {
			names = append(names, e.Name)
		}
	}
	return names
}

// resume calls a function like Store.Invoke, but leaves its thread in the store where it does not return, for the report.
func (s *session) resume(f *engine.Func, args ...engine.Value) ([]engine.Value, error) {
	t, err := s.store.NewThread(f, args)
	if err != nil {
		return nil, err
	}
	switch stop := s.store.Resume(t); stop.Kind {
	case engine.StopTrap:
		return nil, stop.Trap
	case engine.StopExit:
		return nil, &engine.ExitError{Code: stop.Exit}
	}
	return t.Results(), nil
}

func unknownFunc(inst *engine.Instance, m loaded, name string) error {
	if ext, ok := inst.Export(name); ok {
		return usagef("the export %q of %s is a %s, not a function", name, m.path, kindOf(ext))
	}
	funcs := exportedFuncs(inst)
	msg := fmt.Sprintf("%s exports no function %q", m.path, name)
	if near := listing.Nearest(name, funcs); near != "" {
		msg += fmt.Sprintf("; did you mean %q?", near)
	} else if len(funcs) == 0 {
		msg += ", nor any other"
	}
	return usagef("%s", msg)
}

func kindOf(ext engine.Extern) wasm.ExternKind {
	switch ext.(type) {
	case *engine.Table:
		return wasm.ExternTable
	case *engine.Memory:
		return wasm.ExternMemory
	case *engine.Global:
		return wasm.ExternGlobal
	case *engine.Tag:
		return wasm.ExternTag
	}
	return wasm.ExternFunc
}
