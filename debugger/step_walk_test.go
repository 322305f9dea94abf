package debugger_test

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

// standing is where a program stands.
type standing struct {
	physical, logical int
	top, caller       debugger.FrameID
	hasCaller         bool
	callerLines       bool // source lines of the caller are known
	lines             bool // of the innermost frame
	statement         bool // it is at the beginning of a statement, or of an inlined call
	text              string
}

// standing looks where the program stands.
func (p *program) standing() standing {
	p.t.Helper()
	var s standing
	p.inspect(func(v *debugger.View, top *debugger.Frame) {
		s.physical = v.NumFrames(top.Thread)
		list, err := v.Frames(top.Thread, 0, 10000)
		if err != nil {
			p.t.Fatal(err)
		}
		s.logical, s.top = len(list), v.ID(top)
		s.lines = hasLines(v, top)
		s.statement = isStatement(v, top)
		s.text = fmt.Sprintf("%s:%d (0x%x) %d/%d frames", qualified(top), top.Pos.Line, top.Physical.Offset, s.logical, s.physical)
		for _, f := range list[1:] {
			if !f.IsHost() {
				s.hasCaller, s.caller, s.callerLines = true, v.ID(f), hasLines(v, f)
				break
			}
		}
	})
	return s
}

// hasLines reports whether source lines of a frame's function are known.
func hasLines(v *debugger.View, f *debugger.Frame) bool {
	m := f.Instance.Module
	body, _ := m.Body(f.Physical.Func)
	for r := range v.Table(f.Instance.ID).Rows(m.CodeOffsetOf(body.Start), m.CodeOffsetOf(body.End)) {
		if !r.End && r.Pos.IsValid() {
			return true
		}
	}
	return false
}

// isStatement reports whether a statement or an inlined call begins at the instruction of a frame: whether the debug information says so of it, or
// of an earlier one from where on only the limits of blocks come before it.
func isStatement(v *debugger.View, f *debugger.Frame) bool {
	at, ok := f.At()
	if !ok {
		return false
	}
	m := f.Instance.Module
	body, _ := m.Body(f.Physical.Func)
	begins := map[wasm.CodeOffset]bool{}
	for r := range v.Table(f.Instance.ID).Rows(m.CodeOffsetOf(body.Start), m.CodeOffsetOf(body.End)) {
		if !r.End {
			begins[r.At] = begins[r.At] || r.Stmt && r.Pos.IsValid()
		}
	}
	for _, fr := range v.Table(f.Instance.ID).Frames(nil, at) {
		if c, ok := fr.Scope.(symbols.CallScope); ok && fr.Inlined {
			first := c.Code()[0].Start
			for _, r := range c.Code() {
				first = min(first, r.Start)
			}
			begins[first] = true
		}
	}
	var r wasm.InstrReader
	r.Reset(m.Bytes, body.Start, body.End)
	if r.Locals(func(uint32, wasm.ValType) error { return nil }) != nil {
		return false
	}
	begun := begins[m.CodeOffsetOf(body.Start)]
	for r.More() {
		here := m.CodeOffsetOf(r.Pos())
		if stmt, row := begins[here]; row {
			begun = stmt
		}
		if here == at {
			return begun
		}
		if !r.Next() {
			return false
		}
		switch r.Op {
		case op.Block, op.Loop, op.End, op.Else, op.Try, op.TryTable, op.Catch, op.CatchAll, op.Delegate, op.Nop:
		default:
			begun = false
		}
	}
	return false
}

// randomStep returns a step of any kind.
func randomStep(r *rand.Rand) debugger.StepSpec {
	kinds := []debugger.StepKind{debugger.StepInto, debugger.StepInto, debugger.StepInto, debugger.StepOver, debugger.StepOver, debugger.StepOver,
		debugger.StepOut, debugger.StepUntil}
	spec := debugger.StepSpec{Kind: kinds[r.IntN(len(kinds))]}
	if r.IntN(6) == 0 {
		spec.Granularity = debugger.ByInstruction
	}
	return spec
}

// checkStep checks what holds after each step that was not interrupted by anything.
func checkStep(t testing.TB, spec debugger.StepSpec, before, after standing, text string) {
	t.Helper()
	wrong := func(what string) {
		t.Helper()
		t.Errorf("step %+v from %s to %s: %s", spec, before.text, after.text, what)
	}
	statement := spec.Granularity == debugger.ByStatement
	exception := strings.Contains(text, "exception")
	switch spec.Kind {
	case debugger.StepInto:
		if after.physical > before.physical+1 {
			wrong("it is more than one call further in")
		}
	case debugger.StepOver, debugger.StepUntil:
		if after.physical > before.physical || statement && before.lines && after.logical > before.logical {
			wrong("it is further in")
		}
	case debugger.StepOut:
		switch {
		case exception:
		case after.top.Depth > before.top.Depth || after.top.Depth == before.top.Depth && after.top.Inlined >= before.top.Inlined:
			wrong("it has not left the frame")
		case before.top.Inlined == 0 && before.callerLines && after.top.Depth != before.caller.Depth:
			wrong("it is not in the caller")
		}
	}
	if statement && spec.Kind != debugger.StepOut && before.lines && !after.statement {
		wrong("no statement begins there")
	}
}

// undisturbed runs a program to its end.
func undisturbed(t *testing.T, module string) (end *debugger.Stop, output string) {
	t.Helper()
	p := newProgram(t, module)
	if err := p.Start(false); err != nil {
		t.Fatal(err)
	}
	stop, err := p.Wait(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return stop, p.output()
}

func (p *program) output() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.out.String()
}

// walkModules are what the tests below step through.
func walkModules(t *testing.T) []string {
	t.Helper()
	list, err := filepath.Glob(filepath.FromSlash("../testdata/debug/steps/*.wasm"))
	if err != nil {
		t.Fatal(err)
	}
	for i, path := range list {
		list[i] = "debug/steps/" + filepath.Base(path)
	}
	return append(list, "programs/c/hello/main_O0.wasm")
}

// TestStepsAtRandom steps through programs at random, with breakpoints in between. Each step has to end where its kind may, and the program
// has to come to the same end with the same output as if it had not been touched.
func TestStepsAtRandom(t *testing.T) {
	seeds := uint64(4)
	if testing.Short() {
		seeds = 2
	}
	for _, module := range append(walkModules(t), "programs/rust/library/main_O0.wasm", "programs/rust/library/main_O3.wasm", "programs/cpp/library/main_O0.wasm",
		"programs/cpp/exceptions/main_exnref.wasm", "programs/cpp/exceptions/main_legacy.wasm") {
		t.Run(filepath.Base(module), func(t *testing.T) {
			end, output := undisturbed(t, module)
			for seed := range seeds {
				p := atFunc(t, module, "main")
				got := p.wander(rand.New(rand.NewPCG(seed, 7)), 150)
				if got.Reason != end.Reason || got.Exit != end.Exit || p.output() != output {
					t.Errorf("seed %d: it ended with %v, status %d and the output %q; undisturbed with %v, %d, %q", seed, got.Reason, got.Exit, p.output(),
						end.Reason, end.Exit, output)
				}
				if t.Failed() {
					t.Fatalf("seed %d", seed)
				}
			}
		})
	}
}

// wander takes random steps, then lets the program run to its end.
func (p *program) wander(r *rand.Rand, steps int) *debugger.Stop {
	p.t.Helper()
	main := p.standing().logical
	for range steps {
		if r.IntN(12) == 0 {
			if stop := p.toBreakpoint(r); stop.Ended {
				return stop
			}
			continue
		}
		spec := randomStep(r)
		before := p.standing()
		if spec.Kind == debugger.StepOut && before.logical <= main {
			continue // it would soon be over
		}
		stop := p.step(spec)
		if stop.Ended {
			return stop
		}
		if stop.Reason != debugger.ReasonStep {
			p.t.Fatalf("step %+v from %s: %+v", spec, before.text, stop)
		}
		checkStep(p.t, spec, before, p.standing(), stop.Text)
	}
	if err := p.Continue(); err != nil {
		p.t.Fatal(err)
	}
	stop, err := p.Wait(p.t.Context())
	if err != nil {
		p.t.Fatal(err)
	}
	return stop
}

// toBreakpoint continues to a breakpoint at a random place of the source, if it is reached.
func (p *program) toBreakpoint(r *rand.Rand) *debugger.Stop {
	p.t.Helper()
	b, err := p.AddBreakpoint(debugger.BreakpointSpec{Location: fmt.Sprint(1 + r.IntN(100))})
	if err != nil {
		return &debugger.Stop{} // no code there, or no source
	}
	defer func() {
		if err := p.RemoveBreakpoint(b.ID); err != nil {
			p.t.Fatal(err)
		}
	}()
	// Half of the time by stepping over whatever leads there.
	stop := p.step(debugger.StepSpec{Kind: debugger.StepOut})
	if !stop.Ended && stop.Reason != debugger.ReasonBreakpoint && stop.Reason != debugger.ReasonStep {
		p.t.Fatalf("%+v", stop)
	}
	return stop
}
