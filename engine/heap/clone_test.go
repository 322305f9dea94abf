package heap

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"testing"
)

func TestCloneIsIndependent(t *testing.T) {
	h := newHeap(t, Config{})
	a := must(t)(h.NewStruct(tPair))
	large := must(t)(h.NewArray(tLongs, 5000))
	h.Store64(a, 0, uint64(large))
	h.Store64(large, 8, 11)
	c := h.Clone()
	sound(t, c)
	before := h.Stats()
	if got := c.Stats(); got != before {
		t.Errorf("clone: %+v, want %+v", got, before)
	}
	c.Store64(a, 0, uint64(MakeI31(1)))
	c.Store64(large, 8, 12)
	must(t)(c.NewStruct(tMixed))
	collect(t, c)
	if c.Stats().Objects != 0 || h.Stats() != before || !h.Contains(a) || !h.Contains(large) {
		t.Errorf("a collection in the clone: %+v there, %+v here", c.Stats(), h.Stats())
	}
	if h.Load64(a, 0) != uint64(large) || h.Load64(large, 8) != 11 {
		t.Errorf("stores to the clone show: %#x, %d", h.Load64(a, 0), h.Load64(large, 8))
	}
	sound(t, h)
}

// TestCloneGoesOnTheSame makes the same calls to a heap and its clones, and wants the same references.
func TestCloneGoesOnTheSame(t *testing.T) {
	for seed := range uint64(4) {
		h := newHeap(t, Config{MaxBytes: 1 << 20})
		churn(h, rand.New(rand.NewPCG(seed, 3)), 3000)
		c := h.Clone()
		sound(t, c)
		want := churn(h, rand.New(rand.NewPCG(seed, 4)), 3000)
		if got := churn(c, rand.New(rand.NewPCG(seed, 4)), 3000); !slices.Equal(got, want) {
			t.Errorf("seed %d: the clone gave other references", seed)
		}
		if h.Stats() != c.Stats() {
			t.Errorf("seed %d: %+v, but in the clone %+v", seed, h.Stats(), c.Stats())
		}
		for r := range h.All() {
			if !c.Contains(r) || !bytes.Equal(h.Bytes(r), c.Bytes(r)) {
				t.Fatalf("seed %d: %v differs", seed, r)
			}
		}
		sound(t, h)
		sound(t, c)
	}
}

// churn allocates and collects at random and returns the references it got, null where there was no room.
func churn(h *Heap, rng *rand.Rand, n int) []Ref {
	var got []Ref
	for range n {
		var r Ref
		switch rng.IntN(4) {
		case 0:
			r, _ = h.NewStruct(tPair)
		case 1:
			r, _ = h.NewArray(tBytes, uint32(rng.IntN(500)))
		case 2:
			r, _ = h.NewArray(tLongs, uint32(rng.IntN(5000)))
		case 3:
			r, _ = h.NewExn(1, tTag, make([]uint64, 5))
		}
		got = append(got, r)
		if rng.IntN(100) == 0 {
			h.Collect(func(visit func(Ref)) {
				for _, r := range got {
					if rng.IntN(len(got)) < 30 {
						visit(r)
					}
				}
			})
		}
	}
	return got
}
