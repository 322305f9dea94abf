package engine

import (
	"bytes"

	"github.com/wdbg/wdbg/wasm"
)

// Touch is an access that an instruction is about to make: to memory, to a global, or to a local of the top frame.
type Touch struct {
	Access     Access
	Memory     *Memory
	Addr, Size uint64
	Global     *Global
	Local      wasm.LocalIndex // where neither Memory nor Global is set
}

// touched are the watches that an instruction has touched, until the next one tells them.
type touched struct {
	hits []WatchHit // New is nil where it is not known yet
	// The next instruction.
	fn    *Func
	depth int
	at    wasm.FuncOffset
}

// Announce says what the instruction that the top frame is at is about to access, all of it without a trap. Where that is watched the code
// will stop at the next instruction, for FireProbes. For that the function may have to be prepared anew: then renewed is true, the frame
// has moved to the same instruction of the new code, and the instruction is to be tried again.
func (t *Thread) Announce(touches []Touch) (renewed bool, err error) {
	set := t.Store.watch
	if set == nil || t.quiet || !set.any(t, touches) {
		return false, nil
	}
	fr := t.Top()
	code := fr.Code
	f, at := code.Func, code.Map.Offset(fr.PC)
	next := f.Next(at)
	if err := t.Store.stopAfter(f, next); err != nil || t.Top().Code != code {
		return err == nil, err
	}
	by := FrameInfo{Func: f, Offset: at, Depth: t.Depth - 1}
	t.touched = &touched{fn: f, depth: t.Depth - 1, at: next}
	writes := false // it may change what is watched, also where only reads are
	for i := range touches {
		writes = writes || touches[i].Access&Write != 0
	}
	for _, w := range set.list {
		if a := w.touchedBy(t, touches); a != 0 {
			h := WatchHit{Watch: w, Access: a, Old: w.read(), By: by}
			if !writes {
				h.New = h.Old
			}
			t.touched.hits = append(t.touched.hits, h)
		}
	}
	return false, nil
}

func (set *watchSet) any(t *Thread, touches []Touch) bool {
	for _, w := range set.list {
		if w.touchedBy(t, touches) != 0 {
			return true
		}
	}
	return false
}

// touchedBy returns which of the accesses that the watch is for a thread makes.
func (w *Watch) touchedBy(t *Thread, touches []Touch) (a Access) {
	for i := range touches {
		touch := &touches[i]
		switch {
		case touch.Memory != nil:
			if w.Memory == touch.Memory && touch.Addr < w.Addr+w.Size && w.Addr < touch.Addr+touch.Size {
				a |= touch.Access
			}
		case touch.Global != nil:
			if w.Global == touch.Global {
				a |= touch.Access
			}
		case w.Thread == t && w.Local == touch.Local && w.Depth == t.Depth-1 && w.frame.alive():
			a |= touch.Access
		}
	}
	return a & w.Access
}

// fireWatches tells the watches what the instruction before has touched, and reports whether one wants to stop.
func (t *Thread) fireWatches(at FrameInfo) (stop bool) {
	p := t.touched
	t.touched = nil
	if p.fn != at.Func || p.depth != at.Depth || p.at != at.Offset {
		return false // the instruction did not come to its end, and its thread does something else now
	}
	for i := range p.hits {
		h := &p.hits[i]
		if h.New == nil {
			h.New = h.Watch.read()
			t.Store.watch.note(h)
		}
	}
	return t.tell(p.hits)
}

func (t *Thread) tell(hits []WatchHit) (stop bool) {
	for i := range hits {
		if fire := hits[i].Watch.Fire; fire == nil || fire(t, &hits[i]) == ProbeStop {
			stop = true
		}
	}
	return stop
}

// remember keeps what is in the watches that count writes, to find out what a host function writes.
func (set *watchSet) remember() {
	set.before = make([][]byte, len(set.list))
	for i, w := range set.list {
		if w.Access&Write != 0 && w.Thread == nil {
			set.before[i] = w.read()
		}
	}
}

// note takes over what was written in a host function by code that it called: that has been told.
func (set *watchSet) note(h *WatchHit) {
	if set == nil || set.hosts == 0 {
		return
	}
	for i, w := range set.list {
		if w == h.Watch {
			set.before[i] = h.New
		}
	}
}

// enterHost is called before a host function is.
func (set *watchSet) enterHost() {
	if set == nil {
		return
	}
	set.hosts++
	set.remember()
}

// leaveHost is called when a host function has returned, ok: without an error. What it has changed is told where the calling code goes on.
func (set *watchSet) leaveHost(t *Thread, c *Call, ok bool) error {
	if set == nil || set.hosts == 0 {
		return nil
	}
	set.hosts--
	if !ok || t.quiet {
		return nil
	}
	by := FrameInfo{Func: c.Func, Depth: -1}
	var hits []WatchHit
	for i, w := range set.list {
		old := set.before[i]
		if old == nil || w.unchanged(old) {
			continue
		}
		now := w.read()
		hits = append(hits, WatchHit{Watch: w, Access: Write, Old: old, New: now, By: by})
		set.before[i] = now
	}
	if hits == nil {
		return nil
	}
	p, ok := t.afterHost()
	if !ok {
		t.tell(hits) // nothing that could stop comes after it
		return nil
	}
	p.hits = hits
	t.touched = p
	return t.Store.stopAfter(p.fn, p.at)
}

// unchanged compares what is watched with what it was, without copying it.
func (w *Watch) unchanged(old []byte) bool {
	if w.Memory != nil {
		return bytes.Equal(old, w.Memory.bytes[w.Addr:w.Addr+w.Size])
	}
	return bytes.Equal(old, w.read())
}

// afterHost returns where the thread, which is in a host function, goes on: after the call, or where the frame that called in place of
// itself returns to. There is no such place where the host made the call itself.
func (t *Thread) afterHost() (*touched, bool) {
	for d := t.Depth - 1; d >= 0; d-- {
		f := t.Frames[d].Code.Func
		if f == nil {
			continue
		}
		if at := t.offset(d); !f.isTailCall(at) {
			return &touched{fn: f, depth: d, at: f.Next(at)}, true
		}
	}
	return nil, false
}
