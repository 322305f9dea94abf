package dwarf

import "encoding/binary"

// PackageIndex is an index of a package of split units (.dwp): which parts of the package's sections belong to each
// unit (DWARF 5 §7.3.5; version 2 is GNU's, for units of DWARF 4).
type PackageIndex struct {
	Version int

	sections   *Sections
	section    string
	columns    []string // names of sections; "" for those that are not read
	signatures []byte   // 8 bytes per slot
	rows       []byte   // 4 bytes per slot: the row from 1 on, 0 for a free slot
	offsets    []byte   // 4 bytes per column and row
	sizes      []byte
	units      uint32
}

// ReadPackageIndex reads the index of the compilation units, .debug_cu_index, or of the type units, .debug_tu_index. It
// returns nil where there is none.
func (s *Sections) ReadPackageIndex(types bool) (*PackageIndex, error) {
	p := &PackageIndex{sections: s, section: ".debug_cu_index"}
	data := s.CUIndex
	if types {
		p.section, data = ".debug_tu_index", s.TUIndex
	}
	if len(data) == 0 {
		return nil, nil
	}
	r := newReader(p.section, data, 0)
	p.Version = int(r.u32()) // 2 bytes from version 5 on, and 2 zero bytes
	if r.err == nil && p.Version != 2 && p.Version != 5 {
		r.pos = 0
		r.fail("package index of version %d", p.Version)
	}
	columns, units, slots := r.u32(), r.u32(), r.u32()
	p.units = units
	p.signatures = r.bytes(8 * uint64(slots))
	p.rows = r.bytes(4 * uint64(slots))
	ids := r.bytes(4 * uint64(columns))
	if columns > 0 && uint64(units) > uint64(r.len())/uint64(columns)/8 {
		r.fail("%d units with parts of %d sections in %d bytes", units, columns, r.len())
	}
	p.offsets = r.bytes(4 * uint64(columns) * uint64(units))
	p.sizes = r.bytes(4 * uint64(columns) * uint64(units))
	if r.err != nil {
		return nil, r.err
	}
	for ; len(ids) > 0; ids = ids[4:] {
		p.columns = append(p.columns, p.column(binary.LittleEndian.Uint32(ids)))
	}
	return p, nil
}

// Sections by their numbers (DWARF 5 §7.3.5.3).
const (
	sectInfo       = 1
	sectTypes      = 2
	sectAbbrev     = 3
	sectLine       = 4
	sectLoc        = 5 // .debug_loclists from version 5 on
	sectStrOffsets = 6
	sectMacinfo    = 7 // .debug_macro from version 5 on
	sectMacro      = 8 // .debug_rnglists from version 5 on
)

// column returns the section that a column is about; "" for one that is not read.
func (p *PackageIndex) column(id uint32) string {
	if p.Version >= 5 {
		switch id {
		case sectLoc:
			return ".debug_loclists"
		case sectMacinfo:
			return ".debug_macro"
		case sectMacro:
			return ".debug_rnglists"
		}
	}
	switch id {
	case sectInfo:
		return ".debug_info"
	case sectTypes:
		return ".debug_types"
	case sectAbbrev:
		return ".debug_abbrev"
	case sectLine:
		return ".debug_line"
	case sectLoc:
		return ".debug_loc"
	case sectStrOffsets:
		return ".debug_str_offsets"
	case sectMacro:
		return ".debug_macro"
	}
	return ""
}

// NumUnits returns the number of units in the index.
func (p *PackageIndex) NumUnits() int { return int(p.units) }

// slot returns the signature and the row of a slot of the hash table; row 0 means that the slot is free.
func (p *PackageIndex) slot(i uint64) (signature uint64, row uint32) {
	return binary.LittleEndian.Uint64(p.signatures[8*i:]), binary.LittleEndian.Uint32(p.rows[4*i:])
}

// Signatures returns the signatures of type units or ids of compilation units that the index has.
func (p *PackageIndex) Signatures() []uint64 {
	var all []uint64
	for i := range uint64(len(p.rows) / 4) {
		if signature, row := p.slot(i); row != 0 {
			all = append(all, signature)
		}
	}
	return all
}

// find returns the row of a unit (DWARF 5 §7.3.5.3: a hash table with double hashing).
func (p *PackageIndex) find(signature uint64) (row uint32, ok bool) {
	slots := uint64(len(p.rows) / 4)
	if slots == 0 {
		return 0, false
	}
	i, step := signature, signature>>32|1
	odd := slots&(slots-1) != 0
	if odd { // not as the standard says: look everywhere
		step = 1
	}
	for range slots {
		i %= slots
		s, row := p.slot(i)
		if row == 0 && !odd {
			return 0, false
		}
		if row != 0 && s == signature {
			return row, true
		}
		i += step
	}
	return 0, false
}

// Find returns the sections of the unit with an id or signature: parts of those of the package, where units have parts of
// their own. ok is false where the index has no such unit.
func (p *PackageIndex) Find(signature uint64) (s *Sections, ok bool, err error) {
	row, ok := p.find(signature)
	if !ok {
		return nil, false, nil
	}
	if row > p.units {
		return nil, true, &Error{p.section, 0, "unit in a row that does not exist"}
	}
	unit := *p.sections
	unit.DWO = true
	unit.CUIndex, unit.TUIndex = nil, nil
	for _, name := range []string{".debug_info", ".debug_types"} { // those of other units
		*unit.field(name) = nil
	}
	first := 4 * uint64(row-1) * uint64(len(p.columns))
	for i, c := range p.columns {
		if c == "" {
			continue
		}
		at := first + 4*uint64(i)
		off := uint64(binary.LittleEndian.Uint32(p.offsets[at:]))
		size := uint64(binary.LittleEndian.Uint32(p.sizes[at:]))
		r := newReader(c, *p.sections.field(c), off)
		part := r.bytes(size)
		if r.err != nil {
			return nil, true, r.err
		}
		*unit.field(c) = part
	}
	return &unit, true, nil
}
