package local_test

import (
	"bytes"
	"fmt"
	"hash/fnv"
	"io"
	"strings"
	"testing"

	"github.com/wdbg/wdbg/engine"
	"github.com/wdbg/wdbg/engine/interp"
	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/target/local"
	"github.com/wdbg/wdbg/target/targettest"
)

// TestChurn runs programs while breaks come and go, steps are made and values written back. What they write and leave in memory is as
// without.
func TestChurn(t *testing.T) {
	for _, c := range []struct {
		path, stdin string
		args        []string
	}{
		{"c/hello/main_O0.wasm", "one\ntwo words\n", []string{"first", "second"}},
		{"c/hello/main_O2.wasm", "one\ntwo words\n", []string{"first", "second"}},
		{"c/threads/main.wasm", "", nil},
		{"c/deepchain/main_O2.wasm", "", []string{"tax", "2"}},
		{"c/traps/main_O2.wasm", "", []string{"null-function"}},
		{"cpp/exceptions/main_exnref.wasm", "", nil},
		{"cpp/exceptions/main_legacy.wasm", "", nil},
	} {
		t.Run(c.path, func(t *testing.T) {
			m := read(t, "../../testdata/programs/"+c.path)
			stdin := func() io.Reader { return strings.NewReader(c.stdin) }
			plain := command(t, m, stdin(), c.args...)
			want := ending(plain, plain.Resume(target.Resume{}))
			for seed := range uint64(10) {
				g := command(t, m, stdin(), c.args...)
				load(t, g.Target)
				if got := ending(g, targettest.Churn(t, g.Target, seed, 300)); got != want {
					t.Fatalf("seed %d: it ends with\n%s\nwithout breaks with\n%s", seed, got, want)
				}
			}
		})
	}
}

// ending says how a program ended: the stop, its output, its memory.
func ending(g *guest, st target.Stop) string {
	sum := fnv.New64a()
	for _, m := range g.inst.Memories {
		sum.Write(bytes.TrimRight(m.Bytes(), "\x00"))
	}
	return fmt.Sprintf("reason %d, status %d, trap %v\n%s\nmemory %x", st.Reason, st.Exit, st.Trap, g.out.String(), sum.Sum64())
}

// TestChurnCalls does the same to functions that contain most kinds of instructions.
func TestChurnCalls(t *testing.T) {
	i32 := func(values ...uint32) (list []engine.Value) {
		for _, v := range values {
			list = append(list, engine.I32Value(v))
		}
		return list
	}
	for _, c := range []struct {
		module, export string
		args           []engine.Value
	}{
		{"gc", "text_hash", nil},
		{"gc", "sort", i32(15)},
		{"gc", "trees", i32(3, 2)},
		{"array_copy_self", "run_with_garbage", i32(5)},
		{"exceptions", "loop", i32(10)},
		{"exceptions", "rethrow", i32(10)},
		{"exceptions_legacy", "loop", i32(10)},
		{"tailcall", "indirect", []engine.Value{engine.I64Value(30)}},
		{"simd", "floats", nil},
		{"simd", "bytes", nil},
		{"multimemory", "copy_across", nil},
		{"memory64", "table_sum", nil},
		{"traps", "call_right", nil},
	} {
		t.Run(c.module+"/"+c.export, func(t *testing.T) {
			m := read(t, "../../testdata/programs/wat/"+c.module+"/main.wasm")
			run := func(do func(*target.Target) target.Stop) string {
				var results []engine.Value
				store := engine.NewStore(engine.Config{Tier: interp.New(), Quantum: 20})
				var inst *engine.Instance
				steps := 0
				tgt := local.New(local.Config{Store: store, Next: func() (local.Step, error) {
					switch steps++; steps {
					case 1:
						return local.Step{Module: m, Name: c.module, Linked: func(i *engine.Instance) error { inst = i; return nil }}, nil
					case 2:
						f, _ := inst.ExportedFunc(c.export)
						return local.Step{Call: f, Args: c.args, Done: func(v []engine.Value) error { results = v; return nil }}, nil
					}
					return local.Step{}, io.EOF
				}})
				defer tgt.Close()
				load(t, tgt)
				st := do(tgt)
				return fmt.Sprintf("reason %d, trap %v, results %v", st.Reason, st.Trap, results)
			}
			want := run(func(tgt *target.Target) target.Stop { return tgt.Resume(target.Resume{}) })
			for seed := range uint64(15) {
				got := run(func(tgt *target.Target) target.Stop { return targettest.Churn(t, tgt, seed, 200) })
				if got != want {
					t.Fatalf("seed %d: %s, want %s", seed, got, want)
				}
			}
		})
	}
}
