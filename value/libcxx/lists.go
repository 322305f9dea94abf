package libcxx

import (
	"fmt"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/value"
	"github.com/wdbg/wdbg/value/internal/container"
)

// list shows a doubly linked list: a ring of nodes of which one, without an element, is in the list itself.
func list(v value.Value) (value.Shown, error) {
	end, err := member(v, "__end_")
	if err != nil {
		return value.Shown{}, err
	}
	size, err := number(v, "__size_", "__size_alloc_")
	if err != nil {
		return value.Shown{}, err
	}
	next, err := number(end, "__next_")
	if err != nil {
		return value.Shown{}, err
	}
	last, err := number(end, "__prev_")
	if err != nil {
		return value.Shown{}, err
	}
	ring, ok := end.Address()
	if !ok {
		return value.Shown{Summary: container.Size(size), Note: "its nodes cannot be followed: it is not in memory as a whole"}, nil
	}
	node, err := listNode(v, end)
	if err != nil {
		return value.Shown{}, err
	}
	switch {
	case next == 0 && last == 0:
		return notInitialized(), nil
	case (size == 0) != (next == ring):
		return container.Invalid("size %d, but the first node is 0x%x and the end is 0x%x", size, next, ring), nil
	}
	if problem := container.Fits(v.Context(), next, size, 2*pointerSize(v)); problem != "" && size > 0 {
		return container.Invalid("%s", problem), nil
	}
	base := end.Strip().Type()
	prev, at := ring, next
	return walked(v, &container.Walk{
		Count: int64(size), Of: v, Elem: node.elem, Child: node.child(v),
		Next: func() (uint64, bool, error) {
			if at == ring {
				return 0, false, nil
			}
			links := v.At(at, base)
			back, err := number(links, "__prev_")
			if err != nil {
				return 0, false, err
			}
			if back != prev {
				return 0, false, fmt.Errorf("corrupt: the node at %s is after %s, but says it is after %s", hex(at), hex(prev), hex(back))
			}
			prev = at
			at, err = number(links, "__next_")
			return prev, true, err
		},
	})
}

// notInitialized is what is shown of a container all of whose pointers are null: one that has been constructed points at least
// to its own end.
func notInitialized() value.Shown {
	return value.Shown{Note: "not initialized: it has no nodes, not even the end"}
}

// checked is the number of elements up to which a walk is made at once, to tell what is wrong before the elements are shown.
const checked = 256

// walked shows the elements of a walk.
func walked(v value.Value, w *container.Walk) (value.Shown, error) {
	shown := value.Shown{Style: value.StyleList, Children: w}
	switch n, all := w.Known(checked); {
	case w.Count >= 0:
		shown.Summary = container.Size(w.Count)
	case all:
		shown.Summary = container.Size(n)
	case w.Broken() == nil:
		shown.Summary = fmt.Sprintf("size>%d", n-1)
	}
	return shown, nil
}

// nodeLayout says where in a node its element is.
type nodeLayout struct {
	elem   *symbols.Type
	offset uint64
}

// child returns what makes children of nodes.
func (n nodeLayout) child(v value.Value) func(int64, uint64) value.Child {
	return func(i int64, node uint64) value.Child {
		return value.Child{Name: container.Name(i), Value: v.At(node+n.offset, n.elem)}
	}
}

// layoutOf finds the element in a type of nodes. ok is false where the type is not known enough.
func layoutOf(v value.Value, node *symbols.Type) (nodeLayout, bool) {
	node = v.Context().Complete(node.Strip())
	if node == nil || node.Incomplete {
		return nodeLayout{}, false
	}
	// Any address will do: the members' addresses are only compared with it.
	element, ok := v.At(0, node).Member("__value_")
	if !ok {
		return nodeLayout{}, false
	}
	addr, ok := element.Address()
	return nodeLayout{elem: element.Type(), offset: addr}, ok
}

// behind returns the layout of nodes of which the type is not known: an element after links of a size.
func behind(v value.Value, links uint64, elem *symbols.Type) (nodeLayout, error) {
	if elem == nil {
		return nodeLayout{}, container.ErrLayout
	}
	if size, err := v.Context().SizeOf(elem); err != nil || size < 0 {
		return nodeLayout{}, container.ErrLayout
	}
	return nodeLayout{elem: elem, offset: container.AlignUp(links, container.AlignOf(v.Context(), elem))}, nil
}

// allocated returns the type that the allocator in a member of a container makes room for: its nodes.
func allocated(v value.Value, names ...string) *symbols.Type {
	m, err := member(v, names...)
	if err != nil {
		return nil
	}
	return container.TemplateType(m.Strip().Type(), "_Tp", 0)
}

// listNode returns the layout of a list's nodes.
func listNode(v, end value.Value) (nodeLayout, error) {
	if n, ok := layoutOf(v, allocated(v, "__node_alloc_")); ok {
		return n, nil
	}
	links, err := end.Size()
	if err != nil {
		return nodeLayout{}, err
	}
	return behind(v, uint64(links), container.TemplateType(v.Type(), "_Tp", 0))
}

// forwardList shows a singly linked list, which does not say how long it is.
func forwardList(v value.Value) (value.Shown, error) {
	before, err := member(v, "__before_begin_")
	if err != nil {
		return value.Shown{}, err
	}
	nextMember, err := member(before, "__next_")
	if err != nil {
		return value.Shown{}, err
	}
	at, err := nextMember.Uint()
	if err != nil {
		return value.Shown{}, err
	}
	nodeType, err := pointee(nextMember)
	if err != nil {
		return value.Shown{}, err
	}
	node, ok := layoutOf(v, nodeType)
	if !ok {
		if node, err = behind(v, uint64(pointerSize(v)), container.TemplateType(v.Type(), "_Tp", 0)); err != nil {
			return value.Shown{}, err
		}
	}
	base := before.Strip().Type()
	return walked(v, &container.Walk{
		Count: -1, Of: v, Elem: node.elem, Child: node.child(v),
		Next: func() (uint64, bool, error) {
			if at == 0 {
				return 0, false, nil
			}
			here := at
			var err error
			at, err = number(v.At(here, base), "__next_")
			return here, err == nil, err
		},
	})
}

// pointerSize returns the size of an address in bytes.
func pointerSize(v value.Value) int64 {
	if c := v.Context(); c != nil && c.PointerSize == 8 {
		return 8
	}
	return 4
}
