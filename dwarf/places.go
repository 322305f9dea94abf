package dwarf

// Has reports whether the entry's abbreviation has an attribute, without reading it.
func (e *Entry) Has(name Attr) bool { return e.ab != nil && e.ab.has(name) }

// CodeInfo is what an entry says of its code: which it is, and for an inlined call where it stands in the source.
type CodeInfo struct {
	// Origin is the offset of the called function's entry in the same unit; 0 where it is in another, or not said.
	Origin uint32
	// File is an index in the unit's line table, where HasFile. Line and Column count from 1; 0 is unknown.
	File, Line, Column uint64
	HasFile            bool

	low, high, list Value
}

// CodeInfo reads the attributes about code of a function, of an inlined call (DWARF 5 §3.3.8.2) or a block.
func (e *Entry) CodeInfo() (c CodeInfo) {
	if e.ab == nil {
		return c
	}
	u := e.unit
	data, pos := u.data()[:u.End], int(e.attrs)
	for i := range e.ab.specs { // as Attrs does, without a call for each attribute: there are very many entries of calls
		s := &e.ab.specs[i]
		step := skip{s.how, uint32(s.n)}
		next := step.pass(data, pos, u.format)
		if next < 0 {
			return c
		}
		switch s.attr {
		case AttrLowPC, AttrHighPC, AttrRanges, AttrAbstractOrigin, AttrCallFile, AttrCallLine, AttrCallColumn:
			c.set(s.attr, e.value(s, data, pos))
		}
		pos = next
	}
	return c
}

// set stores an attribute.
func (c *CodeInfo) set(name Attr, v Value) {
	switch name {
	case AttrLowPC:
		c.low = v
	case AttrHighPC:
		c.high = v
	case AttrRanges:
		c.list = v
	case AttrAbstractOrigin:
		if ref, ok := v.Ref(); ok && ref.Unit == v.unit {
			c.Origin = ref.Off
		}
	case AttrCallFile:
		c.File, c.HasFile = v.Uint()
	case AttrCallLine:
		c.Line, _ = v.Uint()
	case AttrCallColumn:
		c.Column, _ = v.Uint()
	}
}

// Ranges visits the ranges of code [lo, hi) that an entry has (DWARF 5 §2.17), tombstones too, until visit returns false. It
// visits none where the entry has no code.
func (u *Unit) Ranges(e *Entry, visit func(lo, hi uint64) bool) error {
	c := e.CodeInfo()
	return u.CodeRanges(&c, visit)
}

// CodeRanges is Ranges for what was read of an entry already.
func (u *Unit) CodeRanges(c *CodeInfo, visit func(lo, hi uint64) bool) error {
	if c.list.Present() {
		return u.rangeList(c.list, visit)
	}
	if !c.low.Present() || !c.high.Present() {
		return nil
	}
	lo, ok := c.low.Addr()
	if !ok {
		return u.problem(c.low.at, "DW_AT_low_pc cannot be read")
	}
	hi, ok := c.high.Addr()
	if !ok {
		n, isSize := c.high.Uint()
		if !isSize {
			return u.problem(c.high.at, "DW_AT_high_pc cannot be read")
		}
		if hi = lo + n; hi < lo {
			return u.problem(c.high.at, "DW_AT_high_pc 0x%x is beyond all addresses", n)
		}
	}
	visit(lo, hi)
	return nil
}

// LineTable reads the unit's line table; nil where it has none. With an error, the table has what could be read. For the
// buffer see LineHeader.ReadRows.
func (u *Unit) LineTable(buf *RowBuffer) (*LineTable, error) {
	root, err := u.Root()
	if err != nil {
		return nil, err
	}
	off, ok := root.Attr(AttrStmtList).offset()
	if !ok {
		return nil, nil
	}
	dir, name := root.Attr(AttrCompDir), root.Attr(AttrName)
	h, err := ReadLineHeader(u.d.Sections, off, dir.String(), name.String(), u.StrAt)
	if err != nil {
		return nil, err
	}
	return h.ReadRows(buf)
}

// offset returns an offset in another section. Before DWARF 4 it had the form of a constant.
func (v Value) offset() (uint64, bool) {
	switch v.form {
	case formSecOffset, formData4, formData8:
		return v.number()
	}
	return 0, false
}

// listParams returns what the unit's lists depend on.
func (u *Unit) listParams(base uint64) ListParams {
	return ListParams{Version: u.Version, AddrSize: u.AddrSize(), Wide: u.wide, Base: u.bases.low,
		Addr: u.addrSection(), AddrBase: u.bases.addr, ListsBase: base}
}

// rangeList visits the ranges that a value refers to.
func (u *Unit) rangeList(v Value, visit func(lo, hi uint64) bool) error {
	p := u.listParams(u.bases.rnglists)
	sections := u.d.Sections
	off, ok := v.offset()
	switch {
	case v.form == formRnglistx:
		index, _ := v.number()
		var err error
		if off, err = sections.RnglistxOffset(index, &p); err != nil {
			return err
		}
	case !ok:
		return u.problem(v.at, "DW_AT_ranges cannot be read")
	case u.skeleton != nil && u.Version < 5: // the ranges of a split unit stay with its skeleton
		sections = u.skeleton.d.Sections
		off += u.bases.gnuRanges
	}
	return sections.RangeList(off, &p, visit)
}

// Locations visits the location list that a value refers to; see Sections.LocationList. A value that is an expression is
// visited as one that always holds.
func (u *Unit) Locations(v Value, visit func(lo, hi uint64, expr []byte, isDefault bool) bool) error {
	if expr, ok := v.Block(); ok && v.IsBlock() {
		visit(0, 0, expr, true)
		return nil
	}
	p := u.listParams(u.bases.loclists)
	off, ok := v.offset()
	switch {
	case v.form == formLoclistx:
		index, _ := v.number()
		var err error
		if off, err = u.d.Sections.LoclistxOffset(index, &p); err != nil {
			return err
		}
	case !ok:
		return u.problem(v.at, "neither an expression nor a location list")
	}
	return u.d.Sections.LocationList(off, &p, visit)
}
