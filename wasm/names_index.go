package wasm

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// nameIndex is the index over one subsection of the name section: where in the file each name stands.
type nameIndex struct {
	once sync.Once
	kind nameKind
	file []byte
	// start and end delimit the subsection's payload in the file.
	start, end FileOffset
	entries    []nameEntry // sorted by key
	err        *Error
}

// nameEntry is one name. Its key is its index, or for indirect names both indices (indirectKey). The place of the bytes is
// relative to the subsection's payload, which is shorter than 4 GiB.
type nameEntry struct {
	key       uint64
	pos, size uint32
}

func indirectKey(outer, inner uint32) uint64 { return uint64(outer)<<32 | uint64(inner) }

// newNames reads the frame of the name section and the module's name.
func newNames(m *Module) *Names {
	n := &Names{file: m.Bytes}
	sections := m.Custom(CustomName)
	if len(sections) == 0 {
		return n
	}
	if len(sections) > 1 {
		n.fail(sections[1].Header, "there are %d name sections, of which the first counts", len(sections))
	}
	r := NewReader(m.Bytes, sections[0].Start, sections[0].End)
	for r.Len() > 0 && r.err == nil {
		n.subsection(r)
	}
	if r.err != nil {
		n.fail(r.err.Offset, "%s", r.err.Msg)
	}
	n.tagsAmongFields()
	return n
}

// tagsAmongFields moves names of tags where they belong: WABT 1.0.32, which Debian has, writes them with the number
// that has become that of field names. The encodings differ, so that one can tell.
func (n *Names) tagsAmongFields() {
	fields := n.parts[nameField]
	if fields == nil || n.parts[nameTag] != nil {
		return
	}
	if fields.load(); fields.err == nil {
		return
	}
	tags := &nameIndex{kind: nameTag, file: n.file, start: fields.start, end: fields.end}
	if tags.load(); tags.err == nil {
		n.parts[nameField], n.parts[nameTag] = nil, tags
	}
}

// subsection reads the frame of one subsection. One that claims more bytes than there are is cut.
func (n *Names) subsection(r *Reader) {
	at := r.Pos()
	kind := nameKind(r.Byte())
	size := r.U32()
	if r.err != nil {
		return
	}
	if left := r.Len(); uint64(size) > uint64(left) {
		n.fail(at, "length out of bounds: subsection %d has %d bytes, the section only %d more", kind, size, left)
		size = uint32(left)
	}
	start := r.Pos()
	r.pos += int(size)
	switch {
	case kind == nameModule:
		n.moduleName(start, r.Pos())
	case kind >= nameKinds:
		// Of a proposal this reader does not know.
	case n.parts[kind] != nil:
		n.fail(at, "there are two subsections of %s names, of which the first counts", kind)
	default:
		n.parts[kind] = &nameIndex{kind: kind, file: n.file, start: start, end: r.Pos()}
	}
}

func (n *Names) moduleName(start, end FileOffset) {
	r := NewReader(n.file, start, end)
	size := r.U32()
	name := r.Bytes(int(min(uint64(size), uint64(r.Len()))))
	switch {
	case r.err != nil:
		n.fail(r.err.Offset, "%s (module name)", r.err.Msg)
	case uint64(size) != uint64(len(name)) || r.Len() > 0:
		n.fail(start, "length out of bounds: the module name has %d bytes, the subsection %d", size, uint64(end-start))
	case !utf8.Valid(name):
		n.fail(start, "malformed UTF-8 encoding (module name)")
	}
	n.Module = strings.ToValidUTF8(string(name), "\ufffd")
}

func (n *Names) fail(off FileOffset, format string, args ...any) {
	if n.err == nil {
		n.err = Malformedf(off, format, args...)
		n.err.Section = CustomName
	}
}

// load builds the index if nobody has yet.
func (x *nameIndex) load() { x.once.Do(x.build) }

func (x *nameIndex) build() {
	r := NewReader(x.file, x.start, x.end)
	if x.kind.indirect() {
		for range r.U32() {
			if r.err != nil {
				break
			}
			outer := r.U32()
			x.nameMap(r, outer)
		}
	} else {
		x.nameMap(r, 0)
	}
	if r.err != nil {
		x.fail(r.err.Offset, r.err.Msg)
	} else if r.Len() > 0 {
		x.fail(r.Pos(), "subsection size mismatch: bytes are left after the last name")
	}
	byKey := func(a, b nameEntry) int { return cmp.Compare(a.key, b.key) }
	if !slices.IsSortedFunc(x.entries, byKey) {
		slices.SortStableFunc(x.entries, byKey)
	}
}

// nameMap indexes a name map whose keys lie under outer.
func (x *nameIndex) nameMap(r *Reader, outer uint32) {
	count := r.U32()
	x.entries = slices.Grow(x.entries, min(int(count&(1<<31-1)), r.Len()/2, 1<<12))
	for range count {
		at := r.Pos()
		key := indirectKey(outer, r.U32())
		lenPos := r.Pos()
		size := r.U32()
		if r.err == nil && uint64(size) > uint64(r.Len()) {
			r.Failf(lenPos, "length out of bounds: the name has %d bytes, only %d are left", size, r.Len())
		}
		if r.err != nil {
			return
		}
		if n := len(x.entries); n > 0 && x.entries[n-1].key >= key {
			x.fail(at, "the names are not in increasing order of index")
		}
		x.entries = append(x.entries, nameEntry{key, uint32(r.Pos() - x.start), size})
		if !utf8.Valid(r.buf[r.pos : r.pos+int(size)]) {
			x.fail(r.Pos(), "malformed UTF-8 encoding")
		}
		r.pos += int(size)
	}
}

func (x *nameIndex) fail(off FileOffset, msg string) {
	if x.err == nil {
		x.err = Malformedf(off, "%s (%s names)", msg, x.kind)
		x.err.Section = CustomName
	}
}

// find returns where the name of a key stands in the file; of several, the first.
func (x *nameIndex) find(key uint64) (start FileOffset, size uint32, ok bool) {
	i, ok := slices.BinarySearchFunc(x.entries, key, func(e nameEntry, key uint64) int { return cmp.Compare(e.key, key) })
	if !ok {
		return 0, 0, false
	}
	e := x.entries[i]
	return x.start + FileOffset(e.pos), e.size, true
}
