package main

import (
	"bytes"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"time"
)

// Bounds of the number of runs where it adapts to how long they take.
const (
	fewestRuns = 3
	mostRuns   = 15
)

// plan says how often programs are run.
type plan struct {
	contenders []contender
	// runs is the number of runs of each contender; 0: as many as fit into budget, within bounds.
	runs   int
	budget time.Duration
	clock  clock
}

// samples are the times of one program, by contender.
type samples map[string][]time.Duration

// median returns the median of a contender's times; 0 where there is none.
func (s samples) median(key string) time.Duration {
	times := slices.Sorted(slices.Values(s[key]))
	n := len(times)
	if n == 0 {
		return 0
	}
	return (times[n/2] + times[(n-1)/2]) / 2
}

// spread returns how far a contender's times lie apart, as a part of their median.
func (s samples) spread(key string) float64 {
	times := s[key]
	if len(times) == 0 {
		return 0
	}
	return float64(slices.Max(times)-slices.Min(times)) / float64(s.median(key))
}

// ratio returns how many times as long one contender takes as another; 0 where one of them has no time.
func (s samples) ratio(slow, fast string) float64 {
	if s.median(slow) == 0 || s.median(fast) == 0 {
		return 0
	}
	return float64(s.median(slow)) / float64(s.median(fast))
}

// errOutput is a program's wrong output.
var errOutput = errors.New("wrong output")

// measure runs a module with every contender in turn, as often as the plan says, and compares what it writes
// with expected; where that is nil, with what the first run has written. A contender that fails is left out from
// then on; the errors say why.
func (p plan) measure(file []byte, in input, expected []byte) (samples, error) {
	in.clock = p.clock
	var errs []error
	programs := map[string]program{}
	for _, c := range p.contenders {
		prog, err := c.load(file)
		if err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", c.title, err))
			continue
		}
		programs[c.key] = prog
	}
	times := samples{}
	for round, began := 0, time.Now(); p.another(round, time.Since(began)); round++ {
		for _, c := range p.contenders {
			prog := programs[c.key]
			if prog == nil {
				continue
			}
			runtime.GC()
			out, err := prog.run(in)
			if expected == nil {
				expected = out.stdout
			}
			if err == nil && !bytes.Equal(out.stdout, expected) {
				err = fmt.Errorf("%w: %s", errOutput, difference(out.stdout, expected))
			}
			if err != nil {
				errs = append(errs, fmt.Errorf("%s: %w", c.title, err), prog.close())
				delete(programs, c.key)
				delete(times, c.key)
				continue
			}
			times[c.key] = append(times[c.key], out.elapsed)
		}
	}
	for _, prog := range programs {
		errs = append(errs, prog.close())
	}
	return times, errors.Join(errs...)
}

// another reports whether there is to be another round.
func (p plan) another(round int, spent time.Duration) bool {
	if p.runs > 0 {
		return round < p.runs
	}
	return round < fewestRuns || round < mostRuns && spent < p.budget
}

// difference shows the first line in which two outputs differ.
func difference(got, want []byte) string {
	gotLines, wantLines := bytes.Split(got, []byte("\n")), bytes.Split(want, []byte("\n"))
	for i := range max(len(gotLines), len(wantLines)) {
		var g, w []byte
		if i < len(gotLines) {
			g = gotLines[i]
		}
		if i < len(wantLines) {
			w = wantLines[i]
		}
		if !bytes.Equal(g, w) {
			return fmt.Sprintf("line %d is %.80q, expected %.80q", i+1, g, w)
		}
	}
	return "the same lines"
}
