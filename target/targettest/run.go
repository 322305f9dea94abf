package targettest

import (
	"slices"
	"testing"

	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

// Factory makes a target of a command of WASI preview 1, given as a module file, of which nothing has run: running it instantiates the module,
// with its start function, and calls _start. It is closed when the test is over.
type Factory func(t *testing.T, module []byte) *target.Target

// Run tests a target.
func Run(t *testing.T, make Factory) {
	for _, c := range []struct {
		name string
		test func(*testing.T, Factory)
	}{
		{"start", testStart},
		{"undisturbed", testUndisturbed},
		{"breaks", testBreaks},
		{"restricted", testRestricted},
		{"several", testSeveral},
		{"misplaced", testMisplaced},
		{"instr", testInstr},
		{"instr everywhere", testInstrEverywhere},
		{"instr into handlers", testInstrIntoHandlers},
		{"interrupt", testInterrupt},
		{"interrupt while a break is tested", testInterruptWhileTested},
		{"ends", testEnds},
		{"throw", testThrow},
		{"throw changed", testThrowChanged},
		{"host call", testHostCall},
		{"frames", testFrames},
		{"state", testState},
		{"functions", testFunctions},
		{"change", testChange},
		{"call", testCall},
		{"jump", testJump},
		{"jump refused", testJumpRefused},
		{"jump from a throw", testJumpFromThrow},
		{"jump from a call of the host", testJumpFromHost},
		{"restart", testRestart},
		{"restart with locals", testRestartLocals},
		{"alone", testAlone},
		{"churn", testChurn},
	} {
		t.Run(c.name, func(t *testing.T) { c.test(t, make) })
	}
}

// testStart stops at a new instance, in its start function, and in the command.
func testStart(t *testing.T, make Factory) {
	s := open(t, make, basic())
	if n := len(s.Instances()); n != 0 {
		t.Fatalf("%d instances before anything ran", n)
	}
	if s.Catch == nil {
		t.Skip("the target does not stop when modules are loaded")
	}
	s.catch(target.Catches{Load: true})
	st := s.resume(target.Loaded)
	list := s.Instances()
	if st.Loaded != 0 || len(list) != 1 || list[0].ID != 0 || list[0].Module == nil {
		t.Fatalf("%+v; instances %+v", st, list)
	}
	if g, err := s.Global(0, 0); err != nil || g.Lo != 3 || g.Type != wasm.I32 {
		t.Errorf("the global before the start function: %+v, %v", g, err)
	}
	s.add(at(s.first(begin)), at(s.first(main)))
	for _, f := range []wasm.FuncIndex{begin, main} {
		st = s.resume(target.AtBreak)
		if top := s.top(st.Thread); top.Place != s.first(f) {
			t.Errorf("stopped at %+v, want the beginning of function %d", top.Place, f)
		}
	}
	if g, err := s.Global(0, 0); err != nil || g.Lo != 7 {
		t.Errorf("the global after the start function: %+v, %v", g, err)
	}
	if st = s.resume(target.Exited); st.Exit != 0 {
		t.Errorf("status %d", st.Exit)
	}
}

// results are the addresses of basic's results, and what is there in the end.
var results = [][2]uint32{{8, 55}, {12, 42}, {16, 8}, {20, 120}, {64, 7}}

// checkResults compares what the program of basic leaves in memory.
func (s *session) checkResults() {
	s.t.Helper()
	for _, r := range results {
		if got := s.word(uint64(r[0])); got != r[1] {
			s.t.Errorf("the result at address %d is %d, want %d", r[0], got, r[1])
		}
	}
}

func testUndisturbed(t *testing.T, make Factory) {
	s := open(t, make, basic())
	s.resume(target.Exited)
	s.checkResults()
}

// testBreaks counts how often breaks stop a program, where they are tested, removed, and added where the thread stands.
func testBreaks(t *testing.T, make Factory) {
	s := loaded(t, make, basic())
	loop := at(s.place(sum, op.I32Add, 0))
	s.add(loop)
	for n := uint32(1); n <= 3; n++ {
		st := s.resume(target.AtBreak)
		if !slices.Equal(st.Breaks, []*target.Break{loop}) {
			t.Fatalf("stop %d is for %v", n, st.Breaks)
		}
		if top := s.top(st.Thread); top.Place != loop.Place || s.local(top, 0) != 11-n {
			t.Errorf("stop %d: at %+v, the parameter is %d", n, top.Place, s.local(top, 0))
		}
	}
	if err := s.AddBreaks([]*target.Break{loop}); err == nil {
		t.Error("the same break was added twice")
	}
	// A break that is added where the thread stands is passed once.
	again := at(loop.Place)
	s.remove(loop, loop)
	s.add(again)
	st := s.resume(target.AtBreak)
	if top := s.top(st.Thread); s.local(top, 0) != 7 || st.Breaks[0] != again {
		t.Errorf("a new break stopped with the parameter at %d", s.local(top, 0))
	}
	s.remove(again)
	tested := 0
	counter := at(loop.Place)
	counter.Test = func(f target.Frame) bool {
		tested++
		return s.local(f, 0) == 2
	}
	s.add(counter)
	st = s.resume(target.AtBreak)
	if top := s.top(st.Thread); s.local(top, 0) != 2 || tested != 5 {
		t.Errorf("a break that is tested stopped with the parameter at %d, after %d tests", s.local(top, 0), tested)
	}
	s.resume(target.Exited)
	if tested != 6 {
		t.Errorf("%d tests, want 6", tested)
	}
	s.checkResults()
}

// testRestricted stops for breaks of one thread and one frame only.
func testRestricted(t *testing.T, make Factory) {
	s := loaded(t, make, basic())
	entry := at(s.first(fact))
	s.add(entry)
	s.resume(target.AtBreak)
	st := s.resume(target.AtBreak)
	depth, thread := s.top(st.Thread).Depth, st.Thread
	s.remove(entry)
	other, deeper := at(s.place(fact, op.I32Mul, 0)), at(s.place(fact, op.I32Mul, 0))
	other.Thread = thread + 1
	deeper.Thread, deeper.Depth = thread, depth
	s.add(other, deeper)
	st = s.resume(target.AtBreak)
	if top := s.top(st.Thread); top.Depth != depth || s.local(top, 0) != 4 || !slices.Equal(st.Breaks, []*target.Break{deeper}) {
		t.Errorf("stopped in the frame of depth %d, want %d, for %v", top.Depth, depth, st.Breaks)
	}
	s.resume(target.Exited)
}

// testSeveral stops for several breaks of a place at once, and names those that want to stop.
func testSeveral(t *testing.T, make Factory) {
	s := loaded(t, make, basic())
	p := s.first(twice)
	a, b, never := at(p), at(p), at(p)
	never.Test = func(target.Frame) bool { return false }
	s.add(a, never, b)
	st := s.resume(target.AtBreak)
	if len(st.Breaks) != 2 || !slices.Contains(st.Breaks, a) || !slices.Contains(st.Breaks, b) {
		t.Errorf("stopped for %v", st.Breaks)
	}
	s.remove(a)
	st = s.resume(target.AtBreak)
	if !slices.Equal(st.Breaks, []*target.Break{b}) {
		t.Errorf("stopped for %v, want the one that is left", st.Breaks)
	}
	s.resume(target.Exited)
}

// testMisplaced adds breaks that can never be hit. None of a list is added with one of them.
func testMisplaced(t *testing.T, make Factory) {
	s := loaded(t, make, basic())
	good := at(s.first(twice))
	call := s.place(main, op.Call, 0)
	for name, p := range map[string]target.Place{
		"within an instruction": {Func: main, Offset: call.Offset + 1},
		"before the code":       {Func: sum},
		"after the code":        {Func: main, Offset: 1 << 20},
		"an imported function":  {Func: schedYield},
		"no function":           {Func: 1 << 20},
		"no instance":           {Instance: 5, Func: main, Offset: call.Offset},
	} {
		if err := s.AddBreaks([]*target.Break{good, at(p)}); err == nil {
			t.Errorf("a break was added: %s", name)
		}
	}
	s.add(good)
	s.remove(at(call)) // which is not there
	s.resume(target.AtBreak)
}

// testEnds ends programs in all ways. What has ended does not go on.
func testEnds(t *testing.T, make Factory) {
	for name, want := range map[string]target.Reason{"exit": target.Exited, "trap": target.Trapped, "link": target.Failed} {
		t.Run(name, func(t *testing.T) {
			var s *session
			switch want {
			case target.Exited:
				s = open(t, make, exiting(9))
			case target.Trapped:
				s = open(t, make, throwing())
			default:
				s = open(t, make, broken())
			}
			for range 2 {
				st := s.resume(want)
				if !st.Ended() {
					t.Error("the stop does not say that the program has ended")
				}
				switch want {
				case target.Exited:
					if st.Exit != 9 {
						t.Errorf("status %d, want 9", st.Exit)
					}
				case target.Trapped:
					s.checkUncaught(st)
				default:
					if st.Err == nil {
						t.Error("no error")
					}
				}
			}
		})
	}
}

// checkUncaught checks the end of the program of throwing.
func (s *session) checkUncaught(st target.Stop) {
	s.t.Helper()
	if st.Trap == nil || st.Trap.Exception == nil {
		s.t.Fatalf("%+v: no exception", st)
	}
	e := st.Trap.Exception
	if e.Tag != "problem" || len(e.Values) != 1 || e.Values[0].Lo != 42 {
		s.t.Errorf("the exception is %+v", e)
	}
	var funcs []wasm.FuncIndex
	for _, f := range s.frames(st.Thread) {
		funcs = append(funcs, f.Func)
	}
	if !slices.Equal(funcs, []wasm.FuncIndex{thrower, thrower, thrown}) {
		s.t.Errorf("frames of functions %v after the trap", funcs)
	}
	if top := s.top(st.Thread); s.opAt(top.Place) != op.Throw || s.local(top, 0) != 0 {
		s.t.Errorf("the trap is at %+v, local %d", top.Place, s.local(top, 0))
	}
	if s.word(8) != 43 || s.word(12) != 42 {
		s.t.Errorf("results %d and %d, want 43 and 42", s.word(8), s.word(12))
	}
}
