package debugger_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/wdbg/wdbg/debugger"
)

// TestSitesOfInlinedCalls stops in each of the calls that a line's function was inlined for, also where one follows the other.
func TestSitesOfInlinedCalls(t *testing.T) {
	const source = "debug/locals/operands.c"
	lines := markers(t, source)
	p := newProgram(t, "debug/locals/operands_O2.wasm")
	p.start()
	b := p.breakAt(fmt.Sprintf("operands.c:%d", lines["twice"]))
	if len(b.Sites) != 2 {
		t.Errorf("%d sites: %+v", len(b.Sites), b.Sites)
	}
	var calls []int
	for range b.Sites {
		p.resume(debugger.ReasonBreakpoint)
		p.inspect(func(v *debugger.View, top *debugger.Frame) {
			caller, err := v.Frame(top.Thread, 1)
			if err != nil {
				t.Fatal(err)
			}
			calls = append(calls, caller.Pos.Line)
		})
	}
	slices.Sort(calls)
	if want := []int{lines["first"], lines["second"]}; !slices.Equal(calls, want) {
		t.Errorf("it stops in the calls of lines %v, want %v", calls, want)
	}
	p.resume(debugger.ReasonExit)
}
