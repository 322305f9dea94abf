//go:build wdbgdebug

package heap

import (
	"bytes"
	"testing"
)

func TestDeadObjectsArePoisoned(t *testing.T) {
	h := newHeap(t, Config{})
	r := must(t)(h.NewStruct(tPair))
	keep := must(t)(h.NewStruct(tPair))
	b := h.data[r>>pageShift][r&pageMask:][:24]
	collect(t, h, keep)
	if !bytes.Equal(b, bytes.Repeat([]byte{poisonByte}, 24)) {
		t.Errorf("dead object: %x", b)
	}
	b[3]++
	if h.CheckInvariants() == nil {
		t.Error("a write to a dead object goes unnoticed")
	}
}

func TestBrokenArenaIsNoticed(t *testing.T) {
	h := newHeap(t, Config{})
	r := must(t)(h.NewStruct(tPair))
	h.Store64(r, 0, uint64(r+8))
	if !panics(func() { h.Collect(func(visit func(Ref)) { visit(r) }) }) {
		t.Error("a collection with a dangling reference did not panic")
	}
}

func TestAccessIsChecked(t *testing.T) {
	h := newHeap(t, Config{})
	r := must(t)(h.NewStruct(tPair))
	array := must(t)(h.NewArray(tInts, 3))
	dead := must(t)(h.NewStruct(tPair))
	collect(t, h, r, array)
	for name, do := range map[string]func(){
		"beyond a struct":   func() { h.Store64(r, 16, 1) },
		"across its end":    func() { h.Load64(r, 9) },
		"beyond an array":   func() { h.Store32(array, 12, 1) },
		"dead object":       func() { h.Load64(dead, 0) },
		"length of struct":  func() { h.Len(r) },
		"tag of struct":     func() { h.ExnTag(r) },
		"payload of struct": func() { h.ExnPayload(nil, r) },
	} {
		if !panics(do) {
			t.Errorf("%s: no panic", name)
		}
	}
}
