package expr

// operand is how an operand of an operation is encoded.
type operand uint8

const (
	none    operand = iota
	address         // as many bytes as an address has
	u1
	u2
	u4
	u8
	s1
	s2
	s4
	s8
	uleb
	sleb
	reference   // offset in .debug_info, of the format's size
	baseType    // unsigned LEB128: offset of a base type in the unit
	wasmIndex   // what it is depends on the operand before it
	block       // as many bytes as the operand before it says
	expression  // the same, which are an expression
	subOpcode   // unsigned LEB128: which of subOps it is
	anyOperands // not documented: what follows cannot be decoded
)

// class is what is done to execute an operation. Operations of one class differ in their operands, or are told apart where it is executed.
type class uint8

const (
	unknown class = iota
	unsupported
	pushAddress
	pushUnsigned
	pushSigned
	pushLiteral // the number is a part of the opcode
	pushIndexed
	pushFrameBase
	pushObject
	pushEntryValue
	pushTyped
	pushWasm
	registers
	stack
	deref
	derefTyped
	unary
	arithmetic
	plusUconst
	branch
	nop
	call
	tlsAddress
	callFrame
	convert
	reinterpret
	piece
	implicitValue
	implicitPointer
	stackValue
	uninitialized
	llvmUser
)

// maxOperands is the greatest number of operands.
const maxOperands = 3

// opInfo is a row of the table of operations.
type opInfo struct {
	name     string // without DW_OP_
	class    class
	operands [maxOperands]operand
}

// ops is the table of operations.
var ops = withFamilies([256]opInfo{
	OpAddr:              {"addr", pushAddress, list(address)},
	OpDeref:             {"deref", deref, list()},
	OpConst1u:           {"const1u", pushUnsigned, list(u1)},
	OpConst1s:           {"const1s", pushSigned, list(s1)},
	OpConst2u:           {"const2u", pushUnsigned, list(u2)},
	OpConst2s:           {"const2s", pushSigned, list(s2)},
	OpConst4u:           {"const4u", pushUnsigned, list(u4)},
	OpConst4s:           {"const4s", pushSigned, list(s4)},
	OpConst8u:           {"const8u", pushUnsigned, list(u8)},
	OpConst8s:           {"const8s", pushSigned, list(s8)},
	OpConstu:            {"constu", pushUnsigned, list(uleb)},
	OpConsts:            {"consts", pushSigned, list(sleb)},
	OpDup:               {"dup", stack, list()},
	OpDrop:              {"drop", stack, list()},
	OpOver:              {"over", stack, list()},
	OpPick:              {"pick", stack, list(u1)},
	OpSwap:              {"swap", stack, list()},
	OpRot:               {"rot", stack, list()},
	OpXderef:            {"xderef", deref, list()},
	OpAbs:               {"abs", unary, list()},
	OpAnd:               {"and", arithmetic, list()},
	OpDiv:               {"div", arithmetic, list()},
	OpMinus:             {"minus", arithmetic, list()},
	OpMod:               {"mod", arithmetic, list()},
	OpMul:               {"mul", arithmetic, list()},
	OpNeg:               {"neg", unary, list()},
	OpNot:               {"not", unary, list()},
	OpOr:                {"or", arithmetic, list()},
	OpPlus:              {"plus", arithmetic, list()},
	OpPlusUconst:        {"plus_uconst", plusUconst, list(uleb)},
	OpShl:               {"shl", arithmetic, list()},
	OpShr:               {"shr", arithmetic, list()},
	OpShra:              {"shra", arithmetic, list()},
	OpXor:               {"xor", arithmetic, list()},
	OpBra:               {"bra", branch, list(s2)},
	OpEq:                {"eq", arithmetic, list()},
	OpGe:                {"ge", arithmetic, list()},
	OpGt:                {"gt", arithmetic, list()},
	OpLe:                {"le", arithmetic, list()},
	OpLt:                {"lt", arithmetic, list()},
	OpNe:                {"ne", arithmetic, list()},
	OpSkip:              {"skip", branch, list(s2)},
	OpRegx:              {"regx", registers, list(uleb)},
	OpFbreg:             {"fbreg", pushFrameBase, list(sleb)},
	OpBregx:             {"bregx", registers, list(uleb, sleb)},
	OpPiece:             {"piece", piece, list(uleb)},
	OpDerefSize:         {"deref_size", deref, list(u1)},
	OpXderefSize:        {"xderef_size", deref, list(u1)},
	OpNop:               {"nop", nop, list()},
	OpPushObjectAddress: {"push_object_address", pushObject, list()},
	OpCall2:             {"call2", call, list(u2)},
	OpCall4:             {"call4", call, list(u4)},
	OpCallRef:           {"call_ref", call, list(reference)},
	OpFormTLSAddress:    {"form_tls_address", tlsAddress, list()},
	OpCallFrameCFA:      {"call_frame_cfa", callFrame, list()},
	OpBitPiece:          {"bit_piece", piece, list(uleb, uleb)},
	OpImplicitValue:     {"implicit_value", implicitValue, list(uleb, block)},
	OpStackValue:        {"stack_value", stackValue, list()},
	OpImplicitPointer:   {"implicit_pointer", implicitPointer, list(reference, sleb)},
	OpAddrx:             {"addrx", pushIndexed, list(uleb)},
	OpConstx:            {"constx", pushIndexed, list(uleb)},
	OpEntryValue:        {"entry_value", pushEntryValue, list(uleb, expression)},
	OpConstType:         {"const_type", pushTyped, list(baseType, u1, block)},
	OpRegvalType:        {"regval_type", registers, list(uleb, baseType)},
	OpDerefType:         {"deref_type", derefTyped, list(u1, baseType)},
	OpXderefType:        {"xderef_type", derefTyped, list(u1, baseType)},
	OpConvert:           {"convert", convert, list(baseType)},
	OpReinterpret:       {"reinterpret", reinterpret, list(baseType)},

	OpGNUPushTLSAddress:  {"GNU_push_tls_address", tlsAddress, list()},
	0xe1:                 {"HP_is_value", unsupported, list(anyOperands)},
	0xe2:                 {"HP_fltconst4", unsupported, list(anyOperands)},
	0xe3:                 {"HP_fltconst8", unsupported, list(anyOperands)},
	0xe4:                 {"HP_mod_range", unsupported, list(anyOperands)},
	0xe5:                 {"HP_unmod_range", unsupported, list(anyOperands)},
	0xe6:                 {"HP_tls", unsupported, list(anyOperands)},
	0xe8:                 {"INTEL_bit_piece", unsupported, list(anyOperands)},
	OpLLVMUser:           {"LLVM_user", llvmUser, list(subOpcode)},
	OpWasmLocation:       {"WASM_location", pushWasm, list(uleb, wasmIndex)},
	OpWasmLocationInt:    {"WASM_location_int", pushWasm, list(u1, u4)},
	OpGNUUninit:          {"GNU_uninit", uninitialized, list()},
	OpGNUEncodedAddr:     {"GNU_encoded_addr", unsupported, list(anyOperands)},
	OpGNUImplicitPointer: {"GNU_implicit_pointer", implicitPointer, list(reference, sleb)},
	OpGNUEntryValue:      {"GNU_entry_value", pushEntryValue, list(uleb, expression)},
	OpGNUConstType:       {"GNU_const_type", pushTyped, list(baseType, u1, block)},
	OpGNURegvalType:      {"GNU_regval_type", registers, list(uleb, baseType)},
	OpGNUDerefType:       {"GNU_deref_type", derefTyped, list(u1, baseType)},
	OpGNUConvert:         {"GNU_convert", convert, list(baseType)},
	OpPGIOmpThreadNum:    {"PGI_omp_thread_num", unsupported, list()},
	OpGNUReinterpret:     {"GNU_reinterpret", reinterpret, list(baseType)},
	OpGNUParameterRef:    {"GNU_parameter_ref", unsupported, list(u4)},
	OpGNUAddrIndex:       {"GNU_addr_index", pushIndexed, list(uleb)},
	OpGNUConstIndex:      {"GNU_const_index", pushIndexed, list(uleb)},
	OpGNUVariableValue:   {"GNU_variable_value", unsupported, list(reference)},
})

// withFamilies adds the operations that there are 32 of.
func withFamilies(t [256]opInfo) [256]opInfo {
	for i := range Op(32) {
		n := decimal(i)
		t[OpLit0+i] = opInfo{"lit" + n, pushLiteral, list()}
		t[OpReg0+i] = opInfo{"reg" + n, registers, list()}
		t[OpBreg0+i] = opInfo{"breg" + n, registers, list(sleb)}
	}
	return t
}

// list returns operands as a row of the table has them.
func list(operands ...operand) (l [maxOperands]operand) {
	copy(l[:], operands)
	return l
}

// decimal returns a number below 100 in decimal.
func decimal(n Op) string {
	if n < 10 {
		return string('0' + rune(n))
	}
	return string('0'+rune(n/10)) + string('0'+rune(n%10))
}

// Operations that follow DW_OP_LLVM_user (LLVM's extensions for heterogeneous debugging).
const (
	subNop       = 0x01
	subUndefined = 0x08
)

// subOp is a row of the table of these operations.
type subOp struct {
	name     string // without DW_OP_LLVM_
	operands [maxOperands]operand
}

// subOps is the table of the operations that follow DW_OP_LLVM_user. The operands include the sub-opcode.
var subOps = [...]subOp{
	subNop:       {"nop", list(subOpcode)},
	0x02:         {"form_aspace_address", list(subOpcode)},
	0x03:         {"push_lane", list(subOpcode)},
	0x04:         {"offset", list(subOpcode)},
	0x05:         {"offset_uconst", list(subOpcode, uleb)},
	0x06:         {"bit_offset", list(subOpcode)},
	0x07:         {"call_frame_entry_reg", list(subOpcode, uleb)},
	subUndefined: {"undefined", list(subOpcode)},
	0x09:         {"aspace_bregx", list(subOpcode, uleb, uleb)},
	0x0a:         {"aspace_implicit_pointer", list(subOpcode, reference, sleb)},
	0x0b:         {"piece_end", list(subOpcode)},
	0x0c:         {"extend", list(subOpcode, uleb, uleb)},
	0x0d:         {"select_bit_piece", list(subOpcode, uleb, uleb)},
}
