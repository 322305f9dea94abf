package debugger_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/wdbg/wdbg/debugger"
)

// goLines returns the lines of a text in a Go program's function, from the function's first on.
func goLines(t *testing.T, source, function string) (text []string, first int) {
	t.Helper()
	file, err := os.ReadFile(filepath.FromSlash("../testdata/" + source))
	if err != nil {
		t.Fatal(err)
	}
	text = strings.Split(string(file), "\n")
	first = 1 + slices.IndexFunc(text, func(line string) bool { return strings.HasPrefix(line, "func "+function+"(") })
	if first == 0 {
		t.Fatalf("there is no function %s", function)
	}
	return text, first
}

// TestStepGo steps through the main function of a Go program, whose calls switch goroutines: the frames of the machine come and go, the function stays.
func TestStepGo(t *testing.T) {
	const module, source = "programs/go/library/main.wasm", "programs/go/library/main.go"
	text, first := goLines(t, source, "main")
	_, output := undisturbed(t, module)
	p := atFunc(t, module, "main.main")
	before := 0
	for {
		stop := p.step(debugger.StepSpec{Kind: debugger.StepOver})
		if stop.Ended {
			break
		}
		p.inspect(func(_ *debugger.View, top *debugger.Frame) {
			if got := top.Func.Name; got != "main.main" || top.Pos.Line <= before {
				t.Fatalf("it steps to %s:%d", got, top.Pos.Line)
			}
			before = top.Pos.Line
		})
	}
	if before < first || !strings.Contains(text[before-1], "garbage()") || p.output() != output {
		t.Errorf("the last stop is at line %d; output %q", before, p.output())
	}

	// Into a function and out of it again, over what it calls.
	p = atFunc(t, module, "main.main")
	for range 10 {
		p.step(debugger.StepSpec{Kind: debugger.StepOver})
		if at := p.place(&debugger.Stop{Reason: debugger.ReasonStep}); strings.Contains(text[lineIn(at)-1], "pipeline()") {
			break
		}
	}
	want := p.place(&debugger.Stop{Reason: debugger.ReasonStep})
	p.step(debugger.StepSpec{Kind: debugger.StepInto})
	if got := p.place(&debugger.Stop{Reason: debugger.ReasonStep}); !strings.HasPrefix(got, "main.pipeline:") {
		t.Fatalf("a step into pipeline ends at %s", got)
	}
	p.step(debugger.StepSpec{Kind: debugger.StepOver})
	p.step(debugger.StepSpec{Kind: debugger.StepOut})
	if got := p.place(&debugger.Stop{Reason: debugger.ReasonStep}); !strings.HasPrefix(got, "main.main:") || lineIn(got) < lineIn(want) {
		t.Errorf("a step out of pipeline ends at %s, want %s", got, want)
	}
}

// lineIn returns the line of a visit.
func lineIn(at visit) (line int) {
	_, after, _ := strings.Cut(at, ":")
	_, _ = fmt.Sscan(after, &line)
	return line
}
