package validate

import "github.com/wdbg/wdbg/wasm"

// typeAt returns a type by its index if it is of the kind; otherwise it records the error and returns an empty type.
func (v *validator) typeAt(i uint32, kind wasm.CompKind) *wasm.SubType {
	if int64(i) >= int64(len(v.c.ids)) {
		v.failf("unknown type %d: the module has %d types", i, len(v.c.ids))
		return emptyType(kind)
	}
	t := v.c.subType(wasm.TypeIndex(i))
	if t.Kind != kind {
		v.failf("type mismatch: %s %d", [...]string{"non-function type", "non-structure type", "non-array type"}[kind], i)
		return emptyType(kind)
	}
	return t
}

func emptyType(kind wasm.CompKind) *wasm.SubType {
	t := &wasm.SubType{Kind: kind}
	if kind == wasm.CompArray {
		t.Fields = []wasm.FieldType{{Type: wasm.I32, Mutable: true}}
	}
	return t
}

func (v *validator) funcTypeAt(i uint32) *wasm.FuncType { return &v.typeAt(i, wasm.CompFunc).Func }

// funcNamed returns the type of the function the instruction names.
func (v *validator) funcNamed() *wasm.FuncType {
	if int64(v.r.Index) >= int64(v.c.m.NumFuncs()) {
		v.failf("unknown function %d: there are %d", v.r.Index, v.c.m.NumFuncs())
		return &wasm.FuncType{}
	}
	return v.c.funcType(wasm.FuncIndex(v.r.Index))
}

// invoke checks the operands of a call.
func (v *validator) invoke(t *wasm.FuncType) {
	v.popTypes(t.Params)
	if v.err == nil {
		v.pushTypes(t.Results)
	}
}

// tailCall checks the operands of a call that returns the callee's results.
func (v *validator) tailCall(t *wasm.FuncType) {
	if results := v.frames[0].sig.Results; !v.resultsMatch(t.Results, results) {
		v.failf("type mismatch: the function returns %s but the callee of %s %s", v.names(results), v.r.Op, v.names(t.Results))
	}
	v.popTypes(t.Params)
	v.setUnreachable()
}

func (v *validator) call() { v.invoke(v.funcNamed()) }

func (v *validator) returnCall() { v.tailCall(v.funcNamed()) }

// indirectCallee pops the index into a table of functions and returns the type to call.
func (v *validator) indirectCallee() *wasm.FuncType {
	table := v.table(v.r.Index2)
	if v.err == nil && !v.c.types.Matches(table.elem, wasm.FuncRef()) {
		v.failf("type mismatch: %s needs a table of functions, table %d is of %s", v.r.Op, v.r.Index2, v.c.source(table.elem))
	}
	t := v.funcTypeAt(v.r.Index)
	v.popEach(table.addr)
	return t
}

func (v *validator) callIndirect() { v.invoke(v.indirectCallee()) }

func (v *validator) returnCallIndirect() { v.tailCall(v.indirectCallee()) }

// refCallee pops the reference to a function of the type named, which it returns.
func (v *validator) refCallee() *wasm.FuncType {
	t := v.funcTypeAt(v.r.Index)
	if v.err == nil {
		v.popEach(v.c.refTo(true, wasm.TypeIndex(v.r.Index)))
	}
	return t
}

func (v *validator) callRef() { v.invoke(v.refCallee()) }

func (v *validator) returnCallRef() { v.tailCall(v.refCallee()) }
