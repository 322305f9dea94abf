package enginetest_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"

	"github.com/wdbg/wdbg/engine"
	"github.com/wdbg/wdbg/engine/enginetest"
	"github.com/wdbg/wdbg/internal/wasmgen"
	"github.com/wdbg/wdbg/wasm"
)

// peerFeatures are what both engines have.
const peerFeatures = wasmgen.SIMD | wasmgen.Refs | wasmgen.TailCalls | wasmgen.ExtendedConst | wasmgen.Atomics

// peerConfig returns what modules for both engines are like: they end by themselves, and have NaNs that both agree
// on. The other engine has no variables of type exnref, which come with the two features together.
func peerConfig(seed uint64) wasmgen.Config {
	cfg := wasmgen.Config{Features: peerFeatures, Fuel: 300, Portable: true}
	switch seed % 4 {
	case 0:
		cfg.Features |= wasmgen.Exceptions
	case 1:
		cfg.Features |= wasmgen.FuncRefs
	}
	return cfg
}

// peer is the other engine.
type peer struct {
	runtime wazero.Runtime
}

func newPeer(ctx context.Context, t testing.TB) *peer {
	features := api.CoreFeaturesV2 | experimental.CoreFeaturesThreads | experimental.CoreFeaturesTailCall |
		experimental.CoreFeaturesExtendedConst | experimental.CoreFeaturesExceptionHandling |
		experimental.CoreFeaturesTypedFunctionReferences
	r := wazero.NewRuntimeWithConfig(ctx, wazero.NewRuntimeConfigInterpreter().WithCoreFeatures(features))
	t.Cleanup(func() { r.Close(ctx) })
	_, err := r.NewHostModuleBuilder(wasmgen.HostModule).NewFunctionBuilder().
		WithFunc(wasmgen.HostMix).Export(wasmgen.HostName).Instantiate(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return &peer{r}
}

func (p *peer) execute(ctx context.Context, m *wasmgen.Module) (*enginetest.Outcome, error) {
	inst, err := p.runtime.InstantiateWithConfig(ctx, m.Bytes, wazero.NewModuleConfig().WithName(""))
	if err != nil {
		return nil, err
	}
	defer inst.Close(ctx)
	out := &enginetest.Outcome{}
	for i, f := range m.Funcs {
		c := peerCall(ctx, inst, i, f)
		if strings.Contains(c.Trap, "recovered by wazero") {
			return nil, errors.New(c.Trap) // a fault of its own
		}
		out.Calls = append(out.Calls, c)
	}
	for _, name := range m.Memories {
		mem := inst.ExportedMemory(name)
		content, _ := mem.Read(0, mem.Size())
		out.Memories = append(out.Memories, enginetest.HashMemory(content))
	}
	for _, name := range m.Globals {
		out.Globals = append(out.Globals, peerGlobal(inst.ExportedGlobal(name)))
	}
	return out, nil
}

func peerCall(ctx context.Context, inst api.Module, i int, f wasmgen.Func) enginetest.Call {
	var args []uint64
	for k, t := range f.Params {
		lo, hi := enginetest.Argument(t, i, k)
		args = append(args, lo)
		if t == wasm.V128 {
			args = append(args, hi)
		}
	}
	c := enginetest.Call{Func: f.Name}
	results, err := inst.ExportedFunction(f.Name).Call(ctx, args...)
	if err != nil {
		c.Trap = trapClass(firstLine(err))
		return c
	}
	for _, t := range f.Results {
		lo, hi := results[0], uint64(0)
		if t == wasm.V128 {
			hi = results[1]
		}
		results = results[t.Slots():]
		c.Results = append(c.Results, peerValue(t, lo, hi))
	}
	return c
}

func firstLine(err error) string {
	line, _, _ := strings.Cut(err.Error(), "\n")
	return strings.TrimPrefix(line, "wasm error: ")
}

// peerValue returns a value in the notation of outcomes. All that generated modules have of
// references here is null and functions.
func peerValue(t wasm.ValType, lo, hi uint64) string {
	switch {
	case !t.IsRef():
		return enginetest.NumberText(t, lo, hi)
	case lo == 0:
		return "null"
	case t == wasm.FuncRef():
		return "func"
	}
	return "host"
}

func peerGlobal(g api.Global) string {
	switch t := wasm.ValType(g.Type()); t {
	case wasm.I32, wasm.I64, wasm.F32, wasm.F64:
		return enginetest.NumberText(t, g.Get(), 0)
	}
	return "" // the interface does not give vectors and references
}

// trapClass makes the names of traps comparable: the other engine knows fewer.
func trapClass(trap string) string {
	switch trap {
	case engine.TrapMemoryBounds.String(), engine.TrapUnalignedAtomic.String():
		return "memory access" // either may be found first
	case engine.TrapNullFunction.String():
		return engine.TrapNullReference.String()
	case engine.TrapTableBounds.String(), engine.TrapUndefinedElement.String(), engine.TrapUninitializedElement.String():
		return "invalid table access"
	}
	return trap
}

// comparePeer runs a module on both engines and says where they differ. ok is false where the other
// cannot run it.
func comparePeer(ctx context.Context, p *peer, m *wasmgen.Module) (diff string, ok bool) {
	theirs, err := p.execute(ctx, m)
	if err != nil {
		return fmt.Sprintf("the other engine: %v", err), false
	}
	ours, err := enginetest.Execute(m, enginetest.Options{Config: enginetest.Config(newTier())})
	if err != nil {
		return fmt.Sprintf("this engine: %v", err), true
	}
	for i := range ours.Calls {
		exhausted := engine.TrapStackExhausted.String()
		if ours.Calls[i].Trap == exhausted || theirs.Calls[i].Trap == exhausted {
			return "the stacks of the engines have different limits", false
		}
		ours.Calls[i].Trap = trapClass(ours.Calls[i].Trap)
	}
	for i, g := range theirs.Globals {
		if g == "" {
			ours.Globals[i] = ""
		}
	}
	return ours.Diff(theirs), true
}

// TestPeer compares results, traps, memories and globals with those of wazero's interpreter.
func TestPeer(t *testing.T) {
	ctx := context.Background()
	p := newPeer(ctx, t)
	const n = 600
	refused := 0
	for seed := range uint64(n) {
		m := wasmgen.Generate(wasmgen.Bytes(seed, 200+int(seed%40)*100), peerConfig(seed))
		switch diff, ok := comparePeer(ctx, p, m); {
		case !ok:
			if refused++; refused == 1 {
				t.Logf("seed %d: %s", seed, diff)
			}
		case diff != "":
			t.Errorf("seed %d: %s", seed, diff)
		}
	}
	if t.Logf("%d of %d modules refused by the other engine", refused, n); refused > n/10 {
		t.Errorf("too few modules were compared")
	}
}

// FuzzPeer compares with wazero's interpreter on modules from the fuzzer's bytes.
func FuzzPeer(f *testing.F) {
	for seed := range uint64(8) {
		f.Add(wasmgen.Bytes(seed, 1500), uint8(seed))
	}
	ctx := context.Background()
	p := newPeer(ctx, f)
	f.Fuzz(func(t *testing.T, data []byte, features uint8) {
		if diff, ok := comparePeer(ctx, p, wasmgen.Generate(data, peerConfig(uint64(features)))); ok && diff != "" {
			t.Fatal(diff)
		}
	})
}
