package spectest

import (
	"errors"
	"fmt"

	"github.com/wdbg/wdbg/engine"
	"github.com/wdbg/wdbg/wasm"
)

// Mode is a way to run scripts.
type Mode struct {
	Name string
	// NewStore makes the store of a script.
	NewStore func() *engine.Store
	// Prepare is called with every new instance before anything of it is called, except for
	// its start function; nil does nothing.
	Prepare func(*engine.Instance) error
}

// Result is what became of a script's commands.
type Result struct {
	Passed   int
	Failures []Note
	Skipped  []Note
}

// Commands returns how many commands there were, those of threads included.
func (r *Result) Commands() int { return r.Passed + len(r.Failures) + len(r.Skipped) }

// Note says of a command why it was skipped or failed.
type Note struct {
	Type   string
	Line   int
	Reason string
}

// String returns "line N, type: reason".
func (n Note) String() string { return fmt.Sprintf("line %d, %s: %s", n.Line, n.Type, n.Reason) }

// skipError is the reason for which a command cannot be run.
type skipError string

// Error returns the reason.
func (e skipError) Error() string { return string(e) }

// Reasons to skip a command.
const (
	skipText     = skipError("module in the text format: there is no text parser")
	skipObsolete = skipError("obsolete: valid in Wasm 3.0, as the suite's README says")
)

// runner runs one script.
type runner struct {
	mode   Mode
	store  *engine.Store
	host   hostModule
	lanes  []*lane // in the order of their creation; the script's own first
	result *Result
}

// Run runs a script in a store of its own.
func Run(s *Script, mode Mode) (*Result, error) {
	r := &runner{mode: mode, store: mode.NewStore(), result: &Result{}}
	defer r.store.Close()
	var err error
	if r.host, err = newHostModule(r.store); err != nil {
		return nil, fmt.Errorf("host module: %w", err)
	}
	r.addLane(s.Commands)
	return r.result, r.runLanes()
}

// note enters the outcome of a command.
func (r *runner) note(c *Command, err error) {
	var skip skipError
	switch {
	case err == nil:
		r.result.Passed++
	case errors.As(err, &skip):
		r.result.Skipped = append(r.result.Skipped, Note{c.Type, c.Line, skip.Error()})
	default:
		r.result.Failures = append(r.result.Failures, Note{c.Type, c.Line, err.Error()})
	}
}

// instantiate makes an instance in a lane's environment.
func (r *runner) instantiate(l *lane, m *wasm.Module, name string) (*engine.Instance, error) {
	inst, err := r.store.Instantiate(m, name, l.resolve)
	if err != nil {
		return nil, err
	}
	if r.mode.Prepare != nil {
		err = r.mode.Prepare(inst)
	}
	return inst, err
}

// stepAll runs lanes, the newest first, until none can go on without running guest code. It reports
// whether any did.
func (r *runner) stepAll() (progress bool) {
	for i := len(r.lanes) - 1; i >= 0; i-- {
		before := len(r.lanes)
		for r.lanes[i].step(r) {
			progress = true
			if len(r.lanes) > before {
				return true
			}
		}
	}
	return progress
}

// runLanes runs all commands. Where every lane waits, for a call or for another lane, it resumes the
// newest call: earlier threads wait for later ones in the suite's scripts, if at all.
func (r *runner) runLanes() error {
	for {
		if r.stepAll() {
			continue
		}
		var call *lane
		for _, l := range r.lanes {
			if l.call != nil {
				call = l
			}
		}
		if call == nil {
			break
		}
		r.resume(call)
	}
	for _, l := range r.lanes {
		if !l.done() {
			return fmt.Errorf("line %d: waits for a thread that waits", l.commands[0].Line)
		}
	}
	return nil
}

// resume runs guest threads until the lane's call, or another lane's, has ended.
func (r *runner) resume(l *lane) {
	stop := r.store.Resume(l.call.thread)
	for stop.Kind == engine.StopProbe {
		stop = r.store.Resume(l.call.thread)
	}
	for _, other := range r.lanes {
		if other.call == nil {
			continue
		}
		t := other.call.thread
		switch {
		case stop.Kind == engine.StopExit && stop.Thread == t:
			other.finish(r, nil, &engine.ExitError{Code: stop.Exit})
		case t.State == engine.ThreadDone:
			other.finish(r, t.Results(), nil)
		case t.State == engine.ThreadTrapped:
			other.finish(r, nil, t.Trap())
		}
	}
}
