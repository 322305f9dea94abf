package engine_test

import (
	"encoding/binary"
	"fmt"
	"slices"
	"testing"

	"github.com/wdbg/wdbg/engine"
	"github.com/wdbg/wdbg/engine/interp"
	"github.com/wdbg/wdbg/internal/wasmtest"
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

// assemble instantiates a module in a store, a new one where it is nil, with what imports has under the names of imports.
func assemble(t testing.TB, store *engine.Store, b *wasmtest.Builder, imports map[string]engine.Extern) *engine.Instance {
	t.Helper()
	m, err := wasm.Decode(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if store == nil {
		store = newStore(t, engine.Config{})
	}
	inst, err := store.Instantiate(m, "m", func(_, name string) (engine.Extern, bool) {
		e, ok := imports[name]
		return e, ok
	})
	if err != nil {
		t.Fatal(err)
	}
	return inst
}

func newStore(t testing.TB, cfg engine.Config) *engine.Store {
	cfg.Tier = interp.New()
	store := engine.NewStore(cfg)
	t.Cleanup(store.Close)
	return store
}

// record makes a watch's hits be written down.
func record(list *[]string, w engine.Watch) *engine.Watch {
	w.Fire = func(t *engine.Thread, h *engine.WatchHit) engine.ProbeAction {
		by := "the host"
		if h.By.Func.Instance != nil {
			by = fmt.Sprintf("function %d", h.By.Func.Index)
		}
		*list = append(*list, fmt.Sprintf("%x to %x by %s", h.Old, h.New, by))
		return engine.ProbeStop
	}
	return &w
}

func set(t testing.TB, store *engine.Store, ws ...*engine.Watch) {
	t.Helper()
	if err := store.SetWatches(ws); err != nil {
		t.Fatal(err)
	}
}

func expect(t *testing.T, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("told %q, want %q", got, want)
	}
}

// A watched global is the same whoever imports it.
func TestWatchImportedGlobal(t *testing.T) {
	b := wasmtest.New()
	b.Export("g", wasm.ExternGlobal, uint32(b.Global(wasm.V128, true, wasmtest.I(op.V128Const, [16]byte{1}))))
	owner := assemble(t, nil, b, nil)
	g, _ := owner.Export("g")
	b = wasmtest.New()
	b.ImportGlobal("m", "g", wasm.V128, true)
	f := b.Func(nil, nil, nil, wasmtest.I(op.GlobalGet, 0), wasmtest.I(op.V128Not), wasmtest.I(op.GlobalSet, 0))
	user := assemble(t, owner.Store, b, map[string]engine.Extern{"g": g})
	var got []string
	set(t, owner.Store, record(&got, engine.Watch{Global: g.(*engine.Global), Access: engine.Write}))
	if _, err := owner.Store.Invoke(user.Funcs[f]); err != nil {
		t.Fatal(err)
	}
	expect(t, got, "01000000000000000000000000000000 to feffffffffffffffffffffffffffffff by function 0")
	set(t, owner.Store)
	if _, err := owner.Store.Invoke(user.Funcs[f]); err != nil || len(got) != 1 {
		t.Errorf("%d hits, %v", len(got), err)
	}
}

// hostProgram has three functions: f calls g, which calls the host's h in its place; s stores 7 at 0x10.
func hostProgram(t testing.TB, h func(c *engine.Call) error) (f, s *engine.Func) {
	t.Helper()
	i := wasmtest.I
	b := wasmtest.New()
	host := b.ImportFunc("m", "h", nil, nil)
	g := b.Func(nil, nil, nil, i(op.ReturnCall, host))
	fn := b.Func(nil, nil, nil, i(op.Call, g), i(op.Nop))
	st := b.Func(nil, nil, nil, i(op.I32Const, 16), i(op.I32Const, 7), i(op.I32Store8))
	b.Pages(1, 1)
	store := newStore(t, engine.Config{})
	inst := assemble(t, store, b, map[string]engine.Extern{"h": store.NewHostFunc(&engine.HostFunc{Module: "m", Name: "h", Call: h})})
	return inst.Funcs[fn], inst.Funcs[st]
}

// What a host function writes is told where the guest goes on, also after a call in place of the caller.
func TestWatchHostInTailCall(t *testing.T) {
	f, _ := hostProgram(t, func(c *engine.Call) error {
		binary.LittleEndian.PutUint16(c.Memory().Bytes()[15:], 0x1234)
		return nil
	})
	store, memory := f.Instance.Store, f.Instance.Memories[0]
	var got []string
	set(t, store, record(&got, engine.Watch{Memory: memory, Addr: 16, Size: 2, Access: engine.Write}),
		record(&got, engine.Watch{Memory: memory, Addr: 16, Size: 2, Access: engine.Read}))
	thread, err := store.NewThread(f, nil)
	if err != nil {
		t.Fatal(err)
	}
	if stop := store.Resume(thread); stop.Kind != engine.StopProbe {
		t.Fatalf("%+v", stop)
	}
	expect(t, got, "0000 to 1200 by the host")
	at, _ := thread.FrameAt(thread.Depth - 1)
	if body, _ := f.Instance.Module.Body(f.Index); f.Instance.Module.Bytes[body.Start+wasm.FileOffset(at.Offset)] != byte(op.Nop) || at.Func != f {
		t.Errorf("stopped at 0x%x of function %d", at.Offset, at.Func.Index)
	}
	if stop := store.Resume(thread); stop.Kind != engine.StopDone {
		t.Errorf("%+v", stop)
	}
}

// A write by the guest that a host function calls is the guest's alone.
func TestWatchGuestCalledByHost(t *testing.T) {
	var f, s *engine.Func
	f, s = hostProgram(t, func(c *engine.Call) error {
		_, err := c.Thread.Store.Invoke(s)
		return err
	})
	store := f.Instance.Store
	var got []string
	set(t, store, record(&got, engine.Watch{Memory: f.Instance.Memories[0], Addr: 16, Size: 1, Access: engine.Write}))
	if _, err := store.Invoke(f); err != nil {
		t.Fatal(err)
	}
	expect(t, got, fmt.Sprintf("00 to 07 by function %d", s.Index))
}

// counter has a function that adds 1 to the i32 at 0x20 for as many times as it is told.
func counter(t testing.TB, cfg engine.Config) *engine.Func {
	t.Helper()
	i := wasmtest.I
	b := wasmtest.New()
	f := b.Func([]wasm.ValType{wasm.I32}, nil, nil,
		i(op.Loop),
		i(op.I32Const, 0x20), i(op.I32Const, 0x20), i(op.I32Load), i(op.I32Const, 1), i(op.I32Add), i(op.I32Store),
		i(op.LocalGet, 0), i(op.I32Const, -1), i(op.I32Add), i(op.LocalTee, 0), i(op.BrIf, 0),
		i(op.End))
	b.Pages(1, 1)
	return assemble(t, newStore(t, cfg), b, nil).Funcs[f]
}

// Threads that take turns at every tick write to the same place, and each write is told once, with what it changed.
func TestWatchThreads(t *testing.T) {
	f := counter(t, engine.Config{Quantum: 1})
	store := f.Instance.Store
	const each = 50
	seen := map[int]int{}
	last := uint32(0)
	set(t, store, &engine.Watch{Memory: f.Instance.Memories[0], Addr: 0x20, Size: 4, Access: engine.Write,
		Fire: func(th *engine.Thread, h *engine.WatchHit) engine.ProbeAction {
			before, after := binary.LittleEndian.Uint32(h.Old), binary.LittleEndian.Uint32(h.New)
			if before != last || after != last+1 {
				t.Errorf("%d to %d after %d", before, after, last)
			}
			last = after
			seen[th.ID]++
			return engine.ProbeAction(after % 2)
		}})
	var threads []*engine.Thread
	for range 3 {
		th, err := store.NewThread(f, []engine.Value{engine.I32Value(each)})
		if err != nil {
			t.Fatal(err)
		}
		threads = append(threads, th)
	}
	for _, th := range threads {
		if th.State != engine.ThreadDone {
			outcome(store, th, func() {})
		}
	}
	for _, th := range threads {
		if seen[th.ID] != each {
			t.Errorf("thread %d was told of %d times, want %d", th.ID, seen[th.ID], each)
		}
	}
}

// Probes before, at and after the instruction that is watched fire once each time, and see the hit in its place.
func TestWatchWithProbes(t *testing.T) {
	f := counter(t, engine.Config{})
	store := f.Instance.Store
	var got []string
	set(t, store, record(&got, engine.Watch{Memory: f.Instance.Memories[0], Addr: 0x20, Size: 4, Access: engine.Write}))
	body, _ := f.Instance.Module.Body(f.Index)
	var r wasm.InstrReader
	r.Reset(f.Instance.Module.Bytes, body.Start, body.End)
	r.Locals(func(uint32, wasm.ValType) error { return nil })
	stored := false
	for r.Next() {
		name, _ := r.Op.Info()
		if r.Op != op.I32Add && r.Op != op.I32Store && !stored {
			continue
		}
		stored = r.Op == op.I32Store
		text := name.Name
		if _, err := store.AddProbe(f, wasm.FuncOffset(r.Offset-body.Start), engine.ProbeFunc(func(*engine.Thread, engine.FrameInfo) engine.ProbeAction {
			got = append(got, text)
			return engine.ProbeStop
		})); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := store.Invoke(f, engine.I32Value(2)); err != nil {
		t.Fatal(err)
	}
	expect(t, got,
		"i32.add", "i32.store", "00000000 to 01000000 by function 0", "local.get", "i32.add",
		"i32.add", "i32.store", "01000000 to 02000000 by function 0", "local.get", "i32.add")
}

// BenchmarkWatchHit has a watch told of each of many writes, none of which is to stop the program.
func BenchmarkWatchHit(b *testing.B) {
	f := counter(b, engine.Config{})
	set(b, f.Instance.Store, &engine.Watch{Memory: f.Instance.Memories[0], Addr: 0x20, Size: 4, Access: engine.Write,
		Fire: func(*engine.Thread, *engine.WatchHit) engine.ProbeAction { return engine.ProbeContinue }})
	b.ResetTimer()
	if _, err := f.Instance.Store.Invoke(f, engine.I32Value(uint32(b.N))); err != nil {
		b.Fatal(err)
	}
}
