package heap

import (
	"math"

	"github.com/wdbg/wdbg/wasm"
)

// Defaults of Config.
const (
	DefaultMaxBytes     = 1 << 30
	DefaultCollectAfter = 8 << 20
)

// Config are a heap's parameters; the zero value of each is a default.
type Config struct {
	// MaxBytes bounds the memory for objects, in bytes: of the pages, in units of pages of 64 KiB, each
	// of which serves one size of objects, and of objects over 8 KiB. A collection's
	// worklist comes on top, at most 8 bytes for each object.
	MaxBytes uint64
	// CollectAfter is the number of bytes to allocate before a collection is due while little is alive;
	// from then on it is as much as is alive.
	CollectAfter uint64
}

// Heap is an arena of objects. It is not safe for concurrent use.
type Heap struct {
	data    [][]byte // storage of each page
	pages   []page
	classes [numClasses + 1]class // 0 is not used
	layouts []*Layout             // by type, nil where not needed yet
	types   *wasm.TypeSpace

	unused []uint32 // numbers of pages without storage
	pool   []uint32 // numbers of empty pages

	maxBytes, collectAfter uint64
	reserved               uint64 // bytes of storage, as counted against maxBytes
	live                   uint64 // bytes of cells that the last collection left
	allocated              uint64 // bytes of cells allocated since
	due                    uint64 // value of allocated at which a collection is due
	history                history

	work []Ref  // objects reached but not yet looked into, while collecting
	wide []wide // arrays not yet looked into to the end, while collecting
}

// history are counts over the heap's life.
type history struct {
	collections                uint64
	freedObjects, freedBytes   uint64
	lastFreed, lastFreedBytes  uint64 // by the last collection
	allocatedBefore, peakBytes uint64 // up to the last collection
}

// New returns an empty heap for objects of types in the given space, which may grow later.
func New(types *wasm.TypeSpace, cfg Config) *Heap {
	h := &Heap{
		data:         make([][]byte, 1),
		pages:        make([]page, 1),
		types:        types,
		maxBytes:     cfg.MaxBytes,
		collectAfter: cfg.CollectAfter,
	}
	if h.maxBytes == 0 {
		h.maxBytes = DefaultMaxBytes
	}
	h.maxBytes = min(h.maxBytes, math.MaxInt)
	if h.collectAfter == 0 {
		h.collectAfter = DefaultCollectAfter
	}
	for i := uint8(1); i <= numClasses; i++ {
		h.classes[i].cell = cellSize(i)
	}
	h.schedule()
	return h
}

// schedule says when the next collection is due: after as much as is alive, but
// half of what is left at the latest.
func (h *Heap) schedule() {
	left := (h.maxBytes - min(h.maxBytes, h.live)) / 2
	h.due = min(max(h.collectAfter, h.live), max(left, pageSize))
}

// ShouldCollect reports whether enough has been allocated since the last collection to make one worthwhile.
func (h *Heap) ShouldCollect() bool { return h.allocated >= h.due }
