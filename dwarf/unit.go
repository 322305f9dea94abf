package dwarf

import (
	"encoding/binary"
	"fmt"
	"sync"
)

// Unit is a compilation or type unit. Its entries are read on demand.
type Unit struct {
	Off, End uint32 // of the header, and one past the last entry, in .debug_info or .debug_types
	Version  int
	Kind     UnitKind
	// Signature and TypeOff (relative to Off) are those of a type unit.
	Signature, TypeOff uint64
	// DWOID pairs a skeleton with its split unit, where HasDWOID; before DWARF 5 it is known once Root was called.
	DWOID    uint64
	HasDWOID bool

	d *Data
	format
	types     bool
	first     uint32 // the unit's own entry
	abbrevOff uint64

	rootOnce sync.Once
	rootErr  error
	root     Entry
	bases    bases
	once     sync.Once
	abbrevs  *abbrevTable
	err      error
	skeleton *Unit // of a split unit that was joined
}

// bases are where a unit's parts of the shared sections begin.
type bases struct {
	str, addr, rnglists, loclists uint64
	gnuRanges                     uint64 // added to DW_AT_ranges of a split unit of DWARF 4
	low                           uint64 // the unit's base address
}

// Data returns what the unit is part of.
func (u *Unit) Data() *Data { return u.d }

// AddrSize is the size of addresses in bytes.
func (u *Unit) AddrSize() int { return int(u.addrSize) }

// Wide reports whether the unit is in the 64-bit format.
func (u *Unit) Wide() bool { return u.wide }

func (u *Unit) section() string {
	if u.types {
		return ".debug_types"
	}
	return ".debug_info"
}

func (u *Unit) data() []byte {
	if u.types {
		return u.d.Sections.Types
	}
	return u.d.Sections.Info
}

func (u *Unit) strings() *Sections { return u.d.Sections }

// load reads the abbreviations, once.
func (u *Unit) load() error {
	u.once.Do(func() {
		if u.err = u.loadRoot(); u.err == nil {
			u.abbrevs, u.err = u.d.abbrevsAt(u.abbrevOff, u.format)
		}
	})
	return u.err
}

// loadRoot reads the unit's own entry, once, and of the abbreviations no more than that takes: what all units of a
// file cover is found out when it is opened.
func (u *Unit) loadRoot() error {
	u.rootOnce.Do(func() {
		r := reader{data: u.data()[:u.End], pos: int(u.first), section: u.section()}
		code := r.uleb()
		if r.err != nil || code == 0 {
			u.rootErr = u.problem(u.first, "unit without an entry")
			return
		}
		ab, err := findAbbrev(u.d.Sections.Abbrev, u.abbrevOff, u.format, code)
		if err != nil {
			u.rootErr = err
			return
		}
		u.root = Entry{unit: u, ab: ab, Off: u.first, attrs: uint32(r.pos)}
		u.readBases()
	})
	return u.rootErr
}

// Root returns the unit's own entry.
func (u *Unit) Root() (Entry, error) {
	err := u.loadRoot()
	return u.root, err
}

// readBases reads the attributes that others depend on.
func (u *Unit) readBases() {
	b := &u.bases
	split := u.d.Sections.DWO || u.Kind == UnitSplitCompile || u.Kind == UnitSplitType
	if split && u.Version >= 5 { // DWARF 5 §7.3.5: contributions begin after one header
		b.str, b.rnglists, b.loclists = 8, 12, 12
		if u.wide {
			b.str, b.rnglists, b.loclists = 16, 20, 20
		}
	}
	var low Value
	for a, v := range u.root.Attrs() {
		n, ok := v.number()
		if !ok {
			continue
		}
		switch a {
		case AttrStrOffsetsBase:
			b.str = n
		case AttrAddrBase, AttrGNUAddrBase:
			b.addr = n
		case AttrRnglistsBase:
			b.rnglists = n
		case AttrLoclistsBase:
			b.loclists = n
		case AttrGNURangesBase:
			b.gnuRanges = n
		case AttrGNUDWOID:
			u.DWOID, u.HasDWOID = n, true
		case AttrLowPC:
			low = v
		}
	}
	b.low, _ = low.Addr()
}

// Join makes u the split unit of a skeleton, whose addresses it uses. It must be called before u is read.
func (u *Unit) Join(skeleton *Unit) error {
	if err := skeleton.loadRoot(); err != nil {
		return err
	}
	if err := u.loadRoot(); err != nil {
		return err
	}
	if u.HasDWOID && skeleton.HasDWOID && u.DWOID != skeleton.DWOID {
		return fmt.Errorf("the split unit is of another build: its id is %016x, that of the skeleton %016x", u.DWOID, skeleton.DWOID)
	}
	u.skeleton = skeleton
	u.bases.addr, u.bases.low = skeleton.bases.addr, skeleton.bases.low
	u.bases.gnuRanges = skeleton.bases.gnuRanges
	return nil
}

// Skeleton returns the unit that u was joined with, nil without.
func (u *Unit) Skeleton() *Unit { return u.skeleton }

// addrSection returns the .debug_addr that indices count in.
func (u *Unit) addrSection() []byte {
	if u.skeleton != nil {
		return u.skeleton.d.Sections.Addr
	}
	return u.d.Sections.Addr
}

// AddrAt returns an address of .debug_addr by its index.
func (u *Unit) AddrAt(index uint64) (uint64, error) {
	data := u.addrSection()
	if at := u.bases.addr + index*uint64(u.addrSize); index <= uint64(len(data)) && at >= u.bases.addr && at < uint64(len(data)) {
		if a, ok := fixedUint(data[at:], int(u.addrSize)); ok {
			return a, nil
		}
	}
	return 0, &Error{".debug_addr", u.bases.addr, fmt.Sprintf("no address of index %d", index)}
}

// strOffset returns the offset in .debug_str of an index.
func (u *Unit) strOffset(index uint64) (uint64, error) {
	s := u.d.Sections
	size := uint64(u.offsetSize())
	at := u.bases.str + index*size
	if index > uint64(len(s.StrOffsets)) || at+size > uint64(len(s.StrOffsets)) || at+size < at {
		return 0, &Error{".debug_str_offsets", u.bases.str, fmt.Sprintf("no string of index %d", index)}
	}
	if u.wide {
		return binary.LittleEndian.Uint64(s.StrOffsets[at:]), nil
	}
	return uint64(binary.LittleEndian.Uint32(s.StrOffsets[at:])), nil
}

// StrAt returns a string by its index in .debug_str_offsets.
func (u *Unit) StrAt(index uint64) (string, error) {
	off, err := u.strOffset(index)
	if err != nil {
		return "", err
	}
	return stringAt(".debug_str", u.d.Sections.Str, off)
}
