package wasm

func (d *decoder) importSection() {
	d.vec("import", 0, MaxImports, func(n uint32) {
		if d.m.Imports == nil {
			d.m.Imports = make([]Import, 0, firstCap(n))
		}
		d.importEntry()
	})
}

func (d *decoder) importEntry() {
	imp := Import{Offset: d.r.Pos(), Module: d.r.Name(), Name: d.r.Name()}
	at := d.r.Pos()
	imp.Kind = ExternKind(d.r.Byte())
	pos := uint32(len(d.m.Imports))
	switch m := d.m; imp.Kind {
	case ExternFunc:
		imp.Func = TypeIndex(d.r.U32())
		m.ImportedFuncs = append(m.ImportedFuncs, pos)
	case ExternTable:
		imp.Table = d.tableType()
		m.ImportedTables = append(m.ImportedTables, pos)
	case ExternMemory:
		imp.Memory = d.memoryType()
		m.ImportedMemories = append(m.ImportedMemories, pos)
	case ExternGlobal:
		imp.Global = d.globalType()
		m.ImportedGlobals = append(m.ImportedGlobals, pos)
	case ExternTag:
		imp.Func = d.tagType()
		m.ImportedTags = append(m.ImportedTags, pos)
	default:
		d.r.Failf(at, "malformed import kind 0x%02x: expected 0 (func) to 4 (tag)", uint8(imp.Kind))
	}
	d.m.Imports = append(d.m.Imports, imp)
}

func (d *decoder) functionSection() {
	d.vec("function", d.m.NumFuncs(), MaxFunctions, func(n uint32) {
		if d.m.Funcs == nil {
			d.m.Funcs = make([]TypeIndex, 0, n) // at most the bytes left
		}
		d.m.Funcs = append(d.m.Funcs, TypeIndex(d.r.U32()))
	})
}

// encTableInit precedes a table with an initial value (§5.5.7).
const encTableInit = 0x40

func (d *decoder) tableSection() {
	d.vec("table", d.m.NumTables(), MaxTables, func(uint32) {
		t := Table{Offset: d.r.Pos(), HasInit: d.peek() == encTableInit}
		if t.HasInit {
			d.r.Byte()
			at := d.r.Pos()
			if b := d.r.Byte(); b != 0 {
				d.r.Failf(at, "zero byte expected: found 0x%02x after 0x40", b)
			}
		}
		t.Type = d.tableType()
		if t.HasInit {
			t.Init = d.constExpr()
		}
		d.m.Tables = append(d.m.Tables, t)
	})
}

func (d *decoder) globalSection() {
	d.vec("global", d.m.NumGlobals(), MaxGlobals, func(uint32) {
		g := Global{Offset: d.r.Pos(), Type: d.globalType()}
		g.Init = d.constExpr()
		d.m.Globals = append(d.m.Globals, g)
	})
}

func (d *decoder) exportSection() {
	d.vec("export", 0, MaxExports, func(n uint32) {
		if d.m.Exports == nil {
			d.m.Exports = make([]Export, 0, firstCap(n))
		}
		e := Export{Offset: d.r.Pos(), Name: d.r.Name()}
		at := d.r.Pos()
		e.Kind = ExternKind(d.r.Byte())
		if e.Kind > ExternTag {
			d.r.Failf(at, "malformed export kind 0x%02x: expected 0 (func) to 4 (tag)", uint8(e.Kind))
		}
		e.Index = d.r.U32()
		d.m.Exports = append(d.m.Exports, e)
	})
}

// codeSection delimits the function bodies; their contents are read on demand.
func (d *decoder) codeSection() {
	d.m.CodeStart = d.r.Pos()
	at := d.r.Pos()
	n := d.count("function bodies", MaxFunctions)
	if d.r.err == nil && int(n) != len(d.m.Funcs) {
		d.r.Failf(at, "function and code section have inconsistent lengths: %d functions are declared, %d have a body", len(d.m.Funcs), n)
	}
	if d.r.err != nil {
		return
	}
	d.m.Code = make([]Body, n) // the function section, read in full, has as many
	for i := range d.m.Code {
		at := d.r.Pos()
		size := d.r.U32()
		if left := d.r.Len(); d.r.err == nil && uint64(size) > uint64(left) {
			d.r.Failf(at, "length out of bounds: the body has %d bytes, the section only %d more", size, left)
		}
		if d.r.err != nil {
			d.inEntry("function", i+len(d.m.ImportedFuncs))
			return
		}
		d.m.Code[i] = Body{d.r.Pos(), d.r.Pos() + FileOffset(size)}
		d.r.pos += int(size)
	}
}
