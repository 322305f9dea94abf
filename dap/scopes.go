package dap

import (
	"cmp"
	"fmt"
	"slices"

	proto "github.com/google/go-dap"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/value"
)

// scopes returns what there is to see in a frame.
func (c *conn) scopes(r *request, a *proto.ScopesArguments) (any, error) {
	id, err := c.handles.frame(a.FrameId)
	if err != nil {
		return nil, err
	}
	body := proto.ScopesResponseBody{Scopes: []proto.Scope{}}
	err = c.inspect(r, func(in *inspection) error {
		f, err := in.frame(&id)
		if err != nil {
			return err
		}
		add := func(s proto.Scope, b container) {
			s.VariablesReference = c.handles.keep(b)
			if _, ok := b.(*frameBox); ok {
				s.Source, s.Line = c.beginning(f)
			}
			body.Scopes = append(body.Scopes, s)
		}
		if stop := in.v.Stop(); stop != nil && stop.Returned != nil && f.Number == 0 && f.Thread == stop.Thread {
			add(proto.Scope{Name: "Returned", PresentationHint: "returnValue"}, &returnedBox{id: &id})
		}
		if !f.IsHost() && f.Scope != nil {
			arguments, locals := in.variablesOf(f)
			if len(arguments) > 0 {
				add(proto.Scope{Name: "Arguments", PresentationHint: "arguments", NamedVariables: len(arguments)}, &frameBox{id: &id, arguments: true})
			}
			add(proto.Scope{Name: "Locals", PresentationHint: "locals", NamedVariables: len(locals)}, &frameBox{id: &id})
		}
		if in.hasGlobals(f) {
			add(proto.Scope{Name: "Globals", PresentationHint: "globals", Expensive: true}, &globalsBox{id: &id})
		}
		if f.Instance.Module != nil {
			add(proto.Scope{Name: "Wasm", PresentationHint: "registers", Expensive: f.Scope != nil}, &wasmBox{id: &id})
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return body, nil
}

// beginning returns the line from which on names mean a frame's variables, so that clients do not show their values beside lines of other
// functions: that of the function. There is none where the frame is in another file, as with macros and included code.
func (c *conn) beginning(f *debugger.Frame) (*proto.Source, int) {
	if f.Func == nil || f.Func.Decl.File == nil || f.Func.Decl.File != f.Pos.File || f.Func.Decl.Line > f.Pos.Line {
		return nil, 0
	}
	src, line, _ := c.at(f.Func.Decl)
	return src, line
}

// frameBox are the variables of a frame: its arguments or the others.
type frameBox struct {
	id        *debugger.FrameID
	arguments bool
}

func (b *frameBox) frameID() *debugger.FrameID { return b.id }

func (b *frameBox) children(in *inspection, filter string, from, n int) ([]node, error) {
	f, err := in.frame(b.id)
	if err != nil || filter == "indexed" {
		return nil, err
	}
	arguments, list := in.variablesOf(f)
	if b.arguments {
		list = arguments
	}
	return pick(list, from, n), nil
}

func (b *frameBox) child(in *inspection, name string) (node, error) {
	return childOf(b, in, name)
}

// variablesOf returns the arguments and the other variables of a frame, the innermost blocks' last. One that is hidden by another of its name has its
// line in the name, and no expression.
func (in *inspection) variablesOf(f *debugger.Frame) (arguments, locals []node) {
	vals := in.v.Values(f)
	ctx := in.context(f)
	last := map[string]*symbols.Variable{}
	for _, variable := range vals.List {
		last[variable.Name] = variable
	}
	for _, variable := range vals.List {
		x := in.variable(ctx, variable, vals.Why)
		if last[variable.Name] != variable {
			x.name, x.expr = fmt.Sprintf("%s (line %d)", x.name, variable.Decl.Line), ""
		}
		if variable.Kind == symbols.Parameter {
			arguments = append(arguments, x)
		} else {
			locals = append(locals, x)
		}
	}
	if vals.Err != nil {
		locals = append(locals, node{name: "…", err: vals.Err})
	}
	return arguments, locals
}

// variable makes a node of a variable of the source.
func (in *inspection) variable(ctx *value.Context, variable *symbols.Variable, why func(*symbols.Variable, error) string) node {
	val := value.Of(ctx, variable)
	x := node{name: symbols.Printable(symbols.Qualify(variable.Scope, variable.Name)), val: &val, variable: variable}
	if variable.Name == "" {
		x.name = "(unnamed)"
		return x
	}
	x.expr = x.name
	if variable.Artificial {
		x.hint = &proto.VariablePresentationHint{Visibility: "internal"}
	}
	if err := val.Err(); err != nil {
		x.text = symbols.Printable(fmt.Sprintf("<%s>", reasonOf(variable, err, why)))
		x.expr = ""
	}
	return x
}

// reasonOf says why a variable has no value.
func reasonOf(variable *symbols.Variable, err error, why func(*symbols.Variable, error) string) string {
	if why != nil {
		if text := why(variable, err); text != "" {
			return text
		}
	}
	return value.Reason(err)
}

// returnedBox is what the function returned that was left last.
type returnedBox struct{ id *debugger.FrameID }

func (b *returnedBox) frameID() *debugger.FrameID { return b.id }

func (b *returnedBox) children(in *inspection, filter string, from, n int) ([]node, error) {
	stop := in.v.Stop()
	if stop == nil || stop.Returned == nil {
		return nil, nil
	}
	ret := stop.Returned
	x := node{name: symbols.Printable(ret.Func) + "()", hint: &proto.VariablePresentationHint{Kind: "data", Attributes: []string{"readOnly"}}}
	switch {
	case ret.Value != nil:
		x.val = ret.Value
	case len(ret.Words) > 0:
		var list []node
		for i, w := range ret.Words {
			list = append(list, in.wordNode(fmt.Sprintf("%s()[%d]", symbols.Printable(ret.Func), i), "", w))
		}
		return pick(list, from, n), nil
	default:
		x.text = "<" + symbols.Printable(ret.Why) + ">"
	}
	return pick([]node{x}, from, n), nil
}

func (b *returnedBox) child(in *inspection, name string) (node, error) {
	return childOf(b, in, name)
}

// globalsBox are the variables outside of functions: at first those of the frame's file.
type globalsBox struct {
	id *debugger.FrameID
	// others are those of other files.
	others bool
}

func (b *globalsBox) frameID() *debugger.FrameID { return b.id }

// fewGlobals is up to how many global variables are shown without being asked for.
const fewGlobals = 50

func (in *inspection) hasGlobals(f *debugger.Frame) bool {
	if f.Instance.Module == nil {
		return false
	}
	for _, s := range in.v.Table(f.Instance.ID).Sources() {
		if _, ok := s.(symbols.DataSource); ok && s.Origin() == symbols.OriginDWARF {
			return true
		}
	}
	return false
}

func (b *globalsBox) children(in *inspection, filter string, from, n int) ([]node, error) {
	f, err := in.frame(b.id)
	if err != nil || filter == "indexed" {
		return nil, err
	}
	here, others := in.globals(f)
	ctx := in.context(f)
	list := here
	if b.others {
		list = others
	}
	more := !b.others && len(others) > 0
	if more && len(here)+len(others) <= fewGlobals {
		list, more = append(here, others...), false
	}
	var nodes []node
	page := list[min(from, len(list)):]
	if n > 0 {
		page = page[:min(len(page), n)]
	}
	for _, variable := range page[:min(len(page), maxChildren)] {
		nodes = append(nodes, in.variable(ctx, variable, nil))
	}
	if more && from+len(page) >= len(list) && (n <= 0 || len(page) < n) {
		nodes = append(nodes, node{name: "[other files]", box: &globalsBox{id: b.id, others: true}, named: len(others), hint: &proto.VariablePresentationHint{Kind: "virtual"}})
	}
	return nodes, in.r.stop()
}

func (b *globalsBox) child(in *inspection, name string) (node, error) {
	return childOf(b, in, name)
}

// globals returns the variables outside of functions, of the frame's file and of others, in the order of their names. They are found once.
func (in *inspection) globals(f *debugger.Frame) (here, others []*symbols.Variable) {
	table := in.v.Table(f.Instance.ID)
	file := ""
	if f.Pos.File != nil {
		file = f.Pos.File.Path
	}
	key := globalsKey{table, file}
	if g, ok := in.c.sources.globals[key]; ok {
		return g.here, g.others
	}
	type name struct{ scope, name string }
	seen := map[name]bool{}
	for g := range table.Globals() {
		if in.r.stop() != nil {
			return nil, nil
		}
		n := name{g.Scope, g.Name}
		if g.Name == "" || seen[n] && g.Kind != symbols.Static {
			continue
		}
		seen[n] = true
		if g.Decl.File != nil && g.Decl.File.Path == file {
			here = append(here, g)
		} else {
			others = append(others, g)
		}
	}
	order := func(a, b *symbols.Variable) int {
		return cmp.Or(cmp.Compare(a.Scope, b.Scope), cmp.Compare(a.Name, b.Name))
	}
	slices.SortStableFunc(here, order)
	slices.SortStableFunc(others, order)
	if len(in.c.sources.globals) >= maxGlobals {
		clear(in.c.sources.globals)
	}
	in.c.sources.globals[key] = globals{here, others}
	return here, others
}

// globals are the variables outside of functions, of a file and of others.
type globals struct{ here, others []*symbols.Variable }

type globalsKey struct {
	table *symbols.Table
	file  string
}

// maxGlobals bounds the files whose variables are kept.
const maxGlobals = 8
