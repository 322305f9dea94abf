package validate_test

import (
	"context"
	"testing"

	"github.com/wdbg/wdbg/internal/wasmtest"
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
	"github.com/wdbg/wdbg/wasm/validate"
)

// FuzzValidate decodes and validates anything. Nothing may panic, errors have to lie in the
// file, and the state before each instruction of a valid body has to be known.
func FuzzValidate(f *testing.F) {
	for _, seed := range seeds(f) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		m, err := wasm.Decode(file)
		if err != nil {
			return
		}
		c, err := validate.Module(m)
		if err == nil {
			err = c.All(context.Background(), 2)
		}
		if err != nil {
			if e := asError(t, err); e.Offset > wasm.FileOffset(len(file)) || e.Section == "" {
				t.Errorf("%v: outside of the file, or of no section", e)
			}
			return
		}
		for i := range m.Code {
			checkStates(t, c, m, wasm.FuncIndex(len(m.ImportedFuncs)+i))
		}
	})
}

// FuzzBody validates any body, local declarations included, in a module with something of each kind. The number selects
// the function's type.
func FuzzBody(f *testing.F) {
	f.Add(uint8(0), wasmtest.Cat(wasmtest.Locals(ref(tSub), wasm.F64), i(op.LocalGet, 0), end))
	f.Add(uint8(1), wasmtest.Cat(wasmtest.Locals(), unreach, i(op.BrTable, 0, 0), end))
	f.Add(uint8(3), wasmtest.Cat(wasmtest.Locals(), i(op.TryTable, wasm.CatchClause{Kind: wasm.CatchAny}), end, i(op.Call, 1), end))
	f.Add(uint8(2), wasmtest.Cat(wasmtest.Locals(), i(op.Call, 0), i(op.BrOnCast, 0, ref(tBase), ref(tSub)), end))
	f.Add(uint8(0), wasmtest.Cat(wasmtest.Locals(), i(op.Try, wasm.I32), zero, i(op.Catch, 0), i(op.Rethrow, 0), i(op.Delegate, 0), end))
	f.Add(uint8(0), wasmtest.Cat(wasmtest.Locals(), i(op.RefNull, tRefs), zero, zero, zero, i(op.ArrayInitElem, tRefs, 1), zero, end))
	f.Add(uint8(0), wasmtest.Cat(wasmtest.Locals(), zero64, i(op.V128Load, wasm.MemArg{Align: 4, Memory: 1}), i(op.I8x16Bitmask), end))
	f.Fuzz(func(t *testing.T, typ uint8, body []byte) {
		b := newModule()
		fn := b.Declare([]wasm.TypeIndex{tUnary, tPair, tToBase, tToSub}[typ%4])
		b.RawBody(fn, body)
		m, err := wasm.Decode(b.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		c := mustModule(t, b.Bytes())
		at, _ := m.Body(fn)
		if err := c.Func(fn); err != nil {
			if e := asError(t, err); e.Offset < at.Start || e.Offset > at.End || e.Func != fn {
				t.Errorf("%v: outside of the body", e)
			}
			return
		}
		checkStates(t, c, m, fn)
	})
}

// checkStates asks for the state before the first 100 instructions of a valid body.
func checkStates(t *testing.T, c *validate.Context, m *wasm.Module, f wasm.FuncIndex) {
	body, _ := m.Body(f)
	var r wasm.InstrReader
	r.Reset(m.Bytes, body.Start, body.End)
	if err := r.Locals(func(uint32, wasm.ValType) error { return nil }); err != nil {
		t.Fatal(err)
	}
	for n := 0; n < 100 && r.Next(); n++ {
		s, err := c.StackAt(f, r.Offset)
		if err != nil || len(s.Labels) == 0 {
			t.Fatalf("function %d, 0x%x: %d labels, %v", f, uint64(r.Offset), len(s.Labels), err)
		}
	}
}

// seeds returns modules to start from: one with a bit of everything, and small ones of the specification's suite if that
// is there.
func seeds(f *testing.F) [][]byte {
	b := newModule()
	b.Func(types(wasm.I32, refNull(tBase)), types(wasm.I32), types(ref(tSub), wasm.F64),
		i(op.Call, 1), i(op.LocalSet, 2), i(op.Block, wasm.I32), i(op.LocalGet, 0), zero, i(op.BrTable, 0, 1, 0),
		end, i(op.If, wasm.I64), zero64, i(op.Else), i(op.Loop), i(op.Br, 0), end, zero64, end,
		i(op.I64Eqz), i(op.Try), i(op.Catch, 0), i(op.Drop), i(op.CatchAll), end,
		i(op.LocalGet, 1), i(op.BrOnCast, 0, refNull(tBase), ref(tSub)), i(op.Drop))
	all := [][]byte{b.Bytes(), manyFuncs(3), wasmtest.New().Bytes()}
	for _, path := range specScripts(f) {
		for _, c := range readScript(f, path).Modules() {
			if c.Type == "module" && len(c.Wasm) < 600 {
				all = append(all, c.Wasm)
			}
		}
	}
	return all
}
