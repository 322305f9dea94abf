// Package local is the target of a program that runs in this process, on the built-in engine.
package local

import (
	"errors"
	"io"
	"sync"

	"github.com/wdbg/wdbg/engine"
	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/wasm"
)

// Config is what a target is made of.
type Config struct {
	Store *engine.Store
	// Next returns what is to be done next; io.EOF ends the program. Another error means that it cannot be run.
	Next func() (Step, error)
	// Pause makes calls of the host that wait give up with engine.ErrPaused, or lets them wait again. It may be called from any goroutine.
	Pause func(on bool)
	// Explain turns an error of making an instance into one for people; nil leaves it.
	Explain func(s *Step, err error) error
	// Close frees what the program holds beside the store.
	Close func() error
}

// Step is a part of a program: a module to instantiate, or a function to call.
type Step struct {
	Module     *wasm.Module
	Name, Path string // of the instance, and of the module's file
	Resolve    engine.Resolver
	// Linked, where set, is told of the instance before anything of it runs.
	Linked func(*engine.Instance) error

	Call *engine.Func
	Args []engine.Value
	// Done, where set, is told of the results.
	Done func([]engine.Value) error
}

// local is the state of a target.
type local struct {
	cfg   Config
	store *engine.Store
	paths map[*wasm.Module]string

	step   Step
	main   *engine.Thread // of the step; nil: the next step is due
	last   *engine.Thread // that stopped
	over   *target.Stop
	loaded int  // instances that a stop has told of
	fresh  bool // an instance was made since the program was resumed

	pausing sync.Mutex
	pause   bool // Interrupt was called; guarded by pausing
	calling bool // a function is being called for the debugger

	catches target.Catches
	thrower *target.Throw // the one that is to stop the program
	breaks  map[*target.Break]*engine.Probed
	hits    []hit
	stepper stepper
	watches watches
	ids     map[*engine.Instance]target.InstanceID
	walks   walks
	hosts   map[*engine.Func]*target.HostFunc
}

// New returns a target. Nothing of the program has run.
func New(cfg Config) *target.Target {
	l := &local{
		cfg:    cfg,
		store:  cfg.Store,
		paths:  map[*wasm.Module]string{},
		breaks: map[*target.Break]*engine.Probed{},
		ids:    map[*engine.Instance]target.InstanceID{},
		hosts:  map[*engine.Func]*target.HostFunc{},
	}
	l.stepper.local = l
	l.setHooks()
	return &target.Target{Control: l, Inspect: l, Mutate: l, Watch: l, Catch: l, Call: l, Jump: l, Solo: true, Objects: objects{l}}
}

// Interrupt implements target.Control.
func (l *local) Interrupt() {
	l.pausing.Lock()
	defer l.pausing.Unlock()
	l.pause = true
	l.store.Pause()
	if l.cfg.Pause != nil {
		l.cfg.Pause(true)
	}
}

// Close implements target.Control.
func (l *local) Close() error {
	var err error
	if l.cfg.Close != nil {
		err = l.cfg.Close()
	}
	l.store.Close()
	return err
}

// Resume implements target.Control.
func (l *local) Resume(r target.Resume) target.Stop {
	if l.over != nil {
		return *l.over
	}
	l.walks.forget()
	stop := l.resume(r)
	stop.Watches = l.watches.take()
	l.walks.forget()
	if stop.Ended() {
		l.over = &stop
	}
	return stop
}

func (l *local) resume(r target.Resume) target.Stop {
	if t := l.only(r); t != nil {
		l.last = t // whatever stops the program does so there
	}
	if l.takePause() {
		return l.at(target.Stop{Reason: target.Interrupted})
	}
	if err := l.stepper.begin(r); err != nil {
		return target.Stop{Reason: target.Failed, Thread: l.lastID(), Err: err}
	}
	for {
		if l.main == nil {
			if stop := l.advance(); stop != nil {
				return *stop
			}
			continue
		}
		l.hits = l.hits[:0]
		if stop := l.stopped(l.store.ResumeOnly(l.main, l.only(r))); stop != nil {
			return *stop
		}
	}
}

// only returns the thread that runs while the others stand still; nil where all do: before a thread of that number exists.
func (l *local) only(r target.Resume) *engine.Thread {
	switch {
	case !r.Alone:
		return nil
	case r.Thread == target.AnyThread:
		return l.thread(l.lastID())
	}
	return l.thread(r.Thread)
}

// settlePause forgets that the store shall pause for another reason than Interrupt.
func (l *local) settlePause() {
	l.pausing.Lock()
	defer l.pausing.Unlock()
	if !l.pause {
		l.store.TakePause()
	}
}

// takePause reports whether Interrupt was called, and forgets it.
func (l *local) takePause() bool {
	l.pausing.Lock()
	defer l.pausing.Unlock()
	if !l.pause {
		return false
	}
	l.pause = false
	if l.cfg.Pause != nil {
		l.cfg.Pause(false)
	}
	return true
}

// advance makes the next step; nil where the program goes on.
func (l *local) advance() *target.Stop {
	step, err := l.cfg.Next()
	if errors.Is(err, io.EOF) {
		return &target.Stop{Reason: target.Exited, Thread: l.lastID()}
	}
	if err != nil {
		return l.failed(err)
	}
	l.step = step
	if step.Call != nil {
		return l.call(step.Call, step.Args)
	}
	l.paths[step.Module] = step.Path
	inst, err := l.store.Link(step.Module, step.Name, step.Resolve)
	if err == nil && step.Linked != nil {
		err = step.Linked(inst)
	}
	if err != nil {
		return l.failed(err)
	}
	if start := inst.Start(); start != nil {
		if stop := l.call(start, nil); stop != nil {
			return stop
		}
	}
	return l.loadStop()
}

func (l *local) call(f *engine.Func, args []engine.Value) *target.Stop {
	t, err := l.store.NewThread(f, args)
	if err != nil {
		return l.failed(err)
	}
	l.main = t
	if err := l.stepper.enter(f); err != nil {
		return l.failed(err)
	}
	return nil
}

// failed is the stop of a program that cannot be run.
func (l *local) failed(err error) *target.Stop {
	var exit *engine.ExitError
	var trap *engine.Trap
	switch {
	case errors.As(err, &exit):
		return &target.Stop{Reason: target.Exited, Thread: l.lastID(), Exit: int(exit.Code)}
	case errors.As(err, &trap):
		return &target.Stop{Reason: target.Trapped, Thread: l.lastID(), Trap: l.trap(trap)}
	}
	if l.cfg.Explain != nil {
		err = l.cfg.Explain(&l.step, err)
	}
	return &target.Stop{Reason: target.Failed, Thread: l.lastID(), Err: err}
}

// loadStop tells of an instance that was made; nil where nobody wants to know.
func (l *local) loadStop() *target.Stop {
	if l.loaded == len(l.store.Instances) {
		return nil
	}
	if !l.catches.Load {
		l.loaded = len(l.store.Instances)
		return nil
	}
	first := l.loaded
	if l.loaded++; l.loaded < len(l.store.Instances) {
		l.fresh = true
		l.store.Pause()
	}
	stop := l.at(target.Stop{Reason: target.Loaded, Loaded: target.InstanceID(first)})
	return &stop
}

// stopped turns a stop of the engine into one of the target; nil where the program goes on.
func (l *local) stopped(st engine.Stop) *target.Stop {
	if st.Thread != nil {
		l.last = st.Thread
	}
	stop := target.Stop{Breaks: l.hitBy(st.Thread)}
	switch st.Kind {
	case engine.StopDone:
		if st.Thread == l.main {
			return l.done(st.Thread)
		}
		stop.Reason, l.last = target.Stepped, nil // it ran alone
	case engine.StopExit:
		stop.Reason, stop.Exit = target.Exited, int(st.Exit)
	case engine.StopTrap:
		stop.Reason, stop.Trap = target.Trapped, l.trap(st.Trap)
	case engine.StopPause:
		return l.paused(st, stop)
	case engine.StopThrow:
		return l.thrown(st, stop)
	case engine.StopHost:
		stop.Reason, stop.HostCall = target.HostCalled, l.hostFunc(st.Host)
	default:
		switch {
		case l.stepper.take():
			stop.Reason = target.Stepped
		case len(stop.Breaks) > 0:
			stop.Reason = target.AtBreak
		case len(l.watches.hits) > 0:
			stop.Reason = target.Watched
		default:
			return nil
		}
	}
	stop = l.at(stop)
	return &stop
}

// done goes on after a function of the program's steps returned.
func (l *local) done(t *engine.Thread) *target.Stop {
	l.main = nil
	results := t.Results()
	l.store.Forget(t)
	if l.last == t {
		l.last = nil
	}
	if l.step.Call != nil && l.step.Done != nil {
		if err := l.step.Done(results); err != nil {
			return l.failed(err)
		}
	}
	return nil
}

// paused is a stop for Pause: because of Interrupt, or to tell of an instance that a host function made.
func (l *local) paused(st engine.Stop, stop target.Stop) *target.Stop {
	if l.takePause() {
		stop.Reason = target.Interrupted
		if st.Host != nil {
			stop.HostCall = l.hostFunc(st.Host)
		}
		stop = l.at(stop)
		return &stop
	}
	if l.fresh {
		l.fresh = false
		return l.loadStop()
	}
	return nil
}

// at completes a stop with the thread.
func (l *local) at(stop target.Stop) target.Stop {
	stop.Thread = l.lastID()
	return stop
}

func (l *local) lastID() target.ThreadID {
	switch {
	case l.last != nil:
		return target.ThreadID(l.last.ID)
	case l.main != nil:
		return target.ThreadID(l.main.ID)
	}
	return target.AnyThread
}

func (l *local) trap(trap *engine.Trap) *target.Trap {
	t := &target.Trap{Kind: trap.Kind.String(), Detail: trap.Detail}
	if trap.Kind == engine.TrapUncaughtException && trap.Exception != 0 {
		t.Exception = l.exception(trap.Exception)
	}
	return t
}
