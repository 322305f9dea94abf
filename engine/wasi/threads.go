package wasi

import (
	"fmt"

	"github.com/wdbg/wdbg/engine"
	"github.com/wdbg/wdbg/wasm"
)

// wasi-threads: https://github.com/WebAssembly/wasi-threads
const (
	threadsModule = "wasi"
	threadSpawn   = "thread-spawn"
	threadStart   = "wasi_thread_start"
	maxThread     = 1<<29 - 1
	spawnFailed   = -1
)

// threadSpawn makes thread-spawn: a new instance of the caller's module, with the very imports of
// the caller (the shared memory among them), runs its start function and wasi_thread_start on a thread of its own.
func (s *System) threadSpawn() *engine.HostFunc {
	return &engine.HostFunc{
		Module: threadsModule,
		Name:   threadSpawn,
		Type:   wasm.FuncType{Params: []wasm.ValType{wasm.I32}, Results: []wasm.ValType{wasm.I32}},
		Call: func(c *engine.Call) error {
			tid, err := s.spawn(c, uint32(c.Args[0]))
			c.Results[0] = uint64(uint32(tid))
			return err
		},
	}
}

// spawn starts a thread and returns its identifier, which is negative where there can be no more threads.
func (s *System) spawn(c *engine.Call, arg uint32) (tid int32, err error) {
	if c.Caller == nil {
		return 0, fmt.Errorf("%s has to be called by a module", threadSpawn)
	}
	if s.nextThread >= maxThread {
		return spawnFailed, nil
	}
	inst, err := c.Thread.Store.Link(c.Caller.Module, c.Caller.Name, sameImports(c.Caller))
	if err != nil {
		return 0, fmt.Errorf("instance for a new thread: %w", err)
	}
	f, ok := inst.ExportedFunc(threadStart)
	if !ok || len(f.FuncType.Params) != 2 || f.FuncType.Params[0] != wasm.I32 || f.FuncType.Params[1] != wasm.I32 {
		return 0, fmt.Errorf("the module exports no function %s of type (i32, i32) -> ()", threadStart)
	}
	s.nextThread++
	args := []engine.Value{engine.I32Value(s.nextThread), engine.I32Value(arg)}
	if _, err := c.Thread.Store.NewInstanceThread(inst, f, args); err != nil {
		return 0, err
	}
	return int32(s.nextThread), nil
}

// sameImports provides what an instance imported.
func sameImports(i *engine.Instance) engine.Resolver {
	type key struct{ module, name string }
	have := make(map[key]engine.Extern, len(i.Module.Imports))
	var n [wasm.ExternTag + 1]int
	for _, imp := range i.Module.Imports {
		k := key{imp.Module, imp.Name}
		switch at := n[imp.Kind]; imp.Kind {
		case wasm.ExternFunc:
			have[k] = i.Funcs[at]
		case wasm.ExternTable:
			have[k] = i.Tables[at]
		case wasm.ExternMemory:
			have[k] = i.Memories[at]
		case wasm.ExternGlobal:
			have[k] = i.Globals[at]
		case wasm.ExternTag:
			have[k] = i.Tags[at]
		}
		n[imp.Kind]++
	}
	return func(module, name string) (engine.Extern, bool) {
		ext, ok := have[key{module, name}]
		return ext, ok
	}
}
