package dap

// setInstructionBreakpoints replaces the breakpoints on instructions.
func (c *conn) setInstructionBreakpoints(r *request, a *setInstructionBreakpointsArguments) (any, error) {
	wanted := make([]want, 0, len(a.Breakpoints))
	for _, b := range a.Breakpoints {
		wanted = append(wanted, want{
			kind: kindInstruction, name: b.InstructionReference, offset: b.Offset, condition: b.Condition, hits: b.HitCondition,
		})
	}
	return c.points.set(c, "instructions", wanted), nil
}
