package debugger_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/value"
)

// TestReturned steps out of functions and looks at what they returned.
func TestReturned(t *testing.T) {
	for _, tt := range []struct{ module, function, want string }{
		{"recursion_O0", "depth", "100"},
		{"recursion_O0", "is_even", "0"},
		{"classes_O0", "Counter::value", "2"},
		{"classes_O0", "largest<double>", "2.5"},
		{"classes_O0", "Vec::operator+", "{x = 4, y = 6}"},
		{"classes_O0", "Vec::operator[]", "6"},
		{"classes_O0", "Counter::Counter", "nothing"},
		{"exceptions_O0", "thrower", "1"},
		{"tails_O2", "even", "15"},
	} {
		t.Run(tt.module+" "+tt.function, func(t *testing.T) {
			p := atFunc(t, "debug/steps/"+tt.module+".wasm", tt.function)
			stop := p.step(debugger.StepSpec{Kind: debugger.StepOut})
			if stop.Returned == nil {
				t.Fatalf("the stop has no result: %+v", stop)
			}
			if got := p.text(stop.Returned); got != tt.want {
				t.Errorf("%s returned %s, want %s", stop.Returned.Func, got, tt.want)
			}
		})
	}
}

// text returns what a function returned as text.
func (p *program) text(r *debugger.Returned) (text string) {
	p.inspect(func(*debugger.View, *debugger.Frame) {
		switch {
		case r.Why != "":
			text = r.Why
		case r.Value != nil:
			text = (&value.Printer{}).Text(*r.Value)
		default:
			text = fmt.Sprint(r.Words)
		}
	})
	return text
}

// TestStepTargets lists the calls of statements.
func TestStepTargets(t *testing.T) {
	for _, tt := range []struct{ module, source, mark, want string }{
		{"flow_O0", "flow.c", "nest", "twice plus_one add"},
		{"flow_O0", "flow.c", "apply", "(through a pointer)"},
		{"flow_O0", "flow.c", "add", ""},
		{"inlined_O0", "inlined.c", "call", "sum_squares"},
		{"inlined_O0", "inlined.c", "left", "square"},
		{"recursion_O0", "recursion.c", "back", ""},
	} {
		t.Run(tt.source+" "+tt.mark, func(t *testing.T) {
			p := atMark(t, "debug/steps/"+tt.module+".wasm", "debug/steps/"+tt.source, tt.mark, 1)
			p.inspect(func(v *debugger.View, top *debugger.Frame) {
				list, err := v.StepTargets(top)
				if err != nil {
					t.Fatal(err)
				}
				var names []string
				for _, target := range list {
					names = append(names, target.Name)
				}
				if got := strings.Join(names, " "); got != tt.want {
					t.Errorf("the calls are %q, want %q", got, tt.want)
				}
			})
		})
	}
}

// TestSkip steps over functions that are skipped, and into them when they are not any more.
func TestSkip(t *testing.T) {
	lines := markers(t, "debug/steps/flow.c")
	p := atFunc(t, "debug/steps/flow_O0.wasm", "main")
	if !slices.ContainsFunc(p.Skips(), func(sk debugger.Skip) bool { return sk.Function == "std::*" }) {
		t.Errorf("std is not skipped: %v", p.Skips())
	}
	if _, err := p.AddSkip(debugger.Skip{}); err == nil {
		t.Error("a skip of nothing is accepted")
	}
	skip, err := p.AddSkip(debugger.Skip{Function: "tw*e", File: "*flow.c"})
	if err != nil {
		t.Fatal(err)
	}
	check := func(want string) {
		t.Helper()
		if got := p.place(p.step(debugger.StepSpec{})); got != spot(t, lines, want) {
			t.Errorf("the step stops at %s, want %s", got, want)
		}
	}
	check("plus_one@plus")
	check("add@add")
	if err := p.EnableSkip(skip.ID, false); err != nil {
		t.Fatal(err)
	}
	check("add@add+1")
	check("main@nest+1")
	check("apply@apply")
	check("twice@twice")
	if err := p.RemoveSkip(skip.ID); err != nil {
		t.Fatal(err)
	}
	if err := p.RemoveSkip(skip.ID); err == nil {
		t.Error("a skip can be removed twice")
	}
}

// TestStepOuterFrame steps frames that wait for a call to return.
func TestStepOuterFrame(t *testing.T) {
	lines := markers(t, "debug/steps/recursion.c")
	for _, tt := range []struct {
		kind   debugger.StepKind
		number int
		want   string
	}{
		{debugger.StepOver, 1, "depth@back"},
		{debugger.StepOver, 5, "main@end"},
		{debugger.StepUntil, 2, "depth@back"},
		{debugger.StepOut, 4, "main@end-1"},
		{debugger.StepOut, 1, "depth@back-1"},
	} {
		p := atMark(t, "debug/steps/recursion_O0.wasm", "debug/steps/recursion.c", "deep", 1)
		var id debugger.FrameID
		p.inspect(func(v *debugger.View, top *debugger.Frame) {
			f, err := v.Frame(top.Thread, tt.number)
			if err != nil {
				t.Fatal(err)
			}
			id = v.ID(f)
		})
		if got := p.place(p.step(debugger.StepSpec{Kind: tt.kind, Frame: &id})); got != spot(t, lines, tt.want) {
			t.Errorf("step %d of frame %d stops at %s, want %s", tt.kind, tt.number, got, tt.want)
		}
		after := debugger.FrameID{}
		p.inspect(func(v *debugger.View, top *debugger.Frame) { after = v.ID(top) })
		if tt.kind != debugger.StepOut && after != id {
			t.Errorf("step %d of frame %d: it stops in the frame %+v, want %+v", tt.kind, tt.number, after, id)
		}
		if err := p.Step(debugger.StepSpec{Frame: &debugger.FrameID{Thread: id.Thread, Depth: 1000}}); err == nil {
			t.Error("a frame that does not exist can be stepped")
		}
	}
}

// TestStepAfterTheEnd steps a program that has trapped.
func TestStepAfterTheEnd(t *testing.T) {
	p := atFunc(t, "debug/steps/trap_O0.wasm", "quotient")
	p.step(debugger.StepSpec{Kind: debugger.StepOver})
	if err := p.Step(debugger.StepSpec{}); !errors.Is(err, debugger.ErrEnded) {
		t.Errorf("a step of a program that has trapped: %v", err)
	}
}

// TestStepInterrupted interrupts a step over a call that does not return, and steps on from wherever that is.
func TestStepInterrupted(t *testing.T) {
	p := newProgram(t, "debug/wait/wait_O0.wasm")
	p.args = []string{"loop"}
	p.start()
	mark := markers(t, "debug/wait/wait.c")["spin"]
	b := p.breakAt(fmt.Sprintf("wait.c:%d", mark))
	p.resume(debugger.ReasonBreakpoint)
	if err := p.RemoveBreakpoint(b.ID); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		// The function never returns.
		if err := p.Step(debugger.StepSpec{Kind: debugger.StepOut}); err != nil {
			t.Fatal(err)
		}
		if err := p.Interrupt(); err != nil {
			t.Fatal(err)
		}
		p.wait(debugger.ReasonPause)
		before := p.standing()
		for range 4 {
			p.checked(debugger.StepSpec{Kind: debugger.StepOver}, &before)
		}
		if got := p.place(&debugger.Stop{Reason: debugger.ReasonStep}); !strings.HasPrefix(got, "spin:") {
			t.Errorf("it is at %s", got)
		}
	}
}

// checked takes a step and checks what holds after each.
func (p *program) checked(spec debugger.StepSpec, before *standing) {
	p.t.Helper()
	stop := p.step(spec)
	after := p.standing()
	checkStep(p.t, spec, *before, after, stop.Text)
	*before = after
}

// TestBreakpointBeforeInlinedCall stops in a function that begins with the code of a call inlined into it: before the call, which can be
// stepped into or over.
func TestBreakpointBeforeInlinedCall(t *testing.T) {
	lines := markers(t, "debug/steps/inlined.c")
	for _, tt := range []struct {
		function, at string
		step, to     string
	}{
		{"main", "main@end-2", "step", "square@square+1"},
		{"square", "square@square+1", "next", "main@end-3"},
	} {
		p := atFunc(t, "debug/steps/inlined_O2.wasm", tt.function)
		if got, want := p.place(&debugger.Stop{Reason: debugger.ReasonBreakpoint}), spot(t, lines, tt.at); got != want {
			t.Errorf("a breakpoint at %s stops at %s, want %s", tt.function, got, want)
		}
		if got, want := p.place(p.step(stepOf(t, tt.step))), spot(t, lines, tt.to); got != want {
			t.Errorf("%s from the breakpoint at %s stops at %s, want %s", tt.step, tt.function, got, want)
		}
	}
}

// TestStepThread steps in one thread of several: the others run meanwhile, and stop nothing.
func TestStepThread(t *testing.T) {
	const module = "programs/c/threads/main.wasm"
	end, output := undisturbed(t, module)
	for seed := range uint64(3) {
		p := newProgram(t, module)
		p.start()
		b := p.breakAt("count_rounds")
		stop := p.resume(debugger.ReasonBreakpoint)
		if err := p.RemoveBreakpoint(b.ID); err != nil {
			t.Fatal(err)
		}
		thread := stop.Thread
		var got *debugger.Stop
		for n := 0; n < 30 && got == nil; n++ {
			before := p.standing()
			spec := debugger.StepSpec{Kind: []debugger.StepKind{debugger.StepInto, debugger.StepOver, debugger.StepUntil}[seed]}
			stop := p.step(spec)
			if stop.Ended {
				got = stop
				break
			}
			if stop.Thread != thread {
				t.Fatalf("a step of thread %d ends in thread %d", thread, stop.Thread)
			}
			checkStep(t, spec, before, p.standing(), stop.Text)
		}
		if got == nil {
			got = p.wander(rand.New(rand.NewPCG(seed, 3)), 60)
		}
		if got.Reason != end.Reason || got.Exit != end.Exit || p.output() != output {
			t.Errorf("it ended with %v, status %d and the output %q", got.Reason, got.Exit, p.output())
		}
	}
}

// TestStepSourceMap steps by the lines of a source map, over the library.
func TestStepSourceMap(t *testing.T) {
	const source = "debug/assemblyscript/queue.ts"
	lines := markers(t, source)
	p := atMark(t, "debug/assemblyscript/queue_O0.wasm", source, "insert", 1)
	for range 6 {
		stop := p.step(debugger.StepSpec{})
		if at := p.place(stop); !strings.HasPrefix(at, "queue/") {
			t.Fatalf("a step stops at %s", at)
		}
	}
	p = atMark(t, "debug/assemblyscript/queue_O0.wasm", source, "fibonacci", 1)
	for _, want := range []string{"queue/fibonacci@fibonacci+1", "queue/run@end"} {
		if got := p.place(p.step(debugger.StepSpec{Kind: debugger.StepOver})); got != spot(t, lines, want) {
			t.Errorf("a step stops at %s, want %s", got, want)
		}
	}
}
