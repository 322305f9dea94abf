package debugger

import (
	"slices"

	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/wasm"
)

// firstInstr returns where the first instruction of a function is: after its local declarations.
func firstInstr(m *wasm.Module, f wasm.FuncIndex) wasm.FuncOffset {
	body, _ := m.Body(f)
	var r wasm.InstrReader
	r.Reset(m.Bytes, body.Start, body.End)
	if r.Locals(func(uint32, wasm.ValType) error { return nil }) != nil {
		return 0
	}
	return wasm.FuncOffset(r.Pos() - body.Start)
}

// entries returns the functions of a module that may be the first to run: its start function and the exports
// that programs and libraries begin with, or the one that was asked for. Imported ones are left out.
func entries(i target.Instance, entry string) []wasm.FuncIndex {
	var list []wasm.FuncIndex
	add := func(f wasm.FuncIndex) {
		if _, defined := i.Module.Body(f); defined && !slices.Contains(list, f) {
			list = append(list, f)
		}
	}
	if i.Module.HasStart {
		add(i.Module.Start)
	}
	for _, e := range i.Module.Exports {
		if e.Kind == wasm.ExternFunc && (e.Name == "_start" || e.Name == "_initialize" || entry != "" && e.Name == entry) {
			add(wasm.FuncIndex(e.Index))
		}
	}
	return list
}

// codeOffset returns the place of an instruction in the module's code section.
func codeOffset(m *wasm.Module, f wasm.FuncIndex, off wasm.FuncOffset) wasm.CodeOffset {
	at, _ := m.Place(f, off)
	return m.CodeOffsetOf(at)
}

// placeAt returns the instruction at a code offset, or the first one of its function after it where the offset is in the middle
// of one or in the local declarations; ok is false where there is none.
func placeAt(m *wasm.Module, at wasm.CodeOffset) (f wasm.FuncIndex, off wasm.FuncOffset, ok bool) {
	file := m.FileOffsetOf(at)
	f, ok = m.FuncAt(file)
	if !ok {
		return 0, 0, false
	}
	for off := range m.Instrs(f) {
		if codeOffset(m, f, off) >= at {
			return f, off, true
		}
	}
	return f, 0, false
}
