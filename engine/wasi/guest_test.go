package wasi

import (
	"encoding/binary"
	"testing"

	"github.com/wdbg/wdbg/engine"
	"github.com/wdbg/wdbg/wasm"
)

// guest stands for a guest: it calls host functions with a memory of its own.
type guest struct {
	t      testing.TB
	sys    *System
	store  *engine.Store
	inst   *engine.Instance
	thread *engine.Thread
	look   engine.Resolver
}

func newGuest(t testing.TB, cfg Config) *guest {
	t.Helper()
	sys, err := New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	store := engine.NewStore(engine.Config{})
	t.Cleanup(func() {
		if err := sys.Close(); err != nil {
			t.Error(err)
		}
		store.Close()
	})
	m, err := store.NewMemory(wasm.MemoryType{Limits: wasm.Limits{Min: 1, Max: 100, HasMax: true}})
	if err != nil {
		t.Fatal(err)
	}
	return &guest{t: t, sys: sys, store: store, look: sys.Resolver(store),
		inst:   &engine.Instance{Store: store, Memories: []*engine.Memory{m}},
		thread: &engine.Thread{Store: store}}
}

func (g *guest) mem() []byte { return g.inst.Memories[0].Bytes() }

func (g *guest) u32(addr int) uint32 { return binary.LittleEndian.Uint32(g.mem()[addr:]) }

func (g *guest) put32(addr int, vs ...uint32) {
	for i, v := range vs {
		binary.LittleEndian.PutUint32(g.mem()[addr+4*i:], v)
	}
}

// call calls a function through the gate and returns its errno.
func (g *guest) call(name string, args ...uint64) errno {
	g.t.Helper()
	e, err := g.try(engine.OpenGate{}, name, args...)
	if err != nil {
		g.t.Fatalf("%s: %v", name, err)
	}
	return e
}

func (g *guest) try(gate engine.Gate, name string, args ...uint64) (errno, error) {
	g.t.Helper()
	ext, ok := g.look(ModuleName, name)
	if !ok {
		g.t.Fatalf("no function %s", name)
	}
	f := ext.(*engine.Func)
	if len(args) != int(f.ParamSlots) {
		g.t.Fatalf("%s takes %d arguments", name, f.ParamSlots)
	}
	// Arguments and results share slots, as they do in a frame.
	slots := make([]uint64, max(len(args), 1))
	copy(slots, args)
	err := gate.HostCall(&engine.Call{Thread: g.thread, Caller: g.inst, Func: f,
		Args: slots[:len(args)], Results: slots[:f.ResultSlots]})
	return errno(slots[0]), err
}
