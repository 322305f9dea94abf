// Command dap measures how long an editor waits for wdbg dap: for a step with all that it shows then, for a deep stack, for the first stop of
// a large module; beside Delve on a native Go program that does the same. See docs/benchmarks.md.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/wdbg/wdbg/bench/internal/gauge"
)

// options are the command line.
type options struct {
	steps, stacks, starts, levels          int
	wdbg, dlv, module, large, work, source string
}

func main() { gauge.Main("bench-dap", parseOptions, (*options).run) }

func parseOptions(args []string, stderr io.Writer) (*options, error) {
	var o options
	flags := flag.NewFlagSet("bench-dap", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.IntVar(&o.steps, "steps", 500, "make `N` steps")
	flags.IntVar(&o.stacks, "stacks", 20, "ask for the whole stack `N` times")
	flags.IntVar(&o.starts, "starts", 11, "start `N` times")
	flags.IntVar(&o.levels, "levels", 1000, "have `N` frames on the stack")
	flags.StringVar(&o.wdbg, "wdbg", "", "the wdbg `PROGRAM` (default: built from this repository)")
	flags.StringVar(&o.dlv, "dlv", "", "the Delve `PROGRAM`, or none (default: installed in the folder for what is built)")
	flags.StringVar(&o.module, "module", "", "the `MODULE` of the measured program (default: linked into the one of bench-symbols)")
	flags.StringVar(&o.large, "large", filepath.Join(os.TempDir(), "wdbg-bench-symbols"), "the `DIR` of bench-symbols' large module")
	flags.StringVar(&o.work, "work", filepath.Join(os.TempDir(), "wdbg-bench-dap"), "the `DIR` for what is built")
	flags.StringVar(&o.source, "source", filepath.Join("bench", "dap"), "the `DIR` of the measured programs")
	err := flags.Parse(args)
	if err == nil && (flags.NArg() > 0 || min(o.steps, o.stacks, o.starts, o.levels) < 1) {
		err = errors.New("no arguments are expected, and numbers must be positive")
		fmt.Fprintln(stderr, "bench-dap:", err)
	}
	return &o, err
}

// run measures and reports.
func (o *options) run(out io.Writer) error {
	var err error
	if o.work, err = filepath.Abs(o.work); err != nil {
		return err
	}
	if err := os.MkdirAll(o.work, 0o777); err != nil {
		return err
	}
	adapters, notes, err := o.findTools()
	if err != nil {
		return err
	}
	m, err := gauge.ReadModule(o.module)
	if err != nil {
		return fmt.Errorf("%s: %w", o.module, err)
	}
	fmt.Fprintf(out, "%s: %s; %d frames, 10000 elements, %d steps\n%s\n", filepath.Base(o.module), m, o.levels, o.steps, gauge.Machine())
	for _, note := range notes {
		fmt.Fprintln(out, note)
	}
	var results []result
	for _, a := range adapters {
		r, err := o.measure(a)
		if err != nil {
			return err
		}
		results = append(results, r)
	}
	o.report(out, results)
	return nil
}
