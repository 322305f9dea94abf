package panes

import (
	"fmt"

	"github.com/wdbg/wdbg/listing"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/tui/internal/frame"
	"github.com/wdbg/wdbg/tui/internal/pane"
	"github.com/wdbg/wdbg/value"
)

// variables shows the variables of the selected frame.
type variables struct {
	tree
	globals *listing.Globals // used only while the program is read
}

// NewVariables returns the pane of variables.
func NewVariables() pane.Pane { return &variables{globals: &listing.Globals{}} }

// ID implements pane.Pane.
func (p *variables) ID() pane.ID { return pane.Variables }

// Title implements pane.Pane.
func (p *variables) Title(*pane.Context) string { return p.format.titled("variables") }

// Actions implements pane.Pane.
func (p *variables) Actions() []pane.Action { return actionsOfTrees() }

// Draw implements pane.Pane.
func (p *variables) Draw(c *pane.Context, a frame.Area) { p.tree.Draw(c, a, c.Active == p.ID()) }

// Want implements pane.Pane.
func (p *variables) Want(c *pane.Context) pane.Want {
	globals := p.globals
	return p.want(c, 0, func(r *reading) { r.variables(globals) })
}

// variables reads what the function returned that was left last, arguments, locals, and what is outside of functions.
func (r *reading) variables(globals *listing.Globals) {
	if r.f == nil {
		r.say(0, r.noFrame(), frame.Dim)
		if r.instance != target.NoInstance {
			r.outside(globals, r.v.Table(r.instance), "")
		}
		return
	}
	f := r.f
	r.returned()
	path := "\x1f" + r.v.NameOf(f)
	switch {
	case f.IsHost():
		r.say(0, r.v.NameOf(f)+" is a function of the host: it has no variables that can be seen", frame.Dim)
	case f.Scope == nil:
		r.say(0, noVariables, frame.Dim)
	default:
		vals := r.v.Values(f)
		arguments, locals := vals.Entries()
		list := append(arguments, locals...)
		r.list(path, 0, pane.Page, func(n int) kids { return r.entries(list, n, vals.Why) })
		if vals.Err != nil {
			r.say(0, "not all variables are known: "+symbols.Printable(value.Reason(vals.Err)), frame.Warning)
		}
		switch {
		case len(list) > 0 || vals.Err != nil:
		case !f.DescribesVariables():
			r.say(0, noVariables, frame.Dim)
		default:
			r.say(0, "this function has no variables", frame.Dim)
		}
	}
	if f.Instance.Module == nil {
		return
	}
	file := ""
	if f.Pos.File != nil {
		file = f.Pos.File.Path
	}
	r.outside(globals, r.v.Table(f.Instance.ID), file)
}

// noFrame says why there is no frame.
func (r *reading) noFrame() string {
	if stop := r.v.Stop(); stop != nil && stop.Ended {
		return "no frame: the program has ended"
	}
	return "no frame: the program is in no function"
}

// returned adds what the function returned that was left last.
func (r *reading) returned() {
	stop := r.v.Stop()
	if stop == nil || stop.Returned == nil || r.f.Number != 0 || r.f.Thread != stop.Thread {
		return
	}
	ret := stop.Returned
	n := node{name: symbols.Printable(ret.Func) + "()", role: frame.Function, note: "returned"}
	switch {
	case ret.Value != nil:
		n.val = ret.Value
	case len(ret.Words) > 0:
		n.kids, n.shown = func(int) kids { return kids{list: r.words(ret.Words)} }, pane.Page
	default:
		n.text, n.as = "<"+symbols.Printable(ret.Why)+">", frame.Warning
	}
	r.add("\x1freturned", 0, &n, map[string]int{})
}

// words makes nodes of values of the machine that are nowhere.
func (r *reading) words(list []symbols.Word) (nodes []node) {
	for _, w := range list {
		nodes = append(nodes, node{name: "result", text: listing.Word(w), typ: w.Type.String()})
	}
	return nodes
}

// entries makes nodes of the first of some variables.
func (r *reading) entries(list []listing.Entry, n int, why func(*symbols.Variable, error) string) (k kids) {
	if len(list) > n {
		k.rest = int64(len(list) - n)
		list = list[:n]
	}
	for _, e := range list {
		k.list = append(k.list, r.variable(e, why))
	}
	return k
}

// variable makes a node of a variable of the source.
func (r *reading) variable(e listing.Entry, why func(*symbols.Variable, error) string) node {
	val := value.Of(r.ctx, e.Variable)
	n := node{name: e.Name, val: &val, expr: e.Expr}
	n.id = fmt.Sprintf("%s\x1e%d", e.Variable.Name, e.Variable.Decl.Line) // not another one of its name
	if e.Variable.Artificial {
		n.role = frame.Dim
	}
	if err := val.Err(); err != nil {
		n.text, n.as, n.expr = listing.Absent(e.Variable, err, why), frame.Warning, ""
	}
	return n
}

// fewGlobals is up to how many variables of other files are shown together with those of the frame's file.
const fewGlobals = 50

// outside adds the group of the variables that are outside of functions.
func (r *reading) outside(globals *listing.Globals, table *symbols.Table, file string) {
	if table == nil || !listing.HasGlobals(table) {
		return
	}
	group := node{name: "globals", role: frame.Dim}
	group.kids = func(n int) kids {
		here, others, _ := globals.Of(table, file, nil)
		if len(here)+len(others) <= fewGlobals {
			here, others = append(here[:len(here):len(here)], others...), nil
		}
		k := r.entries(entriesOf(here, n), n, nil)
		k.rest = int64(max(0, len(here)-n))
		if len(others) > 0 {
			k.last = []node{{name: "[other files]", role: frame.Dim, text: listing.Count(len(others), "variable"), as: frame.Dim, kids: func(n int) kids {
				k := r.entries(entriesOf(others, n), n, nil)
				k.rest = int64(max(0, len(others)-n))
				return k
			}}}
		}
		if len(here)+len(others) == 0 {
			k.last = []node{{text: "there are none", as: frame.Dim}}
		}
		return k
	}
	r.add("\x1f", 0, &group, map[string]int{})
}

// entriesOf lists the first of some variables.
func entriesOf(list []*symbols.Variable, n int) (entries []listing.Entry) {
	for _, variable := range list[:min(n, len(list))] {
		entries = append(entries, listing.EntryOf(variable))
	}
	return entries
}

var _ pane.Searcher = (*variables)(nil)

const noVariables = "variables are unknown: no debug information"
