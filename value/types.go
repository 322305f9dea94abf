package value

import (
	"math"

	"github.com/wdbg/wdbg/symbols"
)

// maxDepth bounds how deep types nest where a walk goes down by itself: typedefs, bases, dimensions.
const maxDepth = 64

// strip returns a type without typedefs and qualifiers, defined where the definition is known; nil is void.
// The error is about a circular type.
func (c *Context) strip(t *symbols.Type) (*symbols.Type, error) {
	for range maxDepth {
		if t == nil {
			return nil, nil
		}
		switch t.Kind {
		case symbols.KindTypedef, symbols.KindConst, symbols.KindVolatile, symbols.KindRestrict, symbols.KindAtomic:
			t = t.Elem()
		default:
			return c.Complete(t), nil
		}
	}
	return nil, malformed("circular type %s", t.QualifiedName())
}

// Complete returns the definition of a type that is only declared, where it is known; else the type.
func (c *Context) Complete(t *symbols.Type) *symbols.Type {
	if t == nil || !t.Incomplete || c == nil || c.Types == nil {
		return t
	}
	for _, d := range c.Types(t.QualifiedName()) {
		if d != nil && !d.Incomplete && d.Kind == t.Kind || sameClass(d, t) {
			return d
		}
	}
	return t
}

// sameClass reports whether two types are a structure and a class, which may declare one another.
func sameClass(d, t *symbols.Type) bool {
	class := func(t *symbols.Type) bool {
		return t != nil && (t.Kind == symbols.KindStruct || t.Kind == symbols.KindClass)
	}
	return class(d) && class(t) && !d.Incomplete
}

// SizeOf returns the size of a type in bytes. It reads the machine for arrays whose length is computed.
func (c *Context) SizeOf(t *symbols.Type) (int64, error) { return c.sizeOf(t, maxDepth) }

func (c *Context) sizeOf(t *symbols.Type, depth int) (int64, error) {
	if depth == 0 {
		return 0, malformed("circular type")
	}
	t, err := c.strip(t)
	if err != nil {
		return 0, err
	}
	if t == nil || t.Kind == symbols.KindVoid {
		return 0, nil
	}
	switch t.Kind {
	case symbols.KindPointer, symbols.KindReference, symbols.KindRvalueRef:
		if t.Size <= 0 || t.Size > 8 {
			return c.pointerSize(), nil
		}
	case symbols.KindArray, symbols.KindVector:
		return c.sizeOfArray(t, depth)
	case symbols.KindEnum:
		if t.Size <= 0 && t.Elem() != nil {
			return c.sizeOf(t.Elem(), depth-1)
		}
	case symbols.KindWasmRef, symbols.KindFunc:
		return 0, nil
	}
	if t.Incomplete {
		return 0, unsupported("%s is only declared", t.String())
	}
	if t.Size < 0 {
		return 0, unsupported("the size of %s is unknown", t.String())
	}
	return t.Size, nil
}

// sizeOfArray multiplies the dimensions; an array of unknown length has size 0.
func (c *Context) sizeOfArray(t *symbols.Type, depth int) (int64, error) {
	size, err := c.sizeOf(t.Elem(), depth-1)
	if err != nil {
		return 0, err
	}
	if len(t.Dims) == 0 {
		return max(t.Size, 0), nil
	}
	if t.Kind == symbols.KindVector && t.Size > 0 {
		return t.Size, nil // three elements take the room of four
	}
	for i := range t.Dims {
		n, known, err := c.count(&t.Dims[i])
		if err != nil {
			return 0, err
		}
		if !known {
			return 0, nil
		}
		if size > 0 && n > math.MaxInt64/size {
			return 0, malformed("array of %d elements of %d bytes", n, size)
		}
		size *= n
	}
	return size, nil
}

// count returns the number of elements of a dimension; known is false for a flexible array.
func (c *Context) count(d *symbols.Dim) (n int64, known bool, err error) {
	if d.Count >= 0 {
		return d.Count, true, nil
	}
	if d.Dynamic == nil {
		return 0, false, nil
	}
	if c == nil || c.Machine == nil {
		return 0, false, &symbols.Unavailable{Reason: symbols.NoState, Detail: "there is no machine to read from"}
	}
	if n, err = d.Dynamic(c.Machine); err != nil {
		return 0, false, err
	}
	if n < 0 {
		return 0, false, malformed("array of %d elements", n)
	}
	return n, true, nil
}

// derived makes a type of another one, which is its Elem.
type derived struct{ elem *symbols.Type }

func (d derived) LoadElem(*symbols.Type, uint64) *symbols.Type      { return d.elem }
func (d derived) LoadDetails(*symbols.Type, uint64) symbols.Details { return symbols.Details{} }

// PointerTo returns the type of a pointer to a type.
func (c *Context) PointerTo(t *symbols.Type) *symbols.Type {
	info := symbols.TypeInfo{Kind: symbols.KindPointer, Size: c.pointerSize()}
	if t != nil {
		info.Language = t.Language
	}
	return symbols.NewType(info, derived{t}, 0)
}

// ArrayOf returns the type of an array of n elements of a type.
func (c *Context) ArrayOf(t *symbols.Type, n int64) *symbols.Type {
	info := symbols.TypeInfo{Kind: symbols.KindArray, Size: -1, Dims: []symbols.Dim{{Count: n}}}
	if t != nil {
		info.Language = t.Language
	}
	return symbols.NewType(info, derived{t}, 0)
}

// isReference reports whether a type, stripped, is a reference.
func isReference(t *symbols.Type) bool {
	return t != nil && (t.Kind == symbols.KindReference || t.Kind == symbols.KindRvalueRef)
}

// isCompound reports whether a type, stripped, has members.
func isCompound(t *symbols.Type) bool {
	return t != nil && (t.Kind == symbols.KindStruct || t.Kind == symbols.KindClass || t.Kind == symbols.KindUnion)
}
