package local_test

import (
	"bytes"
	"fmt"
	"hash/fnv"
	"io"
	"strings"
	"testing"

	"github.com/wdbg/wdbg/target"
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
				if err := g.Catch.SetCatches(target.Catches{Load: true}); err != nil {
					t.Fatal(err)
				}
				if st := g.Resume(target.Resume{}); st.Reason != target.Loaded {
					t.Fatalf("%+v", st)
				}
				if err := g.Catch.SetCatches(target.Catches{}); err != nil {
					t.Fatal(err)
				}
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
