package dap

import (
	"errors"
	"fmt"

	"github.com/wdbg/wdbg/debugger"
)

// phase is how far a connection is.
type phase uint8

const (
	phaseNew         phase = iota // nothing was said
	phaseInitialized              // after initialize
	phaseLaunching                // launch is under way
	phaseConfiguring              // the program is ready and stands before its first instruction
	phaseDebugging                // after configurationDone
	phaseEnded                    // terminated was sent
)

// states are a set of states of a connection.
type states uint16

const (
	inNew states = 1 << iota
	inInitialized
	inLaunching
	inConfiguring
	inRunning // the program runs
	inStopped
	inOver // the program is over, and can be looked at: a trap
	inEnded

	inAny     = ^states(0)
	inProgram = inConfiguring | inRunning | inStopped | inOver
	inStill   = inConfiguring | inStopped | inOver
)

// state returns the one that a connection is in.
func (c *conn) state() states {
	switch c.phase {
	case phaseNew:
		return inNew
	case phaseInitialized:
		return inInitialized
	case phaseLaunching:
		return inLaunching
	case phaseConfiguring:
		return inConfiguring
	case phaseEnded:
		return inEnded
	}
	switch {
	case c.stop == nil:
		return inRunning
	case c.stop.Ended:
		return inOver
	}
	return inStopped
}

// legal says why a request is not legal now.
func (c *conn) legal(row *row) error {
	now := c.state()
	if row.states&now != 0 {
		return nil
	}
	switch now {
	case inNew:
		return fmt.Errorf("%s before initialize", row.command)
	case inInitialized:
		return fmt.Errorf("%s: no program has been launched", row.command)
	case inLaunching:
		return fmt.Errorf("%s: the program is still being launched", row.command)
	case inConfiguring:
		if row.states&inInitialized != 0 {
			return fmt.Errorf("%s: a program has been launched already", row.command)
		}
		return fmt.Errorf("%s before configurationDone", row.command)
	case inRunning:
		if row.states&inStopped != 0 {
			return fmt.Errorf("%s: %w", row.command, errRunning)
		}
	case inStopped:
		if row.states&inRunning != 0 {
			return fmt.Errorf("%s: %w", row.command, debugger.ErrNotRunning)
		}
	case inOver, inEnded:
		return fmt.Errorf("%s: the program has ended", row.command)
	}
	return fmt.Errorf("%s is not legal now: it was done already", row.command)
}

// errRunning says that the program has to stand still for a request.
var errRunning = errors.New("the program is running; pause it first")
