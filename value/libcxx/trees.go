package libcxx

import (
	"fmt"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/value"
	"github.com/wdbg/wdbg/value/internal/container"
)

// tree shows map, multimap, set and multiset: a red-black tree whose root is the left child of a node without an
// element in the container itself.
func tree(v value.Value) (value.Shown, error) {
	t, err := member(v, "__tree_")
	if err != nil {
		return value.Shown{}, err
	}
	size, err := number(t, "__size_", "__pair3_")
	if err != nil {
		return value.Shown{}, err
	}
	first, err := number(t, "__begin_node_")
	if err != nil {
		return value.Shown{}, err
	}
	end, err := member(t, "__end_node_", "__pair1_")
	if err != nil {
		return value.Shown{}, err
	}
	root, err := number(end, "__left_")
	if err != nil {
		return value.Shown{}, err
	}
	w := treeWalk{v: v, end: end}
	if w.base, err = pointeeOf(end, "__left_"); err != nil {
		return value.Shown{}, err
	}
	node, err := treeNode(v, t, w.base)
	if err != nil {
		return value.Shown{}, err
	}
	endAddr, ok := end.Address()
	if !ok {
		return value.Shown{Summary: container.Size(size), Note: "its nodes cannot be followed: it is not in memory as a whole"}, nil
	}
	switch {
	case first == 0 && root == 0:
		return notInitialized(), nil
	case (size == 0) != (root == 0) || (size == 0) != (first == endAddr):
		return container.Invalid("size %d, root 0x%x, first node 0x%x", size, root, first), nil
	}
	if problem := container.Fits(v.Context(), first, size, 3*pointerSize(v)); problem != "" && size > 0 {
		return container.Invalid("%s", problem), nil
	}
	w.endAddr, w.first, w.root = endAddr, first, root
	shown, err := walked(v, &container.Walk{Count: int64(size), Of: v, Elem: node.elem, Child: entry(v, node), Next: w.next})
	shown.Style = style(v.Type())
	return shown, err
}

// style is how the elements of an associative container are shown.
func style(t *symbols.Type) value.Style {
	switch name, _ := libraryName(t); name {
	case "map", "multimap", "unordered_map", "unordered_multimap":
		return value.StyleMap
	}
	return value.StyleSet
}

// pointeeOf returns the type that a pointer in a member points to.
func pointeeOf(v value.Value, name string) (*symbols.Type, error) {
	m, err := member(v, name)
	if err != nil {
		return nil, err
	}
	return pointee(m)
}

// treeNode returns the layout of a tree's nodes.
func treeNode(v, t value.Value, base *symbols.Type) (nodeLayout, error) {
	if n, ok := layoutOf(v, allocated(t, "__node_alloc_", "__pair1_")); ok {
		return n, nil
	}
	// A node is three pointers, a colour, and the element.
	links := uint64(3*pointerSize(v)) + 1
	elem := allocatorOf(v)
	return behind(v, links, elem)
}

// allocatorOf returns what the allocator in a container's template arguments makes room for: its elements.
func allocatorOf(v value.Value) *symbols.Type {
	a := container.TemplateType(v.Type(), "_Allocator", -1)
	if a == nil {
		a = container.TemplateType(v.Type(), "_Alloc", -1)
	}
	return container.TemplateType(a.Strip(), "_Tp", 0)
}

// entry returns what makes children of the nodes of an associative container: the keys of maps are set apart.
func entry(v value.Value, node nodeLayout) func(int64, uint64) value.Child {
	return func(i int64, addr uint64) value.Child {
		element := v.At(addr+node.offset, node.elem)
		if style(v.Type()) != value.StyleMap {
			return value.Child{Name: container.Name(i), Value: element}
		}
		for _, name := range []string{"__cc_", "__cc"} {
			if pair, ok := element.Member(name); ok {
				element = pair
			}
		}
		first, ok := element.Member("first")
		second, ok2 := element.Member("second")
		if !ok || !ok2 {
			return value.Child{Name: container.Name(i), Value: element}
		}
		return value.Child{Name: container.Name(i), Value: second, Key: &first}
	}
}

// treeWalk goes through a tree in order. Every step down is checked by the way back up.
type treeWalk struct {
	v       value.Value
	end     value.Value
	base    *symbols.Type // of the links of nodes
	endAddr uint64
	first   uint64
	root    uint64
	at      uint64 // the last node; 0 before the first one
}

// maxTreeDepth is more than the depth of any red-black tree in a memory of 2^64 bytes.
const maxTreeDepth = 128

func (w *treeWalk) next() (uint64, bool, error) {
	var err error
	if w.at == 0 {
		w.at, err = w.leftmost(w.endAddr, w.root)
		if err == nil && w.at != w.first {
			err = fmt.Errorf("corrupt: the first node is %s, but the leftmost one is %s", hex(w.first), hex(w.at))
		}
	} else {
		w.at, err = w.successor(w.at)
	}
	return w.at, err == nil && w.at != w.endAddr, err
}

// links reads the pointers of a node.
func (w *treeWalk) links(node uint64) (left, right, parent uint64, err error) {
	n := w.v.At(node, w.base)
	if left, err = number(n, "__left_"); err != nil {
		return
	}
	if right, err = number(n, "__right_"); err != nil {
		return
	}
	parent, err = number(n, "__parent_")
	return
}

// leftmost goes down to the left from a child of a node.
func (w *treeWalk) leftmost(parent, node uint64) (uint64, error) {
	for range maxTreeDepth {
		left, _, up, err := w.links(node)
		if err != nil {
			return 0, err
		}
		if up != parent {
			return 0, fmt.Errorf("corrupt: the node at %s is below %s, but says it is below %s", hex(node), hex(parent), hex(up))
		}
		if left == 0 {
			return node, nil
		}
		parent, node = node, left
	}
	return 0, fmt.Errorf("corrupt: more than %d levels", maxTreeDepth)
}

// successor returns the node after another one, or the end.
func (w *treeWalk) successor(node uint64) (uint64, error) {
	_, right, parent, err := w.links(node)
	if err != nil {
		return 0, err
	}
	if right != 0 {
		return w.leftmost(node, right)
	}
	for range maxTreeDepth {
		if parent == w.endAddr {
			// The root has no parent but the end.
			if node != w.root {
				return 0, fmt.Errorf("corrupt: the root is %s, not %s", hex(w.root), hex(node))
			}
			return w.endAddr, nil
		}
		left, right, up, err := w.links(parent)
		switch {
		case err != nil:
			return 0, err
		case left == node:
			return parent, nil
		case right != node:
			return 0, fmt.Errorf("corrupt: the node at %s says it is below %s, which has no such child", hex(node), hex(parent))
		}
		node, parent = parent, up
	}
	return 0, fmt.Errorf("corrupt: more than %d levels", maxTreeDepth)
}
