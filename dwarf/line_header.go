package dwarf

import (
	"fmt"
	"math"
)

// StrOffsets returns the string of an index into a unit's part of .debug_str_offsets.
type StrOffsets func(index uint64) (string, error)

// LineHeader is what precedes the program of a line table (DWARF 5 §6.2.4): how the program is encoded, and the files.
// It does not change once it is read.
type LineHeader struct {
	Version int
	// Wide says that the table is in the 64-bit format.
	Wide bool

	sections          *Sections
	strings           StrOffsets
	compDir, unitName string

	start, program, end int    // of the table and its program, in .debug_line
	standardLengths     []byte // how many operands the standard opcodes have, from opcode 1 on
	minInstLength       uint8
	maxOps              uint8
	defaultIsStmt       bool
	lineBase            int8
	lineRange           uint8
	opcodeBase          uint8

	// Where the entries begin, counted from start: hundreds of tables list hundreds of files each, of which few are asked for.
	dirs, files           []uint32
	dirFormat, fileFormat lineFormat
}

// lineFormat is what the entries of a table of directories or files consist of.
type lineFormat []lineField

// lineField is a field of an entry: a content type (DW_LNCT) and a form.
type lineField struct {
	content uint64
	form    Form
}

// Content types of the fields of directory and file entries (DWARF 5 §6.2.4.1).
const (
	lnctPath           = 0x1
	lnctDirectoryIndex = 0x2
	lnctTimestamp      = 0x3
	lnctSize           = 0x4
	lnctMD5            = 0x5
	lnctLLVMSource     = 0x2001
)

// ReadLineHeader reads the header of the line table at an offset of .debug_line, DW_AT_stmt_list of a unit. The other
// arguments are the unit's DW_AT_comp_dir and DW_AT_name, and its strings, nil where it has no table of them.
func ReadLineHeader(s *Sections, off uint64, compDir, unitName string, strs StrOffsets) (*LineHeader, error) {
	h := &LineHeader{sections: s, strings: strs, compDir: compDir, unitName: unitName}
	r := newReader(".debug_line", s.Line, off)
	h.start = r.pos
	h.end = r.unitLength()
	h.Wide = r.wide
	r.data = r.data[:h.end]
	h.Version = int(r.u16())
	if r.err == nil && (h.Version < 2 || h.Version > 5) {
		r.pos -= 2
		r.fail("line table of version %d", h.Version)
	}
	if h.Version >= 5 {
		r.bytes(2) // the sizes of addresses and segment selectors, which the program does not depend on
	}
	length := r.offset()
	if r.err == nil && length > uint64(r.len()) {
		r.fail("line table header of %d bytes, %d left in the table", length, r.len())
	}
	if r.err != nil {
		return nil, r.err
	}
	h.program = r.pos + int(length)
	r.data = r.data[:h.program]
	h.readEncoding(r)
	if h.Version >= 5 {
		h.dirFormat, h.dirs = h.readEntries(r, "directories")
		h.fileFormat, h.files = h.readEntries(r, "files")
	} else {
		h.readOldEntries(r)
	}
	if r.err != nil {
		return nil, r.err
	}
	return h, nil
}

// readEncoding reads how the program is encoded.
func (h *LineHeader) readEncoding(r *reader) {
	h.minInstLength = r.u8()
	h.maxOps = 1
	if h.Version >= 4 {
		h.maxOps = max(r.u8(), 1)
	}
	h.defaultIsStmt = r.u8() != 0
	h.lineBase = int8(r.u8())
	h.lineRange = r.u8()
	h.opcodeBase = r.u8()
	if h.opcodeBase == 0 {
		r.fail("line table whose first special opcode is 0")
		return
	}
	h.standardLengths = r.bytes(uint64(h.opcodeBase) - 1)
	for i, n := range h.standardLengths {
		if op := i + 1; op < len(standardOperands) && n != standardOperands[op] {
			r.fail("opcode %d with %d operands instead of %d", op, n, standardOperands[op])
		}
	}
	if h.lineRange == 0 {
		r.fail("line table with a line range of 0")
	}
}

// position returns a place in the section, counted from the table's start.
func (h *LineHeader) position(r *reader, pos int) uint32 {
	p := uint64(pos - h.start)
	if p > math.MaxUint32 {
		r.fail("file of a line table beyond 4 GiB")
	}
	return uint32(p)
}

// readOldEntries passes over the directories and files of versions 2 to 4, and notes where they are.
func (h *LineHeader) readOldEntries(r *reader) {
	path := lineField{lnctPath, formString}
	h.dirFormat = lineFormat{path}
	h.fileFormat = lineFormat{path, {lnctDirectoryIndex, formUdata}, {lnctTimestamp, formUdata}, {lnctSize, formUdata}}
	list := func(format lineFormat) (at []uint32) {
		for r.err == nil {
			if p := h.position(r, r.pos); r.len() > 0 && r.data[r.pos] != 0 {
				at = append(at, p)
				format.skip(r)
				continue
			}
			r.u8()
			return at
		}
		return at
	}
	h.dirs = list(h.dirFormat)
	h.files = list(h.fileFormat)
}

// readEntries passes over the directories or files of version 5, and notes where they are.
func (h *LineHeader) readEntries(r *reader, what string) (lineFormat, []uint32) {
	format := make(lineFormat, 0, 4)
	hasPath := false
	for n := r.u8(); n > 0 && r.err == nil; n-- {
		f := lineField{r.uleb(), Form(min(r.uleb(), math.MaxUint16))}
		hasPath = hasPath || f.content == lnctPath
		format = append(format, f)
	}
	count := r.uleb()
	if count > 0 && !hasPath {
		r.fail("%d %s without names", count, what)
	}
	if count > uint64(r.len()) { // an entry with a name has at least a byte
		r.fail("%d %s in %d bytes", count, what, r.len())
	}
	if r.err != nil {
		return nil, nil
	}
	at := make([]uint32, 0, count)
	for ; count > 0 && r.err == nil; count-- {
		at = append(at, h.position(r, r.pos))
		format.skip(r)
	}
	return format, at
}

// lineValue is the value of a field: a number, or bytes.
type lineValue struct {
	form  Form
	num   uint64
	bytes []byte
}

// read reads a value.
func (f lineField) read(r *reader) lineValue {
	v := lineValue{form: f.form}
	switch f.form {
	case formString:
		v.bytes = r.cstring()
	case formStrp, formLineStrp:
		v.num = r.offset()
	case formUdata, formStrx:
		v.num = r.uleb()
	case formSdata:
		v.num = uint64(r.sleb())
	case formData1, formStrx1:
		v.num = uint64(r.u8())
	case formData2, formStrx2:
		v.num = uint64(r.u16())
	case formStrx3:
		v.num = uint64(r.u24())
	case formData4, formStrx4:
		v.num = uint64(r.u32())
	case formData8:
		v.num = r.u64()
	case formData16:
		v.bytes = r.bytes(16)
	case formBlock:
		v.bytes = r.bytes(r.uleb())
	case formBlock1:
		v.bytes = r.bytes(uint64(r.u8()))
	case formBlock2:
		v.bytes = r.bytes(uint64(r.u16()))
	case formBlock4:
		v.bytes = r.bytes(uint64(r.u32()))
	default:
		r.fail("form 0x%x in a table of files", uint16(f.form))
	}
	return v
}

// skip passes over an entry.
func (format lineFormat) skip(r *reader) {
	for _, f := range format {
		f.read(r)
	}
}

// string returns the text of a value.
func (h *LineHeader) string(v lineValue) (string, error) {
	switch v.form {
	case formString:
		return string(v.bytes), nil
	case formLineStrp:
		return stringAt(".debug_line_str", h.sections.LineStr, v.num)
	case formStrp:
		return stringAt(".debug_str", h.sections.Str, v.num)
	case formStrx, formStrx1, formStrx2, formStrx3, formStrx4:
		if h.strings == nil {
			return "", h.errorf("string %d, and the unit has no table of strings", v.num)
		}
		return h.strings(v.num)
	}
	return "", h.errorf("string of form 0x%x", uint16(v.form))
}

func (h *LineHeader) errorf(format string, args ...any) error {
	return &Error{".debug_line", uint64(h.start), fmt.Sprintf(format, args...)}
}
