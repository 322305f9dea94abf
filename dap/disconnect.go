package dap

import (
	"context"
	"errors"
	"fmt"

	"github.com/wdbg/wdbg/debugger"
)

// disconnect ends the conversation, and the program with it unless the client wants that to go on by itself.
func (c *conn) disconnect(r *request, a *disconnectArguments) (any, error) {
	if a.SuspendDebuggee {
		return nil, errors.New("the program cannot stay suspended: nobody could come back to it")
	}
	running := c.phase == phaseDebugging || c.phase == phaseConfiguring
	c.detached = a.TerminateDebuggee != nil && !*a.TerminateDebuggee && running
	if start := c.start; start != nil {
		c.start = nil
		c.respond(start.r, nil, errCancelled)
	}
	c.later(func() { c.gone = true })
	return nil, nil
}

// terminate ends the program.
func (c *conn) terminate(r *request, _ *struct{}) (any, error) {
	c.console.abandon()
	if err := c.session.Kill(); err != nil {
		return nil, err
	}
	c.leaveStop()
	c.later(c.end)
	return nil, nil
}

// quit ends the conversation because a command says so.
func (c *conn) quit() {
	c.console.abandon()
	_ = c.session.Kill() // it may have ended by itself
	c.end()
}

// close ends what belongs to the connection.
func (c *conn) close() {
	if c.detached && c.session != nil {
		c.release()
	}
	c.mail.close()
	c.leaveProgram()
}

// release lets the program run to its end without anything that stops it.
func (c *conn) release() {
	c.mail.addOpen(1)
	_ = c.session.RemoveAll() // it runs on also where something cannot be removed
	c.mail.divert(c.cfg.Detached)
	for {
		if err := c.session.Continue(); err != nil && !errors.Is(err, debugger.ErrRunning) {
			return
		}
		stop, err := c.session.Wait(context.Background())
		if err != nil {
			return
		}
		if stop.Ended {
			if stop.Trap != nil && c.cfg.Detached != nil {
				fmt.Fprintln(c.cfg.Detached, c.console.words.Headline(stop))
			}
			return
		}
	}
}
