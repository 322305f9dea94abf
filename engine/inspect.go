package engine

import (
	"fmt"

	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
	"github.com/wdbg/wdbg/wasm/validate"
)

// LocalTypes returns the types of a defined function's parameters and locals. They must not be changed.
func (f *Func) LocalTypes() ([]wasm.ValType, error) {
	if f.Instance == nil {
		return nil, fmt.Errorf("function %s belongs to the host: it has no locals", f.Name())
	}
	if f.known != nil {
		return f.known.types, nil
	}
	body, _ := f.Instance.Module.Body(f.Index)
	types := append([]wasm.ValType(nil), f.FuncType.Params...)
	var r wasm.InstrReader
	r.Reset(f.Instance.Module.Bytes, body.Start, body.End)
	err := r.Locals(func(n uint32, t wasm.ValType) error {
		for range n {
			types = append(types, t)
		}
		return nil
	})
	if err != nil {
		return types, err
	}
	l := &locals{types: types, slots: make([]uint32, len(types))}
	at := uint32(0)
	for i, t := range types {
		l.slots[i] = at
		at += uint32(SlotsOf([]wasm.ValType{t}))
	}
	f.known = l
	return types, nil
}

// locals are the parameters and locals of a function: their types, and their slots in a frame.
type locals struct {
	types []wasm.ValType
	slots []uint32
}

// Local returns one of a frame's parameters and locals; ok is false where there is none of that number.
func (t *Thread) Local(depth int, n uint32) (v Value, ok bool, err error) {
	fr := &t.Frames[depth]
	f := fr.Code.Func
	types, err := f.LocalTypes()
	if err != nil || uint64(n) >= uint64(len(types)) {
		return Value{}, false, err
	}
	at := fr.FP + uint64(f.known.slots[n])
	v = Value{Type: types[n], Lo: t.Slots[at]}
	if v.Type == wasm.V128 {
		v.Hi = t.Slots[at+1]
	}
	return v, true, nil
}

// stackAt returns the operand types before an instruction.
func (f *Func) stackAt(at wasm.FuncOffset) ([]wasm.ValType, error) {
	state, err := f.stateAt(at)
	if err != nil {
		return nil, err
	}
	return state.Operands, nil
}

// stateAt returns what validation knows before an instruction.
func (f *Func) stateAt(at wasm.FuncOffset) (validate.StackState, error) {
	body, _ := f.Instance.Module.Body(f.Index)
	return f.Instance.Valid.StackAt(f.Index, body.Start+wasm.FileOffset(at))
}

// callArity returns how many operands the instruction at an offset takes that is a call or a wait.
func (f *Func) callArity(at wasm.FuncOffset) int {
	m := f.Instance.Module
	body, _ := m.Body(f.Index)
	var r wasm.InstrReader
	r.Reset(m.Bytes, body.Start+wasm.FileOffset(at), body.End)
	if !r.Next() {
		return 0
	}
	switch r.Op {
	case op.Call, op.ReturnCall:
		return len(m.FuncType(wasm.FuncIndex(r.Index)).Params)
	case op.CallIndirect, op.ReturnCallIndirect, op.CallRef, op.ReturnCallRef:
		return len(m.Types[r.Index].Func.Params) + 1
	case op.MemoryAtomicWait32, op.MemoryAtomicWait64:
		return 3
	}
	return 0
}

// ExceptionText describes an exception: its tag and the values it carries.
func (s *Store) ExceptionText(exn Ref) string {
	tag := s.TagOf(s.Heap.ExnTag(exn))
	text := "tag " + s.tagName(tag) + "("
	for i, v := range FromSlots(tag.Func.Params, s.Heap.ExnPayload(nil, exn)) {
		if i > 0 {
			text += ", "
		}
		text += v.Type.String() + " " + v.String()
	}
	return text + ")"
}

// tagName returns the name a module gives the tag, or its number there.
func (s *Store) tagName(tag *Tag) string {
	for _, inst := range s.Instances {
		for n, t := range inst.Tags {
			if t != tag {
				continue
			}
			if name := inst.Module.Names().Tag(wasm.TagIndex(n)); name != "" {
				return name
			}
			return fmt.Sprint(n)
		}
	}
	return fmt.Sprint(tag.ID)
}
