package dap

import (
	proto "github.com/google/go-dap"
)

// restartFrame makes a frame begin again.
func (c *conn) restartFrame(r *request, a *proto.RestartFrameArguments) (any, error) {
	id, err := c.handles.frame(a.FrameId)
	if err != nil {
		return nil, err
	}
	return nil, c.resume(func() error { return c.session.RestartFrame(id) })
}
