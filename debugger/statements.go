package debugger

import (
	"slices"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

// stmtRow is a row of the line table in a function.
type stmtRow struct {
	// first is its first instruction, lead the first of it that does something: whoever branches to a label
	// arrives behind the instructions that only delimit code.
	first, lead int32
	pos         symbols.Pos
	stmt        bool
}

// lineKey is a line of a file.
type lineKey struct {
	file *symbols.File
	line int
}

func lineOf(p symbols.Pos) lineKey { return lineKey{p.File, p.Line} }

// maxFlows bounds how many functions are kept.
const maxFlows = 200

// flowKey is a function of a module.
type flowKey struct {
	module *wasm.Module
	fn     wasm.FuncIndex
}

// flow returns the flow of a function of an instance.
func (s *Session) flow(inst target.Instance, fn wasm.FuncIndex) *flow {
	key := flowKey{inst.Module, fn}
	if f := s.flows[key]; f != nil {
		return f
	}
	if s.flows == nil || len(s.flows) >= maxFlows {
		s.flows = map[flowKey]*flow{}
	}
	f := newFlow(inst.Module, fn)
	f.readRows(s.table(inst))
	s.flows[key] = f
	return f
}

// readRows reads the function's part of the line table.
func (f *flow) readRows(t *symbols.Table) {
	f.rowAt = make([]int32, len(f.instrs))
	for i := range f.rowAt {
		f.rowAt[i] = -1
	}
	body, ok := f.module.Body(f.fn)
	if !ok || len(f.instrs) == 0 {
		return
	}
	start, end := f.module.CodeOffsetOf(body.Start), f.module.CodeOffsetOf(body.End)
	var rows []symbols.Row
	for r := range t.Rows(start, end) {
		rows = append(rows, r)
	}
	for i := 0; i < len(rows); i++ {
		last := i
		for last+1 < len(rows) && rows[last+1].At == rows[i].At {
			last++
		}
		until := wasm.FuncOffset(end - start)
		if last+1 < len(rows) {
			until = wasm.FuncOffset(max(rows[last+1].At, start) - start)
		}
		if r, ok := best(rows[i : last+1]); ok {
			f.addRow(r, wasm.FuncOffset(max(r.At, start)-start), until)
		}
		i = last
	}
}

// best returns which of the rows of one place counts: the last one, or one of those before it that is a statement
// where it is not. ok is false where the last one ends a sequence.
func best(rows []symbols.Row) (r symbols.Row, ok bool) {
	r = rows[len(rows)-1]
	if r.End {
		return r, false
	}
	for i := len(rows) - 1; i >= 0; i-- {
		if !r.Stmt && rows[i].Stmt && !rows[i].End && rows[i].Pos.Line > 0 {
			r = rows[i]
		}
	}
	return r, true
}

// addRow adds a row of the instructions in [from, to).
func (f *flow) addRow(r symbols.Row, from, to wasm.FuncOffset) {
	first, ok := f.find(from)
	if !ok || f.instrs[first].at >= to {
		return
	}
	row := stmtRow{first: first, lead: -1, pos: r.Pos, stmt: r.Stmt}
	for i := first; int(i) < len(f.instrs) && f.instrs[i].at < to; i++ {
		f.rowAt[i] = int32(len(f.rows))
		if row.lead < 0 && !marks(f.instrs[i].op) {
			row.lead = i
		}
	}
	if row.lead < 0 {
		row.lead = first
	}
	f.rows = append(f.rows, row)
}

// largeFunction is how many instructions make a function one that a target takes noticeably long to make ready for breaks.
const largeFunction = 2000

// breakable returns where steps in the function have breaks, in ascending order: where statements begin, at calls, and behind them.
func (f *flow) breakable() []wasm.FuncOffset {
	if f.likely != nil {
		return f.likely
	}
	for _, r := range f.rows {
		f.likely = append(f.likely, f.instrs[r.first].at, f.instrs[r.lead].at)
	}
	for i := range f.instrs {
		if !f.instrs[i].calls() {
			continue
		}
		if f.likely = append(f.likely, f.instrs[i].at); i+1 < len(f.instrs) {
			f.likely = append(f.likely, f.instrs[i+1].at)
		}
	}
	slices.Sort(f.likely)
	f.likely = slices.Compact(f.likely)
	return f.likely
}

// row returns the row that an instruction is of; nil where there is none, or it has no line.
func (f *flow) row(i int32) *stmtRow {
	if n := f.rowAt[i]; n >= 0 && f.rows[n].pos.IsValid() {
		return &f.rows[n]
	}
	return nil
}

// begins reports whether a row begins at an instruction.
func (f *flow) begins(i int32) bool {
	n := f.rowAt[i]
	return n >= 0 && i <= f.rows[n].lead
}

// landing returns where to stop in order to stop at a piece of code that begins at an instruction: behind those that only delimit code, if
// whoever branches there arrives behind them, as behind the beginning of a loop each time that it is repeated.
func (f *flow) landing(i int32) int32 {
	n := f.rowAt[i]
	if n < 0 {
		return i
	}
	lead := f.rows[n].lead
	for j := i; j < lead; j++ {
		switch f.instrs[j].op {
		case op.Loop, op.End, op.Else, op.Catch, op.CatchAll, op.Delegate:
			return lead
		}
	}
	return i
}

// statement reports whether an instruction is the beginning of a statement of a line.
func (f *flow) statement(i int32) bool {
	r := f.row(i)
	return r != nil && r.stmt && f.begins(i)
}

// hasLines reports whether source lines of the function are known.
func (f *flow) hasLines() bool {
	for i := range f.rows {
		if f.rows[i].pos.IsValid() {
			return true
		}
	}
	return false
}

// code returns the place of an instruction in the code section.
func (f *flow) code(i int32) wasm.CodeOffset {
	return codeOffset(f.module, f.fn, f.instrs[i].at)
}

// chain returns the logical frames at an instruction, the outermost first.
func (f *flow) chain(t *symbols.Table, i int32) []symbols.Frame {
	if c, ok := f.chains[i]; ok {
		return c
	}
	list := t.Frames(nil, f.code(i))
	for a, b := 0, len(list)-1; a < b; a, b = a+1, b-1 {
		list[a], list[b] = list[b], list[a]
	}
	f.chains[i] = list
	return list
}

// sameCall reports whether two frames are of the same call, at the same place of the same caller.
func sameCall(a, b *symbols.Frame) bool {
	if x, ok := a.Scope.(symbols.CallScope); ok {
		y, ok := b.Scope.(symbols.CallScope)
		return ok && x.Call() == y.Call()
	}
	return a.Inlined == b.Inlined && a.Func == b.Func
}

// common returns how many frames two chains have in common, from the outermost in.
func common(a, b []symbols.Frame) int {
	n := 0
	for n < len(a) && n < len(b) && sameCall(&a[n], &b[n]) {
		n++
	}
	return n
}

// firstCode returns where the code of a call begins.
func firstCode(s symbols.CallScope) (first wasm.CodeOffset, ok bool) {
	for i, r := range s.Code() {
		if i == 0 || r.Start < first {
			first = r.Start
		}
	}
	return first, first > 0
}

// entered reports whether the code of an inlined call begins at an instruction.
func (f *flow) entered(fr *symbols.Frame, i int32) bool {
	s, ok := fr.Scope.(symbols.CallScope)
	if !ok {
		return false
	}
	first, ok := firstCode(s)
	if !ok {
		return false
	}
	if first >= f.code(i) {
		return first == f.code(i)
	}
	// It may begin with instructions that only delimit code, which branches pass over.
	for ; i > 0; i-- {
		if !marks(f.instrs[i-1].op) {
			return false
		}
		if f.code(i-1) <= first {
			return true
		}
	}
	return false
}

// fresh returns how many of the innermost frames at an instruction are of inlined calls that begin there.
func (f *flow) fresh(chain []symbols.Frame, i int32) int {
	n := 0
	for n < len(chain)-1 && f.entered(&chain[len(chain)-1-n], i) {
		n++
	}
	return n
}

// freshAtEntry is fresh for the instruction where the function is entered: inlined calls whose code is there since the function's beginning
// begin with it.
func (f *flow) freshAtEntry(chain []symbols.Frame, i int32) int {
	n := 0
	for n < len(chain)-1 {
		fr := &chain[len(chain)-1-n]
		s, ok := fr.Scope.(symbols.CallScope)
		if !ok {
			break
		}
		if first, ok := firstCode(s); !f.entered(fr, i) && (!ok || first > f.code(0)) {
			break
		}
		n++
	}
	return n
}
