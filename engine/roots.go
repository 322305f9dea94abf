package engine

import "github.com/wdbg/wdbg/wasm"

// Collect frees the objects of the heap that no root leads to. Roots are the references in
// globals, tables, segments, traps, and in the locals and operand stacks of all threads.
func (s *Store) Collect() { s.Heap.Collect(s.Roots) }

// Roots calls visit with every reference that the store holds outside the heap.
func (s *Store) Roots(visit func(Ref)) {
	for _, g := range s.globals {
		if g.Type.Type.IsRef() {
			visit(Ref(g.Lo))
		}
	}
	for _, t := range s.tables {
		for _, r := range t.Elems {
			visit(r)
		}
	}
	for _, i := range s.Instances {
		for _, seg := range i.Elems {
			for _, r := range seg {
				visit(r)
			}
		}
	}
	for _, r := range s.pinned {
		visit(r)
	}
	for _, t := range s.Threads {
		t.roots(visit)
	}
}

// Pin keeps an object alive for as long as the store exists, for a host that holds references.
func (s *Store) Pin(r Ref) { s.pinned = append(s.pinned, r) }

func (t *Thread) roots(visit func(Ref)) {
	if t.trap != nil {
		visit(t.trap.Exception)
	}
	visit(t.Thrown)
	for d := range t.Depth {
		fr := &t.Frames[d]
		if fr.Code.Func == nil {
			continue
		}
		slots, err := fr.Code.rootSlots(t.offset(d), t.executing(d))
		if err != nil {
			// Without a map every slot counts: too much may stay alive, never too little.
			for _, v := range t.Slots[fr.FP:min(fr.FP+uint64(fr.Code.FrameSlots), uint64(len(t.Slots)))] {
				visit(Ref(v))
			}
			continue
		}
		for _, slot := range slots {
			visit(Ref(t.Slots[fr.FP+uint64(slot)]))
		}
	}
}

// rootKey is a place where a frame can be while garbage is collected.
type rootKey struct {
	at  wasm.FuncOffset
	top bool
}

// rootSlots returns the slots of a frame that hold references at an instruction.
func (c *Code) rootSlots(at wasm.FuncOffset, top bool) ([]uint32, error) {
	key := rootKey{at, top}
	if slots, ok := c.roots[key]; ok {
		return slots, nil
	}
	slots, err := c.findRoots(at, top)
	if err != nil {
		return nil, err
	}
	if c.roots == nil {
		c.roots = make(map[rootKey][]uint32)
	}
	c.roots[key] = slots
	return slots, nil
}

func (c *Code) findRoots(at wasm.FuncOffset, top bool) ([]uint32, error) {
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
	var roots []uint32
	slot := uint32(0)
	for _, t := range locals {
		if t.IsRef() {
			roots = append(roots, slot)
		}
		slot += uint32(t.Slots())
	}
	n := 0
	for _, p := range places {
		if p.Hidden {
			roots = append(roots, p.Slot)
			continue
		}
		if n < len(types) && types[n].IsRef() && !p.Const {
			roots = append(roots, p.Slot)
		}
		n++
	}
	return roots, nil
}
