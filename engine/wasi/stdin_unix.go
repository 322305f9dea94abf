//go:build unix

package wasi

import (
	"os"
	"time"

	"golang.org/x/sys/unix"
)

// readable reports whether a read of f would not block, waiting at most the given time for it.
func readable(f *os.File, wait time.Duration) bool {
	conn, err := f.SyscallConn()
	if err != nil {
		return true
	}
	ready := true
	err = conn.Control(func(fd uintptr) {
		fds := []unix.PollFd{{Fd: int32(fd), Events: unix.POLLIN}}
		n, err := unix.Poll(fds, int(wait.Milliseconds()))
		// An event that is not POLLIN, such as the end of a pipe or a device that cannot be polled, ends a
		// read just as well.
		ready = n > 0 || err != nil && err != unix.EINTR
	})
	return ready || err != nil
}

// setBlocking makes reads of f wait again.
func setBlocking(f *os.File) {
	if conn, err := f.SyscallConn(); err == nil {
		// There is nothing to do about a failure.
		_ = conn.Control(func(fd uintptr) { _ = unix.SetNonblock(int(fd), false) })
	}
}
