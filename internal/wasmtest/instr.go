package wasmtest

import (
	"fmt"

	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

// I encodes one instruction. Its immediates are given in the order of the binary format:
//
//	I(op.LocalGet, 0)                          indices and constants: any integer type
//	I(op.F64Const, 1.5)                        a float, or an integer holding the bits
//	I(op.I32Load), I(op.I32Load, 8)            natural alignment, offset 0 or 8
//	I(op.I32Load, wasm.MemArg{Align: 1})       all of it
//	I(op.V128Load8Lane, 8, 3)                  offset or wasm.MemArg, then lane
//	I(op.Block), I(op.Block, wasm.I32), I(op.Block, typeIndex)
//	I(op.BrTable, 0, 1, 2)                     the default last
//	I(op.SelectT, wasm.I32)
//	I(op.RefNull, wasm.HeapFunc), I(op.RefCast, typeIndex)
//	I(op.BrOnCast, label, fromType, toType)    value types
//	I(op.TryTable, wasm.I32, wasm.CatchClause{...}, ...)
//	I(op.V128Const, [16]byte{...})             also i8x16.shuffle
//
// Table and memory indices at the end may be left out and are 0. I panics if
// the immediates do not fit the instruction.
func I(o op.Op, imm ...any) []byte {
	info, ok := o.Info()
	if !ok {
		panic(fmt.Sprintf("wasmtest: no instruction %#x", uint16(o)))
	}
	e := encoder{op: o, info: info, imm: imm}
	if prefix, sub := o.Encoding(); prefix != 0 {
		e.out = append([]byte{prefix}, U(sub)...)
	} else {
		e.out = []byte{byte(sub)}
	}
	e.encode()
	if len(e.imm) != 0 {
		panic(fmt.Sprintf("wasmtest: %s has too many immediates: %v", info.Name, imm))
	}
	return e.out
}

// Code concatenates instructions; it does not add an end.
func Code(instrs ...[]byte) []byte { return Cat(instrs...) }

// Expr concatenates instructions and an end, as in a constant expression.
func Expr(instrs ...[]byte) []byte { return append(Cat(instrs...), byte(op.End)) }

type encoder struct {
	op   op.Op
	info *op.Info
	imm  []any
	out  []byte
}

func (e *encoder) put(b ...byte) { e.out = append(e.out, b...) }

// next takes the next immediate.
func (e *encoder) next() any {
	if len(e.imm) == 0 {
		panic(fmt.Sprintf("wasmtest: %s lacks an immediate", e.info.Name))
	}
	v := e.imm[0]
	e.imm = e.imm[1:]
	return v
}

func (e *encoder) index() { e.put(U(integer(e.next()))...) }

// indexOr0 takes an index that may be left out.
func (e *encoder) indexOr0() {
	if len(e.imm) == 0 {
		e.put(0)
		return
	}
	e.index()
}

func (e *encoder) encode() {
	switch e.info.Imm {
	case op.ImmNone:
	case op.ImmLabel, op.ImmFunc, op.ImmType, op.ImmLocal, op.ImmGlobal, op.ImmTag, op.ImmData, op.ImmElem, op.ImmLane:
		e.index()
	case op.ImmTable, op.ImmMemory:
		e.indexOr0()
	case op.ImmCallIndirect, op.ImmElemTable, op.ImmDataMemory:
		e.index()
		e.indexOr0()
	case op.ImmTableTable, op.ImmMemoryMemory:
		e.indexOr0()
		e.indexOr0()
	case op.ImmTypeField, op.ImmTypeN, op.ImmTypeData, op.ImmTypeElem, op.ImmTypeType:
		e.index()
		e.index()
	case op.ImmI32:
		e.put(S(int64(int32(integer(e.next()))))...)
	case op.ImmI64:
		e.put(S(int64(integer(e.next())))...)
	case op.ImmF32:
		e.put(floatBits(e.next(), 32)...)
	case op.ImmF64:
		e.put(floatBits(e.next(), 64)...)
	default:
		e.encodeRare()
	}
}

func (e *encoder) encodeRare() {
	switch e.info.Imm {
	case op.ImmBlock:
		e.blockType()
	case op.ImmTryTable:
		e.tryTable()
	case op.ImmMemArg:
		e.memArg(len(e.imm) > 0)
	case op.ImmMemArgLane:
		e.memArg(len(e.imm) > 1)
		e.index()
	case op.ImmBrTable:
		e.put(U(len(e.imm) - 1)...)
		for len(e.imm) > 0 {
			e.index()
		}
	case op.ImmSelect:
		e.put(U(len(e.imm))...)
		for len(e.imm) > 0 {
			e.put(ValType(e.next().(wasm.ValType))...)
		}
	case op.ImmHeapType:
		e.put(S(int64(integer(e.next())))...)
	case op.ImmBrOnCast:
		e.brOnCast()
	case op.ImmV128, op.ImmShuffle:
		b := e.next().([16]byte)
		e.put(b[:]...)
	case op.ImmFence:
		e.put(0)
	default:
		panic(fmt.Sprintf("wasmtest: %s has immediates of unknown kind %d", e.info.Name, e.info.Imm))
	}
}

func (e *encoder) blockType() {
	if len(e.imm) == 0 {
		e.put(0x40)
		return
	}
	switch t := e.next().(type) {
	case wasm.ValType:
		e.put(ValType(t)...)
	case wasm.BlockType:
		switch t.Kind {
		case wasm.BlockEmpty:
			e.put(0x40)
		case wasm.BlockValue:
			e.put(ValType(t.Value)...)
		case wasm.BlockIndex:
			e.put(S(int64(t.Index))...)
		}
	default:
		e.put(S(int64(integer(t)))...)
	}
}

func (e *encoder) tryTable() {
	var clauses []wasm.CatchClause
	for n := len(e.imm); n > 0; n-- {
		c, ok := e.imm[n-1].(wasm.CatchClause)
		if !ok {
			break
		}
		clauses = append([]wasm.CatchClause{c}, clauses...)
		e.imm = e.imm[:n-1]
	}
	e.blockType()
	e.put(U(len(clauses))...)
	for _, c := range clauses {
		e.put(byte(c.Kind))
		if c.Kind == wasm.CatchTag || c.Kind == wasm.CatchTagRef {
			e.put(U(c.Tag)...)
		}
		e.put(U(c.Label)...)
	}
}

func (e *encoder) memArg(given bool) {
	m := wasm.MemArg{Align: uint32(e.info.Align)}
	if given {
		v := e.next()
		if arg, ok := v.(wasm.MemArg); ok {
			m = arg
		} else {
			m.Offset = integer(v)
		}
	}
	if m.Memory != 0 {
		e.put(U(m.Align | 0x40)...)
		e.put(U(m.Memory)...)
	} else {
		e.put(U(m.Align)...)
	}
	e.put(U(m.Offset)...)
}

func (e *encoder) brOnCast() {
	label := e.next()
	from, to := e.next().(wasm.ValType), e.next().(wasm.ValType)
	e.put(boolByte(from.Nullable()) | boolByte(to.Nullable())<<1)
	e.put(U(integer(label))...)
	e.put(HeapType(from.Heap())...)
	e.put(HeapType(to.Heap())...)
}
