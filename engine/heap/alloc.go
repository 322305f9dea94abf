package heap

import (
	"encoding/binary"

	"github.com/wdbg/wdbg/wasm"
)

// An object's header is one little-endian word.
const (
	headerSize    = 8
	headerType    = 1<<30 - 1
	headerKindPos = 30
	headerNumPos  = 32
)

func makeHeader(id wasm.TypeID, k Kind, count uint32) uint64 {
	return uint64(id) | uint64(k)<<headerKindPos | uint64(count)<<headerNumPos
}

// NewStruct allocates a structure whose fields are zero or null (struct.new_default). The error is a
// *TypeError if the type is not a structure's, or wraps ErrOutOfMemory.
func (h *Heap) NewStruct(id wasm.TypeID) (Ref, error) {
	l, err := h.layoutOf(id, KindStruct)
	if err != nil {
		return Null, err
	}
	return h.alloc(l.class, headerSize+l.Size, makeHeader(id, KindStruct, 0))
}

// NewArray allocates an array of n elements that are zero or null (array.new_default). The error is a
// *TypeError if the type is not an array's, or wraps ErrOutOfMemory.
func (h *Heap) NewArray(id wasm.TypeID, n uint32) (Ref, error) {
	l, err := h.layoutOf(id, KindArray)
	if err != nil {
		return Null, err
	}
	size := headerSize + uint64(n)*l.ElemSize
	return h.alloc(classOf(size), size, makeHeader(id, KindArray, n))
}

// alloc returns a zeroed object of size bytes. Class is classOf(size).
func (h *Heap) alloc(class uint8, size, header uint64) (Ref, error) {
	if class == 0 {
		return h.allocLarge(size, header)
	}
	c := &h.classes[class]
	if c.next == c.limit && !h.refill(class) {
		return Null, h.limitError(size)
	}
	off := c.next
	c.next += c.cell
	h.allocated += uint64(c.cell)
	word, bit := bitOf(uint64(off))
	h.pages[c.page].bits.used[word] |= bit
	binary.LittleEndian.PutUint64(h.data[c.page][off:], header)
	return Ref(uint64(c.page)<<pageShift | uint64(off)), nil
}

// allocLarge allocates an object on a page of its own.
func (h *Heap) allocLarge(size, header uint64) (Ref, error) {
	if h.maxBytes-h.reserved < size {
		h.trimPool(0)
	}
	if h.maxBytes-h.reserved < size {
		return Null, h.limitError(size)
	}
	n := h.takeNumber()
	h.data[n] = make([]byte, size)
	h.pages[n].state = pageLarge
	h.reserved += size
	h.allocated += size
	binary.LittleEndian.PutUint64(h.data[n], header)
	return Ref(uint64(n) << pageShift), nil
}
