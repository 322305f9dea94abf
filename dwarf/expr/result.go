package expr

import "bytes"

// PieceKind says where a piece of a value is.
type PieceKind uint8

// Kinds of pieces.
const (
	Memory          PieceKind = iota // in linear memory at Addr
	Local                            // in the local Index
	Operand                          // on the operand stack at Index from the bottom
	Global                           // in the global Index
	Value                            // Bytes; it has no place
	ImplicitPointer                  // a pointer to Offset bytes into what the entry DIE describes, which has no address
	Empty                            // nowhere: optimized out
)

// Piece is a part of a value (DWARF 5 §2.6.1.2), or all of it.
type Piece struct {
	Kind  PieceKind
	Addr  uint64
	Index uint32
	// Bytes of a Value, little end first. They hold at least BitOffset+Bits bits. Where Bits is 0 they have Params.Size
	// bytes; if that is 0 they are what is known, which may be more or less than the variable has. They may be a part of the expression.
	Bytes []byte
	// Bits is the size of the piece; 0 means all of the value, which has but one piece then.
	Bits uint64
	// BitOffset is where the piece begins in its place, counted from the least significant bit.
	BitOffset uint64
	DIE       uint64 // offset in .debug_info
	Offset    int64
}

// Result is where a value is, or what it is: its pieces, the lowest bytes first.
type Result struct{ Pieces []Piece }

// equal reports whether two results say the same.
func (r Result) equal(s Result) bool {
	if len(r.Pieces) != len(s.Pieces) {
		return false
	}
	for i, p := range r.Pieces {
		q := s.Pieces[i]
		if p.Kind != q.Kind || p.Addr != q.Addr || p.Index != q.Index || p.Bits != q.Bits ||
			p.BitOffset != q.BitOffset || p.DIE != q.DIE || p.Offset != q.Offset {
			return false
		}
		n := min(len(p.Bytes), len(q.Bytes))
		if !bytes.Equal(p.Bytes[:n], q.Bytes[:n]) {
			return false
		}
	}
	return true
}

// Number is a number that an expression yields.
type Number struct {
	Uint uint64 // read as unsigned
	Int  int64  // read as signed, as wide as it is known to be
}
