package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/engine"
	"github.com/wdbg/wdbg/engine/interp"
	"github.com/wdbg/wdbg/engine/wasi"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/symbols/load"
	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/target/local"
	"github.com/wdbg/wdbg/wasm"
)

// program is a WASI program.
type program struct {
	path  string
	args  []string
	clock clock
}

// plain runs the program without a debugger and returns how long _start took.
func (p *program) plain() (time.Duration, error) {
	store, inst, sys, err := p.load()
	if err != nil {
		return 0, err
	}
	defer store.Close()
	defer sys.Close()
	start, _ := inst.ExportedFunc("_start")
	began := p.clock.start()
	_, err = store.Invoke(start)
	took := p.clock() - began
	if exit, ok := err.(*engine.ExitError); ok && exit.Code == 0 {
		err = nil
	}
	return took, err
}

func (p *program) load() (*engine.Store, *engine.Instance, *wasi.System, error) {
	store, sys, m, err := p.prepare()
	if err != nil {
		return nil, nil, nil, err
	}
	inst, err := store.Instantiate(m, "program", sys.Resolver(store))
	return store, inst, sys, err
}

func (p *program) prepare() (*engine.Store, *wasi.System, *wasm.Module, error) {
	file, err := os.ReadFile(p.path)
	if err != nil {
		return nil, nil, nil, err
	}
	m, err := wasm.Decode(file)
	if err != nil {
		return nil, nil, nil, fmt.Errorf("%s: %w", p.path, err)
	}
	sys, err := wasi.New(wasi.Config{Args: append([]string{"program"}, p.args...)})
	return engine.NewStore(engine.Config{Tier: interp.New()}), sys, m, err
}

// launch makes the program a target.
func (p *program) launch() (*target.Target, error) {
	store, sys, m, err := p.prepare()
	if err != nil {
		return nil, err
	}
	var inst *engine.Instance
	steps := 0
	return local.New(local.Config{
		Store: store, Pause: sys.Pause, Close: sys.Close,
		Next: func() (local.Step, error) {
			switch steps++; steps {
			case 1:
				return local.Step{Module: m, Name: "program", Path: p.path, Resolve: sys.Resolver(store),
					Linked: func(i *engine.Instance) error { inst = i; return nil }}, nil
			case 2:
				f, _ := inst.ExportedFunc("_start")
				return local.Step{Call: f}, nil
			}
			return local.Step{}, io.EOF
		},
	}), nil
}

// debugged is a program in a session that stands at its entry.
type debugged struct {
	*debugger.Session
	clock clock
}

func (p *program) debug() (*debugged, error) {
	d := &debugged{clock: p.clock, Session: debugger.New(debugger.Config{
		Launch: p.launch,
		Symbols: func(i target.Instance) (*symbols.Table, []error) {
			l := load.Attach(i.Module, i.Path, load.Options{})
			return l.Table, nil
		},
	})}
	if err := d.Start(true); err != nil {
		return nil, err
	}
	_, err := d.stopped(debugger.ReasonEntry)
	return d, err
}

// stopped waits for a stop for a reason.
func (d *debugged) stopped(want debugger.Reason) (*debugger.Stop, error) {
	stop, err := d.Wait(context.Background())
	if err == nil && stop.Reason != want {
		err = fmt.Errorf("the program stopped for %v, not %v: %s", stop.Reason, want, stop.Text)
	}
	return stop, err
}

// timed continues the program and returns how long it ran until it stopped for a reason.
func (d *debugged) timed(want debugger.Reason) (time.Duration, error) {
	began := d.clock.start()
	if err := d.Continue(); err != nil {
		return 0, err
	}
	_, err := d.stopped(want)
	return d.clock() - began, err
}

// breakAt sets a breakpoint.
func (d *debugged) breakAt(spec debugger.BreakpointSpec) error {
	_, err := d.AddBreakpoint(spec)
	return err
}
