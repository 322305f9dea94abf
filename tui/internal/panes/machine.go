package panes

import (
	"fmt"
	"strings"

	"github.com/wdbg/wdbg/listing"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/tui/internal/frame"
	"github.com/wdbg/wdbg/tui/internal/pane"
	"github.com/wdbg/wdbg/value"
	"github.com/wdbg/wdbg/wasm"
)

// machine shows what the machine has of the selected frame: operand stack, locals, globals.
type machine struct{ tree }

// NewMachine returns the pane of the machine's state.
func NewMachine() pane.Pane { return &machine{} }

// ID implements pane.Pane.
func (p *machine) ID() pane.ID { return pane.Machine }

// Title implements pane.Pane.
func (p *machine) Title(*pane.Context) string { return p.format.titled("machine") }

// Actions implements pane.Pane.
func (p *machine) Actions() []pane.Action { return actionsOfTrees() }

// Draw implements pane.Pane.
func (p *machine) Draw(c *pane.Context, a frame.Area) { p.tree.Draw(c, a, c.Active == p.ID()) }

// Want implements pane.Pane.
func (p *machine) Want(c *pane.Context) pane.Want {
	return p.want(c, 0, (*reading).machine)
}

var _ pane.Searcher = (*machine)(nil)

// machine reads the state of the machine's frame that the selected one is in.
func (r *reading) machine() {
	f := r.f
	switch {
	case f == nil:
		r.say(0, r.noFrame(), frame.Dim)
	case f.IsHost():
		r.say(0, r.v.NameOf(f)+" is a function of the host: it has no state in this machine", frame.Dim)
	default:
		if !f.Last {
			outer := r.v.FuncName(target.FuncRef{Instance: f.Physical.Instance, Func: f.Physical.Func})
			r.say(0, r.v.NameOf(f)+" is inlined: this is the frame of "+outer, frame.Dim)
		}
		path := "\x1f" + r.v.FuncName(target.FuncRef{Instance: f.Physical.Instance, Func: f.Physical.Func})
		holds := r.holders()
		names := map[string]int{}
		for _, group := range []node{r.operands(holds), r.locals(holds)} {
			r.add(path, 0, &group, names)
		}
	}
	if inst, ok := r.v.Instance(r.instance); ok {
		names := map[string]int{}
		for _, group := range []node{r.wasmGlobals(inst), r.tables(inst)} {
			if group.kids != nil {
				r.add("\x1f", 0, &group, names)
			}
		}
	}
}

// place is where the machine has a value.
type place struct {
	kind  symbols.PieceKind
	index uint32
}

// maxHolders bounds the variables whose places are looked at.
const maxHolders = 1000

// holders says of places of the machine which variables of the frame they hold, as far as debug information says so.
func (r *reading) holders() map[place]string {
	holds := map[place]string{}
	if r.f.Func == nil || r.f.Func.Origin < symbols.OriginDWARF {
		return holds // names of locals are all that is known
	}
	list := r.v.Values(r.f).List
	for _, variable := range list[:min(len(list), maxHolders)] {
		val := value.Of(r.ctx, variable)
		if val.Err() != nil || variable.Name == "" {
			continue
		}
		for _, piece := range val.Location().Pieces {
			if piece.Kind == symbols.InLocal || piece.Kind == symbols.InOperand || piece.Kind == symbols.InGlobal {
				at := place{piece.Kind, piece.Index}
				if holds[at] != "" {
					holds[at] += ", "
				}
				holds[at] += symbols.Printable(variable.Name)
			}
		}
	}
	return holds
}

// group makes a node of a list of the machine's values; at makes one of them, by its number in the list.
func group(name string, n, shown int, at func(i int) node) node {
	g := node{name: name, role: frame.Dim, shown: shown, text: listing.Grouped(n), as: frame.Dim}
	if n == 0 {
		g.text = "empty"
		return g
	}
	g.kids = func(count int) (k kids) {
		for i := range min(n, count) {
			k.list = append(k.list, at(i))
		}
		k.rest = int64(max(0, n-count))
		return k
	}
	return g
}

// failed is the node of a list that cannot be read.
func failed(name string, err error) node {
	return node{name: name, role: frame.Dim, text: "<" + symbols.Printable(err.Error()) + ">", as: frame.Warning}
}

// operands is the group of the operand stack, its top first.
func (r *reading) operands(holds map[place]string) node {
	const name = "operand stack"
	words, err := r.v.Target().Operands(r.f.Thread, r.f.Physical.Depth)
	if err != nil {
		return failed(name, err)
	}
	return group(name, len(words), pane.Page, func(i int) node {
		i = len(words) - 1 - i
		n := r.word(fmt.Sprintf("$stack[%d]", i), "", words[i])
		n.note = holds[place{symbols.InOperand, uint32(i)}]
		return n
	})
}

// locals is the group of the wasm locals.
func (r *reading) locals(holds map[place]string) node {
	const name = "locals"
	f := r.f
	words, err := r.v.Target().Locals(f.Thread, f.Physical.Depth)
	if err != nil {
		return failed(name, err)
	}
	names := f.Instance.Module.Names()
	params := len(f.Instance.Module.FuncType(f.Physical.Func).Params)
	return group(name, len(words), pane.Page, func(i int) node {
		name := names.Local(f.Physical.Func, wasm.LocalIndex(i))
		n := r.word(fmt.Sprintf("$local%d", i), name, words[i])
		if n.note = holds[place{symbols.InLocal, uint32(i)}]; n.note == name {
			n.note = ""
		}
		if i < params {
			n.note = strings.TrimPrefix(n.note+", parameter", ", ")
		}
		return n
	})
}

// wasmGlobals is the group of an instance's globals.
func (r *reading) wasmGlobals(inst target.Instance) node {
	m := inst.Module
	g := group("globals", m.NumGlobals(), 0, func(i int) node {
		g := wasm.GlobalIndex(i)
		expr := fmt.Sprintf("$global[%d]", i)
		w, err := r.v.Target().Global(inst.ID, g)
		if err != nil {
			return failed(expr, err)
		}
		n := r.word(expr, listing.GlobalName(m, g), w)
		if !m.GlobalType(g).Mutable {
			n.note, n.set = "constant", ""
		}
		return n
	})
	g.id = "wasm globals"
	return g
}

// tables is the group of an instance's tables.
func (r *reading) tables(inst target.Instance) node {
	m := inst.Module
	return group("tables", m.NumTables(), 0, func(i int) node {
		t := wasm.TableIndex(i)
		name := fmt.Sprintf("table %d", i)
		size, err := r.v.Target().TableSize(inst.ID, t)
		if err != nil {
			return failed(name, err)
		}
		n := group(name, int(min(size, 1<<30)), 0, func(i int) node { return r.element(inst.ID, t, uint64(i)) })
		n.typ = m.TableType(t).Elem.String()
		return n
	})
}

// element is an element of a table.
func (r *reading) element(inst target.InstanceID, t wasm.TableIndex, i uint64) node {
	name := fmt.Sprintf("[%d]", i)
	w, err := r.v.Target().TableElem(inst, t, i)
	if err != nil {
		return failed(name, err)
	}
	n := r.word(name, "", w)
	n.set = ""
	if ref, ok := r.v.Target().Func(w); ok {
		n.text = r.v.FuncName(ref)
		n.natural = n.text
	}
	return n
}

// word makes a node of a value of the machine, which an expression stands for.
func (r *reading) word(expr, name string, w symbols.Word) node {
	n := node{name: expr, id: expr, typ: w.Type.String(), live: true, natural: listing.Word(w), expr: expr, set: expr}
	if name != "" {
		n.name += " " + listing.Clip(symbols.Printable(name), listing.MaxName)
	}
	n.text = wordText(w, r.format)
	switch w.Type {
	case wasm.I32:
		n.edit = fmt.Sprint(int32(w.Lo))
		n.memory = &pane.ShowMemory{Instance: r.instance, Addr: uint64(uint32(w.Lo))}
	case wasm.I64:
		n.edit = fmt.Sprint(int64(w.Lo))
		n.memory = &pane.ShowMemory{Instance: r.instance, Addr: w.Lo}
	case wasm.F32, wasm.F64:
		n.edit = n.natural
	}
	if objects := r.v.Target().Objects; objects != nil && w.Type.IsRef() {
		if o, ok := objects.Object(w); ok && o.Kind != "i31" {
			n.kids = func(count int) kids { return r.fields(o, count) }
		}
	}
	return n
}

// wordText writes a value of the machine in a format.
func wordText(w symbols.Word, fm format) string {
	size := 0
	switch w.Type {
	case wasm.I32, wasm.F32:
		size = 4
	case wasm.I64, wasm.F64:
		size = 8
	}
	if fm == 0 || fm == 'r' || size == 0 {
		return listing.Word(w)
	}
	if (w.Type == wasm.F32 || w.Type == wasm.F64) && fm != 'x' && fm != 't' && fm != 'o' {
		return listing.Word(w)
	}
	return value.FormatNumber(w.Lo, size, byte(fm))
}

// fields are those of an object of the garbage-collected heap.
func (r *reading) fields(o target.Object, count int) (k kids) {
	var names *wasm.Names
	if inst, ok := r.v.Instance(o.Instance); ok && o.HasType && o.Kind != "array" {
		names = inst.Module.Names()
	}
	for i := uint64(0); i < o.Len && len(k.list) < count; i++ {
		label, name := fmt.Sprintf("[%d]", i), ""
		if names != nil {
			label, name = fmt.Sprintf(".%d", i), names.Field(o.Type, uint32(i))
		}
		w, err := o.Field(i)
		if err != nil {
			k.list = append(k.list, failed(label, err))
			continue
		}
		n := r.word(label, name, w)
		n.expr, n.set, n.edit = "", "", ""
		k.list = append(k.list, n)
	}
	k.rest = int64(min(o.Len-uint64(len(k.list)), 1<<40))
	return k
}
