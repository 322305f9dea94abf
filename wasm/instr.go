package wasm

import (
	"github.com/wdbg/wdbg/wasm/op"
)

// BlockKind says what a block type is.
type BlockKind uint8

// Kinds of block types.
const (
	BlockEmpty BlockKind = iota
	BlockValue           // no parameters, one result
	BlockIndex           // a function type
)

// BlockType is the type of a structured control instruction.
type BlockType struct {
	Kind  BlockKind
	Value ValType   // BlockValue
	Index TypeIndex // BlockIndex
}

// MemArg is the immediate of a memory access.
type MemArg struct {
	Align  uint32 // log2 of the alignment
	Memory MemoryIndex
	Offset uint64
}

// CatchKind is the kind of a catch clause, with its binary encoding.
type CatchKind uint8

// Kinds of catch clauses.
const (
	CatchTag CatchKind = iota
	CatchTagRef
	CatchAny
	CatchAnyRef
)

// CatchClause is one clause of a try_table.
type CatchClause struct {
	Kind  CatchKind
	Tag   TagIndex // CatchTag and CatchTagRef
	Label uint32
}

// Instr is one decoded instruction. Which fields are set depends on the
// instruction's kind of immediates (op.Info.Imm); the others hold whatever they held. The
// slices are reused by the next instruction.
type Instr struct {
	Op op.Op
	// Offset is the file offset of the opcode.
	Offset FileOffset
	// Index is the first index immediate (label, function, type, local, global,
	// table, memory, tag, data or element segment), Index2 the second.
	Index, Index2 uint32
	// Value holds the bits of a constant (i32 zero-extended), or the count of array.new_fixed.
	Value uint64
	Mem   MemArg
	Lane  uint8
	Block BlockType
	// V128 is the constant of v128.const or the lanes of i8x16.shuffle.
	V128 [16]byte
	// Ref is the type of ref.null (nullable), ref.test and ref.cast (nullable as the instruction
	// says); for br_on_cast Ref is the source type and Ref2 the target.
	Ref, Ref2 ValType
	Labels    []uint32 // br_table: the labels, the default last
	Catches   []CatchClause
	Types     []ValType // select with types
}

// InstrReader decodes the instructions of a function body or a constant
// expression one by one. It checks only the encoding.
type InstrReader struct {
	Instr
	r Reader
}

// Reset makes r read the instructions in file[start:end].
func (r *InstrReader) Reset(file []byte, start, end FileOffset) { r.r.Reset(file, start, end) }

// Pos returns the file offset of the next instruction.
func (r *InstrReader) Pos() FileOffset { return r.r.Pos() }

// More reports whether bytes are left.
func (r *InstrReader) More() bool { return r.r.Len() > 0 }

// Err returns the first error, or nil.
func (r *InstrReader) Err() error { return r.r.Err() }

// Locals reads the local declarations that open a function body and calls f for each run of
// equal types. The sum of the counts is at most 2^32-1.
func (r *InstrReader) Locals(f func(n uint32, t ValType) error) error {
	groups := r.r.U32()
	var total uint64
	for range groups {
		at := r.r.Pos()
		n := r.r.U32()
		t := r.r.ValType()
		if r.r.err != nil {
			return r.r.err
		}
		if total += uint64(n); total > 1<<32-1 {
			return Malformedf(at, "too many locals: more than 4294967295")
		}
		if err := f(n, t); err != nil {
			return err
		}
	}
	return r.r.Err()
}

// Next decodes one instruction into r.Instr; false means an encoding error (see Err) or the
// end of the range.
func (r *InstrReader) Next() bool {
	if r.r.pos >= r.r.end || r.r.err != nil {
		return false
	}
	r.Offset = FileOffset(r.r.pos)
	b := r.r.buf[r.r.pos]
	r.r.pos++
	r.Op = op.Op(b)
	if op.IsPrefix(b) {
		sub := r.r.U32()
		o, ok := op.Lookup(b, sub)
		if !ok {
			r.r.Failf(r.Offset, "illegal opcode 0x%02x 0x%02x", b, sub)
			return false
		}
		r.Op = o
	}
	info, ok := r.Op.Info()
	if !ok {
		r.r.Failf(r.Offset, "illegal opcode 0x%02x", b)
		return false
	}
	r.immediates(info.Imm)
	return r.r.err == nil
}

// immediates decodes what follows the opcode, the frequent kinds here.
func (r *InstrReader) immediates(imm op.Imm) {
	switch imm {
	case op.ImmNone:
	case op.ImmLocal, op.ImmLabel, op.ImmFunc, op.ImmGlobal, op.ImmType, op.ImmTable, op.ImmTag, op.ImmMemory,
		op.ImmData, op.ImmElem:
		r.Index = r.r.U32()
	case op.ImmI32:
		r.Value = uint64(uint32(r.r.S32()))
	case op.ImmI64:
		r.Value = uint64(r.r.S64())
	case op.ImmMemArg:
		r.memArg()
	case op.ImmBlock:
		r.Block = r.r.blockType()
	case op.ImmCallIndirect, op.ImmElemTable, op.ImmTableTable, op.ImmDataMemory, op.ImmMemoryMemory,
		op.ImmTypeField, op.ImmTypeData, op.ImmTypeElem, op.ImmTypeType:
		r.Index = r.r.U32()
		r.Index2 = r.r.U32()
	case op.ImmTypeN:
		r.Index = r.r.U32()
		r.Value = uint64(r.r.U32())
	case op.ImmF32:
		r.Value = uint64(r.r.F32())
	case op.ImmF64:
		r.Value = r.r.F64()
	default:
		r.rareImmediates(imm)
	}
}

func (r *InstrReader) rareImmediates(imm op.Imm) {
	switch imm {
	case op.ImmMemArgLane:
		r.memArg()
		r.Lane = r.r.Byte()
	case op.ImmLane:
		r.Lane = r.r.Byte()
	case op.ImmV128, op.ImmShuffle:
		copy(r.V128[:], r.r.Bytes(16))
	case op.ImmBrTable:
		r.brTable()
	case op.ImmSelect:
		r.selectTypes()
	case op.ImmHeapType:
		nullable := r.Op == op.RefNull || r.Op == op.RefTestNull || r.Op == op.RefCastNull
		r.Ref = RefType(nullable, r.r.HeapType())
	case op.ImmBrOnCast:
		r.castFlags()
	case op.ImmTryTable:
		r.Block = r.r.blockType()
		r.catches()
	case op.ImmFence:
		if at := r.r.Pos(); r.r.Byte() != 0 {
			r.r.Failf(at, "zero byte expected")
		}
	}
}

func (r *InstrReader) memArg() {
	at := r.r.Pos()
	align := r.r.U32()
	r.Mem.Memory = 0
	if align&0x40 != 0 {
		align &^= 0x40
		r.Mem.Memory = MemoryIndex(r.r.U32())
	}
	if align >= 0x40 {
		r.r.Failf(at, "malformed memop flags 0x%x", align)
	}
	r.Mem.Align = align
	r.Mem.Offset = r.r.U64()
}

func (r *InstrReader) brTable() {
	at := r.r.Pos()
	n := r.r.U32()
	if uint64(n) > uint64(r.r.Len()) {
		r.r.Failf(at, "unexpected end: br_table of %d labels in %d bytes", n, r.r.Len())
		return
	}
	r.Labels = r.Labels[:0]
	for range uint64(n) + 1 {
		r.Labels = append(r.Labels, r.r.U32())
	}
}

func (r *InstrReader) selectTypes() {
	at := r.r.Pos()
	n := r.r.U32()
	if uint64(n) > uint64(r.r.Len()) {
		r.r.Failf(at, "unexpected end: select of %d types in %d bytes", n, r.r.Len())
		return
	}
	r.Types = r.Types[:0]
	for range n {
		r.Types = append(r.Types, r.r.ValType())
	}
}

func (r *InstrReader) castFlags() {
	at := r.r.Pos()
	flags := r.r.Byte()
	if flags > 3 {
		r.r.Failf(at, "malformed br_on_cast flags 0x%x", flags)
	}
	r.Index = r.r.U32()
	r.Ref = RefType(flags&1 != 0, r.r.HeapType())
	r.Ref2 = RefType(flags&2 != 0, r.r.HeapType())
}

func (r *InstrReader) catches() {
	at := r.r.Pos()
	n := r.r.U32()
	if uint64(n) > uint64(r.r.Len()) {
		r.r.Failf(at, "unexpected end: %d catch clauses in %d bytes", n, r.r.Len())
		return
	}
	r.Catches = r.Catches[:0]
	for range n {
		at := r.r.Pos()
		c := CatchClause{Kind: CatchKind(r.r.Byte())}
		if c.Kind > CatchAnyRef {
			r.r.Failf(at, "malformed catch clause 0x%x", c.Kind)
			return
		}
		if c.Kind == CatchTag || c.Kind == CatchTagRef {
			c.Tag = TagIndex(r.r.U32())
		}
		c.Label = r.r.U32()
		r.Catches = append(r.Catches, c)
	}
}

// HeapType reads a heap type. Abstract heap types have an encoding of one byte only.
func (r *Reader) HeapType() HeapType {
	at := r.Pos()
	v := r.S33()
	if v >= MaxTypes {
		r.Failf(at, "type index %d is over the limit of %d types", v, MaxTypes)
		return HeapAny
	}
	if h := HeapType(v); v >= 0 || h.IsAbstract() && r.Pos() == at+1 {
		return h
	}
	r.Failf(at, "malformed heap type")
	return HeapAny
}

// ValType reads a value type.
func (r *Reader) ValType() ValType {
	at := r.Pos()
	b := r.Byte()
	switch t := ValType(b); t {
	case I32, I64, F32, F64, V128:
		return t
	case refNull, refNon:
		return RefType(t == refNull, r.HeapType())
	}
	if h := HeapType(int8(b<<1) >> 1); b < 0x80 && h.IsAbstract() {
		return RefType(true, h)
	}
	r.Failf(at, "malformed value type 0x%02x", b)
	return I32
}

// blockType reads a block type (§5.4.1).
func (r *Reader) blockType() BlockType {
	at := r.pos
	if r.pos < r.end {
		b := r.buf[r.pos]
		switch {
		case b == 0x40:
			r.pos++
			return BlockType{}
		case b&0xc0 == 0x40:
			return BlockType{Kind: BlockValue, Value: r.ValType()}
		}
	}
	v := r.S33()
	if v < 0 || v >= MaxTypes {
		r.Failf(FileOffset(at), "malformed block type")
		return BlockType{}
	}
	return BlockType{Kind: BlockIndex, Index: TypeIndex(v)}
}
