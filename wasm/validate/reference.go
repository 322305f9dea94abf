package validate

import "github.com/wdbg/wdbg/wasm"

func (v *validator) refNull() {
	if t, ok := v.known(v.r.Ref); ok {
		v.push(t)
	}
}

func (v *validator) refIsNull() {
	v.popRef()
	v.push(wasm.I32)
}

func (v *validator) refAsNonNull() { v.push(v.popRef().AsNonNull()) }

// refFunc checks that a body refers only to functions that are mentioned elsewhere in the module (C.refs).
func (v *validator) refFunc() {
	f := wasm.FuncIndex(v.r.Index)
	if int64(f) >= int64(v.c.m.NumFuncs()) {
		v.failf("unknown function %d: there are %d", f, v.c.m.NumFuncs())
		return
	}
	if v.isConst {
		v.c.declare(f)
	} else if !v.c.isDeclared(f) {
		v.failf("undeclared function reference %d: neither an export, a segment nor a global mentions it", f)
	}
	v.push(v.c.refTo(false, v.c.m.FuncTypeIndex(f)))
}

func (v *validator) refEq() {
	eq := wasm.RefType(true, wasm.HeapEq)
	v.popEach(eq, eq)
	v.push(wasm.I32)
}

// top returns the nullable reference to the top of a type's hierarchy.
func (v *validator) top(t wasm.ValType) wasm.ValType {
	top := wasm.HeapAny
	for _, h := range []wasm.HeapType{wasm.HeapFunc, wasm.HeapExtern, wasm.HeapExn} {
		if v.c.types.HeapMatches(t.Heap(), h) {
			top = h
		}
	}
	return wasm.RefType(true, top)
}

func (v *validator) refTest() {
	if t, ok := v.known(v.r.Ref); ok {
		v.popEach(v.top(t))
		v.push(wasm.I32)
	}
}

func (v *validator) refCast() {
	if t, ok := v.known(v.r.Ref); ok {
		v.popEach(v.top(t))
		v.push(t)
	}
}

func (v *validator) brOnNull() {
	t := v.popRef()
	v.retype(v.labelTypes(v.r.Index))
	v.push(t.AsNonNull())
}

func (v *validator) brOnNonNull() {
	t := v.popRef().AsNonNull()
	if rest, ok := v.refLabel(t); ok {
		v.retype(rest)
	}
}

// refLabel checks that a reference of type t may be the last of the types of the instruction's label, and
// returns the types before it.
func (v *validator) refLabel(t wasm.ValType) (rest []wasm.ValType, ok bool) {
	label := v.labelTypes(v.r.Index)
	if v.err != nil {
		return nil, false
	}
	n := len(label) - 1
	if n < 0 || !v.c.types.Matches(t, label[n]) {
		v.failf("type mismatch: %s passes %s last, but label %d expects %s", v.r.Op, v.c.source(t), v.r.Index, v.names(label))
		return nil, false
	}
	return label[:n], true
}

// castTypes returns the source and target types of a branching cast, and the source without what
// the target covers.
func (v *validator) castTypes() (from, to, rest wasm.ValType, ok bool) {
	from, ok1 := v.known(v.r.Ref)
	to, ok2 := v.known(v.r.Ref2)
	if !ok1 || !ok2 {
		return 0, 0, 0, false
	}
	if !v.c.types.Matches(to, from) {
		v.failf("type mismatch: %s from %s to %s, which is no subtype", v.r.Op, v.c.source(from), v.c.source(to))
		return 0, 0, 0, false
	}
	rest = from
	if to.Nullable() {
		rest = from.AsNonNull()
	}
	return from, to, rest, true
}

func (v *validator) brOnCast() {
	if from, to, rest, ok := v.castTypes(); ok {
		v.castBranch(from, to, rest)
	}
}

func (v *validator) brOnCastFail() {
	if from, to, rest, ok := v.castTypes(); ok {
		v.castBranch(from, rest, to)
	}
}

// castBranch checks a branch that takes a reference along as one type or leaves it on the stack as another.
func (v *validator) castBranch(from, branch, stay wasm.ValType) {
	v.popEach(from)
	if rest, ok := v.refLabel(branch); ok {
		v.retype(rest)
	}
	v.push(stay)
}

func (v *validator) refI31() {
	v.popEach(wasm.I32)
	v.push(wasm.RefType(false, wasm.HeapI31))
}

func (v *validator) i31Get() {
	v.popEach(wasm.RefType(true, wasm.HeapI31))
	v.push(wasm.I32)
}

func (v *validator) anyConvertExtern() { v.convertRef(wasm.HeapExtern, wasm.HeapAny) }

func (v *validator) externConvertAny() { v.convertRef(wasm.HeapAny, wasm.HeapExtern) }

// convertRef replaces a reference of one hierarchy by one of another that is null where it is.
func (v *validator) convertRef(from, to wasm.HeapType) {
	t := v.popRef()
	if want := wasm.RefType(true, from); !v.c.types.Matches(t, want) {
		v.mismatch([]wasm.ValType{want})
	}
	v.push(wasm.RefType(t.Nullable(), to))
}
