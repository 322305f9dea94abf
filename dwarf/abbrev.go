package dwarf

// attrSpec is an attribute of an abbreviation.
type attrSpec struct {
	attr     Attr
	form     Form
	how      skipKind
	n        uint8  // of skipBytes
	implicit uint16 // for formImplicitConst the value's index in abbrev.implicits
}

// abbrev describes the entries of one abbreviation code.
type abbrev struct {
	tag      Tag
	children bool
	outline  bool // of entries that Scanner.NextOutline stops at
	// fixed is the size of all attributes together; negative if they have to be walked, by skips.
	fixed int32
	specs []attrSpec
	skips []skip
	// implicits are the values of formImplicitConst.
	implicits []int64
}

// skip is a step of passing over attributes.
type skip struct {
	how skipKind
	n   uint32 // of skipBytes
}

type skipKind uint8

const (
	skipBytes skipKind = iota // n bytes
	skipLEB
	skipString
	skipBlock1 // length of that many bytes, then the block
	skipBlock2
	skipBlock4
	skipBlockLEB
	skipIndirect // the form precedes the value
)

// format is what the sizes of values depend on.
type format struct {
	version  uint16
	addrSize uint8
	wide     bool
}

func (f format) offsetSize() uint32 {
	if f.wide {
		return 8
	}
	return 4
}

// skipOf returns how to pass over a value; ok is false for an unknown form.
func (f format) skipOf(form Form) (s skip, ok bool) {
	switch form {
	case formFlagPresent, formImplicitConst:
		return skip{skipBytes, 0}, true
	case formData1, formRef1, formFlag, formStrx1, formAddrx1:
		return skip{skipBytes, 1}, true
	case formData2, formRef2, formStrx2, formAddrx2:
		return skip{skipBytes, 2}, true
	case formStrx3, formAddrx3:
		return skip{skipBytes, 3}, true
	case formData4, formRef4, formStrx4, formAddrx4, formRefSup4:
		return skip{skipBytes, 4}, true
	case formData8, formRef8, formRefSig8, formRefSup8:
		return skip{skipBytes, 8}, true
	case formData16:
		return skip{skipBytes, 16}, true
	case formAddr:
		return skip{skipBytes, uint32(f.addrSize)}, true
	case formStrp, formLineStrp, formSecOffset, formStrpSup, formGNURefAlt, formGNUStrpAlt:
		return skip{skipBytes, f.offsetSize()}, true
	case formRefAddr:
		if f.version <= 2 { // DWARF 2 §7.5.4: the size of an address
			return skip{skipBytes, uint32(f.addrSize)}, true
		}
		return skip{skipBytes, f.offsetSize()}, true
	case formUdata, formSdata, formRefUdata, formStrx, formAddrx, formLoclistx, formRnglistx, formGNUAddrIndex, formGNUStrIndex:
		return skip{how: skipLEB}, true
	case formString:
		return skip{how: skipString}, true
	case formBlock1:
		return skip{how: skipBlock1}, true
	case formBlock2:
		return skip{how: skipBlock2}, true
	case formBlock4:
		return skip{how: skipBlock4}, true
	case formBlock, formExprloc:
		return skip{how: skipBlockLEB}, true
	case formIndirect:
		return skip{how: skipIndirect}, true
	}
	return skip{}, false
}

// abbrevTable is the abbreviations of a unit by code: nearly always 1, 2, 3 and so on.
type abbrevTable struct {
	dense  []abbrev // of code 1, ...
	sparse map[uint64]*abbrev
}

func (t *abbrevTable) get(code uint64) *abbrev {
	if code-1 < uint64(len(t.dense)) {
		return &t.dense[code-1]
	}
	return t.sparse[code]
}

// readAbbrevs reads the table at an offset of .debug_abbrev. What was read before an error is returned with it.
func readAbbrevs(section []byte, off uint64, f format) (*abbrevTable, error) {
	r := newReader(".debug_abbrev", section, off)
	m := abbrevMemory(*r)
	t := &abbrevTable{dense: make([]abbrev, 0, m.abbrevs)}
	for r.err == nil {
		code := r.uleb()
		if code == 0 || r.err != nil {
			break
		}
		a := m.read(r, f)
		if r.err != nil {
			break
		}
		switch {
		case code == uint64(len(t.dense))+1 && t.sparse[code] == nil:
			t.dense = append(t.dense, a)
		case t.get(code) == nil: // of two of one code the first counts
			if t.sparse == nil {
				t.sparse = map[uint64]*abbrev{}
			}
			t.sparse[code] = &a
		}
	}
	return t, r.error()
}

// findAbbrev reads the table at an offset up to a code.
func findAbbrev(section []byte, off uint64, f format, code uint64) (*abbrev, error) {
	r := newReader(".debug_abbrev", section, off)
	for r.err == nil {
		at := r.pos
		c := r.uleb()
		if c == 0 {
			r.pos = at
			r.fail("no abbreviation of code %d", code)
			break
		}
		if a := (&memory{}).read(r, f); c == code && r.err == nil {
			return &a, nil
		}
	}
	return nil, r.error()
}

// memory is what the abbreviations of a table are put in, so that there are few pieces.
type memory struct {
	abbrevs, attrs int
	specs          []attrSpec
	skips          []skip
}

// abbrevMemory returns memory for all abbreviations that a reader has before it.
func abbrevMemory(r reader) *memory {
	m := &memory{}
	for r.uleb() != 0 && r.err == nil {
		m.abbrevs++
		r.uleb()
		r.u8()
		for r.err == nil {
			attr, form := r.uleb(), Form(r.uleb())
			if form == formImplicitConst {
				r.sleb()
			}
			if attr == 0 && form == 0 {
				break
			}
			m.attrs++
		}
	}
	m.specs = make([]attrSpec, 0, m.attrs)
	m.skips = make([]skip, 0, m.attrs)
	return m
}

// read reads an abbreviation after its code.
func (m *memory) read(r *reader, f format) abbrev {
	a := abbrev{tag: Tag(r.uleb()), children: r.u8() != 0}
	firstSpec, firstSkip := len(m.specs), len(m.skips)
	a.skips = m.skips[firstSkip:]
	for r.err == nil {
		s := attrSpec{attr: Attr(r.uleb()), form: Form(r.uleb())}
		if s.form == formImplicitConst {
			a.implicits = append(a.implicits, r.sleb())
			s.implicit = uint16(len(a.implicits) - 1)
			if len(a.implicits) > 1<<16 {
				r.fail("more than 65536 implicit constants")
			}
		}
		if s.attr == 0 && s.form == 0 || r.err != nil {
			break
		}
		step, ok := f.skipOf(s.form)
		if !ok {
			r.fail("unknown form 0x%x of attribute 0x%x", uint16(s.form), uint16(s.attr))
			break
		}
		s.how, s.n = step.how, uint8(step.n)
		m.specs = append(m.specs, s)
		a.addSkip(step)
	}
	a.specs = m.specs[firstSpec:len(m.specs):len(m.specs)]
	a.outline = a.isOutline()
	if n := firstSkip + len(a.skips); n <= cap(m.skips) {
		m.skips = m.skips[:n]
	}
	return a
}

// isOutline reports whether entries have code, or qualify the names of those below them.
func (a *abbrev) isOutline() bool {
	switch a.tag {
	case TagInlinedSubroutine:
		return true
	case TagNamespace, TagModule, TagClassType, TagStructureType, TagUnionType, TagEnumerationType, TagInterfaceType:
		return a.children
	case TagSubprogram:
		return a.has(AttrLowPC) || a.has(AttrRanges) || a.children && !a.has(AttrDeclaration)
	}
	return false
}

func (a *abbrev) has(name Attr) bool {
	for i := range a.specs {
		if a.specs[i].attr == name {
			return true
		}
	}
	return false
}

// addSkip appends a step; sizes that are known add up.
func (a *abbrev) addSkip(s skip) {
	if s.how == skipBytes {
		if n := len(a.skips); n > 0 && a.skips[n-1].how == skipBytes {
			a.skips[n-1].n += s.n
		} else if s.n > 0 {
			a.skips = append(a.skips, s)
		}
		if a.fixed >= 0 {
			a.fixed += int32(s.n)
		}
		return
	}
	a.fixed = -1
	a.skips = append(a.skips, s)
}

// pass returns the position after the attributes that begin at pos; -1 if they end beyond the data or cannot be read.
func (a *abbrev) pass(data []byte, pos int, f format) int {
	if a.fixed >= 0 {
		if pos += int(a.fixed); pos > len(data) {
			return -1
		}
		return pos
	}
	for i := range a.skips {
		if pos = a.skips[i].pass(data, pos, f); pos < 0 {
			return -1
		}
	}
	return pos
}

// pass is that of an abbrev for one step.
func (s *skip) pass(data []byte, pos int, f format) int {
	switch s.how {
	case skipBytes:
		pos += int(s.n)
	case skipLEB:
		for pos < len(data) && data[pos] >= 0x80 {
			pos++
		}
		pos++
	default:
		pos = s.passLong(data, pos, f)
	}
	if uint(pos) > uint(len(data)) {
		return -1
	}
	return pos
}

// passLong passes over values that say their length, or end where they say.
func (s *skip) passLong(data []byte, pos int, f format) int {
	r := reader{data: data, pos: pos}
	switch s.how {
	case skipString:
		r.cstring()
	case skipBlock1:
		r.bytes(uint64(r.u8()))
	case skipBlock2:
		r.bytes(uint64(r.u16()))
	case skipBlock4:
		r.bytes(uint64(r.u32()))
	case skipBlockLEB:
		r.bytes(r.uleb())
	case skipIndirect:
		form := Form(r.uleb())
		next, ok := f.skipOf(form)
		if !ok || next.how == skipIndirect || form == formImplicitConst || r.err != nil {
			return -1
		}
		return next.pass(data, r.pos, f)
	}
	if r.err != nil {
		return -1
	}
	return r.pos
}
