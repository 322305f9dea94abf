package local_test

import (
	"testing"

	"github.com/wdbg/wdbg/internal/wasmtest"
	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

// looping makes a target of a program whose loop counts to n, and returns the place in the loop of an instruction.
func looping(tb testing.TB, n int) (*guest, target.Place) {
	tb.Helper()
	i := wasmtest.I
	b := wasmtest.New()
	f := b.Func(nil, nil, []wasm.ValType{wasm.I32},
		i(op.Loop), i(op.LocalGet, 0), i(op.I32Const, 1), i(op.I32Add), i(op.LocalTee, 0), i(op.I32Const, n), i(op.I32LtU), i(op.BrIf, 0), i(op.End))
	b.ExportFunc("_start", f)
	m, err := wasm.Decode(b.Bytes())
	if err != nil {
		tb.Fatal(err)
	}
	g := command(tb, m, nil)
	load(tb, g.Target)
	return g, target.Place{Func: f, Offset: 5}
}

// BenchmarkBreakTested measures a break that never stops.
func BenchmarkBreakTested(b *testing.B) {
	g, p := looping(b, b.N)
	never := &target.Break{Place: p, Thread: target.AnyThread, Depth: target.AnyDepth, Test: func(target.Frame) bool { return false }}
	if err := g.AddBreaks([]*target.Break{never}); err != nil {
		b.Fatal(err)
	}
	b.ResetTimer()
	if st := g.Resume(target.Resume{}); st.Reason != target.Exited {
		b.Fatalf("%+v", st)
	}
}

// BenchmarkBreak measures a break that stops each time.
func BenchmarkBreak(b *testing.B) {
	g, p := looping(b, b.N+1)
	if err := g.AddBreaks([]*target.Break{{Place: p, Thread: target.AnyThread, Depth: target.AnyDepth}}); err != nil {
		b.Fatal(err)
	}
	b.ResetTimer()
	for range b.N {
		if st := g.Resume(target.Resume{}); st.Reason != target.AtBreak {
			b.Fatalf("%+v", st)
		}
	}
}

// BenchmarkInstr measures the execution of single instructions.
func BenchmarkInstr(b *testing.B) {
	g, _ := looping(b, b.N)
	b.ResetTimer()
	for range b.N {
		if st := g.Resume(target.Resume{Instr: true, Thread: target.AnyThread}); st.Reason != target.Stepped {
			b.Fatalf("%+v", st)
		}
	}
}

// BenchmarkBreakAddedAndRemoved measures a break that comes and goes in a program of some size, where the thread stands in its function.
func BenchmarkBreakAddedAndRemoved(b *testing.B) {
	tgt, _ := program(b, hello, nil, "x")
	st := tgt.Resume(target.Resume{Instr: true, Thread: target.AnyThread})
	for range 2000 {
		st = tgt.Resume(target.Resume{Instr: true, Thread: st.Thread})
	}
	frames, err := tgt.Frames(st.Thread, 0, 1)
	if err != nil {
		b.Fatal(err)
	}
	b.ResetTimer()
	for range b.N {
		list := []*target.Break{{Place: frames[0].Place, Thread: target.AnyThread, Depth: target.AnyDepth}}
		if err := tgt.AddBreaks(list); err != nil {
			b.Fatal(err)
		}
		if err := tgt.RemoveBreaks(list); err != nil {
			b.Fatal(err)
		}
	}
}
