package main

import (
	"fmt"
	"runtime"
	"time"
)

// clock says how much time has passed since some moment.
type clock func() time.Duration

// newClock returns a clock by its name: "wall", or "cpu" for the processor time of this process, which is less disturbed by other work on
// the machine. What other processes take is always measured on the wall.
func newClock(name string) (clock, error) {
	switch name {
	case "wall":
		epoch := time.Now()
		return func() time.Duration { return time.Since(epoch) }, nil
	case "cpu":
		if _, ok := processTime(); !ok {
			return nil, fmt.Errorf("-clock cpu: not available on this system")
		}
		return func() time.Duration {
			took, _ := processTime()
			return took
		}, nil
	}
	return nil, fmt.Errorf("-clock %q: must be wall or cpu", name)
}

// start collects the garbage of what was measured before, and returns the time.
func (c clock) start() time.Duration {
	runtime.GC()
	return c()
}
