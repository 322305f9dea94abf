package wasmtest_test

import (
	"bytes"
	"testing"

	"github.com/wdbg/wdbg/internal/wasmtest"
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

// TestBuilder compares a module with bytes written by hand.
func TestBuilder(t *testing.T) {
	b := wasmtest.New()
	i32 := []wasm.ValType{wasm.I32}
	exit := b.ImportFunc("env", "exit", i32, nil)
	add := b.Func([]wasm.ValType{wasm.I32, wasm.I32}, i32, []wasm.ValType{wasm.I64, wasm.I64, wasm.F32},
		wasmtest.I(op.LocalGet, 0), wasmtest.I(op.LocalGet, 1), wasmtest.I(op.I32Add))
	stop := b.Declare(b.FuncType(i32, nil))
	b.Body(stop, nil, wasmtest.I(op.LocalGet, 0), wasmtest.I(op.Call, exit))
	b.ExportFunc("add", add)
	b.Pages(1, 2)
	b.PassiveData([]byte("hi"))
	b.FuncName(add, "sum")
	b.LocalName(add, 1, "b")
	want := wasmtest.Hex(`
		00 61 73 6d 01 00 00 00
		01 0b 02  60 01 7f 00  60 02 7f 7f 01 7f
		02 0c 01  03 65 6e 76 04 65 78 69 74 00 00
		03 03 02 01 00
		05 04 01 01 01 02
		07 07 01 03 61 64 64 00 01
		0c 01 01
		0a 14 02
		   0b 02 02 7e 01 7d 20 00 20 01 6a 0b
		   06 00 20 00 10 00 0b
		0b 05 01 01 02 68 69
		00 15 04 6e 61 6d 65
		   01 06 01 01 03 73 75 6d
		   02 06 01 01 01 01 01 62`)
	if got := b.Bytes(); !bytes.Equal(got, want) {
		t.Errorf("\ngot  % x\nwant % x", got, want)
	}
}

func TestInstructions(t *testing.T) {
	tests := []struct {
		got  []byte
		want string
	}{
		{wasmtest.I(op.I32Const, -1), "41 7f"},
		{wasmtest.I(op.I32Const, uint32(0xffffffff)), "41 7f"},
		{wasmtest.I(op.I64Const, uint64(1<<63)), "42 80 80 80 80 80 80 80 80 80 7f"},
		{wasmtest.I(op.F32Const, 1.5), "43 00 00 c0 3f"},
		{wasmtest.I(op.F64Const, uint64(1)), "44 01 00 00 00 00 00 00 00"},
		{wasmtest.I(op.I64Load), "29 03 00"},
		{wasmtest.I(op.I64Load, 16), "29 03 10"},
		{wasmtest.I(op.I64Load, wasm.MemArg{Align: 1, Memory: 2, Offset: 300}), "29 41 02 ac 02"},
		{wasmtest.I(op.V128Load8Lane, 3), "fd 54 00 00 03"},
		{wasmtest.I(op.V128Load8Lane, 9, 3), "fd 54 00 09 03"},
		{wasmtest.I(op.Block), "02 40"},
		{wasmtest.I(op.Block, wasm.ExternRef()), "02 6f"},
		{wasmtest.I(op.Loop, wasm.TypeIndex(64)), "03 c0 00"},
		{wasmtest.I(op.BrTable, 3), "0e 00 03"},
		{wasmtest.I(op.BrTable, 1, 2, 3), "0e 02 01 02 03"},
		{wasmtest.I(op.SelectT, wasm.I32), "1c 01 7f"},
		{wasmtest.I(op.CallIndirect, 4), "11 04 00"},
		{wasmtest.I(op.CallIndirect, 4, 1), "11 04 01"},
		{wasmtest.I(op.MemoryCopy), "fc 0a 00 00"},
		{wasmtest.I(op.RefNull, wasm.HeapFunc), "d0 70"},
		{wasmtest.I(op.RefNull, wasm.TypeIndex(64)), "d0 c0 00"},
		{wasmtest.I(op.BrOnCast, 1, wasm.AnyRef(), wasm.RefType(false, 2)), "fb 18 01 01 6e 02"},
		{wasmtest.I(op.TryTable, wasm.CatchClause{Tag: 1, Label: 2}, wasm.CatchClause{Kind: wasm.CatchAnyRef}), "1f 40 02 00 01 02 03 00"},
		{wasmtest.I(op.AtomicFence), "fe 03 00"},
		{wasmtest.Expr(wasmtest.I(op.Nop)), "01 0b"},
	}
	for _, test := range tests {
		if want := wasmtest.Hex(test.want); !bytes.Equal(test.got, want) {
			t.Errorf("got % x, want % x", test.got, want)
		}
	}
}

// TestMisuse checks that wrong immediates and late imports panic instead of making wrong modules.
func TestMisuse(t *testing.T) {
	misuses := map[string]func(){
		"missing immediate": func() { wasmtest.I(op.LocalGet) },
		"extra immediate":   func() { wasmtest.I(op.Drop, 1) },
		"not a number":      func() { wasmtest.I(op.I32Const, "1") },
		"no instruction":    func() { wasmtest.I(op.Op(0x27)) },
		"late import": func() {
			b := wasmtest.New()
			b.Func(nil, nil, nil)
			b.ImportFunc("m", "f", nil, nil)
		},
	}
	for name, misuse := range misuses {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Error("no panic")
				}
			}()
			misuse()
		})
	}
}
