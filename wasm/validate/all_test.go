package validate_test

import (
	"context"
	"errors"
	"testing"

	"github.com/wdbg/wdbg/internal/wasmtest"
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

// manyFuncs returns a module with an imported function and n others, of which those listed are invalid.
func manyFuncs(n int, invalid ...wasm.FuncIndex) []byte {
	b := wasmtest.New()
	b.ImportFunc("m", "n", nil, nil)
	for range n {
		b.Func(nil, nil, nil, i(op.Nop), i(op.Call, 0))
	}
	for _, f := range invalid {
		b.Body(f, nil, i(op.Nop), zero)
	}
	return b.Bytes()
}

func TestAllReportsTheLowest(t *testing.T) {
	c := mustModule(t, manyFuncs(1000, 999, 123, 124, 700, 1000))
	for _, workers := range []int{-1, 0, 1, 2, 7, 100} {
		e := asError(t, c.All(context.Background(), workers))
		if e.Func != 123 || !e.HasFunc || e.Section != "code" {
			t.Errorf("%d workers: got %v, want an error in function 123", workers, e)
		}
	}
}

func TestAllOfValidFunctions(t *testing.T) {
	for _, n := range []int{0, 1, 15, 16, 17, 500} {
		if err := mustModule(t, manyFuncs(n)).All(context.Background(), 3); err != nil {
			t.Errorf("%d functions: %v", n, err)
		}
	}
}

func TestAllCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := mustModule(t, manyFuncs(100)).All(ctx, 2); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want %v", err, context.Canceled)
	}
}

// TestFuncOffset checks that an error points at the instruction, and that a validator is fit for use after it.
func TestFuncOffset(t *testing.T) {
	b := wasmtest.New()
	b.Func(nil, nil, nil, zero, i(op.If), zero64, i(op.I32Eqz))
	b.Func(nil, nil, nil)
	c := mustModule(t, b.Bytes())
	m, err := wasm.Decode(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	body, _ := m.Body(0)
	e := asError(t, c.Func(0))
	if want := body.Start + 1 + 2 + 2 + 2; e.Offset != want || !e.Invalid {
		t.Errorf("got %v, want it at 0x%x", e, uint64(want))
	}
	if err := c.Func(1); err != nil {
		t.Error(err)
	}
	if e := asError(t, c.Func(2)); e.Msg != "the function has no body" {
		t.Errorf("function 2: got %v", e)
	}
}
