// Command bench measures the engine against wazero's interpreter and compiler, and node where there is one: small
// kernels in C at -O0 and -O2, gofmt built for WASI, and how soon a module of 49 MB starts. Everything runs in one
// process, the engines in turn. See docs/benchmarks.md.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"regexp"
	"strings"
	"time"
)

// options are the command line.
type options struct {
	runs    int
	budget  time.Duration
	scale   float64
	filter  *regexp.Regexp
	engines map[string]bool // nil: all
	clock   clock
	json    bool
	work    string
}

func main() {
	if len(os.Args) > 1 && os.Args[1] == childCommand {
		exit(child(os.Args[2:]))
	}
	o, err := parseOptions(os.Args[1:], os.Stderr)
	switch {
	case errors.Is(err, flag.ErrHelp):
		os.Exit(0)
	case err != nil:
		os.Exit(2)
	}
	exit(run(o))
}

func exit(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
	os.Exit(0)
}

func parseOptions(args []string, stderr io.Writer) (o options, err error) {
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.IntVar(&o.runs, "runs", 0, "run each program `N` times with each engine (default: 3 to 15 times, as -budget allows)")
	flags.DurationVar(&o.budget, "budget", 8*time.Second, "how long to go on measuring one program where -runs is not given")
	flags.Float64Var(&o.scale, "size-scale", 1, "make kernels run about `F` times as long; outputs are then compared with each other only")
	flags.BoolVar(&o.json, "json", false, "write everything measured as JSON")
	flags.StringVar(&o.work, "work", "", "the `DIR` for the Go programs built for WASI (default: one in the user's cache)")
	filter := flags.String("filter", "", "only what the regular expression `RE` matches: kernels are called fib_O0 and so on, the rest gofmt and start")
	engines := flags.String("engines", "", "only these, a list of wdbg, interp, compiler, node (default: all there are)")
	clockName := flags.String("clock", "wall", "wall or cpu: the time of the clock on the wall or of the processor")
	if err = flags.Parse(args); err != nil {
		return o, err
	}
	if flags.NArg() > 0 {
		err = fmt.Errorf("unexpected argument %q", flags.Arg(0))
	} else if o.runs < 0 || !(o.scale > 0) {
		err = errors.New("-runs and -size-scale must be positive")
	}
	if err == nil {
		o.filter, err = regexp.Compile(*filter)
	}
	if err == nil {
		o.clock, err = newClock(*clockName)
	}
	if err == nil && *engines != "" {
		o.engines, err = parseEngines(*engines)
	}
	if err != nil {
		fmt.Fprintln(stderr, "bench:", err)
	}
	return o, err
}

func parseEngines(list string) (map[string]bool, error) {
	keys := map[string]bool{}
	for key := range strings.SplitSeq(list, ",") {
		switch key {
		case keyWdbg, keyInterp, keyCompiler, keyNode:
			keys[key] = true
		default:
			return nil, fmt.Errorf("-engines: %q is none of wdbg, interp, compiler, node", key)
		}
	}
	return keys, nil
}

// plan returns how the options want programs to be measured.
func (o options) plan() plan {
	p := plan{runs: o.runs, budget: o.budget, clock: o.clock}
	for _, c := range contenders() {
		if o.engines == nil || o.engines[c.key] {
			p.contenders = append(p.contenders, c)
		}
	}
	return p
}

// run measures what the options ask for. The error joins what went wrong on the way; a wrong output is one.
func run(o options) error {
	interrupted := make(chan os.Signal, 1)
	signal.Notify(interrupted, os.Interrupt)
	go func() {
		<-interrupted
		os.Exit(130)
	}()
	p := o.plan()
	r := newReport(os.Stdout, o, p)
	err := errors.Join(benchKernels(o, p, r), benchGofmt(o, p, r), benchStart(o, p, r))
	return errors.Join(err, r.close())
}

// benchKernels measures the kernels.
func benchKernels(o options, p plan, r *report) error {
	kernels, err := readKernels("expected.txt")
	if err != nil {
		return err
	}
	var rows []row
	var errs []error
	for _, k := range kernels {
		for _, opt := range optimisations() {
			if !o.filter.MatchString(k.name + "_" + opt) {
				continue
			}
			row, err := benchKernel(k.scaled(o.scale), opt, p)
			if err != nil {
				errs = append(errs, fmt.Errorf("%s_%s: %w", k.name, opt, err))
			}
			rows = append(rows, row)
			r.row(row)
		}
	}
	r.summary(rows)
	return errors.Join(errs...)
}

func benchKernel(k kernel, optimisation string, p plan) (row, error) {
	r := row{Name: k.name, Variant: optimisation}
	file, err := k.file(optimisation)
	if err != nil {
		return r, err
	}
	var expected []byte
	if k.line != "" {
		expected = []byte(k.line + "\n")
	}
	r.times, err = p.measure(file, input{args: []string{k.name, fmt.Sprint(k.size)}}, expected)
	return r, err
}
