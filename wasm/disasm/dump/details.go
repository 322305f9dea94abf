package dump

import (
	"strconv"

	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/disasm"
	"github.com/wdbg/wdbg/wasm/op"
)

// details writes the entries of the selected sections, in file order.
func (d *dumper) details() error {
	found := false
	for _, s := range d.m.Sections {
		if !d.sectionSelected(s) {
			continue
		}
		found = true
		if err := d.title(s); err != nil {
			return err
		}
		if err := d.entries(s); err != nil {
			return err
		}
	}
	if !found && d.opts.Section != "" {
		return d.errNoSection()
	}
	return nil
}

// title writes the heading of a section's entries.
func (d *dumper) title(s wasm.Section) error {
	if d.opts.JSON {
		return nil
	}
	kind := "section"
	if s.ID == wasm.SectionCustom {
		kind = "custom section"
	}
	size := plural(int(s.End-s.Start), "byte", "bytes")
	if err := d.printf("\n%s %s, %s-%s, %s", printable(sectionName(s)), kind, hexOffset(s.Start), hexOffset(s.End), size); err != nil {
		return err
	}
	switch n, ok := d.count(s); {
	case s.ID == wasm.SectionDataCount:
		return d.printf(": %d\n", n)
	case s.ID == wasm.SectionCode:
		return d.printf(", %s; the function section lists them, -d disassembles them\n", plural(n, "body", "bodies"))
	case ok:
		return d.printf(", %s:\n", plural(n, "entry", "entries"))
	}
	return d.printf(":\n")
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}

// entries writes what a section consists of.
func (d *dumper) entries(s wasm.Section) error {
	m := d.m
	switch s.ID {
	case wasm.SectionCustom:
		return d.custom(s)
	case wasm.SectionType:
		return d.types()
	case wasm.SectionImport:
		return each(len(m.Imports), d.importEntry)
	case wasm.SectionFunction:
		return each(len(m.Funcs), d.function)
	case wasm.SectionTable:
		return each(len(m.Tables), d.table)
	case wasm.SectionMemory:
		return each(len(m.Memories), d.memory)
	case wasm.SectionTag:
		return each(len(m.Tags), d.tag)
	case wasm.SectionGlobal:
		return each(len(m.Globals), d.global)
	case wasm.SectionExport:
		return each(len(m.Exports), d.export)
	case wasm.SectionStart:
		text := d.p.AppendIndex([]byte("(start "), disasm.SpaceFunc, uint32(m.Start))
		return d.item(item{Kind: "start", Index: ptr(uint32(m.Start)), Offset: ptr(s.Start), Text: string(text) + ")"})
	case wasm.SectionElement:
		return each(len(m.Elems), d.elem)
	case wasm.SectionData:
		return each(len(m.Datas), d.data)
	}
	return nil // code is listed by code, data count by the heading
}

// each calls f for 0 to n-1 until an error.
func each(n int, f func(i int) error) error {
	for i := range n {
		if err := f(i); err != nil {
			return err
		}
	}
	return nil
}

// types writes the type definitions, those of a recursion group of several enclosed in (rec ...).
func (d *dumper) types() error {
	for _, g := range d.m.RecGroups {
		indent := 0
		if g.Count != 1 {
			indent = 1
			if err := d.textLine("(rec"); err != nil {
				return err
			}
		}
		for i := range g.Count {
			t := wasm.TypeIndex(g.Start + i)
			it := item{Kind: "type", Index: ptr(uint32(t)), Name: d.m.Names().Type(t), indent: indent}
			it.Text = string(d.p.AppendTypeDef(nil, t))
			if err := d.item(it); err != nil {
				return err
			}
		}
		if g.Count != 1 {
			if err := d.textLine(")"); err != nil {
				return err
			}
		}
	}
	return nil
}

// textLine writes a line that JSON has no object for.
func (d *dumper) textLine(text string) error {
	if d.opts.JSON {
		return nil
	}
	return d.item(item{Text: text})
}

func (d *dumper) importEntry(i int) error {
	imp := &d.m.Imports[i]
	index := d.importIndex(i)
	it := item{
		Kind: "import", Index: ptr(index), Offset: ptr(imp.Offset), Module: imp.Module, Field: imp.Name, Extern: imp.Kind.String(),
	}
	text := disasm.AppendString([]byte("(import "), imp.Module)
	text = disasm.AppendString(append(text, ' '), imp.Name)
	text = append(append(append(text, " ("...), it.Extern...), ' ')
	text = append(d.p.AppendDefined(text, disasm.SpaceOf(imp.Kind), index), ' ')
	switch imp.Kind {
	case wasm.ExternFunc, wasm.ExternTag:
		it.Type = ptr(uint32(imp.Func))
		text = d.p.AppendTypeUse(text, imp.Func)
	case wasm.ExternTable:
		text = d.p.AppendTableType(text, imp.Table)
	case wasm.ExternMemory:
		text = disasm.AppendLimits(text, imp.Memory.Limits)
	case wasm.ExternGlobal:
		text = d.p.AppendGlobalType(text, imp.Global)
	}
	it.Text = string(append(text, "))"...))
	return d.item(it)
}

// importIndex returns the index of import i in the index space of its kind.
func (d *dumper) importIndex(i int) uint32 {
	m := d.m
	lists := [...][]uint32{
		wasm.ExternFunc: m.ImportedFuncs, wasm.ExternTable: m.ImportedTables, wasm.ExternMemory: m.ImportedMemories,
		wasm.ExternGlobal: m.ImportedGlobals, wasm.ExternTag: m.ImportedTags,
	}
	list := lists[m.Imports[i].Kind]
	lo, hi := 0, len(list)
	for lo < hi {
		if mid := (lo + hi) / 2; list[mid] < uint32(i) {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return uint32(lo)
}

func (d *dumper) function(i int) error {
	f := wasm.FuncIndex(i + len(d.m.ImportedFuncs))
	it := item{Kind: "function", Index: ptr(uint32(f)), Type: ptr(uint32(d.m.FuncTypeIndex(f)))}
	it.Name, it.Symbol = d.funcNames(f)
	text := append(d.p.AppendFunc([]byte("("), f), ')')
	if body, ok := d.m.Body(f); ok {
		it.Offset, it.End, it.Size = ptr(body.Start), ptr(body.End), ptr(uint64(body.End-body.Start))
		text = d.p.AppendRange(append(text, " ;; "...), body)
	}
	it.Text = string(text)
	return d.item(it)
}

// funcNames returns a function's name as shown, and its symbol where that differs.
func (d *dumper) funcNames(f wasm.FuncIndex) (name, symbol string) {
	name, symbol = d.p.FuncName(f), d.m.FuncName(f)
	if symbol == name {
		symbol = ""
	}
	return name, symbol
}

func (d *dumper) table(i int) error {
	t := &d.m.Tables[i]
	index := uint32(i + len(d.m.ImportedTables))
	text := append(d.p.AppendDefined([]byte("(table "), disasm.SpaceTable, index), ' ')
	text = d.p.AppendTableType(text, t.Type)
	it := item{Kind: "table", Index: &index, Offset: ptr(t.Offset)}
	var err error
	if t.HasInit {
		text, err = d.constExpr(append(text, ' '), t.Init)
	}
	it.Text = string(text) + ")"
	return d.itemAndFault(it, err)
}

// constExpr appends a constant expression.
func (d *dumper) constExpr(dst []byte, c wasm.ConstExpr) ([]byte, error) {
	return d.p.AppendConstExpr(dst, c)
}

// itemAndFault writes an entry and what is wrong with it, if anything.
func (d *dumper) itemAndFault(it item, fault error) error {
	if err := d.item(it); err != nil || fault == nil {
		return err
	}
	return d.bad(fault)
}

func (d *dumper) memory(i int) error {
	t := d.m.Memories[i]
	index := uint32(i + len(d.m.ImportedMemories))
	text := append(d.p.AppendDefined([]byte("(memory "), disasm.SpaceMemory, index), ' ')
	text = append(disasm.AppendLimits(text, t.Limits), ')')
	if t.Min <= 1<<32 {
		text = append(text, " ;; "...)
		text = strconv.AppendUint(text, t.Min*wasm.PageSize, 10)
		text = append(text, " bytes"...)
	}
	return d.item(item{Kind: "memory", Index: &index, Text: string(text)})
}

func (d *dumper) tag(i int) error {
	index := uint32(i + len(d.m.ImportedTags))
	t := d.m.Tags[i]
	text := append(d.p.AppendDefined([]byte("(tag "), disasm.SpaceTag, index), ' ')
	text = append(d.p.AppendTypeUse(text, t), ')')
	return d.item(item{Kind: "tag", Index: &index, Type: ptr(uint32(t)), Text: string(text)})
}

func (d *dumper) global(i int) error {
	g := &d.m.Globals[i]
	index := uint32(i + len(d.m.ImportedGlobals))
	text := append(d.p.AppendDefined([]byte("(global "), disasm.SpaceGlobal, index), ' ')
	text = append(d.p.AppendGlobalType(text, g.Type), ' ')
	text, err := d.constExpr(text, g.Init)
	it := item{Kind: "global", Index: &index, Offset: ptr(g.Offset), Name: d.m.Names().Global(wasm.GlobalIndex(index))}
	it.Text = string(text) + ")"
	return d.itemAndFault(it, err)
}

func (d *dumper) export(i int) error {
	e := &d.m.Exports[i]
	text := disasm.AppendString([]byte("(export "), e.Name)
	text = append(append(append(text, " ("...), e.Kind.String()...), ' ')
	text = append(d.p.AppendIndex(text, disasm.SpaceOf(e.Kind), e.Index), "))"...)
	return d.item(item{
		Kind: "export", Index: ptr(e.Index), Offset: ptr(e.Offset), Name: e.Name, Extern: e.Kind.String(), Text: string(text),
	})
}

// constant returns the value of an address expression that is a single constant.
func (d *dumper) constant(c wasm.ConstExpr) (value uint64, ok bool) {
	var r wasm.InstrReader
	r.Reset(d.m.Bytes, c.Start, c.End)
	if !r.Next() || r.Op != op.I32Const && r.Op != op.I64Const {
		return 0, false
	}
	value = r.Value
	return value, r.Next() && r.Op == op.End && !r.More()
}
