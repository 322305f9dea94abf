package main

import (
	"runtime"
	"syscall"
	"time"
)

// threadTime returns the clock of the calling thread, which the goroutine keeps from now on.
func threadTime() (now func() time.Duration, ok bool) {
	runtime.LockOSThread()
	return func() time.Duration {
		var u syscall.Rusage
		if err := syscall.Getrusage(syscall.RUSAGE_THREAD, &u); err != nil {
			return 0
		}
		return time.Duration(u.Utime.Nano() + u.Stime.Nano())
	}, true
}
