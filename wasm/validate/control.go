package validate

import (
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

// pushFrame opens a block whose parameters are off the stack already.
func (v *validator) pushFrame(o op.Op, sig *wasm.FuncType) {
	v.base = len(v.stack)
	v.frames = append(v.frames, frame{
		sig:   sig,
		base:  uint32(v.base),
		inits: uint32(len(v.locals.inits)),
		at:    uint32(v.r.Offset - v.start),
		op:    o,
	})
}

// openBlock opens a block and moves its parameters into it.
func (v *validator) openBlock(o op.Op, sig *wasm.FuncType) {
	v.retype(sig.Params)
	if v.err != nil {
		return
	}
	v.pushFrame(o, sig)
	v.base -= len(sig.Params)
	v.frames[len(v.frames)-1].base = uint32(v.base)
}

// endPart checks that the innermost block ends with its results and nothing else. Locals it initialised
// are no longer so.
func (v *validator) endPart() *frame {
	f := &v.frames[len(v.frames)-1]
	if !v.tryPop(f.sig.Results) || len(v.stack) != v.base {
		v.failf("type mismatch: the %s at 0x%x expects %s at its end but the stack has %s",
			v.blockName(f), uint64(v.start)+uint64(f.at), v.names(f.sig.Results), v.names(v.operands()))
	}
	v.locals.uninit(int(f.inits))
	return f
}

func (v *validator) blockName(f *frame) string {
	switch {
	case f.op != op.Return:
		return f.op.String()
	case v.isConst:
		return "expression"
	}
	return "function"
}

// nextPart starts another part of the innermost block, such as its else branch, with operands on the stack.
func (v *validator) nextPart(o op.Op, operands []wasm.ValType) {
	f := &v.frames[len(v.frames)-1]
	f.op = o
	f.at = uint32(v.r.Offset - v.start)
	f.unreachable = false
	v.pushTypes(operands)
}

// popFrame closes the innermost block; its results are still to be pushed.
func (v *validator) popFrame() frame {
	f := *v.endPart()
	v.frames = v.frames[:len(v.frames)-1]
	v.base = 0
	if n := len(v.frames); n > 0 {
		v.base = int(v.frames[n-1].base)
	}
	return f
}

// blockType returns the type of the block the instruction opens.
func (v *validator) blockType() *wasm.FuncType {
	b := &v.r.Block
	switch b.Kind {
	case wasm.BlockValue:
		if !v.c.knows(b.Value) {
			v.failf("unknown type %d: the module has %d types", b.Value.Heap(), len(v.c.ids))
			return &wasm.FuncType{}
		}
		return v.valueType(wasm.Canon(b.Value, v.c.ids))
	case wasm.BlockIndex:
		return v.funcTypeAt(uint32(b.Index))
	}
	return v.valueType(wasm.Bot)
}

// valueType returns the type of a block with a single result, or with none for Bot.
func (v *validator) valueType(t wasm.ValType) *wasm.FuncType {
	sig, ok := v.valueTypes[t]
	if !ok {
		sig = &wasm.FuncType{}
		if t != wasm.Bot {
			sig.Results = []wasm.ValType{t}
		}
		v.valueTypes[t] = sig
	}
	return sig
}

func (v *validator) blockStart() { v.openBlock(v.r.Op, v.blockType()) }

func (v *validator) ifStart() {
	sig := v.blockType()
	v.popEach(wasm.I32)
	v.openBlock(op.If, sig)
}

func (v *validator) elsePart() {
	if v.frames[len(v.frames)-1].op != op.If {
		v.malformedf("else without if")
		return
	}
	f := v.endPart()
	v.nextPart(op.Else, f.sig.Params)
}

func (v *validator) end() {
	if f := &v.frames[len(v.frames)-1]; f.op == op.If && !v.resultsMatch(f.sig.Params, f.sig.Results) {
		v.failf("type mismatch: an if without else expects %s to be %s", v.names(f.sig.Params), v.names(f.sig.Results))
	}
	f := v.popFrame()
	if v.err == nil {
		v.pushTypes(f.sig.Results)
	}
}

// label returns the block a label index names; ok is false, with the error recorded, if there is none.
func (v *validator) label(l uint32) (f *frame, ok bool) {
	if int64(l) >= int64(len(v.frames)) {
		v.failf("unknown label %d: there are %d", l, len(v.frames))
		return nil, false
	}
	return &v.frames[len(v.frames)-1-int(l)], true
}

// labelTypes returns the types a branch to a label takes along.
func (v *validator) labelTypes(l uint32) []wasm.ValType {
	f, ok := v.label(l)
	if !ok {
		return nil
	}
	return f.branchTypes()
}

func (f *frame) branchTypes() []wasm.ValType {
	if f.op == op.Loop {
		return f.sig.Params
	}
	return f.sig.Results
}

func (v *validator) br() {
	v.popTypes(v.labelTypes(v.r.Index))
	v.setUnreachable()
}

func (v *validator) brIf() {
	v.popEach(wasm.I32)
	v.retype(v.labelTypes(v.r.Index))
}

// brTable checks each label once, however often the table names it, and labels with the same types as the one before
// not again.
func (v *validator) brTable() {
	v.popEach(wasm.I32)
	v.branchTables++
	arity := len(v.labelTypes(v.r.Labels[len(v.r.Labels)-1]))
	var checked []wasm.ValType
	for i := len(v.r.Labels) - 1; i >= 0; i-- {
		f, ok := v.label(v.r.Labels[i])
		if !ok {
			return
		}
		if f.seen == v.branchTables {
			continue
		}
		f.seen = v.branchTables
		ts := f.branchTypes()
		if len(ts) != arity {
			v.failf("type mismatch: br_table has labels of %d and of %d types", arity, len(ts))
			return
		}
		if len(ts) == 0 || len(checked) > 0 && &checked[0] == &ts[0] {
			continue
		}
		if _, ok := v.topMatches(ts); !ok {
			v.mismatch(ts)
			return
		}
		checked = ts
	}
	v.setUnreachable()
}

func (v *validator) unreachableOp() { v.setUnreachable() }

func (v *validator) returnOp() {
	v.popTypes(v.frames[0].sig.Results)
	v.setUnreachable()
}

func (v *validator) drop() { v.popAny("[any type]") }

// selectPlain checks select without types, which is for numbers and vectors only.
func (v *validator) selectPlain() {
	v.popEach(wasm.I32)
	b := v.popAny("[t t i32]")
	a := v.popAny("[t t i32]")
	if a == wasm.Bot {
		a, b = b, a
	}
	if a.IsRef() || b.IsRef() || b != wasm.Bot && a != b {
		v.mismatchText("two operands of one numeric or vector type and i32")
	}
	v.push(a)
}

func (v *validator) selectTyped() {
	if len(v.r.Types) != 1 {
		v.failf("invalid result arity: select of %d types, 1 is allowed", len(v.r.Types))
		return
	}
	t, ok := v.known(v.r.Types[0])
	if !ok {
		return
	}
	v.popEach(t, t, wasm.I32)
	v.push(t)
}

// known replaces the type index in t by its id; ok is false, with the error recorded, if there is no such type.
func (v *validator) known(t wasm.ValType) (canon wasm.ValType, ok bool) {
	if !v.c.knows(t) {
		v.failf("unknown type %d: the module has %d types", t.Heap(), len(v.c.ids))
		return wasm.Bot, false
	}
	return wasm.Canon(t, v.c.ids), true
}
