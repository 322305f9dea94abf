package interp

import (
	"fmt"
	"strings"
	"unsafe"

	"github.com/wdbg/wdbg/engine"
	"github.com/wdbg/wdbg/wasm/op"
)

// atomicHandlers adds the instructions of the threads proposal. Threads take turns only between
// instructions, so every access is atomic; what is left to do is the check of alignment.
func atomicHandlers(h *[opCount]handler) {
	for o := op.Op(0); o < op.Count; o++ {
		info, ok := o.Info()
		if !ok || info.Feature != op.Threads {
			continue
		}
		if f := atomicHandler(o, info); f != nil {
			h[opWasm+uint16(o)] = f
		}
	}
}

func atomicHandler(o op.Op, info *op.Info) handler {
	size := uint64(1) << info.Align
	switch {
	case o == op.MemoryAtomicNotify:
		return notify
	case o == op.MemoryAtomicWait32, o == op.MemoryAtomicWait64:
		return waitOp(size)
	case strings.Contains(info.Name, ".load"):
		return func(m *machine, in *ins, fp unsafe.Pointer) action {
			b, act := m.atomicPlace(in, fp, "atomic load", size)
			if b != nil {
				w64(fp, in.a, readLE(b))
			}
			return act
		}
	case strings.Contains(info.Name, ".store"):
		return func(m *machine, in *ins, fp unsafe.Pointer) action {
			b, act := m.atomicPlace(in, fp, "atomic store", size)
			if b != nil {
				writeLE(b, r64(fp, in.a+1))
			}
			return act
		}
	}
	return rmwHandler(info.Name, size)
}

// atomicPlace is place with the check that the address is aligned to the access's size; nil bytes come with a trap.
func (m *machine) atomicPlace(in *ins, fp unsafe.Pointer, what string, size uint64) ([]byte, action) {
	if ea := r64(fp, in.a) + in.imm; ea%size != 0 {
		return nil, m.trap(engine.TrapUnalignedAtomic, fmt.Sprintf("%s of %d bytes at 0x%x", what, size, ea))
	}
	b := m.place(in, fp, size)
	if b == nil {
		return nil, m.outside(in, fp, what, size)
	}
	return b, actNext
}

// rmwHandler returns the handler of a read-modify-write instruction, by the operation in its name.
func rmwHandler(name string, size uint64) handler {
	i := strings.Index(name, ".rmw")
	if i < 0 {
		return nil
	}
	_, operation, _ := strings.Cut(name[i+1:], ".")
	operation = strings.TrimSuffix(operation, "_u")
	if operation == "cmpxchg" {
		return cmpxchg(size)
	}
	f := rmwFunc(operation)
	if f == nil {
		return nil
	}
	return func(m *machine, in *ins, fp unsafe.Pointer) action {
		b, act := m.atomicPlace(in, fp, "atomic access", size)
		if b != nil {
			old := readLE(b)
			writeLE(b, f(old, r64(fp, in.a+1)))
			w64(fp, in.a, old)
		}
		return act
	}
}

func rmwFunc(operation string) func(old, v uint64) uint64 {
	switch operation {
	case "add":
		return func(old, v uint64) uint64 { return old + v }
	case "sub":
		return func(old, v uint64) uint64 { return old - v }
	case "and":
		return func(old, v uint64) uint64 { return old & v }
	case "or":
		return func(old, v uint64) uint64 { return old | v }
	case "xor":
		return func(old, v uint64) uint64 { return old ^ v }
	case "xchg":
		return func(_, v uint64) uint64 { return v }
	}
	return nil
}

// cmpxchg compares with the expected value wrapped to the size of the access, as the threads proposal's specification,
// tests and the browsers have done since 2023; earlier tests compared all of it.
func cmpxchg(size uint64) handler {
	mask := ^uint64(0) >> (64 - 8*size)
	return func(m *machine, in *ins, fp unsafe.Pointer) action {
		b, act := m.atomicPlace(in, fp, "atomic access", size)
		if b != nil {
			old := readLE(b)
			if old == r64(fp, in.a+1)&mask {
				writeLE(b, r64(fp, in.a+2))
			}
			w64(fp, in.a, old)
		}
		return act
	}
}

func notify(m *machine, in *ins, fp unsafe.Pointer) action {
	b, act := m.atomicPlace(in, fp, "notify", 4)
	if b == nil {
		return act
	}
	woken := m.thread.Store.Notify(m.inst.Memories[in.c], r64(fp, in.a)+in.imm, r32(fp, in.a+1))
	w64(fp, in.a, uint64(woken))
	return actNext
}

// waitOp returns the handler of memory.atomic.wait32 and wait64: unless the value has
// changed already, the thread waits, and finds its result in slot a when it goes on.
func waitOp(size uint64) handler {
	return func(m *machine, in *ins, fp unsafe.Pointer) action {
		b, act := m.atomicPlace(in, fp, "wait", size)
		if b == nil {
			return act
		}
		mem := m.inst.Memories[in.c]
		if !mem.Type.Shared {
			return m.trap(engine.TrapExpectedShared, fmt.Sprintf("memory %d is not shared: a wait would never end", in.c))
		}
		if readLE(b) != r64(fp, in.a+1) {
			w64(fp, in.a, 1)
			return actNext
		}
		t := m.thread
		t.Wait(mem, r64(fp, in.a)+in.imm, int64(r64(fp, in.a+2)), m.frame.FP+uint64(in.a))
		m.frame.PC = unsafe.Add(m.frame.PC, insSize)
		m.sync()
		t.GaveUp = true
		m.stop = engine.Stop{Kind: engine.StopWait, Thread: t}
		return actStop
	}
}
