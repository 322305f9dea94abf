package dwarfsyms

import (
	"slices"
	"sort"
)

// paint is a range of an inlined call.
type paint struct {
	span
	call uint32
}

// painter turns the ranges of a function's calls, which may lie in one another and, in corrupt debug information, overlap in any way,
// into segments that do not. It keeps its buffers.
type painter struct {
	edges  []uint32
	colors []uint32
	next   []int32 // the first cell from this one on that is not painted yet
}

// segments appends the segments of ranges: each place belongs to the last of the ranges that contain it, which is the innermost.
func (p *painter) segments(dst []segment, ranges []paint) []segment {
	if len(ranges) == 0 {
		return dst
	}
	p.edges = p.edges[:0]
	for _, r := range ranges {
		p.edges = append(p.edges, r.lo, r.hi)
	}
	slices.Sort(p.edges)
	p.edges = slices.Compact(p.edges)
	cells := len(p.edges) - 1
	p.colors = slices.Grow(p.colors[:0], cells)[:cells]
	p.next = slices.Grow(p.next[:0], cells+1)[:cells+1]
	for i := range p.colors {
		p.colors[i], p.next[i] = none, int32(i)
	}
	p.next[cells] = int32(cells)
	for _, r := range slices.Backward(ranges) {
		end := p.cell(r.hi)
		for i := p.free(p.cell(r.lo)); i < end; i = p.free(i) {
			p.colors[i], p.next[i] = r.call, i+1
		}
	}
	last := uint32(none)
	for i, c := range p.colors {
		if c != last {
			dst = append(dst, segment{p.edges[i], c})
			last = c
		}
	}
	return append(dst, segment{p.edges[cells], none})
}

// cell returns the cell that begins at an edge.
func (p *painter) cell(edge uint32) int32 {
	return int32(sort.Search(len(p.edges), func(i int) bool { return p.edges[i] >= edge }))
}

// free returns the first cell from i on that is not painted yet, and shortens the way to it for the next time.
func (p *painter) free(i int32) int32 {
	for p.next[i] != i {
		p.next[i] = p.next[p.next[i]]
		i = p.next[i]
	}
	return i
}
