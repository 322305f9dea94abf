package dwarftest

import (
	"fmt"
	"maps"
)

// Builder collects sections.
type Builder struct {
	Format
	// DWO makes the sections those of a split file: .debug_info.dwo and so on.
	DWO      bool
	sections map[string][]byte
	strings  map[string]map[string]uint64 // offsets by section and string
}

// New returns a builder whose units have a format, unless their headers say otherwise.
func New(f Format) *Builder {
	return &Builder{Format: f, sections: map[string][]byte{}, strings: map[string]map[string]uint64{}}
}

// Sections returns the sections by their names.
func (b *Builder) Sections() map[string][]byte {
	if !b.DWO {
		return maps.Clone(b.sections)
	}
	m := map[string][]byte{}
	for name, data := range b.sections {
		m[name+".dwo"] = data
	}
	return m
}

// Add appends to a section and returns the offset of what was appended.
func (b *Builder) Add(section string, parts ...[]byte) (off uint64) {
	off = uint64(len(b.sections[section]))
	b.sections[section] = append(b.sections[section], Cat(parts...)...)
	return off
}

// String returns the offset of a string in .debug_str or .debug_line_str, where it is added if need be.
func (b *Builder) String(section, s string) (off uint64) {
	if b.strings[section] == nil {
		b.strings[section] = map[string]uint64{}
	}
	off, ok := b.strings[section][s]
	if !ok {
		off = b.Add(section, Str(s))
		b.strings[section][s] = off
	}
	return off
}

// Header is what the header of a unit says. The zero Header is that of a compilation unit.
type Header struct {
	Format          // the builder's where Version is 0
	Kind     uint8  // DW_UT_compile where it is 0
	ID       uint64 // of a skeleton or split unit; the signature of a type unit
	Type     *DIE   // of a type unit
	Types    bool   // the unit is in .debug_types
	NoHeader bool   // leave out the headers of the unit's parts of .debug_str_offsets and .debug_addr, as before version 5
}

// unit is a unit that is being encoded.
type unit struct {
	b        *Builder
	h        Header
	start    uint64
	data     []byte
	fixups   []fixup
	abbrevs  []byte
	codes    map[string]uint64 // of abbreviations
	bases    [2]uint64         // by Base
	offsets  []byte            // of strings
	addrs    []byte
	strIndex map[string]uint64
	addrIdx  map[uint64]uint64
}

// fixup is a number that is known when all entries are encoded.
type fixup struct {
	at, size int
	value    func() uint64
}

// Unit adds a unit and returns its offset.
func (b *Builder) Unit(h Header, root *DIE) (off uint64) {
	if h.Version == 0 {
		h.Format = b.Format
	}
	section := ".debug_info"
	if h.Types {
		section = ".debug_types"
	}
	u := &unit{b: b, h: h, start: uint64(len(b.sections[section])), codes: map[string]uint64{}, strIndex: map[string]uint64{}, addrIdx: map[uint64]uint64{}}
	u.header()
	u.entry(root)
	lengthSize := 4
	if h.Wide {
		lengthSize = 12
	}
	copy(u.data, h.Length(u.data[lengthSize:])[:lengthSize])
	b.Add(".debug_abbrev", u.abbrevs, U8(0))
	u.parts()
	for _, f := range u.fixups {
		copy(u.data[f.at:], Uint(f.size, f.value()))
	}
	return b.Add(section, u.data)
}

func (u *unit) put(parts ...[]byte) { u.data = append(u.data, Cat(parts...)...) }

// header puts the header, whose length is set later.
func (u *unit) header() {
	h := &u.h
	abbrev := h.Offset(uint64(len(u.b.sections[".debug_abbrev"])))
	u.put(h.Length(), U16(uint16(h.Version)))
	if h.Version < 5 {
		u.put(abbrev, U8(uint8(h.addrSize())))
		if h.Types {
			h.Kind = 2
		}
	} else {
		h.Kind = max(h.Kind, 1)
		u.put(U8(h.Kind, uint8(h.addrSize())), abbrev)
	}
	switch h.Kind {
	case 4, 5: // DW_UT_skeleton, DW_UT_split_compile
		u.put(U64(h.ID))
	case 2, 6: // DW_UT_type, DW_UT_split_type
		u.put(U64(h.ID))
		u.later(h.offsetSize(), func() uint64 { return h.Type.Off - u.start })
	}
}

// later puts a number that is not known yet.
func (u *unit) later(size int, value func() uint64) {
	u.fixups = append(u.fixups, fixup{len(u.data), size, value})
	u.put(make([]byte, size))
}

// entry puts an entry and its children.
func (u *unit) entry(d *DIE) {
	d.Off = u.start + uint64(len(u.data))
	abbrev := Cat(U(d.Tag), U8(uint8(min(len(d.Children), 1))))
	for _, a := range d.Attrs {
		abbrev = Cat(abbrev, U(a.Name), U(a.Form))
		if a.Form == 0x21 { // DW_FORM_implicit_const
			abbrev = Cat(abbrev, S(int64(number(a.Value))))
		}
	}
	code, ok := u.codes[string(abbrev)]
	if !ok {
		code = uint64(len(u.codes) + 1)
		u.codes[string(abbrev)] = code
		u.abbrevs = Cat(u.abbrevs, U(code), abbrev, U8(0, 0))
	}
	u.put(U(code))
	for _, a := range d.Attrs {
		u.attr(a)
	}
	for _, c := range d.Children {
		u.entry(c)
	}
	if len(d.Children) > 0 {
		u.put(U8(0))
	}
}

// parts adds the unit's parts of .debug_str_offsets and .debug_addr.
func (u *unit) parts() {
	add := func(section string, data, header []byte) (base uint64) {
		if u.h.NoHeader {
			return u.b.Add(section, data)
		}
		whole := u.h.Length(header, data)
		return u.b.Add(section, whole) + uint64(len(whole)-len(data))
	}
	if len(u.offsets) > 0 {
		u.bases[StrOffsetsBase] = add(".debug_str_offsets", u.offsets, Cat(U16(5), U16(0)))
	}
	if len(u.addrs) > 0 {
		u.bases[AddrBase] = add(".debug_addr", u.addrs, Cat(U16(5), U8(uint8(u.h.addrSize()), 0)))
	}
}

func (u *unit) bad(a Attr) {
	panic(fmt.Sprintf("dwarftest: form 0x%x with a %T", a.Form, a.Value))
}
