package value

import (
	"encoding/binary"
	"fmt"

	"github.com/wdbg/wdbg/symbols"
)

// Writer changes the state of the frame that values are read from. Each method writes all that it is given or fails; of a Word the
// type is that of what is changed.
type Writer interface {
	WriteMemory(p []byte, addr uint64) error
	SetLocal(i uint32, w symbols.Word) error
	SetOperand(i uint32, w symbols.Word) error
	SetGlobal(i uint32, w symbols.Word) error
}

// IsSigned reports whether the numbers of a type are signed; ok is false for types that have none.
func (c *Context) IsSigned(t *symbols.Type) (signed, ok bool) {
	t, err := c.strip(t)
	if err != nil {
		return false, false
	}
	return c.isSigned(t)
}

// In returns the value as it is read from another frame or at another time; what is read already stays.
func (v Value) In(ctx *Context) Value {
	v.ctx = ctx
	return v
}

// Fresh returns the value without what is read of it already, so that it shows what is there now.
func (v Value) Fresh() Value {
	v.snap = nil
	return v
}

// Held returns the value with its bytes, which are read now: it stays what it is when the program goes on. What it points to is read when it
// is asked for. One that is too large or cannot be read stays as it is.
func (v Value) Held() Value {
	size, err := v.Size()
	if err != nil || size <= 0 || size > maxHeld {
		return v
	}
	if v.inMemory && v.bits == 0 {
		if b, err := v.ctx.Read(v.at, uint64(size)); err == nil {
			v.snap = b
		}
		return v
	}
	b, err := v.Bytes()
	if err != nil {
		return v
	}
	if v.bits > 0 {
		signed, _ := v.ctx.IsSigned(v.typ)
		extend(b, v.bits, signed)
	}
	return New(v.ctx, v.typ, symbols.ConstantBytes(b))
}

// maxHeld is the size up to which a value is held, in bytes.
const maxHeld = 1 << 16

// extend extends the number in the lowest bits of b to all of b.
func extend(b []byte, bits int64, signed bool) {
	if !signed || bits <= 0 || b[(bits-1)/8]>>((bits-1)%8)&1 == 0 {
		return
	}
	for i := bits; i < 8*int64(len(b)); i++ {
		b[i/8] |= 1 << (i % 8)
	}
}

// IsBitField reports whether the value is a bit-field, and of how many bits.
func (v Value) IsBitField() (bits int64, ok bool) { return v.bits, v.bits > 0 }

// CanWrite says why Write would fail without writing anything; nil where it is worth trying.
func (v Value) CanWrite() error {
	_, err := v.places()
	return err
}

// Write replaces the value's bytes, which may be in memory, in a wasm local, global or operand, or in several of them. b is the object
// representation, of a bit-field its lowest bits. Nothing is written where a part of the value has no place.
func (v Value) Write(w Writer, b []byte) error {
	pieces, err := v.places()
	if err != nil {
		return err
	}
	var total uint64
	for _, p := range pieces {
		total += p.Bits
	}
	if uint64(len(b))*8 < total {
		return fmt.Errorf("%d bytes for a value of %d bits", len(b), total)
	}
	done := uint64(0)
	for _, p := range pieces {
		bits := shift(append(b[:len(b):len(b)], 0), done, p.Bits)
		if err := v.writePiece(w, p, bits); err != nil {
			return err
		}
		done += p.Bits
	}
	return nil
}

// places returns the pieces that make the value, each with its size; the error says why it cannot be changed.
func (v Value) places() ([]symbols.Piece, error) {
	if v.err != nil {
		return nil, v.err
	}
	bits := uint64(max(v.bits, 0))
	if bits == 0 {
		size, err := v.Size()
		if err != nil {
			return nil, err
		}
		bits = 8 * uint64(size)
	}
	var pieces []symbols.Piece
	if v.inMemory {
		pieces = []symbols.Piece{{Kind: symbols.InMemory, Addr: v.at, Bits: bits, BitOffset: uint64(v.bitOff)}}
	} else {
		pieces = cut(v.pieces, v.at+uint64(v.bitOff), bits)
	}
	have := uint64(0)
	for _, p := range pieces {
		switch p.Kind {
		case symbols.IsMissing:
			return nil, missing(p)
		case symbols.IsValue, symbols.IsPointer:
			return nil, unsupported("the compiler keeps it as a constant, without a place")
		}
		have += p.Bits
	}
	if have < bits {
		return nil, &symbols.Unavailable{Reason: symbols.OptimizedOut}
	}
	return pieces, nil
}

// writePiece writes the bits of one piece.
func (v Value) writePiece(w Writer, p symbols.Piece, bits []byte) error {
	if p.Kind == symbols.InMemory {
		first, last := p.BitOffset/8, (p.BitOffset+p.Bits-1)/8
		if p.BitOffset%8 == 0 && p.Bits%8 == 0 {
			return w.WriteMemory(bits[:p.Bits/8], p.Addr+first)
		}
		b, err := v.ctx.Read(p.Addr+first, last-first+1)
		if err != nil {
			return err
		}
		replace(b, p.BitOffset%8, bits, p.Bits)
		return w.WriteMemory(b, p.Addr+first)
	}
	word, err := v.word(p)
	if err != nil {
		return err
	}
	b := wordBytes(word)
	if b == nil {
		return unsupported("%s holds a reference, which has no bytes", placeName(p))
	}
	if p.BitOffset+p.Bits > 8*uint64(len(b)) {
		return malformed("%s has %d bits, not %d", placeName(p), 8*len(b), p.BitOffset+p.Bits)
	}
	replace(b, p.BitOffset, bits, p.Bits)
	var all [16]byte
	copy(all[:], b)
	word.Lo, word.Hi = binary.LittleEndian.Uint64(all[:]), binary.LittleEndian.Uint64(all[8:])
	switch p.Kind {
	case symbols.InLocal:
		return w.SetLocal(p.Index, word)
	case symbols.InOperand:
		return w.SetOperand(p.Index, word)
	}
	return w.SetGlobal(p.Index, word)
}

// replace puts n bits into out at a bit.
func replace(out []byte, at uint64, b []byte, n uint64) {
	for i := range n {
		mask := byte(1) << ((at + i) % 8)
		out[(at+i)/8] &^= mask
		if b[i/8]>>(i%8)&1 != 0 {
			out[(at+i)/8] |= mask
		}
	}
}
