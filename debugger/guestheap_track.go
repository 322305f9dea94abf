package debugger

import (
	"encoding/binary"
	"fmt"
	"slices"

	"github.com/wdbg/wdbg/target"
)

// pendingCall is a call of the allocator that has not returned.
type pendingCall struct {
	fn    *allocatorFunc
	args  []uint64
	depth int // of the call's frame
	// back is where it returns to, in the frame of depth callerDepth.
	back        target.Place
	callerDepth int
	stack       *heapStack
}

// entered is called at the beginning of a function of the allocator, on the goroutine that runs the program. It
// reports whether the program shall stop: for a mistake, or for the session to put a break where the call returns to.
func (h *heapTracker) entered(fn *allocatorFunc, at target.Frame) bool {
	if p := h.pending[at.Thread]; p != nil {
		if at.Depth > p.depth {
			return false // the allocator's own business
		}
		delete(h.pending, at.Thread) // left without returning
	}
	frames, err := h.s.target.Frames(at.Thread, 0, maxHeapFrames+1)
	locals, lerr := h.s.target.Locals(at.Thread, at.Depth)
	if err != nil || lerr != nil || len(locals) < params[fn.call].n {
		h.stats.Unseen++
		return false
	}
	call := &pendingCall{fn: fn, depth: at.Depth, stack: h.intern(frames)}
	for _, w := range locals[:params[fn.call].n] {
		call.args = append(call.args, w.Lo)
	}
	if !h.findReturn(call, frames) {
		h.stats.Unseen++
		return h.problem != ""
	}
	_, addr, _, frees := fn.call.allocation(call.args)
	if frees {
		h.checkFree(fn, addr)
	}
	h.pending[at.Thread] = call
	return h.problem != "" || h.returns[call.back] == nil
}

// dropped is called when a frame begins again and those further in are gone: a call of the allocator among them will not return.
func (h *heapTracker) dropped(from target.Frame) {
	if p := h.pending[from.Thread]; p != nil && p.depth > from.Depth {
		delete(h.pending, from.Thread)
		h.stats.Unseen++
	}
}

// findReturn finds where a call returns to; false where that is the host or the end of a thread.
func (h *heapTracker) findReturn(call *pendingCall, frames []target.Frame) bool {
	if len(frames) < 2 || frames[1].Host != nil {
		return false
	}
	inst := h.s.target.Instances()[frames[1].Instance]
	back, ok := afterCall(inst.Module, frames[1].Place)
	call.back, call.callerDepth = back, frames[1].Depth
	return ok
}

// checkFree looks at an address that is about to be freed.
func (h *heapTracker) checkFree(fn *allocatorFunc, addr uint64) {
	key := blockKey{fn.instance, addr}
	if h.live[key] != nil {
		return
	}
	if old := h.freed[key]; old != nil {
		h.mistake(fmt.Sprintf("double free: %s(0x%x), a block of %d bytes that was freed before", fn.name, addr, old.Size))
		return
	}
	for _, b := range h.live {
		if b.Instance == fn.instance && addr > b.Addr && addr-b.Addr < b.Size {
			h.mistake(fmt.Sprintf("invalid free: %s(0x%x), which is %d bytes into the block of %d bytes at 0x%x", fn.name, addr, addr-b.Addr, b.Size, b.Addr))
			return
		}
	}
	if !h.complete {
		h.stats.Unknown++ // it may be older than the tracking
		return
	}
	h.mistake(fmt.Sprintf("invalid free: %s(0x%x), which is no block that was allocated", fn.name, addr))
}

func (h *heapTracker) mistake(text string) {
	h.stats.Errors++
	if !h.spec.Quiet {
		h.problem = text
	}
}

// returned is called where calls of the allocator return to.
func (h *heapTracker) returned(at target.Frame) bool {
	call := h.pending[at.Thread]
	if call == nil || call.callerDepth != at.Depth || call.back != at.Place {
		return false
	}
	delete(h.pending, at.Thread)
	size, free, allocates, frees := call.fn.call.allocation(call.args)
	result := uint64(0)
	if allocates {
		var ok bool
		if result, ok = h.result(call, at); !ok {
			h.stats.Unseen++
			return false
		}
		if result == 0 {
			h.stats.Failed++
			frees = frees && size == 0 // realloc that fails keeps the block
		}
	}
	if frees {
		h.release(blockKey{call.fn.instance, free}, call.stack)
	}
	if result != 0 {
		h.allocate(call, result, size)
	}
	return false
}

// result returns the address that a call has returned, 0 where it failed.
func (h *heapTracker) result(call *pendingCall, at target.Frame) (addr uint64, ok bool) {
	operands, err := h.s.target.Operands(at.Thread, at.Depth)
	if err != nil || len(operands) == 0 {
		return 0, false
	}
	top := operands[len(operands)-1].Lo
	if call.fn.call != PosixMemalign {
		return top, true
	}
	if top != 0 {
		return 0, true
	}
	buf := make([]byte, 8)
	n := 4
	if call.fn.memory64 {
		n = 8
	}
	if h.s.target.ReadMemory(call.fn.instance, 0, buf[:n], call.args[0]) != nil {
		return 0, false
	}
	return binary.LittleEndian.Uint64(buf), true
}

func (h *heapTracker) allocate(call *pendingCall, addr, size uint64) {
	key := blockKey{call.fn.instance, addr}
	if old := h.live[key]; old != nil { // freed without our seeing it
		h.stats.LiveBytes -= old.Size
	}
	delete(h.freed, key)
	h.serial++
	h.live[key] = &HeapBlock{Instance: key.instance, Addr: addr, Size: size, Serial: h.serial, By: call.fn.name, stack: call.stack}
	h.stats.Allocations++
	h.stats.LiveBytes += size
	h.stats.PeakBytes = max(h.stats.PeakBytes, h.stats.LiveBytes)
}

func (h *heapTracker) release(key blockKey, by *heapStack) {
	h.stats.Frees++
	b := h.live[key]
	if b == nil {
		return
	}
	delete(h.live, key)
	h.stats.LiveBytes -= b.Size
	b.freed = by
	h.freed[key] = b
	h.order = append(h.order, key)
	for len(h.order) > maxFreed {
		delete(h.freed, h.order[0])
		h.order = h.order[1:]
	}
}

// intern returns the stack of the frames that called the allocator, its own left out.
func (h *heapTracker) intern(frames []target.Frame) *heapStack {
	st := &heapStack{cut: len(frames) > maxHeapFrames}
	var key []byte
	for _, f := range frames[min(1, len(frames)):min(len(frames), maxHeapFrames)] {
		if f.Host != nil {
			continue
		}
		st.places = append(st.places, f.Place)
		key = binary.LittleEndian.AppendUint32(key, uint32(f.Instance))
		key = binary.LittleEndian.AppendUint32(key, uint32(f.Func))
		key = binary.LittleEndian.AppendUint32(key, uint32(f.Offset))
	}
	if known := h.stacks[string(key)]; known != nil {
		return known
	}
	h.stacks[string(key)] = st
	return st
}

// hit implements owner: it puts breaks where pending calls return to, and tells of mistakes.
func (h *heapTracker) hit(_ *View, _ *target.Break, stop *Stop) (Reason, bool) {
	for _, call := range h.pending {
		if h.returns[call.back] != nil {
			continue
		}
		b := &target.Break{Place: call.back, Thread: target.AnyThread, Depth: target.AnyDepth, Test: h.returned}
		if err := h.s.own(h, b); err != nil {
			h.s.emit(NoticeEvent{fmt.Sprintf("a call of %s cannot be followed: %v", call.fn.name, err)})
		}
		h.returns[call.back] = b
	}
	if h.problem == "" {
		return 0, false
	}
	stop.Text = h.problem
	h.problem = ""
	return ReasonHeap, true
}

// own adds breaks that belong to a part of the session.
func (s *Session) own(o owner, breaks ...*target.Break) error {
	if err := s.target.AddBreaks(breaks); err != nil {
		return err
	}
	for _, b := range breaks {
		s.owners[b] = o
	}
	return nil
}

// disown removes breaks that own added.
func (s *Session) disown(breaks ...*target.Break) error {
	breaks = slices.Clone(breaks)
	for _, b := range breaks {
		delete(s.owners, b)
	}
	if s.target == nil {
		return nil
	}
	return s.target.RemoveBreaks(breaks)
}
