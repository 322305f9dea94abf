package dwarfsyms

import (
	"slices"
	"testing"

	"github.com/wdbg/wdbg/dwarf/expr"
	"github.com/wdbg/wdbg/internal/wasmtest"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

// goneModule returns a module with one function, and where its instructions are.
func goneModule(t *testing.T, code ...[]byte) (m *wasm.Module, at []wasm.CodeOffset) {
	t.Helper()
	b := wasmtest.New()
	b.Func([]wasm.ValType{wasm.I32}, nil, []wasm.ValType{wasm.I32}, code...)
	m, err := wasm.Decode(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	body, _ := m.Body(0)
	var r wasm.InstrReader
	r.Reset(m.Bytes, body.Start, body.End)
	if err := r.Locals(func(uint32, wasm.ValType) error { return nil }); err != nil {
		t.Fatal(err)
	}
	for r.More() {
		at = append(at, m.CodeOffsetOf(r.Pos()))
		if !r.Next() {
			t.Fatal(r.Err())
		}
	}
	return m, at
}

func TestLocalWrites(t *testing.T) {
	m, at := goneModule(t,
		wasmtest.I(op.LocalGet, 0),   // 0
		wasmtest.I(op.LocalSet, 1),   // 1
		wasmtest.I(op.Loop),          // 2
		wasmtest.I(op.Block),         // 3
		wasmtest.I(op.LocalGet, 1),   // 4
		wasmtest.I(op.LocalTee, 0),   // 5
		wasmtest.I(op.BrIf, 1),       // 6
		wasmtest.I(op.End),           // 7
		wasmtest.I(op.End),           // 8
		wasmtest.I(op.I32Const, 300), // 9
		wasmtest.I(op.LocalSet, 0),   // 10
		wasmtest.I(op.Nop),           // 11
	)
	w := readLocalWrites(m, 0)
	for _, test := range []struct {
		local    uint32
		from, to int // of the range, instructions
		at       int
		want     int
	}{
		{0, 0, 12, 0, 0},
		{0, 0, 12, 2, 1}, // the loop may have come round
		{0, 0, 12, 4, 1},
		{0, 0, 12, 8, 1},
		{0, 0, 12, 10, 1},
		{0, 0, 12, 11, 2},
		{0, 3, 7, 4, 0}, // the range is entered anew in each round
		{0, 3, 7, 6, 1},
		{0, 6, 7, 6, 0},
		{0, 11, 12, 11, 0},
		{1, 0, 12, 1, 0},
		{1, 0, 12, 11, 1},
		{1, 2, 12, 11, 0},
		{7, 0, 12, 11, 0},
	} {
		within := symbols.Range{Start: at[test.from], End: at[test.to]}
		if got := w.since(test.local, within, at[test.at]); got != test.want {
			t.Errorf("local %d within %d to %d at %d: %d writes, want %d", test.local, test.from, test.to, test.at, got, test.want)
		}
	}
	if !w.before(1, at[2]) || w.before(1, at[1]) || w.before(0, at[5]) {
		t.Error("writes before an offset are not told")
	}
}

func TestLeastHeight(t *testing.T) {
	m, at := goneModule(t,
		wasmtest.I(op.I32Const, 1), // 0
		wasmtest.I(op.I32Const, 2), // 1
		wasmtest.I(op.I32Add),      // 2
		wasmtest.I(op.LocalSet, 1), // 3
		wasmtest.I(op.I32Const, 4), // 4
		wasmtest.I(op.Drop),        // 5
	)
	s := &Source{m: m}
	body, _ := m.Body(0)
	for _, test := range []struct{ from, to, want int }{
		{-1, 2, 0}, {0, 0, 0}, {1, 1, 1}, {1, 2, 1}, {2, 2, 2}, {2, 3, 1}, {3, 3, 1}, {3, 5, 0}, {5, 5, 1},
	} {
		from := m.CodeOffsetOf(body.Start)
		if test.from >= 0 {
			from = at[test.from]
		}
		got, err := s.leastHeight(0, from, at[test.to])
		if err != nil || got != test.want {
			t.Errorf("from %d to %d: %d, %v, want %d", test.from, test.to, got, err, test.want)
		}
	}
	long := slices.Repeat([][]byte{wasmtest.I(op.Nop)}, maxHeights+10)
	m, at = goneModule(t, append(append([][]byte{wasmtest.I(op.I32Const, 1)}, long...), wasmtest.I(op.Drop))...)
	s = &Source{m: m}
	if got, err := s.leastHeight(0, at[1], at[len(at)-2]); err != nil || got != 0 {
		t.Errorf("over many instructions: %d, %v", got, err)
	}
	if got, err := s.leastHeight(0, at[1], at[20]); err != nil || got != 1 {
		t.Errorf("over few instructions: %d, %v", got, err)
	}
}

func TestWasmPlaces(t *testing.T) {
	code := []byte{0xed, 0, 5, 0x9f, 0x93, 4, 0xed, 2, 0x81, 1, 0x23, 8, 0x9f, 0x93, 4, 0xed, 3, 7, 0, 0, 0, 0x9f, 0x93, 4}
	locals, operands := expr.WasmPlaces(code, expr.Format{AddrSize: 4})
	if !slices.Equal(locals, []uint32{5}) || !slices.Equal(operands, []uint32{129}) {
		t.Errorf("locals %v, operands %v", locals, operands)
	}
	if locals, operands := expr.WasmPlaces([]byte{0x91, 0}, expr.Format{AddrSize: 4}); locals != nil || operands != nil {
		t.Errorf("locals %v, operands %v", locals, operands)
	}
}
