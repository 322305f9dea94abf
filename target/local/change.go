package local

import (
	"fmt"

	"github.com/wdbg/wdbg/engine"
	"github.com/wdbg/wdbg/engine/machine"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/wasm"
)

// WriteMemory implements target.Mutator.
func (l *local) WriteMemory(id target.InstanceID, m wasm.MemoryIndex, p []byte, addr uint64) error {
	b, err := l.bytes(id, m, addr, len(p))
	copy(b, p)
	return err
}

// fits checks that a value is one of a type, which is given with the type identifiers ids; nil where it has those of the store already.
func (l *local) fits(w symbols.Word, want wasm.ValType, ids []wasm.TypeID) error {
	switch {
	case w.Type != 0 && w.Type != want && !(w.Type.IsRef() && want.IsRef()):
		return fmt.Errorf("it is of type %v, not %v", want, w.Type)
	case !want.IsRef():
		return nil
	}
	of := want
	if ids != nil {
		of = wasm.Canon(want, ids)
	}
	if !l.store.IsOf(engine.Ref(w.Lo), of) {
		return fmt.Errorf("%v is no reference of type %v", machine.Word(engine.RefValue(want, engine.Ref(w.Lo))).Text, want)
	}
	return nil
}

// normal returns the slots of a value: of an i32 or f32 the upper half is zero.
func normal(w symbols.Word, t wasm.ValType) (lo, hi uint64) {
	switch t {
	case wasm.I32, wasm.F32:
		return uint64(uint32(w.Lo)), 0
	case wasm.V128:
		return w.Lo, w.Hi
	}
	return w.Lo, 0
}

// SetGlobal implements target.Mutator.
func (l *local) SetGlobal(id target.InstanceID, g wasm.GlobalIndex, w symbols.Word) error {
	inst, err := l.instance(id)
	if err != nil {
		return err
	}
	if int(g) >= len(inst.Globals) {
		return fmt.Errorf("%s has no global %d", inst.Name, g)
	}
	global := inst.Globals[g]
	if err := l.fits(w, global.Type.Type, nil); err != nil {
		return err
	}
	if !global.Type.Mutable {
		return fmt.Errorf("global %d is constant: code that uses it may have its value", g)
	}
	global.Lo, global.Hi = normal(w, global.Type.Type)
	return nil
}

// SetLocal implements target.Mutator.
func (l *local) SetLocal(id target.ThreadID, depth int, n wasm.LocalIndex, w symbols.Word) error {
	t, err := l.frameOf(id, depth)
	if err != nil {
		return err
	}
	types, err := t.Frames[depth].Code.Func.LocalTypes()
	if err != nil {
		return err
	}
	if int(n) >= len(types) {
		return fmt.Errorf("the function has %d locals, there is no %d", len(types), n)
	}
	if err := l.fits(w, types[n], t.Frames[depth].Code.Func.Instance.Types); err != nil {
		return err
	}
	if err := t.Settle(depth); err != nil {
		return err
	}
	at := t.Frames[depth].FP + uint64(engine.SlotsOf(types[:n]))
	put(t, at, w, types[n])
	return nil
}

func put(t *engine.Thread, at uint64, w symbols.Word, typ wasm.ValType) {
	lo, hi := normal(w, typ)
	t.Slots[at] = lo
	if typ == wasm.V128 {
		t.Slots[at+1] = hi
	}
}

// SetOperand implements target.Mutator.
func (l *local) SetOperand(id target.ThreadID, depth, n int, w symbols.Word) error {
	t, err := l.frameOf(id, depth)
	if err != nil {
		return err
	}
	values, err := t.Operands(depth)
	if err != nil {
		return err
	}
	if n < 0 || n >= len(values) {
		return fmt.Errorf("the operand stack has %d values, there is no %d", len(values), n)
	}
	typ := values[n].Type
	if err := l.fits(w, typ, t.Frames[depth].Code.Func.Instance.Types); err != nil {
		return err
	}
	if err := t.Settle(depth); err != nil {
		return err
	}
	at, err := t.OperandSlot(depth, n)
	if err != nil {
		return err
	}
	put(t, at, w, typ)
	if depth == t.Depth-1 {
		t.Thrown = 0 // it is made anew, of the values there are now
	}
	return nil
}
