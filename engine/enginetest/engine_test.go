package enginetest_test

import (
	"testing"

	"github.com/wdbg/wdbg/engine"
	"github.com/wdbg/wdbg/engine/enginetest"
	"github.com/wdbg/wdbg/engine/interp"
	"github.com/wdbg/wdbg/internal/wasmgen"
)

func newTier() engine.Tier { return interp.New() }

// TestInterp runs generated modules on the interpreter.
func TestInterp(t *testing.T) { enginetest.Run(t, newTier, 600) }

// FuzzEngine runs modules generated from the fuzzer's bytes: no panic, no hang, no runaway memory, and the same
// outcome each time, looked at or not.
func FuzzEngine(f *testing.F) {
	for seed := range uint64(12) {
		f.Add(wasmgen.Bytes(seed, 2000), uint8(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte, features uint8) {
		m, fuel := enginetest.Generate(data, uint64(features))
		if err := enginetest.Check(m, fuel, newTier); err != nil {
			t.Fatal(err)
		}
	})
}
