package dwarftest

// PackageIndex is .debug_cu_index or .debug_tu_index of a package.
type PackageIndex struct {
	Version int      // 2 or 5
	Columns []uint32 // DW_SECT numbers
	Units   []PackageUnit
	Slots   int // of the hash table; a power of two greater than the number of units where 0
}

// PackageUnit is a row: for each column an offset and a size.
type PackageUnit struct {
	Signature uint64
	Parts     [][2]uint32
}

// Bytes encodes the index.
func (p PackageIndex) Bytes() []byte {
	slots := p.Slots
	if slots == 0 {
		for slots = 1; slots <= len(p.Units); slots *= 2 {
		}
	}
	signatures, rows := make([]uint64, slots), make([]uint32, slots)
	for i, u := range p.Units {
		mask := uint64(slots - 1)
		at := u.Signature & mask
		for rows[at] != 0 {
			at = (at + (u.Signature>>32&mask | 1)) & mask
		}
		signatures[at], rows[at] = u.Signature, uint32(i+1)
	}
	b := Cat(U16(uint16(p.Version)), U16(0), U32(uint32(len(p.Columns))), U32(uint32(len(p.Units))), U32(uint32(slots)))
	for _, s := range signatures {
		b = append(b, U64(s)...)
	}
	for _, list := range [][]uint32{rows, p.Columns} {
		for _, n := range list {
			b = append(b, U32(n)...)
		}
	}
	for i := range 2 {
		for _, u := range p.Units {
			for _, part := range u.Parts {
				b = append(b, U32(part[i])...)
			}
		}
	}
	return b
}

// NameIndex is an index of .debug_names whose names are all ASCII.
type NameIndex struct {
	Format
	Units, LocalTypes, ForeignTypes []uint64
	Names                           []IndexedName
	Buckets                         int    // 0: no hash table
	Abbrevs                         []byte // encoded, with the zero that ends them
}

// IndexedName is a name with its encoded entries, without the zero that ends them.
type IndexedName struct {
	Name    string
	Entries []byte
}

// Bytes encodes the index; the names are added to b's .debug_str.
func (n NameIndex) Bytes(b *Builder) []byte {
	names, buckets, hashes := n.hashed()
	var strings, entries, pool []byte
	for _, name := range names {
		strings = append(strings, n.Offset(b.String(".debug_str", name.Name))...)
		entries = append(entries, n.Offset(uint64(len(pool)))...)
		pool = Cat(pool, name.Entries, U8(0))
	}
	list := func(offs []uint64) (b []byte) {
		for _, off := range offs {
			b = append(b, n.Offset(off)...)
		}
		return b
	}
	var foreign []byte
	for _, s := range n.ForeignTypes {
		foreign = append(foreign, U64(s)...)
	}
	return n.Length(U16(5), U16(0), U32(uint32(len(n.Units))), U32(uint32(len(n.LocalTypes))), U32(uint32(len(n.ForeignTypes))),
		U32(uint32(n.Buckets)), U32(uint32(len(names))), U32(uint32(len(n.Abbrevs))), U32(3), U8('t', 'e', 's', 0),
		list(n.Units), list(n.LocalTypes), foreign, buckets, hashes, strings, entries, n.Abbrevs, pool)
}

// hashed returns the names in the order of their buckets, and the tables of buckets and hashes.
func (n NameIndex) hashed() (names []IndexedName, buckets, hashes []byte) {
	if n.Buckets == 0 {
		return n.Names, nil, nil
	}
	for i := range n.Buckets {
		first := uint32(0)
		for _, name := range n.Names {
			if h := nameHash(name.Name); int(h)%n.Buckets == i {
				names = append(names, name)
				hashes = append(hashes, U32(h)...)
				if first == 0 {
					first = uint32(len(names))
				}
			}
		}
		buckets = append(buckets, U32(first)...)
	}
	return names, buckets, hashes
}

// nameHash is the hash of an ASCII name (DWARF 5 §6.1.1.4.5).
func nameHash(name string) uint32 {
	h := uint32(5381)
	for _, c := range []byte(name) {
		if 'A' <= c && c <= 'Z' {
			c |= 0x20
		}
		h = h*33 + uint32(c)
	}
	return h
}
