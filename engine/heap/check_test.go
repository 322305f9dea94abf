package heap

import (
	"encoding/binary"
	"strings"
	"testing"
)

// TestCheckFindsFaults breaks an arena in many ways.
func TestCheckFindsFaults(t *testing.T) {
	setHeader := func(h *Heap, r Ref, header uint64) {
		binary.LittleEndian.PutUint64(h.data[r>>pageShift][r.addr()&pageMask:], header)
	}
	tests := []struct {
		name string
		harm func(h *Heap, pair, free Ref)
		want string
	}{
		{"reference to a free cell", func(h *Heap, pair, free Ref) {
			binary.LittleEndian.PutUint64(h.Bytes(pair), uint64(free))
		}, "which is not a reference"},
		{"reference with the wrong tag", func(h *Heap, pair, free Ref) {
			binary.LittleEndian.PutUint64(h.Bytes(pair), uint64(pair|tagExn))
		}, "which is not a reference"},
		{"i31 of 33 bits", func(h *Heap, pair, free Ref) {
			binary.LittleEndian.PutUint64(h.Bytes(pair), 1<<32|1)
		}, "which is not a reference"},
		{"no type", func(h *Heap, pair, free Ref) { setHeader(h, pair, makeHeader(1<<20, KindStruct, 0)) }, "unknown type"},
		{"wrong kind", func(h *Heap, pair, free Ref) { setHeader(h, pair, makeHeader(tPair, KindArray, 0)) }, "type 13 is a struct"},
		{"wrong size", func(h *Heap, pair, free Ref) {
			must(t)(h.NewArray(tBytes, 0))
			setHeader(h, pair, makeHeader(tBytes, KindArray, 100))
		}, "108 bytes in a cell of 24"},
		{"bit between cells", func(h *Heap, pair, free Ref) {
			word, bit := bitOf(uint64(pair) + 8)
			h.pages[pair>>pageShift].bits.used[word] |= bit
		}, "bits for"},
		{"mark left over", func(h *Heap, pair, free Ref) {
			word, bit := bitOf(uint64(pair))
			h.pages[pair>>pageShift].bits.marks[word] |= bit
		}, "marked cells"},
		{"cell of the run in use", func(h *Heap, pair, free Ref) { h.classes[classOf(24)].next -= 24 }, "of the free run is in use"},
		{"lost bytes", func(h *Heap, pair, free Ref) { h.allocated += 24 }, "bytes of cells are in use"},
		{"lost reservation", func(h *Heap, pair, free Ref) { h.reserved-- }, "are reserved"},
		{"page listed twice", func(h *Heap, pair, free Ref) {
			c := &h.classes[classOf(24)]
			c.partial = append(c.partial, c.page)
		}, "listed twice"},
		{"unused page lost", func(h *Heap, pair, free Ref) {
			h.data, h.pages = append(h.data, nil), append(h.pages, page{})
		}, "listed as free: false"},
		{"written to the free run", func(h *Heap, pair, free Ref) {
			c := &h.classes[classOf(24)]
			h.data[c.page][c.next+1] = 7
		}, "free cell was written to"},
	}
	for _, test := range tests {
		h := newHeap(t, Config{})
		pair := must(t)(h.NewStruct(tPair))
		collect(t, h, pair)
		last := must(t)(h.NewStruct(tPair))
		sound(t, h)
		test.harm(h, pair, last+10*24)
		if err := h.CheckInvariants(); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: error %v, want one with %q", test.name, err, test.want)
		}
	}
}
