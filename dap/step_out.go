package dap

import (
	proto "github.com/google/go-dap"

	"github.com/wdbg/wdbg/debugger"
)

// stepOut goes on until the innermost frame has returned.
func (c *conn) stepOut(r *request, a *proto.StepOutArguments) (any, error) {
	return nil, c.step(debugger.StepSpec{Kind: debugger.StepOut}, a.ThreadId, a.Granularity, a.SingleThread)
}
