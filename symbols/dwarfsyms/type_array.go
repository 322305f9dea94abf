package dwarfsyms

import (
	"fmt"
	"math"

	"github.com/wdbg/wdbg/dwarf"
	"github.com/wdbg/wdbg/symbols"
)

// maxDims bounds the dimensions of an array.
const maxDims = 64

// arrayInfo reads an array or vector type (DWARF 5 §5.5).
func (s *Source) arrayInfo(e *dwarf.Entry, info *symbols.TypeInfo, in *frameScope) {
	info.Dims = s.dims(e, in)
	if !e.Attr(dwarf.AttrGNUVector).Flag() {
		return
	}
	info.Kind = symbols.KindVector
}

// dims returns the dimensions of an array, the outermost first.
func (s *Source) dims(e *dwarf.Entry, in *frameScope) []symbols.Dim {
	var dims []symbols.Dim
	for child, err := range e.Children() {
		if err != nil {
			s.report(err)
			break
		}
		switch child.Tag() {
		case dwarf.TagSubrangeType, dwarf.TagGenericSubrange:
			dims = append(dims, s.dim(&child, in))
		case dwarf.TagEnumerationType:
			dims = append(dims, s.enumDim(&child))
		}
		if len(dims) >= maxDims {
			break
		}
	}
	return dims
}

// dim reads a dimension.
func (s *Source) dim(e *dwarf.Entry, in *frameScope) symbols.Dim {
	d := symbols.Dim{Lower: s.lowerBound(e), Count: -1}
	count, upper := e.Attr(dwarf.AttrCount), e.Attr(dwarf.AttrUpperBound)
	switch {
	case count.Present():
		if n, ok := constCount(count); ok {
			d.Count = n
		} else if isComputed(count) {
			d.Dynamic = s.dynamic(count, in, 0)
		}
	case upper.Present():
		if n, ok := bound(upper); ok {
			if d.Count = n - d.Lower + 1; d.Count < 0 || n > math.MaxInt64/2 || d.Lower < math.MinInt64/2 {
				d.Count = -1
			}
		} else if isComputed(upper) {
			d.Dynamic = s.dynamic(upper, in, 1-d.Lower)
		}
	}
	return d
}

// enumDim is a dimension whose indices are an enumeration's.
func (s *Source) enumDim(e *dwarf.Entry) symbols.Dim {
	d := symbols.Dim{}
	for child, err := range e.Children() {
		if err == nil && child.Tag() == dwarf.TagEnumerator {
			d.Count++
		}
	}
	return d
}

// constCount returns a count that is a constant; ok is false for a negative one, which stands for an unknown count.
func constCount(v dwarf.Value) (int64, bool) {
	n, ok := v.Uint()
	return int64(n), ok && int64(n) >= 0
}

// bound returns a bound that is a constant. The forms of fixed size have no sign, but all bits set is -1: an empty array.
func bound(v dwarf.Value) (int64, bool) {
	n, ok := v.Uint()
	if !ok {
		return 0, false
	}
	if i, _ := v.Int(); i == -1 && (n == math.MaxUint32 || n == math.MaxUint64) {
		return -1, true
	}
	return int64(n), true
}

// isComputed reports whether a value is that of another entry, or of an expression.
func isComputed(v dwarf.Value) bool { return v.IsRef() || v.IsBlock() || v.IsList() }

// lowerBound returns the first index of a dimension: where it is not said, what the language begins with (DWARF 5 §7.12).
func (s *Source) lowerBound(e *dwarf.Entry) int64 {
	if n, ok := bound(e.Attr(dwarf.AttrLowerBound)); ok {
		return n
	}
	if s.language(e.Unit()) == symbols.Fortran {
		return 1
	}
	return 0
}

// dynamic returns a function that computes a count: what the value says, plus add.
func (s *Source) dynamic(v dwarf.Value, in *frameScope, add int64) func(symbols.Machine) (int64, error) {
	return func(m symbols.Machine) (int64, error) {
		if in == nil {
			return 0, &symbols.Unavailable{Reason: symbols.Unsupported, Detail: "the length is that of a variable of the function"}
		}
		n, err := in.number(v, m)
		if err != nil {
			return 0, err
		}
		if n < -1 || n > math.MaxInt32*1024 { // no memory is as large
			return 0, &symbols.Unavailable{Reason: symbols.Malformed, Detail: fmt.Sprintf("array of length %d", n)}
		}
		return max(n+add, 0), nil
	}
}

// arraySize returns the size of an array whose dimensions are known, else -1.
func (s *Source) arraySize(e *dwarf.Entry, depth int) int64 {
	target, ok, err := s.target(e)
	if err != nil || !ok {
		return -1
	}
	size := s.sizeOf(&target, depth-1)
	if stride, ok := e.Attr(dwarf.AttrByteStride).Uint(); ok && stride <= math.MaxInt64 {
		size = int64(stride)
	}
	dims := s.dims(e, nil)
	if size < 0 || len(dims) == 0 {
		return -1
	}
	for _, d := range dims {
		if d.Count < 0 || size > 0 && d.Count > math.MaxInt64/size {
			return -1
		}
		size *= d.Count
	}
	return size
}

// arrayProblem says what is wrong with an array, nil if nothing is.
func (s *Source) arrayProblem(e *dwarf.Entry) error {
	target, ok, err := s.target(e)
	if err != nil || !ok {
		return fmt.Errorf("array at 0x%x: the type of its elements is missing", e.Off)
	}
	size, elem := s.sizeOf(e, maxTypeDepth), s.sizeOf(&target, maxTypeDepth)
	stride, ok := e.Attr(dwarf.AttrByteStride).Uint()
	switch {
	case e.Has(attrBitStride), ok && elem >= 0 && stride != uint64(elem):
		return fmt.Errorf("array at 0x%x: its elements are not as far apart as they are long, which is not supported", e.Off)
	case size > 0 && uint64(size) > maxAddress(e.Unit().AddrSize()):
		return fmt.Errorf("array at 0x%x: %d bytes are more than there are addresses", e.Off, size)
	}
	return nil
}

// maxAddress returns the greatest address of size bytes.
func maxAddress(size int) uint64 {
	if size >= 8 {
		return math.MaxUint64
	}
	return 1<<(8*uint(size)) - 1
}

// isDynamic reports whether a type, looked through pointers and names, is an array whose length is computed.
func (s *Source) isDynamic(ref dwarf.Ref) bool {
	for range maxTypeDepth {
		e, err := ref.Entry()
		if err != nil {
			return false
		}
		switch kindOf(e.Tag()) {
		case symbols.KindArray:
			for _, d := range s.dims(&e, nil) {
				if d.Dynamic != nil {
					return true
				}
			}
		case symbols.KindPointer, symbols.KindReference, symbols.KindRvalueRef, symbols.KindTypedef, symbols.KindConst,
			symbols.KindVolatile, symbols.KindRestrict, symbols.KindAtomic:
		default:
			return false
		}
		var ok bool
		if ref, ok = e.Attr(dwarf.AttrType).Ref(); !ok {
			return false
		}
	}
	return false
}
