package wasi

import (
	"errors"
	"testing"

	"github.com/wdbg/wdbg/engine"
	"github.com/wdbg/wdbg/engine/interp"
	"github.com/wdbg/wdbg/internal/wasmtest"
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

// sharedLimits are those of the memory that threads share.
var sharedLimits = wasm.Limits{Min: 1, Max: 2, HasMax: true, Shared: true}

// threadModule is a module whose "run" spawns a thread with argument 5; the thread's code comes before it notifies
// run, which waits for that and returns what the thread has stored at 16.
func threadModule(thread ...[]byte) *wasmtest.Builder {
	i := wasmtest.I
	b := wasmtest.New()
	i32 := wasm.I32
	spawn := b.ImportFunc(threadsModule, threadSpawn, []wasm.ValType{i32}, []wasm.ValType{i32})
	b.ImportFunc(ModuleName, pollOneoff, []wasm.ValType{i32, i32, i32, i32}, []wasm.ValType{i32})
	b.ImportFunc(ModuleName, schedYield, nil, []wasm.ValType{i32})
	b.ImportMemory("env", "memory", sharedLimits)
	start := b.Func([]wasm.ValType{i32, i32}, nil, nil, append(thread,
		// What run returns: 100*tid + arg.
		i(op.I32Const, 16), i(op.LocalGet, 0), i(op.I32Const, 100), i(op.I32Mul), i(op.LocalGet, 1), i(op.I32Add), i(op.I32Store),
		i(op.I32Const, 0), i(op.I32Const, 1), i(op.I32AtomicStore),
		i(op.I32Const, 0), i(op.I32Const, 1), i(op.MemoryAtomicNotify), i(op.Drop))...)
	b.ExportFunc(threadStart, start)
	run := b.Func(nil, []wasm.ValType{i32}, nil,
		i(op.I32Const, 5), i(op.Call, spawn), i(op.Drop),
		i(op.I32Const, 0), i(op.I32Const, 0), i(op.I64Const, -1), i(op.MemoryAtomicWait32), i(op.Drop),
		i(op.I32Const, 16), i(op.I32Load))
	b.ExportFunc("run", run)
	return b
}

// runThreads calls run of a module.
func runThreads(t *testing.T, b *wasmtest.Builder) ([]engine.Value, *engine.Memory, error) {
	t.Helper()
	m, err := wasm.Decode(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	sys, err := New(Config{})
	if err != nil {
		t.Fatal(err)
	}
	store := engine.NewStore(engine.Config{Tier: interp.New()})
	t.Cleanup(func() {
		store.Close()
		if err := sys.Close(); err != nil {
			t.Error(err)
		}
	})
	memory, err := store.NewMemory(wasm.MemoryType{Limits: sharedLimits})
	if err != nil {
		t.Fatal(err)
	}
	wasi := sys.Resolver(store)
	inst, err := store.Instantiate(m, "main", func(module, name string) (engine.Extern, bool) {
		if module == "env" {
			return memory, true
		}
		return wasi(module, name)
	})
	if err != nil {
		t.Fatal(err)
	}
	f, _ := inst.ExportedFunc("run")
	results, err := store.Invoke(f)
	return results, memory, err
}

func TestThreadSpawn(t *testing.T) {
	results, _, err := runThreads(t, threadModule())
	if err != nil || results[0].Lo != 105 {
		t.Errorf("%v, %v", results, err)
	}
}

func TestThreadSleepsWhileAnotherWaits(t *testing.T) {
	i := wasmtest.I
	b := threadModule(
		// A clock event in 1000 ns, into 256.
		i(op.I32Const, 64+subTimeout), i(op.I64Const, 1000), i(op.I64Store),
		i(op.I32Const, 64), i(op.I32Const, 256), i(op.I32Const, 1), i(op.I32Const, 32), i(op.Call, 1), i(op.Drop))
	results, memory, err := runThreads(t, b)
	if err != nil || results[0].Lo != 105 {
		t.Errorf("%v, %v", results, err)
	}
	if n := memory.Bytes()[32]; n != 1 {
		t.Errorf("%d events", n)
	}
}

func TestThreadYields(t *testing.T) {
	i := wasmtest.I
	results, _, err := runThreads(t, threadModule(i(op.Call, 2), i(op.Drop)))
	if err != nil || results[0].Lo != 105 {
		t.Errorf("%v, %v", results, err)
	}
}

func TestTrapInThreadEndsTheProgram(t *testing.T) {
	_, _, err := runThreads(t, threadModule(wasmtest.I(op.Unreachable)))
	var trap *engine.Trap
	if !errors.As(err, &trap) || trap.Kind != engine.TrapUnreachable || trap.Thread.ID == 0 {
		t.Errorf("%v", err)
	}
}

func TestModuleWithoutThreadStart(t *testing.T) {
	i := wasmtest.I
	b := wasmtest.New()
	spawn := b.ImportFunc(threadsModule, threadSpawn, []wasm.ValType{wasm.I32}, []wasm.ValType{wasm.I32})
	b.ExportFunc("run", b.Func(nil, []wasm.ValType{wasm.I32}, nil, i(op.I32Const, 5), i(op.Call, spawn)))
	_, _, err := runThreads(t, b)
	var trap *engine.Trap
	if !errors.As(err, &trap) || trap.Kind != engine.TrapHost {
		t.Errorf("%v", err)
	}
}
