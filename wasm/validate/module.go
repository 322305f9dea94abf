package validate

import (
	"slices"

	"github.com/wdbg/wdbg/wasm"
)

// Module checks everything but the function bodies. The error is a *wasm.Error.
func Module(m *wasm.Module) (*Context, error) {
	c := &Context{m: m, types: wasm.NewTypeSpace()}
	for _, check := range []func(*Context) error{
		(*Context).addTypes,
		(*Context).imports,
		(*Context).functions,
		(*Context).tags,
		(*Context).memoryTypes,
		(*Context).tableTypes,
		(*Context).tableInits,
		(*Context).globalDefs,
		(*Context).exports,
		(*Context).start,
		(*Context).elemSegments,
		(*Context).dataSegments,
	} {
		if err := check(c); err != nil {
			return nil, err
		}
	}
	return c, nil
}

// sectionStart returns where a section starts, for errors about entries whose own place is not recorded.
func (c *Context) sectionStart(id wasm.SectionID) wasm.FileOffset {
	for _, s := range c.m.Sections {
		if s.ID == id {
			return s.Start
		}
	}
	return 0
}

func (c *Context) addTypes() error {
	ids, err := c.types.Add(c.m)
	if err != nil {
		return err
	}
	c.ids = ids
	c.indices = make([]wasm.TypeIndex, c.types.Len())
	for i := len(ids) - 1; i >= 0; i-- {
		c.indices[ids[i]] = wasm.TypeIndex(i)
	}
	c.defaultable = make([]bool, c.types.Len())
	for i := range c.defaultable {
		c.defaultable[i] = !slices.ContainsFunc(c.types.Type(wasm.TypeID(i)).Fields, func(f wasm.FieldType) bool {
			return !f.Type.Defaultable()
		})
	}
	return nil
}

// functionType checks that a type index names a function type.
func (c *Context) functionType(i wasm.TypeIndex, section string, off wasm.FileOffset) error {
	if int(i) >= len(c.ids) {
		return invalid(section, off, "unknown type %d: the module has %d types", i, len(c.ids))
	}
	if c.m.Types[i].Kind != wasm.CompFunc {
		return invalid(section, off, "non-function type %d", i)
	}
	return nil
}

func (c *Context) tagType(i wasm.TypeIndex, section string, off wasm.FileOffset) error {
	if err := c.functionType(i, section, off); err != nil {
		return err
	}
	if n := len(c.m.Types[i].Func.Results); n != 0 {
		return invalid(section, off, "non-empty tag result type: type %d has %d results", i, n)
	}
	return nil
}

func (c *Context) valType(t wasm.ValType, section string, off wasm.FileOffset) error {
	if !c.knows(t) {
		return invalid(section, off, "unknown type %d: the module has %d types", t.Heap(), len(c.ids))
	}
	return nil
}

func (c *Context) imports() error {
	for i := range c.m.Imports {
		imp := &c.m.Imports[i]
		var err error
		switch imp.Kind {
		case wasm.ExternFunc:
			err = c.functionType(imp.Func, "import", imp.Offset)
		case wasm.ExternTag:
			err = c.tagType(imp.Func, "import", imp.Offset)
		case wasm.ExternTable:
			err = c.tableType(imp.Table, "import", imp.Offset)
		case wasm.ExternMemory:
			err = memoryType(imp.Memory, "import", imp.Offset)
		case wasm.ExternGlobal:
			err = c.valType(imp.Global.Type, "import", imp.Offset)
		}
		if err != nil {
			return err
		}
	}
	for _, i := range c.m.ImportedGlobals {
		c.addGlobal(c.m.Imports[i].Global)
	}
	return nil
}

func (c *Context) functions() error {
	for _, t := range c.m.Funcs {
		if err := c.functionType(t, "function", c.sectionStart(wasm.SectionFunction)); err != nil {
			return err
		}
	}
	c.declared = make([]uint64, (c.m.NumFuncs()+63)/64)
	return nil
}

func (c *Context) tags() error {
	for _, t := range c.m.Tags {
		if err := c.tagType(t, "tag", c.sectionStart(wasm.SectionTag)); err != nil {
			return err
		}
	}
	return nil
}

func (c *Context) memoryTypes() error {
	for _, t := range c.m.Memories {
		if err := memoryType(t, "memory", c.sectionStart(wasm.SectionMemory)); err != nil {
			return err
		}
	}
	c.memories = make([]wasm.ValType, c.m.NumMemories())
	for i := range c.memories {
		c.memories[i] = c.m.MemoryType(wasm.MemoryIndex(i)).AddrType()
	}
	return nil
}

// memoryType checks a memory's limits.
func memoryType(t wasm.MemoryType, section string, off wasm.FileOffset) error {
	most, msg := uint64(1<<16), "memory size must be at most 65536 pages (4GiB)"
	if t.Is64 {
		most, msg = 1<<48, "memory size must be at most 2^48 pages"
	}
	if t.Shared && !t.HasMax {
		return invalid(section, off, "shared memory must have maximum")
	}
	return limits(t.Limits, most, msg, section, off)
}

// limits checks that the bounds are in order and at most the given one.
func limits(l wasm.Limits, most uint64, msg, section string, off wasm.FileOffset) error {
	if l.Min > most {
		return invalid(section, off, "%s: minimum %d", msg, l.Min)
	}
	if l.HasMax && l.Max > most {
		return invalid(section, off, "%s: maximum %d", msg, l.Max)
	}
	if l.HasMax && l.Min > l.Max {
		return invalid(section, off, "size minimum must not be greater than maximum: %d > %d", l.Min, l.Max)
	}
	return nil
}

// tableType checks a table type.
func (c *Context) tableType(t wasm.TableType, section string, off wasm.FileOffset) error {
	if err := c.valType(t.Elem, section, off); err != nil {
		return err
	}
	if t.Shared {
		return invalid(section, off, "shared tables are not supported")
	}
	most := uint64(1<<32 - 1)
	if t.Is64 {
		most = 1<<64 - 1
	}
	return limits(t.Limits, most, "table size must be at most 2^32-1", section, off)
}

func (c *Context) tableTypes() error {
	for i := range c.m.Tables {
		t := &c.m.Tables[i]
		if err := c.tableType(t.Type, "table", t.Offset); err != nil {
			return err
		}
	}
	c.tables = make([]tableType, c.m.NumTables())
	for i := range c.tables {
		t := c.m.TableType(wasm.TableIndex(i))
		c.tables[i] = tableType{elem: wasm.Canon(t.Elem, c.ids), addr: t.AddrType()}
	}
	return nil
}

// tableInits checks the tables' initial values, in which only imported globals are known.
func (c *Context) tableInits() error {
	v := c.validator()
	defer c.release(v)
	imported := len(c.m.ImportedTables)
	for i := range c.m.Tables {
		t := &c.m.Tables[i]
		elem := c.tables[imported+i].elem
		if !t.HasInit {
			if !elem.Defaultable() {
				return invalid("table", t.Offset, "type mismatch: a table of %s needs an initial value", t.Type.Elem)
			}
			continue
		}
		if err := v.constExpr("table", t.Init, elem); err != nil {
			return err
		}
	}
	return nil
}

func (c *Context) addGlobal(t wasm.GlobalType) {
	c.globals = append(c.globals, wasm.GlobalType{Type: wasm.Canon(t.Type, c.ids), Mutable: t.Mutable})
}

// globalDefs checks the globals in order: an initial value may read those before it.
func (c *Context) globalDefs() error {
	v := c.validator()
	defer c.release(v)
	for i := range c.m.Globals {
		g := &c.m.Globals[i]
		if err := c.valType(g.Type.Type, "global", g.Offset); err != nil {
			return err
		}
		if err := v.constExpr("global", g.Init, wasm.Canon(g.Type.Type, c.ids)); err != nil {
			return err
		}
		c.addGlobal(g.Type)
	}
	return nil
}

func (c *Context) exports() error {
	seen := make(map[string]struct{}, len(c.m.Exports))
	for i := range c.m.Exports {
		e := &c.m.Exports[i]
		n := c.sizeOf(e.Kind)
		if int64(e.Index) >= int64(n) {
			return invalid("export", e.Offset, "unknown %s %d: export %q, but there are %d", longName(e.Kind), e.Index, e.Name, n)
		}
		if _, dup := seen[e.Name]; dup {
			return invalid("export", e.Offset, "duplicate export name %q", e.Name)
		}
		seen[e.Name] = struct{}{}
		if e.Kind == wasm.ExternFunc {
			c.declare(wasm.FuncIndex(e.Index))
		}
	}
	return nil
}

// sizeOf returns the size of an index space.
func (c *Context) sizeOf(k wasm.ExternKind) int {
	switch k {
	case wasm.ExternFunc:
		return c.m.NumFuncs()
	case wasm.ExternTable:
		return c.m.NumTables()
	case wasm.ExternMemory:
		return c.m.NumMemories()
	case wasm.ExternGlobal:
		return c.m.NumGlobals()
	}
	return c.m.NumTags()
}

func longName(k wasm.ExternKind) string {
	if k == wasm.ExternFunc {
		return "function"
	}
	return k.String()
}

func (c *Context) start() error {
	if !c.m.HasStart {
		return nil
	}
	off := c.sectionStart(wasm.SectionStart)
	if int64(c.m.Start) >= int64(c.m.NumFuncs()) {
		return invalid("start", off, "unknown function %d: there are %d", c.m.Start, c.m.NumFuncs())
	}
	if t := c.m.FuncType(c.m.Start); len(t.Params) != 0 || len(t.Results) != 0 {
		return invalid("start", off, "start function must not have parameters or results: function %d is %s", c.m.Start, t)
	}
	return nil
}
