package wasmgen

import (
	"github.com/wdbg/wdbg/internal/wasmtest"
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

// fn is a function body being generated.
type fn struct {
	g      *generator
	src    *source
	self   *function
	code   []byte
	locals []wasm.ValType // parameters first; those from free on are for the generator's own use
	free   int
	labels []label // the innermost last; the first is the function's
	budget int
}

// label is what branches go to.
type label struct {
	types []wasm.ValType
	// loop marks the label of a loop, to which unconditional branches would go round for ever.
	loop bool
	// caught marks the catch block of a legacy try, whose exception can be rethrown.
	caught bool
}

func (g *generator) body(self *function) {
	f := &fn{g: g, src: g.src, self: self, budget: bodyBudget}
	f.locals = append(f.locals, self.Params...)
	for range 2 + f.src.n(5) {
		f.locals = append(f.locals, g.valType())
	}
	f.free = len(f.locals)
	f.labels = []label{{types: self.Results}}
	f.burn()
	f.stmts(maxDepth)
	f.exprs(self.Results, maxDepth)
	g.b.Body(self.index, f.locals[len(self.Params):], f.code)
}

// i emits an instruction.
func (f *fn) i(o op.Op, imm ...any) {
	f.budget--
	f.code = append(f.code, wasmtest.I(o, imm...)...)
}

// scratch adds a local that no other code uses.
func (f *fn) scratch(t wasm.ValType) int {
	f.locals = append(f.locals, t)
	return len(f.locals) - 1
}

// burn emits code that uses up one of the module's own fuel.
func (f *fn) burn() {
	if f.g.cfg.Fuel == 0 {
		return
	}
	f.i(op.GlobalGet, f.g.fuel)
	f.i(op.I32Eqz)
	f.i(op.If)
	f.i(op.Unreachable)
	f.i(op.End)
	f.i(op.GlobalGet, f.g.fuel)
	f.i(op.I32Const, 1)
	f.i(op.I32Sub)
	f.i(op.GlobalSet, f.g.fuel)
}

// stmts emits some statements: code that leaves the operand stack as it is.
func (f *fn) stmts(depth int) {
	for range 1 + f.src.n(4) {
		if f.spent(depth) {
			return
		}
		f.stmt(depth)
	}
}

// spent reports whether it is time to come to an end.
func (f *fn) spent(depth int) bool { return depth <= 0 || f.budget <= 0 || f.src.empty() }

func (f *fn) stmt(depth int) {
	kinds := []func(int){
		f.setLocal, f.setLocal, f.setLocal, f.setGlobal, f.store, f.store, f.store, f.dropValue,
		f.blockStmt, f.loopStmt, f.ifStmt, f.brIf, f.brTable, f.callStmt, f.callStmt, f.callIndirect, f.bulk, f.jump,
		f.tableStmt,
	}
	if f.g.has(FuncRefs) {
		kinds = append(kinds, f.callRef, f.brOnNull, f.brOnNonNull)
	}
	if f.g.has(GC) {
		kinds = append(kinds, f.structSet, f.arrayStmt, f.arrayStmt, f.brOnCast)
	}
	if f.g.has(Exceptions) {
		kinds = append(kinds, f.tryTable, f.throw)
	}
	if f.g.has(LegacyExceptions) {
		kinds = append(kinds, f.legacyTry, f.legacyDelegate, f.throw)
	}
	kinds[f.src.n(len(kinds))](depth)
}

// exprs emits values of the types in order.
func (f *fn) exprs(types []wasm.ValType, depth int) {
	for _, t := range types {
		f.expr(t, depth)
	}
}

// consume emits code that takes values of the types off the stack.
func (f *fn) consume(types []wasm.ValType) {
	for i := len(types) - 1; i >= 0; i-- {
		if at, ok := f.local(func(t wasm.ValType) bool { return f.g.matches(types[i], t) }); ok && f.src.n(3) != 0 {
			f.i(op.LocalSet, at)
		} else {
			f.i(op.Drop)
		}
	}
}

// local picks a local whose type will do.
func (f *fn) local(ok func(wasm.ValType) bool) (at int, found bool) {
	start := f.src.n(max(f.free, 1))
	for k := range f.free {
		if i := (start + k) % f.free; ok(f.locals[i]) {
			return i, true
		}
	}
	return 0, false
}

// global picks a global whose type will do.
func (f *fn) global(ok func(wasm.GlobalType) bool) (at int, found bool) {
	n := len(f.g.globals)
	start := f.src.n(n)
	for k := range n {
		if i := (start + k) % n; ok(f.g.globals[i]) {
			return i, true
		}
	}
	return 0, false
}

func (f *fn) setLocal(depth int) {
	if f.free == 0 {
		return
	}
	at := f.src.n(f.free)
	f.expr(f.locals[at], depth)
	f.i(op.LocalSet, at)
}

func (f *fn) setGlobal(depth int) {
	at, ok := f.global(func(t wasm.GlobalType) bool { return t.Mutable })
	if !ok {
		return
	}
	f.expr(f.g.globals[at].Type, depth)
	f.i(op.GlobalSet, f.g.globalIndex(at))
}

func (f *fn) store(depth int) { f.plain("", depth) }

func (f *fn) dropValue(depth int) {
	f.expr(f.g.valType(), depth)
	f.i(op.Drop)
}

// jump emits an unconditional transfer of control. What follows is dead code.
func (f *fn) jump(depth int) {
	switch f.src.n(6) {
	case 0:
		f.exprs(f.self.Results, depth-1)
		f.i(op.Return)
	case 1:
		if f.src.n(4) == 3 {
			f.i(op.Unreachable)
		}
	case 2, 3:
		if at, ok := f.label(func(l label) bool { return !l.loop }); ok {
			f.exprs(f.target(at).types, depth-1)
			f.i(op.Br, at)
		}
	default:
		if f.g.has(TailCalls) {
			f.tailCall(depth)
		}
	}
}

// label picks a label that will do, as the index that branches use.
func (f *fn) label(ok func(label) bool) (at int, found bool) {
	n := len(f.labels)
	start := f.src.n(n)
	for k := range n {
		if at := (start + k) % n; ok(*f.target(at)) {
			return at, true
		}
	}
	return 0, false
}

// target returns the label of an index.
func (f *fn) target(at int) *label { return &f.labels[len(f.labels)-1-at] }

// blockType returns the immediate of a block type.
func (f *fn) blockType(params, results []wasm.ValType) any {
	switch {
	case len(params) == 0 && len(results) == 0:
		return wasm.BlockType{}
	case len(params) == 0 && len(results) == 1:
		return results[0]
	}
	return f.g.b.FuncType(params, results)
}

// inside emits code inside of a label.
func (f *fn) inside(l label, code func()) {
	f.labels = append(f.labels, l)
	code()
	f.labels = f.labels[:len(f.labels)-1]
}

// fewTypes picks types for a block.
func (f *fn) fewTypes() []wasm.ValType {
	if f.src.n(2) == 0 {
		return nil
	}
	return f.g.valTypes(2)
}

// blockStmt emits a block with parameters and results.
func (f *fn) blockStmt(depth int) {
	params, results := f.fewTypes(), f.fewTypes()
	f.exprs(params, depth-1)
	f.i(op.Block, f.blockType(params, results))
	f.inside(label{types: results}, func() {
		f.consume(params)
		f.stmts(depth - 1)
		f.exprs(results, depth-1)
	})
	f.i(op.End)
	f.consume(results)
}

// loopStmt emits a loop that goes round a few times; now and then code inside branches to it besides.
func (f *fn) loopStmt(depth int) {
	params, results := f.fewTypes(), f.fewTypes()
	counter := f.scratch(wasm.I32)
	f.i(op.I32Const, 1+f.src.n(6))
	f.i(op.LocalSet, counter)
	f.exprs(params, depth-1)
	f.i(op.Loop, f.blockType(params, results))
	f.inside(label{types: params, loop: true}, func() {
		f.consume(params)
		f.burn()
		f.stmts(depth - 1)
		f.exprs(params, depth-2)
		f.i(op.LocalGet, counter)
		f.i(op.I32Const, 1)
		f.i(op.I32Sub)
		f.i(op.LocalTee, counter)
		f.i(op.I32Const, 0)
		f.i(op.I32GtS)
		f.i(op.BrIf, 0)
		f.consume(params)
		f.exprs(results, depth-2)
	})
	f.i(op.End)
	f.consume(results)
}

func (f *fn) ifStmt(depth int) {
	params, results := f.fewTypes(), f.fewTypes()
	f.exprs(params, depth-1)
	f.expr(wasm.I32, depth-1)
	f.i(op.If, f.blockType(params, results))
	branch := func() {
		f.consume(params)
		f.stmts(depth - 1)
		f.exprs(results, depth-1)
	}
	f.inside(label{types: results}, branch)
	if len(params)+len(results) > 0 || f.src.n(2) == 0 {
		f.i(op.Else)
		f.inside(label{types: results}, branch)
	}
	f.i(op.End)
	f.consume(results)
}

func (f *fn) brIf(depth int) {
	at, ok := f.label(func(l label) bool { return !l.loop || f.src.n(4) == 3 })
	if !ok {
		return
	}
	types := f.target(at).types
	f.exprs(types, depth-1)
	f.expr(wasm.I32, depth-1)
	f.i(op.BrIf, at)
	f.consume(types)
}

// brTable emits a br_table in a block of its own, so that what follows lives.
func (f *fn) brTable(depth int) {
	f.i(op.Block)
	f.inside(label{}, func() {
		first, _ := f.label(func(l label) bool { return !l.loop })
		types := f.target(first).types
		var labels []any
		for range f.src.n(5) {
			at, ok := f.label(func(l label) bool { return sameTypes(l.types, types) && !l.loop })
			if ok {
				labels = append(labels, at)
			}
		}
		f.exprs(types, depth-1)
		f.expr(wasm.I32, depth-1)
		if f.src.n(2) == 0 {
			f.i(op.I32Const, 7)
			f.i(op.I32And)
		}
		f.i(op.BrTable, append(labels, first)...)
	})
	f.i(op.End)
}

func sameTypes(a, b []wasm.ValType) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}
