package heap

import (
	"encoding/binary"
	"fmt"

	"github.com/wdbg/wdbg/wasm"
)

// NewExn allocates an exception: the identity of its tag, the tag's function type, and
// the values of the type's parameters in slots, two for a v128. The error is a *TypeError if the
// type does not fit, or wraps ErrOutOfMemory.
func (h *Heap) NewExn(tag uint64, id wasm.TypeID, payload []uint64) (Ref, error) {
	l, err := h.layoutOf(id, KindExn)
	if err != nil {
		return Null, err
	}
	slots := (l.Size - exnTagSize) / 8
	if uint64(len(payload)) != slots {
		return Null, &TypeError{Type: id, Have: KindExn, Want: KindExn,
			Msg: fmt.Sprintf("wanted an exception's payload of %d slots, found %d", slots, len(payload))}
	}
	r, err := h.alloc(l.class, headerSize+l.Size, makeHeader(id, KindExn, uint32(slots)))
	if err != nil {
		return Null, err
	}
	b := h.Bytes(r)
	binary.LittleEndian.PutUint64(b, tag)
	for i, v := range payload {
		binary.LittleEndian.PutUint64(b[exnTagSize+8*i:], v)
	}
	return r | tagExn, nil
}

// ExnTag returns the identity of an exception's tag.
func (h *Heap) ExnTag(r Ref) uint64 {
	if checked {
		h.checkKind(r, KindExn)
	}
	d, i := h.at(r^tagExn, 0)
	return binary.LittleEndian.Uint64(d[i:])
}

// ExnPayload appends the payload of an exception to dst, in slots as NewExn takes it.
func (h *Heap) ExnPayload(dst []uint64, r Ref) []uint64 {
	if checked {
		h.checkKind(r, KindExn)
	}
	b := h.Bytes(r)[exnTagSize:]
	for ; len(b) >= 8; b = b[8:] {
		dst = append(dst, binary.LittleEndian.Uint64(b))
	}
	return dst
}
