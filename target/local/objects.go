package local

import (
	"fmt"
	"slices"

	"github.com/wdbg/wdbg/engine"
	"github.com/wdbg/wdbg/engine/heap"
	"github.com/wdbg/wdbg/engine/machine"
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/target"
	"github.com/wdbg/wdbg/wasm"
)

// objects implements target.Objects.
type objects struct{ *local }

// Object implements target.Objects.
func (o objects) Object(ref symbols.Word) (target.Object, bool) {
	if !ref.Type.IsRef() {
		return target.Object{}, false
	}
	r := engine.Ref(ref.Lo)
	if r.IsI31() {
		return target.Object{ObjectInfo: target.ObjectInfo{Kind: "i31", Len: 1}, Field: func(n uint64) (symbols.Word, error) {
			if n != 0 {
				return symbols.Word{}, fmt.Errorf("an i31 is one number, there is no field %d", n)
			}
			return machine.Word(engine.I32Value(uint32(r.I31S()))), nil
		}}, true
	}
	if !o.store.Heap.Contains(r) {
		return target.Object{}, false
	}
	return target.Object{ObjectInfo: o.info(r), Field: func(n uint64) (symbols.Word, error) {
		v, err := o.store.Field(r, n)
		if err != nil {
			return symbols.Word{}, err
		}
		return machine.Word(v), nil
	}}, true
}

// info describes an object of the heap.
func (o objects) info(r engine.Ref) target.ObjectInfo {
	info := target.ObjectInfo{Kind: "struct", Len: o.store.Fields(r), Bytes: o.store.Heap.CellBytes(r)}
	switch o.store.Heap.KindOf(r) {
	case heap.KindArray:
		info.Kind = "array"
	case heap.KindExn:
		info.Kind = "exception"
	}
	inst, t, ok := o.store.TypeOf(r)
	if info.Instance = target.NoInstance; ok {
		info.Instance, info.Type, info.HasType = o.id(inst), t, true
	}
	return info
}

// word returns a reference to an object.
func (o objects) word(r engine.Ref) symbols.Word {
	t := wasm.AnyRef()
	switch {
	case r.IsExn():
		t = wasm.ExnRef()
	case r.IsHost():
		t = wasm.ExternRef()
	case r.IsFunc():
		t = wasm.FuncRef()
	}
	return machine.Word(engine.RefValue(t, r))
}

// Each implements target.Objects.
func (o objects) Each(visit func(ref symbols.Word, info target.ObjectInfo) bool) {
	for r := range o.store.Heap.All() {
		if !visit(o.word(r), o.info(r)) {
			return
		}
	}
}

// Collect implements target.Objects.
func (o objects) Collect() error {
	o.store.Collect()
	return nil
}

// object checks that a reference is to an object of the heap.
func (o objects) object(ref symbols.Word) (engine.Ref, error) {
	r := engine.Ref(ref.Lo)
	if !ref.Type.IsRef() || !o.store.Heap.Contains(r) {
		return 0, fmt.Errorf("%s is no object of the heap", o.word(r).Text)
	}
	return r, nil
}

// Referrers implements target.Objects.
func (o objects) Referrers(ref symbols.Word, limit int) ([]target.Link, error) {
	r, err := o.object(ref)
	if err != nil || limit <= 0 {
		return nil, err
	}
	return o.links(o.store.Holders(r, limit), func(int) engine.Ref { return r }), nil
}

// Path implements target.Objects.
func (o objects) Path(ref symbols.Word) ([]target.Link, error) {
	r, err := o.object(ref)
	if err != nil {
		return nil, err
	}
	path := o.store.Path(r)
	return o.links(path, func(i int) engine.Ref {
		if i+1 < len(path) {
			return path[i+1].From
		}
		return r
	}), nil
}

func (o objects) links(holders []engine.Holder, to func(i int) engine.Ref) []target.Link {
	links := make([]target.Link, len(holders))
	for i, h := range holders {
		links[i] = target.Link{To: o.word(to(i))}
		if h.Root != nil {
			links[i].Root, links[i].Text = true, o.rootText(h.Root)
			continue
		}
		links[i].From, links[i].Text = o.word(h.From), o.fieldText(h.From, h.N)
	}
	return links
}

// fieldText names a field: ".next", ".0" where it has no name, "[3]".
func (o objects) fieldText(r engine.Ref, n uint64) string {
	if o.store.Heap.KindOf(r) == heap.KindArray {
		return fmt.Sprintf("[%d]", n)
	}
	if inst, t, ok := o.store.TypeOf(r); ok {
		if name := inst.Module.Names().Field(t, uint32(n)); name != "" {
			return "." + symbols.Printable(name)
		}
	}
	return fmt.Sprintf(".%d", n)
}

// rootText says what a root is.
func (o objects) rootText(at *engine.Root) string {
	switch at.Kind {
	case engine.RootGlobal:
		return o.globalText(at.Global)
	case engine.RootTable:
		return fmt.Sprintf("element %d of %s", at.Elem, o.tableText(at.Table))
	case engine.RootSegment:
		name := at.Instance.Module.Names().Elem(wasm.ElemIndex(at.Index))
		return fmt.Sprintf("element %d of element segment %s of %s", at.Elem, numbered(at.Index, name), instanceName(at.Instance))
	case engine.RootPinned:
		return "the host"
	case engine.RootException:
		return fmt.Sprintf("exception of thread %d", at.Thread.ID)
	}
	f := at.Thread.Frames[at.Depth].Code.Func
	frame := fmt.Sprintf("frame %d (%s)", o.frameNumber(at.Thread, at.Depth), symbols.Printable(f.Name()))
	if len(o.store.Threads) > 1 {
		frame += fmt.Sprintf(" of thread %d", at.Thread.ID)
	}
	switch at.Kind {
	case engine.RootLocal:
		return fmt.Sprintf("local %s of %s", numbered(at.Index, f.Instance.Module.Names().Local(f.Index, wasm.LocalIndex(at.Index))), frame)
	case engine.RootOperand:
		return fmt.Sprintf("operand %d of %s", at.Index, frame)
	}
	return fmt.Sprintf("slot %d of %s", at.Index, frame)
}

// frameNumber returns the number of a frame, counted from the innermost.
func (o objects) frameNumber(t *engine.Thread, depth int) int {
	n := 0
	t.Walk(func(f engine.FrameInfo) bool {
		if f.Depth == depth {
			return false
		}
		n++
		return true
	})
	return n
}

// numbered returns an index with its name: "3 (cache)".
func numbered(n uint32, name string) string {
	if name == "" {
		return fmt.Sprint(n)
	}
	return fmt.Sprintf("%d (%s)", n, symbols.Printable(name))
}

func instanceName(inst *engine.Instance) string {
	if inst.Name == "" {
		return "the module"
	}
	return symbols.Printable(inst.Name)
}

func (o objects) globalText(g *engine.Global) string {
	return nameOf(o.store, "global", wasm.ExternGlobal, g, func(i *engine.Instance) ([]*engine.Global, int, func(uint32) string) {
		return i.Globals, len(i.Module.ImportedGlobals), func(n uint32) string { return i.Module.Names().Global(wasm.GlobalIndex(n)) }
	})
}

func (o objects) tableText(t *engine.Table) string {
	return nameOf(o.store, "table", wasm.ExternTable, t, func(i *engine.Instance) ([]*engine.Table, int, func(uint32) string) {
		return i.Tables, len(i.Module.ImportedTables), func(n uint32) string { return i.Module.Names().Table(wasm.TableIndex(n)) }
	})
}

// nameOf names an item of instances' index spaces as the instance does that defines it, or else one that imports it. The space of an
// instance is its items, how many are imported, and their names.
func nameOf[T comparable](s *engine.Store, what string, kind wasm.ExternKind, item T, space func(*engine.Instance) ([]T, int, func(uint32) string)) string {
	text := "a " + what + " of the host"
	for _, inst := range s.Instances {
		items, imported, name := space(inst)
		n := slices.Index(items, item)
		if n < 0 {
			continue
		}
		known := name(uint32(n))
		if known == "" {
			known = exportName(inst.Module, kind, uint32(n))
		}
		text = fmt.Sprintf("%s %s of %s", what, numbered(uint32(n), known), instanceName(inst))
		if n >= imported {
			break
		}
	}
	return text
}

// exportName returns the first name under which a module exports something.
func exportName(m *wasm.Module, kind wasm.ExternKind, index uint32) string {
	for _, e := range m.Exports {
		if e.Kind == kind && e.Index == index {
			return e.Name
		}
	}
	return ""
}
