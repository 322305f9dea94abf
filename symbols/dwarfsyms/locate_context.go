package dwarfsyms

import (
	"fmt"

	"github.com/wdbg/wdbg/dwarf"
	"github.com/wdbg/wdbg/dwarf/expr"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/wasm"
)

// context returns what expressions may ask for.
func (ev *evaluation) context() *expr.Context {
	m := ev.machine
	c := &expr.Context{
		Local:    func(i uint32) (expr.Word, error) { return wordOf(m.Local(i)) },
		Operand:  func(i uint32) (expr.Word, error) { return wordOf(m.Operand(i)) },
		Global:   ev.global,
		Memory:   m.ReadMemory,
		TLS:      ev.threadLocal,
		Addr:     ev.unit.AddrAt,
		BaseType: ev.baseType,
		Location: ev.locationOf,
		EntryValue: func([]byte, int) (expr.Word, error) {
			return expr.Word{}, &symbols.Unavailable{Reason: symbols.Unsupported, Detail: "it is computed from what the function was called with, which is not kept"}
		},
	}
	if ev.in != nil {
		c.FrameBase = func() (uint64, error) { return ev.in.frameBase(m) }
	}
	if ev.object != nil {
		c.ObjectAddress = func() (uint64, error) { return *ev.object, nil }
	}
	return c
}

// wordOf translates a word of the machine.
func wordOf(w symbols.Word, err error) (expr.Word, error) {
	out := expr.Word{Lo: w.Lo, Hi: w.Hi}
	switch w.Type {
	case wasm.I32:
		out.Type = expr.I32
	case wasm.I64:
		out.Type = expr.I64
	case wasm.F32:
		out.Type = expr.F32
	case wasm.F64:
		out.Type = expr.F64
	case wasm.V128:
		out.Type = expr.V128
	default:
		out.Type = expr.Ref
	}
	return out, err
}

// global reads a global. Files with split debug information are not linked: they have the numbers of the object
// file, of which only that of the stack pointer is the module's too.
func (ev *evaluation) global(i uint32) (expr.Word, error) {
	if i != 0 && ev.isSplit() {
		return expr.Word{}, &symbols.Unavailable{Reason: symbols.Unsupported,
			Detail: "split debug information does not know the module's globals"}
	}
	return wordOf(ev.machine.Global(i))
}

// unlinked handles addresses in split debug information that are relative to a global: thread-local ones, or of a library. A module with no
// global but the stack pointer has neither: the linker made the addresses absolute.
func (ev *evaluation) unlinked(code []byte) (symbols.Location, bool) {
	if !ev.isSplit() || ev.s.m.NumGlobals() > 1 {
		return symbols.Location{}, false
	}
	p := readStatic(ev.unit, code)
	if !p.relative || p.removed {
		return symbols.Location{}, false
	}
	return symbols.Memory(p.addr), true
}

// isSplit reports whether the linker has not seen the unit's expressions.
func (ev *evaluation) isSplit() bool {
	return ev.unit.Skeleton() != nil || ev.unit.Data().Sections.DWO || ev.unit.Kind == dwarf.UnitSplitCompile || ev.unit.Kind == dwarf.UnitSplitType
}

// threadLocal returns the address of a thread-local variable. A module without the global that its linker makes for them has
// no threads: the variables are in static storage then.
func (ev *evaluation) threadLocal(offset uint64) (uint64, error) {
	i, ok := ev.s.globalNamed("__tls_base")
	if !ok {
		return offset, nil
	}
	w, err := ev.machine.Global(i)
	return w.Lo + offset, err
}

// globalNamed returns the global with a name in the name section or among the exports.
func (s *Source) globalNamed(name string) (uint32, bool) {
	for i := range s.m.Exports {
		if x := &s.m.Exports[i]; x.Name == name && x.Kind == wasm.ExternGlobal {
			return x.Index, true
		}
	}
	names := s.m.Names()
	for i := range s.m.NumGlobals() {
		if names.Global(wasm.GlobalIndex(i)) == name {
			return uint32(i), true
		}
	}
	return 0, false
}

// baseType returns the base type at an offset in the unit.
func (ev *evaluation) baseType(off uint64) (expr.BaseType, error) {
	if off >= uint64(ev.unit.End-ev.unit.Off) {
		return expr.BaseType{}, fmt.Errorf("no entry at 0x%x of the unit", off)
	}
	e, err := ev.unit.Entry(ev.unit.Off + uint32(off))
	if err != nil {
		return expr.BaseType{}, err
	}
	if e.Tag() != dwarf.TagBaseType {
		return expr.BaseType{}, fmt.Errorf("entry at 0x%x: a base type was expected", e.Off)
	}
	code, _ := e.Attr(dwarf.AttrEncoding).Uint()
	size, ok := e.Attr(dwarf.AttrByteSize).Uint()
	bits, hasBits := e.Attr(dwarf.AttrBitSize).Uint()
	if !ok || size > 64 || code > 0xff || bits > 512 {
		return expr.BaseType{}, fmt.Errorf("entry at 0x%x: base type of %d bytes", e.Off, size)
	}
	t := expr.BaseType{Encoding: uint8(code), Size: int(size), BitSize: int(bits)}
	if !hasBits {
		t.BitSize = expr.ConversionBits(ev.s.str(e.Attr(dwarf.AttrName)))
	}
	return t, nil
}

// locationOf returns the expression of an entry's location, for DW_OP_call.
func (ev *evaluation) locationOf(to expr.DIERef) ([]byte, *expr.Context, error) {
	ref := dwarf.Ref{Unit: ev.unit, Off: ev.unit.Off + uint32(to.Offset)}
	if to.InSection {
		ref = dwarf.Ref{Unit: ev.unit.Data().UnitAt(to.Offset), Off: uint32(to.Offset)}
	} else if to.Offset >= uint64(ev.unit.End-ev.unit.Off) {
		return nil, nil, fmt.Errorf("no entry at 0x%x of the unit", to.Offset)
	}
	e, err := ref.Entry()
	if err != nil {
		return nil, nil, err
	}
	v := e.Attr(dwarf.AttrLocation)
	if !v.Present() {
		return nil, nil, nil
	}
	p := place{s: ev.s, unit: ref.Unit, value: v, in: ev.in}
	code, err := p.code()
	if ref.Unit == ev.unit || err != nil {
		return code, nil, err
	}
	other := *ev
	other.unit = ref.Unit
	return code, other.context(), nil
}
