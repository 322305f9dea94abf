package dwarfsyms

import (
	"fmt"
	"sync"

	"github.com/wdbg/wdbg/dwarf/expr"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

// LLVM lets variables whose lives do not overlap share a local of the function, after it has noted where they are. What it noted
// is not corrected: debug information says that a variable is in a local which holds something else by then, most often of
// parameters that are not used any more. So where a local was written to since the variable was put there, it is not believed.

// gone returns an *symbols.Unavailable where what the expression reads cannot be what it was when the variable was put there.
func (p *place) gone(code []byte) error {
	locals, operands := expr.WasmPlaces(code, expr.Format{AddrSize: p.unit.AddrSize()})
	if p.in == nil || len(locals) == 0 && len(operands) == 0 {
		return nil
	}
	f, ok := p.s.m.FuncAt(p.s.m.FileOffsetOf(p.in.at))
	if !ok {
		return nil
	}
	held, list := p.held()
	if err := p.overwritten(locals, f, held, list); err != nil {
		return err
	}
	return p.popped(operands, f, held)
}

// overwritten returns an *symbols.Unavailable where a local may have been written to since the variable was put there.
func (p *place) overwritten(locals []uint32, f wasm.FuncIndex, held symbols.Range, list bool) error {
	w := p.s.writes.of(p.s.m, f)
	for _, local := range locals {
		allowed := 0
		if !list && uint64(local) >= uint64(len(p.s.m.FuncType(f).Params)) && !w.before(local, held.Start) {
			allowed = 1 // this puts the variable there
		}
		if w.since(local, held, p.in.at) > allowed {
			return &symbols.Unavailable{Reason: symbols.OptimizedOut,
				Detail: fmt.Sprintf("it was in wasm local %d, which has been written to since", local)}
		}
	}
	return nil
}

// held returns the range of code around the instruction in which the variable's location holds: that of the entry in its
// location list, where it has one, else the function's, or that of the inlined call.
func (p *place) held() (r symbols.Range, list bool) {
	set := func(lo, hi uint64) bool {
		at := uint64(p.in.at)
		if lo <= at && at < hi {
			r = symbols.Range{Start: wasm.CodeOffset(lo), End: wasm.CodeOffset(hi)}
			return false
		}
		return true
	}
	if p.value.IsList() {
		// What is wrong with the list has been reported when the expression was looked for.
		_ = p.unit.Locations(p.value, func(lo, hi uint64, _ []byte, isDefault bool) bool { return isDefault || set(lo, hi) })
		return r, true
	}
	e, err := p.in.fn.Entry()
	if err != nil {
		return r, false
	}
	first := ^uint64(0)
	_ = e.Unit().Ranges(&e, func(lo, hi uint64) bool {
		first = min(first, lo)
		return set(lo, hi)
	})
	if r.End > 0 {
		r.Start = wasm.CodeOffset(first) // the parts of an inlined call hang together
	}
	return r, false
}

// localWrites is where a function writes to its locals, and where its loops are.
type localWrites struct {
	writes []localWrite
	loops  []symbols.Range
}

type localWrite struct {
	at    wasm.CodeOffset
	local uint32
}

// before reports whether a local is written to before an offset.
func (w *localWrites) before(local uint32, at wasm.CodeOffset) bool {
	for _, x := range w.writes {
		if x.local == local && x.at < at {
			return true
		}
	}
	return false
}

// since returns how many instructions within a range write to a local that may have been executed since the range was
// entered, when the instruction at an offset is about to be: those before it, and those after it in a loop around both.
func (w *localWrites) since(local uint32, within symbols.Range, at wasm.CodeOffset) int {
	n := 0
	for _, x := range w.writes {
		if x.local == local && within.Contains(x.at) && (x.at < at || w.inLoop(within, at, x.at)) {
			n++
		}
	}
	return n
}

// inLoop reports whether two instructions are in a loop that begins within a range.
func (w *localWrites) inLoop(within symbols.Range, a, b wasm.CodeOffset) bool {
	for _, l := range w.loops {
		if within.Contains(l.Start) && l.Contains(a) && l.Contains(b) {
			return true
		}
	}
	return false
}

// readLocalWrites reads a function's body; of one that cannot be decoded, up to there.
func readLocalWrites(m *wasm.Module, f wasm.FuncIndex) *localWrites {
	w := &localWrites{}
	body, ok := m.Body(f)
	if !ok {
		return w
	}
	var r wasm.InstrReader
	r.Reset(m.Bytes, body.Start, body.End)
	if r.Locals(func(uint32, wasm.ValType) error { return nil }) != nil {
		return w
	}
	var open []int // of blocks: the position of a loop in loops plus 1
	for r.More() {
		at := m.CodeOffsetOf(r.Pos())
		if !r.Next() {
			break
		}
		switch r.Op {
		case op.LocalSet, op.LocalTee:
			w.writes = append(w.writes, localWrite{at, uint32(r.Index)})
		case op.Loop:
			w.loops = append(w.loops, symbols.Range{Start: at, End: m.CodeOffsetOf(body.End)})
			open = append(open, len(w.loops))
		case op.Block, op.If, op.Try, op.TryTable:
			open = append(open, 0)
		case op.End, op.Delegate:
			if n := len(open) - 1; n >= 0 {
				if open[n] > 0 {
					w.loops[open[n]-1].End = at
				}
				open = open[:n]
			}
		}
	}
	return w
}

// writesCache keeps what was read last: the variables of a frame are asked for one after the other.
type writesCache struct {
	mu   sync.Mutex
	f    wasm.FuncIndex
	last *localWrites
}

func (c *writesCache) of(m *wasm.Module, f wasm.FuncIndex) *localWrites {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.last == nil || c.f != f {
		c.f, c.last = f, readLocalWrites(m, f)
	}
	return c.last
}
