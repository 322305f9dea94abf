// Package vmem reserves ranges of address space and commits them piece by
// piece, so that a linear memory can grow without ever moving.
package vmem

import (
	"errors"
	"fmt"
)

// ErrNoSpace says that the operating system refused the address space or the memory.
var ErrNoSpace = errors.New("the operating system refused the memory")

// Region is a reserved range whose first bytes are committed: readable, writable, and zero until written.
type Region struct {
	base      []byte // the whole reservation; only base[:committed] may be touched
	committed int
}

// Reserve reserves size bytes of address space, rounded up to the system's granularity, none of it committed.
func Reserve(size uint64) (*Region, error) {
	if size > maxReserve {
		return nil, fmt.Errorf("reserving %d bytes: %w", size, ErrNoSpace)
	}
	size = (size + granularity - 1) &^ (granularity - 1)
	if size == 0 {
		return &Region{}, nil
	}
	base, err := reserve(int(size))
	if err != nil {
		return nil, fmt.Errorf("reserving %d bytes: %w: %w", size, ErrNoSpace, err)
	}
	return &Region{base: base}, nil
}

// granularity is a multiple of the page size of every supported system, and the size of a WebAssembly page.
const granularity = 1 << 16

// Cap returns the number of bytes reserved.
func (r *Region) Cap() uint64 { return uint64(len(r.base)) }

// Commit makes the first n bytes usable and returns them. It never shrinks the
// committed part, and earlier results stay valid.
func (r *Region) Commit(n uint64) ([]byte, error) {
	if n > uint64(len(r.base)) {
		return nil, fmt.Errorf("committing %d of %d reserved bytes: %w", n, len(r.base), ErrNoSpace)
	}
	want := int((n + granularity - 1) &^ (granularity - 1))
	if want > r.committed {
		if err := commit(r.base, r.committed, want); err != nil {
			return nil, fmt.Errorf("committing %d bytes: %w: %w", n, ErrNoSpace, err)
		}
		r.committed = want
	}
	return r.base[:n:n], nil
}

// Release gives the whole range back; slices of it must not be used afterwards.
func (r *Region) Release() error {
	if len(r.base) == 0 {
		return nil
	}
	base := r.base
	r.base, r.committed = nil, 0
	return release(base)
}
