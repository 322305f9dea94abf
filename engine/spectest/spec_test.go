package spectest_test

import (
	"fmt"
	"os"
	"testing"

	"github.com/wdbg/wdbg/engine"
	"github.com/wdbg/wdbg/engine/interp"
	"github.com/wdbg/wdbg/engine/spectest"
	"github.com/wdbg/wdbg/internal/specsuite"
	"github.com/wdbg/wdbg/wasm"
)

// TestSpec runs the official test suite.
func TestSpec(t *testing.T) {
	runSuite(t, spectest.Mode{Name: "interp", NewStore: newStore})
}

// TestSpecProbed runs the official test suite with a stop before every instruction, at which locals and operands
// are read.
func TestSpecProbed(t *testing.T) {
	if testing.Short() {
		t.Skip("short")
	}
	var l looker
	runSuite(t, spectest.Mode{Name: "interp, probed", NewStore: newStore, Prepare: l.prepare})
	for _, err := range l.errs {
		t.Error(err)
	}
}

func newStore() *engine.Store { return engine.NewStore(engine.Config{Tier: interp.New()}) }

// runSuite runs every script as a subtest and logs the table of results.
func runSuite(t *testing.T, mode spectest.Mode) {
	dir, err := specsuite.Dir()
	if err != nil {
		fmt.Fprintf(os.Stderr, "\n*** THE OFFICIAL TEST SUITE WAS NOT RUN: %v\n*** Set %s to the folder of its scripts.\n\n", err, specsuite.EnvDir)
		t.Skipf("the official test suite is not there: %v", err)
	}
	files, err := specsuite.Files(dir)
	if err != nil {
		t.Fatal(err)
	}
	var sum spectest.Summary
	for _, file := range files {
		script, err := spectest.Load(file)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(script.Group+"/"+script.Name, func(t *testing.T) {
			result, err := spectest.Run(script, mode)
			if err != nil {
				t.Error(err)
			}
			for _, f := range result.Failures {
				t.Error(f)
			}
			if n := script.Count(); err == nil && result.Commands() != n {
				t.Errorf("%d commands accounted for, the script has %d", result.Commands(), n)
			}
			sum.Add(script.Group, result)
		})
	}
	t.Logf("%s\n%v", mode.Name, &sum)
}

// looker probes every instruction. The first times it meets one it reads the frame there.
type looker struct {
	seen  map[place]int
	stops int // in the present instance
	errs  []error
}

type place struct {
	fn *engine.Func
	at wasm.FuncOffset
}

// Limits on what is done for one instance: how often a frame is read at one place, as reading costs time that
// grows with the function, and after how many stops its probes only count.
const (
	maxLooks = 2
	maxStops = 100_000
)

// prepare probes every function of an instance.
func (l *looker) prepare(inst *engine.Instance) error {
	l.seen, l.stops = make(map[place]int), 0
	for _, f := range inst.Funcs[len(inst.Module.ImportedFuncs):] {
		if _, err := inst.Store.ProbeAll(f, engine.ProbeFunc(l.look)); err != nil {
			return err
		}
	}
	return nil
}

func (l *looker) look(t *engine.Thread, at engine.FrameInfo) engine.ProbeAction {
	if l.stops++; l.stops > maxStops {
		return engine.ProbeContinue
	}
	p := place{at.Func, at.Offset}
	if l.seen[p]++; l.seen[p] > maxLooks || len(l.errs) > 20 {
		return engine.ProbeStop
	}
	fail := func(err error) {
		l.errs = append(l.errs, fmt.Errorf("function %d, offset 0x%x: %w", at.Func.Index, at.Offset, err))
	}
	if _, err := t.Locals(at.Depth); err != nil {
		fail(err)
	}
	if _, err := t.Operands(at.Depth); err != nil {
		fail(err)
	}
	return engine.ProbeStop
}
