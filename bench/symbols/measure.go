package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/wdbg/wdbg/bench/internal/gauge"
)

// sample is one run of a tool.
type sample struct {
	elapsed, cpu time.Duration
	peak         int64 // resident bytes
}

// result is what was measured of a tool: medians.
type result struct {
	tool
	cold, many sample
	bytes      int64 // of output for all offsets
}

// measure runs the tools in turn: each once to fill the page cache, then cold lookups, then all of them.
func measure(o options, tools []tool, files [2]string) ([]result, error) {
	runtime.GC()
	results := make([]result, len(tools))
	colds, manys := make([][]sample, len(tools)), make([][]sample, len(tools))
	for i, t := range tools {
		results[i].tool = t
		size, err := t.check(files[1])
		if err != nil {
			return nil, err
		}
		results[i].bytes = size
	}
	for _, part := range []struct {
		file    string
		runs    int
		samples [][]sample
	}{{files[0], o.colds, colds}, {files[1], o.runs, manys}} {
		for range part.runs {
			for i, t := range tools {
				s, err := t.run(part.file)
				if err != nil {
					return nil, err
				}
				part.samples[i] = append(part.samples[i], s)
			}
		}
	}
	for i := range results {
		results[i].cold, results[i].many = median(colds[i]), median(manys[i])
	}
	return results, nil
}

// check runs the tool once and looks at what it writes.
func (t tool) check(file string) (size int64, err error) {
	in, err := os.Open(file)
	if err != nil {
		return 0, err
	}
	defer in.Close()
	cmd := exec.Command(t.command[0], t.command[1:]...)
	var out counter
	var errs bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = in, &out, &errs
	if err := cmd.Run(); err != nil {
		return 0, fmt.Errorf("%s: %w\n%s", strings.Join(t.command, " "), err, errs.Bytes())
	}
	if out.lines == 0 {
		return 0, fmt.Errorf("%s writes nothing", strings.Join(t.command, " "))
	}
	return out.bytes, nil
}

// counter counts what is written to it.
type counter struct{ bytes, lines int64 }

func (c *counter) Write(p []byte) (int, error) {
	c.bytes += int64(len(p))
	c.lines += int64(bytes.Count(p, []byte("\n")))
	return len(p), nil
}

// run runs the tool on offsets; its output goes nowhere.
func (t tool) run(file string) (sample, error) {
	in, err := os.Open(file)
	if err != nil {
		return sample{}, err
	}
	defer in.Close()
	cmd := exec.Command(t.command[0], t.command[1:]...)
	cmd.Stdin = in
	began := time.Now()
	err = cmd.Run()
	s := sample{elapsed: time.Since(began)}
	if err != nil {
		return s, fmt.Errorf("%s: %w", strings.Join(t.command, " "), err)
	}
	s.cpu = cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	s.peak = gauge.Peak(cmd.ProcessState)
	return s, nil
}

// median returns the medians of each quantity.
func median(samples []sample) sample {
	pick := func(value func(sample) int64) int64 {
		var values []int64
		for _, s := range samples {
			values = append(values, value(s))
		}
		slices.Sort(values)
		n := len(values)
		return (values[n/2] + values[(n-1)/2]) / 2
	}
	return sample{
		elapsed: time.Duration(pick(func(s sample) int64 { return int64(s.elapsed) })),
		cpu:     time.Duration(pick(func(s sample) int64 { return int64(s.cpu) })),
		peak:    pick(func(s sample) int64 { return s.peak }),
	}
}
