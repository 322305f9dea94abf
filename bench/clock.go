package main

import (
	"fmt"
	"time"
)

// clock is what runs are measured with.
type clock struct {
	name string
	// now returns the time since some moment.
	now func() time.Duration
}

// newClock returns a clock by its name: "wall", or "cpu" for the processor time of the calling thread, which
// is less disturbed by other work on the machine but leaves out what other threads do for the run.
func newClock(name string) (clock, error) {
	switch name {
	case "wall":
		epoch := time.Now()
		return clock{name, func() time.Duration { return time.Since(epoch) }}, nil
	case "cpu":
		if now, ok := threadTime(); ok {
			return clock{name, now}, nil
		}
		return clock{}, fmt.Errorf("-clock cpu: not available on this system")
	}
	return clock{}, fmt.Errorf("-clock %q: must be wall or cpu", name)
}
