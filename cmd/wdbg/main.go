// Command wdbg debugs WebAssembly: it runs modules on its own engine, shows where they trapped, and lists
// what they consist of.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"
)

func main() { os.Exit(execute(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }

// Exit statuses other than the guest's own.
const (
	statusLoad      = 1 // a module cannot be loaded
	statusUsage     = 2
	statusInterrupt = 130
	statusTrap      = 134
)

// execute runs the command line and returns the exit status.
func execute(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	root := newRootCmd()
	root.SetArgs(longEx(root, args))
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.Execute()
	var status *statusError
	var usage *usageError
	switch {
	case err == nil:
		return 0
	case errors.As(err, &status):
		return status.code
	case errors.As(err, &usage), isCobraUsage(err):
		fmt.Fprintf(stderr, "wdbg: %v\n", err)
		return statusUsage
	}
	fmt.Fprintf(stderr, "wdbg: %v\n", err)
	return statusLoad
}

// statusError ends wdbg with a status; what there is to say has been said.
type statusError struct{ code int }

func (e *statusError) Error() string { return fmt.Sprintf("exit status %d", e.code) }

// usageError is a mistake in the command line.
type usageError struct{ err error }

func (e *usageError) Error() string { return e.err.Error() }
func (e *usageError) Unwrap() error { return e.err }

func usagef(format string, args ...any) error { return &usageError{fmt.Errorf(format, args...)} }

// isCobraUsage reports whether an error is cobra's own about the command line, which has no type.
func isCobraUsage(err error) bool { return strings.HasPrefix(err.Error(), "unknown command ") }

func newRootCmd() *cobra.Command {
	root := &cobra.Command{
		Use:   "wdbg",
		Short: "A debugger for WebAssembly",
		Long: `wdbg debugs WebAssembly.

It runs modules on an engine of its own, which is built for being looked at, and when
a program traps it prints the call stack.`,
		Version:           version(),
		SilenceErrors:     true,
		SilenceUsage:      true,
		CompletionOptions: cobra.CompletionOptions{HiddenDefaultCmd: true},
		Args:              unknownCommand,
		RunE:              func(cmd *cobra.Command, _ []string) error { return cmd.Help() },

		SuggestionsMinimumDistance: 2,
	}
	root.SetVersionTemplate("wdbg {{.Version}}\n")
	root.SetFlagErrorFunc(flagError)
	root.AddCommand(newRunCmd(), newDebugCmd(), newDAPCmd(), newTUICmd(), newDAPTerminalCmd(), newObjdumpCmd(), newSymbolizeCmd())
	for _, cmd := range root.Commands() {
		checkArgs(cmd)
	}
	return root
}

func flagError(cmd *cobra.Command, err error) error {
	return usagef("%w\nrun '%s --help' for usage", err, cmd.CommandPath())
}

// checkArgs makes wrong arguments of a command usage errors.
func checkArgs(cmd *cobra.Command) {
	check := cmd.Args
	if check == nil {
		return
	}
	cmd.Args = func(cmd *cobra.Command, args []string) error {
		if err := check(cmd, args); err != nil {
			return flagError(cmd, err)
		}
		return nil
	}
}

// unknownCommand explains what is no command: a module, most of all.
func unknownCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	if _, err := os.Stat(args[0]); err == nil || strings.HasSuffix(args[0], ".wasm") {
		return usagef("%q is not a command; to run a module: wdbg run %s", args[0], strings.Join(args, " "))
	}
	msg := fmt.Sprintf("unknown command %q", args[0])
	if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
		msg += fmt.Sprintf("; did you mean %q?", near[0])
	}
	return usagef("%s\nrun 'wdbg --help' for usage", msg)
}

// version returns the version that wdbg was built from.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	v := strings.Trim(info.Main.Version, "()")
	if v == "" {
		v = "devel"
	}
	return v + " " + info.GoVersion
}
