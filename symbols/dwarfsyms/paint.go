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

// painter turns the ranges of a function's calls, which lie in one another, into segments that do not. It keeps its buffers.
type painter struct {
	events []uint64
	open   []paint
	// For ranges that overlap in other ways.
	edges  []uint32
	colors []uint32
	next   []int32 // the first cell from this one on that is not painted yet
}

// segments appends the segments of ranges: each place belongs to the last of the ranges that contain it, which is the innermost.
func (p *painter) segments(dst []segment, ranges []paint) []segment {
	if len(ranges) == 0 {
		return dst
	}
	if out, ok := p.nested(dst, ranges); ok {
		return out
	}
	return p.overlapping(dst, ranges)
}

// nested is segments for ranges of which any two are apart or one lies in the other; ok is false for others.
func (p *painter) nested(dst []segment, ranges []paint) (out []segment, ok bool) {
	p.events = p.events[:0]
	for i, r := range ranges {
		p.events = append(p.events, uint64(r.lo)<<32|uint64(i)) // of one place the outer ones first
	}
	slices.Sort(p.events)
	p.open = p.open[:0]
	first := len(dst)
	for _, e := range p.events {
		r := ranges[uint32(e)]
		dst = p.leave(dst, first, r.lo)
		if n := len(p.open); n > 0 && (p.open[n-1].hi < r.hi || p.open[n-1].call > r.call) {
			return dst[:first], false
		}
		p.open = append(p.open, r)
		dst = change(dst, first, r.lo, r.call)
	}
	return p.leave(dst, first, none), true
}

// leave closes the ranges that end at a place or before.
func (p *painter) leave(dst []segment, first int, at uint32) []segment {
	for n := len(p.open); n > 0 && p.open[n-1].hi <= at; n = len(p.open) {
		end := p.open[n-1].hi
		p.open = p.open[:n-1]
		call := uint32(none)
		if n > 1 {
			call = p.open[n-2].call
		}
		dst = change(dst, first, end, call)
	}
	return dst
}

// change appends that from a place on another call is the innermost.
func change(dst []segment, first int, at, call uint32) []segment {
	n := len(dst)
	if n > first && dst[n-1].at == at {
		dst = dst[:n-1]
		n--
	}
	if n > first && dst[n-1].call == call || n == first && call == none {
		return dst
	}
	return append(dst, segment{at, call})
}

// overlapping is segments for ranges that overlap in any way, as in corrupt debug information.
func (p *painter) overlapping(dst []segment, ranges []paint) []segment {
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
	first := len(dst)
	for i, c := range p.colors {
		dst = change(dst, first, p.edges[i], c)
	}
	return change(dst, first, p.edges[cells], none)
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
