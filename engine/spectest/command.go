package spectest

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/wdbg/wdbg/engine"
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/validate"
)

// execute runs a command. Where it starts a call the outcome comes later.
func (l *lane) execute(r *runner, c *Command) error {
	switch {
	case c.ModuleType == "text":
		return skipText
	case c.Obsolete:
		return skipObsolete
	}
	switch c.Type {
	case "module", "module_definition", "module_instance":
		return l.makeModule(r, c)
	case "register":
		inst, err := l.named(c.Name)
		if err == nil {
			l.registered[c.As] = inst
		}
		return err
	case "action", "assert_return", "assert_trap", "assert_exhaustion", "assert_exception":
		return l.act(r, c)
	case "assert_malformed", "assert_invalid":
		return checkRejected(c)
	case "assert_malformed_custom", "assert_invalid_custom":
		return checkCustom(c)
	case "assert_unlinkable", "assert_uninstantiable":
		return l.checkNotInstantiable(r, c)
	case "thread":
		return l.spawn(r, c)
	case "wait":
		if l.threads[c.Thread] == nil {
			return fmt.Errorf("there is no thread %q", c.Thread)
		}
		return nil
	}
	return fmt.Errorf("unknown type of command")
}

// load decodes and validates the command's module, function bodies included.
func load(c *Command) (*wasm.Module, error) {
	m, err := decode(c)
	if err != nil {
		return nil, err
	}
	ctx, err := validate.Module(m)
	if err != nil {
		return nil, err
	}
	return m, ctx.All(context.Background(), 1)
}

func decode(c *Command) (*wasm.Module, error) {
	file, err := c.file()
	if err != nil {
		return nil, fmt.Errorf("script: %w", err)
	}
	return wasm.Decode(file)
}

// makeModule makes a definition, an instance or both the current ones. What fails is unset, so that later commands
// do not meet an earlier module.
func (l *lane) makeModule(r *runner, c *Command) (err error) {
	m, inst := (*wasm.Module)(nil), (*engine.Instance)(nil)
	defer func() {
		if err != nil {
			m, inst = nil, nil
		}
		if c.Type != "module_definition" {
			l.instance = inst
			if name := instanceName(c); name != "" {
				l.instances[name] = inst
			}
		}
		if c.Type != "module_instance" {
			l.definition = m
			if c.Name != "" {
				l.definitions[c.Name] = m
			}
		}
	}()
	if c.Type == "module_definition" {
		m, err = load(c)
		return err
	}
	if m, err = l.moduleOf(c); err == nil {
		inst, err = r.instantiate(l, m, instanceName(c))
	}
	return err
}

func instanceName(c *Command) string {
	if c.Type == "module_instance" {
		return c.Instance
	}
	return c.Name
}

// moduleOf returns the module that the command carries, decoded only, or the definition that it names.
func (l *lane) moduleOf(c *Command) (*wasm.Module, error) {
	if c.hasModule() {
		return decode(c)
	}
	m := l.definition
	if c.Module != "" {
		m = l.definitions[c.Module]
	}
	if m == nil {
		return nil, fmt.Errorf("there is no definition %q", c.Module)
	}
	return m, nil
}

// act performs the command's action and judges the outcome.
func (l *lane) act(r *runner, c *Command) error {
	inst, err := l.named(c.Action.Module)
	if err != nil {
		return err
	}
	check := func(results []engine.Value, err error) error { return judge(c, r.store, results, err) }
	ext, ok := inst.Export(c.Action.Field)
	if !ok {
		return fmt.Errorf("there is no export %q", c.Action.Field)
	}
	switch ext := ext.(type) {
	case *engine.Global:
		return check([]engine.Value{ext.Value()}, nil)
	case *engine.Func:
		args := make([]engine.Value, len(c.Action.Args))
		for i, a := range c.Action.Args {
			if args[i], err = a.argument(); err != nil {
				return fmt.Errorf("script: argument %d: %w", i, err)
			}
		}
		return l.start(r, ext, args, check)
	}
	return fmt.Errorf("export %q is neither function nor global", c.Action.Field)
}

// judge compares the outcome of an action with what the command says.
func judge(c *Command, s *engine.Store, results []engine.Value, err error) error {
	var trap *engine.Trap
	trapped := errors.As(err, &trap)
	switch c.Type {
	case "assert_trap":
		return wantTrap(err, c.Text)
	case "assert_exhaustion":
		if trapped && trap.Kind == engine.TrapStackExhausted {
			return nil
		}
		return fmt.Errorf("want %q, got %s", c.Text, outcome(results, err))
	case "assert_exception":
		if trapped && trap.Kind == engine.TrapUncaughtException {
			return nil
		}
		return fmt.Errorf("want an uncaught exception, got %s", outcome(results, err))
	}
	if err != nil {
		return fmt.Errorf("%s: %w", c.Action.Field, err)
	}
	if c.Type == "assert_return" {
		return checkResults(c, s, results)
	}
	return nil
}

func checkResults(c *Command, s *engine.Store, results []engine.Value) error {
	if len(results) != len(c.Expected) {
		return fmt.Errorf("%s: %d results, want %d", c.Action.Field, len(results), len(c.Expected))
	}
	for i, want := range c.Expected {
		ok, err := want.matches(results[i], s)
		if err != nil {
			return fmt.Errorf("script: result %d: %w", i, err)
		}
		if !ok {
			return fmt.Errorf("%s: result %d: got %v:%v (0x%x), want %v", c.Action.Field, i, results[i].Type, results[i], results[i].Lo, want)
		}
	}
	return nil
}

// outcome describes how an action ended.
func outcome(results []engine.Value, err error) string {
	if err != nil {
		return err.Error()
	}
	return fmt.Sprintf("results %v", results)
}

// wantTrap checks that an error is a trap of a text. Texts are prefixes of messages; some
// scripts go on with facts that are the implementation's to word.
func wantTrap(err error, text string) error {
	var trap *engine.Trap
	if errors.As(err, &trap) && (strings.HasPrefix(trap.Error(), text) || strings.HasPrefix(text, trap.Kind.String())) {
		return nil
	}
	return fmt.Errorf("want trap %q, got %s", text, outcome(nil, err))
}

// checkRejected checks that a module is malformed or invalid.
func checkRejected(c *Command) error {
	_, err := load(c)
	var rejected *wasm.Error
	switch {
	case err == nil:
		return fmt.Errorf("accepted, want %q", c.Text)
	case !errors.As(err, &rejected):
		return fmt.Errorf("want a *wasm.Error for %q, got %w", c.Text, err)
	case rejected.Invalid && c.Type == "assert_malformed" && !overLimit(rejected):
		return fmt.Errorf("want malformed (%q), got invalid: %w", c.Text, err)
	}
	return nil
}

// overLimit reports whether a module was rejected for a limit of the implementation (Wasm 3.0 §A.2), which
// may apply before the fault that a script is about is seen.
func overLimit(err *wasm.Error) bool { return strings.Contains(err.Msg, "at most") }

// checkCustom checks that the contents of a custom section are rejected where they are asked for. The
// suite's binary modules have branch hints; names are hints that a reader takes as far as they go.
func checkCustom(c *Command) error {
	m, err := load(c)
	if err != nil {
		return fmt.Errorf("the module itself was rejected: %w", err)
	}
	if _, err = m.BranchHints(); err == nil {
		return fmt.Errorf("branch hints accepted, want %q", c.Text)
	}
	return nil
}

// checkNotInstantiable checks that a valid module cannot be linked or traps while it is instantiated.
func (l *lane) checkNotInstantiable(r *runner, c *Command) error {
	m, err := l.moduleOf(c)
	if err != nil {
		return err
	}
	_, err = r.store.Instantiate(m, "", l.resolve)
	if c.Type == "assert_uninstantiable" {
		return wantTrap(err, c.Text)
	}
	var link *engine.LinkError
	if errors.As(err, &link) && strings.HasPrefix(link.Error(), c.Text) {
		return nil
	}
	return fmt.Errorf("want %q, got %s", c.Text, outcome(nil, err))
}
