package dwarf

import (
	"fmt"
	"sort"
	"sync"
)

// Data is the debug information of one file. Its methods may be used from several goroutines at once.
type Data struct {
	Sections *Sections
	// TypeUnits finds type units by their signatures where they are not in the sections: in a package, each has sections of its
	// own. It is called for one at a time, and may be nil.
	TypeUnits func(signature uint64) *Data
	units     []*Unit // of .debug_info, then of .debug_types
	info      int     // how many are of .debug_info
	problems  []error // with the headers of units

	mu      sync.Mutex
	abbrevs map[abbrevKey]*abbrevTable
	sigs    map[uint64]*Unit // type units by signature
}

type abbrevKey struct {
	off uint64
	format
}

// New reads the headers of all units. A header that makes no sense ends the section; see Problems.
func New(s *Sections) *Data {
	d := &Data{Sections: s, abbrevs: map[abbrevKey]*abbrevTable{}}
	d.readHeaders(s.Info, ".debug_info", false)
	d.info = len(d.units)
	d.readHeaders(s.Types, ".debug_types", true)
	return d
}

// Units returns the units of .debug_info and then of .debug_types, in the order of the sections.
func (d *Data) Units() []*Unit { return d.units }

// Problems returns what is wrong with the headers of units.
func (d *Data) Problems() []error { return d.problems }

// UnitAt returns the unit whose entries contain an offset of .debug_info, nil if there is none.
func (d *Data) UnitAt(off uint64) *Unit {
	units := d.units[:d.info]
	i := sort.Search(len(units), func(i int) bool { return uint64(units[i].End) > off })
	if i == len(units) || off < uint64(units[i].first) {
		return nil
	}
	return units[i]
}

// typeUnit returns the type unit of a signature, nil if there is none.
func (d *Data) typeUnit(signature uint64) *Unit {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.sigs == nil {
		d.sigs = map[uint64]*Unit{}
		for _, u := range d.units {
			if (u.Kind == UnitType || u.Kind == UnitSplitType) && d.sigs[u.Signature] == nil {
				d.sigs[u.Signature] = u
			}
		}
	}
	u, known := d.sigs[signature]
	if !known && d.TypeUnits != nil {
		if other := d.TypeUnits(signature); other != nil {
			for _, o := range other.units {
				if (o.Kind == UnitType || o.Kind == UnitSplitType) && o.Signature == signature {
					u = o
				}
			}
		}
		d.sigs[signature] = u
	}
	return u
}

// abbrevsAt returns the abbreviations at an offset, with an error also those before the error.
func (d *Data) abbrevsAt(off uint64, f format) (*abbrevTable, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	k := abbrevKey{off, f}
	if t := d.abbrevs[k]; t != nil {
		return t, nil
	}
	t, err := readAbbrevs(d.Sections.Abbrev, off, f)
	if err == nil {
		d.abbrevs[k] = t
	}
	return t, err
}

func (d *Data) readHeaders(section []byte, name string, types bool) {
	r := newReader(name, section, 0)
	for r.more() {
		u := &Unit{d: d, types: types, Off: uint32(r.pos)}
		end := r.unitLength()
		if r.err != nil {
			d.problems = append(d.problems, r.error())
			return
		}
		if end == r.pos { // padding
			continue
		}
		body := &reader{data: section[:end], pos: r.pos, section: name, wide: r.wide}
		if err := u.readHeader(body); err != nil {
			d.problems = append(d.problems, err)
		} else {
			d.units = append(d.units, u)
		}
		r.pos = end
	}
}

// readHeader reads what follows the unit's length.
func (u *Unit) readHeader(r *reader) error {
	u.End, u.wide = uint32(len(r.data)), r.wide
	u.Version = int(r.u16())
	switch {
	case u.Version < 2 || u.Version > 5:
		if r.err == nil {
			r.pos -= 2
			r.fail("unit of version %d: only 2 to 5 are known", u.Version)
		}
		return r.error()
	case u.Version == 5:
		u.Kind = UnitKind(r.u8())
		u.addrSize = r.u8()
		u.abbrevOff = r.offset()
	default:
		u.Kind = UnitCompile
		if u.types {
			u.Kind = UnitType
		}
		u.abbrevOff = r.offset()
		u.addrSize = r.u8()
	}
	switch u.Kind {
	case UnitSkeleton, UnitSplitCompile:
		u.DWOID, u.HasDWOID = r.u64(), true
	case UnitType, UnitSplitType:
		u.Signature = r.u64()
		u.TypeOff = r.offset()
	case UnitCompile, UnitPartial:
	default:
		r.fail("unknown kind of unit 0x%02x", uint8(u.Kind))
	}
	if r.err == nil && u.addrSize != 4 && u.addrSize != 8 && u.addrSize != 2 && u.addrSize != 1 {
		r.fail("addresses of %d bytes", u.addrSize)
	}
	u.version = uint16(u.Version)
	u.first = uint32(r.pos)
	return r.error()
}

// problem makes an error of a unit.
func (u *Unit) problem(at uint32, format string, args ...any) error {
	return &Error{u.section(), uint64(at), fmt.Sprintf(format, args...)}
}
