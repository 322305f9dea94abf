package debugger_test

import (
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/internal/fixture"
)

// markers returns the lines of a source's marks by name.
func markers(t *testing.T, source string) map[string]int {
	t.Helper()
	points, err := fixture.ReadPoints(filepath.Join("..", "testdata", filepath.FromSlash(source)))
	if err != nil {
		t.Fatal(err)
	}
	lines := map[string]int{}
	for _, p := range points {
		lines[p.Name] = p.Line
	}
	return lines
}

// spot turns "function@mark", "function@mark-1" and "function@mark+2" into "function:line".
func spot(t *testing.T, lines map[string]int, text string) visit {
	t.Helper()
	function, mark, ok := strings.Cut(text, "@")
	if !ok {
		return text
	}
	offset := 0
	if i := strings.IndexAny(mark, "+-"); i > 0 {
		offset, _ = strconv.Atoi(mark[i:])
		mark = mark[:i]
	}
	if lines[mark] == 0 {
		t.Fatalf("there is no mark %q", mark)
	}
	return fmt.Sprintf("%s:%d", function, lines[mark]+offset)
}

// atMark starts a program and runs it to a marked line, for the nth time.
func atMark(t *testing.T, module, source, mark string, nth int) *program {
	t.Helper()
	p := newProgram(t, module)
	p.start()
	line := markers(t, source)[mark]
	if line == 0 {
		t.Fatalf("there is no mark %q", mark)
	}
	b, err := p.AddBreakpoint(debugger.BreakpointSpec{File: filepath.Base(source), Line: line, Ignore: nth - 1})
	if err != nil {
		t.Fatal(err)
	}
	p.resume(debugger.ReasonBreakpoint)
	if err := p.RemoveBreakpoint(b.ID); err != nil {
		t.Fatal(err)
	}
	return p
}

// stepOf returns the step that a word stands for.
func stepOf(t *testing.T, word string) debugger.StepSpec {
	t.Helper()
	name, into, _ := strings.Cut(word, ":")
	switch name {
	case "step":
		return debugger.StepSpec{Kind: debugger.StepInto, Into: into}
	case "next":
		return debugger.StepSpec{Kind: debugger.StepOver}
	case "out":
		return debugger.StepSpec{Kind: debugger.StepOut}
	case "until":
		return debugger.StepSpec{Kind: debugger.StepUntil}
	case "to":
		return debugger.StepSpec{Kind: debugger.StepTo, Location: into}
	}
	t.Fatalf("there is no step %q", word)
	return debugger.StepSpec{}
}

// TestStepScenes takes steps in situations that are not everyday's. Each step is a word with where it stops: "function@mark".
func TestStepScenes(t *testing.T) {
	for _, tt := range []struct {
		name, module, source string
		from                 string // a mark, and which time it is reached
		nth                  int
		steps                string
	}{
		{"an exception caught in the frame", "exceptions_O0", "exceptions.cpp", "after", 1,
			"next main@end-3 step catches@caught-5 next catches@caught-2 next catches@caught-1 next catches@caught"},
		{"an exception leaves the frame for a cleanup", "exceptions_O0", "exceptions.cpp", "throw", 1,
			"next middle@normal+1 step Guard::~Guard@unwind next Guard::~Guard@unwind+1 next catches@caught-1 next catches@caught next catches@caught+1 next catches@after next main@end-2"},
		{"out of a frame that an exception leaves", "exceptions_O0", "exceptions.cpp", "throw", 1, "out middle@normal+1 out catches@caught-1"},
		{"an exception thrown again", "exceptions_O0", "exceptions.cpp", "rethrow", 1, "next again@rethrow+1 next outer@outer-1 next outer@outer+3 next outer@outer next outer@outer+1 next outer@outer+4 next main@end"},
		{"over a call that longjmp leaves", "jumps_O0", "jumps.c", "landed", 1, "next attempt@landed+1 next main@end next exit:0"},
		{"longjmp out of the frame", "jumps_O0", "jumps.c", "jump", 1, "next attempt@landed-7 next attempt@landed-5 next attempt@landed-4 next attempt@landed"},
		{"out of what longjmp leaves", "jumps_O0", "jumps.c", "jump", 1, "out attempt@landed-7"},
		{"recursion: over the inner calls", "recursion_O0", "recursion.c", "fib", 1, "next fib@fib+2 next fib@fib+3 next fib@sum next fib@sum+1 next main@end-3"},
		{"recursion: out of an inner call", "recursion_O0", "recursion.c", "fib", 3, "out fib@fib+2 out fib@fib+2 out main@end-4"},
		{"tail calls: over", "tails_O0", "tails.c", "start", 1, "step even@done-1 next even@done+1 next start@back"},
		{"tail calls: into", "tails_O0", "tails.c", "start", 1, "step even@done-1 step even@done+1 step odd@odd-2 step odd@odd step even@done-1"},
		{"tail calls: out", "tails_O0", "tails.c", "odd", 2, "out start@start next start@back"},
		{"tail calls: optimised", "tails_O2", "tails.c", "odd", 1, "out start@back next main@end-1"},
		{"inlined: into, at its first instruction", "inlined_O0", "inlined.c", "call", 1,
			"step sum_squares@left step square@square step square@square+1 out sum_squares@left out user@call next user@call+1"},
		{"inlined: over", "inlined_O0", "inlined.c", "call", 1, "next user@call+1 next user@call-1 next user@call next user@call+1"},
		{"inlined: over within one", "inlined_O0", "inlined.c", "left", 1, "next sum_squares@left+1 next sum_squares@left+2 next user@call next user@call+1"},
		{"through a pointer", "flow_O0", "flow.c", "apply", 1, "step twice@twice out apply@apply step apply@apply step plus_one@plus out apply@apply next main@nest+2"},
		{"one of several calls", "flow_O0", "flow.c", "nest", 1, "step:plus_one plus_one@plus out main@nest step:add add@add out main@nest next main@nest+1"},
		{"a call that is not made", "flow_O0", "flow.c", "nest", 1, "step:nosuch main@nest+1"},
		{"until the end of a loop", "loops_O0", "loops.c", "oneline", 1, "until one_line@oneline+1"},
		{"to a line", "flow_O0", "flow.c", "nest", 1, "to:end main@end"},
		{"to a line that comes too late", "flow_O0", "flow.c", "twice", 1, "to:apply main@nest"},
		{"into a trap", "trap_O0", "trap.c", "before", 1, "step quotient@divide next signal:SIGFPE"},
		{"out of main", "trap_O0", "trap.c", "before", 1, "out signal:SIGFPE"},
		{"out of main to the end", "loops_O0", "loops.c", "oneline", 1, "out main@oneline+54 out exit:0"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			source := "debug/steps/" + tt.source
			lines := markers(t, source)
			p := atMark(t, "debug/steps/"+tt.module+".wasm", source, tt.from, tt.nth)
			words := strings.Fields(tt.steps)
			for i := 0; i < len(words); i += 2 {
				spec := stepOf(t, words[i])
				if spec.Kind == debugger.StepTo {
					spec.Location = fmt.Sprint(lines[spec.Location])
				}
				want := spot(t, lines, words[i+1])
				if got := p.place(p.step(spec)); got != want {
					t.Fatalf("step %d, %s, stops at %s, want %s (%s)", i/2+1, words[i], got, want, words[i+1])
				}
			}
		})
	}
}
