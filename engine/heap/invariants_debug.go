//go:build wdbgdebug

package heap

import "fmt"

// checked says whether accesses and collections are checked, at a cost.
const checked = true

// mustBeSound panics if the arena is broken.
func (h *Heap) mustBeSound(when string) {
	if err := h.CheckInvariants(); err != nil {
		panic(fmt.Sprintf("heap %s: %v", when, err))
	}
}

// checkKind panics unless r refers to an object of a kind.
func (h *Heap) checkKind(r Ref, want Kind) {
	if !h.Contains(r) || h.KindOf(r) != want {
		panic(fmt.Sprintf("heap: %#x does not refer to a kind %v", uint64(r), want))
	}
}

// checkAccess panics unless size bytes at off are in the payload of the object or exception that r refers to.
func (h *Heap) checkAccess(r Ref, off, size uint64) {
	if !h.Contains(r) {
		panic(fmt.Sprintf("heap: access to %#x, which is not a reference to an object", uint64(r)))
	}
	if have := h.payloadSize(h.header(r)); off > have || have-off < size {
		panic(fmt.Sprintf("heap: access to %v at %d, %d bytes, but it has %d", r, off, size, have))
	}
}
