// Package enginetest tests execution tiers with generated programs: what they compute must not
// depend on whether anybody looks, nor change from run to run, nor exceed the limits.
package enginetest

import (
	"errors"
	"fmt"
	"hash/fnv"

	"github.com/wdbg/wdbg/engine"
	"github.com/wdbg/wdbg/engine/heap"
	"github.com/wdbg/wdbg/internal/wasmgen"
	"github.com/wdbg/wdbg/wasm"
)

// Outcome is all that can be observed of the run of a generated module, in the order of its functions: comparable
// between runs and between engines.
type Outcome struct {
	Calls    []Call
	Memories []Memory
	Globals  []string
}

// Call is how the call of a function ended.
type Call struct {
	Func string
	// Trap is the kind of the trap; empty where the function returned.
	Trap    string
	Results []string
}

// Memory is the state of a memory.
type Memory struct {
	Pages uint64
	Hash  uint64 // FNV-1a of the content
}

// HashMemory returns the state of a memory's content.
func HashMemory(content []byte) Memory {
	h := fnv.New64a()
	h.Write(content)
	return Memory{Pages: uint64(len(content)) / wasm.PageSize, Hash: h.Sum64()}
}

// Diff says where two outcomes differ first; empty where they are equal.
func (o *Outcome) Diff(other *Outcome) string {
	for i := range o.Calls {
		if a, b := fmt.Sprint(o.Calls[i]), fmt.Sprint(other.Calls[i]); a != b {
			return fmt.Sprintf("call %d: %s and %s", i, a, b)
		}
	}
	for i := range o.Memories {
		if o.Memories[i] != other.Memories[i] {
			return fmt.Sprintf("memory %d: %v and %v", i, o.Memories[i], other.Memories[i])
		}
	}
	for i := range o.Globals {
		if o.Globals[i] != other.Globals[i] {
			return fmt.Sprintf("global %d: %s and %s", i, o.Globals[i], other.Globals[i])
		}
	}
	return ""
}

// Argument returns the bits of a function's argument: numbers that depend on the place, and null references.
func Argument(t wasm.ValType, fn, arg int) (lo, hi uint64) {
	n := uint64(fn*7+arg+1) * 0x9e3779b97f4a7c15
	switch t {
	case wasm.I32:
		return uint64(uint32(fn*3 + arg)), 0
	case wasm.F32:
		return 0x3f800000 + uint64(fn+arg)<<20, 0
	case wasm.F64:
		return 0x3ff0<<48 + uint64(fn+arg)<<50, 0
	case wasm.I64:
		return n, 0
	case wasm.V128:
		return n, ^n
	}
	return 0, 0
}

// Options say how to execute a module.
type Options struct {
	engine.Config
	// Prepare is called with the instance before its functions are; it may be nil.
	Prepare func(*engine.Instance) error
	// Finish is called with the instance after the calls, before the store is closed; it may be nil.
	Finish func(*engine.Instance) error
}

// Execute instantiates a generated module in a new store and calls its functions. An error is none of the guest's.
func Execute(m *wasmgen.Module, opt Options) (*Outcome, error) {
	module, err := wasm.Decode(m.Bytes)
	if err != nil {
		return nil, err
	}
	s := engine.NewStore(opt.Config)
	defer s.Close()
	host := s.NewHostFunc(hostFunc())
	inst, err := s.Instantiate(module, "", func(string, string) (engine.Extern, bool) { return host, true })
	if err != nil {
		return nil, fmt.Errorf("instantiating: %w", err)
	}
	if opt.Prepare != nil {
		if err := opt.Prepare(inst); err != nil {
			return nil, err
		}
	}
	out := &Outcome{}
	for i, f := range m.Funcs {
		c, err := callFunc(s, inst, i, f)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f.Name, err)
		}
		out.Calls = append(out.Calls, c)
	}
	for _, mem := range inst.Memories {
		out.Memories = append(out.Memories, HashMemory(mem.Bytes()))
	}
	for _, name := range m.Globals {
		ext, _ := inst.Export(name)
		out.Globals = append(out.Globals, show(s, ext.(*engine.Global).Value()))
	}
	if opt.Finish != nil {
		err = opt.Finish(inst)
	}
	return out, err
}

func hostFunc() *engine.HostFunc {
	return &engine.HostFunc{
		Module: wasmgen.HostModule,
		Name:   wasmgen.HostName,
		Type:   wasmgen.HostType(),
		Call: func(c *engine.Call) error {
			c.Results[0] = wasmgen.HostMix(uint32(c.Args[0]), c.Args[1])
			return nil
		},
	}
}

// callFunc calls an exported function. Traps are outcomes; those that tell of a fault of the engine are errors.
func callFunc(s *engine.Store, inst *engine.Instance, i int, f wasmgen.Func) (Call, error) {
	fn, ok := inst.ExportedFunc(f.Name)
	if !ok {
		return Call{}, errors.New("no such export")
	}
	args := make([]engine.Value, len(f.Params))
	for k, t := range f.Params {
		args[k].Type = t
		args[k].Lo, args[k].Hi = Argument(t, i, k)
	}
	c := Call{Func: f.Name}
	results, err := s.Invoke(fn, args...)
	var trap *engine.Trap
	if errors.As(err, &trap) {
		c.Trap = trap.Kind.String()
		switch trap.Kind {
		case engine.TrapInterrupted, engine.TrapTimeout, engine.TrapHost, engine.TrapInvalidCode, engine.TrapDeadlock:
			return c, trap
		}
		return c, nil
	}
	for _, v := range results {
		c.Results = append(c.Results, show(s, v))
	}
	return c, err
}

// show returns a value as text that does not depend on where objects are.
func show(s *engine.Store, v engine.Value) string {
	if !v.Type.IsRef() {
		return NumberText(v.Type, v.Lo, v.Hi)
	}
	switch r := engine.Ref(v.Lo); {
	case r.IsNull():
		return "null"
	case r.IsI31():
		return fmt.Sprintf("i31 %d", r.I31S())
	case r.IsFunc():
		return "func"
	case r.IsExn():
		return "exn"
	case r.IsHost():
		return "host"
	default:
		if k := s.Heap.KindOf(r); k == heap.KindArray {
			return fmt.Sprintf("array of %d", s.Heap.Len(r))
		}
		return "struct"
	}
}

// NumberText returns a number or vector in the notation of outcomes.
func NumberText(t wasm.ValType, lo, hi uint64) string {
	if t == wasm.V128 {
		return fmt.Sprintf("v128 %016x%016x", hi, lo)
	}
	return fmt.Sprintf("%v %x", t, lo)
}
