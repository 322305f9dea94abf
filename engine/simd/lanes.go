package simd

import "encoding/binary"

// Moving lanes and scalars about.

func splat8(x uint64) V128 {
	x = x & 0xff * one8
	return V128{x, x}
}

func splat16(x uint64) V128 {
	x = x & 0xffff * one16
	return V128{x, x}
}

func splat32(x uint64) V128 {
	x = x & 0xffffffff * one32
	return V128{x, x}
}

func splat64(x uint64) V128 {
	return V128{x, x}
}

func zero32(x uint64) V128 { return V128{Lo: x & 0xffffffff} }
func zero64(x uint64) V128 { return V128{Lo: x} }

// half returns the half that holds the lane, where a half has lanesPerHalf (a
// power of two) of them.
func half(a V128, lane, lanesPerHalf uint8) uint64 {
	if lane&lanesPerHalf != 0 {
		return a.Hi
	}
	return a.Lo
}

func extract8(a V128, lane uint8) uint64 {
	return half(a, lane, 8) >> (lane & 7 * 8) & 0xff
}

func extract16(a V128, lane uint8) uint64 {
	return half(a, lane, 4) >> (lane & 3 * 16) & 0xffff
}

func extract32(a V128, lane uint8) uint64 {
	return half(a, lane, 2) >> (lane & 1 * 32) & 0xffffffff
}

func extract64(a V128, lane uint8) uint64 {
	return half(a, lane, 1)
}

func i8x16ExtractLaneS(a V128, lane uint8) uint64 {
	return uint64(uint32(int8(extract8(a, lane))))
}

func i16x8ExtractLaneS(a V128, lane uint8) uint64 {
	return uint64(uint32(int16(extract16(a, lane))))
}

// replace puts the bits of x selected by mask into one half of a; both are
// already shifted to the lane's place.
func replace(a V128, x, mask uint64, high bool) V128 {
	if high {
		a.Hi = pickBits(x, a.Hi, mask)
	} else {
		a.Lo = pickBits(x, a.Lo, mask)
	}
	return a
}

func replace8(a V128, lane uint8, x uint64) V128 {
	n := lane & 7 * 8
	return replace(a, x<<n, 0xff<<n, lane&8 != 0)
}

func replace16(a V128, lane uint8, x uint64) V128 {
	n := lane & 3 * 16
	return replace(a, x<<n, 0xffff<<n, lane&4 != 0)
}

func replace32(a V128, lane uint8, x uint64) V128 {
	n := lane & 1 * 32
	return replace(a, x<<n, 0xffffffff<<n, lane&2 != 0)
}

func replace64(a V128, lane uint8, x uint64) V128 {
	if lane&1 != 0 {
		a.Hi = x
	} else {
		a.Lo = x
	}
	return a
}

// InsertBytes replaces the lane of width bytes (1, 2, 4 or 8) by the lowest bytes
// of x, as the v128.loadN_lane instructions do. A lane the shape does not have
// is taken modulo its number of lanes.
func InsertBytes(a V128, lane uint8, width int, x uint64) V128 {
	switch width {
	case 1:
		return replace8(a, lane, x)
	case 2:
		return replace16(a, lane, x)
	case 4:
		return replace32(a, lane, x)
	}
	return replace64(a, lane, x)
}

// ExtractBytes returns the lane of width bytes (1, 2, 4 or 8), zero-extended, as
// the v128.storeN_lane instructions store it. A lane the shape does not have is
// taken modulo its number of lanes.
func ExtractBytes(a V128, lane uint8, width int) uint64 {
	switch width {
	case 1:
		return extract8(a, lane)
	case 2:
		return extract16(a, lane)
	case 4:
		return extract32(a, lane)
	}
	return extract64(a, lane)
}

// Shuffle is i8x16.shuffle: byte i of the result is the one numbered lanes[i] in
// a followed by b. Validation ensures that the numbers are less than 32; others
// are taken modulo 32.
func Shuffle(a, b V128, lanes [16]byte) V128 {
	var t byteTable
	t.fill(a, b)
	return V128{
		t.gather(binary.LittleEndian.Uint64(lanes[:8])),
		t.gather(binary.LittleEndian.Uint64(lanes[8:])),
	}
}

// i8x16Swizzle gives the bytes of a that b numbers; 0 where b is not below 16.
func i8x16Swizzle(a, b V128) V128 {
	var t byteTable
	t.fill(a, V128{})
	return V128{
		t.gather(b.Lo) & eqLanes(b.Lo&(0xf0*one8), 0, sign8, 8),
		t.gather(b.Hi) & eqLanes(b.Hi&(0xf0*one8), 0, sign8, 8),
	}
}

// byteTable is two vectors as bytes.
type byteTable [32]byte

func (t *byteTable) fill(a, b V128) {
	binary.LittleEndian.PutUint64(t[0:], a.Lo)
	binary.LittleEndian.PutUint64(t[8:], a.Hi)
	binary.LittleEndian.PutUint64(t[16:], b.Lo)
	binary.LittleEndian.PutUint64(t[24:], b.Hi)
}

// gather returns the eight bytes of the table that the bytes of i number, modulo
// 32.
func (t *byteTable) gather(i uint64) uint64 {
	return uint64(t[i&31]) | uint64(t[i>>8&31])<<8 |
		uint64(t[i>>16&31])<<16 | uint64(t[i>>24&31])<<24 |
		uint64(t[i>>32&31])<<32 | uint64(t[i>>40&31])<<40 |
		uint64(t[i>>48&31])<<48 | uint64(t[i>>56&31])<<56
}
