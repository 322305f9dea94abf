package rust

import (
	"fmt"
	"strings"

	"github.com/wdbg/wdbg/symbols"
	"github.com/wdbg/wdbg/value"
	"github.com/wdbg/wdbg/value/internal/container"
)

// buffer is what a Vec or VecDeque has its elements in.
type buffer struct {
	elem     *symbols.Type
	size     int64 // of an element
	addr     uint64
	capacity uint64
}

// bufferOf returns the buffer in a vector; problem is set if it cannot be one.
func bufferOf(v value.Value) (b buffer, problem string, err error) {
	b.elem = container.TemplateType(v.Type(), "T", 0)
	if b.elem == nil {
		return b, "", container.ErrLayout
	}
	if b.size, err = v.Context().SizeOf(b.elem); err != nil {
		return b, "", err
	}
	buf, ok := v.Member("buf")
	if !ok {
		return b, "", container.ErrLayout
	}
	ptr, err := deep(buf, "ptr")
	if err != nil {
		return b, "", err
	}
	p, err := pointerIn(ptr)
	if err != nil {
		return b, "", err
	}
	b.addr = p.addr
	if b.capacity, err = number(buf, "cap"); err != nil {
		return b, "", err
	}
	if b.size == 0 {
		b.capacity = 1<<64 - 1 // as the library counts it
		return b, "", nil
	}
	if b.addr == 0 {
		return b, "its buffer is a null pointer, which no vector has", nil
	}
	return b, container.Fits(v.Context(), b.addr, b.capacity, b.size), nil
}

// vec shows a Vec.
func vec(v value.Value) (value.Shown, error) {
	b, n, problem, err := vecParts(v)
	switch {
	case err != nil:
		return value.Shown{}, err
	case problem != "":
		return container.Invalid("%s", problem), nil
	}
	return list(v, b.elem, b.addr, n)
}

// vecParts returns the buffer and the length of a Vec.
func vecParts(v value.Value) (b buffer, n uint64, problem string, err error) {
	length, ok := v.Member("len")
	if !ok {
		return b, 0, "", container.ErrLayout
	}
	if length, err = scalar(length); err != nil {
		return b, 0, "", err
	}
	if n, err = length.Uint(); err != nil {
		return b, 0, "", err
	}
	if b, problem, err = bufferOf(v); err != nil || problem != "" {
		return b, n, problem, err
	}
	if n > b.capacity {
		problem = fmt.Sprintf("size %d, but room for %d", n, b.capacity)
	}
	return b, n, problem, nil
}

// stringOf shows String, OsString and PathBuf: a Vec of bytes.
func stringOf(v value.Value) (value.Shown, error) {
	bytes, ok := vecIn(v, maxNesting)
	if !ok {
		return value.Shown{}, container.ErrLayout
	}
	b, n, problem, err := vecParts(bytes.Strip())
	switch {
	case err != nil:
		return value.Shown{}, err
	case problem != "":
		return container.Invalid("%s", problem), nil
	case b.size != 1:
		return value.Shown{}, container.ErrLayout
	}
	return text(v, b.addr, n)
}

// vecIn returns the Vec in an object.
func vecIn(v value.Value, depth int) (value.Value, bool) {
	t := v.Strip().Type()
	if t != nil && strings.HasPrefix(t.Name, "Vec<") && t.Scope == "alloc::vec" {
		return v, true
	}
	if depth == 0 {
		return value.Value{}, false
	}
	for _, c := range v.Members() {
		if found, ok := vecIn(c.Value, depth-1); ok {
			return found, true
		}
	}
	return value.Value{}, false
}

// cString shows a CString: a Box of bytes, of which the last one is zero.
func cString(v value.Value) (value.Shown, error) {
	inner, ok := v.Member("inner")
	if !ok {
		return value.Shown{}, container.ErrLayout
	}
	p, err := pointerIn(inner)
	if err != nil {
		return value.Shown{}, err
	}
	if !p.isFat || p.isDyn {
		return value.Shown{}, container.ErrLayout
	}
	if p.meta == 0 {
		return container.Invalid("size 0, without the zero at the end"), nil
	}
	return text(v, p.addr, p.meta-1)
}

// vecDeque shows a VecDeque: a ring. Since Rust 1.67 it knows its first element, called head, and its length; before
// that its first element, called tail, and where the next one goes, called head.
func vecDeque(v value.Value) (value.Shown, error) {
	b, problem, err := bufferOf(v)
	switch {
	case err != nil:
		return value.Shown{}, err
	case problem != "":
		return container.Invalid("%s", problem), nil
	}
	head, err := number(v, "head")
	if err != nil {
		return value.Shown{}, err
	}
	r := ring{v: v, buffer: b, first: head}
	if _, ok := v.Member("tail"); !ok {
		if r.n, err = number(v, "len"); err != nil {
			return value.Shown{}, err
		}
		return r.shown(0)
	}
	if r.first, err = number(v, "tail"); err != nil {
		return value.Shown{}, err
	}
	if b.size > 0 && (b.capacity == 0 || b.capacity&(b.capacity-1) != 0) {
		return container.Invalid("room for %d, which is no power of two", b.capacity), nil
	}
	if r.n = head - r.first; r.first > head {
		r.n += b.capacity
	}
	return r.shown(head)
}

// ring are the elements of a VecDeque.
type ring struct {
	v value.Value
	buffer
	first, n uint64
}

// shown shows the elements, if the indices can be true.
func (r ring) shown(head uint64) (value.Shown, error) {
	switch {
	case r.size == 0:
	case r.n > r.capacity:
		return container.Invalid("size %d, but room for %d", r.n, r.capacity), nil
	case r.n > 0 && (r.first >= r.capacity || head > r.capacity):
		return container.Invalid("first element %d, but room for %d", r.first, r.capacity), nil
	}
	return value.Shown{Summary: container.Size(r.n), Style: value.StyleList, Children: r}, nil
}

func (r ring) Len() (int64, bool) { return int64(min(r.n, 1<<62)), true }

func (r ring) Slice(from, n int64) []value.Child {
	if from < 0 || n <= 0 {
		return nil
	}
	var out []value.Child
	for i := uint64(from); i < r.n && i < uint64(from)+uint64(min(n, maxPage)); i++ {
		at := r.first + i
		if at >= r.capacity {
			at -= r.capacity
		}
		out = append(out, value.Child{Name: container.Name(int64(i)), Value: r.v.At(r.addr+at*uint64(r.size), r.elem)})
	}
	return out
}

// maxPage bounds the children of a page.
const maxPage = 1 << 16

// linkedList shows a LinkedList.
func linkedList(v value.Value) (value.Shown, error) {
	n, err := number(v, "len")
	if err != nil {
		return value.Shown{}, err
	}
	head, ok := v.Member("head")
	if !ok {
		return value.Shown{}, container.ErrLayout
	}
	node := pointed(head.Type(), "Node<")
	if node == nil {
		return value.Shown{}, container.ErrLayout
	}
	at, err := raw(head)
	if err != nil {
		return value.Shown{}, err
	}
	if (n == 0) != (at == 0) {
		return container.Invalid("size %d, but the first node is 0x%x", n, at), nil
	}
	if size, err := v.Context().SizeOf(node); err == nil {
		if problem := container.Fits(v.Context(), at, n, size); problem != "" {
			return container.Invalid("%s", problem), nil
		}
	}
	prev := uint64(0)
	w := &container.Walk{Count: int64(n), Of: v, Elem: container.TemplateType(v.Type(), "T", 0)}
	w.Next = func() (uint64, bool, error) {
		if at == 0 {
			return 0, false, nil
		}
		here := v.At(at, node)
		back, err := raw(here.Path("prev"))
		if err != nil {
			return 0, false, err
		}
		if back != prev {
			return 0, false, fmt.Errorf("corrupt: the node at 0x%x is after 0x%x, but says it is after 0x%x", at, prev, back)
		}
		prev = at
		at, err = raw(here.Path("next"))
		return prev, err == nil, err
	}
	w.Child = func(i int64, addr uint64) value.Child {
		return value.Child{Name: container.Name(i), Value: v.At(addr, node).Path("element")}
	}
	return value.Shown{Summary: container.Size(n), Style: value.StyleList, Children: w}, nil
}

// pointed returns the type of a name's beginning that a type, an Option of a NonNull or the like, points to: by the
// generic arguments, since members may be in variants.
func pointed(t *symbols.Type, prefix string) *symbols.Type {
	for range maxNesting {
		t = t.Strip()
		switch {
		case t == nil:
			return nil
		case t.Kind == symbols.KindPointer:
			t = t.Elem()
		case strings.HasPrefix(t.Name, prefix):
			return t
		default:
			t = argument(t)
		}
	}
	return nil
}

// argument returns the generic argument T of a type; an enum's variants have it.
func argument(t *symbols.Type) *symbols.Type {
	if a := container.TemplateType(t, "T", 0); a != nil {
		return a
	}
	d := t.Details()
	if d.Variants == nil {
		return nil
	}
	for _, variant := range d.Variants.Variants {
		for _, m := range variant.Members {
			if a := container.TemplateType(m.Type.Strip(), "T", 0); a != nil {
				return a
			}
		}
	}
	return nil
}
