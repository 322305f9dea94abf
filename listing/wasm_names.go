package listing

import "github.com/wdbg/wdbg/wasm"

// GlobalName returns the name of a global: its own, or that of its import or export.
func GlobalName(m *wasm.Module, g wasm.GlobalIndex) string {
	if name := m.Names().Global(g); name != "" {
		return name
	}
	if int(g) < len(m.ImportedGlobals) {
		imp := m.Imports[m.ImportedGlobals[g]]
		return imp.Module + "." + imp.Name
	}
	for _, e := range m.Exports {
		if e.Kind == wasm.ExternGlobal && e.Index == uint32(g) {
			return e.Name
		}
	}
	return ""
}
