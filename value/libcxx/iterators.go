package libcxx

import (
	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/value"
	"github.com/wdbg/wdbg/value/internal/container"
)

// Iterators are shown as where they are. What is there is a child: that it is an element cannot be told, as the end of
// a sequence is no different.

// pointerIterator shows an iterator that is a pointer.
func pointerIterator(v value.Value) (value.Shown, error) {
	pointer, err := member(v, "__i_", "__i", "__current_", "__ptr_")
	if err != nil {
		return value.Shown{}, err
	}
	return wrap(value.Child{Name: "pointer", Value: pointer}), nil
}

// bitIterator shows an iterator over bits.
func bitIterator(v value.Value) (value.Shown, error) {
	segment, err := number(v, "__seg_")
	if err != nil {
		return value.Shown{}, err
	}
	bit, err := number(v, "__ctz_")
	if err != nil {
		return value.Shown{}, err
	}
	if bit >= 64 {
		return container.Invalid("bit %d of a word", bit), nil
	}
	shown := value.Shown{Summary: hex(segment) + " bit " + container.Decimal(bit)}
	boolean := symbols.NewType(symbols.TypeInfo{Kind: symbols.KindBase, Name: "bool", Size: 1,
		Encoding: symbols.EncodingBool, Language: symbols.CPlusPlus}, nil, 0)
	shown.Children = value.List{{Name: "*it", Value: bitAt(v, boolean, segment+bit/8, bit%8)}}
	return shown, nil
}

// bitReference shows what vector<bool> has in place of references: the bit.
func bitReference(v value.Value) (value.Shown, error) {
	segment, err := number(v, "__seg_")
	if err != nil {
		return value.Shown{}, err
	}
	mask, err := number(v, "__mask_")
	if err != nil {
		return value.Shown{}, err
	}
	if mask == 0 || mask&(mask-1) != 0 {
		return container.Invalid("mask 0x%x", mask), nil
	}
	bit := uint64(0)
	for mask>>bit != 1 {
		bit++
	}
	boolean := symbols.NewType(symbols.TypeInfo{Kind: symbols.KindBase, Name: "bool", Size: 1,
		Encoding: symbols.EncodingBool, Language: symbols.CPlusPlus}, nil, 0)
	return wrap(value.Child{Name: "value", Value: bitAt(v, boolean, segment+bit/8, bit%8)}), nil
}

// nodeIterator shows an iterator that points to a node, of which the layout is known.
func nodeIterator(v value.Value, node nodeLayout, known bool) (value.Shown, error) {
	at, err := number(v, "__ptr_", "__node_")
	if err != nil {
		return value.Shown{}, err
	}
	shown := value.Shown{Summary: hex(at)}
	if known && at != 0 {
		shown.Children = value.List{{Name: "*it", Value: v.At(at+node.offset, node.elem)}}
	}
	return shown, nil
}

// listIterator shows an iterator over a list or forward_list.
func listIterator(v value.Value) (value.Shown, error) {
	if pointer := container.TemplateType(v.Type(), "_NodePtr", -1).Strip(); pointer != nil && pointer.Kind == symbols.KindPointer {
		node, ok := layoutOf(v, pointer.Elem())
		return nodeIterator(v, node, ok)
	}
	node, err := behind(v, uint64(2*pointerSize(v)), container.TemplateType(v.Type(), "_Tp", 0))
	return nodeIterator(v, node, err == nil)
}

// treeIterator shows an iterator over a map or set. That of the end points to a node which is not below another one.
func treeIterator(v value.Value) (value.Shown, error) {
	pointer := container.TemplateType(v.Type(), "_NodePtr", 1).Strip()
	if pointer == nil || pointer.Kind != symbols.KindPointer {
		return value.Shown{}, container.ErrLayout
	}
	node, known := layoutOf(v, pointer.Elem())
	at, err := number(v, "__ptr_")
	if err != nil {
		return value.Shown{}, err
	}
	if known && isTreeNode(v.At(at, pointer.Elem()), at) {
		return wrap(value.Child{Name: "*it", Value: v.At(at+node.offset, node.elem)}), nil
	}
	return nodeIterator(v, node, known)
}

// isTreeNode reports whether a node is the child of the one that it says is its parent.
func isTreeNode(node value.Value, at uint64) bool {
	parentMember, err := member(node, "__parent_")
	if err != nil {
		return false
	}
	parent := parentMember.Deref()
	if left, err := number(parent, "__left_"); parent.Err() == nil && err == nil && left == at {
		return true
	}
	// The type of a parent is that of a node only where it is not the end.
	parentAddr, ok := parent.Address()
	if !ok {
		return false
	}
	right, err := number(node.At(parentAddr, node.Type()), "__right_")
	return err == nil && right == at
}

// hashIterator shows an iterator over a hash table.
func hashIterator(v value.Value) (value.Shown, error) {
	pointer := container.TemplateType(v.Type(), "_NodePtr", 0).Strip()
	if pointer == nil || pointer.Kind != symbols.KindPointer {
		return value.Shown{}, container.ErrLayout
	}
	at, err := number(v, "__node_")
	if err != nil {
		return value.Shown{}, err
	}
	if at == 0 {
		return value.Shown{Summary: "end()"}, nil
	}
	node, known := layoutOf(v, pointer.Elem())
	if !known {
		return value.Shown{Summary: hex(at)}, nil
	}
	return wrap(value.Child{Name: "*it", Value: v.At(at+node.offset, node.elem)}), nil
}
