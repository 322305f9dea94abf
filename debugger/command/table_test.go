package command_test

import (
	"flag"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/wdbg/wdbg/debugger/command"
	"github.com/wdbg/wdbg/internal/debuggee"
	"github.com/wdbg/wdbg/internal/golden"
)

var update = flag.Bool("update", false, "write what tests compare with")

// TestTable makes sure that each command can be found, and is explained.
func TestTable(t *testing.T) {
	in := open(t, &debuggee.Program{Path: "symbols/c/values_O0_v5.wasm"}).in
	seen := map[string]string{}
	for _, r := range command.Rows(in.Commands()) {
		c := r.Command
		if c.Help == "" || strings.HasSuffix(c.Help, ".") || strings.Contains(c.Help, "\n") || len(c.Help) > 130 {
			t.Errorf("%s: the help %q is not one line without a full stop", r.Name, c.Help)
		}
		if c.Example == "" || !strings.HasPrefix(c.Example, r.Name) && !strings.Contains(c.Example, strings.Fields(r.Name)[0]) {
			t.Errorf("%s: the example is of something else: %q", r.Name, c.Example)
		}
		if !slices.Contains(command.Groups(), c.Group) {
			t.Errorf("%s is in no group", r.Name)
		}
		if c.Run == nil && c.Sub == nil {
			t.Errorf("%s does nothing", r.Name)
		}
		parent := strings.TrimSuffix(r.Name, c.Name())
		for _, n := range c.Names {
			if other, ok := seen[parent+n]; ok {
				t.Errorf("%q is a name of %s and of %s", parent+n, other, r.Name)
			}
			seen[parent+n] = r.Name
		}
	}
}

// TestManual compares the manual's chapter with the table; -update writes it.
func TestManual(t *testing.T) {
	golden.Compare(t, *update, filepath.Join("..", "..", "docs", "debug-commands.md"), command.Manual())
}

// TestHelp shows the help of every command.
func TestHelp(t *testing.T) {
	c := open(t, &debuggee.Program{Path: "symbols/c/values_O0_v5.wasm"})
	c.want("help", "running the program:", "continue (c", "'help COMMAND'")
	c.want("help x", "x [/NFU] [ADDRESS]", "Examine memory.", "x/8xw")
	for _, r := range command.Rows(c.in.Commands()) {
		c.want("help "+r.Name, r.Name, strings.SplitN(r.Command.Example, "\n", 2)[0])
	}
	c.want("apropos allocator", "heap")
	c.fails("help nonsense", "no command 'nonsense'")
	c.fails("apropos quux", "no command's help has 'quux'")
}
