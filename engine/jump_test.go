package engine_test

import (
	"strings"
	"testing"

	"github.com/wdbg/wdbg/engine"
	"github.com/wdbg/wdbg/internal/wasmtest"
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

// nops returns where the nops of a function are.
func nops(f *engine.Func) (at []wasm.FuncOffset) {
	for off, in := range f.Instance.Module.Instrs(f.Index) {
		if in.Op == op.Nop {
			at = append(at, off)
		}
	}
	return at
}

// atNop runs the last function of a module to one of its nops.
func atNop(t *testing.T, b *wasmtest.Builder, n int) (store *engine.Store, thread *engine.Thread, places []wasm.FuncOffset) {
	t.Helper()
	inst := assemble(t, nil, b, nil)
	f := inst.Funcs[len(inst.Funcs)-1]
	places = nops(f)
	store = inst.Store
	thread, err := store.NewThread(f, nil)
	if err != nil {
		t.Fatal(err)
	}
	remove, err := store.AddProbe(f, places[n], engine.ProbeFunc(func(*engine.Thread, engine.FrameInfo) engine.ProbeAction { return engine.ProbeStop }))
	if err != nil {
		t.Fatal(err)
	}
	if stop := store.Resume(thread); stop.Kind != engine.StopProbe {
		t.Fatalf("%+v", stop)
	}
	if err := remove(); err != nil {
		t.Fatal(err)
	}
	return store, thread, places
}

// TestJumpOperands moves frames between nops. What they find on the stack is what they take.
func TestJumpOperands(t *testing.T) {
	i := wasmtest.I
	i64 := []wasm.ValType{wasm.I64}
	ones := [16]byte{1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2}
	legacy := wasmtest.New() // within the catch the exception is between the operands
	legacy.Tag(wasm.I64)
	legacy.Func(nil, i64, i64,
		i(op.I32Const, 50), i(op.Try, wasm.I64), i(op.I64Const, 8), i(op.Throw, 0), i(op.Catch, 0), i(op.Nop), i(op.I64Const, 1), i(op.I64Add), i(op.End),
		i(op.Nop), i(op.LocalSet, 0), i(op.I64ExtendI32U), i(op.LocalGet, 0), i(op.I64Sub))
	constants := wasmtest.New() // operands are constants and locals at one place and are computed at the other
	constants.Func(nil, i64, i64,
		i(op.I64Const, 7), i(op.LocalSet, 0), i(op.LocalGet, 0), i(op.I64Const, 5), i(op.Nop), i(op.I64Mul), i(op.LocalSet, 0),
		i(op.LocalGet, 0), i(op.LocalGet, 0), i(op.I64Clz), i(op.Nop), i(op.I64Sub))
	vectors := wasmtest.New()
	vectors.Func(nil, i64, i64,
		i(op.V128Const, ones), i(op.I64Const, 5), i(op.Nop), i(op.LocalSet, 0), i(op.Drop),
		i(op.V128Const, [16]byte{}), i(op.Nop), i(op.I64x2ExtractLane, 1))
	for name, c := range map[string]struct {
		b      *wasmtest.Builder
		result string
	}{
		"out of a legacy catch": {legacy, "[42]"},
		"constants":             {constants, "[2]"},
		"a vector is kept":      {vectors, "[144680345676153346]"},
	} {
		t.Run(name, func(t *testing.T) {
			store, thread, places := atNop(t, c.b, 0)
			if err := thread.Jump(places[1]); err != nil {
				t.Fatal(err)
			}
			if at, _ := thread.FrameAt(thread.Depth - 1); at.Offset != places[1] {
				t.Errorf("it is at %#x, want %#x", at.Offset, places[1])
			}
			if got := outcome(store, thread, nil); got != c.result {
				t.Errorf("%s, want %s", got, c.result)
			}
		})
	}
}

// TestJumpRefused: code there relies on what is not so.
func TestJumpRefused(t *testing.T) {
	i := wasmtest.I
	catch := wasmtest.New()
	catch.Tag()
	catch.Func(nil, nil, nil, i(op.Nop), i(op.Try), i(op.Throw, 0), i(op.Catch, 0), i(op.Nop), i(op.Rethrow, 0), i(op.End))
	unset := wasmtest.New()
	s := unset.Struct(wasm.FieldType{Type: wasm.I32})
	unset.Func(nil, nil, []wasm.ValType{wasm.RefType(false, wasm.HeapType(s))},
		i(op.Nop), i(op.I32Const, 3), i(op.StructNew, s), i(op.LocalSet, 0), i(op.Nop), i(op.LocalGet, 0), i(op.StructGet, s, 0), i(op.Drop))
	types := wasmtest.New()
	s = types.Struct(wasm.FieldType{Type: wasm.I32})
	types.Func(nil, nil, nil,
		i(op.I32Const, 3), i(op.RefI31), i(op.Nop), i(op.Drop), i(op.StructNewDefault, s), i(op.Nop), i(op.StructGet, s, 0), i(op.Drop))
	dead := wasmtest.New()
	dead.Func(nil, nil, nil, i(op.Nop), i(op.Return), i(op.Nop))
	unreached := wasmtest.New()
	unreached.Func(nil, nil, nil, i(op.Nop), i(op.Block), i(op.Return), i(op.End), i(op.Nop))
	for name, c := range map[string]struct {
		b    *wasmtest.Builder
		want string
	}{
		"a legacy catch":   {catch, "entered only with an exception"},
		"an unset local":   {unset, "local 0, of type (ref 0), has no value yet"},
		"another type":     {types, "the destination expects 1 operand ((ref 0)), here is 1 operand ((ref i31))"},
		"dead code":        {dead, "never reached"},
		"behind dead code": {unreached, "never reached"},
	} {
		t.Run(name, func(t *testing.T) {
			_, thread, places := atNop(t, c.b, 0)
			before := describe(t, thread)
			for _, err := range []error{thread.CheckJump(places[1]), thread.Jump(places[1])} {
				if err == nil || !strings.Contains(err.Error(), c.want) {
					t.Errorf("%v, want %q", err, c.want)
				}
			}
			if now := describe(t, thread); now != before {
				t.Errorf("it was\n%s, and is\n%s", before, now)
			}
		})
	}
	// Back to where the local need not be set, and again to where it is.
	store, thread, places := atNop(t, unset, 1)
	for _, at := range []wasm.FuncOffset{places[0], places[1]} {
		if err := thread.Jump(at); err != nil {
			t.Fatal(err)
		}
	}
	store.Collect()
	if got := outcome(store, thread, nil); got != "[]" {
		t.Error(got)
	}
}

// TestRestartDropsReferences restarts frames whose locals and operands hold objects: they can be collected.
func TestRestartDropsReferences(t *testing.T) {
	i := wasmtest.I
	b := wasmtest.New()
	s := b.Struct(wasm.FieldType{Type: wasm.I32})
	inner := b.Func(nil, nil, nil, i(op.I32Const, 1), i(op.StructNew, s), i(op.Call, 1), i(op.Drop))
	b.Func(nil, nil, nil, i(op.Unreachable))
	b.Func(nil, nil, []wasm.ValType{wasm.RefType(true, wasm.HeapType(s))},
		i(op.I32Const, 2), i(op.StructNew, s), i(op.LocalSet, 0), i(op.I32Const, 3), i(op.StructNew, s), i(op.Call, inner), i(op.Drop))
	inst := assemble(t, nil, b, nil)
	store := inst.Store
	thread, err := store.NewThread(inst.Funcs[2], nil)
	if err != nil {
		t.Fatal(err)
	}
	remove, err := store.ProbeAll(inst.Funcs[1], engine.ProbeFunc(func(*engine.Thread, engine.FrameInfo) engine.ProbeAction { return engine.ProbeStop }))
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if stop := store.Resume(thread); stop.Kind != engine.StopProbe {
			t.Fatalf("%+v", stop)
		}
		if n := objects(store); n != 3 {
			t.Fatalf("%d objects", n)
		}
		if err := thread.RestartFrame(3); err != nil {
			t.Fatal(err)
		}
		if n := objects(store); n != 2 {
			t.Errorf("%d objects after the inner frame was restarted", n)
		}
		if err := thread.RestartFrame(2); err != nil {
			t.Fatal(err)
		}
		if n := objects(store); n != 0 {
			t.Errorf("%d objects after the outer frame was restarted", n)
		}
	}
	if err := remove(); err != nil {
		t.Fatal(err)
	}
	if got := outcome(store, thread, nil); got != "unreachable" {
		t.Error(got)
	}
	if err := thread.RestartFrame(2); err == nil || !strings.Contains(err.Error(), "trap") {
		t.Errorf("after a trap: %v", err)
	}
}

// objects collects garbage and counts what is left.
func objects(store *engine.Store) (n int) {
	store.Collect()
	for range store.Heap.All() {
		n++
	}
	return n
}

// TestJumpOutOfWait ends a wait that nobody would end, of a thread that runs alone.
func TestJumpOutOfWait(t *testing.T) {
	i := wasmtest.I
	b := wasmtest.New()
	b.Memory(wasm.Limits{Min: 1, Max: 1, HasMax: true, Shared: true})
	b.Func(nil, []wasm.ValType{wasm.I32}, nil,
		i(op.I32Const, 5), i(op.I32Const, 8), i(op.I32Const, 0), i(op.I64Const, -1), i(op.MemoryAtomicWait32), i(op.Drop), i(op.Nop), i(op.I32Const, 1), i(op.I32Add))
	inst := assemble(t, nil, b, nil)
	store := inst.Store
	thread, err := store.NewThread(inst.Funcs[0], nil)
	if err != nil {
		t.Fatal(err)
	}
	go store.Pause()
	for {
		stop := store.ResumeOnly(thread, thread)
		if stop.Kind != engine.StopPause {
			t.Fatalf("%+v", stop)
		}
		if thread.State == engine.ThreadWaiting {
			break
		}
		go store.Pause()
	}
	at := nops(inst.Funcs[0])[0]
	if err := thread.Jump(at); err != nil {
		t.Fatal(err)
	}
	if n := store.Notify(inst.Memories[0], 8, 1); n != 0 {
		t.Errorf("%d threads wait", n)
	}
	if got := outcome(store, thread, nil); got != "[6]" {
		t.Error(got)
	}
}

// TestJumpWithWatches moves a frame whose local is watched, and out of a call of the host that has written to watched memory: both are told.
func TestJumpWithWatches(t *testing.T) {
	i := wasmtest.I
	b := wasmtest.New()
	host := b.ImportFunc("env", "write", nil, nil)
	b.Func(nil, []wasm.ValType{wasm.I32}, []wasm.ValType{wasm.I32},
		i(op.Call, host), i(op.I32Const, 1), i(op.LocalSet, 0), i(op.Nop), i(op.I32Const, 4), i(op.LocalSet, 0), i(op.LocalGet, 0))
	b.Pages(1, 1)
	store := newStore(t, engine.Config{})
	write := store.NewHostFunc(&engine.HostFunc{Module: "env", Name: "write", Call: func(c *engine.Call) error {
		c.Memory().Bytes()[8] = 5
		store.Pause()
		return nil
	}})
	inst := assemble(t, store, b, map[string]engine.Extern{"write": write})
	f := inst.Funcs[1]
	thread, err := store.NewThread(f, nil)
	if err != nil {
		t.Fatal(err)
	}
	var hits []string
	memory := record(&hits, engine.Watch{Access: engine.Write, Memory: inst.Memories[0], Addr: 8, Size: 1})
	set(t, store, memory)
	if stop := store.Resume(thread); stop.Kind != engine.StopPause {
		t.Fatalf("%+v", stop)
	}
	local := record(&hits, engine.Watch{Access: engine.Write, Thread: thread, Depth: thread.Depth - 1, Local: 0})
	set(t, store, memory, local)
	if err := thread.Jump(nops(f)[0]); err != nil {
		t.Fatal(err)
	}
	for n, want := range []string{"00 to 05 by the host", "00000000 to 04000000 by function 1"} {
		if stop := store.Resume(thread); stop.Kind != engine.StopProbe || len(hits) != n+1 || hits[n] != want {
			t.Fatalf("%+v, hits %v, want %s", stop, hits, want)
		}
	}
	if err := thread.Jump(nops(f)[0]); err != nil {
		t.Fatal(err)
	}
	if stop := store.Resume(thread); stop.Kind != engine.StopProbe || len(hits) != 3 || hits[2] != "04000000 to 04000000 by function 1" {
		t.Errorf("%+v, hits %v", stop, hits)
	}
	if got := outcome(store, thread, nil); got != "[4]" {
		t.Error(got)
	}
}
