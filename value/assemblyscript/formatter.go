package assemblyscript

import (
	"fmt"
	"strconv"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/value"
	"github.com/wdbg/wdbg/value/internal/container"
	"github.com/wdbg/wdbg/wasm"
)

// New returns the formatter of a module's objects. Strings are known in every program; collections in those that keep the
// global __rtti_base, the address of the table of classes, and its name.
func New(m *wasm.Module) value.Formatter {
	f := formatter{}
	f.classes, f.hasClasses = classTable(m)
	return f
}

// classTable returns the global that holds the address of the table of classes.
func classTable(m *wasm.Module) (wasm.GlobalIndex, bool) {
	if m == nil {
		return 0, false
	}
	for _, e := range m.Exports {
		if e.Kind == wasm.ExternGlobal && e.Name == "__rtti_base" {
			return wasm.GlobalIndex(e.Index), true
		}
	}
	names := m.Names()
	for i := range min(len(m.Globals), maxGlobals) {
		g := wasm.GlobalIndex(len(m.ImportedGlobals) + i)
		if names.Global(g) == "~lib/rt/__rtti_base" {
			return g, true
		}
	}
	return 0, false
}

// maxGlobals bounds how many names are looked at.
const maxGlobals = 10_000

// formatter shows the objects of a module.
type formatter struct {
	classes    wasm.GlobalIndex
	hasClasses bool
}

// managed is the name of the type of references in collections.
const managed = "reference"

// Format shows numbers of 32 bits that are the address of an object.
func (f formatter) Format(v value.Value) (value.Shown, bool) {
	t := v.Strip().Type()
	if t == nil || t.Kind != symbols.KindBase || t.Size != 4 || v.Err() != nil {
		return value.Shown{}, false
	}
	isReference := t.Name == managed && t.Language == symbols.AssemblyScript
	if !isReference && (t.Name != "i32" || t.Language != symbols.AssemblyScript && t.Language != symbols.LanguageUnknown) {
		return value.Shown{}, false
	}
	addr, err := v.Uint()
	if err != nil {
		return value.Shown{}, false
	}
	addr &= 1<<32 - 1
	if isReference && addr == 0 {
		return value.Shown{Summary: "null"}, true
	}
	o, ok := objectAt(v.Context(), addr)
	if !ok {
		return value.Shown{Summary: fmt.Sprintf("0x%x", addr), Note: "not an object"}, isReference
	}
	shown, ok := f.object(v, o)
	switch {
	case !ok && !isReference:
		return value.Shown{}, false
	case !ok:
		return value.Shown{Summary: fmt.Sprintf("0x%x", addr), Note: fmt.Sprintf("class %d, %d bytes", o.class, o.size)}, true
	case !isReference:
		// It may still be just a number.
		number := strconv.FormatUint(addr, 10)
		if shown.Text != nil {
			shown.Summary = number
		} else {
			shown.Name, shown.Summary = number+" "+shown.Summary+" ", ""
		}
	}
	return shown, true
}

// object shows an object by its class; false for the program's own classes.
func (f formatter) object(v value.Value, o object) (value.Shown, bool) {
	if o.class == classString && o.size%2 == 0 {
		return value.Shown{Text: o.text(v.Context())}, true
	}
	flags, ok := f.flags(v.Context(), o.class)
	if !ok {
		return value.Shown{}, false
	}
	switch {
	case o.class == classArrayBuffer:
		return elements(v, newElement(valueAlign0, 0), o.addr, uint64(o.size))
	case flags&isStaticArray != 0:
		e := newElement(flags, valueShift)
		if e == nil || uint64(o.size)%uint64(e.Size) != 0 {
			return value.Shown{}, false
		}
		return elements(v, e, o.addr, uint64(o.size)/uint64(e.Size))
	case flags&(isArray|isArrayBufferView) != 0:
		return array(v, o, flags)
	case flags&(isMap|isSet) != 0:
		return entries(v, o, flags)
	}
	return value.Shown{}, false
}

// flags reads what the table of classes says about one.
func (f formatter) flags(ctx *value.Context, class uint32) (uint32, bool) {
	if !f.hasClasses {
		return 0, false
	}
	base, err := ctx.Machine.Global(uint32(f.classes))
	if err != nil || base.Type != wasm.I32 {
		return 0, false
	}
	count, err := ctx.ReadUint(base.Lo, 4)
	if err != nil || uint64(class) >= count {
		return 0, false
	}
	flags, err := ctx.ReadUint(base.Lo+4+4*uint64(class), 4)
	return uint32(flags), err == nil
}

// elements shows n elements at an address.
func elements(v value.Value, elem *symbols.Type, addr, n uint64) (value.Shown, bool) {
	if elem == nil || container.Fits(v.Context(), addr, n, elem.Size) != "" {
		return value.Shown{}, false
	}
	return value.Shown{
		Summary:  container.Size(n),
		Style:    value.StyleList,
		Children: value.Elements(v.At(addr, elem), int64(n)),
	}, true
}
