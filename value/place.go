package value

import (
	"errors"
	"fmt"
	"math"
	"strings"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/wasm"
)

// Partial is the error of an object of which only some bytes can be read.
type Partial struct {
	Size    int64      // of the object, in bytes
	Missing [][2]int64 // ranges of bytes, half-open
	Why     error      // of the first missing one
}

func (p *Partial) Error() string {
	var b strings.Builder
	for i, m := range p.Missing {
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "%d-%d", m[0], m[1]-1)
	}
	return fmt.Sprintf("bytes %s of %d: %v", b.String(), p.Size, p.Why)
}

// Unwrap returns why the first missing byte is not available.
func (p *Partial) Unwrap() error { return p.Why }

// Size returns the size of the value in bytes. Of a bit-field it is that of its type.
func (v Value) Size() (int64, error) {
	if v.err != nil {
		return 0, v.err
	}
	return v.ctx.SizeOf(v.typ)
}

// bitSize returns the size in bits, 0 where it is unknown.
func (v Value) bitSize() int64 {
	if v.bits > 0 {
		return v.bits
	}
	size, err := v.Size()
	if err != nil || size > math.MaxInt64/8 {
		return 0
	}
	return 8 * size
}

// Bytes returns the object representation, put together from where its pieces are. A bit-field is moved to the lowest bits.
// The error is an *symbols.Unavailable, or a *Partial where only some bytes can be read.
func (v Value) Bytes() ([]byte, error) {
	size, err := v.Size()
	if err != nil {
		return nil, err
	}
	if size > maxRead {
		return nil, unsupported("%d bytes are too many to read at once", size)
	}
	if v.bits > 0 {
		b, err := v.readBits(uint64(v.bitOff), uint64(v.bits))
		if err != nil {
			return nil, err
		}
		return append(b, make([]byte, max(0, int(size)-len(b)))...), nil
	}
	return v.readBits(0, 8*uint64(size))
}

// readBytes returns the object's first n bytes, which may be more than its type says.
func (v Value) readBytes(n uint64) ([]byte, error) {
	if v.err != nil {
		return nil, v.err
	}
	if n > maxRead {
		return nil, unsupported("%d bytes are too many to read at once", n)
	}
	return v.readBits(0, 8*n)
}

// readBits returns n bits from one on, the first in the lowest bit. n is at most 8*maxRead.
func (v Value) readBits(from, n uint64) ([]byte, error) {
	if n == 0 {
		return []byte{}, nil
	}
	if v.inMemory {
		first, last := from/8, (from+n-1)/8
		b, err := v.memory(first, last-first+1)
		if err != nil {
			return nil, err
		}
		return shift(b, from%8, n), nil
	}
	return v.readPieces(v.at+from, n)
}

// memory returns n bytes from one on of an object in memory.
func (v Value) memory(from, n uint64) ([]byte, error) {
	if snap := uint64(len(v.snap)); from <= snap && n <= snap-from {
		return v.snap[from : from+n : from+n], nil
	}
	return v.ctx.Read(v.at+from, n)
}

// shift returns n bits of b from one on, moved to the lowest bits; unused bits at the end are zero.
func shift(b []byte, from, n uint64) []byte {
	if from%8 == 0 && n%8 == 0 {
		return b[from/8 : from/8+n/8]
	}
	out := make([]byte, (n+7)/8)
	for i := range out {
		at := from/8 + uint64(i)
		x := uint16(b[at])
		if at+1 < uint64(len(b)) {
			x |= uint16(b[at+1]) << 8
		}
		out[i] = byte(x >> (from % 8))
	}
	if n%8 != 0 {
		out[len(out)-1] &= 1<<(n%8) - 1
	}
	return out
}

// readPieces returns n bits from one on of an object that is in pieces.
func (v Value) readPieces(from, n uint64) ([]byte, error) {
	out := make([]byte, (n+7)/8)
	var lost *Partial
	done := uint64(0)
	for _, p := range cut(v.pieces, from, n) {
		bits := p.Bits
		if b, err := v.readPiece(p); err != nil {
			lost = lost.add(done, bits, n, err)
		} else {
			insert(out, done, b, bits)
		}
		done += bits
	}
	if done < n {
		lost = lost.add(done, n-done, n, &symbols.Unavailable{Reason: symbols.OptimizedOut})
	}
	switch {
	case lost == nil:
		return out, nil
	case len(lost.Missing) == 1 && lost.Missing[0] == [2]int64{0, lost.Size}:
		return nil, lost.Why
	}
	return nil, lost
}

// add records that bits are missing.
func (p *Partial) add(from, n, of uint64, err error) *Partial {
	if p == nil {
		p = &Partial{Size: int64((of + 7) / 8), Why: err}
	}
	m := [2]int64{int64(from / 8), int64((from + n + 7) / 8)}
	if last := len(p.Missing) - 1; last >= 0 && p.Missing[last][1] >= m[0] {
		p.Missing[last][1] = m[1]
	} else {
		p.Missing = append(p.Missing, m)
	}
	return p
}

// insert puts n bits of b into out at a bit.
func insert(out []byte, at uint64, b []byte, n uint64) {
	if at%8 == 0 && n%8 == 0 {
		copy(out[at/8:], b[:n/8])
		return
	}
	for i := range n {
		if b[i/8]>>(i%8)&1 != 0 {
			out[(at+i)/8] |= 1 << ((at + i) % 8)
		}
	}
}

// cut returns the pieces of n bits from one on, each with its size.
func cut(pieces []symbols.Piece, from, n uint64) []symbols.Piece {
	var out []symbols.Piece
	for _, p := range pieces {
		size := p.Bits
		if size == 0 {
			size = math.MaxUint64 // all the rest
		}
		if from >= size {
			from -= size
			continue
		}
		p.Bits = min(size-from, n)
		p.BitOffset += from
		from = 0
		if n -= p.Bits; p.Bits > 0 {
			out = append(out, p)
		}
		if n == 0 {
			break
		}
	}
	return out
}

// readPiece returns the bits of a piece of known size.
func (v Value) readPiece(p symbols.Piece) ([]byte, error) {
	switch p.Kind {
	case symbols.InMemory:
		first, last := p.BitOffset/8, (p.BitOffset+p.Bits-1)/8
		b, err := v.ctx.Read(p.Addr+first, last-first+1)
		if err != nil {
			return nil, err
		}
		return shift(b, p.BitOffset%8, p.Bits), nil
	case symbols.IsValue:
		return bitsOf(p, p.Bytes, "the value")
	case symbols.IsPointer:
		return nil, &symbols.Unavailable{Reason: symbols.OptimizedOut, Detail: "a pointer to what has no address"}
	case symbols.IsMissing:
		return nil, missing(p)
	}
	w, err := v.word(p)
	if err != nil {
		return nil, err
	}
	b := wordBytes(w)
	if b == nil {
		return nil, unsupported("%s holds a reference, which has no bytes", placeName(p))
	}
	return bitsOf(p, b, placeName(p))
}

// word reads the local, operand or global that a piece is in.
func (v Value) word(p symbols.Piece) (symbols.Word, error) {
	if v.ctx == nil || v.ctx.Machine == nil {
		return symbols.Word{}, &symbols.Unavailable{Reason: symbols.NoState, Detail: "there is no machine to read from"}
	}
	switch p.Kind {
	case symbols.InLocal:
		return v.ctx.Machine.Local(p.Index)
	case symbols.InOperand:
		return v.ctx.Machine.Operand(p.Index)
	case symbols.InGlobal:
		return v.ctx.Machine.Global(p.Index)
	}
	return symbols.Word{}, malformed("piece of kind %d", p.Kind)
}

// bitsOf returns the bits of a piece that is in b.
func bitsOf(p symbols.Piece, b []byte, place string) ([]byte, error) {
	have := 8 * uint64(len(b))
	if p.BitOffset > have || p.Bits > have-p.BitOffset {
		return nil, malformed("%s has %d bits, not %d", place, have, p.BitOffset+p.Bits)
	}
	return shift(b, p.BitOffset, p.Bits), nil
}

// wordBytes returns the bytes of a number; nil for a reference.
func wordBytes(w symbols.Word) []byte {
	n := 0
	switch w.Type {
	case wasm.I32, wasm.F32:
		n = 4
	case wasm.I64, wasm.F64:
		n = 8
	case wasm.V128:
		n = 16
	}
	if n == 0 {
		return nil
	}
	b := make([]byte, n)
	for i := range b {
		if i < 8 {
			b[i] = byte(w.Lo >> (8 * i))
		} else {
			b[i] = byte(w.Hi >> (8 * (i - 8)))
		}
	}
	return b
}

func placeName(p symbols.Piece) string {
	switch p.Kind {
	case symbols.InLocal:
		return fmt.Sprintf("local %d", p.Index)
	case symbols.InOperand:
		return fmt.Sprintf("operand %d", p.Index)
	case symbols.InGlobal:
		return fmt.Sprintf("global %d", p.Index)
	}
	return "the value"
}

// missing is the error of a missing piece.
func missing(p symbols.Piece) error {
	if p.Why != nil {
		return p.Why
	}
	return &symbols.Unavailable{Reason: symbols.OptimizedOut}
}

// Reason says why there is no value, in the words that are shown to people: "optimized out",
// "unavailable: address 0xffffffff outside memory 0".
func Reason(err error) string {
	var u *symbols.Unavailable
	var p *Partial
	switch {
	case err == nil:
		return ""
	case errors.As(err, &p):
		return "unavailable: " + p.Error()
	case !errors.As(err, &u):
		return "unavailable: " + err.Error()
	case u.Reason == symbols.OptimizedOut:
		return u.Error()
	case u.Reason == symbols.OutsideMemory && u.Detail != "":
		return "unavailable: " + u.Detail
	}
	return "unavailable: " + u.Error()
}
