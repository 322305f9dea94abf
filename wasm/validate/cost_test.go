package validate

import (
	"bytes"
	"context"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/wdbg/wdbg/internal/wasmtest"
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

// These tests validate what a compiler would not make, and count what it costs.

// repeat returns n copies of an instruction sequence.
func repeat(n int, instrs ...[]byte) []byte { return bytes.Repeat(wasmtest.Code(instrs...), n) }

// many returns n types, the given ones in turn.
func many(n int, ts ...wasm.ValType) []wasm.ValType { return slices.Repeat(ts, n/len(ts)) }

func mustContext(t *testing.T, b *wasmtest.Builder) *Context {
	t.Helper()
	m, err := wasm.Decode(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	c, err := Module(m)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// cost validates a function and returns the validator as it is afterwards.
func cost(t *testing.T, b *wasmtest.Builder, f wasm.FuncIndex) *validator {
	t.Helper()
	v := newValidator(mustContext(t, b))
	if err := v.function(f); err != nil {
		t.Fatal(err)
	}
	return v
}

// allocated returns how many bytes f allocates.
func allocated(f func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

func TestCostOfNesting(t *testing.T) {
	const depth = 100_000
	b := wasmtest.New()
	f := b.Func(nil, nil, nil,
		repeat(depth, wasmtest.I(op.Block)),
		repeat(1000, wasmtest.I(op.I32Const, 0), wasmtest.I(op.BrIf, depth)),
		repeat(depth, wasmtest.I(op.End)))
	c := mustContext(t, b)
	bytes := allocated(func() {
		if err := c.Func(f); err != nil {
			t.Error(err)
		}
	})
	if limit := uint64(depth * 200); bytes > limit {
		t.Errorf("allocated %d bytes, at most %d", bytes, limit)
	}
}

func TestCostOfBranchTables(t *testing.T) {
	const arity, depth, size, tables = 1000, 100, 10_000, 100
	b := wasmtest.New()
	open := b.Types(wasm.SubType{Kind: wasm.CompStruct})
	sub := wasm.RefType(false, wasm.HeapType(open))
	want := many(arity, wasm.RefType(true, wasm.HeapStruct), wasm.RefType(true, wasm.HeapAny))
	have := b.Declare(b.FuncType(nil, many(arity, sub)))
	b.Body(have, nil, wasmtest.I(op.Unreachable))
	f := b.Declare(b.FuncType(nil, want))
	labels := make([]any, size)
	for i := range labels {
		labels[i] = i % depth
	}
	body := wasmtest.Code(wasmtest.I(op.Call, have), wasmtest.I(op.I32Const, 0), wasmtest.I(op.BrTable, labels...))
	b.Body(f, nil,
		repeat(depth, wasmtest.I(op.Block, b.FuncType(nil, want))),
		repeat(tables, body),
		repeat(depth, wasmtest.I(op.End)))
	v := cost(t, b, f)
	if limit := tables * arity * 2; v.work > limit {
		t.Errorf("compared %d types, at most %d: each table once with the type of its labels", v.work, limit)
	}
}

func TestCostOfLongBlockTypes(t *testing.T) {
	const n = 10_000
	b := wasmtest.New()
	long := many(1000, wasm.I32, wasm.F64)
	block := b.FuncType(long, long)
	f := b.Declare(block)
	b.Body(f, nil, wasmtest.I(op.Unreachable), wasmtest.I(op.Call, f),
		repeat(n, wasmtest.I(op.Block, block), wasmtest.I(op.End)),
		repeat(n, wasmtest.I(op.I32Const, 0), wasmtest.I(op.BrIf, 0)))
	if v := cost(t, b, f); v.work > 0 {
		t.Errorf("compared %d types one by one, want them compared as a whole", v.work)
	}
}

func TestCostOfOperands(t *testing.T) {
	b := wasmtest.New()
	f := b.Declare(b.FuncType(nil, many(1000, wasm.I64)))
	b.Body(f, nil, repeat(100_000, wasmtest.I(op.Call, f)))
	c := mustContext(t, b)
	bytes := allocated(func() {
		err := c.Func(f)
		if err == nil || !strings.Contains(err.Error(), "operand stack too high") {
			t.Errorf("got %v, want the operand stack to be too high", err)
		}
	})
	if limit := uint64(16 << 20); bytes > limit {
		t.Errorf("allocated %d bytes, at most %d", bytes, limit)
	}
}

func TestCostOfUnreachablePops(t *testing.T) {
	const n = 10_000
	b := wasmtest.New()
	structure := b.Struct(slices.Repeat([]wasm.FieldType{{Type: wasm.I32}}, wasm.MaxFields)...)
	array := b.Array(wasm.I32, true)
	f := b.Func(nil, nil, nil, wasmtest.I(op.Unreachable),
		repeat(n, wasmtest.I(op.StructNew, structure), wasmtest.I(op.Drop)),
		repeat(n, wasmtest.I(op.StructNewDefault, structure), wasmtest.I(op.Drop)),
		repeat(n, wasmtest.I(op.ArrayNewFixed, array, uint32(1<<32-1)), wasmtest.I(op.Drop)))
	if v := cost(t, b, f); v.work > 0 {
		t.Errorf("compared %d types, there are no operands", v.work)
	}
}

// TestCostOfLocals validates 20,000 functions of 50,000 locals each, in a few bytes.
func TestCostOfLocals(t *testing.T) {
	const n = 20_000
	b := wasmtest.New()
	typ := b.FuncType(nil, nil)
	body := wasmtest.Cat(wasmtest.U(1), wasmtest.U(MaxLocals), wasmtest.ValType(wasm.RefType(false, wasm.HeapFunc)), wasmtest.I(op.End))
	for range n {
		b.RawBody(b.Declare(typ), body)
	}
	c := mustContext(t, b)
	v := newValidator(c)
	bytes := allocated(func() {
		for f := range wasm.FuncIndex(n) {
			if err := v.function(f); err != nil {
				t.Fatal(err)
			}
		}
	})
	if len(v.locals.types) > len(body) {
		t.Errorf("wrote out %d locals for a body of %d bytes", len(v.locals.types), len(body))
	}
	if limit := uint64(1 << 20); bytes > limit {
		t.Errorf("allocated %d bytes, at most %d", bytes, limit)
	}
}

func TestCostOfManyFunctions(t *testing.T) {
	const n = 100_000
	b := wasmtest.New()
	typ := b.FuncType(nil, nil)
	for range n {
		b.Declare(typ)
	}
	c := mustContext(t, b)
	bytes := allocated(func() {
		if err := c.All(context.Background(), 2); err != nil {
			t.Error(err)
		}
	})
	if limit := uint64(4 << 20); bytes > limit {
		t.Errorf("allocated %d bytes, at most %d", bytes, limit)
	}
}

// TestEveryInstructionHasACheck fails for a row of the instruction table that the validator does not know.
func TestEveryInstructionHasACheck(t *testing.T) {
	for o := op.Op(0); o < op.Count; o++ {
		info, ok := o.Info()
		if !ok {
			if specials[o] != nil {
				t.Errorf("0x%x has a check but is no instruction", uint16(o))
			}
			continue
		}
		sig := &signatures[o]
		if info.Special != (specials[o] != nil) {
			t.Errorf("%s: special is %t, but it has a check of its own: %t", o, info.Special, specials[o] != nil)
		}
		if sig.special && sig.check == nil {
			t.Errorf("%s has no check", o)
		}
		if info.Special {
			continue
		}
		switch info.Imm {
		case op.ImmNone, op.ImmI32, op.ImmI64, op.ImmF32, op.ImmF64, op.ImmV128, op.ImmFence:
		default:
			if sig.check == nil {
				t.Errorf("%s: nothing checks its immediates", o)
			}
		}
		if len(info.Params) > len(sig.params) || len(info.Results) > 1 {
			t.Errorf("%s: a signature has no room for %s:%s", o, info.Params, info.Results)
		}
	}
}
