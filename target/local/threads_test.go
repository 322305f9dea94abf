package local_test

import (
	"slices"
	"testing"

	"github.com/wdbg/wdbg/internal/wasmtest"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

// spawning is yielding with a start function.
func spawning(t *testing.T) (m *wasm.Module, start, work, entry wasm.FuncIndex) {
	t.Helper()
	b := yielding()
	i := wasmtest.I
	spawn := b.Func(nil, nil, nil, i(op.I32Const, 0), i(op.Call, 1), i(op.Drop))
	start = b.Func(nil, nil, nil, i(op.I32Const, 20), i(op.I32Const, 1), i(op.I32AtomicRmwAdd), i(op.Drop))
	b.Start(start)
	m, err := wasm.Decode(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	return m, start, spawn - 3, spawn - 2
}

func anyBreak(i target.InstanceID, f wasm.FuncIndex, at wasm.FuncOffset) *target.Break {
	return &target.Break{Place: target.Place{Instance: i, Func: f, Offset: at}, Thread: target.AnyThread, Depth: target.AnyDepth}
}

// TestThreadInstances stops for the instance that a new thread gets before its start function runs.
func TestThreadInstances(t *testing.T) {
	m, start, _, entry := spawning(t)
	g := command(t, m, nil)
	if err := g.Catch.SetCatches(target.Catches{Load: true}); err != nil {
		t.Fatal(err)
	}
	for n := range target.InstanceID(2) {
		st := g.Resume(target.Resume{})
		if st.Reason != target.Loaded || st.Loaded != n || len(g.Instances()) != int(n)+1 {
			t.Fatalf("%+v, %d instances", st, len(g.Instances()))
		}
		if err := g.AddBreaks([]*target.Break{anyBreak(n, start, 1), anyBreak(n, entry, 1)}); err != nil {
			t.Fatal(err)
		}
		if n == 1 {
			break
		}
		if st = g.Resume(target.Resume{}); st.Reason != target.AtBreak || st.Breaks[0].Func != start {
			t.Fatalf("%+v", st)
		}
	}
	var threads []target.ThreadID
	for _, f := range []wasm.FuncIndex{start, entry} {
		st := g.Resume(target.Resume{})
		if st.Reason != target.AtBreak || st.Breaks[0].Func != f || st.Breaks[0].Instance != 1 {
			t.Fatalf("%+v", st)
		}
		threads = append(threads, st.Thread)
	}
	list := g.Threads()
	if len(list) != 2 || list[0].ID != threads[0] || threads[0] != threads[1] || list[0].ID == list[1].ID {
		t.Errorf("threads %+v, stopped in %v", list, threads)
	}
	if st := g.Resume(target.Resume{}); st.Reason != target.Exited {
		t.Errorf("%+v", st)
	}
}

// TestThreadSteps executes instructions of one thread while the other runs, from where it does not exist in any frame yet.
func TestThreadSteps(t *testing.T) {
	m, start, work, entry := spawning(t)
	g := command(t, m, nil)
	if err := g.Catch.SetCatches(target.Catches{Load: true}); err != nil {
		t.Fatal(err)
	}
	g.Resume(target.Resume{})
	g.Resume(target.Resume{})
	var second target.ThreadID
	for _, th := range g.Threads() {
		second = max(second, th.ID)
	}
	var funcs []wasm.FuncIndex
	for range 300 {
		st := g.Resume(target.Resume{Instr: true, Thread: second})
		if st.Reason != target.Stepped || st.Thread != second {
			t.Fatalf("%+v", st)
		}
		frames, err := g.Frames(second, 0, 1)
		if err != nil {
			t.Fatal(err)
		}
		if f := frames[0].Func; len(funcs) == 0 || funcs[len(funcs)-1] != f {
			funcs = append(funcs, f)
		}
	}
	if !slices.Equal(funcs, []wasm.FuncIndex{start, entry, work}) {
		t.Errorf("functions %v, want %v", funcs, []wasm.FuncIndex{start, entry, work})
	}
	// Breaks of the first thread stop only that.
	b := anyBreak(0, work, 5)
	b.Thread = second - 1
	if err := g.AddBreaks([]*target.Break{b}); err != nil {
		t.Fatal(err)
	}
	if st := g.Resume(target.Resume{}); st.Reason != target.AtBreak || st.Thread != second-1 {
		t.Errorf("%+v", st)
	}
	if st := g.Resume(target.Resume{}); st.Reason != target.AtBreak {
		t.Errorf("%+v", st)
	}
}

// TestStepOutOfThread executes the last instruction of a thread: the step ends in another one.
func TestStepOutOfThread(t *testing.T) {
	m, _, _, entry := spawning(t)
	g := command(t, m, nil)
	if err := g.Catch.SetCatches(target.Catches{Load: true}); err != nil {
		t.Fatal(err)
	}
	g.Resume(target.Resume{})
	g.Resume(target.Resume{})
	// The end of the thread's function: after the declarations a constant and a call, of two bytes each.
	if err := g.AddBreaks([]*target.Break{anyBreak(1, entry, 5)}); err != nil {
		t.Fatal(err)
	}
	st := g.Resume(target.Resume{})
	if st.Reason != target.AtBreak {
		t.Fatalf("%+v", st)
	}
	ended := st.Thread
	if st = g.Resume(target.Resume{Instr: true, Thread: ended}); st.Reason != target.Stepped || st.Thread == ended {
		t.Errorf("%+v", st)
	}
	if n := len(g.Threads()); n != 1 {
		t.Errorf("%d threads", n)
	}
}

// TestCallSpawns calls a function that starts a thread. Nothing of that runs before the program goes on, nor is it told of.
func TestCallSpawns(t *testing.T) {
	m, start, work, _ := spawning(t)
	g := command(t, m, nil)
	if err := g.Catch.SetCatches(target.Catches{Load: true}); err != nil {
		t.Fatal(err)
	}
	g.Resume(target.Resume{})
	if err := g.AddBreaks([]*target.Break{anyBreak(0, start, 1)}); err != nil {
		t.Fatal(err)
	}
	st := g.Resume(target.Resume{})
	if st.Reason != target.AtBreak {
		t.Fatalf("%+v", st)
	}
	_, stop, err := g.Call.Call(st.Thread, target.FuncRef{Func: work + 3}, nil)
	if err != nil || stop != nil {
		t.Fatalf("%+v, %v", stop, err)
	}
	if n := len(g.Instances()); n != 2 {
		t.Errorf("%d instances", n)
	}
	if st = g.Resume(target.Resume{}); st.Reason != target.Loaded || st.Loaded != 1 {
		t.Errorf("%+v", st)
	}
	if st = g.Resume(target.Resume{}); st.Reason != target.Loaded || st.Loaded != 2 {
		t.Errorf("%+v", st)
	}
}

// TestReferencesThatFit changes references: only to what is of their type.
func TestReferencesThatFit(t *testing.T) {
	tgt, f := objectProgram(t)
	global, err := tgt.Global(0, 0)
	if err != nil {
		t.Fatal(err)
	}
	if err := tgt.Mutate.SetLocal(f.Thread, f.Depth, 0, global); err != nil {
		t.Errorf("a reference to a structure: %v", err)
	}
	for _, bits := range []uint64{4 /* a function */, 1 << 20 /* no object */, 6, 1<<40 | 1} {
		w := symbols.Word{Type: wasm.AnyRef(), Lo: bits}
		if err := tgt.Mutate.SetLocal(f.Thread, f.Depth, 0, w); err == nil {
			t.Errorf("the bits %#x are taken for a reference of type any", bits)
		}
		if err := tgt.Mutate.SetGlobal(0, 0, w); err == nil {
			t.Errorf("the bits %#x are taken for a reference of type any", bits)
		}
	}
	if err := tgt.Mutate.SetLocal(f.Thread, f.Depth, 0, symbols.Word{Type: wasm.AnyRef()}); err != nil {
		t.Errorf("null: %v", err)
	}
	if st := tgt.Resume(target.Resume{}); st.Reason != target.Trapped {
		t.Errorf("%+v", st)
	}
}
