package enginetest

import (
	"fmt"

	"github.com/wdbg/wdbg/engine"
	"github.com/wdbg/wdbg/internal/wasmgen"
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

// checkWatchedLocals watches the locals of one frame, that of the nth call of a function, and compares what the watches are told with what
// a probe before every instruction works out.
func checkWatchedLocals(m *wasmgen.Module, newTier func() engine.Tier, nth int) error {
	opt := Options{Config: Config(newTier()), Finish: checkLimits}
	opt.Fuel = WatchedFuel
	told, calculated := &localWatcher{nth: nth}, &localOracle{nth: nth}
	opt.Prepare = told.attach
	one, err := Execute(m, opt)
	if err != nil {
		return fmt.Errorf("run with watched locals: %w", err)
	}
	if told.err != nil {
		return fmt.Errorf("watching locals: %w", told.err)
	}
	opt.Tier, opt.Prepare = newTier(), calculated.attach
	other, err := Execute(m, opt)
	if err != nil {
		return fmt.Errorf("run of the oracle for locals: %w", err)
	}
	if diff := one.Diff(other); diff != "" {
		return fmt.Errorf("runs with watched locals and with probes differ: %s", diff)
	}
	for i := range max(len(told.events), len(calculated.events)) {
		if a, b := line(told.events, i), line(calculated.events, i); a != b {
			return fmt.Errorf("access %d of %d to a local:\ntold %s\nwant %s", i, len(calculated.events), a, b)
		}
	}
	return nil
}

func line(list []string, i int) string {
	if i < len(list) {
		return list[i]
	}
	return "nothing"
}

// localAccess is which accesses of a local are watched.
func localAccess(n int) engine.Access { return engine.Access(1 + n%3) }

// localWatcher sets the watches when the function is called, and writes down what they are told.
type localWatcher struct {
	nth, calls int
	events     []string
	err        error
}

func (w *localWatcher) attach(inst *engine.Instance) error {
	for _, f := range inst.Funcs[len(inst.Module.ImportedFuncs):] {
		if _, err := inst.Store.AddProbe(f, entry(f), w); err != nil {
			return err
		}
	}
	return nil
}

// entry returns the first instruction of a function.
func entry(f *engine.Func) wasm.FuncOffset {
	body, _ := f.Instance.Module.Body(f.Index)
	var r wasm.InstrReader
	r.Reset(f.Instance.Module.Bytes, body.Start, body.End)
	r.Locals(func(uint32, wasm.ValType) error { return nil })
	return wasm.FuncOffset(r.Pos() - body.Start)
}

// Fire counts calls.
func (w *localWatcher) Fire(t *engine.Thread, at engine.FrameInfo) engine.ProbeAction {
	if w.calls++; w.calls != w.nth {
		return engine.ProbeContinue
	}
	types, _ := at.Func.LocalTypes()
	var ws []*engine.Watch
	for n := range min(len(types), 60) {
		watch := &engine.Watch{Thread: t, Depth: at.Depth, Local: wasm.LocalIndex(n), Access: localAccess(n)}
		watch.Fire = func(t *engine.Thread, h *engine.WatchHit) engine.ProbeAction {
			w.events = append(w.events, event(t, n, h.Access, h.By, h.Old, h.New, len(w.events) < mostStates))
			return engine.ProbeAction(len(w.events) % 2)
		}
		ws = append(ws, watch)
	}
	w.err = t.Store.SetWatches(ws)
	return engine.ProbeContinue
}

// localOracle is a probe before every instruction that follows one frame.
type localOracle struct {
	nth, calls int
	events     []string
	thread     *engine.Thread // of the frame; nil: not yet, or not any more
	frame      engine.FrameInfo
	tail       bool // the frame calls in its place
	access     engine.Access
	local      int
	by         engine.FrameInfo
	old        []byte
}

func (o *localOracle) attach(inst *engine.Instance) error {
	for _, f := range inst.Funcs[len(inst.Module.ImportedFuncs):] {
		if _, err := inst.Store.ProbeAll(f, o); err != nil {
			return err
		}
	}
	return nil
}

// Fire writes down what the instruction before has accessed and looks at the next one.
func (o *localOracle) Fire(t *engine.Thread, at engine.FrameInfo) engine.ProbeAction {
	if o.access != 0 && o.thread == t {
		o.events = append(o.events, event(t, o.local, o.access, o.by, o.old, local(t, at.Depth, o.local), len(o.events) < mostStates))
	}
	o.access = 0
	if o.thread != nil && (o.thread != t || at.Depth < o.frame.Depth || o.tail && at.Depth == o.frame.Depth) {
		o.thread = nil
	}
	if at.Offset == entry(at.Func) {
		if o.calls++; o.calls == o.nth {
			o.thread, o.frame = t, at
		}
	}
	if o.thread != t || at.Depth != o.frame.Depth {
		return engine.ProbeContinue
	}
	body, _ := at.Func.Instance.Module.Body(at.Func.Index)
	var r wasm.InstrReader
	r.Reset(at.Func.Instance.Module.Bytes, body.Start+wasm.FileOffset(at.Offset), body.End)
	r.Next()
	o.tail = r.Op == op.ReturnCall || r.Op == op.ReturnCallIndirect || r.Op == op.ReturnCallRef
	access := engine.Write
	switch r.Op {
	case op.LocalGet:
		access = engine.Read
	case op.LocalSet, op.LocalTee:
	default:
		return engine.ProbeContinue
	}
	if n := int(r.Index); n < 60 {
		o.access = access & localAccess(n)
		o.local, o.by, o.old = n, at, local(t, at.Depth, n)
	}
	return engine.ProbeContinue
}

// local reads a local as the bytes of its value.
func local(t *engine.Thread, depth, n int) []byte {
	values, _ := t.Locals(depth)
	return valueBytes(values[n])
}
