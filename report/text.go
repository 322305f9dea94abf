package report

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/wdbg/wdbg/engine"
	"github.com/wdbg/wdbg/unwind"
	"github.com/wdbg/wdbg/wasm"
)

// text is a report in the making.
type text struct {
	out         bytes.Buffer
	color, full bool
}

// SGR sequences.
const (
	red   = "\x1b[1;31m"
	bold  = "\x1b[1m"
	cyan  = "\x1b[36m"
	dim   = "\x1b[2m"
	reset = "\x1b[0m"
)

func (t *text) printf(format string, args ...any) { fmt.Fprintf(&t.out, format, args...) }

func (t *text) paint(color, s string) string {
	if !t.color || s == "" {
		return s
	}
	return color + s + reset
}

// headline says what happened.
func (t *text) headline(trap *engine.Trap) {
	label := "trap:"
	switch trap.Kind {
	case engine.TrapInterrupted, engine.TrapTimeout, engine.TrapOutOfFuel:
		label = "stopped:" // by us: the program did nothing wrong
	}
	t.printf("%s %s", t.paint(red, label), t.paint(bold, trap.Kind.String()))
	if trap.Detail != "" {
		t.printf(": %s", unwind.Printable(trap.Detail))
	}
	t.printf("\n")
	if hint := hint(trap.Kind); hint != "" {
		t.printf("%s\n", t.paint(dim, "  "+hint))
	}
}

// hint explains a trap to somebody who meets it for the first time; "" where its text says it all.
func hint(k engine.TrapKind) string {
	switch k {
	case engine.TrapUnreachable:
		return "compilers end abort(), failed assertions and panics with this instruction"
	case engine.TrapIndirectCallType:
		return "a function was called through a pointer of another type"
	case engine.TrapUninitializedElement, engine.TrapUndefinedElement:
		return "a call through a null or invalid function pointer"
	case engine.TrapInvalidConversion:
		return "NaN or infinity was converted to an integer"
	case engine.TrapStub:
		return "the import was missing; without --stub-imports the program would not have started"
	case engine.TrapOutOfFuel:
		return "the limit was set by --fuel"
	case engine.TrapTimeout:
		return "the limit was set by --timeout"
	}
	return ""
}

// threads writes the stack of the thread that trapped and, in a full report, those of the others.
func (t *text) threads(trap *engine.Trap) {
	if trap.Thread == nil {
		return
	}
	others := others(trap)
	if len(others) > 0 {
		t.printf("in thread %d; the program has %s\n", trap.Thread.ID, count(len(others), "other thread"))
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

// row is a line of a backtrace.
type row struct {
	item  unwind.Item
	frame unwind.Physical
	name  string
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
	var rows []row
	width := 0
	for _, it := range stack.Summary(limit) {
		r := row{item: it}
		if it.Kind == unwind.Shown {
			r.frame = stack.Frame(it.First)
			r.name = clip(r.frame.Name(), maxName)
			if n := utf8.RuneCountInString(r.name); n <= 40 {
				width = max(width, n)
			}
		}
		rows = append(rows, r)
	}
	several := instances(th.Store) > 1
	digits := len(fmt.Sprint(stack.Len() - 1))
	for _, r := range rows {
		t.row(stack, r, digits, width, several)
		if t.full && r.item.Kind == unwind.Shown {
			t.values(th, &r.frame)
		}
	}
}

func (t *text) row(stack *unwind.Stack, r row, digits, width int, several bool) {
	switch r.item.Kind {
	case unwind.Folded:
		t.printf("  %s\n", t.paint(dim, fmt.Sprintf("%*s … %s folded: %s", digits, "",
			count(r.item.Count, "frame"), cycle(stack, r.item))))
		return
	case unwind.Skipped:
		t.printf("  %s\n", t.paint(dim, fmt.Sprintf("%*s … %s left out", digits, "", count(r.item.Count, "frame"))))
		return
	}
	t.printf("  %s %s%s", t.paint(dim, fmt.Sprintf("#%-*d", digits, r.item.First)), t.paint(cyan, r.name),
		strings.Repeat(" ", max(0, width-utf8.RuneCountInString(r.name))))
	if r.frame.IsHost() {
		t.printf("  %s\n", t.paint(dim, "host function"))
		return
	}
	off, _ := r.frame.FileOffset()
	place := fmt.Sprintf("func %d @ 0x%x", r.frame.Func, uint64(off))
	if several && r.frame.Instance != "" {
		place += " in " + clip(unwind.Printable(r.frame.Instance), maxName)
	}
	t.printf("  %s\n", t.paint(dim, place))
}

// cycle describes a folded cycle.
func cycle(stack *unwind.Stack, it unwind.Item) string {
	const shown = 4
	name := func(i int) string {
		f := stack.Frame(it.First + i)
		return clip(f.Name(), 60)
	}
	if it.Period == 1 {
		return name(0)
	}
	var names []string
	for i := range it.Period {
		if i == shown && it.Period > shown+1 {
			names = append(names, fmt.Sprintf("(%d more)", it.Period-shown))
			break
		}
		names = append(names, name(i))
	}
	return fmt.Sprintf("%s → %s, %s times", strings.Join(names, " → "), name(0), grouped(it.Count/it.Period))
}

// values writes the locals and operands of a frame.
func (t *text) values(th *engine.Thread, p *unwind.Physical) {
	if p.IsHost() {
		return
	}
	names := p.Module.Names()
	t.list("locals", locals(th, p), func(i int) string {
		return names.Local(p.Func, wasm.LocalIndex(i))
	})
	t.list("operands", operands(th, p), func(int) string { return "" })
}

func (t *text) list(title string, vs values, name func(i int) string) {
	if vs.err != nil {
		t.printf("       %s not available: %s\n", title, unwind.Printable(vs.err.Error()))
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
		label := clip(unwind.Printable(name(i)), maxName)
		if label == "" {
			label = fmt.Sprint(i)
		}
		if i > 0 {
			t.printf(",")
		}
		t.printf(" %s = %v %s", t.paint(cyan, label), v.Type, Value(v))
	}
	t.printf("\n")
}

// Value returns a value as a person reads it: integers that look like addresses or bits in
// hexadecimal as well.
func Value(v engine.Value) string {
	const plain = 1 << 12
	switch {
	case v.Type == wasm.I32 && (int32(v.Lo) >= plain || int32(v.Lo) <= -plain):
		return fmt.Sprintf("%d (0x%x)", int32(v.Lo), uint32(v.Lo))
	case v.Type == wasm.I64 && (int64(v.Lo) >= plain || int64(v.Lo) <= -plain):
		return fmt.Sprintf("%d (0x%x)", int64(v.Lo), v.Lo)
	}
	return v.String()
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

// clip cuts a text to n characters.
func clip(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	return string([]rune(s)[:n-1]) + "…"
}

// count writes a number of things.
func count(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return grouped(n) + " " + thing + "s"
}

// grouped writes a number with commas between groups of three digits.
func grouped(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
