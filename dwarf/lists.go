package dwarf

// ListParams is what the range and location lists of a unit depend on.
type ListParams struct {
	Version  int  // of the unit
	AddrSize int  // in bytes
	Wide     bool // the unit is in the 64-bit format
	// Base is the unit's DW_AT_low_pc; 0 where it has none.
	Base uint64
	// Addr is the .debug_addr that addresses are indexed in, AddrBase where the unit's part begins: for a split unit, the
	// section and DW_AT_addr_base (DW_AT_GNU_addr_base) of its skeleton.
	Addr     []byte
	AddrBase uint64
	// ListsBase is the unit's DW_AT_rnglists_base or DW_AT_loclists_base. 0 in a split unit stands for the
	// first table of the section (DWARF 5 §7.3.5).
	ListsBase uint64
}

// addrAt returns an entry of .debug_addr.
func (p *ListParams) addrAt(r *reader, index uint64) uint64 {
	if index > uint64(len(p.Addr)) { // so that the sum below does not overflow
		r.fail("no address of index %d", index)
		return 0
	}
	a := reader{data: p.Addr, section: ".debug_addr"}
	a.seek(p.AddrBase + index*uint64(p.AddrSize))
	v := a.uint(p.AddrSize)
	if a.err != nil && r.err == nil {
		r.err = a.err
	}
	return v
}

// listOffset returns the offset of a list by its index (DW_FORM_rnglistx, DW_FORM_loclistx).
func (s *Sections) listOffset(section string, data []byte, index uint64, p *ListParams) (uint64, error) {
	base, size := p.ListsBase, uint64(4)
	if p.Wide {
		size = 8
	}
	if base == 0 && s.DWO {
		base = 12
		if p.Wide {
			base = 20
		}
	}
	if base < 4 {
		return 0, &Error{section, base, "no table of lists"}
	}
	r := newReader(section, data, base-4)
	if n := uint64(r.u32()); r.err == nil && index >= n { // the header ends with the number of lists
		r.fail("list %d of a table of %d", index, n)
	}
	if r.err == nil {
		r.seek(base + index*size)
	}
	off := base + r.uint(int(size))
	return off, r.error()
}

// RnglistxOffset returns the offset in .debug_rnglists of a list by its index (DW_FORM_rnglistx).
func (s *Sections) RnglistxOffset(index uint64, p *ListParams) (uint64, error) {
	return s.listOffset(".debug_rnglists", s.RngLists, index, p)
}

// LoclistxOffset returns the offset in .debug_loclists of a list by its index (DW_FORM_loclistx).
func (s *Sections) LoclistxOffset(index uint64, p *ListParams) (uint64, error) {
	return s.listOffset(".debug_loclists", s.LocLists, index, p)
}

// span is what an entry of a list says about addresses.
type span struct {
	lo, hi uint64
	kind   spanKind
}

type spanKind uint8

const (
	spanCode    spanKind = iota // from lo up to hi, neither dropped nor empty
	spanNone                    // no code: dropped by the linker, or empty
	spanDefault                 // wherever no other entry holds
	spanBase                    // no span: the entry set the base address
	spanView                    // no span: a pair of view numbers, a GNU extension
	spanEnd                     // the end of the list
)

// bounds makes a span of two addresses. Code that the linker dropped has a tombstone for one of them, or
// 0, which is in no function: it is where the number of functions stands.
func (p *ListParams) bounds(r *reader, lo, hi uint64) span {
	switch {
	case r.err != nil:
		return span{kind: spanEnd}
	case lo == 0 || lo == hi || Tombstone(lo, p.AddrSize):
		return span{kind: spanNone}
	case lo > hi:
		r.fail("range that ends at 0x%x, before it begins at 0x%x", hi, lo)
		return span{kind: spanEnd}
	case Tombstone(hi, p.AddrSize):
		return span{kind: spanNone}
	}
	return span{lo: lo, hi: hi}
}

// offsets makes a span of two offsets from a base address; one that was dropped drops both.
func (p *ListParams) offsets(r *reader, base, lo, hi uint64) span {
	if Tombstone(base, p.AddrSize) {
		return span{kind: spanNone}
	}
	if most := addrMask(p.AddrSize) - base; base > addrMask(p.AddrSize) || lo > most || hi > most {
		r.fail("range from 0x%x to 0x%x after 0x%x", lo, hi, base)
	}
	return p.bounds(r, base+lo, base+hi)
}

// pair reads an entry of .debug_ranges or .debug_loc (DWARF 4 §2.17.3, §2.6.2): two addresses.
func (p *ListParams) pair(r *reader, base *uint64) span {
	lo := r.uint(p.AddrSize)
	hi := r.uint(p.AddrSize)
	switch {
	case r.err != nil || lo == 0 && hi == 0:
		return span{kind: spanEnd}
	case lo == addrMask(p.AddrSize):
		*base = hi
		return span{kind: spanBase}
	case Tombstone(lo, p.AddrSize):
		return span{kind: spanNone}
	}
	return p.offsets(r, *base, lo, hi)
}

// RangeList calls visit with the ranges [lo, hi) of a list, until it returns false. It leaves out what is empty, and code that
// the linker dropped. Before DWARF 5, off is one of .debug_ranges, with DW_AT_GNU_ranges_base added in split units (which
// have no such section: ask the sections of the skeleton); from version 5 on, one of .debug_rnglists.
// An error says what is wrong with the list after the ranges that were visited.
func (s *Sections) RangeList(off uint64, p *ListParams, visit func(lo, hi uint64) bool) error {
	section, data := ".debug_ranges", s.Ranges
	if p.Version >= 5 {
		section, data = ".debug_rnglists", s.RngLists
	}
	r := reader{data: data, section: section, wide: p.Wide}
	r.seek(off)
	for base := p.Base; r.err == nil; {
		var sp span
		if p.Version >= 5 {
			sp = p.rangeEntry(&r, &base)
		} else {
			sp = p.pair(&r, &base)
		}
		if sp.kind == spanEnd || sp.kind == spanCode && !visit(sp.lo, sp.hi) {
			break
		}
	}
	return r.error()
}

// Kinds of entries of .debug_rnglists (DWARF 5 §7.25).
const (
	rleEndOfList    = 0x00
	rleBaseAddressx = 0x01
	rleStartxEndx   = 0x02
	rleStartxLength = 0x03
	rleOffsetPair   = 0x04
	rleBaseAddress  = 0x05
	rleStartEnd     = 0x06
	rleStartLength  = 0x07
)

// rangeEntry reads an entry of .debug_rnglists (DWARF 5 §2.17.3).
func (p *ListParams) rangeEntry(r *reader, base *uint64) span {
	at := r.pos
	kind := r.u8()
	sp, ok := p.entry(r, kind, base)
	if !ok {
		r.pos = at
		r.fail("unknown kind of range 0x%02x", kind)
	}
	return sp
}

// entry reads what follows the kind of an entry; ok is false for an unknown kind.
func (p *ListParams) entry(r *reader, kind uint8, base *uint64) (sp span, ok bool) {
	switch kind {
	case rleEndOfList:
		return span{kind: spanEnd}, true
	case rleBaseAddressx:
		*base = p.addrAt(r, r.uleb())
		return span{kind: spanBase}, true
	case rleStartxEndx:
		lo, hi := r.uleb(), r.uleb()
		return p.bounds(r, p.addrAt(r, lo), p.addrAt(r, hi)), true
	case rleStartxLength:
		lo := p.addrAt(r, r.uleb())
		return p.length(r, lo, r.uleb()), true
	case rleOffsetPair:
		lo, hi := r.uleb(), r.uleb()
		return p.offsets(r, *base, lo, hi), true
	case rleBaseAddress:
		*base = r.uint(p.AddrSize)
		return span{kind: spanBase}, true
	case rleStartEnd:
		lo, hi := r.uint(p.AddrSize), r.uint(p.AddrSize)
		return p.bounds(r, lo, hi), true
	case rleStartLength:
		lo := r.uint(p.AddrSize)
		return p.length(r, lo, r.uleb()), true
	}
	return span{kind: spanEnd}, false
}

// length makes a span of an address and a length.
func (p *ListParams) length(r *reader, lo, n uint64) span {
	if Tombstone(lo, p.AddrSize) {
		n = 0
	}
	if n > addrMask(p.AddrSize)-lo {
		r.fail("range of 0x%x bytes at 0x%x", n, lo)
	}
	return p.bounds(r, lo, lo+n)
}
