// Command tui measures how soon wdbg tui answers a key: from the press until the terminal has got all of the repaint; how it keeps up with a key
// that is held down; and what it costs while nothing happens. Beside it runs gdb -tui on a native program of the same source.
// See docs/benchmarks.md.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/wdbg/wdbg/bench/internal/gauge"
)

// options are the command line, and what is made of it.
type options struct {
	presses                 int
	long, settle            time.Duration
	wdbgPath, gdbPath       string
	module, large, work     string
	compiler, native, stubs string
}

func main() { gauge.Main("bench-tui", parseOptions, (*options).run) }

func parseOptions(args []string, stderr io.Writer) (*options, error) {
	var o options
	flags := flag.NewFlagSet("bench-tui", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.IntVar(&o.presses, "presses", 300, "press each key `N` times")
	flags.DurationVar(&o.long, "hold", 10*time.Second, "hold a key down for a `TIME`, and do nothing for as long")
	flags.DurationVar(&o.settle, "settle", 3*time.Second, "leave a debugger alone for a `TIME` after its start, and before nothing is done")
	flags.StringVar(&o.wdbgPath, "wdbg", "", "the wdbg `PROGRAM` (default: built from this repository)")
	flags.StringVar(&o.gdbPath, "gdb", "gdb", "the gdb `PROGRAM`, or none")
	flags.StringVar(&o.compiler, "cc", "cc", "the `PROGRAM` that builds the native program for gdb")
	flags.StringVar(&o.module, "module", "", "the `MODULE` of the measured program (default: linked into the one of bench-symbols)")
	flags.StringVar(&o.large, "large", filepath.Join(os.TempDir(), "wdbg-bench-symbols"), "the `DIR` of bench-symbols' large module")
	flags.StringVar(&o.work, "work", filepath.Join(os.TempDir(), "wdbg-bench-tui"), "the `DIR` for what is built")
	err := flags.Parse(args)
	if err == nil && (flags.NArg() > 0 || o.presses < 1 || o.long < time.Second/10 || o.settle < 0) {
		err = errors.New("no arguments are expected; there is at least one press, and keys are held for 100ms at least")
		fmt.Fprintln(stderr, "bench-tui:", err)
	}
	return &o, err
}

// run measures and reports.
func (o *options) run(out io.Writer) error {
	p := newProgram()
	notes, err := o.findTools(p)
	if err != nil {
		return err
	}
	m, err := gauge.ReadModule(o.module)
	if err != nil {
		return fmt.Errorf("%s: %w", o.module, err)
	}
	fmt.Fprintf(out, "%s: %s; source of %d lines, terminal of %dx%d, %d presses\n%s\n", filepath.Base(o.module), m, sourceLines, width, height, o.presses, gauge.Machine())
	for _, note := range notes {
		fmt.Fprintln(out, note)
	}
	subjects := []*subject{o.wdbg(p)}
	if o.native != "" {
		subjects = append(subjects, o.gdb(p))
	}
	floor, err := o.floor()
	if err != nil {
		return err
	}
	var results []result
	for _, s := range subjects {
		r, err := o.measure(s, p)
		if err != nil {
			return err
		}
		results = append(results, r)
	}
	report(out, floor, results)
	return nil
}
