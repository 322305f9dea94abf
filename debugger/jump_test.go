package debugger_test

import (
	"errors"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/target"
)

// jumpTo makes the innermost frame go on at a place that a location means.
func (p *program) jumpTo(location string) error {
	p.t.Helper()
	var to debugger.Site
	err := p.Inspect(func(v *debugger.View) error {
		t, _ := v.Thread()
		top, err := v.Frame(t, 0)
		if err == nil {
			to, err = v.LocateJump(t, location, top)
		}
		return err
	})
	if err != nil {
		return err
	}
	return p.Jump(0, to)
}

// TestJumpOverStatement leaves a statement out, and executes another twice.
func TestJumpOverStatement(t *testing.T) {
	p := newProgram(t, "debug/steps/loops_O0.wasm")
	p.start()
	p.breakAt(mark(t, "debug/steps/loops.c", "body"))
	p.resume(debugger.ReasonBreakpoint)
	body := markLine(t, "debug/steps/loops.c", "body")
	p.resume(debugger.ReasonBreakpoint) // i is 1
	p.check(map[string]string{"i": "1", "sum": "0"})
	// Past the addition, out of the loop.
	if err := p.jumpTo("+2"); err != nil {
		t.Fatal(err)
	}
	stop := p.wait(debugger.ReasonJump)
	if stop.Thread != 0 {
		t.Errorf("%+v", stop)
	}
	p.inspect(func(_ *debugger.View, top *debugger.Frame) {
		if top.Pos.Line != body+2 {
			t.Errorf("stands at line %d, want %d", top.Pos.Line, body+2)
		}
	})
	p.check(map[string]string{"sum": "0"})
	// And back: the addition is done, once; the breakpoint there does not stop it again.
	for range 2 {
		if err := p.jumpTo(mark(t, "debug/steps/loops.c", "body")); err != nil {
			t.Fatal(err)
		}
		p.wait(debugger.ReasonJump)
	}
	p.resume(debugger.ReasonBreakpoint)
	p.check(map[string]string{"i": "2", "sum": "1"})
}

// check compares variables of the innermost frame.
func (p *program) check(want map[string]string) {
	p.t.Helper()
	p.inspect(func(v *debugger.View, top *debugger.Frame) {
		got := values(v, top)
		for name, text := range want {
			if got[name] != text {
				p.t.Errorf("%s: %s, want %s", name, got[name], text)
			}
		}
	})
}

// TestJumpTells emits what front ends refresh by.
func TestJumpTells(t *testing.T) {
	p := newProgram(t, "debug/steps/loops_O0.wasm")
	p.start()
	p.breakAt(mark(t, "debug/steps/loops.c", "body"))
	p.resume(debugger.ReasonBreakpoint)
	var before uint64
	p.inspect(func(v *debugger.View, _ *debugger.Frame) { before = v.Serial() })
	p.mu.Lock()
	p.events = nil
	p.mu.Unlock()
	if err := p.jumpTo("+2"); err != nil {
		t.Fatal(err)
	}
	p.inspect(func(v *debugger.View, _ *debugger.Frame) {
		if v.Serial() == before {
			t.Error("the serial number is that of the state before")
		}
	})
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.events) != 2 {
		t.Fatalf("events %v", p.events)
	}
	if _, ok := p.events[0].(debugger.ResumeEvent); !ok {
		t.Errorf("first %T", p.events[0])
	}
	if e, ok := p.events[1].(debugger.StopEvent); !ok || e.Stop.Reason != debugger.ReasonJump {
		t.Errorf("then %+v", p.events[1])
	}
}

// TestJumpRefused asks for places where the frame cannot go on.
func TestJumpRefused(t *testing.T) {
	p := newProgram(t, "debug/steps/recursion_O0.wasm")
	p.start()
	p.breakAt(mark(t, "debug/steps/recursion.c", "fib"))
	p.resume(debugger.ReasonBreakpoint)
	for location, want := range map[string]string{
		mark(t, "debug/steps/recursion.c", "even"): "is in is_even, the innermost frame in fib: a jump stays within the function",
		"main":           "is in main, the innermost frame in fib",
		"nothing.c:3":    "no source file 'nothing.c'",
		"recursion.c:99": "recursion.c:99 has no code in fib",
	} {
		if err := p.jumpTo(location); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", location, err, want)
		}
	}
	p.inspect(func(v *debugger.View, top *debugger.Frame) {
		place := top.Physical.Place
		place.Offset++ // within the instruction
		if err := v.CheckJump(0, place); err == nil {
			t.Error("a jump into an instruction is possible")
		}
		if err := v.CheckJump(5, top.Physical.Place); err == nil {
			t.Error("a thread that does not exist can jump")
		}
	})
	if p.State() != debugger.Stopped {
		t.Errorf("the program is %v", p.State())
	}
}

// TestJumpAfterTrap: the program cannot go on.
func TestJumpAfterTrap(t *testing.T) {
	p := newProgram(t, "debug/steps/trap_O0.wasm")
	p.start()
	p.resume(debugger.ReasonTrap)
	if err := p.jumpTo("+1"); err == nil {
		t.Error("it jumps")
	}
	if err := p.RestartFrame(debugger.FrameID{Depth: 1}); !errors.Is(err, debugger.ErrEnded) {
		t.Errorf("restarting a frame: %v", err)
	}
}

// frameNamed returns the identifier of the innermost frame of a function, from a number on.
func (p *program) frameNamed(name string, from int) (id debugger.FrameID) {
	p.t.Helper()
	var names []string
	found := false
	p.inspect(func(v *debugger.View, top *debugger.Frame) {
		list, _ := v.Frames(top.Thread, from, 50)
		for _, f := range list {
			if !found && v.NameOf(f) == name {
				id, found = v.ID(f), true
			}
			names = append(names, v.NameOf(f))
		}
	})
	if !found {
		p.t.Fatalf("no frame of %s among %v", name, names)
	}
	return id
}

// stackPointer returns the stack pointer of C.
func (p *program) stackPointer() (sp uint64) {
	p.inspect(func(v *debugger.View, top *debugger.Frame) {
		w, err := v.Target().Global(top.Instance.ID, 0)
		if err != nil {
			p.t.Error(err)
		}
		sp = w.Lo
	})
	return sp
}

// TestRestartFrame restarts frames of a recursion: the results, and the stack pointer, are as if nothing had happened.
func TestRestartFrame(t *testing.T) {
	p := newProgram(t, "debug/steps/recursion_O0.wasm")
	p.start()
	b := p.breakAt("depth")
	p.resume(debugger.ReasonBreakpoint)
	first := p.stackPointer()
	p.resume(debugger.ReasonBreakpoint)
	second := p.stackPointer()
	p.resume(debugger.ReasonBreakpoint)
	if err := p.RemoveBreakpoint(b.ID); err != nil {
		t.Fatal(err)
	}
	for n, want := range []uint64{second, first} {
		if err := p.RestartFrame(p.frameNamed("depth", 1)); err != nil {
			t.Fatal(err)
		}
		stop := p.wait(debugger.ReasonRestart)
		if stop.Thread != 0 {
			t.Errorf("%+v", stop)
		}
		if got := p.stackPointer(); got != want {
			t.Errorf("the stack pointer is %#x, want %#x", got, want)
		}
		p.check(map[string]string{"level": []string{"1", "0"}[n], "limit": "4"})
	}
	if stop := p.resume(debugger.ReasonExit); stop.Exit != 0 {
		t.Errorf("status %d", stop.Exit)
	}
}

// TestRestartRefused restarts frames of which it is not known what they were called with, or that cannot be dropped.
func TestRestartRefused(t *testing.T) {
	t.Run("parameter set", func(t *testing.T) {
		p := newProgram(t, "debug/steps/recursion_O2.wasm")
		p.start()
		p.breakAt(mark(t, "debug/steps/recursion.c", "sum"))
		p.resume(debugger.ReasonBreakpoint)
		if err := p.RestartFrame(p.frameNamed("fib", 0)); err == nil || !strings.Contains(err.Error(), "cannot restart fib: its code sets parameter 0") {
			t.Errorf("%v", err)
		}
		if err := p.RestartFrame(debugger.FrameID{Depth: 99}); err == nil {
			t.Error("a frame that does not exist is restarted")
		}
	})
	t.Run("prologue executed twice", func(t *testing.T) {
		p := newProgram(t, "debug/steps/recursion_O0.wasm")
		p.start()
		p.breakAt("depth")
		p.resume(debugger.ReasonBreakpoint)
		id := p.frameNamed("depth", 0)
		var first target.Place
		p.inspect(func(_ *debugger.View, top *debugger.Frame) {
			first = top.Physical.Place
			for off := range top.Instance.Module.Instrs(first.Func) {
				first.Offset = off
				break
			}
		})
		if err := p.Jump(0, debugger.Site{Place: first}); err != nil {
			t.Fatal(err)
		}
		p.resume(debugger.ReasonBreakpoint)
		if err := p.RestartFrame(id); err == nil || !strings.Contains(err.Error(), "made to jump") {
			t.Errorf("%v", err)
		}
	})
	t.Run("inlined", func(t *testing.T) {
		p := newProgram(t, "debug/steps/inlined_O2.wasm")
		p.start()
		p.breakAt(mark(t, "debug/steps/inlined.c", "left"))
		p.resume(debugger.ReasonBreakpoint)
		if err := p.Step(debugger.StepSpec{Kind: debugger.StepInto}); err != nil {
			t.Fatal(err)
		}
		p.wait(debugger.ReasonStep)
		err := p.RestartFrame(p.frameNamed("sum_squares", 0))
		if err == nil || !strings.Contains(err.Error(), "inlined into user") {
			t.Errorf("%v", err)
		}
	})
}

// TestAlone runs one thread while the others stand still, and stops it where it waits for them.
func TestAlone(t *testing.T) {
	p := newProgram(t, "programs/c/threads/main.wasm")
	p.start()
	b := p.breakAt("count_rounds")
	own := p.resume(debugger.ReasonBreakpoint).Thread
	if err := p.RemoveBreakpoint(b.ID); err != nil {
		t.Fatal(err)
	}
	places := func() map[target.ThreadID]target.Place {
		list := map[target.ThreadID]target.Place{}
		p.inspect(func(v *debugger.View, _ *debugger.Frame) {
			for _, th := range v.Threads() {
				if f, err := v.Frame(th.ID, 0); err == nil {
					list[th.ID] = f.Physical.Place
				}
			}
		})
		return list
	}
	before := places()
	if len(before) < 3 {
		t.Fatalf("threads at %v", before)
	}
	for range 20 {
		if err := p.Step(debugger.StepSpec{Kind: debugger.StepInto, Thread: &own, Alone: true}); err != nil {
			t.Fatal(err)
		}
		if stop := p.wait(debugger.ReasonStep); stop.Thread != own {
			t.Fatalf("thread %d: %+v", own, stop)
		}
	}
	after := places()
	for id, at := range before {
		if moved := after[id] != at; moved != (id == own) {
			t.Errorf("thread %d was at %+v and is at %+v", id, at, after[id])
		}
	}
	if err := p.ContinueAlone(99); err == nil {
		t.Error("a thread that does not exist runs")
	}
	// The first thread waits for the others, which do not run.
	if err := p.ContinueAlone(1); err != nil {
		t.Fatal(err)
	}
	if err := p.Interrupt(); err != nil {
		t.Fatal(err)
	}
	if stop := p.wait(debugger.ReasonPause); stop.Thread != 1 {
		t.Errorf("%+v", stop)
	}
	if err := p.ContinueAlone(own); err != nil {
		t.Fatal(err)
	}
	if stop := p.wait(debugger.ReasonStep); !strings.Contains(stop.Text, "has ended") {
		t.Errorf("%+v", stop)
	}
	if stop := p.resume(debugger.ReasonExit); stop.Exit != 0 {
		t.Errorf("status %d", stop.Exit)
	}
}

// TestJumpTargets asks at places at random where the frame can go: to the line that was asked for or a later one, in code that the frame is in, and
// it does go there.
func TestJumpTargets(t *testing.T) {
	for _, module := range []string{"debug/kitchen/calc_O0.wasm", "debug/steps/loops_O2.wasm", "debug/steps/classes_O2.wasm", "debug/rust/shapes_O3.wasm", "debug/steps/exceptions_O2.wasm"} {
		t.Run(module, func(t *testing.T) {
			jumps := 0
			for seed := range uint64(4) {
				p := newProgram(t, module)
				p.start()
				random := rand.New(rand.NewPCG(seed, 5))
				p.scatterBreakpoints(random, 80)
				for range 40 {
					if p.goOn().Ended {
						break
					}
					if p.jumpToLine(random) {
						jumps++
					}
				}
			}
			if jumps == 0 {
				t.Error("no jump was possible")
			}
		})
	}
}

// jumpToLine jumps to a line near the present one and back; false where that is not possible.
func (p *program) jumpToLine(random *rand.Rand) bool {
	p.t.Helper()
	var from, to debugger.Site
	found := false
	p.inspect(func(v *debugger.View, top *debugger.Frame) {
		if top.Pos.File == nil || top.IsHost() {
			return
		}
		from.Place = top.Physical.Place
		line := top.Pos.Line + random.IntN(12) - 6
		sites, err := v.JumpTargets(top.Thread, top.Pos.File.Path, line)
		if (err == nil) == (len(sites) == 0) {
			p.t.Errorf("%v, %v", sites, err)
		}
		for _, s := range sites {
			if err := v.CheckJump(top.Thread, s.Place); err != nil || s.Pos.Line < line || s.Place.Func != top.Physical.Func {
				p.t.Errorf("from line %d to line %d: %+v, %v", top.Pos.Line, line, s, err)
			}
		}
		if len(sites) > 0 {
			to, found = sites[random.IntN(len(sites))], true
		}
	})
	if !found {
		return false
	}
	if err := p.Jump(0, to); err != nil {
		p.t.Fatal(err)
	}
	p.wait(debugger.ReasonJump)
	p.inspect(func(_ *debugger.View, top *debugger.Frame) {
		if top.Physical.Place != to.Place || top.Pos.Line != to.Pos.Line {
			p.t.Errorf("at %+v, line %d, want %+v", top.Physical.Place, top.Pos.Line, to)
		}
	})
	if p.Jump(0, from) == nil { // operands may have been dropped
		p.wait(debugger.ReasonJump)
	}
	return true
}

// TestOtherThread moves frames of a thread that is not the one that stopped.
func TestOtherThread(t *testing.T) {
	p := newProgram(t, "programs/c/threads/main.wasm")
	p.start()
	b := p.breakAt("count_rounds")
	stopped := p.resume(debugger.ReasonBreakpoint).Thread
	if err := p.RemoveBreakpoint(b.ID); err != nil {
		t.Fatal(err)
	}
	const main = target.ThreadID(1)
	var place target.Place
	p.inspect(func(v *debugger.View, _ *debugger.Frame) {
		list, _ := v.Frames(main, 0, 1)
		if len(list) == 0 || main == stopped {
			t.Errorf("the first thread has %d frames, thread %d stopped", len(list), stopped)
			return
		}
		place = list[0].Physical.Place
		for off := range list[0].Instance.Module.Instrs(place.Func) {
			place.Offset = off
			break
		}
	})
	if err := p.Jump(main, debugger.Site{Place: place}); err != nil {
		t.Fatal(err)
	}
	if stop := p.wait(debugger.ReasonJump); stop.Thread != main {
		t.Errorf("%+v", stop)
	}
	p.inspect(func(_ *debugger.View, top *debugger.Frame) {
		if top.Thread != main || top.Physical.Place != place {
			t.Errorf("thread %d at %+v", top.Thread, top.Physical)
		}
	})
}
