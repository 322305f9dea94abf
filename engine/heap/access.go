package heap

import (
	"encoding/binary"

	"github.com/wdbg/wdbg/wasm"
)

// pageOf returns the number of an object's page. Bits of a tag other than an object's make it one that
// does not exist.
func pageOf(r Ref) uint64 {
	return (uint64(r)>>tagBits | uint64(r)<<(64-tagBits)) >> (pageShift - tagBits)
}

// at returns the storage and the position in it of an object's payload byte off. Callers slice it as
// d[i:i+n:i+n], which costs Go two comparisons, while d[i:] also costs it arithmetic on the capacity.
func (h *Heap) at(r Ref, off uint64) ([]byte, uint64) {
	return h.data[pageOf(r)], uint64(r)&pageMask + headerSize + off
}

// header returns the header of an object or exception.
func (h *Heap) header(r Ref) uint64 {
	i := r.addr() & pageMask
	return binary.LittleEndian.Uint64(h.data[r>>pageShift][i : i+headerSize : i+headerSize])
}

// TypeOf returns the type of an object, or the type of an exception's tag. The reference must be to one of these.
func (h *Heap) TypeOf(r Ref) wasm.TypeID { return wasm.TypeID(h.header(r) & headerType) }

// KindOf returns what r refers to; KindNone if it is not a reference to an object or exception.
func (h *Heap) KindOf(r Ref) Kind {
	if !r.InHeap() {
		return KindNone
	}
	return headerKind(h.header(r))
}

func headerKind(header uint64) Kind { return Kind(header >> headerKindPos & 3) }

// Len returns the number of elements of an array.
func (h *Heap) Len(r Ref) uint32 {
	if checked {
		h.checkKind(r, KindArray)
	}
	i := uint64(r)&pageMask + headerNumPos/8
	return binary.LittleEndian.Uint32(h.data[pageOf(r)][i : i+4 : i+4])
}

// Load8 returns the byte at offset off of an object's payload: a field at its offset, or
// element i of an array at i times the element size. The caller has compared i with Len.
func (h *Heap) Load8(r Ref, off uint64) uint8 {
	if checked {
		h.checkAccess(r, off, 1)
	}
	d, i := h.at(r, off)
	return d[i]
}

// Load16 is Load8 for 2 bytes.
func (h *Heap) Load16(r Ref, off uint64) uint16 {
	if checked {
		h.checkAccess(r, off, 2)
	}
	d, i := h.at(r, off)
	return binary.LittleEndian.Uint16(d[i : i+2 : i+2])
}

// Load32 is Load8 for 4 bytes.
func (h *Heap) Load32(r Ref, off uint64) uint32 {
	if checked {
		h.checkAccess(r, off, 4)
	}
	d, i := h.at(r, off)
	return binary.LittleEndian.Uint32(d[i : i+4 : i+4])
}

// Load64 is Load8 for 8 bytes, references included.
func (h *Heap) Load64(r Ref, off uint64) uint64 {
	if checked {
		h.checkAccess(r, off, 8)
	}
	d, i := h.at(r, off)
	return binary.LittleEndian.Uint64(d[i : i+8 : i+8])
}

// Load128 is Load8 for 16 bytes.
func (h *Heap) Load128(r Ref, off uint64) (lo, hi uint64) {
	if checked {
		h.checkAccess(r, off, 16)
	}
	d, i := h.at(r, off)
	d = d[i : i+16 : i+16]
	return binary.LittleEndian.Uint64(d), binary.LittleEndian.Uint64(d[8:])
}

// Store8 sets the byte at offset off of an object's payload; see Load8.
func (h *Heap) Store8(r Ref, off uint64, v uint8) {
	if checked {
		h.checkAccess(r, off, 1)
	}
	d, i := h.at(r, off)
	d[i] = v
}

// Store16 is Store8 for 2 bytes.
func (h *Heap) Store16(r Ref, off uint64, v uint16) {
	if checked {
		h.checkAccess(r, off, 2)
	}
	d, i := h.at(r, off)
	binary.LittleEndian.PutUint16(d[i:i+2:i+2], v)
}

// Store32 is Store8 for 4 bytes.
func (h *Heap) Store32(r Ref, off uint64, v uint32) {
	if checked {
		h.checkAccess(r, off, 4)
	}
	d, i := h.at(r, off)
	binary.LittleEndian.PutUint32(d[i:i+4:i+4], v)
}

// Store64 is Store8 for 8 bytes, references included.
func (h *Heap) Store64(r Ref, off uint64, v uint64) {
	if checked {
		h.checkAccess(r, off, 8)
	}
	d, i := h.at(r, off)
	binary.LittleEndian.PutUint64(d[i:i+8:i+8], v)
}

// Store128 is Store8 for 16 bytes.
func (h *Heap) Store128(r Ref, off uint64, lo, hi uint64) {
	if checked {
		h.checkAccess(r, off, 16)
	}
	d, i := h.at(r, off)
	d = d[i : i+16 : i+16]
	binary.LittleEndian.PutUint64(d, lo)
	binary.LittleEndian.PutUint64(d[8:], hi)
}

// Bytes returns the payload of an object or exception, for bulk operations. Offsets are as in
// Load8. It stays valid, and shows later stores, until the object is collected.
func (h *Heap) Bytes(r Ref) []byte {
	d, i := h.at(Ref(r.addr()), 0)
	end := i + h.payloadSize(h.header(r))
	return d[i:end:end]
}

// payloadSize returns the size of an object's payload in bytes.
func (h *Heap) payloadSize(header uint64) uint64 {
	l := h.layouts[header&headerType]
	return l.Size + l.ElemSize*(header>>headerNumPos)
}
