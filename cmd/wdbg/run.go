package main

import (
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"
)

// runOptions are the flags of wdbg run as they were given.
type runOptions struct {
	dirs, env, links   []string
	envInherit         bool
	cwd, argv0, invoke string
	stubImports        bool
	traceHost          bool
	fuel               uint64
	timeout            time.Duration
	maxMemory          size
	maxStack           size
	backtrace          choice
	color              choice
	module             string
	args               []string
	symbolFlags
}

// newRunCmd returns the command that runs a module.
func newRunCmd() *cobra.Command {
	o := newRunOptions()
	cmd := &cobra.Command{
		Use:   "run [flags] MODULE [-- ARG...]",
		Short: "Run a module; print the call stack if it traps",
		Long: `Run a WebAssembly module with WASI preview 1. What follows MODULE goes to the program.
MODULE may be - for standard input.

A program (_start) runs until it ends; a reactor is initialised (_initialize) and, with
--invoke, a function of it called, its arguments given after MODULE and its results printed.

The exit status is the program's own; 134 if it traps, 130 if it is interrupted, 2 if the
command line is wrong, 1 if the module cannot be loaded.`,
		Example: `  wdbg run hello.wasm
  wdbg run --dir . --env HOME=/ app.wasm -- --verbose input.txt
  wdbg run --invoke add math.wasm 2 40
  wdbg run --link env=lib.wasm main.wasm
  wdbg run --trace-host --backtrace=full app.wasm`,
		DisableFlagsInUseLine: true,
		Args:                  needModule,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.setArgs(args)
			return run(&o, cmd)
		},
	}
	f := cmd.Flags()
	f.SetInterspersed(false)
	f.SortFlags = false
	o.addFlags(cmd)
	return cmd
}

func newRunOptions() runOptions {
	return runOptions{
		backtrace: choice{value: "auto", among: []string{"auto", "short", "full", "json", "off"}},
		color:     choice{value: "auto", among: []string{"auto", "always", "never"}},
	}
}

// needModule checks that there is a MODULE.
func needModule(_ *cobra.Command, args []string) error {
	if len(args) == 0 || args[0] == "--" {
		return fmt.Errorf("which MODULE?")
	}
	return nil
}

// setArgs takes the module, and what goes to the program.
func (o *runOptions) setArgs(args []string) {
	o.module, o.args = args[0], args[1:]
	if len(o.args) > 0 && o.args[0] == "--" {
		o.args = o.args[1:]
	}
}

func (o *runOptions) addFlags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringArrayVar(&o.dirs, "dir", nil, "let the program use a directory: `HOST[::GUEST][:ro]`, under the name GUEST")
	f.StringArrayVar(&o.env, "env", nil, "set an environment variable: `NAME=VALUE`")
	f.BoolVar(&o.envInherit, "env-inherit", false, "pass on the whole environment")
	f.StringVar(&o.cwd, "cwd", "", "`DIRECTORY` of the program that it starts in")
	f.StringVar(&o.argv0, "argv0", "", "what the program sees as its `NAME` (default: the module's file name)")
	f.StringVar(&o.invoke, "invoke", "", "call the exported function `FUNC` with the arguments after MODULE")
	f.StringArrayVar(&o.links, "link", nil, "provide the exports of another module for import: `NAME=MODULE`")
	f.BoolVar(&o.stubImports, "stub-imports", false, "make up missing imports: functions trap when called")
	f.Uint64Var(&o.fuel, "fuel", 0, "stop after `N` ticks: function entries and loop iterations")
	f.DurationVar(&o.timeout, "timeout", 0, "stop after a `DURATION`, such as 10s")
	f.Var(&o.maxMemory, "max-memory", "bound each memory of the program, and its heap: `SIZE`, such as 512M")
	f.Var(&o.maxStack, "max-stack", "bound the stack of each thread: `SIZE`, such as 1M")
	f.BoolVar(&o.traceHost, "trace-host", false, "print every call of a host function")
	f.Var(&o.backtrace, "backtrace", "report of a trap: `STYLE` auto, short, full (with values), json, off")
	o.symbolFlags.add(f)
	f.Var(&o.color, "color", "colours: `WHEN` auto, always, never")
}

// check reports flags whose values make no sense.
func (o *runOptions) check(cmd *cobra.Command) error {
	switch set := cmd.Flags().Changed; {
	case set("fuel") && o.fuel == 0:
		return usagef("--fuel must be at least 1")
	case set("timeout") && o.timeout <= 0:
		return usagef("--timeout must be positive, not %v", o.timeout)
	case set("invoke") && o.invoke == "":
		return usagef("--invoke needs the name of a function")
	}
	return nil
}

// choice is a flag with a few possible values.
type choice struct {
	value string
	among []string
}

func (c *choice) String() string { return c.value }
func (c *choice) Type() string   { return "" }

// Set takes a value.
func (c *choice) Set(s string) error {
	for _, v := range c.among {
		if s == v {
			c.value = v
			return nil
		}
	}
	return fmt.Errorf("must be one of %s", strings.Join(c.among, ", "))
}
