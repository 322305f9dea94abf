package expr

import (
	"strconv"
	"strings"
)

// WordType is the type of a value of the WebAssembly machine.
type WordType uint8

// Types of values.
const (
	I32 WordType = iota
	I64
	F32
	F64
	V128
	Ref // a reference: it may be a location, but has no bits to compute with
)

// Word is a value of a local, a global or of the operand stack.
type Word struct {
	Type WordType
	// Lo holds i32 and f32 (the upper half is ignored), i64, f64; Lo and Hi hold v128, little end first.
	Lo, Hi uint64
}

// BaseType is a DW_TAG_base_type as expressions use it.
type BaseType struct {
	Encoding uint8 // DW_AT_encoding, a DW_ATE constant (DWARF 5 §7.8)
	Size     int   // DW_AT_byte_size
	// BitSize is the number of significant bits of an integer where it is not 8*Size; otherwise 0. See ConversionBits.
	BitSize int
}

// ConversionBits returns the number of bits of a base type that LLVM made for DW_OP_convert, by its name,
// such as "DW_ATE_unsigned_1"; 0 for names of others. It is nowhere else: DW_AT_byte_size of that one is 1. Without it,
// the negation of a bool comes out as 254.
func ConversionBits(name string) int {
	for _, prefix := range [...]string{"DW_ATE_signed_", "DW_ATE_unsigned_"} {
		if digits, ok := strings.CutPrefix(name, prefix); ok {
			if n, err := strconv.ParseUint(digits, 10, 8); err == nil && n <= 128 {
				return int(n)
			}
		}
	}
	return 0
}

// Encodings of base types (DWARF 5 §7.8).
const (
	ateAddress      = 0x01
	ateBoolean      = 0x02
	ateFloat        = 0x04
	ateSigned       = 0x05
	ateSignedChar   = 0x06
	ateUnsigned     = 0x07
	ateUnsignedChar = 0x08
	ateUTF          = 0x10
	ateUCS          = 0x11
	ateASCII        = 0x12
)

// DIERef is a debugging information entry that an operation names.
type DIERef struct {
	Offset uint64
	// InSection says that Offset is from the beginning of .debug_info, not of the unit.
	InSection bool
}

// Context is what expressions may ask for. A nil function means that there is no such thing here; an operation
// that needs it fails. An error of a function is wrapped in the result's.
type Context struct {
	// Local, Operand and Global read a local of the frame, an entry of its operand stack, counted from the bottom, and a global.
	Local, Operand, Global func(index uint32) (Word, error)
	// Memory fills p from the linear memory.
	Memory func(p []byte, addr uint64) error
	// FrameBase returns the frame base of the function (DW_AT_frame_base). It is asked for once at most, or once
	// more where an evaluation is checked by another.
	FrameBase func() (uint64, error)
	// ObjectAddress returns the address of the object that the expression is about (DW_OP_push_object_address).
	ObjectAddress func() (uint64, error)
	// TLS returns the address of a thread-local variable, given its offset in the thread's block.
	TLS func(offset uint64) (uint64, error)
	// Addr returns an entry of .debug_addr, counted from the unit's DW_AT_addr_base.
	Addr func(index uint64) (uint64, error)
	// BaseType returns the base type at an offset in the unit.
	BaseType func(offset uint64) (BaseType, error)
	// Location returns the expression of an entry's DW_AT_location, for DW_OP_call2 and others; nil where it has none. The
	// Context returned is the one for that expression; nil for this one.
	Location func(ref DIERef) ([]byte, *Context, error)
	// EntryValue returns what an expression had as its value when the function was entered. depth is for the
	// Params of evaluations made to find out.
	EntryValue func(code []byte, depth int) (Word, error)
}

// Params says how to evaluate.
type Params struct {
	Format
	// Size is the number of bytes of the variable that the expression locates; 0 where it is unknown.
	Size int
	// Initial are numbers on the stack at the beginning, the last one on top: the object's address for DW_AT_data_member_location.
	Initial []uint64
	// Depth is the number of evaluations that this one is a part of.
	Depth int
}
