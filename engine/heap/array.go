package heap

import "encoding/binary"

// Elems returns the bytes of n elements of an array from index i on; ok is false if they are not all
// in its bounds. The bytes stay valid as those of Bytes do.
func (h *Heap) Elems(r Ref, i, n uint32) (b []byte, ok bool) {
	if uint64(i)+uint64(n) > uint64(h.Len(r)) {
		return nil, false
	}
	size := h.layouts[h.TypeOf(r)].ElemSize
	return h.Bytes(r)[uint64(i)*size : (uint64(i)+uint64(n))*size], true
}

// ArrayCopy copies n elements of src from index j on to dst from index i on, as if all were read before the
// first is written (array.copy). It does nothing and returns false if they are not all in bounds. The
// element types must be of the same size.
func (h *Heap) ArrayCopy(dst Ref, i uint32, src Ref, j, n uint32) bool {
	to, ok := h.Elems(dst, i, n)
	if !ok {
		return false
	}
	from, ok := h.Elems(src, j, n)
	if !ok {
		return false
	}
	copy(to, from)
	return true
}

// ArrayFill sets n elements of an array from index i on to the low bytes of a value, hi being the upper half of
// a v128 (array.fill). It does nothing and returns false if they are not all in bounds.
func (h *Heap) ArrayFill(r Ref, i, n uint32, lo, hi uint64) bool {
	b, ok := h.Elems(r, i, n)
	if !ok || n == 0 {
		return ok
	}
	var elem [16]byte
	binary.LittleEndian.PutUint64(elem[:], lo)
	binary.LittleEndian.PutUint64(elem[8:], hi)
	done := copy(b[:len(b)/int(n)], elem[:])
	for done < len(b) {
		done += copy(b[done:], b[:done])
	}
	return true
}
