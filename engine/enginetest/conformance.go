package enginetest

import (
	"fmt"
	"testing"

	"github.com/wdbg/wdbg/engine"
	"github.com/wdbg/wdbg/internal/wasmgen"
	"github.com/wdbg/wdbg/wasm"
)

// Limits under which generated programs run.
const (
	Fuel = 100_000
	// GCFuel is what programs with garbage get: at the limit of a small heap each tick may cost a collection.
	GCFuel = 10_000
	// ProbedFuel is what runs with a stop at every instruction get.
	ProbedFuel = 2000
	// WatchedFuel is what runs with watches get.
	WatchedFuel = 500
	MaxMemory   = 256 << 10
	MaxStack    = 64 << 10
)

// Config returns the configuration for generated programs with a tier.
func Config(tier engine.Tier) engine.Config {
	return engine.Config{Tier: tier, Fuel: Fuel, MaxMemory: MaxMemory, MaxStack: MaxStack}
}

// Features returns a combination of features for a seed: everything, or less.
func Features(seed uint64) wasmgen.Features {
	switch seed % 6 {
	case 0:
		return 0
	case 1:
		return wasmgen.SIMD | wasmgen.RelaxedSIMD
	case 2:
		return wasmgen.GC | wasmgen.FuncRefs | wasmgen.Refs | wasmgen.TailCalls
	case 3:
		return wasmgen.Exceptions | wasmgen.LegacyExceptions | wasmgen.FuncRefs | wasmgen.TailCalls
	case 4:
		return wasmgen.Memory64 | wasmgen.MultiMemory | wasmgen.Atomics | wasmgen.Refs
	}
	return wasmgen.All
}

// Generate makes the module of a seed from data.
func Generate(data []byte, seed uint64) (m *wasmgen.Module, fuel uint64) {
	features := Features(seed)
	if fuel = Fuel; features&wasmgen.GC != 0 {
		fuel = GCFuel
	}
	return wasmgen.Generate(data, wasmgen.Config{Features: features}), fuel
}

// Check runs a generated module in several ways and returns an error where they differ or a limit
// is exceeded: twice as it is, with a stop before each instruction at which locals and operands are read, and with watches.
func Check(m *wasmgen.Module, fuel uint64, newTier func() engine.Tier) error {
	opt := Options{Config: Config(newTier()), Finish: checkLimits}
	opt.Fuel = fuel
	first, err := Execute(m, opt)
	if err != nil {
		return fmt.Errorf("first run: %w", err)
	}
	opt.Tier = newTier()
	second, err := Execute(m, opt)
	if err != nil {
		return fmt.Errorf("second run: %w", err)
	}
	if diff := first.Diff(second); diff != "" {
		return fmt.Errorf("two runs differ: %s", diff)
	}
	if err := checkProbed(m, newTier); err != nil {
		return err
	}
	if err := checkWatched(m, newTier); err != nil {
		return err
	}
	return checkWatchedLocals(m, newTier, 1+len(m.Bytes)%5)
}

func checkProbed(m *wasmgen.Module, newTier func() engine.Tier) error {
	opt := Options{Config: Config(newTier()), Finish: checkLimits}
	opt.Fuel = ProbedFuel
	plain, err := Execute(m, opt)
	if err != nil {
		return fmt.Errorf("short run: %w", err)
	}
	looker := &Looker{Most: 1}
	opt.Tier, opt.Prepare = newTier(), looker.Attach
	looked, err := Execute(m, opt)
	if err != nil {
		return fmt.Errorf("run with probes: %w", err)
	}
	if diff := plain.Diff(looked); diff != "" {
		return fmt.Errorf("runs without and with probes differ: %s", diff)
	}
	return looker.Err
}

// Run tests a tier with n generated modules.
func Run(t *testing.T, newTier func() engine.Tier, n uint64) {
	for seed := range n {
		m, fuel := Generate(wasmgen.Bytes(seed, 300+int(seed%40)*100), seed)
		if err := Check(m, fuel, newTier); err != nil {
			t.Errorf("seed %d: %v", seed, err)
		}
	}
}

// checkLimits checks that the heap is within its bounds, and sound.
func checkLimits(inst *engine.Instance) error {
	if used := inst.Store.Heap.Stats().Reserved; used > MaxMemory {
		return fmt.Errorf("the heap has %d bytes, at most %d are allowed", used, MaxMemory)
	}
	return inst.Store.Heap.CheckInvariants()
}

// Looker is a probe before every instruction of an instance, which stops and reads the frame. The first error stays in Err.
type Looker struct {
	// Most is how often a frame is read at one place: reading takes time that grows with the function.
	Most int
	Err  error
	seen map[place]int
}

type place struct {
	fn *engine.Func
	at wasm.FuncOffset
}

// Attach probes all functions of an instance.
func (l *Looker) Attach(inst *engine.Instance) error {
	l.seen = make(map[place]int)
	for _, f := range inst.Funcs[len(inst.Module.ImportedFuncs):] {
		if _, err := inst.Store.ProbeAll(f, l); err != nil {
			return err
		}
	}
	return nil
}

// Fire reads the frame.
func (l *Looker) Fire(t *engine.Thread, at engine.FrameInfo) engine.ProbeAction {
	p := place{at.Func, at.Offset}
	if l.seen[p] < l.Most && l.Err == nil {
		l.seen[p]++
		l.Err = look(t, at)
	}
	return engine.ProbeStop
}

// look reads the locals and operands of every frame, from the innermost to the tenth.
func look(t *engine.Thread, at engine.FrameInfo) (err error) {
	n := 0
	t.Walk(func(fr engine.FrameInfo) bool {
		if _, err = t.Locals(fr.Depth); err == nil {
			_, err = t.Operands(fr.Depth)
		}
		if err != nil {
			err = fmt.Errorf("at function %d, offset 0x%x: frame of function %d, offset 0x%x: %w",
				at.Func.Index, uint64(at.Offset), fr.Func.Index, uint64(fr.Offset), err)
		}
		n++
		return err == nil && n < 10
	})
	return err
}
