package disasm

import (
	"strconv"

	"github.com/wdbg/wdbg/wasm"
)

// Space is an index space of a module.
type Space uint8

// The index spaces whose entries operands refer to.
const (
	SpaceType Space = iota
	SpaceFunc
	SpaceTable
	SpaceMemory
	SpaceGlobal
	SpaceTag
	SpaceElem
	SpaceData
	numSpaces
)

// maxCached bounds the operands kept by index per index space, so that a module of millions of entries
// does not cost more memory for its disassembly than for itself. Those beyond are kept in a map.
const maxCached = 1 << 18

// space is one index space: its size, how its entries are called, and the operands rendered so far. A name is
// fetched once only: its length may be anything, and the code may refer to it in every instruction.
type space struct {
	size int
	name func(i uint32) string
	kept []operand
	rest map[uint32]operand
}

// operand is the text of a reference: $name (;i;), or i where it has no name.
type operand struct {
	text  string
	ident int // the length of $name, 0 where there is none
}

func newOperand(name string, i uint32) operand {
	text := appendOperand(nil, name, i)
	if name == "" {
		return operand{text: string(text)}
	}
	return operand{string(text), len(text) - len(appendIndexComment(nil, i))}
}

// ref returns the reference to entry i.
func (s *space) ref(i uint32) operand {
	if int64(i) >= int64(s.size) {
		return operand{text: strconv.FormatUint(uint64(i), 10) + " (;unknown;)"}
	}
	if i >= maxCached {
		o, ok := s.rest[i]
		if !ok {
			if s.rest == nil {
				s.rest = map[uint32]operand{}
			}
			o = newOperand(s.name(i), i)
			s.rest[i] = o
		}
		return o
	}
	if s.kept == nil {
		s.kept = make([]operand, min(s.size, maxCached))
	}
	if s.kept[i].text == "" {
		s.kept[i] = newOperand(s.name(i), i)
	}
	return s.kept[i]
}

// appendOperand appends $name (;i;), or i where name is empty.
func appendOperand(dst []byte, name string, i uint32) []byte {
	if name == "" {
		return strconv.AppendUint(dst, uint64(i), 10)
	}
	dst = AppendIdent(dst, cutName(name))
	return appendIndexComment(dst, i)
}

func appendIndexComment(dst []byte, i uint32) []byte {
	dst = append(dst, " (;"...)
	dst = strconv.AppendUint(dst, uint64(i), 10)
	return append(dst, ";)"...)
}

// initSpaces sets up the index spaces of the printer's module.
func (p *Printer) initSpaces() {
	m, n := p.m, p.names
	p.spaces = [numSpaces]space{
		SpaceType:   {size: len(m.Types), name: func(i uint32) string { return n.Type(wasm.TypeIndex(i)) }},
		SpaceFunc:   {size: m.NumFuncs(), name: func(i uint32) string { return p.FuncName(wasm.FuncIndex(i)) }},
		SpaceTable:  {size: m.NumTables(), name: func(i uint32) string { return n.Table(wasm.TableIndex(i)) }},
		SpaceMemory: {size: m.NumMemories(), name: func(i uint32) string { return n.Memory(wasm.MemoryIndex(i)) }},
		SpaceGlobal: {size: m.NumGlobals(), name: func(i uint32) string { return n.Global(wasm.GlobalIndex(i)) }},
		SpaceTag:    {size: m.NumTags(), name: func(i uint32) string { return n.Tag(wasm.TagIndex(i)) }},
		SpaceElem:   {size: len(m.Elems), name: func(i uint32) string { return n.Elem(wasm.ElemIndex(i)) }},
		SpaceData:   {size: len(m.Datas), name: func(i uint32) string { return n.Data(wasm.DataIndex(i)) }},
	}
	p.external = externalNames(m)
	for _, s := range []Space{SpaceTable, SpaceMemory, SpaceGlobal, SpaceTag} {
		named := p.spaces[s].name
		p.spaces[s].name = func(i uint32) string {
			if name := named(i); name != "" {
				return name
			}
			return p.external[external{s, i}]
		}
	}
	if p.opts.NoNames {
		for s := range p.spaces {
			p.spaces[s].name = func(uint32) string { return "" }
		}
	}
}

// external is an entry of an index space that an import or export names.
type external struct {
	space Space
	index uint32
}

// externalNames returns what imports ("module.name") and exports call tables, memories, globals and
// tags; a module without a name section has no better names. The first export wins.
func externalNames(m *wasm.Module) map[external]string {
	names := map[external]string{}
	imported := [numSpaces][]uint32{
		SpaceTable: m.ImportedTables, SpaceMemory: m.ImportedMemories,
		SpaceGlobal: m.ImportedGlobals, SpaceTag: m.ImportedTags,
	}
	for s, list := range imported {
		for i, pos := range list {
			imp := &m.Imports[pos]
			names[external{Space(s), uint32(i)}] = imp.Module + "." + imp.Name
		}
	}
	for i := range m.Exports {
		e := &m.Exports[i]
		key := external{SpaceOf(e.Kind), e.Index}
		if _, named := names[key]; !named && e.Kind != wasm.ExternFunc {
			names[key] = e.Name
		}
	}
	return names
}

// SpaceOf returns the index space an import or export of a kind belongs to.
func SpaceOf(k wasm.ExternKind) Space {
	switch k {
	case wasm.ExternTable:
		return SpaceTable
	case wasm.ExternMemory:
		return SpaceMemory
	case wasm.ExternGlobal:
		return SpaceGlobal
	case wasm.ExternTag:
		return SpaceTag
	}
	return SpaceFunc
}

// AppendIndex appends a reference to entry i of an index space, as an operand shows it: $name (;i;), or
// i where it has no name, or marked as unknown where the module has no such entry.
func (p *Printer) AppendIndex(dst []byte, s Space, i uint32) []byte {
	return append(dst, p.spaces[s].ref(i).text...)
}

// FuncName returns the name of a function as the listing shows it: demangled where the options say
// so, empty where nothing names it.
func (p *Printer) FuncName(f wasm.FuncIndex) string {
	if p.opts.NoNames {
		return ""
	}
	return p.demangle(p.m.FuncName(f))
}

func (p *Printer) demangle(name string) string {
	if p.opts.Demangle == nil || name == "" {
		return name
	}
	return p.opts.Demangle(name)
}

// maxIndexedLocals bounds the locals whose operands are kept by index.
const maxIndexedLocals = 1024

// localOperand returns the reference to a local of the current function.
func (p *Printer) localOperand(l uint32) string {
	if l >= maxIndexedLocals {
		return p.inner(innerLocal, l)
	}
	for int(l) >= len(p.locals) {
		p.locals = append(p.locals, "")
	}
	t := p.locals[l]
	if t == "" {
		if name := p.localName(l); name == "" {
			t = strconv.FormatUint(uint64(l), 10)
		} else {
			t = string(appendOperand(nil, name, l))
		}
		p.locals[l] = t
	}
	return t
}

// innerKind says what an inner name is of.
type innerKind uint8

const (
	innerLocal innerKind = iota // of the current function
	innerLabel                  // of the current function
	innerField                  // of a type
)

// innerKey identifies a name within a function or type.
type innerKey struct {
	kind         innerKind
	outer, index uint32
}

// maxInner is the number of inner names that are kept from one function to the next.
const maxInner = 1024

// inner returns the reference to a local, label or field. Names that were asked for are kept, as in space.
func (p *Printer) inner(kind innerKind, index uint32) string {
	return p.innerOf(innerKey{kind, uint32(p.f), index})
}

func (p *Printer) innerOf(key innerKey) string {
	if t, ok := p.inners[key]; ok {
		return t
	}
	name := ""
	switch key.kind {
	case innerLocal:
		name = p.localName(key.index)
	case innerLabel:
		name = p.labelName(key.index)
	case innerField:
		name = p.fieldName(key.outer, key.index)
	}
	if key.kind == innerLabel {
		if name == "" {
			return "" // the label's number says what it is already
		}
		t := string(appendInComment(AppendIdent(nil, cutName(name)), 0))
		p.inners[key] = t
		return t
	}
	t := string(appendOperand(nil, name, key.index))
	p.inners[key] = t
	return t
}

// forgetInner drops the inner names once they are many.
func (p *Printer) forgetInner() {
	if p.inners == nil || len(p.inners) > maxInner {
		p.inners = map[innerKey]string{}
	}
}

func (p *Printer) localName(l uint32) string {
	if p.opts.NoNames {
		return ""
	}
	return p.names.Local(p.f, wasm.LocalIndex(l))
}

func (p *Printer) labelName(id uint32) string {
	if p.opts.NoNames {
		return ""
	}
	return p.names.Label(p.f, id)
}

func (p *Printer) fieldName(t, field uint32) string {
	if p.opts.NoNames {
		return ""
	}
	return p.names.Field(wasm.TypeIndex(t), field)
}
