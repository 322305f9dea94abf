package interp

import (
	"errors"
	"fmt"
	"unsafe"

	"github.com/wdbg/wdbg/engine"
	"github.com/wdbg/wdbg/engine/heap"
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

// objectHandlers adds the instructions on references, structures and arrays. Type indices in imm have
// been replaced by the store's identifiers.
func objectHandlers(h *[opCount]handler) {
	set := func(o op.Op, f handler) { h[opWasm+uint16(o)] = f }
	set(op.StructNew, structNew)
	set(op.StructNewDefault, structNewDefault)
	set(op.StructGet, structGet(zeroExtend))
	set(op.StructGetU, structGet(zeroExtend))
	set(op.StructGetS, structGet(signExtend))
	set(op.StructSet, structSet)
	set(op.ArrayNew, arrayNew)
	set(op.ArrayNewDefault, arrayNewDefault)
	set(op.ArrayNewFixed, arrayNewFixed)
	set(op.ArrayNewData, arrayNewData)
	set(op.ArrayNewElem, arrayNewElem)
	set(op.ArrayGet, arrayGet(zeroExtend))
	set(op.ArrayGetU, arrayGet(zeroExtend))
	set(op.ArrayGetS, arrayGet(signExtend))
	set(op.ArraySet, arraySet)
	set(op.ArrayLen, arrayLen)
	set(op.ArrayFill, arrayFill)
	set(op.ArrayCopy, arrayCopy)
	set(op.ArrayInitData, arrayInitData)
	set(op.ArrayInitElem, arrayInitElem)
	referenceHandlers(set)
}

func referenceHandlers(set func(op.Op, handler)) {
	set(op.RefTest, refTest)
	set(op.RefTestNull, refTest)
	set(op.RefCast, refCast)
	set(op.RefCastNull, refCast)
	set(op.RefAsNonNull, func(m *machine, in *ins, fp unsafe.Pointer) action {
		if r64(fp, in.a) == 0 {
			return m.trap(engine.TrapNullReference, "")
		}
		return actNext
	})
	set(op.RefI31, func(_ *machine, in *ins, fp unsafe.Pointer) action {
		w64(fp, in.a, uint64(heap.MakeI31(r32(fp, in.a))))
		return actNext
	})
	set(op.I31GetS, func(m *machine, in *ins, fp unsafe.Pointer) action {
		r := ref(fp, in.a)
		if r.IsNull() {
			return m.trap(engine.TrapNullI31, "")
		}
		w64(fp, in.a, uint64(uint32(r.I31S())))
		return actNext
	})
	set(op.I31GetU, func(m *machine, in *ins, fp unsafe.Pointer) action {
		r := ref(fp, in.a)
		if r.IsNull() {
			return m.trap(engine.TrapNullI31, "")
		}
		w64(fp, in.a, uint64(r.I31U()))
		return actNext
	})
}

func ref(fp unsafe.Pointer, i uint16) engine.Ref { return engine.Ref(r64(fp, i)) }

func slotsAt(fp unsafe.Pointer, i uint16, n int) []uint64 {
	return unsafe.Slice((*uint64)(slot(fp, i)), n)
}

// matches reports whether a reference is of a reference type, given with the store's type identifiers.
func (m *machine) matches(r engine.Ref, t wasm.ValType) bool {
	if r.IsNull() {
		return t.Nullable()
	}
	return m.thread.Store.Types.HeapMatches(m.thread.Store.HeapType(r), t.Heap())
}

func refTest(m *machine, in *ins, fp unsafe.Pointer) action {
	w64(fp, in.a, b64(m.matches(ref(fp, in.a), wasm.ValType(in.imm))))
	return actNext
}

func refTestType(m *machine, in *ins, fp unsafe.Pointer) action {
	w64(fp, in.a, b64(m.matches(ref(fp, in.b), wasm.ValType(in.imm))))
	return actNext
}

func refCast(m *machine, in *ins, fp unsafe.Pointer) action {
	r, t := ref(fp, in.a), wasm.ValType(in.imm)
	if m.matches(r, t) {
		return actNext
	}
	if r.IsNull() {
		return m.trap(engine.TrapCast, fmt.Sprintf("null is no %v", t))
	}
	return m.trap(engine.TrapCast, fmt.Sprintf("a reference to %v is no %v", m.thread.Store.HeapType(r), t))
}

// allocate makes an object; where the heap's limit is reached it collects garbage and tries again.
func (m *machine) allocate(a uint16, fp unsafe.Pointer, make func() (engine.Ref, error)) action {
	m.collect()
	r, err := make()
	if errors.Is(err, heap.ErrOutOfMemory) && m.reclaim() {
		r, err = make()
	}
	if err != nil {
		return m.trap(engine.TrapOutOfMemory, err.Error())
	}
	w64(fp, a, uint64(r))
	return actNext
}

// maxPoor is how many collections in a row may free next to nothing before the heap counts as full. Without it
// a program at its limit would do little else than collect.
const maxPoor = 16

// reclaim collects garbage because an allocation failed, and reports whether it is worth trying again.
func (m *machine) reclaim() bool {
	m.sync()
	m.thread.Store.Collect()
	stats := m.thread.Store.Heap.Stats()
	if stats.LastFreedBytes >= stats.Limit/64 {
		m.poor = 0
		return true
	}
	m.poor++
	return m.poor <= maxPoor
}

func typeOf(in *ins) wasm.TypeID { return wasm.TypeID(uint32(in.imm)) }

func structNew(m *machine, in *ins, fp unsafe.Pointer) action {
	s, id := m.thread.Store, typeOf(in)
	fields := s.Types.Type(id).Fields
	return m.allocate(in.a, fp, func() (engine.Ref, error) {
		return s.NewStructOf(id, slotsAt(fp, in.a, 2*len(fields)))
	})
}

func structNewDefault(m *machine, in *ins, fp unsafe.Pointer) action {
	return m.allocate(in.a, fp, func() (engine.Ref, error) { return m.thread.Store.Heap.NewStruct(typeOf(in)) })
}

// extend widens what a packed field holds to an i32.
type extend func(v uint64, size uint8) uint64

func zeroExtend(v uint64, _ uint8) uint64 { return v }

func signExtend(v uint64, size uint8) uint64 {
	switch size {
	case 1:
		return uint64(uint32(int8(v)))
	case 2:
		return uint64(uint32(int16(v)))
	}
	return v
}

func structGet(ext extend) handler {
	return func(m *machine, in *ins, fp unsafe.Pointer) action {
		r := ref(fp, in.a)
		if r.IsNull() {
			return m.trap(engine.TrapNullStruct, "")
		}
		s := m.thread.Store
		f := &s.Heap.Layout(typeOf(in)).Fields[in.imm>>32]
		m.loadField(r, f.Offset, f.Size, ext, in.a, fp)
		return actNext
	}
}

// loadField reads a value at an offset of an object into a slot, or two for a v128.
func (m *machine) loadField(r engine.Ref, off uint64, size uint8, ext extend, a uint16, fp unsafe.Pointer) {
	s := m.thread.Store
	if size == 16 {
		lo, hi := s.Heap.Load128(r, off)
		w64(fp, a, lo)
		w64(fp, a+1, hi)
		return
	}
	w64(fp, a, ext(s.LoadBytes(r, off, size), size))
}

func (m *machine) storeField(r engine.Ref, off uint64, size uint8, a uint16, fp unsafe.Pointer) {
	s := m.thread.Store
	if size == 16 {
		s.Heap.Store128(r, off, r64(fp, a), r64(fp, a+1))
		return
	}
	s.StoreBytes(r, off, size, r64(fp, a))
}

func structSet(m *machine, in *ins, fp unsafe.Pointer) action {
	r := ref(fp, in.a)
	if r.IsNull() {
		return m.trap(engine.TrapNullStruct, "")
	}
	f := &m.thread.Store.Heap.Layout(typeOf(in)).Fields[in.imm>>32]
	m.storeField(r, f.Offset, f.Size, in.a+1, fp)
	return actNext
}

// elemSlots returns how many slots an element of an array type takes.
func (m *machine) elemSlots(id wasm.TypeID) uint16 {
	if m.thread.Store.Heap.Layout(id).ElemSize == 16 {
		return 2
	}
	return 1
}

func arrayNew(m *machine, in *ins, fp unsafe.Pointer) action {
	s, id := m.thread.Store, typeOf(in)
	v := [2]uint64{r64(fp, in.a)}
	wide := m.elemSlots(id)
	if wide == 2 {
		v[1] = r64(fp, in.a+1)
	}
	n := r32(fp, in.a+wide)
	return m.allocate(in.a, fp, func() (engine.Ref, error) { return s.NewArrayFilled(id, n, v) })
}

func arrayNewDefault(m *machine, in *ins, fp unsafe.Pointer) action {
	n := r32(fp, in.a)
	return m.allocate(in.a, fp, func() (engine.Ref, error) { return m.thread.Store.Heap.NewArray(typeOf(in), n) })
}

func arrayNewFixed(m *machine, in *ins, fp unsafe.Pointer) action {
	s, id := m.thread.Store, typeOf(in)
	n := int(in.imm>>32) * int(m.elemSlots(id))
	return m.allocate(in.a, fp, func() (engine.Ref, error) { return s.NewArrayOf(id, slotsAt(fp, in.a, n)) })
}

func arrayNewData(m *machine, in *ins, fp unsafe.Pointer) action {
	s, id := m.thread.Store, typeOf(in)
	data, src, n := m.inst.Datas[in.imm>>32], r64(fp, in.a), r64(fp, in.a+1)
	size := n * s.Heap.Layout(id).ElemSize
	if !inside(src, size, uint64(len(data))) {
		return m.trap(engine.TrapMemoryBounds, dataText(size, src, in.imm>>32, data))
	}
	return m.allocate(in.a, fp, func() (engine.Ref, error) {
		r, err := s.Heap.NewArray(id, uint32(n))
		if err == nil {
			copy(s.Heap.Bytes(r), data[src:src+size])
		}
		return r, err
	})
}

func arrayNewElem(m *machine, in *ins, fp unsafe.Pointer) action {
	s, id := m.thread.Store, typeOf(in)
	seg, src, n := m.inst.Elems[in.imm>>32], r64(fp, in.a), r64(fp, in.a+1)
	if !inside(src, n, uint64(len(seg))) {
		return m.trap(engine.TrapTableBounds, elemText(n, src, in.imm>>32, seg))
	}
	return m.allocate(in.a, fp, func() (engine.Ref, error) {
		r, err := s.Heap.NewArray(id, uint32(n))
		if err == nil {
			m.storeRefs(r, 0, seg[src:src+n])
		}
		return r, err
	})
}

func (m *machine) storeRefs(array engine.Ref, at uint64, refs []engine.Ref) {
	for i, r := range refs {
		m.thread.Store.Heap.Store64(array, (at+uint64(i))*8, uint64(r))
	}
}

// element checks an array and an index into it; ok is false after a trap.
func (m *machine) element(r engine.Ref, i, n uint64) (ok bool) {
	if r.IsNull() {
		m.trap(engine.TrapNullArray, "")
		return false
	}
	if length := uint64(m.thread.Store.Heap.Len(r)); !inside(i, n, length) {
		m.trap(engine.TrapArrayBounds, fmt.Sprintf("%s at %d of an array of %d", count(n, "element"), i, length))
		return false
	}
	return true
}

func arrayGet(ext extend) handler {
	return func(m *machine, in *ins, fp unsafe.Pointer) action {
		r, i := ref(fp, in.a), r64(fp, in.a+1)
		if !m.element(r, i, 1) {
			return actStop
		}
		size := m.thread.Store.Heap.Layout(typeOf(in)).ElemSize
		m.loadField(r, i*size, uint8(size), ext, in.a, fp)
		return actNext
	}
}

func arraySet(m *machine, in *ins, fp unsafe.Pointer) action {
	r, i := ref(fp, in.a), r64(fp, in.a+1)
	if !m.element(r, i, 1) {
		return actStop
	}
	size := m.thread.Store.Heap.Layout(typeOf(in)).ElemSize
	m.storeField(r, i*size, uint8(size), in.a+2, fp)
	return actNext
}

func arrayLen(m *machine, in *ins, fp unsafe.Pointer) action {
	r := ref(fp, in.a)
	if r.IsNull() {
		return m.trap(engine.TrapNullArray, "")
	}
	w64(fp, in.a, uint64(m.thread.Store.Heap.Len(r)))
	return actNext
}

func arrayFill(m *machine, in *ins, fp unsafe.Pointer) action {
	r, i := ref(fp, in.a), r64(fp, in.a+1)
	lo, hi := r64(fp, in.a+2), uint64(0)
	wide := m.elemSlots(typeOf(in))
	if wide == 2 {
		hi = r64(fp, in.a+3)
	}
	n := r64(fp, in.a+2+wide)
	if !m.element(r, i, n) {
		return actStop
	}
	m.thread.Store.Heap.ArrayFill(r, uint32(i), uint32(n), lo, hi)
	return actNext
}

func arrayCopy(m *machine, in *ins, fp unsafe.Pointer) action {
	dst, i, src, j, n := ref(fp, in.a), r64(fp, in.a+1), ref(fp, in.a+2), r64(fp, in.a+3), r64(fp, in.a+4)
	if !m.element(dst, i, n) || !m.element(src, j, n) {
		return actStop
	}
	m.thread.Store.Heap.ArrayCopy(dst, uint32(i), src, uint32(j), uint32(n))
	return actNext
}

func arrayInitData(m *machine, in *ins, fp unsafe.Pointer) action {
	r, i, src, n := ref(fp, in.a), r64(fp, in.a+1), r64(fp, in.a+2), r64(fp, in.a+3)
	if !m.element(r, i, n) {
		return actStop
	}
	s := m.thread.Store
	data, size := m.inst.Datas[in.imm>>32], s.Heap.Layout(typeOf(in)).ElemSize
	if !inside(src, n*size, uint64(len(data))) {
		return m.trap(engine.TrapMemoryBounds, dataText(n*size, src, in.imm>>32, data))
	}
	copy(s.Heap.Bytes(r)[i*size:], data[src:src+n*size])
	return actNext
}

func arrayInitElem(m *machine, in *ins, fp unsafe.Pointer) action {
	r, i, src, n := ref(fp, in.a), r64(fp, in.a+1), r64(fp, in.a+2), r64(fp, in.a+3)
	if !m.element(r, i, n) {
		return actStop
	}
	seg := m.inst.Elems[in.imm>>32]
	if !inside(src, n, uint64(len(seg))) {
		return m.trap(engine.TrapTableBounds, elemText(n, src, in.imm>>32, seg))
	}
	m.storeRefs(r, i, seg[src:src+n])
	return actNext
}
