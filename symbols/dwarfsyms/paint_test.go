package dwarfsyms

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// TestPainter compares with painting each place, for ranges that nest and for others.
func TestPainter(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var p painter
	nested := 0
	for range 5000 {
		var ranges []paint
		for i := range 1 + r.IntN(8) {
			lo := 1 + r.Uint32N(30)
			hi := lo + 1 + r.Uint32N(10)
			if len(ranges) > 0 && r.IntN(4) > 0 { // within the one before
				last := ranges[len(ranges)-1]
				lo = last.lo + r.Uint32N(last.hi-last.lo)
				hi = lo + 1 + r.Uint32N(last.hi-lo)
			}
			ranges = append(ranges, paint{span{lo, hi}, uint32(i)})
		}
		if _, ok := p.nested(nil, ranges); ok {
			nested++
		}
		segments := p.segments(nil, ranges)
		x := unitIndex{segments: segments}
		f := funcRange{last: uint32(len(segments))}
		for at := range uint32(50) {
			want := uint32(none)
			for _, r := range ranges {
				if r.lo <= at && at < r.hi {
					want = r.call
				}
			}
			if got := x.innermost(&f, at); got != want {
				t.Fatalf("%v: call %d at %d, want %d; segments %v", ranges, got, at, want, segments)
			}
		}
		if !slices.IsSortedFunc(segments, func(a, b segment) int { return int(a.at) - int(b.at) }) {
			t.Fatalf("%v: %v", ranges, segments)
		}
	}
	if nested < 500 {
		t.Errorf("only %d of the cases nest", nested)
	}
}

func TestNumbering(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	var n numbering
	for range 20 {
		n.reset()
		want := map[uint32]uint32{}
		for range r.IntN(3000) {
			key := 1 + r.Uint32N(2000)
			number, isNew := n.number(key, uint32(len(want)))
			if w, known := want[key]; known == isNew || known && number != w {
				t.Fatalf("key %d: %d %v, want %d %v", key, number, isNew, w, !known)
			}
			want[key] = number
		}
	}
}
