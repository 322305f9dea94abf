package wasm

import (
	"encoding/binary"
	"strconv"
	"unicode/utf8"
)

// Reader reads the primitive encodings of the binary format (Wasm 3.0 §5.2) from a
// range of the file. Positions are file offsets. It keeps the first error:
// after one, reads return zero and the position stays.
type Reader struct {
	buf []byte
	pos int
	end int
	err *Error
}

// NewReader returns a reader of file[start:end]. The range is cut to the file.
func NewReader(file []byte, start, end FileOffset) *Reader {
	r := &Reader{}
	r.Reset(file, start, end)
	return r
}

// Reset makes r read file[start:end], cut to the file.
func (r *Reader) Reset(file []byte, start, end FileOffset) {
	n := FileOffset(len(file))
	end = min(end, n)
	start = min(start, end)
	*r = Reader{buf: file, pos: int(start), end: int(end)}
}

// Pos returns the file offset of the next byte.
func (r *Reader) Pos() FileOffset { return FileOffset(r.pos) }

// Len returns the number of bytes left.
func (r *Reader) Len() int { return r.end - r.pos }

// Err returns the first error, or nil.
func (r *Reader) Err() error {
	if r.err == nil {
		return nil
	}
	return r.err
}

// Failf records an error at a file offset unless there is one already.
func (r *Reader) Failf(off FileOffset, format string, args ...any) {
	if r.err == nil {
		r.err = Malformedf(off, format, args...)
	}
}

// failEnd records that the range ended before or inside what was being read.
func (r *Reader) failEnd(want string) {
	if r.end == len(r.buf) {
		r.Failf(FileOffset(r.end), "unexpected end: expected %s", want)
		return
	}
	r.Failf(FileOffset(r.end), "unexpected end of section or function: expected %s", want)
}

// Byte reads one byte.
func (r *Reader) Byte() byte {
	if r.pos >= r.end || r.err != nil {
		r.failEnd("a byte")
		return 0
	}
	b := r.buf[r.pos]
	r.pos++
	return b
}

// Bytes reads n bytes; the result is a part of the file.
func (r *Reader) Bytes(n int) []byte {
	if r.err != nil {
		return nil
	}
	if n < 0 || n > r.end-r.pos {
		r.failEnd(strconv.Itoa(n) + " bytes")
		return nil
	}
	b := r.buf[r.pos : r.pos+n : r.pos+n]
	r.pos += n
	return b
}

// U32 reads an unsigned LEB128 of at most 32 bits.
func (r *Reader) U32() uint32 {
	if r.pos < r.end && r.err == nil {
		if b := r.buf[r.pos]; b < 0x80 {
			r.pos++
			return uint32(b)
		}
	}
	return uint32(r.uleb(32))
}

// U64 reads an unsigned LEB128 of at most 64 bits.
func (r *Reader) U64() uint64 { return r.uleb(64) }

// S32 reads a signed LEB128 of at most 32 bits.
func (r *Reader) S32() int32 { return int32(r.sleb(32)) }

// S33 reads a signed LEB128 of at most 33 bits.
func (r *Reader) S33() int64 { return r.sleb(33) }

// S64 reads a signed LEB128 of at most 64 bits.
func (r *Reader) S64() int64 { return r.sleb(64) }

// F32 reads the bits of an f32.
func (r *Reader) F32() uint32 {
	if b := r.Bytes(4); b != nil {
		return binary.LittleEndian.Uint32(b)
	}
	return 0
}

// F64 reads the bits of an f64.
func (r *Reader) F64() uint64 {
	if b := r.Bytes(8); b != nil {
		return binary.LittleEndian.Uint64(b)
	}
	return 0
}

// Name reads a name: a length and that many bytes of UTF-8.
func (r *Reader) Name() string {
	at := r.pos
	n := r.U32()
	if uint64(n) > uint64(r.Len()) {
		r.Failf(FileOffset(at), "length out of bounds: the name has %d bytes, only %d are left", n, r.Len())
		return ""
	}
	start := r.pos
	b := r.Bytes(int(n))
	if !utf8.Valid(b) {
		r.Failf(FileOffset(start+validPrefix(b)), "malformed UTF-8 encoding")
		return ""
	}
	return string(b)
}

// validPrefix returns how many bytes of b come before the first that is not UTF-8.
func validPrefix(b []byte) int {
	for i := 0; i < len(b); {
		c, n := utf8.DecodeRune(b[i:])
		if c == utf8.RuneError && n <= 1 {
			return i
		}
		i += n
	}
	return len(b)
}

func (r *Reader) uleb(bits uint) uint64 {
	if r.err != nil {
		return 0
	}
	start := r.pos
	var v uint64
	for shift := uint(0); ; shift += 7 {
		if r.pos >= r.end {
			r.failEnd("an integer")
			return 0
		}
		b := r.buf[r.pos]
		if shift >= bits {
			r.Failf(FileOffset(start), "integer representation too long: more than %d bits", bits)
			return 0
		}
		if left := bits - shift; left < 7 && b&0x7f>>left != 0 {
			if b&0x80 != 0 {
				r.Failf(FileOffset(start), "integer representation too long: more than %d bits", bits)
			} else {
				r.Failf(FileOffset(start), "integer too large: more than %d bits", bits)
			}
			return 0
		}
		r.pos++
		v |= uint64(b&0x7f) << shift
		if b&0x80 == 0 {
			return v
		}
	}
}

func (r *Reader) sleb(bits uint) int64 {
	if r.err != nil {
		return 0
	}
	start := r.pos
	var v int64
	for shift := uint(0); ; shift += 7 {
		if r.pos >= r.end {
			r.failEnd("an integer")
			return 0
		}
		if shift >= bits {
			r.Failf(FileOffset(start), "integer representation too long: more than %d bits", bits)
			return 0
		}
		b := r.buf[r.pos]
		r.pos++
		v |= int64(b&0x7f) << shift
		if left := bits - shift; left <= 7 {
			return r.lastSLEB(start, b, v, bits, left)
		}
		if b&0x80 == 0 {
			if shift+7 < 64 {
				v = v << (64 - shift - 7) >> (64 - shift - 7)
			}
			return v
		}
	}
}

// lastSLEB checks the final permitted byte b of a signed LEB128: no continuation, and the bits beyond
// the integer's width equal to its sign.
func (r *Reader) lastSLEB(start int, b byte, v int64, bits, left uint) int64 {
	if b&0x80 != 0 {
		r.Failf(FileOffset(start), "integer representation too long: more than %d bits", bits)
		return 0
	}
	if ext := int8(b<<1) >> left; ext != 0 && ext != -1 {
		r.Failf(FileOffset(start), "integer too large: more than %d bits", bits)
		return 0
	}
	return v << (64 - bits) >> (64 - bits)
}
