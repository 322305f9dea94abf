// Command debug measures how much a debugger is in the way: breakpoints that are never hit, conditions that are
// never true, single steps, a step over a long call, and how soon a large module stops at main; beside lldb, where that is installed.
// See docs/benchmarks.md.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// options are the command line.
type options struct {
	runs   int
	large  string
	wdbg   string
	lldb   string
	work   string
	clang  string
	source string
	clock  clock
}

func main() {
	var o options
	flags := flag.NewFlagSet("bench-debug", flag.ContinueOnError)
	flags.IntVar(&o.runs, "runs", 11, "measure each `N` times")
	flags.StringVar(&o.large, "large", filepath.Join(os.TempDir(), "wdbg-bench-symbols", "big.wasm"), "a large `MODULE` with debug information; make bench-symbols builds one")
	flags.StringVar(&o.wdbg, "wdbg", "", "the wdbg `PROGRAM` (default: built from this repository)")
	flags.StringVar(&o.lldb, "lldb", "", "the lldb `PROGRAM` (default: lldb-22, lldb-19 or lldb, where there is one)")
	flags.StringVar(&o.clang, "clang", "clang-22", "the `PROGRAM` that builds the native program for lldb")
	flags.StringVar(&o.work, "work", filepath.Join(os.TempDir(), "wdbg-bench-debug"), "the `DIR` for what is built")
	flags.StringVar(&o.source, "source", "bench/debug/programs", "the `DIR` of the measured programs")
	name := flags.String("clock", "wall", "`wall`, or cpu for the processor time of this process")
	if err := flags.Parse(os.Args[1:]); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return
		}
		os.Exit(2)
	}
	clock, err := newClock(*name)
	if o.clock = clock; err == nil {
		err = run(&o)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench-debug:", err)
		os.Exit(1)
	}
}

func run(o *options) error {
	if err := os.MkdirAll(o.work, 0o777); err != nil {
		return err
	}
	if err := o.findTools(); err != nil {
		return err
	}
	for _, measure := range []func(*options) error{breakpoints, conditions, steps, longCall, start} {
		if err := measure(o); err != nil {
			return err
		}
	}
	return nil
}

// median returns the middle of some times.
func median(list []time.Duration) time.Duration {
	list = slices.Clone(list)
	slices.Sort(list)
	return list[len(list)/2]
}

// least returns the shortest of some times: what the machine does beside makes them longer by more than the few per cent that a ratio near 1 is about.
func least(list []time.Duration) time.Duration { return slices.Min(list) }

// verdict writes a row: what was measured, and whether the goal is met.
func verdict(what, figures string, met bool) {
	word := "met"
	if !met {
		word = "NOT MET"
	}
	fmt.Printf("%-44s %-7s %s\n", what, word, figures)
}
