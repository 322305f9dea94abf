package debugger_test

import (
	"io"
	"strings"
	"testing"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/engine"
	"github.com/wdbg/wdbg/engine/interp"
	"github.com/wdbg/wdbg/internal/wasmtest"
	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/target/local"
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

// twoModules is a program of two modules: main calls a function of the other one, directly, through a table, and in place of itself.
func twoModules(t *testing.T) *program {
	i32 := []wasm.ValType{wasm.I32}
	other := wasmtest.New()
	other.ExportFunc("add", other.Func(i32, i32, nil, wasmtest.I(op.LocalGet, 0), wasmtest.I(op.I32Const, 1), wasmtest.I(op.I32Add)))
	b := wasmtest.New()
	typ := b.FuncType(i32, i32)
	add := b.ImportFunc("other", "add", i32, i32)
	table := b.Table(wasm.FuncRef(), wasm.Limits{Min: 1})
	b.Elem(table, wasmtest.I(op.I32Const, 0), add)
	tail := b.Func(i32, i32, nil, wasmtest.I(op.LocalGet, 0), wasmtest.I(op.ReturnCall, add))
	b.ExportFunc("_start", b.Func(nil, nil, nil,
		wasmtest.I(op.I32Const, 5), wasmtest.I(op.Call, add),
		wasmtest.I(op.Call, tail),
		wasmtest.I(op.I32Const, 0), wasmtest.I(op.CallIndirect, typ, table), wasmtest.I(op.Drop)))
	p := &program{t: t}
	p.Session = debugger.New(debugger.Config{Launch: func() (*target.Target, error) { return p.link(other.Bytes(), b.Bytes()) }})
	t.Cleanup(func() { _ = p.Close() })
	return p
}

// link makes a target of two modules; the second one may import the first one's exports.
func (p *program) link(files ...[]byte) (*target.Target, error) {
	store := engine.NewStore(engine.Config{Tier: interp.New()})
	var instances []*engine.Instance
	resolve := func(_, name string) (engine.Extern, bool) {
		f, ok := instances[0].ExportedFunc(name)
		return f, ok
	}
	return local.New(local.Config{Store: store, Next: func() (local.Step, error) {
		if n := len(instances); n < len(files) {
			m, err := wasm.Decode(files[n])
			return local.Step{Module: m, Name: []string{"other", "main"}[n], Resolve: resolve, Linked: func(i *engine.Instance) error {
				instances = append(instances, i)
				return nil
			}}, err
		}
		if p.entry == "done" {
			return local.Step{}, io.EOF
		}
		p.entry = "done"
		f, _ := instances[1].ExportedFunc("_start")
		return local.Step{Call: f}, nil
	}}), nil
}

// TestStepInstances steps over, into and out of calls between instances, where no source is known.
func TestStepInstances(t *testing.T) {
	type step struct {
		kind debugger.StepKind
		want string // instance, function and instruction
	}
	into, over, out := debugger.StepInto, debugger.StepOver, debugger.StepOut
	for _, tt := range []struct {
		name  string
		steps []step
	}{
		{"into", []step{{into, "main 2 call"}, {into, "other 0 local.get"}, {into, "other 0 i32.const"}, {into, "other 0 i32.add"}, {into, "other 0 end"},
			{into, "main 2 call"}}},
		{"over", []step{{over, "main 2 call"}, {over, "main 2 call"}, {over, "main 2 i32.const"}, {over, "main 2 call_indirect"}, {over, "main 2 drop"}}},
		{"out", []step{{over, "main 2 call"}, {into, "other 0 local.get"}, {out, "main 2 call"}, {into, "main 1 local.get"}, {out, "main 2 i32.const"}}},
		{"tail calls", []step{{over, "main 2 call"}, {over, "main 2 call"}, {into, "main 1 local.get"}, {over, "main 1 return_call"}, {over, "main 2 i32.const"}}},
		{"into a tail call", []step{{over, "main 2 call"}, {over, "main 2 call"}, {into, "main 1 local.get"}, {over, "main 1 return_call"},
			{into, "other 0 local.get"}, {out, "main 2 i32.const"}}},
		{"through a table", []step{{over, "main 2 call"}, {over, "main 2 call"}, {over, "main 2 i32.const"}, {over, "main 2 call_indirect"},
			{into, "other 0 local.get"}, {out, "main 2 drop"}, {over, "main 2 end"}, {over, "exit"}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := twoModules(t)
			p.start()
			for i, s := range tt.steps {
				got := "exit"
				if stop := p.step(debugger.StepSpec{Kind: s.kind}); !stop.Ended {
					got = p.instruction()
				}
				if got != s.want {
					t.Fatalf("step %d is at %s, want %s", i+1, got, s.want)
				}
			}
		})
	}
}

// instruction returns what the program is about to execute, and where.
func (p *program) instruction() (text string) {
	p.inspect(func(_ *debugger.View, top *debugger.Frame) {
		m := top.Instance.Module
		body, _ := m.Body(top.Physical.Func)
		var r wasm.InstrReader
		r.Reset(m.Bytes, body.Start+wasm.FileOffset(top.Physical.Offset), body.End)
		r.Next()
		fn := int(top.Physical.Func)
		text = strings.Join([]string{top.Instance.Name, string(rune('0' + fn)), r.Op.String()}, " ")
	})
	return text
}
