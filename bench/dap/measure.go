package main

import (
	"fmt"
	"time"
)

// result is what was measured of an adapter.
type result struct {
	title  string
	steps  []parts
	stacks []time.Duration
	starts []time.Duration
	peak   int64 // resident bytes
}

// measure measures an adapter.
func (o *options) measure(a *adapter) (result, error) {
	r := result{title: a.title}
	for range o.starts {
		c, _, took, err := a.firstStop()
		if err != nil {
			return r, err
		}
		r.starts = append(r.starts, took)
		if _, err := c.close(); err != nil {
			return r, fmt.Errorf("%s: %w", a.title, err)
		}
	}
	c, thread, _, err := a.firstStop()
	if err != nil {
		return r, err
	}
	if err := o.walk(a, c, thread, &r); err != nil {
		c.kill()
		return r, fmt.Errorf("%s: %w", a.title, err)
	}
	r.peak, err = c.close()
	return r, err
}

// walk makes the steps of a session. The whole stack is asked for after some of them: the time for that is not the step's.
func (o *options) walk(a *adapter, c *client, thread int, r *result) error {
	if err := c.clear(a); err != nil {
		return err
	}
	for i := range o.steps {
		p, err := c.step(a, thread)
		if err != nil {
			return err
		}
		r.steps = append(r.steps, p)
		if i%max(1, o.steps/o.stacks) != 0 {
			continue
		}
		took, err := c.wholeStack(thread, o.levels)
		if err != nil {
			return err
		}
		r.stacks = append(r.stacks, took)
	}
	return nil
}

// column returns one time of each step.
func column(steps []parts, pick func(parts) time.Duration) []time.Duration {
	list := make([]time.Duration, len(steps))
	for i, p := range steps {
		list[i] = pick(p)
	}
	return list
}
