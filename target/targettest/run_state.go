package targettest

import (
	"errors"
	"slices"
	"testing"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

// testThrow stops before exceptions are thrown, and knows where they will be caught.
func testThrow(t *testing.T, make Factory) {
	s := loaded(t, make, throwing())
	var told []target.Throw
	s.catch(target.Catches{Throw: func(t *target.Throw) bool {
		told = append(told, *t)
		return true
	}})
	for _, handler := range []target.Place{s.place(catcher, op.LocalSet, 0), s.place(thrown, op.I32Store, 0+1)} {
		st := s.resume(target.Thrown)
		e := st.Throw
		if e == nil || !e.Caught || e.Handler != handler || e.Exception.Tag != "problem" || e.Exception.Values[0].Lo != 42 {
			t.Fatalf("%+v, to be caught at %+v", e, handler)
		}
		top := s.top(st.Thread)
		if s.opAt(top.Place) != op.Throw || !slices.Equal(s.operands(top), []uint32{42}) {
			t.Errorf("stopped at %+v with operands %v", top, s.operands(top))
		}
		caught := at(handler)
		caught.Depth = e.CatchDepth
		s.add(caught)
		s.resume(target.AtBreak)
		s.remove(caught)
	}
	if st := s.resume(target.Thrown); st.Throw.Caught {
		t.Errorf("%+v", st.Throw)
	}
	s.checkUncaught(s.resume(target.Trapped))
	if len(told) != 3 {
		t.Errorf("%d exceptions were told of, want 3", len(told))
	}
}

// testThrowChanged changes the values of an exception that is about to be thrown.
func testThrowChanged(t *testing.T, make Factory) {
	s := loaded(t, make, throwing())
	if s.Mutate == nil {
		t.Skip("the target changes nothing")
	}
	told := 0
	s.catch(target.Catches{Throw: func(*target.Throw) bool { told++; return told == 1 }})
	st := s.resume(target.Thrown)
	if err := s.Mutate.SetOperand(st.Thread, s.top(st.Thread).Depth, 0, symbols.Word{Type: wasm.I32, Lo: 50}); err != nil {
		t.Fatal(err)
	}
	s.resume(target.Trapped)
	if s.word(8) != 51 || s.word(12) != 42 || told != 3 {
		t.Errorf("results %d and %d, want 51 and 42; %d exceptions were told of", s.word(8), s.word(12), told)
	}
}

// testHostCall stops before the host is called, once.
func testHostCall(t *testing.T, make Factory) {
	s := loaded(t, make, exiting(5))
	calls := 0
	s.catch(target.Catches{HostCall: func(_ target.ThreadID, h *target.HostFunc) bool {
		calls++
		return h.Name == "proc_exit"
	}})
	st := s.resume(target.HostCalled)
	top := s.top(st.Thread)
	if h := st.HostCall; h == nil || h.Module != wasiModule || len(h.Type.Params) != 1 {
		t.Fatalf("%+v", h)
	}
	if s.opAt(top.Place) != op.Call || !slices.Equal(s.operands(top), []uint32{5}) || len(s.frames(st.Thread)) != 2 {
		t.Errorf("at %+v with operands %v", top, s.operands(top))
	}
	// Neither the event nor a break that was added here stops again.
	s.add(at(top.Place))
	if st = s.resume(target.Exited); st.Exit != 5 || calls != 1 {
		t.Errorf("status %d after %d calls", st.Exit, calls)
	}
}

// testFrames reads the frames of a recursion, all at once and in parts.
func testFrames(t *testing.T, make Factory) {
	s := loaded(t, make, basic())
	b := at(s.place(fact, op.I32Const, 0))
	s.add(b)
	st := s.resume(target.AtBreak)
	all := s.frames(st.Thread)
	if len(all) != 7 {
		t.Fatalf("%d frames, want 7", len(all))
	}
	call := s.place(fact, op.Call, 0)
	for n, f := range all {
		if n > 0 && f.Depth >= all[n-1].Depth {
			t.Errorf("frame %d has depth %d, the one before it %d", n, f.Depth, all[n-1].Depth)
		}
		if n == 0 || n == 6 {
			continue
		}
		if f.Place != call || s.local(f, 0) != uint32(n) || !slices.Equal(s.operands(f), []uint32{uint32(n)}) {
			t.Errorf("frame %d: %+v, local %d, operands %v", n, f, s.local(f, 0), s.operands(f))
		}
	}
	if last := all[6]; last.Func != main || !slices.Equal(s.operands(last), []uint32{20}) {
		t.Errorf("the outermost frame: %+v, operands %v", last, s.operands(last))
	}
	var parts []target.Frame
	for from := 0; ; from += 2 {
		list, err := s.Frames(st.Thread, from, 2)
		if err != nil {
			t.Fatal(err)
		}
		if parts = append(parts, list...); len(list) < 2 {
			break
		}
	}
	if !slices.Equal(parts, all) {
		t.Errorf("in parts the frames are %+v, want %+v", parts, all)
	}
	threads := s.Threads()
	if len(threads) != 1 || threads[0].ID != st.Thread || threads[0].Waiting {
		t.Errorf("threads %+v", threads)
	}
	if _, err := s.Locals(st.Thread, all[0].Depth+5); err == nil {
		t.Error("a frame that does not exist has locals")
	}
	if _, err := s.Frames(st.Thread+50, 0, 1); err == nil {
		t.Error("a thread that does not exist has frames")
	}
}

// testState reads memory and globals, also what is not there.
func testState(t *testing.T, make Factory) {
	s := loaded(t, make, basic())
	s.add(at(s.place(poke, op.Call, 0)))
	st := s.resume(target.AtBreak)
	s.checkResults()
	mems := s.Memories(0)
	if len(mems) != 1 || mems[0].Size != 1<<16 || mems[0].Type.Max != 2 {
		t.Errorf("memories %+v", mems)
	}
	var un *symbols.Unavailable
	if err := s.ReadMemory(0, 0, []byte{0, 0}, 1<<16-1); !errors.As(err, &un) {
		t.Errorf("reading past the end: %v", err)
	}
	if err := s.ReadMemory(0, 1, []byte{0}, 0); err == nil {
		t.Error("a memory that does not exist was read")
	}
	if _, err := s.Global(0, 1); err == nil {
		t.Error("a global that does not exist was read")
	}
	m, err := s.Machine(st.Thread, s.top(st.Thread).Depth)
	if err != nil {
		t.Fatal(err)
	}
	if g, err := m.Global(0); err != nil || g.Lo != 7 {
		t.Errorf("the global of the frame's machine: %+v, %v", g, err)
	}
	static, err := s.StaticMachine(0)
	if err != nil {
		t.Fatal(err)
	}
	if static.MemorySize() != 1<<16 {
		t.Errorf("the memory has %d bytes", static.MemorySize())
	}
	if _, err := static.Local(0); err == nil {
		t.Error("an instance outside of frames has a local")
	}
}

// testFunctions looks at the table and at what calls will call.
func testFunctions(t *testing.T, make Factory) {
	s := loaded(t, make, basic())
	if n, err := s.TableSize(0, 0); err != nil || n != 5 {
		t.Errorf("the table has %d elements, %v", n, err)
	}
	elem, err := s.TableElem(0, 0, twiceElement)
	if err != nil {
		t.Fatal(err)
	}
	if f, ok := s.Func(elem); !ok || f.Func != twice || f.Host != nil {
		t.Errorf("element %d is %+v", twiceElement, f)
	}
	if elem, err = s.TableElem(0, 0, hostElement); err != nil {
		t.Fatal(err)
	}
	if f, ok := s.Func(elem); !ok || f.Host == nil || f.Host.Name != "sched_yield" {
		t.Errorf("element %d is %+v", hostElement, f)
	}
	if elem, err = s.TableElem(0, 0, 0); err != nil {
		t.Fatal(err)
	}
	if f, ok := s.Func(elem); ok {
		t.Errorf("an empty element is %+v", f)
	}
	if _, err = s.TableElem(0, 0, 5); err == nil {
		t.Error("an element outside of the table was read")
	}
	if f, ok := s.Resolve(0, schedYield); !ok || f.Host == nil {
		t.Errorf("the import is %+v", f)
	}
	for _, c := range []struct {
		at   target.Place
		want wasm.FuncIndex
	}{
		{s.place(main, op.Call, 0), sum}, {s.place(tail, op.ReturnCall, 0), twice},
		{s.place(indirect, op.I32Const, 0), 0}, {s.place(indirect, op.CallIndirect, 0), twice}, {s.place(poke, op.Call, 0), schedYield},
	} {
		b := at(c.at)
		s.add(b)
		if st := s.resume(target.AtBreak); true {
			f, ok := s.Callee(st.Thread)
			if o := s.opAt(c.at); ok != (o != op.I32Const) || f.Func != c.want && f.Host == nil || (f.Host != nil) != (c.at.Func == poke) {
				t.Errorf("%v will call %+v, %v", o, f, ok)
			}
		}
		s.remove(b)
	}
}

// testChange changes locals, operands, globals and memory. An operand that was read from a local keeps its value when the local changes.
func testChange(t *testing.T, make Factory) {
	s := loaded(t, make, basic())
	if s.Mutate == nil {
		t.Skip("the target changes nothing")
	}
	b := at(s.place(fact, op.I32Const, 0))
	s.add(b)
	st := s.resume(target.AtBreak)
	s.remove(b)
	frames := s.frames(st.Thread)
	// The parameter of a frame further out changes: the factor that it has read already does not.
	outer := frames[2]
	i32 := func(n uint64) symbols.Word { return symbols.Word{Type: wasm.I32, Lo: n} }
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	check(s.Mutate.SetLocal(st.Thread, outer.Depth, 0, i32(1000)))
	if s.local(outer, 0) != 1000 || !slices.Equal(s.operands(outer), []uint32{2}) {
		t.Errorf("local %d, operands %v", s.local(outer, 0), s.operands(outer))
	}
	// The factor of another one does.
	check(s.Mutate.SetOperand(st.Thread, frames[3].Depth, 0, i32(30)))
	if !slices.Equal(s.operands(frames[3]), []uint32{30}) {
		t.Errorf("operands %v", s.operands(frames[3]))
	}
	check(s.Mutate.SetGlobal(0, 0, i32(0x1234)))
	check(s.Mutate.WriteMemory(0, 0, []byte{1, 2, 3, 4}, 128))
	for name, err := range map[string]error{
		"a local of another type":  s.Mutate.SetLocal(st.Thread, outer.Depth, 0, symbols.Word{Type: wasm.F64}),
		"a local too many":         s.Mutate.SetLocal(st.Thread, outer.Depth, 1, i32(0)),
		"an operand too many":      s.Mutate.SetOperand(st.Thread, outer.Depth, 1, i32(0)),
		"a global too many":        s.Mutate.SetGlobal(0, 1, i32(0)),
		"memory outside of itself": s.Mutate.WriteMemory(0, 0, []byte{1, 2}, 1<<16-1),
	} {
		if err == nil {
			t.Error(name + " was written")
		}
	}
	s.resume(target.Exited)
	if s.word(20) != 5*4*30*2 || s.word(64) != 0x1234 || s.word(128) != 0x04030201 {
		t.Errorf("the results are %d, %#x, %#x", s.word(20), s.word(64), s.word(128))
	}
}

// testCall calls functions while the program stands still: breaks do not stop them, and what fails leaves no trace in globals.
func testCall(t *testing.T, make Factory) {
	s := loaded(t, make, basic())
	if s.Call == nil {
		t.Skip("the target calls nothing")
	}
	b := at(s.place(fact, op.I32Mul, 0))
	inside := at(s.first(twice))
	s.add(b, inside)
	s.resume(target.AtBreak)
	s.resume(target.AtBreak)
	st := s.resume(target.AtBreak)
	before := s.frames(st.Thread)
	arg := []symbols.Word{{Type: wasm.I32, Lo: 5}}
	for f, want := range map[wasm.FuncIndex]uint64{fact: 120, sum: 15, twice: 10, indirect: 10, tail: 10} {
		got, stop, err := s.Call.Call(st.Thread, target.FuncRef{Func: f}, arg)
		if err != nil || stop != nil || len(got) != 1 || got[0].Lo != want || got[0].Type != wasm.I32 {
			t.Errorf("function %d of 5: %v, %+v, %v", f, got, stop, err)
		}
	}
	if _, stop, err := s.Call.Call(st.Thread, target.FuncRef{Func: overwrite}, arg); err != nil || stop == nil || stop.Reason != target.Trapped || stop.Trap == nil {
		t.Errorf("a call that traps: %+v, %v", stop, err)
	}
	if g, err := s.Global(0, 0); err != nil || g.Lo != 7 {
		t.Errorf("the global is %d after a call that trapped, %v", g.Lo, err)
	}
	go s.Interrupt()
	if _, stop, err := s.Call.Call(st.Thread, target.FuncRef{Func: spin}, arg); err != nil || stop == nil || stop.Reason != target.Interrupted {
		t.Errorf("a call that is interrupted: %+v, %v", stop, err)
	}
	for name, args := range map[string][]symbols.Word{"none": nil, "of another type": {{Type: wasm.F32}}, "too many": {arg[0], arg[0]}} {
		if _, _, err := s.Call.Call(st.Thread, target.FuncRef{Func: fact}, args); err == nil {
			t.Errorf("arguments %s were taken", name)
		}
	}
	if _, _, err := s.Call.Call(st.Thread, target.FuncRef{Func: 1 << 20}, nil); err == nil {
		t.Error("a function that does not exist was called")
	}
	if after := s.frames(st.Thread); !slices.Equal(before, after) {
		t.Errorf("the frames are %+v after calls, before %+v", after, before)
	}
	s.remove(b, inside)
	s.resume(target.Exited)
	s.checkResults()
}
