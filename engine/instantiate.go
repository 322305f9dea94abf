package engine

import (
	"context"
	"fmt"
	"runtime"

	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/validate"
)

// lazyCodeSize is the size of the code section, in bytes, from which function bodies are
// validated when they are first called instead of at instantiation.
const lazyCodeSize = 4 << 20

// Instantiate validates a module, links it with what resolve provides, and runs
// its initialisers and start function (Wasm 3.0 §4.7.3). Bodies of very large modules are
// validated when they are first called. The error is a *wasm.Error, a *LinkError, a *Trap or an *ExitError;
// the instance is kept in the store even if its start function fails, since others may refer to it.
func (s *Store) Instantiate(m *wasm.Module, name string, resolve Resolver) (*Instance, error) {
	inst, err := s.Link(m, name, resolve)
	if err != nil {
		return inst, err
	}
	if start := inst.Start(); start != nil {
		if _, err := s.Invoke(start); err != nil {
			return inst, err
		}
	}
	return inst, nil
}

// Start returns the function that the module says is to run first; nil where it says none.
func (i *Instance) Start() *Func {
	if !i.Module.HasStart {
		return nil
	}
	return i.Funcs[i.Module.Start]
}

// Link does all that Instantiate does but running the start function.
func (s *Store) Link(m *wasm.Module, name string, resolve Resolver) (*Instance, error) {
	valid, err := validate.Module(m)
	if err != nil {
		return nil, err
	}
	inst := &Instance{Store: s, Module: m, Name: name, Valid: valid}
	if err := inst.validateBodies(); err != nil {
		return nil, err
	}
	if inst.Types, err = s.Types.Add(m); err != nil {
		return nil, err
	}
	if err := inst.link(resolve); err != nil {
		return nil, err
	}
	if err := inst.define(); err != nil {
		return nil, err
	}
	s.Instances = append(s.Instances, inst)
	if err := inst.initialise(); err != nil {
		return inst, err
	}
	if s.hooks.Instance != nil {
		s.hooks.Instance(inst)
	}
	return inst, nil
}

func (i *Instance) validateBodies() error {
	m := i.Module
	size := 0
	if n := len(m.Code); n > 0 {
		size = int(m.Code[n-1].End - m.Code[0].Start)
	}
	if size >= lazyCodeSize {
		i.lazy = true
		i.checked = make([]bool, len(m.Code))
		return nil
	}
	return i.Valid.All(context.Background(), runtime.GOMAXPROCS(0))
}

// Prepare makes a function's code, validating its body first where that was put off.
func (s *Store) Prepare(f *Func) error {
	if f.Code != nil || f.Instance == nil {
		return nil
	}
	inst := f.Instance
	if n := int(f.Index) - len(inst.Module.ImportedFuncs); inst.lazy && !inst.checked[n] {
		if err := inst.Valid.Func(f.Index); err != nil {
			return err
		}
		inst.checked[n] = true
	}
	code, err := s.cfg.Tier.Prepare(f)
	if err != nil {
		return err
	}
	f.Code = code
	return nil
}

// link fills the import part of the index spaces.
func (i *Instance) link(resolve Resolver) error {
	var missing []wasm.Import
	for n := range i.Module.Imports {
		imp := &i.Module.Imports[n]
		ext, ok := Extern(nil), false
		if resolve != nil {
			ext, ok = resolve(imp.Module, imp.Name)
		}
		if !ok {
			missing = append(missing, *imp)
			continue
		}
		if len(missing) > 0 {
			continue
		}
		if err := i.linkOne(imp, ext); err != nil {
			return err
		}
	}
	if len(missing) > 0 {
		return &LinkError{Missing: missing}
	}
	return nil
}

func (i *Instance) linkOne(imp *wasm.Import, ext Extern) error {
	fail := func(format string, args ...any) error {
		return &LinkError{Msg: fmt.Sprintf("%q %q: ", imp.Module, imp.Name) + fmt.Sprintf(format, args...)}
	}
	if ext.externKind() != imp.Kind {
		return fail("the module wants a %v, it is a %v", imp.Kind, ext.externKind())
	}
	types := i.Store.Types
	switch e := ext.(type) {
	case *Func:
		if !types.IsSub(e.Type, i.Types[imp.Func]) {
			return fail("the module wants a function of type %v, it is of type %v", i.Module.Types[imp.Func].Func, *e.FuncType)
		}
		i.Funcs = append(i.Funcs, e)
	case *Table:
		want := wasm.Canon(imp.Table.Elem, i.Types)
		if !types.Matches(e.Type.Elem, want) || !types.Matches(want, e.Type.Elem) {
			return fail("the module wants a table of %v, it is of %v", want, e.Type.Elem)
		}
		if msg := limitsMismatch(imp.Table.Limits, e.Type.Limits, uint64(len(e.Elems))); msg != "" {
			return fail("table %s", msg)
		}
		i.Tables = append(i.Tables, e)
	case *Memory:
		if msg := limitsMismatch(imp.Memory.Limits, e.Type.Limits, e.Pages()); msg != "" {
			return fail("memory %s", msg)
		}
		i.Memories = append(i.Memories, e)
	case *Global:
		want := wasm.Canon(imp.Global.Type, i.Types)
		ok := e.Type.Mutable == imp.Global.Mutable && types.Matches(e.Type.Type, want)
		if imp.Global.Mutable {
			ok = ok && types.Matches(want, e.Type.Type)
		}
		if !ok {
			return fail("the module wants a global of type %v (mutable: %v), it is %v (mutable: %v)", want, imp.Global.Mutable, e.Type.Type, e.Type.Mutable)
		}
		i.Globals = append(i.Globals, e)
	case *Tag:
		if e.Type != i.Types[imp.Func] {
			return fail("the module wants a tag of type %v, it is of type %v", i.Module.Types[imp.Func].Func, *e.Func)
		}
		i.Tags = append(i.Tags, e)
	}
	return nil
}

// limitsMismatch says how a memory or table of a size now does not match the limits
// an import asks for (§3.3.11); empty where it does.
func limitsMismatch(want, have wasm.Limits, size uint64) string {
	switch {
	case want.Is64 != have.Is64:
		return fmt.Sprintf("has addresses of type %v, the module wants %v", have.AddrType(), want.AddrType())
	case want.Shared != have.Shared:
		return fmt.Sprintf("is shared: %v, the module wants shared: %v", have.Shared, want.Shared)
	case size < want.Min:
		return fmt.Sprintf("has size %d, the module wants at least %d", size, want.Min)
	case want.HasMax && !have.HasMax:
		return fmt.Sprintf("has no maximum, the module wants at most %d", want.Max)
	case want.HasMax && have.Max > want.Max:
		return fmt.Sprintf("may grow to %d, the module wants at most %d", have.Max, want.Max)
	}
	return ""
}

// define makes the module's own functions, memories, tables, globals and tags.
func (i *Instance) define() error {
	i.defineFuncs()
	for _, t := range i.Module.Memories {
		m, err := i.Store.NewMemory(t)
		if err != nil {
			return err
		}
		i.Memories = append(i.Memories, m)
	}
	for _, t := range i.Module.Tags {
		i.Tags = append(i.Tags, i.Store.NewTag(i.Types[t], &i.Module.Types[t].Func))
	}
	i.exports = make(map[string]uint32, len(i.Module.Exports))
	for n, e := range i.Module.Exports {
		i.exports[e.Name] = uint32(n)
	}
	if err := i.defineGlobals(); err != nil {
		return err
	}
	return i.defineTables()
}

// NewTag makes a tag of a function type.
func (s *Store) NewTag(id wasm.TypeID, ft *wasm.FuncType) *Tag {
	s.tags = append(s.tags, &Tag{Type: id, ID: uint64(len(s.tags)), Func: ft})
	return s.tags[len(s.tags)-1]
}

// TagOf returns the tag of an identifier.
func (s *Store) TagOf(id uint64) *Tag { return s.tags[id] }

func (i *Instance) defineFuncs() {
	m, s := i.Module, i.Store
	i.defFuncs = make([]Func, len(m.Funcs))
	imported := len(m.ImportedFuncs)
	for n, ti := range m.Funcs {
		ft := &m.Types[ti].Func
		f := &i.defFuncs[n]
		*f = Func{
			Instance:    i,
			Type:        i.Types[ti],
			Index:       wasm.FuncIndex(imported + n),
			ParamSlots:  uint32(SlotsOf(ft.Params)),
			ResultSlots: uint32(SlotsOf(ft.Results)),
			FuncType:    ft,
		}
		s.addFunc(f)
		i.Funcs = append(i.Funcs, f)
	}
}

func (i *Instance) defineGlobals() error {
	for _, g := range i.Module.Globals {
		v, err := i.eval(g.Init)
		if err != nil {
			return err
		}
		t := g.Type
		t.Type = wasm.Canon(t.Type, i.Types)
		i.Globals = append(i.Globals, i.Store.NewGlobal(t, Value{Type: t.Type, Lo: v[0], Hi: v[1]}))
	}
	return nil
}

func (i *Instance) defineTables() error {
	for _, t := range i.Module.Tables {
		var init Ref
		if t.HasInit {
			v, err := i.eval(t.Init)
			if err != nil {
				return err
			}
			init = Ref(v[0])
		}
		tt := t.Type
		tt.Elem = wasm.Canon(tt.Elem, i.Types)
		table, err := i.Store.NewTable(tt, init)
		if err != nil {
			return err
		}
		i.Tables = append(i.Tables, table)
	}
	return nil
}

// initialise evaluates the element segments and applies the active segments in order.
func (i *Instance) initialise() error {
	m := i.Module
	i.Elems = make([][]Ref, len(m.Elems))
	i.Datas = make([][]byte, len(m.Datas))
	for n := range m.Elems {
		if err := i.initElem(n); err != nil {
			return err
		}
	}
	for n := range m.Datas {
		if m.Datas[n].Mode != wasm.SegmentActive {
			i.Datas[n] = m.Datas[n].Init
		}
	}
	for n := range m.Elems {
		if err := i.applyElem(n); err != nil {
			return err
		}
	}
	for n := range m.Datas {
		if err := i.applyData(n); err != nil {
			return err
		}
	}
	return nil
}

func (i *Instance) initElem(n int) error {
	e := &i.Module.Elems[n]
	refs := make([]Ref, e.Len())
	for k := range refs {
		if !e.UsesExprs {
			refs[k] = i.Funcs[e.Funcs[k]].Ref()
			continue
		}
		v, err := i.eval(e.Exprs[k])
		if err != nil {
			return err
		}
		refs[k] = Ref(v[0])
	}
	i.Elems[n] = refs
	return nil
}

func (i *Instance) applyElem(n int) error {
	e := &i.Module.Elems[n]
	if e.Mode == wasm.SegmentPassive {
		return nil
	}
	refs := i.Elems[n]
	i.Elems[n] = nil
	if e.Mode == wasm.SegmentDeclarative {
		return nil
	}
	addr, err := i.eval(e.TableAddr)
	if err != nil {
		return err
	}
	table := i.Tables[e.Table]
	if size := uint64(len(table.Elems)); addr[0] > size || uint64(len(refs)) > size-addr[0] {
		return &Trap{Kind: TrapTableBounds, Detail: fmt.Sprintf(
			"element segment %d of %d elements at %d, table %d has %d elements", n, len(refs), addr[0], e.Table, size)}
	}
	copy(table.Elems[addr[0]:], refs)
	return nil
}

func (i *Instance) applyData(n int) error {
	d := &i.Module.Datas[n]
	if d.Mode != wasm.SegmentActive {
		return nil
	}
	addr, err := i.eval(d.Addr)
	if err != nil {
		return err
	}
	mem := i.Memories[d.Memory].Bytes()
	if size := uint64(len(mem)); addr[0] > size || uint64(len(d.Init)) > size-addr[0] {
		return &Trap{Kind: TrapMemoryBounds, Detail: fmt.Sprintf(
			"data segment %d of %d bytes at 0x%x, memory %d has %d bytes", n, len(d.Init), addr[0], d.Memory, size)}
	}
	copy(mem[addr[0]:], d.Init)
	return nil
}
