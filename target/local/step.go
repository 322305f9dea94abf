package local

import (
	"github.com/wdbg/wdbg/engine"
	"github.com/wdbg/wdbg/target"
)

// stepper executes single instructions: it has the functions that the next instruction may be in stop before each one. They stay so
// while steps follow each other.
type stepper struct {
	local  *local
	active bool
	thread target.ThreadID
	hit    bool
	// thrower is the thread that was stopped last before it throws an exception, and handler the function that will catch it.
	thrower *engine.Thread
	handler *engine.Func
	probed  map[*engine.Func]*engine.Probed
}

// begin prepares for a Resume.
func (s *stepper) begin(r target.Resume) error {
	s.hit, s.active, s.thread = false, r.Instr, r.Thread
	if s.thread == target.AnyThread {
		s.thread = s.local.lastID()
	}
	if !r.Instr {
		s.thrower = nil
		return s.end()
	}
	t := s.local.thread(s.thread)
	if t == nil {
		return nil // the next one that starts: see enter
	}
	if err := s.watch(t); err != nil {
		return err
	}
	return s.catch(t)
}

// ended is called when a thread has ended: if its instruction was to be executed, the step is done before the next one of any thread.
func (s *stepper) ended(t *engine.Thread) {
	if !s.active || int(s.thread) != t.ID {
		return
	}
	for _, other := range s.local.store.Threads {
		if err := s.watch(other); err != nil {
			return // that thread runs on
		}
	}
}

// catch has the function stop that will catch what a thread is about to throw.
func (s *stepper) catch(t *engine.Thread) error {
	f := s.handler
	if t != s.thrower || f == nil {
		return nil
	}
	s.thrower = nil
	return s.add(f)
}

// end leaves all functions alone.
func (s *stepper) end() error {
	var list []*engine.Probed
	for _, p := range s.probed {
		list = append(list, p)
	}
	s.probed = nil
	if len(list) == 0 {
		return nil
	}
	return s.local.store.RemoveProbes(list)
}

// watch has the functions stop that the thread's next instruction may lead to: its own, that of the caller, the one it calls.
func (s *stepper) watch(t *engine.Thread) error {
	var fs []*engine.Func
	t.Walk(func(f engine.FrameInfo) bool {
		if f.Func.Instance != nil {
			fs = append(fs, f.Func)
		}
		return len(fs) < 2
	})
	if len(fs) < 2 { // the outermost one may be first, what comes before the entry
		for _, f := range []*engine.Func{t.First, t.Entry} {
			if f != nil && f.Instance != nil {
				fs = append(fs, f)
			}
		}
	}
	if f := s.local.callee(t); f != nil && f.Instance != nil {
		fs = append(fs, f)
	}
	return s.add(fs...)
}

// enter is called when a thread begins with a function.
func (s *stepper) enter(f *engine.Func) error {
	if !s.active || f.Instance == nil {
		return nil
	}
	return s.add(f)
}

func (s *stepper) add(fs ...*engine.Func) error {
	var list []*engine.Probed
	for _, f := range fs {
		if s.probed[f] != nil {
			continue
		}
		p := engine.Every(f, s)
		if s.probed == nil {
			s.probed = map[*engine.Func]*engine.Probed{}
		}
		s.probed[f] = p
		list = append(list, p)
	}
	if len(list) == 0 {
		return nil
	}
	return s.local.store.AddProbes(list)
}

// Fire implements engine.Probe.
func (s *stepper) Fire(t *engine.Thread, _ engine.FrameInfo) engine.ProbeAction {
	if !s.active || int(s.thread) != t.ID && s.local.thread(s.thread) != nil {
		return engine.ProbeContinue
	}
	s.hit = true
	return engine.ProbeStop
}

// take reports whether the step is done.
func (s *stepper) take() bool {
	hit := s.hit
	s.hit = false
	return hit
}
