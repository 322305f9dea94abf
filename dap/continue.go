package dap

import (
	proto "github.com/google/go-dap"
)

// continue_ lets the program go on. After a trap that is its end.
func (c *conn) continue_(r *request, a *proto.ContinueArguments) (any, error) {
	if c.stop.Ended {
		c.later(c.over)
		return proto.ContinueResponseBody{AllThreadsContinued: true}, nil
	}
	if a.SingleThread {
		if err := c.hasThread(a.ThreadId); err != nil {
			return nil, err
		}
		return proto.ContinueResponseBody{}, c.resume(func() error { return c.session.ContinueAlone(threadOf(a.ThreadId)) })
	}
	return proto.ContinueResponseBody{AllThreadsContinued: true}, c.resume(c.session.Continue)
}
