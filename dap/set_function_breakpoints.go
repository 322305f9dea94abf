package dap

import (
	proto "github.com/google/go-dap"
)

// setFunctionBreakpoints replaces the breakpoints on functions. A name may be any location that a command takes.
func (c *conn) setFunctionBreakpoints(r *request, a *proto.SetFunctionBreakpointsArguments) (any, error) {
	wanted := make([]want, 0, len(a.Breakpoints))
	for _, b := range a.Breakpoints {
		wanted = append(wanted, want{kind: kindFunction, name: b.Name, condition: b.Condition, hits: b.HitCondition})
	}
	return c.points.set(c, "functions", wanted), nil
}
