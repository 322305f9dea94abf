package engine

import (
	"encoding/binary"
	"fmt"

	"github.com/wdbg/wdbg/engine/heap"
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

// eval evaluates a valid constant expression (Wasm 3.0 §3.4.19); the result is two slots, of which all types
// but v128 use the first. It never collects garbage, so references on its stack are safe.
func (i *Instance) eval(e wasm.ConstExpr) ([2]uint64, error) {
	var r wasm.InstrReader
	r.Reset(i.Module.Bytes, e.Start, e.End)
	ev := constEval{inst: i}
	for r.Next() && r.Op != op.End {
		if err := ev.step(&r.Instr); err != nil {
			return [2]uint64{}, err
		}
	}
	if err := r.Err(); err != nil {
		return [2]uint64{}, err
	}
	if len(ev.stack) == 0 {
		return [2]uint64{}, wasm.Malformedf(e.Start, "constant expression without a value")
	}
	return ev.stack[len(ev.stack)-1], nil
}

// constEval is the stack of a constant expression's evaluation.
type constEval struct {
	inst  *Instance
	stack [][2]uint64
}

func (ev *constEval) push(v uint64) { ev.stack = append(ev.stack, [2]uint64{v}) }

func (ev *constEval) pop() [2]uint64 {
	v := ev.stack[len(ev.stack)-1]
	ev.stack = ev.stack[:len(ev.stack)-1]
	return v
}

func (ev *constEval) step(in *wasm.Instr) error {
	switch in.Op {
	case op.I32Const, op.I64Const, op.F32Const, op.F64Const:
		ev.push(in.Value)
	case op.V128Const:
		ev.stack = append(ev.stack, [2]uint64{binary.LittleEndian.Uint64(in.V128[:]), binary.LittleEndian.Uint64(in.V128[8:])})
	case op.RefNull:
		ev.push(0)
	case op.RefFunc:
		ev.push(uint64(ev.inst.Funcs[in.Index].Ref()))
	case op.GlobalGet:
		g := ev.inst.Globals[in.Index]
		ev.stack = append(ev.stack, [2]uint64{g.Lo, g.Hi})
	case op.RefI31:
		ev.push(uint64(heap.MakeI31(uint32(ev.pop()[0]))))
	case op.AnyConvertExtern, op.ExternConvertAny, op.Nop:
	case op.I32Add, op.I32Sub, op.I32Mul, op.I64Add, op.I64Sub, op.I64Mul:
		b, a := ev.pop()[0], ev.pop()[0]
		ev.push(constArith(in.Op, a, b))
	default:
		return ev.object(in)
	}
	return nil
}

func constArith(o op.Op, a, b uint64) uint64 {
	switch o {
	case op.I32Add:
		return uint64(uint32(a + b))
	case op.I32Sub:
		return uint64(uint32(a - b))
	case op.I32Mul:
		return uint64(uint32(a * b))
	case op.I64Add:
		return a + b
	case op.I64Sub:
		return a - b
	}
	return a * b
}

// object evaluates the instructions that make structures and arrays.
func (ev *constEval) object(in *wasm.Instr) error {
	s := ev.inst.Store
	id := ev.inst.Types[min(int(in.Index), len(ev.inst.Types)-1)]
	var ref Ref
	var err error
	switch in.Op {
	case op.StructNewDefault:
		ref, err = s.Heap.NewStruct(id)
	case op.StructNew:
		n := len(s.Types.Type(id).Fields)
		ref, err = s.NewStructOf(id, ev.popSlots(n, func(k int) wasm.ValType { return s.Types.Type(id).Fields[k].Type }))
	case op.ArrayNewDefault:
		ref, err = s.Heap.NewArray(id, uint32(ev.pop()[0]))
	case op.ArrayNew:
		n := uint32(ev.pop()[0])
		v := ev.pop()
		ref, err = s.NewArrayFilled(id, n, v)
	case op.ArrayNewFixed:
		elem := s.Types.Type(id).Fields[0].Type
		ref, err = s.NewArrayOf(id, ev.popSlots(int(in.Value), func(int) wasm.ValType { return elem }))
	default:
		return fmt.Errorf("instruction %v in a constant expression", in.Op)
	}
	if err != nil {
		return &Trap{Kind: TrapOutOfMemory, Detail: err.Error()}
	}
	ev.push(uint64(ref))
	return nil
}

// popSlots pops n values into slots, the deepest first.
func (ev *constEval) popSlots(n int, typeOf func(int) wasm.ValType) []uint64 {
	var slots []uint64
	base := len(ev.stack) - n
	for k, v := range ev.stack[base:] {
		slots = append(slots, v[0])
		if typeOf(k) == wasm.V128 {
			slots = append(slots, v[1])
		}
	}
	ev.stack = ev.stack[:base]
	return slots
}
