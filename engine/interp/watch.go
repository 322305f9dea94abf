package interp

import (
	"strings"
	"unsafe"

	"github.com/wdbg/wdbg/engine"
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

// Where something is watched, an instruction before those that may access it announces that to the thread, before anything
// happens. It has the op of the access in a, so that it does not depend on what the access becomes part of; the bits above it are the
// size of the access less one.
//
// Accesses of a 32-bit memory 0 are compared with the bounds of what is watched within the loop; opWatch leaves it always.

// watchSizePos is where the size of the access begins.
const watchSizePos = 12

// watchedOp returns what belongs into a.
func watchedOp(o op.Op) uint16 {
	info, _ := o.Info()
	return uint16(o) | uint16(1<<info.Align-1)<<watchSizePos
}

// watchOp returns the op of the access that an instruction announces.
func watchOp(in *ins) op.Op { return op.Op(in.a & (1<<watchSizePos - 1)) }

// watches reports whether accesses of some kinds to one of a list are announced.
func watches(list []engine.Access, i uint32, a engine.Access) bool {
	return int(i) < len(list) && list[i]&a != 0
}

// accessOf returns what a memory instruction with one address does there.
func accessOf(o op.Op, info *op.Info) engine.Access {
	switch {
	case o == op.MemoryAtomicNotify:
		return 0
	case o == op.MemoryAtomicWait32, o == op.MemoryAtomicWait64:
		return engine.Read
	case info.Feature == op.Threads && strings.Contains(info.Name, ".rmw"):
		return engine.Read | engine.Write
	case info.Results == "":
		return engine.Write
	}
	return engine.Read
}

// loaded emits a load of memory 0.
func (tr *translator) loaded(o op.Op, i ins) {
	tr.watchInLoop(o, i, engine.Read)
	tr.emitResult(i, 1)
}

// accessed emits a store to memory 0.
func (tr *translator) accessed(o op.Op, i ins) {
	tr.watchInLoop(o, i, engine.Write)
	tr.emit(i)
}

func (tr *translator) watchInLoop(o op.Op, i ins, a engine.Access) {
	if watches(tr.watching.Memories, 0, a) {
		tr.emit(ins{op: watchFor(accesses[i.op].mode, a), a: watchedOp(o), b: i.b, c: i.c, imm: i.imm})
	}
}

// watchFor returns the instruction that announces an access whose address is computed in some way.
func watchFor(mode addressMode, a engine.Access) uint16 {
	switch mode {
	case atConst:
		return opWatchLoadK
	case atSumConst:
		return opWatchLoadAtAddI
	case atSum:
		return opWatchLoadAtAdd
	case atSlotShort:
		return opWatchStoreK
	}
	if a == engine.Write {
		return opWatchStore
	}
	return opWatchLoad
}

// watchOutside announces a load, store or atomic access that a handler makes.
func (tr *translator) watchOutside(in *wasm.Instr, operands int) {
	info, _ := in.Op.Info()
	a := accessOf(in.Op, info)
	memory := uint32(in.Mem.Memory)
	if !watches(tr.watching.Memories, memory, a) {
		return
	}
	i := ins{op: opWatch, a: watchedOp(in.Op), b: tr.settleTop(operands), c: tr.short(memory), imm: in.Mem.Offset}
	if memory == 0 && !tr.mod.MemoryType(0).Is64 && a != engine.Read|engine.Write {
		i.op = watchFor(atSlot, a)
	}
	tr.emit(i)
}

// watchBulk announces a bulk memory instruction, i.
func (tr *translator) watchBulk(o op.Op, i *ins, operands int) {
	list, first, second := tr.watching.Memories, uint32(i.imm), uint32(i.imm>>32)
	wanted := false
	switch o {
	case op.MemoryFill:
		wanted = watches(list, first, engine.Write)
	case op.MemoryInit:
		wanted = watches(list, second, engine.Write)
	case op.MemoryCopy:
		wanted = watches(list, first, engine.Write) || watches(list, second, engine.Read)
	}
	if wanted {
		tr.emit(ins{op: opWatch, a: uint16(o), b: tr.settleTop(operands), imm: i.imm})
	}
}

func (tr *translator) watchGlobal(in *wasm.Instr) {
	if watches(tr.watching.Globals, in.Index, localAccess(in.Op)) {
		tr.emit(ins{op: opWatch, a: uint16(in.Op), imm: uint64(in.Index)})
	}
}

func (tr *translator) watchLocal(in *wasm.Instr) {
	if watches(tr.watching.Locals, in.Index, localAccess(in.Op)) {
		tr.emit(ins{op: opWatch, a: uint16(in.Op), imm: uint64(in.Index)})
	}
}

// localAccess returns what an instruction on a local or global does to it.
func localAccess(o op.Op) engine.Access {
	if o == op.LocalGet || o == op.GlobalGet {
		return engine.Read
	}
	return engine.Write
}

func watchHandlers(h *[opCount]handler) {
	h[opWatch] = watch
	h[opWatchLoad] = watchNear(atSlot)
	h[opWatchLoadK] = watchNear(atConst)
	h[opWatchLoadAtAddI] = watchNear(atSumConst)
	h[opWatchLoadAtAdd] = watchNear(atSum)
	h[opWatchStore] = watchNear(atSlot)
	h[opWatchStoreK] = watchNear(atSlotShort)
}

// watchNear returns the handler for an access of memory 0 that is near what is watched.
func watchNear(mode addressMode) handler {
	how := &access{mode: mode}
	return func(m *machine, in *ins, fp unsafe.Pointer) action {
		return m.announceAt(in, fp, m.memory, how.address(in, fp))
	}
}

// announceAt announces a memory instruction with one address. One that will trap is left to do so.
func (m *machine) announceAt(in *ins, fp unsafe.Pointer, mem *engine.Memory, addr uint64) action {
	size := uint64(in.a>>watchSizePos) + 1
	if !mem.WatchTouched(addr, size, engine.Read|engine.Write) {
		return actNext // most come here where what is watched lies far apart
	}
	o := watchOp(in)
	info, _ := o.Info()
	if !inside(addr, size, uint64(len(mem.Bytes()))) || info.Feature == op.Threads && addr%size != 0 {
		return actNext
	}
	a := accessOf(o, info)
	if !mem.WatchTouched(addr, size, a) {
		return actNext
	}
	if info.Feature == op.Threads && strings.Contains(info.Name, ".cmpxchg") {
		expected := r64(fp, in.b+1) & (^uint64(0) >> (64 - 8*size))
		if readLE(mem.Bytes()[addr:addr+size]) != expected {
			a = engine.Read
		}
	}
	return m.announce([]engine.Touch{{Access: a, Memory: mem, Addr: addr, Size: size}})
}

// announce tells the thread what the next instruction is about to access.
func (m *machine) announce(touches []engine.Touch) action {
	m.sync()
	renewed, err := m.thread.Announce(touches)
	if err != nil {
		return m.trapWith(&engine.Trap{Kind: engine.TrapInvalidCode, Detail: "stopping after what is watched: " + err.Error(), Err: err})
	}
	if !renewed {
		return actNext
	}
	m.reload()
	// The probes here have fired.
	m.thread.SkipProbe = m.frame.PC
	return actJump
}

// watch announces what has no form in the loop.
func watch(m *machine, in *ins, fp unsafe.Pointer) action {
	var touches [2]engine.Touch
	switch o := watchOp(in); o {
	case op.LocalGet, op.LocalSet, op.LocalTee:
		touches[0] = engine.Touch{Access: localAccess(o), Local: wasm.LocalIndex(in.imm)}
		return m.announce(touches[:1])
	case op.GlobalGet, op.GlobalSet:
		touches[0] = engine.Touch{Access: localAccess(o), Global: m.inst.Globals[in.imm]}
		return m.announce(touches[:1])
	case op.MemoryFill, op.MemoryInit, op.MemoryCopy:
		n := m.bulkTouches(o, in, fp, &touches)
		if n == 0 {
			return actNext
		}
		return m.announce(touches[:n])
	}
	addr := r64(fp, in.b)
	if addr+in.imm < addr {
		return actNext
	}
	return m.announceAt(in, fp, m.inst.Memories[in.c], addr+in.imm)
}

// bulkTouches collects what a bulk instruction accesses that may be watched; nothing of one that will trap.
func (m *machine) bulkTouches(o op.Op, in *ins, fp unsafe.Pointer, list *[2]engine.Touch) (n int) {
	first, second := uint32(in.imm), uint32(in.imm>>32)
	dst, src, size := r64(fp, in.b), r64(fp, in.b+1), r64(fp, in.b+2)
	add := func(memory uint32, addr uint64, a engine.Access) (ok bool) {
		mem := m.inst.Memories[memory]
		if !inside(addr, size, uint64(len(mem.Bytes()))) {
			return false
		}
		if size > 0 && mem.WatchTouched(addr, size, a) {
			list[n] = engine.Touch{Access: a, Memory: mem, Addr: addr, Size: size}
			n++
		}
		return true
	}
	ok := true
	switch o {
	case op.MemoryFill:
		ok = add(first, dst, engine.Write)
	case op.MemoryInit:
		ok = inside(src, size, uint64(len(m.inst.Datas[first]))) && add(second, dst, engine.Write)
	case op.MemoryCopy:
		ok = add(first, dst, engine.Write) && add(second, src, engine.Read)
	}
	if !ok {
		return 0
	}
	return n
}
