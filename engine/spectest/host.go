package spectest

import (
	"math"

	"github.com/wdbg/wdbg/engine"
	"github.com/wdbg/wdbg/wasm"
)

// exporter is what can be imported from.
type exporter interface {
	Export(name string) (engine.Extern, bool)
}

// hostModule is the module "spectest" that every script may import from.
type hostModule map[string]engine.Extern

// Export returns one of the module's externs.
func (h hostModule) Export(name string) (engine.Extern, bool) {
	ext, ok := h[name]
	return ext, ok
}

// newHostModule makes the module "spectest" in a store, always in the same order.
func newHostModule(s *engine.Store) (hostModule, error) {
	h := hostModule{}
	h.addFunc(s, "print")
	h.addFunc(s, "print_i32", wasm.I32)
	h.addFunc(s, "print_i64", wasm.I64)
	h.addFunc(s, "print_f32", wasm.F32)
	h.addFunc(s, "print_f64", wasm.F64)
	h.addFunc(s, "print_i32_f32", wasm.I32, wasm.F32)
	h.addFunc(s, "print_f64_f64", wasm.F64, wasm.F64)
	h.addGlobal(s, "global_i32", engine.I32Value(666))
	h.addGlobal(s, "global_i64", engine.I64Value(666))
	h.addGlobal(s, "global_f32", engine.Value{Type: wasm.F32, Lo: uint64(math.Float32bits(666.6))})
	h.addGlobal(s, "global_f64", engine.Value{Type: wasm.F64, Lo: math.Float64bits(666.6)})
	for _, name := range []string{"table", "table64"} {
		limits := wasm.Limits{Min: 10, Max: 20, HasMax: true, Is64: name == "table64"}
		table, err := s.NewTable(wasm.TableType{Elem: wasm.FuncRef(), Limits: limits}, 0)
		if err != nil {
			return nil, err
		}
		h[name] = table
	}
	for _, name := range []string{"memory", "shared_memory"} {
		limits := wasm.Limits{Min: 1, Max: 2, HasMax: true, Shared: name == "shared_memory"}
		memory, err := s.NewMemory(wasm.MemoryType{Limits: limits})
		if err != nil {
			return nil, err
		}
		h[name] = memory
	}
	return h, nil
}

// addFunc adds a function that does nothing.
func (h hostModule) addFunc(s *engine.Store, name string, params ...wasm.ValType) {
	h[name] = s.NewHostFunc(&engine.HostFunc{
		Module: "spectest",
		Name:   name,
		Type:   wasm.FuncType{Params: params},
		Call:   func(*engine.Call) error { return nil },
	})
}

func (h hostModule) addGlobal(s *engine.Store, name string, v engine.Value) {
	h[name] = s.NewGlobal(wasm.GlobalType{Type: v.Type}, v)
}
