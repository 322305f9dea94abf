package heap

import "math/bits"

// Cells come in size classes: every multiple of 8 bytes up to 128, then 8 sizes per
// power of two up to maxCell, so that less than an eighth of a cell is wasted.
const (
	granule    = 8
	numClasses = 64
	maxCell    = 8 << 10
)

// classOf returns the smallest class for objects of size bytes, header included; 0 if size is over maxCell.
func classOf(size uint64) uint8 {
	if size > maxCell {
		return 0
	}
	n := (uint32(size) + granule - 1) / granule
	shift := max(bits.Len32(n-1), 4) - 4
	return uint8(shift*8 + int((n-1)>>shift) + 1)
}

// cellSize returns the size of a class's cells in bytes.
func cellSize(class uint8) uint32 {
	if class <= 16 {
		return uint32(class) * granule
	}
	shift := (class - 9) / 8
	return (uint32(class-shift*8) << shift) * granule
}

// class is where objects of a size class are allocated. The cells of page from
// next up to limit are free and zero.
type class struct {
	cell        uint32 // size in bytes
	next, limit uint32 // offsets in page
	page        uint32 // 0: none
	// partial are the pages that had free cells after the last collection and have not been allocated from since.
	partial []uint32
}

// cellsEnd returns the offset behind the last cell of a page.
func (c *class) cellsEnd() uint32 { return pageSize / c.cell * c.cell }
