package debugger

import (
	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/wasm"
)

// Successors returns where an instruction of a function may lead within it, and whether it may end the function by a call.
func Successors(m *wasm.Module, fn wasm.FuncIndex, at wasm.FuncOffset) (to []wasm.FuncOffset, tailCalls bool) {
	f := newFlow(m, fn)
	i, _ := f.find(at)
	for n := range f.successors(i) {
		to = append(to, f.instrs[n].at)
	}
	return to, f.instrs[i].tailCalls()
}

// EntryPointers returns what the stack pointers were when a frame was entered, by instance, as RestartFrame would restore them.
func EntryPointers(v *View, id FrameID) (map[target.InstanceID]uint64, error) {
	r, err := v.restart(id)
	if err != nil {
		return nil, err
	}
	values := map[target.InstanceID]uint64{}
	for _, p := range r.pointers {
		values[p.instance] = p.value.Lo
	}
	return values, nil
}
