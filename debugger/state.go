package debugger

import (
	"errors"
	"fmt"
)

// State says what a session is doing.
type State uint8

// States of a session, with what leads from one to another:
//
//	NotStarted --Start--> Running --stop--> Stopped --Resume--> Running
//	Running --trap, exit, failure--> Ended --Restart--> Running
//	any --Close--> Closed
const (
	NotStarted State = iota
	Running
	Stopped
	// Ended: the program is over. What is left of it can be inspected: all of it after a trap, its memory after an exit.
	Ended
	Closed
)

func (st State) String() string {
	return [...]string{"not started", "running", "stopped", "ended", "closed"}[st]
}

// Errors of methods that are called in a state that does not allow them.
var (
	ErrNotStarted = errors.New("the program has not been started")
	ErrRunning    = errors.New("the program is running; interrupt it first")
	ErrNotRunning = errors.New("the program is not running")
	ErrEnded      = errors.New("the program has ended; restart it")
	ErrClosed     = errors.New("the session is closed")
)

// operation is a kind of things that a session is asked to do.
type operation uint8

const (
	opStart operation = iota
	opResume
	opInterrupt
	opInspect
	opConfigure // change breakpoints and the like
	opRestart
)

// legal are the states in which operations may be carried out.
var legal = [...][]State{
	opStart:     {NotStarted},
	opResume:    {Stopped},
	opInterrupt: {Running},
	opInspect:   {Stopped, Ended},
	opConfigure: {NotStarted, Running, Stopped, Ended},
	opRestart:   {NotStarted, Running, Stopped, Ended},
}

// check returns why an operation is not legal in a state; nil where it is.
func (op operation) check(now State) error {
	for _, st := range legal[op] {
		if st == now {
			return nil
		}
	}
	switch {
	case now == Closed:
		return ErrClosed
	case now == NotStarted:
		return ErrNotStarted
	case op == opInterrupt:
		return ErrNotRunning
	case now == Running:
		return ErrRunning
	case now == Ended:
		return ErrEnded
	}
	return fmt.Errorf("the program is %v", now)
}
