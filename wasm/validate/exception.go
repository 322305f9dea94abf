package validate

import (
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

// tag returns the parameters of an exception tag.
func (v *validator) tag(t wasm.TagIndex) []wasm.ValType {
	if int64(t) >= int64(v.c.m.NumTags()) {
		v.failf("unknown tag %d: there are %d", t, v.c.m.NumTags())
		return nil
	}
	return v.c.subType(v.c.m.TagTypeIndex(t)).Func.Params
}

func (v *validator) throw() {
	v.popTypes(v.tag(wasm.TagIndex(v.r.Index)))
	v.setUnreachable()
}

func (v *validator) throwRef() {
	v.popEach(wasm.ExnRef())
	v.setUnreachable()
}

// tryTable checks the catch clauses, whose labels count from outside of the block.
func (v *validator) tryTable() {
	exn := [1]wasm.ValType{wasm.RefType(false, wasm.HeapExn)}
	for i := range v.r.Catches {
		c := &v.r.Catches[i]
		var tag, ref []wasm.ValType
		if c.Kind == wasm.CatchTag || c.Kind == wasm.CatchTagRef {
			tag = v.tag(c.Tag)
		}
		if c.Kind == wasm.CatchTagRef || c.Kind == wasm.CatchAnyRef {
			ref = exn[:]
		}
		v.catchClause(tag, ref, v.labelTypes(c.Label))
		if v.err != nil {
			return
		}
	}
	v.openBlock(op.TryTable, v.blockType())
}

// catchClause checks that the values of a tag and then of a reference match the types of a label.
func (v *validator) catchClause(tag, ref, label []wasm.ValType) {
	n := len(tag)
	if len(label) != n+len(ref) || !v.resultsMatch(tag, label[:n]) || !v.resultsMatch(ref, label[n:]) {
		v.failf("type mismatch: the catch clause's label expects %s but it passes %s%s",
			v.names(label), v.names(tag), v.names(ref))
	}
}

// Legacy exception handling: try blocks with catch parts, or one delegate in place of their end.

func (v *validator) catchPart() {
	if o := v.frames[len(v.frames)-1].op; o != op.Try && o != op.Catch {
		v.malformedf("catch without try")
		return
	}
	params := v.tag(wasm.TagIndex(v.r.Index))
	v.endPart()
	v.nextPart(op.Catch, params)
}

func (v *validator) catchAllPart() {
	if o := v.frames[len(v.frames)-1].op; o != op.Try && o != op.Catch {
		v.malformedf("catch_all without try")
		return
	}
	v.endPart()
	v.nextPart(op.CatchAll, nil)
}

func (v *validator) delegate() {
	if v.frames[len(v.frames)-1].op != op.Try {
		v.malformedf("delegate without try")
		return
	}
	f := v.popFrame()
	if _, ok := v.label(v.r.Index); ok && v.err == nil {
		v.pushTypes(f.sig.Results)
	}
}

func (v *validator) rethrow() {
	if f, ok := v.label(v.r.Index); ok && f.op != op.Catch && f.op != op.CatchAll {
		v.failf("invalid rethrow label %d: it is not that of a catch", v.r.Index)
	}
	v.setUnreachable()
}
