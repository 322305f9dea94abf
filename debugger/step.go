package debugger

import (
	"errors"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/value"
)

// StepKind says how far to step.
type StepKind uint8

// Kinds of steps.
const (
	// StepInto stops at the next statement, also in a function that is called; functions without source lines and those that are
	// skipped are stepped over.
	StepInto StepKind = iota
	// StepOver stops at the next statement of the same frame, or of the one it returns to.
	StepOver
	// StepOut stops where the frame has returned to its caller.
	StepOut
	// StepUntil is StepOver that does not go back to earlier lines: it leaves loops.
	StepUntil
	// StepTo stops at Location, or where the frame is left before.
	StepTo
)

// Granularity says what one step is.
type Granularity uint8

// Granularities. A step by statement where there are no source lines is one by instruction.
const (
	ByStatement Granularity = iota
	ByInstruction
)

// StepSpec is a step.
type StepSpec struct {
	Kind        StepKind
	Granularity Granularity
	// Frame is what the step is about; nil for the innermost frame of the thread that stopped.
	Frame *FrameID
	// Location is where StepTo goes: see View.Locate.
	Location string
	// Into is the name of the function to step into, among the calls of the statement (see StepTargets); "" is any.
	Into string
}

// StepTarget is a call of the current statement that can be stepped into.
type StepTarget struct {
	Name string
	// Place is the call's instruction; of an inlined call, where its code begins.
	Place   target.Place
	Pos     symbols.Pos
	Inlined bool
}

// Returned is what a function returned.
type Returned struct {
	Func string
	// Value is typed by the debug information; without any, Words are the results as the machine has them.
	Value *value.Value
	Words []symbols.Word
	// Why says why there is no value: the function returned none, or it is not known where.
	Why string
}

var errNotYet = errors.New("not implemented yet")

// Step lets the program go on for a step.
func (s *Session) Step(spec StepSpec) error { return errNotYet }

// StepTargets returns the calls of a frame's current statement, in the order of the code.
func (v *View) StepTargets(f *Frame) ([]StepTarget, error) { return nil, errNotYet }
