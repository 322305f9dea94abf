package main

import (
	"io"
	"math"
	"slices"
	"strings"
	"testing"
	"time"
)

func testClock(t *testing.T) clock {
	t.Helper()
	c, err := newClock("wall")
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// TestKernels runs each kernel with a tiny size on the project's own engine.
func TestKernels(t *testing.T) {
	kernels, err := readKernels("expected_small.txt")
	if err != nil {
		t.Fatal(err)
	}
	p := plan{contenders: contenders()[:1], runs: 1, clock: testClock(t)}
	for _, k := range kernels {
		for _, optimisation := range optimisations() {
			t.Run(k.name+"_"+optimisation, func(t *testing.T) {
				row, err := benchKernel(k, optimisation, p)
				if err != nil {
					t.Fatal(err)
				}
				if n := len(row.times[keyWdbg]); n != 1 {
					t.Errorf("%d times measured, want 1", n)
				}
			})
		}
	}
}

// TestContenders runs one kernel on every engine there is.
func TestContenders(t *testing.T) {
	kernels, err := readKernels("expected_small.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range contenders() {
		if c.key == keyNode {
			continue // a tool that may be of any version
		}
		t.Run(c.key, func(t *testing.T) {
			p := plan{contenders: []contender{c}, runs: 1, clock: testClock(t)}
			if _, err := benchKernel(kernels[0], "O2", p); err != nil {
				t.Fatal(err)
			}
		})
	}
}

func TestKernelLists(t *testing.T) {
	names := func(list string) []string {
		kernels, err := readKernels(list)
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, k := range kernels {
			names = append(names, k.name)
			for _, optimisation := range optimisations() {
				if _, err := k.file(optimisation); err != nil {
					t.Error(err)
				}
			}
		}
		return names
	}
	full, small := names("expected.txt"), names("expected_small.txt")
	if len(full) < 8 || !slices.Equal(full, small) {
		t.Errorf("kernels %v in expected.txt, %v in expected_small.txt", full, small)
	}
}

func TestScaled(t *testing.T) {
	for _, test := range []struct {
		name   string
		size   uint32
		factor float64
		want   uint32
	}{
		{"fib", 35, 0.01, 25},
		{"fannkuch", 9, 0.1, 8},
		{"fannkuch", 9, 11, 10},
		{"matmul", 320, 0.125, 160},
		{"mandelbrot", 700, 4, 1400},
		{"nbody", 600000, 0.5, 300000},
		{"strings", 100, 1e-9, 1},
		{"fib", 35, 1, 35},
	} {
		k := kernel{name: test.name, size: test.size, line: "known"}.scaled(test.factor)
		if k.size != test.want {
			t.Errorf("%s %d scaled by %g is %d, want %d", test.name, test.size, test.factor, k.size, test.want)
		}
		if known := k.line != ""; known != (test.factor == 1) {
			t.Errorf("%s scaled by %g: output known is %t", test.name, test.factor, known)
		}
	}
}

// fakeProgram prints a line and takes the times it is told.
type fakeProgram struct {
	line  string
	times []time.Duration
	log   *[]string
	key   string
	next  *int
}

func (f fakeProgram) close() error { return nil }

func (f fakeProgram) run(input) (outcome, error) {
	*f.log = append(*f.log, f.key)
	elapsed := f.times[*f.next%len(f.times)]
	*f.next++
	return outcome{elapsed, []byte(f.line)}, nil
}

func fake(log *[]string, key, line string, times ...time.Duration) contender {
	return contender{key, key, func([]byte) (program, error) {
		return fakeProgram{line, times, log, key, new(int)}, nil
	}}
}

func TestMeasureInTurn(t *testing.T) {
	var log []string
	p := plan{runs: 3, clock: testClock(t), contenders: []contender{
		fake(&log, keyWdbg, "x\n", 4, 2, 3), fake(&log, keyInterp, "x\n", 9, 8, 100),
	}}
	times, err := p.measure(nil, input{}, []byte("x\n"))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := strings.Join(log, " "), "wdbg interp wdbg interp wdbg interp"; got != want {
		t.Errorf("order of runs %s, want %s", got, want)
	}
	if got := times.ratio(keyInterp, keyWdbg); got != 3 {
		t.Errorf("ratio of medians %v, want 9/3", got)
	}
}

func TestMeasureWrongOutput(t *testing.T) {
	var log []string
	p := plan{runs: 2, clock: testClock(t), contenders: []contender{
		fake(&log, keyWdbg, "a\nb\n", 1), fake(&log, keyInterp, "a\nc\n", 1),
	}}
	times, err := p.measure(nil, input{}, []byte("a\nc\n"))
	if err == nil || !strings.Contains(err.Error(), `line 2 is "b", expected "c"`) {
		t.Errorf("error %v, want one that shows line 2", err)
	}
	if len(times[keyWdbg]) != 0 || len(times[keyInterp]) != 2 {
		t.Errorf("times %v, want two of the right engine only", times)
	}
}

func TestMeans(t *testing.T) {
	rows := []row{
		{Name: "a", Variant: "O0", times: samples{keyWdbg: {1}, keyInterp: {2}}},
		{Name: "b", Variant: "O0", times: samples{keyWdbg: {1}, keyInterp: {8}}},
		{Name: "c", Variant: "O0", times: samples{keyInterp: {8}}}, // failed
	}
	if got := mean(rows, keyInterp, keyWdbg); math.Abs(got-4) > 1e-9 {
		t.Errorf("geometric mean %v, want 4", got)
	}
	if worst, ok := worstRow(rows); !ok || worst.Name != "a" {
		t.Errorf("worst %q, want a", worst.Name)
	}
}

func TestOptions(t *testing.T) {
	for _, test := range []struct {
		args string
		ok   bool
	}{
		{"-runs 2 -filter fib -engines wdbg,interp", true},
		{"-engines v8", false},
		{"-filter (", false},
		{"-runs -1", false},
		{"-size-scale 0", false},
		{"-clock moon", false},
		{"fib", false},
	} {
		if _, err := parseOptions(strings.Fields(test.args), io.Discard); (err == nil) != test.ok {
			t.Errorf("%s: error %v", test.args, err)
		}
	}
}
