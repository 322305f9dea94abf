package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"sync/atomic"

	"github.com/spf13/cobra"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/debugger/command"
	"github.com/wdbg/wdbg/debugger/script"
	"github.com/wdbg/wdbg/repl"
	"github.com/wdbg/wdbg/value"
	"github.com/wdbg/wdbg/wasm"
)

// debugOptions are the flags of wdbg debug as they were given.
type debugOptions struct {
	runOptions
	files, commands []string
	batch, echo     bool
	tui             bool
	stdin           string
	noRC, localRC   bool
	transcript      string
}

// newDebugCmd returns the command that debugs a module in line mode.
func newDebugCmd() *cobra.Command {
	o := debugOptions{runOptions: newRunOptions()}
	cmd := &cobra.Command{
		Use:   "debug [flags] MODULE [-- ARG...]",
		Short: "Debug a module at a prompt",
		Long: `Debug a WebAssembly module at a prompt: breakpoints, stepping, variables, memory. What follows MODULE
goes to the program, which stands at its first instruction when the prompt appears. 'help' lists the commands.

The terminal belongs to the prompt: the program's standard input is empty unless --stdin says otherwise.

On a terminal, the command tui shows the same session on all of it, and --tui begins there: see 'wdbg tui --help'.

With --batch no prompt appears, and the first command that fails is the last. The exit status is then the program's own;
134 if it trapped; 130 if it was interrupted; 1 if a command failed; 0 if the program had not ended. Else it is 0.`,
		Example: `  wdbg debug app.wasm
  wdbg debug -ex 'break parse' -ex continue app.wasm -- input.txt
  wdbg debug --batch -x session.wdbg app.wasm
  wdbg debug --stdin input.txt app.wasm`,
		DisableFlagsInUseLine: true,
		Args:                  needModule,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.setArgs(args)
			return debugModule(&o, cmd)
		},
	}
	o.addDebugFlags(cmd, true)
	return cmd
}

// addDebugFlags adds the flags of commands that debug; line says that it is the one in line mode.
func (o *debugOptions) addDebugFlags(cmd *cobra.Command, line bool) {
	f := cmd.Flags()
	f.SetInterspersed(false)
	f.SortFlags = false
	f.StringArrayVarP(&o.files, "file", "x", nil, "carry out the commands in `FILE` first")
	f.StringArrayVar(&o.commands, "ex", nil, "carry out a `COMMAND` after them; -ex for short")
	if line {
		f.BoolVar(&o.batch, "batch", false, "no prompt: end after the commands of -x and --ex")
		f.BoolVar(&o.echo, "echo", false, "show commands that do not come from a terminal, after the prompt")
		f.BoolVar(&o.tui, "tui", false, "begin on a whole terminal, as 'wdbg tui' does")
		f.StringVar(&o.stdin, "stdin", "", "what the program reads: a `FILE`, tty for the terminal, - for standard input")
	} else {
		f.StringVar(&o.stdin, "stdin", "", "a `FILE` that the program reads, instead of what is typed")
	}
	f.BoolVar(&o.noRC, "no-rc", false, "do not carry out the commands in wdbgrc")
	f.BoolVar(&o.localRC, "local-rc", false, "carry out the commands in .wdbgrc of the current directory")
	f.StringVar(&o.transcript, "transcript", "", "write all that is typed and shown to `FILE`")
	o.addFlags(cmd)
}

// debugModule debugs a module as the options say.
func debugModule(o *debugOptions, cmd *cobra.Command) error {
	if err := o.check(cmd); err != nil {
		return err
	}
	if o.module == "-" {
		return usagef("the module has to be a file: it is read again when the program is restarted")
	}
	d, err := newDebugging(o, cmd)
	if err != nil {
		return err
	}
	if o.tui {
		err = d.runTUI()
	} else {
		err = d.run()
	}
	if !d.loading.Load() { // a large module that is being read is not waited for
		d.session.Close()
	}
	return err
}

// debugging is one use of wdbg debug.
type debugging struct {
	*debugOptions
	launcher *launcher
	session  *debugger.Session
	screen   *repl.Screen
	repl     *repl.REPL
	interp   *command.Interp
	terminal bool
	whole    wholeTerminal
	// loading: the program is being made.
	loading atomic.Bool
}

func newDebugging(o *debugOptions, cmd *cobra.Command) (*debugging, error) {
	d := &debugging{debugOptions: o}
	d.terminal = !o.batch && isTerminal(cmd.InOrStdin()) && isTerminal(cmd.OutOrStdout())
	if err := d.prepare(cmd); err != nil {
		return nil, err
	}
	stdin, err := d.guestStdin(cmd.InOrStdin())
	if err != nil {
		return nil, err
	}
	if d.launcher, err = newLauncher(&o.runOptions, stdin, d.stdout(), d.stderr()); err != nil {
		return nil, err
	}
	scripted := &script.Formatters{}
	d.session = debugger.New(debugger.Config{
		Launch: d.launcher.launch, SetArgs: func(args []string) { o.args = args }, Entry: o.invoke,
		Symbols: d.launcher.symbols, Notify: d.notify, Guard: d.guard(),
		Formatters: func(m *wasm.Module) value.Formatters { return append(value.Formatters{scripted}, formatters(m)...) },
	})
	d.repl = repl.New(d.session, repl.Options{
		In: cmd.InOrStdin(), Screen: d.screen, Terminal: d.terminal, History: historyPath(), Echo: o.echo,
		Height: terminalHeight, ShareTerminal: o.stdin == "tty",
		Script: func(path string) (bool, error) { return script.New(d.interp, d.screen.Own(), scripted).Run(path) },
	})
	dir := workingDir()
	opts := command.Options{
		Out: d.screen.Own(), Color: o.colorOn(cmd.OutOrStdout()), Sources: d.launcher.sources, Dir: dir,
		Wait: d.repl.Wait, Confirm: d.repl.Confirm, Source: d.repl.Source, Stop: d.repl.Stop,
	}
	if d.terminal {
		opts.Width = terminalWidth
	}
	d.interp = command.New(d.session, opts)
	d.repl.Use(d.interp)
	d.addTUI()
	return d, nil
}

// guestStdin returns what the program reads.
func (d *debugging) guestStdin(own io.Reader) (io.Reader, error) {
	switch d.stdin {
	case "":
		return d.typedStdin(&emptyStdin{notice: func() {
			fmt.Fprintln(d.screen.Own(), "note: the program reads its standard input, which is empty; --stdin gives it a file or the terminal")
		}}), nil
	case "tty":
		if !d.terminal {
			return nil, usagef("--stdin tty: there is no terminal")
		}
		if d.tui {
			return nil, usagef("--stdin tty: the terminal is the interface's; what the program reads is typed in the output pane")
		}
		return own, nil
	case "-":
		if !d.batch {
			return nil, usagef("--stdin -: commands are read from standard input; use --batch")
		}
		return own, nil
	}
	return os.Open(d.stdin)
}

// notify shows what happens beside the commands.
func (d *debugging) notify(e debugger.Event) {
	if d.whole.takes(e) {
		return
	}
	switch e := e.(type) {
	case debugger.LogEvent:
		fmt.Fprintln(d.screen.Own(), e.Text)
	case debugger.NoticeEvent:
		fmt.Fprintf(d.screen.Own(), "note: %s\n", e.Text)
	}
}

// run carries out the commands that were given, then those of the prompt.
func (d *debugging) run() error {
	if err := d.session.Start(true); err != nil {
		return err
	}
	stop, err := d.repl.Wait()
	if err != nil {
		return err
	}
	if stop.Reason == debugger.ReasonFailed {
		return stop.Err
	}
	if d.transcript != "" {
		if err := d.interp.Run("transcript " + strconv.Quote(d.transcript)); err != nil {
			return err
		}
	}
	failed, quit := d.given(stop)
	switch {
	case d.whole.wanted:
		return d.alternate()
	case !d.batch && !quit:
		if err := d.prompt(); err != nil {
			return err
		}
	}
	return d.status(failed)
}

// given carries out the commands of files and of the command line. A failure ends those of a batch.
func (d *debugging) given(stop *debugger.Stop) (failed, quit bool) {
	if !d.batch {
		d.interp.PrintStop(stop)
	}
	done := func(err error) bool {
		quit = errors.Is(err, command.ErrQuit)
		failed = failed || err != nil && !quit
		return quit || d.batch && (failed || d.repl.Interrupted())
	}
	for _, path := range append(d.rcFiles(), d.files...) {
		if done(d.repl.Begin(path)) {
			return failed, quit
		}
	}
	for _, line := range d.commands {
		if done(d.repl.Do(line)) {
			return failed, quit
		}
	}
	return failed, quit
}

// rcFiles returns the files of commands that are carried out always.
func (d *debugging) rcFiles() []string {
	var list []string
	if dir, err := os.UserConfigDir(); err == nil && !d.noRC {
		if path := filepath.Join(dir, "wdbg", "wdbgrc"); isFile(path) {
			list = append(list, path)
		}
	}
	if isFile(".wdbgrc") {
		if d.localRC {
			list = append(list, ".wdbgrc")
		} else if d.terminal {
			fmt.Fprintln(d.screen.Own(), "note: .wdbgrc in this directory is not carried out; run with --local-rc, or 'source .wdbgrc'")
		}
	}
	return list
}

// status returns the exit status of a batch as an error.
func (d *debugging) status(failed bool) error {
	switch {
	case !d.batch:
		return nil
	case d.repl.Interrupted():
		return &statusError{statusInterrupt}
	case failed:
		return &statusError{statusLoad}
	case d.session.State() != debugger.Ended:
		return nil
	}
	var stop *debugger.Stop
	if err := d.session.Inspect(func(v *debugger.View) error {
		stop = v.Stop()
		return nil
	}); err != nil {
		return err
	}
	switch stop.Reason {
	case debugger.ReasonTrap:
		return &statusError{statusTrap}
	case debugger.ReasonExit:
		if stop.Exit != 0 {
			return &statusError{stop.Exit}
		}
	case debugger.ReasonFailed:
		return &statusError{statusLoad}
	}
	return nil
}

func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}

// historyPath returns the file that keeps what was typed.
func historyPath() string {
	dir := os.Getenv("XDG_STATE_HOME")
	if dir == "" {
		home, err := os.UserHomeDir()
		if err != nil {
			return ""
		}
		dir = filepath.Join(home, ".local", "state")
		if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
			if dir, err = os.UserConfigDir(); err != nil {
				return ""
			}
		}
	}
	return filepath.Join(dir, "wdbg", "history")
}
