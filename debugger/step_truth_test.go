package debugger_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/symbols"
)

// visit is where a step stopped, "function:line", or how the program ended.
type visit = string

// truth are the places that gdb visited.
func truth(t *testing.T, data json.RawMessage) []visit {
	t.Helper()
	var list [][2]any
	if err := json.Unmarshal(data, &list); err != nil {
		t.Fatal(err)
	}
	var visits []visit
	for _, e := range list {
		visits = append(visits, fmt.Sprintf("%v:%v", e[0], e[1]))
	}
	return visits
}

// place returns where the program stands.
func (p *program) place(stop *debugger.Stop) visit {
	p.t.Helper()
	switch stop.Reason {
	case debugger.ReasonExit:
		return fmt.Sprintf("exit:%d", stop.Exit)
	case debugger.ReasonTrap:
		return "signal:SIGFPE"
	}
	var at visit
	p.inspect(func(_ *debugger.View, top *debugger.Frame) {
		at = fmt.Sprintf("%s:%d", qualified(top), top.Pos.Line)
	})
	return at
}

// qualified returns the name of a frame's function as gdb has it.
func qualified(f *debugger.Frame) string {
	if f.Func == nil {
		return "?"
	}
	name, _, _ := strings.Cut(symbols.Qualify(f.Func.Scope, f.Func.Name), "::(") // of a lambda gdb has the function around
	return name
}

// depth returns how many physical frames the stopped thread has.
func (p *program) depth() int {
	n := 0
	p.inspect(func(v *debugger.View, top *debugger.Frame) { n = v.NumFrames(top.Thread) })
	return n
}

// step takes a step and waits for its end.
func (p *program) step(spec debugger.StepSpec) *debugger.Stop {
	p.t.Helper()
	if err := p.Step(spec); err != nil {
		p.t.Fatal(err)
	}
	stop, err := p.Wait(context.Background())
	if err != nil {
		p.t.Fatal(err)
	}
	return stop
}

// maxVisits bounds how often a program is stepped.
const maxVisits = 3000

// walk steps from where the program stands until it has ended, or the frame has returned, and returns the places it was at.
func (p *program) walk(kind debugger.StepKind, within int) []visit {
	p.t.Helper()
	visits := []visit{p.place(&debugger.Stop{Reason: debugger.ReasonStep})}
	for len(visits) < maxVisits {
		stop := p.step(debugger.StepSpec{Kind: kind})
		if !stop.Ended && within > 0 && p.depth() < within {
			return visits
		}
		visits = append(visits, p.place(stop))
		if stop.Ended {
			return visits
		}
	}
	p.t.Fatalf("the program is not at its end after %d steps", maxVisits)
	return nil
}

// atFunc starts a program and runs it to a function.
func atFunc(t *testing.T, module, function string) *program {
	t.Helper()
	p := newProgram(t, module)
	p.start()
	p.breakAt(function)
	p.resume(debugger.ReasonBreakpoint)
	for _, b := range p.Breakpoints() {
		if err := p.RemoveBreakpoint(b.ID); err != nil {
			t.Fatal(err)
		}
	}
	return p
}

// difference is a line of differences.txt: where wdbg stops in place of where gdb does, and why.
type difference struct {
	key, gdb, wdbg, why string
	used                bool
}

// readDifferences reads the differences that are explained. A paragraph has a line for each of: the walk, what gdb visits,
// what wdbg visits, the reason.
func readDifferences(t *testing.T) []*difference {
	t.Helper()
	text, err := os.ReadFile(filepath.FromSlash("../testdata/debug/truth/differences.txt"))
	if err != nil {
		t.Fatal(err)
	}
	var list []*difference
	for _, paragraph := range strings.Split(string(text), "\n\n") {
		fields := map[string]string{}
		for _, line := range strings.Split(paragraph, "\n") {
			if key, value, ok := strings.Cut(line, ":"); ok && !strings.HasPrefix(line, "#") {
				fields[key] = strings.TrimSpace(value)
			}
		}
		if len(fields) == 0 {
			continue
		}
		d := &difference{key: fields["walk"], gdb: fields["gdb"], wdbg: fields["wdbg"], why: fields["why"]}
		if d.key == "" || d.why == "" {
			t.Errorf("a difference without walk or reason: %q", paragraph)
		}
		list = append(list, d)
	}
	return list
}

// compare compares a walk with gdb's, after the explained differences were taken out.
func compare(t *testing.T, key string, got, want []visit, known []*difference) {
	t.Helper()
	expected := strings.Join(want, " ")
	for _, d := range known {
		if d.key == key && strings.Contains(" "+expected+" ", " "+d.gdb+" ") {
			d.used = true
			expected = strings.TrimSpace(strings.ReplaceAll(" "+expected+" ", " "+d.gdb+" ", " "+d.wdbg+" "))
		}
	}
	want = strings.Fields(expected)
	if slices.Equal(got, want) {
		return
	}
	n := 0
	for n < len(got) && n < len(want) && got[n] == want[n] {
		n++
	}
	from := max(0, n-4)
	t.Errorf("%s differs at step %d:\nwdbg %v\ngdb  %v", key, n, got[from:min(len(got), n+6)], want[from:min(len(want), n+6)])
}

// TestStepTruth compares the places that steps visit with those that gdb visits in native builds of the same programs.
func TestStepTruth(t *testing.T) {
	known := readDifferences(t)
	for _, name := range []string{"recursion", "loops", "flow", "inlined", "trap", "classes"} {
		t.Run(name, func(t *testing.T) {
			module := "debug/steps/" + name + "_O0.wasm"
			file := filepath.Join("..", "testdata", "debug", "truth", name)
			data, err := os.ReadFile(file + ".step.json")
			if err != nil {
				t.Fatal(err)
			}
			compare(t, name+".step", atFunc(t, module, "main").walk(debugger.StepInto, 0), truth(t, data), known)
			if data, err = os.ReadFile(file + ".next.json"); err != nil {
				t.Fatal(err)
			}
			var walks map[string]json.RawMessage
			if err := json.Unmarshal(data, &walks); err != nil {
				t.Fatal(err)
			}
			for function, data := range walks {
				p := atFunc(t, module, function)
				within := 0
				if function != "main" {
					within = p.depth()
				}
				compare(t, name+".next "+function, p.walk(debugger.StepOver, within), truth(t, data), known)
			}
		})
	}
	for _, d := range known {
		if !d.used {
			t.Errorf("differences.txt: gdb does not visit %q in %s: the entry is of no use", d.gdb, d.key)
		}
	}
}
