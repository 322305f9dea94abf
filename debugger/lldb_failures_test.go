package debugger_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/value"
)

// The tests of this file are about what LLDB 22 gets wrong with WebAssembly.

const localsC = "debug/locals/locals.c"

// TestFramesOfRecursion shows the variables of each frame of a recursion, not those of the innermost one in all.
func TestFramesOfRecursion(t *testing.T) {
	p := newProgram(t, "debug/locals/locals_O0.wasm")
	p.start()
	p.breakAt(mark(t, localsC, "deep"))
	p.resume(debugger.ReasonBreakpoint)
	p.inspect(func(v *debugger.View, top *debugger.Frame) {
		for i := range 4 {
			f, err := v.Frame(top.Thread, i)
			if err != nil {
				t.Fatal(err)
			}
			level := 3 - i
			got := values(v, f)
			if got["level"] != fmt.Sprint(level) || got["mine"] != fmt.Sprint(level*level) {
				t.Errorf("frame %d: %v", i, got)
			}
		}
	})
}

// TestFinishRecursion finishes frames of a recursion: each stops in its caller, with what was returned.
func TestFinishRecursion(t *testing.T) {
	p := newProgram(t, "debug/locals/locals_O0.wasm")
	p.start()
	p.breakAt(mark(t, localsC, "deep"))
	p.resume(debugger.ReasonBreakpoint)
	for _, test := range []struct{ level, returned string }{{"2", "9"}, {"1", "13"}, {"0", "14"}} {
		if err := p.Step(debugger.StepSpec{Kind: debugger.StepOut}); err != nil {
			t.Fatal(err)
		}
		stop := p.wait(debugger.ReasonStep)
		p.inspect(func(v *debugger.View, top *debugger.Frame) {
			if got := values(v, top)["level"]; got != test.level {
				t.Errorf("finished in level %s, want %s", got, test.level)
			}
			if r := stop.Returned; r == nil || r.Value == nil || (&value.Printer{}).Text(*r.Value) != test.returned {
				t.Errorf("returned %+v, want %s", r, test.returned)
			}
		})
	}
}

// TestFunctionBreakpointsAreHit sets a breakpoint in each function, by name or index, and another one at its first instruction: both are hit equally often.
func TestFunctionBreakpointsAreHit(t *testing.T) {
	modules, err := filepath.Glob(filepath.Join("..", "testdata", "debug", "*", "*_O*.wasm"))
	if err != nil || len(modules) == 0 {
		t.Fatal(err)
	}
	for _, path := range modules {
		name := filepath.Base(path)
		if strings.HasPrefix(name, "wait") {
			continue // does not end
		}
		t.Run(name, func(t *testing.T) {
			rel, _ := filepath.Rel(filepath.Join("..", "testdata"), path)
			p := newProgram(t, rel)
			p.stdin = strings.NewReader("x")
			p.start()
			type pair struct{ named, first int }
			var pairs []pair
			var places []debugger.Site
			if err := p.Inspect(func(v *debugger.View) error {
				m := v.Instances()[0].Module
				for f := len(m.ImportedFuncs); f < m.NumFuncs(); f++ {
					sites, err := v.Locate(fmt.Sprintf("func[%d]", f), nil)
					if err != nil {
						return err
					}
					places = append(places, sites[0])
				}
				return nil
			}); err != nil {
				t.Fatal(err)
			}
			const never = "< 1" // it counts and does not stop
			for _, site := range places {
				named, err := p.AddBreakpoint(debugger.BreakpointSpec{Location: fmt.Sprintf("func[%d]", site.Place.Func), HitCondition: never})
				if err != nil {
					t.Fatal(err)
				}
				first, err := p.AddBreakpoint(debugger.BreakpointSpec{Location: p.firstInstr(site.Place), HitCondition: never})
				if err != nil {
					t.Fatal(err)
				}
				pairs = append(pairs, pair{named.ID, first.ID})
			}
			if err := p.Continue(); err != nil {
				t.Fatal(err)
			}
			if stop, err := p.Wait(t.Context()); err != nil || !stop.Ended {
				t.Fatalf("%+v, %v", stop, err)
			}
			hits := map[int]uint64{}
			for _, b := range p.Breakpoints() {
				hits[b.ID] = b.Hits
			}
			for i, pr := range pairs {
				if hits[pr.named] != hits[pr.first] {
					t.Errorf("%s: stopped %d times in %d calls", places[i].Func, hits[pr.named], hits[pr.first])
				}
			}
		})
	}
}

// firstInstr returns the location of a function's first instruction.
func (p *program) firstInstr(at target.Place) (location string) {
	p.t.Helper()
	err := p.Inspect(func(v *debugger.View) error {
		inst, _ := v.Instance(at.Instance)
		body, _ := inst.Module.Body(at.Func)
		for off := body.Start; off < body.End; off++ {
			location = fmt.Sprintf("*0x%x", off)
			if _, err := v.Locate(location, nil); err == nil {
				return nil
			}
		}
		return fmt.Errorf("no instruction")
	})
	if err != nil {
		p.t.Fatal(err)
	}
	return location
}

// TestVariablesOnOperandStack shows variables that live on the operand stack of WebAssembly, instruction by instruction.
func TestVariablesOnOperandStack(t *testing.T) {
	found := 0
	for _, module := range []string{"debug/locals/locals_O2.wasm", "debug/steps/recursion_O2.wasm", "debug/steps/loops_O2.wasm", "debug/steps/flow_O2.wasm"} {
		p := newProgram(t, module)
		p.start()
		p.breakAt("main")
		p.resume(debugger.ReasonBreakpoint)
		for range 600 {
			p.inspect(func(v *debugger.View, top *debugger.Frame) { found += onStack(t, v, top) })
			if err := p.Step(debugger.StepSpec{Kind: debugger.StepInto, Granularity: debugger.ByInstruction}); err != nil {
				t.Fatal(err)
			}
			if stop, err := p.Wait(t.Context()); err != nil || stop.Ended {
				break
			}
		}
	}
	if found == 0 {
		t.Error("no variable was on the operand stack: the test shows nothing")
	}
}

// onStack returns how many variables of a frame are on the operand stack; each has to be the operand.
func onStack(t *testing.T, v *debugger.View, f *debugger.Frame) (n int) {
	if f.Scope == nil {
		return 0
	}
	vars, _ := f.Scope.Variables()
	operands, _ := v.Target().Operands(f.Thread, f.Physical.Depth)
	for _, variable := range vars {
		if variable.Locator == nil {
			continue
		}
		loc, err := variable.Locator.Locate(v.Context(f).Machine)
		if err != nil || len(loc.Pieces) != 1 || loc.Pieces[0].Kind != symbols.InOperand {
			continue
		}
		n++
		got, err := value.Of(v.Context(f), variable).Uint()
		if i := int(loc.Pieces[0].Index); err != nil || i >= len(operands) || uint32(got) != uint32(operands[i].Lo) {
			t.Errorf("%s is %d (%v), operand %d of %v", variable.Name, got, err, i, operands)
		}
	}
	return n
}

// TestGlobalsAndThreadLocals reads variables outside of functions, and those of a thread.
func TestGlobalsAndThreadLocals(t *testing.T) {
	p := newProgram(t, "debug/locals/locals_O0.wasm")
	p.start()
	p.breakAt(mark(t, localsC, "end"))
	p.resume(debugger.ReasonBreakpoint)
	p.inspect(func(v *debugger.View, top *debugger.Frame) {
		for text, want := range map[string]string{
			"global": "11", "hidden": "12", "per_thread": "14", "pairs[1]": "{first = 2, second = 500}", "pairs[2].second": "30",
			"global + hidden": "23", "r": "14",
		} {
			if got := evaluated(v, top, text); got != want {
				t.Errorf("%s is %s, want %s", text, got, want)
			}
		}
	})
}

// TestErrorsKeepSession evaluates nonsense; the session goes on.
func TestErrorsKeepSession(t *testing.T) {
	p := newProgram(t, "debug/locals/locals_O0.wasm")
	p.start()
	p.breakAt(mark(t, localsC, "inner"))
	p.resume(debugger.ReasonBreakpoint)
	p.inspect(func(v *debugger.View, top *debugger.Frame) {
		for _, text := range []string{"", "x +", "nothing", "*x", "*(int *)0", "*(int *)0xffffffff", "x.y", "pairs[99999999]", "f(", "1/0", "((((", "global(", "x ? : 1"} {
			if got := evaluated(v, top, text); !strings.HasPrefix(got, "error: ") && !strings.Contains(got, "<") {
				t.Errorf("%q is %s", text, got)
			}
		}
		if got := evaluated(v, top, "x"); got != "10" {
			t.Errorf("x is %s: the inner one hides the outer", got)
		}
	})
	p.resume(debugger.ReasonExit)
}

// TestRustEnum shows the variant that a Rust enum has, and no other.
func TestRustEnum(t *testing.T) {
	p := newProgram(t, "symbols/rust/values_O0.wasm")
	p.start()
	p.breakAt(mark(t, "symbols/rust/values.rs", "enums"))
	p.resume(debugger.ReasonBreakpoint)
	p.inspect(func(v *debugger.View, top *debugger.Frame) {
		if got := evaluated(v, top, "circle"); got != "Circle(2.5)" {
			t.Errorf("circle is %s", got)
		}
		if got := evaluated(v, top, "some"); got != "Some(7)" {
			t.Errorf("some is %s", got)
		}
	})
}

// TestGoProgram debugs a Go program: functions, stacks, instructions; what is not known is said.
func TestGoProgram(t *testing.T) {
	p := newProgram(t, "programs/go/library/main.wasm")
	p.start()
	b := p.breakAt("main.main")
	if len(b.Sites) != 1 {
		t.Fatalf("%+v", b)
	}
	p.resume(debugger.ReasonBreakpoint)
	p.inspect(func(v *debugger.View, top *debugger.Frame) {
		if top.Func == nil || top.Func.Name != "main.main" {
			t.Errorf("%+v", top.Func)
		}
		got := evaluated(v, top, "x")
		if !strings.HasPrefix(got, "error: ") {
			t.Errorf("x is %s", got)
		}
		if got := evaluated(v, top, "$local0"); strings.HasPrefix(got, "error: ") {
			t.Errorf("$local0: %s", got)
		}
	})
	for range 50 {
		if err := p.Step(debugger.StepSpec{Kind: debugger.StepInto, Granularity: debugger.ByInstruction}); err != nil {
			t.Fatal(err)
		}
		p.wait(debugger.ReasonStep)
	}
}
