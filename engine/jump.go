package engine

import (
	"fmt"
	"slices"
	"strings"

	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
	"github.com/wdbg/wdbg/wasm/validate"
)

// CheckJump returns why Jump would fail; nil where it would not.
func (t *Thread) CheckJump(at wasm.FuncOffset) error {
	_, err := t.landing(at)
	return err
}

// Jump makes the top frame of a thread that stands still go on at another instruction of its function, nothing in between being
// executed. Locals stay; so do as many operands as the instruction expects, which have to be of its types, from the bottom; others are
// dropped. A wait that the thread is in ends. Probes at the place do not fire for it.
func (t *Thread) Jump(at wasm.FuncOffset) error {
	kept, err := t.landing(at)
	if err != nil {
		return err
	}
	return t.moveFrame(t.Depth-1, at, kept)
}

// RestartFrame makes a frame of a thread that stands still begin again with its function: frames further in are dropped, locals are zero,
// the operand stack is empty. Parameters stay as they are now; so do globals, memories, and all else that was changed.
func (t *Thread) RestartFrame(depth int) error {
	if err := t.CheckRestart(depth); err != nil {
		return err
	}
	if err := t.moveFrame(depth, t.Frames[depth].Code.Func.firstInstr(), nil); err != nil {
		return err
	}
	fr := t.Top()
	end := fr.FP + uint64(fr.Code.LocalSlots)
	clear(t.Slots[end-uint64(fr.Code.ZeroSlots) : end])
	return nil
}

// movable returns why a frame and those further in cannot be made to go on elsewhere.
func (t *Thread) CheckRestart(depth int) error {
	switch {
	case t.State == ThreadTrapped:
		return fmt.Errorf("the thread ended with a trap: it cannot go on anywhere")
	case t.State == ThreadDone:
		return fmt.Errorf("the thread has ended")
	case t.InHost != nil:
		return fmt.Errorf("the thread is in a call of the host, %s, which cannot be left from outside", t.InHost.Name())
	case depth < 0 || depth >= t.Depth || t.Frames[depth].Code.Func == nil:
		return fmt.Errorf("the thread is in no function of a module there")
	}
	return nil
}

// landing checks whether the top frame can go on at another instruction, and returns the operands that it keeps.
func (t *Thread) landing(at wasm.FuncOffset) (kept []Value, err error) {
	depth := t.Depth - 1
	if err := t.CheckRestart(depth); err != nil {
		return nil, err
	}
	f := t.Top().Code.Func
	to, err := f.stateAt(at)
	if err != nil {
		return nil, err
	}
	if _, err := t.Top().Code.Map.Operands(at); !to.Reachable || err != nil {
		return nil, fmt.Errorf("the instruction at 0x%x is never reached, as what comes before it does not go on", uint32(at))
	}
	from, err := f.stateAt(t.offset(depth))
	if err != nil {
		return nil, err
	}
	if err := checkCatches(f, &from, &to); err != nil {
		return nil, err
	}
	if err := t.checkLocals(depth, &to); err != nil {
		return nil, err
	}
	here, err := t.Operands(depth)
	if err != nil {
		return nil, err
	}
	return t.Store.keptOperands(f, here, to.Operands)
}

// checkCatches refuses to enter a legacy catch: its code may throw the exception again that it has caught.
func checkCatches(f *Func, from, to *validate.StackState) error {
	for _, l := range to.Labels {
		if l.Op != op.Catch && l.Op != op.CatchAll {
			continue
		}
		same := func(o validate.Label) bool { return o.Op == l.Op && o.Offset == l.Offset }
		if !slices.ContainsFunc(from.Labels, same) {
			body, _ := f.Instance.Module.Body(f.Index)
			return fmt.Errorf("it is within the %v at 0x%x, which is entered only with an exception", l.Op, uint32(l.Offset-body.Start))
		}
	}
	return nil
}

// checkLocals refuses to go where code relies on locals that have not been set: those without a default value.
func (t *Thread) checkLocals(depth int, to *validate.StackState) error {
	for n, typ := range to.Locals {
		if typ.Defaultable() || slices.Contains(to.Unset, uint32(n)) {
			continue
		}
		v, ok, err := t.Local(depth, uint32(n))
		if err != nil || !ok {
			return err
		}
		if Ref(v.Lo).IsNull() {
			return fmt.Errorf("local %d, of type %v, has no value yet, which the code there relies on", n, typ)
		}
	}
	return nil
}

// keptOperands returns the operands that stay where a number of types is expected.
func (s *Store) keptOperands(f *Func, here []Value, expected []wasm.ValType) ([]Value, error) {
	fits := len(expected) <= len(here)
	for n := 0; fits && n < len(expected); n++ {
		want, have := expected[n], here[n]
		if want.IsRef() && have.Type.IsRef() {
			fits = s.IsOf(Ref(have.Lo), wasm.Canon(want, f.Instance.Types))
		} else {
			fits = want == have.Type
		}
	}
	if fits {
		return here[:len(expected)], nil
	}
	types := make([]wasm.ValType, len(here))
	for n, v := range here {
		types[n] = v.Type
	}
	verb := "are"
	if len(types) == 1 {
		verb = "is"
	}
	return nil, fmt.Errorf("the destination expects %s, here %s %s", countOperands(expected), verb, countOperands(types))
}

// countOperands says how many operands there are, and of which types: "2 operands (i32, i64)", "no operands".
func countOperands(types []wasm.ValType) string {
	switch len(types) {
	case 0:
		return "no operands"
	case 1:
		return fmt.Sprintf("1 operand (%v)", types[0])
	}
	list := make([]string, len(types))
	for i, t := range types {
		list[i] = t.String()
	}
	return fmt.Sprintf("%d operands (%s)", len(types), strings.Join(list, ", "))
}

// moveFrame makes a frame the top one and has it go on at an instruction with some operands.
func (t *Thread) moveFrame(depth int, at wasm.FuncOffset, operands []Value) error {
	f := t.Frames[depth].Code.Func
	if err := t.stopThere(f, at); err != nil {
		return err
	}
	fr := &t.Frames[depth]
	pc, err := t.Store.cfg.Tier.Find(fr.Code, at, AtInstr)
	if err != nil {
		return err
	}
	places, err := fr.Code.operands(at, true)
	if err != nil {
		return err
	}
	if !t.EnsureSlots(fr.FP + uint64(fr.Code.FrameSlots)) {
		return &Trap{Kind: TrapStackExhausted, Thread: t}
	}
	t.putOperands(fr, places, operands)
	t.Depth, fr.PC = depth+1, pc
	t.AtLabel, t.GaveUp, t.announced, t.Thrown = false, false, false, 0
	t.endWait()
	t.SkipProbe, t.standing = pc, true
	if p := t.touched; p != nil { // what has been written is told at the next instruction, which is this one now
		p.fn, p.depth, p.at = f, depth, at
		t.SkipProbe, t.standing = nil, false
	}
	return nil
}

// stopThere prepares a function so that it stops before an instruction, for a frame to be moved there. While the frame stands there it stays so.
func (t *Thread) stopThere(f *Func, at wasm.FuncOffset) error {
	if !slices.Contains(f.settled, at) {
		f.settled = append(f.settled, at)
		defer func() { f.settled = slices.DeleteFunc(f.settled, func(o wasm.FuncOffset) bool { return o == at }) }()
	}
	return t.Store.setBarriers(f)
}

// putOperands writes operands to the slots that are theirs at an instruction.
func (t *Thread) putOperands(fr *Frame, places []Operand, operands []Value) {
	for _, p := range places {
		if p.Hidden || len(operands) == 0 {
			continue
		}
		at := fr.FP + uint64(p.Home)
		t.Slots[at] = operands[0].Lo
		if p.Slots == 2 {
			t.Slots[at+1] = operands[0].Hi
		}
		operands = operands[1:]
	}
}

// firstInstr returns where the function's first instruction is: after the declarations of its locals.
func (f *Func) firstInstr() (at wasm.FuncOffset) {
	for at = range f.Instance.Module.Instrs(f.Index) {
		break
	}
	return at
}
