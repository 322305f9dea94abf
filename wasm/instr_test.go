package wasm_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/wdbg/wdbg/internal/wasmtest"
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

// readOne decodes code as one instruction.
func readOne(code []byte) (wasm.Instr, error) {
	var r wasm.InstrReader
	r.Reset(code, 0, wasm.FileOffset(len(code)))
	if !r.Next() {
		if r.Err() == nil {
			return r.Instr, fmt.Errorf("no instruction and no error")
		}
		return r.Instr, r.Err()
	}
	if r.More() {
		return r.Instr, fmt.Errorf("%d bytes were read of %d", r.Pos(), len(code))
	}
	return r.Instr, nil
}

// sample returns an encoding of the instruction with immediates of its kind, and a check of what is decoded.
func sample(o op.Op) (code []byte, check func(*wasm.Instr) bool) {
	index := func(i *wasm.Instr) bool { return i.Index == 300 }
	indices := func(i *wasm.Instr) bool { return i.Index == 300 && i.Index2 == 5 }
	bytes16 := [16]byte{0: 1, 7: 0xff, 15: 31}
	mem := wasm.MemArg{Align: 1, Memory: 3, Offset: 1 << 40}
	from, to := wasm.RefType(true, 7), wasm.RefType(false, wasm.HeapI31)
	info, _ := o.Info()
	switch info.Imm {
	case op.ImmNone, op.ImmFence:
		return wasmtest.I(o), func(*wasm.Instr) bool { return true }
	case op.ImmLabel, op.ImmFunc, op.ImmType, op.ImmLocal, op.ImmGlobal, op.ImmTable, op.ImmTag, op.ImmMemory, op.ImmData, op.ImmElem:
		return wasmtest.I(o, 300), index
	case op.ImmCallIndirect, op.ImmElemTable, op.ImmTableTable, op.ImmDataMemory, op.ImmMemoryMemory, op.ImmTypeField,
		op.ImmTypeData, op.ImmTypeElem, op.ImmTypeType:
		return wasmtest.I(o, 300, 5), indices
	case op.ImmTypeN:
		return wasmtest.I(o, 300, 5), func(i *wasm.Instr) bool { return i.Index == 300 && i.Value == 5 }
	case op.ImmBlock:
		return wasmtest.I(o, wasm.TypeIndex(64)), func(i *wasm.Instr) bool {
			return i.Block == wasm.BlockType{Kind: wasm.BlockIndex, Index: 64}
		}
	case op.ImmBrTable:
		return wasmtest.I(o, 1, 300, 0), func(i *wasm.Instr) bool { return slices.Equal(i.Labels, []uint32{1, 300, 0}) }
	case op.ImmMemArg:
		return wasmtest.I(o, mem), func(i *wasm.Instr) bool { return i.Mem == mem }
	case op.ImmMemArgLane:
		return wasmtest.I(o, mem, 7), func(i *wasm.Instr) bool { return i.Mem == mem && i.Lane == 7 }
	case op.ImmLane:
		return wasmtest.I(o, 7), func(i *wasm.Instr) bool { return i.Lane == 7 }
	case op.ImmI32:
		return wasmtest.I(o, -2), func(i *wasm.Instr) bool { return i.Value == 0xfffffffe }
	case op.ImmI64:
		return wasmtest.I(o, -2), func(i *wasm.Instr) bool { return i.Value == 1<<64-2 }
	case op.ImmF32:
		return wasmtest.I(o, -1.5), func(i *wasm.Instr) bool { return i.Value == 0xbfc00000 }
	case op.ImmF64:
		return wasmtest.I(o, uint64(0x7ff4000000000001)), func(i *wasm.Instr) bool { return i.Value == 0x7ff4000000000001 }
	case op.ImmV128, op.ImmShuffle:
		return wasmtest.I(o, bytes16), func(i *wasm.Instr) bool { return i.V128 == bytes16 }
	case op.ImmSelect:
		return wasmtest.I(o, wasm.I64, from), func(i *wasm.Instr) bool { return slices.Equal(i.Types, []wasm.ValType{wasm.I64, from}) }
	case op.ImmHeapType:
		return wasmtest.I(o, wasm.HeapEq), func(i *wasm.Instr) bool { return i.Ref.Heap() == wasm.HeapEq }
	case op.ImmBrOnCast:
		return wasmtest.I(o, 300, from, to), func(i *wasm.Instr) bool { return i.Index == 300 && i.Ref == from && i.Ref2 == to }
	case op.ImmTryTable:
		clauses := []wasm.CatchClause{{Tag: 5, Label: 1}, {Kind: wasm.CatchTagRef, Tag: 6}, {Kind: wasm.CatchAny}, {Kind: wasm.CatchAnyRef, Label: 2}}
		return wasmtest.I(o, wasm.F64, clauses[0], clauses[1], clauses[2], clauses[3]), func(i *wasm.Instr) bool {
			return i.Block == wasm.BlockType{Kind: wasm.BlockValue, Value: wasm.F64} && slices.Equal(i.Catches, clauses)
		}
	}
	return nil, nil
}

// TestInstrEvery decodes an instance of every instruction in the table, and then every prefix of it.
func TestInstrEvery(t *testing.T) {
	for o := range op.Op(op.Count) {
		if !o.Valid() {
			continue
		}
		code, check := sample(o)
		if code == nil {
			t.Errorf("%v: no sample for its kind of immediates", o)
			continue
		}
		i, err := readOne(code)
		if err != nil || i.Op != o || !check(&i) {
			t.Errorf("%v: % x is read as %+v, %v", o, code, i, err)
		}
		for n := range len(code) {
			if _, err := readOne(code[:n:n]); err == nil {
				t.Errorf("%v: the first %d bytes of % x decode", o, n, code)
			}
		}
	}
}

func TestInstrNullability(t *testing.T) {
	for o, want := range map[op.Op]bool{op.RefNull: true, op.RefTest: false, op.RefTestNull: true, op.RefCast: false, op.RefCastNull: true} {
		if i, err := readOne(wasmtest.I(o, wasm.HeapAny)); err != nil || i.Ref != wasm.RefType(want, wasm.HeapAny) {
			t.Errorf("%v: type %v, %v, nullable should be %v", o, i.Ref, err, want)
		}
	}
}

func TestInstrBlockTypes(t *testing.T) {
	tests := []struct {
		hex  string
		want wasm.BlockType
	}{
		{"02 40", wasm.BlockType{}},
		{"02 7e", wasm.BlockType{Kind: wasm.BlockValue, Value: wasm.I64}},
		{"02 70", wasm.BlockType{Kind: wasm.BlockValue, Value: wasm.FuncRef()}},
		{"02 63 05", wasm.BlockType{Kind: wasm.BlockValue, Value: wasm.RefType(true, 5)}},
		{"02 64 6e", wasm.BlockType{Kind: wasm.BlockValue, Value: wasm.RefType(false, wasm.HeapAny)}},
		{"02 05", wasm.BlockType{Kind: wasm.BlockIndex, Index: 5}},
		{"02 c0 00", wasm.BlockType{Kind: wasm.BlockIndex, Index: 64}},
	}
	for _, test := range tests {
		if i, err := readOne(wasmtest.Hex(test.hex)); err != nil || i.Block != test.want {
			t.Errorf("%s: got %+v, %v, want %+v", test.hex, i.Block, err, test.want)
		}
	}
}

func TestInstrMalformed(t *testing.T) {
	tests := []struct {
		hex string
		off wasm.FileOffset
		msg string
	}{
		{"ff", 0, "illegal opcode 0xff"},
		{"27", 0, "illegal opcode 0x27"},
		{"fc 12", 0, "illegal opcode 0xfc 0x12"},
		{"fc ff ff ff ff 0f", 0, "illegal opcode 0xfc 0xffffffff"},
		{"fc 80 80 80 80 80 00", 1, "integer representation too long"},
		{"fb 1f", 0, "illegal opcode 0xfb 0x1f"},
		{"02 78", 1, "malformed value type 0x78"},
		{"02 c0 7f", 1, "malformed block type"},
		{"d0 75", 1, "malformed heap type"},
		{"d0 f0 7f", 1, "malformed heap type"},
		{"28 80 01 00", 1, "malformed memop flags 0x80"},
		{"28 02 ff ff ff ff ff ff ff ff ff 02", 2, "integer too large: more than 64 bits"},
		{"0e 05 00 00", 1, "unexpected end: br_table of 5 labels in 2 bytes"},
		{"1c 05 7f", 1, "unexpected end: select of 5 types in 1 bytes"},
		{"1f 40 01 04 00 00", 3, "malformed catch clause 0x4"},
		{"1f 40 05 02", 2, "unexpected end: 5 catch clauses in 1 bytes"},
		{"fb 18 04 00 6e 6e", 2, "malformed br_on_cast flags 0x4"},
		{"fe 03 01", 2, "zero byte expected"},
	}
	for _, test := range tests {
		t.Run(test.hex, func(t *testing.T) {
			_, err := readOne(wasmtest.Hex(test.hex))
			checkError(t, err, "", test.off, test.msg)
		})
	}
}

func TestInstrLocals(t *testing.T) {
	read := func(hex string) (got []string, err error) {
		code := wasmtest.Hex(hex)
		var r wasm.InstrReader
		r.Reset(code, 0, wasm.FileOffset(len(code)))
		err = r.Locals(func(n uint32, t wasm.ValType) error {
			got = append(got, fmt.Sprint(n, " ", t))
			return nil
		})
		return got, err
	}
	got, err := read("03 02 7f 00 7b ff ff ff ff 0f 63 01")
	checkError(t, err, "", 5, "too many locals")
	checkEqual(t, "locals", got, []string{"2 i32", "0 v128"})
	got, err = read("02 01 70 fe ff ff ff 0f 64 01")
	if err != nil {
		t.Error(err)
	}
	checkEqual(t, "locals", got, []string{"1 funcref", "4294967294 (ref 1)"})
	_, err = read("02 01 7f")
	checkError(t, err, "", 3, "unexpected end")
	_, err = read("01 01 40")
	checkError(t, err, "", 2, "malformed value type 0x40")
}
