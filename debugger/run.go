package debugger

import (
	"errors"
	"fmt"
	"slices"

	"github.com/wdbg/wdbg/target"
)

// Start starts the program. With stopOnEntry it stops before the first instruction; else where something stops it.
func (s *Session) Start(stopOnEntry bool) error {
	return s.do(opStart, func() error { return s.launch(stopOnEntry) })
}

// SetArgs changes the program's arguments for the next time that it is started.
func (s *Session) SetArgs(args []string) error {
	return s.do(opConfigure, func() error {
		if s.cfg.SetArgs == nil {
			return errors.New("the program's arguments cannot be changed")
		}
		s.cfg.SetArgs(args)
		return nil
	})
}

// Restart starts the program from the beginning, with its modules' files as they are now. Breakpoints, watchpoints of what still
// exists, and all settings stay.
func (s *Session) Restart(stopOnEntry bool) error {
	return s.do(opRestart, func() error {
		for _, o := range s.observers {
			o.restart()
		}
		s.abandon()
		s.setState(NotStarted)
		s.points.restart()
		s.catches.restart()
		s.watches.restart()
		s.emit(RestartEvent{})
		return s.launch(stopOnEntry)
	})
}

func (s *Session) launch(stopOnEntry bool) error {
	t, err := s.cfg.Launch()
	if err != nil {
		return err
	}
	s.target = t
	s.view = newView(s)
	var p plan = continuePlan{}
	if stopOnEntry {
		p = &entryPlan{session: s}
	}
	return s.begin(p)
}

// Continue lets the program run until something stops it.
func (s *Session) Continue() error {
	return s.do(opResume, func() error { return s.begin(continuePlan{}) })
}

// ContinueAlone lets one thread run, and no other, until something stops it. Where it waits for another one, only Interrupt does.
func (s *Session) ContinueAlone(thread target.ThreadID) error {
	return s.do(opResume, func() error { return s.beginAlone(continuePlan{}, thread) })
}

// beginAlone lets one thread go on by a plan, and no other.
func (s *Session) beginAlone(p plan, thread target.ThreadID) error {
	if !s.target.Solo {
		return errors.New("this runtime cannot run one thread while the others stand still")
	}
	if !s.hasThread(thread) {
		return fmt.Errorf("there is no thread %d", thread)
	}
	return s.beginWith(p, &thread)
}

func (s *Session) hasThread(id target.ThreadID) bool {
	return slices.ContainsFunc(s.target.Threads(), func(t target.Thread) bool { return t.ID == id })
}

// Interrupt stops the running program, wherever it is.
func (s *Session) Interrupt() error {
	return s.do(opInterrupt, func() error {
		s.interrupted = true
		s.target.Interrupt()
		return nil
	})
}

// Kill ends the program. What it was can not be inspected any more; Restart starts it again.
func (s *Session) Kill() error {
	return s.do(opRestart, func() error {
		for _, o := range s.observers {
			o.restart()
		}
		s.abandon()
		s.points.restart()
		s.catches.restart()
		s.watches.restart()
		s.stop = &Stop{Reason: ReasonExit, Text: "killed", Ended: true}
		s.setState(NotStarted)
		s.wake()
		return nil
	})
}

// begin lets the program go on by a plan.
func (s *Session) begin(p plan) error { return s.beginWith(p, nil) }

// beginWith lets all of the program go on by a plan, or the thread alone where one is given.
func (s *Session) beginWith(p plan, alone *target.ThreadID) error {
	n, err := p.begin(s.view)
	if err != nil {
		return err
	}
	if t := s.pendingThrow(); t != nil && !n.done && n.throws != nil && n.throws(t) {
		if n, err = p.stopped(s.view, &target.Stop{Reason: target.Thrown, Thread: t.Thread, Throw: t}); err != nil {
			return err
		}
	}
	s.plan, s.alone = p, alone
	if n.done { // there was nothing to run for
		s.setState(Running)
		s.emit(ResumeEvent{})
		s.rest(s.planStop(n, s.currentThread()))
		return nil
	}
	if err := s.arm(n); err != nil {
		s.plan = nil
		return err
	}
	s.setState(Running)
	s.emit(ResumeEvent{})
	s.run()
	return nil
}

// pendingThrow returns the exception that the program stands before; it does not stop for it again. Nil where it stands elsewhere.
func (s *Session) pendingThrow() *target.Throw {
	if s.stop == nil || s.stop.Ended {
		return nil
	}
	return s.stop.Throw
}

func (s *Session) currentThread() target.ThreadID {
	if s.stop != nil {
		return s.stop.Thread
	}
	return target.AnyThread
}

// arm puts the breaks that a plan wants in place of those it had.
func (s *Session) arm(n next) error {
	var gone, fresh []*target.Break
	for _, b := range s.planBreaks {
		if !slices.Contains(n.breaks, b) {
			gone = append(gone, b)
		}
	}
	for _, b := range n.breaks {
		if !slices.Contains(s.planBreaks, b) {
			fresh = append(fresh, b)
		}
	}
	if err := s.target.RemoveBreaks(gone); err != nil {
		return err
	}
	s.planBreaks = nil
	if err := s.expect(fresh); err != nil {
		return err
	}
	if err := s.target.AddBreaks(fresh); err != nil {
		return err
	}
	s.planBreaks = slices.Clone(n.breaks)
	s.resume = n.resume
	s.wantThrow = n.throws
	return s.catches.apply()
}

// expect tells the target where the breaks of the next steps are going to be, in functions of those of this one that are large.
func (s *Session) expect(breaks []*target.Break) error {
	var last target.Place
	for i, b := range breaks {
		place := b.Place
		if place.Offset = 0; i > 0 && place == last {
			continue
		}
		last = place
		f := s.flows[flowKey{s.target.Instances()[b.Instance].Module, b.Func}]
		if f == nil || len(f.instrs) < largeFunction {
			continue // it is not stepped, or made ready quickly
		}
		if err := s.target.Expect(b.Instance, b.Func, f.breakable()); err != nil {
			return err
		}
	}
	return nil
}

// run resumes the target on a goroutine of its own; its stop comes back to the session's.
func (s *Session) run() {
	s.view, s.hidden = nil, hiddenFrames{}
	s.serial++
	t, r := s.target, s.resume
	if s.alone != nil {
		r.Alone, r.Thread = true, *s.alone
	}
	s.Go(func() {
		st := t.Resume(r)
		s.ended <- &st
	})
}

// whilePaused has a function called while the program stands still: at once if it does, else by pausing it shortly.
func (s *Session) whilePaused(f func() error) error {
	if s.State() != Running {
		return f()
	}
	// The target stops before it changes; the stop is nobody's, so the program goes on afterwards.
	s.target.Interrupt()
	st := <-s.ended
	s.view = newView(s)
	err := f()
	if st.Reason == target.Interrupted && len(st.Breaks) == 0 && len(st.Watches) == 0 && !s.interrupted {
		s.run()
		return err
	}
	s.ended <- st // it has stopped for a reason of its own
	return err
}

// onStop decides what becomes of a stop of the target.
func (s *Session) onStop(st *target.Stop) {
	s.view = newView(s)
	s.view.at = st
	if fresh := s.look(); st.Reason == target.Loaded {
		for _, inst := range fresh {
			s.emit(LoadEvent{inst})
		}
	}
	if stop := s.reasons(st); stop != nil {
		s.rest(stop)
		return
	}
	if s.alone != nil && st.Reason == target.Stepped && !s.hasThread(*s.alone) {
		s.rest(&Stop{Reason: ReasonStep, Thread: st.Thread, Text: fmt.Sprintf("thread %d has ended, the only one that ran", *s.alone)})
		return
	}
	if !s.forPlan(st) {
		s.run()
		return
	}
	n, err := s.plan.stopped(s.view, st)
	if err != nil {
		s.rest(&Stop{Reason: ReasonStep, Thread: st.Thread, Text: err.Error()})
		return
	}
	if n.done {
		s.rest(s.planStop(n, st.Thread))
		return
	}
	if err := s.arm(n); err != nil {
		s.rest(&Stop{Reason: ReasonStep, Thread: st.Thread, Text: err.Error()})
		return
	}
	s.run()
}

// forPlan reports whether a stop that is no reason to stand still matters to the plan: one at a break of others, or an interrupt, which
// was to change something, does not, nor does an exception that the plan has not asked for.
func (s *Session) forPlan(st *target.Stop) bool {
	if st.Reason == target.Thrown && s.wantThrow != nil && s.wantThrow(st.Throw) {
		return true
	}
	if st.Reason != target.AtBreak && st.Reason != target.Interrupted && st.Reason != target.Thrown {
		return true
	}
	return slices.ContainsFunc(st.Breaks, func(b *target.Break) bool { return slices.Contains(s.planBreaks, b) })
}

// look makes the parts of the session look at instances that are new, and returns them.
func (s *Session) look() []target.Instance {
	fresh := s.target.Instances()[s.loaded:]
	s.loaded += len(fresh)
	for _, inst := range fresh {
		s.points.load(s.view, inst)
		for _, o := range s.observers {
			o.load(s.view, inst)
		}
	}
	if len(fresh) > 0 {
		s.points.explain(s.view)
		s.watches.load(s.view)
	}
	return fresh
}

// reasons returns why the program shall stand still after a stop of the target, other than its plan; nil for no reason.
func (s *Session) reasons(st *target.Stop) *Stop {
	stop := &Stop{Reason: ReasonEntry, Thread: st.Thread, Throw: st.Throw, HostCall: st.HostCall, Loaded: st.Loaded, Trap: st.Trap, Exit: st.Exit, Err: st.Err, Ended: st.Ended()}
	found := false
	because := func(r Reason) {
		found = true
		stop.Reason = min(stop.Reason, r)
	}
	switch st.Reason {
	case target.Failed:
		because(ReasonFailed)
	case target.Trapped:
		because(ReasonTrap)
		s.catches.trapped(s.view, st.Trap, stop)
	case target.Exited:
		because(ReasonExit)
	case target.Interrupted:
		if s.interrupted {
			because(ReasonPause)
		}
	case target.Thrown:
		if s.catches.wantsThrow(s.view, st.Throw, stop) {
			because(ReasonException)
		}
		if s.watches.thrown(s.view, st.Throw, stop) {
			because(ReasonWatchpoint)
		}
	case target.HostCalled:
		if s.catches.wantsHostCall(s.view, st.HostCall, stop) {
			because(ReasonHostCall)
		}
	case target.Loaded:
		if inst, ok := s.view.Instance(st.Loaded); ok && s.catches.wantsLoad(s.view, inst, stop) {
			because(ReasonLoad)
		}
	}
	for _, b := range st.Breaks {
		o := s.owners[b]
		if o == nil {
			continue
		}
		if reason, stops := o.hit(s.view, b, stop); stops {
			because(reason)
		}
	}
	if len(st.Watches) > 0 && s.watches.hit(s.view, st.Watches, stop) {
		because(ReasonWatchpoint)
	}
	if !found {
		return nil
	}
	return stop
}

// planStop is the stop of a plan that is done.
func (s *Session) planStop(n next, t target.ThreadID) *Stop {
	s.hide(n.hide, t)
	return &Stop{Reason: n.reason, Thread: t, Text: n.text, Returned: n.returned, Watches: n.watches}
}

// rest lets the program stand still, and says so.
func (s *Session) rest(stop *Stop) {
	s.plan, s.interrupted = nil, false
	if !stop.Ended {
		// What cannot be removed is without effect: the program could not go on either.
		_ = s.arm(next{})
	}
	s.stop = stop
	if s.view == nil {
		s.view = newView(s)
	}
	if stop.Reason == ReasonBreakpoint {
		s.hide(stop.hide, stop.Thread)
	}
	s.points.settle(s.view, stop)
	s.catches.settle(stop)
	s.setState(Stopped)
	if stop.Ended {
		s.setState(Ended)
		for _, o := range s.observers {
			o.end(s.view, stop)
		}
	}
	s.wake()
	s.emit(StopEvent{stop})
}

// wake tells those who wait that the program stands still.
func (s *Session) wake() {
	for _, w := range s.waiters {
		w <- s.stop
	}
	s.waiters = nil
}
