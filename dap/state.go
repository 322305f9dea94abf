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
		if row.states == inNew {
			break
		}
		return errors.New("no program has been launched")
	case inLaunching:
		return errors.New("the program is still being launched")
	case inConfiguring:
		if row.states == inInitialized {
			return errors.New("a program has been launched already")
		}
		if row.states != inNew {
			return fmt.Errorf("%s before configurationDone", row.command)
		}
	case inRunning:
		if row.states&inStopped != 0 {
			return errRunning
		}
	case inStopped:
		if row.states&inRunning != 0 {
			return debugger.ErrNotRunning
		}
	case inOver, inEnded:
		return errors.New("the program has ended")
	}
	return fmt.Errorf("%s is not legal now: it was done already", row.command)
}

// errRunning says that the program has to stand still for a request.
var errRunning = errors.New("the program is running; pause it first")
