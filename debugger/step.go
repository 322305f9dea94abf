package debugger

import (
	"errors"
	"fmt"

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
	// StepOut stops where the frame has returned to its caller; by statement, to the next one further out that has source lines.
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
	// Thread is the one whose innermost frame that is, where Frame is nil; nil for the thread that stopped.
	Thread *target.ThreadID
	// Alone has no other thread run meanwhile.
	Alone bool
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

// errNoFrame says that a step has nothing to step from.
var errNoFrame = errors.New("there is no frame to step from: the program is not in any function")

// Step lets the program go on for a step.
func (s *Session) Step(spec StepSpec) error {
	return s.do(opResume, func() error {
		at, err := s.stepFrame(spec.Frame, spec.Thread)
		if errors.Is(err, errNoFrame) && spec.Frame == nil && spec.Kind != StepTo {
			return s.begin(&entryPlan{session: s}) // nothing has run yet
		}
		if err != nil {
			return err
		}
		p, err := s.stepPlan(at, spec)
		if err != nil {
			return err
		}
		if spec.Alone {
			return s.beginAlone(p, at.thread)
		}
		return s.begin(p)
	})
}

// stepPlan makes the plan of a step.
func (s *Session) stepPlan(at *stepFrame, spec StepSpec) (plan, error) {
	switch spec.Kind {
	case StepInto, StepOver, StepUntil:
		byInstr := spec.Granularity == ByInstruction
		if !byInstr && spec.Into == "" {
			f := at.physical()
			byInstr = f.Host == nil && !s.flowOf(f.Place).hasLines()
		}
		switch {
		case byInstr && spec.Kind == StepInto:
			return &instrPlan{thread: at.thread}, nil
		case byInstr:
			return &instrOverPlan{stepper: newStepper(s, at)}, nil
		}
		return newStatementPlan(s, at, spec), nil
	case StepOut:
		f := at.physical()
		exact := spec.Granularity == ByInstruction || f.Host != nil || !s.flowOf(f.Place).hasLines()
		return &outPlan{stepper: newStepper(s, at), exact: exact}, nil
	case StepTo:
		return s.toPlan(at, spec.Location)
	}
	return nil, fmt.Errorf("there is no step of kind %d", spec.Kind)
}

// stepFrame is the frame that a step is about.
type stepFrame struct {
	thread target.ThreadID
	// frames are the physical ones of the thread, the innermost first, as far as they matter; n is that of the frame.
	frames []target.Frame
	n      int
	// level counts the frames of the physical one from the outermost.
	level int
}

func (f *stepFrame) physical() target.Frame { return f.frames[f.n] }

// stepFrame finds the frame that a step is about: one of an identifier, or the innermost of a thread or of the one that stopped.
func (s *Session) stepFrame(id *FrameID, thread *target.ThreadID) (*stepFrame, error) {
	v := s.view
	f := &stepFrame{}
	if id != nil {
		f.thread = id.Thread
	} else if thread != nil {
		f.thread = *thread
	} else if t, ok := v.Thread(); ok {
		f.thread = t
	} else {
		return nil, errNoFrame
	}
	for from := 0; ; {
		list, err := s.target.Frames(f.thread, from, frameChunk)
		if err != nil {
			return nil, err
		}
		f.frames = append(f.frames, list...)
		from += len(list)
		if len(list) == 0 {
			break
		}
		if id == nil || list[len(list)-1].Depth <= id.Depth {
			break
		}
	}
	if len(f.frames) == 0 {
		return nil, errNoFrame
	}
	if id != nil {
		for f.n = 0; f.n < len(f.frames) && f.frames[f.n].Depth != id.Depth; f.n++ {
		}
		if f.n == len(f.frames) {
			return nil, errors.New("the frame does not exist any more")
		}
	}
	p := f.physical()
	if p.Host != nil {
		return f, nil
	}
	f.level = max(0, len(s.chainAt(p))-1-s.hidden.of(p))
	if id != nil {
		if id.Inlined > f.level {
			return nil, errors.New("the frame does not exist any more")
		}
		f.level = id.Inlined
	}
	return f, nil
}

// flowOf returns the flow of a place's function.
func (s *Session) flowOf(p target.Place) *flow {
	return s.flow(s.target.Instances()[p.Instance], p.Func)
}

// chainAt returns the logical frames of a physical one, the outermost first.
func (s *Session) chainAt(p target.Frame) []symbols.Frame {
	f := s.flowOf(p.Place)
	i, ok := f.find(p.Offset)
	if !ok {
		return nil
	}
	return f.chain(s.table(s.target.Instances()[p.Instance]), i)
}
