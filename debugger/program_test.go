package debugger_test

import (
	"bytes"
	"context"
	"io"
	"sync"
	"testing"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/internal/debuggee"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/symbols/load"
	"github.com/wdbg/wdbg/target"
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
	p := &program{t: t, path: path}
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
	d := debuggee.Program{Path: p.path, Entry: p.entry, Args: p.args, Stdin: p.stdin, Out: p}
	return d.Launch()
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

// goOn continues the program until it stops for any reason.
func (p *program) goOn() *debugger.Stop {
	p.t.Helper()
	if err := p.Continue(); err != nil {
		p.t.Fatal(err)
	}
	stop, err := p.Wait(context.Background())
	if err != nil {
		p.t.Fatal(err)
	}
	return stop
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
