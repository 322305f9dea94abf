package debugger_test

import (
	"testing"

	"github.com/wdbg/wdbg/debugger"
)

// TestCatchThrow stops where exceptions are thrown.
func TestCatchThrow(t *testing.T) {
	p := newProgram(t, "debug/steps/exceptions_O0.wasm")
	p.start()
	c, err := p.AddCatchpoint(debugger.CatchSpec{Kind: debugger.CatchThrow})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.AddCatchpoint(debugger.CatchSpec{Kind: debugger.CatchUncaught}); err != nil {
		t.Fatal(err)
	}
	n := 0
	for ; ; n++ {
		if err := p.Continue(); err != nil {
			t.Fatal(err)
		}
		stop, err := p.Wait(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if stop.Reason == debugger.ReasonExit {
			break
		}
		if stop.Reason != debugger.ReasonException || stop.Throw == nil || !stop.Throw.Caught || len(stop.Throw.Exception.Values) != 1 {
			t.Fatalf("%+v %+v", stop, stop.Throw)
		}
		if len(stop.Breakpoints) != 1 || stop.Breakpoints[0] != c.ID {
			t.Errorf("%v", stop.Breakpoints)
		}
	}
	if n < 3 { // thrown twice, thrown again once; cleaning up throws again too
		t.Errorf("%d exceptions", n)
	}
}

// TestCatchHost stops before functions of the host are called.
func TestCatchHost(t *testing.T) {
	p := newProgram(t, "debug/kitchen/calc_O0.wasm")
	p.start()
	c, err := p.AddCatchpoint(debugger.CatchSpec{Kind: debugger.CatchHost, Pattern: "fd_write", Temporary: true})
	if err != nil {
		t.Fatal(err)
	}
	stop := p.resume(debugger.ReasonHostCall)
	if stop.HostCall == nil || stop.HostCall.Name != "fd_write" || len(p.out.String()) != 0 {
		t.Errorf("%+v", stop)
	}
	p.resume(debugger.ReasonExit)
	for _, o := range p.Catchpoints() {
		if o.ID == c.ID {
			t.Error("the temporary catchpoint is still there")
		}
	}
	if p.out.String() != "let x = 3; x * (x + 1) = 12\n" {
		t.Errorf("%q", p.out.String())
	}
}

// TestCatchTrap counts traps, which stop anyhow; the program can be inspected afterwards, and started again.
func TestCatchTrap(t *testing.T) {
	p := newProgram(t, "debug/steps/trap_O0.wasm")
	p.start()
	c, err := p.AddCatchpoint(debugger.CatchSpec{Kind: debugger.CatchTrap, Pattern: "integer*"})
	if err != nil {
		t.Fatal(err)
	}
	stop := p.resume(debugger.ReasonTrap)
	if stop.Trap.Kind != "integer divide by zero" || len(stop.Breakpoints) != 1 || stop.Breakpoints[0] != c.ID {
		t.Errorf("%+v", stop)
	}
	p.inspect(func(v *debugger.View, top *debugger.Frame) {
		if top.Func.Name != "quotient" || values(v, top)["b"] != "0" {
			t.Errorf("%s %v", top.Func.Name, values(v, top))
		}
	})
	if err := p.Continue(); err != debugger.ErrEnded {
		t.Errorf("continue after a trap: %v", err)
	}
	if err := p.Restart(true); err != nil {
		t.Fatal(err)
	}
	p.wait(debugger.ReasonEntry)
	p.resume(debugger.ReasonTrap)
}

// TestCatchLoad stops when the module was loaded, before anything of it runs.
func TestCatchLoad(t *testing.T) {
	p := newProgram(t, recursion)
	if _, err := p.AddCatchpoint(debugger.CatchSpec{Kind: debugger.CatchLoad, Pattern: "prog*"}); err != nil {
		t.Fatal(err)
	}
	if err := p.Start(true); err != nil {
		t.Fatal(err)
	}
	p.wait(debugger.ReasonLoad)
	if _, err := p.AddCatchpoint(debugger.CatchSpec{Kind: debugger.CatchLoad, Pattern: "["}); err == nil {
		t.Error("a pattern that cannot be read is taken")
	}
	p.resume(debugger.ReasonExit)
}
