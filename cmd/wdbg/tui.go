package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/debugger/command"
	"github.com/wdbg/wdbg/tui"
)

// newTUICmd returns the command that debugs a module on a whole terminal.
func newTUICmd() *cobra.Command {
	o := debugOptions{runOptions: newRunOptions(), tui: true}
	printConfig := false
	cmd := &cobra.Command{
		Use:   "tui [flags] MODULE [-- ARG...]",
		Short: "Debug a module on a whole terminal",
		Long: `Debug a WebAssembly module on a whole terminal: source, code, variables, the stack and more, side by side. What follows MODULE goes
to the program. '?' shows the keys of a pane, ctrl+p finds all that can be done, 'q' leaves.

The pane of the console has the commands of 'wdbg debug'. ctrl+\ goes on at the prompt of 'wdbg debug' with the same session; the command
tui comes back from there. (In line mode ctrl+\ does not: its line editor does not pass that key on.)

What the program reads is typed in the pane of its output, unless --stdin says otherwise.`,
		Example: `  wdbg tui app.wasm
  wdbg tui -ex 'break parse' app.wasm -- input.txt`,
		DisableFlagsInUseLine: true,
		Args: func(cmd *cobra.Command, args []string) error {
			if printConfig {
				return nil
			}
			return needModule(cmd, args)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if printConfig {
				_, err := io.WriteString(cmd.OutOrStdout(), tui.PrintSettings())
				return err
			}
			o.setArgs(args)
			return debugModule(&o, cmd)
		},
	}
	o.addDebugFlags(cmd, false)
	cmd.Flags().BoolVar(&printConfig, "print-config", false, "print a configuration file in which everything is explained, and end")
	return cmd
}

// runTUI debugs on the whole terminal. The terminal is taken before the module is read, which may take a while.
func (d *debugging) runTUI() error {
	d.whole.enter(d)
	failed := make(chan error, 1)
	d.loading.Store(true)
	d.session.Go(func() {
		err := d.begin()
		d.loading.Store(false)
		failed <- err
		if err != nil {
			d.whole.model.Leave()
		}
	})
	if err := d.alternate(); err != nil {
		return err
	}
	select {
	case err := <-failed:
		return err
	default:
		return nil
	}
}

// begin starts the program, and has the commands that were given carried out.
func (d *debugging) begin() error {
	if err := d.session.Start(true); err != nil {
		return err
	}
	stop, err := d.session.Wait(context.Background())
	if err != nil {
		return nil // it was left meanwhile
	}
	if stop.Reason == debugger.ReasonFailed {
		return stop.Err
	}
	var lines []string
	if d.transcript != "" {
		lines = append(lines, "transcript "+strconv.Quote(d.transcript))
	}
	for _, path := range append(d.rcFiles(), d.files...) {
		lines = append(lines, "source "+strconv.Quote(path))
	}
	d.whole.model.Begin(append(lines, d.commands...)...)
	return nil
}

// alternate shows the whole terminal and line mode in turn, until the debugger is left.
func (d *debugging) alternate() error {
	for {
		outcome, err := d.show()
		if err != nil || outcome == tui.Quit {
			return err
		}
		if d.stdin == "" && !d.whole.noted {
			d.whole.noted = true
			fmt.Fprintln(d.screen.Own(), "note: what the program reads is typed in the output pane; 'tui' goes back there")
		}
		if st := d.session.State(); st == debugger.Running || st == debugger.NotStarted {
			fmt.Fprintln(d.screen.Own(), "the program runs; Ctrl-C interrupts it")
			if err := d.repl.Await(); err != nil {
				return err
			}
		} else if err := d.repl.Do("frame"); errors.Is(err, command.ErrQuit) {
			return nil
		}
		d.whole.wanted = false
		if err := d.repl.Run(); err != nil || !d.whole.wanted {
			return err
		}
	}
}

// prompt reads commands in line mode, until the debugger is left; the whole terminal is shown when a command wants that.
func (d *debugging) prompt() error {
	if err := d.repl.Run(); err != nil || !d.whole.wanted {
		return err
	}
	return d.alternate()
}

// show shows the whole terminal until it is left.
func (d *debugging) show() (tui.Outcome, error) {
	w := &d.whole
	w.enter(d)
	defer w.leave()
	d.repl.Forget()
	outcome, err := w.model.Run(tui.Terminal{In: w.in, Out: w.out, Env: os.Environ()})
	if errors.Is(err, tui.ErrNoTerminal) {
		return outcome, &usageError{err}
	}
	_ = w.model.Remember() // the next time it looks as it does at first
	return outcome, err
}

// addTUI makes the interface, and the command that shows it, where there is a terminal.
func (d *debugging) addTUI() {
	w := &d.whole
	if w.feed == nil {
		return
	}
	opts := command.Options{Out: io.Discard, Sources: d.launcher.sources, Dir: workingDir()}
	settings, state := tuiFiles()
	path, err := filepath.Abs(d.module)
	if err != nil {
		path = d.module
	}
	w.model = tui.New(tui.Config{
		Settings: settings, StateDir: state, ProgramPath: path,
		Session: d.session, Feed: w.feed, Interp: d.interp, History: historyPath(), Words: command.New(d.session, opts),
		Program: filepath.Base(d.module), Sources: d.launcher.sources, Dir: opts.Dir,
		ToMain: d.tui && len(d.commands)+len(d.files) == 0, Entry: d.invoke,
	})
	d.interp.Add(&command.Command{
		Names: []string{"tui"}, Group: command.GroupSession,
		Help:    "show the session on the whole terminal",
		Text:    "ctrl+\\ goes back to line mode from there. Here that key does nothing: the line editor does not pass it on.",
		Example: "tui",
		Run: func(*command.Interp, command.Args) error {
			if w.on.Load() {
				return errors.New("this is it; ctrl+\\ goes to line mode")
			}
			w.wanted = true
			return errToTUI
		},
	})
}

// tuiFiles returns the configuration of the interface, nil where there is none, and the folder where it keeps how it was left.
func tuiFiles() (settings []byte, state string) {
	if dir, err := os.UserConfigDir(); err == nil {
		settings, _ = os.ReadFile(filepath.Join(dir, "wdbg", "tui.toml")) // one that cannot be read is none
	}
	if history := historyPath(); history != "" {
		state = filepath.Dir(history)
	}
	return settings, state
}

// errToTUI ends line mode, for the whole terminal.
var errToTUI = fmt.Errorf("the whole terminal is shown: %w", command.ErrQuit)
