package dap

import (
	"fmt"

	proto "github.com/google/go-dap"

	"github.com/wdbg/wdbg/debugger"
	"github.com/wdbg/wdbg/listing"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/wasm"
)

// wasmBox is what the machine has in a frame: locals, operand stack, globals, memories, tables.
type wasmBox struct{ id *debugger.FrameID }

func (b *wasmBox) frameID() *debugger.FrameID { return b.id }

func (b *wasmBox) children(in *inspection, filter string, from, n int) ([]node, error) {
	f, err := in.frame(b.id)
	if err != nil || filter == "indexed" {
		return nil, err
	}
	if f == nil || f.Instance.Module == nil {
		return nil, nil
	}
	var list []node
	add := func(name string, count int, what wasmList) {
		list = append(list, node{
			name: name, text: listing.Count(count, what.unit()), box: &wasmListBox{id: b.id, what: what}, named: count,
			hint: &proto.VariablePresentationHint{Kind: "virtual"},
		})
	}
	if !f.IsHost() {
		locals, err := in.v.Target().Locals(f.Thread, f.Physical.Depth)
		if err != nil {
			list = append(list, node{name: "locals", err: err})
		} else {
			add("locals", len(locals), wasmLocals)
		}
		operands, err := in.v.Target().Operands(f.Thread, f.Physical.Depth)
		if err != nil {
			list = append(list, node{name: "operand stack", err: err})
		} else {
			add("operand stack", len(operands), wasmOperands)
		}
	}
	m := f.Instance.Module
	add("globals", m.NumGlobals(), wasmGlobals)
	add("memories", m.NumMemories(), wasmMemories)
	add("tables", m.NumTables(), wasmTables)
	return pick(list, from, n), nil
}

func (b *wasmBox) child(in *inspection, name string) (node, error) {
	return childOf(b, in, name)
}

// wasmList is a kind of what the machine has.
type wasmList uint8

const (
	wasmLocals wasmList = iota
	wasmOperands
	wasmGlobals
	wasmMemories
	wasmTables
)

func (w wasmList) unit() string {
	return [...]string{"local", "operand", "global", "memory", "table"}[w]
}

// wasmListBox is one of these lists.
type wasmListBox struct {
	id   *debugger.FrameID
	what wasmList
}

func (b *wasmListBox) frameID() *debugger.FrameID { return b.id }

func (b *wasmListBox) child(in *inspection, name string) (node, error) {
	return childOf(b, in, name)
}

func (b *wasmListBox) children(in *inspection, filter string, from, n int) ([]node, error) {
	f, err := in.frame(b.id)
	if err != nil || filter == "indexed" {
		return nil, err
	}
	t := in.v.Target()
	var list []node
	switch b.what {
	case wasmLocals:
		words, err := t.Locals(f.Thread, f.Physical.Depth)
		if err != nil {
			return nil, err
		}
		names := f.Instance.Module.Names()
		for i, w := range words {
			list = append(list, in.wordNode(labelled(fmt.Sprintf("$local%d", i), names.Local(f.Physical.Func, wasm.LocalIndex(i))), fmt.Sprintf("$local%d", i), w))
		}
	case wasmOperands:
		words, err := t.Operands(f.Thread, f.Physical.Depth)
		if err != nil {
			return nil, err
		}
		for i, w := range words {
			name := fmt.Sprintf("$stack[%d]", i)
			list = append(list, in.wordNode(name, name, w))
		}
	case wasmGlobals:
		for i := range f.Instance.Module.NumGlobals() {
			list = append(list, in.globalNode(f, wasm.GlobalIndex(i)))
		}
	case wasmMemories:
		for i, m := range t.Memories(f.Instance.ID) {
			list = append(list, node{
				name: fmt.Sprintf("memory %d", i), text: fmt.Sprintf("%s bytes (0x%x)", listing.Grouped(int(m.Size)), m.Size), typ: "memory",
				memory: memoryRef{instance: f.Instance.ID, memory: uint32(i)}.String(), hint: &proto.VariablePresentationHint{Attributes: []string{"readOnly"}},
			})
		}
	case wasmTables:
		for i := range f.Instance.Module.NumTables() {
			list = append(list, in.tableNode(b.id, f.Instance, wasm.TableIndex(i)))
		}
	}
	return pick(list, from, n), nil
}

// labelled adds the name that something has to what it is called by.
func labelled(label, name string) string {
	if name == "" {
		return label
	}
	return label + " " + listing.Clip(symbols.Printable(name), listing.MaxName)
}

// wordNode is a value of the machine.
func (in *inspection) wordNode(name, expr string, w symbols.Word) node {
	x := node{name: name, text: listing.Word(w), typ: w.Type.String(), expr: expr}
	if in.hex && !w.Type.IsRef() {
		x.text = fmt.Sprintf("0x%x", w.Lo)
		if w.Hi != 0 {
			x.text = fmt.Sprintf("0x%x%016x", w.Hi, w.Lo)
		}
	}
	if w.Type == wasm.I32 || w.Type == wasm.I64 {
		x.memory = memoryRef{addr: w.Lo}.String()
	}
	if objects := in.v.Target().Objects; objects != nil && w.Type.IsRef() {
		if o, ok := objects.Object(w); ok && o.Kind != "i31" {
			x.box, x.indexed = &objectBox{ref: w}, int(min(o.Len, 1<<30))
			if o.Kind != "array" {
				x.named, x.indexed = x.indexed, 0
			}
		}
	}
	return x
}

func (in *inspection) globalNode(f *debugger.Frame, g wasm.GlobalIndex) node {
	m := f.Instance.Module
	expr := fmt.Sprintf("$global[%d]", g)
	w, err := in.v.Target().Global(f.Instance.ID, g)
	if err != nil {
		return node{name: expr, err: err}
	}
	x := in.wordNode(labelled(expr, m.Names().Global(g)), expr, w)
	if !m.GlobalType(g).Mutable {
		x.hint = &proto.VariablePresentationHint{Attributes: []string{"constant", "readOnly"}}
	}
	return x
}

func (in *inspection) tableNode(id *debugger.FrameID, inst target.Instance, t wasm.TableIndex) node {
	x := node{name: fmt.Sprintf("table %d", t), typ: inst.Module.TableType(t).Elem.String()}
	size, err := in.v.Target().TableSize(inst.ID, t)
	if err != nil {
		x.err = err
		return x
	}
	x.text = listing.Count(int(size), "element")
	if size > 0 {
		x.box, x.indexed = &tableBox{id: id, inst: inst.ID, table: t}, int(min(size, 1<<30))
	}
	return x
}

// tableBox are the elements of a table.
type tableBox struct {
	id    *debugger.FrameID
	inst  target.InstanceID
	table wasm.TableIndex
}

func (b *tableBox) frameID() *debugger.FrameID { return b.id }

func (b *tableBox) children(in *inspection, filter string, from, n int) ([]node, error) {
	if filter == "named" || from < 0 {
		return nil, nil
	}
	size, err := in.v.Target().TableSize(b.inst, b.table)
	if err != nil {
		return nil, err
	}
	if n <= 0 || n > maxChildren {
		n = maxChildren
	}
	var list []node
	for i := uint64(from); i < size && len(list) < n; i++ {
		w, err := in.v.Target().TableElem(b.inst, b.table, i)
		x := node{name: fmt.Sprintf("[%d]", i), err: err}
		if err == nil {
			x = in.wordNode(x.name, "", w)
			if ref, ok := in.v.Target().Func(w); ok {
				x.text = in.v.FuncName(ref)
			}
		}
		x.hint = &proto.VariablePresentationHint{Attributes: []string{"readOnly"}}
		list = append(list, x)
	}
	return list, nil
}

func (b *tableBox) child(in *inspection, name string) (node, error) {
	return node{}, fmt.Errorf("elements of tables cannot be changed or watched")
}

// objectBox are the fields of an object of the garbage-collected heap.
type objectBox struct{ ref symbols.Word }

func (b *objectBox) frameID() *debugger.FrameID { return nil }

func (b *objectBox) children(in *inspection, filter string, from, n int) ([]node, error) {
	o, ok := in.v.Target().Objects.Object(b.ref)
	if !ok || from < 0 {
		return nil, fmt.Errorf("this is no object any more")
	}
	indexed := o.Kind == "array"
	if indexed && filter == "named" || !indexed && filter == "indexed" {
		return nil, nil
	}
	if n <= 0 || n > maxChildren {
		n = maxChildren
	}
	var names *wasm.Names
	if inst, ok := in.v.Instance(o.Instance); ok && o.HasType && !indexed {
		names = inst.Module.Names()
	}
	var list []node
	for i := uint64(from); i < o.Len && len(list) < n; i++ {
		w, err := o.Field(i)
		x := node{name: fmt.Sprintf("[%d]", i), err: err}
		if names != nil {
			x.name = labelled(fmt.Sprintf(".%d", i), names.Field(o.Type, uint32(i)))
		}
		if err == nil {
			x = in.wordNode(x.name, "", w)
		}
		x.hint = &proto.VariablePresentationHint{Attributes: []string{"readOnly"}}
		list = append(list, x)
	}
	return list, nil
}

func (b *objectBox) child(in *inspection, name string) (node, error) {
	return node{}, fmt.Errorf("fields of objects cannot be changed or watched")
}
