package dap

import (
	"github.com/wdbg/wdbg/debugger"
)

// setInstructionBreakpoints replaces the breakpoints on instructions.
func (c *conn) setInstructionBreakpoints(r *request, a *setInstructionBreakpointsArguments) (any, error) {
	wanted := make([]want, 0, len(a.Breakpoints))
	for _, b := range a.Breakpoints {
		w := want{kind: kindInstruction, condition: b.Condition, hits: b.HitCondition, name: b.InstructionReference}
		err := c.session.Peek(func(v *debugger.View) error {
			inst, at, err := parseAddress(v, b.InstructionReference, b.Offset)
			if err == nil {
				w.address = codeAddress(inst.ID, at)
			}
			return err
		})
		if err != nil {
			w.address = 1<<63 - 1 // no module has it: the breakpoint will say so
		}
		wanted = append(wanted, w)
	}
	return c.points.set(c, "instructions", wanted), nil
}
