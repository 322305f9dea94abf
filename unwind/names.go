package unwind

import "github.com/wdbg/wdbg/symbols"

// Unnamed stands for the name of a function that has none.
const Unnamed = "<unnamed>"

// RawName returns the name of a frame's function as the module (or the host) has it; "" where it has none.
func (p *Physical) RawName() string {
	if p.Module == nil {
		return p.Host
	}
	return p.Module.FuncName(p.Func)
}

// Name returns the name of a frame's function as a person reads it: demangled, without characters
// that a terminal would act on, Unnamed if there is none.
func (p *Physical) Name() string {
	raw := p.RawName()
	if raw == "" {
		return Unnamed
	}
	return symbols.Printable(symbols.Demangle(raw))
}
