package dap

import (
	proto "github.com/google/go-dap"

	"github.com/wdbg/wdbg/debugger"
)

// stepInto is a call that can be stepped into.
type stepInto struct{ name string }

// stepIn goes to the next statement or instruction, into calls: into one of them where the client has chosen.
func (c *conn) stepIn(r *request, a *proto.StepInArguments) (any, error) {
	spec := debugger.StepSpec{Kind: debugger.StepInto}
	if a.TargetId != 0 {
		t, ok := c.handles.stepInto[a.TargetId]
		if !ok {
			return nil, c.handles.missing("target", a.TargetId)
		}
		spec.Into = t.name
	}
	return nil, c.step(spec, a.ThreadId, a.Granularity, a.SingleThread)
}
