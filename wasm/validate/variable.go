package validate

import "github.com/wdbg/wdbg/wasm"

// local returns the type of the local the instruction names.
func (v *validator) local() wasm.ValType {
	t, ok := v.locals.at(v.r.Index)
	if !ok {
		v.failf("unknown local %d: there are %d", v.r.Index, v.locals.count())
	}
	return t
}

func (v *validator) localGet() {
	t := v.local()
	if v.err == nil && !v.locals.ready(v.r.Index, t) {
		v.failf("uninitialized local %d: its type %s has no default value", v.r.Index, v.c.source(t))
	}
	v.push(t)
}

func (v *validator) localSet() {
	t := v.local()
	v.popEach(t)
	v.initLocal(t)
}

func (v *validator) localTee() {
	t := v.local()
	v.popEach(t)
	v.initLocal(t)
	v.push(t)
}

func (v *validator) initLocal(t wasm.ValType) {
	if v.err == nil {
		v.locals.init(v.r.Index, t)
	}
}

func (v *validator) global() wasm.GlobalType {
	if int64(v.r.Index) >= int64(len(v.c.globals)) {
		v.failf("unknown global %d: there are %d here", v.r.Index, len(v.c.globals))
		return wasm.GlobalType{}
	}
	return v.c.globals[v.r.Index]
}

func (v *validator) globalGet() { v.push(v.global().Type) }

func (v *validator) globalSet() {
	g := v.global()
	if !g.Mutable {
		v.failf("immutable global %d", v.r.Index)
	}
	v.popEach(g.Type)
}

func (v *validator) table(i uint32) tableType {
	if int64(i) >= int64(len(v.c.tables)) {
		v.failf("unknown table %d: there are %d", i, len(v.c.tables))
		return tableType{addr: wasm.I32}
	}
	return v.c.tables[i]
}

// elem returns the type of an element segment.
func (v *validator) elem(i uint32) wasm.ValType {
	if int64(i) >= int64(len(v.c.elems)) {
		v.failf("unknown elem segment %d: there are %d", i, len(v.c.elems))
		return wasm.Bot
	}
	return v.c.elems[i]
}

func (v *validator) elemIndex() { v.elem(v.r.Index) }

func (v *validator) tableGet() {
	t := v.table(v.r.Index)
	v.popEach(t.addr)
	v.push(t.elem)
}

func (v *validator) tableSet() {
	t := v.table(v.r.Index)
	v.popEach(t.addr, t.elem)
}

func (v *validator) tableSize() { v.push(v.table(v.r.Index).addr) }

func (v *validator) tableGrow() {
	t := v.table(v.r.Index)
	v.popEach(t.elem, t.addr)
	v.push(t.addr)
}

func (v *validator) tableFill() {
	t := v.table(v.r.Index)
	v.popEach(t.addr, t.elem, t.addr)
}

func (v *validator) tableCopy() {
	dst, src := v.table(v.r.Index), v.table(v.r.Index2)
	v.elemsMatch("table.copy from a table", src.elem, dst.elem)
	v.popEach(dst.addr, src.addr, smaller(dst.addr, src.addr))
}

func (v *validator) tableInit() {
	t := v.table(v.r.Index2)
	elem := v.elem(v.r.Index)
	v.elemsMatch("table.init from a segment", elem, t.elem)
	v.popEach(t.addr, wasm.I32, wasm.I32)
}

// elemsMatch checks that elements of one type may be stored where those of another are.
func (v *validator) elemsMatch(what string, from, to wasm.ValType) {
	if !v.c.types.Matches(from, to) {
		v.failf("type mismatch: %s of %s to one of %s", what, v.c.source(from), v.c.source(to))
	}
}
