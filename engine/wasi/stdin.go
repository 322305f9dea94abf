package wasi

import (
	"os"
	"time"

	"github.com/wdbg/wdbg/engine"
)

// Waiter is a standard input, other than a file, whose reading may have to wait.
type Waiter interface {
	// Await returns a channel that is closed when a read does not wait, or nil where it does not now.
	Await() <-chan struct{}
}

// stdin is what is known about standard input, the one file whose reading is expected to take long.
type stdin struct {
	file     *os.File // nil unless reading it may block
	waiter   Waiter   // likewise
	nonblock bool     // the guest wants reads that do not wait
}

// poll is how often a wait for standard input looks for an interrupt.
const stdinPoll = 10 * time.Millisecond

// stdinReady reports whether reading would not block, waiting for it: at most the given time, and not much longer than until an interrupt.
func (s *System) stdinReady(wait time.Duration) bool {
	in := &s.stdin
	switch {
	case in.nonblock:
		return true
	case in.waiter != nil:
		return s.awaitWaiter(wait)
	}
	return in.file == nil || readable(in.file, min(wait, stdinPoll))
}

// mayBlock returns a standard input that is a file if reading it may have to wait: not of a regular file.
func mayBlock(in any) *os.File {
	f, ok := in.(*os.File)
	if !ok {
		return nil
	}
	if info, err := f.Stat(); err != nil || info.Mode().IsRegular() {
		return nil
	}
	return f
}

// awaitStdin waits until standard input can be read or a time has passed. An interrupt is an error.
func (s *System) awaitStdin(wait time.Duration) error {
	for end := time.Now().Add(wait); ; {
		if err := s.interruption(); err != nil {
			return err
		}
		left := wait
		if wait != forever {
			left = time.Until(end)
		}
		if s.stdinReady(max(left, 0)) || left <= 0 {
			return nil
		}
	}
}

// awaitWaiter waits until a Waiter can be read, a time has passed, or there is an interrupt. It reports whether it can be read.
func (s *System) awaitWaiter(wait time.Duration) bool {
	ready := s.stdin.waiter.Await()
	if ready == nil || wait <= 0 {
		return ready == nil
	}
	var end <-chan time.Time
	if wait != forever {
		t := time.NewTimer(wait)
		defer t.Stop()
		end = t.C
	}
	select {
	case <-ready:
		return true
	case <-end:
	case <-s.interrupted:
	case <-s.paused:
	}
	return false
}

// onStdin performs the calls that read standard input or change what it is.
func (s *System) onStdin(h *hostCall, c *engine.Call) error {
	args := [2]uint32{uint32(c.Args[0])}
	if h.argc > 1 {
		args[1] = uint32(c.Args[1])
	}
	if h.name == fdRead && args[0] == 0 {
		if err := s.awaitStdin(forever); err != nil {
			return err
		}
	}
	if err := h.pass(c); err != nil || errno(c.Results[0]) != errnoSuccess {
		return err
	}
	const fdflagNonblock = 4
	switch {
	case h.name == fdClose && args[0] == 0, h.name == fdRenumber && (args[0] == 0 || args[1] == 0):
		s.restore()
		s.stdin.file, s.stdin.waiter = nil, nil
	case h.name == fdFdstatSetFlags && args[0] == 0:
		s.stdin.nonblock = args[1]&fdflagNonblock != 0
	}
	return nil
}

// restore takes back what a guest did to the host's standard input, which others use too.
func (s *System) restore() {
	if s.stdin.file != nil && s.stdin.nonblock {
		setBlocking(s.stdin.file)
	}
	s.stdin.nonblock = false
}

// checkDescr returns the errno of using a file descriptor: success where it is open.
func (s *System) checkDescr(c *engine.Call, fd uint32) (errno, error) {
	h := s.funcs[fdAdvise]
	probe := engine.Call{Thread: c.Thread, Caller: c.Caller, Func: c.Func,
		Args: []uint64{uint64(fd), 0, 0, 0}, Results: make([]uint64, 1)}
	if err := h.pass(&probe); err != nil {
		return 0, err
	}
	if errno(probe.Results[0]) == errnoBadf {
		return errnoBadf, nil
	}
	return errnoSuccess, nil
}
