package dap

import (
	"encoding/json"
	"fmt"
	"reflect"
)

// restart starts the program from the beginning. With other attributes than before it is another program.
func (c *conn) restart(r *request, a *struct {
	Arguments json.RawMessage `json:"arguments"`
}) (any, error) {
	args := c.args
	if len(a.Arguments) > 0 && string(a.Arguments) != "null" {
		var err error
		if args, err = parseLaunch(a.Arguments); err != nil {
			return nil, err
		}
		args.AuthToken = c.args.AuthToken
	}
	if c.phase != phaseDebugging {
		return nil, fmt.Errorf("restart before configurationDone")
	}
	c.console.abandon()
	if sameProgram(args, c.args) {
		c.args = args
		return nil, c.resume(func() error { return c.session.Restart(args.StopOnEntry) })
	}
	c.args = args
	c.leaveProgram()
	c.phase = phaseLaunching
	c.prepare(&start{r: r, again: true})
	return nil, errLater
}

// sameProgram reports whether two sets of attributes are of the same program, whatever is done with it.
func sameProgram(a, b *LaunchArguments) bool {
	x, y := *a, *b
	for _, p := range []*LaunchArguments{&x, &y} {
		p.StopOnEntry, p.StopOnTrap, p.unknown = false, nil, nil
	}
	return reflect.DeepEqual(x, y)
}

// leaveProgram ends the program and its session.
func (c *conn) leaveProgram() {
	c.leaveStop()
	c.threads = threads{}
	c.code = code{}
	if c.console != nil {
		c.console.close()
	}
	if c.session != nil {
		_ = c.session.Close() // there is nobody left to whom it matters
	}
	if c.program != nil && c.program.Close != nil {
		c.program.Close()
	}
	if c.term != nil {
		_ = c.term.Close()
	}
	c.console, c.session, c.program, c.term = nil, nil, nil, nil
	for r := range c.commands {
		delete(c.commands, r)
		c.respond(r, nil, errCancelled)
	}
}
