package engine

import (
	"unsafe"

	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/validate"
)

// Resolver finds what a module imports; ok is false where it has nothing of that name.
type Resolver func(module, name string) (ext Extern, ok bool)

// Instance is an instantiated module. Its slices follow the module's index spaces, imports first.
type Instance struct {
	Store    *Store
	Module   *wasm.Module
	Name     string
	Valid    *validate.Context
	Types    []wasm.TypeID // of each type index
	Funcs    []*Func
	Tables   []*Table
	Memories []*Memory
	Globals  []*Global
	Tags     []*Tag
	// Datas are the data segments, nil once dropped.
	Datas [][]byte
	// Elems are the element segments, nil once dropped.
	Elems [][]Ref

	exports  map[string]uint32 // positions in Module.Exports
	lazy     bool
	checked  []bool // of each defined function, where lazy
	defFuncs []Func
	// watching are the accesses that code has to announce, as of the store's watchEra.
	watching Watching
	watchEra uint64
}

// Export returns an export.
func (i *Instance) Export(name string) (ext Extern, ok bool) {
	n, ok := i.exports[name]
	if !ok {
		return nil, false
	}
	e := i.Module.Exports[n]
	switch e.Kind {
	case wasm.ExternFunc:
		return i.Funcs[e.Index], true
	case wasm.ExternTable:
		return i.Tables[e.Index], true
	case wasm.ExternMemory:
		return i.Memories[e.Index], true
	case wasm.ExternGlobal:
		return i.Globals[e.Index], true
	}
	return i.Tags[e.Index], true
}

// ExportedFunc returns an exported function.
func (i *Instance) ExportedFunc(name string) (f *Func, ok bool) {
	ext, _ := i.Export(name)
	f, ok = ext.(*Func)
	return f, ok
}

// FuncBase returns the address of the instance's function table, for tiers.
func (i *Instance) FuncBase() unsafe.Pointer { return unsafe.Pointer(unsafe.SliceData(i.Funcs)) }

// GlobalBase returns the address of the instance's global table, for tiers.
func (i *Instance) GlobalBase() unsafe.Pointer { return unsafe.Pointer(unsafe.SliceData(i.Globals)) }

// TableBase returns the address of the instance's list of tables, for tiers.
func (i *Instance) TableBase() unsafe.Pointer { return unsafe.Pointer(unsafe.SliceData(i.Tables)) }
