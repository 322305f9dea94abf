package engine

import (
	"github.com/wdbg/wdbg/engine/heap"
	"github.com/wdbg/wdbg/wasm"
)

// NewStructOf makes a structure whose fields are given in slots. It does not collect garbage.
func (s *Store) NewStructOf(id wasm.TypeID, slots []uint64) (Ref, error) {
	ref, err := s.Heap.NewStruct(id)
	if err != nil {
		return 0, err
	}
	for _, f := range s.Heap.Layout(id).Fields {
		slots = slots[s.storeField(ref, f, slots):]
	}
	return ref, nil
}

// storeField writes a field from slots and returns how many it took.
func (s *Store) storeField(ref Ref, f heap.Field, slots []uint64) int {
	if f.Size == 16 {
		s.Heap.Store128(ref, f.Offset, slots[0], slots[1])
		return 2
	}
	s.StoreBytes(ref, f.Offset, f.Size, slots[0])
	return 1
}

// StoreBytes writes the low bytes of a value at an offset of an object's payload; size is 1, 2, 4 or 8.
func (s *Store) StoreBytes(ref Ref, off uint64, size uint8, v uint64) {
	switch size {
	case 1:
		s.Heap.Store8(ref, off, uint8(v))
	case 2:
		s.Heap.Store16(ref, off, uint16(v))
	case 4:
		s.Heap.Store32(ref, off, uint32(v))
	default:
		s.Heap.Store64(ref, off, v)
	}
}

// LoadBytes reads a value of 1, 2, 4 or 8 bytes, zero-extended, at an offset of an object's payload.
func (s *Store) LoadBytes(ref Ref, off uint64, size uint8) uint64 {
	switch size {
	case 1:
		return uint64(s.Heap.Load8(ref, off))
	case 2:
		return uint64(s.Heap.Load16(ref, off))
	case 4:
		return uint64(s.Heap.Load32(ref, off))
	}
	return s.Heap.Load64(ref, off)
}

// NewArrayFilled makes an array of n elements of one value. It does not collect garbage.
func (s *Store) NewArrayFilled(id wasm.TypeID, n uint32, v [2]uint64) (Ref, error) {
	ref, err := s.Heap.NewArray(id, n)
	if err == nil {
		s.Heap.ArrayFill(ref, 0, n, v[0], v[1])
	}
	return ref, err
}

// NewArrayOf makes an array whose elements are given in slots. It does not collect garbage.
func (s *Store) NewArrayOf(id wasm.TypeID, slots []uint64) (Ref, error) {
	f := s.Heap.Layout(id).Fields[0]
	width := 1
	if f.Size == 16 {
		width = 2
	}
	n := len(slots) / width
	ref, err := s.Heap.NewArray(id, uint32(n))
	if err != nil {
		return 0, err
	}
	for k := range n {
		f.Offset = uint64(k) * uint64(f.Size)
		s.storeField(ref, f, slots[k*width:])
	}
	return ref, nil
}
