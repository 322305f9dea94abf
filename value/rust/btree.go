package rust

import (
	"fmt"
	"strings"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/value"
	"github.com/wdbg/wdbg/value/internal/container"
)

// btreeMap shows BTreeMap and BTreeSet.
func btreeMap(v value.Value) (value.Shown, error) {
	isMap := strings.HasPrefix(v.Type().Name, "BTreeMap<")
	m := v
	if !isMap {
		inner, ok := v.Member("map")
		if !ok {
			return value.Shown{}, container.ErrLayout
		}
		m = inner.Strip()
	}
	length, ok := m.Member("length")
	if !ok {
		return value.Shown{}, container.ErrLayout
	}
	n, err := length.Uint()
	if err != nil {
		return value.Shown{}, err
	}
	shown := value.Shown{Summary: container.Size(n), Style: value.StyleSet, Children: value.List{}}
	if isMap {
		shown.Style = value.StyleMap
	}
	root, ok := m.Member("root")
	if !ok {
		return value.Shown{}, container.ErrLayout
	}
	if n == 0 {
		return shown, nil
	}
	w, problem, err := newBTreeWalk(v, m, root)
	switch {
	case err != nil:
		return value.Shown{}, err
	case problem != "":
		return container.Invalid("size %d, but %s", n, problem), nil
	}
	if problem := container.Fits(v.Context(), w.path[0].node, n/btreeCapacity, 1); problem != "" {
		return container.Invalid("size %d does not fit memory", n), nil
	}
	shown.Children = &container.Walk{Count: int64(n), Of: v, Elem: w.key, Next: w.next,
		Child: func(i int64, at uint64) value.Child { return w.child(i, at, isMap) }}
	return shown, nil
}

const (
	btreeCapacity = 11 // entries in a node
	btreeHeight   = 24 // levels, more than any tree in a memory has
	btreeSlots    = 16 // a place is the number of a node, times this, and the number of an entry in it
)

// btreeWalk walks through a tree in order.
type btreeWalk struct {
	v        value.Value
	leaf     *symbols.Type
	internal *symbols.Type
	key, val *symbols.Type
	height   int
	path     []btreeStep // from the root on
	started  bool
	err      error // why there is no way on from the last entry
}

// btreeStep is a node on the way, and the entry in it that comes next.
type btreeStep struct {
	node uint64
	next int
	len  int
}

// newBTreeWalk returns a walk from the root.
func newBTreeWalk(v, m, root value.Value) (w *btreeWalk, problem string, err error) {
	// An Option of a root: the height and a pointer that is never null.
	ref := root.Strip()
	if some, ok := ref.Variant(); ok {
		if some.Err != nil {
			return nil, "", some.Err
		}
		if some.Name == "None" {
			return nil, "without a root", nil
		}
		ref = some.Value
	}
	height, err := number(ref, "height")
	if err != nil {
		return nil, "", err
	}
	node, err := deep(ref, "node")
	if err != nil {
		return nil, "", err
	}
	p, err := pointerIn(node)
	if err != nil {
		return nil, "", err
	}
	if height > btreeHeight {
		return nil, fmt.Sprintf("%d levels", height), nil
	}
	if p.addr == 0 {
		return nil, "without a root", nil
	}
	w = &btreeWalk{v: v, leaf: p.elem(), height: int(height), path: []btreeStep{{node: p.addr}}}
	w.key = container.TemplateType(m.Type(), "K", 0)
	w.val = container.TemplateType(m.Type(), "V", 1)
	parent, ok := v.At(p.addr, w.leaf).Member("parent")
	if !ok || w.key == nil {
		return nil, "", container.ErrLayout
	}
	w.internal = pointed(parent.Type(), "InternalNode<")
	return w, "", nil
}

// length reads the number of entries in a node.
func (w *btreeWalk) length(node uint64) (int, error) {
	n, err := number(w.v.At(node, w.leaf), "len")
	if err == nil && (n > btreeCapacity || n == 0) {
		err = fmt.Errorf("corrupt: the node at 0x%x has %d entries", node, n)
	}
	return int(n), err
}

// edge reads the address of a child of a node, and checks that the child knows its parent.
func (w *btreeWalk) edge(node uint64, i int) (uint64, error) {
	if w.internal == nil {
		return 0, fmt.Errorf("the type of the nodes is not known")
	}
	edges, ok := w.v.At(node, w.internal).Member("edges")
	if !ok {
		return 0, container.ErrLayout
	}
	child, err := raw(edges.Index(int64(i)))
	if err != nil {
		return 0, err
	}
	parent, err := raw(w.v.At(child, w.leaf).Path("parent"))
	if err == nil && parent != node {
		err = fmt.Errorf("corrupt: the node at 0x%x is below 0x%x, but says it is below 0x%x", child, node, parent)
	}
	return child, err
}

// descend goes down to the leaf before the next entry of the last step.
func (w *btreeWalk) descend() error {
	for len(w.path) <= w.height {
		last := w.path[len(w.path)-1]
		child, err := w.edge(last.node, last.next)
		if err != nil {
			return err
		}
		n, err := w.length(child)
		if err != nil {
			return err
		}
		w.path = append(w.path, btreeStep{node: child, len: n})
	}
	return nil
}

// next returns the place of the next entry.
func (w *btreeWalk) next() (uint64, bool, error) {
	if !w.started {
		w.started = true
		n, err := w.length(w.path[0].node)
		if err != nil {
			return 0, false, err
		}
		w.path[0].len = n
		if err := w.descend(); err != nil {
			return 0, false, err
		}
	}
	for w.err == nil && len(w.path) > 0 {
		last := &w.path[len(w.path)-1]
		if last.next >= last.len {
			w.path = w.path[:len(w.path)-1]
			continue
		}
		at := last.node*btreeSlots + uint64(last.next)
		last.next++
		w.err = w.descend()
		return at, true, nil
	}
	return 0, false, w.err
}

// child makes a child of the place of an entry.
func (w *btreeWalk) child(i int64, at uint64, isMap bool) value.Child {
	node, slot := w.v.At(at/btreeSlots, w.leaf), int64(at%btreeSlots)
	key := node.Path("keys").Index(slot).Cast(w.key)
	if !isMap {
		return value.Child{Name: container.Name(i), Value: key}
	}
	return value.Child{Name: container.Name(i), Value: node.Path("vals").Index(slot).Cast(w.val), Key: &key}
}
