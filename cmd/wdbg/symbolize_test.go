package main

import (
	"os"
	"strings"
	"testing"

	"github.com/spf13/pflag"
)

func TestSymbolizeIsDocumented(t *testing.T) {
	text, err := os.ReadFile("../../docs/symbolize.md")
	if err != nil {
		t.Fatal(err)
	}
	newSymbolizeCmd().Flags().VisitAll(func(f *pflag.Flag) {
		if !strings.Contains(string(text), "--"+f.Name) {
			t.Errorf("docs/symbolize.md does not mention --%s", f.Name)
		}
	})
	for _, engine := range symbolizeEngines() {
		if !strings.Contains(string(text), engine+"`") {
			t.Errorf("docs/symbolize.md does not mention the engine %s", engine)
		}
	}
}
