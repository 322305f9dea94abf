package wasmgen

import "encoding/binary"

// source hands out the bytes that decide what is generated; at the end it hands out zeros.
type source struct {
	data []byte
}

func (s *source) byte() byte {
	if len(s.data) == 0 {
		return 0
	}
	b := s.data[0]
	s.data = s.data[1:]
	return b
}

// empty reports whether all decisions from here on are 0.
func (s *source) empty() bool { return len(s.data) == 0 }

// n returns a number below k, which is at most 65536.
func (s *source) n(k int) int {
	if k <= 1 {
		return 0
	}
	v := int(s.byte())
	if k > 256 {
		v |= int(s.byte()) << 8
	}
	return v % k
}

func (s *source) u64() uint64 {
	var b [8]byte
	for i := range b {
		b[i] = s.byte()
	}
	return binary.LittleEndian.Uint64(b[:])
}

// interesting returns bits of which many are at the edges of number types.
func (s *source) interesting() uint64 {
	edges := [...]uint64{
		0, 1, 2, ^uint64(0), 0x7fffffff, 0x80000000, 0xffffffff, 1 << 32, 1<<63 - 1, 1 << 63,
		0x3f800000, 0x7f800000, 0x7fc00000, 0xff800001, 0x4f000000, 0x3ff0 << 48, 0x7ff0 << 48, 0x7ff8 << 48, 0x41e0 << 48, 0x43e0 << 48,
	}
	switch k := s.n(40); {
	case k < len(edges):
		return edges[k]
	case k < 35:
		return uint64(s.n(256))
	}
	return s.u64()
}

// Bytes returns n pseudo-random bytes that depend on the seed only.
func Bytes(seed uint64, n int) []byte {
	out := make([]byte, 0, n+8)
	for len(out) < n {
		seed += 0x9e3779b97f4a7c15
		z := seed
		z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
		z = (z ^ z>>27) * 0x94d049bb133111eb
		out = binary.LittleEndian.AppendUint64(out, z^z>>31)
	}
	return out[:n]
}
