package targettest

import (
	"slices"
	"strings"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
	"github.com/wdbg/wdbg/wasm/validate"
)

// jump has the innermost frames of threads go on at a few places at random and come back, and compares what becomes of their operands with what
// validation says of the code.
func (c *churner) jump() {
	c.Helper()
	if c.Jump == nil {
		return
	}
	for _, t := range c.Threads() {
		frames, err := c.Frames(t.ID, 0, 1)
		if err != nil {
			c.Fatal(err)
		}
		for range c.random.IntN(4) {
			if len(frames) > 0 && frames[0].Host == nil {
				c.jumpFrom(frames[0])
			}
		}
	}
}

func (c *churner) jumpFrom(f target.Frame) {
	c.Helper()
	list := instrs(c.Instances()[f.Instance].Module, f.Func)
	to := f.Place
	to.Offset = list[c.random.IntN(len(list))].at
	from, there := c.stateAt(f.Place), c.stateAt(to)
	operands, locals := c.state(f)
	if len(operands) != len(from.Operands) {
		return // it is in a call or a wait, to which there is no way back
	}
	legal := there.Reachable && fits(there, operands) && !entersCatch(from, there) && c.initialised(there, locals)
	err := c.Jump.CheckJump(f.Thread, to)
	if legal && err != nil && !strings.Contains(err.Error(), "never reached") { // validation takes the end of a block for reached
		c.Fatalf("from %+v to %+v: %v; the operands are %v, the types there %v", f.Place, to, err, operands, there.Operands)
	}
	if err != nil {
		if c.Jump.Jump(f.Thread, to) == nil {
			c.Fatalf("a jump was made that is refused for %v", err)
		}
		return
	}
	if !legal {
		c.Fatalf("from %+v to %+v: it is possible; the operands are %v, the types there %v", f.Place, to, operands, there.Operands)
	}
	if len(there.Operands) < len(operands) || entersCatch(there, from) || !c.initialised(from, locals) {
		return // there is no way back
	}
	for _, p := range []target.Place{to, f.Place} {
		if err := c.Jump.Jump(f.Thread, p); err != nil {
			c.Fatalf("to %+v: %v", p, err)
		}
		now, err := c.Frames(f.Thread, 0, 1)
		if err != nil || now[0].Place != p || now[0].Depth != f.Depth {
			c.Fatalf("the frame is at %+v, %v, want %+v", now, err, p)
		}
		ops, locs := c.state(now[0])
		if !slices.Equal(bits(ops), bits(operands)) || !slices.Equal(bits(locs), bits(locals)) {
			c.Fatalf("at %+v: operands %v, were %v; locals %v, were %v", p, ops, operands, locs, locals)
		}
	}
}

func (c *churner) stateAt(p target.Place) validate.StackState {
	c.Helper()
	i := c.Instances()[p.Instance]
	if c.valid[i.Module] == nil {
		ctx, err := validate.Module(i.Module)
		if err != nil {
			c.Fatal(err)
		}
		if c.valid == nil {
			c.valid = map[*wasm.Module]*validate.Context{}
		}
		c.valid[i.Module] = ctx
	}
	body, _ := i.Module.Body(p.Func)
	st, err := c.valid[i.Module].StackAt(p.Func, body.Start+wasm.FileOffset(p.Offset))
	if err != nil {
		c.Fatal(err)
	}
	return st
}

// state returns the operands and locals of a frame.
func (c *churner) state(f target.Frame) (operands, locals []symbols.Word) {
	c.Helper()
	operands, err := c.Operands(f.Thread, f.Depth)
	if err == nil {
		locals, err = c.Locals(f.Thread, f.Depth)
	}
	if err != nil {
		c.Fatal(err)
	}
	return operands, locals
}

func bits(words []symbols.Word) (list [][2]uint64) {
	for _, w := range words {
		list = append(list, [2]uint64{w.Lo, w.Hi})
	}
	return list
}

// fits reports whether operands are those that are expected. References are as the program's types have them.
func fits(to validate.StackState, operands []symbols.Word) bool {
	if len(to.Operands) > len(operands) {
		return false
	}
	for n, t := range to.Operands {
		if w := operands[n]; t != w.Type && (!t.IsRef() || !w.Type.IsRef()) {
			return false
		}
	}
	return true
}

// entersCatch reports whether an instruction is within a legacy catch that another is not in.
func entersCatch(from, to validate.StackState) bool {
	for _, l := range to.Labels {
		if (l.Op == op.Catch || l.Op == op.CatchAll) && !slices.ContainsFunc(from.Labels, func(o validate.Label) bool { return o.Op == l.Op && o.Offset == l.Offset }) {
			return true
		}
	}
	return false
}

// initialised reports whether the locals have values that code relies on.
func (c *churner) initialised(to validate.StackState, locals []symbols.Word) bool {
	for n, t := range to.Locals {
		if !t.Defaultable() && !slices.Contains(to.Unset, uint32(n)) && locals[n].Lo == 0 {
			return false
		}
	}
	return true
}
