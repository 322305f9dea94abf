package interp_test

import (
	"testing"

	"github.com/wdbg/wdbg/engine"
	"github.com/wdbg/wdbg/engine/interp"
	"github.com/wdbg/wdbg/internal/wasmtest"
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

// A branch that carries many values takes two bytes; its translation must not take a copy for each value.
func TestManyValuesManyBranches(t *testing.T) {
	const arity, branches = 500, 4000
	types := make([]wasm.ValType, arity)
	for i := range types {
		types[i] = wasm.I64
	}
	b := wasmtest.New()
	typ := b.FuncType(nil, types)
	var code []byte
	add := func(parts ...[]byte) {
		for _, p := range parts {
			code = append(code, p...)
		}
	}
	// The operand below them makes every branch out of the block move its values.
	add(wasmtest.I(op.Block, typ), wasmtest.I(op.I64Const, 7))
	for i := range arity {
		add(wasmtest.I(op.I64Const, i))
	}
	for range branches {
		add(wasmtest.I(op.LocalGet, 0), wasmtest.I(op.BrIf, 0))
	}
	add(wasmtest.I(op.Br, 0), wasmtest.I(op.End), wasmtest.I(op.Return))
	f := b.Func([]wasm.ValType{wasm.I32}, types, nil, code)
	b.ExportFunc("f", f)
	s := engine.NewStore(engine.Config{Tier: interp.New()})
	defer s.Close()
	module, err := wasm.Decode(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	inst, err := s.Instantiate(module, "m", nil)
	if err != nil {
		t.Fatal(err)
	}
	fn, _ := inst.ExportedFunc("f")
	for _, arg := range []uint32{0, 1} {
		results, err := s.Invoke(fn, engine.I32Value(arg))
		if err != nil || len(results) != arity || results[arity-1].Lo != arity-1 {
			t.Fatalf("f(%d) = %d values, %v", arg, len(results), err)
		}
	}
	if n := interp.Size(fn.Code); n > 4*(arity+branches) {
		t.Errorf("%d prepared instructions for %d bytes of code", n, len(code))
	}
}
