package debugger_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/wasm"
)

// entry is what a frame was entered with.
type entry struct {
	fn wasm.FuncIndex
	sp uint64
	// args are the parameters.
	args []symbols.Word
}

// TestRestartTruth stops programs at places at random. What restarting each of the frames would restore, where that is possible, is compared with
// what was there when they were entered.
func TestRestartTruth(t *testing.T) {
	for _, module := range []string{
		"debug/kitchen/calc_O0.wasm",
		"debug/steps/classes_O0.wasm",
		"debug/steps/classes_O2.wasm",
		"debug/steps/exceptions_O0.wasm",
		"debug/steps/exceptions_O2.wasm",
		"debug/steps/recursion_O2.wasm",
		"debug/steps/tails_O2.wasm",
		"debug/locals/locals_O2.wasm",
		"debug/rust/shapes_O0.wasm",
		"debug/rust/shapes_O3.wasm",
		"debug/heap/heap_O0.wasm",
	} {
		t.Run(module, func(t *testing.T) {
			compared, refused := 0, map[string]int{}
			for seed := range uint64(6) {
				p := newProgram(t, module)
				p.start()
				entries := p.recordEntries()
				p.scatterBreakpoints(rand.New(rand.NewPCG(seed, 7)), 40)
				for range 60 {
					if p.goOn().Ended {
						break
					}
					p.inspect(func(v *debugger.View, top *debugger.Frame) {
						compared += checkEntries(t, v, top.Thread, entries, refused)
					})
				}
			}
			if compared < 40 {
				t.Errorf("only %d frames could be restarted; refused: %v", compared, refused)
			}
		})
	}
}

// recordEntries notes what each frame is entered with, by depth.
func (p *program) recordEntries() map[int]entry {
	p.t.Helper()
	entries := map[int]entry{}
	p.inspect(func(v *debugger.View, top *debugger.Frame) {
		tgt, m := v.Target(), top.Instance.Module
		var breaks []*target.Break
		for i := range m.Funcs {
			f := wasm.FuncIndex(len(m.ImportedFuncs) + i)
			for off := range m.Instrs(f) {
				breaks = append(breaks, &target.Break{Place: target.Place{Func: f, Offset: off}, Thread: target.AnyThread, Depth: target.AnyDepth,
					Test: func(fr target.Frame) bool {
						sp, _ := tgt.Global(0, 0)
						locals, _ := tgt.Locals(fr.Thread, fr.Depth)
						entries[fr.Depth] = entry{f, sp.Lo, slices.Clone(locals[:len(m.FuncType(f).Params)])}
						return false
					}})
				break
			}
		}
		if err := tgt.AddBreaks(breaks); err != nil {
			p.t.Error(err)
		}
	})
	return entries
}

// scatterBreakpoints adds breakpoints at instructions.
func (p *program) scatterBreakpoints(random *rand.Rand, n int) {
	p.t.Helper()
	var places []wasm.FileOffset
	p.inspect(func(_ *debugger.View, top *debugger.Frame) {
		m := top.Instance.Module
		for i := range m.Funcs {
			f := wasm.FuncIndex(len(m.ImportedFuncs) + i)
			body, _ := m.Body(f)
			for off := range m.Instrs(f) {
				places = append(places, body.Start+wasm.FileOffset(off))
			}
		}
	})
	for range n {
		p.breakAt(fmt.Sprintf("*0x%x", places[random.IntN(len(places))]))
	}
}

// checkEntries compares what the frames of a thread would be restarted with, and returns how many can be.
func checkEntries(t *testing.T, v *debugger.View, thread target.ThreadID, entries map[int]entry, refused map[string]int) (n int) {
	t.Helper()
	frames, err := v.Target().Frames(thread, 0, 200)
	if err != nil {
		t.Error(err)
	}
	for _, f := range frames {
		want, ok := entries[f.Depth]
		if f.Host != nil || !ok || want.fn != f.Func {
			continue
		}
		pointers, err := debugger.EntryPointers(v, debugger.FrameID{Thread: thread, Depth: f.Depth})
		if err != nil {
			_, why, _ := strings.Cut(err.Error(), ": ")
			refused[why]++
			continue
		}
		locals, err := v.Target().Locals(thread, f.Depth)
		if err != nil {
			t.Error(err)
			continue
		}
		if sp, ok := pointers[0]; ok && sp != want.sp {
			t.Errorf("function %d at +0x%x: it was entered with the stack pointer %#x, not %#x", f.Func, f.Offset, want.sp, sp)
		}
		if args := locals[:len(want.args)]; !slices.Equal(args, want.args) {
			t.Errorf("function %d at +0x%x: it was entered with %v, not %v", f.Func, f.Offset, want.args, args)
		}
		n++
	}
	return n
}

// TestRestartAtRandom restarts frames of a program without side effects at random. It comes to the same result.
func TestRestartAtRandom(t *testing.T) {
	for _, module := range []string{"debug/steps/recursion_O0.wasm", "debug/steps/recursion_O2.wasm"} {
		t.Run(module, func(t *testing.T) {
			done := 0
			for seed := range uint64(20) {
				p := newProgram(t, module)
				p.start()
				random := rand.New(rand.NewPCG(seed, 3))
				p.scatterBreakpoints(random, 60)
				for range 30 {
					if p.goOn().Ended {
						break
					}
					var ids []debugger.FrameID
					p.inspect(func(v *debugger.View, top *debugger.Frame) {
						list, _ := v.Frames(top.Thread, 0, 100)
						for _, f := range list {
							if id := v.ID(f); v.CheckRestart(id) == nil {
								ids = append(ids, id)
							}
						}
					})
					if len(ids) == 0 {
						continue
					}
					if err := p.RestartFrame(ids[random.IntN(len(ids))]); err != nil {
						t.Fatal(err)
					}
					if stop, err := p.Wait(t.Context()); err != nil || stop.Ended {
						t.Fatalf("%+v, %v", stop, err)
					}
					done++
				}
				for _, b := range p.Breakpoints() {
					if err := p.RemoveBreakpoint(b.ID); err != nil {
						t.Fatal(err)
					}
				}
				if p.State() != debugger.Stopped {
					continue
				}
				if stop := p.resume(debugger.ReasonExit); stop.Exit != 0 {
					t.Fatalf("seed %d: status %d", seed, stop.Exit)
				}
			}
			if done < 100 {
				t.Errorf("%d frames were restarted", done)
			}
		})
	}
}
