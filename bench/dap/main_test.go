package main

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/wdbg/wdbg/bench/internal/gauge"
)

func TestReport(t *testing.T) {
	o := &options{levels: 1000}
	slow := parts{stopped: time.Millisecond, stack: 2 * time.Millisecond, scopes: 3 * time.Millisecond, variables: 3 * time.Millisecond, page: 4 * time.Millisecond}
	own := result{title: "wdbg dap", steps: []parts{slow, slow, {page: 30 * time.Millisecond}}, starts: []time.Duration{time.Second}, peak: 200e6}
	other := result{title: "dlv dap", steps: []parts{{page: 8 * time.Millisecond}}, peak: 100e6}
	var out strings.Builder
	o.report(&out, []result{own, other})
	for _, want := range []string{"4.00 ms       8.00 ms     0.500", "200.00 MB     100.00 MB     2.000", "at most    5 ms      4.00 ms  met",
		"at most   20 ms     30.00 ms  NOT MET", "at most  300 ms   1000.00 ms  NOT MET"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the report lacks %q:\n%s", want, out.String())
		}
	}
}

func TestOptions(t *testing.T) {
	for _, args := range [][]string{{"-steps", "0"}, {"argument"}, {"-levels", "x"}} {
		var errs strings.Builder
		if _, err := parseOptions(args, &errs); err == nil || errs.Len() == 0 {
			t.Errorf("%v: error %v, %q", args, err, errs.String())
		}
	}
}

// TestSession makes some steps in the small module, to the end of the report.
func TestSession(t *testing.T) {
	wdbg := filepath.Join(t.TempDir(), "wdbg")
	if err := gauge.Build(nil, "go", "build", "-o", wdbg, "../../cmd/wdbg"); err != nil {
		t.Fatal(err)
	}
	module, err := filepath.Abs(filepath.Join("programs", "deep.wasm"))
	if err != nil {
		t.Fatal(err)
	}
	o := &options{steps: 5, stacks: 2, starts: 1, levels: 50, wdbg: wdbg, dlv: "none", module: module, work: t.TempDir(), source: "."}
	var out strings.Builder
	if err := o.run(&out); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"deep.wasm: 0.0 MB", "NOT COMPARED with Delve", "all 50 frames"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the report lacks %q:\n%s", want, out.String())
		}
	}
}
