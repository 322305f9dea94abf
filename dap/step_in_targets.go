package dap

import (
	proto "github.com/google/go-dap"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/symbols"
)

// stepInTargets lists the calls of a frame's statement.
func (c *conn) stepInTargets(r *request, a *proto.StepInTargetsArguments) (any, error) {
	id, err := c.handles.frame(a.FrameId)
	if err != nil {
		return nil, err
	}
	body := proto.StepInTargetsResponseBody{Targets: []proto.StepInTarget{}}
	err = c.inspect(r, func(in *inspection) error {
		f, err := in.frame(&id)
		if err != nil {
			return err
		}
		var list []debugger.StepTarget
		if list, err = in.v.StepTargets(f); err != nil {
			return err
		}
		for _, t := range list {
			n := c.handles.next()
			c.handles.stepInto[n] = stepInto{t.Name}
			out := proto.StepInTarget{Id: n, Label: symbols.Printable(t.Name)}
			if t.Pos.IsValid() {
				out.Line, out.Column = c.lineOut(t.Pos.Line), c.columnOut(t.Pos)
			}
			body.Targets = append(body.Targets, out)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return body, nil
}
