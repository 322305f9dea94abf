package local

import (
	"fmt"

	"github.com/wdbg/wdbg/engine"
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

// fits checks the type of what is written.
func fits(w symbols.Word, want wasm.ValType) error {
	if w.Type == 0 || w.Type == want || w.Type.IsRef() && want.IsRef() {
		return nil
	}
	return fmt.Errorf("it is of type %v, not %v", want, w.Type)
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
	if err := fits(w, global.Type.Type); err != nil {
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
	if err := fits(w, types[n]); err != nil {
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
	if err := fits(w, typ); err != nil {
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
	return nil
}

// Call implements target.Caller.
func (l *local) Call(_ target.ThreadID, f target.FuncRef, args []symbols.Word) ([]symbols.Word, *target.Stop, error) {
	if f.Host != nil {
		return nil, nil, fmt.Errorf("%s.%s is a function of the host", f.Host.Module, f.Host.Name)
	}
	inst, err := l.instance(f.Instance)
	if err != nil {
		return nil, nil, err
	}
	if int(f.Func) >= len(inst.Funcs) {
		return nil, nil, fmt.Errorf("%s has no function %d", inst.Name, f.Func)
	}
	fn := inst.Funcs[f.Func]
	values := make([]engine.Value, len(args))
	for i, w := range args {
		values[i] = engine.Value{Type: w.Type, Lo: w.Lo, Hi: w.Hi}
	}
	t, err := l.store.NewThread(fn, values)
	if err != nil {
		return nil, nil, err
	}
	globals := l.globals()
	stop := l.store.RunAlone(t, true)
	if stop.Kind == engine.StopDone {
		results, err := words(t.Results(), nil)
		return results, nil, err
	}
	globals.restore()
	switch stop.Kind {
	case engine.StopTrap:
		return nil, &target.Stop{Reason: target.Trapped, Thread: l.lastID(), Trap: l.trap(stop.Trap)}, nil
	case engine.StopExit:
		return nil, &target.Stop{Reason: target.Exited, Thread: l.lastID(), Exit: int(stop.Exit)}, nil
	}
	l.takePause()
	return nil, &target.Stop{Reason: target.Interrupted, Thread: l.lastID()}, nil
}

// savedGlobals are the mutable globals' values.
type savedGlobals map[*engine.Global][2]uint64

func (l *local) globals() savedGlobals {
	saved := savedGlobals{}
	for _, inst := range l.store.Instances {
		for _, g := range inst.Globals {
			if g.Type.Mutable && !g.Type.Type.IsRef() {
				saved[g] = [2]uint64{g.Lo, g.Hi}
			}
		}
	}
	return saved
}

func (s savedGlobals) restore() {
	for g, v := range s {
		g.Lo, g.Hi = v[0], v[1]
	}
}
