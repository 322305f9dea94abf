package engine

import (
	"slices"

	"github.com/wdbg/wdbg/wasm"
)

// Collect frees the objects of the heap that no root leads to. Roots are the references in
// globals, tables, segments, traps, and in the locals and operand stacks of all threads.
func (s *Store) Collect() { s.Heap.Collect(s.Roots) }

// Roots calls visit with every reference that the store holds outside the heap.
func (s *Store) Roots(visit func(Ref)) { s.EachRoot(func(_ *Root, r Ref) { visit(r) }) }

// RootKind says what holds a reference outside the heap.
type RootKind uint8

// Kinds of roots.
const (
	RootGlobal    RootKind = iota // Global
	RootTable                     // element Elem of Table
	RootSegment                   // element Elem of the element segment Index of Instance
	RootPinned                    // the host
	RootException                 // what Thread has thrown, or trapped with
	RootLocal                     // the local Index of the frame at Depth of Thread
	RootOperand                   // the operand Index of that frame, counted from the bottom
	RootSlot                      // the slot Index of that frame, which may hold a reference
)

// Root is what holds a reference outside the heap.
type Root struct {
	Kind     RootKind
	Global   *Global
	Table    *Table
	Instance *Instance
	Thread   *Thread
	Depth    int
	Index    uint32
	Elem     uint64
}

// EachRoot calls visit with every reference that the store holds outside the heap, null and what is no object included. The Root
// is good until visit returns.
func (s *Store) EachRoot(visit func(at *Root, r Ref)) {
	at := &Root{Kind: RootGlobal}
	for _, at.Global = range s.globals {
		if at.Global.Type.Type.IsRef() {
			visit(at, Ref(at.Global.Lo))
		}
	}
	at = &Root{Kind: RootTable}
	for _, at.Table = range s.tables {
		for i, r := range at.Table.Elems {
			at.Elem = uint64(i)
			visit(at, r)
		}
	}
	at = &Root{Kind: RootSegment}
	for _, at.Instance = range s.Instances {
		for n, seg := range at.Instance.Elems {
			at.Index = uint32(n)
			for i, r := range seg {
				at.Elem = uint64(i)
				visit(at, r)
			}
		}
	}
	at = &Root{Kind: RootPinned}
	for _, r := range s.pinned {
		visit(at, r)
	}
	for _, t := range s.Threads {
		t.roots(visit)
	}
}

// Pin keeps an object alive for as long as the store exists, for a host that holds references.
func (s *Store) Pin(r Ref) { s.pinned = append(s.pinned, r) }

// Hold keeps objects alive until release is called.
func (s *Store) Hold(refs []Ref) (release func()) {
	n := len(s.pinned)
	s.pinned = append(s.pinned, refs...)
	return func() { s.pinned = slices.Delete(s.pinned, n, n+len(refs)) }
}

func (t *Thread) roots(visit func(at *Root, r Ref)) {
	at := &Root{Kind: RootException, Thread: t}
	if t.trap != nil {
		visit(at, t.trap.Exception)
	}
	visit(at, t.Thrown)
	for at.Depth = range t.Depth {
		fr := &t.Frames[at.Depth]
		if fr.Code.Func == nil {
			continue
		}
		slots, err := fr.Code.rootSlots(t.offset(at.Depth), t.executing(at.Depth))
		if err != nil {
			// Without a map every slot counts: too much may stay alive, never too little.
			at.Kind = RootSlot
			for i, v := range t.Slots[fr.FP:min(fr.FP+uint64(fr.Code.FrameSlots), uint64(len(t.Slots)))] {
				at.Index = uint32(i)
				visit(at, Ref(v))
			}
			continue
		}
		for _, s := range slots {
			at.Kind, at.Index = s.kind, s.index
			visit(at, Ref(t.Slots[fr.FP+uint64(s.slot)]))
		}
	}
}

// rootKey is a place where a frame can be while garbage is collected.
type rootKey struct {
	at  wasm.FuncOffset
	top bool
}

// rootSlot is a slot of a frame that holds a reference, and which local or operand it is of.
type rootSlot struct {
	slot, index uint32
	kind        RootKind
}

// rootSlots returns the slots of a frame that hold references at an instruction.
func (c *Code) rootSlots(at wasm.FuncOffset, top bool) ([]rootSlot, error) {
	key := rootKey{at, top}
	if slots, ok := c.roots[key]; ok {
		return slots, nil
	}
	slots, err := c.findRoots(at, top)
	if err != nil {
		return nil, err
	}
	if c.roots == nil {
		c.roots = make(map[rootKey][]rootSlot)
	}
	c.roots[key] = slots
	return slots, nil
}

func (c *Code) findRoots(at wasm.FuncOffset, top bool) ([]rootSlot, error) {
	locals, err := c.Func.LocalTypes()
	if err != nil {
		return nil, err
	}
	types, err := c.Func.stackAt(at)
	if err != nil {
		return nil, err
	}
	places, err := c.operands(at, top)
	if err != nil {
		return nil, err
	}
	var roots []rootSlot
	slot := uint32(0)
	for i, t := range locals {
		if t.IsRef() {
			roots = append(roots, rootSlot{slot, uint32(i), RootLocal})
		}
		slot += uint32(t.Slots())
	}
	n := 0
	for _, p := range places {
		if p.Hidden {
			roots = append(roots, rootSlot{slot: p.Slot, kind: RootException})
			continue
		}
		if n < len(types) && types[n].IsRef() && !p.Const {
			roots = append(roots, rootSlot{p.Slot, uint32(n), RootOperand})
		}
		n++
	}
	return roots, nil
}
