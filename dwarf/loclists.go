package dwarf

// Kinds of entries of .debug_loclists (DWARF 5 §7.7.3). Those of .debug_loc.dwo before version 5, a GNU extension, are
// the first five, with operands of their own.
const (
	lleEndOfList       = 0x00
	lleBaseAddressx    = 0x01
	lleStartxEndx      = 0x02
	lleStartxLength    = 0x03
	lleOffsetPair      = 0x04
	lleDefaultLocation = 0x05
	lleGNUViewPair     = 0x09 // 6 to 8 are 5 to 7 of range lists
)

// LocationList calls visit with the expressions of a location list and the ranges [lo, hi) of code in which they hold,
// until it returns false; isDefault says that the expression holds wherever no other does, and lo and hi mean nothing.
// It leaves out entries for an empty range or for code that the linker dropped. off is one of .debug_loc before
// DWARF 5, else of .debug_loclists. Expressions are parts of the section.
// An error says what is wrong with the list after the entries that were visited.
func (s *Sections) LocationList(off uint64, p *ListParams, visit func(lo, hi uint64, expr []byte, isDefault bool) bool) error {
	section, data := ".debug_loc", s.Loc
	if p.Version >= 5 {
		section, data = ".debug_loclists", s.LocLists
	}
	r := reader{data: data, section: section, wide: p.Wide}
	r.seek(off)
	for base := p.Base; r.err == nil; {
		sp := p.locationEntry(&r, &base, s.DWO)
		if sp.kind == spanEnd {
			break
		}
		if sp.kind == spanBase || sp.kind == spanView {
			continue
		}
		var n uint64
		if p.Version >= 5 {
			n = r.uleb()
		} else {
			n = uint64(r.u16())
		}
		expr := r.bytes(n)
		if r.err != nil || sp.kind == spanNone {
			continue
		}
		if !visit(sp.lo, sp.hi, expr, sp.kind == spanDefault) {
			break
		}
	}
	return r.error()
}

// locationEntry reads what an entry says about addresses.
func (p *ListParams) locationEntry(r *reader, base *uint64, dwo bool) span {
	switch {
	case p.Version >= 5:
		return p.loclistsEntry(r, base)
	case dwo:
		return p.gnuEntry(r, base)
	}
	return p.pair(r, base)
}

// loclistsEntry reads an entry of .debug_loclists up to its expression (DWARF 5 §2.6.2). But for the default location, which
// stands among them, the kinds are those of range lists.
func (p *ListParams) loclistsEntry(r *reader, base *uint64) span {
	at := r.pos
	kind := r.u8()
	like := kind
	switch {
	case kind == lleDefaultLocation:
		return span{kind: spanDefault}
	case kind == lleGNUViewPair:
		r.uleb()
		r.uleb()
		return span{kind: spanView}
	case kind > lleDefaultLocation:
		like--
	}
	sp, ok := p.entry(r, like, base)
	if !ok {
		r.pos = at
		r.fail("unknown kind of location 0x%02x", kind)
	}
	return sp
}

// gnuEntry reads an entry of .debug_loc.dwo before DWARF 5 up to its expression.
func (p *ListParams) gnuEntry(r *reader, base *uint64) span {
	at := r.pos
	switch kind := r.u8(); kind {
	case lleEndOfList:
	case lleBaseAddressx:
		*base = p.addrAt(r, r.uleb())
		return span{kind: spanBase}
	case lleStartxEndx:
		lo, hi := r.uleb(), r.uleb()
		return p.bounds(r, p.addrAt(r, lo), p.addrAt(r, hi))
	case lleStartxLength:
		lo := p.addrAt(r, r.uleb())
		return p.length(r, lo, uint64(r.u32()))
	case lleOffsetPair:
		lo, hi := uint64(r.u32()), uint64(r.u32())
		return p.offsets(r, *base, lo, hi)
	default:
		r.pos = at
		r.fail("unknown kind of location 0x%02x", kind)
	}
	return span{kind: spanEnd}
}
