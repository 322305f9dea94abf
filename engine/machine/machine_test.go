package machine_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/wdbg/wdbg/engine"
	"github.com/wdbg/wdbg/engine/interp"
	"github.com/wdbg/wdbg/engine/machine"
	"github.com/wdbg/wdbg/internal/wasmtest"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

// machines runs a program until it traps and returns the machines of its frames, the innermost first.
func machines(t *testing.T) []*machine.Machine {
	t.Helper()
	i32 := []wasm.ValType{wasm.I32}
	b := wasmtest.New()
	g := b.Func(i32, i32, nil, wasmtest.I(op.Unreachable))
	f := b.Func(i32, i32, nil, wasmtest.I(op.I32Const, 7), wasmtest.I(op.LocalGet, 0), wasmtest.I(op.Call, g), wasmtest.I(op.I32Add))
	b.ExportFunc("f", f)
	b.Pages(1, 1)
	b.Global(wasm.I64, true, wasmtest.I(op.I64Const, -5))
	b.Table(wasm.FuncRef(), wasm.Limits{Min: 3})
	b.Elem(0, wasmtest.I(op.I32Const, 1), f)
	b.Data(0, wasmtest.I(op.I32Const, 100), []byte("text"))
	m, err := wasm.Decode(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	store := engine.NewStore(engine.Config{Tier: interp.New()})
	t.Cleanup(store.Close)
	inst, err := store.Instantiate(m, "m", func(string, string) (engine.Extern, bool) { return nil, false })
	if err != nil {
		t.Fatal(err)
	}
	fn, _ := inst.ExportedFunc("f")
	_, err = store.Invoke(fn, engine.I32Value(42))
	var trap *engine.Trap
	if !errors.As(err, &trap) {
		t.Fatal(err)
	}
	var list []*machine.Machine
	trap.Thread.Walk(func(fi engine.FrameInfo) bool {
		list = append(list, machine.Of(trap.Thread, fi.Depth))
		return true
	})
	if len(list) != 2 {
		t.Fatalf("%d frames", len(list))
	}
	return list
}

func TestFrames(t *testing.T) {
	list := machines(t)
	for i, m := range list {
		if w, err := m.Local(0); err != nil || w.Lo != 42 || w.Type != wasm.I32 {
			t.Errorf("frame %d: %+v %v", i, w, err)
		}
		if w, err := m.Global(0); err != nil || int64(w.Lo) != -5 || w.Type != wasm.I64 {
			t.Errorf("frame %d: %+v %v", i, w, err)
		}
	}
	inner, outer := list[0], list[1]
	if w, err := outer.Operand(0); err != nil || w.Lo != 7 {
		t.Errorf("%+v %v", w, err)
	}
	for _, c := range []struct {
		read func() error
		want string
	}{
		{func() error { _, err := outer.Operand(1); return err }, "the call in progress has taken operand 1"},
		{func() error { _, err := inner.Operand(0); return err }, "wasm operand 0, of 0"},
		{func() error { _, err := inner.Local(1); return err }, "wasm local 1, of 1"},
		{func() error { _, err := inner.Global(1); return err }, "wasm global 1, of 1"},
	} {
		err := c.read()
		var u *symbols.Unavailable
		if !errors.As(err, &u) || u.Reason != symbols.NoState || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v, want %s", err, c.want)
		}
	}
}

func TestMemoryAndTable(t *testing.T) {
	m := machines(t)[0]
	text := make([]byte, 4)
	if err := m.ReadMemory(text, 100); err != nil || string(text) != "text" {
		t.Errorf("%q %v", text, err)
	}
	if m.MemorySize() != wasm.PageSize || m.PointerSize() != 4 {
		t.Errorf("%d bytes, pointers of %d", m.MemorySize(), m.PointerSize())
	}
	for _, addr := range []uint64{wasm.PageSize - 3, wasm.PageSize + 1, 1<<64 - 1} {
		var u *symbols.Unavailable
		if err := m.ReadMemory(text, addr); !errors.As(err, &u) || u.Reason != symbols.OutsideMemory {
			t.Errorf("at %#x: %v", addr, err)
		}
	}
	if inst, f, ok := m.FuncAt(1); !ok || f != 1 || inst == nil {
		t.Errorf("%v %v", f, ok)
	}
	for _, element := range []uint64{0, 2, 3, 1 << 40} {
		if _, f, ok := m.FuncAt(element); ok {
			t.Errorf("element %d: function %d", element, f)
		}
	}
}
