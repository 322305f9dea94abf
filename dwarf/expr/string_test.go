package expr

import (
	"strings"
	"testing"
)

func TestString(t *testing.T) {
	names := func(offset uint64) (uint64, string, bool) {
		switch offset {
		case 0x27:
			return 0x127, "DW_ATE_unsigned_1", true
		case 0x28:
			return 0x128, "", true
		}
		return 0, "", false
	}
	for _, test := range []struct {
		code   []byte
		format Format
		types  TypeName
		want   string
	}{
		{nil, Format{}, nil, "<empty>"},
		{asm(local(3), OpStackValue), Format{}, nil, "DW_OP_WASM_location 0x0 0x3, DW_OP_stack_value"},
		{asm(global(0), OpStackValue), Format{}, nil, "DW_OP_WASM_location 0x3 0x0, DW_OP_stack_value"},
		{asm(OpWasmLocation, 2, uleb128(200)), Format{}, nil, "DW_OP_WASM_location 0x2 0xc8"},
		{asm(OpFbreg, 12), Format{}, nil, "DW_OP_fbreg +12"},
		{asm(OpConsts, 0), Format{}, nil, "DW_OP_consts +0"},
		{asm(OpConst8s, ^uint64(1)), Format{}, nil, "DW_OP_const8s -2"},
		{asm(OpAddr, uint64(1<<40)), Format{AddrSize: 8}, nil, "DW_OP_addr 0x10000000000"},
		{asm(OpCallRef, uint64(1<<40)), Format{OffsetSize: 8}, nil, "DW_OP_call_ref 0x10000000000"},
		{asm(OpConvert, 0x27, OpConvert, 0x28, OpConvert, 0x29, OpConvert, 0), Format{}, names,
			`DW_OP_convert (0x00000127) "DW_ATE_unsigned_1", DW_OP_convert (0x00000128), DW_OP_convert <invalid base_type ref: 0x29>, DW_OP_convert 0x0`},
		{asm(OpConvert, 0x27), Format{}, nil, "DW_OP_convert 0x27"},
		{asm(OpPiece, 4, OpLit0, OpStackValue, OpPiece, 4), Format{}, nil, "DW_OP_piece 0x4, DW_OP_lit0, DW_OP_stack_value, DW_OP_piece 0x4"},
		{asm(OpEntryValue, 2, OpFbreg, 4, OpStackValue), Format{}, nil, "DW_OP_entry_value(DW_OP_fbreg +4), DW_OP_stack_value"},
		{asm(OpEntryValue, 1, OpFbreg, OpNop), Format{}, nil, "DW_OP_entry_value(<decoding error> 91), DW_OP_nop"},
		{asm(OpLit0, OpAddr, 1, 2), Format{}, nil, "DW_OP_lit0, <decoding error> 03 01 02"},
		{asm(0xff), Format{}, nil, "<decoding error> ff"},
	} {
		if got := String(test.code, test.format, test.types); got != test.want {
			t.Errorf("%x:\n got %s\nwant %s", test.code, got, test.want)
		}
	}
	// Expressions within one another, deeper than is written.
	var code []byte
	for range 60 {
		code = asm(OpEntryValue, len(code), code)
	}
	if got := String(code, Format{}, nil); strings.Count(got, "DW_OP_entry_value(") != maxNesting+1 {
		t.Errorf("nested %d times: %s", strings.Count(got, "DW_OP_entry_value("), got)
	}
}

func TestOpString(t *testing.T) {
	for op, want := range map[Op]string{OpPlusUconst: "DW_OP_plus_uconst", OpLit0 + 31: "DW_OP_lit31", 0x02: "DW_OP_0x02"} {
		if op.String() != want {
			t.Errorf("got %s, want %s", op, want)
		}
	}
}
