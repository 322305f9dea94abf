package targettest

import (
	"fmt"
	"sync/atomic"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/wasm"
)

// Fake is a target that stops as a script says, and shows the states that come with the stops. It executes nothing. What is asked of it is
// noted.
type Fake struct {
	Modules []target.Instance
	// Script are the stops, in order; after the last one the program has exited.
	Script []Scene
	// Resumes, Breaks and Catches are what it was told.
	Resumes []target.Resume
	Breaks  []*target.Break
	Catches target.Catches
	// Interrupts counts calls of Interrupt, Closed says that Close was called.
	Interrupts atomic.Int32
	Closed     bool

	scene   Scene
	running bool // a scene has been reached
}

// Scene is a stop, and the state of the program there.
type Scene struct {
	Stop    target.Stop
	Threads []FakeThread
	// Memory is memory 0 of each instance, Globals its globals.
	Memory  map[target.InstanceID][]byte
	Globals map[target.InstanceID][]symbols.Word
}

// FakeThread is a thread of a scene.
type FakeThread struct {
	target.Thread
	Frames []FakeFrame // the innermost first
}

// FakeFrame is a frame of a scene.
type FakeFrame struct {
	target.Frame
	Locals, Operands []symbols.Word
}

// Target returns the fake as a target that can be controlled, inspected and changed, and that catches events.
func (f *Fake) Target() *target.Target {
	return &target.Target{Control: f, Inspect: f, Mutate: f, Catch: f}
}

// Resume implements target.Control. A stop at a break that names none is for those that were added where it is.
func (f *Fake) Resume(r target.Resume) target.Stop {
	f.Resumes = append(f.Resumes, r)
	if f.running && f.scene.Stop.Ended() {
		return f.scene.Stop
	}
	f.running = true
	if len(f.Script) == 0 {
		f.scene = Scene{Stop: target.Stop{Reason: target.Exited, Thread: f.scene.Stop.Thread}}
		return f.scene.Stop
	}
	f.scene, f.Script = f.Script[0], f.Script[1:]
	stop := f.scene.Stop
	if stop.Reason == target.AtBreak && stop.Breaks == nil {
		stop.Breaks = f.here(stop.Thread)
	}
	return stop
}

// here returns the breaks of where a thread stands.
func (f *Fake) here(t target.ThreadID) (hit []*target.Break) {
	frames, err := f.Frames(t, 0, 1)
	if err != nil || len(frames) == 0 {
		return nil
	}
	for _, b := range f.Breaks {
		if b.Place == frames[0].Place {
			hit = append(hit, b)
		}
	}
	return hit
}

// Interrupt implements target.Control.
func (f *Fake) Interrupt() { f.Interrupts.Add(1) }

// AddBreaks implements target.Control.
func (f *Fake) AddBreaks(breaks []*target.Break) error {
	f.Breaks = append(f.Breaks, breaks...)
	return nil
}

// Expect implements target.Control.
func (f *Fake) Expect(target.InstanceID, wasm.FuncIndex, []wasm.FuncOffset) error { return nil }

// RemoveBreaks implements target.Control.
func (f *Fake) RemoveBreaks(breaks []*target.Break) error {
	var left []*target.Break
	for _, b := range f.Breaks {
		gone := false
		for _, r := range breaks {
			gone = gone || r == b
		}
		if !gone {
			left = append(left, b)
		}
	}
	f.Breaks = left
	return nil
}

// Close implements target.Control.
func (f *Fake) Close() error {
	f.Closed = true
	return nil
}

// SetCatches implements target.Catcher.
func (f *Fake) SetCatches(c target.Catches) error {
	f.Catches = c
	return nil
}

// Instances implements target.Inspect.
func (f *Fake) Instances() []target.Instance {
	if !f.running {
		return nil
	}
	return f.Modules
}

// Threads implements target.Inspect.
func (f *Fake) Threads() []target.Thread {
	list := make([]target.Thread, len(f.scene.Threads))
	for i := range f.scene.Threads {
		list[i] = f.scene.Threads[i].Thread
	}
	return list
}

func (f *Fake) thread(id target.ThreadID) (*FakeThread, error) {
	for i := range f.scene.Threads {
		if t := &f.scene.Threads[i]; t.ID == id {
			return t, nil
		}
	}
	return nil, fmt.Errorf("there is no thread %d", id)
}

func (f *Fake) frame(id target.ThreadID, depth int) (*FakeFrame, error) {
	t, err := f.thread(id)
	if err != nil {
		return nil, err
	}
	for i := range t.Frames {
		if fr := &t.Frames[i]; fr.Depth == depth && fr.Host == nil {
			return fr, nil
		}
	}
	return nil, fmt.Errorf("thread %d has no frame of depth %d", id, depth)
}

// NumFrames implements target.Inspect.
func (f *Fake) NumFrames(id target.ThreadID) int {
	t, err := f.thread(id)
	if err != nil {
		return 0
	}
	return len(t.Frames)
}

// Frames implements target.Inspect.
func (f *Fake) Frames(id target.ThreadID, from, n int) (list []target.Frame, err error) {
	t, err := f.thread(id)
	if err != nil {
		return nil, err
	}
	for i := max(from, 0); i < len(t.Frames) && len(list) < n; i++ {
		list = append(list, t.Frames[i].Frame)
	}
	return list, nil
}

// Locals implements target.Inspect.
func (f *Fake) Locals(id target.ThreadID, depth int) ([]symbols.Word, error) {
	fr, err := f.frame(id, depth)
	if err != nil {
		return nil, err
	}
	return fr.Locals, nil
}

// Operands implements target.Inspect.
func (f *Fake) Operands(id target.ThreadID, depth int) ([]symbols.Word, error) {
	fr, err := f.frame(id, depth)
	if err != nil {
		return nil, err
	}
	return fr.Operands, nil
}

// Machine implements target.Inspect.
func (f *Fake) Machine(id target.ThreadID, depth int) (symbols.Machine, error) {
	fr, err := f.frame(id, depth)
	if err != nil {
		return nil, err
	}
	return &fakeMachine{f, fr.Instance, fr}, nil
}

// StaticMachine implements target.Inspect.
func (f *Fake) StaticMachine(i target.InstanceID) (symbols.Machine, error) {
	return &fakeMachine{f, i, &FakeFrame{}}, nil
}

// Global implements target.Inspect.
func (f *Fake) Global(i target.InstanceID, g wasm.GlobalIndex) (symbols.Word, error) {
	return nth("global", f.scene.Globals[i], uint32(g))
}

func nth(what string, list []symbols.Word, n uint32) (symbols.Word, error) {
	if uint64(n) >= uint64(len(list)) {
		return symbols.Word{}, &symbols.Unavailable{Reason: symbols.NoState, Detail: fmt.Sprintf("%s %d of %d", what, n, len(list))}
	}
	return list[n], nil
}

// Memories implements target.Inspect.
func (f *Fake) Memories(i target.InstanceID) []target.Memory {
	m, ok := f.scene.Memory[i]
	if !ok {
		return nil
	}
	return []target.Memory{{Size: uint64(len(m))}}
}

func (f *Fake) bytes(i target.InstanceID, m wasm.MemoryIndex, n int, addr uint64) ([]byte, error) {
	b := f.scene.Memory[i]
	if m != 0 || addr > uint64(len(b)) || uint64(n) > uint64(len(b))-addr {
		return nil, &symbols.Unavailable{Reason: symbols.OutsideMemory, Detail: fmt.Sprintf("%d bytes at 0x%x", n, addr)}
	}
	return b[addr:][:n], nil
}

// ReadMemory implements target.Inspect.
func (f *Fake) ReadMemory(i target.InstanceID, m wasm.MemoryIndex, p []byte, addr uint64) error {
	b, err := f.bytes(i, m, len(p), addr)
	copy(p, b)
	return err
}

// TableSize implements target.Inspect. There are no tables, and no references.
func (f *Fake) TableSize(target.InstanceID, wasm.TableIndex) (uint64, error) {
	return 0, fmt.Errorf("there is no table")
}

// TableElem implements target.Inspect.
func (f *Fake) TableElem(target.InstanceID, wasm.TableIndex, uint64) (symbols.Word, error) {
	return symbols.Word{}, fmt.Errorf("there is no table")
}

// Func implements target.Inspect.
func (f *Fake) Func(symbols.Word) (target.FuncRef, bool) { return target.FuncRef{}, false }

// Resolve implements target.Inspect.
func (f *Fake) Resolve(i target.InstanceID, fn wasm.FuncIndex) (target.FuncRef, bool) {
	return target.FuncRef{Instance: i, Func: fn}, int(i) < len(f.Instances())
}

// Callee implements target.Inspect.
func (f *Fake) Callee(target.ThreadID) (target.FuncRef, bool) { return target.FuncRef{}, false }

// DataDropped implements target.Inspect.
func (f *Fake) DataDropped(target.InstanceID, wasm.DataIndex) bool { return false }

// ElemDropped implements target.Inspect.
func (f *Fake) ElemDropped(target.InstanceID, wasm.ElemIndex) bool { return false }

// WriteMemory implements target.Mutator.
func (f *Fake) WriteMemory(i target.InstanceID, m wasm.MemoryIndex, p []byte, addr uint64) error {
	b, err := f.bytes(i, m, len(p), addr)
	copy(b, p)
	return err
}

func set(what string, list []symbols.Word, n int, w symbols.Word) error {
	if n < 0 || n >= len(list) {
		return fmt.Errorf("there is no %s %d", what, n)
	}
	if w.Type == 0 {
		w.Type = list[n].Type
	}
	list[n] = w
	return nil
}

// SetGlobal implements target.Mutator.
func (f *Fake) SetGlobal(i target.InstanceID, g wasm.GlobalIndex, w symbols.Word) error {
	return set("global", f.scene.Globals[i], int(g), w)
}

// SetLocal implements target.Mutator.
func (f *Fake) SetLocal(id target.ThreadID, depth int, n wasm.LocalIndex, w symbols.Word) error {
	fr, err := f.frame(id, depth)
	if err != nil {
		return err
	}
	return set("local", fr.Locals, int(n), w)
}

// SetOperand implements target.Mutator.
func (f *Fake) SetOperand(id target.ThreadID, depth, n int, w symbols.Word) error {
	fr, err := f.frame(id, depth)
	if err != nil {
		return err
	}
	return set("operand", fr.Operands, n, w)
}

// fakeMachine is a frame of a scene as symbols see it.
type fakeMachine struct {
	f     *Fake
	inst  target.InstanceID
	frame *FakeFrame
}

// Local implements symbols.Machine.
func (m *fakeMachine) Local(i uint32) (symbols.Word, error) { return nth("local", m.frame.Locals, i) }

// Operand implements symbols.Machine.
func (m *fakeMachine) Operand(i uint32) (symbols.Word, error) {
	return nth("operand", m.frame.Operands, i)
}

// Global implements symbols.Machine.
func (m *fakeMachine) Global(i uint32) (symbols.Word, error) {
	return m.f.Global(m.inst, wasm.GlobalIndex(i))
}

// ReadMemory implements symbols.Machine.
func (m *fakeMachine) ReadMemory(p []byte, addr uint64) error {
	return m.f.ReadMemory(m.inst, 0, p, addr)
}

// MemorySize implements symbols.Machine.
func (m *fakeMachine) MemorySize() uint64 { return uint64(len(m.f.scene.Memory[m.inst])) }
