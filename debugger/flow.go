package debugger

import (
	"sort"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

// flow is where the instructions of a function lead, and the source lines they are of. A branch leads behind the label that it names, as it
// is executed: behind the end of a block, behind the beginning of a loop.
type flow struct {
	module *wasm.Module
	fn     wasm.FuncIndex
	instrs []flowInstr
	edges  []int32 // of branches: positions of instructions, or leaves
	guards []guard
	rows   []stmtRow
	rowAt  []int32           // of each instruction; -1: none
	likely []wasm.FuncOffset // see breakable
	chains map[int32][]symbols.Frame
}

// What an edge may be beside an instruction.
const (
	leaves  = int32(-1) // it leaves the function
	unknown = int32(-2)
)

// flowInstr is an instruction.
type flowInstr struct {
	at wasm.FuncOffset
	op op.Op
	// index is the function of a direct call.
	index wasm.FuncIndex
	// first and n are its edges.
	first, n int32
	// guard is the innermost guard of what it throws; -1: none, or it does not throw.
	guard int32
	// falls says that the next instruction may follow.
	falls bool
}

// guard is a piece of code whose exceptions are caught in the function.
type guard struct {
	parent  int32
	targets []int32
}

// calls reports whether the instruction calls a function, also if it ends its own.
func (in *flowInstr) calls() bool {
	switch in.op {
	case op.Call, op.CallIndirect, op.CallRef:
		return true
	}
	return in.tailCalls()
}

// tailCalls reports whether the instruction calls a function in place of its own.
func (in *flowInstr) tailCalls() bool {
	return in.op == op.ReturnCall || in.op == op.ReturnCallIndirect || in.op == op.ReturnCallRef
}

// indirect reports whether the instruction calls a function that is not known before.
func (in *flowInstr) indirect() bool { return in.calls() && in.op != op.Call && in.op != op.ReturnCall }

// marks reports whether an instruction only delimits code.
func marks(o op.Op) bool {
	switch o {
	case op.Block, op.Loop, op.End, op.Else, op.Try, op.TryTable, op.Catch, op.CatchAll, op.Delegate, op.Nop:
		return true
	}
	return false
}

// find returns the position of the instruction at an offset, or the first one after it; ok is false where there is none.
func (f *flow) find(at wasm.FuncOffset) (i int32, ok bool) {
	n := sort.Search(len(f.instrs), func(i int) bool { return f.instrs[i].at >= at })
	return int32(n), n < len(f.instrs)
}

// flowBuilder makes a flow.
type flowBuilder struct {
	*flow
	labels []flowLabel
	guard  int32
}

// flowLabel is a block that is open.
type flowLabel struct {
	kind op.Op
	// target is where branches lead. While that is unknown, pending are what is to be set to it: of guards, and of edges.
	target       int32
	pending      []*int32
	pendingEdges []int32
	// alternative is the position in edges of where an if leads that is false; -1: none.
	alternative int32
	// outer is the guard around, own that of a try.
	outer, own int32
}

// newFlow reads the body of a function; of one that cannot be decoded, up to there.
func newFlow(m *wasm.Module, fn wasm.FuncIndex) *flow {
	b := flowBuilder{flow: &flow{module: m, fn: fn, chains: map[int32][]symbols.Frame{}}, guard: -1}
	b.labels = append(b.labels, flowLabel{kind: op.Return, target: leaves, alternative: -1})
	for at, r := range m.Instrs(fn) {
		if len(b.labels) == 0 {
			break
		}
		b.add(at, r)
	}
	return b.flow
}

// add adds an instruction.
func (b *flowBuilder) add(at wasm.FuncOffset, r *wasm.InstrReader) {
	b.instrs = append(b.instrs, flowInstr{at: at, op: r.Op, first: int32(len(b.edges)), guard: -1, falls: true})
	in := &b.instrs[len(b.instrs)-1]
	switch r.Op {
	case op.Block, op.Loop, op.If, op.Try, op.TryTable:
		b.open(in, r)
	case op.Else, op.Catch, op.CatchAll:
		b.clause(in, r.Op)
	case op.End, op.Delegate:
		b.close(in)
	case op.Br:
		in.falls = false
		b.branch(r.Index)
	case op.BrIf, op.BrOnNull, op.BrOnNonNull, op.BrOnCast, op.BrOnCastFail:
		b.branch(r.Index)
	case op.BrTable:
		in.falls = false
		b.table(r.Labels)
	case op.Return:
		in.falls = false
		b.edges = append(b.edges, leaves)
	case op.Call, op.CallIndirect, op.CallRef:
		in.index, in.guard = wasm.FuncIndex(r.Index), b.guard
	case op.ReturnCall, op.ReturnCallIndirect, op.ReturnCallRef:
		in.index, in.falls = wasm.FuncIndex(r.Index), false
		b.edges = append(b.edges, leaves)
	case op.Throw, op.ThrowRef, op.Rethrow:
		in.guard, in.falls = b.guard, false
	case op.Unreachable:
		in.falls = false
	}
	in.n = int32(len(b.edges)) - in.first
}

// here is the position of the instruction after the one that is being added.
func (b *flowBuilder) here() int32 { return int32(len(b.instrs)) }

func (b *flowBuilder) open(in *flowInstr, r *wasm.InstrReader) {
	l := flowLabel{kind: r.Op, target: unknown, alternative: -1, outer: b.guard, own: -1}
	switch r.Op {
	case op.Loop:
		l.target = b.here()
	case op.If:
		l.alternative = int32(len(b.edges))
		b.edges = append(b.edges, unknown)
	case op.Try:
		l.own = b.protect(nil)
	case op.TryTable:
		targets := make([]int32, len(r.Catches))
		l.own = b.protect(targets)
		for i, c := range r.Catches {
			b.lead(c.Label, &targets[i])
		}
	}
	b.labels = append(b.labels, l)
}

// protect makes a guard the innermost one.
func (b *flowBuilder) protect(targets []int32) int32 {
	b.guards = append(b.guards, guard{parent: b.guard, targets: targets})
	b.guard = int32(len(b.guards) - 1)
	return b.guard
}

// lead sets a position to where a label leads, now or when that is known.
func (b *flowBuilder) lead(label uint32, to *int32) {
	if uint64(label) >= uint64(len(b.labels)) {
		*to = leaves
		return
	}
	l := &b.labels[len(b.labels)-1-int(label)]
	if *to = l.target; l.target == unknown {
		l.pending = append(l.pending, to)
	}
}

// branch adds the edge of a branch.
func (b *flowBuilder) branch(label uint32) {
	if uint64(label) >= uint64(len(b.labels)) {
		return
	}
	l := &b.labels[len(b.labels)-1-int(label)]
	if l.target == unknown {
		l.pendingEdges = append(l.pendingEdges, int32(len(b.edges)))
	}
	b.edges = append(b.edges, l.target)
}

// table adds the edges of a table of branches, each label once.
func (b *flowBuilder) table(labels []uint32) {
	seen := map[uint32]bool{}
	for _, l := range labels {
		if !seen[l] {
			seen[l] = true
			b.branch(l)
		}
	}
}

// clause is the beginning of another part of a block, which ends the one before.
func (b *flowBuilder) clause(in *flowInstr, o op.Op) {
	in.falls = false
	b.branch(0)
	l := &b.labels[len(b.labels)-1]
	switch {
	case o == op.Else && l.alternative >= 0:
		b.edges[l.alternative] = b.here()
		l.alternative = -1
	case o != op.Else && l.kind == op.Try:
		b.guards[l.own].targets = append(b.guards[l.own].targets, b.here())
		b.guard = l.outer
	}
}

// close ends a block.
func (b *flowBuilder) close(in *flowInstr) {
	l := &b.labels[len(b.labels)-1]
	if l.kind == op.Return { // the function's own
		in.falls = false
		b.edges = append(b.edges, leaves)
	}
	after := b.here()
	for _, p := range l.pendingEdges {
		b.edges[p] = after
	}
	for _, p := range l.pending {
		*p = after
	}
	if l.alternative >= 0 {
		b.edges[l.alternative] = after
	}
	if l.kind == op.Try || l.kind == op.TryTable {
		b.guard = l.outer
	}
	b.labels = b.labels[:len(b.labels)-1]
}

// successors yields where an instruction may lead within the function, and whether it does so by branching.
func (f *flow) successors(i int32) func(yield func(to int32, branches bool) bool) {
	return func(yield func(int32, bool) bool) {
		in := &f.instrs[i]
		if in.falls && int(i)+1 < len(f.instrs) && !yield(i+1, false) {
			return
		}
		for _, to := range f.edges[in.first : in.first+in.n] {
			if to >= 0 && int(to) < len(f.instrs) && !yield(to, true) {
				return
			}
		}
		for g := in.guard; g >= 0; g = f.guards[g].parent {
			for _, to := range f.guards[g].targets {
				if to >= 0 && int(to) < len(f.instrs) && !yield(to, true) {
					return
				}
			}
		}
	}
}

// exits reports whether an instruction may leave the function by returning.
func (f *flow) exits(i int32) bool {
	in := &f.instrs[i]
	for _, to := range f.edges[in.first : in.first+in.n] {
		if to == leaves {
			return true
		}
	}
	return false
}
