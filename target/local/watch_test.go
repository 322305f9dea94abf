package local_test

import (
	"bytes"
	"encoding/binary"
	"io"
	"testing"

	"github.com/wdbg/wdbg/engine"
	"github.com/wdbg/wdbg/engine/interp"
	"github.com/wdbg/wdbg/internal/wasmtest"
	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/target/local"
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

// Indices of what is in the program of watchProgram.
const (
	poke  = wasm.FuncIndex(0) // of the host
	inner = wasm.FuncIndex(1)
	outer = wasm.FuncIndex(2)
)

// watchProgram makes a target of a module whose function outer, called with 3, writes to memory, globals and locals, by itself, by
// calling itself, and by having the host do so.
func watchProgram(t *testing.T) *target.Target {
	t.Helper()
	i := wasmtest.I
	i32 := []wasm.ValType{wasm.I32}
	b := wasmtest.New()
	b.ImportFunc("host", "poke", i32, nil)
	b.Func(i32, i32, i32, // inner: counts in local 1, calls itself
		i(op.LocalGet, 0), i(op.LocalSet, 1),
		i(op.LocalGet, 0), i(op.If, wasm.BlockType{}),
		i(op.LocalGet, 0), i(op.I32Const, 1), i(op.I32Sub), i(op.Call, inner), i(op.Drop),
		i(op.LocalGet, 1), i(op.I32Const, 100), i(op.I32Add), i(op.LocalSet, 1),
		i(op.End), i(op.LocalGet, 1))
	b.Func(i32, i32, nil, // outer
		i(op.I32Const, 16), i(op.LocalGet, 0), i(op.I32Store, wasm.MemArg{}),
		i(op.I32Const, 16), i(op.LocalGet, 0), i(op.I32Store, wasm.MemArg{}), // the same again
		i(op.GlobalGet, 0), i(op.I64Const, 1), i(op.I64Add), i(op.GlobalSet, 0),
		i(op.LocalGet, 0), i(op.Call, inner),
		i(op.I32Const, 18), i(op.Call, poke),
		i(op.I32Const, 12), i(op.I64Load, wasm.MemArg{}), i(op.I32WrapI64), i(op.I32Add))
	b.Pages(1, 1)
	b.Global(wasm.I64, true, i(op.I64Const, 41))
	b.ExportFunc("outer", outer)
	poke := &engine.HostFunc{Module: "host", Name: "poke", Type: wasm.FuncType{Params: i32}, Call: func(c *engine.Call) error {
		binary.LittleEndian.PutUint16(c.Memory().Bytes()[uint32(c.Args[0]):], 0xabcd)
		return nil
	}}
	return assembled(t, b, poke, outer, engine.I32Value(3))
}

// assembled makes a target of a program that calls one function of a module, which imports at most one function of the host. The
// first instruction of that function is the next.
func assembled(t *testing.T, b *wasmtest.Builder, host *engine.HostFunc, f wasm.FuncIndex, args ...engine.Value) *target.Target {
	t.Helper()
	m, err := wasm.Decode(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	store := engine.NewStore(engine.Config{Tier: interp.New()})
	var imports engine.Resolver
	if host != nil {
		fn := store.NewHostFunc(host)
		imports = func(string, string) (engine.Extern, bool) { return fn, true }
	}
	var inst *engine.Instance
	steps := 0
	tgt := local.New(local.Config{Store: store, Next: func() (local.Step, error) {
		switch steps++; steps {
		case 1:
			return local.Step{Module: m, Name: "main", Resolve: imports, Linked: func(i *engine.Instance) error { inst = i; return nil }}, nil
		case 2:
			return local.Step{Call: inst.Funcs[f], Args: args}, nil
		}
		return local.Step{}, io.EOF
	}})
	t.Cleanup(func() { tgt.Close() })
	st := tgt.Resume(target.Resume{Instr: true, Thread: target.AnyThread})
	if st.Reason != target.Stepped {
		t.Fatalf("%+v", st)
	}
	return tgt
}

// hit is what a test expects of a WatchHit.
type hit struct {
	by       wasm.FuncIndex
	op       op.Op // of the instruction; 0 for a host function
	access   target.Access
	old, new uint64
}

// checkHits runs the program to its end and compares what watches are told.
func checkHits(t *testing.T, tgt *target.Target, want []hit) {
	t.Helper()
	for n := 0; ; n++ {
		st := tgt.Resume(target.Resume{})
		if st.Reason == target.Exited {
			if n != len(want) {
				t.Errorf("%d hits, want %d", n, len(want))
			}
			return
		}
		if st.Reason != target.Watched || len(st.Watches) != 1 {
			t.Fatalf("stop %d: %+v", n, st)
		}
		if n >= len(want) {
			t.Fatalf("an unexpected hit: %+v", st.Watches[0])
		}
		checkHit(t, tgt, n, &st.Watches[0], want[n])
		frames, err := tgt.Frames(st.Thread, 0, 1)
		if err != nil {
			t.Fatal(err)
		}
		if h := &st.Watches[0]; h.By.Host == nil && frames[0].Offset <= h.By.Offset {
			t.Errorf("hit %d: by 0x%x, and the thread is at 0x%x", n, h.By.Offset, frames[0].Offset)
		}
	}
}

// instrAt returns the instruction at a place of the first instance.
func instrAt(tgt *target.Target, p target.Place) op.Op {
	m := tgt.Instances()[0].Module
	body, _ := m.Body(p.Func)
	var r wasm.InstrReader
	r.Reset(m.Bytes, body.Start+wasm.FileOffset(p.Offset), body.End)
	r.Next()
	return r.Op
}

func number(b []byte) uint64 {
	return binary.LittleEndian.Uint64(append(bytes.Clone(b), make([]byte, 8)...))
}

func checkHit(t *testing.T, tgt *target.Target, n int, h *target.WatchHit, want hit) {
	t.Helper()
	got := hit{by: h.By.Func, access: h.Access, old: number(h.Old), new: number(h.New)}
	if h.By.Host != nil {
		got.by = poke
	} else {
		got.op = instrAt(tgt, h.By.Place)
	}
	if got != want {
		t.Errorf("hit %d: %+v, want %+v", n, got, want)
	}
}

// TestWatches runs a program with one watch of each kind.
func TestWatches(t *testing.T) {
	for _, test := range []struct {
		name  string
		watch target.Watch
		want  []hit
	}{
		{"writes of memory", target.Watch{Access: target.Write, Addr: 16, Size: 4}, []hit{
			{outer, op.I32Store, target.Write, 0, 3}, {outer, op.I32Store, target.Write, 3, 3}, {poke, 0, target.Write, 3, 0xabcd0003}}},
		{"reads of memory", target.Watch{Access: target.Read, Addr: 19, Size: 8}, []hit{{outer, op.I64Load, target.Read, 0xab, 0xab}}},
		{"writes of a global", target.Watch{Kind: target.WatchGlobal, Access: target.Write}, []hit{{outer, op.GlobalSet, target.Write, 41, 42}}},
		{"accesses of a global", target.Watch{Kind: target.WatchGlobal, Access: target.Read | target.Write}, []hit{
			{outer, op.GlobalGet, target.Read, 41, 41}, {outer, op.GlobalSet, target.Write, 41, 42}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			tgt := watchProgram(t)
			if err := tgt.Watch.SetWatches([]*target.Watch{&test.watch}); err != nil {
				t.Fatal(err)
			}
			checkHits(t, tgt, test.want)
		})
	}
}

// TestWatchLocal watches a local of the second of four calls of a function.
func TestWatchLocal(t *testing.T) {
	tgt := watchProgram(t)
	frame := breakIn(t, tgt, inner, 2)
	w := &target.Watch{Kind: target.WatchLocal, Access: target.Write, Thread: frame.Thread, Depth: frame.Depth, Local: 1}
	// Set again, as whoever has several watches does, it stays bound to the frame.
	for range 3 {
		if err := tgt.Watch.SetWatches([]*target.Watch{w}); err != nil {
			t.Fatal(err)
		}
	}
	checkHits(t, tgt, []hit{{inner, op.LocalSet, target.Write, 0, 2}, {inner, op.LocalSet, target.Write, 2, 102}})
	if err := tgt.Watch.SetWatches([]*target.Watch{w}); err != nil {
		t.Errorf("setting a watch again whose frame is gone: %v", err)
	}
}

// breakIn runs until a function is entered for the nth time and returns its frame.
func breakIn(t *testing.T, tgt *target.Target, f wasm.FuncIndex, n int) target.Frame {
	t.Helper()
	m := tgt.Instances()[0].Module
	body, _ := m.Body(f)
	var r wasm.InstrReader
	r.Reset(m.Bytes, body.Start, body.End)
	if err := r.Locals(func(uint32, wasm.ValType) error { return nil }); err != nil {
		t.Fatal(err)
	}
	b := &target.Break{Place: target.Place{Func: f, Offset: wasm.FuncOffset(r.Pos() - body.Start)}, Thread: target.AnyThread, Depth: target.AnyDepth}
	if err := tgt.AddBreaks([]*target.Break{b}); err != nil {
		t.Fatal(err)
	}
	var st target.Stop
	for range n {
		if st = tgt.Resume(target.Resume{}); st.Reason != target.AtBreak {
			t.Fatalf("%+v", st)
		}
	}
	if err := tgt.RemoveBreaks([]*target.Break{b}); err != nil {
		t.Fatal(err)
	}
	frames, err := tgt.Frames(st.Thread, 0, 1)
	if err != nil {
		t.Fatal(err)
	}
	return frames[0]
}

// TestWatchWithSteps steps through the program with a watch: each step ends once, and the hits come with them.
func TestWatchWithSteps(t *testing.T) {
	tgt := watchProgram(t)
	asked := 0
	if err := tgt.Watch.SetWatches([]*target.Watch{
		{Access: target.Write, Addr: 16, Size: 4},
		{Access: target.Write, Addr: 17, Size: 1, Test: func(*target.WatchHit) bool { asked++; return false }},
	}); err != nil {
		t.Fatal(err)
	}
	var places []target.Place
	var hits []int
	for thread := tgt.Threads()[0].ID; ; {
		st := tgt.Resume(target.Resume{Instr: true, Thread: thread})
		if st.Reason != target.Stepped {
			break
		}
		frames, err := tgt.Frames(st.Thread, 0, 1)
		if err != nil {
			t.Fatal(err)
		}
		if n := len(places); n > 0 && places[n-1] == frames[0].Place {
			t.Errorf("two steps stop at %+v", frames[0].Place)
		}
		if len(st.Watches) > 0 {
			hits = append(hits, len(places))
		}
		places = append(places, frames[0].Place)
	}
	if len(hits) != 3 || asked != 2 {
		t.Errorf("hits at steps %v, want 3; %d tests, want 2", hits, asked)
	}
}

// TestWatchErrors sets watches of what does not exist.
func TestWatchErrors(t *testing.T) {
	tgt := watchProgram(t)
	thread := tgt.Threads()[0].ID
	for _, w := range []target.Watch{
		{Access: target.Write, Addr: 65530, Size: 8},
		{Access: target.Write, Addr: 1 << 63, Size: 1 << 63},
		{Access: target.Write, Addr: 16},
		{Addr: 16, Size: 1},
		{Access: 8, Addr: 16, Size: 1},
		{Access: target.Write, Instance: 1, Size: 1},
		{Access: target.Write, Memory: 1, Size: 1},
		{Access: target.Write, Kind: target.WatchGlobal, Global: 1},
		{Access: target.Write, Kind: target.WatchLocal, Thread: thread, Depth: 99},
		{Access: target.Write, Kind: target.WatchLocal, Thread: thread, Depth: 1, Local: 99},
		{Access: target.Write, Kind: target.WatchLocal, Thread: 99},
		{Access: target.Write, Kind: 9},
	} {
		if err := tgt.Watch.SetWatches([]*target.Watch{&w}); err == nil {
			t.Errorf("%+v is taken", w)
		}
	}
	checkHits(t, tgt, nil)
}
