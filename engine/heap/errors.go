package heap

import (
	"errors"
	"fmt"

	"github.com/wdbg/wdbg/wasm"
)

// ErrOutOfMemory is wrapped by the errors of allocations that would take the heap over its limit. What was
// unreachable has not been collected then: collect, and try again once.
var ErrOutOfMemory = errors.New("out of memory")

// limitError returns an ErrOutOfMemory about an object of size bytes.
func (h *Heap) limitError(size uint64) error {
	return fmt.Errorf("object of %d bytes: %w: %d of %d bytes of the GC heap are in use", size, ErrOutOfMemory, h.reserved, h.maxBytes)
}

// TypeError is a request for an object of a type that does not fit. Validated code makes none.
type TypeError struct {
	Type wasm.TypeID
	Have Kind // KindNone: there is no such type
	Want Kind
	Msg  string // more on it; may be empty
}

// Error says which type is not what was wanted.
func (e *TypeError) Error() string {
	if e.Msg != "" {
		return fmt.Sprintf("type %d: %s", e.Type, e.Msg)
	}
	if e.Have == KindNone {
		return fmt.Sprintf("unknown type %d", e.Type)
	}
	return fmt.Sprintf("type %d: wanted a type of kind %v, found kind %v", e.Type, e.Want, e.Have)
}
