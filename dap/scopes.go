package dap

import (
	"fmt"

	proto "github.com/google/go-dap"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/listing"
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

// variablesOf returns the arguments and the other variables of a frame.
func (in *inspection) variablesOf(f *debugger.Frame) (arguments, locals []node) {
	vals := in.v.Values(f)
	ctx := in.context(f)
	args, others := vals.Entries()
	for _, e := range args {
		arguments = append(arguments, in.variable(ctx, e, vals.Why))
	}
	for _, e := range others {
		locals = append(locals, in.variable(ctx, e, vals.Why))
	}
	if vals.Err != nil {
		locals = append(locals, node{name: "…", err: vals.Err})
	}
	return arguments, locals
}

// variable makes a node of a variable of the source.
func (in *inspection) variable(ctx *value.Context, e listing.Entry, why func(*symbols.Variable, error) string) node {
	val := value.Of(ctx, e.Variable)
	x := node{name: e.Name, val: &val, variable: e.Variable, expr: e.Expr}
	if e.Variable.Name == "" {
		return x
	}
	if e.Variable.Artificial {
		x.hint = &proto.VariablePresentationHint{Visibility: "internal"}
	}
	if err := val.Err(); err != nil {
		x.text, x.expr = listing.Absent(e.Variable, err, why), ""
	}
	return x
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
	return f.Instance.Module != nil && listing.HasGlobals(in.v.Table(f.Instance.ID))
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
		nodes = append(nodes, in.variable(ctx, listing.EntryOf(variable), nil))
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
	file := ""
	if f.Pos.File != nil {
		file = f.Pos.File.Path
	}
	here, others, _ = in.c.sources.globals.Of(in.v.Table(f.Instance.ID), file, in.r.stop) // the error is told when the request ends
	return here, others
}
