package groundtruth

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/wdbg/wdbg/engine"
	"github.com/wdbg/wdbg/internal/fixture"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/symbols/load"
	"github.com/wdbg/wdbg/value"
	"github.com/wdbg/wdbg/wasm"
)

// program is a module with the source it was built from.
type program struct {
	module *wasm.Module
	table  *symbols.Table
	source string // the file's name
	run    *fixture.Run
}

func openProgram(t *testing.T, module, source string) *program {
	t.Helper()
	m := fixture.Read(t, module)
	loaded := load.Attach(m, module, load.Options{})
	if len(loaded.Notes) > 0 {
		t.Errorf("%s: %v", module, loaded.Notes)
	}
	return &program{module: m, table: loaded.Table, source: source, run: fixture.Start(t, m, "program")}
}

// finish runs the program to its end.
func (p *program) finish(t *testing.T) {
	t.Helper()
	if status, err := p.run.Finish(); err != nil || status != 0 {
		t.Errorf("the program ended with status %d, %v", status, err)
	}
	for _, err := range p.table.Problems() {
		t.Error(err)
	}
}

// place is an instruction that begins a function of the source, a row of its line table, or both.
type place struct {
	line         int // 0 where no row begins
	entry, ready bool
}

// places returns the instructions at which statements of the source begin, and those at which its functions do.
func (p *program) places() map[wasm.CodeOffset]place {
	places := map[wasm.CodeOffset]place{}
	for f := range p.module.NumFuncs() {
		b, ok := p.module.Body(wasm.FuncIndex(f))
		if !ok {
			continue
		}
		from, to := p.module.CodeOffsetOf(b.Start), p.module.CodeOffsetOf(b.End)
		own, prologue := false, false
		for r := range p.table.Rows(from, to) {
			if r.At < from || r.End || !r.Stmt || r.Pos.File == nil || path.Base(r.Pos.File.Path) != p.source {
				continue
			}
			at, _, ok := fixture.InstrFrom(p.module, r.At)
			if !ok || r.Pos.Line == 0 {
				continue
			}
			own, prologue = true, prologue || r.PrologueEnd
			if !places[at].ready {
				places[at] = place{line: r.Pos.Line, ready: r.PrologueEnd}
			}
		}
		if first, _, ok := fixture.InstrFrom(p.module, from); ok && own {
			pl := places[first]
			pl.entry, pl.ready = true, pl.ready || !prologue // a function without a frame has no prologue
			places[first] = pl
		}
	}
	return places
}

// activation is a call of a function that has not returned.
type activation struct {
	depth, line int
	ready       bool
}

// steps runs the program and has visit called at each event, just as record.py defines it.
func (p *program) steps(t *testing.T, visit func(e *event, stop *fixture.Stop)) {
	var stack []*activation
	hits := map[string]int{}
	for at, pl := range p.places() {
		p.run.At(at, func(stop *fixture.Stop) {
			frames := stop.Logical(p.table)
			depth := len(frames)
			for len(stack) > 0 && stack[len(stack)-1].depth > depth {
				stack = stack[:len(stack)-1]
			}
			if pl.entry && len(stack) > 0 && stack[len(stack)-1].depth == depth {
				stack = stack[:len(stack)-1]
			}
			if len(stack) == 0 || stack[len(stack)-1].depth < depth {
				stack = append(stack, &activation{depth: depth})
			}
			a := stack[len(stack)-1]
			if frames[0].Inlined || pl.ready {
				a.ready = true // what is inlined has no prologue
			}
			if !a.ready || pl.line == 0 || pl.line == a.line {
				return
			}
			a.line = pl.line
			e := &event{scope: scope{Fn: ownName(frames[0].Func), Line: pl.line}}
			key := fmt.Sprint(e.Fn, e.Line)
			hits[key]++
			e.Hit = hits[key]
			visit(e, stop)
		})
	}
	p.finish(t)
}

// ownName returns a function's name as the truth has it: without scope and template arguments.
func ownName(f *symbols.Func) string {
	if rest, ok := strings.CutPrefix(f.Name, "operator()"); ok && strings.HasPrefix(rest, "<") {
		return "operator()"
	}
	if strings.HasPrefix(f.Name, "operator") {
		return f.Name
	}
	name, _, _ := strings.Cut(f.Name, "<")
	return name
}

// context returns what values are read from in a frame.
func (p *program) context(machine symbols.Machine) *value.Context {
	return &value.Context{Machine: machine, Types: p.table.Types, Func: func(index uint64) (string, bool) {
		m, ok := machine.(interface {
			FuncAt(uint64) (*engine.Instance, wasm.FuncIndex, bool)
		})
		if !ok {
			return "", false
		}
		_, f, ok := m.FuncAt(index)
		if !ok {
			return "", false
		}
		b, _ := p.module.Body(f)
		frames := p.table.Frames(nil, p.module.CodeOffsetOf(b.End-1))
		fn := frames[len(frames)-1].Func
		return symbols.Qualify(fn.Scope, fn.Name), true
	}}
}

// tally counts what was compared.
type tally struct {
	stops, frames, variables, equal, partly, unavailable, wrong, numbers, missing int

	// module is the file of the module; faults are what its compiler is known to have got wrong, known counts these, used
	// says which were met.
	module string
	faults [][]string
	known  int
	used   map[int]bool
	shown  int
}

func (c *tally) String() string {
	return fmt.Sprintf("%d stops, %d frames; %d variables compared (%d numbers): %d equal, %d with parts unavailable, %d unavailable, %d wrong, "+
		"%d wrong in the debug information", c.stops, c.frames, c.variables, c.numbers, c.equal, c.partly, c.unavailable, c.wrong, c.known)
}

// limit bounds how many faults of one module are reported.
const limit = 30

// readFaults reads testdata/faults.txt, which explains its format.
func readFaults(t *testing.T) [][]string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", "faults.txt"))
	if err != nil {
		t.Fatal(err)
	}
	var rows [][]string
	for _, line := range strings.Split(string(text), "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		fields := strings.Split(line, "\t")
		if len(fields) != 4 {
			t.Fatalf("faults.txt: %q has %d fields, want 4", line, len(fields))
		}
		rows = append(rows, fields)
	}
	return rows
}

// explained returns the reason for a wrong value of a variable, "" where there is none.
func (c *tally) explained(fn, key string) string {
	for i, row := range c.faults {
		if ok, _ := path.Match(row[0], c.module); ok && row[1] == fn && row[2] == key {
			if c.used != nil {
				c.used[i] = true
			}
			return row[3]
		}
	}
	return ""
}

// fault reports a fault.
func (c *tally) fault(t *testing.T, format string, args ...any) {
	t.Helper()
	if c.shown++; c.shown <= limit {
		t.Errorf(format, args...)
	}
}

// scopes compares the variables of a frame with what gdb showed of it. full says that all of them have to be there.
func (c *tally) scopes(t *testing.T, where string, want scope, ctx *value.Context, s symbols.Scope, full bool) {
	t.Helper()
	c.frames++
	if s == nil {
		if len(want.Vars) > 0 {
			c.fault(t, "%s: nothing is known of variables", where)
		}
		return
	}
	variables, err := s.Variables()
	if err != nil {
		c.fault(t, "%s: %v", where, err)
	}
	c.list(t, where, want.Vars, ctx, slices.Values(variables), full)
}

// list compares variables.
func (c *tally) list(t *testing.T, where string, want map[string]any, ctx *value.Context, variables func(func(*symbols.Variable) bool), full bool) {
	t.Helper()
	seen := map[string]bool{}
	for v := range variables {
		key := fmt.Sprintf("%s:%d", v.Name, v.Decl.Line)
		for n := 2; seen[key]; n++ {
			key = fmt.Sprintf("%s:%d#%d", v.Name, v.Decl.Line, n)
		}
		w, ok := want[key]
		if !ok {
			continue
		}
		seen[key] = true
		c.variable(t, where, key, w, value.Of(ctx, v), ctx, full)
	}
	for key := range want {
		if !seen[key] {
			c.missing++
			if full {
				c.fault(t, "%s: there is no variable %s", where, key)
			}
		}
	}
}

func (c *tally) variable(t *testing.T, where, key string, want any, v value.Value, ctx *value.Context, full bool) {
	t.Helper()
	cmp := comparer{ctx: ctx}
	cmp.compare(key, want, v)
	c.variables++
	c.numbers += cmp.numbers
	switch {
	case len(cmp.wrong) > 0 && c.explained(where[strings.LastIndexByte(where, ' ')+1:], key) != "":
		c.known++
	case len(cmp.wrong) > 0:
		c.wrong++
		c.fault(t, "%s: WRONG: %s", where, cmp.wrong[0])
	case len(cmp.unavailable) == 0:
		c.equal++
		return
	case cmp.numbers > 0:
		c.partly++
	default:
		c.unavailable++
	}
	if full && len(cmp.unavailable) > 0 {
		c.fault(t, "%s: unavailable: %s", where, cmp.unavailable[0])
	}
}
