package dwarftest

// LineTable is a line table whose strings, from version 5 on, are in the table itself unless LineStr is set.
type LineTable struct {
	Format
	Dirs    []string
	Files   []LineFile
	Program []byte
	LineStr *Builder // version 5: the builder whose .debug_line_str gets the names

	// The encoding of the program; where they are 0, what LLVM has: 1, 1, -5, 14, 13.
	MinInstLength, MaxOps uint8
	LineBase              int8
	LineRange, OpcodeBase uint8
	NotStmt               bool    // default_is_stmt is false
	Lengths               []uint8 // of the standard opcodes, from 1 on
}

// LineFile is an entry of the table of files. Version 5 has MD5 and Source where the first file has them.
type LineFile struct {
	Name   string
	Dir    uint64
	MD5    []byte
	Source string
}

// Bytes encodes the table.
func (t LineTable) Bytes() []byte {
	set := func(p *uint8, n uint8) {
		if *p == 0 {
			*p = n
		}
	}
	set(&t.MinInstLength, 1)
	set(&t.MaxOps, 1)
	set(&t.LineRange, 14)
	set(&t.OpcodeBase, 13)
	if t.LineBase == 0 {
		t.LineBase = -5
	}
	if t.Lengths == nil {
		t.Lengths = []uint8{0, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 1}
		for len(t.Lengths) < int(t.OpcodeBase)-1 {
			t.Lengths = append(t.Lengths, 1)
		}
		t.Lengths = t.Lengths[:t.OpcodeBase-1]
	}
	isStmt := uint8(1)
	if t.NotStmt {
		isStmt = 0
	}
	header := U8(t.MinInstLength)
	if t.Version >= 4 {
		header = append(header, t.MaxOps)
	}
	header = Cat(header, U8(isStmt, uint8(t.LineBase), t.LineRange, t.OpcodeBase), t.Lengths)
	begin := U16(uint16(t.Version))
	if t.Version >= 5 {
		begin = Cat(begin, U8(uint8(t.addrSize()), 0))
		header = Cat(header, t.entries())
	} else {
		header = Cat(header, t.oldEntries())
	}
	return t.Length(begin, t.Offset(uint64(len(header))), header, t.Program)
}

func (t LineTable) oldEntries() []byte {
	var b []byte
	for _, d := range t.Dirs {
		b = append(b, Str(d)...)
	}
	b = append(b, 0)
	for _, f := range t.Files {
		b = Cat(b, Str(f.Name), U(f.Dir), U8(0, 0))
	}
	return append(b, 0)
}

func (t LineTable) entries() []byte {
	form, str := uint8(0x08), Str // DW_FORM_string
	if t.LineStr != nil {
		form = 0x1f // DW_FORM_line_strp
		str = func(s string) []byte { return t.Offset(t.LineStr.String(".debug_line_str", s)) }
	}
	b := Cat(U8(1, 1, form), U(len(t.Dirs)))
	for _, d := range t.Dirs {
		b = Cat(b, str(d))
	}
	format := U8(1, form, 2, 0x0f) // DW_LNCT_path, DW_LNCT_directory_index as DW_FORM_udata
	n := uint8(2)
	md5 := len(t.Files) > 0 && t.Files[0].MD5 != nil
	source := len(t.Files) > 0 && t.Files[0].Source != ""
	if md5 {
		format = append(format, 5, 0x1e) // DW_LNCT_MD5 as DW_FORM_data16
		n++
	}
	if source {
		format = Cat(format, U(0x2001), U8(form)) // DW_LNCT_LLVM_source
		n++
	}
	b = Cat(b, U8(n), format, U(len(t.Files)))
	for _, f := range t.Files {
		b = Cat(b, str(f.Name), U(f.Dir))
		if md5 {
			b = append(b, f.MD5[:16]...)
		}
		if source {
			b = Cat(b, str(f.Source))
		}
	}
	return b
}

// Program assembles the program of a line table whose encoding is LLVM's. Its methods return it.
type Program struct {
	Format
	data []byte
	addr uint64
	line int64
}

// NewProgram returns an empty program.
func NewProgram(f Format) *Program { return &Program{Format: f, line: 1} }

// Bytes returns the program.
func (p *Program) Bytes() []byte { return p.data }

// Op adds an opcode with its operands.
func (p *Program) Op(op uint8, operands ...[]byte) *Program {
	p.data = append(append(p.data, op), Cat(operands...)...)
	return p
}

// Extended adds an extended opcode with its operands.
func (p *Program) Extended(op uint8, operands ...[]byte) *Program {
	return p.Op(0, Block(U8(op), Cat(operands...)))
}

// Address adds DW_LNE_set_address.
func (p *Program) Address(addr uint64) *Program {
	p.addr = addr
	return p.Extended(2, p.Addr(addr))
}

// Row adds a row at an address that is not below the last one, as DW_LNS_copy with what it needs before.
func (p *Program) Row(addr uint64, line int64, column uint64) *Program {
	if addr != p.addr {
		p.Op(2, U(addr-p.addr)) // DW_LNS_advance_pc
	}
	if line != p.line {
		p.Op(3, S(line-p.line)) // DW_LNS_advance_line
	}
	p.addr, p.line = addr, line
	return p.Op(5, U(column)).Op(1) // DW_LNS_set_column, DW_LNS_copy
}

// End ends the sequence at an address.
func (p *Program) End(addr uint64) *Program {
	if addr != p.addr {
		p.Op(2, U(addr-p.addr))
	}
	p.addr, p.line = 0, 1
	return p.Extended(1)
}
