package expr

import "fmt"

// Op is the opcode of an operation (DWARF 5 §7.7.1).
type Op uint8

// Operations of DWARF 2 to 5. There are 32 each of OpLit0, OpReg0 and OpBreg0, one after the other.
const (
	OpAddr              Op = 0x03
	OpDeref             Op = 0x06
	OpConst1u           Op = 0x08
	OpConst1s           Op = 0x09
	OpConst2u           Op = 0x0a
	OpConst2s           Op = 0x0b
	OpConst4u           Op = 0x0c
	OpConst4s           Op = 0x0d
	OpConst8u           Op = 0x0e
	OpConst8s           Op = 0x0f
	OpConstu            Op = 0x10
	OpConsts            Op = 0x11
	OpDup               Op = 0x12
	OpDrop              Op = 0x13
	OpOver              Op = 0x14
	OpPick              Op = 0x15
	OpSwap              Op = 0x16
	OpRot               Op = 0x17
	OpXderef            Op = 0x18
	OpAbs               Op = 0x19
	OpAnd               Op = 0x1a
	OpDiv               Op = 0x1b
	OpMinus             Op = 0x1c
	OpMod               Op = 0x1d
	OpMul               Op = 0x1e
	OpNeg               Op = 0x1f
	OpNot               Op = 0x20
	OpOr                Op = 0x21
	OpPlus              Op = 0x22
	OpPlusUconst        Op = 0x23
	OpShl               Op = 0x24
	OpShr               Op = 0x25
	OpShra              Op = 0x26
	OpXor               Op = 0x27
	OpBra               Op = 0x28
	OpEq                Op = 0x29
	OpGe                Op = 0x2a
	OpGt                Op = 0x2b
	OpLe                Op = 0x2c
	OpLt                Op = 0x2d
	OpNe                Op = 0x2e
	OpSkip              Op = 0x2f
	OpLit0              Op = 0x30
	OpReg0              Op = 0x50
	OpBreg0             Op = 0x70
	OpRegx              Op = 0x90
	OpFbreg             Op = 0x91
	OpBregx             Op = 0x92
	OpPiece             Op = 0x93
	OpDerefSize         Op = 0x94
	OpXderefSize        Op = 0x95
	OpNop               Op = 0x96
	OpPushObjectAddress Op = 0x97
	OpCall2             Op = 0x98
	OpCall4             Op = 0x99
	OpCallRef           Op = 0x9a
	OpFormTLSAddress    Op = 0x9b
	OpCallFrameCFA      Op = 0x9c
	OpBitPiece          Op = 0x9d
	OpImplicitValue     Op = 0x9e
	OpStackValue        Op = 0x9f
	OpImplicitPointer   Op = 0xa0
	OpAddrx             Op = 0xa1
	OpConstx            Op = 0xa2
	OpEntryValue        Op = 0xa3
	OpConstType         Op = 0xa4
	OpRegvalType        Op = 0xa5
	OpDerefType         Op = 0xa6
	OpXderefType        Op = 0xa7
	OpConvert           Op = 0xa8
	OpReinterpret       Op = 0xa9
)

// Operations of GNU, LLVM and others, from DW_OP_lo_user on.
const (
	OpGNUPushTLSAddress  Op = 0xe0
	OpLLVMUser           Op = 0xe9
	OpWasmLocation       Op = 0xed
	OpWasmLocationInt    Op = 0xee // LLVM 11: the index has always 4 bytes
	OpGNUUninit          Op = 0xf0
	OpGNUEncodedAddr     Op = 0xf1
	OpGNUImplicitPointer Op = 0xf2
	OpGNUEntryValue      Op = 0xf3
	OpGNUConstType       Op = 0xf4
	OpGNURegvalType      Op = 0xf5
	OpGNUDerefType       Op = 0xf6
	OpGNUConvert         Op = 0xf7
	OpPGIOmpThreadNum    Op = 0xf8
	OpGNUReinterpret     Op = 0xf9
	OpGNUParameterRef    Op = 0xfa
	OpGNUAddrIndex       Op = 0xfb
	OpGNUConstIndex      Op = 0xfc
	OpGNUVariableValue   Op = 0xfd
)

// String returns the operation's name in the standard, such as "DW_OP_deref".
func (o Op) String() string {
	if name := ops[o].name; name != "" {
		return "DW_OP_" + name
	}
	return fmt.Sprintf("DW_OP_0x%02x", uint8(o))
}

// Known reports whether the operation exists.
func (o Op) Known() bool { return ops[o].name != "" }

// The places that the first operand of DW_OP_WASM_location tells apart.
const (
	wasmLocal         = 0
	wasmGlobal        = 1
	wasmOperand       = 2
	wasmGlobalReloc   = 3 // the index is a 4-byte number, for the linker
	wasmLocalIndirect = 4 // a local that holds an address
)

// noGlobal is the index that the linker writes for a global that it dropped.
const noGlobal = 0xffffffff
