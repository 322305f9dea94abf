package dap

import (
	"fmt"
	"slices"

	proto "github.com/google/go-dap"

	"github.com/wdbg/wdbg/debugger"
)

// step lets a thread go on for a step. After a trap there is nowhere to go: the program ends.
func (c *conn) step(spec debugger.StepSpec, thread int, granularity proto.SteppingGranularity, alone bool) error {
	if err := c.hasThread(thread); err != nil {
		return err
	}
	switch granularity {
	case "", "statement", "line":
	case "instruction":
		spec.Granularity = debugger.ByInstruction
	default:
		return fmt.Errorf("there is no granularity %.40q", granularity)
	}
	if c.stop.Ended {
		c.later(c.over)
		return nil
	}
	id := threadOf(thread)
	spec.Thread, spec.Alone = &id, alone
	return c.resume(func() error { return c.session.Step(spec) })
}

// hasThread says that there is no thread of a number; nil where there is.
func (c *conn) hasThread(number int) error {
	if slices.ContainsFunc(c.threads.list, func(t proto.Thread) bool { return t.Id == number }) {
		return nil
	}
	return fmt.Errorf("there is no thread %d", number)
}
