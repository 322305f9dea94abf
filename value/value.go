package value

import (
	"fmt"
	"math"

	"github.com/wdbg/wdbg/symbols"
)

// Value is an object of the program: a type and a place. It is passed by value. The zero Value is unusable.
type Value struct {
	ctx *Context
	typ *symbols.Type
	err error

	// An object in memory is at the address at; another begins at bits into its pieces.
	pieces   []symbols.Piece
	at       uint64
	inMemory bool
	// reached says that the object was reached through a pointer, so that it may be a part of a derived one.
	reached bool
	// bits is greater than 0 for a bit-field, which begins bitOff bits after the object it is a member of.
	bits, bitOff int64
	// snap holds the object's first bytes where they have been read already.
	snap []byte
}

// New returns the value of a type at a location; a nil type is void.
func New(ctx *Context, t *symbols.Type, loc symbols.Location) Value {
	v := Value{ctx: ctx, typ: t}
	if addr, ok := loc.Address(); ok {
		v.at, v.inMemory = addr, true
		return v
	}
	v.pieces = loc.Pieces
	if len(v.pieces) == 1 && v.pieces[0].Kind == symbols.IsMissing {
		v.err = missing(v.pieces[0])
	}
	return v
}

// Of returns the value of a variable; Err says why it has none.
func Of(ctx *Context, variable *symbols.Variable) Value {
	if ctx == nil || ctx.Machine == nil {
		return Failed(ctx, variable.Type, &symbols.Unavailable{Reason: symbols.NoState, Detail: "there is no machine to read from"})
	}
	if variable.Locator == nil {
		return withoutLocation(ctx, variable.Type)
	}
	loc, err := variable.Locator.Locate(ctx.Machine)
	if err != nil {
		return Failed(ctx, variable.Type, err)
	}
	if len(loc.Pieces) == 0 {
		return withoutLocation(ctx, variable.Type)
	}
	return New(ctx, variable.Type, loc)
}

// withoutLocation is the value of a variable that the compiler kept no copy of: one without bytes needs none.
func withoutLocation(ctx *Context, t *symbols.Type) Value {
	if t != nil {
		if size, err := ctx.SizeOf(t); err == nil && size == 0 {
			return New(ctx, t, symbols.ConstantBytes(nil))
		}
	}
	return Failed(ctx, t, &symbols.Unavailable{Reason: symbols.OptimizedOut})
}

// Failed returns a value that cannot be read, with the reason.
func Failed(ctx *Context, t *symbols.Type, err error) Value {
	return Value{ctx: ctx, typ: t, err: err}
}

// fail returns the value, with an error instead of what it is.
func (v Value) fail(err error) Value { return Failed(v.ctx, v.typ, err) }

// unsupported is the error of something that debug information or a caller asks for and that has no meaning.
func unsupported(format string, args ...any) error {
	return &symbols.Unavailable{Reason: symbols.Unsupported, Detail: fmt.Sprintf(format, args...)}
}

// malformed is the error of debug information that contradicts itself.
func malformed(format string, args ...any) error {
	return &symbols.Unavailable{Reason: symbols.Malformed, Detail: fmt.Sprintf(format, args...)}
}

// Context returns what the value is read from.
func (v Value) Context() *Context { return v.ctx }

// Type returns the value's type as it was declared; nil is void.
func (v Value) Type() *symbols.Type { return v.typ }

// Err says why there is no value, as far as that is known without reading it.
func (v Value) Err() error { return v.err }

// Address returns where in memory the value begins; false where it is elsewhere, and for bit-fields.
func (v Value) Address() (uint64, bool) { return v.at, v.inMemory && v.bits == 0 && v.err == nil }

// Location returns where the value is; of a bit-field or a member, the bits of what it is in.
func (v Value) Location() symbols.Location {
	if v.err != nil {
		return symbols.Location{}
	}
	if v.inMemory {
		if v.bits == 0 {
			return symbols.Memory(v.at)
		}
		return symbols.Location{Pieces: []symbols.Piece{{Kind: symbols.InMemory, Addr: v.at,
			Bits: uint64(v.bits), BitOffset: uint64(v.bitOff)}}}
	}
	if v.at == 0 && v.bits == 0 {
		return symbols.Location{Pieces: v.pieces}
	}
	bits := v.bits
	if bits == 0 {
		bits = v.bitSize()
	}
	return symbols.Location{Pieces: cut(v.pieces, v.at+uint64(v.bitOff), uint64(max(bits, 0)))}
}

// At returns the value of a type at an address.
func (v Value) At(addr uint64, t *symbols.Type) Value {
	return Value{ctx: v.ctx, typ: t, at: addr, inMemory: true}
}

// Cast returns what is at the same place as a value of another type.
func (v Value) Cast(t *symbols.Type) Value {
	v.typ = t
	return v
}

// sub returns the part of a value that begins at a byte offset.
func (v Value) sub(t *symbols.Type, offset int64) Value {
	if v.err != nil {
		return Failed(v.ctx, t, v.err)
	}
	m := Value{ctx: v.ctx, typ: t, pieces: v.pieces, inMemory: v.inMemory}
	switch {
	case v.inMemory:
		m.at = v.at + uint64(offset)
	case offset < 0 || uint64(offset) > (math.MaxUint64-v.at)/8:
		return Failed(v.ctx, t, malformed("offset %d in an object that is not in memory", offset))
	default:
		m.at = v.at + 8*uint64(offset)
	}
	if offset >= 0 && offset < int64(len(v.snap)) {
		m.snap = v.snap[offset:]
	}
	return m
}

// snapshot returns the value with its bytes read, if it is small and in memory as a whole, so that what is in it is
// read at once.
func (v Value) snapshot() Value {
	if !v.inMemory || v.err != nil || v.snap != nil || v.bits > 0 {
		return v
	}
	if size, err := v.Size(); err == nil && size > 0 && size <= maxSnapshot {
		if b, err := v.ctx.Read(v.at, uint64(size)); err == nil {
			v.snap = b
		}
	}
	return v
}

// maxSnapshot is the size up to which a structure is read as a whole, in bytes.
const maxSnapshot = 4096
