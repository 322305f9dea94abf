package interp

import (
	"slices"

	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

// exception translates the instructions that throw and catch, the legacy ones included.
func (tr *translator) exception(in *wasm.Instr) {
	switch in.Op {
	case op.Throw:
		n := len(tr.mod.TagType(wasm.TagIndex(in.Index)).Params)
		tr.stacked(ins{op: opWasm + uint16(op.Throw), imm: uint64(in.Index)}, n, "")
		tr.stopHere()
	case op.ThrowRef:
		tr.emit(ins{op: opThrowSlot, b: tr.use(tr.pop())})
		tr.stopHere()
	case op.Rethrow:
		tr.emit(ins{op: opThrowSlot, b: uint16(tr.labelOf(in.Index).base)})
		tr.stopHere()
	case op.TryTable:
		c := tr.enter(op.TryTable, in.Block)
		c.catches = slices.Clone(in.Catches)
	case op.Try:
		tr.enter(op.Try, in.Block)
	case op.Catch, op.CatchAll:
		tr.catch(in)
	case op.Delegate:
		tr.delegate(in)
	}
}

// endTryTable closes the range of a try_table and puts the way from each clause to its label behind it.
func (tr *translator) endTryTable(c *ctrl) {
	if len(c.catches) == 0 {
		return
	}
	if !tr.dead {
		tr.branchTo(c)
	}
	h := catcher{start: c.start, end: len(tr.ins), depth: len(tr.ctrl) - 1, base: uint16(c.base)}
	for _, clauseIn := range c.catches {
		withRef := clauseIn.Kind == wasm.CatchTagRef || clauseIn.Kind == wasm.CatchAnyRef
		any := clauseIn.Kind == wasm.CatchAny || clauseIn.Kind == wasm.CatchAnyRef
		var types []wasm.ValType
		if !any {
			types = slices.Clone(tr.mod.TagType(clauseIn.Tag).Params)
		}
		if withRef {
			types = append(types, wasm.ExnRef())
		}
		// The clause's label counts from outside the try_table.
		to := tr.labelOf(clauseIn.Label + 1)
		resume := noStop
		if to.kind == op.Loop {
			resume = to.startAt
		} else {
			to.landings = append(to.landings, landing{len(tr.catchers), len(h.clauses)})
		}
		h.clauses = append(h.clauses, clause{tag: uint32(clauseIn.Tag), any: any, withRef: withRef, target: tr.label(), resume: resume})
		tr.reach(c.height, c.base, types)
		tr.branchTo(to)
	}
	tr.catchers = append(tr.catchers, h)
	tr.stopHere()
}

// catch ends the body of a legacy try, or one of its catches, and begins the next.
func (tr *translator) catch(in *wasm.Instr) {
	c := tr.innermost()
	if !tr.dead {
		tr.branchTo(c)
	}
	if c.catcher < 0 {
		c.catcher = len(tr.catchers)
		tr.catchers = append(tr.catchers, catcher{start: c.start, end: len(tr.ins), depth: len(tr.ctrl) - 1,
			base: uint16(c.base), legacy: true})
	}
	c.kind = op.Catch
	var types []wasm.ValType
	if in.Op == op.Catch {
		types = tr.mod.TagType(wasm.TagIndex(in.Index)).Params
	}
	h := &tr.catchers[c.catcher]
	h.clauses = append(h.clauses, clause{tag: in.Index, any: in.Op == op.CatchAll, target: tr.label(), resume: tr.after()})
	tr.reach(c.height, c.base, append([]wasm.ValType{wasm.ExnRef()}, types...))
	tr.stack[c.height].hidden = true
}

// delegate ends a legacy try whose exceptions go to an outer one.
func (tr *translator) delegate(in *wasm.Instr) {
	c := tr.innermost()
	tr.catchers = append(tr.catchers, catcher{start: c.start, end: len(tr.ins), depth: len(tr.ctrl) - 1,
		delegate: true, delegateTo: len(tr.ctrl) - 2 - int(in.Index)})
	tr.end()
}
