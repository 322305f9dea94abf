package dap

import (
	"errors"

	proto "github.com/google/go-dap"

	"github.com/wdbg/wdbg/debugger"
)

// pause stops the running program. Where it stands still already that is no error: it may have stopped meanwhile.
func (c *conn) pause(r *request, a *proto.PauseArguments) (any, error) {
	if c.stop != nil {
		return nil, nil
	}
	if err := c.session.Interrupt(); err != nil && !errors.Is(err, debugger.ErrNotRunning) {
		return nil, err
	}
	return nil, nil
}
