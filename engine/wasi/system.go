package wasi

import (
	"errors"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/tetratelabs/wazero/api"

	"github.com/wdbg/wdbg/engine"
)

// System is the operating system of the guests of one store: one table of file descriptors, one
// set of arguments. Like the store it serves one goroutine at a time, except for Interrupt.
type System struct {
	cfg   Config
	calls []call
	funcs map[string]*hostCall
	proxy *proxy // nil until the first call that needs it
	stdin stdin
	epoch time.Time // when the guest's monotonic clock was at 0

	interrupted chan struct{} // closed by Interrupt
	once        sync.Once
	cause       atomic.Uint32 // an engine.TrapKind, set before interrupted is closed

	pausing atomic.Bool
	paused  chan struct{} // has one element when calls that wait shall stop waiting

	nextThread uint32
	closed     bool
}

// hostCall is a call as a function of a store.
type hostCall struct {
	*call
	sys  *System
	do   func(*engine.Call) error
	fn   api.Function // the proxy's, once there is one
	argc int
	buf  []uint64
	host map[*engine.Store]*engine.Func
}

// New makes a system. Its files are opened with the first call of a guest.
func New(cfg Config) (*System, error) {
	cfg, err := cfg.resolve()
	if err != nil {
		return nil, err
	}
	s := &System{
		cfg:         cfg,
		calls:       calls(),
		interrupted: make(chan struct{}),
		paused:      make(chan struct{}, 1),
		epoch:       time.Now(),
	}
	s.funcs = make(map[string]*hostCall, len(s.calls))
	for i := range s.calls {
		h := s.newHostCall(&s.calls[i])
		s.funcs[h.name] = h
	}
	s.stdin.file = mayBlock(cfg.Stdin)
	s.stdin.waiter, _ = cfg.Stdin.(Waiter)
	return s, nil
}

func (s *System) newHostCall(c *call) *hostCall {
	h := &hostCall{call: c, sys: s, argc: len(c.params), host: map[*engine.Store]*engine.Func{}}
	h.buf = make([]uint64, max(h.argc, 1))
	switch c.name {
	case procExit:
		h.do = exit
	case schedYield:
		h.do = yield
	case pollOneoff:
		h.do = s.poll
	case fdRead, fdClose, fdRenumber, fdFdstatSetFlags:
		h.do = func(ec *engine.Call) error { return s.onStdin(h, ec) }
	default:
		h.do = h.pass
	}
	return h
}

// Resolver provides a store's modules with the calls and with thread-spawn of wasi-threads.
func (s *System) Resolver(store *engine.Store) engine.Resolver {
	var spawn *engine.Func
	return func(module, name string) (engine.Extern, bool) {
		switch {
		case module == ModuleName:
			if h := s.funcs[name]; h != nil {
				return h.in(store), true
			}
		case module == threadsModule && name == threadSpawn:
			if spawn == nil {
				spawn = store.NewHostFunc(s.threadSpawn())
			}
			return spawn, true
		}
		return nil, false
	}
}

// in returns the call as a function of a store.
func (h *hostCall) in(store *engine.Store) *engine.Func {
	if f := h.host[store]; f != nil {
		return f
	}
	f := store.NewHostFunc(&engine.HostFunc{Module: ModuleName, Name: h.name, Type: h.funcType(), Call: h.do})
	h.host[store] = f
	return f
}

// Interrupt ends the call that is under way, if it is one that waits, and those that come, with a trap. It may be called
// from any goroutine; only its first call counts.
func (s *System) Interrupt(kind engine.TrapKind) {
	s.once.Do(func() {
		s.cause.Store(uint32(kind))
		close(s.interrupted)
	})
}

// Pause makes the call that is under way, if it is one that waits, and those that come, give up with engine.ErrPaused, until it is called
// with false. It may be called from any goroutine.
func (s *System) Pause(on bool) {
	s.pausing.Store(on)
	select {
	case <-s.paused:
	default:
	}
	if on {
		select {
		case s.paused <- struct{}{}:
		default:
		}
	}
}

// interruption returns the trap of an interrupt, or engine.ErrPaused; nil where there was neither.
func (s *System) interruption() error {
	select {
	case <-s.interrupted:
		return &engine.Trap{Kind: engine.TrapKind(s.cause.Load())}
	default:
	}
	if s.pausing.Load() {
		return engine.ErrPaused
	}
	return nil
}

// Close closes the files of the guests. No guest may run afterwards.
func (s *System) Close() error {
	s.closed = true
	s.restore()
	if s.proxy == nil {
		return nil
	}
	p := s.proxy
	s.proxy = nil
	return p.close()
}

// pass lets wazero perform a call.
func (h *hostCall) pass(c *engine.Call) error {
	if h.fn == nil {
		if err := h.sys.start(); err != nil {
			return err
		}
		h.fn = h.sys.proxy.function(h.name)
	}
	if h.sys.closed {
		return errClosed
	}
	if err := h.sys.proxy.show(c.Memory()); err != nil {
		return err
	}
	copy(h.buf, c.Args[:h.argc])
	if err := h.fn.CallWithStack(h.sys.proxy.ctx, h.buf); err != nil {
		// The rest of the text is wazero's own stack.
		text, _, _ := strings.Cut(err.Error(), "\n")
		return errors.New(text)
	}
	c.Results[0] = h.buf[0]
	return nil
}

var errClosed = errors.New("the system is closed")

// start makes the proxy.
func (s *System) start() error {
	if s.closed {
		return errClosed
	}
	if s.proxy != nil {
		return nil
	}
	p, err := newProxy(&s.cfg, s.calls, s.epoch)
	s.proxy = p
	return err
}

// exit is proc_exit.
func exit(c *engine.Call) error { return &engine.ExitError{Code: uint32(c.Args[0])} }

// yield is sched_yield: the other threads get their turns.
func yield(c *engine.Call) error {
	c.Results[0] = uint64(errnoSuccess)
	c.Thread.Yield()
	return nil
}
