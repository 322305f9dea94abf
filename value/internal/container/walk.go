package container

import (
	"fmt"
	"sync"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/value"
)

// Walk is the elements of a container that are found one after the other. It remembers where the ones it has come by
// are, so that a page costs the way to it once.
type Walk struct {
	// Count is how many elements the container claims to have; -1 where it does not say.
	Count int64
	// Of is the container, for the elements that cannot be reached; Elem their type.
	Of   value.Value
	Elem *symbols.Type
	// Next returns the address of the next node. The walk is over if ok is false, and broken on an error.
	Next func() (node uint64, ok bool, err error)
	// Child makes the child of an index of its node.
	Child func(i int64, node uint64) value.Child

	mu    sync.Mutex
	nodes []uint64
	seen  map[uint64]int64 // the indices of nodes
	ended bool
	err   error // why the walk ended too early
}

// maxWalk bounds how many nodes are remembered.
const maxWalk = 1 << 20

// Len returns how many elements there are, as far as that is known.
func (w *Walk) Len() (int64, bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	switch {
	case w.ended && w.err != nil:
		return int64(len(w.nodes)) + 1, true
	case w.ended:
		return int64(len(w.nodes)), true
	case w.Count >= 0:
		return w.Count, true
	}
	return int64(len(w.nodes)), false
}

// Slice walks as far as it has to.
func (w *Walk) Slice(from, n int64) []value.Child {
	if from < 0 || n <= 0 {
		return nil
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	for int64(len(w.nodes)) < from+min(n, maxWalk) && w.advance() {
	}
	var out []value.Child
	for i := from; i < int64(len(w.nodes)) && i < from+n; i++ {
		out = append(out, w.Child(i, w.nodes[i]))
	}
	if last := int64(len(w.nodes)); w.err != nil && from <= last && last < from+n {
		out = append(out, value.Child{Name: Name(last), Value: value.Failed(w.Of.Context(), w.Elem, w.err)})
	}
	return out
}

// advance takes one step, and reports whether there may be more.
func (w *Walk) advance() bool {
	if w.ended {
		return false
	}
	i := int64(len(w.nodes))
	if i == w.Count {
		w.ended = true
		return false
	}
	if w.err = w.Of.Context().Stopped(); w.err != nil {
		w.err = fmt.Errorf("interrupted: %w", w.err)
		w.ended = true
		return false
	}
	node, ok, err := w.Next()
	switch {
	case err != nil:
		w.err = err
	case !ok && w.Count >= 0:
		w.err = fmt.Errorf("corrupt: size %d, but %d nodes were found", w.Count, i)
	case !ok:
	case i >= maxWalk:
		w.err = fmt.Errorf("only %d elements are looked for", int64(maxWalk))
	default:
		if at, ok := w.seen[node]; ok {
			w.err = fmt.Errorf("corrupt: a cycle, what follows is element %d again", at)
			break
		}
		if w.seen == nil {
			w.seen = map[uint64]int64{}
		}
		w.seen[node] = i
		w.nodes = append(w.nodes, node)
		return true
	}
	w.ended = true
	return false
}

// Known returns the number of elements if there are at most limit, else limit and false. It walks that far.
func (w *Walk) Known(limit int64) (n int64, all bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for int64(len(w.nodes)) <= limit && w.advance() {
	}
	if int64(len(w.nodes)) > limit || w.err != nil {
		return min(int64(len(w.nodes)), limit), false
	}
	return int64(len(w.nodes)), true
}

// Broken returns why the walk ended before the claimed size, as far as it has gone.
func (w *Walk) Broken() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.err
}
