package wasm

import (
	"strings"
	"sync"
)

// nameKind is the identifier of a subsection of the name section (Wasm 3.0 §7.4.1 and the extended-name-section proposal).
type nameKind uint8

const (
	nameModule nameKind = iota
	nameFunc
	nameLocal
	nameLabel
	nameType
	nameTable
	nameMemory
	nameGlobal
	nameElem
	nameData
	nameField
	nameTag
	nameKinds
)

// String names the subsection in errors.
func (k nameKind) String() string {
	return [nameKinds]string{"module", "function", "local", "label", "type", "table", "memory", "global", "element segment",
		"data segment", "field", "tag"}[k]
}

// indirect reports whether names of the kind are found by two indices, the first of a function or type.
func (k nameKind) indirect() bool { return k == nameLocal || k == nameLabel || k == nameField }

// Names answers what the name section calls things. A name that is not there is "". Names are not
// unique and need not be identifiers; bytes that are not UTF-8 appear as U+FFFD. Each kind of name is indexed
// when first asked for, by position in the file; the methods may be called concurrently.
type Names struct {
	// Module is the module's own name.
	Module string

	file  []byte
	parts [nameKinds]*nameIndex
	err   *Error
}

// Names returns the names of the module's name section, of the first if there are several. It is never nil: a module
// without one has no names, and of a damaged one everything before the damage in each subsection is there.
func (m *Module) Names() *Names {
	if m.lazy == nil {
		return newNames(m)
	}
	m.lazy.namesOnce.Do(func() { m.lazy.names = newNames(m) })
	return m.lazy.names
}

// lazy holds what a module computes on demand.
type lazy struct {
	namesOnce   sync.Once
	names       *Names
	exportsOnce sync.Once
	exports     map[FuncIndex]string
}

// Err returns the first fault of the name section as an *Error, or nil. It reads all of the section.
func (n *Names) Err() error {
	first := n.err
	for _, part := range n.parts {
		if part == nil {
			continue
		}
		if part.load(); part.err != nil && (first == nil || part.err.Offset < first.Offset) {
			first = part.err
		}
	}
	if first == nil {
		return nil
	}
	return first
}

// Func returns the name of a function.
func (n *Names) Func(f FuncIndex) string { return n.direct(nameFunc, uint32(f)) }

// Local returns the name of a local variable or parameter of a function.
func (n *Names) Local(f FuncIndex, l LocalIndex) string {
	return n.lookup(nameLocal, indirectKey(uint32(f), uint32(l)))
}

// Label returns the name of a label of a function. Labels are numbered by the order of the structured
// control instructions that introduce them in the body.
func (n *Names) Label(f FuncIndex, label uint32) string {
	return n.lookup(nameLabel, indirectKey(uint32(f), label))
}

// Type returns the name of a type.
func (n *Names) Type(t TypeIndex) string { return n.direct(nameType, uint32(t)) }

// Field returns the name of a field of a structure type.
func (n *Names) Field(t TypeIndex, field uint32) string {
	return n.lookup(nameField, indirectKey(uint32(t), field))
}

// Table returns the name of a table.
func (n *Names) Table(t TableIndex) string { return n.direct(nameTable, uint32(t)) }

// Memory returns the name of a memory.
func (n *Names) Memory(m MemoryIndex) string { return n.direct(nameMemory, uint32(m)) }

// Global returns the name of a global.
func (n *Names) Global(g GlobalIndex) string { return n.direct(nameGlobal, uint32(g)) }

// Elem returns the name of an element segment.
func (n *Names) Elem(e ElemIndex) string { return n.direct(nameElem, uint32(e)) }

// Data returns the name of a data segment.
func (n *Names) Data(d DataIndex) string { return n.direct(nameData, uint32(d)) }

// Tag returns the name of a tag.
func (n *Names) Tag(t TagIndex) string { return n.direct(nameTag, uint32(t)) }

func (n *Names) direct(k nameKind, i uint32) string { return n.lookup(k, uint64(i)) }

func (n *Names) lookup(k nameKind, key uint64) string {
	part := n.parts[k]
	if part == nil {
		return ""
	}
	part.load()
	start, size, ok := part.find(key)
	if !ok {
		return ""
	}
	return strings.ToValidUTF8(string(n.file[start:start+FileOffset(size)]), "\ufffd")
}

// FuncName returns what to call a function: its name in the name section, else "module.name" if it is
// imported, else the first name it is exported under, else "".
func (m *Module) FuncName(f FuncIndex) string {
	if name := m.Names().Func(f); name != "" {
		return name
	}
	if imp, ok := m.FuncImport(f); ok {
		return imp.Module + "." + imp.Name
	}
	if m.lazy == nil {
		return exportNames(m)[f]
	}
	m.lazy.exportsOnce.Do(func() { m.lazy.exports = exportNames(m) })
	return m.lazy.exports[f]
}

// exportNames returns the first export name of each exported function.
func exportNames(m *Module) map[FuncIndex]string {
	names := map[FuncIndex]string{}
	for i := range m.Exports {
		e := &m.Exports[i]
		if _, ok := names[FuncIndex(e.Index)]; e.Kind == ExternFunc && !ok {
			names[FuncIndex(e.Index)] = e.Name
		}
	}
	return names
}
