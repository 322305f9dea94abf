package dwarftest

import (
	"encoding/binary"
	"slices"
)

// Cat joins encoded parts.
func Cat(parts ...[]byte) []byte { return slices.Concat(parts...) }

// U encodes an unsigned LEB128 number.
func U[T ~int | ~uint | ~uint8 | ~uint16 | ~uint32 | ~uint64](n T) []byte {
	return binary.AppendUvarint(nil, uint64(n))
}

// S encodes a signed LEB128 number.
func S(n int64) []byte {
	var b []byte
	for {
		c := byte(n & 0x7f)
		n >>= 7
		if n == 0 && c&0x40 == 0 || n == -1 && c&0x40 != 0 {
			return append(b, c)
		}
		b = append(b, c|0x80)
	}
}

// U8 encodes bytes.
func U8(bytes ...uint8) []byte { return bytes }

// U16 encodes a number of 2 bytes.
func U16(n uint16) []byte { return binary.LittleEndian.AppendUint16(nil, n) }

// U32 encodes a number of 4 bytes.
func U32(n uint32) []byte { return binary.LittleEndian.AppendUint32(nil, n) }

// U64 encodes a number of 8 bytes.
func U64(n uint64) []byte { return binary.LittleEndian.AppendUint64(nil, n) }

// Uint encodes a number of size bytes, at most 8.
func Uint(size int, n uint64) []byte { return U64(n)[:size] }

// Str encodes a string with the zero that ends it.
func Str(s string) []byte { return append([]byte(s), 0) }

// Block encodes bytes with their length before them.
func Block(parts ...[]byte) []byte {
	b := Cat(parts...)
	return Cat(U(len(b)), b)
}

// Format is the format of a unit.
type Format struct {
	Version  int
	AddrSize int  // 0 stands for 4
	Wide     bool // 64-bit DWARF
}

// Addr encodes an address.
func (f Format) Addr(a uint64) []byte { return Uint(f.addrSize(), a) }

// Addrs encodes addresses: of .debug_ranges for one.
func (f Format) Addrs(addrs ...uint64) []byte {
	var b []byte
	for _, a := range addrs {
		b = append(b, f.Addr(a)...)
	}
	return b
}

// Offset encodes an offset of a section.
func (f Format) Offset(off uint64) []byte { return Uint(f.offsetSize(), off) }

// Length encodes parts with the length of a unit before them.
func (f Format) Length(parts ...[]byte) []byte {
	b := Cat(parts...)
	if f.Wide {
		return Cat(U32(0xffffffff), U64(uint64(len(b))), b)
	}
	return Cat(U32(uint32(len(b))), b)
}

func (f Format) addrSize() int {
	if f.AddrSize == 0 {
		return 4
	}
	return f.AddrSize
}

func (f Format) offsetSize() int {
	if f.Wide {
		return 8
	}
	return 4
}

// ListTable encodes a contribution to .debug_rnglists or .debug_loclists: a table of lists that are found by their
// index. DW_AT_rnglists_base or DW_AT_loclists_base is ListsHeader bytes after its beginning.
func (f Format) ListTable(lists ...[]byte) []byte {
	var offsets, data []byte
	for _, l := range lists {
		offsets = append(offsets, f.Offset(uint64(len(lists)*f.offsetSize()+len(data)))...)
		data = append(data, l...)
	}
	return f.Length(U16(5), U8(uint8(f.addrSize()), 0), U32(uint32(len(lists))), offsets, data)
}

// ListsHeader is the size of the header of a ListTable.
func (f Format) ListsHeader() uint64 {
	if f.Wide {
		return 20
	}
	return 12
}

// AddrTable encodes a contribution to .debug_addr. DW_AT_addr_base is 8 bytes after its beginning, 16 in 64-bit DWARF.
func (f Format) AddrTable(addrs ...uint64) []byte {
	return f.Length(U16(5), U8(uint8(f.addrSize()), 0), f.Addrs(addrs...))
}
