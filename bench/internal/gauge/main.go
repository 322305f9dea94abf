package gauge

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
)

// Main is the main function of a command that measures. It ends the process where something is wrong: with status 2 for the command line, of
// which parse has told, and 1 for what run returns.
func Main[O any](name string, parse func(args []string, stderr io.Writer) (O, error), run func(o O, out io.Writer) error) {
	o, err := parse(os.Args[1:], os.Stderr)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return
	case err != nil:
		os.Exit(2)
	}
	if err := run(o, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, name+":", err)
		os.Exit(1)
	}
}
