package debugger

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

// Compilers keep variables that have an address on a stack in memory, whose top is a global. A function that needs some of it lowers the
// global where it begins, and raises it again where it returns. What the global was when a frame was entered is known from the frames: a local
// that has it, or a value a constant away from it, since the function's beginning.

// savedPointer is a stack pointer as it was when a frame was entered.
type savedPointer struct {
	instance target.InstanceID
	global   wasm.GlobalIndex
	value    symbols.Word
}

// restore gives the global that value.
func (p *savedPointer) restore(t *target.Target) error {
	now, err := t.Global(p.instance, p.global)
	if err != nil || now.Lo == p.value.Lo {
		return err
	}
	if t.Mutate == nil {
		return errors.New("the stack pointer has to be restored, and this runtime changes no globals")
	}
	return t.Mutate.SetGlobal(p.instance, p.global, p.value)
}

// stackPointersAt returns what the stack pointers were when the last of some frames was entered, which are the innermost ones of a thread: of
// each instance that they are of, as far as their code sets it.
func (v *View) stackPointersAt(frames []target.Frame) ([]savedPointer, error) {
	var list []savedPointer
	byInstance := map[target.InstanceID][]target.Frame{}
	var order []target.InstanceID
	for _, f := range frames {
		if byInstance[f.Instance] == nil {
			order = append(order, f.Instance)
		}
		byInstance[f.Instance] = append(byInstance[f.Instance], f)
	}
	for _, id := range order {
		inst, _ := v.Instance(id)
		g, ok := findStackPointer(inst.Module, byInstance[id])
		if !ok {
			continue
		}
		if len(order) > 1 && int(g) < len(inst.Module.ImportedGlobals) {
			return nil, fmt.Errorf("%s shares its stack pointer with other modules whose frames would be dropped", inst.Name)
		}
		value, err := v.pointerAt(inst, g, byInstance[id])
		if err != nil {
			return nil, err
		}
		list = append(list, savedPointer{id, g, value})
	}
	return list, nil
}

// findStackPointer returns the stack pointer of a module: by its name, else what one of the frames' functions uses like one.
func findStackPointer(m *wasm.Module, frames []target.Frame) (g wasm.GlobalIndex, ok bool) {
	if g, ok := stackPointer(m); ok {
		return g, true
	}
	for i := range m.NumGlobals() { // AssemblyScript's
		if strings.HasSuffix(m.Names().Global(wasm.GlobalIndex(i)), "/__stack_pointer") {
			return wasm.GlobalIndex(i), true
		}
	}
	for _, f := range frames {
		for _, in := range m.Instrs(f.Func) {
			if in.Op != op.GlobalGet {
				continue
			}
			if g := wasm.GlobalIndex(in.Index); lowering(m, f.Func, g).lowers {
				return g, true
			}
			break
		}
	}
	return 0, false
}

// pointerAt returns what a stack pointer was when the last of some frames of an instance was entered.
func (v *View) pointerAt(inst target.Instance, g wasm.GlobalIndex, frames []target.Frame) (symbols.Word, error) {
	value, err := v.target.Global(inst.ID, g)
	if err != nil {
		return value, err
	}
	for _, f := range slices.Backward(frames) {
		l := lowering(inst.Module, f.Func, g)
		jump, hasJumped := v.s.jumped.first(f)
		switch {
		case !l.sets, f.Offset <= l.first && !hasJumped:
			continue // it is what it was when the next frame was entered; what it is now where there is none
		case l.known && f.Offset > l.kept && (!hasJumped || jump > l.kept):
			locals, err := v.target.Locals(f.Thread, f.Depth)
			if err != nil {
				return value, err
			}
			value.Lo = locals[l.local].Lo - uint64(l.offset)
			if value.Type == wasm.I32 {
				value.Lo = uint64(uint32(value.Lo))
			}
			return value, nil
		}
		name := v.FuncName(target.FuncRef{Instance: f.Instance, Func: f.Func})
		why := "its code does not show it"
		if hasJumped {
			why = "a frame there was made to jump"
		}
		return value, fmt.Errorf("what the stack pointer was when %s was entered is not known: %s", name, why)
	}
	return value, nil
}

// lowered is how a function changes the stack pointer.
type lowered struct {
	sets bool
	// first is the first instruction that may set it, or one before that; what comes before it is executed exactly once. It lowers it there by a
	// constant, where lowers is set.
	first  wasm.FuncOffset
	lowers bool
	// known: from behind the instruction at kept, which is executed exactly once, the local has the value that the function was entered with
	// plus offset.
	known  bool
	kept   wasm.FuncOffset
	local  uint32
	offset int64
}

// pointerValue is what is known of a value in a function's beginning: a constant, or the stack pointer and a constant.
type pointerValue struct {
	known, pointer bool
	n              int64
}

// lowering reads how a function changes a global that may be the stack pointer.
func lowering(m *wasm.Module, fn wasm.FuncIndex, g wasm.GlobalIndex) (l lowered) {
	if int(g) >= m.NumGlobals() || !m.GlobalType(g).Mutable {
		return l
	}
	r := pointerReader{global: g, locals: map[uint32]pointerValue{}, kept: map[uint32]wasm.FuncOffset{}}
	sets := map[uint32]int{}
	limit := straight(m, fn)
	l.first = limit
	reading := true
	for at, in := range m.Instrs(fn) {
		switch in.Op {
		case op.LocalSet, op.LocalTee:
			sets[in.Index]++
		case op.GlobalSet:
			l.sets = l.sets || in.Index == uint32(g)
		}
		if reading = reading && at <= limit; !reading {
			continue
		}
		if in.Op == op.GlobalSet && in.Index == uint32(g) {
			v := r.pop()
			reading, l.first, l.lowers = false, at, v.known && v.pointer && v.n < 0
			continue
		}
		r.read(at, in)
	}
	for local, v := range r.locals {
		if at := r.kept[local]; v.known && v.pointer && sets[local] == 1 && (!l.known || at < l.kept) {
			l.known, l.kept, l.local, l.offset = true, at, local, v.n
		}
	}
	return l
}

// pointerReader follows the stack pointer through the beginning of a function.
type pointerReader struct {
	global wasm.GlobalIndex
	stack  []pointerValue
	locals map[uint32]pointerValue
	kept   map[uint32]wasm.FuncOffset
}

// pop returns the topmost operand; what is not on the stack any more is not known.
func (r *pointerReader) pop() (v pointerValue) {
	if n := len(r.stack); n > 0 {
		v, r.stack = r.stack[n-1], r.stack[:n-1]
	}
	return v
}

func (r *pointerReader) push(v pointerValue) { r.stack = append(r.stack, v) }

func (r *pointerReader) read(at wasm.FuncOffset, in *wasm.InstrReader) {
	switch in.Op {
	case op.GlobalGet:
		r.push(pointerValue{known: in.Index == uint32(r.global), pointer: true})
	case op.I32Const:
		r.push(pointerValue{known: true, n: int64(int32(in.Value))})
	case op.I64Const:
		r.push(pointerValue{known: true, n: int64(in.Value)})
	case op.LocalGet:
		r.push(r.locals[in.Index])
	case op.LocalSet, op.LocalTee:
		v := r.pop()
		r.locals[in.Index], r.kept[in.Index] = v, at
		if in.Op == op.LocalTee {
			r.push(v)
		}
	case op.I32Sub, op.I64Sub, op.I32Add, op.I64Add:
		b, a := r.pop(), r.pop()
		sum := pointerValue{known: a.known && b.known, pointer: a.pointer || b.pointer, n: a.n + b.n}
		if in.Op == op.I32Sub || in.Op == op.I64Sub {
			sum.n = a.n - b.n
			sum.known = sum.known && !b.pointer
		}
		sum.known = sum.known && !(a.pointer && b.pointer)
		r.push(sum)
	default:
		r.stack = r.stack[:0] // nothing is known of what is there now
	}
}
