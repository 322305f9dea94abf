package dwarf

import (
	"cmp"
	"encoding/binary"
	"math"
	"slices"
)

// Standard opcodes of line number programs (DWARF 5 §6.2.5.2).
const (
	lnsExtended         = 0x00
	lnsCopy             = 0x01
	lnsAdvancePC        = 0x02
	lnsAdvanceLine      = 0x03
	lnsSetFile          = 0x04
	lnsSetColumn        = 0x05
	lnsNegateStmt       = 0x06
	lnsSetBasicBlock    = 0x07
	lnsConstAddPC       = 0x08
	lnsFixedAdvancePC   = 0x09
	lnsSetPrologueEnd   = 0x0a
	lnsSetEpilogueBegin = 0x0b
	lnsSetISA           = 0x0c
)

// standardOperands is how many operands each standard opcode has.
var standardOperands = [...]uint8{lnsAdvancePC: 1, lnsAdvanceLine: 1, lnsSetFile: 1, lnsSetColumn: 1, lnsFixedAdvancePC: 1, lnsSetISA: 1}

// Extended opcodes (DWARF 5 §6.2.5.3).
const (
	lneEndSequence      = 0x01
	lneSetAddress       = 0x02
	lneDefineFile       = 0x03
	lneSetDiscriminator = 0x04
)

// lineMachine executes a line number program.
type lineMachine struct {
	h *LineHeader
	r *reader
	// steps is by how many operations and lines each special opcode advances.
	steps [256]lineStep
	// sizes is how many bytes the opcodes without or with a single operand take, if that has one byte; 0 for others.
	sizes [256]uint8

	// The registers. Those that a row has are as it has them, but for line, which wraps around.
	addr          uint64
	opIndex       uint64
	line          uint32
	file, column  uint16
	discriminator uint16
	flags         RowFlags

	last     uint64 // address of the sequence's last row
	dead     bool   // the address is that of dropped code
	lost     bool   // rows of this sequence had addresses that code cannot have
	unsorted bool   // rows of this sequence are not ordered by address

	rows      []Row
	first     int // of this sequence
	sequences []Sequence
	defined   []uint32 // files of DW_LNE_define_file
	problem   error    // the first that loses a sequence only
}

type lineStep struct {
	ops  uint8
	line int32
}

// RowBuffer is memory for those who read one table after the other.
type RowBuffer struct{ rows []Row }

// ReadRows executes the table's program. With an error, the table has the sequences that could be read. The buffer may be
// nil; the table does not refer to it.
func (h *LineHeader) ReadRows(buf *RowBuffer) (*LineTable, error) {
	r := newReader(".debug_line", h.sections.Line[:h.end], uint64(h.program))
	r.wide = h.Wide
	m := &lineMachine{h: h, r: r}
	m.setSteps()
	if buf == nil {
		buf = &RowBuffer{}
	}
	if m.rows = buf.rows[:0]; m.rows == nil {
		m.rows = make([]Row, 0, r.len()/bytesPerRow)
	}
	m.reset()
	m.run()
	if r.err == nil && len(m.rows) > m.first {
		r.fail("line table whose last sequence has no end")
	}
	buf.rows = m.rows
	m.rows = slices.Clone(m.rows[:m.first])
	if m.defined != nil {
		changed := *h
		changed.files = slices.Concat(h.files, m.defined)
		h = &changed
	}
	t := &LineTable{LineHeader: h, rows: m.rows, sequences: m.sequences}
	t.order()
	if m.problem != nil {
		return t, m.problem
	}
	return t, r.error()
}

// bytesPerRow is how many bytes of a program make a row, about.
const bytesPerRow = 6

// order sorts the sequences, and prepares for overlapping ones.
func (t *LineTable) order() {
	slices.SortFunc(t.sequences, func(a, b Sequence) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.First, b.First))
	})
	overlap := false
	for i := 1; i < len(t.sequences) && !overlap; i++ {
		overlap = t.sequences[i].Start < t.sequences[i-1].End
	}
	if !overlap {
		return
	}
	t.reach = make([]uint32, len(t.sequences))
	var reach uint32
	for i, s := range t.sequences {
		reach = max(reach, s.End)
		t.reach[i] = reach
	}
}

func (m *lineMachine) setSteps() {
	ops, line := 0, int(m.h.lineBase)
	for op := int(m.h.opcodeBase); op < 256; op++ {
		m.sizes[op] = 1
		m.steps[op] = lineStep{uint8(ops), int32(line)}
		if line++; line == int(m.h.lineBase)+int(m.h.lineRange) {
			ops, line = ops+1, int(m.h.lineBase)
		}
	}
	for i, operands := range m.h.standardLengths {
		if op := i + 1; op != lnsFixedAdvancePC && operands < 2 {
			m.sizes[op] = 1 + operands
		}
	}
}

// reset sets the registers as they are at the beginning of a sequence.
func (m *lineMachine) reset() {
	m.addr, m.opIndex, m.line, m.last = 0, 0, 1, 0
	m.file, m.column, m.discriminator, m.flags = 1, 0, 0, 0
	if m.h.defaultIsStmt {
		m.flags = IsStmt
	}
	m.dead, m.lost, m.unsorted = false, false, false
	m.first = len(m.rows)
}

// run executes the program. It is the inner loop of reading a large file: frequent opcodes are executed in place.
func (m *lineMachine) run() {
	r, data, base := m.r, m.r.data, m.h.opcodeBase
	for pos := r.pos; pos < len(data); {
		op := data[pos]
		pos++
		if op >= base {
			step := &m.steps[op]
			m.advance(uint64(step.ops))
			m.line += uint32(step.line)
			m.emit()
			continue
		}
		v, n := shortOperand(data, pos)
		switch {
		case op == lnsNegateStmt:
			m.flags ^= IsStmt
			continue
		case n == 0:
		case op == lnsSetColumn:
			m.column = uint16(v)
			pos += n
			continue
		case op == lnsAdvanceLine:
			unused := 32 - 7*uint(n)
			m.line += uint32(int32(v<<unused) >> unused)
			pos += n
			continue
		case op == lnsSetFile:
			m.file = uint16(v)
			pos += n
			continue
		}
		r.pos = pos
		m.standard(op)
		if r.err != nil {
			return
		}
		pos = r.pos
	}
	r.pos = len(data)
}

// shortOperand reads a LEB128 number of up to two bytes, not extending its sign. n is 0 for one that is longer, or
// that may be.
func shortOperand(data []byte, pos int) (v uint32, n int) {
	if pos+1 < len(data) {
		v = uint32(data[pos])
		if v < 0x80 {
			return v, 1
		}
		if next := uint32(data[pos+1]); next < 0x80 {
			return v&0x7f | next<<7, 2
		}
	}
	return 0, 0
}

// standard executes a standard opcode whose operands the reader is at.
func (m *lineMachine) standard(op uint8) {
	r := m.r
	switch op {
	case lnsExtended:
		m.extended()
	case lnsCopy:
		m.emit()
	case lnsAdvancePC:
		m.advance(r.uleb())
	case lnsAdvanceLine:
		m.line += uint32(r.sleb())
	case lnsSetFile:
		m.file = uint16(min(r.uleb(), NoFile))
	case lnsSetColumn:
		m.column = 0
		if c := r.uleb(); c <= math.MaxUint16 {
			m.column = uint16(c)
		}
	case lnsNegateStmt:
		m.flags ^= IsStmt
	case lnsSetBasicBlock:
		m.flags |= BasicBlock
	case lnsConstAddPC:
		m.advance(uint64(m.steps[255].ops))
	case lnsFixedAdvancePC:
		m.addr += uint64(r.u16())
		m.opIndex = 0
	case lnsSetPrologueEnd:
		m.flags |= PrologueEnd
	case lnsSetEpilogueBegin:
		m.flags |= EpilogueBegin
	case lnsSetISA:
		r.uleb()
	default:
		m.skipOperands(r, op)
	}
}

// advance moves the address by operations (DWARF 5 §6.2.5.1).
func (m *lineMachine) advance(ops uint64) {
	if m.h.maxOps > 1 {
		ops += m.opIndex
		m.opIndex = ops % uint64(m.h.maxOps)
		ops /= uint64(m.h.maxOps)
	}
	m.addr += ops * uint64(m.h.minInstLength)
}

// emit appends a row and clears what holds for one row only.
func (m *lineMachine) emit() {
	if !m.dead {
		line := m.line
		if line > math.MaxInt32 {
			line = 0
		}
		m.lost = m.lost || m.addr > math.MaxUint32
		m.unsorted = m.unsorted || m.addr < m.last
		m.last = m.addr
		m.rows = append(m.rows, Row{uint32(m.addr), line, m.file, m.column, m.discriminator, m.flags})
	}
	m.flags &= IsStmt
	m.discriminator = 0
}

// extended executes an extended opcode. Its length says where it ends, whatever it is.
func (m *lineMachine) extended() {
	r := m.r
	n := r.uleb()
	if n == 0 {
		return
	}
	begin := r.pos
	b := r.bytes(n)
	if b == nil {
		return
	}
	switch b[0] {
	case lneEndSequence:
		m.flags |= EndSequence
		m.emit()
		m.endSequence()
	case lneSetAddress:
		m.setAddress(b[1:])
	case lneDefineFile:
		m.defined = append(m.defined, m.h.position(r, begin+1))
	case lneSetDiscriminator:
		operand := reader{data: b, pos: 1, section: r.section}
		m.discriminator = uint16(min(operand.uleb(), math.MaxUint16))
	}
}

func (m *lineMachine) setAddress(b []byte) {
	m.opIndex = 0
	switch len(b) {
	case 4:
		m.addr = uint64(binary.LittleEndian.Uint32(b))
	case 8:
		m.addr = binary.LittleEndian.Uint64(b)
	default:
		m.r.fail("address of %d bytes", len(b))
		return
	}
	m.dead = m.addr == 0 || Tombstone(m.addr, len(b))
	if m.dead && len(m.rows) == m.first {
		m.skipSequence()
	}
}

// skipSequence passes over the rest of a sequence without executing it, or stays where it is if there is more in it
// than dropped code. Most of a large table may be dropped code: here, opcodes with an operand of up to two bytes take no branch.
func (m *lineMachine) skipSequence() {
	data := m.r.data
	for pos := m.r.pos; pos+2 < len(data); {
		op := data[pos]
		n := m.sizes[op]
		second := n >> 1 & (data[pos+1] >> 7) // 1: the operand has another byte
		if n != 0 && second&(data[pos+2]>>7) == 0 {
			pos += int(n + second)
			continue
		}
		r := reader{data: data, pos: pos + 1}
		if op != lnsExtended {
			m.skipOperands(&r, op)
		} else if b := r.bytes(r.uleb()); len(b) == 0 || b[0] == lneSetAddress || b[0] == lneDefineFile {
			return
		} else if b[0] == lneEndSequence {
			m.r.pos = r.pos
			m.reset()
			return
		}
		if r.err != nil {
			return
		}
		pos = r.pos
	}
}

// skipOperands passes over the operands of a standard opcode.
func (m *lineMachine) skipOperands(r *reader, op uint8) {
	if op == lnsFixedAdvancePC {
		r.u16()
		return
	}
	for n := m.h.standardLengths[op-1]; n > 0; n-- {
		r.uleb()
	}
}

// endSequence keeps the rows since the last one if they are about live code, and begins another.
func (m *lineMachine) endSequence() {
	rows := m.rows[m.first:]
	if m.dead && len(rows) > 0 { // the last live row's end is not known
		rows[len(rows)-1].Flags |= EndSequence
	}
	if s, ok := m.sequence(rows); ok {
		m.sequences = append(m.sequences, s)
	} else {
		m.rows = m.rows[:m.first]
	}
	m.reset()
}

func (m *lineMachine) sequence(rows []Row) (Sequence, bool) {
	if m.lost && m.problem == nil {
		m.problem = &Error{m.r.section, uint64(m.r.pos), "the sequence that ends here has addresses beyond 4 GiB"}
	}
	last := len(rows) - 1
	if m.lost || last < 1 {
		return Sequence{}, false
	}
	if m.unsorted {
		// The last row may not have the greatest address any more: how far the row that has it reaches is not known.
		slices.SortStableFunc(rows[:last], func(a, b Row) int { return int(int64(a.Addr) - int64(b.Addr)) })
		rows[last].Addr = max(rows[last].Addr, rows[last-1].Addr)
	}
	s := Sequence{rows[0].Addr, rows[last].Addr, m.first, m.first + last}
	return s, s.Start != 0 && s.Start < s.End
}
