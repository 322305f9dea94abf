// Command symbols measures how fast wdbg finds the source of code offsets, beside llvm-symbolizer and a program on the
// addr2line crate: one offset from a cold start, 100,000 random ones with inlined calls, and the memory that takes. The module
// is a large one with debug information (big.mk), built when it is missing. All is measured in one run, the tools in turn.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand"
	"os"
	"path/filepath"
	"strings"

	"github.com/wdbg/wdbg/bench/internal/gauge"
)

// options are the command line.
type options struct {
	module, work, wdbg   string
	lookups, colds, runs int
	seed                 int64
}

func main() { gauge.Main("bench-symbols", parseOptions, run) }

func parseOptions(args []string, stderr io.Writer) (o options, err error) {
	flags := flag.NewFlagSet("bench-symbols", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.StringVar(&o.module, "module", "", "the module `FILE` to look up in (default: built by big.mk)")
	flags.StringVar(&o.work, "work", filepath.Join(os.TempDir(), "wdbg-bench-symbols"), "the `DIR` for what is built")
	flags.StringVar(&o.wdbg, "wdbg", "", "the wdbg `PROGRAM` (default: built from this repository)")
	flags.IntVar(&o.lookups, "lookups", 100_000, "look up `N` random offsets")
	flags.IntVar(&o.colds, "cold-runs", 9, "look up a single offset `N` times")
	flags.IntVar(&o.runs, "runs", 3, "look up all offsets `N` times")
	flags.Int64Var(&o.seed, "seed", 1, "the `NUMBER` that random offsets are made from")
	if err = flags.Parse(args); err == nil && (flags.NArg() > 0 || o.lookups < 1 || o.colds < 1 || o.runs < 1) {
		err = errors.New("no arguments are expected, and numbers must be positive")
		fmt.Fprintln(stderr, "bench-symbols:", err)
	}
	return o, err
}

// run measures and reports.
func run(o options, out io.Writer) error {
	var err error
	if o.work, err = filepath.Abs(o.work); err != nil {
		return err
	}
	if err := os.MkdirAll(o.work, 0o777); err != nil {
		return err
	}
	if o.module == "" {
		if o.module, err = buildModule(o.work); err != nil {
			return err
		}
	}
	tools, notes, err := findTools(o)
	if err != nil {
		return err
	}
	what, offsets, err := randomOffsets(o)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%s\n%s\n", what, gauge.Machine())
	for _, note := range notes {
		fmt.Fprintln(out, note)
	}
	results, err := measure(o, tools, offsets)
	if err != nil {
		return err
	}
	table(out, o, results)
	goals(out, results)
	return nil
}

// randomOffsets writes random offsets of the code section to files: one, and all of them.
func randomOffsets(o options) (what string, files [2]string, err error) {
	p, err := gauge.ReadModule(o.module)
	if err != nil {
		return "", files, fmt.Errorf("%s: %w", o.module, err)
	}
	random := rand.New(rand.NewSource(o.seed))
	var text strings.Builder
	for range o.lookups {
		fmt.Fprintf(&text, "0x%x\n", random.Int63n(p.Code))
	}
	one, _, _ := strings.Cut(text.String(), "\n")
	files = [2]string{filepath.Join(o.work, "offset.txt"), filepath.Join(o.work, "offsets.txt")}
	err = errors.Join(os.WriteFile(files[0], []byte(one+"\n"), 0o666), os.WriteFile(files[1], []byte(text.String()), 0o666))
	what = fmt.Sprintf("%s: %s", filepath.Base(o.module), p)
	return what, files, err
}
