package interp_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/wdbg/wdbg/engine"
	"github.com/wdbg/wdbg/engine/enginetest"
	"github.com/wdbg/wdbg/engine/interp"
	"github.com/wdbg/wdbg/internal/wasmgen"
	"github.com/wdbg/wdbg/wasm"
)

// seeds is how many generated modules the tests here run.
const seeds = 80

// outcome runs the functions of a generated module and describes how each ends: results, or the
// trap with every frame's place, locals and operands. prepare sets probes.
func outcome(t *testing.T, m *wasmgen.Module, prepare func(*engine.Instance)) []string {
	t.Helper()
	module, err := wasm.Decode(m.Bytes)
	if err != nil {
		t.Fatal(err)
	}
	cfg := enginetest.Config(interp.New())
	cfg.Fuel = 3000
	s := engine.NewStore(cfg)
	defer s.Close()
	host := s.NewHostFunc(&engine.HostFunc{Type: wasmgen.HostType(), Call: func(c *engine.Call) error {
		c.Results[0] = wasmgen.HostMix(uint32(c.Args[0]), c.Args[1])
		return nil
	}})
	inst, err := s.Instantiate(module, "m", func(string, string) (engine.Extern, bool) { return host, true })
	if err != nil {
		return []string{err.Error()}
	}
	prepare(inst)
	var out []string
	for i, f := range m.Funcs {
		fn, _ := inst.ExportedFunc(f.Name)
		args := make([]engine.Value, len(f.Params))
		for k, p := range f.Params {
			args[k].Type = p
			args[k].Lo, args[k].Hi = enginetest.Argument(p, i, k)
		}
		results, err := s.Invoke(fn, args...)
		var trap *engine.Trap
		switch {
		case errors.As(err, &trap):
			out = append(out, f.Name+": "+trap.Error()+stack(trap.Thread))
		default:
			out = append(out, fmt.Sprintf("%s: %s %v", f.Name, values(results, nil), err))
		}
	}
	return out
}

// stack describes the innermost frames of a thread.
func stack(t *engine.Thread) string {
	var b strings.Builder
	fmt.Fprintf(&b, " after %d ticks", t.Ticks())
	n := 0
	t.Walk(func(f engine.FrameInfo) bool {
		fmt.Fprintf(&b, "\n  func %d at 0x%x", f.Func.Index, uint32(f.Offset))
		if f.Depth >= 0 {
			locals, err := t.Locals(f.Depth)
			fmt.Fprintf(&b, " locals %s", values(locals, err))
			operands, err := t.Operands(f.Depth)
			fmt.Fprintf(&b, " operands %s", values(operands, err))
		}
		n++
		return n < 5
	})
	return b.String()
}

// values shows values; of objects only that they are some, since handles depend on the run.
func values(vs []engine.Value, err error) string {
	if err != nil {
		return err.Error()
	}
	var parts []string
	for _, v := range vs {
		switch r := engine.Ref(v.Lo); {
		case v.Type.IsRef() && r.InHeap():
			parts = append(parts, "object")
		default:
			parts = append(parts, fmt.Sprintf("%x:%x", v.Hi, v.Lo))
		}
	}
	return "[" + strings.Join(parts, " ") + "]"
}

func probeAll(inst *engine.Instance, p engine.Probe) (removes []func() error) {
	for _, f := range inst.Funcs {
		if f.Instance != inst {
			continue
		}
		if remove, err := inst.Store.ProbeAll(f, p); err == nil {
			removes = append(removes, remove)
		}
	}
	return removes
}

func generated(seed uint64) *wasmgen.Module {
	return wasmgen.Generate(wasmgen.Bytes(seed, 1500), wasmgen.Config{Features: enginetest.Features(seed)})
}

func compare(t *testing.T, seed uint64, what string, want, got []string) {
	t.Helper()
	for i := range want {
		if want[i] != got[i] {
			t.Errorf("seed %d: %s differs:\nwant %s\ngot  %s", seed, what, want[i], got[i])
			return
		}
	}
}

// Joined instructions must not show: a trap leaves the same frames, locals and operand stacks as in code that
// stops before every instruction, where nothing is joined.
func TestTrapStateIsExact(t *testing.T) {
	traps := 0
	for seed := range uint64(seeds) {
		m := generated(seed)
		plain := outcome(t, m, func(*engine.Instance) {})
		slow := outcome(t, m, func(inst *engine.Instance) {
			probeAll(inst, engine.ProbeFunc(func(*engine.Thread, engine.FrameInfo) engine.ProbeAction { return engine.ProbeContinue }))
		})
		compare(t, seed, "the state after a run with probes everywhere", plain, slow)
		for _, o := range plain {
			if strings.Contains(o, "operands") {
				traps++
			}
		}
	}
	if traps < seeds/4 {
		t.Errorf("only %d functions trapped: the test shows too little", traps)
	}
}

// Probes that come and go while functions run move their frames between preparations, and change nothing.
func TestFramesMoveBetweenPreparations(t *testing.T) {
	for seed := range uint64(seeds) {
		m := generated(seed)
		plain := outcome(t, m, func(*engine.Instance) {})
		moved := outcome(t, m, func(inst *engine.Instance) {
			hits := 0
			var removes []func() error
			var toggle engine.ProbeFunc
			toggle = func(*engine.Thread, engine.FrameInfo) engine.ProbeAction {
				hits++
				switch hits % 7 {
				case 3:
					removes = append(removes, probeAll(inst, engine.ProbeFunc(
						func(*engine.Thread, engine.FrameInfo) engine.ProbeAction { return engine.ProbeContinue }))...)
				case 6:
					for _, remove := range removes {
						if err := remove(); err != nil {
							t.Errorf("seed %d: removing a probe: %v", seed, err)
						}
					}
					removes = nil
				}
				return engine.ProbeContinue
			}
			for n, f := range inst.Funcs {
				if f.Instance == inst && n%2 == 0 {
					body, _ := inst.Module.Body(f.Index)
					var r wasm.InstrReader
					r.Reset(inst.Module.Bytes, body.Start, body.End)
					r.Locals(func(uint32, wasm.ValType) error { return nil })
					for k := 0; r.Next(); k++ {
						if k%5 == 0 {
							inst.Store.AddProbe(f, wasm.FuncOffset(r.Offset-body.Start), toggle)
						}
					}
				}
			}
		})
		compare(t, seed, "the state after a run with probes that come and go", plain, moved)
	}
}
