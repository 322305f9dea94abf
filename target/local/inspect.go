package local

import (
	"fmt"

	"github.com/wdbg/wdbg/engine"
	"github.com/wdbg/wdbg/engine/machine"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

// Instances implements target.Inspect.
func (l *local) Instances() []target.Instance {
	list := make([]target.Instance, len(l.store.Instances))
	for i, inst := range l.store.Instances {
		list[i] = target.Instance{ID: target.InstanceID(i), Name: inst.Name, Path: l.paths[inst.Module], Module: inst.Module}
	}
	return list
}

func (l *local) instance(id target.InstanceID) (*engine.Instance, error) {
	if id < 0 || int(id) >= len(l.store.Instances) {
		return nil, fmt.Errorf("there is no instance %d", id)
	}
	return l.store.Instances[id], nil
}

func (l *local) id(inst *engine.Instance) target.InstanceID {
	if inst == nil {
		return target.NoInstance
	}
	for n := len(l.ids); n < len(l.store.Instances); n++ {
		l.ids[l.store.Instances[n]] = target.InstanceID(n)
	}
	if id, ok := l.ids[inst]; ok {
		return id
	}
	return target.NoInstance
}

// Threads implements target.Inspect.
func (l *local) Threads() []target.Thread {
	var list []target.Thread
	for _, t := range l.store.Threads {
		th := target.Thread{ID: target.ThreadID(t.ID), Name: threadName(t), Waiting: t.State == engine.ThreadWaiting}
		if t == l.last {
			list = append([]target.Thread{th}, list...)
		} else {
			list = append(list, th)
		}
	}
	return list
}

// threadName returns what a thread runs: the function it was made for.
func threadName(t *engine.Thread) string {
	if name := t.Entry.Name(); name != "" {
		return symbols.Printable(name)
	}
	return fmt.Sprintf("thread %d", t.ID)
}

func (l *local) thread(id target.ThreadID) *engine.Thread {
	for _, t := range l.store.Threads {
		if t.ID == int(id) {
			return t
		}
	}
	return nil
}

// frameOf returns a thread and checks that a depth is one of a function of an instance.
func (l *local) frameOf(id target.ThreadID, depth int) (*engine.Thread, error) {
	t := l.thread(id)
	if t == nil {
		return nil, fmt.Errorf("there is no thread %d", id)
	}
	if t.InHost != nil && depth == t.Depth {
		return nil, &symbols.Unavailable{Reason: symbols.NoState, Detail: "a function of the host has no wasm locals and operands"}
	}
	if depth < 0 || depth >= t.Depth || t.Frames[depth].Code.Func == nil {
		return nil, fmt.Errorf("thread %d has no frame of depth %d", id, depth)
	}
	return t, nil
}

// walks remembers the frames of threads that stand still.
type walks struct{ frames map[*engine.Thread][]int }

func (w *walks) forget() { w.frames = nil }

// of returns the depths of a thread's frames, the innermost first; that of a function of the host is the thread's own depth.
func (w *walks) of(t *engine.Thread) []int {
	if list, ok := w.frames[t]; ok {
		return list
	}
	list := make([]int, 0, t.Depth)
	if t.InHost != nil {
		list = append(list, t.Depth)
	}
	for d := t.Depth - 1; d >= 0; d-- {
		if t.Frames[d].Code.Func != nil {
			list = append(list, d)
		}
	}
	if w.frames == nil {
		w.frames = map[*engine.Thread][]int{}
	}
	w.frames[t] = list
	return list
}

// NumFrames implements target.Inspect.
func (l *local) NumFrames(id target.ThreadID) int {
	t := l.thread(id)
	if t == nil {
		return 0
	}
	return len(l.walks.of(t))
}

// Frames implements target.Inspect.
func (l *local) Frames(id target.ThreadID, from, n int) ([]target.Frame, error) {
	t := l.thread(id)
	if t == nil {
		return nil, fmt.Errorf("there is no thread %d", id)
	}
	if n <= 0 || from < 0 {
		return nil, nil
	}
	if from == 0 { // within a callback nothing is remembered
		return l.innermost(t, n), nil
	}
	depths := l.walks.of(t)
	var list []target.Frame
	for _, d := range depths[min(from, len(depths)):min(from+n, len(depths))] {
		list = append(list, l.frameAt(t, d))
	}
	return list, nil
}

// innermost returns up to n frames of a thread.
func (l *local) innermost(t *engine.Thread, n int) []target.Frame {
	var list []target.Frame
	t.Walk(func(f engine.FrameInfo) bool {
		list = append(list, l.frame(t, f))
		return len(list) < n
	})
	return list
}

func (l *local) frameAt(t *engine.Thread, depth int) target.Frame {
	if depth == t.Depth {
		return l.frame(t, engine.FrameInfo{Func: t.InHost, Depth: -1})
	}
	f, _ := t.FrameAt(depth)
	return l.frame(t, f)
}

// frame returns a frame of the engine as one of the target.
func (l *local) frame(t *engine.Thread, f engine.FrameInfo) target.Frame {
	fr := target.Frame{Thread: target.ThreadID(t.ID), Depth: f.Depth}
	if f.Func.Host != nil {
		fr.Host, fr.Depth, fr.Instance = l.hostFunc(f.Func), t.Depth, target.NoInstance
		return fr
	}
	fr.Place = target.Place{Instance: l.id(f.Func.Instance), Func: f.Func.Index, Offset: f.Offset}
	return fr
}

func (l *local) hostFunc(f *engine.Func) *target.HostFunc {
	if h := l.hosts[f]; h != nil {
		return h
	}
	h := &target.HostFunc{Module: f.Host.Module, Name: f.Host.Name, Type: *f.FuncType}
	l.hosts[f] = h
	return h
}

func words(values []engine.Value, err error) ([]symbols.Word, error) {
	if err != nil {
		return nil, &symbols.Unavailable{Reason: symbols.NoState, Detail: err.Error()}
	}
	list := make([]symbols.Word, len(values))
	for i, v := range values {
		list[i] = machine.Word(v)
	}
	return list, nil
}

// Locals implements target.Inspect.
func (l *local) Locals(id target.ThreadID, depth int) ([]symbols.Word, error) {
	t, err := l.frameOf(id, depth)
	if err != nil {
		return nil, err
	}
	return words(t.Locals(depth))
}

// Operands implements target.Inspect.
func (l *local) Operands(id target.ThreadID, depth int) ([]symbols.Word, error) {
	t, err := l.frameOf(id, depth)
	if err != nil {
		return nil, err
	}
	return words(t.Operands(depth))
}

// Machine implements target.Inspect.
func (l *local) Machine(id target.ThreadID, depth int) (symbols.Machine, error) {
	t, err := l.frameOf(id, depth)
	if err != nil {
		return nil, err
	}
	return machine.Of(t, depth), nil
}

// StaticMachine implements target.Inspect.
func (l *local) StaticMachine(id target.InstanceID) (symbols.Machine, error) {
	inst, err := l.instance(id)
	if err != nil {
		return nil, err
	}
	return machine.Static(inst), nil
}

// Global implements target.Inspect.
func (l *local) Global(id target.InstanceID, g wasm.GlobalIndex) (symbols.Word, error) {
	inst, err := l.instance(id)
	if err != nil {
		return symbols.Word{}, err
	}
	return machine.Static(inst).Global(uint32(g))
}

// Memories implements target.Inspect.
func (l *local) Memories(id target.InstanceID) []target.Memory {
	inst, err := l.instance(id)
	if err != nil {
		return nil
	}
	list := make([]target.Memory, len(inst.Memories))
	for i, m := range inst.Memories {
		list[i] = target.Memory{Size: uint64(len(m.Bytes())), Type: m.Type}
	}
	return list
}

// bytes returns a range of a memory.
func (l *local) bytes(id target.InstanceID, m wasm.MemoryIndex, addr uint64, n int) ([]byte, error) {
	inst, err := l.instance(id)
	if err != nil {
		return nil, err
	}
	if int(m) >= len(inst.Memories) {
		return nil, fmt.Errorf("%s has no memory %d", inst.Name, m)
	}
	b := inst.Memories[m].Bytes()
	if addr > uint64(len(b)) || uint64(n) > uint64(len(b))-addr {
		return nil, &symbols.Unavailable{Reason: symbols.OutsideMemory, Detail: fmt.Sprintf("%d bytes at 0x%x, memory %d has 0x%x", n, addr, m, len(b))}
	}
	return b[addr : addr+uint64(n)], nil
}

// ReadMemory implements target.Inspect.
func (l *local) ReadMemory(id target.InstanceID, m wasm.MemoryIndex, p []byte, addr uint64) error {
	b, err := l.bytes(id, m, addr, len(p))
	copy(p, b)
	return err
}

func (l *local) table(id target.InstanceID, t wasm.TableIndex) (*engine.Table, error) {
	inst, err := l.instance(id)
	if err != nil {
		return nil, err
	}
	if int(t) >= len(inst.Tables) {
		return nil, fmt.Errorf("%s has no table %d", inst.Name, t)
	}
	return inst.Tables[t], nil
}

// TableSize implements target.Inspect.
func (l *local) TableSize(id target.InstanceID, t wasm.TableIndex) (uint64, error) {
	table, err := l.table(id, t)
	if err != nil {
		return 0, err
	}
	return uint64(len(table.Elems)), nil
}

// TableElem implements target.Inspect.
func (l *local) TableElem(id target.InstanceID, t wasm.TableIndex, n uint64) (symbols.Word, error) {
	table, err := l.table(id, t)
	if err != nil {
		return symbols.Word{}, err
	}
	if n >= uint64(len(table.Elems)) {
		return symbols.Word{}, fmt.Errorf("table %d has %d elements, there is no %d", t, len(table.Elems), n)
	}
	return machine.Word(engine.RefValue(table.Type.Elem, table.Elems[n])), nil
}

func (l *local) ref(f *engine.Func) target.FuncRef {
	if f.Host != nil {
		return target.FuncRef{Instance: target.NoInstance, Host: l.hostFunc(f)}
	}
	return target.FuncRef{Instance: l.id(f.Instance), Func: f.Index}
}

// Func implements target.Inspect.
func (l *local) Func(ref symbols.Word) (target.FuncRef, bool) {
	if !ref.Type.IsRef() {
		return target.FuncRef{}, false
	}
	f := l.store.FuncOf(engine.Ref(ref.Lo))
	if f == nil {
		return target.FuncRef{}, false
	}
	return l.ref(f), true
}

// Resolve implements target.Inspect.
func (l *local) Resolve(id target.InstanceID, f wasm.FuncIndex) (target.FuncRef, bool) {
	inst, err := l.instance(id)
	if err != nil || int(f) >= len(inst.Funcs) {
		return target.FuncRef{}, false
	}
	return l.ref(inst.Funcs[f]), true
}

// Callee implements target.Inspect.
func (l *local) Callee(id target.ThreadID) (target.FuncRef, bool) {
	t := l.thread(id)
	if t == nil {
		return target.FuncRef{}, false
	}
	f := l.callee(t)
	if f == nil {
		return target.FuncRef{}, false
	}
	return l.ref(f), true
}

// callee returns the function that a thread is about to call; nil where it does not, or would trap.
func (l *local) callee(t *engine.Thread) *engine.Func {
	f, ok := t.FrameAt(t.Depth - 1)
	if !ok || t.InHost != nil || t.GaveUp || t.State == engine.ThreadTrapped {
		return nil
	}
	inst := f.Func.Instance
	at, _ := f.FileOffset()
	body, _ := inst.Module.Body(f.Func.Index)
	var r wasm.InstrReader
	r.Reset(inst.Module.Bytes, at, body.End)
	if !r.Next() {
		return nil
	}
	top := func() (uint64, bool) {
		operands, err := t.Operands(t.Depth - 1)
		if err != nil || len(operands) == 0 {
			return 0, false
		}
		return operands[len(operands)-1].Lo, true
	}
	switch r.Op {
	case op.Call, op.ReturnCall:
		return inst.Funcs[r.Index]
	case op.CallIndirect, op.ReturnCallIndirect:
		if n, ok := top(); ok {
			if elems := inst.Tables[r.Index2].Elems; n < uint64(len(elems)) {
				if f := l.store.FuncOf(elems[n]); f != nil && l.store.Types.IsSub(f.Type, inst.Types[r.Index]) {
					return f
				}
			}
		}
	case op.CallRef, op.ReturnCallRef:
		if ref, ok := top(); ok {
			return l.store.FuncOf(engine.Ref(ref))
		}
	}
	return nil
}

// DataDropped implements target.Inspect.
func (l *local) DataDropped(id target.InstanceID, d wasm.DataIndex) bool {
	inst, err := l.instance(id)
	return err == nil && int(d) < len(inst.Datas) && inst.Datas[d] == nil
}

// ElemDropped implements target.Inspect.
func (l *local) ElemDropped(id target.InstanceID, e wasm.ElemIndex) bool {
	inst, err := l.instance(id)
	return err == nil && int(e) < len(inst.Elems) && inst.Elems[e] == nil
}
