package debugger_test

import (
	"os"
	"strings"
	"testing"

	"github.com/wdbg/wdbg/debugger"
)

// BenchmarkCondition is a hit of a breakpoint whose condition is false.
func BenchmarkCondition(b *testing.B) {
	text, err := os.ReadFile("../bench/debug/programs/condition.c")
	if err != nil {
		b.Fatal(err)
	}
	before, _, _ := strings.Cut(string(text), "// hot")
	line := strings.Count(before, "\n") + 1
	const hits = 1_000_000
	for b.Loop() {
		p := newProgram(b, "../bench/debug/programs/condition.wasm")
		p.start()
		if _, err := p.AddBreakpoint(debugger.BreakpointSpec{File: "condition.c", Line: line, Condition: "i == -1"}); err != nil {
			b.Fatal(err)
		}
		p.breakAt("long_call")
		p.resume(debugger.ReasonBreakpoint)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/hits, "ns/hit")
}
