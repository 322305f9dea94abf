package report

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/wdbg/wdbg/engine"
	"github.com/wdbg/wdbg/listing"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/unwind"
	"github.com/wdbg/wdbg/wasm"
)

// text is a report in the making.
type text struct {
	out         bytes.Buffer
	color, full bool
	symbols     *Symbols
	// excerpted is set when the text of a source line was shown.
	excerpted bool
	// unseen is set when the text of a source file was wanted that could not be found.
	unseen    string
	unseenWhy error
}

func (t *text) printf(format string, args ...any) { fmt.Fprintf(&t.out, format, args...) }

func (t *text) paint(c listing.Color, s string) string { return listing.Painter(t.color).Paint(c, s) }

// headline says what happened.
func (t *text) headline(trap *engine.Trap) {
	label := "trap:"
	switch trap.Kind {
	case engine.TrapInterrupted, engine.TrapTimeout, engine.TrapOutOfFuel:
		label = "stopped:" // by us: the program did nothing wrong
	}
	t.printf("%s %s", t.paint(listing.Red, label), t.paint(listing.Bold, trap.Kind.String()))
	if trap.Detail != "" {
		t.printf(": %s", symbols.Printable(trap.Detail))
	}
	t.printf("\n")
	if hint := listing.TrapHint(trap.Kind.String()); hint != "" {
		t.printf("%s\n", t.paint(listing.Dim, "  "+hint))
	}
}

// threads writes the stack of the thread that trapped and, in a full report, those of the others.
func (t *text) threads(trap *engine.Trap) {
	if trap.Thread == nil {
		return
	}
	others := others(trap)
	if len(others) > 0 {
		t.printf("in thread %d; the program has %s\n", trap.Thread.ID, listing.Count(len(others), "other thread"))
	}
	t.stack("backtrace, innermost first:", trap.Thread)
	if !t.full {
		return
	}
	for _, th := range others {
		t.stack(fmt.Sprintf("thread %d:", th.ID), th)
	}
}

func others(trap *engine.Trap) (list []*engine.Thread) {
	for _, th := range trap.Thread.Store.Threads {
		if th != trap.Thread {
			list = append(list, th)
		}
	}
	return list
}

// row is an item of a backtrace: a frame, or frames that are left out.
type row struct {
	item   unwind.Item
	number int // of the logical frame
	frame  unwind.Physical
	// logical is the frame of the source; its Func is nil where there are no symbols. last says that it is the function whose body is
	// executed, not one inlined into it.
	logical symbols.Frame
	last    bool
	name    string
	pos     string // in the source; "" if unknown
	source  bool   // name is that of the source
	count   int    // frames that are left out
}

func (t *text) stack(title string, th *engine.Thread) {
	stack := collect(th)
	t.printf("%s\n", title)
	if stack.Len() == 0 {
		t.printf("  (no frames)\n")
		return
	}
	limit := shortItems
	if t.full {
		limit = fullItems
	}
	rows, frames := t.rows(stack, limit)
	width := nameWidth(rows)
	several := instances(th.Store) > 1
	digits := len(fmt.Sprint(frames - 1))
	for i := range rows {
		r := &rows[i]
		if r.item.Kind != unwind.Shown {
			t.gap(stack, r, digits)
			continue
		}
		t.row(th, r, digits, width, several)
	}
}

// rows returns the lines of a backtrace, and the number of frames of the whole stack.
func (t *text) rows(stack *unwind.Stack, limit int) (rows []row, frames int) {
	logical := unwind.Logical{Table: t.symbols.Table}
	for _, it := range stack.Summary(limit) {
		if it.Kind != unwind.Shown {
			n := logical.CountRange(stack, it.First, it.First+it.Count)
			rows = append(rows, row{item: it, number: frames, count: n})
			frames += n
			continue
		}
		p := stack.Frame(it.First)
		list := logical.Frames(nil, &p)
		if len(list) == 0 {
			list = []symbols.Frame{{}}
		}
		for i := range list {
			r := row{item: it, number: frames, frame: p, logical: list[i], last: i == len(list)-1}
			r.name, r.source = listing.FrameName(&r.logical, &p)
			r.name = listing.Clip(r.name, listing.MaxName)
			r.pos = listing.Position(t.symbols.Dir, r.logical.Pos)
			rows = append(rows, r)
			frames++
		}
	}
	return rows, frames
}

// nameWidth returns how wide the column of names is where no frame has a position in the source.
func nameWidth(rows []row) (width int) {
	for i := range rows {
		if rows[i].pos != "" {
			return 0
		}
		if n := utf8.RuneCountInString(rows[i].name); n <= 40 {
			width = max(width, n)
		}
	}
	return width
}

// gap writes a line for frames that are left out.
func (t *text) gap(stack *unwind.Stack, r *row, digits int) {
	logical := unwind.Logical{Table: t.symbols.Table}
	text := fmt.Sprintf("%*s ", digits, "") + listing.Gap(stack, &logical, r.item, r.count)
	t.printf("  %s\n", t.paint(listing.Dim, text))
}

// row writes a frame.
func (t *text) row(th *engine.Thread, r *row, digits, width int, several bool) {
	t.printf("  %s %s", t.paint(listing.Dim, fmt.Sprintf("#%-*d", digits, r.number)), t.paint(listing.Cyan, r.name))
	if r.frame.IsHost() {
		t.printf("%s  %s\n", t.pad(r, width), t.paint(listing.Dim, "host function"))
		return
	}
	vars := t.symbols.variables(th, &r.frame, &r.logical)
	if r.source {
		t.printf("(%s)", vars.Arguments())
	}
	if r.pos == "" {
		t.printf("%s  %s\n", t.pad(r, width), t.paint(listing.Dim, listing.CodePlace(&r.frame, several)))
	} else {
		t.printf(" at %s", t.paint(listing.Bold, r.pos))
		if r.logical.Inlined {
			t.printf(" [inlined]")
		}
		if several || t.full && r.last {
			t.printf("  %s", t.paint(listing.Dim, listing.CodePlace(&r.frame, several)))
		}
		t.printf("\n")
		if t.full || !t.excerpted {
			t.excerpted = t.excerpt(r.logical.Pos) || t.excerpted
		}
	}
	if !t.full {
		return
	}
	if r.source || r.pos != "" {
		t.writeVariables(&vars)
	}
	if r.last && !r.source { // what debug information says is better
		t.values(th, &r.frame, r.pos == "")
	}
}

// pad returns the spaces after a name without arguments.
func (t *text) pad(r *row, width int) string {
	if r.source {
		return ""
	}
	return strings.Repeat(" ", max(0, width-utf8.RuneCountInString(r.name)))
}

// values writes the operands of a frame, and its locals if they are wanted.
func (t *text) values(th *engine.Thread, p *unwind.Physical, wantLocals bool) {
	if p.IsHost() {
		return
	}
	names := p.Module.Names()
	if wantLocals {
		t.list("wasm locals", locals(th, p), func(i int) string {
			return names.Local(p.Func, wasm.LocalIndex(i))
		})
	}
	t.list("operands", operands(th, p), func(int) string { return "" })
}

func (t *text) list(title string, vs values, name func(i int) string) {
	if vs.err != nil {
		t.printf("       %s not available: %s\n", title, symbols.Printable(vs.err.Error()))
		return
	}
	if len(vs.list) == 0 {
		return
	}
	t.printf("       %s:", title)
	for i, v := range vs.list {
		if i == maxValues {
			t.printf(", %d more", len(vs.list)-maxValues)
			break
		}
		label := listing.Clip(symbols.Printable(name(i)), listing.MaxName)
		if label == "" {
			label = fmt.Sprint(i)
		}
		if i > 0 {
			t.printf(",")
		}
		t.printf(" %s = %v %s", t.paint(listing.Cyan, label), v.Type, Value(v))
	}
	t.printf("\n")
}

// Value returns a value as a person reads it: integers that look like addresses or bits in
// hexadecimal as well.
func Value(v engine.Value) string {
	w := symbols.Word{Type: v.Type, Lo: v.Lo, Hi: v.Hi}
	if v.Type.IsRef() {
		w.Text = v.String()
	}
	return listing.Word(w)
}

// instances returns how many differently named instances a store has. The threads of a
// program have instances of the same name.
func instances(s *engine.Store) int {
	seen := map[string]bool{}
	for _, i := range s.Instances {
		seen[i.Name] = true
	}
	return len(seen)
}
