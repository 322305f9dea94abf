package assemblyscript

import (
	"github.com/wdbg/wdbg/value"
)

// Offsets of the fields of the header before an object (std/assembly/rt/common.ts), and its size.
const (
	offsetMM    = -20 // the memory manager's size of the block, and two flags
	offsetNext  = -16 // the next object of the collector, and its colour
	offsetPrev  = -12 // the object before
	offsetClass = -8  // the number of the class
	offsetSize  = -4  // bytes in use
	headerSize  = 20
)

// Numbers of classes that are the same in all programs.
const (
	classArrayBuffer = 1
	classString      = 2
)

// object is a managed object.
type object struct {
	addr  uint64
	class uint32
	size  uint32 // in bytes
}

// objectAt returns the object at an address; false where there is none, as far as that can be verified.
func objectAt(ctx *value.Context, addr uint64) (object, bool) {
	if ctx == nil || ctx.Machine == nil || addr < headerSize || addr%16 != 0 || addr >= 1<<32 {
		return object{}, false
	}
	field := func(at uint64, offset int64) uint64 {
		n, err := ctx.ReadUint(at+uint64(offset), 4)
		if err != nil {
			return 0
		}
		return n
	}
	memory := ctx.Machine.MemorySize()
	mm := field(addr, offsetMM)
	o := object{addr: addr, class: uint32(field(addr, offsetClass)), size: uint32(field(addr, offsetSize))}
	if mm&1 != 0 || uint64(o.size) > memory-min(memory, addr) || !blockFits(mm&^3, uint64(o.size)) {
		return object{}, false
	}
	next, prev := field(addr, offsetNext)&^3, field(addr, offsetPrev)
	if next == 0 && prev == 0 {
		return o, true // in static memory, or without a collector
	}
	// The ring of the collector goes through the beginnings of blocks.
	self := addr - headerSize
	isLinked := next != 0 && prev != 0 &&
		field(next+headerSize, offsetPrev) == self && field(prev+headerSize, offsetNext)&^3 == self
	return o, isLinked
}

// blockFits reports whether a block is what the memory manager makes for an object of a size: the size with what is
// before it, in units of 16 bytes less the 4 of the block's own header. What is left of a larger block may be too small to be cut off.
func blockFits(block, size uint64) bool {
	want := (size+headerSize+15)&^15 - 4
	return block == want || block == want+16
}

// text returns the string in an object of UTF-16 units.
func (o object) text(ctx *value.Context) *value.Text {
	return value.TextAt(ctx, o.addr, int64(o.size/2), 2)
}
