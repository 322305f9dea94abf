package debugger

import "github.com/wdbg/wdbg/wasm"

// Successors returns where an instruction of a function may lead within it, and whether it may end the function by a call.
func Successors(m *wasm.Module, fn wasm.FuncIndex, at wasm.FuncOffset) (to []wasm.FuncOffset, tailCalls bool) {
	f := newFlow(m, fn)
	i, _ := f.find(at)
	for n := range f.successors(i) {
		to = append(to, f.instrs[n].at)
	}
	return to, f.instrs[i].tailCalls()
}
