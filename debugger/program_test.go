package debugger_test

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"sync"
	"testing"

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

// program is a program being debugged.
type program struct {
	t testing.TB
	*debugger.Session
	path  string
	entry string
	args  []string
	stdin io.Reader

	mu     sync.Mutex
	out    bytes.Buffer
	events []debugger.Event
}

// newProgram makes a session of a module of testdata, which has not been started.
func newProgram(t testing.TB, path string) *program {
	t.Helper()
	p := &program{t: t, path: filepath.Join("..", "testdata", filepath.FromSlash(path))}
	p.Session = debugger.New(debugger.Config{
		Launch: p.launch,
		Symbols: func(i target.Instance) (*symbols.Table, []error) {
			m := load.Attach(i.Module, i.Path, load.Options{})
			return m.Table, m.Notes
		},
		Notify: func(e debugger.Event) {
			p.mu.Lock()
			defer p.mu.Unlock()
			p.events = append(p.events, e)
		},
	})
	t.Cleanup(func() { _ = p.Close() })
	return p
}

// Write is the output of the program.
func (p *program) Write(b []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.out.Write(b)
}

func (p *program) launch() (*target.Target, error) {
	file, err := os.ReadFile(p.path)
	if err != nil {
		return nil, err
	}
	m, err := wasm.Decode(file)
	if err != nil {
		return nil, err
	}
	sys, err := wasi.New(wasi.Config{Args: append([]string{"program"}, p.args...), Stdin: p.stdin, Stdout: p, Stderr: p})
	if err != nil {
		return nil, err
	}
	store := engine.NewStore(engine.Config{Tier: interp.New(), MaxMemory: 1 << 30})
	var inst *engine.Instance
	steps := 0
	return local.New(local.Config{
		Store: store,
		Next: func() (local.Step, error) {
			switch steps++; steps {
			case 1:
				return local.Step{Module: m, Name: "program", Path: p.path, Resolve: withMemory(store, m, sys.Resolver(store)),
					Linked: func(i *engine.Instance) error { inst = i; return nil }}, nil
			case 2:
				name := "_start"
				if p.entry != "" {
					name = p.entry
				}
				f, ok := inst.ExportedFunc(name)
				if !ok {
					break
				}
				args := make([]engine.Value, len(f.FuncType.Params))
				for i, t := range f.FuncType.Params {
					args[i] = engine.Value{Type: t, Lo: 5}
				}
				return local.Step{Call: f, Args: args}, nil
			}
			return local.Step{}, io.EOF
		},
		Pause: sys.Pause,
		Close: sys.Close,
	}), nil
}

// withMemory adds the memory that programs with threads import.
func withMemory(store *engine.Store, m *wasm.Module, resolve engine.Resolver) engine.Resolver {
	return func(module, name string) (engine.Extern, bool) {
		if ext, ok := resolve(module, name); ok {
			return ext, true
		}
		for i := range m.Imports {
			if imp := &m.Imports[i]; imp.Module == module && imp.Name == name && imp.Kind == wasm.ExternMemory {
				mem, err := store.NewMemory(imp.Memory)
				return mem, err == nil
			}
		}
		return nil, false
	}
}

// start starts the program and waits for it to stop at its entry.
func (p *program) start() *debugger.Stop {
	p.t.Helper()
	if err := p.Start(true); err != nil {
		p.t.Fatal(err)
	}
	return p.wait(debugger.ReasonEntry)
}

// wait waits for the program to stop, for a reason.
func (p *program) wait(want debugger.Reason) *debugger.Stop {
	p.t.Helper()
	stop, err := p.Wait(context.Background())
	if err != nil {
		p.t.Fatal(err)
	}
	if stop.Reason != want {
		p.t.Fatalf("the program stopped for %v, want %v: %+v", stop.Reason, want, stop)
	}
	return stop
}

// resume continues the program until it stops for a reason.
func (p *program) resume(want debugger.Reason) *debugger.Stop {
	p.t.Helper()
	if err := p.Continue(); err != nil {
		p.t.Fatal(err)
	}
	return p.wait(want)
}

// inspect calls a function with what can be read of the program and its innermost frame.
func (p *program) inspect(f func(v *debugger.View, top *debugger.Frame)) {
	p.t.Helper()
	err := p.Inspect(func(v *debugger.View) error {
		t, _ := v.Thread()
		top, err := v.Frame(t, 0)
		if err != nil {
			return err
		}
		f(v, top)
		return nil
	})
	if err != nil {
		p.t.Fatal(err)
	}
}

// breakAt adds a breakpoint.
func (p *program) breakAt(location string) debugger.Breakpoint {
	p.t.Helper()
	b, err := p.AddBreakpoint(debugger.BreakpointSpec{Location: location})
	if err != nil {
		p.t.Fatal(err)
	}
	return b
}
