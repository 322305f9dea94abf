package targettest

import (
	"slices"
	"strings"
	"testing"

	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/wasm/op"
)

// jumper stops a program of basic for the first time before the addition in sum, with two operands.
func jumper(t *testing.T, make Factory) (*session, target.ThreadID) {
	t.Helper()
	s := loaded(t, make, basic())
	if s.Jump == nil {
		t.Skip("the target moves no frames")
	}
	b := at(s.place(sum, op.I32Add, 0))
	s.add(b)
	st := s.resume(target.AtBreak)
	s.remove(b)
	return s, st.Thread
}

// testJump jumps to where the operands are those that are expected, and to where fewer are.
func testJump(t *testing.T, make Factory) {
	for name, c := range map[string]struct {
		to       step
		n        int
		operands []uint32
		result   uint32 // of sum
	}{
		"the same operands":  {step{sum, op.I32Sub}, 0, []uint32{0, 10}, 55},
		"over an addition":   {step{sum, op.LocalSet}, 0, []uint32{0}, 45},
		"nothing is kept":    {step{sum, op.LocalGet}, 0, nil, 55},
		"out of the loop":    {step{sum, op.LocalGet}, 3, nil, 0},
		"where it is":        {step{sum, op.I32Add}, 0, []uint32{0, 10}, 55},
		"the end of a block": {step{sum, op.End}, 0, nil, 0},
	} {
		t.Run(name, func(t *testing.T) {
			s, thread := jumper(t, make)
			to := s.place(c.to.f, c.to.op, c.n)
			s.add(at(to)) // which does not stop it there
			before := s.top(thread)
			locals := []uint32{s.local(before, 0), s.local(before, 1)}
			if err := s.Jump.CheckJump(thread, to); err != nil {
				t.Fatal(err)
			}
			if err := s.Jump.Jump(thread, to); err != nil {
				t.Fatal(err)
			}
			top := s.top(thread)
			if top.Place != to || top.Depth != before.Depth || !slices.Equal(s.operands(top), c.operands) {
				t.Errorf("at %+v with operands %v, want %+v with %v", top, s.operands(top), to, c.operands)
			}
			if now := []uint32{s.local(top, 0), s.local(top, 1)}; !slices.Equal(now, locals) {
				t.Errorf("locals %v, want %v", now, locals)
			}
			if st := s.Resume(target.Resume{Instr: true, Thread: thread}); st.Reason != target.Stepped || s.top(thread).Place == to {
				t.Errorf("%+v", st)
			}
			if c.to.op == op.I32Sub {
				return // 0-10 more rounds of the loop
			}
			for {
				st := s.Resume(target.Resume{})
				if st.Reason == target.Exited {
					break
				}
				s.check(st, target.AtBreak)
				s.remove(st.Breaks...)
			}
			if got := s.word(8); got != c.result {
				t.Errorf("sum is %d, want %d", got, c.result)
			}
		})
	}
}

// testJumpRefused asks for places where the frame cannot go on. Nothing changes.
func testJumpRefused(t *testing.T, make Factory) {
	s, thread := jumper(t, make)
	add := s.place(sum, op.I32Add, 0)
	get := s.place(sum, op.LocalGet, 0)
	if err := s.Jump.Jump(thread, get); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		thread target.ThreadID
		to     target.Place
		want   string
	}{
		"operands":              {thread, add, "expects 2 operands (i32, i32), here are no operands"},
		"an operand":            {thread, s.place(sum, op.LocalSet, 0), "expects 1 operand (i32), here are no operands"},
		"within an instruction": {thread, target.Place{Func: sum, Offset: get.Offset + 1}, "no instruction"},
		"before the code":       {thread, target.Place{Func: sum}, "no instruction"},
		"after the code":        {thread, target.Place{Func: sum, Offset: 1 << 20}, "outside"},
		"another function":      {thread, s.first(twice), "another function"},
		"an imported function":  {thread, target.Place{Func: schedYield}, "imported"},
		"no function":           {thread, target.Place{Func: 1 << 20}, "no function"},
		"no instance":           {thread, target.Place{Instance: 5, Func: sum, Offset: get.Offset}, "no instance"},
		"no thread":             {thread + 50, get, "no thread"},
	} {
		err := s.Jump.Jump(c.thread, c.to)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
		if check := s.Jump.CheckJump(c.thread, c.to); check == nil || err == nil || check.Error() != err.Error() {
			t.Errorf("%s: the check says %v, the jump %v", name, check, err)
		}
		if top := s.top(thread); top.Place != get || len(s.operands(top)) != 0 {
			t.Fatalf("%s: now the thread is at %+v", name, top)
		}
	}
	s.resume(target.Exited)
	s.checkResults()
	if err := s.Jump.Jump(thread, get); err == nil {
		t.Error("a program that has ended jumps")
	}
}

// testRestart restarts frames of a recursion, the innermost and others.
func testRestart(t *testing.T, make Factory) {
	s := loaded(t, make, basic())
	if s.Jump == nil {
		t.Skip("the target moves no frames")
	}
	b := at(s.place(fact, op.I32Const, 0)) // of the last call
	s.add(b)
	st := s.resume(target.AtBreak)
	for _, n := range []int{0, 1, 2} { // frame 0 of 7, 1 of 7, 2 of 6
		frames := s.frames(st.Thread)
		f := frames[n]
		argument := s.local(f, 0)
		if err := s.Jump.CheckRestart(st.Thread, f.Depth); err != nil {
			t.Fatal(err)
		}
		if err := s.Jump.RestartFrame(st.Thread, f.Depth); err != nil {
			t.Fatal(err)
		}
		now := s.frames(st.Thread)
		if !slices.Equal(now[1:], frames[n+1:]) {
			t.Errorf("frames %+v, want %+v", now[1:], frames[n+1:])
		}
		if now[0].Place != s.first(fact) || now[0].Depth != f.Depth || s.local(now[0], 0) != argument || len(s.operands(now[0])) != 0 {
			t.Errorf("the frame is now %+v, local %d, operands %v", now[0], s.local(now[0], 0), s.operands(now[0]))
		}
	}
	for _, depth := range []int{-1, 1000, s.top(st.Thread).Depth + 1} {
		if err := s.Jump.RestartFrame(st.Thread, depth); err == nil {
			t.Errorf("the frame of depth %d is restarted", depth)
		}
	}
	if err := s.Jump.RestartFrame(st.Thread+50, 1); err == nil {
		t.Error("a frame of a thread that does not exist is restarted")
	}
	s.resume(target.AtBreak)
	s.remove(b)
	s.resume(target.Exited)
	s.checkResults()
}

// testRestartLocals: locals are zero again, parameters stay what they are.
func testRestartLocals(t *testing.T, make Factory) {
	s, thread := jumper(t, make)
	b := at(s.place(sum, op.I32Add, 0))
	s.add(b)
	s.resume(target.AtBreak)
	s.remove(b)
	f := s.top(thread)
	if s.local(f, 0) != 9 || s.local(f, 1) != 10 {
		t.Fatalf("locals %d and %d", s.local(f, 0), s.local(f, 1))
	}
	if err := s.Jump.RestartFrame(thread, f.Depth); err != nil {
		t.Fatal(err)
	}
	if s.local(f, 0) != 9 || s.local(f, 1) != 0 {
		t.Errorf("locals %d and %d, want 9 and 0", s.local(f, 0), s.local(f, 1))
	}
	s.resume(target.Exited)
	if got := s.word(8); got != 45 {
		t.Errorf("the sum up to 9 is %d", got)
	}
}

// testJumpFromThrow leaves an exception that is about to be thrown: it is not. testJumpFromHost does so with a call of the host.
func testJumpFromThrow(t *testing.T, make Factory) {
	s := loaded(t, make, throwing())
	if s.Jump == nil {
		t.Skip("the target moves no frames")
	}
	told := 0
	s.catch(target.Catches{Throw: func(*target.Throw) bool { told++; return told == 1 }})
	st := s.resume(target.Thrown)
	// To the end of the if, and so into a call with 0-1: it would not end.
	returns := instrs(s.m, thrower)
	if err := s.Jump.Jump(st.Thread, target.Place{Func: thrower, Offset: returns[len(returns)-1].at}); err != nil {
		t.Fatal(err)
	}
	s.resume(target.Trapped)
	if s.word(8) != 1 || s.word(12) != 42 || told != 3 {
		t.Errorf("results %d and %d, want 1 and 42; %d exceptions were told of", s.word(8), s.word(12), told)
	}
}

func testJumpFromHost(t *testing.T, make Factory) {
	s := loaded(t, make, exiting(5))
	if s.Jump == nil {
		t.Skip("the target moves no frames")
	}
	s.catch(target.Catches{HostCall: func(target.ThreadID, *target.HostFunc) bool { return true }})
	st := s.resume(target.HostCalled)
	at := s.top(st.Thread)
	all := instrs(s.m, at.Func)
	if err := s.Jump.Jump(st.Thread, target.Place{Func: at.Func, Offset: all[len(all)-1].at}); err != nil {
		t.Fatal(err)
	}
	if st = s.resume(target.Exited); st.Exit != 0 {
		t.Errorf("status %d", st.Exit)
	}
}

// testAlone runs the only thread there is alone.
func testAlone(t *testing.T, make Factory) {
	s := loaded(t, make, basic())
	if !s.Solo {
		t.Skip("the target runs no thread alone")
	}
	b := at(s.first(sum))
	s.add(b)
	st := s.resume(target.AtBreak)
	s.remove(b)
	for range 20 {
		s.check(s.Resume(target.Resume{Instr: true, Alone: true, Thread: st.Thread}), target.Stepped)
	}
	s.check(s.Resume(target.Resume{Alone: true, Thread: st.Thread}), target.Exited)
	s.checkResults()
}
