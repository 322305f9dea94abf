package engine_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/wdbg/wdbg/engine"
	"github.com/wdbg/wdbg/engine/interp"
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

// call is a call of an exported function of a fixture.
type call struct {
	module, export string
	args           []engine.Value
}

// calls are short runs that together contain most kinds of instructions.
func calls() []call {
	i32 := func(v ...uint32) (list []engine.Value) {
		for _, x := range v {
			list = append(list, engine.I32Value(x))
		}
		return list
	}
	return []call{
		{"wat/gc", "text_hash", nil},
		{"wat/gc", "sort", i32(15)},
		{"wat/gc", "list_sum", i32(20)},
		{"wat/gc", "trees", i32(3, 2)},
		{"wat/array_copy_self", "run_with_garbage", i32(5)},
		{"wat/exceptions", "loop", i32(10)},
		{"wat/exceptions", "catch_deep", i32(5, 7)},
		{"wat/exceptions_legacy", "loop", i32(10)},
		{"wat/tailcall", "indirect", []engine.Value{engine.I64Value(30)}},
		{"wat/simd", "floats", nil},
		{"wat/simd", "bytes", nil},
		{"wat/multimemory", "copy_across", nil},
		{"wat/memory64", "table_sum", nil},
		{"wat/traps", "call_right", nil},
	}
}

// start makes a thread about to make the call.
func (c call) start(t *testing.T, cfg engine.Config) (*engine.Store, *engine.Thread) {
	t.Helper()
	file, err := os.ReadFile(filepath.Join("..", "testdata", "programs", filepath.FromSlash(c.module), "main.wasm"))
	if err != nil {
		t.Fatal(err)
	}
	m, err := wasm.Decode(file)
	if err != nil {
		t.Fatal(err)
	}
	cfg.Tier = interp.New()
	store := engine.NewStore(cfg)
	t.Cleanup(store.Close)
	inst, err := store.Instantiate(m, c.module, nil)
	if err != nil {
		t.Fatal(err)
	}
	f, ok := inst.ExportedFunc(c.export)
	if !ok {
		t.Fatalf("%s has no function %q", c.module, c.export)
	}
	thread, err := store.NewThread(f, c.args)
	if err != nil {
		t.Fatal(err)
	}
	return store, thread
}

// outcome runs a thread to its end, passing over probes, and describes the end.
func outcome(store *engine.Store, thread *engine.Thread, atStop func()) string {
	stop := store.Resume(thread)
	for stop.Kind == engine.StopProbe {
		atStop()
		stop = store.Resume(thread)
	}
	if stop.Kind == engine.StopTrap {
		return stop.Trap.Error()
	}
	return fmt.Sprint(thread.Results())
}

// pastLoops returns the offset of the first instruction from an offset on that does something: blocks and loops, when they are
// entered, do not, so where the code of a loop begins, before and after the instruction are one place.
func pastLoops(f engine.FrameInfo) wasm.FuncOffset {
	if f.Depth < 0 {
		return 0
	}
	m := f.Func.Instance.Module
	body, _ := m.Body(f.Func.Index)
	var r wasm.InstrReader
	r.Reset(m.Bytes, body.Start+wasm.FileOffset(f.Offset), body.End)
	for r.Next() && (r.Op == op.Loop || r.Op == op.Block || r.Op == op.Nop) {
	}
	return wasm.FuncOffset(r.Offset - body.Start)
}

// describe writes down all frames of a thread.
func describe(t *testing.T, thread *engine.Thread) string {
	t.Helper()
	text := ""
	thread.Walk(func(f engine.FrameInfo) bool {
		text += fmt.Sprintf("func %d + 0x%x", f.Func.Index, uint64(pastLoops(f)))
		if f.Depth >= 0 {
			locals, err := thread.Locals(f.Depth)
			if err != nil {
				t.Fatalf("%s: locals: %v", text, err)
			}
			operands, err := thread.Operands(f.Depth)
			if err != nil {
				t.Fatalf("%s: operands: %v", text, err)
			}
			text += fmt.Sprint(" ", locals, " ", operands)
		}
		text += "\n"
		return true
	})
	return text
}

// probeEverything probes all functions of a store's only instance.
func probeEverything(t *testing.T, store *engine.Store, p engine.Probe) {
	t.Helper()
	for _, f := range store.Instances[0].Funcs {
		if f.Instance == nil {
			continue
		}
		if _, err := store.ProbeAll(f, p); err != nil {
			t.Fatal(err)
		}
	}
}

// TestTicksStopBetweenInstructions stops unprobed code at every tick. What it shows then is a state that
// the same code runs through when each instruction is stepped, during the same tick.
func TestTicksStopBetweenInstructions(t *testing.T) {
	const most = 300
	for _, c := range calls() {
		t.Run(c.module+"/"+c.export, func(t *testing.T) {
			states := map[uint64][]string{}
			store, thread := c.start(t, engine.Config{})
			probeEverything(t, store, engine.ProbeFunc(func(th *engine.Thread, _ engine.FrameInfo) engine.ProbeAction {
				if n := th.Ticks(); n <= most {
					states[n] = append(states[n], describe(t, th))
				}
				return engine.ProbeContinue
			}))
			outcome(store, thread, nil)
			for fuel := uint64(1); fuel < min(thread.Ticks(), most); fuel++ {
				store, thread := c.start(t, engine.Config{Fuel: fuel})
				stop := store.Resume(thread)
				if stop.Kind != engine.StopTrap || stop.Trap.Kind != engine.TrapOutOfFuel {
					t.Fatalf("with fuel for %d ticks: %+v", fuel, stop)
				}
				got := describe(t, thread)
				found := false
				for _, s := range states[fuel] {
					found = found || s == got
				}
				if !found {
					t.Fatalf("after %d ticks:\n%snot among:\n%s", fuel, got, states[fuel])
				}
			}
		})
	}
}

// toggler adds and removes probes of all functions at random, so that threads stand on places whose probes go.
type toggler struct {
	t      *testing.T
	store  *engine.Store
	random *rand.Rand
	remove map[*engine.Func]func() error
}

// Fire stops now and then.
func (g *toggler) Fire(*engine.Thread, engine.FrameInfo) engine.ProbeAction {
	if g.random.IntN(4) == 0 {
		return engine.ProbeStop
	}
	return engine.ProbeContinue
}

func (g *toggler) toggle() {
	for _, f := range g.store.Instances[0].Funcs {
		if f.Instance == nil || g.random.IntN(3) == 0 {
			continue
		}
		var err error
		if remove := g.remove[f]; remove != nil {
			delete(g.remove, f)
			err = remove()
		} else {
			g.remove[f], err = g.store.ProbeAll(f, g)
		}
		if err != nil {
			g.t.Fatal(err)
		}
	}
}

// TestProbesComeAndGo changes the set of probes at many stops. The program must not notice.
func TestProbesComeAndGo(t *testing.T) {
	for _, c := range calls() {
		t.Run(c.module+"/"+c.export, func(t *testing.T) {
			store, thread := c.start(t, engine.Config{})
			want := outcome(store, thread, nil)
			for seed := range uint64(10) {
				store, thread := c.start(t, engine.Config{})
				g := &toggler{t, store, rand.New(rand.NewPCG(seed, 0)), map[*engine.Func]func() error{}}
				g.toggle()
				stops := 0
				got := outcome(store, thread, func() {
					stops++
					g.toggle()
				})
				if got != want {
					t.Fatalf("seed %d, %d stops: %s, want %s", seed, stops, got, want)
				}
			}
		})
	}
}

// TestProbeRemovedWhereItStopped steps with a probe that is taken away at each stop and set again for the next.
func TestProbeRemovedWhereItStopped(t *testing.T) {
	for _, c := range calls() {
		t.Run(c.module+"/"+c.export, func(t *testing.T) {
			var want []string
			store, thread := c.start(t, engine.Config{})
			probeEverything(t, store, engine.ProbeFunc(func(th *engine.Thread, _ engine.FrameInfo) engine.ProbeAction {
				if len(want) < 100 {
					want = append(want, describe(t, th))
				}
				return engine.ProbeContinue
			}))
			outcome(store, thread, nil)

			store, thread = c.start(t, engine.Config{})
			for n, state := range want {
				if got := stepOnce(t, store, thread); got != state {
					t.Fatalf("stop %d:\n%swant:\n%s", n, got, state)
				}
			}
		})
	}
}

// stepOnce runs to the next instruction and leaves no probe behind.
func stepOnce(t *testing.T, store *engine.Store, thread *engine.Thread) string {
	t.Helper()
	var removes []func() error
	stop := engine.ProbeFunc(func(*engine.Thread, engine.FrameInfo) engine.ProbeAction { return engine.ProbeStop })
	for _, f := range store.Instances[0].Funcs {
		if f.Instance == nil {
			continue
		}
		remove, err := store.ProbeAll(f, stop)
		if err != nil {
			t.Fatal(err)
		}
		removes = append(removes, remove)
	}
	if s := store.Resume(thread); s.Kind != engine.StopProbe {
		t.Fatalf("stopped otherwise: %+v", s)
	}
	state := describe(t, thread)
	for _, remove := range removes {
		if err := remove(); err != nil {
			t.Fatalf("%s%v", state, err)
		}
	}
	return state
}

// TestNoStopsAreLeft removes a probe where a thread stands. Once the thread has gone on for some time its code is as if there had never been one.
func TestNoStopsAreLeft(t *testing.T) {
	c := call{"wat/exceptions", "loop", []engine.Value{engine.I32Value(200)}}
	store, thread := c.start(t, engine.Config{Quantum: 10})
	stop := engine.ProbeFunc(func(*engine.Thread, engine.FrameInfo) engine.ProbeAction { return engine.ProbeStop })
	probed := thread.Entry
	remove, err := store.ProbeAll(probed, stop)
	if err != nil {
		t.Fatal(err)
	}
	for range 20 {
		if s := store.Resume(thread); s.Kind != engine.StopProbe {
			t.Fatalf("%+v", s)
		}
	}
	if err := remove(); err != nil {
		t.Fatal(err)
	}
	if s := store.Resume(thread); s.Kind != engine.StopDone {
		t.Fatalf("%+v", s)
	}
	if at, all := probed.Barriers(); len(at) != 0 || all {
		t.Errorf("stops at %v (all: %v) are left", at, all)
	}
}

// TestExpect: a function is not prepared anew for probes where they are expected, nor when they are removed, until the program has run for some time.
func TestExpect(t *testing.T) {
	c := call{"wat/exceptions", "loop", []engine.Value{engine.I32Value(200)}}
	store, thread := c.start(t, engine.Config{Quantum: 10})
	f := thread.Entry
	body, _ := f.Instance.Module.Body(f.Index)
	var r wasm.InstrReader
	r.Reset(f.Instance.Module.Bytes, body.Start, body.End)
	if err := r.Locals(func(uint32, wasm.ValType) error { return nil }); err != nil {
		t.Fatal(err)
	}
	var places []wasm.FuncOffset
	for r.Next() {
		places = append(places, wasm.FuncOffset(r.Offset-body.Start))
	}
	if err := store.Expect(f, places); err != nil {
		t.Fatal(err)
	}
	if err := store.Prepare(f); err != nil {
		t.Fatal(err)
	}
	code := f.Code
	for _, at := range places[:4] {
		remove, err := store.AddProbe(f, at, engine.ProbeFunc(func(*engine.Thread, engine.FrameInfo) engine.ProbeAction { return engine.ProbeStop }))
		if err != nil {
			t.Fatal(err)
		}
		if s := store.Resume(thread); s.Kind != engine.StopProbe {
			t.Fatalf("at 0x%x: %+v", at, s)
		}
		if err := remove(); err != nil {
			t.Fatal(err)
		}
		if f.Code != code {
			t.Fatalf("prepared anew for 0x%x", at)
		}
	}
	if s := store.Resume(thread); s.Kind != engine.StopDone {
		t.Fatalf("%+v", s)
	}
	if at, all := f.Barriers(); len(at) != 0 || all {
		t.Errorf("stops at %v (all: %v) are left", at, all)
	}
}
