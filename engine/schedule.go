package engine

import (
	"fmt"
	"math"
	"slices"
	"time"
)

// StopKind says why execution stopped.
type StopKind uint8

// Reasons to stop. The first three are between tiers and the scheduler; the rest reach the caller of Resume.
const (
	// StopTick: the thread's budget is used up.
	StopTick StopKind = iota
	// StopWait: the thread waits for a notification.
	StopWait
	// StopYield: the thread gave up the rest of its turn.
	StopYield
	// StopDone: the thread's function returned.
	StopDone
	// StopTrap: the guest trapped.
	StopTrap
	// StopExit: the guest ended with a status.
	StopExit
	// StopProbe: a probe asked to stop.
	StopProbe
	// StopPause: Pause was called. The thread is between instructions, or in a call of the host that has been made or that it will make again.
	StopPause
	// StopThrow: Hooks.Throw asked to stop before an exception is thrown.
	StopThrow
	// StopHost: Hooks.HostCall asked to stop before a host function is called.
	StopHost
)

// Stop says why and where execution stopped.
type Stop struct {
	Kind   StopKind
	Thread *Thread
	Trap   *Trap
	Exit   uint32
	// Throw is what StopThrow is about, Host what StopHost is about.
	Throw *Throw
	Host  *Func
}

// waitState is what a waiting thread waits for.
type waitState struct {
	memory   *Memory
	addr     uint64
	deadline int64 // on the gate's clock; negative: none
	slot     uint64
}

// TrapStop ends the thread with a trap.
func (t *Thread) TrapStop(trap *Trap) Stop {
	trap.Thread = t
	t.trap = trap
	t.State = ThreadTrapped
	return Stop{Kind: StopTrap, Thread: t, Trap: trap}
}

// Resume runs the thread until, and the others in turn with it, until it ends or something
// else stops execution. Threads take turns in a fixed order, each for the same number of ticks. A turn that a probe
// stopped goes on first, so that who runs when does not depend on where one looks.
func (s *Store) Resume(until *Thread) Stop {
	if s.only != nil { // a function of the host calls back: the others stand still for that too
		return s.ResumeOnly(until, until)
	}
	return s.ResumeOnly(until, nil)
}

// ResumeOnly is Resume that gives turns to one thread only; nil is Resume. The others stand still, so a wait for them lasts until Pause is
// called. When the thread ends so does this, with StopDone.
func (s *Store) ResumeOnly(until, only *Thread) Stop {
	outer := s.only
	s.only = only
	defer func() { s.only = outer }()
	t := until
	switch {
	case only != nil:
		t = only
	case s.paused != nil && s.paused.runnable():
		t = s.paused
	}
	for ; ; t = s.next(t) {
		if stop := s.limits(t); stop != nil {
			return *stop
		}
		if s.pause.Load() {
			// Probes of where the thread stands fire before it stops there; the code that fires them looks for the pause.
			if t = s.runner(t); !t.atProbe() && s.TakePause() {
				s.paused, t.standing = t, true
				return Stop{Kind: StopPause, Thread: t}
			}
		}
		if t.runnable() {
			if stop := s.turn(t, until); stop != nil {
				return *stop
			}
			if only != nil && only.State == ThreadDone {
				return Stop{Kind: StopDone, Thread: only}
			}
			continue
		}
		if t == until && t.State == ThreadDone {
			return Stop{Kind: StopDone, Thread: t}
		}
		if stop := s.idle(until); stop != nil {
			return *stop
		}
	}
}

// PauseWanted reports whether Pause was called.
func (s *Store) PauseWanted() bool { return s.pause.Load() }

// TakePause reports whether Pause was called, and forgets it.
func (s *Store) TakePause() bool { return s.pause.Load() && s.pause.Swap(false) }

// runner returns the first thread from t on that can have a turn; t where none can.
func (s *Store) runner(t *Thread) *Thread {
	for i, first := 0, t; i < len(s.Threads); i++ {
		if t.runnable() {
			return t
		}
		if t = s.next(t); t == first {
			break
		}
	}
	return t
}

// runnable reports whether the thread can have a turn. One that is in the middle of a host function, which
// calls back, cannot.
func (t *Thread) runnable() bool { return t.State == ThreadReady && (t.InHost == nil || t.Retry) }

// turn runs one thread for its share of ticks; a stop that the scheduler handles is nil.
func (s *Store) turn(t, until *Thread) *Stop {
	if s.paused != t || t.slice <= 0 {
		t.slice = int64(s.cfg.Quantum)
		if s.cfg.Fuel != 0 {
			t.slice = min(t.slice, int64(s.fuel))
		}
	}
	s.paused = nil
	t.Budget = t.slice
	// A call that was given up has been told of.
	t.standing, t.announced = false, t.announced || t.Retry
	stop := s.cfg.Tier.Run(t)
	used := uint64(t.slice - t.Budget)
	t.ticks += used
	t.slice = t.Budget
	if s.cfg.Fuel != 0 {
		s.fuel -= min(s.fuel, used)
	}
	if stop.Kind != StopThrow && stop.Kind != StopHost {
		t.announced = false
	}
	switch stop.Kind {
	case StopTick, StopWait, StopYield:
		if len(s.untidy) > 0 {
			if err := s.tidy(); err != nil {
				stop = t.TrapStop(&Trap{Kind: TrapInvalidCode, Detail: err.Error(), Err: err})
				return &stop
			}
		}
		return nil
	case StopProbe, StopPause, StopThrow, StopHost:
		s.paused, t.standing = t, true
	case StopDone:
		t.State = ThreadDone
		if t != until {
			s.forget(t)
			if s.hooks.Ended != nil {
				s.hooks.Ended(t)
			}
			return nil
		}
	}
	return &stop
}

// limits checks what can end execution from outside, between turns.
func (s *Store) limits(t *Thread) *Stop {
	var trap *Trap
	switch {
	case s.interrupt.Swap(0) != 0:
		trap = &Trap{Kind: TrapInterrupted}
	case s.deadline != 0 && s.cfg.Gate.Now() >= s.deadline:
		trap = &Trap{Kind: TrapTimeout}
	case s.cfg.Fuel != 0 && s.fuel == 0:
		trap = &Trap{Kind: TrapOutOfFuel, Detail: fmt.Sprintf("%d ticks used", s.cfg.Fuel)}
	default:
		return nil
	}
	stop := t.TrapStop(trap)
	return &stop
}

// next returns the thread whose turn it is after t.
func (s *Store) next(t *Thread) *Thread {
	if s.only != nil {
		return s.only
	}
	for i, other := range s.Threads {
		if other == t {
			return s.Threads[(i+1)%len(s.Threads)]
		}
	}
	return s.Threads[0]
}

func (s *Store) forget(t *Thread) {
	if s.paused == t {
		s.paused = nil
	}
	if i := slices.Index(s.waiters, t); i >= 0 {
		s.waiters = slices.Delete(slices.Clone(s.waiters), i, i+1)
	}
	for i, other := range s.Threads {
		if other == t {
			s.Threads = append(s.Threads[:i:i], s.Threads[i+1:]...)
			return
		}
	}
}

// idle wakes waiters whose time has come and, where no thread is ready, passes the time until one is.
func (s *Store) idle(until *Thread) *Stop {
	if len(s.waiters) > 0 {
		s.expire(s.cfg.Gate.Now())
	}
	earliest := int64(-1)
	for _, t := range s.Threads {
		if s.only != nil && t != s.only {
			continue
		}
		if t.runnable() {
			return nil
		}
		if d := t.wait.deadline; t.State == ThreadWaiting && d >= 0 && (earliest < 0 || d < earliest) {
			earliest = d
		}
	}
	if earliest < 0 && s.only != nil { // others could end the wait: it is no deadlock
		earliest = math.MaxInt64
	}
	if earliest < 0 {
		stop := until.TrapStop(&Trap{Kind: TrapDeadlock, Detail: "every thread waits for a notification"})
		return &stop
	}
	// Short sleeps keep interrupts prompt.
	s.cfg.Gate.Sleep(min(time.Duration(earliest-s.cfg.Gate.Now()), 10*time.Millisecond))
	return nil
}

func (s *Store) expire(now int64) {
	for _, t := range append([]*Thread(nil), s.waiters...) {
		if d := t.wait.deadline; d >= 0 && now >= d {
			s.wake(t, 2)
		}
	}
}

// wake makes a waiting thread ready; result is what its wait instruction yields.
func (s *Store) wake(t *Thread, result uint64) {
	t.Slots[t.wait.slot] = result
	t.endWait()
}

// endWait makes a thread ready that waits.
func (t *Thread) endWait() {
	if t.State != ThreadWaiting {
		return
	}
	t.State, t.wait = ThreadReady, waitState{}
	s := t.Store
	if i := slices.Index(s.waiters, t); i >= 0 {
		s.waiters = slices.Delete(slices.Clone(s.waiters), i, i+1)
	}
}

// RunAlone runs one thread to its end, and nothing else of the store; without probes and hooks where quiet is set.
// Afterwards the thread is forgotten. A pause ends it too.
func (s *Store) RunAlone(t *Thread, quiet bool) Stop {
	paused := s.paused
	s.paused = nil
	t.quiet = quiet
	defer func() {
		s.forget(t)
		s.paused = paused
	}()
	for {
		if stop := s.limits(t); stop != nil {
			return *stop
		}
		if s.TakePause() {
			return Stop{Kind: StopPause, Thread: t}
		}
		switch {
		case t.runnable():
			if stop := s.turn(t, t); stop != nil {
				return *stop
			}
		case t.State == ThreadDone:
			return Stop{Kind: StopDone, Thread: t}
		case t.State == ThreadWaiting && t.wait.deadline >= 0:
			s.cfg.Gate.Sleep(min(time.Duration(t.wait.deadline-s.cfg.Gate.Now()), 10*time.Millisecond))
			s.expire(s.cfg.Gate.Now())
		default:
			return t.TrapStop(&Trap{Kind: TrapDeadlock, Detail: "the other threads stand still"})
		}
	}
}

// Forget removes a thread that will not go on.
func (s *Store) Forget(t *Thread) { s.forget(t) }

// Wait makes the thread wait at an address for a notification or until timeout nanoseconds have
// passed (negative: without end). The result of the wait will be written to the slot of that index.
func (t *Thread) Wait(m *Memory, addr uint64, timeout int64, slot uint64) {
	deadline := int64(-1)
	if timeout >= 0 {
		now := t.Store.cfg.Gate.Now()
		if deadline = now + timeout; deadline < now {
			deadline = -1
		}
	}
	t.State = ThreadWaiting
	t.wait = waitState{memory: m, addr: addr, deadline: deadline, slot: slot}
	t.Store.waiters = append(t.Store.waiters, t)
}

// Notify wakes at most count threads that wait at an address, the longest waiting first, and returns how many.
func (s *Store) Notify(m *Memory, addr uint64, count uint32) uint32 {
	var woken uint32
	for _, t := range append([]*Thread(nil), s.waiters...) {
		if woken == count {
			break
		}
		if t.wait.memory == m && t.wait.addr == addr {
			s.wake(t, 0)
			woken++
		}
	}
	return woken
}

// Invoke calls a function and runs until it returns. The error is a *Trap or an *ExitError.
func (s *Store) Invoke(f *Func, args ...Value) ([]Value, error) {
	t, err := s.NewThread(f, args)
	if err != nil {
		return nil, err
	}
	defer s.forget(t)
	stop := s.Resume(t)
	for ; ; stop = s.Resume(t) {
		switch stop.Kind {
		case StopPause: // it is for whoever runs the caller
			defer s.Pause()
			continue
		case StopProbe, StopThrow, StopHost:
			continue
		}
		break
	}
	switch stop.Kind {
	case StopTrap:
		return nil, stop.Trap
	case StopExit:
		return nil, &ExitError{Code: stop.Exit}
	}
	return t.Results(), nil
}
