package groundtruth

import (
	"iter"
	"path/filepath"
	"strings"
	"testing"

	"github.com/wdbg/wdbg/internal/fixture"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/wasm"
)

// sources are the programs whose truth is recorded.
var sources = []string{"c/values.c", "cpp/values.cpp"}

// modules returns the modules built from a source, those without optimisation or the others.
func modules(t *testing.T, source string, optimized bool) []string {
	t.Helper()
	stem := filepath.Join("..", "..", "testdata", "symbols", strings.TrimSuffix(filepath.FromSlash(source), filepath.Ext(source)))
	found, err := filepath.Glob(stem + "_O*.wasm")
	if err != nil {
		t.Fatal(err)
	}
	var some []string
	for _, path := range found {
		if strings.Contains(filepath.Base(path), "_O0") != optimized {
			some = append(some, path)
		}
	}
	if len(some) == 0 {
		t.Fatalf("no modules of %s", source)
	}
	return some
}

// TestLineByLine compares all local variables at every line of builds without optimisation.
func TestLineByLine(t *testing.T) {
	for _, source := range sources {
		base := filepath.Base(source)
		truth := map[string]*event{}
		for _, e := range readTruth(t, base) {
			truth[e.key()] = e
		}
		for _, module := range modules(t, source, false) {
			t.Run(filepath.Base(filepath.Dir(module))+"/"+filepath.Base(module), func(t *testing.T) {
				var counts tally
				unaligned := 0
				seen := map[string]bool{}
				p := openProgram(t, module, base)
				p.steps(t, func(e *event, stop *fixture.Stop) {
					want := truth[e.key()]
					if want == nil {
						unaligned++
						t.Logf("gdb did not stop at %s", e.key())
						return
					}
					counts.stops++
					seen[e.key()] = true
					frames := p.table.Frames(nil, stop.At)
					ctx := p.context(stop.Machine())
					counts.scopes(t, e.key()+", in "+e.Fn, want.scope, ctx, frames[0].Scope, !isOld(module))
				})
				for key := range truth {
					if !seen[key] {
						unaligned++
						t.Logf("gdb stopped at %s, which was not reached", key)
					}
				}
				t.Logf("%v; %d stops of only one side", &counts, unaligned)
				if unaligned*50 > counts.stops {
					t.Errorf("%d stops of %d were not aligned", unaligned, counts.stops)
				}
			})
		}
	}
}

// TestCheckpoints compares the variables of all frames at the calls of checkpoint, which every build makes: nothing that is
// shown may differ, whatever the optimisation.
func TestCheckpoints(t *testing.T) {
	faults, used := readFaults(t), map[int]bool{}
	for _, source := range sources {
		base := filepath.Base(source)
		var truth []*event
		for _, e := range readTruth(t, base) {
			if e.Stack != nil {
				truth = append(truth, e)
			}
		}
		for _, optimized := range []bool{false, true} {
			for _, module := range modules(t, source, optimized) {
				t.Run(filepath.Base(filepath.Dir(module))+"/"+filepath.Base(module), func(t *testing.T) {
					counts := tally{module: filepath.Base(module), faults: faults, used: used}
					counts.checkpoints(t, openProgram(t, module, base), truth, !optimized && !isOld(module))
				})
			}
		}
	}
	for i, row := range faults {
		if !used[i] {
			t.Errorf("the fault of %s in %s of %s is not met any more", row[2], row[1], row[0])
		}
	}
}

// isOld reports whether a compiler made a module whose debug information lacks some variables even without optimisation.
func isOld(module string) bool { return strings.Contains(module, "clang14") }

// checkpoints compares the variables of all frames at each call of checkpoint.
func (counts *tally) checkpoints(t *testing.T, p *program, truth []*event, full bool) {
	var globals tally
	p.run.At(checkpoint(t, p), func(stop *fixture.Stop) {
		if counts.stops == len(truth) {
			t.Fatalf("more than %d calls of checkpoint", len(truth))
		}
		want := truth[counts.stops]
		counts.stops++
		frames := stop.Logical(p.table)[1:]
		for i, w := range want.Stack {
			if i >= len(frames) || ownName(frames[i].Func) != w.Fn {
				counts.fault(t, "%s: frame %d is not %s", want.key(), i+1, w.Fn)
				return
			}
			if frames[i].Pos.Line != w.Line {
				counts.fault(t, "%s: frame %d, %s, is at line %d, with gdb at %d", want.key(), i+1, w.Fn, frames[i].Pos.Line, w.Line)
				continue
			}
			where := want.key() + ", in " + w.Fn
			counts.scopes(t, where, w, p.context(frames[i].In.Machine), frames[i].Scope, full)
		}
		globals.stops++
		globals.list(t, want.key()+", globals", want.Globals, p.context(stop.Machine()), unqualified(p), false)
	})
	p.finish(t)
	if counts.stops != len(truth) {
		t.Errorf("%d calls of checkpoint, want %d", counts.stops, len(truth))
	}
	t.Logf("locals: %v; %d not there", counts, counts.missing)
	t.Logf("globals: %v; %d not there", &globals, globals.missing)
}

// checkpoint returns where the function of that name begins.
func checkpoint(t *testing.T, p *program) wasm.CodeOffset {
	t.Helper()
	for f := range p.table.Funcs(false) {
		if f.Name == "checkpoint" && len(f.Ranges) > 0 {
			return f.Ranges[0].Start
		}
	}
	t.Fatal("there is no function checkpoint")
	return 0
}

// unqualified yields the variables outside of functions.
func unqualified(p *program) iter.Seq[*symbols.Variable] { return p.table.Globals() }
