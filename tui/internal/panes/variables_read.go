package panes

import (
	"fmt"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/listing"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/tui/internal/frame"
	"github.com/wdbg/wdbg/tui/internal/pane"
	"github.com/wdbg/wdbg/value"
	"github.com/wdbg/wdbg/wasm"
)

// node is something in a tree of values, before it is a row.
type node struct {
	name string
	// id is what tells it from its siblings; "": the name.
	id   string
	role frame.Role // of the name
	// val is the value; nil where text says all.
	val *value.Value
	// text is what is shown, typ its type; natural is text whatever the format, where it is another one.
	text, natural, typ, note string
	// as is the role of the text; live says that it is a value, which may change.
	as   frame.Role
	live bool
	// expr evaluates to it; "" where no expression is known. Its parts are members of what whole evaluates to.
	expr, whole string
	// raw: without formatters; mute: without a text.
	raw, mute bool
	// set is an expression that stands for a place which is no value of the source; edit is what it is changed from.
	set, edit string
	memory    *pane.ShowMemory
	// kids returns the first n of what is in it.
	kids func(n int) kids
	// shown is how many of them are shown where nobody has said.
	shown int
}

// kids are some of what is in a node.
type kids struct {
	list []node
	// rest is how many more there are, less than 0 where that is not known.
	rest int64
	// last comes after them.
	last []node
}

// entry is what a pane does with a row: its Data.
type entry struct{ node }

// reading reads a tree of values.
type reading struct {
	v          *debugger.View
	f          *debugger.Frame // nil: the program is in no function
	ctx        *value.Context
	instance   target.InstanceID
	formatters value.Formatters
	format     format
	open       pane.Unfolding
	rows       []pane.TreeRow
}

// snapshot is what was read.
type snapshot struct {
	rows []pane.TreeRow
	// run is the program that it is of, of of which call it is.
	run *target.Target
	of  activation
	// stop, serial and changes say when it was true.
	stop            *debugger.Stop
	serial, changes uint64
	format          format
	focus           pane.Focus
	at              standing
}

// standing is where the machine's frame of a call stands, which may tell it from an earlier call.
type standing struct {
	offset wasm.FuncOffset
	// once: each call stands there once. inner: it is the innermost frame.
	once, inner bool
	// depth is that of the innermost frame: deeper ones are gone.
	depth int
}

// activation is a call of a function, as far as it can be told from others.
type activation struct {
	id       debugger.FrameID
	instance target.InstanceID
	function string
}

// newReading begins to read what is in the selected frame.
func newReading(v *debugger.View, focus pane.Focus, fm format, open pane.Unfolding) (*reading, error) {
	r := &reading{v: v, format: fm, open: open, instance: target.NoInstance}
	f, err := focused(v, focus)
	if err != nil {
		return nil, err
	}
	if r.f = f; f == nil {
		if list := v.Instances(); len(list) > 0 {
			inst := list[len(list)-1]
			r.ctx, r.instance, r.formatters = v.StaticContext(inst), inst.ID, v.Formatters(inst.Module)
		}
		return r, nil
	}
	ctx := *v.Context(f)
	if f.Instance.Module != nil { // what is shown at every stop must not wait for an index of large debug information
		ctx.Symbol = v.Table(f.Instance.ID).DataSymbolAtOnce
		r.instance, r.formatters = f.Instance.ID, v.Formatters(f.Instance.Module)
	}
	r.ctx = &ctx
	return r, nil
}

// focused returns the selected frame; nil where there is none.
func focused(v *debugger.View, focus pane.Focus) (*debugger.Frame, error) {
	if !focus.Known {
		return nil, nil
	}
	f, err := v.Frame(focus.Thread, focus.Number)
	if err != nil {
		return nil, err
	}
	if v.ID(f) != focus.ID {
		return nil, fmt.Errorf("the frame is gone")
	}
	return f, nil
}

// result returns what was read.
func (r *reading) result(focus pane.Focus) *snapshot {
	s := &snapshot{focus: focus, rows: r.rows, run: r.v.Target(), stop: r.v.Stop(), serial: r.v.Serial(), changes: r.v.Changes(), format: r.format}
	if r.f != nil {
		s.of = activation{r.v.ID(r.f), r.f.Instance.ID, r.v.NameOf(r.f)}
		s.at = standing{offset: r.f.Physical.Offset, once: !r.f.IsHost() && r.v.Once(r.f.Physical.Place)}
		if top, err := r.v.Frame(r.f.Thread, 0); err == nil {
			s.at.depth, s.at.inner = top.Physical.Depth, top.Physical.Depth == r.f.Physical.Depth
		}
	}
	return s
}

// say adds a row that is no value.
func (r *reading) say(depth int, text string, role frame.Role) {
	r.rows = append(r.rows, pane.TreeRow{Path: "\x00" + text, Depth: depth, Value: text, Role: role})
}

// list adds what is in something of a path.
func (r *reading) list(path string, depth, shown int, read func(n int) kids) {
	n := r.open.Of(path, shown)
	if n <= 0 {
		return
	}
	k := read(n)
	names := map[string]int{}
	for i := range k.list {
		r.add(path, depth, &k.list[i], names)
	}
	if k.rest != 0 {
		r.rows = append(r.rows, pane.MoreRow(path, depth, n, k.rest))
	}
	for i := range k.last {
		r.add(path, depth, &k.last[i], names)
	}
}

// add adds a node with what is unfolded of it. names are those of its siblings so far.
func (r *reading) add(parent string, depth int, n *node, names map[string]int) {
	id := n.id
	if id == "" {
		id = n.name
	}
	path := parent + "\x1f" + id
	if names[id]++; names[id] > 1 {
		path += fmt.Sprintf("\x1e%d", names[id])
	}
	r.write(n)
	e := &entry{*n}
	e.kids = nil // it is kept when nothing can be read any more
	row := pane.TreeRow{Path: path, Depth: depth, Name: n.name, NameRole: n.role, Value: n.text, Role: n.as, Note: n.note, Type: n.typ, Data: e}
	if n.kids != nil {
		row.Fold = pane.Folded
		if r.open.Of(path, n.shown) > 0 {
			row.Fold = pane.Unfolded
		}
	}
	r.rows = append(r.rows, row)
	if row.Fold == pane.Unfolded {
		r.list(path, depth+1, n.shown, n.kids)
	}
}

// write makes the text of a node that is a value, and finds what is in it.
func (r *reading) write(n *node) {
	if n.val == nil {
		if n.natural == "" {
			n.natural = n.text
		}
		return
	}
	val := *n.val
	if n.typ == "" {
		n.typ = listing.TypeName(val)
	}
	if n.text == "" && !n.mute {
		n.text, n.natural = r.text(val, n.raw)
		n.live = true
		if r.shown(n.raw).Show(val).Err != nil {
			n.as, n.live = frame.Warning, false
		}
	}
	n.edit = r.editable(val)
	if addr, length, ok := listing.MemoryOf(val); ok {
		n.memory = &pane.ShowMemory{Instance: r.instance, Addr: addr, Len: uint64(max(length, 0))}
	}
	r.unfold(n)
}

// shown returns the formatters that show values.
func (r *reading) shown(raw bool) value.Formatters {
	if raw || r.format == 'r' {
		return nil
	}
	return r.formatters
}

// printer returns what writes a value into one line of the tree, as front ends all do.
func (r *reading) printer(raw bool, fm format) *value.Printer {
	p := listing.TreePrinter(r.formatters)
	switch {
	case raw:
		p.Formatters = nil
	case fm == 'x':
		p.Hex = true
		return p
	}
	p.Format = byte(fm)
	return p
}

// text writes a value, in the format that was chosen and in the natural one.
func (r *reading) text(val value.Value, raw bool) (text, natural string) {
	natural = symbols.Printable(r.printer(raw, 0).Text(val))
	if r.format == 0 {
		return natural, natural
	}
	return symbols.Printable(r.printer(raw, r.format).Text(val)), natural
}

// editable returns a value as an expression, to be changed; "" where that is not known.
func (r *reading) editable(val value.Value) string {
	if val.Err() != nil || val.CanWrite() != nil {
		return ""
	}
	s := val.Strip()
	t := s.Type()
	if t == nil {
		return ""
	}
	p := r.printer(true, 0)
	switch t.Kind {
	case symbols.KindBase:
		if signed, ok := r.ctx.IsSigned(t); ok && t.Encoding != symbols.EncodingBool {
			p.Format = 'u'
			if signed {
				p.Format = 'd'
			}
		}
	case symbols.KindPointer:
		p.Format = 'x'
	case symbols.KindEnum:
	default:
		return ""
	}
	if p.Format != 0 && r.format == 'x' {
		p.Format = 'x'
	}
	return symbols.Printable(p.Text(s))
}

// unfold finds out whether there is something in a value.
func (r *reading) unfold(n *node) {
	val, whole := *n.val, n.whole
	if whole == "" {
		whole = n.expr
	}
	parts := listing.Unfold(r.shown(n.raw), val, whole)
	if !parts.Any() {
		return
	}
	raw := n.raw
	n.kids = func(count int) (k kids) {
		list := parts.List.Slice(0, int64(count)+1)
		if len(list) > count {
			list, k.rest = list[:count], -1
			if total, exact := parts.List.Len(); exact {
				k.rest = total - int64(count)
			}
		}
		for i, child := range list {
			k.list = append(k.list, r.part(&parts, val, child, i, raw))
		}
		if parts.Formatted && !raw && r.format != 'r' {
			k.last = []node{{name: "[raw]", role: frame.Dim, mute: true, val: &val, whole: whole, raw: true}}
		}
		return k
	}
}

// part makes a node of a part of a value.
func (r *reading) part(parts *listing.Parts, of value.Value, child value.Child, i int, raw bool) node {
	part := parts.Part(of, child, i, func(key value.Value) string { return r.printer(false, r.format).Text(key) })
	if raw {
		part = part.Raw()
	}
	n := node{name: part.Name, val: &part.Value, expr: part.Expr, whole: part.Whole, raw: raw}
	if child.Base {
		n.role = frame.Dim
	}
	return n
}
