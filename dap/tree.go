package dap

import (
	"fmt"

	proto "github.com/google/go-dap"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/listing"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/value"
)

// container is something with variables in it, which the client may unfold.
type container interface {
	// children returns up to n from one on; n 0 is all. filter is "named", "indexed" or "".
	children(in *inspection, filter string, from, n int) ([]node, error)
	// child returns the one of a name.
	child(in *inspection, name string) (node, error)
	// frameID is the frame that it is of; nil for none.
	frameID() *debugger.FrameID
}

// node is a variable in a container, before it is written.
type node struct {
	name string
	// val is the value; nil where text says all.
	val *value.Value
	// variable is set for one of the source, whose declaration is known.
	variable *symbols.Variable
	// expr evaluates to it; "" where no expression is known. Its parts are members of what whole evaluates to, where that is set.
	expr, whole string
	text        string
	typ         string
	err         error
	// box is what it contains, where that is no value.
	box            container
	named, indexed int
	hint           *proto.VariablePresentationHint
	memory         string
}

// maxChildren bounds the variables of one answer: clients that do not page get no more.
const maxChildren = 10000

// pick returns the part of a list that a request is about.
func pick(list []node, from, n int) []node {
	if from < 0 || from >= len(list) {
		return nil
	}
	if n <= 0 {
		n = maxChildren
	}
	return list[from:min(len(list), from+n)]
}

// byName returns the node of a name.
func byName(list []node, name string) (node, error) {
	for _, x := range list {
		if x.name == name {
			return x, nil
		}
	}
	return node{}, fmt.Errorf("there is no %.100q here", name)
}

// childOf finds the child of a container that has no better way to do so than to look at all of them.
func childOf(b container, in *inspection, name string) (node, error) {
	list, err := b.children(in, "", 0, 0)
	if err != nil {
		return node{}, err
	}
	return byName(list, name)
}

// valueBox is a value whose parts are shown.
type valueBox struct {
	id   *debugger.FrameID
	val  value.Value
	expr string
	// raw: without formatters.
	raw bool
}

func (b *valueBox) frameID() *debugger.FrameID { return b.id }

// unfold finds the parts of a value: of what it points to, or wraps, where that is all there is.
func (b *valueBox) unfold(in *inspection) (listing.Parts, error) {
	f, err := in.frame(b.id)
	if err != nil {
		return listing.Parts{}, err
	}
	formatters := in.formatters(f)
	if b.raw {
		formatters = nil
	}
	return listing.Unfold(formatters, b.val.In(in.context(f)).Fresh(), b.expr), nil
}

func (b *valueBox) children(in *inspection, filter string, from, n int) ([]node, error) {
	p, err := b.unfold(in)
	if err != nil {
		return nil, err
	}
	if n <= 0 || n > maxChildren {
		n = maxChildren
	}
	var list []node
	if p.List != nil && !(p.Indexed && filter == "named") && !(!p.Indexed && filter == "indexed") {
		for i, child := range p.List.Slice(int64(from), int64(n)) {
			list = append(list, b.node(in, &p, child, from+i))
		}
	}
	if p.Formatted && !b.raw && filter != "indexed" && from == 0 && len(list) < n {
		list = append(list, b.rawNode())
	}
	return list, nil
}

// rawNode is the value without formatters.
func (b *valueBox) rawNode() node {
	raw := b.val
	return node{
		name: "[raw]", text: "", box: &valueBox{id: b.id, val: raw, expr: b.expr, raw: true},
		hint: &proto.VariablePresentationHint{Kind: "virtual", Attributes: []string{"readOnly"}},
	}
}

// child finds a part by its name. Of many it looks at some at a time.
func (b *valueBox) child(in *inspection, name string) (node, error) {
	for from := 0; from < 1<<22; {
		list, err := b.children(in, "", from, 1000)
		if err != nil {
			return node{}, err
		}
		if x, err := byName(list, name); err == nil {
			return x, nil
		}
		if len(list) < 1000 {
			break
		}
		if err := in.r.stop(); err != nil {
			return node{}, err
		}
		from += len(list)
	}
	return node{}, fmt.Errorf("there is no %.100q here", name)
}

// node makes a part one of the tree.
func (b *valueBox) node(in *inspection, p *listing.Parts, child value.Child, i int) node {
	part := p.Part(b.val, child, i, func(key value.Value) string {
		f, err := in.frame(b.id)
		if err != nil {
			f = nil
		}
		return in.printer(f).Text(key)
	})
	var hint *proto.VariablePresentationHint
	if child.Base && child.Key == nil {
		hint = &proto.VariablePresentationHint{Kind: "baseClass"}
	}
	if b.raw {
		part = part.Raw()
		hint = &proto.VariablePresentationHint{Kind: "data"}
	}
	return node{name: part.Name, val: &part.Value, expr: part.Expr, whole: part.Whole, hint: hint}
}

// write makes a node a variable of the protocol.
func (in *inspection) write(f *debugger.Frame, id *debugger.FrameID, x node, raw bool) variable {
	out := variable{Variable: proto.Variable{Name: x.name, Value: x.text, EvaluateName: x.expr, PresentationHint: x.hint}}
	if in.c.client.SupportsMemoryReferences {
		out.MemoryReference = x.memory
	}
	if in.c.client.SupportsVariableType {
		out.Type = x.typ
	}
	if x.err != nil {
		out.Value = "<" + symbols.Printable(value.Reason(x.err)) + ">"
	}
	if x.variable != nil {
		out.DeclarationLocationReference = in.c.handles.place(x.variable.Decl)
	}
	if x.box != nil {
		out.VariablesReference, out.NamedVariables, out.IndexedVariables = in.c.handles.keep(x.box), x.named, x.indexed
		return out
	}
	if x.val == nil {
		return out
	}
	path := x.whole
	if path == "" {
		path = x.expr
	}
	shown := in.shown(f, id, *x.val, path, raw)
	if x.text == "" {
		out.Value = shown.text
	}
	out.Type, out.VariablesReference, out.NamedVariables, out.IndexedVariables = shown.typ, shown.ref, shown.named, shown.indexed
	out.MemoryReference, out.ValueLocationReference = shown.memory, shown.location
	if out.PresentationHint == nil {
		out.PresentationHint = shown.hint
	}
	return out
}

// shown is a value as the client sees it.
type shown struct {
	text, typ, memory   string
	ref, named, indexed int
	location            int
	hint                *proto.VariablePresentationHint
}

// shown writes a value. Where it has parts they get a number.
func (in *inspection) shown(f *debugger.Frame, id *debugger.FrameID, val value.Value, expr string, raw bool) (s shown) {
	printer := in.printer(f)
	if raw {
		printer.Formatters = nil
	}
	s.text = symbols.Printable(printer.Text(val))
	if in.c.client.SupportsVariableType {
		s.typ = listing.TypeName(val)
	}
	if in.c.client.SupportsMemoryReferences {
		s.memory = in.memoryReference(f, val)
	}
	s.location = in.valueLocation(f, val)
	box := &valueBox{id: id, val: val, expr: expr, raw: raw}
	p := listing.Unfold(printer.Formatters, val, expr)
	if p.List == nil {
		if val.CanWrite() != nil {
			s.hint = &proto.VariablePresentationHint{Attributes: []string{"readOnly"}}
		}
		return s
	}
	n, exact := p.List.Len()
	if n == 0 && exact {
		return s
	}
	s.ref = in.c.handles.keep(box)
	if exact && p.Indexed {
		s.indexed = int(min(n, 1<<30))
		if p.Formatted && !raw {
			s.named = 1
		}
	}
	return s
}

// valueLocation returns the place of the function that a value points to.
func (in *inspection) valueLocation(f *debugger.Frame, val value.Value) int {
	s := val.Strip()
	t := s.Type()
	if f == nil || t == nil || t.Kind != symbols.KindPointer || s.Err() != nil {
		return 0
	}
	if elem := t.Elem(); elem == nil || elem.Strip() == nil || elem.Strip().Kind != symbols.KindFunc {
		return 0
	}
	n, err := s.Uint()
	if err != nil {
		return 0
	}
	w, err := in.v.Target().TableElem(f.Instance.ID, 0, n)
	if err != nil {
		return 0
	}
	ref, ok := in.v.Target().Func(w)
	if !ok || ref.Host != nil {
		return 0
	}
	inst, ok := in.v.Instance(ref.Instance)
	if !ok {
		return 0
	}
	fn := in.v.Func(inst, ref.Func)
	if fn == nil {
		return 0
	}
	return in.c.handles.place(fn.Decl)
}
