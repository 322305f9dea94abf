// Package validate checks that a decoded module is valid (Wasm 3.0 §3), with the
// threads and legacy exception handling proposals. What lies outside of function
// bodies is checked at once, each body by itself, lazily or in parallel. The work is
// linear in the size of the module for any input, and no input makes it recurse.
package validate

import (
	"fmt"
	"sync"

	"github.com/wdbg/wdbg/wasm"
)

// MaxLocals is the largest number of locals of a function, its parameters included: a
// limit of this implementation that browsers share. Those of types are in package wasm.
const MaxLocals = 50_000

// Context is a module whose types, imports, definitions and segments are valid. It checks function bodies,
// and tells what it finds out in doing so. Its methods are safe for concurrent use.
type Context struct {
	m     *wasm.Module
	types *wasm.TypeSpace
	ids   []wasm.TypeID
	// indices maps a TypeID to the first type index that has it.
	indices []wasm.TypeIndex

	// defaultable tells of each TypeID whether all fields have a default value.
	defaultable []bool

	// The index spaces, their types with ids for type indices.
	tables   []tableType
	memories []wasm.ValType // the address types
	globals  []wasm.GlobalType
	elems    []wasm.ValType
	// declared are the functions that ref.func may name in a body (C.refs), a bit set.
	declared []uint64

	validators sync.Pool
}

// tableType is what instructions need to know of a table.
type tableType struct {
	elem, addr wasm.ValType
}

// Types returns the module's type space.
func (c *Context) Types() *wasm.TypeSpace { return c.types }

// TypeIDs returns the ids of the module's types in Types, one per type index. It must not be changed.
func (c *Context) TypeIDs() []wasm.TypeID { return c.ids }

// subType returns a type by its index, which must be in range. Type indices in it are ids.
func (c *Context) subType(i wasm.TypeIndex) *wasm.SubType { return c.types.Type(c.ids[i]) }

// funcType returns a function's type, with ids for type indices.
func (c *Context) funcType(f wasm.FuncIndex) *wasm.FuncType {
	return &c.subType(c.m.FuncTypeIndex(f)).Func
}

// refTo returns the reference type to a type of the module.
func (c *Context) refTo(nullable bool, i wasm.TypeIndex) wasm.ValType {
	return wasm.RefType(nullable, wasm.HeapType(c.ids[i]))
}

// source returns t as the module would write it: with the first equivalent type index for an id.
func (c *Context) source(t wasm.ValType) wasm.ValType {
	if !t.IsRef() || !t.Heap().IsIndex() {
		return t
	}
	return wasm.RefType(t.Nullable(), wasm.HeapType(c.indices[t.Heap()]))
}

// knows reports whether a type's index, if it has one, is in range.
func (c *Context) knows(t wasm.ValType) bool {
	return !t.IsRef() || int(t.Heap()) < len(c.ids)
}

func (c *Context) declare(f wasm.FuncIndex) { c.declared[f/64] |= 1 << (f % 64) }

func (c *Context) isDeclared(f wasm.FuncIndex) bool { return c.declared[f/64]&(1<<(f%64)) != 0 }

// validator returns a validator with scratch memory; release takes it back.
func (c *Context) validator() *validator {
	if v, ok := c.validators.Get().(*validator); ok {
		return v
	}
	return newValidator(c)
}

func (c *Context) release(v *validator) { c.validators.Put(v) }

// invalid returns an error about a definition outside of the function bodies.
func invalid(section string, off wasm.FileOffset, format string, args ...any) error {
	return &wasm.Error{Section: section, Offset: off, Invalid: true, Msg: fmt.Sprintf(format, args...)}
}
