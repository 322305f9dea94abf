package debugger_test

import (
	"fmt"
	"path/filepath"
	"testing"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

// lineHits runs a program with a breakpoint on each line of the file that its main is in, and returns where it stopped: "function:line".
func lineHits(t *testing.T, module string) map[visit]debugger.FrameID {
	t.Helper()
	p := atFunc(t, module, "main")
	var file string
	hits := map[visit]debugger.FrameID{}
	note := func() {
		p.inspect(func(v *debugger.View, top *debugger.Frame) {
			if inPrologue(v, top) {
				return
			}
			hits[fmt.Sprintf("%s:%d", qualified(top), top.Pos.Line)] = v.ID(top)
			file = filepath.Base(top.Pos.File.Path)
		})
	}
	note()
	for line := 1; line < 130; line++ {
		b, err := p.AddBreakpoint(debugger.BreakpointSpec{File: file, Line: line})
		if err == nil && b.Sites[0].Pos.Line != line {
			err = p.RemoveBreakpoint(b.ID) // the line has no code
		} else if err != nil {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for {
		if err := p.Continue(); err != nil {
			t.Fatal(err)
		}
		stop, err := p.Wait(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if stop.Ended {
			return hits
		}
		note()
	}
}

// inPrologue reports whether the function of a frame, which is not inlined, has not made its frame yet: steps do not stop there.
func inPrologue(v *debugger.View, f *debugger.Frame) bool {
	at, _ := f.At()
	m := f.Instance.Module
	body, _ := m.Body(f.Physical.Func)
	for r := range v.Table(f.Instance.ID).Rows(m.CodeOffsetOf(body.Start), m.CodeOffsetOf(body.End)) {
		if r.PrologueEnd && !r.End {
			return at < r.At && !f.Inlined
		}
	}
	return false
}

// TestStepMissesNoLine compares the lines that stepping visits with those that breakpoints on all lines stop at.
func TestStepMissesNoLine(t *testing.T) {
	for _, module := range walkModules(t) {
		t.Run(filepath.Base(module), func(t *testing.T) {
			hits := lineHits(t, module)
			for _, kind := range []debugger.StepKind{debugger.StepInto, debugger.StepOver} {
				p := atFunc(t, module, "main")
				main := p.standing().top
				visited := map[visit]bool{}
				for _, v := range p.walk(kind, 0) {
					visited[v] = true
				}
				for line, in := range hits {
					if kind == debugger.StepOver && (in.Depth != main.Depth || in.Inlined != 0) {
						continue
					}
					if !visited[line] {
						t.Errorf("a step of kind %d does not stop at %s, which a breakpoint does", kind, line)
					}
				}
			}
		})
	}
}

// TestStepBackwards checks that stepping over goes back to an earlier line of a function only where its code does: in a loop, or where
// the compiler has put the earlier line's code behind the later one's.
func TestStepBackwards(t *testing.T) {
	for _, module := range walkModules(t) {
		for _, function := range []string{"main", "breaks", "with_while", "user", "classify", "catches", "attempt", "scopes", "fib"} {
			p := newProgram(t, module)
			p.start()
			if _, err := p.AddBreakpoint(debugger.BreakpointSpec{Location: function, Temporary: true}); err != nil {
				continue
			}
			if err := p.Continue(); err != nil {
				t.Fatal(err)
			}
			if stop, err := p.Wait(t.Context()); err != nil || stop.Ended {
				continue
			}
			p.forwards(module + " " + function)
		}
	}
}

// stood is a place that a program stood at.
type stood struct {
	id   debugger.FrameID
	line int
	f    *debugger.Frame
}

func (p *program) stood() (at stood) {
	p.inspect(func(v *debugger.View, top *debugger.Frame) { at = stood{v.ID(top), top.Pos.Line, top} })
	return at
}

// forwards steps over statements for as long as a frame exists.
func (p *program) forwards(name string) {
	at := p.stood()
	for range maxVisits {
		if stop := p.step(debugger.StepSpec{Kind: debugger.StepOver}); stop.Ended {
			return
		}
		to := p.stood()
		if to.id.Depth != at.id.Depth {
			return
		}
		from, here := at.f.Physical.Offset, to.f.Physical.Offset
		if to.id == at.id && to.line <= at.line && here <= from && !inLoop(to.f.Instance.Module, to.f.Physical.Func, here, from) {
			p.t.Errorf("%s: a step goes back from line %d (0x%x) to line %d (0x%x), which are not in a loop", name, at.line, from, to.line, here)
		}
		at = to
	}
}

// inLoop reports whether a loop of a function has both of two instructions in it.
func inLoop(m *wasm.Module, f wasm.FuncIndex, a, b wasm.FuncOffset) bool {
	body, _ := m.Body(f)
	var r wasm.InstrReader
	r.Reset(m.Bytes, body.Start, body.End)
	if r.Locals(func(uint32, wasm.ValType) error { return nil }) != nil {
		return false
	}
	var open []wasm.FuncOffset // where blocks begin; of those that are no loops, beyond all
	for r.More() {
		at := wasm.FuncOffset(r.Pos() - body.Start)
		if !r.Next() {
			return false
		}
		switch r.Op {
		case op.Loop:
			open = append(open, at)
		case op.Block, op.If, op.Try, op.TryTable:
			open = append(open, ^wasm.FuncOffset(0))
		case op.End, op.Delegate:
			if len(open) == 0 {
				return false
			}
			begin := open[len(open)-1]
			if open = open[:len(open)-1]; begin <= a && begin <= b && a <= at && b <= at {
				return true
			}
		}
	}
	return false
}
