package main

import (
	"os"
	"strings"
	"testing"

	"github.com/spf13/pflag"
)

func TestFlagsAreDocumented(t *testing.T) {
	run, err := os.ReadFile("../../docs/run.md")
	if err != nil {
		t.Fatal(err)
	}
	newRunCmd().Flags().VisitAll(func(f *pflag.Flag) {
		if !strings.Contains(string(run), "--"+f.Name) {
			t.Errorf("docs/run.md does not mention --%s", f.Name)
		}
	})
	debug, err := os.ReadFile("../../docs/debug.md")
	if err != nil {
		t.Fatal(err)
	}
	newDebugCmd().Flags().VisitAll(func(f *pflag.Flag) {
		flag := "--" + f.Name
		if f.Shorthand != "" {
			flag = "-" + f.Shorthand
		}
		if !strings.Contains(string(debug)+string(run), flag) {
			t.Errorf("docs/debug.md does not mention %s", flag)
		}
	})
	tui, err := os.ReadFile("../../docs/tui.md")
	if err != nil {
		t.Fatal(err)
	}
	newTUICmd().Flags().VisitAll(func(f *pflag.Flag) {
		if !strings.Contains(string(tui)+string(run), "--"+f.Name) {
			t.Errorf("docs/tui.md does not mention --%s", f.Name)
		}
	})
	dap, err := os.ReadFile("../../docs/dap.md")
	if err != nil {
		t.Fatal(err)
	}
	newDAPCmd().Flags().VisitAll(func(f *pflag.Flag) {
		if !strings.Contains(string(dap), "--"+f.Name) {
			t.Errorf("docs/dap.md does not mention --%s", f.Name)
		}
	})
}
