package wasi

import (
	"os"
	"time"

	"github.com/wdbg/wdbg/engine"
)

// stdin is what is known about standard input, the one file whose reading is expected to take long.
type stdin struct {
	file     *os.File // nil unless reading it may block
	nonblock bool     // the guest wants reads that do not wait
}

// poll is how often a wait for standard input looks for an interrupt.
const stdinPoll = 10 * time.Millisecond

// ready reports whether reading would not block, waiting at most the given time for it.
func (in *stdin) ready(wait time.Duration) bool {
	return in.file == nil || in.nonblock || readable(in.file, wait)
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
		if s.stdin.ready(min(max(left, 0), stdinPoll)) || left <= 0 {
			return nil
		}
	}
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
		s.stdin.file = nil
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
