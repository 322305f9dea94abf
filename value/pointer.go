package value

import (
	"fmt"
	"strconv"

	"github.com/wdbg/wdbg/symbols"
)

// Deref returns what a pointer or reference points to, as the type says; see Dynamic for the object it is a part of.
// A null pointer, and one to outside of the memory, give a failed value.
func (v Value) Deref() Value {
	v = v.Strip()
	if v.err != nil {
		return v
	}
	if v.typ == nil || v.typ.Kind != symbols.KindPointer && !isReference(v.typ) {
		return v.fail(unsupported("%s is not a pointer", v.typ.String()))
	}
	elem := v.typ.Elem()
	if p, ok := v.implicit(); ok {
		return v.derefImplicit(p, elem)
	}
	addr, err := v.Uint()
	if err != nil {
		return Failed(v.ctx, elem, err)
	}
	to := v.At(addr, elem)
	to.reached = true
	if s := elem.Strip(); s != nil && s.Kind == symbols.KindFunc {
		return to
	}
	if addr == 0 {
		return Failed(v.ctx, elem, &symbols.Unavailable{Reason: symbols.OutsideMemory, Detail: "null pointer"})
	}
	if v.ctx != nil && v.ctx.Machine != nil && addr >= v.ctx.Machine.MemorySize() {
		if size, err := v.ctx.SizeOf(elem); err != nil || size > 0 {
			return Failed(v.ctx, elem, &symbols.Unavailable{Reason: symbols.OutsideMemory,
				Detail: fmt.Sprintf("pointer 0x%x outside memory 0", addr)})
		}
	}
	return to
}

// implicit returns the piece of a pointer to something that has no address.
func (v Value) implicit() (symbols.Piece, bool) {
	if v.inMemory || v.err != nil || v.bits > 0 {
		return symbols.Piece{}, false
	}
	p := cut(v.pieces, v.at, 8)
	if len(p) == 1 && p[0].Kind == symbols.IsPointer && p[0].BitOffset == 0 {
		return p[0], true
	}
	return symbols.Piece{}, false
}

// derefImplicit returns what such a pointer points to.
func (v Value) derefImplicit(p symbols.Piece, elem *symbols.Type) Value {
	if p.Pointee == nil {
		return Failed(v.ctx, elem, &symbols.Unavailable{Reason: symbols.OptimizedOut})
	}
	to := Of(v.ctx, p.Pointee)
	if to.err != nil {
		return Failed(v.ctx, elem, to.err)
	}
	return to.sub(elem, p.Offset)
}

// AddressOf returns a pointer to a value; false where it has no address.
func (v Value) AddressOf() (Value, bool) {
	addr, ok := v.Address()
	if !ok {
		return Value{}, false
	}
	var b [8]byte
	for i := range b {
		b[i] = byte(addr >> (8 * i))
	}
	return New(v.ctx, v.ctx.PointerTo(v.typ), symbols.ConstantBytes(b[:v.ctx.pointerSize()])), true
}

// indexName is the name of an element.
func indexName(i int64) string { return "[" + strconv.FormatInt(i, 10) + "]" }
