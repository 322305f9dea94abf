package interp

import (
	"encoding/binary"
	"fmt"
	"unsafe"

	"github.com/wdbg/wdbg/engine"
	"github.com/wdbg/wdbg/wasm/op"
)

// memoryHandlers adds memory management, bulk operations, and accesses other than
// to a 32-bit memory 0.
func memoryHandlers(h *[opCount]handler) {
	set := func(o op.Op, f handler) { h[opWasm+uint16(o)] = f }
	set(op.MemorySize, memorySize)
	set(op.MemoryGrow, memoryGrow)
	set(op.MemoryFill, memoryFill)
	set(op.MemoryCopy, memoryCopy)
	set(op.MemoryInit, memoryInit)
	set(op.DataDrop, func(m *machine, in *ins, _ unsafe.Pointer) action {
		m.inst.Datas[in.imm] = nil
		return actNext
	})
	for _, l := range scalarLoads() {
		set(l.op, loadOp(l))
	}
	for _, s := range []struct {
		op   op.Op
		size uint64
	}{{op.I32Store, 4}, {op.I64Store, 8}, {op.F32Store, 4}, {op.F64Store, 8}, {op.I32Store8, 1}, {op.I32Store16, 2},
		{op.I64Store8, 1}, {op.I64Store16, 2}, {op.I64Store32, 4}} {
		set(s.op, storeOp(s.size))
	}
}

// scalarLoad is a load: its size in bytes, and how what is read becomes the slot's content.
type scalarLoad struct {
	op     op.Op
	size   uint64
	extend func(uint64) uint64
}

func same(v uint64) uint64 { return v }

func scalarLoads() []scalarLoad {
	return []scalarLoad{
		{op.I32Load, 4, same}, {op.I64Load, 8, same}, {op.F32Load, 4, same}, {op.F64Load, 8, same},
		{op.I32Load8S, 1, func(v uint64) uint64 { return uint64(uint32(int8(v))) }}, {op.I32Load8U, 1, same},
		{op.I32Load16S, 2, func(v uint64) uint64 { return uint64(uint32(int16(v))) }}, {op.I32Load16U, 2, same},
		{op.I64Load8S, 1, func(v uint64) uint64 { return uint64(int8(v)) }}, {op.I64Load8U, 1, same},
		{op.I64Load16S, 2, func(v uint64) uint64 { return uint64(int16(v)) }}, {op.I64Load16U, 2, same},
		{op.I64Load32S, 4, func(v uint64) uint64 { return uint64(int32(v)) }}, {op.I64Load32U, 4, same},
	}
}

// place returns the bytes from an access's effective address on, or nil where they are not all in memory. The
// address is in slot a; in.c is the memory, in.imm the offset.
func (m *machine) place(in *ins, fp unsafe.Pointer, size uint64) []byte {
	mem := m.inst.Memories[in.c].Bytes()
	addr := r64(fp, in.a)
	ea := addr + in.imm
	if n := uint64(len(mem)); ea < addr || ea > n || size > n-ea {
		return nil
	}
	return mem[ea : ea+size]
}

// outside traps for an access of which place says that it is out of bounds.
func (m *machine) outside(in *ins, fp unsafe.Pointer, what string, size uint64) action {
	length := uint64(len(m.inst.Memories[in.c].Bytes()))
	addr := r64(fp, in.a)
	if ea := addr + in.imm; ea >= addr {
		return m.trapWith(boundsTrap(what, size, ea, int(in.c), length))
	}
	return m.trap(engine.TrapMemoryBounds, fmt.Sprintf("%s of %s at 0x%x + 0x%x, memory %d has %s",
		what, count(size, "byte"), addr, in.imm, in.c, count(length, "byte")))
}

// readLE reads 1, 2, 4 or 8 bytes.
func readLE(b []byte) uint64 {
	switch len(b) {
	case 1:
		return uint64(b[0])
	case 2:
		return uint64(binary.LittleEndian.Uint16(b))
	case 4:
		return uint64(binary.LittleEndian.Uint32(b))
	}
	return binary.LittleEndian.Uint64(b)
}

// writeLE writes the low 1, 2, 4 or 8 bytes of v.
func writeLE(b []byte, v uint64) {
	switch len(b) {
	case 1:
		b[0] = byte(v)
	case 2:
		binary.LittleEndian.PutUint16(b, uint16(v))
	case 4:
		binary.LittleEndian.PutUint32(b, uint32(v))
	default:
		binary.LittleEndian.PutUint64(b, v)
	}
}

func loadOp(l scalarLoad) handler {
	return func(m *machine, in *ins, fp unsafe.Pointer) action {
		b := m.place(in, fp, l.size)
		if b == nil {
			return m.outside(in, fp, "load", l.size)
		}
		w64(fp, in.a, l.extend(readLE(b)))
		return actNext
	}
}

func storeOp(size uint64) handler {
	return func(m *machine, in *ins, fp unsafe.Pointer) action {
		b := m.place(in, fp, size)
		if b == nil {
			return m.outside(in, fp, "store", size)
		}
		writeLE(b, r64(fp, in.a+1))
		return actNext
	}
}

func memorySize(m *machine, in *ins, fp unsafe.Pointer) action {
	w64(fp, in.a, m.inst.Memories[in.imm].Pages())
	return actNext
}

func memoryGrow(m *machine, in *ins, fp unsafe.Pointer) action {
	mem := m.inst.Memories[in.imm]
	before, ok := mem.Grow(r64(fp, in.a))
	if !ok {
		before = ^uint64(0)
	}
	w64(fp, in.a, narrow(before, mem.Type.Is64))
	m.resized()
	return actNext
}

// narrow cuts a result to 32 bits unless its memory or table has 64-bit addresses.
func narrow(v uint64, is64 bool) uint64 {
	if is64 {
		return v
	}
	return uint64(uint32(v))
}

// inside reports whether n bytes at an address lie within a length.
func inside(addr, n, length uint64) bool { return addr <= length && n <= length-addr }

func memoryFill(m *machine, in *ins, fp unsafe.Pointer) action {
	mem := m.inst.Memories[in.imm].Bytes()
	addr, v, n := r64(fp, in.a), byte(r64(fp, in.a+1)), r64(fp, in.a+2)
	if !inside(addr, n, uint64(len(mem))) {
		return m.trapWith(boundsTrap("fill", n, addr, int(in.imm), uint64(len(mem))))
	}
	b := mem[addr : addr+n]
	if v == 0 {
		clear(b)
		return actNext
	}
	for i := range b {
		b[i] = v
	}
	return actNext
}

func memoryCopy(m *machine, in *ins, fp unsafe.Pointer) action {
	toIndex, fromIndex := int(uint32(in.imm)), int(in.imm>>32)
	to, from := m.inst.Memories[toIndex].Bytes(), m.inst.Memories[fromIndex].Bytes()
	dst, src, n := r64(fp, in.a), r64(fp, in.a+1), r64(fp, in.a+2)
	if !inside(dst, n, uint64(len(to))) {
		return m.trapWith(boundsTrap("copy", n, dst, toIndex, uint64(len(to))))
	}
	if !inside(src, n, uint64(len(from))) {
		return m.trapWith(boundsTrap("copy", n, src, fromIndex, uint64(len(from))))
	}
	copy(to[dst:dst+n], from[src:src+n])
	return actNext
}

// dataText describes an access beyond a data segment's end.
func dataText(size, src, segment uint64, data []byte) string {
	return fmt.Sprintf("%s at 0x%x of data segment %d, which has %s", count(size, "byte"), src, segment, count(uint64(len(data)), "byte"))
}

func memoryInit(m *machine, in *ins, fp unsafe.Pointer) action {
	data, memory := m.inst.Datas[uint32(in.imm)], int(in.imm>>32)
	mem := m.inst.Memories[memory].Bytes()
	dst, src, n := r64(fp, in.a), r64(fp, in.a+1), r64(fp, in.a+2)
	if !inside(src, n, uint64(len(data))) {
		return m.trap(engine.TrapMemoryBounds, dataText(n, src, in.imm&(1<<32-1), data))
	}
	if !inside(dst, n, uint64(len(mem))) {
		return m.trapWith(boundsTrap("initialisation", n, dst, memory, uint64(len(mem))))
	}
	copy(mem[dst:dst+n], data[src:src+n])
	return actNext
}
