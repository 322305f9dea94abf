package expr

// location is where the value, or its next piece, is said to be by an operation that completes that.
type location struct {
	set   bool
	piece Piece
	value value // of a piece of kind Value that was on the stack
}

// locate sets the location.
func (m *machine) locate(p Piece) error {
	if m.loc.set {
		return errorf(Malformed, "follows a complete location")
	}
	m.loc = location{set: true, piece: p}
	return nil
}

// stackValue makes the top of the stack the value. Where that is still what was pushed from a place, it is the place.
func (m *machine) stackValue() error {
	v, err := m.entry(0)
	if err != nil {
		return err
	}
	if v.removed {
		return errRemovedGlobal()
	}
	m.stack = m.stack[:len(m.stack)-1]
	if v.hasPlace {
		return m.locate(Piece{Kind: v.place.kind, Index: v.place.index})
	}
	if v, err = m.read(v); err != nil {
		return err
	}
	m.loc = location{set: true, piece: Piece{Kind: Value}, value: v}
	return nil
}

// takeLocation returns the location that was completed, or the address on the stack; Empty if there is neither. The stack
// is empty afterwards, as for a new piece.
func (m *machine) takeLocation() (location, error) {
	loc := m.loc
	if !loc.set {
		loc.piece.Kind = Empty
		if len(m.stack) > 0 {
			addr, err := m.popAddress()
			if err != nil {
				return loc, err
			}
			loc.piece = Piece{Kind: Memory, Addr: addr}
		}
	}
	m.loc = location{}
	m.stack = m.stack[:0]
	return loc, nil
}

// piece executes DW_OP_piece and DW_OP_bit_piece.
func (m *machine) piece(in *instr) error {
	bits, offset := in.args[0], in.args[1]
	const most = 1 << 56 // no overflow from adding some of them up
	if bits > most || offset > most {
		return errorf(Malformed, "piece of size %d at %d", bits, offset)
	}
	if in.op == OpPiece {
		bits *= 8
	}
	loc, err := m.takeLocation()
	if err != nil {
		return err
	}
	if bits == 0 {
		return nil
	}
	if len(m.pieces)+2 > maxPieces {
		return errorf(Malformed, "more than %d pieces", maxPieces)
	}
	loc.piece.BitOffset = offset
	m.pieces = m.sized(m.pieces, loc, bits)
	return nil
}

// sized appends a location as a piece of so many bits: two where it is a value of which fewer are known.
func (m *machine) sized(pieces []Piece, loc location, bits uint64) []Piece {
	p := loc.piece
	p.Bits = bits
	if p.Kind != Value {
		return append(pieces, p)
	}
	if p.Bytes == nil {
		v := loc.value
		p.Bytes = v.raw()
		if v.literal != computed && p.BitOffset == 0 && (bits > 2*literalWidth || !v.fits(bits)) {
			return append(pieces, Piece{Kind: Empty, Bits: bits}) // LLVM writes constants of whole variables for their parts
		}
		// The operations that lose upper bits are not written, so they can only be missing if the value is wider than its place.
		if v.mixed && v.kind == generic && uint64(v.width) > p.BitOffset+bits {
			m.doubt = int(bits + p.BitOffset)
		}
	}
	known := 8 * uint64(len(p.Bytes))
	switch end := p.BitOffset + bits; {
	case p.BitOffset >= known:
		return append(pieces, Piece{Kind: Empty, Bits: bits})
	case end > known:
		p.Bits = known - p.BitOffset
		return append(pieces, p, Piece{Kind: Empty, Bits: end - known})
	case end < known:
		p.Bytes = p.Bytes[:(end+7)/8]
	}
	return append(pieces, p)
}

// result returns the result of an evaluation.
func (m *machine) result() (Result, error) {
	if len(m.pieces) == 0 {
		return m.whole()
	}
	if m.loc.set || len(m.stack) > 0 {
		return Result{}, errorf(Malformed, "the last piece has no size")
	}
	for _, p := range m.pieces {
		if p.Kind != Empty {
			return Result{m.pieces}, nil
		}
	}
	return Result{}, errorf(OptimizedOut, "no piece has a location")
}

// whole returns the result where it is not composed of pieces.
func (m *machine) whole() (Result, error) {
	if !m.loc.set && len(m.stack) == 0 {
		return Result{}, errorf(Malformed, "the expression leaves nothing on the stack")
	}
	loc, err := m.takeLocation()
	switch {
	case err != nil:
		return Result{}, err
	case loc.piece.Kind == Empty:
		return Result{}, errorf(OptimizedOut, "no location")
	case loc.piece.Kind != Value:
		return Result{[]Piece{loc.piece}}, nil
	case m.params.Size > 0 && uint64(m.params.Size) <= 1<<32:
		pieces := m.sized(nil, loc, 8*uint64(m.params.Size))
		if len(pieces) == 1 {
			pieces[0].Bits = 0
		}
		return Result{pieces}, nil
	}
	if loc.piece.Bytes == nil {
		loc.piece.Bytes = loc.value.raw()
	}
	return Result{[]Piece{loc.piece}}, nil
}

// single returns the one value that an evaluation yields.
func (m *machine) single() (value, error) {
	switch {
	case len(m.pieces) > 0:
		return value{}, errorf(Malformed, "a number made of pieces")
	case !m.loc.set:
		return m.pop()
	}
	p := m.loc.piece
	switch p.Kind {
	case Local, Operand, Global:
		return m.read(value{place: place{p.Kind, p.Index}, unread: true})
	case Value:
		if p.Bytes == nil {
			return m.loc.value, nil
		}
		if len(p.Bytes) > 8 {
			return value{}, errorf(Unsupported, "a number of %d bytes", len(p.Bytes))
		}
		return genericValue(fromBytes(p.Bytes).lo, 8*len(p.Bytes)), nil
	case Empty:
		return value{}, errorf(OptimizedOut, "no location")
	}
	return value{}, errorf(Unsupported, "a pointer to something without an address is not a number")
}
