// Package debuggee makes debug sessions of fixture programs, for tests of what is above the debugger.
package debuggee

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"runtime"
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
	"github.com/wdbg/wdbg/value"
	"github.com/wdbg/wdbg/wasm"
)

// Program is a fixture program.
type Program struct {
	// Path is its module, below testdata, or an absolute path.
	Path string
	// Entry is the function to call, with 5 for each parameter; "" is _start.
	Entry string
	Args  []string
	Stdin io.Reader
	// Out takes what it writes; nil: Output returns it. Err takes what it writes to its standard error; nil: as Out.
	Out, Err io.Writer
	// Formatters are those of its language; nil are none.
	Formatters value.Formatters
	// Notify is told of the session's events.
	Notify func(debugger.Event)
	// Guard is deferred in its goroutines.
	Guard func()
	// MaxMemory bounds what it may allocate; 0 is 1 GiB.
	MaxMemory uint64

	mu  sync.Mutex
	out bytes.Buffer
}

// Session returns a new session of the program, which has not been started. It is closed when the test ends.
func (p *Program) Session(tb testing.TB) *debugger.Session {
	tb.Helper()
	s := debugger.New(debugger.Config{
		Launch: p.Launch,
		Entry:  p.Entry,
		Notify: p.Notify,
		Guard:  p.Guard,
		Symbols: func(i target.Instance) (*symbols.Table, []error) {
			m := load.Attach(i.Module, i.Path, load.Options{})
			return m.Table, m.Notes
		},
		Formatters: func(*wasm.Module) value.Formatters { return p.Formatters },
	})
	tb.Cleanup(func() { _ = s.Close() })
	return s
}

// Root returns the folder of the fixtures.
func Root() string {
	_, file, _, _ := runtime.Caller(0)
	return filepath.Join(filepath.Dir(file), "..", "..", "testdata")
}

// File returns the path of the program's module.
func (p *Program) File() string {
	if filepath.IsAbs(p.Path) {
		return p.Path
	}
	return filepath.Join(Root(), filepath.FromSlash(p.Path))
}

// Write takes output of the program.
func (p *Program) Write(b []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.out.Write(b)
}

// Output returns what the program has written.
func (p *Program) Output() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.out.String()
}

// Launch makes the program a target; nothing of it has run.
func (p *Program) Launch() (*target.Target, error) {
	file, err := os.ReadFile(p.File())
	if err != nil {
		return nil, err
	}
	m, err := wasm.Decode(file)
	if err != nil {
		return nil, err
	}
	out := p.Out
	if out == nil {
		out = p
	}
	errors := p.Err
	if errors == nil {
		errors = out
	}
	sys, err := wasi.New(wasi.Config{Args: append([]string{"program"}, p.Args...), Stdin: p.Stdin, Stdout: out, Stderr: errors})
	if err != nil {
		return nil, err
	}
	memory := p.MaxMemory
	if memory == 0 {
		memory = 1 << 30
	}
	store := engine.NewStore(engine.Config{Tier: interp.New(), MaxMemory: memory})
	run := &run{p: p, store: store, module: m, sys: sys}
	return local.New(local.Config{Store: store, Next: run.next, Pause: sys.Pause, Close: sys.Close}), nil
}

// run is what a program does.
type run struct {
	p      *Program
	store  *engine.Store
	module *wasm.Module
	sys    *wasi.System
	inst   *engine.Instance
	steps  int
}

func (r *run) next() (local.Step, error) {
	switch r.steps++; r.steps {
	case 1:
		return local.Step{Module: r.module, Name: "program", Path: r.p.File(), Resolve: r.resolver(),
			Linked: func(i *engine.Instance) error { r.inst = i; return nil }}, nil
	case 2:
		name := r.p.Entry
		if name == "" {
			name = "_start"
		}
		f, ok := r.inst.ExportedFunc(name)
		if !ok {
			return local.Step{}, io.EOF
		}
		args := make([]engine.Value, len(f.FuncType.Params))
		for i, t := range f.FuncType.Params {
			args[i] = engine.Value{Type: t, Lo: 5}
		}
		return local.Step{Call: f, Args: args}, nil
	}
	return local.Step{}, io.EOF
}

// resolver provides WASI, and the memory that programs with threads import.
func (r *run) resolver() engine.Resolver {
	system := r.sys.Resolver(r.store)
	return func(module, name string) (engine.Extern, bool) {
		if ext, ok := system(module, name); ok {
			return ext, true
		}
		for i := range r.module.Imports {
			if imp := &r.module.Imports[i]; imp.Kind == wasm.ExternMemory && imp.Module == module && imp.Name == name {
				mem, err := r.store.NewMemory(imp.Memory)
				return mem, err == nil
			}
		}
		return nil, false
	}
}
