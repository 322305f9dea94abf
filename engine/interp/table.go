package interp

import (
	"fmt"
	"unsafe"

	"github.com/wdbg/wdbg/engine"
	"github.com/wdbg/wdbg/wasm/op"
)

func tableHandlers(h *[opCount]handler) {
	set := func(o op.Op, f handler) { h[opWasm+uint16(o)] = f }
	set(op.TableGet, tableGet)
	set(op.TableSet, tableSet)
	set(op.TableSize, tableSize)
	set(op.TableGrow, tableGrow)
	set(op.TableFill, tableFill)
	set(op.TableCopy, tableCopy)
	set(op.TableInit, tableInit)
	set(op.ElemDrop, func(m *machine, in *ins, _ unsafe.Pointer) action {
		m.inst.Elems[in.imm] = nil
		return actNext
	})
}

func (m *machine) tableTrap(what string, n, at uint64, table uint32) action {
	return m.trap(engine.TrapTableBounds, fmt.Sprintf("%s of %s at %d, table %d has %s",
		what, count(n, "element"), at, table, count(uint64(len(m.inst.Tables[table].Elems)), "element")))
}

// elemText describes an access beyond an element segment's end.
func elemText(n, src, segment uint64, seg []engine.Ref) string {
	return fmt.Sprintf("%s at %d of element segment %d, which has %d", count(n, "element"), src, segment, len(seg))
}

func tableGet(m *machine, in *ins, fp unsafe.Pointer) action {
	elems := m.inst.Tables[in.imm].Elems
	i := r64(fp, in.a)
	if i >= uint64(len(elems)) {
		return m.tableTrap("table.get", 1, i, uint32(in.imm))
	}
	w64(fp, in.a, uint64(elems[i]))
	return actNext
}

func tableSet(m *machine, in *ins, fp unsafe.Pointer) action {
	elems := m.inst.Tables[in.imm].Elems
	i := r64(fp, in.a)
	if i >= uint64(len(elems)) {
		return m.tableTrap("table.set", 1, i, uint32(in.imm))
	}
	elems[i] = engine.Ref(r64(fp, in.a+1))
	return actNext
}

func tableSize(m *machine, in *ins, fp unsafe.Pointer) action {
	w64(fp, in.a, uint64(len(m.inst.Tables[in.imm].Elems)))
	return actNext
}

func tableGrow(m *machine, in *ins, fp unsafe.Pointer) action {
	t := m.inst.Tables[in.imm]
	before, ok := t.Grow(r64(fp, in.a+1), engine.Ref(r64(fp, in.a)))
	if !ok {
		before = ^uint64(0)
	}
	w64(fp, in.a, narrow(before, t.Type.Is64))
	return actNext
}

func tableFill(m *machine, in *ins, fp unsafe.Pointer) action {
	elems := m.inst.Tables[in.imm].Elems
	at, v, n := r64(fp, in.a), engine.Ref(r64(fp, in.a+1)), r64(fp, in.a+2)
	if !inside(at, n, uint64(len(elems))) {
		return m.tableTrap("table.fill", n, at, uint32(in.imm))
	}
	for i := range elems[at : at+n] {
		elems[at+uint64(i)] = v
	}
	return actNext
}

func tableCopy(m *machine, in *ins, fp unsafe.Pointer) action {
	toIndex, fromIndex := uint32(in.imm), uint32(in.imm>>32)
	to, from := m.inst.Tables[toIndex].Elems, m.inst.Tables[fromIndex].Elems
	dst, src, n := r64(fp, in.a), r64(fp, in.a+1), r64(fp, in.a+2)
	if !inside(dst, n, uint64(len(to))) {
		return m.tableTrap("table.copy", n, dst, toIndex)
	}
	if !inside(src, n, uint64(len(from))) {
		return m.tableTrap("table.copy", n, src, fromIndex)
	}
	copy(to[dst:dst+n], from[src:src+n])
	return actNext
}

func tableInit(m *machine, in *ins, fp unsafe.Pointer) action {
	seg, table := m.inst.Elems[uint32(in.imm)], uint32(in.imm>>32)
	to := m.inst.Tables[table].Elems
	dst, src, n := r64(fp, in.a), r64(fp, in.a+1), r64(fp, in.a+2)
	if !inside(src, n, uint64(len(seg))) {
		return m.trap(engine.TrapTableBounds, elemText(n, src, in.imm&(1<<32-1), seg))
	}
	if !inside(dst, n, uint64(len(to))) {
		return m.tableTrap("table.init", n, dst, table)
	}
	copy(to[dst:dst+n], seg[src:src+n])
	return actNext
}
