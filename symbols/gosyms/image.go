package gosyms

import (
	"bytes"
	"slices"
	"sort"

	"github.com/wdbg/wdbg/wasm"
	"github.com/wdbg/wdbg/wasm/op"
)

// image is linear memory as the active data segments make it. The linker leaves runs of zeros out, so that a table is
// spread over many segments.
type image struct {
	m       *wasm.Module
	parts   []part // sorted by address, without overlaps
	end     uint64 // of the last part
	size    uint64 // of all parts
	overlap bool   // segments overlapped: the image is not used
}

// part is a data segment: its address in the upper half, its number in the lower.
type part uint64

func (p part) addr() uint64 { return uint64(p >> 32) }

func (im *image) init(p part) []byte { return im.m.Datas[uint32(p)].Init }

func newImage(m *wasm.Module) *image {
	im := &image{m: m, parts: make([]part, 0, len(m.Datas))}
	for i := range m.Datas {
		if addr, ok := im.addr(i); ok && len(m.Datas[i].Init) > 0 {
			im.parts = append(im.parts, part(addr)<<32|part(i))
		}
	}
	if !slices.IsSorted(im.parts) {
		slices.Sort(im.parts)
	}
	for _, p := range im.parts {
		n := uint64(len(im.init(p)))
		im.overlap = im.overlap || p.addr() < im.end
		im.end = p.addr() + n
		im.size += n
	}
	return im
}

// addr returns the address of a data segment that is active from the beginning and has a constant one, as i32.const gives it.
func (im *image) addr(i int) (addr uint32, ok bool) {
	d := &im.m.Datas[i]
	if d.Mode != wasm.SegmentActive || d.Memory != 0 {
		return 0, false
	}
	expr := im.m.Bytes[d.Addr.Start:d.Addr.End]
	if len(expr) < 3 || expr[0] != byte(op.I32Const) {
		return 0, false
	}
	shift := 0
	for j, c := range expr[1:] {
		addr |= uint32(c&0x7f) << shift
		if shift += 7; c < 0x80 {
			if c&0x40 != 0 && shift < 32 {
				addr |= ^uint32(0) << shift
			}
			return addr, j+3 == len(expr) // and the end instruction
		}
	}
	return 0, false
}

// maxRead bounds what is read in one go: the linker leaves out zeros, but not most of a table.
func (im *image) maxRead() uint64 { return 4*im.size + 1<<16 }

// read returns n bytes at an address; nil where they are not all within the image. They may be a part of the module's bytes.
func (im *image) read(addr, n uint64) []byte {
	if n > im.maxRead() || addr > im.end || n > im.end-addr {
		return nil
	}
	i := sort.Search(len(im.parts), func(i int) bool { return im.parts[i].addr() > addr })
	if i > 0 {
		i--
		b, off := im.init(im.parts[i]), addr-im.parts[i].addr()
		if off+n <= uint64(len(b)) {
			return b[off : off+n : off+n]
		}
	}
	out := make([]byte, n)
	for ; i < len(im.parts) && im.parts[i].addr() < addr+n; i++ {
		p := im.parts[i]
		b := im.init(p)
		switch {
		case p.addr() >= addr:
			copy(out[p.addr()-addr:], b)
		case addr-p.addr() < uint64(len(b)):
			copy(out, b[addr-p.addr():])
		}
	}
	return out
}

// find calls f with the addresses at which a pattern stands, until f returns true. The pattern lies within one segment:
// it has no run of zeros that is worth splitting it for.
func (im *image) find(pattern []byte, f func(addr uint64) bool) {
	datas := im.m.Datas
	for _, s := range im.m.Sections {
		if s.ID != wasm.SectionData {
			continue
		}
		data := im.m.Payload(s)
		for at := 0; ; at++ {
			n := bytes.Index(data[at:], pattern)
			if n < 0 {
				break
			}
			at += n
			pos := s.Start + wasm.FileOffset(at)
			i := sort.Search(len(datas), func(i int) bool { return datas[i].InitPos > pos }) - 1
			if i < 0 {
				continue
			}
			addr, ok := im.addr(i)
			off := uint64(pos - datas[i].InitPos)
			if ok && off+uint64(len(pattern)) <= uint64(len(datas[i].Init)) && f(uint64(addr)+off) {
				return
			}
		}
	}
}
