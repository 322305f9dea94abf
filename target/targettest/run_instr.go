package targettest

import (
	"slices"
	"sync"
	"testing"

	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

// step is an instruction of a function.
type step struct {
	f  wasm.FuncIndex
	op op.Op
}

// steps executes instructions of a thread, and returns those it came to.
func (s *session) steps(thread target.ThreadID, n int) (list []step) {
	s.t.Helper()
	for range n {
		st := s.instr(thread)
		top := s.top(st.Thread)
		list = append(list, step{top.Func, s.opAt(top.Place)})
	}
	return list
}

// testInstr executes instructions into and out of calls of all kinds.
func testInstr(t *testing.T, make Factory) {
	s := loaded(t, make, basic())
	for name, c := range map[string]struct {
		from target.Place
		want []step
	}{
		"a call and back": {s.place(sum, op.End, 1), []step{{main, op.I32Store}}},
		"a tail call": {s.place(tail, op.ReturnCall, 0), []step{{twice, op.LocalGet}, {twice, op.LocalGet}, {twice, op.I32Add},
			{twice, op.End}, {main, op.I32Store}}},
		"an indirect call": {s.place(indirect, op.CallIndirect, 0), []step{{twice, op.LocalGet}, {twice, op.LocalGet}, {twice, op.I32Add},
			{twice, op.End}, {indirect, op.End}, {main, op.I32Store}}},
		"recursion": {s.place(fact, op.Call, 0), []step{{fact, op.LocalGet}, {fact, op.I32Eqz}, {fact, op.If}}},
		"the host":  {s.place(poke, op.Call, 0), []step{{poke, op.Drop}, {poke, op.End}, {main, op.End}}},
	} {
		t.Run(name, func(t *testing.T) {
			s := loaded(t, make, basic())
			b := at(c.from)
			s.add(b)
			st := s.resume(target.AtBreak)
			s.remove(b)
			if got := s.steps(st.Thread, len(c.want)); !slices.Equal(got, c.want) {
				t.Errorf("came to %v, want %v", got, c.want)
			}
			s.resume(target.Exited)
			s.checkResults()
		})
	}
}

// testInstrEverywhere executes the whole program by instructions. A break on each of them stops with each step too, once.
func testInstrEverywhere(t *testing.T, make Factory) {
	count := func(withBreaks bool) (n int) {
		s := loaded(t, make, basic())
		if withBreaks {
			var all []*target.Break
			for f := sum; f <= main; f++ {
				for _, in := range instrs(s.m, f) {
					all = append(all, at(target.Place{Func: f, Offset: in.at}))
				}
			}
			s.add(all...)
		}
		thread := target.AnyThread
		for {
			st := s.Resume(target.Resume{Instr: true, Thread: thread})
			if st.Reason == target.Exited {
				s.checkResults()
				return n
			}
			s.check(st, target.Stepped)
			if withBreaks && len(st.Breaks) != 1 {
				t.Fatalf("step %d stops for %d breaks", n, len(st.Breaks))
			}
			thread = st.Thread
			n++
		}
	}
	if plain, broken := count(false), count(true); plain != broken || plain < 100 {
		t.Errorf("%d instructions, with breaks everywhere %d", plain, broken)
	}
}

// testInstrIntoHandlers executes throws: what comes next is the first instruction of the handler.
func testInstrIntoHandlers(t *testing.T, make Factory) {
	for name, withStop := range map[string]bool{"running": false, "stopped for the exception": true} {
		t.Run(name, func(t *testing.T) {
			s := loaded(t, make, throwing())
			b := at(s.place(thrower, op.Throw, 0))
			s.add(b)
			for _, want := range []step{{catcher, op.LocalSet}, {thrown, op.I32Store}} {
				st := s.resume(target.AtBreak)
				if withStop {
					s.catch(target.Catches{Throw: func(*target.Throw) bool { return true }})
					s.resume(target.Thrown)
				}
				if got := s.steps(st.Thread, 1); got[0] != want {
					t.Errorf("came to %v, want %v", got[0], want)
				}
				s.catch(target.Catches{})
			}
			s.resume(target.AtBreak)
			s.resume(target.Trapped)
		})
	}
}

// testInterrupt stops a loop without end, executes a few of its instructions, and makes it end.
func testInterrupt(t *testing.T, factory Factory) {
	s := loaded(t, factory, spinning())
	begun := at(s.place(0, op.I32Add, 0))
	s.add(begun)
	s.resume(target.AtBreak)
	s.remove(begun)
	for n := range 4 {
		// The interrupt comes from another goroutine: now, or when the loop runs.
		running := func() {}
		if n < 2 {
			go s.Interrupt()
		} else {
			started := make(chan struct{})
			running = sync.OnceFunc(func() { close(started) })
			go func() {
				<-started
				s.Interrupt()
			}()
		}
		watching := at(begun.Place)
		watching.Test = func(target.Frame) bool { running(); return false }
		if n >= 2 {
			s.add(watching)
		}
		st := s.resume(target.Interrupted)
		s.remove(watching)
		before := s.top(st.Thread)
		st = s.instr(st.Thread)
		if after := s.top(st.Thread); after.Place == before.Place || after.Depth != before.Depth {
			t.Errorf("an instruction from %+v led to %+v", before.Place, after.Place)
		}
	}
	s.Interrupt()
	st := s.resume(target.Interrupted)
	here := at(s.top(st.Thread).Place)
	s.add(here)
	first := s.resume(target.AtBreak)
	n := s.local(s.top(first.Thread), 0)
	second := s.resume(target.AtBreak)
	if now := s.local(s.top(second.Thread), 0); now != n+1 {
		t.Errorf("a break where the thread stood: the loop counts %d, then %d", n, now)
	}
	s.remove(here)
	if s.Mutate == nil {
		return
	}
	if err := s.Mutate.WriteMemory(0, 0, []byte{1}, 0); err != nil {
		t.Fatal(err)
	}
	s.resume(target.Exited)
}

// testInterruptWhileTested interrupts where breaks are: none of them is passed over.
func testInterruptWhileTested(t *testing.T, make Factory) {
	s := loaded(t, make, basic())
	hits := 0
	b := at(s.place(sum, op.I32Add, 0))
	b.Test = func(target.Frame) bool {
		hits++
		s.Interrupt()
		return false
	}
	s.add(b)
	for {
		st := s.Resume(target.Resume{})
		if st.Reason == target.Exited {
			break
		}
		s.check(st, target.Interrupted)
	}
	if hits != 10 {
		t.Errorf("%d hits, want 10", hits)
	}
	s.checkResults()
}
