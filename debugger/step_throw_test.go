package debugger_test

import (
	"testing"

	"github.com/wdbg/wdbg/debugger"
)

// TestStepAtThrow steps where the program is about to throw, so that it does not stop for the exception once more: frames that it leaves,
// and frames that catch it.
func TestStepAtThrow(t *testing.T) {
	lines := markers(t, "debug/steps/exceptions.cpp")
	over := debugger.StepSpec{Kind: debugger.StepOver}
	for _, tt := range []struct {
		throw, frame int
		spec         debugger.StepSpec
		want         string
	}{
		{1, 0, over, "middle@normal+1"},
		{1, 1, over, "middle@normal+1"},
		{1, 2, over, "middle@normal+1"}, // it catches, to clean up
		{1, 1, debugger.StepSpec{Kind: debugger.StepInto}, "middle@normal+1"},
		{1, 1, debugger.StepSpec{Kind: debugger.StepOut}, "middle@normal+1"},
		{2, 0, over, "catches@caught-1"},
		{3, 2, over, "again@rethrow-2"},
		{3, 2, debugger.StepSpec{Kind: debugger.StepOver, Granularity: debugger.ByInstruction}, "again@rethrow-2"},
		{3, 3, over, "outer@outer-1"}, // what it waits for throws again
	} {
		p := newProgram(t, "debug/steps/exceptions_O0.wasm")
		p.start()
		c, err := p.AddCatchpoint(debugger.CatchSpec{Kind: debugger.CatchThrow})
		if err != nil {
			t.Fatal(err)
		}
		for range tt.throw {
			p.resume(debugger.ReasonException)
		}
		if err := p.RemoveBreakpoint(c.ID); err != nil {
			t.Fatal(err)
		}
		p.inspect(func(v *debugger.View, top *debugger.Frame) {
			f, err := v.Frame(top.Thread, tt.frame)
			if err != nil {
				t.Fatal(err)
			}
			id := v.ID(f)
			tt.spec.Frame = &id
		})
		if got := p.place(p.step(tt.spec)); got != spot(t, lines, tt.want) {
			t.Errorf("step %+v of frame %d at exception %d stops at %s, want %s", tt.spec, tt.frame, tt.throw, got, spot(t, lines, tt.want))
		}
	}
}
