package wasmgen_test

import (
	"bytes"
	"context"
	"testing"

	"github.com/wdbg/wdbg/internal/wasmgen"
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
	"github.com/wdbg/wdbg/wasm/validate"
)

// configs are combinations of features that tests go through.
var configs = []wasmgen.Config{
	{},
	{Features: wasmgen.SIMD | wasmgen.Refs, Fuel: 100, Portable: true},
	{Features: wasmgen.TailCalls | wasmgen.Exceptions},
	{Features: wasmgen.FuncRefs | wasmgen.Refs | wasmgen.Memory64},
	{Features: wasmgen.GC | wasmgen.FuncRefs | wasmgen.Refs},
	{Features: wasmgen.GC | wasmgen.FuncRefs},
	{Features: wasmgen.Exceptions | wasmgen.LegacyExceptions},
	{Features: wasmgen.LegacyExceptions},
	{Features: wasmgen.All},
	{Features: wasmgen.All, Fuel: 1000, Portable: true},
}

func check(file []byte) (*wasm.Module, error) {
	m, err := wasm.Decode(file)
	if err != nil {
		return nil, err
	}
	ctx, err := validate.Module(m)
	if err != nil {
		return nil, err
	}
	return m, ctx.All(context.Background(), 1)
}

// TestValid checks that every module is valid.
func TestValid(t *testing.T) {
	for c, cfg := range configs {
		for seed := range uint64(300) {
			m := wasmgen.Generate(wasmgen.Bytes(seed, 100+int(seed)*20), cfg)
			if _, err := check(m.Bytes); err != nil {
				t.Fatalf("config %d, seed %d: %v", c, seed, err)
			}
		}
	}
}

// TestDeterministic checks that equal bytes give equal modules.
func TestDeterministic(t *testing.T) {
	for seed := range uint64(20) {
		data := wasmgen.Bytes(seed, 2000)
		a := wasmgen.Generate(data, wasmgen.Config{Features: wasmgen.All})
		b := wasmgen.Generate(data, wasmgen.Config{Features: wasmgen.All})
		if !bytes.Equal(a.Bytes, b.Bytes) {
			t.Fatalf("seed %d: two modules", seed)
		}
	}
}

// TestCoverage checks that every instruction is generated sooner or later, but for those that no program
// could rely on here.
func TestCoverage(t *testing.T) {
	seen := [op.Count]bool{}
	for seed := range uint64(3000) {
		m, err := check(wasmgen.Generate(wasmgen.Bytes(seed, 3000), wasmgen.Config{Features: wasmgen.All}).Bytes)
		if err != nil {
			t.Fatal(err)
		}
		for _, body := range m.Code {
			var r wasm.InstrReader
			r.Reset(m.Bytes, body.Start, body.End)
			if err := r.Locals(func(uint32, wasm.ValType) error { return nil }); err != nil {
				t.Fatal(err)
			}
			for r.Next() {
				seen[r.Op] = true
			}
		}
	}
	for o := op.Op(0); o < op.Count; o++ {
		waits := o == op.MemoryAtomicWait32 || o == op.MemoryAtomicWait64 || o == op.Nop
		if o.Valid() && !seen[o] && !waits {
			t.Errorf("%v was never generated", o)
		}
	}
}

// FuzzGenerate checks that any bytes give a valid module.
func FuzzGenerate(f *testing.F) {
	for seed := range uint64(8) {
		f.Add(wasmgen.Bytes(seed, 1000), uint8(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte, config uint8) {
		if _, err := check(wasmgen.Generate(data, configs[int(config)%len(configs)]).Bytes); err != nil {
			t.Fatal(err)
		}
	})
}
