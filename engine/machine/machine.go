// Package machine shows frames of the engine's threads to whoever reads values by debug information.
package machine

import (
	"fmt"

	"github.com/wdbg/wdbg/engine"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/wasm"
)

// Machine is the state of a frame, as a symbols.Machine. It reads the frame's operands once:
// it is good as long as the thread stands still.
type Machine struct {
	thread   *engine.Thread
	depth    int
	inst     *engine.Instance
	operands words
}

// words are the operands of a frame.
type words struct {
	read bool
	list []engine.Value
	err  error
}

// Of returns the machine of a frame of a thread, given by its position in Thread.Frames.
func Of(t *engine.Thread, depth int) *Machine {
	return &Machine{thread: t, depth: depth, inst: t.Frames[depth].Code.Func.Instance}
}

// Static returns the machine of an instance outside of any frame: globals and memory are all that can be read.
func Static(inst *engine.Instance) *Machine { return &Machine{inst: inst} }

// Local implements symbols.Machine.
func (m *Machine) Local(i uint32) (symbols.Word, error) {
	if m.thread == nil {
		return symbols.Word{}, outside("local")
	}
	v, ok, err := m.thread.Local(m.depth, i)
	if err != nil {
		return symbols.Word{}, &symbols.Unavailable{Reason: symbols.NoState, Detail: err.Error()}
	}
	if !ok {
		types, _ := m.thread.Frames[m.depth].Code.Func.LocalTypes()
		return symbols.Word{}, missing("local", i, len(types))
	}
	return Word(v), nil
}

// outside is the error of what belongs to a frame where there is none.
func outside(kind string) error {
	return &symbols.Unavailable{Reason: symbols.NoState, Detail: "outside of a function there is no wasm " + kind}
}

func missing(kind string, i uint32, of int) error {
	return &symbols.Unavailable{Reason: symbols.NoState, Detail: fmt.Sprintf("wasm %s %d, of %d", kind, i, of)}
}

// Operand implements symbols.Machine.
func (m *Machine) Operand(i uint32) (symbols.Word, error) {
	if m.thread == nil {
		return symbols.Word{}, outside("operand")
	}
	w, err := m.operand(i)
	calling := m.depth < m.thread.Depth-1 || m.thread.InHost != nil || m.thread.GaveUp
	if err != nil && m.operands.err == nil && calling {
		return w, &symbols.Unavailable{Reason: symbols.NoState, Detail: fmt.Sprintf("the call in progress has taken operand %d", i)}
	}
	return w, err
}

func (m *Machine) operand(i uint32) (symbols.Word, error) {
	ws := &m.operands
	if !ws.read {
		ws.list, ws.err = m.thread.Operands(m.depth)
		ws.read = true
	}
	if ws.err != nil {
		return symbols.Word{}, &symbols.Unavailable{Reason: symbols.NoState, Detail: ws.err.Error()}
	}
	if uint64(i) >= uint64(len(ws.list)) {
		return symbols.Word{}, missing("operand", i, len(ws.list))
	}
	return Word(ws.list[i]), nil
}

// Word returns a value of the engine as one of symbols.
func Word(v engine.Value) symbols.Word {
	w := symbols.Word{Type: v.Type, Lo: v.Lo, Hi: v.Hi}
	if v.Type.IsRef() {
		w.Text = v.String()
	}
	return w
}

// Global implements symbols.Machine.
func (m *Machine) Global(i uint32) (symbols.Word, error) {
	if uint64(i) >= uint64(len(m.inst.Globals)) {
		return symbols.Word{}, &symbols.Unavailable{Reason: symbols.NoState,
			Detail: fmt.Sprintf("wasm global %d, of %d", i, len(m.inst.Globals))}
	}
	return Word(m.inst.Globals[i].Value()), nil
}

// ReadMemory implements symbols.Machine.
func (m *Machine) ReadMemory(p []byte, addr uint64) error {
	size := m.MemorySize()
	if addr > size || uint64(len(p)) > size-addr {
		return &symbols.Unavailable{Reason: symbols.OutsideMemory,
			Detail: fmt.Sprintf("%d bytes at 0x%x, the memory has 0x%x", len(p), addr, size)}
	}
	copy(p, m.inst.Memories[0].Bytes()[addr:])
	return nil
}

// MemorySize implements symbols.Machine.
func (m *Machine) MemorySize() uint64 {
	if len(m.inst.Memories) == 0 {
		return 0
	}
	return uint64(len(m.inst.Memories[0].Bytes()))
}

// PointerSize returns the size of addresses of memory 0 in bytes.
func (m *Machine) PointerSize() int {
	if len(m.inst.Memories) > 0 && m.inst.Memories[0].Type.Is64 {
		return 8
	}
	return 4
}

// FuncAt returns the function that an element of table 0 refers to: what a function pointer means. ok is false where
// there is none, or one of the host.
func (m *Machine) FuncAt(element uint64) (inst *engine.Instance, f wasm.FuncIndex, ok bool) {
	if len(m.inst.Tables) == 0 || element >= uint64(len(m.inst.Tables[0].Elems)) {
		return nil, 0, false
	}
	fn := m.inst.Store.FuncOf(m.inst.Tables[0].Elems[element])
	if fn == nil || fn.Instance == nil {
		return nil, 0, false
	}
	return fn.Instance, fn.Index, true
}
