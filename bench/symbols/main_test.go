package main

import (
	"strings"
	"testing"
	"time"
)

func TestMedian(t *testing.T) {
	got := median([]sample{{elapsed: 3, peak: 30}, {elapsed: 1, peak: 50}, {elapsed: 2, peak: 10}, {elapsed: 8, peak: 20}})
	if got.elapsed != 2 || got.peak != 25 {
		t.Errorf("median %v", got)
	}
}

func TestGoals(t *testing.T) {
	results := []result{
		{tool: tool{key: keyWdbg, title: "wdbg"}, cold: sample{elapsed: 20 * time.Millisecond}, many: sample{elapsed: time.Second, peak: 100 << 20}},
		{tool: tool{key: keyLLVM, title: "llvm"}, cold: sample{elapsed: 50 * time.Millisecond}, many: sample{elapsed: 4 * time.Second, peak: 400 << 20}},
	}
	var out strings.Builder
	table(&out, options{lookups: 100}, results)
	goals(&out, results)
	for _, want := range []string{"0.020 s (0.40)", "100 random", "1.000 s (0.25)", "105 MB (0.25)", "at most 0.50     0.40  met", "at most 0.15     0.25  NOT MET"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the report lacks %q:\n%s", want, out.String())
		}
	}
}

func TestOptions(t *testing.T) {
	for _, args := range [][]string{{"-runs", "0"}, {"argument"}, {"-lookups", "x"}} {
		var errs strings.Builder
		if _, err := parseOptions(args, &errs); err == nil || errs.Len() == 0 {
			t.Errorf("%v: error %v, %q", args, err, errs.String())
		}
	}
}
