package debugger_test

import (
	"slices"
	"testing"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/wasm"
)

// TestFlow executes programs instruction by instruction and checks that each of them leads where the control flow of its function says.
func TestFlow(t *testing.T) {
	steps := 500
	for _, module := range append(walkModules(t), "programs/cpp/exceptions/main_exnref.wasm", "programs/cpp/exceptions/main_legacy.wasm",
		"programs/rust/library/main_O3.wasm") {
		p := atFunc(t, module, "main")
		known := map[target.Place][]wasm.FuncOffset{}
		last := map[int]target.Place{} // of each frame, by depth
		depth := 0
		for range steps {
			if stop := p.step(debugger.StepSpec{Granularity: debugger.ByInstruction}); stop.Ended {
				break
			}
			p.inspect(func(_ *debugger.View, top *debugger.Frame) {
				at := top.Physical.Place
				before, there := last[top.Physical.Depth]
				if there && top.Physical.Depth <= depth && before.Func == at.Func {
					to, ok := known[before]
					if !ok {
						var tail bool
						if to, tail = debugger.Successors(top.Instance.Module, at.Func, before.Offset); tail {
							to = append(to, at.Offset)
						}
						known[before] = to
					}
					if !slices.Contains(to, at.Offset) {
						t.Fatalf("%s: the instruction at 0x%x of function %d leads to 0x%x, the control flow has %x", module, before.Offset, at.Func, at.Offset, to)
					}
				}
				depth = top.Physical.Depth
				last[depth] = at
			})
		}
	}
}
