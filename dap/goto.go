package dap

import (
	"errors"

	proto "github.com/google/go-dap"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/target"
)

// jump is a place where a thread may go on.
type jump struct {
	thread target.ThreadID
	site   debugger.Site
}

// goto_ makes a thread go on at a place.
func (c *conn) goto_(r *request, a *proto.GotoArguments) (any, error) {
	to, ok := c.handles.jumps[a.TargetId]
	if !ok {
		return nil, c.handles.missing("target", a.TargetId)
	}
	if err := c.hasThread(a.ThreadId); err != nil {
		return nil, err
	}
	if threadOf(a.ThreadId) != to.thread {
		return nil, errors.New("the target is of another thread")
	}
	return nil, c.resume(func() error { return c.session.Jump(threadOf(a.ThreadId), to.site) })
}
