package expr_test

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"github.com/wdbg/wdbg/debugger/expr"
	"github.com/wdbg/wdbg/internal/fixture"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/symbols/load"
	"github.com/wdbg/wdbg/value"
	"github.com/wdbg/wdbg/wasm"
)

// folder is where the programs are.
const folder = "../../testdata/symbols/"

// changed is the state of a frame with what has been written over it; the program itself stays as it is.
type changed struct {
	symbols.Machine
	memory                    map[uint64]byte
	locals, operands, globals map[uint32]symbols.Word
}

func newChanged(m symbols.Machine) *changed {
	return &changed{m, map[uint64]byte{}, map[uint32]symbols.Word{}, map[uint32]symbols.Word{}, map[uint32]symbols.Word{}}
}

func over(words map[uint32]symbols.Word, i uint32, read func(uint32) (symbols.Word, error)) (symbols.Word, error) {
	if w, ok := words[i]; ok {
		return w, nil
	}
	return read(i)
}

func (c *changed) Local(i uint32) (symbols.Word, error) { return over(c.locals, i, c.Machine.Local) }
func (c *changed) Operand(i uint32) (symbols.Word, error) {
	return over(c.operands, i, c.Machine.Operand)
}
func (c *changed) Global(i uint32) (symbols.Word, error) { return over(c.globals, i, c.Machine.Global) }

func (c *changed) ReadMemory(p []byte, addr uint64) error {
	if err := c.Machine.ReadMemory(p, addr); err != nil || len(c.memory) == 0 {
		return err
	}
	for i := range p {
		if b, ok := c.memory[addr+uint64(i)]; ok {
			p[i] = b
		}
	}
	return nil
}

func (c *changed) WriteMemory(p []byte, addr uint64) error {
	if uint64(len(p)) > c.MemorySize() || addr > c.MemorySize()-uint64(len(p)) {
		return errors.New("outside memory")
	}
	for i, b := range p {
		c.memory[addr+uint64(i)] = b
	}
	return nil
}
func (c *changed) SetLocal(i uint32, w symbols.Word) error   { c.locals[i] = w; return nil }
func (c *changed) SetOperand(i uint32, w symbols.Word) error { c.operands[i] = w; return nil }
func (c *changed) SetGlobal(i uint32, w symbols.Word) error  { c.globals[i] = w; return nil }

// history is a list of results.
type history []value.Value

func (h *history) Results() int { return len(*h) }
func (h *history) Result(n int) (value.Value, bool) {
	if n < 1 || n > len(*h) {
		return value.Value{}, false
	}
	return (*h)[n-1], true
}

// calls records calls, and answers them.
type calls struct {
	module *wasm.Module
	last   string
	args   []symbols.Word
	answer uint64
}

func (c *calls) Call(f wasm.FuncIndex, args []symbols.Word) ([]symbols.Word, error) {
	c.last, c.args = c.module.FuncName(f), args
	results := c.module.FuncType(f).Results
	if len(results) == 0 {
		return nil, nil
	}
	return []symbols.Word{{Type: results[0], Lo: c.answer}}, nil
}

func (c *calls) Element(n uint64) (wasm.FuncIndex, bool) {
	e := c.module.Elems[0]
	if n < 1 || n > uint64(len(e.Funcs)) {
		return 0, false
	}
	return e.Funcs[n-1], true
}

// stop is a program at a point.
type stop struct {
	*expr.Env
	machine *changed
	calls   *calls
	history history
}

// program is one that tests stop in.
type program struct {
	module  *wasm.Module
	table   *symbols.Table
	symbols *expr.Symbols
	source  string
	run     *fixture.Run
}

func open(t testing.TB, module, source string) *program {
	t.Helper()
	path := filepath.FromSlash(folder + module)
	m := fixture.Read(t, path)
	table := load.Attach(m, path, load.Options{}).Table
	return &program{module: m, table: table, symbols: expr.NewSymbols(table), source: folder + source, run: fixture.Start(t, m, "program")}
}

// env returns the meaning of expressions in a logical frame.
func (p *program) env(f fixture.Logical, level int) *stop {
	s := &stop{machine: newChanged(f.In.Machine), calls: &calls{module: p.module, answer: 7}}
	s.Env = &expr.Env{
		Context: &value.Context{Machine: s.machine, Types: p.table.Types, Symbol: p.table.DataSymbol},
		Scope:   f.Scope, Func: f.Func, Symbols: p.symbols, Module: p.module, Index: f.In.Func, At: f.In.At, Level: level,
		Formatters: fixture.Formatters(p.module),
		Writer:     s.machine, Caller: s.calls, History: &s.history,
	}
	if f.Func != nil {
		s.Language = f.Func.Language
	}
	return s
}

// visit runs the program, and has f called the first time that each of the points is reached.
func (p *program) visit(t testing.TB, points map[string]func(s *stop)) {
	t.Helper()
	all, err := fixture.ReadPoints(p.source)
	if err != nil {
		t.Fatal(err)
	}
	var lines symbols.LineSource
	for _, s := range p.table.Sources() {
		if l, ok := s.(symbols.LineSource); ok && s.Origin() == symbols.OriginDWARF {
			lines = l
		}
	}
	reached := map[string]bool{}
	for _, point := range all {
		f := points[point.Name]
		if f == nil {
			continue
		}
		p.run.AtLine(lines, point.File, point.Line, func(s *fixture.Stop) {
			if !reached[point.Name] {
				reached[point.Name] = true
				f(p.env(s.Logical(p.table)[0], 0))
			}
		})
	}
	if _, err := p.run.Finish(); err != nil && !strings.Contains(err.Error(), "unreachable") {
		t.Log(err)
	}
	for name := range points {
		if !reached[name] {
			t.Errorf("%s was not reached", name)
		}
	}
}

// eval returns the text of an expression's value, or "error: " with the message.
func (s *stop) eval(text string) string {
	p, err := expr.Compile(s.Env, text)
	if err != nil {
		return "error: " + checkError(err, text)
	}
	v, err := p.Eval(s.Env)
	if err != nil {
		return "error: " + checkError(err, text)
	}
	return (&value.Printer{Formatters: s.Formatters}).Text(v)
}

// checkError returns an error's message; every error points into the expression.
func checkError(err error, text string) string {
	var e *expr.Error
	if !errors.As(err, &e) {
		return "NO EXPR ERROR: " + err.Error()
	}
	if e.Start < 0 || e.End < e.Start || e.End > len(text) {
		return "WRONG COLUMN: " + err.Error()
	}
	_ = e.Pointed()
	return e.Message
}

// table checks lines of the form "expression => text".
func table(t *testing.T, s *stop, point, lines string) {
	t.Helper()
	for line := range strings.Lines(lines) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		text, want, ok := strings.Cut(line, " => ")
		if !ok {
			t.Fatalf("%s: no arrow in %q", point, line)
		}
		text = strings.TrimSpace(text)
		if got := s.eval(text); got != strings.TrimSpace(want) {
			t.Errorf("%s: %s\n got %s\nwant %s", point, text, got, strings.TrimSpace(want))
		}
	}
}

// tables runs a program and checks lines at its points.
func tables(t *testing.T, module, source string, points map[string]string) {
	t.Helper()
	visits := map[string]func(*stop){}
	for point, lines := range points {
		visits[point] = func(s *stop) { table(t, s, point, lines) }
	}
	open(t, module, source).visit(t, visits)
}

// value evaluates an expression that has a value.
func (s *stop) value(t testing.TB, text string) value.Value {
	t.Helper()
	p, err := expr.Compile(s.Env, text)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	v, err := p.Eval(s.Env)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return v
}
