package main

import (
	"os"
	"strings"
	"testing"

	"github.com/spf13/pflag"
)

func TestFlagsAreDocumented(t *testing.T) {
	text, err := os.ReadFile("../../docs/run.md")
	if err != nil {
		t.Fatal(err)
	}
	newRunCmd().Flags().VisitAll(func(f *pflag.Flag) {
		if !strings.Contains(string(text), "--"+f.Name) {
			t.Errorf("docs/run.md does not mention --%s", f.Name)
		}
	})
}
