package wasm

// ExternKind is the kind of an import or export, with its binary encoding.
type ExternKind uint8

// Kinds of imports and exports.
const (
	ExternFunc ExternKind = iota
	ExternTable
	ExternMemory
	ExternGlobal
	ExternTag
)

// String returns the text format's keyword.
func (k ExternKind) String() string {
	switch k {
	case ExternFunc:
		return "func"
	case ExternTable:
		return "table"
	case ExternMemory:
		return "memory"
	case ExternGlobal:
		return "global"
	case ExternTag:
		return "tag"
	}
	return "unknown"
}

// Import is one import. Which type field is valid depends on Kind.
type Import struct {
	Module, Name string
	Kind         ExternKind
	Func         TypeIndex // ExternFunc and ExternTag
	Table        TableType
	Memory       MemoryType
	Global       GlobalType
	Offset       FileOffset
}

// Export is one export; Index counts in the index space of Kind.
type Export struct {
	Name   string
	Kind   ExternKind
	Index  uint32
	Offset FileOffset
}

// ConstExpr is a constant expression: the bytes of the file from Start up to and including its end instruction.
type ConstExpr struct {
	Start, End FileOffset
}

// Table is a table definition; Init is valid where HasInit.
type Table struct {
	Type    TableType
	Init    ConstExpr
	HasInit bool
	Offset  FileOffset
}

// Global is a global definition.
type Global struct {
	Type   GlobalType
	Init   ConstExpr
	Offset FileOffset
}

// SegmentMode says when a segment is used.
type SegmentMode uint8

// Modes of element and data segments.
const (
	SegmentActive SegmentMode = iota
	SegmentPassive
	SegmentDeclarative
)

// Elem is an element segment: either function indices or constant expressions.
type Elem struct {
	Mode      SegmentMode
	Table     TableIndex // active
	TableAddr ConstExpr  // active: offset expression
	Type      ValType    // element type
	Funcs     []FuncIndex
	Exprs     []ConstExpr // used where UsesExprs
	UsesExprs bool
	Offset    FileOffset
}

// Len returns the number of elements.
func (e *Elem) Len() int {
	if e.UsesExprs {
		return len(e.Exprs)
	}
	return len(e.Funcs)
}

// Data is a data segment; Init is a part of the file.
type Data struct {
	Mode    SegmentMode
	Memory  MemoryIndex // active
	Addr    ConstExpr   // active: offset expression
	Init    []byte
	InitPos FileOffset // of the first byte of Init
	Offset  FileOffset
}

// Body is a function body in the code section: local declarations, then instructions.
type Body struct {
	// Start is the file offset of the local declarations, after the body's size; End is one past the last byte.
	Start, End FileOffset
}

// SectionID identifies a section.
type SectionID uint8

// Section identifiers (Wasm 3.0 §5.5.2).
const (
	SectionCustom SectionID = iota
	SectionType
	SectionImport
	SectionFunction
	SectionTable
	SectionMemory
	SectionGlobal
	SectionExport
	SectionStart
	SectionElement
	SectionCode
	SectionData
	SectionDataCount
	SectionTag
)

// Section is a section as it stands in the file.
type Section struct {
	ID     SectionID
	Name   string     // of a custom section
	Header FileOffset // of the id byte
	Start  FileOffset // of the payload (for a custom section: after its name)
	End    FileOffset // one past the payload
}

// Module is a decoded module. It refers to the bytes it was read from, which
// must not change while it is in use. Function bodies, names and other custom
// sections are decoded on demand.
type Module struct {
	Bytes     []byte // the whole file
	Sections  []Section
	Types     []SubType
	RecGroups []RecGroup
	Imports   []Import
	Funcs     []TypeIndex // of the defined functions
	Tables    []Table
	Memories  []MemoryType
	Tags      []TypeIndex // of the defined tags
	Globals   []Global
	Exports   []Export
	Start     FuncIndex // valid where HasStart
	Elems     []Elem
	Code      []Body
	Datas     []Data
	// CodeStart is the file offset of the code section's payload: CodeOffset 0.
	CodeStart FileOffset
	// DataCount is valid where HasDataCount.
	DataCount    uint32
	HasStart     bool
	HasDataCount bool

	// The imports of each kind, as positions in Imports.
	ImportedFuncs, ImportedTables, ImportedMemories, ImportedGlobals, ImportedTags []uint32

	// lazy is what is computed on demand; nil in a module that Decode did not make.
	lazy *lazy
}

// NumFuncs returns the size of the function index space.
func (m *Module) NumFuncs() int { return len(m.ImportedFuncs) + len(m.Funcs) }

// NumTables returns the size of the table index space.
func (m *Module) NumTables() int { return len(m.ImportedTables) + len(m.Tables) }

// NumMemories returns the size of the memory index space.
func (m *Module) NumMemories() int { return len(m.ImportedMemories) + len(m.Memories) }

// NumGlobals returns the size of the global index space.
func (m *Module) NumGlobals() int { return len(m.ImportedGlobals) + len(m.Globals) }

// NumTags returns the size of the tag index space.
func (m *Module) NumTags() int { return len(m.ImportedTags) + len(m.Tags) }

// FuncTypeIndex returns the type index of a function. The index must be in range.
func (m *Module) FuncTypeIndex(f FuncIndex) TypeIndex {
	if n := len(m.ImportedFuncs); int(f) >= n {
		return m.Funcs[int(f)-n]
	}
	return m.Imports[m.ImportedFuncs[f]].Func
}

// FuncType returns the type of a function. The index must be in range.
func (m *Module) FuncType(f FuncIndex) *FuncType { return &m.Types[m.FuncTypeIndex(f)].Func }

// TagType returns the type of a tag. The index must be in range.
func (m *Module) TagType(t TagIndex) *FuncType { return &m.Types[m.TagTypeIndex(t)].Func }

// TagTypeIndex returns the type index of a tag. The index must be in range.
func (m *Module) TagTypeIndex(t TagIndex) TypeIndex {
	if n := len(m.ImportedTags); int(t) >= n {
		return m.Tags[int(t)-n]
	}
	return m.Imports[m.ImportedTags[t]].Func
}

// TableType returns the type of a table. The index must be in range.
func (m *Module) TableType(t TableIndex) TableType {
	if n := len(m.ImportedTables); int(t) >= n {
		return m.Tables[int(t)-n].Type
	}
	return m.Imports[m.ImportedTables[t]].Table
}

// MemoryType returns the type of a memory. The index must be in range.
func (m *Module) MemoryType(i MemoryIndex) MemoryType {
	if n := len(m.ImportedMemories); int(i) >= n {
		return m.Memories[int(i)-n]
	}
	return m.Imports[m.ImportedMemories[i]].Memory
}

// GlobalType returns the type of a global. The index must be in range.
func (m *Module) GlobalType(g GlobalIndex) GlobalType {
	if n := len(m.ImportedGlobals); int(g) >= n {
		return m.Globals[int(g)-n].Type
	}
	return m.Imports[m.ImportedGlobals[g]].Global
}

// FuncImport returns the import of an imported function; ok is false for a defined one.
func (m *Module) FuncImport(f FuncIndex) (imp *Import, ok bool) {
	if int(f) >= len(m.ImportedFuncs) {
		return nil, false
	}
	return &m.Imports[m.ImportedFuncs[f]], true
}

// Body returns the body of a defined function; ok is false for an import or an index out of range.
func (m *Module) Body(f FuncIndex) (b Body, ok bool) {
	n := len(m.ImportedFuncs)
	if int(f) < n || int(f)-n >= len(m.Code) {
		return Body{}, false
	}
	return m.Code[int(f)-n], true
}

// Place returns where in the file an offset in the body of a defined function is; ok is false for other functions.
func (m *Module) Place(f FuncIndex, off FuncOffset) (at FileOffset, ok bool) {
	b, ok := m.Body(f)
	return b.Start + FileOffset(off), ok
}

// FuncAt returns the function whose body contains a file offset, by binary search.
func (m *Module) FuncAt(off FileOffset) (f FuncIndex, ok bool) {
	lo, hi := 0, len(m.Code)
	for lo < hi {
		mid := (lo + hi) / 2
		if m.Code[mid].End <= off {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo == len(m.Code) || off < m.Code[lo].Start {
		return 0, false
	}
	return FuncIndex(lo + len(m.ImportedFuncs)), true
}

// Custom returns the custom sections of a name, in file order.
func (m *Module) Custom(name string) []Section {
	var found []Section
	for _, s := range m.Sections {
		if s.ID == SectionCustom && s.Name == name {
			found = append(found, s)
		}
	}
	return found
}

// Payload returns a section's bytes (for a custom section: those after its name).
func (m *Module) Payload(s Section) []byte { return m.Bytes[s.Start:s.End] }

// CodeOffsetOf converts a file offset inside the code section.
func (m *Module) CodeOffsetOf(off FileOffset) CodeOffset { return CodeOffset(off - m.CodeStart) }

// FileOffsetOf converts an offset in the code section's payload.
func (m *Module) FileOffsetOf(off CodeOffset) FileOffset { return m.CodeStart + FileOffset(off) }
