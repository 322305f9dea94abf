package interp

import (
	"unsafe"

	"github.com/wdbg/wdbg/engine"
	"github.com/wdbg/wdbg/wasm"
)

func throw(m *machine, in *ins, fp unsafe.Pointer) action {
	m.sync()
	if exn := m.thread.Thrown; exn != 0 { // the thread stopped here for it
		m.thread.Thrown = 0
		return m.unwind(exn)
	}
	m.collect()
	tag := m.inst.Tags[in.imm]
	n := engine.SlotsOf(tag.Func.Params)
	payload := unsafe.Slice((*uint64)(slot(fp, in.a)), n)
	exn, err := m.thread.Store.Heap.NewExn(tag.ID, tag.Type, payload)
	if err != nil {
		return m.trap(engine.TrapOutOfMemory, err.Error())
	}
	return m.unwind(exn)
}

func throwSlot(m *machine, in *ins, fp unsafe.Pointer) action {
	exn := engine.Ref(r64(fp, in.b))
	if !exn.IsExn() {
		return m.trap(engine.TrapNullException, "")
	}
	m.thread.Thrown = 0
	return m.unwind(exn)
}

// unwind throws an exception: the thread goes on where it is caught. Without a catch the frames stay as they are and the thread traps.
func (m *machine) unwind(exn engine.Ref) action {
	m.sync()
	t := m.thread
	tag := t.Store.Heap.ExnTag(exn)
	d, h, c := m.catcher(tag)
	if !t.Told() && t.WantsThrow() {
		e := engine.Throw{Exn: exn, Tag: t.Store.TagOf(tag)}
		if h != nil {
			e.Caught = true
			e.Depth, e.At = m.resumption(d, c)
		}
		if t.AnnounceThrow(&e) {
			t.Thrown = exn
			m.stop = engine.Stop{Kind: engine.StopThrow, Thread: t, Throw: &e}
			return actStop
		}
	}
	if h == nil {
		return m.trapWith(&engine.Trap{Kind: engine.TrapUncaughtException, Detail: t.Store.ExceptionText(exn), Exception: exn})
	}
	fr := &t.Frames[d]
	t.Depth = d + 1
	m.frame = fr
	m.enter(fr.Code.Func.Instance)
	fr.PC = unsafe.Pointer(&fr.Code.Map.(*body).ins[c.target])
	m.deliver(h, c, exn)
	return actJump
}

// resumption returns where the program goes on that a clause of the frame at position d catches an exception for: where the clause's label is
// that of the function, its caller does, if there is one.
func (m *machine) resumption(d int, c *clause) (depth int, at wasm.FuncOffset) {
	if c.resume != noStop {
		return d, c.resume
	}
	t := m.thread
	for depth = d - 1; depth >= 0; depth-- {
		if f, ok := t.FrameAt(depth); ok {
			return depth, f.Func.Next(f.Offset)
		}
	}
	f, _ := t.FrameAt(d)
	return d, f.Offset
}

// catcher finds the innermost catch of exceptions of a tag, from the top frame down; the catcher is nil where there is none.
func (m *machine) catcher(tag uint64) (depth int, h *catcher, c *clause) {
	t := m.thread
	for d := t.Depth - 1; d >= 0; d-- {
		fr := &t.Frames[d]
		b, ok := fr.Code.Map.(*body)
		if !ok {
			continue
		}
		at := b.index(fr.PC)
		if d < t.Depth-1 {
			at--
		}
		if h, c = b.catch(at, fr.Code.Func.Instance, tag); h != nil {
			return d, h, c
		}
	}
	return 0, nil, nil
}

// catch returns what catches an exception thrown at a prepared instruction, or nil. Catchers are in the
// order in which they end, so an inner one comes before those around it.
func (b *body) catch(at int, inst *engine.Instance, tag uint64) (*catcher, *clause) {
	depth := int(^uint(0) >> 1)
	for i := range b.handlers {
		h := &b.handlers[i]
		if at < h.start || at >= h.end || h.depth > depth {
			continue
		}
		if h.delegate {
			depth = h.delegateTo
			continue
		}
		for k := range h.clauses {
			if c := &h.clauses[k]; c.any || inst.Tags[c.tag].ID == tag {
				return h, c
			}
		}
	}
	return nil, nil
}

// deliver writes what a catch receives where its code expects it.
func (m *machine) deliver(h *catcher, c *clause, exn engine.Ref) {
	t := m.thread
	out := t.Slots[m.frame.FP+uint64(h.base):]
	if h.legacy {
		out[0] = uint64(exn)
		out = out[1:]
	}
	if !c.any {
		n := len(t.Store.Heap.ExnPayload(out[:0:len(out)], exn))
		out = out[n:]
	}
	if c.withRef {
		out[0] = uint64(exn)
	}
}

// collect collects garbage if enough has been allocated. Every reference the program can still reach has to be in
// its place: handlers call it before they pop anything.
func (m *machine) collect() {
	if s := m.thread.Store; s.Heap.ShouldCollect() {
		m.sync()
		s.Collect()
	}
}
