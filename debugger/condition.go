package debugger

import (
	"github.com/wdbg/wdbg/target"
)

// condition is a compiled condition: it is asked on the goroutine that runs the program.
type condition func(at target.Frame) (bool, error)

// message is a compiled log message.
type message func(at target.Frame) string

// compileCondition compiles an expression for a place.
func (v *View) compileCondition(p target.Place, text string) (condition, error) {
	return nil, errNotYet
}

// compileMessage compiles a text with {expressions} for a place.
func (v *View) compileMessage(p target.Place, text string) (message, error) {
	return nil, errNotYet
}

// isTrue evaluates an expression in the innermost frame.
func (v *View) isTrue(text string) (bool, error) { return false, errNotYet }
