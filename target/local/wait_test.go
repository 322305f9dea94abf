package local_test

import (
	"encoding/binary"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/wdbg/wdbg/internal/wasmtest"
	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/target/targettest"
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

// interruptIn runs a program until a function of the host is called that waits, and interrupts it there.
func interruptIn(t *testing.T, g *guest, name string) target.Stop {
	t.Helper()
	called := make(chan struct{})
	calling := sync.OnceFunc(func() { close(called) })
	err := g.Catch.SetCatches(target.Catches{HostCall: func(_ target.ThreadID, h *target.HostFunc) bool {
		if h.Name == name {
			calling()
		}
		return false
	}})
	if err != nil {
		t.Fatal(err)
	}
	go func() {
		<-called
		g.Interrupt()
	}()
	st := g.Resume(target.Resume{})
	if st.Reason != target.Interrupted || st.HostCall == nil || st.HostCall.Name != name {
		t.Fatalf("%+v", st)
	}
	frames, err := g.Frames(st.Thread, 0, 2)
	if err != nil || len(frames) != 2 || frames[0].Host == nil || frames[0].Depth <= frames[1].Depth {
		t.Fatalf("frames %+v, %v", frames, err)
	}
	return st
}

// TestInterruptedRead interrupts a program that waits for its input, changes code and values where it waits, and lets it go on.
func TestInterruptedRead(t *testing.T) {
	const input = "one\ntwo\n"
	m := read(t, hello)
	plain := command(t, m, strings.NewReader(input))
	want := ending(plain, plain.Resume(target.Resume{}))

	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	defer w.Close()
	g := command(t, m, r)
	interruptIn(t, g, "fd_read")
	for n := range 3 {
		told := 0
		if err := g.Catch.SetCatches(target.Catches{HostCall: func(target.ThreadID, *target.HostFunc) bool { told++; return true }}); err != nil {
			t.Fatal(err)
		}
		go g.Interrupt()
		st := g.Resume(target.Resume{})
		if st.Reason != target.Interrupted || told != 0 {
			t.Fatalf("the call that waits was told of %d times: %+v", told, st)
		}
		frames, err := g.Frames(st.Thread, 0, 10)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range frames[1:] {
			locals, err := g.Locals(f.Thread, f.Depth)
			if err != nil {
				t.Fatal(err)
			}
			for l, v := range locals {
				if err := g.Mutate.SetLocal(f.Thread, f.Depth, wasm.LocalIndex(l), v); err != nil {
					t.Fatal(err)
				}
			}
		}
		if n == 2 {
			// The step goes over the call, once there is something to read.
			if _, err := w.WriteString(input); err != nil {
				t.Fatal(err)
			}
			w.Close()
			if err := g.Catch.SetCatches(target.Catches{}); err != nil {
				t.Fatal(err)
			}
			st = g.Resume(target.Resume{Instr: true, Thread: st.Thread})
			after, err := g.Frames(st.Thread, 0, 1)
			if err != nil || st.Reason != target.Stepped || after[0].Func != frames[1].Func || after[0].Depth != frames[1].Depth {
				t.Fatalf("%+v, %v: from %+v to %+v", st, err, frames[1], after)
			}
		}
	}
	if got := ending(g, g.Resume(target.Resume{})); got != want {
		t.Errorf("it ends with\n%s\nwant\n%s", got, want)
	}
}

// TestInterruptedSleep interrupts a program that sleeps for an hour, twice.
func TestInterruptedSleep(t *testing.T) {
	i := wasmtest.I
	i32 := wasm.I32
	b := wasmtest.New()
	poll := b.ImportFunc("wasi_snapshot_preview1", "poll_oneoff", []wasm.ValType{i32, i32, i32, i32}, []wasm.ValType{i32})
	f := b.Func(nil, nil, nil,
		i(op.I32Const, 0), i(op.I64Const, 3_600_000_000_000), i(op.I64Store, 24), i(op.I32Const, 16), i(op.I32Const, 1), i(op.I32Store),
		i(op.I32Const, 0), i(op.I32Const, 64), i(op.I32Const, 1), i(op.I32Const, 128), i(op.Call, poll), i(op.Drop))
	b.Pages(1, 1)
	b.ExportFunc("_start", f)
	b.Export("memory", wasm.ExternMemory, 0)
	m, err := wasm.Decode(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	g := command(t, m, nil)
	interruptIn(t, g, "poll_oneoff")
	g.Interrupt()
	if st := g.Resume(target.Resume{}); st.Reason != target.Interrupted {
		t.Errorf("%+v", st)
	}
	go g.Interrupt()
	if st := g.Resume(target.Resume{}); st.Reason != target.Interrupted || st.HostCall == nil {
		t.Errorf("%+v", st)
	}
}

// yielding is a program of two threads that take turns all the time: each adds up numbers, giving up its turn in each round in a call of the
// host, and, the first one, in a wait. Their sums are at the addresses 8 and 12.
func yielding() *wasmtest.Builder {
	const rounds = 200
	i := wasmtest.I
	i32 := wasm.I32
	b := wasmtest.New()
	yield := b.ImportFunc("wasi_snapshot_preview1", "sched_yield", nil, []wasm.ValType{i32})
	spawn := b.ImportFunc("wasi", "thread-spawn", []wasm.ValType{i32}, []wasm.ValType{i32})
	memory := b.ImportMemory("env", "memory", wasm.Limits{Min: 1, Max: 1, HasMax: true, Shared: true})
	work := b.Func([]wasm.ValType{i32}, nil, []wasm.ValType{i32, i32}, // address; sum, round
		i(op.Loop),
		i(op.LocalGet, 1), i(op.LocalGet, 2), i(op.Call, yield), i(op.LocalGet, 2), i(op.I32Add), i(op.I32Const, 3), i(op.I32Mul), i(op.I32Add),
		i(op.I32Add), i(op.LocalSet, 1),
		i(op.I32Const, 40), i(op.I32Const, 0), i(op.I64Const, 1000), i(op.MemoryAtomicWait32), i(op.LocalGet, 1), i(op.I32Add), i(op.I32Const, 2),
		i(op.I32Sub), i(op.LocalSet, 1),
		i(op.LocalGet, 2), i(op.I32Const, 1), i(op.I32Add), i(op.LocalTee, 2), i(op.I32Const, rounds), i(op.I32LtU), i(op.BrIf, 0), i(op.End),
		i(op.LocalGet, 0), i(op.LocalGet, 1), i(op.I32Store),
		i(op.I32Const, 16), i(op.I32Const, 1), i(op.I32AtomicRmwAdd), i(op.Drop), i(op.I32Const, 16), i(op.I32Const, 1), i(op.MemoryAtomicNotify), i(op.Drop))
	start := b.Func([]wasm.ValType{i32, i32}, nil, nil, i(op.I32Const, 12), i(op.Call, work))
	main := b.Func(nil, nil, nil,
		i(op.I32Const, 0), i(op.Call, spawn), i(op.Drop), i(op.I32Const, 8), i(op.Call, work),
		i(op.Loop), i(op.Call, yield), i(op.Drop), i(op.I32Const, 16), i(op.I32AtomicLoad), i(op.I32Const, 2), i(op.I32LtU), i(op.BrIf, 0), i(op.End))
	b.ExportFunc("_start", main)
	b.ExportFunc("wasi_thread_start", start)
	b.Export("memory", wasm.ExternMemory, uint32(memory))
	return b
}

// TestThreadsThatGiveUpTheirTurn changes the code of threads that have given up their turn.
func TestThreadsThatGiveUpTheirTurn(t *testing.T) {
	m, err := wasm.Decode(yielding().Bytes())
	if err != nil {
		t.Fatal(err)
	}
	plain := command(t, m, nil)
	want := ending(plain, plain.Resume(target.Resume{}))
	if sum := binary.LittleEndian.Uint32(plain.inst.Memories[0].Bytes()[8:]); sum == 0 {
		t.Fatal(want)
	}
	for seed := range uint64(20) {
		g := command(t, m, nil)
		load(t, g.Target)
		if got := ending(g, targettest.Churn(t, g.Target, seed, 3000)); got != want {
			t.Fatalf("seed %d: it ends with\n%s\nwithout breaks with\n%s", seed, got, want)
		}
	}
}
