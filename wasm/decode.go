package wasm

import (
	"strconv"

	"github.com/wdbg/wdbg/wasm/op"
)

// Decode reads a module in the binary format of Wasm 3.0 with threads (§5). The module refers to file, which
// must not change afterwards. Function bodies are only delimited, custom sections only listed: time is
// linear in the sections apart from code and data, memory in their entries.
//
// An error is an *Error with the section and the offset. What the binary format cannot say is malformed; most
// of what is merely invalid, such as an index out of range, passes and is for validation to find.
func Decode(file []byte) (*Module, error) {
	if err := checkHeader(file); err != nil {
		return nil, err
	}
	d := decoder{m: &Module{Bytes: file, lazy: new(lazy)}}
	if err := d.sections(); err != nil {
		return nil, err
	}
	return d.m, nil
}

// decoder reads one module. The methods that read parts leave the first error in r.
type decoder struct {
	m      *Module
	r      Reader      // of the current section
	instrs InstrReader // of constant expressions
	last   SectionID   // the last section that was not custom, or 0
	types  slab[ValType]
	fields slab[FieldType]
}

// sections reads all sections.
func (d *decoder) sections() *Error {
	file := d.m.Bytes
	top := NewReader(file, headerSize, FileOffset(len(file)))
	for top.Len() > 0 {
		s, err := d.frame(top)
		if err != nil {
			return err
		}
		d.r.Reset(file, s.Start, s.End)
		d.payload(&s)
		if d.r.err == nil && d.r.Len() > 0 {
			d.r.Failf(d.r.Pos(), "section size mismatch: %d bytes are left after the last entry", d.r.Len())
		}
		if err := d.r.err; err != nil {
			err.Section = s.ID.String()
			return err
		}
		d.m.Sections = append(d.m.Sections, s)
	}
	return d.checkCounts(FileOffset(len(file)))
}

// frame reads a section's id and size, checks its place in the order, and moves top past it.
func (d *decoder) frame(top *Reader) (Section, *Error) {
	s := Section{Header: top.Pos(), ID: SectionID(top.Byte())}
	if len(d.m.Sections) >= MaxSections {
		return s, Malformedf(s.Header, "implementation limit: more than %d sections", MaxSections)
	}
	if s.ID > SectionTag {
		return s, Malformedf(s.Header, "malformed section id %d: expected 0 to %d", uint8(s.ID), SectionTag)
	}
	at := top.Pos()
	size := top.U32()
	s.Start = top.Pos()
	s.End = s.Start + FileOffset(size)
	if left := top.Len(); top.err == nil && uint64(size) > uint64(left) {
		top.Failf(at, "length out of bounds: the section has %d bytes, the file only %d more", size, left)
	}
	if s.ID != SectionCustom && top.err == nil {
		d.checkOrder(top, s)
	}
	if top.err != nil {
		top.err.Section = s.ID.String()
		return s, top.err
	}
	top.pos = int(s.End)
	return s, nil
}

// checkOrder refuses a section that repeats or comes too late.
func (d *decoder) checkOrder(top *Reader, s Section) {
	switch {
	case s.ID == d.last:
		top.Failf(s.Header, "unexpected content after last section: there are two %s sections", s.ID)
	case s.ID.place() < d.last.place():
		top.Failf(s.Header, "unexpected content after last section: the %s section must come before the %s section", s.ID, d.last)
	}
	d.last = s.ID
}

// payload reads the section d.r is at.
func (d *decoder) payload(s *Section) {
	switch s.ID {
	case SectionCustom:
		s.Name = d.r.Name()
		s.Start = d.r.Pos()
		d.r.pos = d.r.end
	case SectionType:
		d.typeSection()
	case SectionImport:
		d.importSection()
	case SectionFunction:
		d.functionSection()
	case SectionTable:
		d.tableSection()
	case SectionMemory:
		d.vec("memory", d.m.NumMemories(), MaxMemories, func(uint32) {
			d.m.Memories = append(d.m.Memories, d.memoryType())
		})
	case SectionTag:
		d.vec("tag", d.m.NumTags(), MaxTags, func(uint32) {
			d.m.Tags = append(d.m.Tags, d.tagType())
		})
	case SectionGlobal:
		d.globalSection()
	case SectionExport:
		d.exportSection()
	case SectionStart:
		d.m.Start, d.m.HasStart = FuncIndex(d.r.U32()), true
	case SectionElement:
		d.elementSection()
	case SectionDataCount:
		d.m.DataCount, d.m.HasDataCount = d.r.U32(), true
	case SectionCode:
		d.codeSection()
	case SectionData:
		d.dataSection()
	}
}

// checkCounts compares the counts of sections that must agree, where one of the two is absent (§5.5.16).
func (d *decoder) checkCounts(end FileOffset) *Error {
	m := d.m
	if len(m.Funcs) != len(m.Code) {
		err := Malformedf(end, "function and code section have inconsistent lengths: %d functions are declared, %d have a body",
			len(m.Funcs), len(m.Code))
		err.Section = SectionCode.String()
		return err
	}
	if m.HasDataCount && uint64(m.DataCount) != uint64(len(m.Datas)) {
		err := Malformedf(end, "data count and data section have inconsistent lengths: %d segments are declared, %d are there",
			m.DataCount, len(m.Datas))
		err.Section = SectionData.String()
		return err
	}
	return nil
}

// count reads the length of a vector and compares it with a limit and with the bytes left, of which
// an element takes at least one.
func (d *decoder) count(what string, limit uint32) uint32 {
	at := d.r.Pos()
	n := d.r.U32()
	switch {
	case d.r.err != nil:
		return 0
	case n > limit:
		d.r.Failf(at, "implementation limit: %d of at most %d (%s)", n, limit, what)
		return 0
	case uint64(n) > uint64(d.r.Len()):
		d.r.Failf(at, "unexpected end: %d entries (%s) in %d bytes", n, what, d.r.Len())
		return 0
	}
	return n
}

// vec reads a vector of a section, calling item for each element, until an error. The error is made to name the
// element: what it is and its number, counted from base.
func (d *decoder) vec(what string, base int, limit uint32, item func(n uint32)) {
	n := d.count(what, limit)
	for i := range n {
		if item(n); d.r.err != nil {
			d.inEntry(what, base+int(i))
			return
		}
	}
}

// inEntry adds to the error in which entry it lies.
func (d *decoder) inEntry(what string, i int) {
	d.r.err.Msg += " (" + what + " " + strconv.Itoa(i) + ")"
}

// constExpr delimits a constant expression. Blocks are not constant; they are followed here only so
// that the expression's own end is found and validation can say what is wrong.
func (d *decoder) constExpr() ConstExpr {
	if d.r.err != nil {
		return ConstExpr{}
	}
	start := d.r.Pos()
	d.instrs.Reset(d.m.Bytes, start, FileOffset(d.r.end))
	depth := 0
	for d.instrs.Next() {
		switch d.instrs.Op {
		case op.Block, op.Loop, op.If, op.Try, op.TryTable:
			depth++
		case op.End, op.Delegate:
			if depth--; depth < 0 {
				d.r.pos = d.instrs.r.pos
				return ConstExpr{start, d.r.Pos()}
			}
		}
	}
	d.r.err = d.instrs.r.err
	d.r.Failf(FileOffset(d.r.end), "unexpected end: END opcode expected in the constant expression at 0x%x", uint64(start))
	return ConstExpr{}
}

// slab hands out slices of one big allocation, so that many small ones cost little.
type slab[T any] struct{ free []T }

// take returns n zero elements; n must be bounded by the input.
func (s *slab[T]) take(n int) []T {
	if n == 0 {
		return nil
	}
	if n > len(s.free) {
		s.free = make([]T, max(n, 256))
	}
	t := s.free[:n:n]
	s.free = s.free[n:]
	return t
}
