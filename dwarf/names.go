package dwarf

import (
	"encoding/binary"
	"fmt"
	"math"
	"unicode"
)

// NameIndex is one of the indexes of .debug_names (DWARF 5 §6.1.1). What it says may be incomplete: some producers
// leave out names.
type NameIndex struct {
	sections *Sections
	wide     bool
	start    int // of the index, in .debug_names

	units, localTypes []byte // offsets in .debug_info
	foreignTypes      []byte // signatures
	buckets, hashes   []byte // 4 bytes each
	strings, entries  []byte // offsets in .debug_str and in pool
	pool              []byte // the entries
	poolAt            int    // in .debug_names
	names             uint64
	abbrevs           map[uint64]*nameAbbrev
}

// nameAbbrev says what an entry consists of.
type nameAbbrev struct {
	tag    Tag
	fields []nameField
}

type nameField struct {
	index uint64
	form  Form
}

// What the fields of an entry are (DWARF 5 §6.1.1.4.7).
const (
	idxCompileUnit = 1
	idxTypeUnit    = 2
	idxDIEOffset   = 3
	idxParent      = 4
	idxTypeHash    = 5
)

// NameEntry is what an index knows of an entry with a name.
type NameEntry struct {
	Tag Tag
	// Unit is the unit's offset in .debug_info, where HasUnit; a unit of another file is known by its signature only.
	Unit      uint64
	HasUnit   bool
	Signature uint64
	// DIE is the entry's offset from the beginning of its unit.
	DIE uint64
}

// ReadNames reads the headers of all indexes of .debug_names; with an error, those before it.
func (s *Sections) ReadNames() ([]*NameIndex, error) {
	var all []*NameIndex
	r := newReader(".debug_names", s.Names, 0)
	for r.more() {
		n := &NameIndex{sections: s, start: r.pos}
		end := r.unitLength()
		if r.err != nil {
			break
		}
		body := &reader{data: r.data[:end], pos: r.pos, section: r.section, wide: r.wide}
		n.wide = r.wide
		n.read(body)
		if body.err != nil {
			return all, body.err
		}
		all = append(all, n)
		r.pos = end
	}
	return all, r.error()
}

// read reads what follows the index's length.
func (n *NameIndex) read(r *reader) {
	if v := r.u16(); r.err == nil && v != 5 {
		r.pos -= 2
		r.fail("index of names of version %d", v)
	}
	r.u16() // padding
	units, localTypes, foreignTypes := r.u32(), r.u32(), r.u32()
	buckets, names := r.u32(), r.u32()
	abbrevSize, augmentation := r.u32(), r.u32()
	r.bytes((uint64(augmentation) + 3) &^ 3)
	table := func(count uint32, size int) []byte { return r.bytes(uint64(count) * uint64(size)) }
	n.units = table(units, n.offsetSize())
	n.localTypes = table(localTypes, n.offsetSize())
	n.foreignTypes = table(foreignTypes, 8)
	n.buckets = table(buckets, 4)
	if buckets > 0 {
		n.hashes = table(names, 4)
	}
	n.strings = table(names, n.offsetSize())
	n.entries = table(names, n.offsetSize())
	n.names = uint64(names)
	abbrevs := *r
	r.bytes(uint64(abbrevSize))
	if r.err != nil {
		return
	}
	abbrevs.data = r.data[:r.pos]
	n.readAbbrevs(&abbrevs)
	r.err = abbrevs.err
	n.poolAt = r.pos
	n.pool = r.data[r.pos:]
}

func (n *NameIndex) offsetSize() int {
	if n.wide {
		return 8
	}
	return 4
}

// readAbbrevs reads the abbreviations (DWARF 5 §6.1.1.4.7).
func (n *NameIndex) readAbbrevs(r *reader) {
	n.abbrevs = map[uint64]*nameAbbrev{}
	for r.more() {
		code := r.uleb()
		if code == 0 {
			return
		}
		a := &nameAbbrev{tag: Tag(min(r.uleb(), math.MaxUint16))}
		for {
			f := nameField{r.uleb(), Form(min(r.uleb(), math.MaxUint16))}
			if r.err != nil || f == (nameField{}) {
				break
			}
			a.fields = append(a.fields, f)
		}
		if n.abbrevs[code] != nil {
			r.fail("abbreviation %d twice", code)
		}
		n.abbrevs[code] = a
	}
}

// number returns an element of a table of the index, whose elements have size bytes.
func number(table []byte, i uint64, size int) (uint64, bool) {
	if n := uint64(len(table) / size); i >= n {
		return 0, false
	}
	b := table[i*uint64(size):]
	if size == 8 {
		return binary.LittleEndian.Uint64(b), true
	}
	return uint64(binary.LittleEndian.Uint32(b)), true
}

// Units returns the offsets in .debug_info of the compilation units that the index is about.
func (n *NameIndex) Units() []uint64 {
	var offs []uint64
	for i := uint64(0); ; i++ {
		off, ok := number(n.units, i, n.offsetSize())
		if !ok {
			return offs
		}
		offs = append(offs, off)
	}
}

// NumNames returns the number of names.
func (n *NameIndex) NumNames() int { return int(n.names) }

// Name returns a name by its index, which counts from 0.
func (n *NameIndex) Name(i int) (string, error) {
	off, ok := number(n.strings, uint64(i), n.offsetSize())
	if !ok {
		return "", n.problem("name %d of %d", i, n.names)
	}
	return stringAt(".debug_str", n.sections.Str, off)
}

// Lookup calls visit with the entries of a name until it returns false.
func (n *NameIndex) Lookup(name string, visit func(NameEntry) bool) error {
	buckets := uint64(len(n.buckets) / 4)
	hash, exact := nameHash(name)
	first, last := uint64(0), n.names
	hashed := buckets > 0 && exact
	if hashed {
		b, _ := number(n.buckets, uint64(hash)%buckets, 4)
		if b == 0 {
			return nil
		}
		first = b - 1
	}
	for i := first; i < last; i++ {
		if hashed {
			h, ok := number(n.hashes, i, 4)
			if !ok || h%buckets != uint64(hash)%buckets {
				return nil
			}
			if h != uint64(hash) {
				continue
			}
		}
		same, err := n.isName(i, name)
		if err != nil {
			return err
		}
		if same {
			if more, err := n.Entries(int(i), visit); err != nil || !more {
				return err
			}
		}
	}
	return nil
}

// isName reports whether a name is the one given, without copying it.
func (n *NameIndex) isName(i uint64, name string) (bool, error) {
	off, _ := number(n.strings, i, n.offsetSize())
	str := n.sections.Str
	if off >= uint64(len(str)) {
		return false, n.problem("name %d at 0x%x in .debug_str, which has 0x%x bytes", i, off, len(str))
	}
	s := str[off:]
	return len(s) > len(name) && string(s[:len(name)]) == name && s[len(name)] == 0, nil
}

// Entries calls visit with the entries of the name of an index until it returns false, which more says.
func (n *NameIndex) Entries(i int, visit func(NameEntry) bool) (more bool, err error) {
	off, ok := number(n.entries, uint64(i), n.offsetSize())
	if !ok {
		return false, n.problem("name %d of %d", i, n.names)
	}
	r := &reader{data: n.sections.Names[:n.poolAt+len(n.pool)], pos: n.poolAt, section: ".debug_names", wide: n.wide}
	if off > uint64(len(n.pool)) {
		r.fail("entries of name %d at 0x%x after 0x%x", i, off, n.poolAt)
		return false, r.err
	}
	r.pos += int(off)
	for {
		at := r.pos
		code := r.uleb()
		if r.err != nil {
			return false, r.err
		}
		if code == 0 {
			return true, nil
		}
		a := n.abbrevs[code]
		if a == nil {
			r.pos = at
			r.fail("no abbreviation %d", code)
			return false, r.err
		}
		e := n.readEntry(r, a)
		if r.err != nil {
			return false, r.err
		}
		if !visit(e) {
			return false, nil
		}
	}
}

// readEntry reads the fields of an entry.
func (n *NameIndex) readEntry(r *reader, a *nameAbbrev) NameEntry {
	e := NameEntry{Tag: a.tag}
	var cu, tu uint64
	var hasTU, hasDIE bool
	for _, f := range a.fields {
		v := f.read(r)
		switch f.index {
		case idxCompileUnit:
			cu = v
		case idxTypeUnit:
			tu, hasTU = v, true
		case idxDIEOffset:
			e.DIE, hasDIE = v, true
		}
	}
	local := uint64(len(n.localTypes) / n.offsetSize())
	var ok bool
	switch {
	case !hasTU: // the unit may be left out where there is one only
		e.Unit, ok = number(n.units, cu, n.offsetSize())
		e.HasUnit = ok
	case tu < local:
		e.Unit, ok = number(n.localTypes, tu, n.offsetSize())
		e.HasUnit = ok
	default:
		e.Signature, ok = number(n.foreignTypes, tu-local, 8)
	}
	if !ok {
		r.fail("entry of a unit that is not in the index")
	}
	if !hasDIE {
		r.fail("entry without an offset")
	}
	return e
}

// read reads the value of a field.
func (f nameField) read(r *reader) uint64 {
	switch f.form {
	case formFlagPresent:
		return 1
	case formData1, formRef1, formFlag:
		return uint64(r.u8())
	case formData2, formRef2:
		return uint64(r.u16())
	case formData4, formRef4:
		return uint64(r.u32())
	case formData8, formRef8, formRefSig8:
		return r.u64()
	case formUdata, formRefUdata:
		return r.uleb()
	case formSecOffset:
		return r.offset()
	}
	r.fail("form 0x%x in an index of names", uint16(f.form))
	return 0
}

func (n *NameIndex) problem(format string, args ...any) error {
	return &Error{".debug_names", uint64(n.start), fmt.Sprintf(format, args...)}
}

// nameHash returns the hash of a name: Bernstein's, of the name with its case folded (DWARF 5 §6.1.1.4.5). exact is
// false for a name with letters whose folding producers do not agree on.
func nameHash(name string) (hash uint32, exact bool) {
	hash = 5381
	for i := range len(name) {
		c := name[i]
		switch {
		case c > unicode.MaxASCII:
			return 0, false
		case 'A' <= c && c <= 'Z':
			c += 'a' - 'A'
		}
		hash = hash*33 + uint32(c)
	}
	return hash, true
}
