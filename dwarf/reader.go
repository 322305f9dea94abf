package dwarf

import (
	"bytes"
	"encoding/binary"
	"fmt"
)

// reader reads a section. After the first error it returns zeros and stays where it is.
type reader struct {
	data    []byte
	pos     int
	section string
	wide    bool // 64-bit DWARF: offsets take 8 bytes
	err     *Error
}

func newReader(section string, data []byte, pos uint64) *reader {
	r := &reader{data: data, section: section}
	r.seek(pos)
	return r
}

func (r *reader) seek(pos uint64) {
	if pos > uint64(len(r.data)) {
		r.pos = len(r.data)
		r.fail("offset 0x%x is beyond the end of the section (0x%x bytes)", pos, len(r.data))
		return
	}
	r.pos = int(pos)
}

// fail records the first error.
func (r *reader) fail(format string, args ...any) {
	if r.err == nil {
		r.err = &Error{r.section, uint64(r.pos), fmt.Sprintf(format, args...)}
	}
}

// error returns the first error as an error, nil without.
func (r *reader) error() error {
	if r.err == nil {
		return nil
	}
	return r.err
}

func (r *reader) len() int { return len(r.data) - r.pos }

// more reports whether there is something left to read, and nothing went wrong.
func (r *reader) more() bool { return r.err == nil && r.pos < len(r.data) }

// bytes returns the next n bytes, a part of the section; nil on an error.
func (r *reader) bytes(n uint64) []byte {
	if r.err != nil {
		return nil
	}
	if n > uint64(r.len()) {
		r.fail("unexpected end: %d bytes expected, %d left", n, r.len())
		return nil
	}
	b := r.data[r.pos : r.pos+int(n)]
	r.pos += int(n)
	return b
}

func (r *reader) u8() uint8 {
	if b := r.bytes(1); b != nil {
		return b[0]
	}
	return 0
}

func (r *reader) u16() uint16 {
	if b := r.bytes(2); b != nil {
		return binary.LittleEndian.Uint16(b)
	}
	return 0
}

func (r *reader) u24() uint32 {
	if b := r.bytes(3); b != nil {
		return uint32(b[0]) | uint32(b[1])<<8 | uint32(b[2])<<16
	}
	return 0
}

func (r *reader) u32() uint32 {
	if b := r.bytes(4); b != nil {
		return binary.LittleEndian.Uint32(b)
	}
	return 0
}

func (r *reader) u64() uint64 {
	if b := r.bytes(8); b != nil {
		return binary.LittleEndian.Uint64(b)
	}
	return 0
}

// uint reads a number of 1, 2, 4 or 8 bytes.
func (r *reader) uint(size int) uint64 {
	switch size {
	case 1:
		return uint64(r.u8())
	case 2:
		return uint64(r.u16())
	case 4:
		return uint64(r.u32())
	case 8:
		return r.u64()
	}
	r.fail("number of %d bytes", size)
	return 0
}

// offset reads an offset of the unit's format.
func (r *reader) offset() uint64 {
	if r.wide {
		return r.u64()
	}
	return uint64(r.u32())
}

// unitLength reads the length that begins a unit, sets the format that it implies, and returns the
// unit's end; the end of the section on an error.
func (r *reader) unitLength() (end int) {
	n := uint64(r.u32())
	r.wide = false
	switch {
	case n == 0xffffffff:
		r.wide = true
		n = r.u64()
	case n >= 0xfffffff0:
		r.fail("reserved unit length 0x%x", n)
	}
	if r.err == nil && n > uint64(r.len()) {
		r.fail("unit of %d bytes, %d left in the section", n, r.len())
	}
	if r.err != nil {
		return len(r.data)
	}
	return r.pos + int(n)
}

// uleb reads an unsigned LEB128 number. Bits beyond 64 are dropped.
func (r *reader) uleb() uint64 {
	if r.err == nil && r.pos < len(r.data) && r.data[r.pos] < 0x80 {
		r.pos++
		return uint64(r.data[r.pos-1])
	}
	var v uint64
	for shift := uint(0); ; shift += 7 {
		b := r.u8()
		if shift < 64 {
			v |= uint64(b&0x7f) << shift
		}
		if b < 0x80 {
			return v
		}
	}
}

// sleb reads a signed LEB128 number. Bits beyond 64 are dropped.
func (r *reader) sleb() int64 {
	var v int64
	for shift := uint(0); ; {
		b := r.u8()
		if shift < 64 {
			v |= int64(b&0x7f) << shift
		}
		shift += 7
		if b < 0x80 {
			if b&0x40 != 0 && shift < 64 {
				v |= -1 << shift
			}
			return v
		}
	}
}

// cstring returns the bytes up to a zero, which is passed over.
func (r *reader) cstring() []byte {
	if r.err != nil {
		return nil
	}
	n := bytes.IndexByte(r.data[r.pos:], 0)
	if n < 0 {
		r.fail("string without end")
		return nil
	}
	s := r.data[r.pos : r.pos+n]
	r.pos += n + 1
	return s
}

// stringAt returns the string at an offset of a section of strings.
func stringAt(section string, data []byte, off uint64) (string, error) {
	r := newReader(section, data, off)
	s := r.cstring()
	return string(s), r.error()
}
