package debugger

import (
	"context"
	"sync"
	"sync/atomic"

	"github.com/wdbg/wdbg/debugger/expr"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/value"
	"github.com/wdbg/wdbg/wasm"
)

// Config is what a session is made of.
type Config struct {
	// Launch makes the program anew: nothing of it has run, no module has been instantiated. It reads the modules' files again.
	Launch func() (*target.Target, error)
	// SetArgs changes what the program is given as its arguments when it is launched again; nil: that cannot be changed.
	SetArgs func(args []string)
	// Entry is the exported function that is called instead of _start; "" without.
	Entry string
	// Symbols finds the debug information of an instance's module; notes are what is worth knowing about it. It is called once a module.
	Symbols func(i target.Instance) (table *symbols.Table, notes []error)
	// Formatters returns what shows values of libraries' types in frames of a module; nil: nothing does.
	Formatters func(m *wasm.Module) value.Formatters
	// Notify is told of events, one at a time and in order. It must return soon and must not call the session. nil is allowed.
	Notify func(Event)
	// Guard is deferred in each goroutine that is started with Go, and in the session's own, so that a panic of one can be recovered from, or
	// what it would leave behind be put in order. nil is allowed.
	Guard func()
}

// Session debugs one program.
type Session struct {
	cfg   Config
	calls chan func()
	ended chan *target.Stop // what Resume of the target returned
	quit  chan struct{}
	done  chan struct{}
	state atomic.Uint32

	// What follows belongs to the session's goroutine; while the program runs, the target and what callbacks of it need
	// (owners, points, tables) are only read.
	target *target.Target
	tables map[*wasm.Module]*symbols.Table
	// allocators says of modules whether they have functions of an allocator; see View.HasAllocator.
	allocators map[*wasm.Module]bool
	// names finds symbols by name; the goroutine that runs the program uses it too.
	names     map[*wasm.Module]*expr.Symbols
	namesLock sync.Mutex
	history   *history

	plan        plan
	resume      target.Resume
	planBreaks  []*target.Break
	wantThrow   func(*target.Throw) bool
	hidden      hiddenFrames
	alone       *target.ThreadID // the only thread that runs; nil: all do
	jumped      jumpedFrames
	flows       map[flowKey]*flow
	owners      map[*target.Break]owner
	stop        *Stop
	view        *View
	interrupted bool
	serial      uint64   // how often the target was resumed
	changes     uint64   // how often its state was changed
	pending     []func() // what waits for the program to pause
	loaded      int      // instances that have been looked at
	points      points
	watches     watches
	catches     catches
	skips       skips
	observers   []observer
	nextID      int          // of breakpoints, watchpoints and catchpoints
	heap        *heapTracker // nil: the guest's allocator is not followed
	waiters     []chan *Stop

	events sync.Mutex // held while Notify is called
}

// owner is what a Break was added for.
type owner interface {
	// hit is called when the program stopped at the break. It adds to the stop what there is to say, and
	// reports whether, and why, the program shall stand still.
	hit(v *View, b *target.Break, stop *Stop) (Reason, bool)
}

// observer is a part of a session that follows the program.
type observer interface {
	// load is called when an instance was made, before anything of it runs.
	load(v *View, i target.Instance)
	// restart is called before the program is started again.
	restart()
	// end is called when the program is over, and can still be inspected.
	end(v *View, stop *Stop)
}

// New makes a session. Close ends it.
func New(cfg Config) *Session {
	s := &Session{
		cfg:        cfg,
		calls:      make(chan func()),
		ended:      make(chan *target.Stop, 1),
		quit:       make(chan struct{}),
		done:       make(chan struct{}),
		tables:     map[*wasm.Module]*symbols.Table{},
		allocators: map[*wasm.Module]bool{},
		owners:     map[*target.Break]owner{},
		names:      map[*wasm.Module]*expr.Symbols{},
		history:    &history{},
	}
	s.points.init(s)
	s.watches.init(s)
	s.catches.init(s)
	s.skips.init()
	s.Go(s.loop)
	return s
}

// Go calls a function on a goroutine of its own, with the Guard that the session was made with.
func (s *Session) Go(f func()) {
	go func() {
		if s.cfg.Guard != nil {
			defer s.cfg.Guard()
		}
		f()
	}()
}

// loop is the session's goroutine.
func (s *Session) loop() {
	defer close(s.done)
	for {
		select {
		case f := <-s.calls:
			f()
		case st := <-s.ended:
			s.onStop(st)
		case <-s.quit:
			s.shutdown()
			return
		}
	}
}

// do has a function called on the session's goroutine, if the operation is legal now, and returns its error.
func (s *Session) do(op operation, f func() error) error {
	result := make(chan error, 1)
	call := func() {
		if err := op.check(s.State()); err != nil {
			result <- err
			return
		}
		result <- f()
	}
	select {
	case s.calls <- call:
		return <-result
	case <-s.done:
		return ErrClosed
	}
}

// State returns what the session is doing. It may have changed when the caller looks at it.
func (s *Session) State() State { return State(s.state.Load()) }

func (s *Session) setState(st State) { s.state.Store(uint32(st)) }

// emit tells the front end of an event. It may be called on the goroutine that runs the program too.
func (s *Session) emit(e Event) {
	if s.cfg.Notify == nil {
		return
	}
	s.events.Lock()
	defer s.events.Unlock()
	s.cfg.Notify(e)
}

// Inspect calls a function in which the program can be read; it stands still until the function returns. The View and all that
// was got from it are good only within it. The function must not call methods of the session.
func (s *Session) Inspect(f func(v *View) error) error {
	return s.do(opInspect, func() error { return f(s.view) })
}

// Peek is Inspect that does not mind whether the program runs: then it is paused shortly, without a stop. It is for what does not depend on
// where the program is, such as its modules and their symbols.
func (s *Session) Peek(f func(v *View) error) error {
	return s.do(opConfigure, func() error {
		if s.target == nil {
			return ErrNotStarted
		}
		return s.whilePaused(func() error { return f(s.view) })
	})
}

// Wait waits until the program stands still, and returns why it does; at once where it does already. If the context ends first its error is returned.
func (s *Session) Wait(ctx context.Context) (*Stop, error) {
	stopped := make(chan *Stop, 1)
	err := s.do(opConfigure, func() error {
		switch s.State() {
		case NotStarted:
			return ErrNotStarted
		case Running:
			s.waiters = append(s.waiters, stopped)
		default:
			stopped <- s.stop
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	select {
	case st := <-stopped:
		return st, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-s.done:
		return nil, ErrClosed
	}
}

// Close ends the program and the session.
func (s *Session) Close() error {
	select {
	case <-s.done:
		return nil
	case s.quit <- struct{}{}:
		<-s.done
		return nil
	}
}

// shutdown ends the program.
func (s *Session) shutdown() {
	s.abandon()
	s.setState(Closed)
}

// abandon gives up the target, whatever it is doing.
func (s *Session) abandon() {
	if s.target == nil {
		return
	}
	if s.State() == Running {
		s.target.Interrupt()
		<-s.ended
	}
	_ = s.target.Close() // there is nobody left to whom it matters
	s.target, s.view, s.plan, s.jumped = nil, nil, nil, nil
	s.planBreaks, s.pending, s.interrupted, s.loaded = nil, nil, false, 0
	s.owners = map[*target.Break]owner{}
}
