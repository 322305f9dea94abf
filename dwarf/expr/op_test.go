package expr

import (
	"fmt"
	"testing"
)

// opRow is an expression that has an operation in it, its text, and its result.
type opRow struct {
	op   Op
	code []byte
	text string
	want string
}

// opRows has a row for every operation.
func opRows() []opRow {
	rows := []opRow{
		{OpAddr, asm(OpAddr, uint32(0x1234)), "DW_OP_addr 0x1234", "memory 0x1234"},
		{OpDeref, asm(OpLit0+16, OpDeref), "DW_OP_lit16, DW_OP_deref", "memory 0x13121110"},
		{OpConst1u, asm(OpConst1u, 0xff, OpStackValue), "DW_OP_const1u 0xff, DW_OP_stack_value", "value ff00000000000000"},
		{OpConst1s, asm(OpConst1s, 0xff, OpStackValue), "DW_OP_const1s -1, DW_OP_stack_value", "value ffffffffffffffff"},
		{OpConst2u, asm(OpConst2u, uint16(0xfffe)), "DW_OP_const2u 0xfffe", "memory 0xfffe"},
		{OpConst2s, asm(OpConst2s, uint16(0xfffe)), "DW_OP_const2s -2", "memory 0xfffffffe"},
		{OpConst4u, asm(OpConst4u, uint32(0xfffffffd)), "DW_OP_const4u 0xfffffffd", "memory 0xfffffffd"},
		{OpConst4s, asm(OpConst4s, uint32(0xfffffffd), OpStackValue), "DW_OP_const4s -3, DW_OP_stack_value", "value fdffffffffffffff"},
		{OpConst8u, asm(OpConst8u, uint64(5e9), OpStackValue), "DW_OP_const8u 0x12a05f200, DW_OP_stack_value", "value 00f2052a01000000"},
		{OpConst8s, asm(OpConst8s, ^uint64(0), OpStackValue), "DW_OP_const8s -1, DW_OP_stack_value", "value ffffffffffffffff"},
		{OpConstu, asm(OpConstu, uleb128(300)), "DW_OP_constu 0x12c", "memory 0x12c"},
		{OpConsts, asm(OpConsts, sleb128(-300), OpStackValue), "DW_OP_consts -300, DW_OP_stack_value", "value d4feffffffffffff"},
		{OpDup, asm(OpLit0+5, OpDup, OpPlus), "DW_OP_lit5, DW_OP_dup, DW_OP_plus", "memory 0xa"},
		{OpDrop, asm(OpLit0+5, OpLit0+6, OpDrop), "DW_OP_lit5, DW_OP_lit6, DW_OP_drop", "memory 0x5"},
		{OpOver, asm(OpLit0+5, OpLit0+6, OpOver), "DW_OP_lit5, DW_OP_lit6, DW_OP_over", "memory 0x5"},
		{OpPick, asm(OpLit0+5, OpLit0+6, OpLit0+7, OpPick, 2), "DW_OP_lit5, DW_OP_lit6, DW_OP_lit7, DW_OP_pick 0x2", "memory 0x5"},
		{OpSwap, asm(OpLit0+5, OpLit0+7, OpSwap, OpMinus), "DW_OP_lit5, DW_OP_lit7, DW_OP_swap, DW_OP_minus", "memory 0x2"},
		{OpRot, asm(OpLit0+1, OpLit0+2, OpLit0+30, OpRot, OpMinus, OpPlus), "DW_OP_lit1, DW_OP_lit2, DW_OP_lit30, DW_OP_rot, DW_OP_minus, DW_OP_plus", "memory 0x1d"},
		{OpXderef, asm(OpLit0, OpLit0+4, OpXderef), "DW_OP_lit0, DW_OP_lit4, DW_OP_xderef", "memory 0x7060504"},
		{OpAbs, asm(local(1), OpAbs, OpStackValue), "DW_OP_WASM_location 0x0 0x1, DW_OP_abs, DW_OP_stack_value", "value 07000000"},
		{OpAnd, asm(OpLit0+12, OpLit0+10, OpAnd), "DW_OP_lit12, DW_OP_lit10, DW_OP_and", "memory 0x8"},
		{OpDiv, asm(local(1), OpLit0+2, OpDiv, OpStackValue), "DW_OP_WASM_location 0x0 0x1, DW_OP_lit2, DW_OP_div, DW_OP_stack_value", "value fdffffff"},
		{OpMinus, asm(OpLit0+12, OpLit0+10, OpMinus), "DW_OP_lit12, DW_OP_lit10, DW_OP_minus", "memory 0x2"},
		{OpMod, asm(local(1), OpLit0+4, OpMod, OpStackValue), "DW_OP_WASM_location 0x0 0x1, DW_OP_lit4, DW_OP_mod, DW_OP_stack_value", "value fdffffff"},
		{OpMul, asm(OpLit0+12, OpLit0+10, OpMul), "DW_OP_lit12, DW_OP_lit10, DW_OP_mul", "memory 0x78"},
		{OpNeg, asm(OpLit0+12, OpNeg), "DW_OP_lit12, DW_OP_neg", "memory 0xfffffff4"},
		{OpNot, asm(OpLit0+12, OpNot), "DW_OP_lit12, DW_OP_not", "memory 0xfffffff3"},
		{OpOr, asm(OpLit0+12, OpLit0+10, OpOr), "DW_OP_lit12, DW_OP_lit10, DW_OP_or", "memory 0xe"},
		{OpPlus, asm(OpLit0+12, OpLit0+10, OpPlus), "DW_OP_lit12, DW_OP_lit10, DW_OP_plus", "memory 0x16"},
		{OpPlusUconst, asm(OpLit0+12, OpPlusUconst, uleb128(200)), "DW_OP_lit12, DW_OP_plus_uconst 0xc8", "memory 0xd4"},
		{OpShl, asm(OpLit0+3, OpLit0+4, OpShl), "DW_OP_lit3, DW_OP_lit4, DW_OP_shl", "memory 0x30"},
		{OpShr, asm(local(1), OpLit0+28, OpShr), "DW_OP_WASM_location 0x0 0x1, DW_OP_lit28, DW_OP_shr", "memory 0xf"},
		{OpShra, asm(local(1), OpLit0+1, OpShra, OpStackValue), "DW_OP_WASM_location 0x0 0x1, DW_OP_lit1, DW_OP_shra, DW_OP_stack_value", "value fcffffff"},
		{OpXor, asm(OpLit0+12, OpLit0+10, OpXor), "DW_OP_lit12, DW_OP_lit10, DW_OP_xor", "memory 0x6"},
		{OpBra, asm(OpLit0+9, OpLit0+1, OpBra, uint16(1), OpLit0+8), "DW_OP_lit9, DW_OP_lit1, DW_OP_bra +1, DW_OP_lit8", "memory 0x9"},
		{OpEq, asm(OpLit0+1, OpLit0+2, OpEq), "DW_OP_lit1, DW_OP_lit2, DW_OP_eq", "memory 0x0"},
		{OpGe, asm(OpLit0+2, OpLit0+2, OpGe), "DW_OP_lit2, DW_OP_lit2, DW_OP_ge", "memory 0x1"},
		{OpGt, asm(OpLit0+2, OpLit0+2, OpGt), "DW_OP_lit2, DW_OP_lit2, DW_OP_gt", "memory 0x0"},
		{OpLe, asm(OpLit0+2, OpLit0+2, OpLe), "DW_OP_lit2, DW_OP_lit2, DW_OP_le", "memory 0x1"},
		{OpLt, asm(OpLit0+1, OpLit0+2, OpLt), "DW_OP_lit1, DW_OP_lit2, DW_OP_lt", "memory 0x1"},
		{OpNe, asm(OpLit0+1, OpLit0+2, OpNe), "DW_OP_lit1, DW_OP_lit2, DW_OP_ne", "memory 0x1"},
		{OpSkip, asm(OpLit0+9, OpSkip, uint16(1), OpLit0+8), "DW_OP_lit9, DW_OP_skip +1, DW_OP_lit8", "memory 0x9"},
		{OpRegx, asm(OpRegx, 5), "DW_OP_regx 0x5", "unsupported"},
		{OpFbreg, asm(OpFbreg, sleb128(-8)), "DW_OP_fbreg -8", "memory 0x38"},
		{OpBregx, asm(OpBregx, 5, sleb128(4)), "DW_OP_bregx 0x5 +4", "unsupported"},
		{OpPiece, asm(OpLit0+8, OpPiece, 4), "DW_OP_lit8, DW_OP_piece 0x4", "memory 0x8 [0+32]"},
		{OpDerefSize, asm(OpLit0+8, OpDerefSize, 2), "DW_OP_lit8, DW_OP_deref_size 0x2", "memory 0x908"},
		{OpXderefSize, asm(OpLit0, OpLit0+8, OpXderefSize, 2), "DW_OP_lit0, DW_OP_lit8, DW_OP_xderef_size 0x2", "memory 0x908"},
		{OpNop, asm(OpNop, OpLit0+8), "DW_OP_nop, DW_OP_lit8", "memory 0x8"},
		{OpPushObjectAddress, asm(OpPushObjectAddress), "DW_OP_push_object_address", "memory 0x70"},
		{OpCall2, asm(OpLit0+8, OpCall2, uint16(1)), "DW_OP_lit8, DW_OP_call2 0x1", "memory 0xb"},
		{OpCall4, asm(OpLit0+8, OpCall4, uint32(1)), "DW_OP_lit8, DW_OP_call4 0x1", "memory 0xb"},
		{OpCallRef, asm(OpLit0+8, OpCallRef, uint32(1)), "DW_OP_lit8, DW_OP_call_ref 0x1", "memory 0xb"},
		{OpFormTLSAddress, asm(OpLit0+8, OpFormTLSAddress), "DW_OP_lit8, DW_OP_form_tls_address", "memory 0x38"},
		{OpCallFrameCFA, asm(OpCallFrameCFA), "DW_OP_call_frame_cfa", "unsupported"},
		{OpBitPiece, asm(OpLit0+8, OpBitPiece, 5, 3), "DW_OP_lit8, DW_OP_bit_piece 0x5 0x3", "memory 0x8 [3+5]"},
		{OpImplicitValue, asm(OpImplicitValue, 3, "\x01\x02\x03"), "DW_OP_implicit_value 0x3 0x01 0x02 0x03", "value 010203"},
		{OpStackValue, asm(OpLit0+7, OpStackValue), "DW_OP_lit7, DW_OP_stack_value", "value 0700000000000000"},
		{OpImplicitPointer, asm(OpImplicitPointer, uint32(0x99), sleb128(-4)), "DW_OP_implicit_pointer 0x99 -4", "pointer 0x99-4"},
		{OpAddrx, asm(OpAddrx, 1), "DW_OP_addrx 0x1", "memory 0x22"},
		{OpConstx, asm(OpConstx, 1, OpStackValue), "DW_OP_constx 0x1, DW_OP_stack_value", "value 2200000000000000"},
		{OpEntryValue, asm(OpEntryValue, 3, local(0), OpStackValue), "DW_OP_entry_value(DW_OP_WASM_location 0x0 0x0), DW_OP_stack_value", "value 4d000000"},
		{OpConstType, asm(OpConstType, tI16, 2, "\xfe\xff", OpStackValue), "DW_OP_const_type 0x21 0x2 0xfe 0xff, DW_OP_stack_value", "value feff"},
		{OpRegvalType, asm(OpRegvalType, 1, tI32), "DW_OP_regval_type 0x1 0x22", "unsupported"},
		{OpDerefType, asm(OpLit0+8, OpDerefType, 1, tI8, OpStackValue), "DW_OP_lit8, DW_OP_deref_type 0x1 0x20, DW_OP_stack_value", "value 08"},
		{OpXderefType, asm(OpLit0, OpLit0+8, OpXderefType, 1, tI8, OpStackValue), "DW_OP_lit0, DW_OP_lit8, DW_OP_xderef_type 0x1 0x20, DW_OP_stack_value", "value 08"},
		{OpConvert, asm(local(1), OpConvert, tI64, OpConvert, 0, OpStackValue), "DW_OP_WASM_location 0x0 0x1, DW_OP_convert 0x23, DW_OP_convert 0x0, DW_OP_stack_value", "value f9ffffff00000000"},
		{OpReinterpret, asm(local(4), OpReinterpret, tI32, OpStackValue), "DW_OP_WASM_location 0x0 0x4, DW_OP_reinterpret 0x22, DW_OP_stack_value", "value 0000c03f"},

		{OpGNUPushTLSAddress, asm(OpLit0+8, OpGNUPushTLSAddress), "DW_OP_lit8, DW_OP_GNU_push_tls_address", "memory 0x38"},
		{OpLLVMUser, asm(OpLLVMUser, 1, OpLit0+8), "DW_OP_LLVM_user DW_OP_LLVM_nop, DW_OP_lit8", "memory 0x8"},
		{OpWasmLocation, asm(OpWasmLocation, 0, 3, OpStackValue), "DW_OP_WASM_location 0x0 0x3, DW_OP_stack_value", "local 3"},
		{OpWasmLocationInt, asm(OpWasmLocationInt, 3, uint32(1), OpStackValue), "DW_OP_WASM_location_int 0x3 0x1, DW_OP_stack_value", "global 1"},
		{OpGNUUninit, asm(OpLit0+8, OpGNUUninit), "DW_OP_lit8, DW_OP_GNU_uninit", "optimized out"},
		{OpGNUEncodedAddr, asm(OpGNUEncodedAddr, 1, 2), "<decoding error> f1 01 02", "unsupported"},
		{OpGNUImplicitPointer, asm(OpGNUImplicitPointer, uint32(0x99), 4), "DW_OP_GNU_implicit_pointer 0x99 +4", "pointer 0x99+4"},
		{OpGNUEntryValue, asm(OpGNUEntryValue, 3, local(0)), "DW_OP_GNU_entry_value(DW_OP_WASM_location 0x0 0x0)", "memory 0x4d"},
		{OpGNUConstType, asm(OpGNUConstType, tI8, 1, 0xff, OpStackValue), "DW_OP_GNU_const_type 0x20 0x1 0xff, DW_OP_stack_value", "value ff"},
		{OpGNURegvalType, asm(OpGNURegvalType, 1, tI32), "DW_OP_GNU_regval_type 0x1 0x22", "unsupported"},
		{OpGNUDerefType, asm(OpLit0+8, OpGNUDerefType, 2, tI16, OpStackValue), "DW_OP_lit8, DW_OP_GNU_deref_type 0x2 0x21, DW_OP_stack_value", "value 0809"},
		{OpGNUConvert, asm(local(1), OpGNUConvert, tI8, OpStackValue), "DW_OP_WASM_location 0x0 0x1, DW_OP_GNU_convert 0x20, DW_OP_stack_value", "value f9"},
		{OpPGIOmpThreadNum, asm(OpPGIOmpThreadNum), "DW_OP_PGI_omp_thread_num", "unsupported"},
		{OpGNUReinterpret, asm(local(4), OpGNUReinterpret, 0, OpStackValue), "DW_OP_WASM_location 0x0 0x4, DW_OP_GNU_reinterpret 0x0, DW_OP_stack_value", "value 0000c03f"},
		{OpGNUParameterRef, asm(OpGNUParameterRef, uint32(1)), "DW_OP_GNU_parameter_ref 0x1", "unsupported"},
		{OpGNUAddrIndex, asm(OpGNUAddrIndex, 0), "DW_OP_GNU_addr_index 0x0", "memory 0x11"},
		{OpGNUConstIndex, asm(OpGNUConstIndex, 0), "DW_OP_GNU_const_index 0x0", "memory 0x11"},
		{OpGNUVariableValue, asm(OpGNUVariableValue, uint32(1)), "DW_OP_GNU_variable_value 0x1", "unsupported"},
	}
	for _, op := range []Op{0xe1, 0xe2, 0xe3, 0xe4, 0xe5, 0xe6, 0xe8} {
		rows = append(rows, opRow{op, asm(op, 1), fmt.Sprintf("<decoding error> %02x 01", uint8(op)), "unsupported"})
	}
	for i := range Op(32) {
		rows = append(rows,
			opRow{OpLit0 + i, asm(OpLit0 + i), fmt.Sprintf("DW_OP_lit%d", i), fmt.Sprintf("memory 0x%x", uint8(i))},
			opRow{OpReg0 + i, asm(OpReg0 + i), fmt.Sprintf("DW_OP_reg%d", i), "unsupported"},
			opRow{OpBreg0 + i, asm(OpBreg0+i, 4), fmt.Sprintf("DW_OP_breg%d +4", i), "unsupported"})
	}
	return rows
}

func TestOperations(t *testing.T) {
	tested := map[Op]bool{}
	for _, row := range opRows() {
		tested[row.op] = true
		if got := String(row.code, Format{}, nil); got != row.text {
			t.Errorf("text of %v:\n got %s\nwant %s", row.op, got, row.text)
		}
		check(t, row.op.String(), row.code, Params{}, row.want)
	}
	for i := range 256 {
		op := Op(i)
		if op.Known() != tested[op] {
			t.Errorf("%v: known %v, tested %v", op, op.Known(), tested[op])
		}
		if !op.Known() {
			check(t, "unknown", asm(i), Params{}, "unsupported")
			if got, want := String(asm(i, 1), Format{}, nil), fmt.Sprintf("<decoding error> %02x 01", i); got != want {
				t.Errorf("text of %v: got %s, want %s", op, got, want)
			}
		}
	}
}

// TestOperandsMissing cuts the code of every operation off within its operands.
func TestOperandsMissing(t *testing.T) {
	for _, row := range opRows() {
		for n := 1; n < len(row.code); n++ {
			cut := row.code[:n]
			_, err := Eval(cut, testContext(), Params{})
			if e, ok := err.(*Error); err != nil && (!ok || e.Error() == "") {
				t.Errorf("%x: error %v", cut, err)
			}
			String(cut, Format{}, nil)
		}
	}
	for _, code := range [][]byte{asm(OpAddr, 1, 2, 3), asm(OpConst2u, 1), asm(OpConstu), asm(OpConstu, 0x80), asm(OpImplicitValue, 4, 1, 2), asm(OpEntryValue, 9, 0), asm(OpWasmLocation, 3, 1), asm(OpWasmLocation)} {
		check(t, "cut", code, Params{}, "malformed")
	}
}

func TestSubOperations(t *testing.T) {
	for sub, row := range subOps {
		if row.name == "" {
			continue
		}
		want := "unsupported"
		switch sub {
		case subNop:
			want = "malformed" // nothing is left
		case subUndefined:
			want = "optimized out"
		}
		code := asm(OpLLVMUser, sub, 1, 2, 3, 4, 5)
		in, err := decode(code, 0, Format{})
		if err != nil {
			t.Fatal(err)
		}
		check(t, row.name, code[:in.next], Params{}, want)
	}
	for _, test := range []struct {
		code []byte
		text string
	}{
		{asm(OpLLVMUser, 5, 0x81, 1), "DW_OP_LLVM_user DW_OP_LLVM_offset_uconst 0x81"},
		{asm(OpLLVMUser, 0x0d, 1, 2), "DW_OP_LLVM_user DW_OP_LLVM_select_bit_piece 0x1 0x2"},
		{asm(OpLLVMUser, 0x0a, uint32(7), 0x7f), "DW_OP_LLVM_user DW_OP_LLVM_aspace_implicit_pointer 0x7 -1"},
		{asm(OpLLVMUser, 0x77), "<decoding error> e9 77"},
		{asm(OpLLVMUser, 0), "<decoding error> e9 00"},
	} {
		if got := String(test.code, Format{}, nil); got != test.text {
			t.Errorf("got %s, want %s", got, test.text)
		}
	}
	check(t, "unknown", asm(OpLLVMUser, 0x77), Params{}, "unsupported")
}
