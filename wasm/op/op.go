// Package op is the one table of WebAssembly instructions: opcode, mnemonic,
// immediates, signature, natural alignment and the feature each belongs to.
// The decoder, the validator, the disassembler and the execution tiers read
// it, so an instruction is described once, as a row of ops.tsv.
package op

//go:generate go run ./internal/gen

// Op identifies an instruction. Single-byte opcodes have their own value;
// each prefix occupies a range of its own above them (see Lookup).
type Op uint16

// The first Op of each prefix's range; Op minus base is the sub-opcode.
const (
	baseFB Op = 0x100
	baseFC Op = 0x140
	baseFD Op = 0x160
	baseFE Op = 0x280
	// Count is one more than the largest Op; tables indexed by Op have this length.
	Count = 0x2d0
)

// Imm is the kind of immediate operands that follow an opcode.
type Imm uint8

// Kinds of immediates, in the order they are encoded (Wasm 3.0 §5.4).
const (
	ImmNone         Imm = iota
	ImmBlock            // block type
	ImmLabel            // label index
	ImmBrTable          // vector of label indices and a default
	ImmFunc             // function index
	ImmType             // type index
	ImmCallIndirect     // type index, table index
	ImmLocal            // local index
	ImmGlobal           // global index
	ImmTable            // table index
	ImmTag              // tag index
	ImmMemory           // memory index
	ImmMemArg           // alignment (with memory index), offset
	ImmMemArgLane       // memory argument, lane index
	ImmLane             // lane index
	ImmI32              // signed LEB128 of 32 bits
	ImmI64              // signed LEB128 of 64 bits
	ImmF32              // 4 bytes, IEEE 754
	ImmF64              // 8 bytes, IEEE 754
	ImmV128             // 16 bytes
	ImmShuffle          // 16 lane indices
	ImmSelect           // vector of value types
	ImmData             // data segment index
	ImmElem             // element segment index
	ImmElemTable        // element segment index, table index
	ImmTableTable       // destination table index, source table index
	ImmDataMemory       // data segment index, memory index
	ImmMemoryMemory     // destination memory index, source memory index
	ImmHeapType         // heap type
	ImmTypeField        // type index, field index
	ImmTypeN            // type index, count
	ImmTypeData         // type index, data segment index
	ImmTypeElem         // type index, element segment index
	ImmTypeType         // destination type index, source type index
	ImmBrOnCast         // flags, label index, two heap types
	ImmTryTable         // block type, vector of catch clauses
	ImmFence            // one zero byte
)

// Feature is the proposal an instruction came with.
type Feature uint8

// Features, in the order in which they joined the standard.
const (
	MVP Feature = iota
	SignExtension
	TruncSat
	BulkMemory
	ReferenceTypes
	SIMD
	TailCall
	FunctionReferences
	GC
	Exceptions
	LegacyExceptions
	RelaxedSIMD
	Threads
)

// Info is one row of the instruction table.
type Info struct {
	// Name is the mnemonic of the text format.
	Name string
	// Params and Results are the operand types, one letter each: i=i32 I=i64
	// f=f32 F=f64 v=v128, a=the address type of the memory the instruction
	// names. They mean nothing where Special is set.
	Params, Results string
	// Special is set where the types depend on context (spec §3.4 gives the rule).
	Special bool
	Imm     Imm
	// Align is the log2 of the natural alignment of a memory access.
	Align   uint8
	Feature Feature
}

// Info returns the instruction's row; ok is false where no instruction has this Op.
func (o Op) Info() (info *Info, ok bool) {
	if o >= Count || table[o].Name == "" {
		return nil, false
	}
	return &table[o], true
}

// Valid reports whether an instruction has this Op.
func (o Op) Valid() bool { return o < Count && table[o].Name != "" }

// String returns the mnemonic.
func (o Op) String() string {
	if info, ok := o.Info(); ok {
		return info.Name
	}
	return "unknown opcode"
}

// IsPrefix reports whether b starts a two-part opcode whose second part is a LEB128 sub-opcode.
func IsPrefix(b byte) bool { return b >= 0xfb && b <= 0xfe }

// Lookup returns the Op of a prefix byte and sub-opcode; ok is false where there is none.
func Lookup(prefix byte, sub uint32) (o Op, ok bool) {
	var base, limit Op
	switch prefix {
	case 0xfb:
		base, limit = baseFB, baseFC
	case 0xfc:
		base, limit = baseFC, baseFD
	case 0xfd:
		base, limit = baseFD, baseFE
	case 0xfe:
		base, limit = baseFE, Count
	default:
		return 0, false
	}
	if sub >= uint32(limit-base) {
		return 0, false
	}
	o = base + Op(sub)
	return o, o.Valid()
}

// Encoding returns the opcode's bytes as prefix and sub-opcode; prefix is 0 for
// a single-byte opcode, whose value is then sub.
func (o Op) Encoding() (prefix byte, sub uint32) {
	switch {
	case o < baseFB:
		return 0, uint32(o)
	case o < baseFC:
		return 0xfb, uint32(o - baseFB)
	case o < baseFD:
		return 0xfc, uint32(o - baseFC)
	case o < baseFE:
		return 0xfd, uint32(o - baseFD)
	}
	return 0xfe, uint32(o - baseFE)
}
