package debugger

import (
	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/wasm"
)

// redZone is how many bytes below the stack pointer functions that call nothing may use without moving it, by what LLVM generates.
const redZone = 128

// leaveRedZone moves the stack pointer of C, if the instance has one, below the variables that a function may keep under it, so that a function
// that is called now does not overwrite them. The result moves it back.
func (v *View) leaveRedZone(id target.InstanceID) (back func() error, err error) {
	nothing := func() error { return nil }
	inst, ok := v.Instance(id)
	if !ok || inst.Module == nil || v.target.Mutate == nil {
		return nothing, nil
	}
	g, ok := stackPointer(inst.Module)
	if !ok {
		return nothing, nil
	}
	old, err := v.target.Global(id, g)
	if err != nil || old.Lo < redZone {
		return nothing, err
	}
	lower := old
	lower.Lo -= redZone
	return func() error { return v.target.Mutate.SetGlobal(id, g, old) }, v.target.Mutate.SetGlobal(id, g, lower)
}

// stackPointer returns the global that is the stack pointer of C, by the name that linkers give it; ok is false where there is none.
func stackPointer(m *wasm.Module) (g wasm.GlobalIndex, ok bool) {
	names := m.Names()
	for i := range m.NumGlobals() {
		if names.Global(wasm.GlobalIndex(i)) == "__stack_pointer" {
			return wasm.GlobalIndex(i), true
		}
	}
	return 0, false
}
