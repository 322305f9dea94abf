package dwarf

// Row is a row of a line table (DWARF 5 §6.2.2): what is known of the code from Addr up to the next row's.
type Row struct {
	// Addr is an offset in the code section's payload.
	Addr uint32
	// Line is 0 where the code belongs to no line; a line beyond 2^31-1 is corrupt, and 0 too.
	Line uint32
	// File is for LineHeader.File; NoFile where the index is too great.
	File uint16
	// Column is 0 where it is not known, and beyond 65535.
	Column uint16
	// Discriminator tells apart blocks of one line; 65535 for all beyond.
	Discriminator uint16
	Flags         RowFlags
}

// NoFile is the index that stands for files that cannot be told apart in a row.
const NoFile = 0xffff

// RowFlags are properties of a row.
type RowFlags uint8

// Properties of rows.
const (
	IsStmt        RowFlags = 1 << iota // a place for a breakpoint
	BasicBlock                         // the beginning of a basic block
	EndSequence                        // the end of a sequence: Addr is the first byte after its code
	PrologueEnd                        // the function's frame is set up
	EpilogueBegin                      // the function's frame is about to be given up
)

// Sequence is a contiguous piece of code with its rows, one function as a rule.
type Sequence struct {
	Start, End uint32
	// First is the index of the first row, Last that of the row that ends the sequence.
	First, Last int
}

// LineTable is a line table with its rows. It does not change once it is read.
type LineTable struct {
	*LineHeader
	rows      []Row
	sequences []Sequence
	// reach is the greatest end of the sequences up to an index; nil where none overlaps another.
	reach []uint32
}

// Sequences returns the sequences of live code ordered by their starts. They must not be changed. Sequences of code that
// the linker dropped are left out: those at 0, which is not in a function, and at the addresses that Tombstone tells.
func (t *LineTable) Sequences() []Sequence { return t.sequences }

// NumRows returns the number of rows.
func (t *LineTable) NumRows() int { return len(t.rows) }

// Row returns a row. Within a sequence, rows are ordered by address.
func (t *LineTable) Row(i int) Row { return t.rows[i] }

// Rows returns the rows of a sequence, with the one that ends it. They must not be changed.
func (t *LineTable) Rows(s Sequence) []Row { return t.rows[s.First : s.Last+1] }

// SequenceAt returns the sequence that an address is in; where several overlap, the one that begins last.
func (t *LineTable) SequenceAt(addr uint32) (Sequence, bool) {
	i, end := -1, len(t.sequences) // the last that does not begin after addr is in [i, end)
	for end-i > 1 {
		if m := int(uint(i+end) / 2); t.sequences[m].Start <= addr {
			i = m
		} else {
			end = m
		}
	}
	for ; i >= 0; i-- {
		if addr < t.sequences[i].End {
			return t.sequences[i], true
		}
		if t.reach == nil || t.reach[i] <= addr {
			break
		}
	}
	return Sequence{}, false
}

// Lookup returns the row that applies to an address, and its index: of the rows at the greatest address that is not
// beyond it, the last.
func (t *LineTable) Lookup(addr uint32) (row Row, i int, ok bool) {
	s, ok := t.SequenceAt(addr)
	if !ok {
		return Row{}, 0, false
	}
	lo, hi := s.First, s.Last // the row sought is in [lo, hi)
	for hi-lo > 1 {
		if m := int(uint(lo+hi) / 2); t.rows[m].Addr <= addr {
			lo = m
		} else {
			hi = m
		}
	}
	return t.rows[lo], lo, true
}
