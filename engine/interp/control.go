package interp

import (
	"github.com/wdbg/wdbg/engine"
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

// ctrl is an entry of the control stack: a structured instruction being translated.
type ctrl struct {
	kind            op.Op // Block, Loop, If, Else, Try, Catch or TryTable
	height          int   // of the operand stack below the parameters
	base            uint32
	params, results []wasm.ValType
	start           int // loop: where it begins; try: the same for its range
	// first is the latest forward branch to the end; each holds the one before it until the end is known.
	first int
	// otherwise is the branch of an if to its else; -1: none.
	otherwise int
	catches   []wasm.CatchClause
	catcher   int // legacy try: its catcher, -1 while there is none
	// startAt is the offset of the first instruction of a loop; landings are the clauses of try_tables that lead to the label of another block.
	startAt  wasm.FuncOffset
	landings []landing
}

// landing is a clause of a catcher whose label is not known yet.
type landing struct{ catcher, clause int }

// labelTypes returns the types a branch to the block carries.
func (c *ctrl) labelTypes() []wasm.ValType {
	if c.kind == op.Loop {
		return c.params
	}
	return c.results
}

func (tr *translator) blockTypes(b wasm.BlockType) (params, results []wasm.ValType) {
	switch b.Kind {
	case wasm.BlockValue:
		return nil, []wasm.ValType{b.Value}
	case wasm.BlockIndex:
		ft := &tr.mod.Types[b.Index].Func
		return ft.Params, ft.Results
	}
	return nil, nil
}

// enter begins a block. All operands are settled, so that every way to its end finds them in the same place.
func (tr *translator) enter(kind op.Op, bt wasm.BlockType) *ctrl {
	tr.settle(0)
	params, results := tr.blockTypes(bt)
	height := len(tr.stack) - len(params)
	base := tr.top - uint32(engine.SlotsOf(params))
	tr.frame = max(tr.frame, base+uint32(engine.SlotsOf(results)))
	tr.ctrl = append(tr.ctrl, ctrl{kind: kind, height: height, base: base, params: params, results: results,
		start: len(tr.ins), startAt: tr.after(), first: -1, otherwise: -1, catcher: -1})
	return &tr.ctrl[len(tr.ctrl)-1]
}

func (tr *translator) innermost() *ctrl { return &tr.ctrl[len(tr.ctrl)-1] }

// stopHere begins dead code: what follows up to the end of the block cannot be reached.
func (tr *translator) stopHere() {
	tr.dead = true
	tr.truncate(tr.innermost().height)
}

// deadInstr passes over an instruction that cannot be reached.
func (tr *translator) deadInstr(in *wasm.Instr) {
	switch in.Op {
	case op.Block, op.Loop, op.If, op.Try, op.TryTable:
		tr.skip++
	case op.End, op.Delegate:
		if tr.skip > 0 {
			tr.skip--
			return
		}
		if in.Op == op.Delegate {
			tr.delegate(in)
			return
		}
		tr.end()
	case op.Else, op.Catch, op.CatchAll:
		if tr.skip > 0 {
			return
		}
		if in.Op == op.Else {
			tr.elseBranch()
			return
		}
		tr.catch(in)
	}
}

// reach makes the code reachable again with the given operands in their homes from base.
func (tr *translator) reach(height int, base uint32, types []wasm.ValType) {
	tr.truncate(height)
	tr.top = base
	for _, t := range types {
		tr.push(operand{kind: inHome, slots: uint8(t.Slots())})
	}
	tr.settled = len(tr.stack)
	tr.dead = false
	tr.label()
}

// elseBranch ends the first part of an if and begins the second.
func (tr *translator) elseBranch() {
	c := tr.innermost()
	if !tr.dead {
		tr.branchTo(c)
	}
	c.kind = op.Else
	if c.otherwise < 0 {
		tr.dead = true
		return
	}
	tr.patch(c.otherwise, tr.label())
	c.otherwise = -1
	tr.reach(c.height, c.base, c.params)
}

// end closes the innermost block.
func (tr *translator) end() {
	c := tr.innermost()
	if c.kind == op.TryTable {
		tr.endTryTable(c)
		c = tr.innermost()
	}
	if len(tr.ctrl) == 1 {
		tr.endFunc()
		return
	}
	if !tr.dead {
		tr.move(c.base, c.results)
	}
	if c.otherwise >= 0 {
		// An if without else: its parameters are its results.
		tr.patch(c.otherwise, tr.label())
		tr.dead = false
	}
	closed := *c
	tr.ctrl = tr.ctrl[:len(tr.ctrl)-1]
	tr.finish(&closed)
}

// finish binds the branches to a block's end and goes on after it.
func (tr *translator) finish(c *ctrl) {
	for _, l := range c.landings {
		tr.catchers[l.catcher].clauses[l.clause].resume = tr.after()
	}
	reached := tr.bind(c.first, tr.label())
	if tr.dead && !reached {
		tr.truncate(tr.innermost().height)
		return
	}
	tr.reach(c.height, c.base, c.results)
}

func (tr *translator) endFunc() {
	// Branches to the function's own label are returns, so only falling off the end comes here.
	if !tr.dead {
		tr.emitReturn()
	}
	if len(tr.ins) == 0 || tr.dead {
		// Unreachable, but code has to end somewhere.
		tr.emit(ins{op: opWasm + uint16(op.Unreachable)})
	}
	tr.dead = true
}

// move writes the topmost operands, of the given types, to the homes from a slot on.
func (tr *translator) move(slot uint32, types []wasm.ValType) {
	if n := len(types); n > maxMoves {
		if from := tr.settleTop(n); uint32(from) != slot {
			tr.emit(ins{op: opCopyN, a: uint16(slot), b: from, imm: uint64(engine.SlotsOf(types))})
		}
		return
	}
	for _, o := range tr.stack[len(tr.stack)-len(types):] {
		tr.copyTo(slot, o)
		slot += uint32(o.slots)
	}
}

// maxMoves is how many values are moved one by one; more are settled and move together, so that
// code for many values does not grow with each branch.
const maxMoves = 4

// ready settles the operands of a label where they are many. It comes before a conditional branch around the moves.
func (tr *translator) ready(c *ctrl) {
	if n := len(c.labelTypes()); n > maxMoves {
		tr.settleTop(n)
	}
}

// inPlace reports whether a branch to the label needs no moves.
func (tr *translator) inPlace(c *ctrl) bool {
	slot := c.base
	for _, o := range tr.stack[len(tr.stack)-len(c.labelTypes()):] {
		if o.kind != inHome || o.low || o.home != slot {
			return false
		}
		slot += uint32(o.slots)
	}
	return true
}

// jump emits the branch of op forward, or its ticking sister for a way back, to a label.
func (tr *translator) jump(i ins, c *ctrl) {
	if c.kind == op.Loop {
		i.op = backward(i.op)
		n := tr.emit(tr.count(i))
		tr.patch(n, c.start)
		return
	}
	i.imm |= uint64(uint32(c.first))
	c.first = tr.emit(i)
}

// branchTo moves the operands of a label and jumps to it.
func (tr *translator) branchTo(c *ctrl) {
	if c == &tr.ctrl[0] {
		tr.emitReturn()
		return
	}
	tr.move(c.base, c.labelTypes())
	tr.jump(ins{op: opBr}, c)
}

// patch sets the displacement of a branch.
func (tr *translator) patch(n, target int) {
	i := &tr.ins[n]
	i.imm = i.imm&^(1<<32-1) | uint64(uint32((target-n)*insSize))
}

// bind patches a chain of forward branches and reports whether there were any.
func (tr *translator) bind(first, target int) bool {
	for n := first; n >= 0; {
		before := int(int32(tr.ins[n].imm))
		tr.patch(n, target)
		n = before
	}
	return first >= 0
}

func (tr *translator) labelOf(index uint32) *ctrl { return &tr.ctrl[len(tr.ctrl)-1-int(index)] }

// branchIf pops the condition and branches to a label where it is true.
func (tr *translator) branchIf(index uint32) {
	cond := tr.condition(false)
	tr.branchWhere(cond, index)
}

// branchWhere branches to a label where the branch instruction cond does.
func (tr *translator) branchWhere(cond ins, index uint32) {
	c := tr.labelOf(index)
	tr.ready(c)
	if c != &tr.ctrl[0] && tr.inPlace(c) {
		tr.jump(cond, c)
		return
	}
	over := tr.emit(opposite(cond))
	tr.branchTo(c)
	tr.patch(over, tr.label())
}

// condition pops an i32 and returns the branch that is taken where it is true (negated: where it is
// false). A comparison that has just been emitted becomes part of it.
func (tr *translator) condition(negated bool) ins {
	compare := tr.compare
	o := tr.pop()
	var cond ins
	if tr.madeBy(compare, o) {
		fused, ok := fuse(tr.ins[compare])
		if ok {
			// What stands for both is a place to stop before the comparison, not before the branch.
			tr.now = tr.take()
			tr.result, tr.compare = -1, -1
			if negated {
				fused = opposite(fused)
			}
			return fused
		}
	}
	cond = ins{op: opBrI32Nez, b: tr.useLow(o)}
	if negated {
		cond.op = opBrI32Eqz
	}
	return cond
}

func (tr *translator) emitReturn() {
	results := tr.fn.FuncType.Results
	switch {
	case len(results) == 0:
		tr.emit(ins{op: opReturn0})
	case len(results) == 1 && results[0] != wasm.V128:
		o := tr.stack[len(tr.stack)-1]
		tr.emit(ins{op: opReturn1, b: tr.use(o)})
	default:
		tr.ready(&tr.ctrl[0])
		// Where a branch leads around this, the results stay what they are for what follows.
		for _, o := range tr.stack[len(tr.stack)-len(results):] {
			tr.copyTo(o.home, o)
		}
		first := tr.stack[len(tr.stack)-len(results)].home
		tr.emit(ins{op: opReturnN, b: uint16(first), c: uint16(tr.fn.ResultSlots)})
	}
}

func (tr *translator) branchTable(labels []uint32) {
	index := tr.useLow(tr.pop())
	tr.ready(tr.labelOf(labels[0]))
	tr.emit(ins{op: opBrTable, b: index, imm: uint64(len(labels) - 1)})
	// Labels that need moves share one piece of code each, behind the table.
	stubs := make(map[uint32][]int)
	var order []uint32
	direct := make(map[uint32]bool)
	for _, l := range labels {
		c := tr.labelOf(l)
		if _, known := direct[l]; !known {
			direct[l] = c != &tr.ctrl[0] && tr.inPlace(c)
			if !direct[l] {
				order = append(order, l)
			}
		}
		if direct[l] {
			tr.jump(ins{op: opBr}, c)
		} else {
			stubs[l] = append(stubs[l], tr.emit(ins{op: opBr}))
		}
	}
	for _, l := range order {
		target := tr.label()
		for _, at := range stubs[l] {
			tr.patch(at, target)
		}
		tr.branchTo(tr.labelOf(l))
	}
	tr.stopHere()
}
