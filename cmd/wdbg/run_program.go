package main

import (
	"fmt"
	"io"

	"github.com/wdbg/wdbg/engine"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/target/local"
)

// program is what there is to run of a session's modules, the last of which is the program's own: each is instantiated and made ready, then
// something of the program's own is called.
type program struct {
	*session
	linker linker
	left   []loaded // modules that have not been instantiated
	m      loaded   // the module that the last step was about
	calls  []local.Step
}

func (s *session) newProgram() *program {
	p := &program{session: s, left: s.modules}
	p.linker = linker{session: s, wasi: s.sys.Resolver(s.store), linked: map[string]*engine.Instance{}}
	return p
}

// next returns the next step; io.EOF after the last one.
func (p *program) next() (local.Step, error) {
	if len(p.calls) > 0 {
		call := p.calls[0]
		p.calls = p.calls[1:]
		return call, nil
	}
	if len(p.left) == 0 {
		return local.Step{}, io.EOF
	}
	p.m, p.left = p.left[0], p.left[1:]
	m := p.m
	return local.Step{Module: m.module, Name: m.name, Path: m.path, Resolve: p.linker.resolver(m),
		Linked: func(inst *engine.Instance) error { return p.linked(inst, m) }}, nil
}

// linked plans what is called in an instance that was made.
func (p *program) linked(inst *engine.Instance, m loaded) error {
	if len(p.left) > 0 {
		p.linker.linked[m.name] = inst
		return p.initialise(inst)
	}
	if p.invoke != "" {
		return p.callFunc(inst, m)
	}
	if start, ok := inst.ExportedFunc("_start"); ok {
		if len(start.FuncType.Params) > 0 {
			return fmt.Errorf("_start is of type %v, it must take no arguments", start.FuncType)
		}
		p.calls = append(p.calls, local.Step{Call: start})
		return nil
	}
	if _, ok := inst.ExportedFunc("_initialize"); ok {
		return p.initialise(inst)
	}
	if m.module.HasStart {
		return nil // the start function is all there is
	}
	return nothingToRun(inst, m)
}

// initialise plans to call the function that makes a reactor ready, if there is one.
func (p *program) initialise(inst *engine.Instance) error {
	f, ok := inst.ExportedFunc("_initialize")
	if !ok {
		return nil
	}
	if len(f.FuncType.Params) > 0 {
		return fmt.Errorf("_initialize is of type %v, it must take no arguments", f.FuncType)
	}
	p.calls = append(p.calls, local.Step{Call: f})
	return nil
}

// callFunc plans to call the function given by --invoke and to print its results.
func (p *program) callFunc(inst *engine.Instance, m loaded) error {
	f, ok := inst.ExportedFunc(p.invoke)
	if !ok {
		return unknownFunc(inst, m, p.invoke)
	}
	args, err := parseArgs(p.args, f.FuncType.Params)
	if err != nil {
		return usagef("%s%v: %w", symbols.Printable(p.invoke), f.FuncType, err)
	}
	if p.invoke != "_initialize" {
		if err := p.initialise(inst); err != nil {
			return err
		}
	}
	p.calls = append(p.calls, local.Step{Call: f, Args: args, Done: p.printResults})
	return nil
}

func (p *program) printResults(results []engine.Value) error {
	for _, v := range results {
		if _, err := fmt.Fprintln(p.stdout, v); err != nil {
			return err
		}
	}
	return nil
}
