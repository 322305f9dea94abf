package expr

import (
	"errors"
	"strings"
	"testing"
)

type evalTest struct {
	name string
	code []byte
	want string
}

func checkAll(t *testing.T, p Params, tests []evalTest) {
	t.Helper()
	for _, test := range tests {
		check(t, test.name, test.code, p, test.want)
	}
}

func TestWasmLocations(t *testing.T) {
	unread := asm(OpWasmLocation, 0, 20, OpStackValue)
	checkAll(t, Params{}, []evalTest{
		{"place", asm(local(0), OpStackValue), "local 0"},
		{"place of every kind of word", asm(local(7), OpStackValue), "local 7"},
		{"place that cannot be read", unread, "local 20"},
		{"operand", asm(operandN(1), OpStackValue), "operand 1"},
		{"global", asm(OpWasmLocation, 1, uleb128(300), OpStackValue), "global 300"},
		{"relocatable global", asm(global(300), OpStackValue), "global 300"},
		{"nothing computed", asm(local(0), OpDup, OpNop, OpDrop, OpStackValue), "local 0"},
		{"address in a local", local(0), "memory 0x64"},
		{"address in an operand", asm(operandN(0), OpPlusUconst, 4), "memory 0x2c"},
		{"address in a local, said so", asm(OpWasmLocation, 4, 0), "memory 0x64"},
		{"not the place", asm(OpWasmLocation, 4, 0, OpStackValue), "value 64000000"},
		{"address in what cannot be read", asm(OpWasmLocation, 0, 20), "not readable"},
		{"computed", asm(local(0), OpPlusUconst, 1, OpStackValue), "value 65000000"},
		{"computed by nothing", asm(local(0), OpPlusUconst, 0, OpStackValue), "value 64000000"},
		{"computed from what cannot be read", asm(operandN(9), OpPlusUconst, 1, OpStackValue), "not readable"},
		{"address in a floating-point number", local(5), "malformed"},
		{"address in a reference", local(7), "unsupported"},
		{"unknown kind", asm(OpWasmLocation, 9, 0), "malformed"},
		{"unknown kind, 4 bytes", asm(OpWasmLocationInt, 9, uint32(0)), "unsupported"},
		{"index too great", asm(OpWasmLocation, 0, uleb128(1<<32)), "malformed"},
		{"piece of a place", asm(local(2), OpStackValue, OpPiece, 4, operandN(0), OpStackValue, OpPiece, 4), "local 2 [0+32], operand 0 [0+32]"},
		{"vector", asm(local(6), OpStackValue), "local 6"},
		{"vector computed with", asm(local(6), OpPlusUconst, 1), "unsupported"},
		{"vector reinterpreted", asm(local(6), OpReinterpret, tU128, OpStackValue), "value 000102030405060708090a0b0c0d0e0f"},

		{"dropped global is 0 in an address", asm(global(noGlobal), OpAddrx, 1, OpPlus), "memory 0x22"},
		{"dropped global as an address", global(noGlobal), "removed by the linker"},
		{"dropped global as a place", asm(global(noGlobal), OpStackValue), "removed by the linker"},
		{"dropped global, not relocated", asm(OpWasmLocation, 1, uleb128(noGlobal)), "removed by the linker"},
		{"memory base", asm(global(0), OpAddrx, 1, OpPlus), "memory 0x72"},
		{"dropped data", asm(OpAddr, uint32(0xffffffff)), "removed by the linker"},
		{"dropped data, before DWARF 5", asm(OpAddr, uint32(0xfffffffe)), "removed by the linker"},
		{"dropped data, indexed", asm(OpAddrx, 2), "removed by the linker"},
		{"dropped data in an address", asm(global(1), OpAddrx, 3, OpPlus), "removed by the linker"},
		{"dropped constant", asm(OpConstx, 2, OpGNUPushTLSAddress), "removed by the linker"},
		{"dropped thread-local", asm(OpConst4u, uint32(0xffffffff), OpGNUPushTLSAddress), "removed by the linker"},
		{"no such entry", asm(OpAddrx, 9), "malformed"},

		{"frame base", asm(OpFbreg, 8), "memory 0x48"},
		{"frame base, wrapping", asm(OpFbreg, sleb128(-0x50)), "memory 0xfffffff0"},
		{"frame base left out", asm(OpPlusUconst, 8), "memory 0x48"},
		{"frame base left out, deref", asm(OpPlusUconst, 8, OpDeref, OpPlusUconst, 1), "memory 0x4b4a4949"},
		{"frame base left out in pieces", asm(OpPlusUconst, 8, OpPiece, 4, OpPlusUconst, 0, OpPiece, 4), "memory 0x48 [0+32], memory 0x40 [0+32]"},
		{"captured by reference", asm(OpFbreg, 8, OpDeref), "memory 0x4b4a4948"},
	})
	check(t, "object at the beginning", asm(OpPlusUconst, 8), Params{Initial: []uint64{0x10}}, "memory 0x18")
	check(t, "two numbers at the beginning", asm(OpPlus), Params{Initial: []uint64{0x10, 0x100}}, "memory 0x110")
	check(t, "consumed", asm(OpDrop, OpPlusUconst, 8), Params{Initial: []uint64{0x10}}, "malformed")
	check(t, "64-bit addresses", asm(OpAddr, uint64(1<<40)), Params{Format: Format{AddrSize: 8}}, "memory 0x10000000000")
	check(t, "64-bit tombstone", asm(OpAddr, ^uint64(0)), Params{Format: Format{AddrSize: 8}}, "removed by the linker")
	check(t, "no 64-bit tombstone", asm(OpAddr, uint64(0xffffffff)), Params{Format: Format{AddrSize: 8}}, "memory 0xffffffff")
	check(t, "64-bit deref", asm(OpLit0, OpDeref), Params{Format: Format{AddrSize: 8}}, "memory 0x706050403020100")
	check(t, "64-bit reference", asm(OpImplicitPointer, uint64(1<<33), 0), Params{Format: Format{OffsetSize: 8}}, "pointer 0x200000000+0")
	check(t, "reference in DWARF 2", asm(OpImplicitPointer, uint64(1<<33), 0), Params{Format: Format{AddrSize: 8, Version: 2}}, "pointer 0x200000000+0")
	check(t, "wrong size of addresses", asm(OpLit0), Params{Format: Format{AddrSize: 3}}, "unsupported")
}

func TestPieces(t *testing.T) {
	checkAll(t, Params{}, []evalTest{
		{"no operations", nil, "optimized out"},
		{"nothing left", asm(OpNop), "malformed"},
		{"hole first", asm(OpPiece, 4, OpLit0, OpStackValue, OpPiece, 4), "empty [0+32], value 00000000 [0+32]"},
		{"hole last", asm(OpLit0+8, OpPiece, 4, OpPiece, 4), "memory 0x8 [0+32], empty [0+32]"},
		{"only holes", asm(OpPiece, 4, OpPiece, 4), "optimized out"},
		{"value", asm(OpLit0+5, OpStackValue, OpPiece, 2), "value 0500 [0+16]"},
		{"constant of more than the piece", asm(OpConst4u, uint32(0x5000000), OpStackValue, OpPiece, 1, OpConst1s, 0xff, OpStackValue, OpPiece, 1),
			"empty [0+8], value ff [0+8]"},
		{"bits of a value", asm(OpConst1u, 0xf0, OpStackValue, OpBitPiece, 4, 4), "value f0 [4+4]"},
		{"bits of a place", asm(local(0), OpStackValue, OpBitPiece, 3, 9), "local 0 [9+3]"},
		{"more than is known", asm(local(0), OpPlusUconst, 1, OpStackValue, OpPiece, 8), "value 65000000 [0+32], empty [0+32]"},
		{"nothing of what is known", asm(OpLit0, OpStackValue, OpBitPiece, 8, uleb128(64), OpLit0, OpPiece, 1), "empty [0+8], memory 0x0 [0+8]"},
		{"implicit value", asm(OpImplicitValue, 4, "abcd", OpPiece, 2, OpImplicitValue, 1, "e", OpPiece, 1), "value 6162 [0+16], value 65 [0+8]"},
		{"implicit value of no bytes", asm(OpImplicitValue, 0, OpPiece, 2), "optimized out"},
		{"implicit pointer", asm(OpImplicitPointer, uint32(7), 0, OpPiece, 4), "pointer 0x7+0 [0+32]"},
		{"undefined", asm(OpLLVMUser, subUndefined, OpPiece, 2, OpLit0+1, OpPiece, 2), "empty [0+16], memory 0x1 [0+16]"},
		{"of size 0", asm(OpLit0+1, OpPiece, 0, OpLit0+2, OpPiece, 1), "memory 0x2 [0+8]"},
		{"last one without size", asm(OpLit0+1, OpPiece, 1, OpLit0+2), "malformed"},
		{"last one without size, a value", asm(OpLit0+1, OpPiece, 1, OpLit0+2, OpStackValue), "malformed"},
		{"last one without size, after nothing", asm(OpLit0+1, OpPiece, 1, OpNop), "memory 0x1 [0+8]"},
		{"huge", asm(OpLit0+1, OpPiece, uleb128(1<<62)), "malformed"},
		{"stack is empty for the next one", asm(OpLit0+1, OpLit0+2, OpPiece, 1, OpPiece, 1), "memory 0x2 [0+8], empty [0+8]"},
		{"after a location", asm(OpLit0, OpStackValue, OpLit0), "malformed"},
		{"two locations", asm(OpLit0, OpStackValue, OpStackValue), "malformed"},
		{"two values", asm(OpImplicitValue, 0, OpImplicitValue, 0), "malformed"},
		{"undefined and more", asm(OpLLVMUser, subUndefined, OpLLVMUser, subUndefined), "malformed"},
		{"too many", asm(OpPiece, 1, OpSkip, uint16(0xfffb)), "malformed"},
	})
}

// TestSize evaluates for variables whose size is known.
func TestSize(t *testing.T) {
	shr3 := asm(local(10), OpLit0+3, OpShr, OpStackValue)
	for _, test := range []struct {
		name string
		size int
		code []byte
		want string
	}{
		{"constant", 2, asm(OpLit0+5, OpStackValue), "value 0500"},
		{"constant for 16 bytes", 16, asm(OpLit0+5, OpStackValue), "value 0500000000000000 [0+64], empty [0+64]"},
		{"32 bits for 8 bytes", 8, asm(local(0), OpPlusUconst, 1, OpStackValue), "value 65000000 [0+32], empty [0+32]"},
		{"64 bits for 8 bytes", 8, asm(local(2), OpPlusUconst, 1, OpStackValue), "value 1100000001000000"},
		{"64 bits for 4 bytes", 4, asm(local(2), OpPlusUconst, 1, OpStackValue), "value 11000000"},
		{"implicit value", 2, asm(OpImplicitValue, 4, "abcd"), "value 6162"},
		{"place", 1, asm(local(2), OpStackValue), "local 2"},
		{"memory", 1, asm(OpLit0), "memory 0x0"},

		{"shift of the whole", 8, asm(local(2), OpLit0+3, OpShra, OpStackValue), "value 0200002000000000"},
		{"shift before truncation or after", 4, asm(local(2), OpLit0+3, OpShra, OpStackValue), "unsupported"},
		{"it does not matter", 1, shr3, "value 1f"},
		{"shift into what is not there", 4, asm(local(2), OpConstu, 32, OpShr, OpStackValue), "value 01000000"},
		{"division before truncation or after", 4, asm(local(2), OpLit0+3, OpDiv, OpStackValue), "unsupported"},
		{"division by what does not fit", 1, asm(local(0), OpConstu, uleb128(1000), OpMod, OpStackValue), "value 64"},
		{"division by -3", 4, asm(local(3), OpConstu, uleb128(^uint64(2)), OpDiv, OpStackValue), "value 21000000"},
		{"zero extension of what was shifted", 4, asm(local(0), OpLit0+3, OpShr, OpConstu, uleb128(0xff), OpAnd, OpStackValue), "value 0c000000"},
		{"piece of what was shifted", 0, asm(local(2), OpLit0+3, OpShr, OpStackValue, OpPiece, 4), "unsupported"},
		{"piece of what was read", 0, asm(OpLit0+1, OpDeref, OpLit0+1, OpShr, OpStackValue, OpPiece, 1), "unsupported"},
		{"said to be truncated", 4, asm(local(2), OpConvert, tU64, OpConvert, tU32, OpLit0+3, OpShra, OpStackValue), "value 02000000"},
		{"comparison", 1, asm(local(2), OpConsts, sleb128(5), OpGt, OpStackValue), "value 01"},
	} {
		check(t, test.name, test.code, Params{Size: test.size}, test.want)
	}
}

func TestStackAndControl(t *testing.T) {
	loop := asm(OpLit0+31, OpLit0+1, OpMinus, OpDup, OpBra, uint16(0xfffa), OpLit0+9) // counts down
	checkAll(t, Params{}, []evalTest{
		{"loop", loop, "memory 0x9"},
		{"for ever", asm(OpSkip, uint16(0xfffd)), "malformed"},
		{"to the end", asm(OpLit0+1, OpSkip, uint16(0)), "memory 0x1"},
		{"before the beginning", asm(OpSkip, uint16(0xfffc)), "malformed"},
		{"beyond the end", asm(OpSkip, uint16(1)), "malformed"},
		{"branch not taken", asm(OpLit0+1, OpLit0, OpBra, uint16(99)), "memory 0x1"},
		{"branch on a floating-point number", asm(local(5), OpBra, uint16(0)), "malformed"},
		{"stack without end", asm(OpLit0, OpSkip, uint16(0xfffc)), "malformed"},
		{"reads without end", asm(OpLit0, OpDerefSize, 1, OpSkip, uint16(0xfffb)), "malformed"},
		{"underflow", asm(OpLit0, OpPlus), "malformed"},
		{"drop of nothing", asm(OpDrop), "malformed"},
		{"dup of nothing", asm(OpDup), "malformed"},
		{"swap of one", asm(OpLit0, OpSwap), "malformed"},
		{"rot of two", asm(OpLit0, OpLit0, OpRot), "malformed"},
		{"pick too deep", asm(OpLit0, OpPick, 1), "malformed"},
		{"value of nothing", asm(OpStackValue), "malformed"},
		{"piece of no address", asm(local(5), OpPiece, 4), "malformed"},
		{"sign of nothing", asm(OpDup, OpLit0+7, OpShr, OpLit0, OpNot, OpMul, OpLit0+8, OpShl, OpOr), "malformed"},
		{"overlong number", asm(OpConstu, "\x85\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x00"), "memory 0x5"},
		{"overlong negative number", asm(OpConsts, "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x7f", OpStackValue), "value ffffffffffffffff"},
		{"number too great", asm(OpConstu, "\x80\x80\x80\x80\x80\x80\x80\x80\x80\x02"), "malformed"},
		{"negative number too great", asm(OpConsts, "\x80\x80\x80\x80\x80\x80\x80\x80\x80\x7e"), "malformed"},
		{"greatest number", asm(OpConstu, "\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", OpStackValue), "value ffffffffffffffff"},
		{"least number", asm(OpConsts, "\x80\x80\x80\x80\x80\x80\x80\x80\x80\x7f", OpStackValue), "value 0000000000000080"},

		{"call", asm(OpLit0+1, OpCall2, uint16(1), OpCall4, uint32(1)), "memory 0x7"},
		{"call of nothing", asm(OpLit0+1, OpCall2, uint16(2)), "memory 0x1"},
		{"call of itself", asm(OpCall2, uint16(3)), "malformed"},
		{"call of a fault", asm(OpLit0+1, OpCall2, uint16(4)), "unsupported"},
		{"call for ever", asm(OpCall2, uint16(5)), "malformed"},
		{"call of no entry", asm(OpCall2, uint16(9)), "malformed"},

		{"other address space", asm(OpLit0+1, OpLit0+4, OpXderef), "unsupported"},
		{"deref of nothing", asm(OpLit0, OpDerefSize, 0), "malformed"},
		{"deref of much", asm(OpLit0, OpDerefSize, 9), "malformed"},
		{"deref of 64 bits", asm(OpLit0, OpDerefSize, 8, OpStackValue), "value 0001020304050607"},
		{"deref outside", asm(OpConst2u, uint16(0x1000), OpDeref), "not readable"},
		{"deref of another type's size", asm(OpLit0, OpDerefType, 2, tI8), "malformed"},
		{"deref of a huge type", asm(OpLit0, OpDerefType, 32, tHuge), "malformed"},
		{"deref of 128 bits", asm(OpLit0, OpDerefType, 16, tU128, OpStackValue), "value 000102030405060708090a0b0c0d0e0f"},
		{"value at entry unknown", asm(OpEntryValue, 0), "not readable"},
	})
}

// TestNothingKnown evaluates without any context.
func TestNothingKnown(t *testing.T) {
	for _, test := range []struct {
		code []byte
		want string
	}{
		{asm(OpAddr, uint32(8)), "memory 0x8"},
		{asm(local(0), OpStackValue), "local 0"},
		{asm(local(0)), "not readable"},
		{asm(operandN(0)), "not readable"},
		{asm(global(0)), "not readable"},
		{asm(OpFbreg, 0), "not readable"},
		{asm(OpPlusUconst, 0), "malformed"},
		{asm(OpAddrx, 0), "unsupported"},
		{asm(OpLit0, OpDeref), "not readable"},
		{asm(OpPushObjectAddress), "not readable"},
		{asm(OpEntryValue, 0), "not readable"},
		{asm(OpLit0, OpConvert, 1), "unsupported"},
		{asm(OpLit0, OpDerefType, 1, 1), "unsupported"},
		{asm(OpConstType, 1, 0), "unsupported"},
		{asm(OpCall2, uint16(0)), "unsupported"},
		{asm(OpLit0, OpFormTLSAddress), "not readable"},
	} {
		if got := show(Eval(test.code, nil, Params{})); got != test.want {
			t.Errorf("%s: got %s, want %s", String(test.code, Format{}, nil), got, test.want)
		}
	}
}

// TestContextErrors makes every function of the context fail.
func TestContextErrors(t *testing.T) {
	word := func(uint32) (Word, error) { return Word{}, errTest }
	addr := func() (uint64, error) { return 0, errTest }
	ctx := &Context{
		Local: word, Operand: word, Global: word,
		Memory:    func([]byte, uint64) error { return errTest },
		FrameBase: addr, ObjectAddress: addr,
		TLS:        func(uint64) (uint64, error) { return 0, errTest },
		Addr:       func(uint64) (uint64, error) { return 0, errTest },
		BaseType:   func(uint64) (BaseType, error) { return BaseType{}, errTest },
		Location:   func(DIERef) ([]byte, *Context, error) { return nil, nil, errTest },
		EntryValue: func([]byte, int) (Word, error) { return Word{}, errTest },
	}
	for _, code := range [][]byte{
		local(0), operandN(0), global(0), asm(OpLit0, OpDeref), asm(OpFbreg, 0), asm(OpPlusUconst, 0), asm(OpPushObjectAddress),
		asm(OpLit0, OpFormTLSAddress), asm(OpAddrx, 0), asm(OpLit0, OpConvert, 1), asm(OpLit0, OpReinterpret, 1), asm(OpConstType, 1, 0),
		asm(OpLit0, OpDerefType, 1, 1), asm(OpCallRef, uint32(0)), asm(OpEntryValue, 0),
	} {
		_, err := Eval(code, ctx, Params{})
		if !errors.Is(err, errTest) {
			t.Errorf("%s: error %v does not wrap the context's", String(code, Format{}, nil), err)
		}
	}
}

func TestErrorText(t *testing.T) {
	for _, test := range []struct {
		code []byte
		want string
	}{
		{asm(OpLit0+1, OpLit0, OpDiv), "DW_OP_div at 0x2: division by zero"},
		{asm(OpReg0 + 4), "DW_OP_reg4 at 0x0: WebAssembly has no registers"},
		{asm(OpCallFrameCFA), "DW_OP_call_frame_cfa at 0x0: WebAssembly has no call frame information"},
		{asm(OpNop, 0x01), "DW_OP_0x01 at 0x1: unknown operation 0x01"},
		{asm(OpLit0, OpPlus), "DW_OP_plus at 0x1: needs 1 entries on the stack, there are 0"},
		{asm(OpAddrx, 9), "DW_OP_addrx at 0x0: entry 9 of .debug_addr: test: no such thing"},
		{asm(OpLit0, OpCall2, uint16(4)), "DW_OP_call2 at 0x1: in the expression called: DW_OP_div at 0x1: division by zero"},
		{nil, "no location"},
	} {
		_, err := Eval(test.code, testContext(), Params{})
		if err == nil || err.Error() != test.want {
			t.Errorf("%s:\n got %v\nwant %s", String(test.code, Format{}, nil), err, test.want)
		}
	}
	for k := Malformed; k <= OptimizedOut; k++ {
		if strings.Contains(k.String(), "Kind") {
			t.Errorf("kind %d has no name", k)
		}
	}
}

// TestNested evaluates a frame base within an evaluation, whose kind of error is the outer one's.
func TestNested(t *testing.T) {
	inner := &Context{Local: testContext().Local}
	for _, test := range []struct {
		base []byte
		want string
	}{
		{asm(local(0), OpStackValue), "memory 0x66"},
		{asm(global(noGlobal), OpStackValue), "removed by the linker"},
		{asm(OpReg0), "unsupported"},
		{asm(OpFbreg, 0), "not readable"},
		{nil, "optimized out"},
	} {
		ctx := &Context{FrameBase: func() (uint64, error) { return EvalAddress(test.base, inner, Params{}) }}
		if got := show(Eval(asm(OpFbreg, 2), ctx, Params{})); got != test.want {
			t.Errorf("frame base %s: got %s, want %s", String(test.base, Format{}, nil), got, test.want)
		}
	}
	// An entry value that is again one, of the caller, and so on.
	var ctx *Context
	deepest := 0
	ctx = &Context{EntryValue: func(code []byte, depth int) (Word, error) {
		deepest = max(deepest, depth)
		n, err := EvalNumber(asm(OpEntryValue, 0), ctx, Params{Depth: depth})
		return Word{Lo: n.Uint}, err
	}}
	if got := show(Eval(asm(OpEntryValue, 0), ctx, Params{})); got != "malformed" || deepest != maxDepth+1 {
		t.Errorf("endless entry values: %s, depth %d", got, deepest)
	}
}

func TestNumber(t *testing.T) {
	for _, test := range []struct {
		name string
		code []byte
		want Number
		kind string
	}{
		{"address", asm(OpAddr, uint32(0x100)), Number{0x100, 0x100}, ""},
		{"place", asm(local(1), OpStackValue), Number{0xfffffff9, -7}, ""},
		{"place without saying so", local(1), Number{0xfffffff9, -7}, ""},
		{"64 bits", asm(local(3), OpStackValue), Number{^uint64(99), -100}, ""},
		{"constant", asm(OpConsts, sleb128(-4)), Number{^uint64(3), -4}, ""},
		{"constant, said to be a value", asm(OpLit0+4, OpStackValue), Number{4, 4}, ""},
		{"sum", asm(local(1), OpPlusUconst, 6), Number{0xffffffff, -1}, ""},
		{"from memory", asm(OpFbreg, 8, OpDeref), Number{0x4b4a4948, 0x4b4a4948}, ""},
		{"signed type", asm(local(1), OpConvert, tI8), Number{^uint64(6), -7}, ""},
		{"unsigned type", asm(local(1), OpConvert, tU8), Number{0xf9, 0xf9}, ""},
		{"implicit value", asm(OpImplicitValue, 2, 0xfe, 0xff), Number{0xfffe, -2}, ""},
		{"small of a wide type", asm(local(1), OpConvert, tI32, OpConvert, tI128), Number{^uint64(6), -7}, ""},
		{"too wide", asm(local(6), OpReinterpret, tU128), Number{}, "unsupported"},
		{"vector", local(6), Number{}, "malformed"},
		{"floating-point number", local(5), Number{}, "malformed"},
		{"pieces", asm(OpLit0, OpPiece, 4), Number{}, "malformed"},
		{"implicit pointer", asm(OpImplicitPointer, uint32(1), 0), Number{}, "unsupported"},
		{"long implicit value", asm(OpImplicitValue, 9, "123456789"), Number{}, "unsupported"},
		{"nothing", nil, Number{}, "optimized out"},
		{"undefined", asm(OpLLVMUser, subUndefined), Number{}, "optimized out"},
		{"empty stack", asm(OpNop), Number{}, "malformed"},
		{"dropped global", asm(global(noGlobal)), Number{}, "removed by the linker"},
		{"unreadable place", asm(local(20), OpStackValue), Number{}, "not readable"},
		{"fault", asm(OpPlus), Number{}, "malformed"},
	} {
		got, err := EvalNumber(test.code, testContext(), Params{})
		if kind := ""; err != nil {
			kind = err.(*Error).Kind.String()
			if kind != test.kind {
				t.Errorf("%s: error %v, want kind %q", test.name, err, test.kind)
			}
		} else if test.kind != "" || got != test.want {
			t.Errorf("%s: got %+v, want %+v, kind %q", test.name, got, test.want, test.kind)
		}
	}
	addr, err := EvalAddress(asm(OpConsts, sleb128(-16)), nil, Params{})
	if err != nil || addr != 0xfffffff0 {
		t.Errorf("address %x, %v", addr, err)
	}
}

// TestContextOfCall checks that the expression of another entry is evaluated with its own context.
func TestContextOfCall(t *testing.T) {
	other := &Context{Addr: func(uint64) (uint64, error) { return 0x99, nil }}
	ctx := &Context{
		Addr: func(uint64) (uint64, error) { return 0x11, nil },
		Location: func(ref DIERef) ([]byte, *Context, error) {
			if ref != (DIERef{Offset: 0x1234, InSection: true}) {
				t.Errorf("asked for %+v", ref)
			}
			return asm(OpAddrx, 0), other, nil
		},
	}
	code := asm(OpAddrx, 0, OpCallRef, uint32(0x1234), OpPlus, OpAddrx, 0, OpPlus)
	if got := show(Eval(code, ctx, Params{})); got != "memory 0xbb" {
		t.Errorf("got %s", got)
	}
}
