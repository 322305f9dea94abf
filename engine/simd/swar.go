package simd

// The functions of this file treat an uint64 as a row of 8-, 16- or 32-bit
// lanes. The parameter sign has the top bit of every lane set; width is the
// number of bits in a lane. Both are constants in every call, and the functions
// are small enough to be inlined, so they cost nothing.
//
// The common trick is to keep carries from crossing lanes: clear (or set) the
// top bit of each lane, add (or subtract) the rest, and work out the top bit by
// exclusive or.

// Masks with the top bit of each lane set.
const (
	sign8  = 0x8080808080808080
	sign16 = 0x8000800080008000
	sign32 = 0x8000000080000000
	sign64 = 0x8000000000000000
)

// Masks with the lowest bit of each lane set.
const (
	one8  = 0x0101010101010101
	one16 = 0x0001000100010001
	one32 = 0x0000000100000001
)

// Masks of the lower half of each 16- or 32-bit lane.
const (
	lowHalf16 = 0x00ff00ff00ff00ff
	lowHalf32 = 0x0000ffff0000ffff
)

// addLanes returns x + y, modulo the lane size.
func addLanes(x, y, sign uint64) uint64 {
	return ((x &^ sign) + (y &^ sign)) ^ ((x ^ y) & sign)
}

// subLanes returns x - y, modulo the lane size.
func subLanes(x, y, sign uint64) uint64 {
	return ((x | sign) - (y &^ sign)) ^ (^(x ^ y) & sign)
}

// fillLanes makes a lane all ones where m has the lane's top bit. m must have no
// other bit set.
func fillLanes(m uint64, width uint) uint64 {
	return m | (m - m>>(width-1))
}

// nonZeroLanes returns the top bit of each lane of x that is not zero.
func nonZeroLanes(x, sign uint64) uint64 {
	return ((x &^ sign) + ^sign | x) & sign
}

// eqLanes returns all ones in the lanes where x = y.
func eqLanes(x, y, sign uint64, width uint) uint64 {
	return fillLanes(nonZeroLanes(x^y, sign)^sign, width)
}

// ltULanes returns all ones in the lanes where x < y, unsigned.
func ltULanes(x, y, sign uint64, width uint) uint64 {
	// The top bit of d says that x >= y as far as the lower bits go; it decides
	// where the top bits of x and y are the same.
	d := (x | sign) - (y &^ sign)
	return fillLanes((^x&y|^(x^y)&^d)&sign, width)
}

// ltSLanes returns all ones in the lanes where x < y, signed.
func ltSLanes(x, y, sign uint64, width uint) uint64 {
	return ltULanes(x^sign, y^sign, sign, width)
}

// pickBits returns the bits of x where mask is one and those of y where it is zero.
func pickBits(x, y, mask uint64) uint64 {
	return y ^ (x^y)&mask
}

// signFill returns all ones in the negative lanes of x.
func signFill(x, sign uint64, width uint) uint64 {
	return fillLanes(x&sign, width)
}

// sext8 sign-extends 16-bit lanes that hold an 8-bit number.
func sext8(x uint64) uint64 {
	return subLanes(x^0x80*one16, 0x80*one16, sign16)
}

// sext16 sign-extends 32-bit lanes that hold a 16-bit number.
func sext16(x uint64) uint64 {
	return subLanes(x^0x8000*one32, 0x8000*one32, sign32)
}

// unpack8 moves the four lower bytes of x into four 16-bit lanes.
func unpack8(x uint64) uint64 {
	x &= 0xffffffff
	x = (x | x<<16) & lowHalf32
	return (x | x<<8) & lowHalf16
}

// unpack16 moves the two lower 16-bit lanes of x into two 32-bit lanes.
func unpack16(x uint64) uint64 {
	x &= 0xffffffff
	return (x | x<<16) & lowHalf32
}

// pack16 gathers the lower bytes of four 16-bit lanes in the lower 32 bits.
func pack16(x uint64) uint64 {
	x &= lowHalf16
	x = (x | x>>8) & lowHalf32
	return (x | x>>16) & 0xffffffff
}

// pack32 gathers the lower halves of two 32-bit lanes in the lower 32 bits.
func pack32(x uint64) uint64 {
	x &= lowHalf32
	return (x | x>>16) & 0xffffffff
}
