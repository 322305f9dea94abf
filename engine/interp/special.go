package interp

import (
	"fmt"

	"github.com/wdbg/wdbg/engine"
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

// Instructions executed outside the loop. Those of WebAssembly that have no form inside it
// have the number opWasm plus their Op.
const (
	opWasm        = opFirstSlow
	opExit uint16 = opWasm + uint16(op.Count) + iota
	opCrossReturn
	opCallFunc   // imm: function of the store, a: slot of the arguments
	opCallImport // imm: function of the instance, a: slot of the arguments
	opReturnN    // b: first slot, c: number of slots
	opProbe
	opGlobalGet2  // imm: global, two slots
	opGlobalSet2  // the same
	opSelect2     // like opSelect, two slots
	opRefTestType // a: slot of the result, b: of the reference, imm: reference type
	opTailFunc    // imm: function of the instance, a: slot of the arguments
	opCopyN       // a: first slot of the copies, b: first slot, imm: number of slots
	opThrowSlot   // b: slot of an exception reference
	opWatch       // a: instruction that follows, whose accesses are watched; b: first slot of its operands, c: memory; imm: see watchTouches
	opCount
)

// isCall reports whether a frame can stand in an instruction.
func isCall(o uint16) bool {
	switch o {
	case opCall, opCallIndirect, opCallFunc, opCallImport, opWasm + uint16(op.CallRef), opWasm + uint16(op.CallIndirect),
		opTailFunc, opWasm + uint16(op.ReturnCallIndirect), opWasm + uint16(op.ReturnCallRef),
		opWasm + uint16(op.MemoryAtomicWait32), opWasm + uint16(op.MemoryAtomicWait64):
		return true
	}
	return false
}

// special translates an instruction whose types depend on context.
func (tr *translator) special(in *wasm.Instr) {
	switch in.Op {
	case op.Block:
		tr.enter(in.Op, in.Block)
	case op.Loop:
		tr.enter(in.Op, in.Block)
		tr.mark()
	case op.If:
		cond := tr.condition(true)
		tr.enter(op.If, in.Block)
		tr.innermost().otherwise = tr.emit(cond)
	case op.Else:
		tr.elseBranch()
	case op.End:
		tr.end()
	case op.Br:
		tr.branchTo(tr.labelOf(in.Index))
		tr.stopHere()
	case op.BrIf:
		tr.branchIf(in.Index)
	case op.BrTable:
		tr.branchTable(in.Labels)
	case op.Return:
		tr.emitReturn()
		tr.stopHere()
	case op.Unreachable:
		tr.emit(ins{op: opWasm + uint16(op.Unreachable)})
		tr.stopHere()
	case op.LocalGet:
		tr.watchLocal(in)
		tr.localGet(in.Index)
	case op.LocalSet:
		tr.watchLocal(in)
		tr.localSet(in.Index)
	case op.LocalTee:
		tr.watchLocal(in)
		tr.localSet(in.Index)
		tr.localGet(in.Index)
	case op.Drop:
		tr.pop()
	case op.Select, op.SelectT:
		tr.selectOp()
	case op.GlobalGet, op.GlobalSet:
		tr.global(in)
	default:
		tr.rare(in)
	}
}

func (tr *translator) rare(in *wasm.Instr) {
	switch in.Op {
	case op.Call, op.CallIndirect, op.CallRef, op.ReturnCall, op.ReturnCallIndirect, op.ReturnCallRef:
		tr.call(in)
	case op.Throw, op.ThrowRef, op.Rethrow, op.Try, op.TryTable, op.Catch, op.CatchAll, op.Delegate:
		tr.exception(in)
	case op.RefNull:
		tr.push(operand{kind: isConst, slots: 1})
	case op.RefIsNull:
		tr.emitResult(ins{op: opI64Eqz, b: tr.use(tr.pop())}, 1)
		tr.compare = tr.result
	case op.RefFunc:
		ref := tr.inst.Funcs[in.Index].Ref()
		tr.push(operand{kind: isConst, slots: 1, value: [2]uint64{uint64(ref)}})
	case op.RefEq:
		tr.twoOperands(op.I64Eq, forms[op.I64Eq])
		tr.compare = tr.result
	case op.BrOnNull:
		o := tr.pop()
		slot := tr.use(o)
		tr.branchWhere(ins{op: opBrI64Eqz, b: slot}, in.Index)
		tr.restore(o)
	case op.BrOnNonNull:
		o := tr.stack[len(tr.stack)-1]
		tr.settleConst(&o)
		tr.branchWhere(ins{op: opBrI64Nez, b: tr.where(o)}, in.Index)
		tr.pop()
	case op.BrOnCast, op.BrOnCastFail:
		tr.branchOnCast(in)
	case op.AnyConvertExtern, op.ExternConvertAny:
	default:
		tr.object(in)
	}
}

// restore pushes an operand that was popped and is still where it was. One that was a constant
// has been written to its home by use.
func (tr *translator) restore(o operand) {
	if o.kind == isConst {
		o.kind = inHome
	}
	tr.push(o)
}

// settleConst writes the topmost operand, a copy of which is o, to its home if it is a constant.
func (tr *translator) settleConst(o *operand) {
	if o.kind == isConst {
		tr.settleTop(1)
		*o = tr.stack[len(tr.stack)-1]
	}
}

// where returns the slot an operand that is no constant is in.
func (tr *translator) where(o operand) uint16 {
	if o.kind == inLocal {
		return uint16(o.local)
	}
	return uint16(o.home)
}

func (tr *translator) selectOp() {
	cond := tr.pop()
	y := tr.pop()
	x := tr.pop()
	code := opSelect
	if x.slots == 2 {
		code = opSelect2
	}
	i := ins{op: code, b: tr.use(x)}
	i.c = tr.use(y)
	i.imm = uint64(tr.useLow(cond))
	tr.emitResult(i, x.slots)
}

func (tr *translator) global(in *wasm.Instr) {
	tr.watchGlobal(in)
	wide := tr.mod.GlobalType(wasm.GlobalIndex(in.Index)).Type == wasm.V128
	i := ins{op: opGlobalGet, imm: uint64(in.Index)}
	if in.Op == op.GlobalSet {
		i.op = opGlobalSet
		if wide {
			i.op = opGlobalSet2
		}
		i.b = tr.use(tr.pop())
		tr.emit(i)
		return
	}
	if wide {
		i.op = opGlobalGet2
		tr.emitResult(i, 2)
		return
	}
	tr.emitResult(i, 1)
}

// call translates calls. The arguments go to their homes, where the callee finds its
// parameters; its results replace them.
func (tr *translator) call(in *wasm.Instr) {
	var ft *wasm.FuncType
	i := ins{op: opWasm + uint16(in.Op)}
	switch in.Op {
	case op.Call, op.ReturnCall:
		ft = tr.mod.FuncType(wasm.FuncIndex(in.Index))
		i.imm = uint64(in.Index)
		i.op = opCall
		if _, imported := tr.mod.FuncImport(wasm.FuncIndex(in.Index)); imported {
			i.op = opCallImport
		}
		if in.Op == op.ReturnCall {
			i.op = opTailFunc
		}
	case op.CallIndirect, op.ReturnCallIndirect:
		ft = &tr.mod.Types[in.Index].Func
		i.imm, i.c = uint64(tr.inst.Types[in.Index]), tr.short(in.Index2)
		if in.Op == op.CallIndirect && !tr.mod.TableType(wasm.TableIndex(in.Index2)).Is64 {
			i.op = opCallIndirect
		}
		i.b = tr.callee()
	default:
		ft = &tr.mod.Types[in.Index].Func
		i.b = tr.callee()
	}
	tr.frame = max(tr.frame, tr.top+uint32(engine.SlotsOf(ft.Results)))
	tr.stackedTypes(i, len(ft.Params), ft.Results)
	switch in.Op {
	case op.ReturnCall, op.ReturnCallIndirect, op.ReturnCallRef:
		// Reached after calls of the host, which has no frame that could return for this one.
		tr.emitReturn()
		tr.stopHere()
	}
}

// callee pops the index or reference of a call. The arguments are settled after it, so a
// constant is written to its home now; what is a local stays there.
func (tr *translator) callee() uint16 { return tr.use(tr.pop()) }

// branchOnCast tests the topmost reference into the slot above it and branches on the outcome.
func (tr *translator) branchOnCast(in *wasm.Instr) {
	o := tr.stack[len(tr.stack)-1]
	tr.settleConst(&o)
	target := wasm.Canon(in.Ref2, tr.inst.Types)
	tr.emitResult(ins{op: opRefTestType, b: tr.where(o), imm: uint64(target)}, 1)
	slot := tr.use(tr.pop())
	cond := ins{op: opBrI32Nez, b: slot}
	if in.Op == op.BrOnCastFail {
		cond.op = opBrI32Eqz
	}
	tr.branchWhere(cond, in.Index)
}

// object translates the instructions on tables, bulk memory, structures and arrays, all of which have
// handlers outside the loop that find their operands stacked.
func (tr *translator) object(in *wasm.Instr) {
	if info, _ := in.Op.Info(); !twoIndices(info.Imm) {
		in.Index2 = 0 // it may be an earlier instruction's
	}
	i := ins{op: opWasm + uint16(in.Op), imm: uint64(in.Index) | uint64(in.Index2)<<32}
	pops, results, ok := tr.effect(in, &i)
	if !ok {
		tr.err = fmt.Errorf("function %d, offset 0x%x: instruction %v has no translation", tr.fn.Index, uint64(in.Offset), in.Op)
		return
	}
	tr.watchBulk(in.Op, &i, pops)
	tr.stacked(i, pops, results)
}

// twoIndices reports whether immediates of a kind include a second index.
func twoIndices(imm op.Imm) bool {
	switch imm {
	case op.ImmElemTable, op.ImmTableTable, op.ImmDataMemory, op.ImmMemoryMemory,
		op.ImmTypeField, op.ImmTypeData, op.ImmTypeElem, op.ImmTypeType:
		return true
	}
	return false
}

// effect returns how many operands an instruction takes and, one letter each, what it leaves. For
// instructions on types it replaces the type index in imm by the store's identifier.
func (tr *translator) effect(in *wasm.Instr, i *ins) (pops int, results string, ok bool) {
	switch in.Op {
	case op.TableGet:
		return 1, "r", true
	case op.TableSet:
		return 2, "", true
	case op.TableSize:
		return 0, "i", true
	case op.TableGrow:
		return 2, "i", true
	case op.TableFill, op.TableCopy, op.TableInit, op.MemoryInit, op.MemoryCopy, op.MemoryFill:
		return 3, "", true
	case op.RefAsNonNull:
		return 1, "r", true
	case op.RefTest, op.RefTestNull:
		i.imm = uint64(wasm.Canon(in.Ref, tr.inst.Types))
		return 1, "i", true
	case op.RefCast, op.RefCastNull:
		i.imm = uint64(wasm.Canon(in.Ref, tr.inst.Types))
		return 1, "r", true
	case op.RefI31, op.ArrayLen:
		return 1, "r", true
	case op.I31GetS, op.I31GetU:
		return 1, "i", true
	}
	return tr.aggregate(in, i)
}

func (tr *translator) aggregate(in *wasm.Instr, i *ins) (pops int, results string, ok bool) {
	if int(in.Index) >= len(tr.mod.Types) {
		return 0, "", false
	}
	t := &tr.mod.Types[in.Index]
	i.imm = uint64(tr.inst.Types[in.Index]) | uint64(in.Index2)<<32
	switch in.Op {
	case op.StructNew:
		return len(t.Fields), "r", true
	case op.StructNewDefault:
		return 0, "r", true
	case op.StructGet, op.StructGetS, op.StructGetU:
		return 1, letter(t.Fields[in.Index2].Type), true
	case op.StructSet:
		return 2, "", true
	case op.ArrayNew:
		return 2, "r", true
	case op.ArrayNewDefault:
		return 1, "r", true
	case op.ArrayNewFixed:
		i.imm = uint64(tr.inst.Types[in.Index]) | in.Value<<32
		return int(in.Value), "r", true
	case op.ArrayNewData, op.ArrayNewElem:
		return 2, "r", true
	case op.ArrayGet, op.ArrayGetS, op.ArrayGetU:
		return 2, letter(t.Fields[0].Type), true
	case op.ArraySet:
		return 3, "", true
	case op.ArrayFill, op.ArrayInitData, op.ArrayInitElem:
		return 4, "", true
	case op.ArrayCopy:
		i.imm = uint64(tr.inst.Types[in.Index]) | uint64(tr.inst.Types[in.Index2])<<32
		return 5, "", true
	}
	return 0, "", false
}

func letter(t wasm.ValType) string {
	if t == wasm.V128 {
		return "v"
	}
	return "i"
}
