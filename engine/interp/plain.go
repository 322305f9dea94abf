package interp

import (
	"encoding/binary"

	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

// formKind says how a plain instruction is translated.
type formKind uint8

const (
	noForm      formKind = iota
	unary                // b to a
	binaryForm           // b and c to a
	compareForm          // b and c to a, an i32 that a branch can absorb
	compareZero          // the same for b alone
	retype               // nothing happens to the bits
	wrap                 // the upper half loses its meaning
	load                 // memory 0 with 32-bit addresses
	store
)

// form is how an instruction is executed inside the dispatch loop: op on registers, imm with a constant for c.
type form struct {
	kind    formKind
	op, imm uint16
}

// plain translates an instruction whose operands and results the instruction table gives.
func (tr *translator) plain(in *wasm.Instr, info *op.Info) {
	switch in.Op {
	case op.Nop:
		return
	case op.I32Const, op.I64Const, op.F32Const, op.F64Const:
		tr.push(operand{kind: isConst, slots: 1, value: [2]uint64{in.Value}})
		return
	case op.V128Const:
		tr.pushBytes(in.V128)
		return
	}
	var f form
	if int(in.Op) < len(forms) {
		f = forms[in.Op]
	}
	switch f.kind {
	case unary:
		tr.emitResult(ins{op: f.op, b: tr.useLow(tr.pop())}, 1)
	case binaryForm:
		tr.twoOperands(in.Op, f)
	case compareForm:
		tr.twoOperands(in.Op, f)
		tr.compare = tr.result
	case compareZero:
		tr.compareZero(f)
	case retype:
		if tr.stack[len(tr.stack)-1].low {
			tr.settleTop(1)
		}
	case wrap:
		o := tr.pop()
		o.low = o.kind != isConst
		o.value[0] = uint64(uint32(o.value[0]))
		tr.push(o)
	case load, store:
		tr.access(in, info, f)
	default:
		tr.outside(in, info)
	}
}

func (tr *translator) pushBytes(b [16]byte) {
	tr.push(operand{kind: isConst, slots: 2, value: [2]uint64{
		binary.LittleEndian.Uint64(b[:8]), binary.LittleEndian.Uint64(b[8:])}})
}

func commutative(o op.Op) bool {
	switch o {
	case op.F32Add, op.F32Mul, op.F64Add, op.F64Mul:
		return true
	case op.I32Add, op.I32Mul, op.I32And, op.I32Or, op.I32Xor, op.I32Eq, op.I32Ne,
		op.I64Add, op.I64Mul, op.I64And, op.I64Or, op.I64Xor, op.I64Eq, op.I64Ne:
		return true
	}
	return false
}

func (tr *translator) twoOperands(o op.Op, f form) {
	y := tr.pop()
	x := tr.pop()
	if x.kind == isConst && y.kind != isConst && commutative(o) {
		x, y = y, x
	}
	if tr.pair(x, y, o, f) {
		return
	}
	if f.imm != 0 && y.kind == isConst {
		tr.emitResult(ins{op: f.imm, b: tr.useLow(x), imm: y.value[0]}, 1)
		return
	}
	b := tr.useLow(x)
	tr.emitResult(ins{op: f.op, b: b, c: tr.useLow(y)}, 1)
}

// compareZero turns a comparison that has just been made into its opposite, and tests anything else.
func (tr *translator) compareZero(f form) {
	made := tr.compare
	o := tr.pop()
	if tr.madeBy(made, o) {
		if i := &tr.ins[made]; int(i.op) < len(oppositeCompare) && oppositeCompare[i.op] != 0 {
			i.op = oppositeCompare[i.op]
			tr.push(operand{kind: inHome, slots: 1})
			return
		}
	}
	tr.emitResult(ins{op: f.op, b: tr.useLow(o)}, 1)
	tr.compare = tr.result
}

// fuse returns the branch taken where a comparison is true.
func fuse(i ins) (branch ins, ok bool) {
	if int(i.op) >= len(fusedBranch) || fusedBranch[i.op] == 0 {
		return ins{}, false
	}
	if imm := int64(i.imm); i.op >= opI64Eq && imm != int64(int32(imm)) {
		return ins{}, false
	}
	return ins{op: fusedBranch[i.op], b: i.b, c: i.c, imm: i.imm << 32}, true
}

// opposite returns the branch that is taken where another is not.
func opposite(i ins) ins {
	i.op = oppositeBranch[i.op]
	return i
}

// backward returns the form of a branch that goes back to a loop: it ticks.
func backward(branch uint16) uint16 { return branch + 1 }

// access translates a load or store: inside the loop where the memory is the usual one.
func (tr *translator) access(in *wasm.Instr, info *op.Info, f form) {
	if in.Mem.Memory != 0 || tr.mod.MemoryType(0).Is64 {
		tr.outside(in, info)
		return
	}
	if f.kind == load {
		tr.loadFrom(tr.pop(), in.Op, f.op, in.Mem.Offset)
		return
	}
	value := tr.pop()
	addr := tr.pop()
	if v := int64(value.value[0]); value.kind == isConst && (v == int64(int32(v)) || f.op != opStore64 && v == int64(uint32(v))) {
		tr.accessed(in.Op, ins{op: f.op - opStore8 + opStore8K, b: tr.useLow(addr), imm: in.Mem.Offset | uint64(v)<<32})
		return
	}
	b := tr.useLow(addr)
	tr.accessed(in.Op, ins{op: f.op, b: b, c: tr.useLow(value), imm: in.Mem.Offset})
}

// outside translates an instruction that a handler outside the loop executes.
func (tr *translator) outside(in *wasm.Instr, info *op.Info) {
	code := opWasm + uint16(in.Op)
	switch info.Imm {
	case op.ImmMemArg, op.ImmMemArgLane:
		tr.watchOutside(in, len(info.Params))
		tr.stacked(ins{op: code, b: uint16(in.Lane), c: tr.short(uint32(in.Mem.Memory)), imm: in.Mem.Offset}, len(info.Params), info.Results)
		return
	case op.ImmMemory, op.ImmData, op.ImmElem:
		tr.stacked(ins{op: code, imm: uint64(in.Index)}, len(info.Params), info.Results)
		return
	case op.ImmFence:
		return
	case op.ImmShuffle:
		tr.pushBytes(in.V128)
		tr.registers(ins{op: code}, 3, info.Results)
		return
	}
	tr.registers(ins{op: code, imm: uint64(in.Lane) << 32}, len(info.Params), info.Results)
}

// short checks that an index fits the register it is put into.
func (tr *translator) short(index uint32) uint16 {
	if index >= 1<<16 && tr.err == nil {
		tr.err = wasm.Malformedf(tr.r.Offset, "index %d: at most 65535 are supported here", index)
	}
	return uint16(index)
}

func slotsOfLetter(letter byte) uint8 {
	if letter == 'v' {
		return 2
	}
	return 1
}

// registers emits an instruction that reads at most three operands where they are (b, c and the low 16 bits
// of imm) and writes its result.
func (tr *translator) registers(i ins, operands int, results string) {
	from := [3]operand{}
	for k := operands - 1; k >= 0; k-- {
		from[k] = tr.pop()
	}
	regs := [3]uint16{}
	for k := range operands {
		regs[k] = tr.use(from[k])
	}
	i.b, i.c = regs[0], regs[1]
	i.imm |= uint64(regs[2])
	if results == "" {
		tr.emit(i)
		return
	}
	tr.emitResult(i, slotsOfLetter(results[0]))
}

// stacked emits an instruction that finds its operands in their homes from slot a upwards and leaves its
// results there.
func (tr *translator) stacked(i ins, operands int, results string) {
	i.a = tr.settleTop(operands)
	tr.truncate(len(tr.stack) - operands)
	tr.emit(i)
	for k := range len(results) {
		tr.push(operand{kind: inHome, slots: slotsOfLetter(results[k])})
	}
}

// stackedTypes is stacked for an instruction whose results have the given types.
func (tr *translator) stackedTypes(i ins, operands int, results []wasm.ValType) {
	tr.stacked(i, operands, "")
	for _, t := range results {
		tr.push(operand{kind: inHome, slots: uint8(t.Slots())})
	}
}
