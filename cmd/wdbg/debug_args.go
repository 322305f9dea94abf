package main

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"
)

// longEx spells -ex, which people know from other debuggers, as the flag that it is: --ex.
func longEx(root *cobra.Command, args []string) []string {
	if len(args) == 0 || args[0] != "debug" && args[0] != "tui" {
		return args
	}
	cmd, _, err := root.Find(args[:1])
	if err != nil {
		return args
	}
	args = slices.Clone(args)
	for i := 1; i < len(args); i++ {
		a := args[i]
		if a == "-ex" {
			args[i] = "--ex"
			i++
			continue
		}
		name, long := strings.CutPrefix(a, "--")
		switch {
		case len(a) < 2 || a[0] != '-' || a == "--":
			return args // MODULE, and what goes to the program
		case long:
			if f := cmd.Flags().Lookup(name); f != nil && f.NoOptDefVal == "" {
				i++
			}
		case len(a) == 2:
			if f := cmd.Flags().ShorthandLookup(a[1:]); f != nil && f.NoOptDefVal == "" {
				i++
			}
		}
	}
	return args
}
