package validate_test

import (
	"reflect"
	"strings"
	"testing"

	"github.com/wdbg/wdbg/internal/wasmtest"
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
	"github.com/wdbg/wdbg/wasm/validate"
)

// stateFunc adds a function to the module of newModule and returns the offset of each of its instructions.
func stateFunc(t *testing.T, params, results, locals []wasm.ValType, code ...[]byte) (*validate.Context, wasm.FuncIndex, []wasm.FileOffset) {
	t.Helper()
	b := newModule()
	f := b.Func(params, results, locals, code...)
	m, err := wasm.Decode(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	body, _ := m.Body(f)
	at := body.Start + wasm.FileOffset(len(wasmtest.Locals(locals...)))
	var offsets []wasm.FileOffset
	for _, instr := range append(code, end) {
		offsets = append(offsets, at)
		at += wasm.FileOffset(len(instr))
	}
	return mustModule(t, b.Bytes()), f, offsets
}

// names returns types as text, which is easier to compare and read.
func names(ts []wasm.ValType) string {
	var all []string
	for _, t := range ts {
		all = append(all, t.String())
	}
	return strings.Join(all, " ")
}

func TestStackAt(t *testing.T) {
	c, f, at := stateFunc(t, types(wasm.I64), types(wasm.I32), types(wasm.F32, wasm.F32, refNull(tSub)),
		zero,                  // 0
		i(op.Block, wasm.I32), // 1
		i(op.RefNull, tSub),   // 2
		zero,                  // 3
		i(op.Br, 0),           // 4
		i(op.I32Const, 1),     // 5
		i(op.Loop),            // 6
		i(op.Nop),             // 7
		end,                   // 8
		end,                   // 9
		i(op.I32Add),          // 10
	)
	for _, tt := range []struct {
		instr     int
		operands  string
		reachable bool
		labels    int
	}{
		{0, "", true, 1},
		{1, "i32", true, 1},
		{2, "i32", true, 2},
		{4, "i32 (ref null 1) i32", true, 2},
		{5, "i32", false, 2},
		{6, "i32 i32", false, 2},
		{7, "i32 i32", false, 3},
		{9, "i32 i32", false, 2},
		{10, "i32 i32", true, 1},
		{11, "i32", true, 1},
	} {
		s, err := c.StackAt(f, at[tt.instr])
		if err != nil {
			t.Fatal(err)
		}
		if got := names(s.Operands); got != tt.operands || s.Reachable != tt.reachable || len(s.Labels) != tt.labels {
			t.Errorf("instruction %d: got [%s], reachable %t, %d labels, want [%s], %t, %d",
				tt.instr, got, s.Reachable, len(s.Labels), tt.operands, tt.reachable, tt.labels)
		}
		if got := names(s.Locals); got != "i64 f32 f32 (ref null 1)" {
			t.Errorf("instruction %d: got locals %s", tt.instr, got)
		}
	}
	s, err := c.StackAt(f, at[7])
	if err != nil {
		t.Fatal(err)
	}
	body := at[0] - wasm.FileOffset(len(wasmtest.Locals(wasm.F32, wasm.F32, refNull(tSub))))
	want := []validate.Label{
		{Op: op.Loop, Offset: at[6], Height: 2},
		{Op: op.Block, Offset: at[1], Height: 1, Types: types(wasm.I32)},
		{Op: op.Return, Offset: body, Height: 0, Types: types(wasm.I32)},
	}
	if !reflect.DeepEqual(s.Labels, want) {
		t.Errorf("got labels %+v\nwant       %+v", s.Labels, want)
	}
}

func TestStackAtParts(t *testing.T) {
	c, f, at := stateFunc(t, nil, nil, nil,
		zero, i(op.If), i(op.Nop), i(op.Else), i(op.Nop), end, // 0 to 5
		i(op.Try), i(op.Nop), i(op.Catch, 0), i(op.Drop), end, // 6 to 10
	)
	for _, tt := range []struct {
		instr, opener int
		op            op.Op
		operands      string
	}{
		{2, 1, op.If, ""}, {4, 3, op.Else, ""}, {7, 6, op.Try, ""}, {9, 8, op.Catch, "i32"},
	} {
		s, err := c.StackAt(f, at[tt.instr])
		if err != nil {
			t.Fatal(err)
		}
		if l := s.Labels[0]; l.Op != tt.op || l.Offset != at[tt.opener] || names(s.Operands) != tt.operands {
			t.Errorf("instruction %d: got %+v, operands [%s], want %s at 0x%x, [%s]",
				tt.instr, l, names(s.Operands), tt.op, uint64(at[tt.opener]), tt.operands)
		}
	}
}

func TestStackAtNoInstruction(t *testing.T) {
	c, f, at := stateFunc(t, nil, nil, types(wasm.I32), i(op.I32Const, 1000), i(op.Drop))
	for _, off := range []wasm.FileOffset{0, at[0] - 1, at[0] + 1, at[2] + 1, 1 << 40} {
		_, err := c.StackAt(f, off)
		if e := asError(t, err); !strings.HasPrefix(e.Msg, "no instruction of the function starts here") {
			t.Errorf("0x%x: got %v", uint64(off), err)
		}
	}
	if _, err := c.StackAt(1000, at[0]); err == nil {
		t.Error("got no error for a function that does not exist")
	}
}

func TestStackAtOfInvalidBody(t *testing.T) {
	c, f, at := stateFunc(t, nil, nil, nil, i(op.Nop), i(op.I32Add), i(op.Nop))
	if _, err := c.StackAt(f, at[1]); err != nil {
		t.Errorf("before the fault: %v", err)
	}
	if _, err := c.StackAt(f, at[2]); err == nil {
		t.Error("behind the fault: got no error")
	}
}
