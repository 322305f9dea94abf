package debugger

import (
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

// funcSite returns where to stop in a function: after its prologue, if that is sure to be passed exactly once in each call; else at its first instruction.
func (v *View) funcSite(inst target.Instance, f wasm.FuncIndex) Site {
	return v.outerSite(inst, f, v.afterPrologue(inst, f), true, func(fr *symbols.Frame) bool { return !fr.Inlined })
}

// outerSite describes a place where a function is entered, or one inlined into it. What is inlined there into the function that is meant,
// which is told by isFunc, comes after it.
func (v *View) outerSite(inst target.Instance, f wasm.FuncIndex, off wasm.FuncOffset, entry bool, isFunc func(*symbols.Frame) bool) Site {
	s := v.site(inst, f, off)
	fl := v.s.flow(inst, f)
	i, ok := fl.find(off)
	if !ok {
		return s
	}
	chain := fl.chain(v.s.table(inst), i)
	fresh := fl.fresh(chain, i)
	if entry {
		fresh = fl.freshAtEntry(chain, i)
	}
	for hide := 0; hide <= fresh && hide < len(chain); hide++ {
		fr := &chain[len(chain)-1-hide]
		if fr.Func == nil || !isFunc(fr) {
			continue
		}
		s.hide, s.Pos, s.Inlined, s.Func = hide, fr.Pos, fr.Inlined, funcName(fr)
		break
	}
	return s
}

// pastPrologue returns where to stop for a line at an instruction: where that is the first one of a function, after the prologue.
func (v *View) pastPrologue(inst target.Instance, f wasm.FuncIndex, off wasm.FuncOffset) wasm.FuncOffset {
	if off != firstInstr(inst.Module, f) || isGo(v.Func(inst, f)) {
		return off
	}
	return v.prologueEnd(inst, f) // what else would be a guess: the line may be a statement
}

// resumable reports whether a place is passed when a function of Go is called and also when its goroutine goes on in it: such a function
// begins with a branch to where it was left, as its parameter says.
func (v *View) resumable(p target.Place) bool {
	inst, ok := v.Instance(p.Instance)
	return ok && isGo(v.Func(inst, p.Func)) && p.Offset <= straight(inst.Module, p.Func)
}

// afterPrologue returns the instruction of a function from which on its variables have their values.
func (v *View) afterPrologue(inst target.Instance, f wasm.FuncIndex) wasm.FuncOffset {
	m := inst.Module
	body, _ := m.Body(f)
	first := firstInstr(m, f)
	limit := straight(m, f)
	toOffset := func(at wasm.CodeOffset) (wasm.FuncOffset, bool) {
		off := wasm.FuncOffset(m.FileOffsetOf(at) - body.Start)
		at2, exact := instrAt(m, f, off)
		if off < first {
			return first, true
		}
		return at2, exact && at2 <= limit
	}
	best := first
	n := 0
	var last symbols.Pos
	for r := range v.s.table(inst).Rows(m.CodeOffsetOf(body.Start), m.CodeOffsetOf(body.End)) {
		if r.End {
			break
		}
		off, ok := toOffset(r.At)
		if !ok {
			continue
		}
		if r.PrologueEnd {
			return off
		}
		// Without that mark, the second line of a function is where its body begins.
		if r.Stmt && r.Pos.Line > 0 && (n == 0 || r.Pos != last) {
			if n++; n == 2 {
				best = off
			}
			last = r.Pos
		}
	}
	return best
}

// prologueEnd returns where the debug information says that a function's prologue ends; its first instruction where it does not.
func (v *View) prologueEnd(inst target.Instance, f wasm.FuncIndex) wasm.FuncOffset {
	m := inst.Module
	body, _ := m.Body(f)
	for r := range v.s.table(inst).Rows(m.CodeOffsetOf(body.Start), m.CodeOffsetOf(body.End)) {
		if r.PrologueEnd {
			return v.afterPrologue(inst, f)
		}
	}
	return firstInstr(m, f)
}

// Once reports whether each call of its function executes the instruction of a place exactly once, because no instruction before it branches.
func (v *View) Once(p target.Place) bool {
	inst, ok := v.Instance(p.Instance)
	if !ok {
		return false
	}
	_, ok = inst.Module.Body(p.Func)
	return ok && p.Offset <= straight(inst.Module, p.Func)
}

// straight returns the last instruction that each call of a function executes exactly once, because no instruction before it branches.
func straight(m *wasm.Module, f wasm.FuncIndex) wasm.FuncOffset {
	last := firstInstr(m, f)
	for at, in := range m.Instrs(f) {
		last = at
		switch in.Op {
		case op.Loop, op.If, op.Else, op.End, op.Br, op.BrIf, op.BrTable, op.Return, op.Unreachable,
			op.BrOnNull, op.BrOnNonNull, op.BrOnCast, op.BrOnCastFail, op.Try, op.TryTable, op.Catch, op.CatchAll, op.Delegate,
			op.ReturnCall, op.ReturnCallIndirect, op.ReturnCallRef, op.Throw, op.ThrowRef, op.Rethrow:
			return last
		}
	}
	return last
}

// dominates reports whether each way to an instruction of a function leads over an earlier one: it does if the innermost block,
// loop or branch of an if that the earlier one is in contains the later one too. There is no other way in, because code can only branch to
// what it is inside of.
func dominates(m *wasm.Module, earlier target.Place, later wasm.FuncOffset) bool {
	depth, within := 0, -1 // within is the depth of the construct that the earlier instruction is in
	for at, in := range m.Instrs(earlier.Func) {
		if at == earlier.Offset {
			within = depth
		}
		if at == later {
			return within >= 0
		}
		switch in.Op {
		case op.Block, op.Loop, op.If, op.Try, op.TryTable:
			depth++
		case op.Else, op.Catch, op.CatchAll:
			if within == depth {
				return false // the other arm
			}
		case op.End, op.Delegate:
			if within == depth {
				return false
			}
			depth--
		}
	}
	return false
}
