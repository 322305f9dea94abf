package main

import (
	"testing"
	"time"

	"github.com/wdbg/wdbg/debugger"
)

// testOptions are those of a benchmark that is run in its own folder.
func testOptions(t *testing.T) *options {
	t.Helper()
	c, err := newClock("wall")
	if err != nil {
		t.Fatal(err)
	}
	return &options{runs: 1, source: "programs", clock: c}
}

func TestMedian(t *testing.T) {
	list := []time.Duration{9, 1, 5}
	if got := median(list); got != 5 || list[0] != 9 {
		t.Errorf("median %d, list %v", got, list)
	}
}

func TestClock(t *testing.T) {
	if _, err := newClock("sun"); err == nil {
		t.Error("a clock of any name")
	}
	for _, name := range []string{"wall", "cpu"} {
		c, err := newClock(name)
		if err != nil {
			continue // not on all systems
		}
		if before, after := c.start(), c(); after < before {
			t.Errorf("%s goes back: %v, %v", name, before, after)
		}
	}
}

// TestProgram runs the measured program, short, to the places that the benchmark stops at.
func TestProgram(t *testing.T) {
	o := testOptions(t)
	p := o.condition("short", "shorter")
	if took, err := p.plain(); err != nil || took <= 0 {
		t.Fatalf("%v %v", took, err)
	}
	for _, mark := range []string{"hot", "long"} {
		line, err := o.line(mark)
		if err != nil {
			t.Fatal(err)
		}
		d, err := p.debug()
		if err != nil {
			t.Fatal(err)
		}
		if err := d.breakAt(debugger.BreakpointSpec{File: "condition.c", Line: line}); err != nil {
			t.Fatal(err)
		}
		if _, err := d.timed(debugger.ReasonBreakpoint); err != nil {
			t.Errorf("line %d, %s: %v", line, mark, err)
		}
		_ = d.Close()
	}
	if _, err := o.line("no such mark"); err == nil {
		t.Error("any mark is found")
	}
}
