package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"github.com/wdbg/wdbg/engine"
	"github.com/wdbg/wdbg/engine/interp"
	"github.com/wdbg/wdbg/engine/wasi"
	"github.com/wdbg/wdbg/report"
	"github.com/wdbg/wdbg/symbols/srcfile"
	"github.com/wdbg/wdbg/target/local"
)

// session is one run of a program.
type session struct {
	*runOptions
	stdin          io.Reader
	stdout, stderr io.Writer
	// read reads the file of a module.
	read    func(path string) ([]byte, error)
	store   *engine.Store
	sys     *wasi.System
	modules []loaded
	sources *srcfile.Finder
}

// run runs a module as the options say. The error is a *statusError where the program ended other than with
// status 0 or something has been reported.
func run(o *runOptions, cmd *cobra.Command) error {
	if err := o.check(cmd); err != nil {
		return err
	}
	s := &session{runOptions: o, stdin: cmd.InOrStdin(), stdout: cmd.OutOrStdout(), stderr: cmd.ErrOrStderr(), read: os.ReadFile}
	var err error
	if s.sources, err = o.finder(o.module); err != nil {
		return err
	}
	if s.modules, err = s.load(); err != nil {
		return err
	}
	if s.sys, err = wasi.New(s.world()); err != nil {
		return &usageError{err}
	}
	s.store = engine.NewStore(s.config())
	defer s.store.Close()
	return errors.Join(s.program(), s.sys.Close())
}

// config returns the parameters of the store.
func (s *session) config() engine.Config {
	var gate engine.Gate = engine.OpenGate{}
	if s.traceHost {
		gate = wasi.NewTracer(gate, s.stderr)
	}
	return engine.Config{
		Tier:      interp.New(),
		MaxMemory: s.maxMemory.bytes,
		MaxStack:  s.maxStack.bytes,
		Fuel:      s.fuel,
		Gate:      gate,
	}
}

// world returns what the program sees of the world; directories have been parsed by load.
func (s *session) world() wasi.Config {
	c := wasi.Config{Cwd: s.cwd, Stdin: s.stdin, Stdout: s.stdout, Stderr: s.stderr}
	if s.module == "-" {
		c.Stdin = nil // it held the module
	}
	name := s.argv0
	if name == "" {
		name = moduleName(s.module)
	}
	c.Args = []string{name}
	if s.invoke == "" {
		c.Args = append(c.Args, s.args...)
	}
	if s.envInherit {
		c.Env = os.Environ()
	}
	c.Env = append(c.Env, s.env...)
	for _, d := range s.dirs {
		if dir, err := parseDir(d); err == nil {
			c.Dirs = append(c.Dirs, dir)
		}
	}
	return c
}

// moduleName returns the name of the instance of a module file.
func moduleName(path string) string {
	if path == "-" {
		return "stdin"
	}
	return filepath.Base(path)
}

// program runs what there is to run of the modules.
func (s *session) program() error {
	defer s.watch()()
	p := s.newProgram()
	for {
		step, err := p.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err == nil {
			err = s.perform(&step)
		}
		if err != nil {
			return s.ended(p, err)
		}
	}
}

// perform makes one step of the program.
func (s *session) perform(step *local.Step) error {
	if step.Call != nil {
		results, err := s.resume(step.Call, step.Args...)
		if err != nil || step.Done == nil {
			return err
		}
		return step.Done(results)
	}
	inst, err := s.store.Link(step.Module, step.Name, step.Resolve)
	if err != nil {
		return err
	}
	if start := inst.Start(); start != nil {
		if _, err := s.resume(start); err != nil {
			return err
		}
	}
	return step.Linked(inst)
}

// watch makes interrupts and the timeout stop the program; the result undoes it.
func (s *session) watch() (stop func()) {
	unwatch := onInterrupt(func() {
		s.store.Interrupt()
		s.sys.Interrupt(engine.TrapInterrupted)
	})
	if s.timeout == 0 {
		return unwatch
	}
	s.store.SetTimeout(s.timeout)
	timer := time.AfterFunc(s.timeout, func() { s.sys.Interrupt(engine.TrapTimeout) })
	return func() {
		timer.Stop()
		unwatch()
	}
}

// ended reports how a program that did not simply return ended.
func (s *session) ended(p *program, err error) error {
	m := p.m
	var trap *engine.Trap
	var exit *engine.ExitError
	var link *engine.LinkError
	var usage *usageError
	switch {
	case errors.As(err, &exit):
		if exit.Code == 0 {
			return nil
		}
		return &statusError{int(exit.Code)}
	case errors.As(err, &trap):
		return s.trapped(m, trap)
	case errors.As(err, &link):
		return p.linker.explain(m, link)
	case errors.As(err, &usage):
		return err
	}
	return fmt.Errorf("%s: %w", m.path, err)
}

// trapped reports a trap.
func (s *session) trapped(m loaded, trap *engine.Trap) error {
	status := statusTrap
	switch trap.Kind {
	case engine.TrapInterrupted:
		status = statusInterrupt
	case engine.TrapInvalidCode:
		// Function bodies of large modules are validated when they are first called.
		status = statusLoad
		fmt.Fprintf(s.stderr, "wdbg: %s: %v\n", m.path, trap)
	}
	opts := report.Options{Status: status, Color: s.useColor(), Symbols: s.reportSymbols()}
	opts.Style = map[string]report.Style{"auto": report.Short, "short": report.Short, "full": report.Full,
		"json": report.JSON, "off": report.Off}[s.backtrace.value]
	// The status says it too, should there be nowhere to write.
	_ = report.Trap(s.stderr, trap, opts)
	return &statusError{status}
}

// useColor says whether reports have colours.
func (s *session) useColor() bool { return s.colorOn(s.stderr) }

// colorOn says whether a stream gets colours: by default if it is a terminal that has not been told otherwise.
func (o *runOptions) colorOn(stream io.Writer) bool {
	switch o.color.value {
	case "always":
		return true
	case "never":
		return false
	}
	return os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb" && isTerminal(stream)
}
