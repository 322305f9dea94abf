package disasm

import (
	"encoding/binary"
	"strconv"

	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

// indexSpaces gives the index space of an instruction's first and second index immediates, for the
// kinds of immediates that are nothing but indices.
func indexSpaces(imm op.Imm) (first, second Space, n int) {
	switch imm {
	case op.ImmFunc:
		return SpaceFunc, 0, 1
	case op.ImmType, op.ImmTypeN:
		return SpaceType, 0, 1
	case op.ImmGlobal:
		return SpaceGlobal, 0, 1
	case op.ImmTable:
		return SpaceTable, 0, 1
	case op.ImmTag:
		return SpaceTag, 0, 1
	case op.ImmData:
		return SpaceData, 0, 1
	case op.ImmElem:
		return SpaceElem, 0, 1
	case op.ImmTypeData:
		return SpaceType, SpaceData, 2
	case op.ImmTypeElem:
		return SpaceType, SpaceElem, 2
	case op.ImmTypeType:
		return SpaceType, SpaceType, 2
	}
	return 0, 0, 0
}

// appendInstr appends an instruction in the text format and sets p.targets.
func (p *Printer) appendInstr(dst []byte, in *wasm.Instr, info *op.Info) []byte {
	p.targets = p.targets[:0]
	dst = append(dst, mnemonic(in.Op, info)...)
	switch info.Imm {
	case op.ImmNone, op.ImmFence:
		return dst
	case op.ImmLocal:
		return append(append(dst, ' '), p.localOperand(in.Index)...)
	case op.ImmI32:
		return strconv.AppendInt(append(dst, ' '), int64(int32(in.Value)), 10)
	case op.ImmMemArg:
		return p.appendMemArg(dst, in, info)
	case op.ImmBlock:
		return p.appendBlockType(dst, in.Block)
	case op.ImmLabel:
		if in.Op == op.Rethrow || in.Op == op.Delegate {
			return p.appendHandler(append(dst, ' '), in.Index)
		}
		return p.appendLabel(append(dst, ' '), in.Index)
	case op.ImmI64:
		return strconv.AppendInt(append(dst, ' '), int64(in.Value), 10)
	}
	if first, second, n := indexSpaces(info.Imm); n > 0 {
		dst = append(append(dst, ' '), p.spaces[first].ref(in.Index).text...)
		if n > 1 {
			dst = append(append(dst, ' '), p.spaces[second].ref(in.Index2).text...)
		}
		if info.Imm == op.ImmTypeN {
			dst = strconv.AppendUint(append(dst, ' '), in.Value, 10)
		}
		return dst
	}
	return p.appendRare(dst, in, info)
}

// mnemonic returns the keyword of the text format. Where one keyword stands for two opcodes, the operand
// tells them apart.
func mnemonic(o op.Op, info *op.Info) string {
	switch o {
	case op.SelectT:
		return "select"
	case op.RefTestNull:
		return "ref.test"
	case op.RefCastNull:
		return "ref.cast"
	}
	return info.Name
}

func (p *Printer) appendRare(dst []byte, in *wasm.Instr, info *op.Info) []byte {
	switch info.Imm {
	case op.ImmF32:
		return appendFloat(append(dst, ' '), in.Value, 32)
	case op.ImmF64:
		return appendFloat(append(dst, ' '), in.Value, 64)
	case op.ImmMemory:
		return p.appendUnlessZero(dst, SpaceMemory, in.Index)
	case op.ImmMemArgLane:
		dst = p.appendMemArg(dst, in, info)
		return strconv.AppendUint(append(dst, ' '), uint64(in.Lane), 10)
	case op.ImmLane:
		return strconv.AppendUint(append(dst, ' '), uint64(in.Lane), 10)
	case op.ImmV128:
		return appendV128(dst, &in.V128)
	case op.ImmShuffle:
		for _, lane := range in.V128 {
			dst = strconv.AppendUint(append(dst, ' '), uint64(lane), 10)
		}
		return dst
	case op.ImmCallIndirect:
		dst = p.appendUnlessZero(dst, SpaceTable, in.Index2)
		return p.AppendTypeUse(append(dst, ' '), wasm.TypeIndex(in.Index))
	case op.ImmTypeField:
		return p.appendField(dst, in.Index, in.Index2)
	case op.ImmBrTable:
		return p.appendBrTable(dst, in.Labels)
	case op.ImmSelect:
		return p.appendTypes(dst, "result", in.Types)
	case op.ImmTryTable:
		return p.appendTryTable(dst, in)
	}
	return p.appendRefOrBulk(dst, in, info)
}

func (p *Printer) appendRefOrBulk(dst []byte, in *wasm.Instr, info *op.Info) []byte {
	switch info.Imm {
	case op.ImmHeapType:
		dst = append(dst, ' ')
		if in.Op == op.RefNull {
			return p.appendHeapOperand(dst, in.Ref.Heap())
		}
		return p.appendFullRefType(dst, in.Ref)
	case op.ImmBrOnCast:
		dst = p.appendLabel(append(dst, ' '), in.Index)
		dst = p.appendFullRefType(append(dst, ' '), in.Ref)
		return p.appendFullRefType(append(dst, ' '), in.Ref2)
	case op.ImmElemTable: // the text has the table first
		dst = p.appendUnlessZero(dst, SpaceTable, in.Index2)
		return p.AppendIndex(append(dst, ' '), SpaceElem, in.Index)
	case op.ImmDataMemory:
		dst = p.appendUnlessZero(dst, SpaceMemory, in.Index2)
		return p.AppendIndex(append(dst, ' '), SpaceData, in.Index)
	case op.ImmTableTable:
		return p.appendPair(dst, SpaceTable, in)
	case op.ImmMemoryMemory:
		return p.appendPair(dst, SpaceMemory, in)
	}
	return append(dst, " (;immediates of an unknown kind;)"...)
}

// appendHeapOperand appends the heap type of ref.null.
func (p *Printer) appendHeapOperand(dst []byte, h wasm.HeapType) []byte {
	if h.IsIndex() {
		return p.AppendIndex(dst, SpaceType, uint32(h))
	}
	return append(dst, h.String()...)
}

// appendUnlessZero appends an index that the text format lets be left out where it is 0.
func (p *Printer) appendUnlessZero(dst []byte, s Space, i uint32) []byte {
	if i == 0 {
		return dst
	}
	return p.AppendIndex(append(dst, ' '), s, i)
}

// appendPair appends destination and source, unless both are 0.
func (p *Printer) appendPair(dst []byte, s Space, in *wasm.Instr) []byte {
	if in.Index == 0 && in.Index2 == 0 {
		return dst
	}
	dst = p.AppendIndex(append(dst, ' '), s, in.Index)
	return p.AppendIndex(append(dst, ' '), s, in.Index2)
}

// appendMemArg appends memory, offset and alignment as far as they are not the defaults.
func (p *Printer) appendMemArg(dst []byte, in *wasm.Instr, info *op.Info) []byte {
	dst = p.appendUnlessZero(dst, SpaceMemory, uint32(in.Mem.Memory))
	if in.Mem.Offset != 0 {
		dst = append(dst, " offset="...)
		dst = strconv.AppendUint(dst, in.Mem.Offset, 10)
	}
	if in.Mem.Align != uint32(info.Align) {
		dst = append(dst, " align="...)
		dst = strconv.AppendUint(dst, 1<<(in.Mem.Align&63), 10)
	}
	return dst
}

func appendV128(dst []byte, v *[16]byte) []byte {
	dst = append(dst, " i32x4"...)
	for i := 0; i < 16; i += 4 {
		lane := binary.LittleEndian.Uint32(v[i:])
		dst = append(dst, " 0x"...)
		for shift := 28; shift >= 0; shift -= 4 {
			dst = append(dst, "0123456789abcdef"[lane>>shift&15])
		}
	}
	return dst
}

func (p *Printer) appendField(dst []byte, t, field uint32) []byte {
	dst = p.AppendIndex(append(dst, ' '), SpaceType, t)
	dst = append(append(dst, ' '), p.innerOf(innerKey{innerField, t, field})...)
	if int64(t) < int64(len(p.m.Types)) && int64(field) >= int64(len(p.m.Types[t].Fields)) {
		dst = append(dst, " (;unknown;)"...)
	}
	return dst
}

// appendBlockType appends " (result t)" or a type use, or nothing for [] -> [].
func (p *Printer) appendBlockType(dst []byte, b wasm.BlockType) []byte {
	switch b.Kind {
	case wasm.BlockValue:
		dst = p.AppendValType(append(dst, " (result "...), b.Value)
		return append(dst, ')')
	case wasm.BlockIndex:
		return p.AppendTypeUse(append(dst, ' '), b.Index)
	}
	return dst
}

func (p *Printer) appendTryTable(dst []byte, in *wasm.Instr) []byte {
	dst = p.appendBlockType(dst, in.Block)
	for _, c := range in.Catches {
		dst = append(dst, " ("...)
		dst = append(dst, catchKeyword(c.Kind)...)
		if c.Kind == wasm.CatchTag || c.Kind == wasm.CatchTagRef {
			dst = p.AppendIndex(append(dst, ' '), SpaceTag, uint32(c.Tag))
		}
		dst = append(p.appendLabel(append(dst, ' '), c.Label), ')')
	}
	return dst
}

// appendBrTable appends the labels of br_table. Where the same label repeats, only the first says where it leads.
func (p *Printer) appendBrTable(dst []byte, labels []uint32) []byte {
	for i, l := range labels {
		dst = append(dst, ' ')
		if i > 0 && l == labels[i-1] {
			dst = strconv.AppendUint(dst, uint64(l), 10)
			p.targets = append(p.targets, p.targets[i-1])
			continue
		}
		dst = p.appendLabel(dst, l)
	}
	return dst
}

func catchKeyword(k wasm.CatchKind) string {
	switch k {
	case wasm.CatchTag:
		return "catch"
	case wasm.CatchTagRef:
		return "catch_ref"
	case wasm.CatchAny:
		return "catch_all"
	}
	return "catch_all_ref"
}

// appendLabel appends a label index and where it leads, 1 (;@3 $name 0x1f2;), and adds the place to p.targets.
func (p *Printer) appendLabel(dst []byte, l uint32) []byte {
	dst = strconv.AppendUint(dst, uint64(l), 10)
	id, isFunc, ok := p.control.label(l)
	var target wasm.FuncOffset
	switch {
	case !ok:
		p.targets = append(p.targets, 0)
		return append(dst, " (;unknown;)"...)
	case isFunc:
		target = p.control.end
		dst = append(dst, " (;@func"...)
	default:
		target = p.control.blocks[id].target()
		dst = p.appendBlockID(append(dst, " (;"...), id)
	}
	dst = p.appendTarget(dst, target)
	p.targets = append(p.targets, p.fileOffset(target))
	return append(dst, ";)"...)
}

// appendHandler appends the label of rethrow or delegate, 1 (;@3;): it names a try block but is no place to go to.
func (p *Printer) appendHandler(dst []byte, l uint32) []byte {
	dst = strconv.AppendUint(dst, uint64(l), 10)
	id, isFunc, ok := p.control.label(l)
	switch {
	case !ok:
		return append(dst, " (;unknown;)"...)
	case isFunc:
		return append(dst, " (;@func;)"...)
	}
	return append(p.appendBlockID(append(dst, " (;"...), id), ";)"...)
}

// appendBlockID appends @3, with the label's name where it has one.
func (p *Printer) appendBlockID(dst []byte, id uint32) []byte {
	dst = strconv.AppendUint(append(dst, '@'), uint64(id), 10)
	if ident := p.inner(innerLabel, id); ident != "" {
		dst = append(append(dst, ' '), ident...)
	}
	return dst
}

// appendTarget appends the file offset of a target; a body that is cut short may lack it.
func (p *Printer) appendTarget(dst []byte, target wasm.FuncOffset) []byte {
	if target == 0 {
		return append(dst, " no end"...)
	}
	return appendHex(append(dst, ' '), uint64(p.fileOffset(target)))
}

// fileOffset converts an offset in the current body; 0 stays 0.
func (p *Printer) fileOffset(off wasm.FuncOffset) wasm.FileOffset {
	if off == 0 {
		return 0
	}
	return p.body.Start + wasm.FileOffset(off)
}

// appendInComment makes what was appended to dst since from safe inside a block comment, which
// its delimiters would end or nest.
func appendInComment(dst []byte, from int) []byte {
	for i := from; i < len(dst); i++ {
		if dst[i] == ';' {
			dst[i] = ','
		}
	}
	return dst
}
