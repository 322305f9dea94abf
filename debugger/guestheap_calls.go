package debugger

import (
	"iter"

	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/wasm"
)

// AllocatorCall is what a function of an allocator does.
type AllocatorCall uint8

// Functions of allocators, with their parameters.
const (
	Malloc        AllocatorCall = iota // (size) -> address
	Calloc                             // (count, size) -> address
	Realloc                            // (address, size) -> address
	AlignedAlloc                       // (alignment, size) -> address
	PosixMemalign                      // (*address, alignment, size) -> 0 if it succeeded
	Free                               // (address)
	// AllocAligned and its like are Rust's: (size, alignment) -> address.
	AllocAligned
	// FreeSized is (address, size, alignment), ReallocAligned is (address, old size, alignment, size) -> address.
	FreeSized
	ReallocAligned
)

// allocatorCall is a known function of an allocator.
type allocatorCall struct {
	name string
	call AllocatorCall
}

// allocatorFunc is one that was found in an instance.
type allocatorFunc struct {
	allocatorCall
	instance target.InstanceID
	memory64 bool
}

// knownAllocators are functions by their names for the linker.
func knownAllocators(name string) (AllocatorCall, bool) {
	switch name {
	case "malloc", "dlmalloc", "emscripten_builtin_malloc", "~lib/rt/tlsf/__alloc":
		return Malloc, true
	case "calloc", "dlcalloc", "emscripten_builtin_calloc":
		return Calloc, true
	case "realloc", "dlrealloc", "emscripten_builtin_realloc", "~lib/rt/tlsf/__realloc":
		return Realloc, true
	case "aligned_alloc", "memalign", "dlmemalign", "emscripten_builtin_memalign":
		return AlignedAlloc, true
	case "posix_memalign", "dlposix_memalign":
		return PosixMemalign, true
	case "free", "dlfree", "emscripten_builtin_free", "~lib/rt/tlsf/__free":
		return Free, true
	case "__rust_alloc", "__rust_alloc_zeroed", "__rdl_alloc", "__rdl_alloc_zeroed":
		return AllocAligned, true
	case "__rust_dealloc", "__rdl_dealloc":
		return FreeSized, true
	case "__rust_realloc", "__rdl_realloc":
		return ReallocAligned, true
	}
	return 0, false
}

// params are how many parameters the calls take, and whether they return something.
var params = [...]struct {
	n       int
	results int
}{
	Malloc: {1, 1}, Calloc: {2, 1}, Realloc: {2, 1}, AlignedAlloc: {2, 1}, PosixMemalign: {3, 1}, Free: {1, 0},
	AllocAligned: {2, 1}, FreeSized: {3, 0}, ReallocAligned: {4, 1},
}

// allocatorFuncs yields the functions of allocators that a module defines. One whose type does not fit what its
// name promises is left out.
func allocatorFuncs(m *wasm.Module, given map[string]AllocatorCall) iter.Seq2[wasm.FuncIndex, allocatorCall] {
	exported := map[wasm.FuncIndex]string{}
	for _, e := range m.Exports {
		if e.Kind == wasm.ExternFunc {
			exported[wasm.FuncIndex(e.Index)] = e.Name
		}
	}
	return func(yield func(wasm.FuncIndex, allocatorCall) bool) {
		for f := range wasm.FuncIndex(m.NumFuncs()) {
			if _, defined := m.Body(f); !defined {
				continue
			}
			for _, name := range [2]string{m.Names().Func(f), exported[f]} {
				call, ok := given[name]
				if !ok {
					call, ok = knownAllocators(name)
				}
				if !ok || !fits(m.FuncType(f), call) {
					continue
				}
				if !yield(f, allocatorCall{name, call}) {
					return
				}
				break
			}
		}
	}
}

func fits(t *wasm.FuncType, call AllocatorCall) bool {
	want := params[call]
	if len(t.Params) != want.n || len(t.Results) != want.results {
		return false
	}
	for _, p := range t.Params {
		if p != wasm.I32 && p != wasm.I64 {
			return false
		}
	}
	return true
}

// allocation returns the block that a call asks for, given its arguments; free is the address that it gives up, if frees.
func (c AllocatorCall) allocation(args []uint64) (size, free uint64, allocates, frees bool) {
	switch c {
	case Malloc, AllocAligned:
		return args[0], 0, true, false
	case Calloc:
		return args[0] * args[1], 0, true, false
	case Realloc:
		return args[1], args[0], true, args[0] != 0
	case AlignedAlloc:
		return args[1], 0, true, false
	case PosixMemalign:
		return args[2], 0, true, false
	case Free, FreeSized:
		return 0, args[0], false, args[0] != 0
	case ReallocAligned:
		return args[3], args[0], true, args[0] != 0
	}
	return 0, 0, false, false
}
