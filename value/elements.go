package value

import (
	"math"

	"github.com/wdbg/wdbg/symbols"
)

// Len returns the number of elements of an array or vector, in its outermost dimension; false where it is not known, as
// of a flexible array or of what a pointer points to. References are followed.
func (v Value) Len() (int64, bool) {
	v = v.object()
	if v.err != nil || v.typ == nil || v.typ.Kind != symbols.KindArray && v.typ.Kind != symbols.KindVector {
		return 0, false
	}
	if len(v.typ.Dims) == 0 {
		return 0, false
	}
	n, known, err := v.ctx.count(&v.typ.Dims[0])
	return n, known && err == nil
}

// Index returns an element of an array or vector, of its outermost dimension, counted from 0 whatever the lower bound is;
// of a pointer, what it points to as an array. The index is not compared with the length. References are followed.
func (v Value) Index(i int64) Value {
	v = v.object()
	if v.err != nil {
		return v
	}
	elem, err := v.element()
	if err != nil {
		return v.fail(err)
	}
	first := v
	if v.typ.Kind == symbols.KindPointer {
		first = v.Deref()
	}
	size, err := v.ctx.SizeOf(elem)
	if err != nil {
		return Failed(v.ctx, elem, err)
	}
	if size != 0 && (i > math.MaxInt64/size || i < math.MinInt64/size) {
		return Failed(v.ctx, elem, malformed("element %d of %d bytes", i, size))
	}
	return first.sub(elem, i*size)
}

// element returns the type of the elements of a stripped value.
func (v Value) element() (*symbols.Type, error) {
	if v.typ != nil {
		switch v.typ.Kind {
		case symbols.KindPointer:
			return v.typ.Elem(), nil
		case symbols.KindArray, symbols.KindVector:
			if len(v.typ.Dims) < 2 {
				return v.typ.Elem(), nil
			}
			info := v.typ.TypeInfo
			info.Dims, info.Size = info.Dims[1:], -1
			return symbols.NewType(info, derived{v.typ.Elem()}, 0), nil
		}
	}
	return nil, unsupported("%s has no elements", v.typ.String())
}

// Elements returns n objects, one after the other, of which first is the first, as children with names "[0]", "[1]".
func Elements(first Value, n int64) Children { return elements{first: first, n: max(n, 0)} }

// elements are the elements of an array.
type elements struct {
	first Value
	n     int64
	lower int64 // the first one's index
}

func (e elements) Len() (int64, bool) { return e.n, true }

// Slice reads the elements of a page at once.
func (e elements) Slice(from, n int64) []Child {
	if from < 0 || from >= e.n || n <= 0 {
		return nil
	}
	n = min(n, e.n-from, maxPage)
	size, err := e.first.Size()
	if err != nil || size > 0 && from+n > math.MaxInt64/size {
		return []Child{{Name: indexName(e.lower + from), Value: e.first.fail(err)}}
	}
	page := e.first.sub(e.first.typ, from*size)
	if bytes := n * size; page.inMemory && len(page.snap) == 0 && bytes > 0 && bytes <= maxPageBytes {
		page.snap, _ = page.ctx.Read(page.at, uint64(bytes))
	}
	out := make([]Child, n)
	for i := range n {
		out[i] = Child{Name: indexName(e.lower + from + i), Value: page.sub(page.typ, i*size)}
	}
	return out
}

// maxPage bounds the elements of a page, maxPageBytes the bytes that are read at once for them.
const (
	maxPage      = 1 << 16
	maxPageBytes = 1 << 20
)

// Run returns how many elements from one on have the same bytes; whole is false where that is only as far as the
// budget of bytes to compare went.
func (e elements) Run(from int64, budget *int64) (run int64, whole bool) {
	size, err := e.first.Size()
	if err == nil && size == 0 {
		return e.n - from, true
	}
	if err != nil || size > maxSnapshot || from >= e.n {
		return 1, true
	}
	want, err := e.at(from, 1, size)
	if err != nil {
		return 1, true
	}
	run = 1
	for chunk := int64(16); from+run < e.n; chunk *= 4 {
		chunk = max(chunk, 1)
		n := min(chunk, e.n-from-run, max(1, maxPageBytes/size))
		if *budget -= n * size; *budget < 0 || e.first.ctx.Stopped() != nil {
			return run, false
		}
		b, err := e.at(from+run, n, size)
		if err != nil {
			if n == 1 {
				break
			}
			chunk = 0 // some may be readable: one by one
			continue
		}
		same := sameUnits(b, want)
		if run += same; same < n {
			break
		}
	}
	return run, true
}

func (e elements) at(from, n, size int64) ([]byte, error) {
	if from+n > math.MaxInt64/size {
		return nil, malformed("array of %d elements of %d bytes", e.n, size)
	}
	return e.first.sub(e.first.typ, from*size).readBytes(uint64(n * size))
}

// sameUnits returns how many units at the beginning of b equal one.
func sameUnits(b, unit []byte) (n int64) {
	for len(b) >= len(unit) && string(b[:len(unit)]) == string(unit) {
		b = b[len(unit):]
		n++
	}
	return n
}
