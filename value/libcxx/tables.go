package libcxx

import (
	"math"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/value"
	"github.com/wdbg/wdbg/value/internal/container"
)

// hashTable shows unordered_map, unordered_multimap, unordered_set and unordered_multiset: all nodes are in one list.
func hashTable(v value.Value) (value.Shown, error) {
	t, err := member(v, "__table_")
	if err != nil {
		return value.Shown{}, err
	}
	first, err := member(t, "__first_node_", "__p1_")
	if err != nil {
		return value.Shown{}, err
	}
	size, err := number(t, "__size_", "__p2_")
	if err != nil {
		return value.Shown{}, err
	}
	at, err := number(first, "__next_")
	if err != nil {
		return value.Shown{}, err
	}
	base := first.Strip().Type()
	node, err := hashNode(v, base)
	if err != nil {
		return value.Shown{}, err
	}
	if factor, err := member(t, "__max_load_factor_", "__p3_"); err == nil {
		if f, err := factor.Float(); err == nil && (math.IsNaN(f) || f <= 0) {
			if size == 0 && at == 0 && f == 0 {
				return value.Shown{Note: "not initialized: the greatest load factor is 0"}, nil
			}
			return container.Invalid("size %d, but the greatest load factor is %v", size, f), nil
		}
	}
	if (size == 0) != (at == 0) {
		return container.Invalid("size %d, but the first node is 0x%x", size, at), nil
	}
	if problem := container.Fits(v.Context(), at, size, 2*pointerSize(v)); problem != "" {
		return container.Invalid("%s", problem), nil
	}
	shown, err := walked(v, &container.Walk{
		Count: int64(size), Of: v, Elem: node.elem, Child: entry(v, node),
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
	shown.Style = style(v.Type())
	return shown, err
}

// hashNode returns the layout of the nodes of a hash table.
func hashNode(v value.Value, base *symbols.Type) (nodeLayout, error) {
	if pointer := container.TemplateType(base, "_NodePtr", 0).Strip(); pointer != nil && pointer.Kind == symbols.KindPointer {
		if n, ok := layoutOf(v, pointer.Elem()); ok {
			return n, nil
		}
	}
	// A node is a pointer, a hash, and the element.
	return behind(v, uint64(2*pointerSize(v)), allocatorOf(v))
}
