package dap

import (
	proto "github.com/google/go-dap"

	"github.com/wdbg/wdbg/debugger"
)

// next goes to the next statement or instruction, over calls.
func (c *conn) next(r *request, a *proto.NextArguments) (any, error) {
	return nil, c.step(debugger.StepSpec{Kind: debugger.StepOver}, a.ThreadId, a.Granularity, a.SingleThread)
}
