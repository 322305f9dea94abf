package debugger_test

import (
	"testing"

	"github.com/wdbg/wdbg/debugger"
)

// TestFunctionBreakpoint stops in main, where its variables are set up, and goes on to the end.
func TestFunctionBreakpoint(t *testing.T) {
	for _, path := range []string{"symbols/c/values_O0_v5.wasm", "symbols/cpp/values_O0_v5.wasm", "programs/rust/library/main_O0.wasm"} {
		t.Run(path, func(t *testing.T) {
			p := newProgram(t, path)
			p.start()
			b := p.breakAt("main")
			if len(b.Sites) != 1 {
				t.Fatalf("main has %d sites: %+v", len(b.Sites), b.Sites)
			}
			stop := p.resume(debugger.ReasonBreakpoint)
			if len(stop.Breakpoints) != 1 || stop.Breakpoints[0] != b.ID {
				t.Errorf("breakpoints %v were hit, want %d", stop.Breakpoints, b.ID)
			}
			p.inspect(func(v *debugger.View, top *debugger.Frame) {
				if top.Func == nil || top.Func.Name != "main" || top.Pos.Line == 0 {
					t.Errorf("stopped in %+v at line %d", top.Func, top.Pos.Line)
				}
			})
			p.resume(debugger.ReasonExit)
			if n := p.Breakpoints()[0].Hits; n != 1 {
				t.Errorf("%d hits", n)
			}
		})
	}
}

// TestRestart starts a program again after its end: breakpoints stay.
func TestRestart(t *testing.T) {
	p := newProgram(t, "symbols/c/values_O0_v5.wasm")
	b, err := p.AddBreakpoint(debugger.BreakpointSpec{Location: "main"})
	if err != nil || !b.Pending {
		t.Fatalf("a breakpoint before the program is started: %+v, %v", b, err)
	}
	p.start()
	for range 3 {
		p.resume(debugger.ReasonBreakpoint)
		p.resume(debugger.ReasonExit)
		if err := p.Restart(true); err != nil {
			t.Fatal(err)
		}
		p.wait(debugger.ReasonEntry)
	}
}
